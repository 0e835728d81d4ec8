//! What a use case can fail with, as data.

use thiserror::Error;

use super::file_out::FileOutError;
use super::keeping::KeepingError;
use super::outcome::PayEnd;
use super::trouble::Trouble;
use crate::config::ConfigError;
use crate::domain::operator::{BadOperatorId, BadPin};
use crate::domain::{query::QueryError, refusal::Refusal, typed::Typed, weak_pin::WeakPin};
use crate::ecr::terminal::EcrError;
use crate::exchange::file_error::FileError;
use crate::paper::escpos::PaperError;
use crate::store::StoreError;

/// Why a use case did not do what was asked. Sentences for people are made from it in `text`.
#[derive(Debug, Error)]
pub enum DeskError {
    /// A rule said no.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// A device, the disk or the database is not available.
    #[error("not available: {0:?}")]
    Trouble(Trouble),
    /// What was typed cannot be looked up.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// A file cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// A PIN of the wrong form was chosen.
    #[error(transparent)]
    Pin(#[from] BadPin),
    /// A PIN that must not be chosen.
    #[error("a weak PIN: {}", .0.word())]
    WeakPin(WeakPin),
    /// What was typed is no amount.
    #[error("no amount")]
    Amount(Typed),
    /// What was typed is no number of a batch.
    #[error("no batch")]
    BatchNumber(Typed),
    /// What was typed is no count.
    #[error("no count")]
    Count(Typed),
    /// An operator id of the wrong form.
    #[error(transparent)]
    OperatorId(#[from] BadOperatorId),
    /// The terminal, outside of a payment.
    #[error(transparent)]
    Terminal(#[from] EcrError),
    /// No layout of that name in the configuration.
    #[error("no layout {name}")]
    NoSuchMapping {
        name: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// The file of settings.
    #[error(transparent)]
    Config(Box<ConfigError>),
    /// Whoever asked for it told it to stop. Nothing was done.
    #[error("stopped")]
    Stopped,
    /// Copies of the books, and what was written down of their chain.
    #[error(transparent)]
    Keeping(#[from] KeepingError),
    /// Files that leave the desk.
    #[error(transparent)]
    FileOut(#[from] FileOutError),
    /// A PIN could not be hashed: the system gave no randomness.
    #[error("no randomness for a PIN's salt")]
    NoRandomness,
}

impl DeskError {
    /// The rule that said no, where one did.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            DeskError::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// The stable word of it, part of the contract of `--json`: added to, never renamed.
    pub fn word(&self) -> String {
        match self {
            DeskError::Refused(why) => why.word().to_owned(),
            DeskError::Trouble(why) => why.word().to_owned(),
            DeskError::Query(_) => "bad_query".to_owned(),
            DeskError::File(error) => error.word().to_owned(),
            DeskError::Pin(_) => "bad_pin".to_owned(),
            DeskError::WeakPin(_) => "weak_pin".to_owned(),
            DeskError::Amount(_) => "bad_amount".to_owned(),
            DeskError::BatchNumber(_) => "bad_batch".to_owned(),
            DeskError::Count(_) => "bad_count".to_owned(),
            DeskError::OperatorId(_) => "bad_operator_id".to_owned(),
            DeskError::Terminal(EcrError::Refused(code)) => format!("E:{code}"),
            DeskError::Terminal(_) => "terminal_unreachable".to_owned(),
            DeskError::NoSuchMapping { .. } => "no_such_mapping".to_owned(),
            DeskError::Config(_) => "config".to_owned(),
            DeskError::Stopped => "stopped".to_owned(),
            DeskError::Keeping(error) => error.word().to_owned(),
            DeskError::FileOut(error) => error.word().to_owned(),
            DeskError::NoRandomness => "no_randomness".to_owned(),
        }
    }
}

impl From<Refusal> for DeskError {
    fn from(refusal: Refusal) -> DeskError {
        DeskError::Refused(refusal)
    }
}

impl From<ConfigError> for DeskError {
    fn from(error: ConfigError) -> DeskError {
        DeskError::Config(Box::new(error))
    }
}

impl From<Trouble> for DeskError {
    fn from(trouble: Trouble) -> DeskError {
        DeskError::Trouble(trouble)
    }
}

impl From<StoreError> for DeskError {
    fn from(error: StoreError) -> DeskError {
        Stop::from(error).into()
    }
}

impl From<PaperError> for DeskError {
    fn from(error: PaperError) -> DeskError {
        DeskError::Trouble(Trouble::Paper(error))
    }
}

/// Why a payment stops before anything was sent: a rule, or something that is not available.
#[derive(Debug)]
pub(super) enum Stop {
    Refused(Refusal),
    Trouble(Trouble),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Stop {
        Stop::Refused(refusal)
    }
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Stop {
        Stop::Trouble(trouble)
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Stop {
        match error {
            StoreError::Refused(refusal) => Stop::Refused(refusal),
            StoreError::TerminalBusy { .. } => Stop::Trouble(Trouble::TerminalInUse { holder: None }),
            other => Stop::Trouble(Trouble::Store(other)),
        }
    }
}

impl From<Stop> for DeskError {
    fn from(stop: Stop) -> DeskError {
        match stop {
            Stop::Refused(refusal) => refusal.into(),
            Stop::Trouble(trouble) => trouble.into(),
        }
    }
}

impl From<Stop> for PayEnd {
    fn from(stop: Stop) -> PayEnd {
        match stop {
            Stop::Refused(refusal) => PayEnd::Refused(refusal),
            Stop::Trouble(trouble) => PayEnd::Failed(trouble),
        }
    }
}
