//! How a file of debts is laid out. No public layout of the municipality's system exists, so the layout is a
//! setting (`[import.debts]`), and this is the documented default:
//!
//! | key | default | meaning |
//! |---|---|---|
//! | `encoding` | `utf-8` | `utf-8` (with or without its mark), `windows-1253`, `iso-8859-7`, `cp737` or `cp869`; UTF-16 is read under each |
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
//! | `afm` | `ΑΦΜ` | empty or zeros: says nothing; a debtor may have none |
//! | `debtor_number` | `Κωδικός Οφειλέτη` | tells debtors without ΑΦΜ apart; without it each of their debts stands alone |
//! | `rf` | `RF` | empty: the debt has none |
//! | `rf_valid_until` | `Ισχύς RF έως` | date; 31/12/9999: without end; empty: an RF that expired stays so |
//! | `list_no` | `Χρηματικός Κατάλογος` | text |
//! | `due` | `Λήξη` | date |
//! | `surcharge` | `Προσαυξήσεις` | amount; empty is zero |
//! | `surcharge_as_of` | `Υπολογισμός έως` | date |
//! | `instalment` | `Δόση` | whole number from 1; such a debt is paid whole |
//! | `status` | `Κατάσταση` | one of `cancelled_words`, or another word for a debt that stands; empty: says nothing |
//!
//! The first row holds the headers, or the first below the heading of a report that has all that are needed; their order
//! is free, further columns are ignored, and case, accents, points, spaces and letters that look alike do not count. A
//! column that is not needed may be missing from the file, and a mapping turns it off with an empty header (`afm = ""`):
//! what such a column would say stays as the books have it. A cell may be quoted with `"`, and then hold separators, line
//! ends and doubled quotes.

use thiserror::Error;

use crate::domain::money::DecimalMark;

use super::dates::DateFormat;

pub use super::columns::{Columns, Field};
pub use super::encoding::Encoding;

/// The layout of one kind of file. `Default` is the documented one; a key left out keeps its default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// How letters are spelt.
    pub encoding: Encoding,
    /// Between cells: one character of ASCII that is no letter, digit, quote or line end.
    pub separator: char,
    /// The decimal mark of amounts.
    pub decimal: DecimalMark,
    /// Chrono pattern of dates, such as `%d/%m/%Y`.
    pub date: String,
    /// What the status cell of a withdrawn debt says; compared without case and accents.
    pub cancelled_words: Vec<String>,
    /// Which header names which field.
    pub columns: Columns,
}

impl Mapping {
    /// The titles that a file under it has, as people know it by.
    pub fn titles(&self) -> Vec<&str> {
        Field::ALL.into_iter().filter_map(|field| self.columns.header(field)).collect()
    }
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
    /// Whether it can be used.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_that_cannot_be_used_is_refused_by_its_key() {
        let broken = |change: fn(&mut Mapping)| {
            let mut mapping = Mapping::default();
            change(&mut mapping);
            mapping.check().unwrap_err()
        };
        for separator in ['\n', '"', 'ω', '7', ' '] {
            let mapping = Mapping { separator, ..Mapping::default() };
            assert_eq!(mapping.check(), Err(MappingError::Separator(separator)));
        }
        assert_eq!(broken(|m| m.date = "%m".to_owned()), MappingError::Date("%m".to_owned()));
        assert_eq!(broken(|m| m.date = "%Q".to_owned()), MappingError::Date("%Q".to_owned()));
        assert_eq!(broken(|m| m.date = "%d/%m/%Y %z".to_owned()), MappingError::Date("%d/%m/%Y %z".to_owned()));
        Mapping::default().check().unwrap();
        assert_eq!(broken(|m| m.columns.name = " ".to_owned()), MappingError::NeededColumn("name"));
    }
}
