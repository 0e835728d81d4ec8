//! The neutral requests and replies that both dialects map to, and why a body is none of them. Nothing here
//! knows how a dialect writes them.

use chrono::NaiveDateTime;

use super::codes::{ErrorCode, ResultCode};
use super::mac::{CheckValue, Mac, WrappedKey};
pub use super::malformed::{BadValue, EncodeError, Field, MessageError, Problem};
pub use super::result_data::PaymentData;
use crate::domain::{money::Money, session::SessionNo};

/// What an order asks for, by its letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrderKind {
    /// `A`: AMOUNT, a sale.
    Sale,
    /// `V`: AMOUNT-VOID; the original is typed on the terminal.
    Void,
    /// `Z`: AMOUNT-REFUND; the original is typed on the terminal.
    Refund,
    /// `W`: REG-RECEIPT (`aade`), announces a receipt to be paid later.
    Announce,
}

impl OrderKind {
    /// All kinds.
    pub const ALL: [OrderKind; 4] = [OrderKind::Sale, OrderKind::Void, OrderKind::Refund, OrderKind::Announce];

    /// The letter on the wire.
    pub fn letter(self) -> char {
        match self {
            OrderKind::Sale => 'A',
            OrderKind::Void => 'V',
            OrderKind::Refund => 'Z',
            OrderKind::Announce => 'W',
        }
    }

    /// The kind of a letter.
    pub fn from_letter(letter: char) -> Option<OrderKind> {
        OrderKind::ALL.into_iter().find(|kind| kind.letter() == letter)
    }
}

/// AMOUNT and its kin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// What is asked for.
    pub kind: OrderKind,
    /// Ties the messages of a sale together; differs from the previous one.
    pub session: SessionNo,
    /// Euro.
    pub amount: Money,
    /// The desk's local time, to the second.
    pub at: NaiveDateTime,
    /// The desk's registered identity: an 1..11 (`aade`) or 1..8 (`mellon`).
    pub ecr: String,
    /// Who: an 1..8.
    pub operator: String,
    /// The desk's own document number: an 1..8.
    pub receipt: String,
    /// Free: ans 1..100, `0` when unused.
    pub custom: String,
    /// `aade` only.
    pub mac: Option<Mac>,
}

/// A command of CONTROL (`aade`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ControlCommand {
    /// `MAC_K`: a new session key.
    LoadKey {
        /// The key under the master key.
        key: WrappedKey,
        /// Its check value.
        check: CheckValue,
    },
    /// `UNBIND_POS`: `0` or `1`.
    UnbindPos(bool),
}

/// From the desk to the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// ECHO.
    Echo {
        /// Any text; `INIT` with an identity asks the terminal to fetch its master key.
        text: String,
        /// The desk's identity (`aade`, optional).
        ecr: Option<String>,
    },
    /// AMOUNT, AMOUNT-VOID, AMOUNT-REFUND, REG-RECEIPT.
    Order(Order),
    /// ACK-RESULT (`aade`): the result is on disk.
    Acknowledge {
        /// Of the result, as it was told: of a sale that was keyed on the terminal too.
        session: ReplySession,
        /// The desk's identity.
        ecr: String,
        /// Asked for.
        amount: Money,
        /// The desk's document number.
        receipt: String,
        /// A second document's number.
        second_receipt: Option<String>,
    },
    /// RESEND (`aade`): what became of this session?
    Resend {
        /// The session.
        session: SessionNo,
        /// Asked for.
        amount: Money,
        /// The desk's identity.
        ecr: String,
        /// The desk's document number.
        receipt: String,
        /// Signature.
        mac: Option<Mac>,
    },
    /// RESEND-ALL (`aade`): every result that was not acknowledged.
    ResendAll {
        /// The desk's identity.
        ecr: String,
        /// The desk's local time.
        at: NaiveDateTime,
        /// Signature.
        mac: Option<Mac>,
    },
    /// CONTROL (`aade`).
    Control {
        /// The desk's identity.
        ecr: String,
        /// What to do.
        command: ControlCommand,
    },
}

/// The session of a reply, which need not be one that the desk asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ReplySession {
    /// A session of the desk's form.
    Numbered(SessionNo),
    /// `POSTXN`: a sale keyed on the terminal itself (from public implementations).
    KeyedOnTerminal,
    /// Anything else, at most twelve characters.
    Other(String),
}

/// The data of a RESULT.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reported {
    /// No data field, as a rule with a decline.
    Nothing,
    /// The payment.
    Payment(Box<PaymentData>),
    /// A data field that cannot be read; its content is not kept, it may hold a card number.
    Unreadable,
}

/// RESULT.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultReply {
    /// Of the sale.
    pub session: ReplySession,
    /// The desk's identity (`aade`).
    pub ecr: Option<String>,
    /// The desk's document number (`aade`).
    pub receipt: Option<String>,
    /// The order's free text (`aade`).
    pub custom: Option<String>,
    /// How it ended.
    pub code: ResultCode,
    /// The payment, where there is one.
    pub data: Reported,
    /// Print data (variant `02`), ISO-8859-7 with the terminal's escapes.
    pub slip: Option<Vec<u8>>,
}

/// From the terminal to the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// ECHO.
    Echo {
        /// The text of the request.
        text: String,
        /// The terminal's id (TID).
        terminal_id: String,
        /// The version of its application.
        app_version: String,
    },
    /// CONFIRMED: the request was taken, the customer is asked for a card.
    Confirmed {
        /// The letter of the order.
        kind: OrderKind,
        /// Of the order.
        session: ReplySession,
        /// Of the order.
        amount: Money,
        /// The desk's identity (`aade`).
        ecr: Option<String>,
        /// The desk's document number (`aade`).
        receipt: Option<String>,
    },
    /// RESULT.
    Result(ResultReply),
    /// ERROR, or OK when the code is `000`.
    Error(ErrorCode),
}

impl ReplySession {
    /// Parses what a terminal wrote.
    ///
    /// # Errors
    /// [`MessageError::Bad`] when it is empty or longer than twelve characters.
    pub fn parse(text: &str) -> Result<ReplySession, MessageError> {
        match text {
            "POSTXN" => Ok(ReplySession::KeyedOnTerminal),
            text => match SessionNo::parse(text) {
                Ok(number) => Ok(ReplySession::Numbered(number)),
                Err(_) if (1..=12).contains(&text.len()) => Ok(ReplySession::Other(text.to_owned())),
                Err(_) => Err(MessageError::Bad(Field::Session)),
            },
        }
    }

    /// Whether it is this one.
    pub fn is(&self, session: SessionNo) -> bool {
        *self == ReplySession::Numbered(session)
    }
}

impl std::fmt::Display for ReplySession {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ReplySession::Numbered(number) => number.fmt(f),
            ReplySession::KeyedOnTerminal => f.write_str("POSTXN"),
            ReplySession::Other(text) => f.write_str(text),
        }
    }
}
