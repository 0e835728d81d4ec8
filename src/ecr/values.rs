//! Single values of a body: what may be sent, and how amounts, sessions and times are written and read.

use chrono::NaiveDateTime;

use super::malformed::{BadValue, Field, MessageError, Problem};
use crate::domain::money::Money;

/// Euro in ISO 4217 numbers, and its decimals: the only currency of the desk.
const EURO: &str = "978";
const EURO_DECIMALS: &str = "2";
const DATE_TIME: &str = "%Y%m%d%H%M%S";
const DATE_TIME_DIGITS: usize = 14;
const AMOUNT_DIGITS: usize = 12;

/// `an`: letters and digits, 1..=`longest`.
pub(super) fn an(field: Field, text: &str, longest: usize) -> Result<&str, BadValue> {
    sized(field, text, longest, |c| c.is_ascii_alphanumeric())
}

/// `ans`: printable ASCII but the separators `/ : \`, 1..=`longest`.
pub(super) fn ans(field: Field, text: &str, longest: usize) -> Result<&str, BadValue> {
    sized(field, text, longest, is_plain)
}

/// As [`ans`], or nothing at all: what a terminal may leave empty.
pub(super) fn ans_or_empty(field: Field, text: &str, longest: usize) -> Result<&str, BadValue> {
    if text.is_empty() { Ok(text) } else { ans(field, text, longest) }
}

fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~') && !matches!(c, '/' | ':' | '\\')
}

fn sized(field: Field, text: &str, longest: usize, fits: impl Fn(char) -> bool) -> Result<&str, BadValue> {
    if let Some(c) = text.chars().find(|c| !fits(*c)) {
        return Err(BadValue { field, problem: Problem::Character(c) });
    }
    match text.len() {
        0 => Err(BadValue { field, problem: Problem::Empty }),
        length if length > longest => Err(BadValue { field, problem: Problem::TooLong { length, longest } }),
        _ => Ok(text),
    }
}

/// `<cents>:978:2`
pub(super) fn write_amount(amount: Money) -> String {
    format!("{}:{EURO}:{EURO_DECIMALS}", amount.cents())
}

/// `<cents>:978:2`, the currency named.
pub(super) fn read_amount(text: &str) -> Result<Money, MessageError> {
    let mut parts = text.split(':');
    let amount = read_cents(Field::Amount, parts.next().unwrap_or_default())?;
    match (parts.next(), parts.next(), parts.next()) {
        (Some(EURO), Some(EURO_DECIMALS), None) => Ok(amount),
        (Some(_), Some(_), None) => Err(MessageError::Bad(Field::Currency)),
        _ => Err(MessageError::Bad(Field::Amount)),
    }
}

/// `<cents>`, with the currency too where a terminal repeats the whole field.
pub(super) fn read_echoed_amount(text: &str) -> Result<Money, MessageError> {
    if text.contains(':') { read_amount(text) } else { read_cents(Field::Amount, text) }
}

/// One to twelve digits of cents, within what the desk can hold.
pub(super) fn read_cents(field: Field, text: &str) -> Result<Money, MessageError> {
    if !(1..=AMOUNT_DIGITS).contains(&text.len()) || !all_digits(text) {
        return Err(MessageError::Bad(field));
    }
    let cents = text.parse().map_err(|_| MessageError::Bad(field))?;
    Money::from_cents(cents).map_err(|_| MessageError::Bad(field))
}

/// `YYYYMMDDhhmmss`.
pub(super) fn write_time(at: NaiveDateTime) -> Result<String, BadValue> {
    let text = at.format(DATE_TIME).to_string();
    // Years beyond four digits would print a sign.
    if text.len() == DATE_TIME_DIGITS && all_digits(&text) {
        Ok(text)
    } else {
        Err(BadValue { field: Field::DateTime, problem: Problem::OutOfRange })
    }
}

/// `YYYYMMDDhhmmss`.
pub(super) fn read_time(text: &str) -> Result<NaiveDateTime, MessageError> {
    let bad = MessageError::Bad(Field::DateTime);
    if text.len() != DATE_TIME_DIGITS || !all_digits(text) {
        return Err(bad);
    }
    NaiveDateTime::parse_from_str(text, DATE_TIME).map_err(|_| bad)
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}
