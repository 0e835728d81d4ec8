//! Written evidence for an unknown outcome: what a person reads off the terminal's slip or the bank's list and types
//! in, a field at a time. Each field has its form; what was typed is kept.

mod charge;
mod forms;

use std::fmt;

use thiserror::Error;

use super::card::MaskedPan;
use super::card_number::holds_card_number;
use super::money::Money;
use super::worded::worded;

pub use charge::{CLOCK_ALLOWANCE, ChargeEvidence, Contradiction, TerminalClock};

/// Characters that are not blanks which it takes at least to say that a card was not charged.
pub const LEAST_TEXT: usize = 10;
/// Characters that are kept at most: a slip has a few hundred.
pub const MOST_TEXT: usize = 4_000;

worded! {
    /// A field that evidence can state.
    #[derive(PartialOrd, Ord)]
    pub enum EvidenceField {
        /// System trace audit number, 1 to 6 digits.
        Stan = "stan",
        /// Retrieval reference number, up to 12 digits; an account-to-account payment has a time stamp.
        Rrn = "rrn",
        /// Authorisation code, 6 to 8 letters or digits.
        AuthCode = "auth_code",
        /// The terminal's local time.
        Time = "time",
        Amount = "amount",
        /// Batch, 1 to 6 digits.
        Batch = "batch",
        /// The terminal's id, up to 16 letters or digits.
        TerminalId = "terminal_id",
        /// Scheme and kind of the card.
        CardType = "card_type",
        Pan = "pan",
    }
}

/// Why a text cannot be evidence. It repeats nothing of the text: that may be a card number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BadEvidence {
    #[error("empty evidence")]
    Empty,
    /// A full card number stands in it, which the desk never keeps.
    #[error("a full card number in the evidence")]
    CardNumber,
    /// A value has not the form that its field has.
    #[error("the value of {} has not its form", field.word())]
    Value { field: EvidenceField },
    /// Too little to say that a card was not charged.
    #[error("at least {least} characters of evidence")]
    TooShort {
        /// Characters that are not blanks, at least.
        least: usize,
    },
    /// More than can be kept.
    #[error("at most {most} characters of evidence")]
    TooLong { most: usize },
}

/// What a charge must state and this does not.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("missing: {}", fields.iter().map(|field| field.word()).collect::<Vec<_>>().join(", "))]
pub struct MissingEvidence {
    /// Every field that is missing.
    pub fields: Vec<EvidenceField>,
}

/// What people read off a slip or a report, a text a field; an empty one says nothing. `Debug` prints none of it: people
/// write names into the words.
#[derive(Clone, Default)]
pub struct TypedEvidence {
    pub stan: String,
    pub auth_code: String,
    /// `10:15`, or with a date before it; a time alone is of the day on which the payment was asked for.
    pub at: String,
    pub rrn: String,
    pub amount: String,
    pub batch: String,
    pub terminal_id: String,
    /// Scheme and kind, with the masked number or without.
    pub card: String,
    /// Whatever else is said, in words that are kept as they are.
    pub words: String,
}

impl TypedEvidence {
    /// Words alone, as they are enough to say that a card was not charged.
    pub fn words(words: &str) -> TypedEvidence {
        TypedEvidence { words: words.to_owned(), ..TypedEvidence::default() }
    }
}

impl fmt::Debug for TypedEvidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TypedEvidence")
    }
}

/// Evidence that was read: each field of its form, and all of it as one text, which the books keep.
#[derive(Clone, PartialEq, Eq)]
pub struct Evidence {
    text: String,
    stan: Option<String>,
    rrn: Option<String>,
    auth_code: Option<String>,
    at: Option<forms::SlipTime>,
    amount: Option<Money>,
    batch: Option<String>,
    terminal_id: Option<String>,
    card_type: Option<String>,
    pan: Option<MaskedPan>,
}

impl Evidence {
    /// Reads each field by its form.
    ///
    /// # Errors
    /// See [`BadEvidence`].
    pub fn read(typed: &TypedEvidence) -> Result<Evidence, BadEvidence> {
        let text = kept(typed);
        check_text(&text)?;
        let (card_type, pan) = forms::card(&typed.card).ok_or(BadEvidence::Value { field: EvidenceField::Pan })?;
        Ok(Evidence {
            text,
            stan: read(&typed.stan, EvidenceField::Stan, |text| forms::digits(text, 6))?,
            rrn: read(&typed.rrn, EvidenceField::Rrn, forms::reference)?,
            auth_code: read(&typed.auth_code, EvidenceField::AuthCode, |text| forms::code(text, 6, 8))?,
            at: read(&typed.at, EvidenceField::Time, forms::slip_time)?,
            amount: read(&typed.amount, EvidenceField::Amount, Money::typed)?,
            batch: read(&typed.batch, EvidenceField::Batch, |text| forms::digits(text, 6))?,
            terminal_id: read(&typed.terminal_id, EvidenceField::TerminalId, |text| forms::code(text, 1, 16))?,
            card_type,
            pan,
        })
    }

    /// Whether the text says enough to show that a card was not charged.
    ///
    /// # Errors
    /// [`BadEvidence::TooShort`].
    pub fn of_no_charge(&self) -> Result<(), BadEvidence> {
        let said = self.text.chars().filter(|c| !c.is_whitespace()).count();
        if said < LEAST_TEXT { Err(BadEvidence::TooShort { least: LEAST_TEXT }) } else { Ok(()) }
    }

    /// All of it as one text: each field by its name, and the words as they were typed.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A field of its form; nothing where nothing was typed.
fn read<T>(typed: &str, field: EvidenceField, form: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, BadEvidence> {
    match typed.trim() {
        "" => Ok(None),
        typed => form(typed).map(Some).ok_or(BadEvidence::Value { field }),
    }
}

fn kept(typed: &TypedEvidence) -> String {
    let named = [
        ("STAN=", &typed.stan),
        ("AUTH=", &typed.auth_code),
        ("RRN=", &typed.rrn),
        ("AMOUNT=", &typed.amount),
        ("BATCH=", &typed.batch),
        ("TID=", &typed.terminal_id),
        ("CARD=", &typed.card),
        ("", &typed.at),
        ("", &typed.words),
    ];
    let said = named.into_iter().filter(|(_, value)| !value.trim().is_empty());
    said.map(|(name, value)| format!("{name}{}", value.trim())).collect::<Vec<_>>().join("; ")
}

impl fmt::Debug for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Evidence")
            .field("stan", &self.stan)
            .field("rrn", &self.rrn)
            .field("auth_code", &self.auth_code)
            .field("at", &self.at)
            .field("amount", &self.amount)
            .field("batch", &self.batch)
            .field("terminal_id", &self.terminal_id)
            .finish_non_exhaustive()
    }
}

/// Whether a text can be kept as evidence at all.
///
/// # Errors
/// [`BadEvidence::Empty`], [`BadEvidence::TooLong`], [`BadEvidence::CardNumber`].
pub fn check_text(text: &str) -> Result<(), BadEvidence> {
    if text.chars().all(|c| c.is_whitespace() || super::rf::is_invisible(c)) {
        return Err(BadEvidence::Empty);
    }
    if text.chars().count() > MOST_TEXT {
        return Err(BadEvidence::TooLong { most: MOST_TEXT });
    }
    if holds_card_number(text) { Err(BadEvidence::CardNumber) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
