//! What a sale is asked with and how it can end. Every end is one of: charged, not charged, or nobody here
//! knows; nothing is guessed.

use chrono::NaiveDateTime;
use thiserror::Error;

use super::codes::{ErrorCode, ResultCode};
use super::link::LinkError;
use super::message::{BadValue, OrderKind};
use super::reported::ReportedResult;
use super::result_data::AadeData;
use super::trace::TraceLine;
use crate::domain::{card::CardData, money::Money, session::SessionNo};

/// A sale, void or refund to ask the terminal for, and by which to ask about it again. What is said of a sale
/// holds for the other two: *charged* then means that the money went back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaleRequest {
    /// A sale, or a void or refund whose original the cashier types on the terminal. An announcement asks for
    /// no card and is not sent.
    pub kind: OrderKind,
    /// Ties request, confirmation and result together; from the journal, never the previous one.
    pub session: SessionNo,
    /// Euro, more than zero.
    pub amount: Money,
    /// The desk's local time.
    pub at: NaiveDateTime,
    /// Who: letters and digits, 1..=8. See [`SaleRequest::identity`].
    pub operator: String,
    /// The desk's own document number: letters and digits, 1..=8.
    pub receipt: String,
    /// Free text, 1..=100 printable characters without `/ : \`; empty is sent as `0`, which means unused.
    pub custom: String,
}

impl SaleRequest {
    /// A text cut to what an operator or document field takes: its ASCII letters and digits, the first eight;
    /// `0` where there are none.
    pub fn identity(text: &str) -> String {
        let short: String = text.chars().filter(char::is_ascii_alphanumeric).take(super::common::IDENTITY).collect();
        if short.is_empty() { "0".to_owned() } else { short }
    }
}

/// The journal did not let the sale be sent: nothing is.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum JournalRefused {
    /// Whoever asked gave it up before.
    #[error("given up")]
    GivenUp,
    /// That it is about to be sent could not be written; why.
    #[error("{0}")]
    NotWritten(String),
}

/// Told of the steps of a sale as they happen.
pub trait SaleJournal {
    /// The line is up and the first byte is about to be written. When this returns, a crash means *unknown*.
    ///
    /// # Errors
    /// [`JournalRefused`]: nothing is sent.
    fn sending(&mut self) -> Result<(), JournalRefused>;

    /// The terminal took the request. Told once, and not at all when the result comes without it.
    fn confirmed(&mut self);

    /// A message went or came; masked.
    fn trace(&mut self, line: TraceLine) {
        let _ = line;
    }

    /// A result came that is not of the sale asked about, or that names another amount: it is not booked, not
    /// acknowledged, and must not be lost.
    fn foreign(&mut self, result: ReportedResult) {
        let _ = result;
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    pub session: SessionNo,
    /// What the debt is settled for: what was asked. What the card was charged is `card.final_amount`.
    pub amount: Money,
    /// What the terminal reported.
    pub card: CardData,
    /// What only `aade` reports.
    pub more: Option<AadeData>,
    /// Print data, raw; see [`super::slip::lines`].
    pub slip: Option<Vec<u8>>,
}

/// How a sale ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "one a sale; a box would only hide the fields")]
pub enum SaleEnd {
    Approved(Approval),
    /// Not charged: the terminal or the bank said no.
    Declined(ResultCode),
    /// Not charged: the terminal refused the request before any card was read.
    Refused(ErrorCode),
    /// Not charged: no byte was written.
    NotSent(NotSent),
    /// The card may have been charged.
    Unknown(LostTrack),
}

/// Why nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotSent {
    /// A value that the protocol cannot carry.
    #[error(transparent)]
    BadValue(#[from] BadValue),
    /// The line is not there.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// Bytes keep coming before anything was asked.
    #[error("the line does not become quiet")]
    LineNoisy,
    /// An earlier request may still be answered, and the terminal does not return an echo.
    #[error("the terminal has not caught up: {0}")]
    NotReady(EcrError),
    /// The journal could not be written.
    #[error("the journal refused: {0}")]
    Journal(JournalRefused),
}

/// Why nobody here knows whether the card was charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
#[error("{}", self.word())]
pub enum LostTrack {
    /// Nothing came within the time for CONFIRMED.
    SilentBeforeConfirm,
    /// CONFIRMED came and no result within its time.
    SilentAfterConfirm,
    /// The line closed or failed after the request was written.
    LineClosed,
    /// Only answers for other sales came.
    ForeignSession,
    /// An answer for this sale names another amount.
    ForeignAmount,
    /// Noise, a lost byte, or an approval whose data cannot be read.
    Unreadable,
    /// The terminal took the request and then reported an error.
    ErrorAfterConfirm(ErrorCode),
    /// Writing failed: some of the bytes may have left.
    WriteFailed,
    /// Asked again, the terminal refused to say (busy, in its menu).
    AskRefused(ErrorCode),
}

impl LostTrack {
    /// The stable word of the journal.
    pub fn word(&self) -> &'static str {
        match self {
            LostTrack::SilentBeforeConfirm => "silent_before_confirm",
            LostTrack::SilentAfterConfirm => "silent_after_confirm",
            LostTrack::LineClosed => "line_closed",
            LostTrack::ForeignSession => "foreign_session",
            LostTrack::ForeignAmount => "foreign_amount",
            LostTrack::Unreadable => "unreadable",
            LostTrack::ErrorAfterConfirm(_) => "error_after_confirm",
            LostTrack::WriteFailed => "write_failed",
            LostTrack::AskRefused(_) => "ask_refused",
        }
    }
}

/// What the terminal says of a sale when asked again.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "one a sale; a box would only hide the fields")]
pub enum ResendEnd {
    Approved(Approval),
    /// It was not charged.
    Declined(ResultCode),
    /// The terminal holds no unacknowledged result of it.
    NothingHeld,
    /// The dialect has no way to ask.
    CannotAsk,
    /// No usable answer: still unknown.
    NoAnswer(NoAnswer),
}

/// By what a result is acknowledged, beside its session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledged {
    pub amount: Money,
    /// The desk's document number.
    pub receipt: String,
}

/// What the terminal holds when asked for all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResendAllEnd {
    /// Everything that it holds, each once, in its order; whosever they are.
    Results(Vec<ReportedResult>),
    /// The dialect has no way to ask.
    CannotAsk,
    /// The list did not come, or not to its end.
    NoAnswer {
        /// The approvals that came of it, as good as if the list were whole.
        so_far: Vec<ReportedResult>,
        why: NoAnswer,
    },
}

/// Why asking again gave nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoAnswer {
    /// The line is not there.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// Bytes keep coming before anything was asked.
    #[error("the line does not become quiet")]
    LineNoisy,
    /// A value that the protocol cannot carry: such a sale was never sent from here.
    #[error(transparent)]
    BadValue(#[from] BadValue),
    /// The question went out and no usable answer came.
    #[error(transparent)]
    Lost(LostTrack),
}

/// Why an echo, an acknowledgement or an exchange of keys failed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EcrError {
    /// The line is not there, or it broke.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// Bytes keep coming before anything was asked.
    #[error("the line does not become quiet")]
    LineNoisy,
    /// A value that the protocol cannot carry.
    #[error(transparent)]
    BadValue(#[from] BadValue),
    /// Nothing came in time.
    #[error("the terminal does not answer")]
    Silent,
    /// What came cannot be read: another baud rate, another device, another protocol.
    #[error("the terminal's answer cannot be read")]
    Unreadable,
    #[error("the terminal refused: {0:?}")]
    Refused(ErrorCode),
}

/// What the terminal answered to an echo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EchoReply {
    /// The text that was sent.
    pub text: String,
    /// The terminal's id (TID).
    pub terminal_id: String,
    /// The version of its application.
    pub app_version: String,
}
