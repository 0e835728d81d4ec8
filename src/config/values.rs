//! What a text of the file may be: each function takes one and gives the value, or what was expected instead.

use std::fmt::Write as _;

use chrono::NaiveDate;
use chrono::format::{Item, StrftimeItems};

use super::error::{Expected, Form};

/// A text without the space around it; nothing where it is empty.
pub(super) fn some_text(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

pub(super) fn not_empty(text: &str) -> Result<String, Expected> {
    some_text(text).ok_or(Expected::Text(Form::NotEmpty))
}

/// Up to `max` Latin letters or digits: `an` of the terminal protocols.
pub(super) fn alphanumeric(text: &str, max: usize) -> Result<String, Expected> {
    let fits = (1..=max).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric());
    if fits { Ok(text.to_owned()) } else { Err(Expected::UpTo(max, Form::Alphanumeric)) }
}

/// Up to `max` printable characters without the separators of the terminal protocols: `ans`.
pub(super) fn printable(text: &str, max: usize) -> Result<String, Expected> {
    let fits = (1..=max).contains(&text.len())
        && text.bytes().all(|b| matches!(b, b' '..=b'~') && !matches!(b, b'/' | b':' | b'\\'));
    if fits { Ok(text.to_owned()) } else { Err(Expected::UpTo(max, Form::Printable)) }
}

/// `host:port`; an IPv6 host stands in brackets.
pub(super) fn address(text: &str) -> Result<String, Expected> {
    let parts = text.trim().rsplit_once(':');
    let fits = parts.is_some_and(|(host, port)| {
        let bracketed = host.starts_with('[') && host.ends_with(']');
        !host.is_empty()
            && !host.contains(char::is_whitespace)
            && (bracketed || !host.contains(':'))
            && port.bytes().all(|b| b.is_ascii_digit())
            && port.parse::<u16>().is_ok_and(|port| port > 0)
    });
    if fits { Ok(text.trim().to_owned()) } else { Err(Expected::Text(Form::Address)) }
}

/// One character of ASCII that no cell needs for itself.
pub(super) fn separator(text: &str) -> Result<char, Expected> {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(c), None) if c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, '"' | '\r' | '\n') => Ok(c),
        _ => Err(Expected::Text(Form::Separator)),
    }
}

/// A form is good when a date written in it is read back.
pub(super) fn date_form(text: &str) -> Result<String, Expected> {
    let items: Vec<Item<'_>> = StrftimeItems::new(text).collect();
    let sample = NaiveDate::from_ymd_opt(2026, 11, 23).ok_or(Expected::Text(Form::DateForm))?;
    let mut written = String::new();
    let sound = !items.contains(&Item::Error)
        && write!(written, "{}", sample.format_with_items(items.iter())).is_ok()
        && NaiveDate::parse_from_str(&written, text) == Ok(sample);
    if sound { Ok(text.to_owned()) } else { Err(Expected::Text(Form::DateForm)) }
}
