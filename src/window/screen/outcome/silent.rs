//! A payment whose thread does not answer: what the books say of it, until its own answer comes after all.

use super::end::{Answered, Approved, End, Silent, Unknown};
use super::{Paid, State};
use crate::desk::watchdog::PayStage;
use crate::desk::{self, NOT_BOOKED, PayStep, PrintEnd, SignedIn};
use crate::domain::attempt::AttemptState;
use crate::window::screen::{Answer, Devices, Failed, JobNo, Ticket};
use crate::window::{request::StateOnDisk, screen::paying};

impl State {
    /// A payment whose thread does not answer in time: what is on disk of it is read, and its late answer still
    /// expected. `given_up` is whether it was kept from being sent.
    pub fn silent(who: SignedIn, paying: &paying::State, given_up: bool, devices: &mut Devices) -> State {
        let session = paying.session();
        let (code, says) = if paying.stage() == PayStage::Approved {
            (NOT_BOOKED, "unknown-not-booked")
        } else {
            ("unanswered", "screen-silent-looking")
        };
        let mut unknown = Unknown::new(session, code);
        unknown.silent = Some(Silent { says, given_up, looking: None });
        unknown.look(devices);
        let (of, awaited) = (paying.paid(), Some(paying.job()));
        State { who, of, end: End::Unknown(unknown), decided: None, awaited, now: None }
    }

    /// Whether the late answer to this job belongs here.
    pub fn awaits(&self, job: JobNo) -> bool {
        self.awaited == Some(job)
    }

    /// A step came late: what is on disk has changed.
    pub fn late_step(&mut self, step: &PayStep, devices: &mut Devices) {
        if let End::Unknown(unknown) = &mut self.end {
            if let PayStep::Prepared { session, amount } = step {
                unknown.session = Some(*session);
                self.of.total = *amount;
            }
            unknown.look(devices);
        }
    }

    /// Who pays, or gets back, and what.
    pub fn payment(&self) -> Paid {
        self.of.clone()
    }

    /// What the books say of a payment that does not answer.
    pub(super) fn found_on_disk(&mut self, said: Result<Option<desk::PaymentState>, Failed>, devices: &mut Devices) {
        let End::Unknown(unknown) = &mut self.end else { return };
        let standing = match said {
            Ok(standing) => standing,
            Err(error) => return unknown.answered = Some(Answered::Failed(error)),
        };
        unknown.answered = None;
        let standing = standing.as_ref();
        // What the bank approved is not put in doubt again by what is not on disk yet.
        if unknown.code == NOT_BOOKED && standing.is_some_and(|standing| standing.receipt.is_none()) {
            return;
        }
        let (code, key) = match standing.map(|standing| standing.state) {
            None => ("unanswered", "screen-silent-disk-none"),
            Some(state @ AttemptState::Prepared) => (state.word(), "screen-silent-disk-prepared"),
            Some(state @ AttemptState::Sent) => (state.word(), "screen-silent-disk-sent"),
            Some(state @ AttemptState::Confirmed) => (state.word(), "screen-silent-disk-confirmed"),
            Some(state @ (AttemptState::Unknown | AttemptState::Approved)) => {
                (state.word(), "screen-silent-disk-closed")
            }
            Some(AttemptState::Declined | AttemptState::NotCharged) => {
                self.end = End::NotCharged;
                return;
            }
        };
        unknown.code = code;
        unknown.says(key);
        if let Some(receipt) = standing.and_then(|standing| standing.receipt.clone()) {
            // The thread hangs after the booking: whether paper came out, only somebody who looks can tell.
            let mut approved = Approved::new(*receipt, PrintEnd::Unconfirmed, false);
            approved.ask_for_paper(&self.who, devices);
            self.end = End::Approved(Box::new(approved));
        }
    }
}

impl Unknown {
    /// Has the journal read again; nothing to read where the payment never came to it.
    pub(super) fn look(&mut self, devices: &mut Devices) {
        let Some(silent) = &mut self.silent else { return };
        match self.session {
            Some(session) => silent.looking = Some(devices.ask(StateOnDisk { session })),
            None => self.says("screen-silent-disk-none"),
        }
    }

    fn says(&mut self, key: &'static str) {
        if let Some(silent) = &mut self.silent {
            silent.says = key;
        }
    }

    /// What the last look found, where this is its answer.
    pub(super) fn looked(&mut self, answer: &Answer) -> Option<Result<Option<desk::PaymentState>, Failed>> {
        Ticket::take(&mut self.silent.as_mut()?.looking, answer)
    }
}
