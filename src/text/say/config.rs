//! The sentence that a person reads about a configuration file: where, what is wrong, what to write instead.

use std::io::ErrorKind;

use crate::config::{ConfigError, Expected, Problem, ValueKind};
use crate::text::{Text, Value};

/// What is wrong with a configuration file, where, and what to do.
#[must_use]
pub fn config_error(text: &Text, error: &ConfigError) -> String {
    let mut values: Vec<(&str, Value<'_>)> = vec![
        ("file", Text::path(&error.file)),
        ("line", error.line.to_string().into()),
        ("column", error.column.to_string().into()),
        ("key", error.key.as_str().into()),
    ];
    let key = match &error.problem {
        Problem::Unreadable(ErrorKind::NotFound) => "config-missing",
        Problem::Unreadable(ErrorKind::PermissionDenied) => "config-permission",
        Problem::Unreadable(kind) => {
            values.push(("reason", kind.to_string().into()));
            "config-unreadable"
        }
        Problem::NotUtf8 => "config-not-utf8",
        Problem::Toml(reason) => {
            values.push(("reason", reason.as_str().into()));
            "config-toml"
        }
        Problem::Backslash => "config-backslash",
        Problem::UnknownKey { known } => {
            values.push(("known", known.join(", ").into()));
            "config-unknown-key"
        }
        Problem::WrongType { expected, found } => {
            values.push(("expected", text.get(kind_key(*expected)).into()));
            values.push(("found", text.get(kind_key(*found)).into()));
            "config-wrong-type"
        }
        Problem::BadValue { value, expected } => {
            values.push(("value", value.as_str().into()));
            values.push(("expected", expected_words(text, expected).into()));
            "config-bad-value"
        }
    };
    text.with(key, &values)
}

fn kind_key(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Text => "config-kind-text",
        ValueKind::Integer => "config-kind-integer",
        ValueKind::Float => "config-kind-float",
        ValueKind::Boolean => "config-kind-boolean",
        ValueKind::Date => "config-kind-date",
        ValueKind::Array => "config-kind-array",
        ValueKind::Table => "config-kind-table",
    }
}

/// What may stand there, as it follows «Γράψτε».
fn expected_words(text: &Text, expected: &Expected) -> String {
    let limits = |key: &str, min: String, max: String| text.with(key, &[("min", min.into()), ("max", max.into())]);
    let most = |key: &str, max: &usize| text.with(key, &[("max", max.to_string().into())]);
    match expected {
        Expected::OneOf(words) => text.with("config-expected-one-of", &[("words", words.join(", ").into())]),
        Expected::Range { min, max } => limits("config-expected-range", min.to_string(), max.to_string()),
        Expected::Alphanumeric { min, max } => limits("config-expected-alphanumeric", min.to_string(), max.to_string()),
        Expected::Printable { max } => most("config-expected-printable", max),
        Expected::Series { max } => most("config-expected-series", max),
        Expected::ShortText { max } => most("config-expected-short-text", max),
        Expected::NotEmpty => text.get("config-expected-not-empty"),
        Expected::Span => text.get("config-expected-span"),
        Expected::Date => text.get("config-expected-date"),
        Expected::Address => text.get("config-expected-address"),
        Expected::Device => text.get("config-expected-device"),
        Expected::Amount => text.get("config-expected-amount"),
        Expected::Afm => text.get("config-expected-afm"),
        Expected::DateForm => text.get("config-expected-date-form"),
        Expected::Separator => text.get("config-expected-separator"),
        Expected::NoMac => text.get("config-expected-no-mac"),
    }
}
