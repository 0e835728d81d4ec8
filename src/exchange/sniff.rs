//! What a file is, told from its first bytes before any row is read: a workbook, UTF-16, or text of another
//! encoding than the mapping says. Only what cannot be a coincidence is refused.

use super::encoding::Encoding;
use super::file_error::{FileError, FileKind};
use super::guess::{guess, has_iso_alpha, has_windows_bytes, of_windows_or_iso};
use super::header;
use super::source::{ByteOrder, Change};

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

/// How the file has to be changed before rows are cut from it.
pub(super) fn change_of(sample: &[u8], configured: Encoding) -> Change {
    let utf16 = byte_order(sample);
    let text = match utf16 {
        Some(ByteOrder::Little) => encoding_rs::UTF_16LE.decode(sample).0,
        Some(ByteOrder::Big) => encoding_rs::UTF_16BE.decode(sample).0,
        None if configured == Encoding::Utf8 => String::from_utf8_lossy(sample),
        None => return Change::default(),
    };
    let has_plain = text.contains(['\n', '\r']);
    Change { utf16, unicode_line_ends: !has_plain && text.contains(['\u{2028}', '\u{2029}', '\u{85}']) }
}

/// UTF-16, by its mark or by the zeros and threes that Greek and ASCII have in every second byte.
fn byte_order(sample: &[u8]) -> Option<ByteOrder> {
    match sample {
        [0xFF, 0xFE, ..] => return Some(ByteOrder::Little),
        [0xFE, 0xFF, ..] => return Some(ByteOrder::Big),
        _ => {}
    }
    let (pairs, _) = sample.as_chunks::<2>();
    let is_high = |byte: u8| byte <= 0x21;
    let (zeros_first, zeros_second) =
        pairs.iter().fold((0, 0), |(a, b), [x, y]| (a + usize::from(*x == 0), b + usize::from(*y == 0)));
    match (zeros_first, zeros_second) {
        (0, 1..) if pairs.iter().all(|[_, high]| is_high(*high)) => Some(ByteOrder::Little),
        (1.., 0) if pairs.iter().all(|[high, _]| is_high(*high)) => Some(ByteOrder::Big),
        _ => None,
    }
}

/// Refuses what is no text, and text that is surely of another encoding.
///
/// # Errors
/// [`FileError::Empty`], [`FileError::NotText`] or [`FileError::WrongEncoding`].
pub(super) fn check(sample: &[u8], configured: Encoding) -> Result<(), FileError> {
    if let Some((_, kind)) = MAGIC.into_iter().find(|(magic, _)| sample.starts_with(magic)) {
        return Err(FileError::NotText(kind));
    }
    if sample.contains(&0) {
        return Err(FileError::NotText(FileKind::Binary));
    }
    if without_mark(sample).iter().all(|b| b.is_ascii_whitespace()) {
        return Err(FileError::Empty);
    }
    match surely(sample, configured) {
        Some(likely) if likely != configured => Err(FileError::WrongEncoding { configured, likely }),
        _ => Ok(()),
    }
}

/// The bytes after a byte-order mark.
pub(super) fn without_mark(sample: &[u8]) -> &[u8] {
    sample.strip_prefix(UTF8_MARK).unwrap_or(sample)
}

/// The encoding that the bytes give away, where they do.
fn surely(sample: &[u8], configured: Encoding) -> Option<Encoding> {
    let utf8 = Utf8Evidence::of(sample);
    if configured == Encoding::Utf8 {
        // One row of another encoding within UTF-8 is that row's fault; a file that has nothing but is not.
        return if utf8.greek == 0 && !utf8.throughout { guess(sample) } else { None };
    }
    // Greek text of one byte a letter is never, by chance, UTF-8 throughout.
    if sample.starts_with(UTF8_MARK) || (utf8.greek > 0 && utf8.throughout) {
        return Some(Encoding::Utf8);
    }
    match (configured, guess(sample)) {
        (_, Some(dos @ (Encoding::Cp737 | Encoding::Cp869))) => Some(dos),
        (Encoding::Windows1253, _) if has_iso_alpha(sample) => Some(of_windows_or_iso(sample)),
        (Encoding::Iso8859_7, _) if has_windows_bytes(sample) => Some(Encoding::Windows1253),
        (Encoding::Cp737 | Encoding::Cp869, guessed) => guessed,
        _ => None,
    }
}

/// What one row's bytes look like that are no text in the mapping's encoding.
pub(super) fn likely_of(bytes: &[u8], configured: Encoding) -> Option<Encoding> {
    guess(bytes).filter(|likely| configured == Encoding::Utf8 && *likely != configured)
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
    let fits = |encoding, separator| {
        u8::try_from(separator).is_ok_and(|byte| header::find(sample, byte, encoding, &complete).is_some())
    };
    let others = SEPARATORS.into_iter().filter(|other| *other != separator);
    for likely in others {
        if fits(encoding, likely) {
            return Some(FileError::WrongSeparator { configured: separator, likely });
        }
    }
    let found = |likely: &Encoding| fits(*likely, separator);
    let likely = Encoding::ALL.into_iter().filter(|other| *other != encoding).find(found)?;
    let of_one_byte = matches!(likely, Encoding::Windows1253 | Encoding::Iso8859_7);
    let likely = if of_one_byte { of_windows_or_iso(sample) } else { likely };
    Some(FileError::WrongEncoding { configured: encoding, likely })
}
