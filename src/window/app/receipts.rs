//! The way to the receipts and back, and what is done from there.

use iced::Task;
use iced::widget::Id;
use iced::widget::operation::{self, AbsoluteOffset, RelativeOffset};

use super::{App, Message, Screen, Terminal, focus};
use crate::desk::watchdog::Limits;
use crate::window::screen::receipts::{self, Action, FORM, PAPER, ROWS, SEARCH, Settings, Tab};
use crate::window::screen::{outcome, paying};

impl App {
    /// From the desk to its receipts; the desk stays as it is until somebody comes back.
    pub(super) fn open_receipts(&mut self, tab: Tab) -> Task<Message> {
        let Some(who) = self.who.clone() else {
            return Task::none();
        };
        let settings =
            Settings { parts: self.setup.config.payments.partial_refunds, terminal: self.setup.terminal_name() };
        let opened = receipts::State::new(self.draw.text, who, settings, tab, &mut self.devices);
        let field = opened.focus();
        if let Screen::Desk(desk) = std::mem::replace(&mut self.screen, Screen::Receipts(Box::new(opened))) {
            self.left = Some(desk);
        }
        field.map_or_else(Task::none, focus)
    }

    pub(super) fn on_receipts(&mut self, message: receipts::Message) -> Task<Message> {
        let Screen::Receipts(receipts) = &mut self.screen else {
            return Task::none();
        };
        let action = receipts.update(message, &mut self.devices);
        self.after_receipts(action)
    }

    /// F5 also reads the shown list again.
    pub(super) fn refresh_receipts(&mut self) -> Task<Message> {
        if let (None, Screen::Receipts(receipts)) = (&self.lock, &mut self.screen) {
            receipts.refresh(&mut self.devices);
        }
        Task::none()
    }

    pub(super) fn after_receipts(&mut self, action: Action) -> Task<Message> {
        match action {
            // Behind the lock no field may take the cursor from the PIN.
            Action::Focus(_) | Action::FocusIn(..) | Action::Select if self.lock.is_some() => Task::none(),
            Action::None => Task::none(),
            Action::Focus(field) => focus(field),
            Action::FocusIn(field, part) => {
                focus(field).chain(operation::snap_to(Id::new(FORM), RelativeOffset { x: 0.0, y: part }))
            }
            Action::Select => focus(SEARCH).chain(operation::select_all(Id::new(SEARCH))),
            Action::Scroll(part) => operation::snap_to(Id::new(ROWS), RelativeOffset { x: 0.0, y: part }),
            Action::ScrollPaper(by) => operation::scroll_by(Id::new(PAPER), AbsoluteOffset { x: 0.0, y: by }),
            Action::Leave => self.leave_receipts(),
            Action::Print(number) => {
                self.copy(Some(number), "screen-receipts-printing");
                Task::none()
            }
            Action::Asked => {
                self.ask_day();
                Task::none()
            }
            Action::Correct(correction) => {
                if let Some(who) = &self.who {
                    let limits = Limits::of(&self.setup.config.terminal);
                    let paying = paying::State::start_back(who, *correction, limits, &mut self.devices);
                    self.screen = Screen::Paying(Box::new(paying));
                    self.seen.terminal = Terminal::InUse;
                }
                Task::none()
            }
            Action::Decided { attempt, claim, end } => {
                if let Some(who) = &self.who {
                    let (text, who) = (self.draw.text, who.operator().id.clone());
                    let outcome = outcome::State::decided(text, who, &attempt, claim, &end, &mut self.devices);
                    self.last_receipt = outcome.receipt().cloned().or_else(|| self.last_receipt.take());
                    self.screen = Screen::Outcome(Box::new(outcome));
                    self.help = false;
                }
                self.ask_day();
                self.ask_unresolved();
                Task::none()
            }
        }
    }

    /// Back to the desk as it was left.
    fn leave_receipts(&mut self) -> Task<Message> {
        match self.left.take() {
            Some(desk) => {
                self.ask_day();
                self.screen = Screen::Desk(desk);
                focus(crate::window::screen::desk::SEARCH)
            }
            None => self.fresh_desk(),
        }
    }
}
