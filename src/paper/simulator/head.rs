//! The inside of a printer that does at once what it can, and is in one state.

use super::parted::{Parted, Piece};
use super::{Inside, Reaction};

/// How a simulated printer behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SimulatedState {
    #[default]
    Ready,
    /// Prints and answers that the roll is nearly used up.
    NearEnd,
    PaperOut,
    /// Runs out of paper once it has taken so many bytes.
    PaperOutAfter(usize),
    /// Its cover is open.
    CoverOpen,
    /// Is offline without a reason.
    Offline,
    /// Reports an error of its own.
    Fault,
    /// Prints and answers real-time requests only.
    RealTimeOnly,
    /// Prints and never answers.
    Silent,
    /// Closes the line as soon as it is spoken to.
    Closes,
    /// Answers, and closes the line once it has taken so many bytes.
    ClosesAfter(usize),
}

/// The inside of a simulated printer, byte by byte: what it was given to print, and what it answers.
#[derive(Debug, Default)]
pub struct PrinterHead {
    state: SimulatedState,
    received: Vec<u8>,
    parted: Parted,
}

impl PrinterHead {
    /// A printer in a state, with nothing printed.
    pub fn new(state: SimulatedState) -> PrinterHead {
        PrinterHead { state, ..PrinterHead::default() }
    }

    /// Takes one byte from the line.
    pub fn feed(&mut self, byte: u8) -> Reaction {
        if self.state == SimulatedState::Closes {
            return Reaction::Closes;
        }
        let piece = match self.parted.next(byte) {
            None => return Reaction::Quiet,
            Some(Piece::RealTime(request)) => {
                return self.real_time(request).map_or(Reaction::Quiet, Reaction::Answers);
            }
            Some(Piece::PaperSensors) => return self.when_done(),
            Some(Piece::AutomaticStatus(_)) => return Reaction::Quiet,
            Some(Piece::Print(bytes)) => bytes,
        };
        self.received.extend(piece);
        match self.state {
            SimulatedState::PaperOutAfter(bytes) if self.received.len() >= bytes => {
                self.state = SimulatedState::PaperOut;
                Reaction::Quiet
            }
            SimulatedState::ClosesAfter(bytes) if self.received.len() >= bytes => {
                self.state = SimulatedState::Closes;
                Reaction::Closes
            }
            _ => Reaction::Quiet,
        }
    }

    /// Changes how it behaves, at once.
    pub fn set_state(&mut self, state: SimulatedState) {
        self.state = state;
    }

    /// What it was given to print since the last call.
    pub fn take_received(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.received)
    }

    /// What it was given to print, without the status requests.
    pub fn received(&self) -> &[u8] {
        &self.received
    }

    /// The answer to `DLE EOT n`; bit 4 and bit 1 are always set.
    fn real_time(&self, request: u8) -> Option<u8> {
        let bits = match (self.state, request) {
            (SimulatedState::Silent, _) => return None,
            (
                SimulatedState::PaperOut | SimulatedState::CoverOpen | SimulatedState::Offline | SimulatedState::Fault,
                1,
            ) => 0x08,
            (SimulatedState::CoverOpen, 2) => 0x04,
            (SimulatedState::PaperOut, 2) => 0x20,
            (SimulatedState::Fault, 2) => 0x40,
            (SimulatedState::PaperOut, 4) => 0x6c,
            (SimulatedState::NearEnd, 4) => 0x0c,
            _ => 0,
        };
        Some(0x12 | bits)
    }

    /// The answer to `GS r 1`, which comes in its turn: never while the printer stands still.
    fn when_done(&self) -> Reaction {
        match self.state {
            SimulatedState::Ready | SimulatedState::PaperOutAfter(_) | SimulatedState::ClosesAfter(_) => {
                Reaction::Answers(0)
            }
            SimulatedState::NearEnd => Reaction::Answers(0x03),
            _ => Reaction::Quiet,
        }
    }
}

impl Inside for PrinterHead {
    fn feed(&mut self, byte: u8, _: std::time::Duration) -> Reaction {
        PrinterHead::feed(self, byte)
    }
}
