//! A card terminal that is not there: it speaks the real bytes, through the same codecs as the desk, on a TCP
//! port or a pseudo-terminal, and misbehaves on request. For the demo, for tests and for training; it charges
//! nobody.

mod attentive;
mod behaviour;
mod conversation;
mod host;
mod ledger;
mod list;
mod memory;
#[cfg(test)]
pub(crate) mod mind;
mod mischief;
mod mood;
mod pty;
mod running;
mod sale;
mod shared;
mod tcp;

use std::io;

use thiserror::Error;

pub use behaviour::{Behaviour, Pace, SimulatedCard};
pub use ledger::Charge;
pub use memory::{HeldForeign, Memory};
pub use mood::{AskedAgain, HeaderPart, LatePart, Mood, Spot};
pub use pty::{serve_pty, serve_pty_with};
pub use running::RunningSimulator;
pub use tcp::{serve_tcp, serve_tcp_with};

/// Why a simulator does not run.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SimulatorError {
    /// The address cannot be listened on.
    #[error("cannot listen on {listen}: {detail}")]
    Listen {
        /// The address asked for.
        listen: String,
        /// In use, not allowed, not an address of this machine.
        kind: io::ErrorKind,
        /// What the system said.
        detail: String,
    },
    /// No pseudo-terminal could be made.
    #[error("no pseudo-terminal: {detail}")]
    NoPty {
        /// What the system said.
        detail: String,
    },
    /// This system has no pseudo-terminals (Windows): use TCP.
    #[error("this system has no pseudo-terminals")]
    PtyUnsupported,
    /// The system gave no thread.
    #[error("no thread: {detail}")]
    Thread {
        /// What the system said.
        detail: String,
    },
}
