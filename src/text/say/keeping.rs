//! What is said of copies of the books, and of what was written down of their chain.

use std::path::Path;

use super::{Text, store_error};
use crate::desk::KeepingError;
use crate::domain::jump::{ANY, Jump, Numbered, Reach};
use crate::domain::time::{Moment, local};

/// Why the books were not copied, brought back or compared.
#[must_use]
pub fn keeping_error(text: &Text, error: &KeepingError) -> String {
    match error {
        KeepingError::Exists { path } => text.with("keeping-file-there", &[("path", Text::path(path))]),
        KeepingError::BooksThere { path } => text.with("keeping-books-there", &[("path", Text::path(path))]),
        KeepingError::CopyDiffers(_) => text.get("keeping-copy-differs"),
        KeepingError::NotACopy(error) => {
            text.with("keeping-not-a-copy", &[("reason", store_error(text, error).into())])
        }
        KeepingError::Damaged(error) => text.with("keeping-damaged", &[("detail", error.to_string().into())]),
        KeepingError::Differs(_) => text.get("keeping-differs"),
        KeepingError::HeadsUnreadable { path, source } => {
            text.with("keeping-heads-unreadable", &[("path", Text::path(path)), ("reason", source.to_string().into())])
        }
        KeepingError::NoHeads { path } => text.with("keeping-no-heads", &[("path", Text::path(path))]),
        KeepingError::BadHead { path, line } => {
            text.with("keeping-bad-head", &[("path", Text::path(path)), ("line", line.to_string().into())])
        }
    }
}

/// How far a copy reaches, before anything is replaced by it.
#[must_use]
pub fn reach(text: &Text, file: &Path, reach: &Reach) -> String {
    let at = |at: Moment| local(at).format("%d/%m/%Y %H:%M:%S").to_string();
    let none = || text.get("restore-reach-none");
    let receipt = reach.receipt.as_ref().map_or_else(none, |(number, when)| format!("{number} ({})", at(*when)));
    let entry = reach.entry.map_or_else(none, |(number, when)| format!("{number} ({})", at(when)));
    text.with("restore-reach", &[("path", Text::path(file)), ("receipt", receipt.into()), ("entry", entry.into())])
}

/// From which number a series goes on.
#[must_use]
pub fn jump(text: &Text, jump: &Jump) -> String {
    let key = match jump.of {
        Numbered::Receipt => "restore-jump-receipt",
        Numbered::Session => "restore-jump-session",
        Numbered::Z => "restore-jump-z",
    };
    let values = [
        (
            "series",
            if jump.series == ANY { text.get("restore-any-series").into() } else { jump.series.as_str().into() },
        ),
        ("year", jump.year.to_string().into()),
        ("last", jump.last.to_string().into()),
        ("next", jump.next.to_string().into()),
    ];
    text.with(key, &values)
}
