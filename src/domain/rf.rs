//! The RF code of a debt (Ταυτότητα Οφειλής): ISO 11649, its Greek profile, and the healing of what people
//! type and scanners send.

use std::fmt;

use serde::Serialize;
use thiserror::Error;

use super::money::Money;

/// An RF creditor reference with right check digits: `RF`, two check digits, 1 to 21 letters or digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Rf(String);

/// What had to be put right in typed or scanned input, told to the cashier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Healed {
    /// Lower-case letters.
    Case,
    /// White space.
    Spaces,
    /// Dashes of any kind.
    Dashes,
    /// Zero-width and other invisible characters.
    Invisible,
    /// `ΡΦ` typed with a Greek keyboard layout, or Greek look-alikes.
    GreekLetters,
    /// Full-width digits or letters.
    FullWidth,
    /// The amount that a bill's code carries after the RF was set aside.
    BillTail,
    /// An ΑΦΜ's `EL` prefix was dropped.
    CountryPrefix,
    /// An ΑΦΜ of eight digits was given its leading zero.
    LeadingZero,
}

/// Why an input is not an RF code.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RfError {
    /// Nothing was typed.
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
    /// The code.
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
            Some((code, tail)) if text.len() == BILL_CODE_LENGTH => {
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
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it has the Greek profile: 25 characters, all digits after `RF`.
    #[must_use]
    pub fn is_greek_profile(&self) -> bool {
        self.0.len() == GREEK_PROFILE_LENGTH && self.0.bytes().skip(2).all(|b| b.is_ascii_digit())
    }

    /// Printed in groups of four, as notices print it.
    #[must_use]
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
    #[must_use]
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
#[must_use]
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

/// Eleven digits of cents and a check digit of unknown rule.
fn bill_amount(tail: &str) -> Option<Money> {
    let cents = tail.get(..11)?;
    if !cents.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Money::from_cents(cents.parse().ok()?).ok()
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
    for (place, c) in input.trim_matches(['\r', '\n']).chars().enumerate() {
        match c {
            _ if is_invisible(c) => note(Healed::Invisible),
            _ if c.is_whitespace() => note(Healed::Spaces),
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' | '\u{fe63}' | '\u{ff0d}' => note(Healed::Dashes),
            '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
                note(Healed::FullWidth);
                let ascii = char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c);
                text.push(ascii.to_ascii_uppercase());
            }
            'Ρ' | 'ρ' if place < 8 => {
                note(Healed::GreekLetters);
                text.push('R');
            }
            'Φ' | 'φ' if place < 8 => {
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

fn is_invisible(c: char) -> bool {
    c.is_control() && !c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
