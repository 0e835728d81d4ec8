//! What was not available: a device, a file, the database, a key. Data for the sentence that is made of it.

use std::io;
use std::path::PathBuf;

use super::watchdog::Work;
use crate::domain::{holder::Holder, session::SessionNo};
use crate::ecr::simulator::SimulatorError;
use crate::ecr::terminal::{EcrError, NotSent};
use crate::paper::{device::DeviceError, escpos::PaperError};
use crate::store::StoreError;

/// A device, the disk or the database was not available.
#[derive(Debug)]
pub enum Trouble {
    /// The terminal was not reached, or nothing was sent to it.
    Terminal(NotSent),
    /// Another program has a payment under way on this terminal.
    TerminalInUse {
        /// Which, where it left a note.
        holder: Option<Holder>,
    },
    /// The window stopped waiting before the request was sent, so it was not sent.
    GivenUp,
    /// The part of the program that does such work has not answered in time, and does nothing else until it has.
    Unanswered {
        /// What it is doing.
        work: Work,
        /// The payment that holds it, where it is one in the journal.
        session: Option<SessionNo>,
    },
    /// The part of the program that does such work has ended; the program must be started again.
    ThreadGone,
    /// The database stayed locked.
    DatabaseLocked {
        /// How long a write waited, in seconds.
        waited_s: u64,
        /// The other programs that have it open, as far as they or the system tell.
        open_in: Vec<Holder>,
    },
    /// The terminal's messages should be signed, and that cannot be done.
    Keys(KeyTrouble),
    Store(StoreError),
    /// A file or folder of the data directory.
    File {
        path: PathBuf,
        source: io::Error,
    },
    /// The receipt could not be printed with this printer's characters, so the card was not asked for.
    Paper(PaperError),
    /// The printer, outside of a payment.
    Printer(Box<PrintTrouble>),
    /// The simulated terminal of the settings did not start.
    Simulator(SimulatorError),
}

/// Why messages cannot be signed. Nothing of a key is in it but check values.
#[derive(Debug)]
pub enum KeyTrouble {
    /// No master key is loaded.
    Missing,
    /// What was given is no master key.
    Malformed,
    /// The master key has another check value than was given with it.
    CheckDiffers {
        /// The check value it has.
        found: String,
    },
    /// The keys' file cannot be read as one.
    Damaged { path: PathBuf },
    /// Others may read the keys' file.
    ReadableByOthers { path: PathBuf },
    /// The terminal did not take a new session key.
    Exchange(EcrError),
    /// The system gave no randomness.
    NoRandomness,
}

impl From<KeyTrouble> for Trouble {
    fn from(trouble: KeyTrouble) -> Trouble {
        Trouble::Keys(trouble)
    }
}

/// Why no paper came out.
#[derive(Debug, Clone)]
pub enum PrintTrouble {
    Device(DeviceError),
    /// A character that the printer does not have.
    Paper(PaperError),
    /// Printed, but the books could not note it.
    Store(StoreError),
}

impl Trouble {
    /// The stable word of it, part of the contract of `--json`: added to, never renamed.
    pub fn word(&self) -> &'static str {
        match self {
            Trouble::Terminal(_) => "terminal_unreachable",
            Trouble::TerminalInUse { .. } => "terminal_in_use",
            Trouble::Unanswered { .. } => "unanswered",
            Trouble::ThreadGone => "thread_gone",
            Trouble::GivenUp => "given_up",
            Trouble::DatabaseLocked { .. } => "database_locked",
            Trouble::Keys(trouble) => trouble.word(),
            Trouble::Store(error) => error.word(),
            Trouble::File { .. } => "file",
            Trouble::Paper(_) => "unprintable",
            Trouble::Printer(trouble) => trouble.word(),
            Trouble::Simulator(_) => "simulator",
        }
    }
}

impl KeyTrouble {
    /// The stable word of it, part of the contract of `--json`: added to, never renamed.
    pub fn word(&self) -> &'static str {
        match self {
            KeyTrouble::Missing => "keys_missing",
            KeyTrouble::Malformed => "bad_key",
            KeyTrouble::CheckDiffers { .. } => "key_check_differs",
            KeyTrouble::Damaged { .. } => "keys_damaged",
            KeyTrouble::ReadableByOthers { .. } => "keys_readable",
            KeyTrouble::Exchange(_) => "key_exchange",
            KeyTrouble::NoRandomness => "no_randomness",
        }
    }
}

impl PrintTrouble {
    /// The stable word of it, part of the contract of `--json`: added to, never renamed.
    pub fn word(&self) -> &'static str {
        match self {
            PrintTrouble::Device(error) => error.word(),
            PrintTrouble::Paper(_) => "unprintable",
            PrintTrouble::Store(_) => "not_noted",
        }
    }
}
