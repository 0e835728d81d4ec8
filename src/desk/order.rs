//! From what a citizen wants to pay to what each debt gets: the look before the journal. Nothing is written
//! here; the journal checks the amounts again inside its own transaction.

use super::error::Stop;
use super::outcome::{PayItem, PayOrder, PayTarget};
use super::{Desk, DeskError, SignedIn};
use crate::domain::debt::{Debt, DebtStatus, Debtor, may_be_one_person, payer_of};
use crate::domain::permission::Act;
use crate::domain::{attempt::AttemptLine, money::Money, refusal::Refusal, typed::Typed};

/// What a payment would ask of the card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    pub debtor: Debtor,
    /// How many debtors the books have for these debts: several are one payer only by the cashier's word.
    pub debtors: usize,
    /// What each debt gets.
    pub lines: Vec<AttemptLine>,
    pub total: Money,
}

impl Desk {
    /// What [`Desk::pay`] would ask of the card, without touching anything.
    ///
    /// # Errors
    /// The refusal that `pay` would give for these debts, or the database.
    pub fn quote(&self, who: &SignedIn, order: &PayOrder) -> Result<Quote, DeskError> {
        self.allow(who, Act::TakePayment)?;
        Ok(self.plan(&order.items, order.one_payer)?)
    }

    /// `one_payer`: somebody said that the debtors, who have one name, are one payer.
    pub(super) fn plan(&self, items: &[PayItem], one_payer: bool) -> Result<Quote, Stop> {
        let mut debtors: Vec<Debtor> = Vec::new();
        let mut lines: Vec<AttemptLine> = Vec::new();
        for item in items {
            let (owners, debts) = self.payable(&item.of)?;
            for owner in owners {
                if debtors.iter().all(|known| known.id != owner.id) {
                    debtors.push(owner);
                }
            }
            for line in self.divide(&debts, item.amount)? {
                if lines.iter().any(|other| other.debt == line.debt) {
                    return Err(Refusal::Twice(line.external_id).into());
                }
                lines.push(line);
            }
        }
        let known: Vec<&Debtor> = debtors.iter().collect();
        if known.len() > 1 && !may_be_one_person(&known) {
            return Err(Refusal::SeveralDebtors.into());
        }
        if known.len() > 1 && !one_payer {
            return Err(Refusal::MaybeOnePayer.into());
        }
        let total = Money::sum(lines.iter().map(AttemptLine::amount)).ok_or(Refusal::TooMuch)?;
        match payer_of(&known) {
            Some(debtor) if !total.is_zero() => {
                Ok(Quote { debtor: debtor.clone(), debtors: debtors.len(), lines, total })
            }
            _ => Err(Refusal::NothingToPay.into()),
        }
    }

    /// The debts of a target that can be paid today, oldest due first, and whose they are.
    fn payable(&self, target: &PayTarget) -> Result<(Vec<Debtor>, Vec<Debt>), Stop> {
        let (debtors, debts) = self.debts_of_target(target)?;
        let today = self.today();
        // One of an RF's debts under way elsewhere stops the whole code: its sum is about to change.
        if let Some(held) = debts.iter().find(|debt| debt.fenced) {
            return Err(not_payable(held, DebtStatus::Pending).into());
        }
        let first = debts.first().map(|debt| not_payable(debt, debt.status(today)));
        let mut open: Vec<Debt> = debts.into_iter().filter(|debt| debt.status(today) == DebtStatus::Open).collect();
        if open.is_empty() {
            return Err(first.unwrap_or(Refusal::NothingToPay).into());
        }
        open.sort_by_key(|debt| (debt.due, debt.year, debt.id));
        let owes = |debtor: &Debtor| open.iter().any(|debt| debt.debtor == debtor.id);
        Ok((debtors.into_iter().filter(owes).collect(), open))
    }

    fn debts_of_target(&self, target: &PayTarget) -> Result<(Vec<Debtor>, Vec<Debt>), Stop> {
        match target {
            PayTarget::Rf(rf) => {
                let found = self.store.debts_by_rf(rf)?;
                if found.is_empty() {
                    return Err(self.not_found(rf.to_string())?.into());
                }
                let (debtors, debts): (Vec<Debtor>, Vec<Vec<Debt>>) = found.into_iter().unzip();
                Ok((debtors, debts.concat()))
            }
            PayTarget::Debt(id) => {
                let Some(debt) = self.store.debts(&[*id])?.pop() else {
                    return Err(self.not_found(id.0.to_string())?.into());
                };
                let Some(debtor) = self.store.debtor(debt.debtor)? else {
                    return Err(self.not_found(id.0.to_string())?.into());
                };
                Ok((vec![debtor], vec![debt]))
            }
        }
    }

    /// That nobody has this, with how old the debts are.
    fn not_found(&self, what: impl Into<Typed>) -> Result<Refusal, Stop> {
        let loaded = self.store.last_debt_file()?.map(|file| file.at);
        Ok(Refusal::NotFound { what: what.into(), loaded })
    }

    /// Divides an amount over debts, in their order; all that is open where no amount is said.
    fn divide(&self, debts: &[Debt], asked: Option<Money>) -> Result<Vec<AttemptLine>, Stop> {
        let open = Money::sum(debts.iter().map(Debt::open_amount)).ok_or(Refusal::TooMuch)?;
        let amount = asked.unwrap_or(open);
        self.check_part(debts, amount, open)?;
        let order = self.setup.config.payments.allocation;
        let mut left = amount;
        let mut lines = Vec::new();
        for debt in debts {
            let (share, rest) = left.split(debt.open_amount());
            left = rest;
            if share.is_zero() {
                break;
            }
            let (capital, surcharge) = debt.allocate(share, order).ok_or(Refusal::AboveOpen { asked: amount, open })?;
            lines.push(AttemptLine {
                debt: debt.id,
                external_id: debt.external_id.clone(),
                rf: debt.rf.clone(),
                capital,
                surcharge,
            });
        }
        Ok(lines)
    }

    fn check_part(&self, debts: &[Debt], asked: Money, open: Money) -> Result<(), Refusal> {
        let rules = &self.setup.config.payments;
        if asked > open {
            return Err(Refusal::AboveOpen { asked, open });
        }
        if asked == open {
            return Ok(());
        }
        if !rules.allow_parts || debts.iter().any(|debt| debt.instalment.is_some()) {
            return Err(Refusal::PartNotAllowed { asked, open });
        }
        if asked < rules.minimum {
            return Err(Refusal::BelowMinimum { minimum: rules.minimum });
        }
        Ok(())
    }
}

fn not_payable(debt: &Debt, status: DebtStatus) -> Refusal {
    Refusal::Debt { external_id: debt.external_id.clone(), status }
}
