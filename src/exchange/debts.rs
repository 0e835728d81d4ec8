//! A file of debts, read row by row: good rows come as [`DebtRecord`]s, bad ones as line and reason, and memory
//! stays the same however long the file is (but for twenty bytes a debt, to know a number that comes twice).

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::domain::debt::DebtRecord;

use super::cells::Row;
use super::encoding::Encoding;
use super::file_error::{FileError, NearTitle};
use super::header::{self, Located};
use super::layout::Layout;
use super::mapping::{Field, Mapping};
use super::read_otherwise::{InRow, Met, ReadOtherwise};
use super::reason::{BadRow, RowReason};
use super::record::Fault;
use super::rows::{Broken, MAX_ROW, Rows, Width};
use super::seen::Seen;
use super::sniff;

/// Names of a header that is shown because columns are missing: so many, of so many characters.
const SHOWN_NAMES: usize = 50;
const SHOWN_LETTERS: usize = 60;

/// An open file whose titles fit its mapping. Iterate it for the rows.
pub struct DebtFile<R = File> {
    rows: Rows<R>,
    row: Row,
    layout: Layout,
    seen: Seen,
    absent: Vec<String>,
    near: Vec<NearTitle>,
    total: u64,
    line: u64,
}

impl<R> std::fmt::Debug for DebtFile<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Neither buffer nor row: they hold personal data.
        f.debug_struct("DebtFile").field("line", &self.line).field("total", &self.total).finish_non_exhaustive()
    }
}

/// Opens a file and checks that it is text in the mapping's encoding with the mapping's columns.
///
/// # Errors
/// See [`FileError`]; nothing of the file was taken.
pub fn open(path: &Path, mapping: &Mapping) -> Result<DebtFile, FileError> {
    let named = |error| not_opened(path, error);
    let metadata = std::fs::metadata(path).map_err(named)?;
    if metadata.is_dir() {
        return Err(FileError::Folder(path.to_owned()));
    }
    DebtFile::read(File::open(path).map_err(named)?, metadata.len(), mapping)
}

/// Why a file could not be opened.
pub(super) fn not_opened(path: &Path, error: io::Error) -> FileError {
    match error.kind() {
        io::ErrorKind::NotFound => FileError::NotFound(path.to_owned()),
        io::ErrorKind::PermissionDenied => FileError::Permission(path.to_owned()),
        _ => FileError::Io(error),
    }
}

impl<R: Read> DebtFile<R> {
    /// The same of any source of bytes; `total` is what [`DebtFile::total_bytes`] will say.
    ///
    /// # Errors
    /// See [`FileError`].
    pub fn read(source: R, total: u64, mapping: &Mapping) -> Result<DebtFile<R>, FileError> {
        // Before the file: a mapping that cannot be used is no fault of any.
        mapping.check()?;
        let separator = u8::try_from(mapping.separator).unwrap_or(b';');
        let (mut rows, encoding, text) = header::open(source, mapping.encoding, separator)?;
        let mut layout = Layout::new(mapping, encoding)?;
        let (row, near) = titles(&mut rows, &mut layout, &text, mapping, encoding)?;
        rows.expect(Width { titles: row.len(), least: layout.least_cells() });
        let absent = layout.absent();
        let seen = Seen::with_room(rows_of(total, &text));
        Ok(DebtFile { rows, row, layout, seen, absent, near, total, line: 0 })
    }
}

/// Reads the row of titles and finds each field's place among them; gives the titles that are nearly those of columns
/// which the file lacks and can do without.
fn titles<R: Read>(
    rows: &mut Rows<R>,
    layout: &mut Layout,
    text: &[u8],
    mapping: &Mapping,
    encoding: Encoding,
) -> Result<(Row, Vec<NearTitle>), FileError> {
    let configured = u8::try_from(mapping.separator).unwrap_or(b';');
    let located = Located::find(text, configured, encoding, |names| layout.is_complete(names));
    let Some(located) = located else { return Err(incomplete(layout, text, mapping, encoding)) };
    let names = &located.titles.names;
    let near = layout.near(names, Field::matters);
    // What stands below such a title would be lost.
    if !near.is_empty() {
        return Err(FileError::NearTitles { near, line: located.line() });
    }
    let by_meaning = layout.place(names)?;
    (0..by_meaning).for_each(|_| rows.otherwise.note(ReadOtherwise::TitleByMeaning, located.line()));
    let near = layout.near(names, |field| !field.matters());
    match located.enter(rows) {
        Some(Ok(row)) => Ok((row, near)),
        Some(Err(Broken { reason: RowReason::ReadFailed(kind), .. })) => Err(FileError::Io(kind.into())),
        Some(Err(_)) | None => Err(FileError::Header { limit: MAX_ROW }),
    }
}

/// About how many rows a file has, by its beginning.
fn rows_of(total: u64, sample: &[u8]) -> usize {
    let length = sample.len() / sample.iter().filter(|b| **b == b'\n').count().max(1);
    usize::try_from(total).unwrap_or(usize::MAX) / length.max(1)
}

/// Says why no line serves as titles, by name where another layout would.
fn incomplete(layout: &Layout, text: &[u8], mapping: &Mapping, encoding: Encoding) -> FileError {
    let separator = mapping.separator;
    let is_one_line = !text.iter().any(|b| matches!(b, b'\n' | b'\r'));
    if is_one_line && text.len() >= MAX_ROW {
        return FileError::Header { limit: MAX_ROW };
    }
    if let Some(error) = sniff::other_layout(text, encoding, separator, |names| layout.is_complete(names)) {
        return error;
    }
    let byte = u8::try_from(separator).unwrap_or(b';');
    match header::likeliest(text, byte, encoding, |names| layout.known(names)) {
        Some((line, found)) => {
            let shown = |name: &String| name.chars().take(SHOWN_LETTERS).collect();
            let found_short = found.iter().take(SHOWN_NAMES).map(shown).collect();
            let names = layout.missing(&found);
            let near = layout.near(&found, Field::is_needed);
            FileError::MissingColumns { names, near, line, found: found_short }
        }
        None => FileError::Header { limit: MAX_ROW },
    }
}

impl<R: Read> DebtFile<R> {
    /// SHA-256 of the whole file; nothing before the last row was read, or when reading failed.
    pub fn sha256(&self) -> Option<[u8; 32]> {
        self.rows.sha256()
    }

    /// Bytes of the rows read so far; at the end, of the whole file.
    pub fn bytes_read(&self) -> u64 {
        self.rows.taken()
    }

    /// Bytes of the file when it was opened.
    pub fn total_bytes(&self) -> u64 {
        self.total
    }

    /// Line on which the last row began, good or bad; 0 before the first.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Titles of the mapping that the file does not have, none of them needed. What they would say stays as it is.
    pub fn absent_columns(&self) -> &[String] {
        &self.absent
    }

    /// Titles that are nearly one of these: worth a look.
    pub fn near_titles(&self) -> &[NearTitle] {
        &self.near
    }

    /// The fields of which the file has a column.
    pub fn fields(&self) -> Vec<Field> {
        self.layout.present()
    }

    /// The mapping's title of a field.
    pub fn title(&self, field: Field) -> Option<String> {
        self.layout.header(field)
    }

    /// What was read otherwise than it stands, so far.
    pub fn read_otherwise(&self) -> Vec<Met> {
        self.rows.otherwise.met()
    }

    fn record(&mut self) -> Result<DebtRecord, BadRow> {
        let line = self.line;
        let layout = &self.layout;
        let bad = |Fault { field, reason }| BadRow { line, column: layout.header(field), reason };
        let mut otherwise = InRow::default();
        let record = layout.record(&self.row, &mut otherwise).map_err(|fault| match self.rows.doubt() {
            Some(reason) => BadRow { line, column: None, reason },
            None => bad(fault),
        })?;
        // Only now: a number on a bad row is not taken, so a later good row may have it.
        match self.seen.note(&record.external_id, line) {
            None => {
                otherwise.count(&mut self.rows.otherwise, line);
                Ok(record)
            }
            Some(first_line) => {
                Err(bad(Fault { field: Field::ExternalId, reason: RowReason::Duplicate { first_line } }))
            }
        }
    }
}

impl<R: Read> Iterator for DebtFile<R> {
    type Item = Result<DebtRecord, BadRow>;

    fn next(&mut self) -> Option<Self::Item> {
        let Some(row) = self.rows.next(&mut self.row) else {
            // Nothing comes that they could be told from, and what the books do next wants the memory.
            self.seen = Seen::with_room(0);
            return None;
        };
        match row {
            Ok(line) => {
                self.line = line;
                Some(self.record())
            }
            Err(Broken { line, reason }) => {
                self.line = line;
                Some(Err(BadRow { line, column: None, reason }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn why_a_file_was_not_opened_is_told_with_its_path() {
        // Not by a file without permission: the superuser reads that one too.
        let path = Path::new("οφειλές.csv");
        let refused = |kind: io::ErrorKind| not_opened(path, kind.into());
        assert!(matches!(refused(io::ErrorKind::NotFound), FileError::NotFound(found) if found == path));
        assert!(matches!(refused(io::ErrorKind::PermissionDenied), FileError::Permission(found) if found == path));
        assert!(matches!(refused(io::ErrorKind::Other), FileError::Io(_)));
    }
}
