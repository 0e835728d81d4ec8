//! The sentence that a person reads about a configuration file: where, what is wrong, what to write instead.

use std::io::ErrorKind;

use super::value_kind;
use crate::config::{ConfigError, Expected, Problem};
use crate::text::{Text, Value, values};

/// What is wrong with a configuration file, where, and what to do.
pub fn config_error(text: &Text, error: &ConfigError) -> String {
    let at = values![file = error.file.display(), line = error.line, column = error.column, key = error.key];
    let with = |sentence: &str, more: &[(&'static str, Value<'static>)]| text.with(sentence, &[at, more].concat());
    match &error.problem {
        Problem::Unreadable(ErrorKind::NotFound) => with("config-missing", &[]),
        Problem::Unreadable(ErrorKind::PermissionDenied) => with("config-permission", &[]),
        Problem::Unreadable(kind) => with("config-unreadable", values![reason = kind]),
        Problem::Unwritable(kind) => with("config-unwritable", values![reason = kind]),
        Problem::NotUtf8 => with("config-not-utf8", &[]),
        Problem::Toml(reason) => with("config-toml", values![reason]),
        Problem::Backslash => with("config-backslash", &[]),
        Problem::UnknownKey { known } => with("config-unknown-key", values![known = known.join(", ")]),
        Problem::WrongType { expected, found } => {
            let (expected, found) = (value_kind(text, *expected), value_kind(text, *found));
            with("config-wrong-type", values![expected, found])
        }
        Problem::BadValue { value, expected } => {
            with("config-bad-value", values![value, expected = expected_words(text, expected)])
        }
    }
}

/// What may stand there, as it follows «Γράψτε».
fn expected_words(text: &Text, expected: &Expected) -> String {
    match expected {
        Expected::OneOf(words) => text.with("config-expected-one-of", values![words = words.join(", ")]),
        Expected::Range { min, max } => text.with("config-expected-range", values![min, max]),
        Expected::Text(form) => text.of("config-expected-", form.word()),
        Expected::UpTo(max, form) => text.of_with("config-expected-", form.word(), values![max]),
    }
}
