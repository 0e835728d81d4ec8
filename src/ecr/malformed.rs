//! Why a message cannot be written or read. None of it carries what stood in the message.

use thiserror::Error;

use super::frame::FrameError;

/// Names a field in an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    Session,
    Amount,
    Currency,
    DateTime,
    EcrId,
    Operator,
    Receipt,
    Custom,
    Text,
    TerminalId,
    Code,
    Data,
    Mac,
    Command,
}

/// What keeps a value from being sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Problem {
    /// Nothing is there.
    #[error("empty")]
    Empty,
    /// Longer than the field is.
    #[error("{length} characters, at most {longest}")]
    TooLong {
        /// Characters it has.
        length: usize,
        /// Characters the field takes.
        longest: usize,
    },
    /// A separator, a letter outside ASCII, or another character that the field does not take.
    #[error("character {0:?}")]
    Character(char),
    /// A number or a time that the field cannot write.
    #[error("out of range")]
    OutOfRange,
    /// The dialect has no such field.
    #[error("the dialect has no such field")]
    NotSpoken,
}

/// A value that must not be sent. The value itself is not carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{field:?}: {problem}")]
pub struct BadValue {
    /// Which field.
    pub field: Field,
    /// Why.
    pub problem: Problem,
}

/// Why a message cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EncodeError {
    /// A value that the field does not take.
    #[error(transparent)]
    Value(#[from] BadValue),
    /// The dialect has no such message.
    #[error("the dialect has no message {0}")]
    NotSpoken(char),
    /// The body is too long.
    #[error(transparent)]
    Frame(#[from] FrameError),
}

/// Why a body is no message. Carries no content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MessageError {
    /// The frame comes from the wrong side, or from a terminal of the other dialect.
    #[error("a frame of another direction or version")]
    Header,
    /// No letter, or one that the dialect does not know.
    #[error("unknown message {0:?}")]
    Letter(Option<char>),
    /// A byte that is not printable ASCII, or the reserved `\`.
    #[error("a character that no body holds")]
    Character,
    /// A field is not there.
    #[error("no field {0:?}")]
    Missing(Field),
    /// A field is there twice.
    #[error("field {0:?} twice")]
    Repeated(Field),
    /// A field's value is not of its form.
    #[error("field {0:?} is not of its form")]
    Bad(Field),
}

impl MessageError {
    /// Whether it is a message of a kind that nobody here knows, rather than a known one out of form.
    pub(super) fn is_unknown_letter(self) -> bool {
        matches!(self, MessageError::Letter(Some(_)))
    }
}
