//! The number that names a receipt. A correction names it too.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};
use thiserror::Error;

/// A receipt's number: series, year, running number without gaps: `A-2026-000001`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReceiptNo {
    series: String,
    year: u16,
    number: u32,
}

/// A text that is not a receipt number.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("not a receipt number: {0}")]
pub struct BadReceiptNo(pub String);

impl ReceiptNo {
    /// From its parts.
    ///
    /// # Errors
    /// [`BadReceiptNo`] for a series that is not 1..=8 letters or digits, a year outside 2000..=9999 or a number
    /// outside 1..=9999999.
    pub fn new(series: &str, year: u16, number: u32) -> Result<ReceiptNo, BadReceiptNo> {
        let fits = (1..=8).contains(&series.chars().count()) && series.chars().all(char::is_alphanumeric);
        if fits && (2000..=9999).contains(&year) && (1..=9_999_999).contains(&number) {
            Ok(ReceiptNo { series: series.to_owned(), year, number })
        } else {
            Err(BadReceiptNo(format!("{series}-{year}-{number}")))
        }
    }

    /// Parses `A-2026-000001`; the zeros that lead the running number may be left out.
    ///
    /// # Errors
    /// [`BadReceiptNo`] for anything else.
    pub fn parse(text: &str) -> Result<ReceiptNo, BadReceiptNo> {
        let bad = || BadReceiptNo(text.chars().take(40).collect());
        let mut parts = text.trim().split('-');
        let (Some(series), Some(year), Some(number), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(bad());
        };
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if year.len() != 4 || number.len() > 7 || !digits(year) || !digits(number) {
            return Err(bad());
        }
        let year = year.parse().map_err(|_| bad())?;
        let number = number.parse().map_err(|_| bad())?;
        ReceiptNo::new(series, year, number).map_err(|_| bad())
    }

    /// The series: one a desk.
    pub fn series(&self) -> &str {
        &self.series
    }

    /// The year, in the desk's local time.
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The running number within series and year, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }
}

impl fmt::Display for ReceiptNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{:06}", self.series, self.year, self.number)
    }
}

impl Serialize for ReceiptNo {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ReceiptNo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<ReceiptNo, D::Error> {
        ReceiptNo::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}
