//! Bytes of a file → rows, one at a time, in bounded memory.
//!
//! Not the reader of the `csv` crate, for one reason: a stray quote makes that one take the rest of the file
//! for a cell, in memory without bound. Here a row that does not close within [`MAX_ROW`] bytes, or whose
//! quotes do not enclose cells, is reported, and reading goes on with the line after the one it began on.

use std::io::{self, Read};

use super::cells::{Row, Scan, scan};
use super::read_otherwise::{ReadOtherwise, Tally};
use super::reason::RowReason;
use super::source::Source;

/// Bytes that a row may have. A row of debts has a few hundred.
pub(super) const MAX_ROW: usize = 64 * 1024;

const BUFFER: usize = 4 * MAX_ROW;

/// A row that was not read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Broken {
    pub(super) line: u64,
    pub(super) reason: RowReason,
}

/// How many cells a row may have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Width {
    /// Cells of the titles.
    pub(super) titles: usize,
    /// Cells without which a row lacks what every debt needs.
    pub(super) least: usize,
}

/// The rows of a source.
pub(super) struct Rows<R> {
    source: Source<R>,
    separator: u8,
    /// Cells that each row must have, once the titles are known.
    width: Option<Width>,
    buffer: Vec<u8>,
    start: usize,
    filled: usize,
    ended: bool,
    failed: bool,
    /// Line of the file at `start`, from 1.
    line: u64,
    taken: u64,
    /// What was read otherwise than it stands.
    pub(super) otherwise: Tally,
    /// Cells of the last row, where empty ones beyond the titles were dropped.
    dropped_from: Option<usize>,
}

impl<R: Read> Rows<R> {
    pub(super) fn new(source: Source<R>, separator: u8) -> Rows<R> {
        Rows {
            source,
            separator,
            width: None,
            buffer: vec![0; BUFFER],
            start: 0,
            filled: 0,
            ended: false,
            failed: false,
            line: 1,
            taken: 0,
            otherwise: Tally::default(),
            dropped_from: None,
        }
    }

    /// That the last row has the wrong number of cells, where it had more than the titles. A cell that was parted in the
    /// middle of the row makes such a row too, and then its cells stand below the wrong titles.
    pub(super) fn doubt(&self) -> Option<RowReason> {
        Some(RowReason::FieldCount { expected: self.width?.titles, found: self.dropped_from? })
    }

    /// The beginning of what was not taken yet: [`MAX_ROW`] bytes, or all that is left.
    pub(super) fn peek(&mut self) -> io::Result<&[u8]> {
        self.fill()?;
        Ok(self.window().0)
    }

    /// Passes over bytes that are no part of a row (the byte-order mark, a heading) with the line ends in them.
    pub(super) fn skip(&mut self, length: usize, lines: u64) {
        self.take(length, lines);
    }

    /// Cuts at another separator from here on.
    pub(super) fn separate_by(&mut self, separator: u8) {
        self.separator = separator;
    }

    pub(super) fn expect(&mut self, width: Width) {
        self.width = Some(width);
    }

    /// Bytes of the rows given so far; at the end, of the whole source. Of a source that is changed on its way, those
    /// that were read.
    pub(super) fn taken(&self) -> u64 {
        self.source.pulled().unwrap_or(self.taken)
    }

    /// SHA-256 of the whole source, once all of it was taken.
    pub(super) fn sha256(&self) -> Option<[u8; 32]> {
        self.source.sha256().filter(|_| self.ended && self.start == self.filled)
    }

    /// Reads the next row that is not blank into `row` and gives the line on which it begins.
    pub(super) fn next(&mut self, row: &mut Row) -> Option<Result<u64, Broken>> {
        loop {
            if let Err(error) = self.fill() {
                return self.fail(&error);
            }
            let separator = self.separator;
            let (window, last) = self.window();
            match window {
                [] => return None,
                [b'\r', b'\n', ..] => {
                    self.take(2, 1);
                    continue;
                }
                [b'\n' | b'\r', ..] => {
                    self.take(1, 1);
                    continue;
                }
                _ => {}
            }
            let line = self.line;
            let reason = match scan(window, last, separator, row) {
                Scan::Row { length, lines } => {
                    let ending = Ending::of(window, length);
                    match self.fit(row, ending, lines) {
                        Ok(()) => {
                            if ending == Ending::CarriageReturn {
                                self.otherwise.note(ReadOtherwise::CarriageReturn, line);
                            }
                            self.take(length, lines);
                            if self.width.is_some() && row.is_blank() {
                                self.otherwise.note(ReadOtherwise::EmptyRow, line);
                                continue;
                            }
                            return Some(Ok(line));
                        }
                        // Over several lines it may be a stray quote that found another one: the lines after the
                        // first are read again, each on its own.
                        Err(reason) => reason,
                    }
                }
                Scan::Unfinished { quoted: false } => RowReason::RecordTooLong { limit: MAX_ROW },
                Scan::Unfinished { quoted: true } | Scan::StrayQuote => RowReason::StrayQuote,
            };
            return match self.skip_line() {
                Ok(()) => Some(Err(Broken { line, reason })),
                Err(error) => self.fail(&error),
            };
        }
    }

    /// Whether a row has the cells of the titles. Empty ones may be too many at its end, and those that no debt needs
    /// may be left out there: spreadsheets do both. A last row without line end may have been cut off, and one over
    /// several lines may be two with stray quotes.
    fn fit(&mut self, row: &mut Row, ending: Ending, lines: u64) -> Result<(), RowReason> {
        self.dropped_from = None;
        let Some(Width { titles, least }) = self.width else { return Ok(()) };
        let found = row.len();
        if found == titles || row.is_blank() {
            return Ok(());
        }
        if found > titles && row.drop_blank_from(titles) {
            self.otherwise.note(ReadOtherwise::CellsTooMany, self.line);
            self.dropped_from = Some(found);
            return Ok(());
        }
        if (least..titles).contains(&found) && ending != Ending::File && lines == 1 {
            self.otherwise.note(ReadOtherwise::CellsTooFew, self.line);
            return Ok(());
        }
        Err(RowReason::FieldCount { expected: titles, found })
    }

    /// The last thing that comes of a source that cannot be read further.
    fn fail<T>(&mut self, error: &io::Error) -> Option<Result<T, Broken>> {
        if self.failed {
            return None;
        }
        self.failed = true;
        Some(Err(Broken { line: self.line, reason: RowReason::ReadFailed(error.kind()) }))
    }

    fn window(&self) -> (&[u8], bool) {
        let left = self.buffer.get(self.start..self.filled).unwrap_or_default();
        match left.get(..MAX_ROW) {
            Some(window) if left.len() > MAX_ROW => (window, false),
            _ => (left, self.ended),
        }
    }

    fn take(&mut self, length: usize, lines: u64) {
        self.start = self.filled.min(self.start + length);
        self.taken += u64::try_from(length).unwrap_or(u64::MAX);
        self.line += lines;
    }

    /// Passes over the rest of the line at `start`, however long it is.
    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            self.fill()?;
            let left = self.buffer.get(self.start..self.filled).unwrap_or_default();
            let end = left.iter().position(|b| matches!(b, b'\n' | b'\r'));
            match end.map(|length| (length, left.get(length..).unwrap_or_default())) {
                // The line feed may come yet.
                Some((length @ 1.., [b'\r'])) if !self.ended => self.take(length, 0),
                Some((length, [b'\r', b'\n', ..])) => {
                    self.take(length + 2, 1);
                    return Ok(());
                }
                Some((length, _)) => {
                    self.take(length + 1, 1);
                    return Ok(());
                }
                None => {
                    self.take(left.len(), 0);
                    if self.ended {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// Sees to it that the buffer holds more than [`MAX_ROW`] bytes, or all that is left.
    fn fill(&mut self) -> io::Result<()> {
        if self.failed {
            return Err(io::ErrorKind::Other.into());
        }
        if self.ended || self.filled - self.start > MAX_ROW {
            return Ok(());
        }
        self.buffer.copy_within(self.start..self.filled, 0);
        self.filled -= self.start;
        self.start = 0;
        while self.filled < self.buffer.len() {
            let spare = self.buffer.get_mut(self.filled..).unwrap_or_default();
            match self.source.read(spare) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(length) => self.filled = self.buffer.len().min(self.filled + length),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// What ends a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    LineFeed,
    CarriageReturn,
    /// The end of the file.
    File,
}

impl Ending {
    fn of(window: &[u8], length: usize) -> Ending {
        match length.checked_sub(1).and_then(|last| window.get(last)) {
            Some(b'\n') => Ending::LineFeed,
            Some(b'\r') => Ending::CarriageReturn,
            _ => Ending::File,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;
    use sha2::{Digest as _, Sha256};

    use super::*;

    /// Line and cells of each row, or line and word of what is wrong.
    fn read(text: &[u8], width: Option<usize>) -> Vec<(u64, Result<Vec<String>, &'static str>)> {
        let mut rows = Rows::new(Source::new(text), b';');
        rows.width = width.map(|titles| Width { titles, least: titles });
        let mut row = Row::default();
        let mut all = Vec::new();
        while let Some(next) = rows.next(&mut row) {
            all.push(match next {
                Ok(line) => (line, Ok(row.cells().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect())),
                Err(broken) => (broken.line, Err(broken.reason.word())),
            });
        }
        assert_eq!(rows.taken(), text.len() as u64);
        let whole: [u8; 32] = Sha256::digest(text).into();
        assert_eq!(rows.sha256(), Some(whole));
        all
    }

    fn row(line: u64, cells: &[&str]) -> (u64, Result<Vec<String>, &'static str>) {
        (line, Ok(cells.iter().map(|cell| (*cell).to_owned()).collect()))
    }

    #[test]
    fn line_ends_of_both_kinds_blank_lines_and_none_at_the_end() {
        let all = read(b"a;b\r\n\r\n;\n\nc;\"d\"\r\n\"e\";f", None);
        assert_eq!(all, [row(1, &["a", "b"]), row(3, &["", ""]), row(5, &["c", "d"]), row(6, &["e", "f"])]);
        assert_eq!(read(b"a;b\r\r;\r\"c\rd\";e\rf;g", None)[2..], [row(4, &["c\rd", "e"]), row(6, &["f", "g"])]);
        assert_eq!(read(b"a\n", None), read(b"a", None));
        assert_eq!(read(b"\r\n\n\r", None), []);
    }

    #[test]
    fn a_quoted_cell_holds_separators_quotes_and_line_ends_and_lines_stay_counted() {
        let all = read(b"\"a;\"\"x\"\"\r\n\n\";b\nc;d\"e\"\n", None);
        assert_eq!(all, [row(1, &["a;\"x\"\r\n\n", "b"]), row(4, &["c", "d\"e\""])]);
    }

    #[test]
    fn a_stray_quote_costs_its_own_line_only() {
        assert_eq!(read(b"a;\"b\nc;d\n", Some(2)), [(1, Err("stray_quote")), row(2, &["c", "d"])]);
        assert_eq!(read(b"a;\"b\" c\nd;e\n", Some(2)), [(1, Err("stray_quote")), row(2, &["d", "e"])]);
        // Two stray quotes that find each other.
        let all = read(b"a;\"b\nc;d\ne\";f;g\nh;i", Some(2));
        let third = (3, Err("field_count"));
        assert_eq!(all, [(1, Err("field_count")), row(2, &["c", "d"]), third, row(4, &["h", "i"])]);
    }

    #[test]
    fn empty_cells_may_be_too_many_or_be_left_out_at_the_end_of_a_row() {
        let read = |text: &[u8], least| {
            let mut rows = Rows::new(Source::new(text), b';');
            rows.expect(Width { titles: 3, least });
            let mut row = Row::default();
            let mut all = Vec::new();
            while let Some(next) = rows.next(&mut row) {
                all.push(next.map(|line| (line, row.len())).map_err(|broken| broken.line));
            }
            (all, rows.otherwise.met().iter().map(|met| (met.what.word(), met.count)).collect::<Vec<_>>())
        };
        let many = (vec![Ok((1, 3)), Ok((2, 3)), Err(3)], vec![("cells_too_many", 2)]);
        assert_eq!(read(b"a;b;c;\na;b;c; ;\"\"\na;b;c;d\n", 3), many);
        assert_eq!(
            read(b"a;b\n;;;;\na\n", 2),
            (vec![Ok((1, 2)), Err(3)], vec![("empty_row", 1), ("cells_too_few", 1)])
        );
        // It may have been cut off within the last cell; or two stray quotes may have found each other.
        assert_eq!(read(b"a;b", 2).0, [Err(1)]);
        assert_eq!(read(b"a;\"b\nc\"\nd;e\n", 2).0, [Err(1), Err(2), Ok((3, 2))]);
    }

    #[test]
    fn a_row_beyond_the_limit_is_passed_over_and_the_next_is_read() {
        for filling in [&b"x"[..], b"\"x"] {
            let mut text = filling.to_vec();
            text.resize(3 * BUFFER, b'x');
            text.extend_from_slice(b"\nc;d\n");
            let word = if filling == b"x" { "record_too_long" } else { "stray_quote" };
            assert_eq!(read(&text, Some(2)), [(1, Err(word)), row(2, &["c", "d"])]);
        }
        let mut longest = vec![b'x'; MAX_ROW - 2];
        longest.extend_from_slice(b";\nc;d\n");
        assert_eq!(read(&longest, Some(2)).len(), 2);
        assert!(read(&longest, Some(2)).iter().all(|(_, cells)| cells.is_ok()));
    }

    #[test]
    fn a_source_that_fails_is_not_taken_for_one_that_ends() {
        struct Failing<'a>(&'a [u8]);
        impl Read for Failing<'_> {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                match self.0.read(into)? {
                    0 => Err(io::ErrorKind::BrokenPipe.into()),
                    length => Ok(length),
                }
            }
        }
        let mut rows = Rows::new(Source::new(Failing(b"a;b\nc;d\n")), b';');
        let mut row = Row::default();
        let failure = Broken { line: 1, reason: RowReason::ReadFailed(io::ErrorKind::BrokenPipe) };
        assert_eq!(rows.next(&mut row), Some(Err(failure)));
        assert_eq!(rows.next(&mut row), None);
        assert_eq!(rows.sha256(), None);
    }

    fn cell() -> impl Strategy<Value = Vec<u8>> {
        vec(prop_oneof![select(&b";\"\n\r"[..]), any::<u8>()], 0..12)
    }

    proptest! {
        #[test]
        fn rows_that_another_program_writes_are_read_as_they_are(rows in vec(vec(cell(), 3), 1..8)) {
            let mut text = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
            for row in &rows {
                text.write_record(row).unwrap();
            }
            let text = text.into_inner().unwrap();
            let mut read = Rows::new(Source::new(&text[..]), b';');
            let mut row = Row::default();
            for expected in rows {
                read.next(&mut row).unwrap().unwrap();
                prop_assert_eq!(row.cells().collect::<Vec<_>>(), expected);
            }
            prop_assert!(read.next(&mut row).is_none());
        }
    }
}
