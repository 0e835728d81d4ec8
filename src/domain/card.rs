//! What the terminal says of a card payment. A full card number has no type here, so it cannot be kept.

use std::fmt;

use chrono::NaiveDateTime;
use serde::Serialize;
use thiserror::Error;

use super::money::Money;
use super::tender::PaidWith;

/// A masked card number, 14 to 19 characters, at most the first six and last four of them digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct MaskedPan(String);

/// A text that is not a masked card number. It carries no digits: it might be a full one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a masked card number")]
pub struct NotMasked;

impl MaskedPan {
    /// Parses what the terminal sent.
    ///
    /// # Errors
    /// [`NotMasked`] where more digits are in clear than the card schemes allow (first six, last four), or the
    /// length is not 14..=19.
    pub fn parse(text: &str) -> Result<MaskedPan, NotMasked> {
        let length = text.chars().count();
        let shape = (14..=19).contains(&length)
            && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '*' | 'X' | 'x' | '#'));
        if !shape || !text.chars().skip(6).take(length.saturating_sub(10)).all(|c| !c.is_ascii_digit()) {
            return Err(NotMasked);
        }
        Ok(MaskedPan(text.to_owned()))
    }

    /// For a terminal that sent something else than a masked number: all asterisks, nothing of the original.
    pub fn hidden() -> MaskedPan {
        MaskedPan("*".repeat(16))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MaskedPan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The data of an approved payment, as the terminal reported it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardData {
    /// Scheme and kind as text (`Visa Debit`), or `IRIS`.
    pub card_type: String,
    pub pan_masked: MaskedPan,
    /// What the desk asked for.
    pub amount: Money,
    /// What the card was charged: less after a loyalty redemption, more after a tip.
    pub final_amount: Money,
    pub acquirer: String,
    /// The terminal's id (TID).
    pub terminal_id: String,
    /// Batch number on the terminal.
    pub batch: String,
    /// Retrieval reference number, 0..12 digits; a time stamp for IRIS.
    pub rrn: String,
    /// System trace audit number.
    pub stan: String,
    pub auth_code: String,
    /// The terminal's local time of the payment.
    pub at: Option<NaiveDateTime>,
}

impl CardData {
    /// Card or IRIS, by the card type.
    pub fn paid_with(&self) -> PaidWith {
        paid_with(&self.card_type)
    }

    /// What of it stands on a document that takes the payment back because no transaction was made.
    pub fn of_no_transaction(&self) -> CardData {
        let (rrn, stan, auth_code) = (String::new(), String::new(), String::new());
        CardData { rrn, stan, auth_code, at: None, ..self.clone() }
    }

    /// Whether it names no transaction at all.
    pub fn is_of_no_transaction(&self) -> bool {
        self.at.is_none() && [&self.rrn, &self.stan, &self.auth_code].iter().all(|named| named.trim().is_empty())
    }
}

/// Card or IRIS, by a card type as terminals name it.
pub fn paid_with(card_type: &str) -> PaidWith {
    if card_type.trim().eq_ignore_ascii_case("IRIS") { PaidWith::Iris } else { PaidWith::Card }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ok_masks() {
        for text in [
            "************3489",
            "411111******1111",
            "XXXXXXXXXXXXXXXX",
            "123456****1234",
            "123456#########1234",
            "xxxxxxxxxxxx1234",
            "*******************",
        ] {
            assert_eq!(MaskedPan::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_card_number_in_clear_is_never_kept() {
        for length in 14..=19 {
            let clear = "4111111111111111111".get(..length).unwrap();
            assert_eq!(MaskedPan::parse(clear), Err(NotMasked));
            // One digit more than the schemes allow, at every place.
            for place in 6..length - 4 {
                let mut masked: Vec<char> = "4".repeat(length).chars().collect();
                masked[6..length - 4].fill('*');
                assert!(MaskedPan::parse(&masked.iter().collect::<String>()).is_ok());
                masked[place] = '4';
                assert_eq!(MaskedPan::parse(&masked.iter().collect::<String>()), Err(NotMasked));
            }
        }
    }

    #[test]
    fn err_masks() {
        for text in [
            "",
            "3489",
            "*************",
            "********************",
            "************ 3489",
            "************３４８９",
            "٤١١١١١١١١١١١١١١١",
            "411111-****-1111",
        ] {
            assert_eq!(MaskedPan::parse(text), Err(NotMasked), "{text}");
        }
        assert_eq!(format!("{NotMasked:?} {NotMasked}"), "NotMasked not a masked card number");
    }

    #[test]
    fn what_stands_for_a_number_that_was_not_masked_is_itself_masked() {
        assert_eq!(MaskedPan::parse(MaskedPan::hidden().as_str()), Ok(MaskedPan::hidden()));
    }

    proptest! {
        #[test]
        fn a_kept_number_shows_at_most_its_first_six_and_last_four(text in "[0-9*Xx#]{10,22}|[0-9]{6}[*]{2,10}[0-9]{4}") {
            if let Ok(pan) = MaskedPan::parse(&text) {
                let shown = pan.as_str();
                prop_assert_eq!(shown, &text);
                let middle = &shown[6..shown.len() - 4];
                prop_assert!(middle.len() >= 4 && !middle.contains(|c: char| c.is_ascii_digit()));
            }
        }
    }
}
