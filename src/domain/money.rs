//! Money: decimal euro with two places, zero or more. What the desk owes nobody can be negative, so a
//! difference is an `Option`, and a sum says when it does not fit.

use std::fmt;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use super::worded::worded;

/// The largest amount the desk can write in digits and in words: 999.999.999,99 €.
pub const MAX_CENTS: i64 = 99_999_999_999;

/// An amount of euro, `0.00` to `999999999.99`, kept as a decimal and stored as integer cents.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(Decimal);

/// Why a text or a number is not an amount.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MoneyError {
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

worded! {
    /// How a text writes the decimal mark; the other one of `,` and `.` may group thousands.
    #[derive(Default)]
    pub enum DecimalMark {
        /// `1.234,56`, as Greek people and programs write.
        #[default]
        Comma = ",",
        /// `1,234.56`, as the command line and JSON write (without the grouping).
        Point = ".",
    }
}

impl Money {
    pub const ONE_EURO: Money = Money(Decimal::from_parts(100, 0, 0, false, 2));
    pub const ZERO: Money = Money(Decimal::ZERO);

    /// The largest amount, [`MAX_CENTS`].
    pub const MAX: Money = Money(Decimal::from_parts(1_215_752_191, 23, 0, false, 2));

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
    pub fn cents(self) -> i64 {
        // Every constructor keeps the value within MAX_CENTS with two places, so this cannot fail.
        (self.0 * Decimal::ONE_HUNDRED).to_i64().unwrap_or(MAX_CENTS)
    }

    /// The decimal itself, for spreadsheets and sums that outgrow one amount.
    pub fn decimal(self) -> Decimal {
        self.0
    }

    /// What a person typed, of either habit: whichever mark comes last is the decimal one, so that `1.234` has three
    /// decimals and is refused, and never a thousand. Nothing for what is no amount, or zero.
    pub fn typed(text: &str) -> Option<Money> {
        let mark = if text.rfind(',') > text.rfind('.') { DecimalMark::Comma } else { DecimalMark::Point };
        Money::parse(text, mark).ok().filter(|amount| !amount.is_zero())
    }

    /// Parses what a person or a file wrote: digits, optional grouping in threes, at most two decimals, an
    /// optional `€`.
    ///
    /// # Errors
    /// Names the text that is not an amount.
    pub fn parse(text: &str, mark: DecimalMark) -> Result<Money, MoneyError> {
        let bare = without_euro_sign(text.trim());
        if bare.is_empty() {
            return Err(MoneyError::Empty);
        }
        // A cell of the wrong column may be long; its beginning is enough to find it.
        let shown = || text.chars().take(40).collect::<String>();
        let malformed = || MoneyError::Malformed(shown());
        let (decimal_mark, group_mark) = match mark {
            DecimalMark::Comma => (',', '.'),
            DecimalMark::Point => ('.', ','),
        };
        if bare.starts_with('-') {
            return Err(MoneyError::OutOfRange(shown()));
        }
        let (whole, decimals) = match bare.split_once(decimal_mark) {
            Some((_, "")) => return Err(malformed()),
            Some(parts) => parts,
            None => (bare, ""),
        };
        let whole = ungrouped(whole, group_mark).ok_or_else(malformed)?;
        if !decimals.bytes().all(|b| b.is_ascii_digit()) {
            return Err(malformed());
        }
        if decimals.len() > 2 {
            return Err(MoneyError::TooPrecise(shown()));
        }
        let cents: i64 = format!("{whole}{decimals:0<2}").parse().map_err(|_| MoneyError::OutOfRange(shown()))?;
        Money::from_cents(cents).map_err(|_| MoneyError::OutOfRange(shown()))
    }

    /// The sum, or nothing above [`MAX_CENTS`].
    pub fn checked_add(self, other: Money) -> Option<Money> {
        Money::from_cents(self.cents().checked_add(other.cents())?).ok()
    }

    /// What can be taken of it, at most so much, and what is left.
    pub fn split(self, most: Money) -> (Money, Money) {
        let taken = self.min(most);
        (taken, Money(self.0 - taken.0))
    }

    /// How far apart two amounts are, whichever is the larger.
    pub fn apart(self, other: Money) -> Money {
        self.max(other).split(self.min(other)).1
    }

    /// The difference, or nothing below zero.
    pub fn checked_sub(self, other: Money) -> Option<Money> {
        Money::from_cents(self.cents().checked_sub(other.cents())?).ok()
    }

    /// The sum of many, or nothing above [`MAX_CENTS`].
    pub fn sum(amounts: impl IntoIterator<Item = Money>) -> Option<Money> {
        amounts.into_iter().try_fold(Money::ZERO, Money::checked_add)
    }

    /// Whether there is none.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// As people read it in Greece, without the sign of the euro: `1.234,56`.
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

/// Drops one sign, before or after the number.
fn without_euro_sign(text: &str) -> &str {
    text.strip_suffix('€').or_else(|| text.strip_prefix('€')).unwrap_or(text).trim()
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

impl Default for Money {
    fn default() -> Money {
        Money::ZERO
    }
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

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    fn comma(text: &str) -> Result<i64, MoneyError> {
        Money::parse(text, DecimalMark::Comma).map(Money::cents)
    }

    fn point(text: &str) -> Result<i64, MoneyError> {
        Money::parse(text, DecimalMark::Point).map(Money::cents)
    }

    #[test]
    fn ok_amounts() {
        for (text, cents) in [
            ("0", 0),
            ("0,00", 0),
            ("1,5", 150),
            ("123,45", 12_345),
            ("1.234,56", 123_456),
            ("1234,56", 123_456),
            ("1.234", 123_400),
            ("12.345.678,90", 1_234_567_890),
            (" 7,05 € ", 705),
            ("€7,05", 705),
            ("000007,05", 705),
            ("999.999.999,99", MAX_CENTS),
        ] {
            assert_eq!(comma(text), Ok(cents), "{text}");
        }
        for (text, cents) in [("0.01", 1), ("1,234.56", 123_456), ("1234.56", 123_456), ("999999999.99", MAX_CENTS)] {
            assert_eq!(point(text), Ok(cents), "{text}");
        }
    }

    #[test]
    fn err_amounts() {
        for text in ["", " ", "€", " € "] {
            assert_eq!(comma(text), Err(MoneyError::Empty), "{text:?}");
        }
        for text in [
            "1,2,3",
            "1,",
            ",5",
            ",",
            ".",
            "1.5",
            "1.23,45",
            "1234.567,00",
            ".123",
            "1..234",
            "12a",
            "1 234,56",
            "1e3",
            "+5",
            "−5",
            "€€5",
            "€5€",
            "٣",
            "0x10",
            "1,2 3",
            "NaN",
        ] {
            assert_eq!(comma(text), Err(MoneyError::Malformed(text.to_owned())), "{text}");
        }
        assert_eq!(comma("1,234"), Err(MoneyError::TooPrecise("1,234".to_owned())));
        for text in ["-1", "-0,01", "1.000.000.000,00", "99999999999999999999999"] {
            assert_eq!(comma(text), Err(MoneyError::OutOfRange(text.to_owned())), "{text}");
        }
        assert_eq!(Money::from_cents(-1), Err(MoneyError::OutOfRange("-1".to_owned())));
        assert!(Money::from_cents(MAX_CENTS + 1).is_err());
    }

    #[test]
    fn the_point_of_one_country_is_not_the_comma_of_another() {
        // 1.50 in a Greek file is a mistake to report, never 150 euro.
        assert_eq!(comma("1.50"), Err(MoneyError::Malformed("1.50".to_owned())));
        assert_eq!(point("1,50"), Err(MoneyError::Malformed("1,50".to_owned())));
    }

    #[test]
    fn an_error_shows_no_more_than_the_beginning_of_a_wrong_cell() {
        let Err(MoneyError::Malformed(shown)) = comma(&"α".repeat(5_000)) else { panic!("not malformed") };
        assert_eq!(shown.chars().count(), 40);
    }

    #[test]
    fn sums_and_differences_stay_in_range() {
        let cent = Money::from_cents(1).unwrap();
        assert_eq!(Money::MAX.cents(), MAX_CENTS);
        assert_eq!(Money::MAX.checked_add(cent), None);
        assert_eq!(Money::ZERO.checked_sub(cent), None);
        assert_eq!(Money::sum([Money::MAX, cent]), None);
        assert_eq!(Money::sum([]), Some(Money::ZERO));
        assert_eq!(Money::MAX.greek(), "999.999.999,99");
    }

    #[test]
    fn zero_is_one_value_however_it_was_made() {
        let zeros =
            [Money::ZERO, Money::default(), Money::from_cents(0).unwrap(), Money::MAX.checked_sub(Money::MAX).unwrap()];
        assert_eq!(HashSet::from(zeros).len(), 1);
        assert!(zeros.iter().all(|zero| zero.is_zero() && zero.to_string() == "0.00" && zero.greek() == "0,00"));
    }

    #[test]
    fn json_carries_money_as_text() {
        let amount = Money::from_cents(12_840).unwrap();
        assert_eq!(serde_json::to_string(&amount).unwrap(), "\"128.40\"");
        assert_eq!(serde_json::from_str::<Money>("\"128.40\"").unwrap(), amount);
        assert!(serde_json::from_str::<Money>("128.40").is_err());
    }

    proptest! {
        #[test]
        fn money_comes_back_from_every_way_it_is_written(cents in 0..=MAX_CENTS) {
            let amount = Money::from_cents(cents).unwrap();
            prop_assert_eq!(amount.cents(), cents);
            prop_assert_eq!(point(&amount.to_string()), Ok(cents));
            prop_assert_eq!(comma(&amount.greek()), Ok(cents));
            prop_assert_eq!(comma(&amount.greek().replace('.', "")), Ok(cents));
            prop_assert_eq!(Money::from_cents(cents).unwrap().decimal(), amount.decimal());
        }

        #[test]
        fn a_sum_taken_apart_is_what_it_was(left in 0..=MAX_CENTS, right in 0..=MAX_CENTS) {
            let (a, b) = (Money::from_cents(left).unwrap(), Money::from_cents(right).unwrap());
            match a.checked_add(b) {
                Some(sum) => prop_assert_eq!(sum.checked_sub(b), Some(a)),
                None => prop_assert!(left + right > MAX_CENTS),
            }
            prop_assert_eq!(a.checked_sub(b).is_some(), left >= right);
            prop_assert_eq!(a.cmp(&b), left.cmp(&right));
        }

        #[test]
        fn any_text_is_an_amount_or_refused(text in "\\PC{0,24}|[0-9.,€ -]{0,18}") {
            for mark in [DecimalMark::Comma, DecimalMark::Point] {
                if let Ok(amount) = Money::parse(&text, mark) {
                    prop_assert!((0..=MAX_CENTS).contains(&amount.cents()));
                    let digits = |t: &str| t.chars().filter(char::is_ascii_digit).collect::<String>().trim_matches('0').to_owned();
                    prop_assert_eq!(digits(&amount.to_string()), digits(&text));
                }
            }
        }
    }
}
