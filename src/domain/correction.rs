//! What takes a collection back: a void within the terminal's batch, or a refund to the card. A receipt is never
//! edited; another document of the series names it and the reason.

use super::operator::OperatorId;
use super::receipt::ReceiptNo;

/// How a collection is taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CorrectionKind {
    /// The whole of it, while the terminal still holds the sale.
    Void,
    /// All or part of it, given back to the card.
    Refund,
}

/// What a correcting document says beside what every receipt says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Void or refund.
    pub kind: CorrectionKind,
    /// The receipt that it takes back.
    pub original: ReceiptNo,
    /// Why, in the cashier's words.
    pub reason: String,
    /// The second person, who approved it.
    pub approver: OperatorId,
}
