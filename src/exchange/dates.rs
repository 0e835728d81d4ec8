//! Dates of files, by the pattern of a mapping. The two common patterns take a short way, because a file has
//! three dates a row; every other pattern goes through chrono.

use std::fmt::Write as _;

use chrono::format::{Item, Parsed, StrftimeItems, parse};
use chrono::{Datelike, NaiveDate, NaiveTime};

use super::mapping::MappingError;

/// A pattern that is known to give year, month and day.
#[derive(Debug, Clone)]
pub(super) struct DateFormat {
    items: Vec<Item<'static>>,
    short_way: Option<ShortWay>,
}

#[derive(Debug, Clone, Copy)]
enum ShortWay {
    /// `%d/%m/%Y`
    DayMonthYear,
    /// `%Y-%m-%d`
    YearMonthDay,
}

impl DateFormat {
    /// Prepares a pattern.
    ///
    /// # Errors
    /// [`MappingError::Date`] when it is none, or when a date written with it cannot be read back.
    pub(super) fn compile(pattern: &str) -> Result<DateFormat, MappingError> {
        let refused = || MappingError::Date(pattern.to_owned());
        let items = StrftimeItems::new(pattern).parse_to_owned().map_err(|_| refused())?;
        let short_way = match pattern {
            "%d/%m/%Y" => Some(ShortWay::DayMonthYear),
            "%Y-%m-%d" => Some(ShortWay::YearMonthDay),
            _ => None,
        };
        let format = DateFormat { items, short_way };
        // Two dates that share no part, so that no part can be missing from the pattern.
        let samples = [NaiveDate::from_ymd_opt(2026, 11, 23), NaiveDate::from_ymd_opt(2031, 2, 4)];
        let comes_back = |date: NaiveDate| format.write(date).is_some_and(|text| format.read(&text) == Some(date));
        if samples.into_iter().flatten().all(comes_back) { Ok(format) } else { Err(refused()) }
    }

    /// Reads a date of the years 1901 to 2199: beyond them it is a slip of the pen, or a year of two digits
    /// under a pattern that wants four.
    pub(super) fn read(&self, text: &str) -> Option<NaiveDate> {
        self.of_any_year(text).filter(|date| (LAST_YEAR_OF_NONE + 1..2200).contains(&date.year()))
    }

    /// What a cell says that is no plain date of the pattern.
    pub(super) fn read_loosely(&self, text: &str) -> Option<Loose> {
        if says_none(text) {
            return Some(Loose::None);
        }
        let day = without_midnight(text);
        if let Some(date) = day.and_then(|day| self.read(day)) {
            return Some(Loose::Midnight(date));
        }
        let day = day.unwrap_or(text);
        if day.bytes().all(|b| b == b'9') && day.len() >= 4 {
            return Some(Loose::WithoutEnd);
        }
        let year = self.of_any_year(day).or_else(|| self.of_any_year(text)).map(|date| date.year());
        if year.is_some_and(|year| year <= LAST_YEAR_OF_NONE) || ZERO_DAYS.contains(&day) {
            return Some(Loose::None);
        }
        if year.is_some_and(|year| YEARS_WITHOUT_END.contains(&year)) {
            return Some(Loose::WithoutEnd);
        }
        serial_day(text).map(Loose::Serial)
    }

    fn of_any_year(&self, text: &str) -> Option<NaiveDate> {
        match self.short_way {
            Some(ShortWay::DayMonthYear) => {
                let mut parts = text.as_bytes().split(|b| *b == b'/');
                let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
                if parts.next().is_some() { None } else { from_parts(year, month, day) }
            }
            Some(ShortWay::YearMonthDay) => {
                let mut parts = text.as_bytes().split(|b| *b == b'-');
                let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
                if parts.next().is_some() { None } else { from_parts(year, month, day) }
            }
            None => {
                let mut parsed = Parsed::new();
                parse(&mut parsed, text, self.items.iter()).ok()?;
                parsed.to_naive_date().ok()
            }
        }
    }

    /// Writes a date; nothing when the pattern asks for what a date lacks (a time zone).
    pub(super) fn write(&self, date: NaiveDate) -> Option<String> {
        let mut text = String::new();
        // Not `to_string`, which panics where the pattern asks too much.
        write!(text, "{}", date.and_time(NaiveTime::MIN).format_with_items(self.items.iter())).ok()?;
        Some(text)
    }
}

/// A cell of dates that is no plain date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loose {
    /// A date with midnight behind it.
    Midnight(NaiveDate),
    /// That there is none: zeros or dashes.
    None,
    /// A date that never comes, as systems write «without end».
    WithoutEnd,
    /// The number under which a spreadsheet keeps this day.
    Serial(NaiveDate),
}

/// Systems write their first day for none: 01/01/0001, 01/01/1753, 30/12/1899, 01/01/1900.
const LAST_YEAR_OF_NONE: i32 = 1900;
/// The day 0 of a spreadsheet, which is in no calendar.
const ZERO_DAYS: [&str; 4] = ["00/01/1900", "0/1/1900", "1900-01-00", "00-01-1900"];

/// Years that stand for «without end».
const YEARS_WITHOUT_END: [i32; 2] = [2999, 9999];

/// Zeros between the marks of a date, or dashes alone.
fn says_none(text: &str) -> bool {
    let is_dash = |c: char| matches!(c, '-' | '–' | '—' | '−');
    let zeros = text.contains('0') && text.chars().all(|c| matches!(c, '0' | '/' | '-' | '.' | ':' | ' '));
    zeros || (!text.is_empty() && text.chars().all(is_dash))
}

/// The text before a time of midnight, in the forms that spreadsheets and databases add.
fn without_midnight(text: &str) -> Option<&str> {
    let (day, time) = text.split_once([' ', 'T', '\u{a0}'])?;
    let time = time.trim();
    let is_zeros = |time: &str| {
        let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
        let parts: Vec<&str> = clock.split(':').collect();
        (2..=3).contains(&parts.len())
            && parts.iter().all(|part| matches!(*part, "00" | "0"))
            && fraction.bytes().all(|b| b == b'0')
    };
    let twelve = ["12:00:00 πμ", "12:00:00 π.μ.", "12:00 πμ", "12:00 π.μ.", "12:00:00 AM", "12:00 AM"];
    let is_twelve = twelve.iter().any(|known| known.eq_ignore_ascii_case(time));
    (is_zeros(time.trim_end_matches('Z')) || is_twelve).then_some(day)
}

/// The day of a spreadsheet's number: days since 30 December 1899, here those of 1954 to 2119, which have five digits.
fn serial_day(text: &str) -> Option<NaiveDate> {
    let days = u64::from(digits(text.as_bytes()).filter(|days| text.len() == 5 && (20_000..=80_000).contains(days))?);
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(chrono::Days::new(days))
}

/// A year of four digits, a month and a day of one or two.
fn from_parts(year: &[u8], month: &[u8], day: &[u8]) -> Option<NaiveDate> {
    if year.len() != 4 || !(1..=2).contains(&month.len()) || !(1..=2).contains(&day.len()) {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(digits(year)?).ok()?, digits(month)?, digits(day)?)
}

/// Digits and nothing else, of a number that fits.
fn digits(text: &[u8]) -> Option<u32> {
    text.iter().try_fold(0_u32, |number, b| {
        let digit = u32::from(b.is_ascii_digit().then(|| b - b'0')?);
        number.checked_mul(10)?.checked_add(digit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    #[test]
    fn the_common_patterns_read_what_people_write() {
        let greek = DateFormat::compile("%d/%m/%Y").unwrap();
        assert_eq!(greek.read("30/06/2026"), day(2026, 6, 30));
        assert_eq!(greek.read("3/6/2026"), day(2026, 6, 3));
        for bad in ["31/06/2026", "30/06/26", "30-06-2026", "+3/6/2026", "30/06/2026 ", "", "//", "1/1/0001"] {
            assert_eq!(greek.read(bad), None, "{bad}");
        }
        let iso = DateFormat::compile("%Y-%m-%d").unwrap();
        assert_eq!(iso.read("2024-02-29"), day(2024, 2, 29));
        assert_eq!(iso.read("2023-02-29"), None);
    }

    #[test]
    fn other_patterns_go_through_chrono() {
        assert_eq!(DateFormat::compile("%d.%m.%y").unwrap().read("05.03.26"), day(2026, 3, 5));
        assert_eq!(DateFormat::compile("%Y%m%d").unwrap().read("20260305"), day(2026, 3, 5));
        let timed = DateFormat::compile("%d/%m/%Y %H:%M:%S").unwrap();
        assert_eq!(timed.read("30/06/2026 00:00:00"), day(2026, 6, 30));
        assert_eq!(timed.read("30/06/2026"), None);
    }

    #[test]
    fn a_cell_of_more_digits_than_any_number_is_no_date() {
        let greek = DateFormat::compile("%d/%m/%Y").unwrap();
        for digits in ["88888888888", "4294967296", "4294967295", "18446744073709551616", "00000046203"] {
            assert!(greek.read_loosely(digits).is_none() && greek.read(digits).is_none(), "{digits}");
        }
    }

    #[test]
    fn what_spreadsheets_and_old_systems_make_of_a_date_is_known() {
        let greek = DateFormat::compile("%d/%m/%Y").unwrap();
        let june = day(2026, 6, 30).unwrap();
        for text in [
            "30/06/2026 00:00",
            "30/06/2026 0:00:00",
            "30/6/2026 00:00:00.000",
            "30/06/2026T00:00:00Z",
            "30/06/2026 12:00:00 πμ",
            "30/06/2026 12:00:00 am",
        ] {
            assert_eq!(greek.read_loosely(text), Some(Loose::Midnight(june)), "{text}");
        }
        for text in [
            "0",
            "-",
            "—",
            "00/00/0000",
            "0000-00-00 00:00:00",
            "--",
            "00/01/1900",
            "01/01/1900",
            "30/12/1899",
            "01/01/0001 00:00:00",
        ] {
            assert_eq!(greek.read_loosely(text), Some(Loose::None), "{text}");
        }
        for text in ["31/12/9999", "31/12/9999 00:00:00", "01/01/2999", "9999", "99999999"] {
            assert_eq!(greek.read_loosely(text), Some(Loose::WithoutEnd), "{text}");
        }
        assert_eq!(greek.read_loosely("46203"), Some(Loose::Serial(june)));
        for text in
            ["", "30/06/2026 12:30", "30/06/2026 12:00 μμ", "31/06/2026 00:00", "1", "462035", "x", "01/01/2500"]
        {
            assert_eq!(greek.read_loosely(text), None, "{text}");
        }
    }

    #[test]
    fn a_pattern_without_year_month_and_day_is_refused() {
        for bad in ["", "%d/%m", "%Y-%m", "%H:%M", "%Q", "ημερομηνία", "%d/%m/%Y %z"] {
            assert_eq!(DateFormat::compile(bad).unwrap_err(), MappingError::Date(bad.to_owned()));
        }
    }
}
