//! One word in every Greek code page by every number of `ESC t`: the line and the first place in it where it can be read
//! are the settings of this printer. Everything else is ASCII, which every page has.

use super::commands::Sheet;
use super::{PaperError, PrinterProfile, RunBytes};
use crate::paper::code_page::CodePage;
use crate::paper::page::Size;

/// A word by which a page is told from those before it. Windows-1253 and ISO 8859-7 differ by the first letter of the town;
/// IBM 869 has all letters where IBM 851 has them, and `Ϊ` beside them.
fn word(code_page: CodePage) -> &'static str {
    match code_page {
        CodePage::Pc737 | CodePage::Wpc1253 | CodePage::Iso8859_7 | CodePage::Pc851 => "Άρτα",
        CodePage::Pc869 => "ΜΑΪΟ",
    }
}

/// Columns of one specimen, with its letter and the space behind it.
const SPECIMEN: usize = 2 + 4 + 1;
const NUMBER: usize = 4;

/// The page as the printer's bytes, about a metre of paper.
///
/// # Errors
/// [`PaperError`], before a byte is given out.
pub fn all_pages(profile: &PrinterProfile) -> Result<Vec<u8>, PaperError> {
    let mut sheet = Sheet::begin(profile)?;
    let columns = profile.columns.count();
    for line in legend(profile) {
        sheet.text(0, &[run(line.into_bytes())])?;
    }
    let a_row = columns.saturating_sub(NUMBER) / SPECIMEN;
    let specimens: Vec<(char, CodePage)> = ('A'..).zip(CodePage::ALL).collect();
    for number in 0..=u8::MAX {
        for (row, specimens) in specimens.chunks(a_row.max(1)).enumerate() {
            let label = if row == 0 { format!("{number:03} ") } else { " ".repeat(NUMBER) };
            let mut bytes = label.into_bytes();
            for (letter, code_page) in specimens {
                bytes.extend(format!("{letter}:").bytes());
                bytes.extend(word_in(*code_page)?);
                bytes.push(b' ');
            }
            // A printer that does not know a number keeps the page that it has: that must not be the one before.
            sheet.code_page(0)?;
            sheet.code_page(number)?;
            sheet.text(0, &[run(bytes)])?;
        }
    }
    sheet.end()?;
    sheet.finish()
}

fn legend(profile: &PrinterProfile) -> Vec<String> {
    let pages = ('A'..).zip(CodePage::ALL).map(|(letter, page)| format!("{letter} = {page}"));
    let two_byte = if profile.kanji_off { "kanji_off = true" } else { "kanji_off = false" };
    let now = format!("now: {} {}", profile.code_page, profile.code_page_number);
    ["ESC t = code_page_number".to_owned()].into_iter().chain(pages).chain([now, two_byte.to_owned()]).collect()
}

fn word_in(code_page: CodePage) -> Result<Vec<u8>, PaperError> {
    let byte = |character| code_page.encode(character).ok_or(PaperError::Unencodable { line: 1, character, code_page });
    word(code_page).chars().map(byte).collect()
}

fn run(bytes: Vec<u8>) -> RunBytes {
    RunBytes { bytes, bold: false, size: Size::Normal }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::page::Columns;

    /// What a printer makes of the page whose numbers stand for these code pages; any other number is Latin, or unknown.
    fn read_by(bytes: &[u8], pages: &dyn Fn(u8) -> Option<CodePage>) -> Vec<String> {
        let (mut text, mut page, mut rest) = (String::new(), None, bytes);
        while let Some((byte, after)) = rest.split_first() {
            rest = match (byte, after) {
                (0x1b, [b't', number, after @ ..]) => {
                    page = pages(*number);
                    after
                }
                (0x1b, [b'@', after @ ..]) | (0x1c, [b'.', after @ ..]) | (0x1d, [b'V', _, _, after @ ..]) => after,
                (byte, after) => {
                    text.push(page.map_or('?', |page: CodePage| page.decode(*byte)));
                    if byte.is_ascii() {
                        text.pop();
                        text.push(char::from(*byte));
                    }
                    after
                }
            };
        }
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn the_right_page_and_number_are_found_in_one_print_whatever_they_are() {
        for columns in [Columns::C48, Columns::C42, Columns::C32] {
            let profile = PrinterProfile::new(columns, CodePage::Pc737);
            let bytes = all_pages(&profile).unwrap();
            for (letter, code_page) in ('A'..).zip(CodePage::ALL) {
                for number in [0, 7, 14, 64, 255] {
                    let lines = read_by(&bytes, &|n| (n == number).then_some(code_page));
                    assert!(lines.iter().all(|line| line.trim_end().chars().count() <= columns.count()), "{lines:?}");
                    let specimens = lines.iter().scan(String::new(), |label, line| {
                        if !line.starts_with(' ') {
                            *label = line.chars().take(3).collect();
                        }
                        let first = line.char_indices().skip(NUMBER).step_by(SPECIMEN);
                        let first = first.filter_map(|(at, _)| line.get(at..)?.split(' ').next());
                        Some(first.map(|specimen| (label.clone(), specimen.to_owned())).collect::<Vec<_>>())
                    });
                    let is_readable = |specimen: &str| {
                        let read = ('A'..).zip(CodePage::ALL).map(|(letter, page)| format!("{letter}:{}", word(page)));
                        read.into_iter().any(|word| word == specimen)
                    };
                    let first = specimens.flatten().find(|(_, specimen)| is_readable(specimen)).unwrap();
                    let expected = format!("{letter}:{}", word(code_page));
                    assert_eq!(first, (format!("{number:03}"), expected), "{code_page} {number}");
                }
            }
        }
    }

    #[test]
    fn it_begins_like_every_page_of_the_printer() {
        let profile = PrinterProfile { kanji_off: true, ..PrinterProfile::new(Columns::C48, CodePage::Pc737) };
        assert!(all_pages(&profile).unwrap().starts_with(b"\x1b@\x1c.\x1bt\x0e"));
    }
}
