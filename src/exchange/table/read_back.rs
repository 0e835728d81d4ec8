//! A file that left the desk, read back: whether it holds what its last line says.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use calamine::{Data, DataType as _, Reader as _, Xlsx, open_workbook_from_rs};
use chrono::{NaiveDate, NaiveDateTime};
use csv::{ByteRecord, ReaderBuilder};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use super::control::{Control, TableKind};
use super::csv::{MARK, SEPARATOR, unguarded};
use super::jsonl::CONTROL;
use super::{Cell, Column, GREEK_DAY, GREEK_TIME, ISO_TIME, Kind, TableError, Tallying, hex};
use crate::domain::balance::Balance;
use crate::domain::money::DecimalMark;
use crate::exchange::encoding::Encoding;

/// What a file says that it holds, and what it does hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadBack {
    pub stated: Control,
    pub found: Control,
}

impl ReadBack {
    /// Whether nothing of it was changed, lost or added.
    pub fn is_whole(&self) -> bool {
        self.stated == self.found
    }
}

/// Why a file cannot be read as one that left the desk.
#[derive(Debug, Error)]
pub enum ReadBackError {
    #[error("{} cannot be read: {source}", .path.display())]
    Io { path: PathBuf, source: io::Error },
    /// It has no last line of ours: it is none of these files, or its end is missing.
    #[error("no control line")]
    NoControl,
    /// It is no table: a PDF, or a spreadsheet that cannot be opened.
    #[error("no table: {0}")]
    NotATable(String),
    /// Its titles are not those of what it says it is.
    #[error("other columns")]
    OtherColumns,
    /// A cell is not what its column holds. Rows are counted as in the file, from 1, titles too.
    #[error("row {row}: {column}")]
    BadCell { row: u64, column: &'static str },
    /// Something stands where nothing should.
    #[error("row {row} is none of the table")]
    StrayRow { row: u64 },
    #[error(transparent)]
    Table(#[from] TableError),
}

/// The columns of each kind of table.
pub type ColumnsOf<'a> = &'a dyn Fn(TableKind) -> Option<Vec<Column>>;

/// Reads a file, whatever its form.
///
/// # Errors
/// See [`ReadBackError`].
pub fn read(path: &Path, columns: ColumnsOf<'_>) -> Result<ReadBack, ReadBackError> {
    let unread = |source| ReadBackError::Io { path: path.to_owned(), source };
    let mut file = File::open(path).map_err(unread)?;
    let mut begin = Vec::new();
    file.by_ref().take(4).read_to_end(&mut begin).map_err(unread)?;
    file.seek(SeekFrom::Start(0)).map_err(unread)?;
    match begin.as_slice() {
        [b'P', b'K', ..] => spreadsheet(file, columns),
        [b'%', b'P', b'D', b'F'] => Err(ReadBackError::NotATable("PDF".to_owned())),
        [b'{', ..] => json_lines(BufReader::new(file), columns).map_err(|error| error.of(path)),
        _ => {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).map_err(unread)?;
            comma_separated(&bytes, columns)
        }
    }
}

/// A line that could not be read, or what was wrong with it.
enum LineError {
    Io(io::Error),
    Wrong(ReadBackError),
}

impl LineError {
    fn of(self, path: &Path) -> ReadBackError {
        match self {
            LineError::Io(source) => ReadBackError::Io { path: path.to_owned(), source },
            LineError::Wrong(error) => error,
        }
    }
}

impl<E: Into<ReadBackError>> From<E> for LineError {
    fn from(error: E) -> LineError {
        LineError::Wrong(error.into())
    }
}

fn comma_separated(bytes: &[u8], columns: ColumnsOf<'_>) -> Result<ReadBack, ReadBackError> {
    let (text, encoding) = match bytes.strip_prefix(MARK) {
        Some(text) => (text, Encoding::Utf8),
        None if std::str::from_utf8(bytes).is_ok() => (bytes, Encoding::Utf8),
        None => (bytes, Encoding::Windows1253),
    };
    let reader = || ReaderBuilder::new().delimiter(SEPARATOR).has_headers(false).flexible(true).from_reader(text);
    let decoded = |record: &ByteRecord| -> Option<Vec<String>> {
        record.iter().map(|cell| Some(encoding.decode(cell)?.into_owned())).collect()
    };
    let is_control = |record: &ByteRecord| record.iter().next().and_then(|cell| Control::parse(str_of(cell)?));
    let mut stated = None;
    for record in reader().byte_records() {
        // Only the last one counts.
        stated = is_control(&record.map_err(|_| ReadBackError::NoControl)?);
    }
    let stated = stated.ok_or(ReadBackError::NoControl)?;
    let columns = columns(stated.kind).ok_or(ReadBackError::OtherColumns)?;
    let mut tallying = Tallying::new(columns.clone(), stated.kind, stated.period);
    for (row, record) in (1..).zip(reader().byte_records()) {
        let record = record.map_err(|_| ReadBackError::StrayRow { row })?;
        if row > 1 && is_control(&record).is_some_and(|control| control == stated) {
            continue;
        }
        let cells = decoded(&record).ok_or(ReadBackError::StrayRow { row })?;
        if row == 1 {
            let titles = columns.iter().map(|column| column.title);
            if !titles.eq(cells.iter().map(String::as_str)) {
                return Err(ReadBackError::OtherColumns);
            }
            continue;
        }
        if cells.len() != columns.len() {
            return Err(ReadBackError::StrayRow { row });
        }
        let cells = columns.iter().zip(&cells).map(|(column, cell)| {
            of_csv(column.kind, cell).ok_or(ReadBackError::BadCell { row, column: column.title })
        });
        tallying.row(&cells.collect::<Result<Vec<_>, _>>()?)?;
    }
    Ok(ReadBack { stated, found: tallying.control() })
}

fn str_of(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

fn of_csv(kind: Kind, text: &str) -> Option<Cell<'static>> {
    if text.is_empty() {
        return Some(Cell::Empty);
    }
    Some(match kind {
        Kind::Text => Cell::text(unguarded(text).to_owned()),
        Kind::Day => Cell::Day(NaiveDate::parse_from_str(text, GREEK_DAY).ok()?),
        Kind::Time => Cell::Time(NaiveDateTime::parse_from_str(text, GREEK_TIME).ok()?),
        Kind::Amount => Cell::Amount(Balance::parse(text, DecimalMark::Comma).ok()?),
        Kind::Count => Cell::Count(text.parse().ok()?),
    })
}

fn json_lines(lines: impl BufRead, columns: ColumnsOf<'_>) -> Result<ReadBack, LineError> {
    let lines: Vec<String> = lines.lines().collect::<Result<_, _>>().map_err(LineError::Io)?;
    let Some((last, rows)) = lines.split_last() else { return Err(ReadBackError::NoControl.into()) };
    let object = |line: &str| serde_json::from_str::<Map<String, Value>>(line).ok();
    let control = object(last).and_then(|object| Control::parse(object.get(CONTROL)?.as_str()?));
    let stated = control.ok_or(ReadBackError::NoControl)?;
    let Some(columns) = columns(stated.kind) else { return Ok(tables(stated, rows)) };
    let mut tallying = Tallying::new(columns.clone(), stated.kind, stated.period);
    for (row, line) in (1..).zip(rows) {
        let object = object(line).filter(|object| object.len() == columns.len());
        let object = object.ok_or(ReadBackError::StrayRow { row })?;
        let cells = columns.iter().map(|column| {
            let value = object.get(column.key).ok_or(ReadBackError::OtherColumns)?;
            of_json(column, value).ok_or(ReadBackError::BadCell { row, column: column.title })
        });
        tallying.row(&cells.collect::<Result<Vec<_>, _>>()?)?;
    }
    Ok(ReadBack { stated, found: tallying.control() })
}

fn of_json(column: &Column, value: &Value) -> Option<Cell<'static>> {
    if value.is_null() {
        return Some(Cell::Empty);
    }
    if column.kind == Kind::Count {
        return value.as_u64().map(Cell::Count);
    }
    let text = value.as_str()?;
    Some(match column.kind {
        Kind::Text | Kind::Count => Cell::text(column.shown(text).to_owned()),
        Kind::Day => Cell::Day(text.parse().ok()?),
        Kind::Time => Cell::Time(NaiveDateTime::parse_from_str(text, ISO_TIME).ok()?),
        Kind::Amount => Cell::Amount(Balance::parse(text, DecimalMark::Point).ok()?),
    })
}

/// The tables for an auditor: the digest is of the lines as they are.
fn tables(stated: Control, rows: &[String]) -> ReadBack {
    let mut hash = Sha256::new();
    let mut documents = 0;
    for line in rows {
        hash.update(line);
        hash.update("\n");
        documents += u64::from(line.starts_with(super::tables::RECEIPT));
    }
    let rows = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    let found = Control { rows, documents, digest: hex(hash.finalize().as_slice()), ..stated.clone() };
    ReadBack { stated, found }
}

fn spreadsheet(file: File, columns: ColumnsOf<'_>) -> Result<ReadBack, ReadBackError> {
    let not_opened = |error: calamine::XlsxError| ReadBackError::NotATable(error.to_string());
    let mut book: Xlsx<_> = open_workbook_from_rs(BufReader::new(file)).map_err(not_opened)?;
    let sheet = book.worksheet_range_at(0).ok_or(ReadBackError::NoControl)?.map_err(not_opened)?;
    let mut rows: Vec<&[Data]> = sheet.rows().collect();
    let control = rows.pop().and_then(|row| Control::parse(&row.first()?.as_string()?));
    let stated = control.ok_or(ReadBackError::NoControl)?;
    let columns = columns(stated.kind).ok_or(ReadBackError::OtherColumns)?;
    let titles = rows.first().map(|row| row.iter().filter_map(Data::as_string).collect::<Vec<_>>());
    if !titles.is_some_and(|titles| columns.iter().map(|column| column.title).eq(titles.iter().map(String::as_str))) {
        return Err(ReadBackError::OtherColumns);
    }
    let mut tallying = Tallying::new(columns.clone(), stated.kind, stated.period);
    let mut sums = None;
    for (row, cells) in (1..).zip(&rows).skip(1) {
        if cells.first().is_none_or(Data::is_empty) {
            // That of the sums stands behind the last one; behind it, nothing.
            if sums.is_none() {
                sums = Some(of_columns(row, cells, &columns)?);
            } else if !cells.iter().all(Data::is_empty) {
                return Err(ReadBackError::StrayRow { row });
            }
            continue;
        }
        if sums.is_some() {
            return Err(ReadBackError::StrayRow { row });
        }
        tallying.row(&of_columns(row, cells, &columns)?)?;
    }
    let mut found = tallying.control();
    if let Some(sums) = sums {
        found.totals = shown(&columns, &sums, found.totals);
    }
    Ok(ReadBack { stated, found })
}

/// The totals as the sheet shows them, where it shows other ones than its rows come to.
fn shown(columns: &[Column], sums: &[Cell<'_>], totals: Vec<(String, Balance)>) -> Vec<(String, Balance)> {
    let of = |key: &str| columns.iter().zip(sums).find(|(column, _)| column.key == key);
    let total = |(key, total): (String, Balance)| match of(&key) {
        Some((_, Cell::Amount(shown))) => (key, *shown),
        _ => (key, total),
    };
    totals.into_iter().map(total).collect()
}

fn of_columns<'a>(row: u64, cells: &'a [Data], columns: &[Column]) -> Result<Vec<Cell<'a>>, ReadBackError> {
    if cells.iter().skip(columns.len()).any(|cell| !cell.is_empty()) {
        return Err(ReadBackError::StrayRow { row });
    }
    let cell = |(place, column): (usize, &Column)| {
        let cell = cells.get(place).unwrap_or(&Data::Empty);
        of_sheet(column.kind, cell).ok_or(ReadBackError::BadCell { row, column: column.title })
    };
    columns.iter().enumerate().map(cell).collect()
}

fn of_sheet(kind: Kind, cell: &Data) -> Option<Cell<'_>> {
    if cell.is_empty() {
        return Some(Cell::Empty);
    }
    Some(match (kind, cell) {
        (Kind::Text, Data::String(text)) => Cell::text(text.as_str()),
        (Kind::Day, cell) => Cell::Day(cell.as_date()?),
        (Kind::Time, cell) => Cell::Time(cell.as_datetime()?),
        (Kind::Amount, Data::Int(number)) => Cell::Amount(Balance::from_cents(number.checked_mul(100)?)),
        (Kind::Amount, Data::Float(number)) => {
            Cell::Amount(Balance::parse(&number.to_string(), DecimalMark::Point).ok()?)
        }
        (Kind::Count, Data::Int(number)) => Cell::Count(u64::try_from(*number).ok()?),
        (Kind::Count, Data::Float(number)) => Cell::Count(number.to_string().parse().ok()?),
        _ => return None,
    })
}
