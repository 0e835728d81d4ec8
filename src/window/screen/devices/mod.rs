//! Devices and settings (F10): how terminal, printer, disk and books are and what to do about it, the test page, ports,
//! copies of the books, the hours of this week; and how the window looks, changed while it is looked at.

mod view;

use std::path::PathBuf;
use std::sync::Arc;

use super::form::{Field, Filling, Form};
use super::{
    Action, Answer, Context, Devices, Draw, Failed, Input, KeyCommand, Pressed, Screen, Ticket, Today, View, moved,
};
use crate::config::{ThemeChoice, WindowSetting};
use crate::desk::doctor::Finding;
use crate::desk::{BackupReport, PrintEnd, Setup, SignedIn};
use crate::domain::language::Language;
use crate::window::request::{Backup, Examine, Facts, KeepSetting, PrintTestPage, ReadFacts};

pub const PAGE: &str = "devices-page";
const TARGET: &str = "backup-target";
/// How far an arrow, and PgUp and PgDn, move the page, in logical pixels.
const LINE: f32 = 40.0;
const SHEET: f32 = 300.0;
/// Percent.
const SCALES: [u16; 4] = [100, 125, 150, 175];

/// How the window looks now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Looks {
    pub theme: ThemeChoice,
    pub scale: u16,
    pub language: Language,
}

pub struct State {
    who: SignedIn,
    setup: Setup,
    /// The file of settings; none in the demonstration.
    file: Option<PathBuf>,
    looks: Looks,
    tab: Tab,
    findings: Known<Vec<Finding>>,
    facts: Known<Facts>,
    printing: Option<Ticket<PrintEnd>>,
    backing_up: Option<Ticket<BackupReport>>,
    keeping: Option<Ticket<()>>,
    /// Where the copy goes, while it is typed.
    target: Option<Form>,
    /// Which setting is under the cursor.
    cursor: usize,
    said: Option<Said>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tab {
    Devices,
    Settings,
}

/// What is asked for, and what was last answered.
struct Known<T> {
    asking: Option<Ticket<T>>,
    last: Option<Result<T, Failed>>,
}

impl<T> Known<T> {
    fn of(asking: Ticket<T>) -> Known<T> {
        Known { asking: Some(asking), last: None }
    }

    fn answer(&mut self, answer: &Answer) -> bool {
        let Some(said) = Ticket::take(&mut self.asking, answer) else { return false };
        self.last = Some(said);
        true
    }
}

enum Said {
    Printed(Result<PrintEnd, Failed>),
    Copied(Result<Arc<BackupReport>, Failed>),
    /// A setting was written, or was not.
    Kept(Result<(), Failed>),
    /// It holds until the program ends: there is no file.
    NotKept,
}

impl State {
    pub fn new(who: SignedIn, setup: &Setup, file: Option<PathBuf>, looks: Looks, devices: &mut Devices) -> State {
        State {
            findings: Known::of(devices.ask(Examine { who: who.clone() })),
            facts: Known::of(devices.ask(ReadFacts { who: who.clone() })),
            who,
            setup: setup.clone(),
            file,
            looks,
            tab: Tab::Devices,
            printing: None,
            backing_up: None,
            keeping: None,
            target: None,
            cursor: 0,
            said: None,
        }
    }

    fn read(&mut self, devices: &mut Devices) {
        if self.findings.asking.is_none() {
            self.findings.asking = Some(devices.ask(Examine { who: self.who.clone() }));
        }
        self.facts.asking = Some(devices.ask(ReadFacts { who: self.who.clone() }));
    }

    fn key_here(&mut self, command: KeyCommand, devices: &mut Devices) -> Action {
        match (command, self.tab) {
            (KeyCommand::Back, _) => return Action::Leave,
            (KeyCommand::Refresh, _) => self.read(devices),
            (KeyCommand::Next | KeyCommand::Previous, tab) => {
                self.tab = if tab == Tab::Devices { Tab::Settings } else { Tab::Devices };
            }
            (KeyCommand::TestPage, _) if self.printing.is_none() => {
                self.said = None;
                self.printing = Some(devices.ask(PrintTestPage { who: self.who.clone() }));
            }
            (KeyCommand::BackUp, _) if self.backing_up.is_none() => {
                self.said = None;
                let form =
                    Form::of(vec![Field::required(TARGET, "screen-backup-target").holding(&self.usual_target())]);
                self.target = Some(form);
                return Action::Focus(TARGET);
            }
            (KeyCommand::Submit, Tab::Settings) => return self.change(devices),
            (KeyCommand::Up, Tab::Devices) => return Action::ScrollBy(PAGE, -LINE),
            (KeyCommand::Down, Tab::Devices) => return Action::ScrollBy(PAGE, LINE),
            (KeyCommand::PageUp, Tab::Devices) => return Action::ScrollBy(PAGE, -SHEET),
            (KeyCommand::PageDown, Tab::Devices) => return Action::ScrollBy(PAGE, SHEET),
            (command, Tab::Settings) => self.cursor = moved(self.cursor, self.choices().len(), usize::MAX, command),
            _ => {}
        }
        Action::None
    }

    /// Where copies go by the settings, or where the last one went.
    fn usual_target(&self) -> String {
        let named = self.setup.config.backup.folder.clone();
        let last = || match &self.facts.last {
            Some(Ok(facts)) => {
                let folder = facts.last_copy.as_ref().and_then(|copy| copy.file.parent());
                folder.map(|folder| folder.display().to_string())
            }
            _ => None,
        };
        named.or_else(last).unwrap_or_default()
    }

    /// The settings, each as the next Enter makes it.
    fn choices(&self) -> [WindowSetting; 3] {
        let Looks { theme, scale, language } = self.looks;
        [
            WindowSetting::Theme(after(&ThemeChoice::ALL, theme)),
            WindowSetting::Scale(after(&SCALES, scale)),
            WindowSetting::Language(after(&Language::ALL, language)),
        ]
    }

    /// The setting under the cursor becomes the next one, at once and in the file.
    fn change(&mut self, devices: &mut Devices) -> Action {
        let Some(setting) = self.choices().get(self.cursor).copied() else { return Action::None };
        match setting {
            WindowSetting::Theme(theme) => self.looks.theme = theme,
            WindowSetting::Scale(scale) => self.looks.scale = scale,
            WindowSetting::Language(language) => self.looks.language = language,
        }
        match &self.file {
            Some(file) => {
                let (who, file) = (self.who.clone(), file.clone());
                self.keeping = Some(devices.ask(KeepSetting { who, file, setting }));
            }
            None => self.said = Some(Said::NotKept),
        }
        Action::Look(setting)
    }

    fn target_key(&mut self, command: KeyCommand, devices: &mut Devices) -> Action {
        let Some(form) = &mut self.target else { return Action::None };
        match form.key(command) {
            Filling::Left => self.target = None,
            Filling::Submitted => {
                let target = PathBuf::from(form.value(TARGET));
                self.target = None;
                self.backing_up = Some(devices.ask(Backup { who: self.who.clone(), target }));
            }
            Filling::Goes => return Action::Focus(form.focus()),
        }
        Action::None
    }
}

/// The one after this in a list that goes round.
fn after<T: Copy + PartialEq>(all: &[T], now: T) -> T {
    let place = all.iter().position(|one| *one == now).map_or(0, |place| (place + 1) % all.len().max(1));
    all.get(place).copied().unwrap_or(now)
}

impl Screen for State {
    fn form(&self) -> Option<&Form> {
        self.target.as_ref()
    }

    fn form_mut(&mut self) -> Option<&mut Form> {
        self.target.as_mut()
    }

    fn context(&self) -> Context {
        match (&self.target, self.tab) {
            (Some(_), _) => Context::Form,
            (None, Tab::Devices) => Context::Devices,
            (None, Tab::Settings) => Context::Settings,
        }
    }

    fn key(&mut self, command: KeyCommand, _: Today<'_>, devices: &mut Devices) -> Action {
        if self.target.is_some() { self.target_key(command, devices) } else { self.key_here(command, devices) }
    }

    fn input(&mut self, input: Input, _: &mut Devices) -> Action {
        match (input, &mut self.target) {
            (Input::Field(id, text), Some(form)) => form.input(id, &text),
            (Input::Row(row), None) => self.cursor = row.min(self.choices().len() - 1),
            (Input::Tab(place), None) => self.tab = if place == 0 { Tab::Devices } else { Tab::Settings },
            _ => {}
        }
        Action::None
    }

    fn typed(&mut self, pressed: &Pressed) -> Action {
        let Some(form) = &mut self.target else { return Action::None };
        form.typed(pressed);
        Action::Focus(form.focus())
    }

    fn answer(&mut self, answer: &Answer, devices: &mut Devices) -> Option<Action> {
        if self.findings.answer(answer) || self.facts.answer(answer) {
            return Some(Action::None);
        }
        if let Some(printed) = Ticket::take(&mut self.printing, answer) {
            self.said = Some(Said::Printed(printed));
            return Some(Action::None);
        }
        if let Some(kept) = Ticket::take(&mut self.keeping, answer) {
            self.said = Some(Said::Kept(kept));
            return Some(Action::None);
        }
        let copied = Ticket::take(&mut self.backing_up, answer)?;
        self.said = Some(Said::Copied(copied.map(Arc::new)));
        self.facts.asking = Some(devices.ask(ReadFacts { who: self.who.clone() }));
        Some(Action::Changed)
    }

    fn view(&self, draw: Draw, today: Today<'_>) -> View<'_> {
        self.drawn(draw, today)
    }
}
