//! Documents as PDF: A4, with the font in the file and the text to be searched and copied. What stands on them is what
//! stands on paper: [`page`](super::page) is a strip of paper, [`sheet`](super::sheet) a sheet of tables.

mod canvas;
mod slip;
mod tables;
mod typeface;

use thiserror::Error;

use crate::domain::time::Moment;

pub use slip::strip;
pub use tables::sheet;

/// What the file says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfInfo {
    pub title: String,
    pub author: String,
    pub at: Moment,
}

/// Why there is no PDF.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PdfError {
    /// The font has no letter for it.
    #[error("no letter for {0:?}")]
    NoLetter(char),
    /// A QR code that takes no more.
    #[error("too long for a QR code")]
    Qr,
    /// What the library says; our fonts and pages are not what it takes.
    #[error("no PDF: {0}")]
    Library(String),
}
