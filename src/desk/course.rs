//! The course of one attempt, from the journal to the paper: steps 2 to 7 of the invariant, alike for a payment, a
//! void and a refund. What may be asked for at all is decided before, in `pay` and `correct`.

use super::Desk;
use super::error::Stop;
use super::journal::{Listened, StoreJournal, keep_trace};
use super::outcome::{PayEnd, PayStep, PrintEnd, SignedIn, TerminalNo};
use super::recover::NOT_ITS_ANSWER;
use super::terminal_lock::TerminalLock;
use super::trouble::Trouble;
use super::watchdog::SendGate;
use crate::domain::attempt::{Attempt, AttemptState, AttemptStep, NOT_SENT, NewAttempt};
use crate::domain::{
    actor::Actor, correction::CorrectionKind, holder::Holder, operator::Operator, receipt::Receipt, session::SessionNo,
    tender::PaidWith, time::local,
};
use crate::ecr::terminal::{Approval, JournalRefused, NotSent, SaleEnd, SaleRequest, Terminal};
use crate::ecr::{codes::ResultCode, message::OrderKind};
use crate::store::{Booked, Booking, PATIENCE, PATIENCE_AFTER_A_CARD, StoreError};

/// What may be sent: every rule was asked, and the terminal is ours.
pub(super) struct Planned {
    pub(super) new: NewAttempt,
    pub(super) lock: TerminalLock,
}

/// What is on disk of an attempt that ended.
enum Settled {
    Booked(Box<Receipt>),
    Declined { code: ResultCode, on_disk: bool },
    Ended(PayEnd),
}

/// The card was charged and the books could not take it: the stable word.
pub const NOT_BOOKED: &str = "not_booked";
/// How often the books are tried, each time for [`PATIENCE`]: together the patience that follows a card.
const LOOKS: u64 = PATIENCE_AFTER_A_CARD.as_secs() / PATIENCE.as_secs();

impl Desk {
    /// Runs what was planned to its end. `session` gets the number that stands in the journal.
    pub(super) fn run(
        &mut self,
        who: &SignedIn,
        planned: Planned,
        gate: &SendGate,
        session: &mut Option<SessionNo>,
        watch: &mut dyn FnMut(&PayStep),
    ) -> PayEnd {
        let mut terminal = match self.take_terminal(&planned.lock) {
            Ok(terminal) => terminal,
            Err(trouble) => return PayEnd::Failed(trouble),
        };
        let end = self.send(who, planned.new, &mut terminal, gate, session, watch);
        self.put_back(terminal, &planned.lock);
        drop(planned.lock);
        end.unwrap_or_else(PayEnd::from)
    }

    fn send(
        &mut self,
        who: &SignedIn,
        new: NewAttempt,
        terminal: &mut Terminal,
        gate: &SendGate,
        session: &mut Option<SessionNo>,
        watch: &mut dyn FnMut(&PayStep),
    ) -> Result<PayEnd, Stop> {
        if self.awaits_an_answer()? {
            terminal.distrust();
        }
        if self.may_sleep()? {
            terminal.wake_first();
        }
        self.ready_to_sign(terminal)?;
        self.hear_before_asking_again(&new, terminal)?;
        let end = self.attempt(who, &new, terminal, gate, session, watch)?;
        match &end {
            // No card was read: a new key, and a new attempt of its own in the journal. Once; what comes then stands.
            PayEnd::Declined(TerminalNo::Error(code)) if code.asks_for_new_key() && self.signs() => {
                if let Err(trouble) = self.renew_key(terminal) {
                    tracing::warn!(?trouble, "session key not renewed");
                    return Ok(end);
                }
                self.attempt(who, &NewAttempt { at: self.now(), ..new }, terminal, gate, session, watch)
            }
            _ => Ok(end),
        }
    }

    /// Steps 2 to 7, under the terminal's lock.
    fn attempt(
        &mut self,
        who: &SignedIn,
        new: &NewAttempt,
        terminal: &mut Terminal,
        gate: &SendGate,
        session: &mut Option<SessionNo>,
        watch: &mut dyn FnMut(&PayStep),
    ) -> Result<PayEnd, Stop> {
        let attempt = self.store.prepare(new)?;
        *session = Some(attempt.session);
        watch(&PayStep::Prepared { session: attempt.session, amount: attempt.amount });
        let request = self.request(&attempt, who.operator());
        let name = &who.actor();
        let mut journal = StoreJournal {
            store: &mut self.store,
            clock: self.setup.clock.as_ref(),
            attempt: attempt.id,
            who: name,
            gate,
            watch,
            listened: Listened::default(),
            failed: None,
        };
        let end = terminal.sale(&request, &mut journal);
        let StoreJournal { listened, failed, .. } = journal;
        // What must be on disk before the terminal is told, then the telling (step 6), then the paper.
        let settled = match self.refused_answer(&attempt, &end, &request, terminal) {
            Some(reason) => {
                self.close(&attempt, AttemptStep::LoseTrack, reason, name);
                Settled::Ended(PayEnd::Unknown { reason })
            }
            None => self.settle(&attempt, end, failed, name, watch),
        };
        keep_trace(&mut self.store, attempt.id, &listened.traced);
        self.keep_foreign(listened.foreign, Some(attempt.id));
        Ok(match settled {
            Settled::Booked(receipt) => {
                watch(&PayStep::Booked { receipt: receipt.number.clone() });
                acknowledge(terminal, &request);
                watch(&PayStep::Printing);
                self.approved(*receipt, name)
            }
            Settled::Declined { code, on_disk } => {
                if on_disk {
                    acknowledge(terminal, &request);
                }
                PayEnd::Declined(TerminalNo::Result(code))
            }
            Settled::Ended(end) => end,
        })
    }

    /// Whether an approval is not the answer to this attempt: then it is kept, and the outcome is unknown.
    fn refused_answer(
        &mut self,
        attempt: &Attempt,
        end: &SaleEnd,
        request: &SaleRequest,
        terminal: &mut Terminal,
    ) -> Option<&'static str> {
        let SaleEnd::Approved(approval) = end else { return None };
        match self.not_its_answer(attempt, &approval.card) {
            Ok(None) => None,
            Ok(Some(why)) => {
                self.refuse_answer(attempt, approval, why, request, terminal);
                Some(NOT_ITS_ANSWER)
            }
            // What cannot be read now is read when it is booked, or the outcome stays unknown.
            Err(error) => {
                tracing::error!(session = %attempt.session, %error, "not compared with what was booked before");
                None
            }
        }
    }

    fn settle(
        &mut self,
        attempt: &Attempt,
        end: SaleEnd,
        journal_failed: Option<StoreError>,
        who: &Actor,
        watch: &mut dyn FnMut(&PayStep),
    ) -> Settled {
        Settled::Ended(match end {
            SaleEnd::Approved(approval) => match self.book_told(attempt, approval, who, watch) {
                Ok(receipt) => return Settled::Booked(Box::new(receipt)),
                Err(error) => {
                    // Charged and not booked: never acknowledged, so the terminal keeps the result.
                    tracing::error!(session = %attempt.session, %error, "approved result not booked");
                    if !self.is_in_state(attempt, AttemptState::Unknown) {
                        self.close(attempt, AttemptStep::LoseTrack, NOT_BOOKED, who);
                    }
                    PayEnd::Unknown { reason: NOT_BOOKED }
                }
            },
            SaleEnd::Declined(code) => {
                let on_disk = self.close(attempt, AttemptStep::Decline, &format!("C:{}", code.as_str()), who);
                return Settled::Declined { code, on_disk };
            }
            SaleEnd::Refused(code) => {
                self.close(attempt, AttemptStep::CloseUncharged, &format!("E:{}", code.as_str()), who);
                PayEnd::Declined(TerminalNo::Error(code))
            }
            SaleEnd::NotSent(why) => {
                self.close(attempt, AttemptStep::CloseUncharged, NOT_SENT, who);
                PayEnd::Failed(not_sent(why, journal_failed))
            }
            SaleEnd::Unknown(lost) => {
                self.close(attempt, AttemptStep::LoseTrack, lost.word(), who);
                PayEnd::Unknown { reason: lost.word() }
            }
        })
    }

    /// Books what the bank approved, and says who keeps the books locked while it waits. The last wait is that of the note
    /// that nobody knows, after which the books are free.
    fn book_told(
        &mut self,
        attempt: &Attempt,
        approval: Approval,
        who: &Actor,
        watch: &mut dyn FnMut(&PayStep),
    ) -> Result<Receipt, StoreError> {
        watch(&PayStep::Approved);
        let booking = self.booking(attempt, approval, who);
        for _ in 0..LOOKS {
            match self.store.book_within(PATIENCE, &booking) {
                Err(locked @ StoreError::Locked { .. }) => {
                    watch(&PayStep::BooksLocked { open_in: self.holders(locked) })
                }
                ended => return ended.map(Booked::receipt),
            }
        }
        self.close(attempt, AttemptStep::LoseTrack, NOT_BOOKED, who);
        self.store.book_within(PATIENCE, &booking).map(Booked::receipt)
    }

    /// Who has the books open, where they are locked.
    fn holders(&self, locked: StoreError) -> Vec<Holder> {
        match self.named(Trouble::Store(locked)) {
            Trouble::DatabaseLocked { open_in, .. } => open_in,
            _ => Vec::new(),
        }
    }

    fn is_in_state(&self, attempt: &Attempt, state: AttemptState) -> bool {
        self.store.attempt(attempt.id).ok().flatten().is_some_and(|now| now.state == state)
    }

    fn approved(&mut self, receipt: Receipt, who: &Actor) -> PayEnd {
        let iris_unwanted = receipt.tender == PaidWith::Iris && !self.setup.config.terminal.iris_accepted;
        if iris_unwanted {
            tracing::warn!(receipt = %receipt.number, "IRIS payment although the settings refuse it");
        }
        let print = self.print_receipt(&receipt, who);
        PayEnd::Approved { receipt: Box::new(self.as_it_stands(receipt)), print, iris_unwanted }
    }

    /// A print may have changed what a receipt says of itself.
    pub(super) fn as_it_stands(&self, receipt: Receipt) -> Receipt {
        self.store.receipt(&receipt.number).ok().flatten().unwrap_or(receipt)
    }

    /// Step 5: one transaction for attempt, receipt, debts and audit. Booking an attempt again books nothing.
    pub(super) fn book(&mut self, attempt: &Attempt, approval: Approval, who: &Actor) -> Result<Receipt, StoreError> {
        self.store.book(&self.booking(attempt, approval, who)).map(Booked::receipt)
    }

    fn booking(&self, attempt: &Attempt, approval: Approval, who: &Actor) -> Booking {
        Booking {
            attempt: attempt.id,
            card: approval.card,
            slip: approval.slip,
            series: self.setup.config.desk.series.clone(),
            at: self.now(),
            who: who.clone(),
        }
    }

    /// Closes an attempt on disk; says whether that worked. Where it does not, the attempt stays in flight on
    /// disk and the next sweep makes it unknown: the debts stay fenced, nothing is lost.
    pub(super) fn close(&mut self, attempt: &Attempt, step: AttemptStep, reason: &str, who: &Actor) -> bool {
        let written = self.store.step(attempt.id, step, Some(reason), self.now(), who);
        if let Err(error) = &written {
            tracing::error!(session = %attempt.session, %error, "end of an attempt not written");
        }
        written.is_ok()
    }

    /// What the terminal is asked for, and by which it is asked again.
    pub(super) fn request(&self, attempt: &Attempt, operator: &Operator) -> SaleRequest {
        SaleRequest {
            kind: order_kind(attempt),
            session: attempt.session,
            amount: attempt.amount,
            at: local(attempt.prepared_at),
            operator: wire_operator(operator),
            receipt: attempt.session.to_string(),
            custom: self.setup.config.terminal.custom.clone(),
        }
    }
}

fn order_kind(attempt: &Attempt) -> OrderKind {
    match attempt.correction.as_ref().map(|correction| correction.kind) {
        None => OrderKind::Sale,
        Some(CorrectionKind::Void) => OrderKind::Void,
        Some(CorrectionKind::Refund) => OrderKind::Refund,
    }
}

/// Step 6. An acknowledgement that does not arrive loses nothing: the terminal offers the result again, and
/// booking it again books nothing.
pub(super) fn acknowledge(terminal: &mut Terminal, request: &SaleRequest) {
    if let Err(error) = terminal.acknowledge(request) {
        tracing::warn!(session = %request.session, %error, "result not acknowledged");
    }
}

fn not_sent(why: NotSent, journal_failed: Option<StoreError>) -> Trouble {
    match (journal_failed, why) {
        (Some(error), _) => Trouble::Store(error),
        (None, NotSent::Journal(JournalRefused::GivenUp)) => Trouble::GivenUp,
        (None, why) => Trouble::Terminal(why),
    }
}

/// The operator on the wire: the short name where it is one to eight letters or digits, else their number.
fn wire_operator(operator: &Operator) -> String {
    let id = operator.id.as_str();
    if id.len() <= 8 && id.bytes().all(|b| b.is_ascii_alphanumeric()) {
        id.to_owned()
    } else {
        operator.number.to_string()
    }
}

/// Whether paper certainly came out.
impl PrintEnd {
    /// True where the printer said so or the screen or file has it.
    pub fn is_printed(&self) -> bool {
        matches!(self, PrintEnd::Printed { .. })
    }
}
