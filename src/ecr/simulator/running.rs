//! The handle of a running simulator: it stops when this is dropped.

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use super::SimulatorError;
use super::attentive::Attentive;
use super::behaviour::Behaviour;
use super::ledger::Charge;
use super::memory::{HeldForeign, Memory};
use super::mood::Mood;
use super::shared::{Place, Shared};
use crate::ecr::link::Connector;

/// A simulated terminal that is listening.
pub struct RunningSimulator {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
    place: Place,
}

impl std::fmt::Debug for RunningSimulator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RunningSimulator").field("place", &self.place).finish_non_exhaustive()
    }
}

impl RunningSimulator {
    pub(super) fn start(
        behaviour: Behaviour,
        memory: Memory,
        place: Place,
        work: impl FnOnce(&Arc<Shared>) + Send + 'static,
    ) -> Result<RunningSimulator, SimulatorError> {
        let shared = Arc::new(Shared::new(behaviour, memory));
        let of_thread = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("simulated-terminal".to_owned())
            .spawn(move || work(&of_thread))
            .map_err(|error| SimulatorError::Thread { detail: error.to_string() })?;
        Ok(RunningSimulator { shared, thread: Some(thread), place })
    }

    /// Where it listens, of a simulator on TCP.
    pub fn address(&self) -> Option<SocketAddr> {
        match self.place {
            Place::Address(address) => Some(address),
            Place::Port(_) => None,
        }
    }

    /// The path of its serial port, of a simulator on a pseudo-terminal.
    pub fn port_path(&self) -> Option<&str> {
        match &self.place {
            Place::Address(_) => None,
            Place::Port(port) => Some(port),
        }
    }

    /// Lines on which only its silence lets time pass: a wait is over when it has read everything and has nothing more
    /// to say, and not when a busy machine lets it answer late. Its own delays are waited for, unless they are of
    /// five minutes and more.
    pub fn attentive(&self) -> Box<dyn Connector> {
        Box::new(Attentive::to(&self.place, &self.shared))
    }

    /// Waits until it has answered everything that was written on [`RunningSimulator::attentive`] lines; false where it
    /// has not within `limit`.
    pub fn wait_for_rest(&self, limit: Duration) -> bool {
        self.shared.wait_for_rest(limit)
    }

    /// Waits until something holds, which is looked at whenever something happened on a line; false where it does not
    /// within `limit`.
    pub fn wait_until(&self, limit: Duration, holds: impl Fn(&RunningSimulator) -> bool) -> bool {
        self.shared.wait_until(limit, || holds(self))
    }

    /// Counts its transactions from here on, so that STAN, RRN and authorisation codes do not begin again with it.
    pub fn count_from(&self, transactions: u32) {
        self.shared.host().count = transactions;
    }

    /// Changes its mood; a sale that is under way ends in the old one.
    pub fn set_mood(&self, mood: Mood) {
        self.shared.host().behaviour.mood = mood;
    }

    /// Puts its clock so many seconds ahead of the desk's; below zero behind it.
    pub fn set_clock_ahead(&self, seconds: i64) {
        self.shared.host().behaviour.clock_ahead_s = seconds;
    }

    /// Who was charged, oldest first.
    pub fn book(&self) -> Vec<Charge> {
        self.shared.host().ledger.charges()
    }

    /// What all cards together were charged by the desks' orders, less what voids and refunds gave back, in cents.
    pub fn net_charged(&self) -> i64 {
        self.shared.host().ledger.net_charged()
    }

    /// Forgets the session key: what was signed with it is now refused (`503`) until CONTROL brings another.
    pub fn forget_session_key(&self) {
        self.shared.host().session_key = None;
    }

    /// Forgets what was acknowledged: all that it holds is offered again, as by a terminal that never heard it.
    pub fn forget_acknowledgements(&self) {
        self.shared.host().ledger.forget_acknowledgements();
    }

    /// Makes it hold a result that is none of the desk's.
    pub fn hold_foreign(&self, foreign: HeldForeign) {
        self.shared.host().hold(foreign);
    }

    /// The latest frames on the wire as raw bytes, oldest first; `true` for those from the desk. Noise is among
    /// them as it was sent.
    pub fn frames(&self) -> Vec<(bool, Vec<u8>)> {
        self.shared.frames()
    }

    /// Stops it, its lines close.
    pub fn stop(mut self) {
        self.end();
    }

    /// Switches it off and keeps what it remembers, for [`super::serve_tcp_with`] or [`super::serve_pty_with`].
    pub fn stop_and_keep(mut self) -> Memory {
        self.end();
        self.shared.host().take_memory()
    }

    fn end(&mut self) {
        self.shared.stop();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the simulated terminal's thread panicked");
        }
    }
}

impl Drop for RunningSimulator {
    fn drop(&mut self) {
        self.end();
    }
}
