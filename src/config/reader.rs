//! A walk over a parsed TOML file that knows where each key and value stands. A [`Section`] gives each key once,
//! and what is left in it at the end is unknown.

use std::cell::RefCell;
use std::ops::RangeInclusive;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{ConfigError, Expected, Problem, ValueKind};

/// Longest value that an error repeats.
const SHOWN_CHARACTERS: usize = 60;

/// The text that is being read, for places of errors.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) file: &'a Path,
    pub(super) text: &'a str,
}

impl<'a> Source<'a> {
    /// Parses the text as TOML.
    pub(super) fn parse(self) -> Result<Section<'a>, ConfigError> {
        match DeTable::parse(self.text) {
            Ok(table) => Ok(Section::new(self, String::new(), table.into_inner())),
            Err(error) => {
                let byte = error.span().map_or(0, |span| span.start);
                let problem =
                    if self.backslash_at(byte) { Problem::Backslash } else { Problem::Toml(error.message().into()) };
                Err(self.error(byte, String::new(), problem))
            }
        }
    }

    /// Whether a backslash stands between the byte and the double quote before it.
    fn backslash_at(self, byte: usize) -> bool {
        let before = self.text.get(..byte).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let reached = self.text.get(byte..).unwrap_or_default().starts_with('\\');
        line.rsplit_once('"').is_some_and(|(_, quoted)| reached || quoted.contains('\\'))
    }

    fn error(self, byte: usize, key: String, problem: Problem) -> ConfigError {
        ConfigError::at(self.file, self.text, byte, key, problem)
    }
}

/// One section of the file.
pub(super) struct Section<'a> {
    source: Source<'a>,
    path: String,
    table: RefCell<DeTable<'a>>,
    known: RefCell<Vec<&'static str>>,
}

/// A value and the place it stands at.
pub(super) struct Found<'a> {
    source: Source<'a>,
    key: String,
    byte: usize,
    value: DeValue<'a>,
}

impl<'a> Section<'a> {
    fn new(source: Source<'a>, path: String, table: DeTable<'a>) -> Section<'a> {
        Section { source, path, table: RefCell::new(table), known: RefCell::default() }
    }

    fn key(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    fn found(&self, name: &str, value: Spanned<DeValue<'a>>) -> Found<'a> {
        let byte = value.span().start;
        Found { source: self.source, key: self.key(name), byte, value: value.into_inner() }
    }

    /// The value of a key, once.
    pub(super) fn take(&self, name: &'static str) -> Option<Found<'a>> {
        self.known.borrow_mut().push(name);
        let value = self.table.borrow_mut().remove(name)?;
        Some(self.found(name, value))
    }

    /// A section below, empty where the file has none.
    pub(super) fn section(&self, name: &'static str) -> Result<Section<'a>, ConfigError> {
        match self.take(name) {
            Some(found) => found.section(),
            None => Ok(Section::new(self.source, self.key(name), DeTable::new())),
        }
    }

    /// All that is left, by name: for sections whose keys are the reader's own.
    pub(super) fn take_all(&self) -> Vec<(String, Found<'a>)> {
        let table = std::mem::take(&mut *self.table.borrow_mut());
        table.into_iter().map(|(name, value)| (name.get_ref().to_string(), self.found(name.get_ref(), value))).collect()
    }

    pub(super) fn text<T>(
        &self,
        name: &'static str,
        default: T,
        check: impl FnOnce(&str) -> Result<T, Expected>,
    ) -> Result<T, ConfigError> {
        self.take(name).map_or(Ok(default), |found| found.text(check))
    }

    /// One of a few words.
    pub(super) fn word<T: Copy>(
        &self,
        name: &'static str,
        default: T,
        words: &[(&'static str, T)],
    ) -> Result<T, ConfigError> {
        self.text(name, default, |text| {
            let known = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
            known.ok_or_else(|| Expected::OneOf(words.iter().map(|(word, _)| *word).collect()))
        })
    }

    /// A whole number within limits.
    pub(super) fn number<T>(
        &self,
        name: &'static str,
        default: T,
        limits: RangeInclusive<i64>,
    ) -> Result<T, ConfigError>
    where
        T: TryFrom<i64>,
    {
        let Some(found) = self.take(name) else { return Ok(default) };
        let DeValue::Integer(digits) = &found.value else { return Err(found.wrong_type(ValueKind::Integer)) };
        i64::from_str_radix(digits.as_str(), digits.radix())
            .ok()
            .filter(|number| limits.contains(number))
            .and_then(|number| T::try_from(number).ok())
            .ok_or_else(|| found.bad(&digits.to_string(), Expected::Range { min: *limits.start(), max: *limits.end() }))
    }

    /// `true` or `false`.
    pub(super) fn flag(&self, name: &'static str, default: bool) -> Result<bool, ConfigError> {
        self.take(name)
            .map_or(Ok(default), |found| found.value.as_bool().ok_or_else(|| found.wrong_type(ValueKind::Boolean)))
    }

    /// Says which key nobody asked for, if any; the first in the file.
    pub(super) fn finish(self) -> Result<(), ConfigError> {
        let table = self.table.borrow();
        let Some(stranger) = table.keys().min_by_key(|name| name.span().start) else { return Ok(()) };
        let problem = Problem::UnknownKey { known: self.known.borrow().clone() };
        Err(self.source.error(stranger.span().start, self.key(stranger.get_ref()), problem))
    }
}

impl<'a> Found<'a> {
    pub(super) fn section(self) -> Result<Section<'a>, ConfigError> {
        match self.value {
            DeValue::Table(table) => Ok(Section::new(self.source, self.key, table)),
            _ => Err(self.wrong_type(ValueKind::Table)),
        }
    }

    /// As a text, checked.
    pub(super) fn text<T>(&self, check: impl FnOnce(&str) -> Result<T, Expected>) -> Result<T, ConfigError> {
        let DeValue::String(text) = &self.value else { return Err(self.wrong_type(ValueKind::Text)) };
        // `"C:\temp"` is legal TOML with a tab in it: no value here has control characters of its own.
        if text.chars().any(|c| c.is_control() && c != '\t' || c == '\t' && text.len() > 1) {
            return Err(self.error(Problem::Backslash));
        }
        check(text).map_err(|expected| self.bad(text, expected))
    }

    pub(super) fn list(self) -> Result<Vec<Found<'a>>, ConfigError> {
        match self.value {
            DeValue::Array(items) => Ok(items
                .into_iter()
                .map(|item| Found {
                    source: self.source,
                    key: self.key.clone(),
                    byte: item.span().start,
                    value: item.into_inner(),
                })
                .collect()),
            _ => Err(self.wrong_type(ValueKind::Array)),
        }
    }

    pub(super) fn value(&self) -> &DeValue<'a> {
        &self.value
    }

    /// An error: another value is wanted.
    pub(super) fn bad(&self, value: &str, expected: Expected) -> ConfigError {
        self.error(Problem::BadValue { value: value.chars().take(SHOWN_CHARACTERS).collect(), expected })
    }

    /// An error: another type is wanted.
    pub(super) fn wrong_type(&self, expected: ValueKind) -> ConfigError {
        let found = match self.value {
            DeValue::String(_) => ValueKind::Text,
            DeValue::Integer(_) => ValueKind::Integer,
            DeValue::Float(_) => ValueKind::Float,
            DeValue::Boolean(_) => ValueKind::Boolean,
            DeValue::Datetime(_) => ValueKind::Date,
            DeValue::Array(_) => ValueKind::Array,
            DeValue::Table(_) => ValueKind::Table,
        };
        self.error(Problem::WrongType { expected, found })
    }

    fn error(&self, problem: Problem) -> ConfigError {
        self.source.error(self.byte, self.key.clone(), problem)
    }
}
