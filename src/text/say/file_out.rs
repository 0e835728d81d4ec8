//! What is said of files that leave the desk.

use super::{Text, file_trouble};
use crate::desk::{Agreement, FileOutError, PdfError, ReadBackError, TableError};
use crate::text::values;

/// Why a file was not written, or not read back.
pub fn file_out_error(text: &Text, error: &FileOutError) -> String {
    match error {
        FileOutError::Exists { path } => text.with("out-file-there", values![path = path.display()]),
        FileOutError::Table { path, error: TableError::Io(source) } => file_trouble(text, path, source),
        FileOutError::Table { error, .. } => table_error(text, error),
        FileOutError::MissingAccounts(missing) => {
            let keys: Vec<String> = missing.iter().map(|account| format!("  {}", account.key())).collect();
            text.with("out-missing-accounts", values![keys = keys.join("\n")])
        }
        FileOutError::Unbalanced(number) => text.with("out-unbalanced", values![number]),
        FileOutError::Pdf(PdfError::NoLetter(character)) => text.with("out-no-letter", values![character]),
        FileOutError::Pdf(error) => text.with("out-no-pdf", values![detail = error]),
        FileOutError::OnlyJsonLines => text.get("out-only-jsonl"),
        FileOutError::Stopped => text.get("out-stopped"),
        FileOutError::NotRead { path, error } => {
            let path = path.display();
            match error {
                ReadBackError::Io { path, source } => file_trouble(text, path, source),
                ReadBackError::NoControl => text.with("out-no-control", values![path]),
                ReadBackError::NotATable(_) => text.with("out-not-a-table", values![path]),
                ReadBackError::OtherColumns => text.with("out-other-columns", values![path]),
                ReadBackError::BadCell { row, column } => text.with("out-bad-cell", values![path, row, column]),
                ReadBackError::StrayRow { row } => text.with("out-stray-row", values![path, row]),
                ReadBackError::Table(error) => table_error(text, error),
            }
        }
    }
}

fn table_error(text: &Text, error: &TableError) -> String {
    match error {
        TableError::Io(source) => text.with("out-spreadsheet", values![detail = source]),
        TableError::Unencodable { row, column, character } => {
            text.with("out-unencodable", values![row, column, character])
        }
        TableError::TooManyRows { most } => text.with("out-too-many-rows", values![most]),
        TableError::TooLong { row, column } => text.with("out-too-long", values![row, column]),
        TableError::Sum { column } => text.with("out-sum", values![column]),
        TableError::Spreadsheet(detail) => text.with("out-spreadsheet", values![detail]),
    }
}

/// A file beside the books as they are now.
pub fn agreement(text: &Text, agreement: Agreement) -> String {
    match agreement {
        Agreement::Agrees => text.get("check-agrees"),
        Agreement::GoneOn { rows_now } => text.with("check-gone-on", values![rows = rows_now]),
        Agreement::Differs => text.get("check-differs"),
    }
}
