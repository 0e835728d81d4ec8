//! ESC/POS bytes back to text: what stands on the paper, without a printer.

use crate::paper::code_page::CodePage;
use crate::paper::text::{CUT_MARK, half_of_wide, qr_as_text};

const LF: u8 = 0x0a;
const DLE: u8 = 0x10;
const ESC: u8 = 0x1b;
const FS: u8 = 0x1c;
const GS: u8 = 0x1d;

/// Reads printed bytes back: text in a code page, each line ended by a line feed, QR codes as their text and
/// cuts as a dashed line. Commands that only change the look are passed over; a byte without a character, or
/// one that belongs to no known command, becomes U+FFFD. Truncated bytes give what came before.
pub fn decode_text(bytes: &[u8], code_page: CodePage) -> String {
    let mut out = String::new();
    // Where letters of double width began on this line.
    let mut wide: Option<usize> = None;
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        let used = match *first {
            ESC => escape(after, &mut out),
            GS if after.first() == Some(&b'!') => {
                centre_wide(&mut out, wide.take());
                wide = after.get(1).filter(|size| **size >= 0x10).map(|_| out.len());
                2
            }
            GS => group(after, &mut out),
            // Real-time requests print nothing.
            DLE => 2,
            FS => two_byte_mode(after),
            LF => {
                centre_wide(&mut out, wide.take());
                out.push('\n');
                0
            }
            b'\r' => 0,
            0..0x20 | 0x7f => {
                out.push(char::REPLACEMENT_CHARACTER);
                0
            }
            byte => {
                out.push(code_page.decode(byte));
                0
            }
        };
        rest = after.get(used..).unwrap_or_default();
    }
    out
}

/// A centred line of double width begins further in where each of its letters takes one column.
fn centre_wide(out: &mut String, wide: Option<usize>) {
    let Some((before, text)) = wide.and_then(|start| out.split_at_checked(start)) else { return };
    let indent = before.rsplit('\n').next().filter(|line| line.bytes().all(|b| b == b' ')).map_or(0, str::len);
    let place = before.len();
    out.insert_str(place, &" ".repeat(half_of_wide(indent, text.chars().count())));
}

/// After ESC: how many bytes the command takes.
fn escape(after: &[u8], out: &mut String) -> usize {
    match after.first() {
        None | Some(b'@' | b'2') => 1,
        Some(b'd' | b'J') => {
            let lines = if after.first() == Some(&b'd') { after.get(1).copied().unwrap_or(0) } else { 0 };
            out.extend(std::iter::repeat_n('\n', usize::from(lines)));
            2
        }
        Some(b'p') => 4,
        Some(_) => 2,
    }
}

/// After FS, whose commands are of the two-byte mode and print nothing: how many bytes the command takes.
fn two_byte_mode(after: &[u8]) -> usize {
    match after.first() {
        Some(b'.' | b'&') => 1,
        Some(b'S') => 3,
        _ => 2,
    }
}

/// After GS: how many bytes the command takes.
fn group(after: &[u8], out: &mut String) -> usize {
    match after {
        [b'V', form, ..] => {
            out.push_str(CUT_MARK);
            out.push('\n');
            // The forms of 65 and above carry a feed.
            if *form >= 65 { 3 } else { 2 }
        }
        [b'(', _, low, high, ..] => {
            let length = usize::from(*low) + usize::from(*high) * 256;
            // Function 180 of `GS ( k` stores the text of a QR code.
            if let Some([49, 80, 48, data @ ..]) = after.get(4..4 + length) {
                out.push_str(&qr_as_text(&String::from_utf8_lossy(data)));
            }
            4 + length
        }
        [b'L' | b'W' | b'P', ..] => 3,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::decode_text;
    use crate::paper::code_page::CodePage;

    #[test]
    fn truncated_commands_end_the_text_without_a_panic() {
        for bytes in [&b"\x1b"[..], b"\x1bt", b"\x1d", b"\x1d(k", b"\x1d(k\xff\xff1P0ab", b"\x1dV", b"\x10"] {
            let mut all = b"ab\n".to_vec();
            all.extend_from_slice(bytes);
            assert!(decode_text(&all, CodePage::Pc737).starts_with("ab\n"));
        }
    }

    #[test]
    fn turning_the_two_byte_mode_off_takes_nothing_of_the_text_with_it() {
        assert_eq!(decode_text(b"\x1b@\x1c.\x1bt\x0eab\x1c&c\x1cS\x01\x02d\x1c-\x01e\n", CodePage::Pc737), "abcde\n");
    }

    #[test]
    fn a_stray_control_byte_is_shown_and_not_dropped() {
        assert_eq!(decode_text(b"a\x01b", CodePage::Pc737), "a\u{fffd}b");
    }
}
