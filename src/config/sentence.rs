//! The sentence that a person reads about a configuration file: where, what is wrong, what to write instead.

use std::io::ErrorKind;

use super::error::{ConfigError, Expected, Problem, ValueKind};
use crate::text::{Text, Value};

impl ConfigError {
    /// What is wrong, where, and what to do, in a language of people.
    #[must_use]
    pub fn sentence(&self, text: &Text) -> String {
        let mut values: Vec<(&str, Value<'_>)> = vec![
            ("file", Text::path(&self.file)),
            ("line", self.line.to_string().into()),
            ("column", self.column.to_string().into()),
            ("key", self.key.as_str().into()),
        ];
        let key = match &self.problem {
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
                values.push(("expected", expected.words(*text).into()));
                "config-bad-value"
            }
        };
        text.with(key, &values)
    }
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

impl Expected {
    /// What may stand there, as it follows «Γράψτε».
    fn words(&self, text: Text) -> String {
        let limits = |key: &str, min: String, max: String| text.with(key, &[("min", min.into()), ("max", max.into())]);
        let most = |key: &str, max: &usize| text.with(key, &[("max", max.to_string().into())]);
        match self {
            Expected::OneOf(words) => text.with("config-expected-one-of", &[("words", words.join(", ").into())]),
            Expected::Range { min, max } => limits("config-expected-range", min.to_string(), max.to_string()),
            Expected::Alphanumeric { min, max } => {
                limits("config-expected-alphanumeric", min.to_string(), max.to_string())
            }
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
}
