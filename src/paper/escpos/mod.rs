//! A page as ESC/POS bytes, and such bytes read back. The command bytes come from the `escpos` crate where
//! they are right; the text is encoded by [`code_page`](super::code_page), because the crate sends what a page
//! lacks as raw UTF-8.

mod all_pages;
mod commands;
mod read;

use thiserror::Error;

use super::code_page::CodePage;
use super::page::{Columns, Page, Run, Size};
use super::rows::{Row, TextRow, rows};
use super::substitute::printable;
use super::text::print_rows;
use super::tidy::tidy;

pub use all_pages::all_pages;
pub use commands::QR_MAX_BYTES;
pub use read::decode_text;

/// What a printer can do, as the configuration says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrinterProfile {
    /// Width of the paper.
    pub columns: Columns,
    /// The code page that its firmware prints.
    pub code_page: CodePage,
    /// The number of that page for `ESC t` on this make.
    pub code_page_number: u8,
    /// Whether its two-byte mode is turned off (`FS .`): cheap printers begin in it, and read two Greek letters as one
    /// Chinese sign.
    pub kanji_off: bool,
    /// What is printed for the euro sign where the page has none for certain: `EUR`, `ΕΥΡΩ`. The sign itself
    /// (`€`) says that this printer has it, also in PC869 (0x87) or ISO8859-7 (0xA4).
    pub euro: String,
    /// Whether it has a cutter; without one the paper is fed to where it can be torn.
    pub cut: bool,
    /// Whether it can print QR codes.
    pub print_qr: bool,
}

impl PrinterProfile {
    /// A page with its usual number, `EUR`, a cutter and QR codes.
    pub fn new(columns: Columns, code_page: CodePage) -> PrinterProfile {
        let code_page_number = code_page.default_number();
        let euro = "EUR".to_owned();
        PrinterProfile { columns, code_page, code_page_number, kanji_off: false, euro, cut: true, print_qr: true }
    }

    /// The first character of a text that this printer has no byte and no substitute for.
    pub fn first_unprintable(&self, text: &str) -> Option<char> {
        // Nearly every text: ASCII and the Greek letters that every page has, or a substitute for.
        let is_common = |c: char| matches!(c, ' '..='~' | 'Ά' | 'Έ'..='Ί' | 'Ό' | 'Ύ'..='Ρ' | 'Σ'..='ώ');
        if text.chars().all(is_common) {
            return None;
        }
        let has_byte =
            |c: &char| *c == '\u{a0}' || (*c == '€' && self.prints_euro()) || self.code_page.encode(*c).is_some();
        printable(text, self).chars().find(|c| !has_byte(c))
    }

    /// Whether the euro sign goes to the printer as it is.
    pub(super) fn prints_euro(&self) -> bool {
        self.euro == "€" || self.code_page.has_euro_everywhere()
    }
}

/// Why a page cannot become bytes. Nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PaperError {
    /// A character that the code page lacks and that has no substitute.
    #[error("{code_page} has no byte for {character:?} (line {line} of the page)")]
    Unencodable {
        /// Which line of the page, from 1.
        line: usize,
        character: char,
        /// The printer's code page.
        code_page: CodePage,
    },
    /// A text that is too long for a QR code on the narrowest paper.
    #[error("a QR code of {bytes} bytes")]
    QrTooLong {
        /// Its length in UTF-8; at most [`QR_MAX_BYTES`] are printed.
        bytes: usize,
    },
    /// The command library refused its arguments.
    #[error("printer command refused: {0}")]
    Command(String),
}

/// The bytes of a page, from `ESC @` to the cut.
///
/// # Errors
/// [`PaperError`], before a single byte is given out: a character without byte or substitute, or a QR code that
/// the paper cannot hold.
pub fn encode(page: &Page, profile: &PrinterProfile) -> Result<Vec<u8>, PaperError> {
    let mut sheet = commands::Sheet::begin(profile)?;
    for row in rows(page, profile.columns, |text| printable(text, profile)) {
        match row {
            Row::Text(row) => sheet.text(row.indent, &runs_in_bytes(&row, profile.code_page)?)?,
            Row::Qr(data) if profile.print_qr => sheet.qr(&data)?,
            Row::Qr(_) => {}
            Row::Cut => sheet.end()?,
        }
    }
    sheet.finish()
}

/// The page as text with the substitutes of a printer: line for line what [`decode_text`] reads from its bytes
/// where the printer cuts and prints QR codes.
pub fn as_printed(page: &Page, profile: &PrinterProfile) -> String {
    print_rows(&rows(page, profile.columns, |text| printable(text, profile)))
}

/// Whether a text (a name out of an import, a euro substitute) can be printed, before something depends on it.
///
/// # Errors
/// [`PaperError::Unencodable`] with the first character that cannot, and line 1.
pub fn check_text(text: &str, profile: &PrinterProfile) -> Result<(), PaperError> {
    let mut page = Page::new();
    page.text(text);
    encode(&page, profile).map(|_| ())
}

/// The text with `?` for each character that the printer has neither as a byte nor as a substitute, control
/// characters among them, and how many those were: for what comes from another machine and must never stand in
/// a receipt's way.
pub fn legible(text: &str, profile: &PrinterProfile) -> (String, usize) {
    let mut replaced = 0;
    let mut known = |character: char| {
        let printed = printable(character.encode_utf8(&mut [0; 4]), profile);
        let has = printed.chars().all(|c| c == '\u{a0}' || profile.code_page.encode(c).is_some());
        replaced += usize::from(!has);
        if has { character } else { '?' }
    };
    let text = tidy(text).chars().map(&mut known).collect();
    (text, replaced)
}

/// A run of a line, its text in the printer's code page.
struct RunBytes {
    bytes: Vec<u8>,
    bold: bool,
    size: Size,
}

fn runs_in_bytes(row: &TextRow, code_page: CodePage) -> Result<Vec<RunBytes>, PaperError> {
    let byte = |character| {
        code_page.encode(character).ok_or(PaperError::Unencodable { line: row.page_line, character, code_page })
    };
    let bytes = |run: &Run| {
        Ok(RunBytes { bytes: run.text.chars().map(byte).collect::<Result<_, _>>()?, bold: run.bold, size: run.size })
    };
    row.runs.iter().map(bytes).collect()
}
