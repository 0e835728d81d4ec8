//! Who is at the desk: a list of people and a PIN.

use iced::widget::{Column, Id, Row, column, container, row, space as gap};
use iced::{Alignment, Element, Length};

use super::{Control, Draw};
use crate::desk::SignedIn;
use crate::domain::operator::{Operator, OperatorId, Pin};
use crate::text::{say, values};
use crate::window::DemoHints;
use crate::window::devices::{Answer, Devices, Failed, Ticket};
use crate::window::keys::KeyCommand;
use crate::window::request::{Operators, SignIn};
use crate::window::theme::{Tone, size, space};
use crate::window::widget::{self, Pressed};

pub const PIN: &str = "lock-pin";

/// The longest PIN (domain: 6 to 12 digits); a scanner that types into the field must not fill it.
const LONGEST: usize = 12;

#[derive(Debug)]
pub struct State {
    operators: Vec<Operator>,
    cursor: usize,
    pin: String,
    listing: Option<Ticket<Vec<Operator>>>,
    checking: Option<Ticket<SignedIn>>,
    trouble: Option<Trouble>,
    demo: Option<DemoHints>,
    preferred: Option<OperatorId>,
}

/// Why nobody is signed in yet.
#[derive(Debug, Clone)]
enum Trouble {
    Form,
    Failed(Failed),
}

/// What happens on the lock.
#[derive(Debug, Clone)]
pub enum Message {
    /// A key, or a control that stands for it.
    Key(KeyCommand),
    /// The PIN's field changed.
    Pin(String),
    /// Somebody was chosen with the mouse.
    Pick(usize),
}

/// What the parent must do.
#[derive(Debug)]
pub enum Action {
    None,
    /// Give the PIN's field the cursor.
    Focus,
    /// Somebody proved who they are.
    SignedIn(SignedIn),
}

impl State {
    /// A lock; the people on it are asked for. `preferred` is who locked it.
    #[must_use]
    pub fn new(preferred: Option<OperatorId>, demo: Option<DemoHints>, devices: &mut Devices) -> State {
        let preferred = preferred.or_else(|| demo.as_ref().map(|demo| demo.operator.clone()));
        State {
            operators: Vec::new(),
            cursor: 0,
            pin: String::new(),
            listing: Some(devices.ask(Operators {})),
            checking: None,
            trouble: None,
            demo,
            preferred,
        }
    }

    /// A key.
    pub fn key(&mut self, command: KeyCommand, devices: &mut Devices) -> Action {
        match command {
            KeyCommand::Up => self.move_to(self.cursor.saturating_sub(1)),
            KeyCommand::Down => self.move_to(self.cursor + 1),
            KeyCommand::PageUp => self.move_to(0),
            KeyCommand::PageDown => self.move_to(self.operators.len()),
            KeyCommand::Back => {
                self.pin.clear();
                self.trouble = None;
            }
            KeyCommand::Submit => self.submit(devices),
            _ => {}
        }
        Action::None
    }

    /// The field or the mouse.
    pub fn update(&mut self, message: Message, devices: &mut Devices) -> Action {
        match message {
            Message::Key(command) => return self.key(command, devices),
            Message::Pin(pin) => self.set_pin(pin),
            Message::Pick(place) => {
                self.move_to(place);
                return Action::Focus;
            }
        }
        Action::None
    }

    /// Text or Backspace that came while the field had no cursor.
    pub fn typed(&mut self, pressed: &Pressed) -> Action {
        let mut pin = self.pin.clone();
        match pressed {
            Pressed::Text(text) => pin.push_str(text),
            Pressed::Erase => drop(pin.pop()),
            Pressed::Command(_) => return Action::None,
        }
        self.set_pin(pin);
        Action::Focus
    }

    /// An answer of the threads; one that this lock does not wait for changes nothing.
    pub fn answer(&mut self, answer: &Answer, devices: &mut Devices) -> Action {
        if let Some(operators) = Ticket::take(&mut self.listing, answer) {
            match operators {
                Ok(operators) => self.list(operators),
                Err(error) => self.trouble = Some(Trouble::Failed(error)),
            }
        } else if let Some(who) = Ticket::take(&mut self.checking, answer) {
            match who {
                Ok(who) => return Action::SignedIn(who),
                Err(error) => self.trouble = Some(Trouble::Failed(error)),
            }
            if self.operators.is_empty() {
                self.listing = Some(devices.ask(Operators {}));
            }
        }
        Action::None
    }

    fn list(&mut self, operators: Vec<Operator>) {
        self.operators = operators.into_iter().filter(|operator| operator.active).collect();
        let preferred = self.preferred.as_ref();
        self.cursor = self.operators.iter().position(|operator| Some(&operator.id) == preferred).unwrap_or_default();
    }

    fn move_to(&mut self, place: usize) {
        let place = place.min(self.operators.len().saturating_sub(1));
        if place != self.cursor {
            self.cursor = place;
            self.pin.clear();
            self.trouble = None;
        }
    }

    fn set_pin(&mut self, pin: String) {
        // Nothing can be typed while the last PIN is being checked: it would be lost or sent twice.
        if self.checking.is_none() {
            self.pin = pin.chars().filter(char::is_ascii_digit).take(LONGEST).collect();
        }
    }

    fn submit(&mut self, devices: &mut Devices) {
        let (None, Some(operator)) = (&self.checking, self.operators.get(self.cursor)) else {
            return;
        };
        self.trouble = None;
        match Pin::parse(&self.pin) {
            Ok(pin) => self.checking = Some(devices.ask(SignIn { id: operator.id.clone(), pin })),
            Err(_) => self.trouble = Some(Trouble::Form),
        }
        self.pin.clear();
    }

    /// The lock, with the hour and whether the desk takes payments above it.
    pub fn view<'a>(&'a self, draw: Draw, clock: String, hours: Element<'a, Message>) -> Element<'a, Message> {
        let people = draw
            .panel(column![draw.small(draw.get("screen-lock-who")), self.people(draw)].spacing(space::S))
            .width(Length::FillPortion(1));
        let pin = draw.panel(self.pin_side(draw)).width(Length::FillPortion(1));
        let head = row![
            draw.title(draw.get("screen-lock-title")),
            gap::horizontal(),
            widget::figures(clock, size::TITLE, draw.look.colors.text),
        ]
        .align_y(Alignment::Center);
        super::centred(column![head, hours, row![people, pin].spacing(space::L)].spacing(space::L))
    }

    fn people<'a>(&'a self, draw: Draw) -> Element<'a, Message> {
        if self.operators.is_empty() {
            let key = if self.listing.is_some() { "screen-lock-listing" } else { "screen-lock-nobody" };
            return draw.muted(draw.get(key)).into();
        }
        let rows = self.operators.iter().enumerate().map(|(place, operator)| {
            let names = column![
                draw.body(operator.name.as_str()),
                draw.small(format!("{} · {}", operator.id, say::role(&draw.text, operator.role))),
            ];
            draw.row_control(place == self.cursor, names, Message::Pick(place))
        });
        let list = draw.scroll(Id::new("lock-people"), Column::with_children(rows)).height(Length::Shrink);
        container(list).max_height(320.0).into()
    }

    fn pin_side<'a>(&'a self, draw: Draw) -> Element<'a, Message> {
        let open = self.checking.is_none() && !self.operators.is_empty();
        let field = draw
            .field(&draw.get("screen-lock-pin-hint"), &self.pin)
            .id(PIN)
            .secure(true)
            .on_input_maybe(open.then_some(Message::Pin));
        let mut side = Column::new().spacing(space::M).push(draw.small(draw.get("screen-lock-pin"))).push(field);
        if let Some(trouble) = &self.trouble {
            let words = draw.toned(Tone::Bad, trouble.words(draw));
            side = side.push(draw.banner(Tone::Bad, words));
        }
        side = side.push(if self.checking.is_some() {
            draw.muted(draw.get("screen-lock-checking")).into()
        } else {
            Control::primary("screen-lock-sign-in", KeyCommand::Submit).view(draw, Message::Key)
        });
        if let Some(demo) = &self.demo {
            let hint = draw.with("screen-lock-demo", values![operator = demo.operator, pin = demo.pin.digits()]);
            side = side.push(draw.banner(Tone::Plain, draw.body(hint)));
        }
        let keys = Row::new()
            .push(draw.key_cap(KeyCommand::Up.cap()))
            .push(draw.key_cap(KeyCommand::Down.cap()))
            .push(draw.small(draw.get("screen-lock-choose")))
            .spacing(space::XS)
            .align_y(Alignment::Center);
        side.push(keys).into()
    }
}

impl Trouble {
    fn words(&self, draw: Draw) -> String {
        match self {
            Trouble::Form => draw.get("pin-form"),
            Trouble::Failed(error) => say::desk_error(&draw.text, error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::operator::Role;
    use crate::window::devices::Job;

    fn operator(id: &str, active: bool) -> Operator {
        Operator { id: OperatorId::parse(id).unwrap(), number: 1, name: id.to_owned(), role: Role::Cashier, active }
    }

    fn with_people() -> (State, Devices, std::sync::mpsc::Receiver<Job>) {
        let (mut devices, jobs) = Devices::unmanned();
        let preferred = OperatorId::parse("nikos").ok();
        let mut lock = State::new(preferred, None, &mut devices);
        let job = jobs.try_recv().unwrap();
        let people = vec![operator("maria", true), operator("old", false), operator("nikos", true)];
        lock.answer(&job.answer::<Operators>(Ok(people)).unwrap(), &mut devices);
        (lock, devices, jobs)
    }

    #[test]
    fn who_locked_the_window_is_chosen_and_disabled_people_are_not_listed() {
        let (lock, ..) = with_people();
        let ids: Vec<&str> = lock.operators.iter().map(|o| o.id.as_str()).collect();
        assert_eq!(ids, ["maria", "nikos"]);
        assert_eq!(lock.cursor, 1);
    }

    #[test]
    fn a_pin_goes_to_the_thread_once_and_is_forgotten_by_the_screen() {
        let (mut lock, mut devices, jobs) = with_people();
        lock.update(Message::Pin("123x456".to_owned()), &mut devices);
        assert_eq!(lock.pin, "123456");
        lock.update(Message::Key(KeyCommand::Submit), &mut devices);
        lock.update(Message::Key(KeyCommand::Submit), &mut devices);
        let job = jobs.try_recv().unwrap();
        assert_eq!(job.request::<SignIn>().unwrap().id.as_str(), "nikos");
        assert!(jobs.try_recv().is_err());
        assert!(lock.pin.is_empty());
    }

    #[test]
    fn a_pin_that_is_too_short_never_leaves_the_screen() {
        let (mut lock, mut devices, jobs) = with_people();
        lock.update(Message::Pin("123".to_owned()), &mut devices);
        lock.update(Message::Key(KeyCommand::Submit), &mut devices);
        assert!(jobs.try_recv().is_err());
        assert!(matches!(lock.trouble, Some(Trouble::Form)));
    }

    #[test]
    fn an_answer_to_another_job_signs_nobody_in() {
        let (mut lock, mut devices, jobs) = with_people();
        lock.update(Message::Pin("123456".to_owned()), &mut devices);
        lock.update(Message::Key(KeyCommand::Submit), &mut devices);
        let mine = jobs.try_recv().unwrap();
        let id = OperatorId::parse("maria").unwrap();
        let _anothers = devices.ask(SignIn { id, pin: Pin::parse("654321").unwrap() });
        let other = jobs.try_recv().unwrap();
        let refused = Arc::new(crate::desk::Refusal::WrongPin { failures: 1 }.into());
        lock.answer(&other.answer::<SignIn>(Err(Arc::clone(&refused))).unwrap(), &mut devices);
        assert!(lock.checking.is_some() && lock.trouble.is_none());
        lock.answer(&mine.answer::<SignIn>(Err(refused)).unwrap(), &mut devices);
        assert!(lock.checking.is_none());
        assert!(matches!(lock.trouble, Some(Trouble::Failed(_))));
    }

    use std::sync::Arc;
}
