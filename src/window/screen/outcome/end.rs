//! The ends of a payment as the screen keeps them.

use std::sync::Arc;

use crate::desk::{
    MAY_STILL_RUN, PayEnd, PayReport, PaymentState, PrintEnd, RecoverEnd, RecoverReport, Refusal, TerminalNo,
};
use crate::domain::{receipt::Receipt, session::SessionNo, time::Moment};
use crate::text::{Text, say};
use crate::window::devices::{Failed, Ticket};

#[derive(Debug)]
pub(super) enum End {
    Approved(Box<Approved>),
    /// The terminal said no. Not charged.
    Declined(TerminalNo),
    /// A rule said no. Not charged.
    Refused(Refusal),
    /// Something was not available. Not charged. What, in words.
    Failed(String),
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

/// Where the paper is.
#[derive(Debug)]
pub(super) enum Paper {
    Printed,
    /// The cashier must say whether it came out.
    Unconfirmed,
    /// It did not; why, in words.
    NotPrinted(String),
    /// The cashier said so; it is being noted.
    Confirming(Ticket<()>),
    /// It is being printed again.
    Printing(Ticket<(Receipt, PrintEnd)>),
}

/// The card may have been charged.
#[derive(Debug, Default)]
pub(super) struct Unknown {
    pub(super) session: Option<SessionNo>,
    pub(super) reason: String,
    /// The stable word of it, for the technician.
    pub(super) code: &'static str,
    /// The terminal is being asked.
    pub(super) asking: Option<Ticket<Arc<RecoverReport>>>,
    /// When the terminal is asked again, by itself: before, that it holds nothing says nothing.
    pub(super) known_from: Option<Moment>,
    /// When it is asked before that: a card that was charged meanwhile has its receipt while the citizen still stands there.
    pub(super) asks_at: Option<Moment>,
    /// What asking gave, in words, where it settled nothing.
    pub(super) answered: Option<String>,
    pub(super) printing: Option<Ticket<PrintEnd>>,
    /// Whether the slip came out, and the words for it.
    pub(super) slip: Option<(bool, String)>,
    /// Where nobody knows because the terminal's thread does not answer.
    pub(super) silent: Option<Silent>,
}

/// The terminal's thread does not answer.
#[derive(Debug)]
pub(super) struct Silent {
    /// Whether the payment was given up before it was sent, for good.
    pub(super) given_up: bool,
    /// The journal is being read.
    pub(super) looking: Option<Ticket<Option<PaymentState>>>,
}

impl Approved {
    pub(super) fn new(text: Text, receipt: Receipt, print: &PrintEnd, iris_unwanted: bool) -> Approved {
        Approved {
            receipt: Box::new(receipt),
            paper: Paper::of(text, print),
            iris_unwanted,
            preview: None,
            preview_job: None,
        }
    }
}

impl End {
    pub(super) fn of(text: Text, said: &Result<PayReport, Failed>) -> End {
        match said {
            Ok(report) => End::of_report(text, report),
            Err(error) => End::Failed(say::desk_error(&text, error)),
        }
    }

    /// Charged, or given back, and booked.
    pub(super) fn approved(text: Text, receipt: &Receipt, print: &PrintEnd) -> End {
        End::Approved(Box::new(Approved::new(text, receipt.clone(), print, false)))
    }

    /// What the terminal said of a session when it was asked again.
    pub(super) fn recovered(text: Text, session: SessionNo, end: &RecoverEnd) -> End {
        match end {
            RecoverEnd::Approved { receipt, print } => End::approved(text, receipt, print),
            RecoverEnd::NotCharged => End::NotCharged,
            RecoverEnd::MayStillRun { until } => {
                let mut unknown = Unknown::new(text, Some(session), MAY_STILL_RUN);
                unknown.known_from = Some(*until);
                End::Unknown(unknown)
            }
            RecoverEnd::StillUnknown { reason } => End::Unknown(Unknown::new(text, Some(session), reason)),
        }
    }

    fn of_report(text: Text, report: &PayReport) -> End {
        match &report.end {
            PayEnd::Approved { receipt, print, iris_unwanted } => {
                End::Approved(Box::new(Approved::new(text, receipt.as_ref().clone(), print, *iris_unwanted)))
            }
            PayEnd::Declined(no) => End::Declined(no.clone()),
            PayEnd::Refused(refusal) => End::Refused(refusal.clone()),
            PayEnd::Failed(trouble) => End::Failed(say::trouble(&text, trouble)),
            PayEnd::Unknown { reason } => End::Unknown(Unknown::new(text, report.session, reason)),
        }
    }
}

impl Unknown {
    pub(super) fn new(text: Text, session: Option<SessionNo>, code: &'static str) -> Unknown {
        Unknown { session, reason: say::unknown(&text, code), code, ..Unknown::default() }
    }
}
