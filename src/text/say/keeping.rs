//! What is said of copies of the books, and of what was written down of their chain.

use std::path::Path;

use super::{Text, store_error};
use crate::desk::KeepingError;
use crate::domain::jump::{ANY, Jump, Reach};
use crate::domain::time::{Moment, second};
use crate::text::values;

/// Why the books were not copied, brought back or compared.
pub fn keeping_error(text: &Text, error: &KeepingError) -> String {
    match error {
        KeepingError::Exists { path } => text.with("keeping-file-there", values![path = path.display()]),
        KeepingError::BooksThere { path } => text.with("keeping-books-there", values![path = path.display()]),
        KeepingError::CopyDiffers(_) => text.get("keeping-copy-differs"),
        KeepingError::NotACopy(error) => text.with("keeping-not-a-copy", values![reason = store_error(text, error)]),
        KeepingError::Damaged(error) => text.with("keeping-damaged", values![detail = error]),
        KeepingError::Differs(_) => text.get("keeping-differs"),
        KeepingError::HeadsUnreadable { path, source } => {
            text.with("keeping-heads-unreadable", values![path = path.display(), reason = source])
        }
        KeepingError::NoHeads { path } => text.with("keeping-no-heads", values![path = path.display()]),
        KeepingError::BadHead { path, line } => text.with("keeping-bad-head", values![path = path.display(), line]),
    }
}

/// How far a copy reaches, before anything is replaced by it.
pub fn reach(text: &Text, file: &Path, reach: &Reach) -> String {
    let at = |at: Moment| second(at);
    let none = || text.get("restore-reach-none");
    let receipt = reach.receipt.as_ref().map_or_else(none, |(number, when)| format!("{number} ({})", at(*when)));
    let entry = reach.entry.map_or_else(none, |(number, when)| format!("{number} ({})", at(when)));
    text.with("restore-reach", values![path = file.display(), receipt, entry])
}

pub fn jump(text: &Text, jump: &Jump) -> String {
    let series = if jump.series == ANY { text.get("restore-any-series") } else { jump.series.clone() };
    let values = values![series, year = jump.year, last = jump.last, next = jump.next];
    text.of_with("restore-jump-", jump.of.word(), values)
}
