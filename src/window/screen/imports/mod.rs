//! Imports (F7): which file, how it will be understood, what is wrong with it line by line; then it is loaded whole, or,
//! where it is told to stop, not at all.

mod view;

use std::fmt;
use std::path::PathBuf;

use super::form::{Filling, Form};
use super::pick::Pick;
use super::{
    Action, Answer, Context, Devices, Draw, Failed, Input, KeyCommand, Pressed, Screen, Step, Ticket, Today, View,
};
use crate::desk::{ImportOrder, ImportProgress, ImportReport, SignedIn};
use crate::window::request::{ImportDebts, Stop};

pub const REPORT: &str = "import-report";
/// How far an arrow, and PgUp and PgDn, move the report, in logical pixels.
const LINE: f32 = 40.0;
const SHEET: f32 = 300.0;

/// A layout of the settings, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// By which the settings name it.
    pub name: String,
    /// Encoding, separator, decimal mark and form of dates.
    pub form: String,
    pub titles: String,
}

#[derive(Debug)]
pub struct State {
    who: SignedIn,
    layouts: Vec<Layout>,
    /// Which of them.
    layout: usize,
    at: At,
}

enum At {
    Pick(Box<Pick>),
    /// The file is read, dry or to be loaded.
    Reading(Reading),
    /// What it would do, before it is loaded.
    Preview(Box<ImportOrder>, Box<ImportReport>),
    Done(Box<ImportReport>),
}

/// A report holds people: it is not printed.
impl fmt::Debug for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            At::Pick(_) => "Pick",
            At::Reading(_) => "Reading",
            At::Preview(..) => "Preview",
            At::Done(_) => "Done",
        })
    }
}

/// A file that is read on another thread; it stops where nobody waits for it any more.
#[derive(Debug)]
struct Reading {
    order: ImportOrder,
    report: Ticket<ImportReport>,
    progress: Option<ImportProgress>,
    stop: Stop,
    /// Told to stop, and not stopped yet.
    stopping: bool,
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.stop.now();
    }
}

impl State {
    pub fn new(who: SignedIn, layouts: Vec<Layout>, devices: &mut Devices) -> State {
        let layout = layouts.iter().position(|layout| layout.name == crate::desk::DEFAULT_MAPPING).unwrap_or_default();
        let at = At::Pick(Pick::new(who.clone(), devices));
        State { who, layouts, layout, at }
    }

    fn layout(&self) -> Option<&Layout> {
        self.layouts.get(self.layout)
    }

    fn beside(&mut self, steps: usize) {
        self.layout = (self.layout + steps) % self.layouts.len().max(1);
    }

    fn pick_key(&mut self, command: KeyCommand, devices: &mut Devices) -> Action {
        match command {
            KeyCommand::Next => self.beside(1),
            KeyCommand::Previous => self.beside(self.layouts.len().saturating_sub(1)),
            _ => {
                let At::Pick(pick) = &mut self.at else { return Action::None };
                match pick.key(command) {
                    None => return pick.scrolled(),
                    Some(Filling::Left) => return Action::Leave,
                    Some(Filling::Goes) => {}
                    Some(Filling::Submitted) => {
                        if let Some(file) = pick.chosen() {
                            self.look_at(file, devices);
                        }
                    }
                }
            }
        }
        self.refocus()
    }

    /// Reads a file without keeping anything of it.
    fn look_at(&mut self, file: PathBuf, devices: &mut Devices) {
        let mapping = self.layout().map(|layout| layout.name.clone()).unwrap_or_default();
        let order = ImportOrder { file, mapping, dry_run: true, accept_moved: false };
        self.read(order, devices);
    }

    fn read(&mut self, order: ImportOrder, devices: &mut Devices) {
        let stop = Stop::default();
        let report = devices.ask(ImportDebts { who: self.who.clone(), order: order.clone(), stop: stop.clone() });
        self.at = At::Reading(Reading { order, report, progress: None, stop, stopping: false });
    }

    fn report_key(&mut self, command: KeyCommand, devices: &mut Devices) -> Action {
        match (&mut self.at, command) {
            (_, KeyCommand::Up) => return Action::ScrollBy(REPORT, -LINE),
            (_, KeyCommand::Down) => return Action::ScrollBy(REPORT, LINE),
            (_, KeyCommand::PageUp) => return Action::ScrollBy(REPORT, -SHEET),
            (_, KeyCommand::PageDown) => return Action::ScrollBy(REPORT, SHEET),
            (At::Reading(reading), KeyCommand::Back) => {
                reading.stopping = true;
                reading.stop.now();
            }
            (At::Preview(order, report), KeyCommand::Submit) if !report.holds_nothing() || order.accept_moved => {
                let order = ImportOrder { dry_run: false, ..order.as_ref().clone() };
                self.read(order, devices);
            }
            (At::Preview(order, report), KeyCommand::AcceptMoved) if report.conflicts() > 0 || order.accept_moved => {
                let order = ImportOrder { accept_moved: !order.accept_moved, ..order.as_ref().clone() };
                self.read(order, devices);
            }
            (At::Preview(..), KeyCommand::Back) => return self.pick_again(None, devices),
            (At::Done(_), KeyCommand::Back | KeyCommand::Submit) => return Action::Leave,
            _ => {}
        }
        Action::None
    }

    fn pick_again(&mut self, why: Option<Failed>, devices: &mut Devices) -> Action {
        let mut pick = Pick::new(self.who.clone(), devices);
        pick.form.trouble = why;
        self.at = At::Pick(pick);
        self.refocus()
    }

    fn refocus(&self) -> Action {
        self.focus().map_or(Action::None, Action::Focus)
    }

    fn reading_answer(&mut self, answer: &Answer, devices: &mut Devices) -> Option<Action> {
        let At::Reading(reading) = &mut self.at else { return None };
        if let (Some(Step::Import(progress)), true) = (&answer.step, answer.job == reading.report.job()) {
            reading.progress = Some(*progress);
            return Some(Action::None);
        }
        let said = reading.report.redeem(answer)?;
        let order = reading.order.clone();
        Some(match said {
            Ok(report) if order.dry_run => {
                self.at = At::Preview(Box::new(order), Box::new(report));
                Action::None
            }
            Ok(report) => {
                self.at = At::Done(Box::new(report));
                Action::Changed
            }
            Err(error) => self.pick_again(Some(error), devices),
        })
    }
}

impl Screen for State {
    fn form(&self) -> Option<&Form> {
        match &self.at {
            At::Pick(pick) => Some(&pick.form),
            At::Reading(_) | At::Preview(..) | At::Done(_) => None,
        }
    }

    fn form_mut(&mut self) -> Option<&mut Form> {
        match &mut self.at {
            At::Pick(pick) => Some(&mut pick.form),
            At::Reading(_) | At::Preview(..) | At::Done(_) => None,
        }
    }

    fn is_busy(&self) -> bool {
        matches!(self.at, At::Reading(_))
    }

    fn context(&self) -> Context {
        match &self.at {
            At::Pick(_) => Context::Form,
            At::Reading(_) | At::Preview(..) | At::Done(_) => Context::Import,
        }
    }

    fn key(&mut self, command: KeyCommand, _: Today<'_>, devices: &mut Devices) -> Action {
        match self.at {
            At::Pick(_) => self.pick_key(command, devices),
            At::Reading(_) | At::Preview(..) | At::Done(_) => self.report_key(command, devices),
        }
    }

    fn input(&mut self, input: Input, _: &mut Devices) -> Action {
        if let At::Pick(pick) = &mut self.at {
            match input {
                Input::Field(id, text) => pick.form.input(id, &text),
                Input::Row(row) => pick.point(row),
                Input::Tab(_) => {}
            }
        }
        Action::None
    }

    fn typed(&mut self, pressed: &Pressed) -> Action {
        if let At::Pick(pick) = &mut self.at {
            pick.form.typed(pressed);
        }
        self.refocus()
    }

    fn answer(&mut self, answer: &Answer, devices: &mut Devices) -> Option<Action> {
        if let At::Pick(pick) = &mut self.at {
            return pick.answer(answer).then_some(Action::None);
        }
        self.reading_answer(answer, devices)
    }

    fn view(&self, draw: Draw, _: Today<'_>) -> View<'_> {
        self.drawn(draw)
    }
}
