//! Why evidence is not enough, and why a receipt cannot be taken back.

use super::told::{Told, text};
use crate::domain::evidence::{BadEvidence, Contradiction, MissingEvidence};
use crate::domain::money::Money;
use crate::domain::receipt::ReceiptNo;

/// Why written evidence was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EvidenceRefused {
    /// It cannot be read.
    Bad(BadEvidence),
    /// It lacks what proves the claim.
    Missing(MissingEvidence),
    /// It speaks of another payment than the journal.
    Contradicts(Contradiction),
    /// The transaction it names has a receipt.
    Booked(ReceiptNo),
}

impl EvidenceRefused {
    pub(super) fn told(&self) -> Told {
        match self {
            EvidenceRefused::Bad(_) => Told::of("bad_evidence", []),
            EvidenceRefused::Missing(_) => Told::of("evidence_incomplete", []),
            EvidenceRefused::Contradicts(_) => Told::of("evidence_contradicts", []),
            EvidenceRefused::Booked(receipt) => Told::of("evidence_booked", [("receipt", text(receipt))]),
        }
    }
}

/// Why a receipt, as the books have it within the transaction, cannot be taken back that way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotCorrectable {
    /// It is a void or a refund itself.
    IsACorrection,
    AlreadyVoided,
    /// All of it was refunded; or it is to be voided, and some of it was.
    AlreadyRefunded,
    /// A line asks for more than is left of it.
    MoreThanLeft {
        /// What is left of that line.
        left: Money,
    },
    /// A line is of a debt that the receipt did not settle.
    LineNotOfReceipt,
}

/// Why a receipt cannot be voided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotVoidable {
    /// Part of it was given back.
    PartlyRefunded,
    /// IRIS payments are not in the terminal's batch.
    Iris,
    /// It is of an earlier day, whose batch is closed.
    AnotherDay,
    /// Another terminal took the payment.
    AnotherTerminal,
    /// The terminal has closed the batch since.
    BatchClosed,
}

impl NotVoidable {
    pub(super) fn word(self) -> &'static str {
        match self {
            NotVoidable::PartlyRefunded => "partly_refunded",
            NotVoidable::Iris => "iris",
            NotVoidable::AnotherDay => "another_day",
            NotVoidable::AnotherTerminal => "another_terminal",
            NotVoidable::BatchClosed => "batch_closed",
        }
    }
}
