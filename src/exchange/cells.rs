//! The bytes of one row → its cells. Cells are still bytes here: the separator, quotes and line ends are ASCII in
//! every encoding that a mapping can name. A line ends
//! with LF, with CR and LF, or with CR alone. A pure function of a window; where the window comes from is
//! [`super::rows`]'s.

use std::ops::Range;

/// The cells of a row, unquoted. Kept between rows, so that reading one allocates nothing.
#[derive(Debug, Default)]
pub(super) struct Row {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Row {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The bytes of all cells, one after the other.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Where the cell at a place, counted from 0, stands in the bytes; nothing beyond the last.
    pub(super) fn span(&self, place: usize) -> Option<Range<usize>> {
        let start = match place.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        Some(start..*self.ends.get(place)?)
    }

    /// The cell at a place.
    pub(super) fn cell(&self, place: usize) -> Option<&[u8]> {
        self.bytes.get(self.span(place)?)
    }

    pub(super) fn cells(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).filter_map(|place| self.cell(place))
    }

    /// Whether no cell holds anything.
    pub(super) fn is_blank(&self) -> bool {
        self.bytes.iter().all(u8::is_ascii_whitespace)
    }

    /// Drops the cells from a place on where they hold nothing; otherwise nothing changes.
    pub(super) fn drop_blank_from(&mut self, width: usize) -> bool {
        let end = width.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or(0);
        let blank = self.bytes.get(end..).unwrap_or_default().iter().all(u8::is_ascii_whitespace);
        if blank {
            self.ends.truncate(width);
            self.bytes.truncate(end);
        }
        blank
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    fn close_cell(&mut self) {
        self.ends.push(self.bytes.len());
    }
}

/// What a scan of a window found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Scan {
    Row {
        /// Bytes it takes, its line end included.
        length: usize,
        /// Line ends within them.
        lines: u64,
    },
    /// The window ended within the row.
    Unfinished { quoted: bool },
    /// A closing quote is followed by more of the cell.
    StrayQuote,
}

/// Reads the row at the start of a window into `row`. `last`: nothing comes after the window.
pub(super) fn scan(window: &[u8], last: bool, separator: u8, row: &mut Row) -> Scan {
    row.clear();
    let mut at = 0;
    let mut lines = 0;
    loop {
        let cell = match window.get(at) {
            Some(b'"') => quoted_cell(window, at + 1, last, separator, row, &mut lines),
            _ => plain_cell(window, at, last, separator, row),
        };
        match cell {
            Cell::Separated(next) => at = next,
            Cell::EndsRow(length) => {
                let ended_by_line = matches!(window.get(length.wrapping_sub(1)), Some(b'\n' | b'\r'));
                return Scan::Row { length, lines: lines + u64::from(ended_by_line) };
            }
            Cell::Unfinished { quoted } => return Scan::Unfinished { quoted },
            Cell::StrayQuote => return Scan::StrayQuote,
        }
    }
}

enum Cell {
    /// Another cell begins at this place.
    Separated(usize),
    /// It was the row's last; the row takes so many bytes.
    EndsRow(usize),
    Unfinished {
        quoted: bool,
    },
    StrayQuote,
}

fn plain_cell(window: &[u8], start: usize, last: bool, separator: u8, row: &mut Row) -> Cell {
    let rest = window.get(start..).unwrap_or_default();
    let Some(length) = find_any(rest, separator) else {
        if !last {
            return Cell::Unfinished { quoted: false };
        }
        row.bytes.extend_from_slice(rest);
        row.close_cell();
        return Cell::EndsRow(window.len());
    };
    let (text, stop) = rest.split_at(length);
    let length = match stop {
        [found, ..] if *found == separator => {
            row.bytes.extend_from_slice(text);
            row.close_cell();
            return Cell::Separated(start + length + 1);
        }
        [b'\r'] if !last => return Cell::Unfinished { quoted: false },
        [b'\r', b'\n', ..] => length + 2,
        _ => length + 1,
    };
    row.bytes.extend_from_slice(text);
    row.close_cell();
    Cell::EndsRow(start + length)
}

/// Where the separator or a line end stands first. Eight bytes at a time: this is most of what a long file costs.
fn find_any(text: &[u8], separator: u8) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // A byte of zero, and none before it, gets its highest bit.
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word & (ONES << 7);
    let sought = [separator, b'\n', b'\r'].map(|byte| u64::from(byte) * ONES);
    let (chunks, rest) = text.as_chunks::<8>();
    for (place, chunk) in chunks.iter().enumerate() {
        let word = u64::from_le_bytes(*chunk);
        let found = sought.into_iter().fold(0, |found, byte| found | zeros(word ^ byte));
        if found != 0 {
            return Some(place * 8 + usize::try_from(found.trailing_zeros() / 8).unwrap_or(0));
        }
    }
    let start = text.len() - rest.len();
    let is_sought = |b: &u8| *b == separator || matches!(b, b'\n' | b'\r');
    rest.iter().position(is_sought).map(|place| start + place)
}

/// Line ends in the text of a quoted cell: LF, CR and LF, or CR alone.
fn line_ends(text: &[u8]) -> u64 {
    let next = text.iter().skip(1).map(Some).chain([None]);
    let ends = text.iter().zip(next).filter(|(b, next)| **b == b'\n' || (**b == b'\r' && *next != Some(&b'\n')));
    ends.map(|_| 1).sum()
}

/// `start` is the place after the opening quote.
fn quoted_cell(window: &[u8], start: usize, last: bool, separator: u8, row: &mut Row, lines: &mut u64) -> Cell {
    let mut at = start;
    loop {
        let rest = window.get(at..).unwrap_or_default();
        let Some(length) = rest.iter().position(|b| *b == b'"') else { return Cell::Unfinished { quoted: true } };
        let (text, after) = rest.split_at(length);
        row.bytes.extend_from_slice(text);
        *lines += line_ends(text);
        let quote = at + length;
        match after {
            [_, b'"', ..] => {
                row.bytes.push(b'"');
                at = quote + 2;
                continue;
            }
            [_, next, ..] if *next == separator => {
                row.close_cell();
                return Cell::Separated(quote + 2);
            }
            [_, b'\n', ..] => {
                row.close_cell();
                return Cell::EndsRow(quote + 2);
            }
            [_, b'\r', b'\n', ..] => {
                row.close_cell();
                return Cell::EndsRow(quote + 3);
            }
            [_] | [_, b'\r'] if last => {
                row.close_cell();
                return Cell::EndsRow(window.len());
            }
            [_] | [_, b'\r'] => return Cell::Unfinished { quoted: true },
            [_, b'\r', ..] => {
                row.close_cell();
                return Cell::EndsRow(quote + 2);
            }
            _ => return Cell::StrayQuote,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    proptest! {
        #[test]
        fn a_separator_or_line_end_is_found_where_it_stands_first(text in vec(select(&b"ab;\n\r\x0b\x0e"[..]), 0..40)) {
            let plain = text.iter().position(|b| matches!(b, b';' | b'\n' | b'\r'));
            prop_assert_eq!(find_any(&text, b';'), plain);
        }
    }
}
