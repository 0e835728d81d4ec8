//! What can be wrong with a configuration file, where it is wrong, and what was expected instead. Data only:
//! the sentence for people is made in `text`.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::domain::worded::worded;

#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}:{line}:{column}: {key}: {problem}", file.display())]
pub struct ConfigError {
    /// The file, as it was named.
    pub file: PathBuf,
    /// Line, from 1; 0 where the file could not be read at all.
    pub line: usize,
    /// Column in characters, from 1; 0 where the file could not be read at all.
    pub column: usize,
    /// The key with its section (`desk.id`); empty where none was read yet.
    pub key: String,
    pub problem: Problem,
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Problem {
    #[error("cannot be read: {0}")]
    Unreadable(io::ErrorKind),
    #[error("cannot be written: {0}")]
    Unwritable(io::ErrorKind),
    /// Saved in another encoding.
    #[error("is not UTF-8")]
    NotUtf8,
    /// Not TOML; what the parser says.
    #[error("is not TOML: {0}")]
    Toml(String),
    /// A single backslash in a double-quoted text, as a Windows path has it.
    #[error("a backslash in a double-quoted text")]
    Backslash,
    #[error("unknown key, known here: {}", known.join(", "))]
    UnknownKey {
        /// The keys that may stand there.
        known: Vec<&'static str>,
    },
    #[error("is {found:?}, wanted {expected:?}")]
    WrongType { expected: ValueKind, found: ValueKind },
    /// A value of the right type that is not allowed.
    #[error("{value:?} is not {expected:?}")]
    BadValue {
        /// What stands there, shortened.
        value: String,
        expected: Expected,
    },
}

worded! {
    pub enum ValueKind {
        Text = "text",
        Integer = "integer",
        /// Number with a decimal point.
        Float = "float",
        /// `true` or `false`.
        Boolean = "boolean",
        Date = "date",
        Array = "array",
        /// Section or inline table.
        Table = "table",
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// One of these words or numbers.
    OneOf(Vec<&'static str>),
    /// A whole number within these limits.
    Range {
        min: i64,
        max: i64,
    },
    Text(Form),
    /// One to so many characters.
    UpTo(usize, Form),
}

worded! {
    /// What a text must be.
    pub enum Form {
        /// Latin letters or digits.
        Alphanumeric = "alphanumeric",
        /// Printable ASCII characters without `/`, `:` and `\`.
        Printable = "printable",
        /// Letters or digits of any alphabet.
        Series = "series",
        ShortText = "short_text",
        NotEmpty = "not_empty",
        /// `HH:MM-HH:MM`, or nothing for a closed day.
        Span = "span",
        /// `YYYY-MM-DD`, a day that exists.
        Date = "date",
        /// `host:port`.
        Address = "address",
        /// The whole path of a device file.
        Device = "device",
        /// Euro, `"1.00"`.
        Amount = "amount",
        Afm = "afm",
        /// Of a chart of accounts: 1 to 40 characters.
        Account = "account",
        /// `%d/%m/%Y`: with day, month and year.
        DateForm = "date_form",
        /// One ASCII character that is no letter, digit, quote or line end.
        Separator = "separator",
        /// `false`: the protocol has no MAC.
        NoMac = "no_mac",
    }
}

impl ConfigError {
    pub(super) fn unread(file: &Path, kind: io::ErrorKind) -> ConfigError {
        let problem = Problem::Unreadable(kind);
        ConfigError { file: file.to_owned(), line: 0, column: 0, key: String::new(), problem }
    }

    pub(super) fn not_utf8(file: &Path, bytes: &[u8]) -> ConfigError {
        let sound = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        ConfigError::at(file, sound, sound.len(), String::new(), Problem::NotUtf8)
    }

    /// An error at a byte of the text.
    pub(super) fn at(file: &Path, text: &str, byte: usize, key: String, problem: Problem) -> ConfigError {
        let before = text.get(..byte).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        ConfigError { file: file.to_owned(), line, column, key, problem }
    }
}
