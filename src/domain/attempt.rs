//! One attempt to take a payment or to take one back, as a state machine that refuses illegal steps. What each state means for
//! the citizen's card is here and nowhere else.

use thiserror::Error;

use super::correction::Correction;
use super::debt::DebtId;
use super::money::Money;
use super::operator::OperatorId;
use super::rf::Rf;
use super::session::SessionNo;
use super::tender::CardTender;
use super::time::Moment;
use super::worded::worded;

/// An attempt's row in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AttemptId(pub i64);

/// Why an attempt ended before its first byte left.
pub const NOT_SENT: &str = "not_sent";
/// The program ended before its first byte left.
pub const CRASHED_BEFORE_SENDING: &str = "crashed_before_sending";

worded! {
    /// Where an attempt stands. What is on disk is always this or less than what the terminal knows.
    pub enum AttemptState {
        /// In the journal; nothing was sent.
        Prepared = "prepared",
        /// On disk as sent, before the first byte leaves: the card may be charged from here on.
        Sent = "sent",
        /// The terminal took the request.
        Confirmed = "confirmed",
        /// Charged, booked, receipt numbered. Closed.
        Approved = "approved",
        /// The terminal or the bank said no. Closed.
        Declined = "declined",
        /// No card was charged: nothing was sent, or the terminal refused the request. Closed.
        NotCharged = "not_charged",
        /// Nobody here knows. The debts stay fenced until the terminal or evidence answers.
        Unknown = "unknown",
    }
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
    pub fn is_open(self) -> bool {
        matches!(self, AttemptState::Prepared | AttemptState::Sent | AttemptState::Confirmed | AttemptState::Unknown)
    }

    /// Whether the terminal is, or may be, in the middle of it.
    pub fn is_in_flight(self) -> bool {
        matches!(self, AttemptState::Prepared | AttemptState::Sent | AttemptState::Confirmed)
    }
}

/// What one debt gets of an attempt; of a correction, what it gets back.
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
    pub fn amount(&self) -> Money {
        // The two parts were split from one amount, so they fit one again. Were it otherwise, the largest
        // amount makes the sum of the attempt fail, where none would settle a debt for nothing.
        self.capital.checked_add(self.surcharge).unwrap_or(Money::MAX)
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
    /// Who takes the payment, or gives it back.
    pub operator: OperatorId,
    /// What each debt gets, or of a correction gets back; not empty, one debt once.
    pub lines: Vec<AttemptLine>,
    /// What it takes back; nothing where it takes a payment.
    pub correction: Option<Correction>,
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
    /// What each debt gets, or of a correction gets back.
    pub lines: Vec<AttemptLine>,
    /// What it takes back; nothing where it takes a payment.
    pub correction: Option<Correction>,
    /// Where it stands.
    pub state: AttemptState,
    /// Why it ended as it did, a stable English word or code (`C:04`, `E:999`, `silent_after_sent`).
    pub reason: Option<String>,
    /// When it was prepared.
    pub prepared_at: Moment,
    /// When its state last changed.
    pub changed_at: Moment,
}

#[cfg(test)]
mod tests {
    use AttemptState as S;
    use AttemptStep as T;

    use super::*;

    const STEPS: [T; 6] = [T::Send, T::Confirm, T::Approve, T::Decline, T::CloseUncharged, T::LoseTrack];

    /// One row a state, one column a step in the order of `STEPS`; `None` is refused.
    const TABLE: [(S, [Option<S>; 6]); 7] = [
        (S::Prepared, [Some(S::Sent), None, None, None, Some(S::NotCharged), None]),
        (
            S::Sent,
            [None, Some(S::Confirmed), Some(S::Approved), Some(S::Declined), Some(S::NotCharged), Some(S::Unknown)],
        ),
        (S::Confirmed, [None, None, Some(S::Approved), Some(S::Declined), None, Some(S::Unknown)]),
        (S::Approved, [None; 6]),
        (S::Declined, [None; 6]),
        (S::NotCharged, [None; 6]),
        (S::Unknown, [None, None, Some(S::Approved), Some(S::Declined), Some(S::NotCharged), None]),
    ];

    #[test]
    fn every_step_from_every_state_is_allowed_or_refused_as_the_table_says() {
        assert_eq!(TABLE.map(|(state, _)| state), S::ALL);
        for (state, row) in TABLE {
            for (step, expected) in STEPS.into_iter().zip(row) {
                assert_eq!(state.after(step), expected.ok_or(IllegalStep { state, step }), "{state:?} {step:?}");
            }
        }
    }

    #[test]
    fn a_closed_attempt_allows_nothing_and_holds_no_debt() {
        for state in S::ALL {
            let closed = STEPS.into_iter().all(|step| state.after(step).is_err());
            assert_eq!(state.is_open(), !closed, "{state:?}");
        }
    }

    #[test]
    fn every_open_attempt_can_be_closed_and_what_was_sent_can_become_unknown() {
        for state in S::ALL.into_iter().filter(|state| state.is_open()) {
            let closing = STEPS.into_iter().any(|step| state.after(step).is_ok_and(|next| !next.is_open()));
            assert!(closing, "{state:?}");
        }
        for state in [S::Sent, S::Confirmed] {
            assert_eq!(state.after(T::LoseTrack), Ok(S::Unknown));
        }
    }

    #[test]
    fn nothing_is_approved_that_was_not_sent() {
        assert!(S::Prepared.after(T::Approve).is_err());
        assert!(S::Prepared.after(T::Confirm).is_err());
    }

    #[test]
    fn an_error_after_the_terminal_took_the_request_is_not_taken_for_not_charged() {
        assert!(S::Confirmed.after(T::CloseUncharged).is_err());
    }

    #[test]
    fn an_attempt_in_flight_is_open_and_an_unknown_one_frees_the_terminal_but_not_the_debts() {
        let in_flight: Vec<S> = S::ALL.into_iter().filter(|state| state.is_in_flight()).collect();
        assert_eq!(in_flight, [S::Prepared, S::Sent, S::Confirmed]);
        assert!(S::Unknown.is_open());
    }

    #[test]
    fn the_words_of_the_journal_come_back_and_are_those_of_json() {
        for state in S::ALL {
            assert_eq!(S::from_word(state.word()), Some(state));
            assert_eq!(serde_json::to_string(&state).unwrap(), format!("\"{}\"", state.word()));
        }
        assert_eq!(S::from_word("Approved"), None);
        assert_eq!(S::from_word(""), None);
    }

    #[test]
    fn a_line_that_outgrows_an_amount_does_not_settle_for_nothing() {
        let line = |capital, surcharge| AttemptLine {
            debt: DebtId(1),
            external_id: "1".to_owned(),
            rf: None,
            capital,
            surcharge,
        };
        let cents = |cents| Money::from_cents(cents).unwrap();
        assert_eq!(line(cents(10_000), cents(219)).amount(), cents(10_219));
        assert_eq!(line(Money::MAX, cents(1)).amount(), Money::MAX);
    }
}
