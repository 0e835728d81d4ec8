//! Small files of others whose columns the settings name: a terminal's transactions, an acquirer's settlement. Where each
//! field stands is found by the titles; such a file is taken whole or not at all.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::cells::Row;
use super::debts::not_opened;
use super::encoding::Encoding;
use super::file_error::{FileError, NearTitle};
use super::header::{self, Located};
use super::read_otherwise::{ReadOtherwise, Tally as Otherwise};
use super::rows::{Rows, Width};
use super::sniff;
use super::spoiled::{spoiled_code, unwrapped};
use super::title::{self, TitleKey};
use crate::domain::{balance::Balance, money::DecimalMark};

/// The most that such a file may hold, in bytes: a day's transactions are a few hundred lines.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// Which fields a file must have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Needs {
    /// Without one of these no row can be read.
    pub(super) needed: &'static [&'static str],
    /// Of these there must be one: without it no row is ever the same as one of ours.
    pub(super) one_of: &'static [&'static str],
    /// A title that is nearly one of these refuses the file.
    pub(super) never_near: &'static [&'static str],
}

/// What the settings say of the titles.
#[derive(Debug, Clone, Copy)]
pub(super) struct Titled<'a> {
    /// Field → title; an empty title where the file has no such column.
    pub(super) columns: &'a BTreeMap<String, String>,
    /// Between the columns; ASCII.
    pub(super) separator: char,
    pub(super) needs: Needs,
}

/// The bytes of a file.
///
/// # Errors
/// [`FileError`] where it cannot be read, or is too large.
pub(super) fn whole(path: &Path) -> Result<Vec<u8>, FileError> {
    let file = File::open(path).map_err(|error| not_opened(path, error))?;
    if file.metadata().is_ok_and(|about| about.is_dir()) {
        return Err(FileError::Folder(path.to_owned()));
    }
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).map_or(true, |length| length > MOST_BYTES) {
        return Err(FileError::TooLarge { limit: MOST_BYTES });
    }
    Ok(bytes)
}

/// Where each field stands in a row.
pub(super) struct Places<'a> {
    fields: BTreeMap<&'a str, (usize, &'a str)>,
    encoding: Encoding,
}

impl<'a> Titled<'a> {
    /// The rows behind the titles, and where each field stands.
    ///
    /// # Errors
    /// [`FileError`] where the titles are not those of the settings.
    pub(super) fn open<'t>(
        &self,
        bytes: &'t [u8],
        encoding: Encoding,
    ) -> Result<(Rows<&'t [u8]>, Places<'a>), FileError> {
        let (mut rows, encoding, text) = header::open(bytes, encoding, self.separator())?;
        let places = self.find(&mut rows, &text, encoding)?;
        Ok((rows, places))
    }

    fn separator(&self) -> u8 {
        u8::try_from(self.separator).unwrap_or(b';')
    }

    fn find(&self, rows: &mut Rows<&[u8]>, text: &[u8], encoding: Encoding) -> Result<Places<'a>, FileError> {
        let complete = |names: &[String]| self.missing(names).is_empty();
        let located = Located::find(text, self.separator(), encoding, complete);
        let Some(located) = located else { return Err(self.incomplete(text, encoding)) };
        let names = &located.titles.names;
        let near = self.near(names, |field| self.needs.never_near.contains(&field));
        if !near.is_empty() {
            return Err(FileError::NearTitles { near, line: located.line() });
        }
        let fields = self.among(names)?;
        let by_meaning = fields.values().filter(|(place, title)| names.get(*place).is_some_and(|name| name != title));
        by_meaning.for_each(|_| rows.otherwise.note(ReadOtherwise::TitleByMeaning, located.line()));
        let Some(Ok(row)) = located.enter(rows) else {
            return Err(FileError::Row { line: located.line(), column: String::new() });
        };
        let needed = self.needs.needed.iter().filter_map(|field| fields.get(field)).map(|(place, _)| place + 1);
        rows.expect(Width { titles: row.len(), least: needed.max().unwrap_or(0) });
        Ok(Places { fields, encoding })
    }

    fn among(&self, names: &[String]) -> Result<BTreeMap<&'a str, (usize, &'a str)>, FileError> {
        let keys: Vec<TitleKey> = names.iter().map(|name| TitleKey::of(name)).collect();
        let mut places = BTreeMap::new();
        for (field, title) in self.titled() {
            let wanted = TitleKey::of(title);
            let mut found = keys.iter().enumerate().filter(|(_, key)| **key == wanted);
            match (found.next(), found.next()) {
                (Some((place, _)), None) => {
                    places.insert(field, (place, title));
                }
                (Some(_), Some(_)) => return Err(FileError::DuplicateColumn { name: title.to_owned() }),
                (None, _) => {}
            }
        }
        Ok(places)
    }

    fn titled(&self) -> impl Iterator<Item = (&'a str, &'a str)> + Clone + use<'a> {
        let titles = self.columns.iter().filter(|(_, title)| !title.trim().is_empty());
        titles.map(|(field, title)| (field.as_str(), title.as_str()))
    }

    /// Titles that a file needs and does not have.
    fn missing(&self, names: &[String]) -> Vec<String> {
        let keys: Vec<TitleKey> = names.iter().map(|name| TitleKey::of(name)).collect();
        let is_there = |title: &str| keys.contains(&TitleKey::of(title));
        let absent = |field: &&&str| self.titled().all(|(known, title)| known != **field || !is_there(title));
        let title = |field: &&str| self.columns.get(*field).cloned().unwrap_or_else(|| (*field).to_owned());
        let mut missing: Vec<String> = self.needs.needed.iter().filter(absent).map(title).collect();
        if self.needs.one_of.iter().all(|field| absent(&field)) {
            missing.extend(self.needs.one_of.iter().map(title));
        }
        missing
    }

    /// Titles that are nearly an absent one of some fields.
    fn near(&self, names: &[String], is_meant: impl Fn(&str) -> bool) -> Vec<NearTitle> {
        let keys: Vec<TitleKey> = names.iter().map(|name| TitleKey::of(name)).collect();
        let all = self.titled().map(|(_, title)| title);
        let meant = self.titled().filter(|(field, title)| is_meant(field) && !keys.contains(&TitleKey::of(title)));
        title::near(names, all, meant.map(|(_, title)| title))
    }

    fn incomplete(&self, text: &[u8], encoding: Encoding) -> FileError {
        let complete = |names: &[String]| self.missing(names).is_empty();
        if let Some(error) = sniff::other_layout(text, encoding, self.separator, complete) {
            return error;
        }
        let known = |names: &[String]| self.titled().count().saturating_sub(self.missing(names).len());
        match header::likeliest(text, self.separator(), encoding, known) {
            Some((line, found)) => {
                let names = self.missing(&found);
                FileError::MissingColumns { near: self.near(&found, |_| true), names, line, found }
            }
            None => FileError::Row { line: 1, column: String::new() },
        }
    }
}

impl Places<'_> {
    /// The error that names a cell.
    pub(super) fn bad(&self, line: u64, field: &str) -> FileError {
        let column = self.fields.get(field).map(|(_, title)| (*title).to_owned()).unwrap_or_default();
        FileError::Row { line, column }
    }

    /// A cell without space around it; empty where the file has no such column.
    pub(super) fn cell(&self, row: &Row, line: u64, field: &str) -> Result<String, FileError> {
        let Some(bytes) = self.fields.get(field).and_then(|(place, _)| row.cell(*place)) else {
            return Ok(String::new());
        };
        Ok(self.encoding.decode(bytes).ok_or_else(|| self.bad(line, field))?.trim().to_owned())
    }

    /// A number that names something. One that a spreadsheet spoiled says nothing, for or against.
    pub(super) fn number(
        &self,
        row: &Row,
        line: u64,
        field: &str,
        otherwise: &mut Otherwise,
    ) -> Result<String, FileError> {
        let text = self.cell(row, line, field)?;
        if let Some(number) = unwrapped(&text) {
            otherwise.note(ReadOtherwise::Wrapped, line);
            return Ok(number.to_owned());
        }
        if spoiled_code(&text).is_none() {
            return Ok(text);
        }
        otherwise.note(ReadOtherwise::SpoiledNumber, line);
        Ok(String::new())
    }
}

/// An amount; what goes back has a minus before or behind it, or stands in brackets.
pub(super) fn amount_of(text: &str, decimal: DecimalMark) -> Option<Balance> {
    let text = text.replace('−', "-");
    let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    match inner.or_else(|| text.strip_suffix('-')) {
        Some(bare) => {
            let amount = Balance::parse(bare.trim(), decimal).ok().filter(|amount| !amount.is_negative())?;
            Some(Balance::from_cents(-amount.cents()))
        }
        None => Balance::parse(&text, decimal).ok(),
    }
}
