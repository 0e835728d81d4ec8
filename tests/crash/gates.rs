//! The places at which the program is killed. Whatever passes one of them (the program's own steps, a message on
//! the wire, bytes for the printer) waits there until the program is dead, so that each is met for certain.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A step boundary of a payment, a void, a refund, a recovery or a decision on evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Boundary {
    /// The program says that it has done a step: `prepared`, `sent`, `confirmed`, `booked`, `printing`.
    Step(&'static str),
    /// The program says that it is done.
    Ended,
    /// A message has left its sender and does not arrive.
    Before(Message),
    /// A message has arrived.
    After(Message),
    /// The printer has the first half of a receipt.
    PaperBegun,
    /// The printer has all of a receipt, and was not heard yet.
    PaperDone,
}

/// A message between desk and terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Message {
    /// AMOUNT, AMOUNT-VOID or AMOUNT-REFUND.
    Amount,
    /// Of any of the three.
    Confirmed,
    Result,
    Acknowledge,
    Resend,
    /// An error, as in answer to RESEND.
    Error,
}

/// Longer than any step takes on a loaded machine; a test that waits so long has failed.
const LONG: Duration = Duration::from_secs(60);

/// What became of the program while it was waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Met {
    /// It is at the boundary, and stays there.
    Reached,
    /// It ended without coming there; its last word.
    Ended(String),
}

#[derive(Default)]
struct State {
    armed: Option<Boundary>,
    reached: bool,
    alive: bool,
    ended: Option<String>,
}

impl State {
    fn met(&self) -> bool {
        self.reached && !self.alive
    }

    /// Nothing answers an acknowledgement, so a program may have ended before it is carried: its gate is still
    /// waited for.
    fn over(&self) -> bool {
        let acknowledges =
            |at| matches!(at, Boundary::Before(Message::Acknowledge) | Boundary::After(Message::Acknowledge));
        self.ended.is_some() && !self.armed.is_some_and(acknowledges)
    }
}

/// One desk's gates; at most one is closed at a time.
#[derive(Default)]
pub struct Gates {
    state: Mutex<State>,
    changed: Condvar,
}

impl Gates {
    fn held(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Closes a gate, for the next program.
    pub fn close(&self, boundary: Option<Boundary>) {
        *self.held() = State { armed: boundary, ..State::default() };
    }

    /// Opens the gate after a kill: what waits at it goes no further.
    pub fn open(&self) {
        self.held().armed = None;
        self.changed.notify_all();
    }

    /// Opens the gate for a program that lives.
    pub fn go_on(&self) {
        self.held().alive = true;
        self.open();
    }

    /// Comes to a boundary. Waits where its gate is closed; says whether to go on.
    pub fn pass(&self, boundary: Boundary) -> bool {
        let mut state = self.held();
        if state.armed != Some(boundary) || state.reached {
            return true;
        }
        state.reached = true;
        self.changed.notify_all();
        let state = self.changed.wait_while(state, |state| state.armed.is_some());
        state.unwrap_or_else(PoisonError::into_inner).alive
    }

    /// The program has ended by itself.
    pub fn end(&self, word: &str) {
        self.held().ended = Some(word.to_owned());
        self.changed.notify_all();
    }

    /// Waits until the program is at the closed gate, or, once it went on or never came there, has ended.
    pub fn wait(&self) -> Met {
        let waiting = |state: &mut State| !state.met() && !state.over();
        let (state, waited) = self.changed.wait_timeout_while(self.held(), LONG, waiting).unwrap();
        assert!(!waited.timed_out(), "neither the boundary {:?} nor an end in a minute", state.armed);
        if state.met() { Met::Reached } else { Met::Ended(state.ended.clone().unwrap_or_default()) }
    }

    /// Waits until the program has ended, or for so long; says its last word.
    pub fn wait_end(&self, time: Duration) -> Option<String> {
        let (state, _) = self.changed.wait_timeout_while(self.held(), time, |state| state.ended.is_none()).unwrap();
        state.ended.clone()
    }
}
