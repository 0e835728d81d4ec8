//! Results that a terminal gave and this desk did not ask for, or not like that. They are kept, shown to a
//! supervisor and never booked by themselves.

use super::attempt::AttemptId;
use super::card::CardData;
use super::correction::Correction;
use super::operator::OperatorId;
use super::receipt::ReceiptNo;
use super::session::SessionNo;
use super::terminal_codes::ResultCode;
use super::time::Moment;
use super::worded::worded;

worded! {
    /// Why a result is not ours to book.
    pub enum ForeignKind {
        /// Keyed on the terminal itself (session `POSTXN`).
        KeyedOnTerminal = "keyed_on_terminal",
        /// It names another desk.
        OtherDesk = "other_desk",
        /// This desk never gave the session.
        UnknownSession = "unknown_session",
        /// The session is ours, the amount is not what was asked for.
        OtherAmount = "other_amount",
        /// The books closed the session as not charged, the terminal says that it charged.
        Contradicts = "contradicts",
        /// An answer to a session of ours whose outcome is still open, that came while another was asked about.
        Late = "late",
        /// It names a session of ours, and is of a time before that was asked for.
        TooEarly = "too_early",
        /// It names a session of ours, and is the transaction that another document was booked with.
        BookedBefore = "booked_before",
        /// The books have a document of the session, and the terminal says afterwards that it came to nothing.
        Denies = "denies",
    }
}

impl ForeignKind {
    /// Whether such a result can turn out to be the payment of debts of this desk. Another desk's is in its own books,
    /// a late one is the evidence of the session that waits for it, one that was booked has its document, and no money
    /// moved with one that denies.
    pub fn can_be_tied(self) -> bool {
        match self {
            ForeignKind::KeyedOnTerminal
            | ForeignKind::UnknownSession
            | ForeignKind::OtherAmount
            | ForeignKind::Contradicts
            | ForeignKind::TooEarly => true,
            ForeignKind::OtherDesk | ForeignKind::Late | ForeignKind::BookedBefore | ForeignKind::Denies => false,
        }
    }
}

/// A result that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptForeign {
    /// Its number, by which people name it.
    pub number: u32,
    pub result: ForeignResult,
    /// The document, where two people said what it is.
    pub receipt: Option<ReceiptNo>,
    /// How it was written off, where it was.
    pub written_off: Option<WriteOff>,
    /// Its transaction has a document by another way: the outcome that waited for it was recovered, or decided.
    pub claimed: bool,
    /// The session that it names is of an outcome that is still open: that is what must be settled.
    pub awaited: bool,
}

impl KeptForeign {
    /// Whether money moved that no document of this desk accounts for, or a document accounts for money that did not move,
    /// and nobody has said why.
    pub fn is_unclaimed(&self) -> bool {
        (self.result.is_approved() || self.result.why == ForeignKind::Denies)
            && self.result.why != ForeignKind::OtherDesk
            && !self.claimed
            && !self.awaited
            && self.receipt.is_none()
            && self.written_off.is_none()
    }
}

/// That a session was done after the books had closed it without a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AfterAll {
    /// The kept approval, by its number.
    pub number: u32,
    /// The session that it names.
    pub session: SessionNo,
}

/// That two people found a result to be of no debt and no document of this desk. `Debug` does not print the reason:
/// people write names into it.
#[derive(Clone, PartialEq, Eq)]
pub struct WriteOff {
    pub reason: String,
    pub operator: OperatorId,
    pub approver: OperatorId,
    pub at: Moment,
}

impl std::fmt::Debug for WriteOff {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WriteOff(by {}, approved by {})", self.operator, self.approver)
    }
}

worded! {
    /// Which way the money of a result went.
    pub enum Direction {
        /// From the card: a payment.
        Taken = "taken",
        /// Back to the card: a void or a refund.
        GivenBack = "given_back",
        /// Neither the journal nor the terminal says.
        Unknown = "unknown",
    }
}

impl Direction {
    /// Of what an attempt asked for.
    pub fn of(correction: Option<&Correction>) -> Direction {
        if correction.is_some() { Direction::GivenBack } else { Direction::Taken }
    }
}

/// One such result, as it was heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignResult {
    /// The desk whose till it keeps open; of results that were kept long ago, nobody knows.
    pub desk: Option<String>,
    /// Which way its money went.
    pub direction: Direction,
    /// The terminal, by its link.
    pub terminal: String,
    /// The session as the terminal wrote it: it may be none of ours, or `POSTXN`.
    pub session: String,
    /// The desk that it names, where it names one.
    pub ecr: Option<String>,
    /// The document that it names, where it names one.
    pub document: Option<String>,
    pub code: ResultCode,
    /// What was charged, where it says so.
    pub card: Option<CardData>,
    /// Why it is not ours to book.
    pub why: ForeignKind,
    /// When it was first heard.
    pub seen_at: Moment,
    /// The attempt under way when it came.
    pub during: Option<AttemptId>,
}

impl ForeignResult {
    /// Whether the terminal says that money moved.
    pub fn is_approved(&self) -> bool {
        self.code.is_approved()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_kinds_come_back_and_are_those_of_json() {
        for kind in ForeignKind::ALL {
            assert_eq!(ForeignKind::from_word(kind.word()), Some(kind));
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{}\"", kind.word()));
        }
        assert_eq!(ForeignKind::from_word("ours"), None);
    }
}
