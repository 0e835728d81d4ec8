//! The row of titles, which may stand below the heading of a report, blank lines and a line that names the separator.

use std::io::Read;

use super::cells::{Row, Scan, scan};
use super::encoding::Encoding;
use super::file_error::FileError;
use super::read_otherwise::ReadOtherwise;
use super::rows::{Broken, MAX_ROW, Rows};
use super::sniff;
use super::source::Source;

/// Lines that are looked through for it.
const MOST_LINES: usize = 50;

/// Where the titles stand in the beginning of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Titles {
    /// Bytes before them.
    pub(super) offset: usize,
    /// Line ends before them.
    pub(super) line_ends: u64,
    /// Lines before them that are not empty.
    pub(super) lines_above: u64,
    pub(super) names: Vec<String>,
}

/// A line of a sample.
struct Line<'s> {
    offset: usize,
    number: u64,
    /// From its beginning to the end of the sample.
    rest: &'s [u8],
    text: &'s [u8],
}

impl Line<'_> {
    fn is_blank(&self) -> bool {
        self.text.iter().all(|b| b.is_ascii_whitespace())
    }

    /// The names in the row that begins here; nothing where it is none or no text in the encoding.
    fn names(&self, separator: u8, encoding: Encoding) -> Option<Vec<String>> {
        let mut row = Row::default();
        match scan(self.rest, true, separator, &mut row) {
            Scan::Row { .. } => names_of(&row, encoding),
            _ => None,
        }
    }
}

fn lines(sample: &[u8]) -> impl Iterator<Item = Line<'_>> {
    let mut offset = 0;
    let mut number = 0;
    std::iter::from_fn(move || {
        let rest = sample.get(offset..).filter(|rest| !rest.is_empty())?;
        let length = rest.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(rest.len());
        let text = rest.get(..length).unwrap_or_default();
        let end = match rest.get(length..).unwrap_or_default() {
            [b'\r', b'\n', ..] => 2,
            [] => 0,
            _ => 1,
        };
        number += 1;
        let line = Line { offset, number, rest, text };
        offset += length + end;
        Some(line)
    })
}

/// Where the titles stand, and what parts them.
pub(super) struct Located {
    pub(super) titles: Titles,
    separator: u8,
    /// Whether a line above them names the separator.
    named: bool,
}

impl Located {
    /// Finds complete titles. A file that names its separator is cut by it where that gives every column; otherwise by
    /// that of the settings.
    pub(super) fn find(
        text: &[u8],
        configured: u8,
        encoding: Encoding,
        complete: impl Fn(&[String]) -> bool,
    ) -> Option<Located> {
        let named = separator_line(text);
        let located = |separator| {
            let titles = find(text, separator, encoding, &complete)?;
            Some(Located { titles, separator, named: named.is_some() })
        };
        named.and_then(located).or_else(|| located(configured))
    }

    /// The line of the titles, from 1.
    pub(super) fn line(&self) -> u64 {
        self.titles.line_ends + 1
    }

    /// Goes to the titles, notes what was passed over, and reads them.
    pub(super) fn enter<R: Read>(&self, rows: &mut Rows<R>) -> Option<Result<Row, Broken>> {
        rows.skip(self.titles.offset, self.titles.line_ends);
        rows.separate_by(self.separator);
        let headings = self.titles.lines_above.saturating_sub(u64::from(self.named));
        (0..headings).for_each(|_| rows.otherwise.note(ReadOtherwise::LineAboveTitles, 1));
        if self.named {
            rows.otherwise.note(ReadOtherwise::SeparatorLine, 1);
        }
        let mut row = Row::default();
        rows.next(&mut row).map(|read| read.map(|_| row))
    }
}

/// Makes a file ready to be cut into rows: what it is, told from its first bytes, and what it has to go through. Gives
/// the rows, the encoding of their cells, and the first bytes after a byte-order mark.
///
/// # Errors
/// Those of [`sniff::check`], or as reading fails.
pub(super) fn open<R: Read>(
    source: R,
    configured: Encoding,
    separator: u8,
) -> Result<(Rows<R>, Encoding, Vec<u8>), FileError> {
    let mut source = Source::new(source);
    let change = sniff::change_of(source.sample(MAX_ROW)?, configured);
    source.change(change);
    let encoding = if change.utf16.is_some() { Encoding::Utf8 } else { configured };
    let mut rows = Rows::new(source, separator);
    if change.utf16.is_some() {
        rows.otherwise.note(ReadOtherwise::Utf16, 1);
    }
    if change.unicode_line_ends {
        rows.otherwise.note(ReadOtherwise::UnicodeLineEnd, 1);
    }
    let sample = rows.peek()?.to_vec();
    sniff::check(&sample, encoding)?;
    let text = sniff::without_mark(&sample).to_vec();
    rows.skip(sample.len() - text.len(), 0);
    Ok((rows, encoding, text))
}

/// The separator that a first line `sep=;` names, and what stands after that line.
fn separator_line(sample: &[u8]) -> Option<u8> {
    let first = lines(sample).find(|line| !line.is_blank())?;
    let text = first.text.strip_prefix(b"\"").map_or(first.text, |text| text.strip_suffix(b"\"").unwrap_or(text));
    match text {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', separator] => Some(*separator),
        _ => None,
    }
}

/// The first row whose names are complete.
pub(super) fn find(
    sample: &[u8],
    separator: u8,
    encoding: Encoding,
    complete: impl Fn(&[String]) -> bool,
) -> Option<Titles> {
    let mut lines_above = 0;
    for line in lines(sample).take(MOST_LINES) {
        if line.text.is_empty() {
            continue;
        }
        if let Some(names) = line.names(separator, encoding).filter(|names| complete(names)) {
            return Some(Titles { offset: line.offset, line_ends: line.number - 1, lines_above, names });
        }
        lines_above += 1;
    }
    None
}

/// The row that is most like titles, with its line: the first of those that have most of the known ones.
pub(super) fn likeliest(
    sample: &[u8],
    separator: u8,
    encoding: Encoding,
    known: impl Fn(&[String]) -> usize,
) -> Option<(u64, Vec<String>)> {
    let mut best: Option<(usize, u64, Vec<String>)> = None;
    let skipped = usize::from(separator_line(sample).is_some());
    for line in lines(sample).take(MOST_LINES).filter(|line| !line.is_blank()).skip(skipped) {
        let Some(names) = line.names(separator, encoding) else {
            // A first line that cannot be read is what there is to show.
            best.as_ref()?;
            continue;
        };
        let count = known(&names);
        if best.as_ref().is_none_or(|(most, _, _)| count > *most) {
            best = Some((count, line.number, names));
        }
    }
    best.map(|(_, line, names)| (line, names))
}

/// The names in a row of titles, white space put right; nothing when they are no text in the encoding.
pub(super) fn names_of(row: &Row, encoding: Encoding) -> Option<Vec<String>> {
    row.cells().map(|cell| encoding.decode(cell).map(|text| plain(&text))).collect()
}

/// A title as it is shown: single spaces, none around.
pub(super) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete(names: &[String]) -> bool {
        names.iter().any(|name| name == "ΑΦΜ")
    }

    #[test]
    fn titles_are_found_below_headings_blank_lines_and_a_line_that_names_the_separator() {
        for (text, line_ends, above) in [
            ("ΑΦΜ;β\n1;2\n", 0, 0),
            ("\n\r\nΑΦΜ;β\n", 2, 0),
            ("sep=;\r\nΑΦΜ;β\r\n", 1, 1),
            ("Δήμος \"Θέρμης\" έτους 2026;;\r\r;;\rΑΦΜ;β\r1;2", 3, 2),
            ("\"Κατάσταση\nοφειλών\";\nΑΦΜ;\"β\nγ\"\n", 2, 2),
        ] {
            let found = find(text.as_bytes(), b';', Encoding::Utf8, complete).unwrap();
            assert_eq!((found.line_ends, found.lines_above), (line_ends, above), "{text:?}");
            assert!(text[found.offset..].starts_with("ΑΦΜ"), "{text:?}");
        }
        assert_eq!(find("x;y\nΑΦΜ y".as_bytes(), b';', Encoding::Utf8, complete), None);
    }

    #[test]
    fn a_line_that_names_the_separator_is_one_line_with_nothing_else() {
        assert_eq!(separator_line(b"sep=;\nx"), Some(b';'));
        assert_eq!(separator_line(b"\n\"SEP=,\"\r\nx"), Some(b','));
        assert_eq!(separator_line(b"sep=\t"), Some(b'\t'));
        for other in [&b"sep;x\n"[..], b"sep=;;x\n", b"x\nsep=;\n", b""] {
            assert_eq!(separator_line(other), None);
        }
    }
}
