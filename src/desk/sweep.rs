//! What a dead process left in flight: only prepared means never sent, sent means that nobody knows.

use super::Desk;
use super::error::Stop;
use super::terminal_lock::TerminalLock;
use crate::domain::actor::{Actor, Reason};
use crate::domain::attempt::{Attempt, AttemptState, AttemptStep, CRASHED_BEFORE_SENDING};

/// Who closes what a dead process left.
const SWEEPER: Actor = Actor::System(Reason::Sweep);

impl Desk {
    pub(super) fn unknown_attempts(&self) -> Result<Vec<Attempt>, Stop> {
        let open = self.store.open_attempts()?;
        Ok(open.into_iter().filter(|attempt| attempt.state == AttemptState::Unknown).collect())
    }

    /// Whether a payment on this terminal has an unknown outcome: its answer may still come.
    pub(super) fn awaits_an_answer(&self) -> Result<bool, Stop> {
        let terminal = self.setup.terminal_name();
        Ok(self.unknown_attempts()?.iter().any(|attempt| attempt.terminal == terminal))
    }

    /// Closes what a dead process left in flight: what was only prepared was never sent, what was sent may have
    /// been charged. An attempt whose terminal another process still holds is alive and left alone. `own` is
    /// this desk's terminal lock, where it is held.
    pub(super) fn sweep(&mut self, own: Option<&TerminalLock>) -> Result<(), Stop> {
        let ours = self.setup.terminal_name();
        for attempt in self.store.open_attempts()? {
            if !attempt.state.is_in_flight() {
                continue;
            }
            let _lock = if attempt.terminal == ours {
                if own.is_none() {
                    continue;
                }
                None
            } else {
                match TerminalLock::take(&self.setup.data_dir, &attempt.terminal, self.now())? {
                    None => continue,
                    lock => lock,
                }
            };
            self.close_left_over(&attempt)?;
        }
        Ok(())
    }

    fn close_left_over(&mut self, attempt: &Attempt) -> Result<(), Stop> {
        let (step, reason) = match attempt.state {
            AttemptState::Prepared => (AttemptStep::CloseUncharged, CRASHED_BEFORE_SENDING),
            _ => (AttemptStep::LoseTrack, "crashed"),
        };
        // Read again under the lock: it may have ended between the list and the lock.
        let state = self.store.attempt(attempt.id)?.map(|now| now.state);
        if state == Some(attempt.state) {
            self.store.step(attempt.id, step, Some(reason), self.now(), &SWEEPER)?;
        }
        Ok(())
    }
}
