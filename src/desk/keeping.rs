//! What can go wrong with copies of the books and with the heads of the audit chain, as data.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::store::{StoreError, Verification};

/// Why the books were not copied, brought back or compared.
#[derive(Debug, Error)]
pub enum KeepingError {
    /// Something is where the copy was to be written.
    #[error("{path} exists already")]
    Exists { path: PathBuf },
    /// There are books already where some were to be brought back.
    #[error("books at {path} already")]
    BooksThere { path: PathBuf },
    /// The copy that was written does not agree with itself: the books do not either. It was removed.
    #[error("the copy has {} differences", .0.differences.len())]
    CopyDiffers(Box<Verification>),
    /// The file to bring back is none of books, or of a newer version of this program.
    #[error("not a copy of books: {0}")]
    NotACopy(StoreError),
    /// The file to bring back is damaged so far that it cannot be checked.
    #[error("a damaged copy of books: {0}")]
    Damaged(StoreError),
    /// The file to bring back does not agree with itself. Nothing was replaced.
    #[error("the file has {} differences", .0.differences.len())]
    Differs(Box<Verification>),
    /// The file of heads cannot be read.
    #[error("cannot read {path}: {source}")]
    HeadsUnreadable {
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file of heads has none.
    #[error("no heads in {path}")]
    NoHeads { path: PathBuf },
    /// A line of the file of heads is none.
    #[error("{path} line {line} is no head")]
    BadHead {
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
}

impl KeepingError {
    /// What does not agree, where that is the reason.
    pub fn verification(&self) -> Option<&Verification> {
        match self {
            KeepingError::CopyDiffers(found) | KeepingError::Differs(found) => Some(found),
            _ => None,
        }
    }
}

impl KeepingError {
    /// The stable word of it, part of the contract of `--json`: added to, never renamed.
    pub fn word(&self) -> &'static str {
        match self {
            KeepingError::Exists { .. } => "file_exists",
            KeepingError::BooksThere { .. } => "database_exists",
            KeepingError::CopyDiffers(_) => "books_differ",
            KeepingError::NotACopy(error) => error.word(),
            KeepingError::Damaged(_) => "backup_damaged",
            KeepingError::Differs(_) => "backup_differs",
            KeepingError::HeadsUnreadable { .. } => "file",
            KeepingError::NoHeads { .. } => "no_heads",
            KeepingError::BadHead { .. } => "bad_head",
        }
    }
}
