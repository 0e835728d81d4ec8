//! The forms of the values on a slip.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::keys::latin_alike;
use crate::domain::fold::fold;
use crate::domain::money::{DecimalMark, Money};

/// Card schemes and kinds as terminals print them, folded: after a bare `CARD` only these begin a card type, because
/// people write «η κάρτα δεν χρεώθηκε».
const SCHEMES: [&str; 14] = [
    "VISA",
    "MASTERCARD",
    "MASTER",
    "MAESTRO",
    "AMEX",
    "AMERICAN",
    "DINERS",
    "DISCOVER",
    "JCB",
    "UNIONPAY",
    "IRIS",
    "DEBIT",
    "CREDIT",
    "VPAY",
];

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

/// Whether there is any digit.
pub(super) fn has_digit(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

/// Whether a word begins a card type.
pub(super) fn is_scheme(text: &str) -> bool {
    let folded: String = fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
    SCHEMES.contains(&folded.as_str())
}

/// The last of `.` and `,` marks the decimals where two digits follow it; otherwise it groups thousands.
pub(super) fn amount(text: &str) -> Option<Money> {
    let bare = without_currency(text);
    let point = match bare.rfind(['.', ',']) {
        Some(place) if bare.len() - place == 3 => bare.get(place..)?.starts_with('.'),
        Some(place) => bare.get(place..)?.starts_with(','),
        None => true,
    };
    let mark = if point { DecimalMark::Point } else { DecimalMark::Comma };
    Money::parse(bare, mark).ok()
}

/// Whether an amount bears its currency.
pub(super) fn is_currency(text: &str) -> bool {
    matches!(text, "€" | "EUR" | "eur" | "Eur" | "ΕΥΡΩ" | "ευρώ" | "Ευρώ" | "ΕΥΡ")
}

/// An amount that bears its currency before or after it.
pub(super) fn euro(text: &str) -> Option<Money> {
    if without_currency(text) == text { None } else { amount(text) }
}

fn without_currency(text: &str) -> &str {
    let before = ["€", "EUR", "eur"].iter().find_map(|sign| text.strip_prefix(sign));
    let after = || ["€", "EUR", "eur"].iter().find_map(|sign| text.strip_suffix(sign));
    before.or_else(after).unwrap_or(text).trim()
}

/// `2026-11-23`, `23/11/2026`, `23-11-2026`, `23.11.2026`.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    // chrono takes `26` for the year 26.
    if text.len() < 8 || !text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'/' | b'.')) {
        return None;
    }
    ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(text, form).ok())
        .filter(|date| (2000..=9999).contains(&chrono::Datelike::year(date)))
}

/// `10:15`, `10:15:02`.
pub(super) fn time(text: &str) -> Option<NaiveTime> {
    ["%H:%M", "%H:%M:%S"]
        .iter()
        .find_map(|form| NaiveTime::parse_from_str(text, form).ok())
        // A leap second is no time that a terminal prints.
        .filter(|time| chrono::Timelike::nanosecond(time) < 1_000_000_000)
}

/// `2026-11-23T10:15:02`, also with a small `t` and without seconds.
pub(super) fn date_time(text: &str) -> Option<NaiveDateTime> {
    let (day, clock) = text.split_once(['T', 't', 'Τ'])?;
    Some(date(day)?.and_time(time(clock)?))
}
