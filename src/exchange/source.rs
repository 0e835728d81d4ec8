//! The bytes of a file, counted and digested as they are, and given on as text that rows can be cut from: UTF-16 becomes
//! UTF-8, and line ends of Unicode become those that every program knows.

use std::io::{self, Read};

use encoding_rs::{Decoder, UTF_16BE, UTF_16LE};
use sha2::{Digest as _, Sha256};

/// Bytes of a file that are changed at a time.
const CHUNK: usize = 32 * 1024;

/// How a file has to be changed before rows are cut from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Change {
    /// UTF-16 of this byte order.
    pub(super) utf16: Option<ByteOrder>,
    /// Its only line ends are U+2028, U+2029 or U+0085.
    pub(super) unicode_line_ends: bool,
}

/// Which byte of a unit of UTF-16 comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ByteOrder {
    Little,
    Big,
}

/// What a text has to go through.
struct Changing {
    decoder: Option<Decoder>,
    line_ends: bool,
    /// The beginning of a letter whose end has not come yet.
    left: Vec<u8>,
    ready: Vec<u8>,
    given: usize,
}

pub(super) struct Source<R> {
    inner: R,
    hash: Sha256,
    pulled: u64,
    ended: bool,
    /// Looked at and not given yet.
    ahead: Vec<u8>,
    changing: Option<Changing>,
}

impl<R: Read> Source<R> {
    pub(super) fn new(inner: R) -> Source<R> {
        Source { inner, hash: Sha256::new(), pulled: 0, ended: false, ahead: Vec::new(), changing: None }
    }

    /// The first bytes as they are, so many or all there are. Before anything was read.
    pub(super) fn sample(&mut self, length: usize) -> io::Result<&[u8]> {
        let mut chunk = vec![0; length];
        while self.ahead.len() < length && !self.ended {
            let room = chunk.get_mut(..length - self.ahead.len()).unwrap_or_default();
            match self.pull(room) {
                Ok(read) => self.ahead.extend_from_slice(room.get(..read).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(&self.ahead)
    }

    /// Changes what is given from here on.
    pub(super) fn change(&mut self, change: Change) {
        if change != Change::default() {
            let decoder = change.utf16.map(|order| match order {
                ByteOrder::Little => UTF_16LE.new_decoder_with_bom_removal(),
                ByteOrder::Big => UTF_16BE.new_decoder_with_bom_removal(),
            });
            let line_ends = change.unicode_line_ends;
            self.changing = Some(Changing { decoder, line_ends, left: Vec::new(), ready: Vec::new(), given: 0 });
        }
    }

    /// Bytes read of a file that is changed on its way; nothing of one that is given as it is.
    pub(super) fn pulled(&self) -> Option<u64> {
        self.changing.is_some().then_some(self.pulled)
    }

    /// SHA-256 of the file, once its end was met.
    pub(super) fn sha256(&self) -> Option<[u8; 32]> {
        self.ended.then(|| self.hash.clone().finalize().into())
    }

    fn pull(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.hash.update(into.get(..read).unwrap_or_default());
        self.pulled += u64::try_from(read).unwrap_or(u64::MAX);
        self.ended |= read == 0 && !into.is_empty();
        Ok(read)
    }

    fn raw(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.ahead.is_empty() {
            return if self.ended { Ok(0) } else { self.pull(into) };
        }
        let read = into.len().min(self.ahead.len());
        into.iter_mut().zip(self.ahead.drain(..read)).for_each(|(place, byte)| *place = byte);
        Ok(read)
    }
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let Some(mut changing) = self.changing.take() else { return self.raw(into) };
        let given = self.read_changed(&mut changing, into);
        self.changing = Some(changing);
        given
    }
}

impl<R: Read> Source<R> {
    fn read_changed(&mut self, changing: &mut Changing, into: &mut [u8]) -> io::Result<usize> {
        let mut chunk = vec![0; CHUNK];
        while changing.given == changing.ready.len() && !(self.ended && self.ahead.is_empty()) {
            let read = self.raw(&mut chunk)?;
            let last = self.ended && self.ahead.is_empty();
            changing.take(chunk.get(..read).unwrap_or_default(), last);
        }
        let left = changing.ready.get(changing.given..).unwrap_or_default();
        let given = left.len().min(into.len());
        into.iter_mut().zip(left).for_each(|(place, byte)| *place = *byte);
        changing.given += given;
        Ok(given)
    }
}

impl Changing {
    /// Makes the next bytes ready.
    fn take(&mut self, bytes: &[u8], last: bool) {
        self.ready.clear();
        self.given = 0;
        let mut text = std::mem::take(&mut self.left);
        match &mut self.decoder {
            None => text.extend_from_slice(bytes),
            Some(decoder) => {
                // The decoder keeps half units itself.
                let mut decoded = String::with_capacity(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(0));
                let (_, _, _) = decoder.decode_to_string(bytes, &mut decoded, last);
                text.extend_from_slice(decoded.as_bytes());
            }
        }
        if self.line_ends {
            self.left = if last { Vec::new() } else { cut_begun_letter(&mut text) };
            text = with_plain_line_ends(&text);
        }
        self.ready = text;
    }
}

/// Takes away the beginning of a line end whose rest has not come.
fn cut_begun_letter(text: &mut Vec<u8>) -> Vec<u8> {
    let begun = match text.as_slice() {
        [.., 0xE2, 0x80] => 2,
        [.., 0xE2 | 0xC2] => 1,
        _ => 0,
    };
    text.split_off(text.len() - begun)
}

fn with_plain_line_ends(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    loop {
        rest = match rest {
            [0xE2, 0x80, 0xA8 | 0xA9, rest @ ..] | [0xC2, 0x85, rest @ ..] => {
                out.push(b'\n');
                rest
            }
            [other, rest @ ..] => {
                out.push(*other);
                rest
            }
            [] => return out,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time, so that every letter comes in parts.
    struct Drops<'a>(&'a [u8]);

    impl Read for Drops<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let one = into.len().min(1);
            self.0.read(&mut into[..one])
        }
    }

    fn changed(bytes: &[u8], change: Change) -> String {
        let mut source = Source::new(Drops(bytes));
        assert_eq!(source.sample(3).unwrap(), &bytes[..3]);
        source.change(change);
        let mut text = String::new();
        source.read_to_string(&mut text).unwrap();
        let whole: [u8; 32] = Sha256::digest(bytes).into();
        assert_eq!(source.sha256(), Some(whole));
        text
    }

    #[test]
    fn utf_16_of_either_order_becomes_the_same_text() {
        let text = "Άννα;€;𝄞\r\nδύο";
        for (order, marked) in [(ByteOrder::Little, false), (ByteOrder::Big, true), (ByteOrder::Little, true)] {
            let marked = if marked { format!("\u{feff}{text}") } else { text.to_owned() };
            let bytes: Vec<u8> = marked
                .encode_utf16()
                .flat_map(|unit| if order == ByteOrder::Big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect();
            assert_eq!(changed(&bytes, Change { utf16: Some(order), ..Change::default() }), text);
        }
    }

    #[test]
    fn line_ends_of_unicode_become_plain_ones_and_letters_beside_them_stay() {
        let text = "α\u{2028}β\u{2029}γ\u{85}’\u{2026}Â\u{c2}";
        let change = Change { unicode_line_ends: true, ..Change::default() };
        assert_eq!(changed(text.as_bytes(), change), "α\nβ\nγ\n’\u{2026}Â\u{c2}");
        assert_eq!(changed(text.as_bytes(), Change::default()), text);
    }
}
