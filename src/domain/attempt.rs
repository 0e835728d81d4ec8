//! One attempt to take a payment, as a state machine that refuses illegal steps. What each state means for
//! the citizen's card is here and nowhere else.

use serde::Serialize;
use thiserror::Error;

use super::debt::DebtId;
use super::money::Money;
use super::operator::OperatorId;
use super::rf::Rf;
use super::session::SessionNo;
use super::tender::CardTender;
use super::time::Moment;

/// An attempt's row in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AttemptId(pub i64);

/// Where an attempt stands. What is on disk is always this or less than what the terminal knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AttemptState {
    /// In the journal; nothing was sent.
    Prepared,
    /// On disk as sent, before the first byte leaves: the card may be charged from here on.
    Sent,
    /// The terminal took the request.
    Confirmed,
    /// Charged, booked, receipt numbered. Closed.
    Approved,
    /// The terminal or the bank said no. Closed.
    Declined,
    /// No card was charged: nothing was sent, or the terminal refused the request. Closed.
    NotCharged,
    /// Nobody here knows. The debts stay fenced until the terminal or evidence answers.
    Unknown,
}

/// What happens to an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AttemptStep {
    /// The request is about to be written to the link.
    Send,
    /// CONFIRMED came.
    Confirm,
    /// An approved result came, or was recovered, or is proven by evidence.
    Approve,
    /// A result with another code than `00` came.
    Decline,
    /// The terminal refused the request, holds no result of it, or it never left.
    CloseUncharged,
    /// Silence, a closed line, a foreign or unreadable answer, a crash.
    LoseTrack,
}

/// A step that the state does not allow: a defect or a damaged journal, never a thing to carry out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("attempt in state {state:?} does not allow {step:?}")]
pub struct IllegalStep {
    /// The state it is in.
    pub state: AttemptState,
    /// The step that was tried.
    pub step: AttemptStep,
}

impl AttemptState {
    /// All states, in the order of a payment.
    pub const ALL: [AttemptState; 7] = [
        AttemptState::Prepared,
        AttemptState::Sent,
        AttemptState::Confirmed,
        AttemptState::Approved,
        AttemptState::Declined,
        AttemptState::NotCharged,
        AttemptState::Unknown,
    ];

    /// The state after a step.
    ///
    /// # Errors
    /// [`IllegalStep`] where the step does not follow.
    pub fn after(self, step: AttemptStep) -> Result<AttemptState, IllegalStep> {
        use AttemptState as S;
        use AttemptStep as T;
        match (self, step) {
            (S::Prepared, T::Send) => Ok(S::Sent),
            (S::Sent, T::Confirm) => Ok(S::Confirmed),
            (S::Sent | S::Confirmed | S::Unknown, T::Approve) => Ok(S::Approved),
            (S::Sent | S::Confirmed | S::Unknown, T::Decline) => Ok(S::Declined),
            // Not from `Confirmed`: a terminal that took the request and then reports an error may have
            // charged the card.
            (S::Prepared | S::Sent | S::Unknown, T::CloseUncharged) => Ok(S::NotCharged),
            (S::Sent | S::Confirmed, T::LoseTrack) => Ok(S::Unknown),
            (state, step) => Err(IllegalStep { state, step }),
        }
    }

    /// Whether the attempt still holds its debts.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, AttemptState::Prepared | AttemptState::Sent | AttemptState::Confirmed | AttemptState::Unknown)
    }

    /// Whether the terminal is, or may be, in the middle of it.
    #[must_use]
    pub fn is_in_flight(self) -> bool {
        matches!(self, AttemptState::Prepared | AttemptState::Sent | AttemptState::Confirmed)
    }

    /// The word of the journal and of JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            AttemptState::Prepared => "prepared",
            AttemptState::Sent => "sent",
            AttemptState::Confirmed => "confirmed",
            AttemptState::Approved => "approved",
            AttemptState::Declined => "declined",
            AttemptState::NotCharged => "not_charged",
            AttemptState::Unknown => "unknown",
        }
    }

    /// The state of a word of the journal.
    #[must_use]
    pub fn from_word(word: &str) -> Option<AttemptState> {
        AttemptState::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// What one debt gets of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptLine {
    /// The debt.
    pub debt: DebtId,
    /// Its number in the municipality's system.
    pub external_id: String,
    /// The RF code it was paid by.
    pub rf: Option<Rf>,
    /// Of the amount, capital.
    pub capital: Money,
    /// Of the amount, surcharge.
    pub surcharge: Money,
}

impl AttemptLine {
    /// Capital and surcharge together.
    #[must_use]
    pub fn amount(&self) -> Money {
        // The two parts were split from one amount, so they fit one again.
        self.capital.checked_add(self.surcharge).unwrap_or(Money::ZERO)
    }
}

/// What the journal is asked to write before anything is sent. Only a card can be in it.
#[derive(Debug, Clone)]
pub struct NewAttempt {
    /// Proof that a card was offered.
    pub tender: CardTender,
    /// The desk.
    pub desk: String,
    /// The terminal, by its link: one open attempt in flight each.
    pub terminal: String,
    /// Who takes the payment.
    pub operator: OperatorId,
    /// What each debt gets; not empty, one debt once.
    pub lines: Vec<AttemptLine>,
    /// When.
    pub at: Moment,
}

/// An attempt as the journal holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Row.
    pub id: AttemptId,
    /// Session on the wire.
    pub session: SessionNo,
    /// The desk.
    pub desk: String,
    /// The terminal, by its link.
    pub terminal: String,
    /// Who.
    pub operator: OperatorId,
    /// The sum of the lines.
    pub amount: Money,
    /// What each debt gets.
    pub lines: Vec<AttemptLine>,
    /// Where it stands.
    pub state: AttemptState,
    /// Why it ended as it did, a stable English word or code (`C:04`, `E:999`, `silent_after_sent`).
    pub reason: Option<String>,
    /// When it was prepared.
    pub prepared_at: Moment,
    /// When its state last changed.
    pub changed_at: Moment,
}
