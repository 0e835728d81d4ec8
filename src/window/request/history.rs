//! What happened before.

use super::{Desk, DeskError, LaneName, Request, Steps, Work};
use crate::desk::{ReceiptPage, Refusal, SignedIn};
use crate::domain::foreign::ForeignResult;
use crate::domain::operator::Act;
use crate::domain::receipt::{Receipt, ReceiptNo};

#[derive(Debug)]
pub struct FindReceipts {
    pub who: SignedIn,
    /// What was typed; today's where nothing was.
    pub typed: String,
    /// The last of the page before.
    pub before: Option<ReceiptNo>,
}

impl Request for FindReceipts {
    type Answer = ReceiptPage;
    const LANE: LaneName = LaneName::Books;
    const WORK: Work = Work::Books;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<ReceiptPage, DeskError> {
        desk.find_receipts(&self.who, &self.typed, self.before.as_ref())
    }
}

/// The paper of a receipt, as text.
#[derive(Debug)]
pub struct ReadPaper(pub Box<Receipt>);

impl Request for ReadPaper {
    type Answer = String;
    const LANE: LaneName = LaneName::Books;
    const WORK: Work = Work::Books;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<String, DeskError> {
        Ok(desk.receipt_text(&self.0))
    }
}

/// A receipt's paper and what happened around it.
#[derive(Debug)]
pub struct ReadAround(pub Box<Receipt>);

/// A receipt as it was printed, and what happened around it.
#[derive(Debug, Clone)]
pub struct Around {
    pub number: ReceiptNo,
    /// Its paper as text.
    pub paper: String,
    /// The voids and refunds of it, oldest first.
    pub corrections: Vec<Receipt>,
    /// What it was booked on, where no terminal answered.
    pub evidence: Option<String>,
}

impl Request for ReadAround {
    type Answer = Around;
    const LANE: LaneName = LaneName::Books;
    const WORK: Work = Work::Books;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<Around, DeskError> {
        let receipt = self.0;
        Ok(Around {
            paper: desk.receipt_text(&receipt),
            corrections: desk.corrections_of(&receipt.number)?,
            evidence: desk.evidence_of(&receipt.number)?,
            number: receipt.number,
        })
    }
}

/// The unclaimed results, for who may see them.
#[derive(Debug)]
pub struct UnclaimedResults {
    pub who: SignedIn,
}

impl Request for UnclaimedResults {
    type Answer = Vec<ForeignResult>;
    const LANE: LaneName = LaneName::Books;
    const WORK: Work = Work::Books;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<Self::Answer, DeskError> {
        if self.who.operator().role.may(Act::SeeForeignResults) {
            desk.foreign_results()
        } else {
            Err(Refusal::NotAllowed.into())
        }
    }
}
