//! How a file of debts is laid out. No public layout of the municipality's system exists, so the layout is a
//! setting (`[import.debts]`), and this is the documented default:
//!
//! | key | default | meaning |
//! |---|---|---|
//! | `encoding` | `utf-8` | `utf-8` (with or without its mark), `windows-1253` or `iso-8859-7` |
//! | `separator` | `;` | one character of ASCII between cells |
//! | `decimal` | `,` | `,` or `.`; the other one may group thousands |
//! | `date` | `%d/%m/%Y` | a chrono pattern that gives year, month and day |
//! | `cancelled_words` | `Ακυρωμένη`, `Διαγραμμένη` | what the status cell of a withdrawn debt says, case and accents apart |
//! | `columns` | below | which header names which field |
//!
//! | field | default header | cell |
//! |---|---|---|
//! | `external_id` | `Αριθμός Οφειλής` | needed; the number by which a debt is loaded once |
//! | `name` | `Ονοματεπώνυμο` | needed |
//! | `revenue_code` | `ΚΑΕ` | needed |
//! | `description` | `Περιγραφή` | needed |
//! | `year` | `Έτος` | needed; fiscal year, 1950 to 2100 |
//! | `capital` | `Κεφάλαιο` | needed; may be zero where there is a surcharge |
//! | `afm` | `ΑΦΜ` | empty or zeros: the debtor has none |
//! | `rf` | `RF` | empty: the debt has none |
//! | `rf_valid_until` | `Ισχύς RF έως` | date |
//! | `list_no` | `Χρηματικός Κατάλογος` | text |
//! | `due` | `Λήξη` | date |
//! | `surcharge` | `Προσαυξήσεις` | amount; empty is zero |
//! | `surcharge_as_of` | `Υπολογισμός έως` | date |
//! | `instalment` | `Δόση` | whole number from 1; such a debt is paid whole |
//! | `status` | `Κατάσταση` | one of `cancelled_words`, or anything else for a debt that stands |
//!
//! The first row holds the headers; their order is free and further columns are ignored. A column that is not
//! needed may be missing from the file, and a mapping turns it off with an empty header (`afm = ""`). A cell
//! may be quoted with `"`, and then hold separators, line ends and doubled quotes.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use thiserror::Error;

use crate::domain::money::DecimalMark;

use super::dates::DateFormat;

pub use super::columns::{Columns, Field};

/// How the bytes of a file spell letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without a byte-order mark.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// Windows' Greek.
    #[serde(rename = "windows-1253")]
    Windows1253,
    /// ISO Greek, with the euro sign of its 2003 edition.
    #[serde(rename = "iso-8859-7")]
    Iso8859_7,
}

impl Encoding {
    /// All of them.
    pub const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Windows1253, Encoding::Iso8859_7];

    /// The word of the configuration.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Windows1253 => "windows-1253",
            Encoding::Iso8859_7 => "iso-8859-7",
        }
    }

    pub(super) fn codec(self) -> &'static encoding_rs::Encoding {
        match self {
            Encoding::Utf8 => encoding_rs::UTF_8,
            Encoding::Windows1253 => encoding_rs::WINDOWS_1253,
            Encoding::Iso8859_7 => encoding_rs::ISO_8859_7,
        }
    }
}

/// The layout of one kind of file. `Default` is the documented one; a key left out keeps its default.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// How letters are spelt.
    pub encoding: Encoding,
    /// Between cells: one character of ASCII that is no letter, digit, quote or line end.
    #[serde(deserialize_with = "read_separator")]
    pub separator: char,
    /// The decimal mark of amounts.
    #[serde(deserialize_with = "read_decimal")]
    pub decimal: DecimalMark,
    /// Chrono pattern of dates, such as `%d/%m/%Y`.
    #[serde(deserialize_with = "read_date")]
    pub date: String,
    /// What the status cell of a withdrawn debt says; compared without case and accents.
    pub cancelled_words: Vec<String>,
    /// Which header names which field.
    pub columns: Columns,
}

impl Default for Mapping {
    fn default() -> Mapping {
        Mapping {
            encoding: Encoding::Utf8,
            separator: ';',
            decimal: DecimalMark::Comma,
            date: "%d/%m/%Y".to_owned(),
            cancelled_words: vec!["Ακυρωμένη".to_owned(), "Διαγραμμένη".to_owned()],
            columns: Columns::default(),
        }
    }
}

impl Mapping {
    /// Whether it can be used. A mapping from the configuration file was checked while it was read; this is for
    /// one that was put together in code.
    ///
    /// # Errors
    /// Names the key: see [`MappingError`].
    pub fn check(&self) -> Result<(), MappingError> {
        usable_separator(self.separator)?;
        DateFormat::compile(&self.date)?;
        match Field::ALL.into_iter().find(|field| field.is_needed() && self.columns.header(*field).is_none()) {
            Some(field) => Err(MappingError::NeededColumn(field.word())),
            None => Ok(()),
        }
    }
}

/// Why a mapping cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MappingError {
    /// A letter, a digit, a quote, a line end or not ASCII.
    #[error("{0:?} cannot separate cells")]
    Separator(char),
    /// Not a chrono pattern, or one that does not give year, month and day.
    #[error("{0:?} is not a date pattern with year, month and day")]
    Date(String),
    /// A field that every debt has was given no header.
    #[error("the column {0:?} needs a header")]
    NeededColumn(&'static str),
}

fn usable_separator(separator: char) -> Result<(), MappingError> {
    let printable = separator.is_ascii_graphic() && !separator.is_ascii_alphanumeric() && separator != '"';
    if printable || separator == '\t' { Ok(()) } else { Err(MappingError::Separator(separator)) }
}

fn read_separator<'de, D: Deserializer<'de>>(input: D) -> Result<char, D::Error> {
    let separator = char::deserialize(input)?;
    usable_separator(separator).map_err(D::Error::custom)?;
    Ok(separator)
}

fn read_decimal<'de, D: Deserializer<'de>>(input: D) -> Result<DecimalMark, D::Error> {
    match char::deserialize(input)? {
        ',' => Ok(DecimalMark::Comma),
        '.' => Ok(DecimalMark::Point),
        other => Err(D::Error::custom(format!("{other:?} is no decimal mark: \",\" or \".\""))),
    }
}

fn read_date<'de, D: Deserializer<'de>>(input: D) -> Result<String, D::Error> {
    let pattern = String::deserialize(input)?;
    DateFormat::compile(&pattern).map_err(D::Error::custom)?;
    Ok(pattern)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OF_THE_CONTRACT: &str = r#"
encoding = "utf-8"
separator = ";"
decimal = ","
date = "%d/%m/%Y"
columns = { afm = "ΑΦΜ", name = "Ονοματεπώνυμο", rf = "RF", revenue_code = "ΚΑΕ", description = "Περιγραφή", year = "Έτος", list_no = "Χρηματικός Κατάλογος", due = "Λήξη", capital = "Κεφάλαιο", surcharge = "Προσαυξήσεις", surcharge_as_of = "Υπολογισμός έως", external_id = "Αριθμός Οφειλής" }
"#;

    #[test]
    fn the_default_is_the_documented_layout() {
        assert_eq!(toml::from_str::<Mapping>(OF_THE_CONTRACT).unwrap(), Mapping::default());
        assert_eq!(toml::from_str::<Mapping>("").unwrap(), Mapping::default());
        Mapping::default().check().unwrap();
    }

    #[test]
    fn a_mapping_of_another_system_is_read() {
        let text = "encoding = \"windows-1253\"\nseparator = \"\\t\"\ndecimal = \".\"\ndate = \"%y%m%d\"\n\
                    columns = { name = \"NAME\", afm = \"\" }";
        let mapping: Mapping = toml::from_str(text).unwrap();
        assert_eq!(mapping.encoding, Encoding::Windows1253);
        assert_eq!((mapping.separator, mapping.decimal), ('\t', DecimalMark::Point));
        assert_eq!(mapping.columns.header(Field::Name), Some("NAME"));
        assert_eq!(mapping.columns.header(Field::Afm), None);
        assert_eq!(mapping.columns.header(Field::Year), Some("Έτος"));
    }

    #[test]
    fn a_bad_value_or_an_unknown_key_is_refused_at_its_line() {
        for (line, bad) in [
            (1, "separator = \";;\""),
            (1, "separator = \"\\\"\""),
            (1, "separator = \"ω\""),
            (1, "decimal = \"·\""),
            (2, "\ndate = \"%d/%m\""),
            (2, "\ndate = \"%Q\""),
            (1, "date = \"%d/%m/%Y %z\""),
            (1, "encoding = \"latin1\""),
            (1, "colums = {}"),
            (2, "[columns]\nfoo = \"x\""),
            (2, "[columns]\nname = \" \""),
        ] {
            let error = toml::from_str::<Mapping>(bad).unwrap_err();
            let start = error.span().expect("a place").start;
            assert_eq!(bad[..start].matches('\n').count() + 1, line, "{bad}: {error}");
        }
    }

    #[test]
    fn a_mapping_made_in_code_is_checked_too() {
        let broken = |change: fn(&mut Mapping)| {
            let mut mapping = Mapping::default();
            change(&mut mapping);
            mapping.check().unwrap_err()
        };
        assert_eq!(broken(|m| m.separator = '\n'), MappingError::Separator('\n'));
        assert_eq!(broken(|m| m.date = "%m".to_owned()), MappingError::Date("%m".to_owned()));
        assert_eq!(broken(|m| m.columns.name = " ".to_owned()), MappingError::NeededColumn("name"));
    }
}
