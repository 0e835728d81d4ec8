//! The last line of a file that left the desk: of which days it is, how many rows and documents it has, what they come to,
//! and the digest of its content. It stands in the audit chain too.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::balance::Balance;
use crate::domain::money::DecimalMark;
use crate::domain::period::Period;
use crate::domain::worded::worded;

worded! {
    /// What a file holds.
    pub enum TableKind {
        /// A row for each line of a document.
        Receipts = "receipts",
        /// Double entry under the chart of the settings.
        Ledger = "ledger",
        /// Every table that an auditor may read.
        All = "all",
        /// The daily book.
        Book = "book",
    }
}

/// How the line begins.
const MARK: &str = "#tameio";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    pub kind: TableKind,
    pub period: Period,
    pub rows: u64,
    pub documents: u64,
    /// By the key of the column.
    pub totals: Vec<(String, Balance)>,
    /// SHA-256 of the content, 64 hex digits.
    pub digest: String,
}

impl Control {
    /// The line that is one; nothing of another.
    pub fn parse(text: &str) -> Option<Control> {
        let mut words = text.trim().split(' ');
        if words.next()? != MARK {
            return None;
        }
        let kind = TableKind::from_word(words.next()?)?;
        let (from, to) = words.next()?.split_once("..")?;
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        let period = Period::new(day(from)?, day(to)?).ok()?;
        let (mut rows, mut documents, mut digest, mut totals) = (None, None, None, Vec::new());
        for word in words {
            match word.split_once('=')? {
                ("rows", count) => rows = Some(count.parse().ok()?),
                ("documents", count) => documents = Some(count.parse().ok()?),
                ("sha256", hex) => digest = Some(hex.to_owned()),
                (key, amount) => totals.push((key.to_owned(), Balance::parse(amount, DecimalMark::Point).ok()?)),
            }
        }
        Some(Control { kind, period, rows: rows?, documents: documents?, totals, digest: digest? })
    }
}

/// `#tameio receipts 2026-11-01..2026-11-30 rows=12 documents=10 amount=102.19 sha256=…`: one line, one cell.
impl fmt::Display for Control {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Control { kind, period, rows, documents, totals, digest } = self;
        write!(f, "{MARK} {} {}..{} rows={rows} documents={documents}", kind.word(), period.from(), period.to())?;
        totals.iter().try_for_each(|(key, amount)| write!(f, " {key}={amount}"))?;
        write!(f, " sha256={digest}")
    }
}

impl Serialize for Control {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Control {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Control, D::Error> {
        let text = String::deserialize(deserializer)?;
        Control::parse(&text).ok_or_else(|| serde::de::Error::custom("no control line"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_that_is_no_control_line_is_none() {
        let day = "2026-11-01..2026-11-30";
        for text in [
            "",
            "#tameio",
            "#tameio receipts",
            &format!("#tameio cash {day} rows=1 documents=1 sha256=00"),
            &format!("#tameio receipts {day} rows=x documents=1 sha256=00"),
            &format!("#tameio receipts {day} rows=1 documents=1"),
            "#tameio receipts 2026-11-30..2026-11-01 rows=1 documents=1 sha256=00",
            &format!("# tameio receipts {day} rows=1 documents=1 sha256=00"),
        ] {
            assert_eq!(Control::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_control_line_comes_back(
            kind in prop::sample::select(TableKind::ALL.to_vec()),
            rows in any::<u64>(), documents in any::<u64>(), cents in -1_000_000_000..1_000_000_000_i64, days in 0..400_u64,
        ) {
            let from = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
            let to = from.checked_add_days(chrono::Days::new(days)).unwrap();
            let totals = vec![("amount".to_owned(), Balance::from_cents(cents))];
            let period = Period::new(from, to).unwrap();
            let control = Control { kind, period, rows, documents, totals, digest: "0a".repeat(32) };
            prop_assert_eq!(Control::parse(&control.to_string()), Some(control));
        }
    }
}
