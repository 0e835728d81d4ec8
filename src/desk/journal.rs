//! The journal of a sale under way: each step is on disk before the terminal or the cashier hears of it.

use super::clock::Clock;
use super::outcome::PayStep;
use super::watchdog::SendGate;
use crate::domain::attempt::{AttemptId, AttemptStep};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::time::Moment;
use crate::ecr::terminal::{Fate, JournalRefused, SaleJournal, TraceLine};
use crate::store::{Store, StoreError};

/// Whoever asked for the payment gave it up before it was sent.
pub(super) const GIVEN_UP: &str = "given_up";

/// Writes the steps of one attempt to the store.
pub(super) struct StoreJournal<'a> {
    pub(super) store: &'a mut Store,
    pub(super) clock: &'a dyn Clock,
    pub(super) attempt: AttemptId,
    pub(super) who: &'a str,
    pub(super) gate: &'a SendGate,
    pub(super) watch: &'a mut dyn FnMut(&PayStep),
    /// What went over the line, masked; written to the store when the sale has ended, so that no disk write
    /// stands between two messages.
    pub(super) traced: Vec<(Moment, String)>,
    /// Results of other sales that came meanwhile, masked: never booked, and never lost.
    pub(super) foreign: Vec<String>,
    /// Why a step could not be written.
    pub(super) failed: Option<StoreError>,
}

impl SaleJournal for StoreJournal<'_> {
    fn sending(&mut self) -> Result<(), JournalRefused> {
        if !self.gate.begin() {
            return Err(JournalRefused(GIVEN_UP.to_owned()));
        }
        match self.store.step(self.attempt, AttemptStep::Send, None, self.clock.now(), self.who) {
            Ok(_) => {
                (self.watch)(&PayStep::Sent);
                Ok(())
            }
            Err(error) => {
                let refused = JournalRefused(error.to_string());
                self.failed = Some(error);
                Err(refused)
            }
        }
    }

    fn confirmed(&mut self) {
        // A step that cannot be written here takes nothing away: `sent` on disk already means that the card
        // may be charged.
        if let Err(error) = self.store.step(self.attempt, AttemptStep::Confirm, None, self.clock.now(), self.who) {
            tracing::error!(attempt = self.attempt.0, %error, "confirmation not written");
        }
        (self.watch)(&PayStep::Confirmed);
    }

    fn trace(&mut self, line: TraceLine) {
        if line.kind == "result" && matches!(line.fate, Fate::Foreign | Fate::Late | Fate::Ignored) {
            self.foreign.push(line.content.clone());
        }
        let from = if line.from_desk { "desk" } else { "terminal" };
        self.traced.push((self.clock.now(), format!("{from} {} {} {}", line.kind, line.fate.word(), line.content)));
    }
}

/// Audits results that belong to no attempt under way. It comes after the booking and stands in nobody's way.
pub(super) fn keep_foreign(store: &mut Store, at: Moment, terminal: &str, foreign: Vec<String>) {
    for content in foreign {
        let entry = AuditEntry {
            at,
            who: "system:terminal".to_owned(),
            act: AuditAct::ForeignResult,
            subject: terminal.to_owned(),
            detail: content,
        };
        if let Err(error) = store.audit(&entry) {
            tracing::warn!(%error, "foreign result not audited");
        }
    }
}

/// Writes what was traced. A trace that cannot be written is logged and never stands in a payment's way.
pub(super) fn keep_trace(store: &mut Store, attempt: AttemptId, traced: &[(Moment, String)]) {
    for (at, line) in traced {
        if let Err(error) = store.add_trace(attempt, *at, line) {
            tracing::warn!(attempt = attempt.0, %error, "trace not written");
            return;
        }
    }
}
