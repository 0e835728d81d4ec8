//! What happened around a receipt and beside the payments: documents that took it back, the evidence it was booked
//! on, the steps of its payment, unclaimed results. Reads only.

use super::{Desk, DeskError};
use crate::domain::receipt::{Receipt, ReceiptNo};
use crate::domain::{attempt::Attempt, foreign::ForeignResult, refusal::Refusal, time::Moment};

impl Desk {
    /// The voids and refunds of a receipt, oldest first.
    ///
    /// # Errors
    /// [`super::Trouble::Store`].
    pub fn corrections_of(&self, number: &ReceiptNo) -> Result<Vec<Receipt>, DeskError> {
        Ok(self.store.corrections_of(number)?)
    }

    /// The written evidence that a receipt was booked on, where no terminal answered.
    ///
    /// # Errors
    /// [`Refusal::NoSuchReceipt`] or the database.
    pub fn evidence_of(&self, number: &ReceiptNo) -> Result<Option<String>, DeskError> {
        let attempt = self.attempt_behind(number)?;
        Ok(self.store.resolution(attempt.id)?.map(|resolution| resolution.evidence))
    }

    /// The step log of a receipt's payment: when, and what, masked.
    ///
    /// # Errors
    /// [`Refusal::NoSuchReceipt`] or the database.
    pub fn trace_of(&self, number: &ReceiptNo) -> Result<Vec<(Moment, String)>, DeskError> {
        let attempt = self.attempt_behind(number)?;
        Ok(self.store.trace(attempt.id)?)
    }

    /// Every result that a terminal reported and that belongs to no payment of this desk, oldest first.
    ///
    /// # Errors
    /// [`super::Trouble::Store`].
    pub fn foreign_results(&self) -> Result<Vec<ForeignResult>, DeskError> {
        Ok(self.store.foreign_results()?)
    }

    fn attempt_behind(&self, number: &ReceiptNo) -> Result<Attempt, DeskError> {
        let attempt = self.store.attempt_of_receipt(number)?;
        attempt.ok_or_else(|| Refusal::NoSuchReceipt(number.to_string().into()).into())
    }
}
