//! Unknown outcomes: asking the terminal about each, then for everything that it still holds. What a session of this
//! desk turns out to be is booked once and acknowledged; what is nobody's here is kept as foreign.

use std::sync::Arc;

use super::course::{NOT_BOOKED, acknowledge};
use super::journal::{Listened, Listener, keep_trace};
use super::outcome::{AskedForAll, RecoverEnd, RecoverReport, RecoveredSession};
use super::terminal_lock::TerminalLock;
use super::{Desk, DeskError};
use crate::config::Protocol;
use crate::domain::attempt::{Attempt, AttemptState, AttemptStep};
use crate::domain::card::CardData;
use crate::domain::foreign::{ForeignKind, ForeignResult};
use crate::domain::receipt::Receipt;
use crate::domain::session::SessionNo;
use crate::domain::time::{Moment, local};
use crate::ecr::codes::ResultCode;
use crate::ecr::message::ReplySession;
use crate::ecr::terminal::{
    Acknowledged, Approval, NoAnswer, ReportedResult, ResendAllEnd, ResendEnd, SaleRequest, Terminal,
};

/// What the terminal holds of a session is not the answer to what was asked under it.
pub(super) const NOT_ITS_ANSWER: &str = "not_its_answer";
/// More results than a terminal holds of a day: an end for one that never says the same twice.
const MOST_HELD: usize = 2_000;
/// The terminal said that the card was not charged, and the books could not take it.
const NOT_WRITTEN: &str = "not_written";

impl Desk {
    /// Lists the unknown outcomes of all desks, after making unknown what a dead process left in flight.
    ///
    /// # Errors
    /// [`Trouble::Store`], [`Trouble::File`].
    pub fn unresolved(&mut self) -> Result<Vec<Attempt>, DeskError> {
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
    pub fn recover(&mut self, who: &str) -> Result<RecoverReport, DeskError> {
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
        who: &str,
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
        who: &str,
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
        who: &str,
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
    fn take_nothing_held(&mut self, attempt: &Attempt, may_run_until: Option<Moment>, who: &str) -> RecoverEnd {
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
        who: &str,
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
        let names_us = self.setup.config.terminal.protocol != Protocol::Mellon;
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
        who: &str,
    ) -> RecoverEnd {
        if self.close(attempt, AttemptStep::Decline, reason, who) {
            acknowledge(terminal, request);
            RecoverEnd::NotCharged
        } else {
            RecoverEnd::StillUnknown { reason: NOT_WRITTEN }
        }
    }

    /// RESEND-ALL: results of this desk that were never acknowledged, and those of nobody. Each is on disk before it is
    /// acknowledged, and acknowledged before the next is heard; paper comes at the end.
    fn ask_for_all(&mut self, terminal: &mut Terminal, who: &str, report: &mut RecoverReport) -> Result<(), DeskError> {
        let clock = Arc::clone(&self.setup.clock);
        let mut listener = Listener { clock: clock.as_ref(), listened: Listened::default() };
        let at = local(self.now());
        let mut taken = Taken::default();
        let mut ask = || {
            terminal.resend_all(at, &mut listener, &mut |result| {
                self.take_held(result, who, &mut taken).unwrap_or_else(|error| {
                    tracing::error!(session = %result.session, ?error, "held result not taken");
                    None
                })
            })
        };
        // Behind what was acknowledged there may be more: a terminal that offers one result a question, or changed its mind.
        let mut seen: Vec<ReportedResult> = Vec::new();
        let mut end = ask();
        while let ResendAllEnd::Results(held) = &end
            && seen.len() < MOST_HELD
            && held.iter().any(|result| !seen.contains(result))
        {
            seen.extend(held.iter().cloned());
            end = ask();
        }
        report.all = match &end {
            ResendAllEnd::Results(_) => AskedForAll::Answered,
            ResendAllEnd::CannotAsk => AskedForAll::CannotAsk,
            ResendAllEnd::NoAnswer { why, .. } => AskedForAll::NoAnswer { reason: no_answer(why) },
        };
        report.foreign.extend(taken.foreign);
        report.foreign.extend(self.keep_foreign(listener.listened.foreign, None));
        for (attempt, found) in taken.ended {
            let end = match found {
                Found::Booked(receipt) => {
                    let print = self.print_receipt(&receipt, who);
                    RecoverEnd::Approved { receipt: Box::new(self.as_it_stands(*receipt)), print }
                }
                Found::Declined => RecoverEnd::NotCharged,
                Found::NotBooked => RecoverEnd::StillUnknown { reason: NOT_BOOKED },
            };
            let trace = self.store.trace(attempt.id)?;
            report.settle(recovered(&attempt, end, trace));
        }
        report.forget_what_was_booked();
        Ok(())
    }

    /// The attempt of this desk that a held result names, by terminal, identity, session and document.
    fn attempt_of(&self, result: &ReportedResult) -> Result<Option<Attempt>, DeskError> {
        let ReplySession::Numbered(session) = result.session else { return Ok(None) };
        let ours = result.ecr.as_deref() == Some(self.setup.config.terminal.ecr_id.as_str())
            && result.receipt.as_deref() == Some(session.to_string().as_str());
        Ok(if ours { self.store.attempt_by_session(&self.setup.terminal_name(), session)? } else { None })
    }

    /// Puts a held result on disk: booked, closed, or kept; and says by what it is acknowledged.
    fn take_held(
        &mut self,
        result: &ReportedResult,
        who: &str,
        taken: &mut Taken,
    ) -> Result<Option<Acknowledged>, DeskError> {
        let Some(attempt) = self.attempt_of(result)? else { return Ok(self.take_stranger(result, taken)) };
        let by = Acknowledged { amount: attempt.amount, receipt: attempt.session.to_string() };
        match (attempt.state, approval_of(&attempt, result)) {
            (AttemptState::Unknown, Some(approval)) => match self.not_its_answer(&attempt, &approval.card)? {
                Some(why) => Ok(self.keep_held(result, why, taken).then_some(by)),
                None => match self.book(&attempt, approval, who) {
                    Ok(receipt) => {
                        taken.ended.push((attempt, Found::Booked(Box::new(receipt))));
                        Ok(Some(by))
                    }
                    Err(error) => {
                        tracing::error!(session = %attempt.session, %error, "recovered result not booked");
                        taken.ended.push((attempt, Found::NotBooked));
                        Ok(None)
                    }
                },
            },
            (AttemptState::Unknown, None) if !result.code.is_approved() => {
                let closed = self.close(&attempt, AttemptStep::Decline, &format!("C:{}", result.code.as_str()), who);
                if closed {
                    taken.ended.push((attempt, Found::Declined));
                }
                Ok(closed.then_some(by))
            }
            // Booked or closed before, and the terminal does not know that we know.
            (AttemptState::Approved, _) if self.is_booked(&attempt, result) => Ok(Some(by)),
            (AttemptState::Declined | AttemptState::NotCharged, _) if !result.code.is_approved() => Ok(Some(by)),
            _ => Ok(self.take_stranger(result, taken)),
        }
    }

    /// Keeps a result of nobody. It is acknowledged where it names this desk and is on disk whole.
    fn take_stranger(&mut self, result: &ReportedResult, taken: &mut Taken) -> Option<Acknowledged> {
        let kept = self.keep_one(result, None);
        let on_disk = kept.is_on_disk();
        taken.foreign.extend(kept.new_result());
        let ours = result.ecr.as_deref() == Some(self.setup.config.terminal.ecr_id.as_str());
        let (card, receipt) = (result.card.as_ref()?, result.receipt.as_ref()?);
        (on_disk && ours).then(|| Acknowledged { amount: card.amount, receipt: receipt.clone() })
    }

    /// Keeps a result that is not the answer to the attempt that it names.
    fn keep_held(&mut self, result: &ReportedResult, why: ForeignKind, taken: &mut Taken) -> bool {
        let kept = self.keep_as(result, why, None);
        let on_disk = kept.is_on_disk();
        taken.foreign.extend(kept.new_result());
        on_disk
    }
}

/// What was taken of a list, on disk.
#[derive(Default)]
struct Taken {
    ended: Vec<(Attempt, Found)>,
    foreign: Vec<ForeignResult>,
}

/// What a held result made of an unknown outcome.
enum Found {
    Booked(Box<Receipt>),
    Declined,
    /// It could not be written.
    NotBooked,
}

impl RecoverReport {
    /// What was heard beside the answer and is booked by now belongs to a payment of this desk after all.
    fn forget_what_was_booked(&mut self) {
        let booked: Vec<&CardData> = self
            .sessions
            .iter()
            .filter_map(
                |one| if let RecoverEnd::Approved { receipt, .. } = &one.end { Some(&receipt.card) } else { None },
            )
            .collect();
        self.foreign.retain(|foreign| !foreign.card.as_ref().is_some_and(|card| booked.contains(&card)));
    }

    /// Notes what became of a session, in the place of what was known of it before.
    fn settle(&mut self, found: RecoveredSession) {
        let session: SessionNo = found.session;
        match self.sessions.iter_mut().find(|known| known.session == session) {
            Some(known) => *known = found,
            None => self.sessions.push(found),
        }
    }
}

fn recovered(attempt: &Attempt, end: RecoverEnd, trace: Vec<(Moment, String)>) -> RecoveredSession {
    let correction = attempt.correction.as_ref().map(|correction| correction.kind);
    RecoveredSession { session: attempt.session, amount: attempt.amount, correction, end, trace }
}

/// A held result as the approval of an attempt: charged, readable, and of the amount that was asked for.
fn approval_of(attempt: &Attempt, result: &ReportedResult) -> Option<Approval> {
    let card = result.card.clone().filter(|card| result.code.is_approved() && card.amount == attempt.amount)?;
    Some(Approval { session: attempt.session, amount: attempt.amount, card, more: None, slip: result.slip.clone() })
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
