//! From one screen to another, and what a screen wants done on the way.

use std::mem::discriminant;

use iced::Task;
use iced::widget::Id;
use iced::widget::operation::{self, AbsoluteOffset, RelativeOffset};

use super::{App, Place, Terminal, focus};
use crate::config::WindowSetting;
use crate::desk::watchdog::Limits;
use crate::domain::till::BlockerKind;
use crate::text::{Text, values};
use crate::window::keys::KeyCommand;
use crate::window::message::Message;
use crate::window::screen::imports::Layout;
use crate::window::screen::receipts::{self, Settings, Tab, Wanted};
use crate::window::screen::{Action, Destination, FORM, Screen, devices, imports, lock, outcome, paying, people, till};
use crate::window::theme::{Look, Tone};

impl App {
    pub(super) fn after(&mut self, action: Action) -> Task<Message> {
        match action {
            // Behind the lock no field may take the cursor from the PIN.
            Action::Focus(lock::PIN) => return focus(lock::PIN),
            Action::Focus(_) | Action::Select(_) if self.lock.is_some() => {}
            Action::None => {}
            Action::Later => self.say(Tone::Plain, "screen-later"),
            Action::Focus(field) => return self.to_field(field),
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
            Action::TookOver(who) => {
                let from = self.who.as_ref().map(|who| who.operator().name.clone()).unwrap_or_default();
                let unlocked = self.unlock(who);
                self.note = Some((Tone::Good, self.draw.text.with("screen-till-handed-over", values![from])));
                return unlocked;
            }
            Action::Charge(what) => self.charge(*what),
            Action::Go(there) => return self.go(there),
            Action::Leave => return self.go_back(),
            Action::Print(number) => self.copy(Some(number), "screen-receipts-printing"),
            Action::Decided { attempt, claim, end } => {
                if let Some(who) = &self.who {
                    let (text, who) = (self.draw.text, who.clone());
                    let outcome = outcome::State::decided(text, who, &attempt, claim, &end, &mut self.devices);
                    self.show_outcome(outcome);
                }
            }
            Action::Ended(said) => self.ended(said),
            Action::Look(setting) => self.look(setting),
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

    /// The cursor to a field, in a form with the field in sight.
    pub(super) fn to_field(&self, field: &'static str) -> Task<Message> {
        match self.screen().and_then(Screen::part) {
            Some(part) => focus(field).chain(operation::snap_to(Id::new(FORM), RelativeOffset { x: 0.0, y: part })),
            None => focus(field),
        }
    }

    /// Where a key leads from whatever place.
    pub(super) fn led_to(&self, command: KeyCommand) -> Option<Destination> {
        let waiting = |kind| self.seen.day.as_ref().and_then(|day| day.waiting(kind).next().map(str::to_owned));
        Some(match command {
            KeyCommand::Receipts => Destination::Receipts(Wanted::Tab(Tab::Receipts)),
            KeyCommand::Pending => Destination::Receipts(Wanted::Tab(Tab::Pending)),
            KeyCommand::Unclaimed => Destination::Receipts(match waiting(BlockerKind::UnclaimedResult) {
                Some(number) => Wanted::Unclaimed(number),
                None => Wanted::Tab(Tab::Foreign),
            }),
            KeyCommand::WithoutPaper => Destination::Receipts(match waiting(BlockerKind::UnprintedReceipt) {
                Some(number) => Wanted::Receipt(number),
                None => Wanted::Tab(Tab::Receipts),
            }),
            KeyCommand::Till => Destination::Till,
            KeyCommand::Imports => Destination::Imports,
            KeyCommand::Devices => match &self.place {
                Place::Devices(_) => Destination::People,
                _ => Destination::Devices,
            },
            _ => return None,
        })
    }

    /// To another place. What is left stays as it is until somebody comes back.
    pub(super) fn go(&mut self, there: Destination) -> Task<Message> {
        let Some(who) = self.who.clone() else { return Task::none() };
        let opened = match there {
            Destination::Receipts(wanted) => match &mut self.place {
                Place::Receipts(receipts) => {
                    let action = receipts.show_wanted(wanted, &mut self.devices);
                    return self.after(action);
                }
                _ => {
                    let config = &self.setup.config;
                    let (parts, terminal) = (config.payments.partial_refunds, self.setup.terminal_name());
                    let settings = Settings { parts, terminal };
                    Place::Receipts(Box::new(receipts::State::new(who, settings, wanted, &mut self.devices)))
                }
            },
            Destination::Till => match &mut self.place {
                Place::Till(_) => return self.act(|till, today, devices| till.key(KeyCommand::Till, today, devices)),
                _ => {
                    let compared = self.setup.config.till.comparison_required;
                    Place::Till(Box::new(till::State::new(who, compared, &mut self.devices)))
                }
            },
            Destination::OpenTill => {
                let desk = self.fresh_desk();
                if let Place::Desk(desk) = &mut self.place {
                    desk.open_till(&mut self.devices);
                }
                return desk.chain(self.refocus());
            }
            Destination::Imports => match &self.place {
                Place::Imports(_) => return Task::none(),
                _ => Place::Imports(Box::new(imports::State::new(who, self.layouts(), &mut self.devices))),
            },
            Destination::Devices => {
                let (file, looks) = (self.settings.clone(), self.looks);
                Place::Devices(Box::new(devices::State::new(who, &self.setup, file, looks, &mut self.devices)))
            }
            Destination::People => match &self.place {
                Place::People(_) => return Task::none(),
                _ => {
                    let waits = self.seen.day.as_ref().is_some_and(|day| day.recovery.is_some());
                    Place::People(Box::new(people::State::new(who, waits, &mut self.devices)))
                }
            },
        };
        self.leave_for(opened)
    }

    /// Leaves a place for another; each kind is left once.
    pub(super) fn leave_for(&mut self, opened: Place) -> Task<Message> {
        let before = std::mem::replace(&mut self.place, opened);
        self.left.retain(|place| ![&self.place, &before].map(discriminant).contains(&discriminant(place)));
        self.left.push(before);
        self.ask_day();
        self.refocus()
    }

    /// The window looks so from now on.
    fn look(&mut self, setting: WindowSetting) {
        match setting {
            WindowSetting::Theme(theme) => {
                let look = Look::of(theme);
                (self.looks.theme, self.draw.look, self.theme) = (theme, look, look.theme());
            }
            WindowSetting::Scale(scale) => self.looks.scale = scale,
            WindowSetting::Language(language) => {
                (self.looks.language, self.draw.text) = (language, Text::new(language));
            }
        }
    }

    /// The layouts of the settings, as they are shown.
    fn layouts(&self) -> Vec<Layout> {
        let layouts = self.setup.config.import.mappings.iter().map(|(name, mapping)| {
            let (encoding, separator, decimal) = (mapping.encoding.word(), mapping.separator, mapping.decimal.word());
            let form = format!("{encoding} · «{separator}» · «{decimal}» · {}", mapping.date);
            Layout { name: name.clone(), form, titles: mapping.titles().join(", ") }
        });
        layouts.collect()
    }

    /// F5 also reads again what is shown.
    pub(super) fn refresh_shown(&mut self) -> Task<Message> {
        if self.lock.is_none() && !matches!(self.place, Place::Nobody | Place::Paying(_)) {
            return self.act(|screen, today, devices| screen.key(KeyCommand::Refresh, today, devices));
        }
        Task::none()
    }

    /// Back to the place that was left last.
    fn go_back(&mut self) -> Task<Message> {
        let Some(place) = self.left.pop() else { return self.fresh_desk() };
        self.ask_day();
        self.place = place;
        if let Place::Till(till) = &mut self.place {
            till.read(&mut self.devices);
        }
        self.refocus().chain(self.arrived())
    }
}
