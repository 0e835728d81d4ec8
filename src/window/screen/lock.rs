//! Who is at the desk: a list of people and a PIN.

use iced::widget::{column, container, row, space as gap};
use iced::{Alignment, Length};

use super::{
    Action, Answer, Context, Control, Devices, Draw, Failed, Input, KeyCommand, Pressed, Screen, Ticket, Today, Tone,
    View, format, moved, rows, say, size, space, values,
};
use crate::desk::{DeskOpen, SignedIn};
use crate::domain::operator::{Operator, OperatorId, Pin};
use crate::window::DemoHints;
use crate::window::request::{Day, Operators, SignIn};

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
    trouble: Option<Failed>,
    demo: Option<DemoHints>,
    preferred: Option<OperatorId>,
}

impl State {
    /// A lock; the people on it are asked for. `preferred` is who locked it.
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

    fn set_pin(&mut self, pin: &str) {
        // Nothing can be typed while the last PIN is being checked: it would be lost or sent twice.
        if self.checking.is_none() {
            self.pin = pin.chars().filter(char::is_ascii_digit).take(LONGEST).collect();
        }
    }

    fn submit(&mut self, devices: &mut Devices) {
        let (None, Some(operator)) = (&self.checking, self.operators.get(self.cursor)) else { return };
        self.trouble = None;
        match Pin::parse(&self.pin) {
            Ok(pin) => self.checking = Some(devices.ask(SignIn { id: operator.id.clone(), pin })),
            Err(error) => self.trouble = Some(Failed::new(error.into())),
        }
        self.pin.clear();
    }

    fn people(&self, draw: Draw) -> View<'_> {
        if self.operators.is_empty() {
            let key = if self.listing.is_some() { "screen-lock-listing" } else { "screen-lock-nobody" };
            return draw.muted(draw.get(key)).into();
        }
        let names = self.operators.iter().map(|operator| {
            let what = format!("{} · {}", operator.id, say::role(&draw.text, operator.role));
            column![draw.body(operator.name.as_str()), draw.small(what)].into()
        });
        let list = draw.scroll("lock-people", rows(draw, self.cursor, names)).height(Length::Shrink);
        container(list).max_height(320.0).into()
    }

    fn pin_side(&self, draw: Draw) -> View<'_> {
        let open = self.checking.is_none() && !self.operators.is_empty();
        let trouble = self.trouble.as_ref().map(|trouble| draw.failed(Tone::Bad, trouble));
        let go = match self.checking {
            Some(_) => draw.muted(draw.get("screen-lock-checking")).into(),
            None => Control::primary("screen-lock-sign-in", KeyCommand::Submit).view(draw),
        };
        let demo = self.demo.as_ref().map(|demo| {
            let values = values![operator = demo.operator, pin = demo.pin.digits()];
            draw.banner(Tone::Plain, draw.body(draw.with("screen-lock-demo", values)))
        });
        column![
            draw.small(draw.get("screen-lock-pin")),
            draw.field(PIN, &draw.get("screen-lock-pin-hint"), &self.pin, open).secure(true),
            trouble,
            go,
            demo,
            draw.keys(&[KeyCommand::Up, KeyCommand::Down], "screen-lock-choose"),
        ]
        .spacing(space::M)
        .into()
    }
}

impl Screen for State {
    fn context(&self) -> Context {
        Context::Lock
    }

    fn focus(&self) -> Option<&'static str> {
        Some(PIN)
    }

    fn key(&mut self, command: KeyCommand, _: Today<'_>, devices: &mut Devices) -> Action {
        match command {
            KeyCommand::Back => {
                self.pin.clear();
                self.trouble = None;
            }
            KeyCommand::Submit => self.submit(devices),
            _ => self.move_to(moved(self.cursor, self.operators.len(), usize::MAX, command)),
        }
        Action::None
    }

    fn input(&mut self, input: Input, _: &mut Devices) -> Action {
        match input {
            Input::Field(_, pin) => self.set_pin(&pin),
            Input::Row(place) => {
                self.move_to(place);
                return Action::Focus(PIN);
            }
            Input::Tab(_) => {}
        }
        Action::None
    }

    fn typed(&mut self, pressed: &Pressed) -> Action {
        let mut pin = self.pin.clone();
        pressed.change(&mut pin);
        self.set_pin(&pin);
        Action::Focus(PIN)
    }

    fn answer(&mut self, answer: &Answer, devices: &mut Devices) -> Option<Action> {
        if let Some(operators) = Ticket::take(&mut self.listing, answer) {
            match operators {
                Ok(operators) => self.list(operators),
                Err(error) => self.trouble = Some(error),
            }
            return Some(Action::None);
        }
        match Ticket::take(&mut self.checking, answer)? {
            Ok(who) => return Some(Action::SignedIn(who)),
            Err(error) => self.trouble = Some(error),
        }
        if self.operators.is_empty() {
            self.listing = Some(devices.ask(Operators {}));
        }
        Some(Action::None)
    }

    /// The hour and whether the desk takes payments stand above it.
    fn view(&self, draw: Draw, today: Today<'_>) -> View<'_> {
        let people = column![draw.small(draw.get("screen-lock-who")), self.people(draw)].spacing(space::S);
        let people = draw.panel(people).width(Length::FillPortion(1));
        let pin = draw.panel(self.pin_side(draw)).width(Length::FillPortion(1));
        let head = row![
            draw.title(draw.get("screen-lock-title")),
            gap::horizontal(),
            draw.figures(format::clock(today.now), size::TITLE),
        ]
        .align_y(Alignment::Center);
        super::centred(column![head, hours(draw, today.day), row![people, pin].spacing(space::L)].spacing(space::L))
    }
}

fn hours<'a>(draw: Draw, day: Option<&Day>) -> View<'a> {
    let (tone, words) = match day.map(|day| &day.open) {
        None => (Tone::Plain, draw.get("screen-hours-unknown")),
        Some(DeskOpen::Until(until)) => {
            (Tone::Good, draw.with("screen-hours-until", values![until = format::end_of_hours(*until)]))
        }
        Some(DeskOpen::ByReason(reason)) => (Tone::Warn, draw.with("screen-hours-reason", values![reason])),
        Some(DeskOpen::No(refusal)) => (Tone::Warn, say::refusal(&draw.text, refusal)),
    };
    draw.said(tone, words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::DeskError;
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
        lock.set_pin("123x456");
        assert_eq!(lock.pin, "123456");
        lock.submit(&mut devices);
        lock.submit(&mut devices);
        let job = jobs.try_recv().unwrap();
        assert_eq!(job.request::<SignIn>().unwrap().id.as_str(), "nikos");
        assert!(jobs.try_recv().is_err());
        assert!(lock.pin.is_empty());
    }

    #[test]
    fn a_pin_that_is_too_short_never_leaves_the_screen() {
        let (mut lock, mut devices, jobs) = with_people();
        lock.set_pin("123");
        lock.submit(&mut devices);
        assert!(jobs.try_recv().is_err());
        assert!(matches!(lock.trouble.as_deref(), Some(DeskError::Pin(_))));
    }

    #[test]
    fn an_answer_to_another_job_signs_nobody_in() {
        let (mut lock, mut devices, jobs) = with_people();
        lock.set_pin("123456");
        lock.submit(&mut devices);
        let mine = jobs.try_recv().unwrap();
        let id = OperatorId::parse("maria").unwrap();
        let _anothers = devices.ask(SignIn { id, pin: Pin::parse("654321").unwrap() });
        let other = jobs.try_recv().unwrap();
        let refused = Arc::new(crate::desk::Refusal::WrongPin { failures: 1 }.into());
        lock.answer(&other.answer::<SignIn>(Err(Arc::clone(&refused))).unwrap(), &mut devices);
        assert!(lock.checking.is_some() && lock.trouble.is_none());
        lock.answer(&mine.answer::<SignIn>(Err(refused)).unwrap(), &mut devices);
        assert!(lock.checking.is_none());
        assert!(matches!(lock.trouble.as_deref(), Some(DeskError::Refused(_))));
    }

    use std::sync::Arc;
}
