//! Unknown outcomes: asking the terminal about each, and then for everything that it still holds (`held`). What a session
//! of this desk turns out to be is booked once and acknowledged.

use super::course::{NOT_BOOKED, acknowledge};
use super::journal::{Listened, Listener, keep_trace};
use super::outcome::{RecoverEnd, RecoverReport, RecoveredSession};
use super::terminal_lock::TerminalLock;
use super::{Asks, Desk, DeskError};
use crate::domain::attempt::{Attempt, AttemptStep};
use crate::domain::{actor::Actor, foreign::ForeignKind, permission::Act, time::Moment};
use crate::ecr::terminal::{Approval, Dialect, NoAnswer, ReportedResult, ResendEnd, SaleRequest, Terminal};
use crate::ecr::{codes::ResultCode, message::ReplySession};

/// What the terminal holds of a session is not the answer to what was asked under it.
pub(super) const NOT_ITS_ANSWER: &str = "not_its_answer";
/// The terminal said that the card was not charged, and the books could not take it.
const NOT_WRITTEN: &str = "not_written";

impl Desk {
    /// Lists the unknown outcomes of all desks, after making unknown what a dead process left in flight.
    ///
    /// # Errors
    /// [`Trouble::Store`], [`Trouble::File`].
    pub fn unresolved(&mut self, who: &dyn Asks) -> Result<Vec<Attempt>, DeskError> {
        self.allow(who, Act::SeeUnknownOutcomes)?;
        let lock = self.lock_terminal()?;
        self.sweep(lock.as_ref())?;
        Ok(self.unknown_attempts()?)
    }

    /// Asks the terminal about every unknown outcome and then, where the protocol can, for every result that it still
    /// holds; books what it confirms once, prints its receipt, closes what it says was not charged, and keeps what
    /// belongs to nobody here. Blocks: call it on the terminal's thread.
    ///
    /// # Errors
    /// [`Trouble::TerminalInUse`] while a payment is under way, [`Trouble::Store`], [`Trouble::File`].
    pub fn recover(&mut self, who: &dyn Asks) -> Result<RecoverReport, DeskError> {
        let who = &self.allow(who, Act::Recover)?;
        let lock = self.lock_terminal()?;
        self.sweep(lock.as_ref())?;
        let attempts = self.unknown_attempts()?;
        if lock.is_none() && attempts.is_empty() {
            return Ok(RecoverReport::default());
        }
        let lock = lock.ok_or_else(|| self.terminal_in_use())?;
        self.recover_under(&lock, attempts, who)
    }

    /// The same under the terminal's lock.
    pub(super) fn recover_under(
        &mut self,
        lock: &TerminalLock,
        attempts: Vec<Attempt>,
        who: &Actor,
    ) -> Result<RecoverReport, DeskError> {
        let mut terminal = self.take_terminal(lock)?;
        let asked = self.ask_about_all(attempts, &mut terminal, who);
        self.put_back(terminal, lock);
        asked
    }

    fn ask_about_all(
        &mut self,
        attempts: Vec<Attempt>,
        terminal: &mut Terminal,
        who: &Actor,
    ) -> Result<RecoverReport, DeskError> {
        let mut report = RecoverReport::default();
        // Without a key the terminal refuses the questions too, and says so itself.
        if let Err(trouble) = self.ready_to_sign(terminal) {
            tracing::warn!(?trouble, "asking without a session key");
        }
        for attempt in attempts {
            let end = self.ask_about(&attempt, terminal, who, &mut report)?;
            let trace = self.store.trace(attempt.id)?;
            report.sessions.push(recovered(&attempt, end, trace));
        }
        self.ask_for_all(terminal, who, &mut report)?;
        Ok(report)
    }

    fn ask_about(
        &mut self,
        attempt: &Attempt,
        terminal: &mut Terminal,
        who: &Actor,
        report: &mut RecoverReport,
    ) -> Result<RecoverEnd, DeskError> {
        let Some(request) = self.question(attempt)? else {
            return Ok(RecoverEnd::StillUnknown { reason: self.why_not_asked(attempt) });
        };
        // Before the question: an answer that was on its way when the time ended is not believed.
        let may_run_until = self.may_run_until(attempt)?;
        let (answer, listened) = self.ask(&request, terminal);
        keep_trace(&mut self.store, attempt.id, &listened.traced);
        report.foreign.extend(self.keep_foreign(listened.foreign, Some(attempt.id)));
        // What cannot be written now is asked again later; the other outcomes must not wait for it.
        Ok(match answer {
            ResendEnd::NothingHeld if self.is_another_terminal(attempt, terminal)? => {
                RecoverEnd::StillUnknown { reason: "terminal_changed" }
            }
            ResendEnd::NothingHeld if self.store.undecided_of(attempt)?.is_some() => {
                RecoverEnd::StillUnknown { reason: NOT_ITS_ANSWER }
            }
            ResendEnd::NothingHeld => self.take_nothing_held(attempt, may_run_until, who),
            ResendEnd::CannotAsk => RecoverEnd::StillUnknown { reason: "cannot_ask" },
            ResendEnd::NoAnswer(why) => RecoverEnd::StillUnknown { reason: no_answer(&why) },
            ResendEnd::Approved(approval) => self.take_charge(attempt, approval, &request, terminal, who)?,
            ResendEnd::Declined(code) => {
                self.take_decline(attempt, &format!("C:{}", code.as_str()), &request, terminal, who)
            }
        })
    }

    /// That the terminal holds nothing of an attempt frees its debts once it can no longer run.
    fn take_nothing_held(&mut self, attempt: &Attempt, may_run_until: Option<Moment>, who: &Actor) -> RecoverEnd {
        match may_run_until {
            Some(until) => RecoverEnd::MayStillRun { until },
            None if self.close(attempt, AttemptStep::CloseUncharged, "nothing_held", who) => RecoverEnd::NotCharged,
            None => RecoverEnd::StillUnknown { reason: NOT_WRITTEN },
        }
    }

    /// What RESEND asks about an attempt; nothing where this terminal cannot be asked about it.
    pub(super) fn question(&self, attempt: &Attempt) -> Result<Option<SaleRequest>, DeskError> {
        if attempt.terminal != self.setup.terminal_name() {
            return Ok(None);
        }
        let operator = self.store.operator(&attempt.operator)?;
        Ok(operator.map(|operator| self.request(attempt, &operator)))
    }

    /// Whether the terminal that answers is certainly not the one that was asked for the payment: it tells another id
    /// than the card payment before this one shows. That it holds nothing says nothing then.
    pub(super) fn is_another_terminal(&self, attempt: &Attempt, terminal: &mut Terminal) -> Result<bool, DeskError> {
        let Some(known) = self.store.terminal_id_before(attempt)? else { return Ok(false) };
        Ok(terminal.echo("tameio").is_ok_and(|reply| reply.terminal_id != known))
    }

    fn why_not_asked(&self, attempt: &Attempt) -> &'static str {
        if attempt.terminal == self.setup.terminal_name() { "operator_missing" } else { "another_terminal" }
    }

    /// RESEND, and what was heard meanwhile.
    pub(super) fn ask(&self, request: &SaleRequest, terminal: &mut Terminal) -> (ResendEnd, Listened) {
        let mut listener = Listener { clock: self.setup.clock.as_ref(), listened: Listened::default() };
        // Its sale was not answered, so an answer may still come.
        terminal.distrust();
        let mut answer = terminal.resend(request, &mut listener);
        // A question with one damaged byte is a question about another sale, which the terminal holds nothing of either.
        // Nothing is freed on one such answer.
        if answer == ResendEnd::NothingHeld {
            answer = terminal.resend(request, &mut listener);
        }
        (answer, listener.listened)
    }

    /// Books what the terminal says was charged, tells it so, prints.
    pub(super) fn take_charge(
        &mut self,
        attempt: &Attempt,
        approval: Approval,
        request: &SaleRequest,
        terminal: &mut Terminal,
        who: &Actor,
    ) -> Result<RecoverEnd, DeskError> {
        if let Some(why) = self.not_its_answer(attempt, &approval.card)? {
            self.refuse_answer(attempt, &approval, why, request, terminal);
            return Ok(RecoverEnd::StillUnknown { reason: NOT_ITS_ANSWER });
        }
        Ok(match self.book(attempt, approval, who) {
            Ok(receipt) => {
                acknowledge(terminal, request);
                let print = self.print_receipt(&receipt, who);
                RecoverEnd::Approved { receipt: Box::new(self.as_it_stands(receipt)), print }
            }
            Err(error) => {
                tracing::error!(session = %attempt.session, %error, "recovered result not booked");
                RecoverEnd::StillUnknown { reason: NOT_BOOKED }
            }
        })
    }

    /// Keeps an approval that is not the answer to the attempt that it names, and tells the terminal so: it stands in the
    /// way of the answer.
    pub(super) fn refuse_answer(
        &mut self,
        attempt: &Attempt,
        approval: &Approval,
        why: ForeignKind,
        request: &SaleRequest,
        terminal: &mut Terminal,
    ) {
        let names_us = self.setup.config.terminal.protocol.dialect != Dialect::Mellon;
        let result = ReportedResult {
            session: ReplySession::Numbered(attempt.session),
            ecr: names_us.then(|| self.setup.config.terminal.ecr_id.clone()),
            receipt: names_us.then(|| request.receipt.clone()),
            code: ResultCode::APPROVED,
            card: Some(approval.card.clone()),
            txn_type: approval.more.as_ref().map(|more| more.txn_type.clone()),
            unreadable_data: false,
            slip: approval.slip.clone(),
        };
        tracing::warn!(session = %attempt.session, why = why.word(), "an approval is not the answer to its session");
        if self.keep_as(&result, why, Some(attempt.id)).is_on_disk() {
            acknowledge(terminal, request);
        }
    }

    pub(super) fn take_decline(
        &mut self,
        attempt: &Attempt,
        reason: &str,
        request: &SaleRequest,
        terminal: &mut Terminal,
        who: &Actor,
    ) -> RecoverEnd {
        if self.close(attempt, AttemptStep::Decline, reason, who) {
            acknowledge(terminal, request);
            RecoverEnd::NotCharged
        } else {
            RecoverEnd::StillUnknown { reason: NOT_WRITTEN }
        }
    }
}

pub(super) fn recovered(attempt: &Attempt, end: RecoverEnd, trace: Vec<(Moment, String)>) -> RecoveredSession {
    let correction = attempt.correction.as_ref().map(|correction| correction.kind);
    RecoveredSession { session: attempt.session, amount: attempt.amount, correction, end, trace }
}

/// The stable word for why asking again gave nothing.
pub(super) fn no_answer(why: &NoAnswer) -> &'static str {
    match why {
        NoAnswer::Link(_) => "terminal_unreachable",
        NoAnswer::LineNoisy => "line_noisy",
        NoAnswer::BadValue(_) => "bad_value",
        NoAnswer::Lost(lost) => lost.word(),
    }
}
