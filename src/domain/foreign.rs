//! Results that a terminal gave and this desk did not ask for, or not like that. They are kept, shown to a
//! supervisor and never booked by themselves.

use serde::Serialize;

use super::attempt::AttemptId;
use super::card::CardData;
use super::receipt::ReceiptNo;
use super::time::Moment;

/// Why a result is not ours to book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ForeignKind {
    /// Keyed on the terminal itself (session `POSTXN`).
    KeyedOnTerminal,
    /// It names another desk.
    OtherDesk,
    /// This desk never gave the session.
    UnknownSession,
    /// The session is ours, the amount is not what was asked for.
    OtherAmount,
    /// The books closed the session as not charged, the terminal says that it charged.
    Contradicts,
    /// An answer to a session of ours whose outcome is still open, that came while another was asked about.
    Late,
}

impl ForeignKind {
    /// All kinds.
    pub const ALL: [ForeignKind; 6] = [
        ForeignKind::KeyedOnTerminal,
        ForeignKind::OtherDesk,
        ForeignKind::UnknownSession,
        ForeignKind::OtherAmount,
        ForeignKind::Contradicts,
        ForeignKind::Late,
    ];

    /// The word of the database and of JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            ForeignKind::KeyedOnTerminal => "keyed_on_terminal",
            ForeignKind::OtherDesk => "other_desk",
            ForeignKind::UnknownSession => "unknown_session",
            ForeignKind::OtherAmount => "other_amount",
            ForeignKind::Contradicts => "contradicts",
            ForeignKind::Late => "late",
        }
    }

    /// The kind of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<ForeignKind> {
        ForeignKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl ForeignKind {
    /// Whether such a result can turn out to be the payment of debts of this desk. Another desk's is in its own books,
    /// and a late one is the evidence of the session that waits for it.
    #[must_use]
    pub fn can_be_tied(self) -> bool {
        match self {
            ForeignKind::KeyedOnTerminal
            | ForeignKind::UnknownSession
            | ForeignKind::OtherAmount
            | ForeignKind::Contradicts => true,
            ForeignKind::OtherDesk | ForeignKind::Late => false,
        }
    }
}

/// A result that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptForeign {
    /// Its number, by which people name it.
    pub number: u32,
    /// What was heard.
    pub result: ForeignResult,
    /// The receipt, where it was tied to debts.
    pub receipt: Option<ReceiptNo>,
}

/// One such result, as it was heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignResult {
    /// The terminal, by its link.
    pub terminal: String,
    /// The session as the terminal wrote it: it may be none of ours, or `POSTXN`.
    pub session: String,
    /// The desk that it names, where it names one.
    pub ecr: Option<String>,
    /// The document that it names, where it names one.
    pub document: Option<String>,
    /// The result code.
    pub code: String,
    /// What was charged, where it says so.
    pub card: Option<CardData>,
    /// Why it is not ours to book.
    pub why: ForeignKind,
    /// When it was first heard.
    pub seen_at: Moment,
    /// The attempt under way when it came.
    pub during: Option<AttemptId>,
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
