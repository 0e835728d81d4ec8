//! Why a file cannot be read as debts at all. Facts for a sentence that names the remedy; where the program can
//! tell what the file is instead, the error says so.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::encoding::Encoding;
use super::mapping::MappingError;
use crate::domain::worded::worded;

pub use super::title::NearTitle;

/// Nothing of the file was taken.
#[derive(Debug, Error)]
pub enum FileError {
    #[error("{} does not exist", .0.display())]
    NotFound(PathBuf),
    /// This user may not read it.
    #[error("{} may not be read", .0.display())]
    Permission(PathBuf),
    #[error("{} is a folder", .0.display())]
    Folder(PathBuf),
    /// The system failed to read it.
    #[error("reading failed: {0}")]
    Io(#[from] io::Error),
    /// The mapping itself cannot be used.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// Nothing in it, not even a header.
    #[error("the file is empty")]
    Empty,
    /// Not text: to be exported as CSV.
    #[error("the file is {}, not text", .0.word())]
    NotText(FileKind),
    /// Its bytes are another encoding than the mapping says.
    #[error("the file is {}, and the mapping says {}", .likely.word(), .configured.word())]
    WrongEncoding {
        configured: Encoding,
        /// The file's, by its bytes.
        likely: Encoding,
    },
    /// Its header is right under another separator.
    #[error("the cells are separated by {likely:?}, and the mapping says {configured:?}")]
    WrongSeparator { configured: char, likely: char },
    /// Columns that every debt needs are not among the titles.
    #[error("line {line} lacks {}", .names.join(", "))]
    MissingColumns {
        /// The mapping's titles that were not found.
        names: Vec<String>,
        /// Titles that are nearly one of them.
        near: Vec<NearTitle>,
        /// The line that is most like titles.
        line: u64,
        /// What stands on it, shortened. Where a file has no titles this is a debtor's row: for the operator's eyes,
        /// never for a log.
        found: Vec<String>,
    },
    /// Titles that are nearly those of columns that the file seems to lack. Without such a column amounts and states
    /// would be wrong in silence.
    #[error("{} titles are nearly expected ones", .near.len())]
    NearTitles {
        near: Vec<NearTitle>,
        /// The line of the titles.
        line: u64,
    },
    /// A header that the mapping uses stands twice in the file.
    #[error("the header has {name} twice")]
    DuplicateColumn { name: String },
    /// Longer than any such file.
    #[error("the file is longer than {limit} bytes")]
    TooLarge {
        /// Bytes it may have.
        limit: u64,
    },
    /// A row of a file that is taken whole cannot be read.
    #[error("line {line} cannot be read, column {column:?}")]
    Row {
        /// Its line; the header is line 1.
        line: u64,
        /// The column's title, where one is to blame.
        column: String,
    },
    /// The first row is longer than any header.
    #[error("the first line is longer than {limit} bytes or has a stray quote")]
    Header {
        /// Bytes a row may have.
        limit: usize,
    },
}

impl FileError {
    /// Stable English word, for JSON and for the key of a sentence.
    pub fn word(&self) -> &'static str {
        match self {
            FileError::NotFound(_) => "not_found",
            FileError::Permission(_) => "permission",
            FileError::Folder(_) => "folder",
            FileError::Io(_) => "io",
            FileError::Mapping(_) => "mapping",
            FileError::Empty => "empty",
            FileError::NotText(_) => "not_text",
            FileError::WrongEncoding { .. } => "wrong_encoding",
            FileError::WrongSeparator { .. } => "wrong_separator",
            FileError::MissingColumns { .. } => "missing_columns",
            FileError::NearTitles { .. } => "near_titles",
            FileError::DuplicateColumn { .. } => "duplicate_column",
            FileError::TooLarge { .. } => "too_large",
            FileError::Row { .. } => "bad_row",
            FileError::Header { .. } => "bad_header",
        }
    }
}

worded! {
    /// What a file that is not text is, by its first bytes.
    pub enum FileKind {
        /// A workbook of Excel 2007 or later, or another ZIP.
        Xlsx = "xlsx",
        /// A workbook of Excel before 2007.
        Xls = "xls",
        Pdf = "pdf",
        Gzip = "gzip",
        /// Something else with bytes that no text has.
        Binary = "binary",
    }
}
