//! Tables that leave the desk: typed rows, written as CSV, as a spreadsheet or as JSON Lines, each with a last line that
//! says what the file holds, and read back to see whether it is whole.
//!
//! The digest is of the content and not of the bytes: it is the same in every form, and a file that a spreadsheet program
//! saved anew keeps it as long as no cell was changed.

pub mod control;
pub mod csv;
pub mod jsonl;
pub mod read_back;
pub mod tables;
pub mod xlsx;

use std::borrow::Cow;
use std::io;

use chrono::{NaiveDate, NaiveDateTime};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::domain::balance::Balance;
use control::{Control, TableKind};

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Day,
    /// A local time.
    Time,
    /// Euro with two decimals.
    Amount,
    Count,
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// In JSON Lines and for programs: English, never renamed.
    pub key: &'static str,
    /// The title, as the economic department reads it.
    pub title: &'static str,
    pub kind: Kind,
    /// Characters.
    pub width: u16,
    /// Whether its sum is told.
    pub summed: bool,
    /// Where its texts are a few words: those for programs, each with the one for people.
    pub words: &'static [(&'static str, &'static str)],
}

impl Column {
    /// The word for programs of a text for people; the text itself where there is none.
    fn word<'a>(&self, shown: &'a str) -> &'a str
    where
        'static: 'a,
    {
        self.words.iter().find(|(_, one)| *one == shown).map_or(shown, |(word, _)| word)
    }

    /// The text for people of a word.
    fn shown<'a>(&self, word: &'a str) -> &'a str
    where
        'static: 'a,
    {
        self.words.iter().find(|(one, _)| *one == word).map_or(word, |(_, shown)| shown)
    }
}

/// What a table's rows are made from.
pub trait RowSource {
    type Row<'a>;
}

/// A column, and how it is got from a row.
pub struct Field<S: RowSource> {
    pub column: Column,
    pub cell: for<'r> fn(&'r S::Row<'r>) -> Cell<'r>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell<'a> {
    Empty,
    Text(Cow<'a, str>),
    Day(NaiveDate),
    Time(NaiveDateTime),
    Amount(Balance),
    Count(u64),
}

impl<'a> Cell<'a> {
    /// A text; one without letters is an empty cell, so that every form gives back what was written.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Cell<'a> {
        let text = text.into();
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }

    pub fn opt_text(text: Option<impl Into<Cow<'a, str>>>) -> Cell<'a> {
        text.map_or(Cell::Empty, Cell::text)
    }

    /// What the digest is of.
    fn canonical(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Text(text) => Cow::Borrowed(text),
            Cell::Day(day) => Cow::Owned(day.to_string()),
            Cell::Time(time) => Cow::Owned(time.format(ISO_TIME).to_string()),
            Cell::Amount(amount) => Cow::Owned(amount.to_string()),
            Cell::Count(count) => Cow::Owned(count.to_string()),
        }
    }
}

/// To the second, as a document bears it.
const ISO_TIME: &str = "%Y-%m-%dT%H:%M:%S";
/// As people in Greece write them.
const GREEK_DAY: &str = "%d/%m/%Y";
const GREEK_TIME: &str = "%d/%m/%Y %H:%M:%S";

/// Why a table could not be written.
#[derive(Debug, Error)]
pub enum TableError {
    #[error("writing failed: {0}")]
    Io(#[from] io::Error),
    /// A character that the encoding of the file lacks.
    #[error("row {row}: {character:?} is not in the encoding")]
    Unencodable { row: u64, column: &'static str, character: char },
    /// A spreadsheet has no more rows.
    #[error("more than {most} rows")]
    TooManyRows { most: u64 },
    /// A text is longer than a spreadsheet's cell takes.
    #[error("row {row}: a text is too long for a cell")]
    TooLong { row: u64, column: &'static str },
    /// A sum no longer fits an amount.
    #[error("the sum of {column} does not fit")]
    Sum { column: &'static str },
    /// The spreadsheet's own rules.
    #[error("no spreadsheet: {0}")]
    Spreadsheet(String),
}

/// Where rows go: one form of file.
pub trait TableWriter {
    /// # Errors
    /// [`TableError`]; the file is worth nothing then.
    fn row(&mut self, row: u64, cells: &[Cell<'_>]) -> Result<(), TableError>;

    /// Writes the last line and whatever is not written yet.
    ///
    /// # Errors
    /// [`TableError`]
    fn finish(self: Box<Self>, control: &Control) -> Result<(), TableError>;
}

/// Counts and sums what passes, and keeps its digest.
pub struct Tallying {
    columns: Vec<Column>,
    control: Control,
    hash: Sha256,
    last_document: String,
}

impl Tallying {
    pub fn new(columns: Vec<Column>, kind: TableKind, period: crate::domain::period::Period) -> Tallying {
        let mut hash = Sha256::new();
        let keys: Vec<&str> = columns.iter().map(|column| column.key).collect();
        hash.update(format!("{} {} {} {}\n", kind.word(), period.from(), period.to(), keys.join(",")));
        let sums = columns.iter().filter(|column| column.summed);
        let totals = sums.map(|column| (column.key.to_owned(), Balance::ZERO)).collect();
        let control = Control { kind, period, rows: 0, documents: 0, totals, digest: String::new() };
        Tallying { columns, control, hash, last_document: String::new() }
    }

    /// One row. The first cell names its document; those of one document follow each other.
    ///
    /// # Errors
    /// [`TableError::Sum`].
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), TableError> {
        self.control.rows = self.control.rows.saturating_add(1);
        for (column, cell) in self.columns.iter().zip(cells) {
            if let (true, Cell::Amount(amount)) = (column.summed, cell)
                && let Some((_, sum)) = self.control.totals.iter_mut().find(|(key, _)| key == column.key)
            {
                *sum = sum.and(*amount).ok_or(TableError::Sum { column: column.title })?;
            }
            self.hash.update(cell.canonical().as_bytes());
            // Of no text that a file of debts or a person gives.
            self.hash.update([0x1f]);
        }
        self.hash.update([0x1e]);
        if let Some(document) = cells.first().map(Cell::canonical)
            && *document != *self.last_document
        {
            self.control.documents = self.control.documents.saturating_add(1);
            self.last_document = document.into_owned();
        }
        Ok(())
    }

    /// How many rows so far.
    pub fn rows(&self) -> u64 {
        self.control.rows
    }

    /// What it holds so far.
    pub fn control(&self) -> Control {
        let digest = hex(self.hash.clone().finalize().as_slice());
        Control { digest, ..self.control.clone() }
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
