//! What a file is, told from its first bytes before any row is read: a workbook, UTF-16, or text of another
//! encoding than the mapping says. Only what cannot be a coincidence is refused.

use super::cells::{Row, Scan, scan};
use super::file_error::{FileError, FileKind};
use super::mapping::Encoding;

/// The mark that some programs put before UTF-8.
pub(super) const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

const MAGIC: [(&[u8], FileKind); 4] = [
    (b"PK\x03\x04", FileKind::Xlsx),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", FileKind::Xls),
    (b"%PDF-", FileKind::Pdf),
    (b"\x1F\x8B", FileKind::Gzip),
];

/// Separators that programs write, tried when the mapping's gives no header.
const SEPARATORS: [char; 4] = [';', ',', '\t', '|'];

/// Refuses what is no text, and text that is surely of another encoding.
///
/// # Errors
/// [`FileError::Empty`], [`FileError::NotText`], [`FileError::Utf16`] or [`FileError::WrongEncoding`].
pub(super) fn check(sample: &[u8], configured: Encoding) -> Result<(), FileError> {
    if let Some((_, kind)) = MAGIC.into_iter().find(|(magic, _)| sample.starts_with(magic)) {
        return Err(FileError::NotText(kind));
    }
    if sample.starts_with(b"\xFF\xFE") || sample.starts_with(b"\xFE\xFF") {
        return Err(FileError::Utf16);
    }
    if sample.contains(&0) {
        return Err(FileError::NotText(FileKind::Binary));
    }
    if sample.strip_prefix(UTF8_MARK).unwrap_or(sample).iter().all(|b| b.is_ascii_whitespace()) {
        return Err(FileError::Empty);
    }
    match surely(sample, configured) {
        Some(likely) if likely != configured => Err(FileError::WrongEncoding { configured, likely }),
        _ => Ok(()),
    }
}

/// The encoding that the bytes give away, where they do.
fn surely(sample: &[u8], configured: Encoding) -> Option<Encoding> {
    let utf8 = Utf8Evidence::of(sample);
    match configured {
        // One row of another encoding within UTF-8 is that row's fault; a file that has nothing but is not.
        Encoding::Utf8 if utf8.greek == 0 && greek_word(sample) => Some(of_one_byte(sample)),
        Encoding::Utf8 => None,
        // Greek text of one byte a letter is never, by chance, UTF-8 throughout.
        _ if sample.starts_with(UTF8_MARK) || (utf8.greek > 0 && utf8.throughout) => Some(Encoding::Utf8),
        Encoding::Windows1253 if has_initial_alpha(sample, ISO_ALPHA) => Some(of_one_byte(sample)),
        Encoding::Iso8859_7 if has_windows_bytes(sample) => Some(Encoding::Windows1253),
        Encoding::Windows1253 | Encoding::Iso8859_7 => None,
    }
}

/// Which of the two one-byte encodings: they are the same but for a few signs and the letter Ά.
fn of_one_byte(sample: &[u8]) -> Encoding {
    if has_initial_alpha(sample, ISO_ALPHA) && !has_windows_bytes(sample) {
        Encoding::Iso8859_7
    } else {
        Encoding::Windows1253
    }
}

/// What one row's bytes look like that are no text in the mapping's encoding.
pub(super) fn likely_of(bytes: &[u8], configured: Encoding) -> Option<Encoding> {
    (configured == Encoding::Utf8 && greek_word(bytes)).then(|| of_one_byte(bytes))
}

const WINDOWS_ALPHA: u8 = 0xA2;
const ISO_ALPHA: u8 = 0xB6;

/// Signs that only Windows has, or its Ά where ISO has an apostrophe.
fn has_windows_bytes(sample: &[u8]) -> bool {
    sample.iter().any(|b| (0x80..=0x9F).contains(b)) || has_initial_alpha(sample, WINDOWS_ALPHA)
}

/// Whether the byte stands before a small Greek letter at the start of a word, as Ά does in «Άννα». In the other
/// encoding it is `¶` or an apostrophe, which do not.
fn has_initial_alpha(sample: &[u8], alpha: u8) -> bool {
    let starts_word = |before: Option<&u8>| before.is_none_or(|b| b.is_ascii() && !b.is_ascii_alphanumeric());
    sample.windows(2).enumerate().any(|(place, pair)| {
        matches!(pair, [first, 0xDC..=0xFE] if *first == alpha)
            && starts_word(place.checked_sub(1).and_then(|before| sample.get(before)))
    })
}

/// Two Greek letters of one byte each beside each other, which UTF-8 never has.
fn greek_word(sample: &[u8]) -> bool {
    sample.windows(2).any(|pair| matches!(pair, [0xC1..=0xFE, 0xC1..=0xFE]))
}

struct Utf8Evidence {
    /// Greek letters in it.
    greek: usize,
    /// Whether all of it is UTF-8 (a letter cut by the sample's end apart).
    throughout: bool,
}

impl Utf8Evidence {
    fn of(sample: &[u8]) -> Utf8Evidence {
        let mut evidence = Utf8Evidence { greek: 0, throughout: true };
        let mut chunks = sample.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            evidence.greek += chunk.valid().chars().filter(|c| ('\u{370}'..='\u{3ff}').contains(c)).count();
            evidence.throughout &= chunk.invalid().is_empty() || chunks.peek().is_none();
        }
        evidence
    }
}

/// Why a header lacks columns, where another separator or encoding would give them all. `complete` says whether
/// it has what every debt needs.
pub(super) fn other_layout(
    sample: &[u8],
    encoding: Encoding,
    separator: char,
    complete: impl Fn(&[String]) -> bool,
) -> Option<FileError> {
    let fits = |encoding, separator| header(sample, encoding, separator).is_some_and(|names| complete(&names));
    let others = SEPARATORS.into_iter().filter(|other| *other != separator);
    for likely in others {
        if fits(encoding, likely) {
            return Some(FileError::WrongSeparator { configured: separator, likely });
        }
    }
    let found = |likely: &Encoding| fits(*likely, separator);
    let likely = Encoding::ALL.into_iter().filter(|other| *other != encoding).find(found)?;
    let likely = if likely == Encoding::Utf8 { likely } else { of_one_byte(sample) };
    Some(FileError::WrongEncoding { configured: encoding, likely })
}

fn header(sample: &[u8], encoding: Encoding, separator: char) -> Option<Vec<String>> {
    let start = sample.iter().position(|b| !matches!(b, b'\r' | b'\n'))?;
    let mut row = Row::default();
    match scan(sample.get(start..)?, true, u8::try_from(separator).ok()?, &mut row) {
        Scan::Row { .. } => header_names(&row, encoding),
        _ => None,
    }
}

/// The names in a header row, white space put right; nothing when they are no text in the encoding.
pub(super) fn header_names(row: &Row, encoding: Encoding) -> Option<Vec<String>> {
    row.cells()
        .map(|cell| {
            let text = encoding.codec().decode_without_bom_handling_and_without_replacement(cell)?;
            Some(plain_header(&text))
        })
        .collect()
}

/// A header as it is compared: single spaces, none around.
pub(super) fn plain_header(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
