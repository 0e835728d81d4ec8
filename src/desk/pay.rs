//! Taking a payment: the eight steps of the invariant, in order. A citizen is never charged without a
//! receipt, never charged twice for one debt, and no receipt exists without a charge.

use super::error::Stop;
use super::journal::{StoreJournal, keep_foreign, keep_trace};
use super::order::Quote;
use super::outcome::{
    DeskOpen, PayEnd, PayOrder, PayReport, PayStep, PayTarget, PrintEnd, Refusal, SignedIn, TerminalNo, Trouble,
};
use super::terminal_lock::TerminalLock;
use super::{Desk, DeskError};
use crate::domain::attempt::{Attempt, AttemptStep, NewAttempt};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::card::CardData;
use crate::domain::money::Money;
use crate::domain::operator::{Act, Operator};
use crate::domain::receipt::Receipt;
use crate::domain::tender::{CardTender, PaidWith};
use crate::domain::time::local;
use crate::ecr::codes::ResultCode;
use crate::ecr::message::OrderKind;
use crate::ecr::terminal::{NotSent, SaleEnd, SaleRequest, Terminal};
use crate::store::{Booked, Booking, StoreError};

impl Desk {
    /// Takes a payment, from the journal to the paper. Blocks until it has ended, which can take minutes: call
    /// it on the terminal's thread. `watch` hears each step after it is on disk.
    pub fn pay(&mut self, who: &SignedIn, order: &PayOrder, watch: &mut dyn FnMut(&PayStep)) -> PayReport {
        let mut report = PayReport {
            session: None,
            amount: Money::ZERO,
            lines: Vec::new(),
            end: PayEnd::Refused(Refusal::NothingToPay),
        };
        let prepared = self.prepare(who, order, &mut report);
        report.end = match prepared {
            Ok(Prepared { attempt, mut terminal, lock }) => {
                watch(&PayStep::Prepared { session: attempt.session, amount: attempt.amount });
                let end = self.run(who, &attempt, &mut terminal, watch);
                self.put_back(terminal);
                drop(lock);
                end
            }
            Err(stop) => stop.into(),
        };
        let session = report.session.map(|session| session.to_string());
        tracing::info!(session, amount = %report.amount, outcome = report.end.word(), "payment");
        report
    }

    /// Steps 1 and 2: every rule, then the journal.
    fn prepare(&mut self, who: &SignedIn, order: &PayOrder, report: &mut PayReport) -> Result<Prepared, Stop> {
        let targets: Vec<PayTarget> = order.items.iter().map(|item| item.of.clone()).collect();
        let Ok(tender) = order.tender.accept() else {
            self.note_cash_refusal(who.operator().id.as_str(), &targets)?;
            return Err(Refusal::Cash.into());
        };
        self.check_rules(who)?;
        let lock = TerminalLock::take(&self.setup.data_dir, &self.setup.terminal_name())?;
        self.sweep(lock.as_ref())?;
        let quote = self.plan(&order.items)?;
        report.amount = quote.total;
        report.lines.clone_from(&quote.lines);
        let lock = lock.ok_or(Trouble::TerminalInUse)?;
        self.check_paper(who.operator(), &quote)?;
        let terminal = self.take_terminal()?;
        match self.journal_first(who, tender, quote) {
            Ok(attempt) => {
                report.session = Some(attempt.session);
                Ok(Prepared { attempt, terminal, lock })
            }
            Err(stop) => {
                self.put_back(terminal);
                Err(stop)
            }
        }
    }

    fn check_rules(&self, who: &SignedIn) -> Result<(), Stop> {
        if !who.operator().role.may(Act::TakePayment) {
            return Err(Refusal::NotAllowed.into());
        }
        if let DeskOpen::No(refusal) = self.takes_payments()? {
            return Err(refusal.into());
        }
        if self.till_today()?.is_none() {
            return Err(Refusal::TillClosed.into());
        }
        Ok(())
    }

    fn journal_first(&mut self, who: &SignedIn, tender: CardTender, quote: Quote) -> Result<Attempt, Stop> {
        let new = NewAttempt {
            tender,
            desk: self.setup.config.desk.id.clone(),
            terminal: self.setup.terminal_name(),
            operator: who.operator().id.clone(),
            lines: quote.lines,
            at: self.now(),
        };
        Ok(self.store.prepare(&new)?)
    }

    /// Steps 3 to 7, under the terminal's lock.
    fn run(
        &mut self,
        who: &SignedIn,
        attempt: &Attempt,
        terminal: &mut Terminal,
        watch: &mut dyn FnMut(&PayStep),
    ) -> PayEnd {
        let request = self.request(attempt, who.operator());
        let name = who.operator().id.as_str();
        let mut journal = StoreJournal {
            store: &mut self.store,
            clock: self.setup.clock.as_ref(),
            attempt: attempt.id,
            who: name,
            watch,
            traced: Vec::new(),
            foreign: Vec::new(),
            failed: None,
        };
        let end = terminal.sale(&request, &mut journal);
        let StoreJournal { traced, foreign, failed, .. } = journal;
        // What must be on disk before the terminal is told, then the telling (step 6), then the paper.
        let settled = self.settle(attempt, end, failed, name);
        keep_trace(&mut self.store, attempt.id, &traced);
        keep_foreign(&mut self.store, self.setup.clock.now(), &attempt.terminal, foreign);
        match settled {
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
        }
    }

    fn settle(&mut self, attempt: &Attempt, end: SaleEnd, journal_failed: Option<StoreError>, who: &str) -> Settled {
        Settled::Ended(match end {
            SaleEnd::Approved(approval) => match self.book(attempt, approval.card, who) {
                Ok(receipt) => return Settled::Booked(Box::new(receipt)),
                Err(error) => {
                    // Charged and not booked: never acknowledged, so the terminal keeps the result.
                    tracing::error!(session = %attempt.session, %error, "approved result not booked");
                    self.close(attempt, AttemptStep::LoseTrack, NOT_BOOKED, who);
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
                self.close(attempt, AttemptStep::CloseUncharged, "not_sent", who);
                PayEnd::Failed(not_sent(why, journal_failed))
            }
            SaleEnd::Unknown(lost) => {
                self.close(attempt, AttemptStep::LoseTrack, lost.word(), who);
                PayEnd::Unknown { reason: lost.word() }
            }
        })
    }

    fn approved(&mut self, receipt: Receipt, who: &str) -> PayEnd {
        let iris_unwanted = receipt.tender == PaidWith::Iris && !self.setup.config.terminal.iris_accepted;
        if iris_unwanted {
            tracing::warn!(receipt = %receipt.number, "IRIS payment although the settings refuse it");
        }
        let print = self.print_receipt(&receipt, who);
        // The print may have changed what the receipt says of itself.
        let receipt = self.store.receipt(&receipt.number).ok().flatten().unwrap_or(receipt);
        PayEnd::Approved { receipt: Box::new(receipt), print, iris_unwanted }
    }

    /// Step 5: one transaction for attempt, receipt, debts and audit. Booking an attempt again books nothing.
    pub(super) fn book(&mut self, attempt: &Attempt, card: CardData, who: &str) -> Result<Receipt, StoreError> {
        let booking = Booking {
            attempt: attempt.id,
            card,
            series: self.setup.config.desk.series.clone(),
            at: self.now(),
            who: who.to_owned(),
        };
        Ok(match self.store.book(&booking)? {
            Booked::Now(receipt) | Booked::Already(receipt) => receipt,
        })
    }

    /// Closes an attempt on disk; says whether that worked. Where it does not, the attempt stays in flight on
    /// disk and the next sweep makes it unknown: the debts stay fenced, nothing is lost.
    pub(super) fn close(&mut self, attempt: &Attempt, step: AttemptStep, reason: &str, who: &str) -> bool {
        let written = self.store.step(attempt.id, step, Some(reason), self.now(), who);
        if let Err(error) = &written {
            tracing::error!(session = %attempt.session, %error, "end of an attempt not written");
        }
        written.is_ok()
    }

    pub(super) fn request(&self, attempt: &Attempt, operator: &Operator) -> SaleRequest {
        SaleRequest {
            kind: OrderKind::Sale,
            session: attempt.session,
            amount: attempt.amount,
            at: local(attempt.prepared_at),
            operator: wire_operator(operator),
            receipt: attempt.session.to_string(),
            custom: self.setup.config.terminal.custom.clone(),
        }
    }

    /// A receipt that the printer has no characters for is found before the card is asked, not after.
    fn check_paper(&self, operator: &Operator, quote: &Quote) -> Result<(), Stop> {
        self.rehearse_receipt(operator, quote).map_err(|error| Stop::Trouble(Trouble::Paper(error)))
    }

    /// Counts a refusal of cash and audits it, without personal data.
    ///
    /// # Errors
    /// [`Trouble::Store`].
    pub fn refuse_cash(&mut self, who: &str, items: &[PayTarget]) -> Result<(), DeskError> {
        Ok(self.note_cash_refusal(who, items)?)
    }

    fn note_cash_refusal(&mut self, who: &str, items: &[PayTarget]) -> Result<(), StoreError> {
        let now = self.now();
        let desk = self.setup.config.desk.id.clone();
        let entry = AuditEntry {
            at: now,
            who: who.to_owned(),
            act: AuditAct::CashRefused,
            subject: format!("desk {desk}"),
            detail: format!("items={}", items.len()),
        };
        self.store.count_cash_refusal(&desk, now, entry)
    }
}

/// A payment that is in the journal and may be sent.
struct Prepared {
    attempt: Attempt,
    terminal: Terminal,
    lock: TerminalLock,
}

/// What is on disk of a sale that ended.
enum Settled {
    Booked(Box<Receipt>),
    Declined { code: ResultCode, on_disk: bool },
    Ended(PayEnd),
}

/// Step 6. An acknowledgement that does not arrive loses nothing: the terminal offers the result again, and
/// booking it again books nothing.
pub(super) fn acknowledge(terminal: &mut Terminal, request: &SaleRequest) {
    if let Err(error) = terminal.acknowledge(request) {
        tracing::warn!(session = %request.session, %error, "result not acknowledged");
    }
}

/// The card was charged and the books could not take it.
pub(super) const NOT_BOOKED: &str = "not_booked";

fn not_sent(why: NotSent, journal_failed: Option<StoreError>) -> Trouble {
    match journal_failed {
        Some(error) => Trouble::Store(error),
        None => Trouble::Terminal(why),
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
    #[must_use]
    pub fn is_printed(&self) -> bool {
        matches!(self, PrintEnd::Printed { .. })
    }
}
