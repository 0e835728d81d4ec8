//! The outcomes that nobody knows yet: what is known of each, and what can be done.

use std::sync::Arc;

use super::ROWS;
use crate::desk::{PrintEnd, RecoverReport, SignedIn};
use crate::domain::attempt::Attempt;
use crate::window::request::{Recover, UnknownSlip, Unresolved};
use crate::window::screen::{Action, Answer, Devices, Failed, Ticket, rows::Rows};

/// Open attempts, and what comes of asking and printing.
#[derive(Debug)]
pub(super) struct Pending {
    who: SignedIn,
    pub(super) rows: Rows<Attempt>,
    asking: Option<Ticket<Arc<RecoverReport>>>,
    printing: Option<Ticket<PrintEnd>>,
    pub(super) said: Option<Said>,
}

/// What came of asking, printing or deciding.
#[derive(Debug)]
pub(super) enum Said {
    Slip(Result<PrintEnd, Failed>),
    Asked(Result<Arc<RecoverReport>, Failed>),
    /// What is to be decided is of another terminal.
    Elsewhere(String),
}

impl Pending {
    pub(super) fn new(who: SignedIn) -> Pending {
        Pending { who, rows: Rows::new(ROWS), asking: None, printing: None, said: None }
    }

    pub(super) fn ask(&mut self, devices: &mut Devices) {
        self.rows.wait_for(devices.ask(Unresolved { who: self.who.clone().into() }));
    }

    pub(super) fn is_asking(&self) -> bool {
        self.asking.is_some()
    }

    /// Asks the terminal about all of them.
    pub(super) fn recover(&mut self, devices: &mut Devices) {
        if self.asking.is_none() {
            self.said = None;
            self.asking = Some(devices.ask(Recover { who: self.who.clone().into() }));
        }
    }

    /// Prints the slip of the one under the cursor again.
    pub(super) fn print(&mut self, devices: &mut Devices) {
        if let (None, Some(attempt)) = (&self.printing, self.rows.chosen()) {
            let session = attempt.session;
            self.said = None;
            self.printing = Some(devices.ask(UnknownSlip { who: self.who.clone(), session }));
        }
    }

    /// The one under the cursor, to be decided; says why where it cannot be here. A session can be of two terminals at
    /// once, and the desk takes its own terminal's then.
    pub(super) fn chosen(&mut self, terminal: &str) -> Option<&Attempt> {
        let attempt = self.rows.chosen()?;
        let same = self.rows.shown().iter().filter(|other| other.session == attempt.session).count();
        let elsewhere = same > 1 && attempt.terminal != terminal;
        self.said = elsewhere.then(|| Said::Elsewhere(attempt.terminal.clone()));
        self.rows.chosen().filter(|_| self.said.is_none() && self.asking.is_none())
    }

    /// Takes an answer. Where the terminal was asked something may have changed.
    pub(super) fn answer(&mut self, answer: &Answer, devices: &mut Devices) -> Option<Action> {
        if self.rows.answer(answer, |before, now| before.id == now.id) {
            return Some(Action::None);
        }
        if let Some(slip) = Ticket::take(&mut self.printing, answer) {
            self.said = Some(Said::Slip(slip));
            return Some(Action::None);
        }
        let report = Ticket::take(&mut self.asking, answer)?;
        self.said = Some(Said::Asked(report));
        self.ask(devices);
        Some(Action::Changed)
    }
}
