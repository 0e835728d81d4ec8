//! What the threads of a simulator share: the terminal, the record of the wire, the signal to stop.

use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::behaviour::Behaviour;
use super::host::Host;
use super::memory::Memory;

/// The latest frames that are remembered.
const RECORDED: usize = 4096;

/// From which wait on a terminal counts as one that says nothing more: no desk waits so long for it.
const FOR_EVER: Duration = Duration::from_secs(300);

/// Where a simulator is reached.
#[derive(Debug)]
pub(super) enum Place {
    Address(SocketAddr),
    #[cfg_attr(not(unix), allow(dead_code, reason = "only Unix has pseudo-terminals"))]
    Port(String),
}

/// Which line, as both of its ends know it: the desk's port of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct LineId(u16);

impl LineId {
    /// The only line of a pseudo-terminal.
    pub(super) const WIRE: LineId = LineId(0);

    /// Of a connection, by the desk's address.
    pub(super) fn of(desk: SocketAddr) -> LineId {
        LineId(desk.port())
    }
}

/// How far a line is, in bytes.
#[derive(Debug, Default)]
struct LineState {
    /// Written by the desk, where it says so.
    sent: u64,
    heard: u64,
    said: u64,
    /// Everything that was heard is answered.
    resting: bool,
    /// It is in a wait that no desk sits out, and hears nothing meanwhile.
    away: bool,
    ended: bool,
}

pub(super) struct Shared {
    host: Mutex<Host>,
    frames: Mutex<VecDeque<(bool, Vec<u8>)>>,
    lines: Mutex<HashMap<LineId, LineState>>,
    /// Something happened on a line.
    happened: Condvar,
    stopped: Mutex<bool>,
    signal: Condvar,
}

impl Shared {
    pub(super) fn new(behaviour: Behaviour, memory: Memory) -> Shared {
        Shared {
            host: Mutex::new(Host::new(behaviour, memory)),
            frames: Mutex::default(),
            lines: Mutex::default(),
            happened: Condvar::new(),
            stopped: Mutex::new(false),
            signal: Condvar::new(),
        }
    }

    pub(super) fn host(&self) -> MutexGuard<'_, Host> {
        held(&self.host)
    }

    pub(super) fn record(&self, from_desk: bool, bytes: &[u8]) {
        let mut frames = held(&self.frames);
        if frames.len() == RECORDED {
            frames.pop_front();
        }
        frames.push_back((from_desk, bytes.to_vec()));
        drop(frames);
        // Under the lock of those who wait for it, or one who has just looked would miss it.
        let _lines = held(&self.lines);
        self.happened.notify_all();
    }

    pub(super) fn frames(&self) -> Vec<(bool, Vec<u8>)> {
        held(&self.frames).iter().cloned().collect()
    }

    /// One end of a line opens; says how many bytes the terminal has said on it before. Whichever is first forgets a
    /// connection that had the same port before.
    pub(super) fn opens(&self, line: LineId) -> u64 {
        let mut lines = held(&self.lines);
        let state = lines.entry(line).or_default();
        if state.ended {
            *state = LineState::default();
        }
        state.said
    }

    /// The desk is about to write so many bytes.
    pub(super) fn will_hear(&self, line: LineId, bytes: usize) {
        self.on(line, |state| state.sent = more(state.sent, bytes));
    }

    /// So many bytes were read, and what is to be done about them is not done yet.
    pub(super) fn hears(&self, line: LineId, bytes: usize) {
        self.on(line, |state| (state.heard, state.resting) = (more(state.heard, bytes), false));
    }

    /// So many bytes are about to be said.
    pub(super) fn says(&self, line: LineId, bytes: usize) {
        self.on(line, |state| state.said = more(state.said, bytes));
    }

    /// Everything that was heard is answered.
    pub(super) fn rests(&self, line: LineId) {
        self.on(line, |state| state.resting = true);
    }

    pub(super) fn ends(&self, line: LineId) {
        self.on(line, |state| state.ended = true);
    }

    fn on(&self, line: LineId, what: impl FnOnce(&mut LineState)) {
        what(held(&self.lines).entry(line).or_default());
        self.happened.notify_all();
    }

    /// Whether the terminal has heard everything on a line, has answered it, and of what it said no byte is still to
    /// come to a desk that got so many. A line that ended will say that it did.
    pub(super) fn has_ended_saying(&self, line: LineId, received: u64) -> bool {
        let lines = held(&self.lines);
        lines.get(&line).is_some_and(|state| {
            let silent = state.away || state.resting && state.heard >= state.sent;
            silent && state.said <= received && !state.ended
        })
    }

    /// Waits until everything is heard and answered that was written on lines whose desk says so.
    pub(super) fn wait_for_rest(&self, limit: Duration) -> bool {
        let works = |lines: &mut HashMap<LineId, LineState>| {
            lines.values().any(|state| !state.ended && !state.away && (!state.resting || state.heard < state.sent))
        };
        let waited = self.happened.wait_timeout_while(held(&self.lines), limit, works);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    /// Waits until something holds that is looked at whenever something happened on a line.
    pub(super) fn wait_until(&self, limit: Duration, holds: impl Fn() -> bool) -> bool {
        let waited = self.happened.wait_timeout_while(held(&self.lines), limit, |_| !holds());
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    /// Lets time pass between two things that the terminal does on a line; says whether to go on.
    pub(super) fn pause(&self, line: LineId, time: Duration) -> bool {
        self.on(line, |state| state.away = time >= FOR_EVER);
        let goes_on = self.wait(time);
        self.on(line, |state| state.away = false);
        goes_on
    }

    pub(super) fn stop(&self) {
        *held(&self.stopped) = true;
        self.signal.notify_all();
    }

    /// Waits, at most until the signal; says whether to go on.
    pub(super) fn wait(&self, time: Duration) -> bool {
        let stopped = held(&self.stopped);
        let waited = self.signal.wait_timeout_while(stopped, time, |stopped| !*stopped);
        let (stopped, _) = waited.unwrap_or_else(PoisonError::into_inner);
        !*stopped
    }

    pub(super) fn runs(&self) -> bool {
        !*held(&self.stopped)
    }
}

fn more(count: u64, bytes: usize) -> u64 {
    count.saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX))
}

/// A thread that panicked leaves plain values behind, which are as good as before.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
