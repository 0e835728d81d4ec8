//! What lies over the till, from its first key to its answer.

use super::close::Close;
use super::day_file::DayFiles;
use super::fill::{Fill, Filled};
use super::z::Zs;
use super::{Said, State};
use crate::desk::Met;
use crate::window::request::ReportFile;
use crate::window::screen::clock::{Clock, Stated};
use crate::window::screen::form::{Filling, Form};
use crate::window::screen::pick::Pick;
use crate::window::screen::{Action, Answer, Devices, Failed, KeyCommand, Screen as _};

/// What lies over the till.
#[derive(Debug)]
pub(super) enum Over {
    Nothing,
    Fill(Box<Fill>),
    Clock(Clock),
    /// Which file the terminal's transactions are in.
    Pick(Box<Pick>),
    Close(Box<Close>),
    Z(Box<Zs>),
    DayFiles(Box<DayFiles>),
}

impl Over {
    pub(super) fn form(&self) -> Option<&Form> {
        match self {
            Over::Fill(fill) => Some(&fill.form),
            Over::Clock(clock) => Some(&clock.form),
            Over::Pick(pick) => Some(&pick.form),
            Over::Close(close) => Some(&close.form),
            Over::Nothing | Over::Z(_) | Over::DayFiles(_) => None,
        }
    }

    pub(super) fn form_mut(&mut self) -> Option<&mut Form> {
        match self {
            Over::Fill(fill) => Some(&mut fill.form),
            Over::Clock(clock) => Some(&mut clock.form),
            Over::Pick(pick) => Some(&mut pick.form),
            Over::Close(close) => Some(&mut close.form),
            Over::Nothing | Over::Z(_) | Over::DayFiles(_) => None,
        }
    }
}

impl State {
    pub(super) fn form_key(&mut self, command: KeyCommand, devices: &mut Devices) -> Action {
        let till = self.open_till().unwrap_or_default().to_owned();
        match &mut self.over {
            Over::Pick(pick) => match pick.key(command) {
                Some(Filling::Left) => self.over = Over::Nothing,
                Some(Filling::Submitted) => {
                    if let Some(path) = pick.chosen() {
                        pick.form.open = false;
                        self.filing = Some(devices.ask(ReportFile { who: self.who.clone(), till, path }));
                    }
                }
                Some(Filling::Goes) => {}
                None => return pick.scrolled(),
            },
            // A close under way is waited for.
            Over::Close(close) if close.is_closing() => {}
            over => {
                let form = match over {
                    Over::Fill(fill) => &mut fill.form,
                    Over::Clock(clock) => &mut clock.form,
                    Over::Close(close) => &mut close.form,
                    Over::Nothing | Over::Pick(_) | Over::Z(_) | Over::DayFiles(_) => return Action::None,
                };
                match (form.key(command), &mut *over) {
                    (Filling::Left, over) => *over = Over::Nothing,
                    (Filling::Submitted, Over::Fill(fill)) => fill.submit(&self.who, &till, devices),
                    (Filling::Submitted, Over::Clock(clock)) => clock.submit(devices),
                    (Filling::Submitted, Over::Close(close)) => close.submit(&self.who, devices),
                    (Filling::Submitted | Filling::Goes, _) => {}
                }
            }
        }
        self.refocus()
    }

    /// Something about the till was written down.
    fn changed(&mut self, devices: &mut Devices) -> Action {
        self.over = Over::Nothing;
        self.read(devices);
        Action::Changed
    }

    pub(super) fn filed(&mut self, filed: Result<Vec<Met>, Failed>, devices: &mut Devices) -> Action {
        match filed {
            Ok(met) => {
                self.said = Some(Said::Filed(met));
                self.changed(devices)
            }
            Err(error) => {
                match self.form_mut() {
                    Some(form) => form.failed(error),
                    None => self.said = Some(Said::Failed(error)),
                }
                self.refocus()
            }
        }
    }

    /// An answer for what lies over the till.
    pub(super) fn over_answer(&mut self, answer: &Answer, devices: &mut Devices) -> Option<Action> {
        match &mut self.over {
            Over::Nothing => None,
            Over::Fill(fill) => Some(match fill.answer(answer)? {
                Filled::Kept => self.changed(devices),
                Filled::Taken(who) => Action::TookOver(who),
                Filled::Failed => self.refocus(),
            }),
            Over::Clock(clock) => Some(match clock.answer(answer)? {
                Stated::Kept => self.changed(devices),
                Stated::Failed => self.refocus(),
            }),
            Over::Pick(pick) => pick.answer(answer).then(|| self.refocus()),
            Over::Close(close) => Some(match close.answer(answer)? {
                None => self.refocus(),
                Some(closed) => {
                    let zs = Zs::of_closed(self.who.clone(), closed, devices);
                    let changed = self.changed(devices);
                    self.over = Over::Z(zs);
                    changed
                }
            }),
            Over::Z(zs) => zs.answer(answer, devices),
            Over::DayFiles(files) => files.answer(answer).then_some(Action::None),
        }
    }
}
