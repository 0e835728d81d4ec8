//! What the threads of a simulator share: the terminal, the record of the wire, the signal to stop.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::behaviour::Behaviour;
use super::host::Host;
use super::memory::Memory;

/// The latest frames that are remembered.
const RECORDED: usize = 4096;

pub(super) struct Shared {
    host: Mutex<Host>,
    frames: Mutex<VecDeque<(bool, Vec<u8>)>>,
    stopped: Mutex<bool>,
    signal: Condvar,
}

impl Shared {
    pub(super) fn new(behaviour: Behaviour, memory: Memory) -> Shared {
        Shared {
            host: Mutex::new(Host::new(behaviour, memory)),
            frames: Mutex::default(),
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
    }

    pub(super) fn frames(&self) -> Vec<(bool, Vec<u8>)> {
        held(&self.frames).iter().cloned().collect()
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

/// A thread that panicked leaves plain values behind, which are as good as before.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
