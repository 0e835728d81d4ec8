//! What can go wrong in the store, as data. The sentence for people is made elsewhere.

use std::path::PathBuf;

use rusqlite::ErrorCode;
use thiserror::Error;

use crate::domain::attempt::{AttemptId, IllegalStep};
use crate::domain::{money::Money, receipt::BadReceiptNo, refusal::Refusal, session::SessionNo};

/// Why the store refused or failed. Whatever it was, nothing of the act was written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StoreError {
    /// There is no such file.
    #[error("no database at {path}")]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// A new database was asked for where something already is.
    #[error("{path} exists already")]
    Exists { path: PathBuf },
    /// A directory or another thing that is not a plain file.
    #[error("{path} is not a file")]
    NotAFile { path: PathBuf },
    /// A file of no bytes, as an interrupted copy or `init` leaves it.
    #[error("{path} is empty")]
    Empty { path: PathBuf },
    /// A file that no SQLite wrote.
    #[error("{path} is not a database")]
    NotADatabase { path: PathBuf },
    /// A SQLite database of another program.
    #[error("{path} belongs to another program")]
    Foreign { path: PathBuf },
    /// A newer version of this program wrote it.
    #[error("{path} has version {found}, this program knows {known}")]
    Newer {
        path: PathBuf,
        found: u32,
        /// The newest version known here.
        known: u32,
    },
    /// The file may not be written.
    #[error("{path} is read-only")]
    ReadOnlyFile { path: PathBuf },
    /// The operating system refused the file or its folder.
    #[error("cannot use {path}: {detail}")]
    Unusable {
        path: PathBuf,
        /// What the system said.
        detail: String,
    },
    /// Another process kept the database longer than a write waits.
    #[error("database locked for more than {waited_s} s")]
    Locked {
        /// How long a write waits at least, in seconds.
        waited_s: u64,
    },
    /// The database became read-only while in use.
    #[error("the database became read-only")]
    ReadOnly,
    /// No room on the disk.
    #[error("disk full")]
    DiskFull,
    /// The file is damaged.
    #[error("database damaged: {detail}")]
    Damaged { detail: String },
    /// A value that this program never wrote.
    #[error("unreadable value in {table}.{column}")]
    Unreadable {
        table: &'static str,
        /// The column, as the query names it.
        column: String,
    },
    /// The disk failed to read or write.
    #[error("disk input/output failed: {detail}")]
    Disk { detail: String },
    /// Anything else that the engine refused: a defect of this program, or a hand in the file.
    #[error("database engine: {detail}")]
    Engine { detail: String },
    /// A rule of the desk that is held within the transaction.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The terminal is in the middle of another sale.
    #[error("terminal busy with session {session}")]
    TerminalBusy { session: SessionNo },
    /// No such debt, or its row has another number.
    #[error("no debt {external_id}")]
    UnknownDebt {
        /// The debt's number in the municipality's system, or its row where that was asked for.
        external_id: String,
    },
    /// An attempt of no lines, of a line of nothing, of one debt twice, or of more than an amount can hold; a void of
    /// a part, a correction without a reason.
    #[error("an attempt wants lines of different debts and an amount")]
    InvalidAttempt,
    #[error("no attempt {}", id.0)]
    NoSuchAttempt { id: AttemptId },
    /// The attempt is not where this step follows; [`crate::domain::attempt::AttemptStep::Approve`] is only
    /// taken by booking.
    #[error(transparent)]
    IllegalStep(#[from] IllegalStep),
    /// The terminal approved another amount than was asked for.
    #[error("asked for {asked}, approved {approved}")]
    ChargeDiffers {
        /// What the attempt asks for.
        asked: Money,
        /// What the card data name.
        approved: Money,
    },
    /// An approved attempt has no receipt: a hand in the file.
    #[error("no receipt of session {session}")]
    ReceiptMissing { session: SessionNo },
    /// The series cannot be one, or it is used up.
    #[error(transparent)]
    BadReceiptNo(#[from] BadReceiptNo),
    /// What the books' own rules make impossible: a hand in the file.
    #[error("{what}: {subject}")]
    Contradiction { what: &'static str, subject: String },
    /// The records of an import ended early, so the file was not loaded.
    #[error("the file could not be read to its end: {detail}")]
    SourceFailed { detail: String },
}

impl StoreError {
    /// The stable word of it, part of the contract of `--json`: added to, never renamed.
    pub fn word(&self) -> &'static str {
        match self {
            StoreError::Missing { .. } => "database_missing",
            StoreError::Exists { .. } => "database_exists",
            StoreError::NotADatabase { .. } | StoreError::NotAFile { .. } | StoreError::Empty { .. } => {
                "not_a_database"
            }
            StoreError::Foreign { .. } => "foreign_database",
            StoreError::Newer { .. } => "newer_database",
            StoreError::ReadOnlyFile { .. } | StoreError::ReadOnly => "database_read_only",
            StoreError::Locked { .. } => "database_locked",
            StoreError::DiskFull => "disk_full",
            StoreError::Damaged { .. } | StoreError::Unreadable { .. } => "database_damaged",
            _ => "database",
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        let detail = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                StoreError::Locked { waited_s: super::PATIENCE.as_secs() }
            }
            Some(ErrorCode::ReadOnly) => StoreError::ReadOnly,
            Some(ErrorCode::DiskFull) => StoreError::DiskFull,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Damaged { detail },
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                StoreError::Disk { detail }
            }
            _ => StoreError::Engine { detail },
        }
    }
}
