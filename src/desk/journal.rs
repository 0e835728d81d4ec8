//! The journal of a sale under way: each step is on disk before the terminal or the cashier hears of it. And the
//! step log: what went over the line, and the results of other sales that came with it.

use super::Desk;
use super::clock::Clock;
use super::outcome::PayStep;
use super::watchdog::SendGate;
use crate::domain::attempt::{Attempt, AttemptId, AttemptState, AttemptStep};
use crate::domain::foreign::{Direction, ForeignKind, ForeignResult};
use crate::domain::{actor::Actor, time::Moment};
use crate::ecr::message::ReplySession;
use crate::ecr::terminal::{JournalRefused, ReportedResult, SaleJournal, TraceLine};
use crate::store::{ReceiptFilter, Store, StoreError};

/// What was heard on the line; written to the store when the request has ended, so that no disk write stands
/// between two messages.
#[derive(Default)]
pub(super) struct Listened {
    pub(super) traced: Vec<(Moment, String)>,
    /// Results of other sales: never booked, and never lost.
    pub(super) foreign: Vec<ReportedResult>,
}

impl Listened {
    fn trace(&mut self, at: Moment, line: &TraceLine) {
        let from = if line.from_desk { "desk" } else { "terminal" };
        self.traced.push((at, format!("{from} {} {} {}", line.kind, line.fate.word(), line.content)));
    }
}

/// Listens to what the terminal answers when it is asked again: nothing is written while it does.
pub(super) struct Listener<'a> {
    pub(super) clock: &'a dyn Clock,
    pub(super) listened: Listened,
}

impl SaleJournal for Listener<'_> {
    fn sending(&mut self) -> Result<(), JournalRefused> {
        Ok(())
    }

    fn confirmed(&mut self) {}

    fn trace(&mut self, line: TraceLine) {
        self.listened.trace(self.clock.now(), &line);
    }

    fn foreign(&mut self, result: ReportedResult) {
        self.listened.foreign.push(result);
    }
}

/// Writes the steps of one attempt to the store.
pub(super) struct StoreJournal<'a> {
    pub(super) store: &'a mut Store,
    pub(super) clock: &'a dyn Clock,
    pub(super) attempt: AttemptId,
    pub(super) who: &'a Actor,
    pub(super) gate: &'a SendGate,
    pub(super) watch: &'a mut dyn FnMut(&PayStep),
    pub(super) listened: Listened,
    /// Why a step could not be written.
    pub(super) failed: Option<StoreError>,
}

impl SaleJournal for StoreJournal<'_> {
    fn sending(&mut self) -> Result<(), JournalRefused> {
        if !self.gate.begin() {
            return Err(JournalRefused::GivenUp);
        }
        match self.store.send(self.attempt, self.clock.steady().as_ref(), self.clock.now(), self.who) {
            Ok(_) => {
                (self.watch)(&PayStep::Sent);
                Ok(())
            }
            Err(error) => {
                let refused = JournalRefused::NotWritten(error.to_string());
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
        self.listened.trace(self.clock.now(), &line);
    }

    fn foreign(&mut self, result: ReportedResult) {
        self.listened.foreign.push(result);
    }
}

/// What became of a result that was to be kept.
pub(super) enum Kept {
    /// It is on disk now.
    New(Box<ForeignResult>),
    /// The books hold it already, as this or as what it was booked for.
    Known,
    /// It could not be written.
    Failed,
}

impl Kept {
    /// Whether it is on disk.
    pub(super) fn is_on_disk(&self) -> bool {
        matches!(self, Kept::New(_) | Kept::Known)
    }

    /// What was not known before.
    pub(super) fn new_result(self) -> Option<ForeignResult> {
        if let Kept::New(foreign) = self { Some(*foreign) } else { None }
    }
}

impl Desk {
    /// Keeps results that belong to no attempt under way, for a supervisor to see; says which were new. It comes
    /// after the booking and stands in nobody's way: the terminal offers again what is not acknowledged.
    pub(super) fn keep_foreign(
        &mut self,
        results: Vec<ReportedResult>,
        during: Option<AttemptId>,
    ) -> Vec<ForeignResult> {
        results.iter().filter_map(|result| self.keep_one(result, during).new_result()).collect()
    }

    /// Keeps one, for the reason that the books see.
    pub(super) fn keep_one(&mut self, result: &ReportedResult, during: Option<AttemptId>) -> Kept {
        match self.why_foreign(result) {
            Ok(Some(why)) => self.keep_as(result, why, during),
            Ok(None) => Kept::Known,
            Err(error) => {
                tracing::error!(session = %result.session, %error, "foreign result not kept");
                Kept::Failed
            }
        }
    }

    /// Keeps one for a reason.
    pub(super) fn keep_as(&mut self, result: &ReportedResult, why: ForeignKind, during: Option<AttemptId>) -> Kept {
        let kept = self.foreign(result, why, during).and_then(|foreign| {
            Ok(if self.store.keep_foreign(&foreign)? { Kept::New(Box::new(foreign)) } else { Kept::Known })
        });
        kept.unwrap_or_else(|error| {
            tracing::error!(session = %result.session, %error, "foreign result not kept");
            Kept::Failed
        })
    }

    fn foreign(
        &self,
        result: &ReportedResult,
        why: ForeignKind,
        during: Option<AttemptId>,
    ) -> Result<ForeignResult, StoreError> {
        let ours = self.named_attempt(result)?;
        let told = result.txn_type.as_deref().map_or(Direction::Unknown, |told| self.direction_told(told));
        Ok(ForeignResult {
            desk: Some(ours.as_ref().map_or_else(|| self.setup.config.desk.id.clone(), |attempt| attempt.desk.clone())),
            direction: ours.map_or(told, |attempt| Direction::of(attempt.correction.as_ref())),
            terminal: self.setup.terminal_name(),
            why,
            session: result.session.to_string(),
            ecr: result.ecr.clone(),
            document: result.receipt.clone(),
            code: result.code,
            card: result.card.clone(),
            seen_at: self.now(),
            during,
        })
    }

    /// The attempt of this terminal whose session a result of this desk names.
    fn named_attempt(&self, result: &ReportedResult) -> Result<Option<Attempt>, StoreError> {
        match &result.session {
            ReplySession::Numbered(session) if self.is_of_this_desk(result) => {
                self.store.attempt_by_session(&self.setup.terminal_name(), *session)
            }
            _ => Ok(None),
        }
    }

    /// Whether a result names no other desk.
    pub(super) fn is_of_this_desk(&self, result: &ReportedResult) -> bool {
        result.ecr.as_ref().is_none_or(|ecr| *ecr == self.setup.config.terminal.ecr_id)
    }

    /// Which way money went by the terminal's own word for it.
    fn direction_told(&self, txn_type: &str) -> Direction {
        let settings = &self.setup.config.terminal;
        let is = |types: &[String]| types.iter().any(|one| one == txn_type.trim());
        match (is(&settings.types_taken), is(&settings.types_given_back)) {
            (true, false) => Direction::Taken,
            (false, true) => Direction::GivenBack,
            _ => Direction::Unknown,
        }
    }

    /// Why a result is unclaimed; nothing where the books hold it already.
    fn why_foreign(&self, result: &ReportedResult) -> Result<Option<ForeignKind>, StoreError> {
        if !self.is_of_this_desk(result) {
            return Ok(Some(ForeignKind::OtherDesk));
        }
        if result.session == ReplySession::KeyedOnTerminal {
            return Ok(Some(ForeignKind::KeyedOnTerminal));
        }
        let Some(attempt) = self.named_attempt(result)? else { return Ok(Some(ForeignKind::UnknownSession)) };
        let charged = result.code.is_approved();
        if result.card.as_ref().is_some_and(|card| charged && card.amount != attempt.amount) {
            return Ok(Some(ForeignKind::OtherAmount));
        }
        Ok(match attempt.state {
            AttemptState::Approved if self.is_booked(&attempt, result) => None,
            AttemptState::Approved if charged => Some(ForeignKind::Contradicts),
            AttemptState::Approved => Some(ForeignKind::Denies),
            AttemptState::NotCharged | AttemptState::Declined if charged => Some(ForeignKind::Contradicts),
            AttemptState::NotCharged | AttemptState::Declined => None,
            AttemptState::Prepared | AttemptState::Sent | AttemptState::Confirmed | AttemptState::Unknown => {
                Some(ForeignKind::Late)
            }
        })
    }

    /// Whether a result is the one that an approved attempt was booked with.
    pub(super) fn is_booked(&self, attempt: &Attempt, result: &ReportedResult) -> bool {
        let session = ReceiptFilter { session: Some(attempt.session), ..ReceiptFilter::default() };
        let booked = self.store.receipts(&session).unwrap_or_default();
        result.card.as_ref().is_some_and(|card| booked.iter().any(|receipt| receipt.card == *card))
    }
}

/// Writes what was traced. A trace that cannot be written is logged and never stands in a payment's way.
pub(super) fn keep_trace(store: &mut Store, attempt: AttemptId, traced: &[(Moment, String)]) {
    if let Err(error) = store.add_trace(attempt, traced) {
        tracing::warn!(attempt = attempt.0, %error, "trace not written");
    }
}
