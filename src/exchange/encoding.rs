//! How the bytes of a file spell letters. In each of them the separator, quotes and line ends are those of ASCII.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::domain::code_tables::{IBM_737, IBM_869, UNUSED};
use crate::domain::worded::worded;

worded! {
    /// An encoding that a mapping can name.
    #[derive(Default)]
    pub enum Encoding {
        /// UTF-8, with or without a byte-order mark.
        #[default]
        Utf8 = "utf-8",
        /// Windows' Greek.
        Windows1253 = "windows-1253",
        /// ISO Greek, with the euro sign of its 2003 edition.
        Iso8859_7 = "iso-8859-7",
        /// The Greek of DOS.
        Cp737 = "cp737",
        /// IBM's modern Greek.
        Cp869 = "cp869",
    }
}

impl Encoding {
    /// The text that bytes spell; nothing where one of them is no letter of this encoding.
    pub fn decode(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        match self.spelling() {
            Spelling::Codec(codec) => codec.decode_without_bom_handling_and_without_replacement(bytes),
            Spelling::Table(upper) => {
                let letters = bytes.iter().map(|byte| letter(upper, *byte));
                letters.collect::<Option<String>>().map(Cow::Owned)
            }
        }
    }

    /// The bytes that spell a text; nothing where a letter of it is not in this encoding.
    pub fn encode(self, text: &str) -> Option<Cow<'_, [u8]>> {
        match self.spelling() {
            Spelling::Codec(codec) => {
                let (bytes, _, lost) = codec.encode(text);
                (!lost).then_some(bytes)
            }
            Spelling::Table(upper) => text.chars().map(|c| byte(upper, c)).collect::<Option<Vec<u8>>>().map(Cow::Owned),
        }
    }

    fn spelling(self) -> Spelling {
        match self {
            Encoding::Utf8 => Spelling::Codec(encoding_rs::UTF_8),
            Encoding::Windows1253 => Spelling::Codec(encoding_rs::WINDOWS_1253),
            Encoding::Iso8859_7 => Spelling::Codec(encoding_rs::ISO_8859_7),
            Encoding::Cp737 => Spelling::Table(&UPPER_737),
            Encoding::Cp869 => Spelling::Table(&UPPER_869),
        }
    }
}

enum Spelling {
    Codec(&'static encoding_rs::Encoding),
    /// The letters of 0x80 to 0xFF; below it is ASCII.
    Table(&'static [char]),
}

static UPPER_737: LazyLock<Vec<char>> = LazyLock::new(|| IBM_737.chars().collect());
static UPPER_869: LazyLock<Vec<char>> = LazyLock::new(|| IBM_869.chars().collect());

fn letter(upper: &[char], byte: u8) -> Option<char> {
    match byte.checked_sub(0x80) {
        None => Some(char::from(byte)),
        Some(place) => upper.get(usize::from(place)).copied().filter(|letter| *letter != UNUSED),
    }
}

fn byte(upper: &[char], letter: char) -> Option<u8> {
    if letter.is_ascii() {
        return u8::try_from(letter).ok();
    }
    let place = upper.iter().position(|known| *known == letter && letter != UNUSED)?;
    u8::try_from(place + 0x80).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_that_an_encoding_knows_comes_back_and_each_word_names_its_encoding() {
        for encoding in Encoding::ALL {
            assert_eq!(Encoding::from_word(encoding.word()), Some(encoding));
            let known = (0..=255u8).filter(|byte| {
                let Some(text) = encoding.decode(std::slice::from_ref(byte)) else { return false };
                assert_eq!(
                    encoding.encode(&text).as_deref(),
                    Some(std::slice::from_ref(byte)),
                    "{encoding:?} {byte:x}"
                );
                true
            });
            let count = known.count();
            assert!(count == 256 || count == 128 || (240..256).contains(&count), "{encoding:?} {count}");
        }
    }

    #[test]
    fn greek_is_spelt_as_the_tables_of_dos_have_it() {
        assert_eq!(Encoding::Cp737.decode(b"\x80\x98\xe1\xaa;").as_deref(), Some("Ααάς;"));
        assert_eq!(Encoding::Cp869.decode(b"\xa4\xd6\x9b\xed;").as_deref(), Some("Ααάς;"));
        assert_eq!(Encoding::Cp869.decode(b"\x80"), None);
        assert_eq!(Encoding::Cp737.encode("«"), None);
    }
}
