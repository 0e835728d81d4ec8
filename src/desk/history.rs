//! What happened around a receipt and beside the payments: documents that took it back, the evidence it was booked
//! on, the steps of its payment, unclaimed results. Reads only.

use super::{Asks, Desk, DeskError};
use crate::domain::audit::AuditAct;
use crate::domain::receipt::{Receipt, ReceiptNo};
use crate::domain::{attempt::Attempt, foreign::ForeignResult, permission::Act, refusal::Refusal, time::Moment};

impl Desk {
    /// The voids and refunds of a receipt, oldest first.
    ///
    /// # Errors
    /// [`super::Trouble::Store`].
    pub fn corrections_of(&self, who: &dyn Asks, number: &ReceiptNo) -> Result<Vec<Receipt>, DeskError> {
        self.allow(who, Act::ReadReceipts)?;
        Ok(self.store.corrections_of(number)?)
    }

    /// The written evidence that a receipt was booked on, where no terminal answered.
    ///
    /// # Errors
    /// [`Refusal::NoSuchReceipt`] or the database.
    pub fn evidence_of(&self, who: &dyn Asks, number: &ReceiptNo) -> Result<Option<String>, DeskError> {
        self.allow(who, Act::ReadReceipts)?;
        let attempt = self.attempt_behind(number)?;
        Ok(self.store.resolution(attempt.id)?.map(|resolution| resolution.evidence))
    }

    /// The step log of a receipt's payment: when, and what, masked.
    ///
    /// # Errors
    /// [`Refusal::NoSuchReceipt`] or the database.
    pub fn trace_of(&self, who: &dyn Asks, number: &ReceiptNo) -> Result<Vec<(Moment, String)>, DeskError> {
        self.allow(who, Act::ReadReceipts)?;
        let attempt = self.attempt_behind(number)?;
        Ok(self.store.trace(attempt.id)?)
    }

    /// Every result that a terminal reported and that belongs to no payment of this desk, oldest first.
    ///
    /// # Errors
    /// [`super::Trouble::Store`].
    pub fn foreign_results(&mut self, who: &dyn Asks) -> Result<Vec<ForeignResult>, DeskError> {
        let who = self.allow(who, Act::SeeForeignResults)?;
        let results = self.store.foreign_results()?;
        self.note(who, AuditAct::ForeignResultsSeen, "", format!("found={}", results.len()))?;
        Ok(results)
    }

    fn attempt_behind(&self, number: &ReceiptNo) -> Result<Attempt, DeskError> {
        let attempt = self.store.attempt_of_receipt(number)?;
        attempt.ok_or_else(|| Refusal::NoSuchReceipt(number.to_string().into()).into())
    }
}
