//! The rules that say no, as data. Nothing was sent to the terminal where one of these is returned.

use crate::domain::attempt::AttemptState;
use crate::domain::clocks::ClockDoubt;
use crate::domain::debt::DebtStatus;
use crate::domain::evidence::{BadEvidence, Contradiction, MissingEvidence};
use crate::domain::foreign::AfterAll;
use crate::domain::holidays::Holiday;
use crate::domain::hours::Span;
use crate::domain::money::Money;
use crate::domain::operator::OperatorId;
use crate::domain::receipt::{ReceiptKind, ReceiptNo};
use crate::domain::session::SessionNo;
use crate::domain::till::Blocker;
use crate::domain::time::Moment;

/// A rule that said no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Cash. The citizen leaves with other ways to pay.
    Cash,
    /// Outside today's hours.
    OutsideHours(Span),
    /// A weekday on which the desk never opens.
    ClosedDay,
    /// A holiday.
    Holiday(Holiday),
    /// The till is not open today.
    TillClosed,
    /// Today's till was closed for good.
    TillEnded,
    /// The till was opened already, today, on this desk.
    TillOpen,
    /// Only a supervisor may, and with a reason.
    NeedsReason,
    /// This person may not do this.
    NotAllowed,
    /// PIN or operator wrong. Which of the two is not said.
    WrongPin {
        /// Wrong tries so far.
        failures: u32,
    },
    /// The operator is locked after too many wrong PINs, or disabled.
    OperatorLocked,
    /// An operator of that id exists.
    OperatorExists(OperatorId),
    NothingToPay,
    /// No debt of this RF code, or none with this row.
    NotFound {
        what: String,
        /// When the last file of debts was loaded; nothing where none ever was.
        loaded: Option<Moment>,
    },
    /// A debt that cannot be paid as it stands.
    Debt {
        external_id: String,
        status: DebtStatus,
    },
    /// The debts belong to more than one debtor: one receipt has one payer.
    SeveralDebtors,
    /// The debts belong to debtors of one name, who may be one person and may be several: the cashier has to say so.
    MaybeOnePayer,
    /// A debt was named twice.
    Twice(String),
    /// More than is open.
    AboveOpen {
        asked: Money,
        open: Money,
    },
    /// Less than is open, and parts are not allowed (or the debt is an instalment).
    PartNotAllowed {
        asked: Money,
        open: Money,
    },
    /// A part below the least that may be paid.
    BelowMinimum {
        minimum: Money,
    },
    /// The sum does not fit what the terminal takes.
    TooMuch,
    /// No receipt of that number.
    NoSuchReceipt(String),
    /// The demonstration was asked to use a real desk's data directory.
    DemoData,
    /// Who approves must be another person than who asks.
    SamePerson,
    /// This person may not approve.
    ApproverNotAllowed(OperatorId),
    /// No attempt has this session.
    NoSuchSession(SessionNo),
    /// The session's outcome is known.
    NotUnknown {
        session: SessionNo,
        state: AttemptState,
    },
    /// The terminal may still be at it, and has not said otherwise: a card that is not charged yet may be charged.
    MayStillRun {
        session: SessionNo,
        /// From then on it may be decided that the card was not charged; a whole second.
        from: Moment,
    },
    /// The terminal holds an approval of the session that is dated before the request. What it is decides the session.
    ApprovalUndecided {
        session: SessionNo,
        /// The approval's number among the kept results.
        number: u32,
    },
    /// Evidence that proves nothing, or something else than it should.
    Evidence(EvidenceRefused),
    /// A void or refund is not itself voided or refunded.
    NotASale {
        receipt: ReceiptNo,
        kind: ReceiptKind,
    },
    /// Nothing of the receipt is left to give back.
    Corrected {
        receipt: ReceiptNo,
        /// The document that gave the last of it back.
        by: ReceiptNo,
        kind: ReceiptKind,
    },
    /// The receipt cannot be voided; a refund may be possible.
    NotVoidable {
        receipt: ReceiptNo,
        why: NotVoidable,
    },
    /// More is to go back than is left of the receipt.
    AboveLeft {
        asked: Money,
        left: Money,
    },
    /// A part is to go back, and the settings allow the whole only.
    PartialRefund {
        asked: Money,
        left: Money,
    },
    /// Another correction of the receipt is under way, or its outcome is unknown.
    CorrectionOpen(SessionNo),
    /// Somebody else took something of the receipt back meanwhile.
    ReceiptMoved(ReceiptNo),
    /// The terminal's protocol has no keys.
    NoKeysInProtocol,
    /// The till of an earlier day is still open: it is closed before today's is opened.
    EarlierTillOpen(String),
    /// No till of that name.
    NoSuchTill(String),
    /// The till was closed, and a closed till stays so.
    TillIsClosed(String),
    /// Something keeps the till from closing.
    TillBlocked {
        till: String,
        blockers: Vec<Blocker>,
    },
    /// Something differs from a terminal's batch, and nobody has said why.
    Unexplained {
        till: String,
        /// By what an explanation names each.
        references: Vec<String>,
    },
    /// The settings want each batch compared with the terminal, and this one was not.
    NotCompared {
        till: String,
        batch: String,
    },
    /// Nothing differs under that name.
    NoSuchDifference(String),
    /// No foreign result of that number that could be the payment of debts here.
    NoSuchForeign(u32),
    /// The foreign result has its receipt.
    ForeignTied {
        number: u32,
        receipt: ReceiptNo,
    },
    /// The books were brought back from a copy, and nobody has compared them with the terminal since.
    NotComparedSinceRestore {
        /// When they were brought back.
        restored: Moment,
    },
    /// The clock is not believed before a supervisor said why the desk goes on by it.
    ClockInDoubt(ClockDoubt),
    /// Nothing is wrong with the clock.
    ClockNotInDoubt,
    /// The day's till was closed. A supervisor may open another, with a reason.
    DayWasClosed(String),
    /// Nothing waits to be compared: the books were not brought back, or were compared since.
    NothingToCompare,
    /// The foreign result was written off.
    ForeignWrittenOff(u32),
    /// Its money went back to a card: it is the payment of no debt.
    MoneyWentBack(u32),
    /// The session of the foreign result is none of this desk's that was closed without a charge, or of another amount.
    NotAskedFor(u32),
    /// What the foreign result charged was paid another way since.
    PaidMeanwhile {
        number: u32,
        /// A debt that is not open any more, by its number in the municipality's system.
        debt: String,
    },
    /// The terminal was asked for a debt before, and charged a card for it after the books had closed that.
    ChargedAfterAll {
        /// The debt, by its number in the municipality's system.
        debt: String,
        after_all: AfterAll,
    },
    /// The terminal was asked to give a receipt's money back before, and did so after the books had closed that.
    ReturnedAfterAll {
        receipt: ReceiptNo,
        after_all: AfterAll,
    },
    /// The debts do not come to what the card was charged.
    TieDiffers {
        /// What the debts come to.
        debts: Money,
        charged: Money,
    },
    /// No Z report of that number.
    NoSuchZ(String),
}

impl Refusal {
    /// Whether it says no because the card was charged, or the money went back, before.
    #[must_use]
    pub fn is_of_moved_money(&self) -> bool {
        matches!(self, Refusal::ChargedAfterAll { .. } | Refusal::ReturnedAfterAll { .. })
    }
}

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
