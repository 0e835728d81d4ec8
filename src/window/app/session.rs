//! Who sits at the window: signing in, the lock, what is left to whom, and whether a scanner typed into a PIN.

use std::time::Duration;

use iced::Task;

use super::{App, Place};
use crate::desk::{Caller, Refusal, SignedIn};
use crate::window::devices::Failed;
use crate::window::keys::KeyCommand;
use crate::window::message::Message;
use crate::window::request::Day;
use crate::window::screen::{Input, Screen, lock};
use crate::window::theme::Tone;
use crate::window::typing::Typing;
use crate::window::widget::Pressed;

impl App {
    /// Hears when text comes: a scanner is known by its speed.
    pub(super) fn listen(&mut self, message: &Message) {
        let characters = match message {
            Message::Input(Input::Field(..)) => 1,
            Message::Pressed(Pressed::Text(text)) => text.chars().count(),
            // A key between two texts is a person's, unless it ends a scan.
            Message::Pressed(Pressed::Command(command)) if *command != KeyCommand::Submit => {
                self.typing = Typing::default();
                0
            }
            _ => 0,
        };
        if let Some(now) = self.steady() {
            (0..characters).for_each(|_| self.typing.heard(now));
        }
    }

    /// Whether a scanner ended where a PIN is typed, which is none then.
    pub(super) fn was_scanned(&mut self) -> bool {
        let scanned = self.steady().is_some_and(|now| self.typing.ended(now));
        let screen = match &mut self.lock {
            Some(lock) => Some(lock as &mut dyn Screen),
            None => self.place.screen_mut(),
        };
        scanned && screen.is_some_and(Screen::refuse_scan)
    }

    fn steady(&self) -> Option<Duration> {
        self.setup.clock.steady()?.elapsed.to_std().ok()
    }

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
        self.last_receipt = None;
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
