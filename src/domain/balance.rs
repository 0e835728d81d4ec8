//! What is left when money that was given back is taken off money that was taken: the one amount that may be below
//! zero, as when today's till gives back more of yesterday's payments than it took.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::money::{DecimalMark, Money};

/// A difference of amounts of euro, in cents, of either sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Balance(i64);

impl Balance {
    pub const ZERO: Balance = Balance(0);

    /// With an amount added; nothing where it no longer fits.
    pub fn plus(self, amount: Money) -> Option<Balance> {
        self.0.checked_add(amount.cents()).map(Balance)
    }

    /// With an amount taken off; nothing where it no longer fits.
    pub fn minus(self, amount: Money) -> Option<Balance> {
        self.0.checked_sub(amount.cents()).map(Balance)
    }

    /// With another balance added; nothing where it no longer fits.
    pub fn and(self, other: Balance) -> Option<Balance> {
        self.0.checked_add(other.0).map(Balance)
    }

    /// What this is more than the other, below zero where it is less; nothing where it no longer fits.
    pub fn above(self, other: Balance) -> Option<Balance> {
        self.0.checked_sub(other.0).map(Balance)
    }

    /// Whether it is nothing.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// From cents.
    pub fn from_cents(cents: i64) -> Balance {
        Balance(cents)
    }

    /// What a person typed, of either habit ([`Money::typed`]); zero is an amount here.
    pub fn typed(text: &str) -> Option<Balance> {
        let mark = if text.rfind(',') > text.rfind('.') { DecimalMark::Comma } else { DecimalMark::Point };
        Balance::parse(text, mark).ok()
    }

    /// Reads an amount that may be led by a minus sign.
    ///
    /// # Errors
    /// What is no amount, as it was written.
    pub fn parse(text: &str, mark: DecimalMark) -> Result<Balance, String> {
        let text = text.trim();
        let (bare, sign) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(bare) => (bare, -1),
            None => (text, 1),
        };
        let amount = Money::parse(bare, mark).map_err(|_| text.chars().take(40).collect::<String>())?;
        Ok(Balance(sign * amount.cents()))
    }

    /// In cents.
    pub fn cents(self) -> i64 {
        self.0
    }

    /// As people read it in Greece, without the sign of the euro: `-1.234,56`.
    pub fn greek(self) -> String {
        let cents = self.0.unsigned_abs();
        let whole = (cents / 100).to_string();
        let mut grouped = String::with_capacity(whole.len() + 8);
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                grouped.push('.');
            }
            grouped.push(digit);
        }
        format!("{}{grouped},{:02}", self.sign(), cents % 100)
    }

    fn sign(self) -> &'static str {
        if self.0 < 0 { "-" } else { "" }
    }
}

impl From<Money> for Balance {
    fn from(amount: Money) -> Balance {
        Balance(amount.cents())
    }
}

impl PartialEq<Money> for Balance {
    fn eq(&self, other: &Money) -> bool {
        self.0 == other.cents()
    }
}

impl fmt::Display for Balance {
    /// As machines read it: `-1234.56`, always two decimals.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cents = self.0.unsigned_abs();
        f.pad(&format!("{}{}.{:02}", self.sign(), cents / 100, cents % 100))
    }
}

impl<'de> Deserialize<'de> for Balance {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Balance, D::Error> {
        let text = String::deserialize(deserializer)?;
        Balance::parse(&text, DecimalMark::Point).map_err(de::Error::custom)
    }
}

impl Serialize for Balance {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::money::MAX_CENTS;

    fn money(cents: i64) -> Money {
        Money::from_cents(cents).unwrap()
    }

    #[test]
    fn more_given_back_than_taken_is_below_zero() {
        let short = Balance::ZERO.plus(money(5_000)).and_then(|balance| balance.minus(money(5_001))).unwrap();
        assert_eq!((short.to_string(), short.greek(), short.cents()), ("-0.01".into(), "-0,01".into(), -1));
        assert_eq!(Balance::ZERO.minus(money(123_456_789)).unwrap().greek(), "-1.234.567,89");
        assert_eq!(serde_json::to_string(&short).unwrap(), "\"-0.01\"");
    }

    #[test]
    fn what_does_not_fit_is_told_and_never_wraps() {
        assert_eq!(Balance(i64::MAX).plus(money(1)), None);
        assert_eq!(Balance(i64::MIN).minus(money(1)), None);
        assert_eq!(Balance(i64::MIN).to_string(), "-92233720368547758.08");
    }

    proptest! {
        #[test]
        fn a_balance_reads_like_the_amount_that_it_is(cents in 0..=MAX_CENTS) {
            let balance = Balance::from(money(cents));
            prop_assert_eq!(balance.to_string(), money(cents).to_string());
            prop_assert_eq!(balance.greek(), money(cents).greek());
            prop_assert_eq!(balance.minus(money(cents)), Some(Balance::ZERO));
            prop_assert!(balance == money(cents));
        }
    }
}
