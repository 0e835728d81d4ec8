//! The window as a whole: which screen is shown, who is signed in, what the status bar knows. Screens return
//! small actions; only this goes from one to another.

mod answers;
mod asked;
mod frame;
mod late;
mod scan;
mod screens;
mod session;
#[cfg(test)]
mod tests;
mod watch;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use chrono::NaiveDateTime;
use iced::widget::Id;
use iced::widget::operation;
use iced::{Subscription, Task, Theme};

use super::devices::{Devices, Inbox, Ticket};
use super::keys::{By, Context, KeyCommand};
use super::message::Message;
use super::request::{CheckDisk, Copy, Day, Echo, PrinterSeen, PrinterStatus, ReadDay, Unresolved};
use super::scanner::Scanner;
use super::screen::devices::Looks;
use super::screen::{
    Action, Draw, Screen, Today, desk, devices, imports, lock, outcome, paying, people, receipts, till,
};
use super::theme::{Look, Tone};
use super::widget::Pressed;
use super::{DemoHints, WindowOptions};
use crate::desk::{PayReport, Setup, SignedIn};
use crate::domain::receipt::ReceiptNo;
use crate::domain::time::local;
use crate::text::{Text, values};

/// How often the clock moves and the idle time is looked at.
const TICK: Duration = Duration::from_secs(1);
/// Ticks after which till and hours are asked again.
const DAY_TICKS: u32 = 15;

pub struct App {
    setup: Setup,
    draw: Draw,
    looks: Looks,
    /// The file of settings; none in the demonstration.
    settings: Option<PathBuf>,
    theme: Theme,
    devices: Devices,
    demo: Option<DemoHints>,
    lock: Option<lock::State>,
    who: Option<SignedIn>,
    place: Place,
    /// The places as they were left for another, the last one last; each kind once.
    left: Vec<Place>,
    help: bool,
    note: Option<(Tone, String)>,
    seen: Seen,
    asked: asked::Asked,
    watch: watch::Watch,
    last_receipt: Option<ReceiptNo>,
    /// A payment that was no longer waited for; its late answer is still taken.
    late: Option<Ticket<PayReport>>,
    /// The desk no longer knows who signed in.
    session_over: bool,
    /// An outcome came behind the lock, and nobody has seen it.
    unseen: bool,
    scanner: Scanner,
    held: Option<scan::Held>,
    /// Scanned while the desk could not be left to: for the next citizen.
    kept_scan: Option<String>,
    now: NaiveDateTime,
    /// The first tick since something was pressed.
    idle_since: Option<Instant>,
    ticks: u32,
}

enum Place {
    /// Nobody has signed in yet.
    Nobody,
    Desk(Box<desk::State>),
    Receipts(Box<receipts::State>),
    Till(Box<till::State>),
    Imports(Box<imports::State>),
    Devices(Box<devices::State>),
    People(Box<people::State>),
    Paying(Box<paying::State>),
    Outcome(Box<outcome::State>),
}

impl Place {
    fn screen(&self) -> Option<&dyn Screen> {
        Some(match self {
            Place::Nobody => return None,
            Place::Desk(desk) => desk.as_ref(),
            Place::Receipts(receipts) => receipts.as_ref(),
            Place::Till(till) => till.as_ref(),
            Place::Imports(imports) => imports.as_ref(),
            Place::Devices(devices) => devices.as_ref(),
            Place::People(people) => people.as_ref(),
            Place::Paying(paying) => paying.as_ref(),
            Place::Outcome(outcome) => outcome.as_ref(),
        })
    }

    fn screen_mut(&mut self) -> Option<&mut dyn Screen> {
        Some(match self {
            Place::Nobody => return None,
            Place::Desk(desk) => desk.as_mut(),
            Place::Receipts(receipts) => receipts.as_mut(),
            Place::Till(till) => till.as_mut(),
            Place::Imports(imports) => imports.as_mut(),
            Place::Devices(devices) => devices.as_mut(),
            Place::People(people) => people.as_mut(),
            Place::Paying(paying) => paying.as_mut(),
            Place::Outcome(outcome) => outcome.as_mut(),
        })
    }
}

/// What the status bar shows, as it was last heard.
#[derive(Default)]
struct Seen {
    day: Option<Day>,
    terminal: Terminal,
    /// Somebody asked the terminal for a sign of life.
    asking: bool,
    printer: Option<PrinterSeen>,
    unresolved: Option<usize>,
    /// The disk takes nothing more.
    disk_fails: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Terminal {
    #[default]
    NotAsked,
    Ready,
    InUse,
    Silent,
}

impl App {
    /// The window of a desk, locked, with its threads started.
    pub fn new(setup: &Setup, options: &WindowOptions) -> (App, Inbox) {
        let (mut devices, inbox) = Devices::start(setup);
        let window = &setup.config.window;
        let language = options.language.unwrap_or(window.language);
        let looks = Looks { theme: window.theme, scale: window.scale, language };
        let (look, text) = (Look::of(looks.theme), Text::new(language));
        let lock = lock::State::new(None, options.demo.clone(), &mut devices);
        let mut app = App {
            draw: Draw { look, text, compact: false },
            looks,
            settings: options.settings.clone(),
            theme: look.theme(),
            devices,
            demo: options.demo.clone(),
            lock: Some(lock),
            who: None,
            place: Place::Nobody,
            left: Vec::new(),
            help: false,
            note: None,
            seen: Seen::default(),
            asked: asked::Asked::default(),
            watch: watch::Watch::default(),
            last_receipt: None,
            late: None,
            session_over: false,
            unseen: false,
            scanner: Scanner::default(),
            held: None,
            kept_scan: None,
            now: local(setup.clock.now()),
            idle_since: None,
            ticks: 0,
            setup: setup.clone(),
        };
        app.ask_day();
        (app, inbox)
    }

    /// What the window does first: the PIN's field has the cursor.
    pub fn first_task(&self) -> Task<Message> {
        self.refocus()
    }

    pub fn title(&self) -> String {
        let key = if self.setup.demo { "screen-title-demo" } else { "screen-title" };
        self.draw.text.with(key, values![municipality = self.setup.config.municipality.name])
    }

    /// The look, for what iced draws by itself.
    pub fn theme(&self) -> Theme {
        self.theme.clone()
    }

    /// The size of everything, 1.0 to 1.75.
    #[allow(clippy::float_arithmetic, reason = "a size on the screen")]
    pub fn scale(&self) -> f32 {
        f32::from(self.looks.scale) / 100.0
    }

    /// Time and the window's close button. Keys come through the view, answers through the first task.
    pub fn subscription(&self) -> Subscription<Message> {
        let held = self.held.map(|_| iced::time::every(scan::LOOK).map(Message::Release));
        let always = [
            iced::time::every(TICK).map(Message::Tick),
            iced::window::close_requests().map(|_| Message::CloseAsked),
            iced::window::open_events().map(Message::Opened),
        ];
        Subscription::batch(always.into_iter().chain(held))
    }

    pub fn context(&self) -> Context {
        if self.help { Context::Help } else { self.context_below() }
    }

    fn context_below(&self) -> Context {
        self.screen().map_or(Context::Lock, Screen::context)
    }

    /// The lock, or what is below it.
    fn screen(&self) -> Option<&dyn Screen> {
        match &self.lock {
            Some(lock) => Some(lock),
            None => self.place.screen(),
        }
    }

    fn screen_mut(&mut self) -> Option<&mut dyn Screen> {
        match &mut self.lock {
            Some(lock) => Some(lock),
            None => self.place.screen_mut(),
        }
    }

    fn today(&self) -> Today<'_> {
        Today { day: self.seen.day.as_ref(), hours: &self.setup.config.hours, now: self.now }
    }

    /// Lets the lock, or what is below it, do something.
    fn act(&mut self, act: impl FnOnce(&mut dyn Screen, Today<'_>, &mut Devices) -> Action) -> Task<Message> {
        let today = Today { day: self.seen.day.as_ref(), hours: &self.setup.config.hours, now: self.now };
        let screen = match &mut self.lock {
            Some(lock) => Some(lock as &mut dyn Screen),
            None => self.place.screen_mut(),
        };
        let action = screen.map_or(Action::None, |screen| act(screen, today, &mut self.devices));
        self.after(action)
    }

    pub fn update(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::Tick(_) | Message::Release(_) | Message::Answer(_) | Message::Opened(_) | Message::CloseAsked => {}
            // Whether it leaves the note depends on who pressed it.
            Message::Pressed(Pressed::End(_), _) => self.idle_since = None,
            Message::Pressed(..) | Message::Key(_) | Message::Input(_) => {
                (self.idle_since, self.note) = (None, None);
            }
        }
        match message {
            Message::Tick(now) => self.tick(now),
            Message::Answer(answer) => {
                self.devices.heard(&answer);
                self.answer(&answer)
            }
            // Asked for before it is there, some desktops forget it.
            Message::Opened(window) => iced::window::maximize(window, true),
            Message::CloseAsked => self.close(),
            Message::Pressed(pressed, at) => self.pressed(pressed, at),
            Message::Release(now) => self.release(now),
            Message::Key(command) => self.command(command),
            Message::Input(input) => self.act(|screen, _, devices| screen.input(input, devices)),
        }
    }

    /// A key, or the control that shows it: of the frame, or of what is shown.
    fn command(&mut self, command: KeyCommand) -> Task<Message> {
        match (command.by(), command) {
            (By::Later, _) => self.say(Tone::Plain, "screen-later"),
            (_, KeyCommand::Submit | KeyCommand::Back) if self.help => self.help = false,
            (By::Screen, command) => return self.act(|screen, today, devices| screen.key(command, today, devices)),
            (By::Frame, KeyCommand::Help) => self.help = !self.help,
            (By::Frame, KeyCommand::Lock) => return self.lock_up(),
            (By::Frame, KeyCommand::Refresh) => {
                self.ask_devices();
                return self.refresh_shown();
            }
            (By::Frame, KeyCommand::Till) if matches!(self.place, Place::Desk(_)) => {
                return self.act(|screen, today, devices| screen.key(command, today, devices));
            }
            (By::Frame, KeyCommand::LastReceipt) => self.copy(self.last_receipt.clone(), "screen-copy-printing"),
            (By::Frame, command) => {
                if let Some(there) = self.led_to(command) {
                    return self.go(there);
                }
            }
        }
        Task::none()
    }

    fn fresh_desk(&mut self) -> Task<Message> {
        self.ask_day();
        self.left.clear();
        self.place = match &self.who {
            Some(who) => Place::Desk(Box::new(desk::State::new(who.clone(), self.setup.config.payments.allow_parts))),
            None => Place::Nobody,
        };
        self.refocus().chain(self.arrived())
    }

    fn tick(&mut self, now: Instant) -> Task<Message> {
        self.now = local(self.setup.clock.now());
        self.ticks = self.ticks.wrapping_add(1);
        if self.ticks.is_multiple_of(DAY_TICKS) {
            self.ask_day();
        }
        if let Some(lock) = &mut self.lock {
            lock.tick();
        }
        let mut given = self.devices.tick(now);
        if let Place::Paying(paying) = &mut self.place
            && let Some(overdue) = paying.tick(now)
        {
            given.extend(self.give_up_waiting(overdue));
        }
        self.keep_watch(now);
        let tasks = Task::batch(given.iter().map(|answer| self.answer(answer)));
        let idle = now.saturating_duration_since(*self.idle_since.get_or_insert(now));
        if idle >= self.setup.config.window.lock_after { tasks.chain(self.lock_up()) } else { tasks }
    }

    /// The window does not close over a payment: the terminal may be charging a card.
    fn close(&mut self) -> Task<Message> {
        if matches!(self.place, Place::Paying(_)) {
            self.say(Tone::Warn, "screen-close-paying");
            Task::none()
        } else {
            iced::exit()
        }
    }

    fn copy(&mut self, number: Option<ReceiptNo>, words: &str) {
        if let (false, Some(who)) = (self.waits_for::<Copy>(), &self.who) {
            let copy = Copy { number, who: who.clone() };
            self.ask(copy, App::copied);
            self.say(Tone::Plain, words);
        }
    }

    fn ask_devices(&mut self) {
        self.ask_day();
        self.ask_unresolved();
        // A payment has the terminal to itself, and the last room on the disk.
        if !matches!(self.place, Place::Paying(_)) {
            self.seen.asking = true;
            self.ask(Echo { who: self.caller() }, App::echo_answered);
            self.ask(CheckDisk { who: self.caller() }, App::disk_checked);
        }
        self.ask(PrinterStatus { who: self.caller() }, |app, printer| {
            app.seen.printer = Some(printer.unwrap_or(PrinterSeen::Silent))
        });
    }

    fn ask_day(&mut self) {
        self.ask(ReadDay { who: self.caller() }, App::day_read);
    }

    fn ask_unresolved(&mut self) {
        self.ask(Unresolved { who: self.caller() }, |app, open| app.seen.unresolved = open.ok().map(|open| open.len()));
    }

    /// Whether the terminal's protocol can be asked about a lost answer.
    fn can_ask_again(&self) -> bool {
        self.setup.config.terminal.can_be_asked_again()
    }

    /// The cursor to the field that should have it.
    fn refocus(&self) -> Task<Message> {
        self.screen().and_then(Screen::focus).map_or_else(Task::none, |field| self.to_field(field))
    }

    fn say(&mut self, tone: Tone, key: &str) {
        self.note = Some((tone, self.draw.text.get(key)));
    }
}

fn focus(field: &'static str) -> Task<Message> {
    operation::focus(Id::new(field))
}
