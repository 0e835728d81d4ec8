//! Sentences for files that cannot be read and for rows that were not loaded. Nothing of a cell is repeated in
//! them: it may be personal data.

use std::path::Path;

use super::read_as;
use crate::desk::{Met, RefusedReason, RejectReason, Rejected, Unprintable};
use crate::exchange::file_error::{FileError, NearTitle};
use crate::exchange::reason::{AmountFault, RowReason, Spoiled};
use crate::text::{Text, values};

/// Why a file cannot be read as debts at all. Nothing of it was taken.
pub fn file_error(text: &Text, error: &FileError) -> String {
    let at = |key: &str, path: &Path| text.with(key, values![path = path.display()]);
    match error {
        FileError::NotFound(path) => at("import-file-not-found", path),
        FileError::Permission(path) => at("import-file-permission", path),
        FileError::Folder(path) => at("import-file-folder", path),
        FileError::Io(source) => text.with("import-file-io", values![detail = source]),
        FileError::Mapping(bad) => text.with("import-file-mapping", values![mapping = "debts", detail = bad]),
        FileError::Empty => text.get("import-file-empty"),
        FileError::NotText(kind) => text.with("import-file-not-text", values![kind = kind.word()]),
        FileError::WrongEncoding { configured, likely } => {
            text.with("import-file-wrong-encoding", values![configured = configured.word(), likely = likely.word()])
        }
        FileError::WrongSeparator { configured, likely } => {
            text.with("import-file-wrong-separator", values![configured = shown(*configured), likely = shown(*likely)])
        }
        FileError::MissingColumns { names, near, line, found } => missing_columns(text, names, near, *line, found),
        FileError::NearTitles { near, line } => {
            let pairs: Vec<String> = near.iter().map(|near| near_title(text, near)).collect();
            text.with("import-file-near-titles", values![line, near = pairs.join(", ")])
        }
        FileError::DuplicateColumn { name } => text.with("import-file-duplicate-column", values![name]),
        FileError::TooLarge { limit } => text.with("import-file-too-large", values![limit]),
        FileError::Row { line, column } => text.with("import-file-bad-row", values![line, column]),
        FileError::Header { limit } => text.with("import-file-bad-header", values![limit]),
    }
}

fn missing_columns(text: &Text, names: &[String], near: &[NearTitle], line: u64, found: &[String]) -> String {
    let mut said = vec![text.with("import-file-missing-columns", values![line, names = names.join(", ")])];
    if !near.is_empty() {
        let pairs: Vec<String> = near.iter().map(|near| near_title(text, near)).collect();
        said.push(text.with("import-file-near", values![near = pairs.join(", ")]));
    }
    said.push(text.with("import-file-first-line", values![line, found = found.join(" | ")]));
    said.join(" ")
}

pub fn near_title(text: &Text, near: &NearTitle) -> String {
    let NearTitle { found, expected } = near;
    text.with("import-near-title", values![found, expected])
}

/// A text that was loaded and that the printer has no letters for.
pub fn unprintable(text: &Text, warning: &Unprintable) -> String {
    let (column, character) = (warning.column.as_deref().unwrap_or("—"), character(warning.character));
    text.with("import-unprintable-row", values![line = warning.line, column, character])
}

pub fn read_otherwise(text: &Text, met: &Met) -> String {
    let what = read_as(text, met.what);
    text.with("import-read-otherwise-row", values![what, count = met.count, line = met.first_line])
}

fn character(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// A separator that can be seen.
fn shown(separator: char) -> String {
    if separator == '\t' { "\\t".to_owned() } else { separator.to_string() }
}

/// A row that was not loaded: its line, its column where one is to blame, and why.
pub fn rejected(text: &Text, rejected: &Rejected) -> String {
    let line = rejected.line;
    let (column, reason) = match &rejected.reason {
        RejectReason::Unreadable(row) => (row.column.as_ref(), row_reason(text, &row.reason)),
        RejectReason::Books(why) => (None, refused(text, *why)),
    };
    match column {
        Some(column) => text.with("import-row-column", values![line, column, reason]),
        None => text.with("import-row", values![line, reason]),
    }
}

fn refused(text: &Text, reason: RefusedReason) -> String {
    match reason {
        RefusedReason::Repeated => text.get("row-repeated"),
        RefusedReason::TooLarge => text.get("row-bad-amount-range"),
        RefusedReason::Conflict { settled: true, .. } => text.of("row-settled-", reason.word()),
        _ => text.of("row-", reason.word()),
    }
}

pub fn row_reason(text: &Text, reason: &RowReason) -> String {
    let number = |key: &str, name: &str, value: &dyn ToString| text.with(key, &[(name, value.to_string().into())]);
    match reason {
        RowReason::Missing => text.get("row-missing-value"),
        RowReason::Rf(_) => text.get("row-bad-rf"),
        RowReason::Afm(_) => text.get("row-bad-afm"),
        RowReason::Amount(AmountFault::TooPrecise) => text.get("row-bad-amount-precise"),
        RowReason::Amount(AmountFault::Negative) => text.get("row-negative-amount"),
        RowReason::Amount(AmountFault::OutOfRange) => text.get("row-bad-amount-range"),
        RowReason::Amount(AmountFault::Malformed) => text.get("row-bad-amount"),
        RowReason::Date { pattern } => number("row-bad-date", "pattern", pattern),
        RowReason::DateSerial { day, pattern } => {
            text.with("row-date-serial", values![day = day.format("%d/%m/%Y"), pattern])
        }
        RowReason::Spoiled(how) => text.get(match how {
            Spoiled::Scientific => "row-scientific",
            Spoiled::FormulaError => "row-formula-error",
            Spoiled::TooNarrow => "row-too-narrow",
            Spoiled::Decimals => "row-code-with-decimals",
        }),
        RowReason::Status { word } => number("row-unclear-status", "word", word),
        RowReason::Year => text.get("row-bad-year"),
        RowReason::Instalment => text.get("row-bad-instalment"),
        RowReason::NothingOwed => text.get("row-nothing-owed"),
        RowReason::Character(c) => text.with("row-bad-character", values![character = character(*c)]),
        RowReason::TooLong { limit } => number("row-value-too-long", "limit", limit),
        RowReason::FieldCount { expected, found } => text.with("row-field-count", values![found, expected]),
        RowReason::Undecodable { configured, .. } => {
            text.with("row-undecodable", values![configured = configured.word()])
        }
        RowReason::StrayQuote => text.get("row-stray-quote"),
        RowReason::RecordTooLong { limit } => number("row-record-too-long", "limit", limit),
        RowReason::Duplicate { first_line } => number("row-duplicate-id", "first", first_line),
        RowReason::ReadFailed(_) => text.get("row-read-failed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Conflict;
    use crate::text::Language;

    #[test]
    fn every_row_that_the_books_did_not_take_has_its_sentence() {
        let mut reasons = vec![
            RefusedReason::NoExternalId,
            RefusedReason::Repeated,
            RefusedReason::BelowPaid,
            RefusedReason::Fenced,
            RefusedReason::TooLarge,
            RefusedReason::NothingOwed,
            RefusedReason::ZerosLost,
        ];
        for what in [Conflict::Debtor, Conflict::Rf, Conflict::RevenueCode] {
            reasons.extend([true, false].map(|settled| RefusedReason::Conflict { what, settled }));
        }
        let text = Text::new(Language::En);
        let said: std::collections::BTreeSet<String> = reasons.iter().map(|reason| refused(&text, *reason)).collect();
        assert!(said.len() == reasons.len() && said.iter().all(|sentence| !sentence.contains('⟨')), "{said:#?}");
    }
}
