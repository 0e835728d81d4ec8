//! How a payment ended: what happened, what to say to the citizen, what to do next.

mod end;
#[cfg(test)]
mod tests;
mod view;

use std::sync::Arc;

use super::paying;
use crate::desk::{PayStep, PrintEnd, RecoverEnd, RecoverReport};
use crate::domain::attempt::AttemptState;
use crate::domain::money::Money;
use crate::domain::operator::OperatorId;
use crate::domain::receipt::ReceiptNo;

use crate::text::Text;
use crate::text::say;
use crate::window::devices::{Answer, Devices, Job, JobNo, Said};
use crate::window::keys::{Context, KeyCommand};

pub use view::PREVIEW;

use end::{Approved, End, Paper, Silent, Unknown};

/// How far an arrow, and PgUp and PgDn, move the paper, in logical pixels.
const LINE: f32 = 40.0;
const PAGE: f32 = 400.0;

/// An outcome on the screen.
#[derive(Debug)]
pub struct State {
    text: Text,
    who: OperatorId,
    payer: String,
    total: Money,
    end: End,
    /// The payment's job, where its thread has not answered yet: a late answer still belongs here.
    awaited: Option<JobNo>,
}

/// What happens on an outcome.
#[derive(Debug, Clone)]
pub enum Message {
    /// A key, or a control that stands for it.
    Key(KeyCommand),
}

/// What the parent must do.
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// Back to an empty desk.
    Done,
    /// Something that the status bar shows has changed.
    Refresh,
    /// Move the paper by so many logical pixels.
    Scroll(f32),
}

impl State {
    /// The outcome of a payment. `asks_again` is whether the terminal can be asked about a lost answer: then it
    /// is, once, at once.
    #[must_use]
    pub fn new(
        text: Text,
        who: OperatorId,
        payer: String,
        total: Money,
        said: &Said,
        asks_again: bool,
        devices: &mut Devices,
    ) -> State {
        let end = End::of(text, said);
        let mut state = State { text, who, payer, total, end, awaited: None };
        match &mut state.end {
            End::Approved(approved) => approved.ask_for_paper(devices),
            End::Unknown(unknown) if asks_again => unknown.ask(&state.who, devices),
            _ => {}
        }
        state
    }

    /// A payment whose thread does not answer in time: what is on disk of it is read, and its late answer still
    /// expected. `given_up` is whether it was kept from being sent.
    #[must_use]
    pub fn silent(text: Text, who: OperatorId, paying: &paying::State, given_up: bool, devices: &mut Devices) -> State {
        let (session, reason) = (paying.session(), text.get("screen-silent-looking"));
        let mut unknown = Unknown {
            session,
            reason,
            code: "unanswered",
            asking: None,
            answered: None,
            printing: None,
            slip: None,
            silent: Some(Silent { given_up, looking: None }),
        };
        unknown.look(text, devices);
        let (payer, total) = (paying.payer().to_owned(), paying.total());
        State { text, who, payer, total, end: End::Unknown(unknown), awaited: Some(paying.job()) }
    }

    /// Whether the late answer to this job belongs here.
    #[must_use]
    pub fn awaits(&self, job: JobNo) -> bool {
        self.awaited == Some(job)
    }

    /// A step came late: what is on disk has changed.
    pub fn late_step(&mut self, step: &PayStep, devices: &mut Devices) {
        let text = self.text;
        if let End::Unknown(unknown) = &mut self.end {
            if let PayStep::Prepared { session, amount } = step {
                unknown.session = Some(*session);
                self.total = *amount;
            }
            unknown.look(text, devices);
        }
    }

    /// Who pays, and what.
    #[must_use]
    pub fn payment(&self) -> (String, Money) {
        (self.payer.clone(), self.total)
    }

    /// What has the keyboard.
    #[must_use]
    pub fn context(&self) -> Context {
        match &self.end {
            End::Approved(approved) => match approved.paper {
                Paper::Unconfirmed => Context::ConfirmPaper,
                Paper::NotPrinted(_) => Context::PaperFailed,
                Paper::Printed | Paper::Confirming(_) | Paper::Printing(_) => Context::Outcome,
            },
            End::Unknown(_) => Context::Unknown,
            _ => Context::Outcome,
        }
    }

    /// The receipt, where there is one.
    #[must_use]
    pub fn receipt(&self) -> Option<&ReceiptNo> {
        match &self.end {
            End::Approved(approved) => Some(&approved.receipt.number),
            _ => None,
        }
    }

    /// A key.
    pub fn update(&mut self, message: &Message, devices: &mut Devices) -> Action {
        let Message::Key(command) = message;
        match (command, &mut self.end) {
            (KeyCommand::Submit | KeyCommand::Back, _) => return Action::Done,
            (KeyCommand::Up, End::Approved(_)) => return Action::Scroll(-LINE),
            (KeyCommand::Down, End::Approved(_)) => return Action::Scroll(LINE),
            (KeyCommand::PageUp, End::Approved(_)) => return Action::Scroll(-PAGE),
            (KeyCommand::PageDown, End::Approved(_)) => return Action::Scroll(PAGE),
            (KeyCommand::Yes, End::Approved(approved)) => approved.confirm(&self.who, devices),
            (KeyCommand::No, End::Approved(approved)) => approved.print_again(&self.who, devices),
            (KeyCommand::AskTerminal, End::Unknown(unknown)) if unknown.silent.is_some() => {
                unknown.look(self.text, devices);
            }
            (KeyCommand::AskTerminal, End::Unknown(unknown)) => unknown.ask(&self.who, devices),
            (KeyCommand::PrintSlip, End::Unknown(unknown)) => unknown.print(devices),
            _ => {}
        }
        Action::None
    }

    /// An answer of the threads; true where it was for this outcome.
    pub fn answer(&mut self, answer: &Answer, devices: &mut Devices) -> Option<Action> {
        let text = self.text;
        match &mut self.end {
            End::Approved(approved) => approved.answer(text, answer),
            End::Unknown(unknown) => {
                if unknown.printing == Some(answer.job) {
                    unknown.slip_answered(text, &answer.said);
                    return Some(Action::None);
                }
                if unknown.looked(answer.job) {
                    self.found_on_disk(&answer.said, devices);
                    return Some(Action::Refresh);
                }
                if unknown.asking != Some(answer.job) {
                    return None;
                }
                unknown.asking = None;
                self.recovered(&answer.said, devices);
                Some(Action::Refresh)
            }
            _ => None,
        }
    }

    /// What the books say of a payment that does not answer.
    fn found_on_disk(&mut self, said: &Said, devices: &mut Devices) {
        let text = self.text;
        let End::Unknown(unknown) = &mut self.end else {
            return;
        };
        let standing = match said {
            Said::Standing(Ok(standing)) => standing.as_ref(),
            Said::Standing(Err(error)) => {
                unknown.answered = Some(say::desk_error(&text, error));
                return;
            }
            _ => {
                unknown.answered = Some(text.get("screen-thread-gone"));
                return;
            }
        };
        unknown.answered = None;
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
        (unknown.code, unknown.reason) = (code, text.get(key));
        if let Some(receipt) = standing.and_then(|standing| standing.receipt.clone()) {
            // The thread hangs after the booking: whether paper came out, only somebody who looks can tell.
            let mut approved = Approved::new(text, *receipt, &PrintEnd::Unconfirmed, false);
            approved.ask_for_paper(devices);
            self.end = End::Approved(Box::new(approved));
        }
    }

    /// The terminal was asked again: the outcome becomes what it said.
    fn recovered(&mut self, said: &Said, devices: &mut Devices) {
        let text = self.text;
        let End::Unknown(unknown) = &mut self.end else {
            return;
        };
        let report: &Arc<RecoverReport> = match said {
            Said::Recovered(Ok(report)) => report,
            Said::Recovered(Err(error)) => {
                unknown.answered = Some(say::desk_error(&text, error));
                return;
            }
            _ => {
                unknown.answered = Some(text.get("screen-thread-gone"));
                return;
            }
        };
        match report.sessions.iter().find(|one| Some(one.session) == unknown.session).map(|one| &one.end) {
            Some(RecoverEnd::Approved { receipt, print }) => {
                let mut approved = Approved::new(text, receipt.as_ref().clone(), print, false);
                approved.ask_for_paper(devices);
                self.end = End::Approved(Box::new(approved));
            }
            Some(RecoverEnd::NotCharged) => self.end = End::NotCharged,
            Some(RecoverEnd::StillUnknown { reason }) => {
                unknown.answered = Some(say::unknown(&text, reason));
            }
            // Another desk settled it in the meantime.
            None => unknown.answered = Some(text.get("screen-unknown-settled")),
        }
    }
}

impl Approved {
    fn confirm(&mut self, who: &OperatorId, devices: &mut Devices) {
        if matches!(self.paper, Paper::Unconfirmed) {
            let number = self.receipt.number.clone();
            self.paper = Paper::Confirming(devices.ask(Job::ConfirmPrinted { number, who: who.clone() }));
        }
    }

    fn print_again(&mut self, who: &OperatorId, devices: &mut Devices) {
        if matches!(self.paper, Paper::Unconfirmed | Paper::NotPrinted(_)) {
            let number = Some(self.receipt.number.clone());
            self.paper = Paper::Printing(devices.ask(Job::Reprint { number, who: who.clone() }));
        }
    }

    fn ask_for_paper(&mut self, devices: &mut Devices) {
        self.preview_job = Some(devices.ask(Job::Paper(self.receipt.clone())));
    }

    fn answer(&mut self, text: Text, answer: &Answer) -> Option<Action> {
        if self.preview_job == Some(answer.job) {
            self.preview_job = None;
            if let Said::Paper(Ok(paper)) = &answer.said {
                self.preview = Some(paper.clone());
            }
            return Some(Action::None);
        }
        match (&self.paper, &answer.said) {
            (Paper::Confirming(job), said) if *job == answer.job => {
                self.paper = match said {
                    Said::Confirmed(Ok(())) => Paper::Printed,
                    Said::Confirmed(Err(error)) => Paper::NotPrinted(say::desk_error(&text, error)),
                    _ => Paper::NotPrinted(text.get("screen-thread-gone")),
                };
                Some(Action::Refresh)
            }
            (Paper::Printing(job), said) if *job == answer.job => {
                self.paper = match said {
                    Said::Reprinted(Ok(Some(done))) => Paper::of(text, &done.1),
                    Said::Reprinted(Err(error)) => Paper::NotPrinted(say::desk_error(&text, error)),
                    _ => Paper::NotPrinted(text.get("screen-thread-gone")),
                };
                Some(Action::Refresh)
            }
            _ => None,
        }
    }
}

impl Unknown {
    /// Has the journal read again; nothing to read where the payment never came to it.
    fn look(&mut self, text: Text, devices: &mut Devices) {
        let Some(silent) = &mut self.silent else {
            return;
        };
        match self.session {
            Some(session) => silent.looking = Some(devices.ask(Job::Standing { session })),
            None => self.reason = text.get("screen-silent-disk-none"),
        }
    }

    /// Whether this is the answer to the last look.
    fn looked(&mut self, job: JobNo) -> bool {
        let ours = |silent: &mut Silent| silent.looking.take_if(|looking| *looking == job).is_some();
        self.silent.as_mut().is_some_and(ours)
    }

    fn ask(&mut self, who: &OperatorId, devices: &mut Devices) {
        if self.asking.is_none() {
            self.answered = None;
            self.asking = Some(devices.ask(Job::Recover { who: who.clone() }));
        }
    }

    fn print(&mut self, devices: &mut Devices) {
        if let (None, Some(session)) = (self.printing, self.session) {
            self.slip = None;
            self.printing = Some(devices.ask(Job::UnknownSlip { session }));
        }
    }

    fn slip_answered(&mut self, text: Text, said: &Said) {
        self.printing = None;
        self.slip = Some(match said {
            Said::Slip(Ok(end)) => (end.is_printed(), say::print_end(&text, end)),
            Said::Slip(Err(error)) => (false, say::desk_error(&text, error)),
            _ => (false, text.get("screen-thread-gone")),
        });
    }
}

impl Paper {
    fn of(text: Text, end: &PrintEnd) -> Paper {
        match end {
            PrintEnd::Printed { .. } => Paper::Printed,
            PrintEnd::Unconfirmed => Paper::Unconfirmed,
            PrintEnd::NotPrinted(_) => Paper::NotPrinted(say::print_end(&text, end)),
        }
    }
}

/// The number of a job that a test answers.
#[cfg(test)]
impl State {
    fn waits_for(&self) -> Option<crate::window::devices::JobNo> {
        match &self.end {
            End::Approved(approved) => match approved.paper {
                Paper::Printing(job) | Paper::Confirming(job) => Some(job),
                _ => None,
            },
            End::Unknown(unknown) => unknown.asking.or(unknown.printing),
            _ => None,
        }
    }

    fn session(&self) -> Option<crate::domain::session::SessionNo> {
        match &self.end {
            End::Unknown(unknown) => unknown.session,
            _ => None,
        }
    }
}
