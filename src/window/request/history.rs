//! What happened before.

use super::requests;
use crate::desk::{ReceiptPage, SignedIn};
use crate::domain::foreign::ForeignResult;
use crate::domain::receipt::{Receipt, ReceiptNo};

requests! {
    FindReceipts {
        who: SignedIn,
        /// What was typed; today's where nothing was.
        typed: String,
        /// The last of the page before.
        before: Option<ReceiptNo>,
    } -> ReceiptPage, Books Books, |self, desk| desk.find_receipts(&self.who, &self.typed, self.before.as_ref());

    ReadPaper { who: SignedIn, receipt: Box<Receipt> } -> String, Books Books, |self, desk| desk.receipt_text(&self.who, &self.receipt);

    /// A receipt's paper and what happened around it.
    ReadAround { who: SignedIn, receipt: Box<Receipt> } -> Around, Books Books, |self, desk| Ok(Around {
        paper: desk.receipt_text(&self.who, &self.receipt)?,
        corrections: desk.corrections_of(&self.who, &self.receipt.number)?,
        evidence: desk.evidence_of(&self.who, &self.receipt.number)?,
        number: self.receipt.number,
    });

    /// The unclaimed results, newest first, for who may see them.
    UnclaimedResults { who: SignedIn } -> Vec<ForeignResult>, Books Books,
        |self, desk| desk.foreign_results(&self.who).map(|results| results.into_iter().rev().collect());
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
