//! Sentences for files that cannot be read and for rows that were not loaded. Nothing of a cell is repeated in
//! them: it may be personal data.

use std::path::Path;

use crate::desk::{RejectReason, Rejected};
use crate::exchange::file_error::FileError;
use crate::exchange::reason::{AmountFault, RowReason};
use crate::store::RefusedReason;
use crate::text::{Text, Value};

/// Why a file cannot be read as debts at all. Nothing of it was taken.
#[must_use]
pub fn file_error(text: &Text, error: &FileError) -> String {
    let at = |key: &str, path: &Path| text.with(key, &[("path", Text::path(path))]);
    match error {
        FileError::NotFound(path) => at("import-file-not-found", path),
        FileError::Permission(path) => at("import-file-permission", path),
        FileError::Folder(path) => at("import-file-folder", path),
        FileError::Io(source) => text.with("import-file-io", &[("detail", source.to_string().into())]),
        FileError::Mapping(bad) => {
            text.with("import-file-mapping", &[("mapping", "debts".into()), ("detail", bad.to_string().into())])
        }
        FileError::Empty => text.get("import-file-empty"),
        FileError::NotText(kind) => text.with("import-file-not-text", &[("kind", Value::from(kind.word()))]),
        FileError::Utf16 => text.get("import-file-utf16"),
        FileError::WrongEncoding { configured, likely } => text.with(
            "import-file-wrong-encoding",
            &[("configured", Value::from(configured.word())), ("likely", Value::from(likely.word()))],
        ),
        FileError::WrongSeparator { configured, likely } => {
            text.with("import-file-wrong-separator", &[("configured", shown(*configured)), ("likely", shown(*likely))])
        }
        FileError::MissingColumns { names, .. } => {
            text.with("import-file-missing-columns", &[("names", names.join(", ").into())])
        }
        FileError::DuplicateColumn { name } => {
            text.with("import-file-duplicate-column", &[("name", name.as_str().into())])
        }
        FileError::TooLarge { limit } => text.with("import-file-too-large", &[("limit", limit.to_string().into())]),
        FileError::Row { line, column } => {
            text.with("import-file-bad-row", &[("line", line.to_string().into()), ("column", column.as_str().into())])
        }
        FileError::Header { limit } => text.with("import-file-bad-header", &[("limit", limit.to_string().into())]),
    }
}

/// A separator that can be seen.
fn shown(separator: char) -> Value<'static> {
    match separator {
        '\t' => "\\t".into(),
        other => other.to_string().into(),
    }
}

/// A row that was not loaded: its line, its column where one is to blame, and why.
#[must_use]
pub fn rejected(text: &Text, rejected: &Rejected) -> String {
    let line = ("line", rejected.line.to_string().into());
    match &rejected.reason {
        RejectReason::Unreadable(row) => {
            let reason = ("reason", row_reason(text, &row.reason).into());
            match &row.column {
                Some(column) => text.with("import-row-column", &[line, ("column", column.as_str().into()), reason]),
                None => text.with("import-row", &[line, reason]),
            }
        }
        RejectReason::Books(why) => text.with("import-row", &[line, ("reason", refused(text, *why).into())]),
    }
}

/// Why the books did not take a row.
fn refused(text: &Text, reason: RefusedReason) -> String {
    text.get(match reason {
        RefusedReason::NoExternalId => "row-missing-value",
        RefusedReason::Repeated => "row-repeated",
        RefusedReason::BelowPaid => "row-below-paid",
        RefusedReason::Fenced => "row-held",
        RefusedReason::TooLarge => "row-bad-amount-range",
    })
}

/// What is wrong with a row.
#[must_use]
pub fn row_reason(text: &Text, reason: &RowReason) -> String {
    let number = |key: &str, name: &str, value: &dyn ToString| text.with(key, &[(name, value.to_string().into())]);
    match reason {
        RowReason::Missing => text.get("row-missing-value"),
        RowReason::Rf(_) => text.get("row-bad-rf"),
        RowReason::Afm(_) => text.get("row-bad-afm"),
        RowReason::Amount(AmountFault::TooPrecise) => text.get("row-bad-amount-precise"),
        RowReason::Amount(AmountFault::OutOfRange) => text.get("row-bad-amount-range"),
        RowReason::Amount(AmountFault::Malformed) => text.get("row-bad-amount"),
        RowReason::Date { pattern } => number("row-bad-date", "pattern", pattern),
        RowReason::Year => text.get("row-bad-year"),
        RowReason::Instalment => text.get("row-bad-instalment"),
        RowReason::NothingOwed => text.get("row-nothing-owed"),
        RowReason::Character(c) => {
            text.with("row-bad-character", &[("character", format!("U+{:04X}", u32::from(*c)).into())])
        }
        RowReason::TooLong { limit } => number("row-value-too-long", "limit", limit),
        RowReason::FieldCount { expected, found } => text
            .with("row-field-count", &[("found", found.to_string().into()), ("expected", expected.to_string().into())]),
        RowReason::Undecodable { configured, .. } => {
            text.with("row-undecodable", &[("configured", Value::from(configured.word()))])
        }
        RowReason::StrayQuote => text.get("row-stray-quote"),
        RowReason::RecordTooLong { limit } => number("row-record-too-long", "limit", limit),
        RowReason::Duplicate { first_line } => number("row-duplicate-id", "first", first_line),
        RowReason::ReadFailed(_) => text.get("row-read-failed"),
    }
}
