//! Written evidence for an unknown outcome: what a person reads off the terminal's slip or the bank's list and types
//! in. It is read leniently in form and strictly in content, and what was typed is kept as it was.

mod charge;
mod forms;
mod keys;
mod read;
mod words;

use std::fmt;

use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;
use thiserror::Error;

use super::card::MaskedPan;
use super::card_number::holds_card_number;
use super::money::Money;

pub use charge::{CLOCK_ALLOWANCE, ChargeEvidence, Contradiction, TerminalClock};

/// Characters that are not blanks which it takes at least to say that a card was not charged.
pub const LEAST_TEXT: usize = 10;
/// Characters that are kept at most: a slip has a few hundred.
pub const MOST_TEXT: usize = 4_000;

/// A field that evidence can state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceField {
    /// System trace audit number, 1 to 6 digits.
    Stan,
    /// Retrieval reference number, up to 12 digits; an account-to-account payment has a time stamp.
    Rrn,
    /// Authorisation code, 6 to 8 letters or digits.
    AuthCode,
    /// The terminal's local time.
    Time,
    Amount,
    /// Batch, 1 to 6 digits.
    Batch,
    /// The terminal's id, up to 16 letters or digits.
    TerminalId,
    /// Scheme and kind of the card.
    CardType,
    Pan,
}

impl EvidenceField {
    pub const ALL: [EvidenceField; 9] = [
        EvidenceField::Stan,
        EvidenceField::Rrn,
        EvidenceField::AuthCode,
        EvidenceField::Time,
        EvidenceField::Amount,
        EvidenceField::Batch,
        EvidenceField::TerminalId,
        EvidenceField::CardType,
        EvidenceField::Pan,
    ];

    /// The stable word of JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            EvidenceField::Stan => "stan",
            EvidenceField::Rrn => "rrn",
            EvidenceField::AuthCode => "auth_code",
            EvidenceField::Time => "time",
            EvidenceField::Amount => "amount",
            EvidenceField::Batch => "batch",
            EvidenceField::TerminalId => "terminal_id",
            EvidenceField::CardType => "card_type",
            EvidenceField::Pan => "pan",
        }
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
    /// A field was given two values.
    #[error("{} stands there twice with different values", field.word())]
    Twice { field: EvidenceField },
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

/// Evidence as it was typed, and what was understood of it. `Debug` does not print the text: people write names
/// into it.
#[derive(Clone, PartialEq, Eq)]
pub struct Evidence {
    text: String,
    stan: Option<String>,
    rrn: Option<String>,
    auth_code: Option<String>,
    at: Option<NaiveDateTime>,
    amount: Option<Money>,
    batch: Option<String>,
    terminal_id: Option<String>,
    card_type: Option<String>,
    pan: Option<MaskedPan>,
}

impl Evidence {
    /// Reads keys and values in any order, divided by spaces, commas, semicolons or new lines, and joined by a space,
    /// `=` or `:`, as in `STAN 000042, RRN=632710123456; ΕΓΚΡΙΣΗ: A1B2C3 10:15`. Keys are read in upper and lower
    /// case, in Greek and Latin letters. Times are read without a key too, and amounts that bear `€` or `EUR`; a time
    /// without a date is of the date that stands in the text, or of `day`. Words that are no key are left alone.
    ///
    /// # Errors
    /// See [`BadEvidence`].
    pub fn parse(text: &str, day: NaiveDate) -> Result<Evidence, BadEvidence> {
        check_text(text)?;
        read::read(text, day)
    }

    /// What a charge must state: STAN, authorisation code and time. A reference may be missing: a payment that was
    /// approved off line has none.
    ///
    /// # Errors
    /// [`MissingEvidence`] with every field that is missing.
    pub fn of_a_charge(&self) -> Result<ChargeEvidence, MissingEvidence> {
        charge::of(self)
    }

    /// Whether the text says enough to show that a card was not charged.
    ///
    /// # Errors
    /// [`BadEvidence::TooShort`].
    pub fn of_no_charge(&self) -> Result<(), BadEvidence> {
        let said = self.text.chars().filter(|c| !c.is_whitespace()).count();
        if said < LEAST_TEXT { Err(BadEvidence::TooShort { least: LEAST_TEXT }) } else { Ok(()) }
    }

    /// The text as it was typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// STAN as it was typed.
    #[must_use]
    pub fn stan(&self) -> Option<&str> {
        self.stan.as_deref()
    }

    #[must_use]
    pub fn rrn(&self) -> Option<&str> {
        self.rrn.as_deref()
    }

    #[must_use]
    pub fn auth_code(&self) -> Option<&str> {
        self.auth_code.as_deref()
    }

    /// The terminal's local time.
    #[must_use]
    pub fn at(&self) -> Option<NaiveDateTime> {
        self.at
    }

    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        self.amount
    }

    /// Batch as it was typed.
    #[must_use]
    pub fn batch(&self) -> Option<&str> {
        self.batch.as_deref()
    }

    #[must_use]
    pub fn terminal_id(&self) -> Option<&str> {
        self.terminal_id.as_deref()
    }

    /// Scheme and kind of the card.
    #[must_use]
    pub fn card_type(&self) -> Option<&str> {
        self.card_type.as_deref()
    }

    #[must_use]
    pub fn pan(&self) -> Option<&MaskedPan> {
        self.pan.as_ref()
    }
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
