//! What is said of copies of the books, and of what was written down of their chain.

use super::{Text, store_error};
use crate::desk::KeepingError;

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
