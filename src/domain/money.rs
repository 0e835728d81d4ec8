//! Money: decimal euro with two places, zero or more. What the desk owes nobody can be negative, so a
//! difference is an `Option`, and a sum says when it does not fit.

use std::fmt;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

/// The largest amount the desk can write in digits and in words: 999.999.999,99 €.
pub const MAX_CENTS: i64 = 99_999_999_999;

/// An amount of euro, `0.00` to `999999999.99`, kept as a decimal and stored as integer cents.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(Decimal);

/// Why a text or a number is not an amount.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// Nothing was typed.
    #[error("empty amount")]
    Empty,
    /// A character that no amount has, or a separator in the wrong place.
    #[error("not an amount: {0}")]
    Malformed(String),
    /// More than two decimals: cents are the smallest unit.
    #[error("more than two decimals: {0}")]
    TooPrecise(String),
    /// Below zero or above [`MAX_CENTS`].
    #[error("amount out of range: {0}")]
    OutOfRange(String),
}

/// How a text writes the decimal mark; the other one of `,` and `.` may group thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DecimalMark {
    /// `1.234,56`, as Greek people and programs write.
    #[default]
    Comma,
    /// `1,234.56`, as the command line and JSON write (without the grouping).
    Point,
}

impl Money {
    /// No money.
    pub const ZERO: Money = Money(Decimal::ZERO);

    /// From integer cents, as the database and the terminal protocols write amounts.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`] below zero or above [`MAX_CENTS`].
    pub fn from_cents(cents: i64) -> Result<Money, MoneyError> {
        if (0..=MAX_CENTS).contains(&cents) {
            Ok(Money(Decimal::new(cents, 2)))
        } else {
            Err(MoneyError::OutOfRange(cents.to_string()))
        }
    }

    /// The amount in cents.
    #[must_use]
    pub fn cents(self) -> i64 {
        // Every constructor keeps the value within MAX_CENTS with two places, so this cannot fail.
        (self.0 * Decimal::ONE_HUNDRED).to_i64().unwrap_or(MAX_CENTS)
    }

    /// The decimal itself, for spreadsheets and sums that outgrow one amount.
    #[must_use]
    pub fn decimal(self) -> Decimal {
        self.0
    }

    /// Parses what a person or a file wrote: digits, optional grouping in threes, at most two decimals, an
    /// optional `€`.
    ///
    /// # Errors
    /// Names the text that is not an amount.
    pub fn parse(text: &str, mark: DecimalMark) -> Result<Money, MoneyError> {
        let bare = text.trim().trim_end_matches('€').trim_start_matches('€').trim();
        if bare.is_empty() {
            return Err(MoneyError::Empty);
        }
        let malformed = || MoneyError::Malformed(text.to_owned());
        let (decimal_mark, group_mark) = match mark {
            DecimalMark::Comma => (',', '.'),
            DecimalMark::Point => ('.', ','),
        };
        if bare.starts_with('-') {
            return Err(MoneyError::OutOfRange(text.to_owned()));
        }
        let (whole, decimals) = bare.split_once(decimal_mark).unwrap_or((bare, ""));
        let whole = ungrouped(whole, group_mark).ok_or_else(malformed)?;
        if !decimals.bytes().all(|b| b.is_ascii_digit()) {
            return Err(malformed());
        }
        if decimals.len() > 2 {
            return Err(MoneyError::TooPrecise(text.to_owned()));
        }
        let cents: i64 =
            format!("{whole}{decimals:0<2}").parse().map_err(|_| MoneyError::OutOfRange(text.to_owned()))?;
        Money::from_cents(cents).map_err(|_| MoneyError::OutOfRange(text.to_owned()))
    }

    /// The sum, or nothing above [`MAX_CENTS`].
    #[must_use]
    pub fn checked_add(self, other: Money) -> Option<Money> {
        Money::from_cents(self.cents().checked_add(other.cents())?).ok()
    }

    /// The difference, or nothing below zero.
    #[must_use]
    pub fn checked_sub(self, other: Money) -> Option<Money> {
        Money::from_cents(self.cents().checked_sub(other.cents())?).ok()
    }

    /// The sum of many, or nothing above [`MAX_CENTS`].
    #[must_use]
    pub fn sum(amounts: impl IntoIterator<Item = Money>) -> Option<Money> {
        amounts.into_iter().try_fold(Money::ZERO, Money::checked_add)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// As people read it in Greece, without the sign of the euro: `1.234,56`.
    #[must_use]
    pub fn greek(self) -> String {
        let cents = self.cents();
        let whole = (cents / 100).to_string();
        let mut grouped = String::with_capacity(whole.len() + 4);
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                grouped.push('.');
            }
            grouped.push(digit);
        }
        format!("{grouped},{:02}", cents % 100)
    }
}

/// The digits of `whole` without its grouping; nothing when a character is foreign or a group is not of three.
fn ungrouped(whole: &str, group_mark: char) -> Option<String> {
    let mut groups = whole.split(group_mark);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let digits_only = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !digits_only(first) || (!rest.is_empty() && first.len() > 3) {
        return None;
    }
    if rest.iter().any(|group| group.len() != 3 || !digits_only(group)) {
        return None;
    }
    Some(format!("{first}{}", rest.concat()))
}

impl fmt::Display for Money {
    /// As machines read it: `1234.56`, always two decimals.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cents = self.cents();
        f.pad(&format!("{}.{:02}", cents / 100, cents % 100))
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self} EUR")
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Money, D::Error> {
        let text = String::deserialize(deserializer)?;
        Money::parse(&text, DecimalMark::Point).map_err(serde::de::Error::custom)
    }
}
