//! A walk over a parsed TOML file that knows where each key and value stands. A [`Section`] gives each key once: its
//! name, what the file says of it to people, its default and its check stand in one place. What is left in a section at
//! the end is unknown. The first mistake is kept ([`Source::mistake`]), and the walk goes on with the default.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};
use std::ops::RangeInclusive;
use std::path::Path;
use std::time::Duration;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{ConfigError, Expected, Problem, ValueKind};
use super::sheet::Sheet;
use crate::domain::worded::Worded;

/// Longest value that an error repeats.
const SHOWN_CHARACTERS: usize = 60;

/// What is being read, the first mistake of it, and the sheet of all settings with their defaults.
pub(super) struct Source<'a> {
    file: &'a Path,
    text: &'a str,
    mistake: RefCell<Option<ConfigError>>,
    sheet: RefCell<Sheet>,
}

impl<'a> Source<'a> {
    pub(super) fn new(file: &'a Path, text: &'a str) -> Source<'a> {
        Source { file, text, mistake: RefCell::default(), sheet: RefCell::default() }
    }

    /// The text as TOML; empty where it is none.
    pub(super) fn root(&self) -> Section<'_, 'a> {
        let table = DeTable::parse(self.text).map(Spanned::into_inner).unwrap_or_else(|error| {
            let byte = error.span().map_or(0, |span| span.start);
            let problem =
                if self.backslash_at(byte) { Problem::Backslash } else { Problem::Toml(error.message().into()) };
            self.keep(byte, String::new(), problem);
            DeTable::new()
        });
        Section::new(self, String::new(), table)
    }

    /// The first mistake, and every setting with its default and its comments, as the file that `init` writes.
    pub(super) fn into_mistake_and_sheet(self) -> (Option<ConfigError>, String) {
        (self.mistake.into_inner(), self.sheet.into_inner().into_text())
    }

    /// Whether a backslash stands between the byte and the double quote before it.
    fn backslash_at(&self, byte: usize) -> bool {
        let before = self.text.get(..byte).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let reached = self.text.get(byte..).unwrap_or_default().starts_with('\\');
        line.rsplit_once('"').is_some_and(|(_, quoted)| reached || quoted.contains('\\'))
    }

    fn keep(&self, byte: usize, key: String, problem: Problem) {
        self.mistake.borrow_mut().get_or_insert_with(|| ConfigError::at(self.file, self.text, byte, key, problem));
    }
}

pub(super) struct Section<'s, 'a> {
    source: &'s Source<'a>,
    path: String,
    table: RefCell<DeTable<'a>>,
    known: RefCell<Vec<&'static str>>,
}

/// A key whose value is asked for.
pub(super) struct Key<'k, 's, 'a> {
    section: &'k Section<'s, 'a>,
    name: &'static str,
    says: [&'static str; 2],
    /// Whether the file that `init` writes names it without setting it: its default hangs on another key.
    left_out: bool,
}

/// A value and the place it stands at.
pub(super) struct Found<'s, 'a> {
    source: &'s Source<'a>,
    key: String,
    byte: usize,
    value: DeValue<'a>,
}

impl<'s, 'a> Section<'s, 'a> {
    fn new(source: &'s Source<'a>, path: String, table: DeTable<'a>) -> Section<'s, 'a> {
        Section { source, path, table: RefCell::new(table), known: RefCell::default() }
    }

    fn path_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    fn found(&self, name: &str, value: Spanned<DeValue<'a>>) -> Found<'s, 'a> {
        let byte = value.span().start;
        Found { source: self.source, key: self.path_of(name), byte, value: value.into_inner() }
    }

    fn take(&self, name: &'static str) -> Option<Found<'s, 'a>> {
        self.known.borrow_mut().push(name);
        let value = self.table.borrow_mut().remove(name)?;
        Some(self.found(name, value))
    }

    /// A setting, with what the file says of it in Greek and English.
    pub(super) fn key(&self, name: &'static str, greek: &'static str, english: &'static str) -> Key<'_, 's, 'a> {
        Key { section: self, name, says: [greek, english], left_out: false }
    }

    /// Keys that older programs wrote and nothing reads any more.
    pub(super) fn retired(&self, names: &[&str]) {
        for name in names {
            self.table.borrow_mut().remove(*name);
        }
    }

    /// Words about what follows, above a section or among its keys.
    pub(super) fn says(&self, greek: &str, english: &str) {
        self.source.sheet.borrow_mut().heading(greek, english);
    }

    /// Reads a section below, empty where the file has none.
    pub(super) fn section<T>(&self, name: &'static str, read: impl FnOnce(&Section<'s, 'a>) -> T) -> T {
        let section = match self.take(name) {
            Some(found) => found.section(),
            None => Section::new(self.source, self.path_of(name), DeTable::new()),
        };
        section.read(read)
    }

    /// Reads all sections that are left, by name: for those whose names are the reader's own.
    pub(super) fn sections<T>(&self, read: impl Fn(&Section<'s, 'a>) -> T) -> Vec<(String, T)> {
        let table = std::mem::take(&mut *self.table.borrow_mut());
        let below = |(name, value): (Spanned<Cow<'a, str>>, _)| {
            let name: &str = name.get_ref();
            (name.to_owned(), self.found(name, value).section().read(&read))
        };
        table.into_iter().map(below).collect()
    }

    /// Reads all keys that are left as texts, by name: for those whose names are the reader's own.
    pub(super) fn texts<T>(&self, check: impl Fn(&str) -> Result<T, Expected>) -> BTreeMap<String, T> {
        let table = std::mem::take(&mut *self.table.borrow_mut());
        let one = |(name, value): (Spanned<Cow<'a, str>>, _)| {
            let name: &str = name.get_ref();
            Some((name.to_owned(), self.found(name, value).text(&check)?))
        };
        table.into_iter().filter_map(one).collect()
    }

    pub(super) fn read<T>(&self, read: impl FnOnce(&Section<'s, 'a>) -> T) -> T {
        if !self.path.is_empty() {
            self.source.sheet.borrow_mut().section(&self.path);
        }
        let value = read(self);
        let table = self.table.borrow();
        if let Some(stranger) = table.keys().min_by_key(|name| name.span().start) {
            let problem = Problem::UnknownKey { known: self.known.borrow().clone() };
            self.source.keep(stranger.span().start, self.path_of(stranger.get_ref()), problem);
        }
        value
    }
}

impl<'s, 'a> Key<'_, 's, 'a> {
    /// Named in the file that `init` writes, and not set there.
    pub(super) fn left_out(self) -> Self {
        Key { left_out: true, ..self }
    }

    /// The value, or the default, which the file shows as `shown`.
    fn or<T>(self, shown: &str, default: T, read: impl FnOnce(&Found<'s, 'a>) -> Option<T>) -> T {
        self.section.source.sheet.borrow_mut().key(self.says, self.name, shown, self.left_out);
        match self.section.take(self.name) {
            Some(found) => read(&found).unwrap_or(default),
            None => default,
        }
    }

    /// A text that says what it means by itself. The default passes the check.
    pub(super) fn string(self, default: &str, check: impl Fn(&str) -> Result<String, Expected>) -> String {
        self.value(default, default.to_owned(), check)
    }

    pub(super) fn optional(self, default: &str) -> Option<String> {
        let some = super::values::some_text;
        self.value(default, some(default), |text| Ok(some(text)))
    }

    /// What a text stands for; `shown` is the text of the default.
    pub(super) fn value<T>(self, shown: &str, default: T, check: impl Fn(&str) -> Result<T, Expected>) -> T {
        self.or(&quoted(shown), default, |found| found.text(check))
    }

    pub(super) fn word<T: Copy + PartialEq>(self, default: T, words: &[(&'static str, T)]) -> T {
        let shown = words.iter().find(|(_, value)| *value == default).map_or("", |(word, _)| *word);
        self.value(shown, default, |text| {
            let known = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
            known.ok_or_else(|| Expected::OneOf(words.iter().map(|(word, _)| *word).collect()))
        })
    }

    /// A value of a type of few, by its word.
    pub(super) fn one_of<T: Worded>(self, default: T) -> T {
        self.word(default, &T::VALUES.iter().map(|value| (value.as_word(), *value)).collect::<Vec<_>>())
    }

    pub(super) fn number<T: TryFrom<i64> + Display>(self, default: T, limits: RangeInclusive<i64>) -> T {
        let bounds = Expected::Range { min: *limits.start(), max: *limits.end() };
        let shown = default.to_string();
        self.integer(&shown, default, bounds, |number| {
            Some(number).filter(|n| limits.contains(n)).and_then(|n| n.try_into().ok())
        })
    }

    /// Seconds that something is waited for, at most an hour. The protocol's minimum of 150 for a result is not enforced,
    /// so that a technician can try the silent paths.
    pub(super) fn seconds(self, default: u64) -> Duration {
        Duration::from_secs(self.number(default, 1..=3600))
    }

    /// A whole number that stands for something.
    pub(super) fn integer<T>(
        self,
        shown: &str,
        default: T,
        expected: Expected,
        of: impl FnOnce(i64) -> Option<T>,
    ) -> T {
        self.or(shown, default, |found| {
            let DeValue::Integer(digits) = &found.value else { return found.wrong_type(ValueKind::Integer) };
            let number = i64::from_str_radix(digits.as_str(), digits.radix()).ok().and_then(of);
            number.or_else(|| found.bad(&digits.to_string(), expected))
        })
    }

    /// `true` or `false`.
    pub(super) fn flag(self, default: bool) -> bool {
        self.flag_unless(default, None)
    }

    /// `true` or `false`; only `false` where `true` cannot be, because of what was expected instead.
    pub(super) fn flag_unless(self, default: bool, never: Option<Expected>) -> bool {
        self.or(if default { "true" } else { "false" }, default, |found| match (found.value.as_bool(), never) {
            (None, _) => found.wrong_type(ValueKind::Boolean),
            (Some(true), Some(expected)) => found.bad("true", expected),
            (flag, _) => flag,
        })
    }

    pub(super) fn list(self, default: &[&str], check: impl Fn(&str) -> Result<String, Expected>) -> Vec<String> {
        let shown: Vec<String> = default.iter().map(|text| quoted(text)).collect();
        let texts = default.iter().map(|text| (*text).to_owned()).collect();
        self.or(&format!("[{}]", shown.join(", ")), texts, |found| found.each(|one| one.text(&check)))
    }

    /// A list of whatever a value is read as; empty where nothing is said.
    pub(super) fn list_of<T>(self, one: impl Fn(&Found<'s, 'a>) -> Option<T>) -> Vec<T> {
        self.or("[]", Vec::new(), |found| found.each(one))
    }
}

fn quoted(text: &str) -> String {
    let mut toml = String::new();
    let _ = write!(toml, "{}", toml::Value::from(text));
    toml
}

impl<'s, 'a> Found<'s, 'a> {
    fn section(self) -> Section<'s, 'a> {
        let table = match self.value {
            DeValue::Table(table) => table,
            _ => {
                self.wrong_type::<()>(ValueKind::Table);
                DeTable::new()
            }
        };
        Section::new(self.source, self.key, table)
    }

    pub(super) fn text<T>(&self, check: impl FnOnce(&str) -> Result<T, Expected>) -> Option<T> {
        let DeValue::String(text) = &self.value else { return self.wrong_type(ValueKind::Text) };
        // `"C:\temp"` is legal TOML with a tab in it: no value here has control characters of its own.
        if text.chars().any(|c| c.is_control() && c != '\t' || c == '\t' && text.len() > 1) {
            return self.keep(Problem::Backslash);
        }
        check(text).map_or_else(|expected| self.bad(text, expected), Some)
    }

    fn each<T>(&self, one: impl Fn(&Found<'s, 'a>) -> Option<T>) -> Option<Vec<T>> {
        let DeValue::Array(items) = &self.value else { return self.wrong_type(ValueKind::Array) };
        let item = |item: &Spanned<DeValue<'a>>| {
            let (byte, value) = (item.span().start, item.get_ref().clone());
            one(&Found { source: self.source, key: self.key.clone(), byte, value })
        };
        items.iter().map(item).collect()
    }

    pub(super) fn value(&self) -> &DeValue<'a> {
        &self.value
    }

    /// A mistake: another value is wanted.
    pub(super) fn bad<T>(&self, value: &str, expected: Expected) -> Option<T> {
        self.keep(Problem::BadValue { value: value.chars().take(SHOWN_CHARACTERS).collect(), expected })
    }

    /// A mistake: another type is wanted.
    pub(super) fn wrong_type<T>(&self, expected: ValueKind) -> Option<T> {
        let found = match self.value {
            DeValue::String(_) => ValueKind::Text,
            DeValue::Integer(_) => ValueKind::Integer,
            DeValue::Float(_) => ValueKind::Float,
            DeValue::Boolean(_) => ValueKind::Boolean,
            DeValue::Datetime(_) => ValueKind::Date,
            DeValue::Array(_) => ValueKind::Array,
            DeValue::Table(_) => ValueKind::Table,
        };
        self.keep(Problem::WrongType { expected, found })
    }

    fn keep<T>(&self, problem: Problem) -> Option<T> {
        self.source.keep(self.byte, self.key.clone(), problem);
        None
    }
}
