//! The tax number ΑΦΜ (Αριθμός Φορολογικού Μητρώου) of a debtor.

use std::fmt;

use serde::Serialize;
use thiserror::Error;

use super::rf::{Healed, heal};

/// A tax number of nine digits whose check digit fits. Personal data: it does not print itself in `Debug`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Afm(String);

/// Why an input is not an ΑΦΜ. Carries no digits: a mistyped ΑΦΜ is still personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AfmError {
    #[error("empty ΑΦΜ")]
    Empty,
    /// Not nine digits (nor eight, which are padded).
    #[error("ΑΦΜ of {0} characters")]
    Length(usize),
    /// A character that is not a digit.
    #[error("character {0:?} in an ΑΦΜ")]
    Character(char),
    /// The check digit does not fit: a digit was mistyped.
    #[error("wrong check digit in an ΑΦΜ")]
    CheckDigit,
    /// Nine zeros pass the sum and belong to nobody.
    #[error("ΑΦΜ of zeros")]
    Zeros,
}

impl Afm {
    /// Parses typed input: drops an `EL` prefix (Latin or Greek letters), spaces and dashes, and pads eight
    /// digits with a leading zero. The second value says what was healed.
    ///
    /// # Errors
    /// See [`AfmError`].
    pub fn parse(input: &str) -> Result<(Afm, Vec<Healed>), AfmError> {
        let (text, mut healed) = heal(input);
        let bare = strip_country(&text);
        if bare.len() != text.len() {
            healed.push(Healed::CountryPrefix);
        }
        if bare.is_empty() {
            return Err(AfmError::Empty);
        }
        if let Some(foreign) = bare.chars().find(|c| !c.is_ascii_digit()) {
            return Err(AfmError::Character(foreign));
        }
        let digits = match bare.len() {
            9 => bare.to_owned(),
            8 => {
                healed.push(Healed::LeadingZero);
                format!("0{bare}")
            }
            other => return Err(AfmError::Length(other)),
        };
        Afm::checked(digits).map(|afm| (afm, healed))
    }

    fn checked(digits: String) -> Result<Afm, AfmError> {
        let values: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
        let Some((check, leading)) = values.split_last() else { return Err(AfmError::Empty) };
        if values.iter().all(|v| *v == 0) {
            return Err(AfmError::Zeros);
        }
        // Σ digit i × 2^(9−i) for i = 1..8, by doubling from the left.
        let sum = leading.iter().fold(0, |sum, v| (sum + v) * 2);
        if sum % 11 % 10 == *check { Ok(Afm(digits)) } else { Err(AfmError::CheckDigit) }
    }

    /// Makes an ΑΦΜ of its first eight digits (0..=99_999_999), for invented data. Nothing when they are zero or
    /// more than eight.
    pub fn from_leading(leading: u32) -> Option<Afm> {
        if leading > 99_999_999 {
            return None;
        }
        let text = format!("{leading:08}");
        let sum = text.chars().filter_map(|c| c.to_digit(10)).fold(0, |sum, v| (sum + v) * 2);
        Afm::checked(format!("{text}{}", sum % 11 % 10)).ok()
    }

    /// The nine digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it may stand on a screen before the debtor is opened: `*******16`.
    pub fn masked(&self) -> String {
        let shown = self.0.get(7..).unwrap_or_default();
        format!("*******{shown}")
    }
}

/// Drops `EL` in Latin letters, in Greek ones (`ΕΛ`) or mixed (`ΕL`, as a forgotten keyboard layout writes it).
pub(super) fn strip_country(text: &str) -> &str {
    text.strip_prefix(['E', 'Ε', 'ε']).and_then(|rest| rest.strip_prefix(['L', 'Λ', 'λ'])).unwrap_or(text)
}

impl fmt::Display for Afm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Afm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Afm({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parsed(text: &str) -> Result<String, AfmError> {
        Afm::parse(text).map(|(afm, _)| afm.to_string())
    }

    #[test]
    fn the_country_is_dropped_in_every_alphabet_it_is_typed_in() {
        for text in ["EL094259216", "el 094 259 216", "ΕΛ094259216", "ελ094259216", "ΕL094259216", "EΛ-094259216"]
        {
            let (afm, healed) = Afm::parse(text).unwrap();
            assert_eq!(afm.as_str(), "094259216", "{text}");
            assert!(healed.contains(&Healed::CountryPrefix), "{text}");
        }
        assert_eq!(parsed("EL"), Err(AfmError::Empty));
        assert_eq!(parsed("ELEL094259216"), Err(AfmError::Character('E')));
    }

    #[test]
    fn eight_digits_get_their_zero_and_it_is_told() {
        assert_eq!(
            Afm::parse("23456780").map(|(afm, healed)| (afm.to_string(), healed)),
            Ok(("023456780".to_owned(), vec![Healed::LeadingZero],))
        );
        assert_eq!(Afm::parse("023456780").unwrap().1, []);
        assert_eq!(parsed("00000000"), Err(AfmError::Zeros));
        assert_eq!(parsed("94259217"), Err(AfmError::CheckDigit));
    }

    #[test]
    fn a_tax_number_prints_masked_in_debug() {
        let (afm, _) = Afm::parse("094259216").unwrap();
        assert_eq!(format!("{afm:?}"), "Afm(*******16)");
        assert_eq!(afm.masked(), "*******16");
    }

    #[test]
    fn invented_numbers_are_valid_and_nobody_has_the_one_of_zeros() {
        assert_eq!(Afm::from_leading(9_425_921).unwrap().as_str(), "094259216");
        assert_eq!(Afm::from_leading(0), None);
        assert_eq!(Afm::from_leading(100_000_000), None);
        assert_eq!(Afm::from_leading(u32::MAX), None);
    }

    proptest! {
        #[test]
        fn a_tax_number_comes_back_as_it_is_printed(leading in 1u32..100_000_000) {
            let afm = Afm::from_leading(leading).unwrap();
            prop_assert_eq!(Afm::parse(afm.as_str()), Ok((afm.clone(), vec![])));
            let grouped = format!("EL {} {} {}", &afm.as_str()[..3], &afm.as_str()[3..6], &afm.as_str()[6..]);
            prop_assert_eq!(Afm::parse(&grouped).unwrap().0, afm);
        }

        #[test]
        fn a_mistyped_check_digit_is_caught(leading in 1u32..100_000_000, other in 1u32..10) {
            let afm = Afm::from_leading(leading).unwrap();
            let (head, check) = afm.as_str().split_at(8);
            let wrong = (check.parse::<u32>().unwrap() + other) % 10;
            prop_assert_eq!(parsed(&format!("{head}{wrong}")), Err(AfmError::CheckDigit));
        }

        #[test]
        fn any_text_is_a_tax_number_or_refused(text in "\\PC{0,20}|[0-9ELΕΛ ]{0,14}") {
            if let Ok((afm, _)) = Afm::parse(&text) {
                prop_assert!(afm.as_str().len() == 9 && afm.as_str().bytes().all(|b| b.is_ascii_digit()));
            }
        }
    }
}
