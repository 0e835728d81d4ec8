//! The ends of a payment as the screen keeps them.

use std::sync::Arc;

use crate::desk::{
    MAY_STILL_RUN, PayEnd, PayReport, PaymentState, PrintEnd, RecoverEnd, RecoverReport, Refusal, TerminalNo, Trouble,
};
use crate::domain::{receipt::Receipt, session::SessionNo, time::Moment};
use crate::window::screen::{Failed, Ticket};

#[derive(Debug)]
pub(super) enum End {
    Approved(Box<Approved>),
    /// The terminal said no. Not charged.
    Declined(TerminalNo),
    /// A rule said no. Not charged.
    Refused(Refusal),
    /// Something was not available. Not charged.
    Failed(Failed),
    /// Asked again: the card was not charged.
    NotCharged,
    Unknown(Unknown),
}

#[derive(Debug)]
pub(super) struct Approved {
    pub(super) receipt: Box<Receipt>,
    pub(super) paper: Paper,
    pub(super) iris_unwanted: bool,
    /// The receipt as text, once it is known.
    pub(super) preview: Option<String>,
    pub(super) preview_job: Option<Ticket<String>>,
}

#[derive(Debug)]
pub(super) enum Paper {
    Printed,
    /// The cashier must say whether it came out.
    Unconfirmed,
    NotPrinted(Failed),
    /// The cashier said so; it is being noted.
    Confirming(Ticket<()>),
    /// It is being printed again.
    Printing(Ticket<(Receipt, PrintEnd)>),
}

/// The card may have been charged.
#[derive(Debug, Default)]
pub(super) struct Unknown {
    pub(super) session: Option<SessionNo>,
    /// The stable word of why, for the technician.
    pub(super) code: &'static str,
    pub(super) asking: Option<Ticket<Arc<RecoverReport>>>,
    /// When the terminal is asked again, by itself: before, that it holds nothing says nothing.
    pub(super) known_from: Option<Moment>,
    /// When it is asked before that: a card that was charged meanwhile has its receipt while the citizen still stands there.
    pub(super) asks_at: Option<Moment>,
    pub(super) answered: Option<Answered>,
    pub(super) printing: Option<Ticket<PrintEnd>>,
    pub(super) slip: Option<Result<PrintEnd, Failed>>,
    /// Where nobody knows because the terminal's thread does not answer.
    pub(super) silent: Option<Silent>,
}

/// What asking gave, where it settled nothing.
#[derive(Debug)]
pub(super) enum Answered {
    Failed(Failed),
    StillUnknown(&'static str),
    /// Another desk settled it in the meantime.
    Settled,
}

/// The terminal's thread does not answer.
#[derive(Debug)]
pub(super) struct Silent {
    /// What the books say of it, as a key of the text.
    pub(super) says: &'static str,
    /// Whether the payment was given up before it was sent, for good.
    pub(super) given_up: bool,
    pub(super) looking: Option<Ticket<Option<PaymentState>>>,
}

impl Approved {
    pub(super) fn new(receipt: Receipt, print: PrintEnd, iris_unwanted: bool) -> Approved {
        let (receipt, paper) = (Box::new(receipt), Paper::of(print));
        Approved { receipt, paper, iris_unwanted, preview: None, preview_job: None }
    }
}

impl End {
    pub(super) fn of(said: Result<PayReport, Failed>) -> End {
        let PayReport { session, end, .. } = match said {
            Ok(report) => report,
            Err(error) => return End::Failed(error),
        };
        match end {
            PayEnd::Approved { receipt, print, iris_unwanted } => {
                End::Approved(Box::new(Approved::new(*receipt, print, iris_unwanted)))
            }
            PayEnd::Declined(no) => End::Declined(no),
            PayEnd::Refused(refusal) => End::Refused(refusal),
            PayEnd::Failed(trouble) => End::Failed(Failed::new(trouble.into())),
            PayEnd::Unknown { reason } => End::Unknown(Unknown::new(session, reason)),
        }
    }

    /// Charged, or given back, and booked.
    pub(super) fn approved(receipt: &Receipt, print: &PrintEnd) -> End {
        End::Approved(Box::new(Approved::new(receipt.clone(), print.clone(), false)))
    }

    /// What the terminal said of a session when it was asked again.
    pub(super) fn recovered(session: SessionNo, end: &RecoverEnd) -> End {
        match end {
            RecoverEnd::Approved { receipt, print } => End::approved(receipt, print),
            RecoverEnd::NotCharged => End::NotCharged,
            RecoverEnd::MayStillRun { until } => {
                End::Unknown(Unknown { known_from: Some(*until), ..Unknown::new(Some(session), MAY_STILL_RUN) })
            }
            RecoverEnd::StillUnknown { reason } => End::Unknown(Unknown::new(Some(session), reason)),
        }
    }
}

impl Unknown {
    pub(super) fn new(session: Option<SessionNo>, code: &'static str) -> Unknown {
        Unknown { session, code, ..Unknown::default() }
    }
}

impl Paper {
    pub(super) fn of(end: PrintEnd) -> Paper {
        match end {
            PrintEnd::Printed { .. } => Paper::Printed,
            PrintEnd::Unconfirmed => Paper::Unconfirmed,
            PrintEnd::NotPrinted(why) => Paper::NotPrinted(Failed::new(Trouble::Printer(Box::new(why)).into())),
        }
    }
}
