//! A charge that nobody here asked for and that turns out to be the payment of debts: a sale keyed on the terminal, or
//! one that the books closed. Two people tie it to the debts, and it becomes a receipt like any other.

use super::outcome::{PayItem, PrintEnd, SignedIn};
use super::refusal::Refusal;
use super::resolve::check_four_eyes;
use super::trouble::Trouble;
use super::{Desk, DeskError};
use crate::domain::attempt::NewAttempt;
use crate::domain::foreign::KeptForeign;
use crate::domain::operator::Act;
use crate::domain::receipt::Receipt;
use crate::domain::tender::Tender;
use crate::store::{StoreError, Tie};

impl Desk {
    /// All foreign results with their numbers, oldest first.
    ///
    /// # Errors
    /// [`Trouble::Store`].
    pub fn kept_foreign(&self) -> Result<Vec<KeptForeign>, DeskError> {
        Ok(self.store.kept_foreign()?)
    }

    /// Books a foreign result as the payment of debts that come to exactly what was charged, and prints the receipt.
    /// The till of the day is open, because the receipt belongs to it.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::SamePerson`], [`Refusal::ApproverNotAllowed`], [`Refusal::NeedsReason`],
    /// [`Refusal::TillClosed`], [`Refusal::NoSuchForeign`], [`Refusal::ForeignTied`], [`Refusal::TieDiffers`], those of
    /// a payment for the debts, or the database.
    pub fn tie_foreign(
        &mut self,
        who: &SignedIn,
        approver: &SignedIn,
        number: u32,
        items: &[PayItem],
        reason: &str,
    ) -> Result<(Receipt, PrintEnd), DeskError> {
        check_four_eyes(who, approver, Act::TieForeignResult)?;
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Refusal::NeedsReason.into());
        }
        if self.till_today()?.is_none() {
            return Err(self.no_till()?.into());
        }
        let kept = self.tieable(number)?;
        let quote = self.plan(items)?;
        let charged = kept.result.card.as_ref().map(|card| card.amount).unwrap_or_default();
        if quote.total != charged {
            return Err(Refusal::TieDiffers { debts: quote.total, charged }.into());
        }
        let payment = NewAttempt {
            tender: Tender::Card.accept().map_err(|_| Refusal::Cash)?,
            desk: self.setup.config.desk.id.clone(),
            terminal: kept.result.terminal,
            operator: who.operator().id.clone(),
            lines: quote.lines,
            correction: None,
            at: self.now(),
        };
        let tie = Tie {
            number,
            payment,
            series: self.setup.config.desk.series.clone(),
            reason: reason.to_owned(),
            approver: approver.operator().id.clone(),
        };
        let receipt = self.store.tie_foreign(&tie).map_err(|error| self.of_the_tie(error))?;
        let print = self.print_receipt(&receipt, who.operator().id.as_str());
        Ok((self.as_it_stands(receipt), print))
    }

    fn tieable(&self, number: u32) -> Result<KeptForeign, DeskError> {
        let found = self.store.kept_foreign()?.into_iter().find(|kept| kept.number == number);
        let approved = |kept: &KeptForeign| kept.result.card.is_some() && kept.result.code == "00";
        match found {
            Some(kept) if kept.result.why.can_be_tied() && approved(&kept) => match kept.receipt {
                Some(receipt) => Err(Refusal::ForeignTied { number, receipt }.into()),
                None => Ok(kept),
            },
            _ => Err(Refusal::NoSuchForeign(number).into()),
        }
    }

    fn of_the_tie(&self, error: StoreError) -> DeskError {
        match error {
            StoreError::NoSuchForeign { number } => Refusal::NoSuchForeign(number).into(),
            StoreError::ForeignTied { number, receipt } => Refusal::ForeignTied { number, receipt }.into(),
            StoreError::EvidenceBooked { receipt } => Refusal::Evidence(super::EvidenceRefused::Booked(receipt)).into(),
            other => match super::error::Stop::from(other) {
                super::error::Stop::Refused(refusal) => refusal.into(),
                super::error::Stop::Trouble(Trouble::Store(error)) => self.named(Trouble::Store(error)).into(),
                super::error::Stop::Trouble(trouble) => trouble.into(),
            },
        }
    }
}
