//! From one screen to another, and what a screen wants done on the way.

use iced::Task;
use iced::widget::Id;
use iced::widget::operation::{self, AbsoluteOffset, RelativeOffset};

use super::{App, Place, Terminal, focus};
use crate::desk::watchdog::Limits;
use crate::window::screen::receipts::{self, FORM, Settings, Tab};
use crate::window::screen::{Action, lock, outcome, paying, people};
use crate::window::{message::Message, theme::Tone};

impl App {
    pub(super) fn after(&mut self, action: Action) -> Task<Message> {
        match action {
            // Behind the lock no field may take the cursor from the PIN.
            Action::Focus(lock::PIN) => return focus(lock::PIN),
            Action::Focus(_) | Action::FocusIn(..) | Action::Select(_) if self.lock.is_some() => {}
            Action::None => {}
            Action::Later => self.say(Tone::Plain, "screen-later"),
            Action::Focus(field) => return focus(field),
            Action::FocusIn(field, part) => {
                return focus(field).chain(operation::snap_to(Id::new(FORM), RelativeOffset { x: 0.0, y: part }));
            }
            Action::Select(field) => return focus(field).chain(operation::select_all(Id::new(field))),
            Action::ScrollTo(list, part) => {
                return operation::snap_to(Id::new(list), RelativeOffset { x: 0.0, y: part });
            }
            Action::ScrollBy(paper, by) => {
                return operation::scroll_by(Id::new(paper), AbsoluteOffset { x: 0.0, y: by });
            }
            Action::Changed => {
                self.look_again();
                return self.refocus();
            }
            Action::SignedIn(who) => return self.unlock(who),
            Action::Charge(what) => self.charge(*what),
            Action::Receipts(tab) => return self.open_receipts(tab),
            Action::People => return self.open_people(),
            Action::Leave => return self.leave_receipts(),
            Action::Print(number) => self.copy(Some(number), "screen-receipts-printing"),
            Action::Decided { attempt, claim, end } => {
                if let Some(who) = &self.who {
                    let (text, who) = (self.draw.text, who.clone());
                    let outcome = outcome::State::decided(text, who, &attempt, claim, &end, &mut self.devices);
                    self.show_outcome(outcome);
                }
            }
            Action::Ended(said) => self.ended(said),
            Action::Done => return self.fresh_desk(),
        }
        Task::none()
    }

    /// The terminal is asked for money: nothing else can be done until it has answered.
    fn charge(&mut self, what: paying::Movement) {
        if let Some(who) = &self.who {
            let limits = Limits::of(&self.setup.config.terminal);
            self.place = Place::Paying(Box::new(paying::State::start(what, who, limits, &mut self.devices)));
            self.seen.terminal = Terminal::InUse;
        }
    }

    pub(super) fn show_outcome(&mut self, outcome: outcome::State) {
        self.place = Place::Outcome(Box::new(outcome));
        self.unseen = self.lock.is_some();
        self.help = false;
        self.look_again();
    }

    /// What the status bar shows may have changed, and what Ctrl+P prints.
    pub(super) fn look_again(&mut self) {
        if let Place::Outcome(outcome) = &self.place {
            self.last_receipt = outcome.receipt().cloned().or_else(|| self.last_receipt.take());
        }
        self.ask_day();
        self.ask_unresolved();
    }

    /// From the desk to its receipts; the desk stays as it is until somebody comes back.
    fn open_receipts(&mut self, tab: Tab) -> Task<Message> {
        let Some(who) = self.who.clone() else { return Task::none() };
        let settings =
            Settings { parts: self.setup.config.payments.partial_refunds, terminal: self.setup.terminal_name() };
        let opened = receipts::State::new(who, settings, tab, &mut self.devices);
        if let Place::Desk(desk) = std::mem::replace(&mut self.place, Place::Receipts(Box::new(opened))) {
            self.left = Some(desk);
        }
        self.refocus()
    }

    /// From the desk to the people; the desk stays as it is.
    fn open_people(&mut self) -> Task<Message> {
        let Some(who) = self.who.clone() else { return Task::none() };
        let waits = self.seen.day.as_ref().is_some_and(|day| day.recovery.is_some());
        let opened = people::State::new(who, waits, &mut self.devices);
        if let Place::Desk(desk) = std::mem::replace(&mut self.place, Place::People(Box::new(opened))) {
            self.left = Some(desk);
        }
        self.refocus()
    }

    /// F5 also reads the shown list again.
    pub(super) fn refresh_receipts(&mut self) {
        if let (None, Place::Receipts(receipts)) = (&self.lock, &mut self.place) {
            receipts.refresh(&mut self.devices);
        }
    }

    fn leave_receipts(&mut self) -> Task<Message> {
        let Some(desk) = self.left.take() else { return self.fresh_desk() };
        self.ask_day();
        self.place = Place::Desk(desk);
        self.refocus()
    }
}
