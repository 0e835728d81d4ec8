//! Why a row of a file was not taken: facts for a sentence, never the cell's text, which may be personal data.

use std::io;

use chrono::NaiveDate;
use thiserror::Error;

use crate::domain::{afm::AfmError, rf::RfError};

use super::encoding::Encoding;

pub use super::spoiled::Spoiled;

/// A row that was not taken. The rows after it are read on.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: {reason}")]
pub struct BadRow {
    /// Line of the file on which the row begins, as an editor counts: the first is 1.
    pub line: u64,
    /// Header of the cell that is wrong; nothing when the whole row is.
    pub column: Option<String>,
    pub reason: RowReason,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RowReason {
    /// A cell that every debt needs is empty.
    #[error("a needed value is missing")]
    Missing,
    /// Not an RF code.
    #[error(transparent)]
    Rf(RfError),
    /// Not an ΑΦΜ.
    #[error(transparent)]
    Afm(AfmError),
    /// Not an amount under the mapping's decimal mark.
    #[error("not an amount: {0}")]
    Amount(AmountFault),
    /// Not a date of the mapping's pattern.
    #[error("not a date of the form {pattern}")]
    Date { pattern: String },
    /// The number under which a spreadsheet keeps a day.
    #[error("the spreadsheet's number of {day}, not a date of the form {pattern}")]
    DateSerial {
        /// The day that it stands for.
        day: NaiveDate,
        pattern: String,
    },
    /// What a spreadsheet left of a value.
    #[error(transparent)]
    Spoiled(Spoiled),
    /// Nearly one of the words for a withdrawn debt, and none of them.
    #[error("nearly {word:?}, the word for a withdrawn debt")]
    Status { word: String },
    /// Not a year from 1950 to 2100.
    #[error("not a year from 1950 to 2100")]
    Year,
    /// Not a whole number from 1 to 65535.
    #[error("not the number of an instalment")]
    Instalment,
    /// Capital and surcharge are both zero: nothing is owed.
    #[error("nothing is owed: capital and surcharge are zero")]
    NothingOwed,
    /// A control or invisible character, which would spoil search, screen or paper.
    #[error("the character U+{:04X} is not allowed", u32::from(*.0))]
    Character(char),
    /// More characters than the field may hold.
    #[error("more than {limit} characters")]
    TooLong {
        /// How many it may hold.
        limit: usize,
    },
    /// More or fewer cells than the header has.
    #[error("{found} cells where the header has {expected}")]
    FieldCount {
        /// Cells of the header.
        expected: usize,
        /// Cells of the row.
        found: usize,
    },
    /// Bytes that are no text in the mapping's encoding.
    #[error("bytes that are not {}", .configured.word())]
    Undecodable {
        configured: Encoding,
        /// What the bytes look like instead.
        likely: Option<Encoding>,
    },
    /// A quote that opens a cell and is not closed, or is closed in the middle of it.
    #[error("a quote that does not enclose a cell")]
    StrayQuote,
    /// A row longer than any row of debts can be.
    #[error("a row of more than {limit} bytes")]
    RecordTooLong {
        /// Bytes a row may have.
        limit: usize,
    },
    /// The number of the debt stood in the file before; that row was taken.
    #[error("the debt's number stands on line {first_line} already")]
    Duplicate {
        /// Line of the row that was taken.
        first_line: u64,
    },
    /// The file could not be read further. It is the last thing that comes: whoever loads must not take what
    /// came before for the whole file.
    #[error("the file could not be read further: {0}")]
    ReadFailed(io::ErrorKind),
}

impl RowReason {
    /// Stable English word, for JSON and for the key of a sentence.
    pub fn word(&self) -> &'static str {
        match self {
            RowReason::Missing => "missing_value",
            RowReason::Rf(_) => "bad_rf",
            RowReason::Afm(_) => "bad_afm",
            RowReason::Amount(_) => "bad_amount",
            RowReason::Date { .. } => "bad_date",
            RowReason::DateSerial { .. } => "date_serial",
            RowReason::Spoiled(Spoiled::Scientific) => "scientific_notation",
            RowReason::Spoiled(Spoiled::FormulaError) => "formula_error",
            RowReason::Spoiled(Spoiled::TooNarrow) => "hash_signs",
            RowReason::Spoiled(Spoiled::Decimals) => "code_with_decimals",
            RowReason::Status { .. } => "unclear_status",
            RowReason::Year => "bad_year",
            RowReason::Instalment => "bad_instalment",
            RowReason::NothingOwed => "nothing_owed",
            RowReason::Character(_) => "bad_character",
            RowReason::TooLong { .. } => "value_too_long",
            RowReason::FieldCount { .. } => "field_count",
            RowReason::Undecodable { .. } => "undecodable",
            RowReason::StrayQuote => "stray_quote",
            RowReason::RecordTooLong { .. } => "record_too_long",
            RowReason::Duplicate { .. } => "duplicate_id",
            RowReason::ReadFailed(_) => "read_failed",
        }
    }

    /// Whether the file itself ended here and not a row: what was read must not be taken for the whole.
    pub fn ends_the_file(&self) -> bool {
        matches!(self, RowReason::ReadFailed(_))
    }
}

/// What is wrong with an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AmountFault {
    /// A character that no amount has, or a separator in the wrong place.
    #[error("malformed")]
    Malformed,
    /// More than two decimals.
    #[error("more than two decimals")]
    TooPrecise,
    /// Below zero: with a minus before or behind it, or in brackets.
    #[error("below zero")]
    Negative,
    /// Alone or with its surcharge above what the desk can write.
    #[error("out of range")]
    OutOfRange,
}
