//! What the use cases return: facts for the window and the command line to put into words.

use chrono::NaiveTime;

use super::watchdog::Work;
use crate::domain::attempt::AttemptLine;
use crate::domain::debt::{Debt, DebtId, DebtStatus, Debtor};
use crate::domain::holder::Holder;
use crate::domain::holidays::Holiday;
use crate::domain::hours::Span;
use crate::domain::money::Money;
use crate::domain::operator::{Operator, OperatorId};
use crate::domain::receipt::{Receipt, ReceiptNo};
use crate::domain::rf::{AmountDigit, Healed, Rf};
use crate::domain::session::SessionNo;
use crate::domain::tender::Tender;
use crate::ecr::codes::{ErrorCode, ResultCode};
use crate::ecr::simulator::SimulatorError;
use crate::ecr::terminal::NotSent;
use crate::paper::device::DeviceError;
use crate::paper::escpos::PaperError;
use crate::store::StoreError;

/// Somebody who proved who they are. Only [`crate::desk::Desk::sign_in`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    pub(super) operator: Operator,
}

impl SignedIn {
    /// The operator.
    #[must_use]
    pub fn operator(&self) -> &Operator {
        &self.operator
    }
}

/// What a look-up was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryKind {
    /// An RF code or a bill's code.
    Rf,
    /// A tax number.
    Afm,
    /// Part of a name.
    Name,
}

/// What a look-up found.
#[derive(Debug, Clone)]
pub struct Found {
    /// What the input was taken for.
    pub kind: QueryKind,
    /// The RF code that was looked up, canonical.
    pub rf: Option<Rf>,
    /// What was put right in the input.
    pub healed: Vec<Healed>,
    /// Amount on the bill's code: a hint to show, never an amount to charge.
    pub amount_hint: Option<Money>,
    /// Whether the RF has the Greek profile (others are accepted and flagged).
    pub foreign_profile: bool,
    /// The debtors with their debts; for an RF only the debts of that RF.
    pub debtors: Vec<FoundDebtor>,
    /// Whether more debtors match than are listed.
    pub more: bool,
}

/// A debtor with debts.
#[derive(Debug, Clone)]
pub struct FoundDebtor {
    /// Who.
    pub debtor: Debtor,
    /// What is owed, each with where it stands today.
    pub debts: Vec<FoundDebt>,
}

/// A debt as it stands today.
#[derive(Debug, Clone)]
pub struct FoundDebt {
    /// The debt.
    pub debt: Debt,
    /// Where it stands.
    pub status: DebtStatus,
    /// How the RF's amount digit compares with the open amount; `Unbound` where amounts are not bound.
    pub amount_digit: AmountDigit,
}

/// What a citizen wants to pay, and how.
#[derive(Debug, Clone)]
pub struct PayOrder {
    /// Card, or cash (which is refused and counted).
    pub tender: Tender,
    /// What is paid; not empty.
    pub items: Vec<PayItem>,
}

/// One thing to pay.
#[derive(Debug, Clone)]
pub struct PayItem {
    /// Which debts.
    pub of: PayTarget,
    /// How much of it; all that is open where nothing is said.
    pub amount: Option<Money>,
}

/// Which debts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PayTarget {
    /// All open debts of an RF code.
    Rf(Rf),
    /// One debt.
    Debt(DebtId),
}

/// What happens while a payment runs, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PayStep {
    /// In the journal.
    Prepared {
        /// Its session.
        session: SessionNo,
        /// What will be asked of the card.
        amount: Money,
    },
    /// The request is on its way to the terminal.
    Sent,
    /// The terminal took it: card and PIN.
    Confirmed,
    /// Booked, receipt numbered.
    Booked {
        /// The receipt.
        receipt: ReceiptNo,
    },
    /// The receipt is being printed.
    Printing,
}

/// How a payment ended.
#[derive(Debug)]
pub struct PayReport {
    /// The session, once there was one.
    pub session: Option<SessionNo>,
    /// What the card was asked for; zero where it never came to that.
    pub amount: Money,
    /// What each debt was to get.
    pub lines: Vec<AttemptLine>,
    /// The end.
    pub end: PayEnd,
}

/// The five ways in which a payment ends.
#[derive(Debug)]
pub enum PayEnd {
    /// Charged, booked, receipt numbered.
    Approved {
        /// The receipt.
        receipt: Box<Receipt>,
        /// What became of the paper.
        print: PrintEnd,
        /// IRIS came although the settings refuse it: charged and booked all the same, a supervisor must know.
        iris_unwanted: bool,
    },
    /// The terminal or the bank said no. Not charged.
    Declined(TerminalNo),
    /// A rule said no. Nothing was sent.
    Refused(Refusal),
    /// The card may have been charged.
    Unknown {
        /// Stable word for why.
        reason: &'static str,
    },
    /// A device, the disk or the database was not available. Not charged.
    Failed(Trouble),
}

impl PayEnd {
    /// The stable word of logs and of JSON.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            PayEnd::Approved { .. } => "approved",
            PayEnd::Declined(_) => "declined",
            PayEnd::Refused(_) => "refused",
            PayEnd::Unknown { .. } => "unknown",
            PayEnd::Failed(_) => "failed",
        }
    }
}

/// How the terminal said no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TerminalNo {
    /// A result other than approved.
    Result(ResultCode),
    /// The request was refused before any card was read.
    Error(ErrorCode),
}

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
    /// Nothing was chosen.
    NothingToPay,
    /// No debt of this RF code, or none with this row.
    NotFound(String),
    /// A debt that cannot be paid as it stands.
    Debt {
        /// Its number.
        external_id: String,
        /// Why.
        status: DebtStatus,
    },
    /// The debts belong to more than one debtor: one receipt has one payer.
    SeveralDebtors,
    /// A debt was named twice.
    Twice(String),
    /// More than is open.
    AboveOpen {
        /// What was asked.
        asked: Money,
        /// What is open.
        open: Money,
    },
    /// Less than is open, and parts are not allowed (or the debt is an instalment).
    PartNotAllowed {
        /// What was asked.
        asked: Money,
        /// What is open.
        open: Money,
    },
    /// A part below the least that may be paid.
    BelowMinimum {
        /// The least.
        minimum: Money,
    },
    /// The sum does not fit what the terminal takes.
    TooMuch,
    /// No receipt of that number.
    NoSuchReceipt(String),
    /// The demonstration was asked to use a real desk's data directory.
    DemoData,
}

/// A device, the disk or the database was not available.
#[derive(Debug)]
pub enum Trouble {
    /// The terminal was not reached, or nothing was sent to it.
    Terminal(NotSent),
    /// Another program has a payment under way on this terminal.
    TerminalInUse {
        /// Which, where it left a note.
        holder: Option<Holder>,
    },
    /// The window stopped waiting before the request was sent, so it was not sent.
    GivenUp,
    /// The part of the program that does such work has not answered in time, and does nothing else until it has.
    Unanswered {
        /// What it is doing.
        work: Work,
        /// The payment that holds it, where it is one in the journal.
        session: Option<SessionNo>,
    },
    /// The database stayed locked.
    DatabaseLocked {
        /// How long a write waited, in seconds.
        waited_s: u64,
        /// The other programs that have it open, as far as they or the system tell.
        open_in: Vec<Holder>,
    },
    /// The terminal should sign its messages, and no key is loaded.
    KeysMissing,
    /// The database.
    Store(StoreError),
    /// A file or folder of the data directory.
    File {
        /// Which.
        path: std::path::PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The receipt could not be printed with this printer's characters, so the card was not asked for.
    Paper(PaperError),
    /// The printer, outside of a payment.
    Printer(Box<PrintTrouble>),
    /// The simulated terminal of the settings did not start.
    Simulator(SimulatorError),
}

/// What became of the paper.
#[derive(Debug)]
pub enum PrintEnd {
    /// The printer said so, or the file holds it.
    Printed {
        /// The paper as text, where the printer is the screen.
        screen: Option<String>,
    },
    /// Delivered to a printer that cannot answer: the cashier must say whether it came out.
    Unconfirmed,
    /// Not printed.
    NotPrinted(PrintTrouble),
}

/// Why no paper came out.
#[derive(Debug)]
pub enum PrintTrouble {
    /// The printer.
    Device(DeviceError),
    /// A character that the printer does not have.
    Paper(PaperError),
    /// Printed, but the books could not note it.
    Store(StoreError),
    /// The printer's settings do not fit together.
    Settings,
}

/// What the hours say of now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeskOpen {
    /// Payments are taken until then.
    Until(NaiveTime),
    /// A supervisor opened the desk outside its hours.
    ByReason(String),
    /// Not open, and why.
    No(Refusal),
}

/// What `recover` did.
#[derive(Debug, Default)]
pub struct RecoverReport {
    /// One for each unknown outcome that was looked at.
    pub sessions: Vec<RecoveredSession>,
}

/// What became of one unknown outcome.
#[derive(Debug)]
pub struct RecoveredSession {
    /// The session.
    pub session: SessionNo,
    /// The amount.
    pub amount: Money,
    /// What is known now.
    pub end: RecoverEnd,
}

/// What is known of an unknown outcome after asking.
#[derive(Debug)]
pub enum RecoverEnd {
    /// The card was charged; booked now.
    Approved {
        /// The receipt.
        receipt: Box<Receipt>,
        /// What became of the paper.
        print: PrintEnd,
    },
    /// The card was not charged.
    NotCharged,
    /// Still unknown, with a stable word for why.
    StillUnknown {
        /// Why.
        reason: &'static str,
    },
}
