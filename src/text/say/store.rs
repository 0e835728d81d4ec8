//! Sentences for what the database refused, and for what `verify` found.

use std::path::Path;

use crate::store::{Difference, StoreError};
use crate::text::{Text, values};

/// What is wrong with the database, and what to do.
pub fn store_error(text: &Text, error: &StoreError) -> String {
    let at = |key: &str, path: &Path| text.with(key, values![path = path.display()]);
    let one = |key: &str, name: &str, value: &str| text.with(key, &[(name, value.into())]);
    match error {
        StoreError::Missing { path } => at("store-missing", path),
        StoreError::Exists { path } => at("store-exists", path),
        StoreError::NotAFile { path } => at("store-not-a-file", path),
        StoreError::Empty { path } => at("store-empty", path),
        StoreError::NotADatabase { path } => at("store-not-a-database", path),
        StoreError::Foreign { path } => at("store-foreign", path),
        StoreError::Newer { path, found, known } => {
            text.with("store-newer", values![path = path.display(), found, known])
        }
        StoreError::ReadOnlyFile { path } => at("store-read-only-file", path),
        StoreError::Unusable { path, detail } => text.with("store-unusable", values![path = path.display(), detail]),
        StoreError::Locked { waited_s } => one("store-locked", "seconds", &waited_s.to_string()),
        StoreError::ReadOnly => text.get("store-read-only"),
        StoreError::DiskFull => text.get("store-disk-full"),
        StoreError::Damaged { detail } => one("store-damaged", "detail", detail),
        StoreError::Unreadable { table, column } => text.with("store-unreadable", values![table, column]),
        StoreError::Disk { detail } => one("store-disk", "detail", detail),
        StoreError::Engine { detail } => one("store-engine", "detail", detail),
        StoreError::SourceFailed { detail } => one("store-import-ended", "detail", detail),
        StoreError::Refused(why) => super::refusal(text, why),
        StoreError::TerminalBusy { session } => one("terminal-busy-session", "session", &session.to_string()),
        StoreError::NoSuchAttempt { .. } => text.get("store-no-such-attempt"),
        StoreError::IllegalStep(_) => text.get("store-illegal-step"),
        StoreError::ChargeDiffers { asked, approved } => {
            text.with("store-charge-differs", values![asked = asked.greek(), approved = approved.greek()])
        }
        StoreError::ReceiptMissing { session } => one("store-receipt-missing", "session", &session.to_string()),
        StoreError::BadReceiptNo(bad) => one("store-series", "detail", &bad.to_string()),
        other @ (StoreError::UnknownDebt { .. } | StoreError::InvalidAttempt | StoreError::Contradiction { .. }) => {
            one("store-other", "detail", &other.to_string())
        }
    }
}

/// Something in the books that does not agree with the rest of them.
pub fn difference(text: &Text, difference: &Difference) -> String {
    let Difference { table, row, what, expected, found } = difference;
    text.with("verify-difference", values![table, row, what, expected, found])
}

/// What a person should look at although the books agree with themselves.
pub fn remark(text: &Text, remark: &Difference) -> String {
    match remark.what {
        "year_back" => text.with("verify-year-back", values![document = remark.row, after = remark.expected]),
        _ => text.with("verify-same-charge", values![attempts = remark.row]),
    }
}
