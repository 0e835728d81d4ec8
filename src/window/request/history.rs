//! What happened before.

use super::requests;
use crate::desk::{ReceiptPage, Refusal, SignedIn};
use crate::domain::receipt::{Receipt, ReceiptNo};
use crate::domain::{foreign::ForeignResult, operator::Act};

requests! {
    FindReceipts {
        who: SignedIn,
        /// What was typed; today's where nothing was.
        typed: String,
        /// The last of the page before.
        before: Option<ReceiptNo>,
    } -> ReceiptPage, Books Books, |self, desk| desk.find_receipts(&self.who, &self.typed, self.before.as_ref());

    ReadPaper { receipt: Box<Receipt> } -> String, Books Books, |self, desk| Ok(desk.receipt_text(&self.receipt));

    /// A receipt's paper and what happened around it.
    ReadAround { receipt: Box<Receipt> } -> Around, Books Books, |self, desk| Ok(Around {
        paper: desk.receipt_text(&self.receipt),
        corrections: desk.corrections_of(&self.receipt.number)?,
        evidence: desk.evidence_of(&self.receipt.number)?,
        number: self.receipt.number,
    });

    /// The unclaimed results, newest first, for who may see them.
    UnclaimedResults { who: SignedIn } -> Vec<ForeignResult>, Books Books, |self, desk| {
        if self.who.operator().role.may(Act::SeeForeignResults) {
            desk.foreign_results().map(|results| results.into_iter().rev().collect())
        } else {
            Err(Refusal::NotAllowed.into())
        }
    };
}

/// A receipt as it was printed, and what happened around it.
#[derive(Debug, Clone)]
pub struct Around {
    pub number: ReceiptNo,
    pub paper: String,
    /// The voids and refunds of it, oldest first.
    pub corrections: Vec<Receipt>,
    /// What it was booked on, where no terminal answered.
    pub evidence: Option<String>,
}
