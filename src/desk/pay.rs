//! Taking a payment: what is asked for, and whether it may be. How it then runs is in `course`. A citizen is never
//! charged without a receipt, never charged twice, and no receipt exists without a charge.

use super::course::Planned;
use super::error::Stop;
use super::order::Quote;
use super::outcome::{DeskOpen, PayEnd, PayOrder, PayReport, PayStep, PayTarget, SignedIn};
use super::terminal_lock::TerminalLock;
use super::trouble::Trouble;
use super::watchdog::SendGate;
use super::{Asks, Desk, DeskError};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::operator::Operator;
use crate::domain::permission::Act;
use crate::domain::{actor::Actor, attempt::NewAttempt, money::Money, refusal::Refusal, tender::CardTender};
use crate::store::StoreError;

impl Desk {
    /// Takes a payment, from the journal to the paper. Blocks until it has ended, which can take minutes: call
    /// it on the terminal's thread. `watch` hears each step after it is on disk.
    pub fn pay(&mut self, who: &SignedIn, order: &PayOrder, watch: &mut dyn FnMut(&PayStep)) -> PayReport {
        self.pay_through(who, order, &SendGate::default(), watch)
    }

    /// The same, with a gate by which the caller can give the payment up as long as nothing was sent.
    pub fn pay_through(
        &mut self,
        who: &SignedIn,
        order: &PayOrder,
        gate: &SendGate,
        watch: &mut dyn FnMut(&PayStep),
    ) -> PayReport {
        let mut report = PayReport::of_nothing();
        report.end = match self.plan_payment(who, order, &mut report) {
            Ok(planned) => self.run(who, planned, gate, &mut report.session, watch),
            Err(stop) => stop.into(),
        };
        report.name_holders(self);
        report.log("payment");
        report
    }

    /// Step 1: every rule.
    fn plan_payment(&mut self, who: &SignedIn, order: &PayOrder, report: &mut PayReport) -> Result<Planned, Stop> {
        let targets: Vec<PayTarget> = order.items.iter().map(|item| item.of.clone()).collect();
        let Ok(tender) = order.tender.accept() else {
            let who = self.allow(who, Act::RefuseCash)?;
            self.note_cash_refusal(who, &targets)?;
            return Err(Refusal::Cash.into());
        };
        self.check_desk(who, Act::TakePayment)?;
        let lock = self.lock_terminal()?;
        self.sweep(lock.as_ref())?;
        let quote = self.plan(&order.items, order.one_payer)?;
        report.amount = quote.total;
        report.lines.clone_from(&quote.lines);
        let lock: TerminalLock = lock.ok_or_else(|| self.terminal_in_use())?;
        self.check_paper(who.operator(), &quote)?;
        self.check_keys()?;
        self.note_one_payer(who, &quote)?;
        Ok(Planned { new: self.new_payment(who, tender, quote), lock })
    }

    /// Whether somebody may do this now, at this desk, with its till.
    pub(super) fn check_desk(&self, who: &SignedIn, act: Act) -> Result<(), Stop> {
        self.allow(who, act)?;
        self.check_clock()?;
        if let DeskOpen::No(refusal) = self.takes_payments()? {
            return Err(refusal.into());
        }
        if self.till_today()?.is_none() {
            return Err(self.no_till()?.into());
        }
        if let Some(restored) = self.store.not_compared_since()? {
            return Err(Refusal::NotComparedSinceRestore { restored }.into());
        }
        Ok(())
    }

    fn new_payment(&self, who: &SignedIn, tender: CardTender, quote: Quote) -> NewAttempt {
        NewAttempt {
            tender,
            correction: None,
            desk: self.setup.config.desk.id.clone(),
            terminal: self.setup.terminal_name(),
            operator: who.operator().id.clone(),
            lines: quote.lines,
            at: self.now(),
        }
    }

    /// Whose word it is that several debtors are one payer, by the numbers of their debts.
    pub(super) fn note_one_payer(&mut self, who: &SignedIn, quote: &Quote) -> Result<(), StoreError> {
        if quote.debtors <= 1 {
            return Ok(());
        }
        let debts: Vec<&str> = quote.lines.iter().map(|line| line.external_id.as_str()).collect();
        self.store.audit(&AuditEntry {
            at: self.now(),
            who: who.actor(),
            act: AuditAct::OnePayerStated,
            subject: debts.join(","),
            detail: format!("debtors={}", quote.debtors),
        })
    }

    /// A receipt that the printer has no characters for is found before the card is asked, not after.
    fn check_paper(&self, operator: &Operator, quote: &Quote) -> Result<(), Stop> {
        self.rehearse_receipt(operator, quote).map_err(|error| Stop::Trouble(Trouble::Paper(error)))
    }

    /// Counts a refusal of cash and audits it, without personal data.
    ///
    /// # Errors
    /// [`Trouble::Store`].
    pub fn refuse_cash(&mut self, who: &dyn Asks, items: &[PayTarget]) -> Result<(), DeskError> {
        let who = self.allow(who, Act::RefuseCash)?;
        Ok(self.note_cash_refusal(who, items)?)
    }

    fn note_cash_refusal(&mut self, who: Actor, items: &[PayTarget]) -> Result<(), StoreError> {
        let now = self.now();
        let desk = self.setup.config.desk.id.clone();
        let entry = AuditEntry {
            at: now,
            who,
            act: AuditAct::CashRefused,
            subject: format!("desk {desk}"),
            detail: format!("items={}", items.len()),
        };
        self.store.count_cash_refusal(&desk, now, entry)
    }
}

impl PayReport {
    /// Before anything was asked for.
    pub(super) fn of_nothing() -> PayReport {
        PayReport { session: None, amount: Money::ZERO, lines: Vec::new(), end: PayEnd::Refused(Refusal::NothingToPay) }
    }

    /// Names who has the database open, where it stayed locked.
    pub(super) fn name_holders(&mut self, desk: &Desk) {
        let end = std::mem::replace(&mut self.end, PayEnd::Refused(Refusal::NothingToPay));
        self.end = match end {
            PayEnd::Failed(trouble) => PayEnd::Failed(desk.named(trouble)),
            end => end,
        };
    }

    /// For the log: neither names nor numbers of people.
    pub(super) fn log(&self, what: &str) {
        let session = self.session.map(|session| session.to_string());
        tracing::info!(what, session, amount = %self.amount, outcome = self.end.word(), "ended");
    }
}
