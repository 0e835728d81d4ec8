//! Who sits at the window: signing in, the lock, what is left to whom.

use iced::Task;

use super::{App, Place};
use crate::desk::{Caller, Refusal, SignedIn};
use crate::window::devices::Failed;
use crate::window::message::Message;
use crate::window::request::Day;
use crate::window::screen::lock;
use crate::window::theme::Tone;

impl App {
    pub(super) fn unlock(&mut self, who: SignedIn) -> Task<Message> {
        let (now, first) = (who.operator(), self.who.is_none());
        let before = self.who.as_ref().map(SignedIn::operator).filter(|_| !self.session_over);
        let same = before.is_some_and(|before| (&before.id, before.session) == (&now.id, now.session));
        self.lock = None;
        self.who = Some(who);
        self.session_over = false;
        self.ask_day();
        if first {
            self.ask_devices();
            self.look_for_results();
        }
        match &self.place {
            // Whoever signs in sees the payment that runs.
            Place::Paying(_) => self.refocus(),
            _ if same => self.refocus(),
            _ => self.leave_to_another(),
        }
    }

    /// What one person had before them is not left to the next: they find an empty desk, and the end of a payment that
    /// nobody has seen yet.
    fn leave_to_another(&mut self) -> Task<Message> {
        self.note = match &self.place {
            Place::Outcome(outcome) if self.unseen => Some(outcome.in_short(self.draw.text)),
            _ => None,
        };
        (self.last_receipt, self.kept_scan) = (None, None);
        self.fresh_desk()
    }

    /// The desk no longer knows who signed in: they were disabled, or given another role or PIN.
    fn session_ended(&mut self) {
        self.session_over = true;
        self.lock_over();
        self.say(Tone::Warn, "screen-session-ended");
        self.ask_day();
    }

    pub(super) fn lock_up(&mut self) -> Task<Message> {
        self.lock_over();
        self.refocus()
    }

    fn lock_over(&mut self) {
        if self.lock.is_some() {
            return;
        }
        self.unseen = false;
        self.help = false;
        if let Some(screen) = self.place.screen_mut() {
            screen.forget();
        }
        let preferred = self.who.as_ref().map(|who| who.operator().id.clone());
        self.lock = Some(lock::State::new(preferred, self.demo.clone(), &mut self.devices));
    }

    pub(super) fn day_read(&mut self, day: Result<Day, Failed>) {
        if matches!(&day, Err(error) if matches!(error.refusal(), Some(Refusal::SessionEnded))) {
            return self.session_ended();
        }
        self.seen.day = day.ok();
        if let (None, Place::Till(till), Some(day)) = (&self.lock, &mut self.place, &self.seen.day) {
            till.follow(day.change, &mut self.devices);
        }
    }

    /// Who looks at the status bar: who signed in, also behind the lock.
    pub(super) fn caller(&self) -> Caller {
        self.who.clone().filter(|_| !self.session_over).map_or(Caller::User, Caller::Person)
    }
}
