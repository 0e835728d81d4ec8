//! What can go wrong with files that leave the desk, as data.

use std::path::PathBuf;

use thiserror::Error;

use crate::domain::ledger::Missing;
use crate::domain::receipt::ReceiptNo;
use crate::exchange::table::TableError;
use crate::exchange::table::read_back::ReadBackError;
use crate::paper::pdf::PdfError;

/// Why a file was not written, or not read back. Nothing of it is left.
#[derive(Debug, Error)]
pub enum FileOutError {
    /// Something has that name already.
    #[error("{path} exists already")]
    Exists { path: PathBuf },
    /// Its content does not fit this form of file.
    #[error("{path}: {error}")]
    Table { path: PathBuf, error: TableError },
    /// Accounts of the ledger that are not set. Nothing was written.
    #[error("{} accounts are not set", .0.len())]
    MissingAccounts(Vec<Missing>),
    /// A document's lines are not what it comes to: the books are damaged.
    #[error("{0} has no balanced entry")]
    Unbalanced(ReceiptNo),
    /// The tables for an auditor are JSON Lines only.
    #[error("not in this form")]
    OnlyJsonLines,
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// Whoever waited for it stopped it.
    #[error("stopped")]
    Stopped,
    /// It cannot be read as a file that left the desk.
    #[error("{path}: {error}")]
    NotRead { path: PathBuf, error: ReadBackError },
}

impl FileOutError {
    /// The stable word of it, part of the contract of `--json`: added to, never renamed.
    pub fn word(&self) -> &'static str {
        match self {
            FileOutError::Exists { .. } => "file_exists",
            FileOutError::Table { error, .. } => match error {
                TableError::Io(_) => "file",
                TableError::Unencodable { .. } => "unencodable",
                TableError::TooManyRows { .. } => "too_many_rows",
                TableError::TooLong { .. } => "too_long",
                TableError::Sum { .. } => "sum_too_large",
                TableError::Spreadsheet(_) => "spreadsheet",
            },
            FileOutError::MissingAccounts(_) => "missing_accounts",
            FileOutError::Unbalanced(_) => "unbalanced",
            FileOutError::Pdf(error) => match error {
                PdfError::NoLetter(_) => "unencodable",
                PdfError::Qr | PdfError::Library(_) => "no_pdf",
            },
            FileOutError::OnlyJsonLines => "only_jsonl",
            FileOutError::Stopped => "stopped",
            FileOutError::NotRead { error, .. } => match error {
                ReadBackError::Io { .. } => "file",
                ReadBackError::NoControl => "no_control_line",
                ReadBackError::NotATable(_) => "not_a_table",
                ReadBackError::OtherColumns => "other_columns",
                ReadBackError::BadCell { .. } => "bad_cell",
                ReadBackError::StrayRow { .. } => "stray_row",
                ReadBackError::Table(_) => "sum_too_large",
            },
        }
    }
}
