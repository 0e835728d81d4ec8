//! How a payment ended: what happened, what to say to the citizen, what to do next.

mod end;
mod silent;
#[cfg(test)]
mod tests;
mod view;

use std::sync::Arc;

use chrono::TimeDelta;

use super::{
    Action, Answer, Context, Devices, Draw, FORM, Failed, JobNo, KeyCommand, Screen, Text, Ticket, Today, Tone, View,
    say, values,
};
use crate::desk::{Claim, PayReport, RecoverEnd, RecoverReport, ResolveEnd, SignedIn};
use crate::domain::receipt::{Receipt, ReceiptNo};
use crate::domain::{attempt::Attempt, correction::CorrectionKind, money::Money, session::SessionNo, time::Moment};
use crate::window::request::{ConfirmPrinted, ReadPaper, Recover, Reprint, UnknownSlip};

pub use view::PREVIEW;

use end::{Answered, Approved, End, Paper, Unknown};

/// How long an outcome that may still run is left alone while it is looked at.
const ASK_EVERY: TimeDelta = TimeDelta::seconds(15);

/// How far an arrow, and PgUp and PgDn, move the paper, in logical pixels.
const LINE: f32 = 40.0;
const PAGE: f32 = 400.0;

/// What was to be paid, or taken back.
#[derive(Debug, Clone)]
pub struct Paid {
    pub payer: String,
    /// What was asked of the card.
    pub total: Money,
    /// What it takes a payment back by; nothing for a payment.
    pub back: Option<CorrectionKind>,
}

#[derive(Debug)]
pub struct State {
    who: SignedIn,
    of: Paid,
    end: End,
    /// How it was decided, where it was on evidence.
    decided: Option<String>,
    /// The payment's job, where its thread has not answered yet: a late answer still belongs here.
    awaited: Option<JobNo>,
    /// What the desk's clock showed last.
    now: Option<Moment>,
}

impl State {
    fn ended(who: SignedIn, of: Paid, end: End, decided: Option<String>, devices: &mut Devices) -> State {
        let mut state = State { who, of, end, decided, awaited: None, now: None };
        if let End::Approved(approved) = &mut state.end {
            approved.ask_for_paper(&state.who, devices);
        }
        state
    }

    /// The outcome of a payment. `asks_again` is whether the terminal can be asked about a lost answer: then it
    /// is, once, at once.
    pub fn new(
        who: SignedIn,
        of: Paid,
        said: Result<PayReport, Failed>,
        asks_again: bool,
        devices: &mut Devices,
    ) -> State {
        let mut state = State::ended(who, of, End::of(said), None, devices);
        if let (true, End::Unknown(unknown)) = (asks_again, &mut state.end) {
            unknown.ask(&state.who, devices);
        }
        state
    }

    /// An unknown outcome that was decided on evidence, or by the terminal's own word.
    pub fn decided(
        text: Text,
        who: SignedIn,
        attempt: &Attempt,
        claim: Claim,
        end: &ResolveEnd,
        devices: &mut Devices,
    ) -> State {
        let session = attempt.session;
        let (ended, decided) = match end {
            ResolveEnd::Charged { receipt, print } => {
                (End::approved(receipt, print), say::decided_charged(&text, session, receipt))
            }
            ResolveEnd::NotCharged { correction } => {
                (End::NotCharged, say::decided_not_charged(&text, session, *correction))
            }
            ResolveEnd::TerminalAnswered(answer, _) => {
                let agrees = end.agrees_with(claim);
                let agrees = if agrees { "resolve-terminal-agrees" } else { "resolve-terminal-differs" };
                (End::recovered(session, answer), text.get(agrees))
            }
        };
        let back = attempt.correction.as_ref().map(|correction| correction.kind);
        let of = Paid { payer: text.with("screen-session", values![session]), total: attempt.amount, back };
        State::ended(who, of, ended, Some(decided), devices)
    }

    pub fn receipt(&self) -> Option<&ReceiptNo> {
        match &self.end {
            End::Approved(approved) => Some(&approved.receipt.number),
            _ => None,
        }
    }

    /// In a sentence, for who signs in after it came: whose it was is not said.
    pub fn in_short(&self, text: Text) -> (Tone, String) {
        let known = |session: Option<SessionNo>| session.map(|session| session.to_string()).unwrap_or_default();
        match &self.end {
            End::Approved(approved) => {
                let Receipt { session, number, .. } = approved.receipt.as_ref();
                (Tone::Good, text.with("screen-unseen-approved", values![session, number]))
            }
            End::Unknown(unknown) => {
                let session = known(unknown.session);
                (Tone::Unknown, text.with("screen-unseen-unknown", values![session]))
            }
            End::Declined(_) | End::Refused(_) | End::Failed(_) | End::NotCharged => {
                (Tone::Warn, text.get("screen-unseen-not-charged"))
            }
        }
    }

    /// Time passes. An outcome that can be known now is asked about again, and one that may be known already now and then.
    pub fn tick(&mut self, now: Moment, devices: &mut Devices) {
        self.now = Some(now);
        if let End::Unknown(unknown) = &mut self.end
            && unknown.asks_at.or(unknown.known_from).is_some_and(|at| at <= now)
        {
            unknown.ask(&self.who, devices);
        }
    }

    /// The terminal was asked again: the outcome becomes what it said.
    fn recovered(&mut self, report: Result<Arc<RecoverReport>, Failed>, devices: &mut Devices) {
        let now = self.now;
        let End::Unknown(unknown) = &mut self.end else { return };
        let report = match report {
            Ok(report) => report,
            Err(error) => return unknown.answered = Some(Answered::Failed(error)),
        };
        match report.sessions.iter().find(|one| Some(one.session) == unknown.session).map(|one| &one.end) {
            Some(RecoverEnd::Approved { receipt, print }) => {
                let mut approved = Approved::new(receipt.as_ref().clone(), print.clone(), false);
                approved.ask_for_paper(&self.who, devices);
                self.end = End::Approved(Box::new(approved));
            }
            Some(RecoverEnd::NotCharged) => self.end = End::NotCharged,
            Some(RecoverEnd::MayStillRun { until }) => {
                unknown.known_from = Some(*until);
                unknown.asks_at = now.and_then(|now| now.checked_add_signed(ASK_EVERY)).map(|at| at.min(*until));
                unknown.print_once(&self.who, devices);
            }
            Some(RecoverEnd::StillUnknown { reason }) => {
                unknown.answered = Some(Answered::StillUnknown(reason));
                unknown.print_once(&self.who, devices);
            }
            None => unknown.answered = Some(Answered::Settled),
        }
    }
}

impl Screen for State {
    fn context(&self) -> Context {
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

    fn key(&mut self, command: KeyCommand, _: Today<'_>, devices: &mut Devices) -> Action {
        match (command, &mut self.end) {
            (KeyCommand::Submit | KeyCommand::Back, _) => return Action::Done,
            (KeyCommand::Up, End::Approved(_)) => return Action::ScrollBy(PREVIEW, -LINE),
            (KeyCommand::Down, End::Approved(_)) => return Action::ScrollBy(PREVIEW, LINE),
            (KeyCommand::PageUp, End::Approved(_)) => return Action::ScrollBy(PREVIEW, -PAGE),
            (KeyCommand::PageDown, End::Approved(_)) => return Action::ScrollBy(PREVIEW, PAGE),
            // What is longer than a small screen.
            (KeyCommand::Up, _) => return Action::ScrollBy(FORM, -LINE),
            (KeyCommand::Down, _) => return Action::ScrollBy(FORM, LINE),
            (KeyCommand::PageUp, _) => return Action::ScrollBy(FORM, -PAGE),
            (KeyCommand::PageDown, _) => return Action::ScrollBy(FORM, PAGE),
            (KeyCommand::Yes, End::Approved(approved)) => approved.confirm(&self.who, devices),
            (KeyCommand::No, End::Approved(approved)) => approved.print_again(&self.who, devices),
            (KeyCommand::AskTerminal, End::Unknown(unknown)) if unknown.silent.is_some() => {
                unknown.look(devices);
            }
            (KeyCommand::AskTerminal, End::Unknown(unknown)) => unknown.ask(&self.who, devices),
            (KeyCommand::PrintSlip, End::Unknown(unknown)) => unknown.print(&self.who, devices),
            _ => {}
        }
        Action::None
    }

    fn answer(&mut self, answer: &Answer, devices: &mut Devices) -> Option<Action> {
        match &mut self.end {
            End::Approved(approved) => approved.answer(answer),
            End::Unknown(unknown) => {
                if let Some(slip) = Ticket::take(&mut unknown.printing, answer) {
                    unknown.slip = Some(slip);
                    return Some(Action::None);
                }
                if let Some(standing) = unknown.looked(answer) {
                    self.found_on_disk(standing, devices);
                    return Some(Action::Changed);
                }
                let report = Ticket::take(&mut unknown.asking, answer)?;
                self.recovered(report, devices);
                Some(Action::Changed)
            }
            _ => None,
        }
    }

    fn view(&self, draw: Draw, _: Today<'_>) -> View<'_> {
        self.drawn(draw)
    }
}

impl Approved {
    fn confirm(&mut self, who: &SignedIn, devices: &mut Devices) {
        if matches!(self.paper, Paper::Unconfirmed) {
            let number = self.receipt.number.clone();
            self.paper = Paper::Confirming(devices.ask(ConfirmPrinted { number, who: who.clone() }));
        }
    }

    fn print_again(&mut self, who: &SignedIn, devices: &mut Devices) {
        if matches!(self.paper, Paper::Unconfirmed | Paper::NotPrinted(_)) {
            let number = self.receipt.number.clone();
            self.paper = Paper::Printing(devices.ask(Reprint { number, who: who.clone() }));
        }
    }

    fn ask_for_paper(&mut self, who: &SignedIn, devices: &mut Devices) {
        self.preview_job = Some(devices.ask(ReadPaper { who: who.clone(), receipt: self.receipt.clone() }));
    }

    fn answer(&mut self, answer: &Answer) -> Option<Action> {
        if let Some(paper) = Ticket::take(&mut self.preview_job, answer) {
            self.preview = paper.ok();
            return Some(Action::None);
        }
        let paper = match &self.paper {
            Paper::Confirming(ticket) => ticket.redeem(answer)?.map(|()| Paper::Printed),
            Paper::Printing(ticket) => ticket.redeem(answer)?.map(|(_, end)| Paper::of(end)),
            Paper::Printed | Paper::Unconfirmed | Paper::NotPrinted(_) => return None,
        };
        self.paper = paper.unwrap_or_else(Paper::NotPrinted);
        Some(Action::Changed)
    }
}

impl Unknown {
    fn ask(&mut self, who: &SignedIn, devices: &mut Devices) {
        if self.asking.is_none() {
            self.answered = None;
            (self.known_from, self.asks_at) = (None, None);
            self.asking = Some(devices.ask(Recover { who: who.clone().into() }));
        }
    }

    fn print(&mut self, who: &SignedIn, devices: &mut Devices) {
        if let (None, Some(session)) = (&self.printing, self.session) {
            self.slip = None;
            self.printing = Some(devices.ask(UnknownSlip { who: who.clone(), session }));
        }
    }

    /// The slip for the citizen, who does not wait until it can be known. Once: the next is for whoever asks.
    fn print_once(&mut self, who: &SignedIn, devices: &mut Devices) {
        if self.slip.is_none() {
            self.print(who, devices);
        }
    }
}

#[cfg(test)]
impl State {
    fn session(&self) -> Option<crate::domain::session::SessionNo> {
        match &self.end {
            End::Unknown(unknown) => unknown.session,
            _ => None,
        }
    }
}
