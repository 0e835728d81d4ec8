//! What was read otherwise than it stands in a file, because nothing about it was in doubt: counted, and said.

use crate::domain::worded::worded;

worded! {
    /// One habit of a spreadsheet or an old system.
    pub enum ReadOtherwise {
        /// UTF-16, whatever encoding the mapping names.
        Utf16 = "utf16",
        /// A line end of CR alone, as old systems write it.
        CarriageReturn = "carriage_return",
        /// Line ends of Unicode (U+2028, U+2029, U+0085).
        UnicodeLineEnd = "unicode_line_end",
        /// A first line `sep=;`, which names the separator.
        SeparatorLine = "separator_line",
        /// A line above the row of titles.
        LineAboveTitles = "line_above_titles",
        /// A title that is the expected one but for case, accents, points, spaces or letters that look alike.
        TitleByMeaning = "title_by_meaning",
        /// A row of empty cells.
        EmptyRow = "empty_row",
        /// A row with empty cells beyond the last title.
        CellsTooMany = "cells_too_many",
        /// A row that ends before the last title.
        CellsTooFew = "cells_too_few",
        /// A date with midnight behind it.
        Midnight = "midnight",
        /// A date that says that there is none: 31/12/9999, 0 or a dash.
        NoDate = "no_date",
        /// A tax number without its leading zero, or with a prefix, spaces or dashes.
        AfmHealed = "afm_healed",
        /// An RF code with Greek letters, spaces or dashes.
        RfHealed = "rf_healed",
        /// A line end within a cell, read as a space.
        LineBreak = "line_break",
        /// An amount whose thousands are parted by spaces or apostrophes.
        Grouped = "grouped",
        /// A code that a spreadsheet wrapped: `="000123"`, or an apostrophe before it.
        Wrapped = "wrapped",
        /// A number of a transaction that a spreadsheet spoiled: it says nothing.
        SpoiledNumber = "spoiled_number",
    }
}

/// How often one of them was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Met {
    pub what: ReadOtherwise,
    pub count: u64,
    /// The line of the file on which it was met first.
    pub first_line: u64,
}

/// What was met in a file so far, or in one of its rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally([(u64, u64); ReadOtherwise::ALL.len()]);

impl Tally {
    /// Counts what was met on a line.
    pub(super) fn note(&mut self, what: ReadOtherwise, line: u64) {
        if let Some((count, first)) = self.0.get_mut(what as usize) {
            if *count == 0 {
                *first = line;
            }
            *count += 1;
        }
    }

    /// What was met, each kind once.
    pub(super) fn met(&self) -> Vec<Met> {
        let all = ReadOtherwise::ALL.into_iter().zip(self.0);
        all.filter(|(_, (count, _))| *count > 0)
            .map(|(what, (count, first_line))| Met { what, count, first_line })
            .collect()
    }
}

/// What was met in one row; counted once the row turns out to be good.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct InRow(u32);

impl InRow {
    pub(super) fn note(&mut self, what: ReadOtherwise) {
        self.0 |= 1 << (what as u32);
    }

    pub(super) fn count(self, tally: &mut Tally, line: u64) {
        if self.0 != 0 {
            let met = ReadOtherwise::ALL.into_iter().filter(|what| self.0 & (1 << (*what as u32)) != 0);
            met.for_each(|what| tally.note(what, line));
        }
    }
}
