//! A table as CSV: `;` between cells and a decimal comma, as a Greek spreadsheet expects them, in UTF-8 with a byte-order
//! mark or in Windows-1253.

use std::io::{self, Write};

use csv::{ByteRecord, Terminator, Writer, WriterBuilder};

use super::control::Control;
use super::{Cell, Column, GREEK_DAY, GREEK_TIME, TableError, TableWriter};
use crate::domain::worded::worded;
use crate::exchange::encoding::Encoding;

pub(super) const SEPARATOR: u8 = b';';
pub(super) const MARK: &[u8] = "\u{feff}".as_bytes();

worded! {
    /// How texts that a spreadsheet would take for something else are written.
    #[derive(Default)]
    pub enum CsvTexts {
        /// A text that begins with a digit has a tab before it, which is not seen: a double click would make 441 of the code
        /// 0441, and a date of the list 5/2026.
        #[default]
        Spreadsheet = "spreadsheet",
        /// Codes as they are, for a program that reads them.
        Plain = "plain",
    }
}

/// How CSV is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CsvForm {
    pub encoding: Encoding,
    pub texts: CsvTexts,
}

pub struct CsvWriter<W: Write> {
    out: Writer<W>,
    columns: Vec<Column>,
    form: CsvForm,
    record: ByteRecord,
}

impl<W: Write> CsvWriter<W> {
    /// Writes the titles.
    ///
    /// # Errors
    /// [`TableError`]
    pub fn new(mut writer: W, columns: Vec<Column>, form: CsvForm) -> Result<CsvWriter<W>, TableError> {
        if form.encoding == Encoding::Utf8 {
            writer.write_all(MARK)?;
        }
        let mut builder = WriterBuilder::new();
        // The last line has one cell.
        builder.delimiter(SEPARATOR).terminator(Terminator::CRLF).flexible(true);
        let mut out = CsvWriter { out: builder.from_writer(writer), columns, form, record: ByteRecord::new() };
        for place in 0..out.columns.len() {
            let title = out.columns.get(place).map(|column| column.title).unwrap_or_default();
            out.push(0, place, title)?;
        }
        out.end_row()?;
        Ok(out)
    }

    fn push(&mut self, row: u64, place: usize, text: &str) -> Result<(), TableError> {
        let encoding = self.form.encoding;
        if let Some(bytes) = encoding.encode(text) {
            self.record.push_field(&bytes);
            return Ok(());
        }
        let lacking = text.chars().find(|letter| encoding.encode(letter.encode_utf8(&mut [0; 4])).is_none());
        let column = self.columns.get(place).map(|column| column.title).unwrap_or_default();
        Err(TableError::Unencodable { row, column, character: lacking.unwrap_or_default() })
    }

    fn end_row(&mut self) -> Result<(), TableError> {
        let written = self.out.write_byte_record(&self.record).map_err(io::Error::from);
        self.record.clear();
        Ok(written?)
    }
}

impl<W: Write> TableWriter for CsvWriter<W> {
    fn row(&mut self, row: u64, cells: &[Cell<'_>]) -> Result<(), TableError> {
        for (place, cell) in cells.iter().enumerate() {
            match cell {
                Cell::Empty => self.record.push_field(b""),
                Cell::Text(text) => match guard(text, self.form.texts) {
                    Some(mark) => self.push(row, place, &format!("{mark}{text}"))?,
                    None => self.push(row, place, text)?,
                },
                Cell::Day(day) => self.push(row, place, &day.format(GREEK_DAY).to_string())?,
                Cell::Time(time) => self.push(row, place, &time.format(GREEK_TIME).to_string())?,
                Cell::Amount(amount) => self.push(row, place, &amount.to_string().replace('.', ","))?,
                Cell::Count(count) => self.push(row, place, &count.to_string())?,
            }
        }
        self.end_row()
    }

    fn finish(mut self: Box<Self>, control: &Control) -> Result<(), TableError> {
        self.push(control.rows, 0, &control.to_string())?;
        self.end_row()?;
        Ok(self.out.flush()?)
    }
}

/// What stands before a text so that a spreadsheet takes it for one: an apostrophe before what would be a formula. A text
/// that begins with such a mark itself has one too, so that every text comes back.
fn guard(text: &str, texts: CsvTexts) -> Option<char> {
    match text.chars().next()? {
        '=' | '+' | '-' | '@' | '\t' | '\r' | '\'' => Some('\''),
        first if texts == CsvTexts::Spreadsheet && first.is_ascii_digit() => Some('\t'),
        _ => None,
    }
}

/// The text without that mark.
pub(super) fn unguarded(text: &str) -> &str {
    text.strip_prefix(['\'', '\t']).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_spreadsheet_would_calculate_or_spoil_is_text() {
        let guarded = |text: &str| guard(text, CsvTexts::Spreadsheet);
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "'x"] {
            assert_eq!(guarded(text), Some('\''), "{text:?}");
            assert_eq!(guard(text, CsvTexts::Plain), Some('\''), "{text:?}");
        }
        for text in ["0441", "5/2026", "094019245", "12E345"] {
            assert_eq!(guarded(text), Some('\t'), "{text:?}");
            assert_eq!(guard(text, CsvTexts::Plain), None, "{text:?}");
        }
        for text in ["", "Παπαδόπουλος", "RF89", "A-2026-000001"] {
            assert_eq!(guarded(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "[=+@'\t0-9Α-Ωa-z -]{0,6}", plain in any::<bool>()) {
            let texts = if plain { CsvTexts::Plain } else { CsvTexts::Spreadsheet };
            let written = match guard(&text, texts) {
                Some(mark) => format!("{mark}{text}"),
                None => text.clone(),
            };
            prop_assert_eq!(unguarded(&written), text);
        }
    }
}
