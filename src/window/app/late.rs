//! A payment whose thread does not answer in time: the window goes on with what is on disk, and takes the late
//! answer when it comes.

use iced::Task;

use std::mem;

use super::{App, Place, Terminal};
use crate::desk::watchdog::Overdue;
use crate::desk::{PayEnd, PayReport};
use crate::text::values;
use crate::window::devices::{Answer, Failed, Step, Ticket};
use crate::window::{message::Message, screen::outcome, theme::Tone};

impl App {
    /// The step that is under way lasts longer than it can: nobody waits for it any more. Says who else waited
    /// for the same thread.
    pub(super) fn give_up_waiting(&mut self, overdue: Overdue) -> Vec<Answer> {
        let (Place::Paying(paying), Some(who)) = (&self.place, &self.who) else { return Vec::new() };
        let (job, session, given_up) = (paying.job(), paying.session(), paying.give_up());
        let (stage, waited_s) = (overdue.stage, overdue.waited.as_secs());
        tracing::error!(
            session = session.map(|s| s.to_string()),
            ?stage,
            waited_s,
            given_up,
            "a payment does not answer"
        );
        let waiting = self.devices.hangs_in(job, session);
        let who = who.clone();
        let outcome = outcome::State::silent(who, paying, given_up, &mut self.devices);
        if let Place::Paying(paying) = mem::replace(&mut self.place, Place::Outcome(Box::new(outcome))) {
            self.late = Some(paying.into_ticket());
        }
        self.unseen = self.lock.is_some();
        self.help = false;
        self.seen.terminal = Terminal::Silent;
        self.ask_day();
        waiting
    }

    /// What a payment that was given up still says.
    pub(super) fn late_answer(&mut self, answer: &Answer) -> Task<Message> {
        if let Some(Step::Payment(step)) = &answer.step {
            if let Place::Outcome(outcome) = &mut self.place
                && outcome.awaits(answer.job)
            {
                outcome.late_step(step, &mut self.devices);
            }
            return Task::none();
        }
        let Some(said) = Ticket::take(&mut self.late, answer) else { return Task::none() };
        if let Ok(PayReport { end: PayEnd::Approved { receipt, .. }, .. }) = &said {
            self.last_receipt = Some(receipt.number.clone());
        }
        self.learn(&said);
        match (&self.place, &self.who) {
            (Place::Outcome(before), Some(who)) if before.awaits(answer.job) => {
                let (of, who) = (before.payment(), who.clone());
                let asks_again = self.can_ask_again();
                let outcome = outcome::State::new(who, of, said, asks_again, &mut self.devices);
                self.place = Place::Outcome(Box::new(outcome));
            }
            _ => self.tell_late(&said),
        }
        self.look_again();
        Task::none()
    }

    /// The cashier went on meanwhile: how it ended is told beside whatever they do now.
    fn tell_late(&mut self, said: &Result<PayReport, Failed>) {
        let Ok(PayReport { session, end, .. }) = said else { return };
        let session = session.map(|session| session.to_string()).unwrap_or_default();
        let text = self.draw.text;
        self.note = Some(match end {
            PayEnd::Approved { receipt, .. } => {
                (Tone::Good, text.with("screen-late-approved", values![session, number = receipt.number]))
            }
            PayEnd::Unknown { .. } => (Tone::Unknown, text.with("screen-late-unknown", values![session])),
            PayEnd::Declined(_) | PayEnd::Refused(_) | PayEnd::Failed(_) => {
                (Tone::Warn, text.with("screen-late-not-charged", values![session]))
            }
        });
    }
}
