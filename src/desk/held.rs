//! What the terminal still holds: each result is put on disk (booked, closed, or kept as unclaimed), acknowledged, and the
//! list asked for again until it brings nothing new.

use std::sync::Arc;

use super::course::NOT_BOOKED;
use super::journal::{Listened, Listener};
use super::outcome::{AskedForAll, RecoverEnd, RecoverReport, RecoveredSession};
use super::recover::{no_answer, recovered};
use super::{Desk, DeskError};
use crate::domain::attempt::{Attempt, AttemptState, AttemptStep};
use crate::domain::foreign::{ForeignKind, ForeignResult};
use crate::domain::{actor::Actor, card::CardData, receipt::Receipt, session::SessionNo, time::local};
use crate::ecr::message::ReplySession;
use crate::ecr::terminal::{Acknowledged, Approval, ReportedResult, ResendAllEnd, Terminal};

/// More results than a terminal holds of a day: an end for one that never says the same twice.
const MOST_HELD: usize = 2_000;

impl Desk {
    /// RESEND-ALL: results of this desk that were never acknowledged, and unclaimed ones. Each is on disk before it is
    /// acknowledged, and acknowledged before the next is heard; paper comes at the end.
    pub(super) fn ask_for_all(
        &mut self,
        terminal: &mut Terminal,
        who: &Actor,
        report: &mut RecoverReport,
    ) -> Result<(), DeskError> {
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
        who: &Actor,
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
            (AttemptState::Approved, None) if !result.code.is_approved() => {
                Ok(self.keep_held(result, ForeignKind::Denies, taken).then_some(by))
            }
            (AttemptState::Declined | AttemptState::NotCharged, _) if !result.code.is_approved() => Ok(Some(by)),
            _ => Ok(self.take_stranger(result, taken)),
        }
    }

    /// Keeps an unclaimed result. It is acknowledged where it names this desk and is on disk whole.
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

/// A held result as the approval of an attempt: charged, readable, and of the amount that was asked for.
fn approval_of(attempt: &Attempt, result: &ReportedResult) -> Option<Approval> {
    let card = result.card.clone().filter(|card| result.code.is_approved() && card.amount == attempt.amount)?;
    Some(Approval { session: attempt.session, amount: attempt.amount, card, more: None, slip: result.slip.clone() })
}
