//! What happened before.

use super::requests;
use crate::desk::{PayOrder, PrintEnd, ReceiptPage, SignedIn};
use crate::domain::foreign::KeptForeign;
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

    /// What the terminal reported and nobody had asked for, newest first, for who may see it.
    ForeignResults { who: SignedIn } -> Vec<KeptForeign>, Books Books,
        |self, desk| desk.kept_foreign(&self.who).map(|results| results.into_iter().rev().collect());

    /// Two persons say what such a result is. What was booked is printed.
    DecideForeign { who: SignedIn, approver: SignedIn, number: u32, reason: String, decision: ForeignDecision }
        -> Option<(Receipt, PrintEnd)>, Printer Paper, |self, desk| {
            let (who, approver, reason) = (&self.who, &self.approver, &self.reason);
            match &self.decision {
                ForeignDecision::Tie(order) => desk.tie_foreign(who, approver, self.number, order, reason).map(Some),
                ForeignDecision::Book => desk.book_foreign(who, approver, self.number, reason).map(Some),
                ForeignDecision::WriteOff => {
                    desk.write_off_foreign(who, approver, self.number, reason).map(|_| None)
                }
            }
        };
}

/// What two persons say that a result is.
#[derive(Debug, Clone)]
pub enum ForeignDecision {
    /// The payment of these debts.
    Tie(PayOrder),
    /// What this desk asked for, and the books closed without a charge.
    Book,
    /// Nothing of this desk.
    WriteOff,
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
