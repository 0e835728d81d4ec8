//! What was read otherwise than it stands in a file, because nothing about it was in doubt: counted, and said.

/// One habit of a spreadsheet or an old system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReadOtherwise {
    /// UTF-16, whatever encoding the mapping names.
    Utf16,
    /// A line end of CR alone, as old systems write it.
    CarriageReturn,
    /// Line ends of Unicode (U+2028, U+2029, U+0085).
    UnicodeLineEnd,
    /// A first line `sep=;`, which names the separator.
    SeparatorLine,
    /// A line above the row of titles.
    LineAboveTitles,
    /// A title that is the expected one but for case, accents, points, spaces or letters that look alike.
    TitleByMeaning,
    /// A row of empty cells.
    EmptyRow,
    /// A row with empty cells beyond the last title.
    CellsTooMany,
    /// A row that ends before the last title.
    CellsTooFew,
    /// A date with midnight behind it.
    Midnight,
    /// A date that says that there is none: 31/12/9999, 0 or a dash.
    NoDate,
    /// A tax number without its leading zero, or with a prefix, spaces or dashes.
    AfmHealed,
    /// An RF code with Greek letters, spaces or dashes.
    RfHealed,
    /// A line end within a cell, read as a space.
    LineBreak,
    /// An amount whose thousands are parted by spaces or apostrophes.
    Grouped,
    /// A code that a spreadsheet wrapped: `="000123"`, or an apostrophe before it.
    Wrapped,
    /// A number of a transaction that a spreadsheet spoiled: it says nothing.
    SpoiledNumber,
}

impl ReadOtherwise {
    /// All of them, in the order in which they are told.
    pub const ALL: [ReadOtherwise; 17] = [
        ReadOtherwise::Utf16,
        ReadOtherwise::CarriageReturn,
        ReadOtherwise::UnicodeLineEnd,
        ReadOtherwise::SeparatorLine,
        ReadOtherwise::LineAboveTitles,
        ReadOtherwise::TitleByMeaning,
        ReadOtherwise::EmptyRow,
        ReadOtherwise::CellsTooMany,
        ReadOtherwise::CellsTooFew,
        ReadOtherwise::Midnight,
        ReadOtherwise::NoDate,
        ReadOtherwise::AfmHealed,
        ReadOtherwise::RfHealed,
        ReadOtherwise::LineBreak,
        ReadOtherwise::Grouped,
        ReadOtherwise::Wrapped,
        ReadOtherwise::SpoiledNumber,
    ];

    /// Stable English word, for JSON and for the key of a sentence.
    pub fn word(self) -> &'static str {
        match self {
            ReadOtherwise::Utf16 => "utf16",
            ReadOtherwise::CarriageReturn => "carriage_return",
            ReadOtherwise::UnicodeLineEnd => "unicode_line_end",
            ReadOtherwise::SeparatorLine => "separator_line",
            ReadOtherwise::LineAboveTitles => "line_above_titles",
            ReadOtherwise::TitleByMeaning => "title_by_meaning",
            ReadOtherwise::EmptyRow => "empty_row",
            ReadOtherwise::CellsTooMany => "cells_too_many",
            ReadOtherwise::CellsTooFew => "cells_too_few",
            ReadOtherwise::Midnight => "midnight",
            ReadOtherwise::NoDate => "no_date",
            ReadOtherwise::AfmHealed => "afm_healed",
            ReadOtherwise::RfHealed => "rf_healed",
            ReadOtherwise::LineBreak => "line_break",
            ReadOtherwise::Grouped => "grouped",
            ReadOtherwise::Wrapped => "wrapped",
            ReadOtherwise::SpoiledNumber => "spoiled_number",
        }
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
