//! The window as a whole: which screen is shown, who is signed in, what the status bar knows. Screens return
//! small actions; only this goes from one to another.

mod answers;
mod frame;
mod late;
mod receipts;
#[cfg(test)]
mod tests;
mod watch;

use std::time::{Duration, Instant};

use chrono::NaiveDateTime;
use iced::widget::Id;
use iced::widget::operation::{self, AbsoluteOffset, RelativeOffset};
use iced::{Subscription, Task, Theme};

use super::devices::{Answer, Devices, Inbox, Ticket};
use super::keys::{By, Context, KeyCommand};
use super::request::{CheckDisk, Copy, Day, Echo, PrinterSeen, PrinterStatus, ReadDay, Unresolved};
use super::screen::{Draw, desk, lock, outcome, paying, receipts as before};
use super::theme::{Look, Scheme, Tone};
use super::widget::Pressed;
use super::{DemoHints, WindowOptions};
use crate::config::ThemeChoice;
use crate::desk::watchdog::Limits;
use crate::desk::{PayReport, PrintEnd, Setup, SignedIn};
use crate::domain::attempt::Attempt;
use crate::domain::receipt::{Receipt, ReceiptNo};
use crate::domain::time::local;
use crate::text::{Text, values};

/// How often the clock moves and the idle time is looked at.
const TICK: Duration = Duration::from_secs(1);
/// Ticks after which till and hours are asked again.
const DAY_TICKS: u32 = 15;

pub struct App {
    setup: Setup,
    draw: Draw,
    theme: Theme,
    devices: Devices,
    demo: Option<DemoHints>,
    lock: Option<lock::State>,
    who: Option<SignedIn>,
    screen: Screen,
    /// The desk as it was left for the receipts.
    left: Option<Box<desk::State>>,
    help: bool,
    note: Option<(Tone, String)>,
    seen: Seen,
    waiting: Waiting,
    watch: watch::Watch,
    last_receipt: Option<ReceiptNo>,
    /// A payment that was no longer waited for; its late answer is still taken.
    late: Option<Ticket<PayReport>>,
    now: NaiveDateTime,
    /// The first tick since something was pressed.
    idle_since: Option<Instant>,
    ticks: u32,
}

enum Screen {
    /// Nobody has signed in yet.
    Nobody,
    Desk(Box<desk::State>),
    Receipts(Box<before::State>),
    Paying(Box<paying::State>),
    Outcome(Box<outcome::State>),
}

/// What the status bar shows, as it was last heard.
#[derive(Default)]
struct Seen {
    day: Option<Day>,
    terminal: Terminal,
    printer: Option<PrinterSeen>,
    unresolved: Option<usize>,
    /// The disk takes nothing more.
    disk_fails: bool,
}

/// The terminal, as it was last heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Terminal {
    #[default]
    NotAsked,
    Ready,
    InUse,
    Silent,
}

/// What the window itself waits for.
#[derive(Default)]
struct Waiting {
    day: Option<Ticket<Day>>,
    echo: Option<Ticket<()>>,
    printer: Option<Ticket<PrinterSeen>>,
    disk: Option<Ticket<()>>,
    unresolved: Option<Ticket<Vec<Attempt>>>,
    copy: Option<Ticket<Option<(Receipt, PrintEnd)>>>,
}

/// What happens in the window.
#[derive(Debug, Clone)]
pub enum Message {
    Pressed(Pressed),
    /// A control that stands for a key.
    Key(KeyCommand),
    Lock(lock::Message),
    Desk(desk::Message),
    Receipts(before::Message),
    /// On an outcome.
    Answer(Answer),
    Tick(Instant),
    /// The window's own close button.
    CloseAsked,
}

impl Message {
    fn of_lock(message: lock::Message) -> Message {
        match message {
            lock::Message::Key(command) => Message::Key(command),
            own => Message::Lock(own),
        }
    }

    fn of_desk(message: desk::Message) -> Message {
        match message {
            desk::Message::Key(command) => Message::Key(command),
            own => Message::Desk(own),
        }
    }

    fn of_receipts(message: before::Message) -> Message {
        match message {
            before::Message::Key(command) => Message::Key(command),
            own => Message::Receipts(own),
        }
    }
}

impl App {
    /// The window of a desk, locked, with its threads started.
    #[must_use]
    pub fn new(setup: &Setup, options: &WindowOptions) -> (App, Inbox) {
        let (mut devices, inbox) = Devices::start(setup);
        let window = &setup.config.window;
        let scheme = match window.theme {
            ThemeChoice::Light => Scheme::Light,
            ThemeChoice::Dark => Scheme::Dark,
            ThemeChoice::HighContrast => Scheme::HighContrast,
        };
        let look = Look::of(scheme);
        let text = Text::new(options.language.unwrap_or(window.language));
        let lock = lock::State::new(None, options.demo.clone(), &mut devices);
        let mut app = App {
            draw: Draw { look, text },
            theme: look.theme(),
            devices,
            demo: options.demo.clone(),
            lock: Some(lock),
            who: None,
            screen: Screen::Nobody,
            left: None,
            help: false,
            note: None,
            seen: Seen::default(),
            waiting: Waiting::default(),
            watch: watch::Watch::default(),
            last_receipt: None,
            late: None,
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
        focus(lock::PIN)
    }

    /// The title of the window.
    #[must_use]
    pub fn title(&self) -> String {
        let key = if self.setup.demo { "screen-title-demo" } else { "screen-title" };
        self.draw.text.with(key, values![municipality = self.setup.config.municipality.name])
    }

    /// The look, for what iced draws by itself.
    #[must_use]
    pub fn theme(&self) -> Theme {
        self.theme.clone()
    }

    /// The size of everything, 1.0 to 1.75.
    #[must_use]
    #[allow(clippy::float_arithmetic, reason = "a size on the screen")]
    pub fn scale(&self) -> f32 {
        f32::from(self.setup.config.window.scale) / 100.0
    }

    /// Time and the window's close button. Keys come through the view, answers through the first task.
    pub fn subscription(&self) -> Subscription<Message> {
        Subscription::batch([
            iced::time::every(TICK).map(Message::Tick),
            iced::window::close_requests().map(|_| Message::CloseAsked),
        ])
    }

    /// What has the keyboard.
    #[must_use]
    pub fn context(&self) -> Context {
        if self.help { Context::Help } else { self.context_below() }
    }

    fn context_below(&self) -> Context {
        match (&self.lock, &self.screen) {
            (Some(_), _) | (None, Screen::Nobody) => Context::Lock,
            (None, Screen::Desk(desk)) => desk.context(),
            (None, Screen::Receipts(receipts)) => receipts.context(),
            (None, Screen::Paying(_)) => Context::Paying,
            (None, Screen::Outcome(outcome)) => outcome.context(),
        }
    }

    /// Everything that happens.
    pub fn update(&mut self, message: Message) -> Task<Message> {
        if !matches!(message, Message::Tick(_) | Message::Answer(_) | Message::CloseAsked) {
            self.idle_since = None;
            self.note = None;
        }
        match message {
            Message::Tick(now) => self.tick(now),
            Message::Answer(answer) => {
                self.devices.heard(&answer);
                self.answer(&answer)
            }
            Message::CloseAsked => self.close(),
            Message::Pressed(Pressed::Command(command)) | Message::Key(command) => self.command(command),
            Message::Pressed(pressed) => self.typed(&pressed),
            Message::Lock(message) => self.on_lock(message),
            Message::Desk(message) => self.on_desk(message),
            Message::Receipts(message) => self.on_receipts(message),
        }
    }

    /// A key, or the control that shows it: of the frame, or of what is shown.
    fn command(&mut self, command: KeyCommand) -> Task<Message> {
        match (command.by(), command) {
            (By::Later, _) => self.say(Tone::Plain, "screen-later"),
            (_, KeyCommand::Submit | KeyCommand::Back) if self.help => self.help = false,
            (By::Frame, command) => return self.frame_command(command),
            (By::Screen, command) => match (&mut self.lock, &mut self.screen) {
                (Some(lock), _) => {
                    let action = lock.key(command, &mut self.devices);
                    return self.after_lock(action);
                }
                (None, Screen::Nobody | Screen::Paying(_)) => {}
                (None, Screen::Desk(desk)) => match command {
                    KeyCommand::Receipts => return self.open_receipts(before::Tab::Receipts),
                    KeyCommand::Pending => return self.open_receipts(before::Tab::Pending),
                    command => {
                        let action = desk.key(command, self.seen.day.as_ref(), &mut self.devices);
                        return self.after_desk(action);
                    }
                },
                (None, Screen::Receipts(receipts)) => {
                    let action = receipts.key(command, &mut self.devices);
                    return self.after_receipts(action);
                }
                (None, Screen::Outcome(outcome)) => {
                    let action = outcome.key(command, &mut self.devices);
                    return self.after_outcome(action);
                }
            },
        }
        Task::none()
    }

    fn frame_command(&mut self, command: KeyCommand) -> Task<Message> {
        match command {
            KeyCommand::Help => self.help = !self.help,
            KeyCommand::Lock => return self.lock_up(),
            KeyCommand::Refresh => {
                self.ask_devices();
                return self.refresh_receipts();
            }
            KeyCommand::LastReceipt => self.copy_last_receipt(),
            _ => {}
        }
        Task::none()
    }

    fn typed(&mut self, pressed: &Pressed) -> Task<Message> {
        if let Some(lock) = &mut self.lock {
            let action = lock.typed(pressed);
            return self.after_lock(action);
        }
        if let Screen::Desk(desk) = &mut self.screen {
            let action = desk.typed(pressed);
            return self.after_desk(action);
        }
        if let Screen::Receipts(receipts) = &mut self.screen {
            let action = receipts.typed(pressed);
            return self.after_receipts(action);
        }
        Task::none()
    }

    fn on_lock(&mut self, message: lock::Message) -> Task<Message> {
        let Some(lock) = &mut self.lock else {
            return Task::none();
        };
        let action = lock.update(message, &mut self.devices);
        self.after_lock(action)
    }

    fn on_desk(&mut self, message: desk::Message) -> Task<Message> {
        let Screen::Desk(desk) = &mut self.screen else {
            return Task::none();
        };
        let action = desk.update(message, self.seen.day.as_ref(), &mut self.devices);
        self.after_desk(action)
    }

    fn after_lock(&mut self, action: lock::Action) -> Task<Message> {
        match action {
            lock::Action::None => Task::none(),
            lock::Action::Focus => focus(lock::PIN),
            lock::Action::SignedIn(who) => self.unlock(who),
        }
    }

    fn after_desk(&mut self, action: desk::Action) -> Task<Message> {
        match action {
            desk::Action::None => Task::none(),
            desk::Action::Later => {
                self.say(Tone::Plain, "screen-later");
                Task::none()
            }
            desk::Action::Focus(field) => focus(field),
            desk::Action::Select => focus(desk::SEARCH).chain(operation::select_all(Id::new(desk::SEARCH))),
            desk::Action::Scroll(part) => operation::snap_to(Id::new(desk::LIST), RelativeOffset { x: 0.0, y: part }),
            desk::Action::DayChanged => {
                self.ask_day();
                focus(desk::SEARCH)
            }
            desk::Action::Pay { order, total, payer } => {
                if let Some(who) = &self.who {
                    let limits = Limits::of(&self.setup.config.terminal);
                    let paying = paying::State::start(who, order, total, payer, limits, &mut self.devices);
                    self.screen = Screen::Paying(Box::new(paying));
                    self.seen.terminal = Terminal::InUse;
                }
                Task::none()
            }
        }
    }

    fn after_outcome(&mut self, action: outcome::Action) -> Task<Message> {
        match action {
            outcome::Action::None => Task::none(),
            outcome::Action::Refresh => {
                self.ask_day();
                self.ask_unresolved();
                Task::none()
            }
            outcome::Action::Scroll(by) => {
                operation::scroll_by(Id::new(outcome::PREVIEW), AbsoluteOffset { x: 0.0, y: by })
            }
            outcome::Action::Done => self.fresh_desk(),
        }
    }

    fn fresh_desk(&mut self) -> Task<Message> {
        self.ask_day();
        self.left = None;
        self.screen = match &self.who {
            Some(who) => Screen::Desk(Box::new(desk::State::new(who.clone()))),
            None => Screen::Nobody,
        };
        focus(desk::SEARCH)
    }

    fn unlock(&mut self, who: SignedIn) -> Task<Message> {
        let same = self.who.as_ref().is_some_and(|before| before.operator().id == who.operator().id);
        let first = self.who.is_none();
        self.lock = None;
        self.who = Some(who);
        self.ask_day();
        if first {
            self.ask_devices();
            self.look_for_results();
        }
        match &self.screen {
            // What one person looked up is not left to the next; a payment and its outcome are.
            Screen::Desk(_) | Screen::Receipts(_) if !same => self.fresh_desk(),
            Screen::Nobody => self.fresh_desk(),
            Screen::Receipts(receipts) => receipts.focus().map_or_else(Task::none, focus),
            _ => focus(desk::SEARCH),
        }
    }

    fn lock_up(&mut self) -> Task<Message> {
        if self.lock.is_some() {
            return Task::none();
        }
        self.help = false;
        match &mut self.screen {
            Screen::Receipts(receipts) => receipts.forget(),
            Screen::Desk(desk) => desk.forget(),
            Screen::Nobody | Screen::Paying(_) | Screen::Outcome(_) => {}
        }
        let preferred = self.who.as_ref().map(|who| who.operator().id.clone());
        self.lock = Some(lock::State::new(preferred, self.demo.clone(), &mut self.devices));
        focus(lock::PIN)
    }

    fn tick(&mut self, now: Instant) -> Task<Message> {
        self.now = local(self.setup.clock.now());
        self.ticks = self.ticks.wrapping_add(1);
        if self.ticks.is_multiple_of(DAY_TICKS) {
            self.ask_day();
        }
        let mut given = self.devices.tick(now);
        if let Screen::Paying(paying) = &mut self.screen
            && let paying::Action::Overdue(overdue) = paying.tick(now)
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
        if matches!(self.screen, Screen::Paying(_)) {
            self.say(Tone::Warn, "screen-close-paying");
            Task::none()
        } else {
            iced::exit()
        }
    }

    fn copy_last_receipt(&mut self) {
        self.copy(self.last_receipt.clone(), "screen-copy-printing");
    }

    fn copy(&mut self, number: Option<ReceiptNo>, words: &str) {
        if let (None, Some(who)) = (&self.waiting.copy, &self.who) {
            let copy = Copy { number, who: who.operator().id.clone() };
            self.waiting.copy = Some(self.devices.ask(copy));
            self.say(Tone::Plain, words);
        }
    }

    fn ask_devices(&mut self) {
        self.ask_day();
        self.ask_unresolved();
        // A payment has the terminal to itself, and the last room on the disk.
        if !matches!(self.screen, Screen::Paying(_)) {
            self.waiting.echo = Some(self.devices.ask(Echo {}));
            self.waiting.disk = Some(self.devices.ask(CheckDisk {}));
        }
        self.waiting.printer = Some(self.devices.ask(PrinterStatus {}));
    }

    fn ask_day(&mut self) {
        self.waiting.day = Some(self.devices.ask(ReadDay {}));
    }

    fn ask_unresolved(&mut self) {
        self.waiting.unresolved = Some(self.devices.ask(Unresolved {}));
    }

    /// Whether the terminal's protocol can be asked about a lost answer.
    fn can_ask_again(&self) -> bool {
        self.setup.config.terminal.can_be_asked_again()
    }

    fn say(&mut self, tone: Tone, key: &str) {
        self.note = Some((tone, self.draw.text.get(key)));
    }
}

fn focus(field: &'static str) -> Task<Message> {
    operation::focus(Id::new(field))
}
