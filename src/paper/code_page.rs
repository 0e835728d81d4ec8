//! The single-byte code pages of thermal printers: which byte a printer wants for a character. Facts only;
//! what to print instead of a character that a page lacks is decided in `substitute`.

use std::fmt;
use std::sync::LazyLock;

use encoding_rs::{Encoding, ISO_8859_7, WINDOWS_1253};

use crate::domain::code_tables::{IBM_737, IBM_869, UNUSED};
use crate::domain::worded::worded;

worded! {
    /// A code page with Greek letters.
    pub enum CodePage {
        /// IBM 737, Greek for DOS. No ΐ, ΰ, guillemets, euro or dashes.
        Pc737 = "PC737",
        /// Windows-1253.
        Wpc1253 = "WPC1253",
        /// ISO 8859-7 in its 2003 edition.
        Iso8859_7 = "ISO8859-7",
        /// IBM 869, as Windows has it, with the euro where some printers put it.
        Pc869 = "PC869",
        /// IBM 851. No Ϊ and Ϋ.
        Pc851 = "PC851",
    }
}

/// 0x80..=0xFF of IBM 851, after IBM's own table (`ibm-851_P100-1995`). Some tables that go back to RFC 1345 swap
/// Μ and Ν at 0xB7 and 0xB8; IBM's does not.
const PC851: &str = "\
    ÇüéâäàΆçêëèïîΈÄΉ\
    Ί\u{fffd}ΌôöΎûùΏÖÜά£έήί\
    ϊΐόύΑΒΓΔΕΖΗ½ΘΙ«»\
    ░▒▓│┤ΚΛΜΝ╣║╗╝ΞΟ┐\
    └┴┬├─┼ΠΡ╚╔╩╦╠═╬Σ\
    ΤΥΦΧΨΩαβγ┘┌█▄δε▀\
    ζηθικλμνξοπρσςτ´\
    \u{ad}±υφχ§ψ¸°¨ωϋΰώ■\u{a0}\
";

/// One page, ready to look things up in both directions.
struct Table {
    /// 0x80..=0xFF.
    high: Vec<char>,
    /// The same by character, sorted.
    by_character: Vec<(char, u8)>,
}

impl Table {
    fn new(high: Vec<char>) -> Table {
        let mut by_character: Vec<(char, u8)> =
            high.iter().copied().zip(0x80..=0xff).filter(|(character, _)| *character != UNUSED).collect();
        by_character.sort_unstable();
        Table { high, by_character }
    }

    fn literal(high: &str) -> Table {
        Table::new(high.chars().collect())
    }

    /// The table of a page that `encoding_rs` has. What the web gives the bytes that the page leaves open
    /// (control characters) is nothing that a printer prints.
    fn of_encoding(encoding: &'static Encoding) -> Table {
        let one = |byte: u8| {
            let text = encoding.decode_without_bom_handling_and_without_replacement(&[byte])?.into_owned();
            text.chars().next().filter(|character| !character.is_control())
        };
        Table::new((0x80..=0xff).map(|byte| one(byte).unwrap_or(UNUSED)).collect())
    }
}

static TABLE_737: LazyLock<Table> = LazyLock::new(|| Table::literal(IBM_737));
static TABLE_851: LazyLock<Table> = LazyLock::new(|| Table::literal(PC851));
static TABLE_869: LazyLock<Table> = LazyLock::new(|| Table::literal(IBM_869));
static TABLE_1253: LazyLock<Table> = LazyLock::new(|| Table::of_encoding(WINDOWS_1253));
static TABLE_8859_7: LazyLock<Table> = LazyLock::new(|| Table::of_encoding(ISO_8859_7));

impl CodePage {
    /// The page of a configuration's word (`PC737`, `WPC1253`, `ISO8859-7`, `PC869`, `PC851`), any case.
    pub fn parse(word: &str) -> Option<CodePage> {
        CodePage::ALL.into_iter().find(|page| page.word().eq_ignore_ascii_case(word.trim()))
    }

    /// Its number for `ESC t` on Epson printers; other makers use others, so the number is a setting.
    pub fn default_number(self) -> u8 {
        match self {
            CodePage::Pc737 => 14,
            CodePage::Wpc1253 => 47,
            CodePage::Iso8859_7 => 15,
            CodePage::Pc869 => 38,
            CodePage::Pc851 => 11,
        }
    }

    /// The byte of a printable character; nothing where the page lacks it. Control characters have none, so no
    /// text can carry a command to the printer.
    pub fn encode(self, character: char) -> Option<u8> {
        if matches!(character, ' '..='~') {
            return u8::try_from(character).ok();
        }
        let by_character = &self.table().by_character;
        let place = by_character.binary_search_by_key(&character, |(known, _)| *known).ok()?;
        by_character.get(place).map(|(_, byte)| *byte)
    }

    /// The character of a byte; U+FFFD where the page has none. Bytes below 0x80 are ASCII.
    pub fn decode(self, byte: u8) -> char {
        match byte.checked_sub(0x80) {
            None => char::from(byte),
            Some(place) => self.table().high.get(usize::from(place)).copied().unwrap_or(UNUSED),
        }
    }

    /// Whether every printer with this page has the euro sign in it. Firmware older than 2003 has none in
    /// ISO 8859-7, and only some printers have one in PC869.
    pub fn has_euro_everywhere(self) -> bool {
        self == CodePage::Wpc1253
    }

    fn table(self) -> &'static Table {
        match self {
            CodePage::Pc737 => &TABLE_737,
            CodePage::Wpc1253 => &TABLE_1253,
            CodePage::Iso8859_7 => &TABLE_8859_7,
            CodePage::Pc869 => &TABLE_869,
            CodePage::Pc851 => &TABLE_851,
        }
    }
}

impl fmt::Display for CodePage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}
