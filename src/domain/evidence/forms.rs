//! The forms of the values on a slip.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::domain::{card::MaskedPan, fold::fold};

/// The terminal's local time on a slip, which may bear no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SlipTime {
    day: Option<NaiveDate>,
    time: NaiveTime,
}

impl SlipTime {
    pub(super) fn on(self, day: NaiveDate) -> NaiveDateTime {
        self.day.unwrap_or(day).and_time(self.time)
    }
}

/// So many digits.
pub(super) fn digits(text: &str, most: usize) -> Option<String> {
    let fits = (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.to_owned())
}

/// So many letters or digits; Greek capitals that look Latin are taken for those.
pub(super) fn code(text: &str, least: usize, most: usize) -> Option<String> {
    let healed: String = if text.is_ascii() { text.to_owned() } else { latin_alike(&fold(text)) };
    let fits = (least..=most).contains(&healed.len()) && healed.bytes().all(|b| b.is_ascii_alphanumeric());
    fits.then_some(healed)
}

/// A reference: up to 12 digits, or a time stamp of up to 20 letters and digits.
pub(super) fn reference(text: &str) -> Option<String> {
    code(text, 1, 20).filter(|text| text.bytes().any(|b| b.is_ascii_digit()))
}

/// `10:15`, `10:15:02`, alone or behind a date, with a blank or a `T` between them.
pub(super) fn slip_time(text: &str) -> Option<SlipTime> {
    match text.rsplit_once([' ', 'T', 't', '\u{3a4}']) {
        None => Some(SlipTime { day: None, time: time(text)? }),
        Some((day, clock)) => Some(SlipTime { day: Some(date(day.trim())?), time: time(clock)? }),
    }
}

/// `2026-11-23`, `23/11/2026`, `23-11-2026`, `23.11.2026`.
fn date(text: &str) -> Option<NaiveDate> {
    // chrono takes `26` for the year 26.
    if text.len() < 8 || !text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'/' | b'.')) {
        return None;
    }
    ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(text, form).ok())
        .filter(|date| (2000..=9999).contains(&chrono::Datelike::year(date)))
}

fn time(text: &str) -> Option<NaiveTime> {
    ["%H:%M", "%H:%M:%S"]
        .iter()
        .find_map(|form| NaiveTime::parse_from_str(text, form).ok())
        // A leap second is no time that a terminal prints.
        .filter(|time| chrono::Timelike::nanosecond(time) < 1_000_000_000)
}

/// The card's scheme and kind, and its masked number where one stands among them, in one piece or in groups. Nothing
/// where a number is no masked one.
pub(super) fn card(text: &str) -> Option<(Option<String>, Option<MaskedPan>)> {
    let is_number = |word: &&str| {
        let mut letters = word.chars();
        letters.clone().any(|c| c == '*' || c.is_ascii_digit())
            && letters.all(|c| c.is_ascii_digit() || matches!(c, '*' | 'X' | 'x' | '#' | '-'))
    };
    let (number, words): (Vec<&str>, Vec<&str>) = text.split_whitespace().partition(is_number);
    let number: String = number.concat().chars().filter(|c| *c != '-').collect();
    let pan = if number.is_empty() { None } else { Some(MaskedPan::parse(&number).ok()?) };
    let words = words.join(" ");
    Some((Some(words).filter(|words| !words.is_empty()), pan))
}

/// Greek capitals as the Latin ones that look the same.
fn latin_alike(text: &str) -> String {
    let alike = |c| match c {
        'Α' => 'A',
        'Β' => 'B',
        'Ε' => 'E',
        'Ζ' => 'Z',
        'Η' => 'H',
        'Ι' => 'I',
        'Κ' => 'K',
        'Μ' => 'M',
        'Ν' => 'N',
        'Ο' => 'O',
        'Ρ' => 'P',
        'Τ' => 'T',
        'Υ' => 'Y',
        'Χ' => 'X',
        other => other,
    };
    text.chars().map(alike).collect()
}
