//! What can go wrong in the store, as data. The sentence for people is made elsewhere.

use std::path::PathBuf;

use rusqlite::ErrorCode;
use thiserror::Error;

use super::NotCorrectable;
use crate::domain::attempt::{AttemptId, IllegalStep};
use crate::domain::evidence::BadEvidence;
use crate::domain::foreign::AfterAll;
use crate::domain::money::Money;
use crate::domain::operator::OperatorId;
use crate::domain::receipt::{BadReceiptNo, ReceiptNo};
use crate::domain::session::SessionNo;
use crate::domain::till::Blocker;
use crate::domain::z_report::ZNo;

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
    /// An open attempt holds the debt.
    #[error("debt {external_id} is held by session {session}")]
    DebtFenced {
        external_id: String,
        /// The session of the attempt, on whichever terminal.
        session: SessionNo,
    },
    /// The terminal is in the middle of another sale.
    #[error("terminal busy with session {session}")]
    TerminalBusy { session: SessionNo },
    /// More was to be paid than is open by now, or it no longer divides into capital and surcharge that way.
    #[error("the open amount of debt {external_id} changed")]
    AmountMoved { external_id: String },
    /// The municipality withdrew the debt.
    #[error("debt {external_id} is cancelled")]
    DebtCancelled { external_id: String },
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
    /// The receipt cannot be voided or refunded that way.
    #[error("receipt {number} cannot be corrected: {why:?}")]
    NotCorrectable { number: ReceiptNo, why: NotCorrectable },
    /// One person cannot ask and agree.
    #[error("{id} cannot approve what they ask for")]
    OnePerson { id: OperatorId },
    /// What was written as evidence cannot be kept as such.
    #[error(transparent)]
    BadEvidence(#[from] BadEvidence),
    /// The evidence is that of a charge that was booked before.
    #[error("the evidence is that of receipt {receipt}")]
    EvidenceBooked {
        /// The receipt of that charge.
        receipt: ReceiptNo,
    },
    #[error("no receipt {number}")]
    NoSuchReceipt { number: ReceiptNo },
    /// The desk has an open till.
    #[error("till {name} is open")]
    TillOpen { name: String },
    /// The desk's till of that day was closed, and a closed till stays so.
    #[error("till {name} is closed")]
    TillClosed { name: String },
    /// Something keeps the till from closing.
    #[error("till {name} cannot close: {} things are open", blockers.len())]
    TillBlocked { name: String, blockers: Vec<Blocker> },
    /// Something differs from a terminal's batch and nobody has said why.
    #[error("till {name} has differences without an explanation")]
    TillUnexplained { name: String, references: Vec<String> },
    /// Nobody has told what the terminal says of a batch, and the settings want it.
    #[error("batch {batch} of till {name} was not compared")]
    TillNotCompared { name: String, batch: String },
    /// Nothing differs under that name.
    #[error("no difference {reference}")]
    NoSuchDifference { reference: String },
    /// No foreign result of that number that could be the payment of debts.
    #[error("no foreign result {number}")]
    NoSuchForeign { number: u32 },
    /// The foreign result was written off.
    #[error("foreign result {number} was written off")]
    ForeignWrittenOff { number: u32 },
    /// A terminal charged for a debt after the books had closed that, and nobody has said yet what it is.
    #[error("debt {external_id} was charged after all, in session {} (result {})", after_all.session, after_all.number)]
    ChargedAfterAll {
        /// The debt, by its number in the municipality's system.
        external_id: String,
        /// What the terminal did.
        after_all: AfterAll,
    },
    /// A terminal gave the money of a receipt back after the books had closed that, and nobody has said yet what it is.
    #[error("{receipt} was given back after all, in session {} (result {})", after_all.session, after_all.number)]
    ReturnedAfterAll {
        receipt: ReceiptNo,
        /// What the terminal did.
        after_all: AfterAll,
    },
    /// The foreign result was tied to debts.
    #[error("foreign result {number} is receipt {receipt}")]
    ForeignTied { number: u32, receipt: ReceiptNo },
    /// No such Z report.
    #[error("no Z report {number}")]
    NoSuchZ { number: ZNo },
    #[error("no till {name}")]
    NoSuchTill { name: String },
    /// The short name is taken.
    #[error("operator {id} exists")]
    OperatorExists { id: OperatorId },
    #[error("no operator {id}")]
    UnknownOperator { id: OperatorId },
    /// The records of an import ended early, so the file was not loaded.
    #[error("the file could not be read to its end: {detail}")]
    SourceFailed { detail: String },
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
