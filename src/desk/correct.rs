//! Voids and refunds: what of a receipt may go back to the card, and the way there, which is that of a payment (see
//! `course`). The original transaction is typed on the terminal by the cashier, so whoever asks is shown it.

use super::course::Planned;
use super::error::Stop;
use super::outcome::{CorrectionOrder, PayReport, PayStep, SignedIn};
use super::trouble::Trouble;
use super::watchdog::SendGate;
use super::{Desk, DeskError};
use crate::domain::attempt::{AttemptLine, NewAttempt};
use crate::domain::correction::{Correction, CorrectionKind};
use crate::domain::receipt::{Receipt, ReceiptKind};
use crate::domain::refusal::{NotVoidable, Refusal};
use crate::domain::tender::{PaidWith, Tender};
use crate::domain::{debt::Allocation, money::Money, operator::OperatorId, time::local_date};

/// What a correction would give back.
#[derive(Debug, Clone)]
pub struct CorrectionQuote {
    /// The receipt, with what the cashier types on the terminal: STAN, RRN, authorisation code, amount, date.
    pub original: Receipt,
    /// What each debt gets back.
    pub lines: Vec<AttemptLine>,
    pub total: Money,
}

impl Desk {
    /// What [`Desk::correct`] would ask of the terminal, without touching anything.
    ///
    /// # Errors
    /// The refusal that `correct` would give for this receipt, or the database.
    pub fn quote_correction(&self, who: &SignedIn, order: &CorrectionOrder) -> Result<CorrectionQuote, DeskError> {
        self.allow(who, order.kind.act())?;
        Ok(self.plan_lines(order)?)
    }

    /// Takes a payment back, whole and in the same batch (void) or later and perhaps in part (refund), on the
    /// terminal. Blocks until it has ended: call it on the terminal's thread. The document it makes is in the
    /// report as a payment's receipt is.
    pub fn correct(
        &mut self,
        who: &SignedIn,
        approver: &SignedIn,
        order: &CorrectionOrder,
        watch: &mut dyn FnMut(&PayStep),
    ) -> PayReport {
        self.correct_through(who, approver, order, &SendGate::default(), watch)
    }

    /// The same, with a gate by which the caller can give it up as long as nothing was sent.
    pub fn correct_through(
        &mut self,
        who: &SignedIn,
        approver: &SignedIn,
        order: &CorrectionOrder,
        gate: &SendGate,
        watch: &mut dyn FnMut(&PayStep),
    ) -> PayReport {
        let mut report = PayReport::of_nothing();
        report.end = match self.plan_correction(who, approver, order, &mut report) {
            Ok(planned) => self.run(who, planned, gate, &mut report.session, watch),
            Err(stop) => stop.into(),
        };
        report.name_holders(self);
        report.log(order.kind.word());
        report
    }

    fn plan_correction(
        &mut self,
        who: &SignedIn,
        approver: &SignedIn,
        order: &CorrectionOrder,
        report: &mut PayReport,
    ) -> Result<Planned, Stop> {
        let act = order.kind.act();
        self.check_four_eyes(who, approver, act)?;
        self.check_desk(who, act)?;
        let reason = order.reason.trim();
        if reason.is_empty() {
            return Err(Refusal::NeedsReason.into());
        }
        let lock = self.lock_terminal()?;
        self.sweep(lock.as_ref())?;
        let quote = self.plan_lines(order)?;
        report.amount = quote.total;
        report.lines.clone_from(&quote.lines);
        let lock = lock.ok_or_else(|| self.terminal_in_use())?;
        let correction = Correction {
            kind: order.kind,
            original: order.receipt.clone(),
            reason: reason.to_owned(),
            approver: approver.operator().id.clone(),
        };
        self.rehearse_correction(who.operator(), &quote, &correction).map_err(Trouble::Paper)?;
        self.check_keys()?;
        let new = self.new_correction(who.operator().id.clone(), quote, correction)?;
        Ok(Planned { new, lock })
    }

    fn new_correction(
        &self,
        operator: OperatorId,
        quote: CorrectionQuote,
        correction: Correction,
    ) -> Result<NewAttempt, Refusal> {
        Ok(NewAttempt {
            // What was paid by card goes back to the card.
            tender: Tender::Card.accept().map_err(|_| Refusal::Cash)?,
            correction: Some(correction),
            desk: self.setup.config.desk.id.clone(),
            terminal: self.setup.terminal_name(),
            operator,
            lines: quote.lines,
            at: self.now(),
        })
    }

    fn plan_lines(&self, order: &CorrectionOrder) -> Result<CorrectionQuote, Stop> {
        let number = &order.receipt;
        let original = self.store.receipt(number)?.ok_or_else(|| Refusal::NoSuchReceipt(number.to_string().into()))?;
        if original.kind != ReceiptKind::Sale {
            return Err(Refusal::NotASale { receipt: number.clone(), kind: original.kind }.into());
        }
        let left = self.store.left_of(number)?;
        let left_sum = Money::sum(left.iter().map(AttemptLine::amount)).ok_or(Refusal::TooMuch)?;
        self.check_uncorrected(&original, left_sum)?;
        let lines = match order.kind {
            CorrectionKind::Void => {
                self.check_voidable(&original, left_sum)?;
                left
            }
            CorrectionKind::Refund => self.part_of(left, order.amount, left_sum)?,
        };
        let total = Money::sum(lines.iter().map(AttemptLine::amount)).ok_or(Refusal::TooMuch)?;
        Ok(CorrectionQuote { original, lines, total })
    }

    /// A receipt of which nothing is left was voided or given back, and its documents say so.
    fn check_uncorrected(&self, original: &Receipt, left: Money) -> Result<(), Stop> {
        let corrections = self.store.corrections_of(&original.number)?;
        match corrections.last() {
            Some(last) if left.is_zero() => {
                Err(Refusal::Corrected { receipt: original.number.clone(), by: last.number.clone(), kind: last.kind }
                    .into())
            }
            _ => Ok(()),
        }
    }

    /// A void undoes a payment in the terminal's open batch; outside of it only a refund gives the money back.
    fn check_voidable(&self, original: &Receipt, left: Money) -> Result<(), Stop> {
        let why = if left != original.amount {
            NotVoidable::PartlyRefunded
        } else if original.tender == PaidWith::Iris {
            NotVoidable::Iris
        } else if local_date(original.at) != self.today() {
            NotVoidable::AnotherDay
        } else if self
            .store
            .attempt_of_receipt(&original.number)?
            .is_some_and(|a| a.terminal != self.setup.terminal_name())
        {
            NotVoidable::AnotherTerminal
        } else if self.store.last_batch(&self.setup.terminal_name())?.is_some_and(|batch| batch != original.card.batch)
        {
            NotVoidable::BatchClosed
        } else {
            return Ok(());
        };
        Err(Refusal::NotVoidable { receipt: original.number.clone(), why }.into())
    }

    /// All that is left of a receipt, or a part of it where parts are allowed.
    fn part_of(&self, left: Vec<AttemptLine>, asked: Option<Money>, sum: Money) -> Result<Vec<AttemptLine>, Refusal> {
        let asked = asked.unwrap_or(sum);
        if asked > sum {
            return Err(Refusal::AboveLeft { asked, left: sum });
        }
        if asked < sum && !self.setup.config.payments.partial_refunds {
            return Err(Refusal::PartialRefund { asked, left: sum });
        }
        Ok(divided(left, asked, self.setup.config.payments.allocation))
    }
}

/// Divides an amount over what is left, in the receipt's order. What a payment settles last goes back first.
fn divided(left: Vec<AttemptLine>, amount: Money, order: Allocation) -> Vec<AttemptLine> {
    let mut rest = amount;
    let mut take = |part: Money| {
        let (taken, left) = rest.split(part);
        rest = left;
        taken
    };
    let divided = left.into_iter().map(|line| {
        let (capital, surcharge) = match order {
            Allocation::SurchargeFirst => {
                let capital = take(line.capital);
                (capital, take(line.surcharge))
            }
            Allocation::CapitalFirst => {
                let surcharge = take(line.surcharge);
                (take(line.capital), surcharge)
            }
        };
        AttemptLine { capital, surcharge, ..line }
    });
    divided.filter(|line| !line.amount().is_zero()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::debt::DebtId;

    fn cents(cents: i64) -> Money {
        Money::from_cents(cents).unwrap()
    }

    fn line(debt: i64, capital: i64, surcharge: i64) -> AttemptLine {
        AttemptLine {
            debt: DebtId(debt),
            external_id: debt.to_string(),
            rf: None,
            capital: cents(capital),
            surcharge: cents(surcharge),
        }
    }

    #[test]
    fn what_a_payment_settles_last_goes_back_first() {
        let left = || vec![line(1, 10_000, 219), line(2, 2_000, 621)];
        let parts = |amount, order| {
            let lines = divided(left(), cents(amount), order);
            lines.iter().map(|line| (line.debt.0, line.capital.cents(), line.surcharge.cents())).collect::<Vec<_>>()
        };
        assert_eq!(parts(10_100, Allocation::SurchargeFirst), [(1, 10_000, 100)]);
        assert_eq!(parts(10_100, Allocation::CapitalFirst), [(1, 9_881, 219)]);
        assert_eq!(parts(10_220, Allocation::SurchargeFirst), [(1, 10_000, 219), (2, 1, 0)]);
        assert_eq!(parts(12_840, Allocation::CapitalFirst), [(1, 10_000, 219), (2, 2_000, 621)]);
    }
}
