//! A setting that is changed at the desk, written into the file: what else stands there stays as it is, comments too.

use std::io::{self, Write as _};
use std::path::Path;

use toml_edit::{DocumentMut, Item, Table, Value};

use super::error::{ConfigError, Problem};
use super::{Config, ThemeChoice};
use crate::domain::language::Language;

/// A setting of the window that can be changed in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowSetting {
    Theme(ThemeChoice),
    /// Percent.
    Scale(u16),
    Language(Language),
}

impl WindowSetting {
    /// Its name in `[window]`.
    pub fn key(self) -> &'static str {
        match self {
            WindowSetting::Theme(_) => "theme",
            WindowSetting::Scale(_) => "scale",
            WindowSetting::Language(_) => "language",
        }
    }

    /// As it stands in the file.
    pub fn shown(self) -> String {
        match self {
            WindowSetting::Theme(theme) => theme.word().to_owned(),
            WindowSetting::Scale(percent) => percent.to_string(),
            WindowSetting::Language(language) => language.word().to_owned(),
        }
    }

    fn value(self) -> Value {
        match self {
            WindowSetting::Scale(percent) => i64::from(percent).into(),
            WindowSetting::Theme(_) | WindowSetting::Language(_) => self.shown().into(),
        }
    }

    /// Writes it into a file, all of it or nothing; a file that is not there yet is made with every other default.
    ///
    /// # Errors
    /// [`ConfigError`] where the file is none of settings, or cannot be read or written.
    pub fn keep(self, file: &Path) -> Result<(), ConfigError> {
        let before = match std::fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Config::template(),
            Err(error) => return Err(ConfigError::unread(file, error.kind())),
        };
        Config::parse(&before, file)?;
        let (mark, text) = match before.strip_prefix('\u{feff}') {
            Some(text) => ("\u{feff}", text),
            None => ("", before.as_str()),
        };
        let after = format!(
            "{mark}{}",
            self.put_into(text).ok_or_else(|| ConfigError::unread(file, io::ErrorKind::InvalidData))?
        );
        Config::parse(&after, file)?;
        replace(file, &after).map_err(|error| ConfigError {
            file: file.to_owned(),
            line: 0,
            column: 0,
            key: format!("window.{}", self.key()),
            problem: Problem::Unwritable(error.kind()),
        })
    }

    /// The text with this setting; nothing where it is no TOML, or `[window]` is no section.
    fn put_into(self, text: &str) -> Option<String> {
        let mut document: DocumentMut = text.parse().ok()?;
        let section = document.entry("window").or_insert_with(|| Item::Table(Table::new())).as_table_like_mut()?;
        match section.get_mut(self.key()).and_then(Item::as_value_mut) {
            Some(old) => {
                let mut new = self.value();
                // What stands around it: blanks, and a comment behind it.
                *new.decor_mut() = old.decor().clone();
                *old = new;
            }
            None => drop(section.insert(self.key(), Item::Value(self.value()))),
        }
        let lines = document.to_string();
        // Its writer ends lines in one way; the file's own is kept.
        Some(if text.contains("\r\n") { lines.replace("\r\n", "\n").replace('\n', "\r\n") } else { lines })
    }
}

/// Gives a file another content at once, with the permissions that it had.
fn replace(file: &Path, text: &str) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    new.write_all(text.as_bytes())?;
    if let Ok(before) = std::fs::metadata(file) {
        new.as_file().set_permissions(before.permissions())?;
    }
    new.as_file().sync_all()?;
    new.persist(file).map(drop).map_err(io::Error::from)
}
