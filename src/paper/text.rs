//! A page as plain text: what `receipt show` prints. The lines break where those on paper break, except where
//! a printer's substitute is longer than the character.

use super::page::{Columns, Page};
use super::rows::{Row, rows};
use super::tidy::tidy;

/// What stands for a QR code in text.
const QR_MARK: &str = "[QR]";

/// What stands for the end of a sheet in text.
pub(super) const CUT_MARK: &str = "- - - - - - - - - - - - - - - -";

/// A QR code's text is broken at this width: it fits every paper.
const QR_WIDTH: usize = 32;

/// The page as text, each line at most `columns` characters, ended by a line feed. Characters stay as they
/// are, also those that a printer would substitute; control characters become U+FFFD.
pub fn plain(page: &Page, columns: Columns) -> String {
    let without_controls =
        |text: &str| tidy(text).replace(|c: char| c.is_control(), char::REPLACEMENT_CHARACTER.encode_utf8(&mut [0; 4]));
    print_rows(&rows(page, columns, without_controls))
}

pub(super) fn print_rows(rows: &[Row]) -> String {
    let mut out = String::new();
    for row in rows {
        match row {
            Row::Text(row) => {
                let wide = half_of_wide(row.indent, row.wide());
                out.extend(std::iter::repeat_n(' ', row.indent + wide));
                out.push_str(&row.text());
                out.push('\n');
            }
            Row::Qr(data) => out.push_str(&qr_as_text(data)),
            Row::Cut => {
                out.push_str(CUT_MARK);
                out.push('\n');
            }
        }
    }
    out
}

/// How much further in a centred line with so many letters of double width begins in text, where each of them
/// takes one column.
pub(super) fn half_of_wide(indent: usize, letters: usize) -> usize {
    if indent == 0 { 0 } else { letters / 2 }
}

/// A QR code as text: a mark, and what it says.
pub(super) fn qr_as_text(data: &str) -> String {
    let mut out = format!("{QR_MARK}\n");
    for (place, c) in data.chars().enumerate() {
        if place > 0 && place % QR_WIDTH == 0 {
            out.push('\n');
        }
        out.push(c);
    }
    out.push('\n');
    out
}
