//! The RF code of a debt (Ταυτότητα Οφειλής): ISO 11649, its Greek profile, and the healing of what people
//! type and scanners send.

use std::fmt;

use serde::Serialize;
use thiserror::Error;

use super::money::Money;
use super::worded::worded;

/// An RF creditor reference with right check digits: `RF`, two check digits, 1 to 21 letters or digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Rf(String);

worded! {
    /// What had to be put right in typed or scanned input, told to the cashier.
    pub enum Healed {
        Case = "case",
        Spaces = "spaces",
        /// Dashes of any kind.
        Dashes = "dashes",
        /// Zero-width and other invisible characters.
        Invisible = "invisible",
        /// `ΡΦ` typed with a Greek keyboard layout, or Greek look-alikes.
        GreekLetters = "greek_letters",
        /// Full-width digits or letters.
        FullWidth = "full_width",
        /// What a bill's code carries beside the RF (an amount, other fields) was set aside.
        BillTail = "bill_tail",
        /// An ΑΦΜ's `EL` prefix was dropped.
        CountryPrefix = "country_prefix",
        /// An ΑΦΜ of eight digits was given its leading zero.
        LeadingZero = "leading_zero",
        /// What a scanner put before or behind the code was left out: a symbology identifier, a prefix of its settings.
        ScannerAdded = "scanner_added",
        /// The code came more than once.
        Repeated = "repeated",
        /// `RF`, or one letter of it, was missing and the check digits fit.
        LostStart = "lost_start",
    }
}

/// Why an input is not an RF code.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RfError {
    #[error("empty RF code")]
    Empty,
    /// It does not begin with `RF`.
    #[error("does not begin with RF")]
    NotRf,
    /// Not 5 to 25 characters (or 37, a bill's code).
    #[error("RF code of {0} characters")]
    Length(usize),
    /// A character that no RF code has.
    #[error("character {0:?} in an RF code")]
    Character(char),
    /// The check digits do not fit the rest: a digit was mistyped.
    #[error("wrong check digits in an RF code")]
    CheckDigits,
    /// The 30-digit state «Ταυτότητα Οφειλής», which is not an RF and not payable here.
    #[error("a 30-digit state debt identity, not an RF code")]
    StateIdentity,
}

/// What an input gave: the code, what was healed, and the amount that a bill's code hinted at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RfInput {
    pub rf: Rf,
    /// What was put right, in the order it was found, without repeats.
    pub healed: Vec<Healed>,
    /// Amount of a 37-character bill code; a hint to show and never an amount to charge, because the rule of
    /// its check digit is not known.
    pub amount_hint: Option<Money>,
}

/// How an RF's amount digit compares with an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountDigit {
    /// The code is not of the Greek profile, or binds no amount (digit 8).
    Unbound,
    /// The digit fits the amount.
    Fits,
    /// The digit belongs to another amount: warn, never reject.
    Differs,
}

const GREEK_PROFILE_LENGTH: usize = 25;
const BILL_CODE_LENGTH: usize = 37;

impl Rf {
    /// Parses typed or scanned input, healing case, white space, dashes, invisible characters, Greek-layout
    /// letters and full-width digits.
    ///
    /// # Errors
    /// Says what is wrong: see [`RfError`].
    pub fn parse(input: &str) -> Result<RfInput, RfError> {
        let (text, mut healed) = heal(input);
        if text.is_empty() {
            return Err(RfError::Empty);
        }
        if text.len() == 30 && text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(RfError::StateIdentity);
        }
        if !text.starts_with("RF") {
            return Err(RfError::NotRf);
        }
        if let Some(foreign) = text.chars().find(|c| !c.is_ascii_alphanumeric()) {
            return Err(RfError::Character(foreign));
        }
        let (code, amount_hint) = match text.split_at_checked(GREEK_PROFILE_LENGTH) {
            Some((code, tail)) if text.len() == BILL_CODE_LENGTH && tail.bytes().all(|b| b.is_ascii_digit()) => {
                healed.push(Healed::BillTail);
                (code.to_owned(), bill_amount(tail))
            }
            _ => (text, None),
        };
        let rf = Rf::checked(code)?;
        Ok(RfInput { rf, healed, amount_hint })
    }

    fn checked(code: String) -> Result<Rf, RfError> {
        if !(5..=25).contains(&code.len()) {
            return Err(RfError::Length(code.len()));
        }
        if let Some(letter) = code.chars().skip(2).take(2).find(|c| !c.is_ascii_digit()) {
            return Err(RfError::Character(letter));
        }
        let (head, body) = code.split_at(4);
        if mod97(body.chars().chain(head.chars())) == 1 { Ok(Rf(code)) } else { Err(RfError::CheckDigits) }
    }

    /// Makes the code of a body (1..21 letters or digits): 98 − (body followed by `271500`) mod 97.
    ///
    /// # Errors
    /// [`RfError::Length`] or [`RfError::Character`] when the body is not of that form.
    pub fn from_body(body: &str) -> Result<Rf, RfError> {
        if let Some(foreign) = body.chars().find(|c| !c.is_ascii_digit() && !c.is_ascii_uppercase()) {
            return Err(RfError::Character(foreign));
        }
        let check = 98 - mod97(body.chars().chain("RF00".chars()));
        Rf::checked(format!("RF{check:02}{body}"))
    }

    /// The code in one piece, `RF` first.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it has the Greek profile: 25 characters, all digits after `RF`.
    pub fn is_greek_profile(&self) -> bool {
        self.0.len() == GREEK_PROFILE_LENGTH && self.0.bytes().skip(2).all(|b| b.is_ascii_digit())
    }

    /// The organisation that issued it: five digits, in the Greek profile alone.
    pub fn organisation(&self) -> Option<&str> {
        if self.is_greek_profile() { self.0.get(4..9) } else { None }
    }

    /// Printed in groups of four, as notices print it.
    pub fn grouped(&self) -> String {
        let mut out = String::with_capacity(self.0.len() + 6);
        for (place, c) in self.0.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                out.push(' ');
            }
            out.push(c);
        }
        out
    }

    /// Compares the amount-check digit of the Greek profile with an amount.
    pub fn amount_digit(&self, amount: Money) -> AmountDigit {
        if !self.is_greek_profile() {
            return AmountDigit::Unbound;
        }
        match self.0.chars().nth(9).and_then(|c| c.to_digit(10)) {
            None | Some(8) => AmountDigit::Unbound,
            Some(digit) if digit == amount_check_digit(amount) => AmountDigit::Fits,
            Some(_) => AmountDigit::Differs,
        }
    }
}

impl fmt::Display for Rf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The amount-check digit: digits of the cents from the right × 1, 7, 3 repeating, sum mod 8.
pub fn amount_check_digit(amount: Money) -> u32 {
    let mut cents = amount.cents();
    let mut sum: i64 = 0;
    for weight in [1, 7, 3].into_iter().cycle() {
        if cents == 0 {
            break;
        }
        sum += (cents % 10) * weight;
        cents /= 10;
    }
    u32::try_from(sum % 8).unwrap_or(0)
}

/// The number that the characters spell (A=10 … Z=35), mod 97.
fn mod97(characters: impl Iterator<Item = char>) -> u32 {
    characters
        .filter_map(|c| c.to_digit(36))
        .fold(0, |rest, value| if value < 10 { (rest * 10 + value) % 97 } else { (rest * 100 + value) % 97 })
}

/// Eleven digits of cents and a check digit of unknown rule. Zero is no hint.
fn bill_amount(tail: &str) -> Option<Money> {
    let cents = tail.get(..11)?.parse().ok()?;
    Money::from_cents(cents).ok().filter(|amount| !amount.is_zero())
}

/// Drops what carries no meaning and folds the rest to upper-case ASCII where that is certain.
pub(super) fn heal(input: &str) -> (String, Vec<Healed>) {
    // What a file or a scanner gives is whole as a rule, and files have a million of them.
    if input.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()) {
        return (input.to_owned(), Vec::new());
    }
    let mut text = String::with_capacity(input.len());
    let mut healed = Vec::new();
    let mut note = |what: Healed| {
        if !healed.contains(&what) {
            healed.push(what);
        }
    };
    // The key that a scanner sends after a code is no healing to tell of.
    for c in input.trim_matches(['\r', '\n', '\t']).chars() {
        match c {
            _ if is_invisible(c) => note(Healed::Invisible),
            _ if c.is_whitespace() => note(Healed::Spaces),
            _ if is_dash(c) => note(Healed::Dashes),
            '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
                note(Healed::FullWidth);
                let ascii = char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c);
                text.push(ascii.to_ascii_uppercase());
            }
            // Only where `RF` stands: elsewhere a Greek letter is a wrong one.
            'Ρ' | 'ρ' if text.is_empty() => {
                note(Healed::GreekLetters);
                text.push('R');
            }
            'Φ' | 'φ' if text == "R" => {
                note(Healed::GreekLetters);
                text.push('F');
            }
            _ if c.is_ascii_lowercase() => {
                note(Healed::Case);
                text.push(c.to_ascii_uppercase());
            }
            _ => text.push(c),
        }
    }
    (text, healed)
}

/// What stands in a text without being seen: control characters, zero-width ones, marks of direction,
/// variation selectors.
pub(super) fn is_invisible(c: char) -> bool {
    c.is_control() && !c.is_whitespace()
        || matches!(
            c,
            '\u{34f}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
        )
}

pub(super) fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parsed(text: &str) -> Result<String, RfError> {
        Rf::parse(text).map(|input| input.rf.to_string())
    }

    /// A code of the Greek profile.
    fn greek() -> impl Strategy<Value = Rf> {
        (0u32..100_000, 0u32..9, 0u64..1_000_000_000_000_000).prop_map(|(organisation, digit, debt)| {
            Rf::from_body(&format!("{organisation:05}{digit}{debt:015}")).unwrap()
        })
    }

    #[test]
    fn the_healing_is_told_once_each_and_in_order() {
        let input = "\u{feff}ρφ23 9020-1800 0009-３２０４ 2721\u{200b} 6\r\n";
        let found = Rf::parse(input).unwrap();
        assert_eq!(found.rf.as_str(), "RF23902018000009320427216");
        let told = [Healed::Invisible, Healed::GreekLetters, Healed::Spaces, Healed::Dashes, Healed::FullWidth];
        assert_eq!(found.healed, told);
        assert_eq!(Rf::parse("RF23902018000009320427216\r\n").unwrap().healed, []);
    }

    #[test]
    fn a_greek_letter_is_healed_only_where_rf_stands() {
        assert_eq!(heal("ΡΦΡΦ").0, "RFΡΦ");
        assert_eq!(heal("\u{200b}\u{200b}\u{200b}\u{200b} \u{200b}\u{200b}\u{200b}\u{200b}ρ φ1").0, "RF1");
        assert_eq!(heal("RΦ1").0, "RF1");
        assert_eq!(heal("ΦΡ").0, "ΦΡ");
        assert_eq!(parsed("RF45G72UUΡ"), Err(RfError::Character('Ρ')));
    }

    #[test]
    fn the_tail_of_a_bills_code_is_twelve_digits_or_no_tail() {
        let code = "RF23902018000009320427216";
        let hint = |tail: &str| Rf::parse(&format!("{code}{tail}")).map(|input| input.amount_hint.map(Money::cents));
        assert_eq!(hint("000000123451"), Ok(Some(12_345)));
        assert_eq!(hint("999999999990"), Ok(Some(99_999_999_999)));
        assert_eq!(hint("000000000000"), Ok(None));
        assert_eq!(hint("00000012345X"), Err(RfError::Length(37)));
        assert_eq!(hint("00000012345"), Err(RfError::Length(36)));
        assert_eq!(Rf::parse("RF24902018000009320427216000000123451"), Err(RfError::CheckDigits));
    }

    #[test]
    fn err_codes() {
        for (text, error) in [
            ("", RfError::Empty),
            (" \u{200b}-", RfError::Empty),
            ("RF", RfError::Length(2)),
            ("RFX", RfError::Length(3)),
            ("RFA1000", RfError::Character('A')),
            ("RF1A000", RfError::Character('A')),
            ("RF23_902018000009320427216", RfError::Character('_')),
            ("FR23902018000009320427216", RfError::NotRf),
            ("23902018000009320427216", RfError::NotRf),
            ("012345678901234567890123456789", RfError::StateIdentity),
        ] {
            assert_eq!(parsed(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn a_body_of_another_form_makes_no_code() {
        assert_eq!(Rf::from_body(""), Err(RfError::Length(4)));
        assert_eq!(Rf::from_body(&"1".repeat(22)), Err(RfError::Length(26)));
        assert_eq!(Rf::from_body("12a"), Err(RfError::Character('a')));
        assert_eq!(Rf::from_body("12 "), Err(RfError::Character(' ')));
        assert_eq!(Rf::from_body("539007547034").unwrap().as_str(), "RF18539007547034");
    }

    #[test]
    fn the_amount_digit_warns_only_where_one_is_bound() {
        let amount = |cents| Money::from_cents(cents).unwrap();
        let bound = Rf::parse("RF89911233000000000012345").unwrap().rf;
        assert_eq!(bound.amount_digit(amount(12_345)), AmountDigit::Fits);
        assert_eq!(bound.amount_digit(amount(12_346)), AmountDigit::Differs);
        assert_eq!(Rf::parse("RF33999000000000000000001").unwrap().rf.amount_digit(amount(1)), AmountDigit::Differs);
        // The digit 8, and codes without the Greek profile.
        for free in ["RF23902018000009320427216", "RF18539007547034", "RF45G72UUR"] {
            assert_eq!(Rf::parse(free).unwrap().rf.amount_digit(amount(1)), AmountDigit::Unbound, "{free}");
        }
    }

    #[test]
    fn iso_codes_that_are_not_of_the_greek_profile_are_codes_and_flagged() {
        for (text, greek) in [
            ("RF23902018000009320427216", true),
            ("RF18539007547034", false),
            ("RF712348231", false),
            ("RF45G72UUR", false),
        ] {
            assert_eq!(Rf::parse(text).unwrap().rf.is_greek_profile(), greek, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_code_comes_back_however_it_is_printed(body in "[0-9A-Z]{1,21}") {
            let rf = Rf::from_body(&body).unwrap();
            for text in [rf.to_string(), rf.grouped(), rf.as_str().to_lowercase(), rf.grouped().replace(' ', "-")] {
                prop_assert_eq!(&Rf::parse(&text).unwrap().rf, &rf);
            }
            prop_assert!(rf.grouped().split(' ').all(|group| (1..=4).contains(&group.len())));
        }

        #[test]
        fn every_single_mistyped_digit_is_caught(rf in greek(), place in 2usize..25, other in 1u8..10) {
            let mut bytes = rf.as_str().as_bytes().to_vec();
            bytes[place] = (bytes[place] - b'0' + other) % 10 + b'0';
            prop_assert_eq!(parsed(&String::from_utf8(bytes).unwrap()), Err(RfError::CheckDigits));
        }

        #[test]
        fn every_transposition_of_neighbours_is_caught(rf in greek()) {
            for place in 2..24 {
                let mut bytes = rf.as_str().as_bytes().to_vec();
                bytes.swap(place, place + 1);
                if bytes[place] != bytes[place + 1] {
                    prop_assert_eq!(parsed(&String::from_utf8(bytes).unwrap()), Err(RfError::CheckDigits));
                }
            }
        }

        #[test]
        fn what_was_healed_needs_no_more_healing(text in "\\PC{0,40}|[RFrfΡΦρφ0-9 \u{200b}\u{2013}０-９Ａ-ｚ-]{0,40}") {
            let (once, _) = heal(&text);
            let (twice, told) = heal(&once);
            prop_assert_eq!(&twice, &once);
            prop_assert_eq!(told, []);
        }

        #[test]
        fn any_text_is_a_code_or_refused(text in "\\PC{0,60}|RF[0-9]{0,40}") {
            if let Ok(input) = Rf::parse(&text) {
                prop_assert!((5..=25).contains(&input.rf.as_str().len()));
                prop_assert_eq!(Rf::parse(input.rf.as_str()).unwrap().rf, input.rf);
            }
        }

        #[test]
        fn the_amount_digit_is_the_sum_of_its_weighted_cents(cents in 0i64..100_000_000_000) {
            // Written out from the rule: the digits from the right × 1, 7, 3, sum mod 8.
            let text = cents.to_string();
            let sum: u32 = text.chars().rev().enumerate()
                .map(|(place, digit)| digit.to_digit(10).unwrap() * [1, 7, 3][place % 3]).sum();
            prop_assert_eq!(amount_check_digit(Money::from_cents(cents).unwrap()), sum % 8);
        }
    }
}
