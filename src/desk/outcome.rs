//! What the use cases return: facts for the window and the command line to put into words. Rules that say no are in
//! `refusal`, what was not available is in `trouble`.

use chrono::NaiveTime;

use super::trouble::{PrintTrouble, Trouble};
use crate::domain::permission::{Act, Standing};
use crate::domain::receipt::{Receipt, ReceiptNo};
use crate::domain::{
    actor::Actor, attempt::AttemptLine, correction::CorrectionKind, debt::DebtId, foreign::ForeignResult,
    holder::Holder, money::Money, operator::Operator, refusal::Refusal, rf::Rf, session::SessionNo, tender::Tender,
    time::Moment,
};
use crate::ecr::codes::{ErrorCode, ResultCode};

/// Somebody who proved who they are. Only [`crate::desk::Desk::sign_in`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    pub(super) operator: Operator,
}

impl SignedIn {
    pub fn operator(&self) -> &Operator {
        &self.operator
    }

    /// Whether a screen offers them something. The desk asks again, of the books.
    pub fn may(&self, act: Act) -> bool {
        Standing::from(self.operator.role).may(act)
    }

    /// As the audit trail names them.
    pub fn actor(&self) -> Actor {
        self.operator.id.clone().into()
    }
}

/// What a citizen wants to pay, and how.
#[derive(Debug, Clone)]
pub struct PayOrder {
    /// Card, or cash (which is refused and counted).
    pub tender: Tender,
    /// What is paid; not empty.
    pub items: Vec<PayItem>,
    /// Whether the cashier said that the debtors of these debts, who have one name, are one payer.
    pub one_payer: bool,
}

/// One thing to pay.
#[derive(Debug, Clone)]
pub struct PayItem {
    pub of: PayTarget,
    /// How much of it; all that is open where nothing is said.
    pub amount: Option<Money>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PayTarget {
    /// All open debts of an RF code.
    Rf(Rf),
    Debt(DebtId),
}

/// What happens while a payment runs, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PayStep {
    Prepared {
        session: SessionNo,
        /// What will be asked of the card.
        amount: Money,
    },
    /// The request is on its way to the terminal.
    Sent,
    /// The terminal took it: card and PIN.
    Confirmed,
    /// The bank approved: the card was charged, or got its money back. It is being booked.
    Approved,
    /// It waits to be booked: another program writes to the books. Told again while that lasts.
    BooksLocked {
        /// The programs that have them open, as far as they or the system tell.
        open_in: Vec<Holder>,
    },
    Booked {
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
    pub end: PayEnd,
}

/// The five ways in which a payment ends.
#[derive(Debug)]
pub enum PayEnd {
    /// Charged, booked, receipt numbered.
    Approved {
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
    pub fn word(&self) -> &'static str {
        match self {
            PayEnd::Approved { .. } => "approved",
            PayEnd::Declined(_) => "declined",
            PayEnd::Refused(_) => "refused",
            PayEnd::Unknown { .. } => "unknown",
            PayEnd::Failed(_) => "failed",
        }
    }

    /// Why it ended so, or why there is no paper, as a stable word; nothing where there is nothing to say.
    pub fn reason(&self) -> Option<String> {
        match self {
            PayEnd::Approved { print, .. } => print.word().map(str::to_owned),
            PayEnd::Declined(no) => Some(no.word()),
            PayEnd::Refused(refusal) => Some(refusal.word().to_owned()),
            PayEnd::Unknown { reason } => Some((*reason).to_owned()),
            PayEnd::Failed(trouble) => Some(trouble.word().to_owned()),
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

/// What evidence is said to prove.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// The card was charged.
    Approved,
    /// It was, and the clock of the terminal that dates the charge is wrong: both persons say so.
    ApprovedByWrongClock,
    /// The card was not charged.
    NotCharged,
}

impl Claim {
    /// Whether the card is said to have been charged.
    pub fn is_charged(self) -> bool {
        matches!(self, Claim::Approved | Claim::ApprovedByWrongClock)
    }
}

/// How an unknown outcome was decided.
#[derive(Debug)]
pub enum ResolveEnd {
    Charged {
        receipt: Box<Receipt>,
        /// What became of the paper.
        print: PrintEnd,
    },
    /// On evidence: the debts are free; or, of a void or refund, nothing went back.
    NotCharged {
        /// Whether it would have taken a payment back.
        correction: Option<CorrectionKind>,
    },
    /// The terminal was asked once more and answered; the evidence was not used. And whether the session takes a payment
    /// back.
    TerminalAnswered(RecoverEnd, Option<CorrectionKind>),
}

impl ResolveEnd {
    /// Whether what was decided is what was claimed.
    pub fn agrees_with(&self, claim: Claim) -> bool {
        match self {
            ResolveEnd::Charged { .. } | ResolveEnd::TerminalAnswered(RecoverEnd::Approved { .. }, _) => {
                claim.is_charged()
            }
            ResolveEnd::NotCharged { .. } | ResolveEnd::TerminalAnswered(RecoverEnd::NotCharged, _) => {
                !claim.is_charged()
            }
            ResolveEnd::TerminalAnswered(RecoverEnd::MayStillRun { .. } | RecoverEnd::StillUnknown { .. }, _) => false,
        }
    }
}

/// What is to be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionOrder {
    pub kind: CorrectionKind,
    pub receipt: ReceiptNo,
    /// Why; it is printed on the document.
    pub reason: String,
    /// How much of it, for a refund; all that is left where nothing is said.
    pub amount: Option<Money>,
}

/// What became of the paper.
#[derive(Debug, Clone)]
pub enum PrintEnd {
    /// The printer said so, or the file holds it.
    Printed {
        /// The paper as text, where the printer is the screen.
        screen: Option<String>,
    },
    /// Delivered to a printer that cannot answer: the cashier must say whether it came out.
    Unconfirmed,
    NotPrinted(PrintTrouble),
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
    /// Whether the terminal was asked for everything it holds.
    pub all: AskedForAll,
    /// Results that belong to no attempt of this desk and were not seen before.
    pub foreign: Vec<ForeignResult>,
}

/// Whether the terminal was asked for every result that it holds.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum AskedForAll {
    /// A payment is under way.
    #[default]
    NotAsked,
    /// It told them all.
    Answered,
    /// Its protocol has no such question.
    CannotAsk,
    /// It did not tell them all.
    NoAnswer {
        /// Stable word for why.
        reason: &'static str,
    },
}

/// What became of one unknown outcome.
#[derive(Debug)]
pub struct RecoveredSession {
    pub session: SessionNo,
    pub amount: Money,
    /// Whether it takes a payment back.
    pub correction: Option<CorrectionKind>,
    /// What is known now.
    pub end: RecoverEnd,
    /// The attempt's step log so far: when, and what, masked.
    pub trace: Vec<(Moment, String)>,
}

/// What is known of an unknown outcome after asking.
#[derive(Debug)]
pub enum RecoverEnd {
    /// The card was charged; booked now.
    Approved {
        receipt: Box<Receipt>,
        /// What became of the paper.
        print: PrintEnd,
    },
    /// The card was not charged.
    NotCharged,
    /// The terminal holds nothing of it, and it may still run there.
    MayStillRun {
        /// From when on that the terminal holds nothing means that nothing was charged.
        until: Moment,
    },
    /// Still unknown, with a stable word for why.
    StillUnknown { reason: &'static str },
}

/// The stable word for an outcome that cannot be known yet.
pub const MAY_STILL_RUN: &str = "may_still_run";

impl RecoverEnd {
    /// From when on it can be known that nothing was charged, where only time keeps it from being known.
    pub fn known_from(&self) -> Option<Moment> {
        match self {
            RecoverEnd::MayStillRun { until } => Some(*until),
            RecoverEnd::Approved { .. } | RecoverEnd::NotCharged | RecoverEnd::StillUnknown { .. } => None,
        }
    }

    /// Why the outcome is still unknown, as a stable word; nothing where it is known now.
    pub fn unknown_for(&self) -> Option<&'static str> {
        match self {
            RecoverEnd::Approved { .. } | RecoverEnd::NotCharged => None,
            RecoverEnd::MayStillRun { .. } => Some(MAY_STILL_RUN),
            RecoverEnd::StillUnknown { reason } => Some(reason),
        }
    }
}

impl TerminalNo {
    /// The stable word of it, part of the contract of `--json`: added to, never renamed.
    pub fn word(&self) -> String {
        match self {
            TerminalNo::Result(code) => format!("C:{code}"),
            TerminalNo::Error(code) => format!("E:{code}"),
        }
    }
}

impl PrintEnd {
    /// Why paper did not come out, or nobody knows; nothing where it did. Part of the contract of `--json`: added to, never renamed.
    pub fn word(&self) -> Option<&'static str> {
        match self {
            PrintEnd::Printed { .. } => None,
            PrintEnd::Unconfirmed => Some("unconfirmed"),
            PrintEnd::NotPrinted(trouble) => Some(trouble.word()),
        }
    }
}
