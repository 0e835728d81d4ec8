//! Who is at the desk: a list of people and a PIN.

mod change;
#[cfg(test)]
mod tests;

use iced::widget::{column, container, row, space as gap};
use iced::{Alignment, Length};

use super::{
    Action, Answer, Context, Control, Devices, Draw, Failed, Input, KeyCommand, Pressed, Screen, Ticket, Today, Tone,
    View, format, moved, rows, say, size, space, values,
};
use crate::desk::{DeskOpen, Refusal, SignedIn};
use crate::domain::operator::{BadPin, Operator, OperatorId, Pin};
use crate::window::DemoHints;
use crate::window::request::{Day, Operators, SignIn};

use change::Change;

pub const PIN: &str = "lock-pin";

/// The most that is kept of what is typed: a code that was scanned is known as one.
const LONGEST: usize = 64;

#[derive(Debug)]
pub struct State {
    operators: Vec<Operator>,
    cursor: usize,
    pin: String,
    listing: Option<Ticket<Vec<Operator>>>,
    checking: Option<Checking>,
    trouble: Option<Failed>,
    wait: Option<Wait>,
    change: Option<Change>,
    demo: Option<DemoHints>,
    preferred: Option<OperatorId>,
}

/// A PIN that is looked at, and whose it is said to be: the cursor may move on meanwhile.
#[derive(Debug)]
struct Checking {
    id: OperatorId,
    pin: Pin,
    said: Ticket<SignedIn>,
}

/// Somebody must not try again for so many seconds.
#[derive(Debug)]
struct Wait {
    id: OperatorId,
    left: u32,
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
            wait: None,
            change: None,
            demo,
            preferred,
        }
    }

    fn list(&mut self, operators: Vec<Operator>) {
        self.operators = operators;
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
            self.pin = pin.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
        }
    }

    fn submit(&mut self, devices: &mut Devices) {
        let (None, Some(operator)) = (&self.checking, self.operators.get(self.cursor)) else { return };
        self.trouble = None;
        match Pin::parse(&self.pin) {
            Ok(pin) => {
                let id = operator.id.clone();
                let said = devices.ask(SignIn { id: id.clone(), pin: pin.clone() });
                self.checking = Some(Checking { id, pin, said });
            }
            Err(error) => self.trouble = Some(Failed::new(error.into())),
        }
        self.pin.clear();
    }

    /// What came of a PIN. The one that was right is kept only where it must be changed.
    fn checked(&mut self, Checking { id, pin, .. }: Checking, said: Result<SignedIn, Failed>) -> Action {
        let error = match said {
            Ok(who) => return Action::SignedIn(who),
            Err(error) => error,
        };
        let left = match error.refusal() {
            Some(Refusal::PinMustChange(_)) => {
                let change = self.change.insert(Change::new(id, pin));
                return Action::Focus(change.form.focus());
            }
            Some(Refusal::WrongPin { wait, .. } | Refusal::PinTooSoon(wait) | Refusal::OperatorLocked(wait)) => *wait,
            _ => 0,
        };
        self.wait = (left > 0).then_some(Wait { id, left });
        self.trouble = Some(error);
        Action::None
    }

    /// A scanner ended here: that is no PIN, and no attempt.
    pub fn refuse_scan(&mut self) {
        match &mut self.change {
            Some(change) => change.form.refuse_scan(),
            None => {
                self.pin.clear();
                self.trouble = Some(Failed::new(BadPin::Code.into()));
            }
        }
    }

    /// A key while a new PIN is chosen.
    fn change_key(&mut self, command: KeyCommand, devices: &mut Devices) -> Action {
        let Some(change) = &mut self.change else { return Action::None };
        if change.key(command, devices) {
            return Action::Focus(change.form.focus());
        }
        self.change = None;
        Action::Focus(PIN)
    }

    /// What is said of the wait, for whom the cursor is at.
    fn waits(&self) -> Option<u32> {
        let at = self.operators.get(self.cursor)?;
        self.wait.as_ref().filter(|wait| wait.id == at.id).map(|wait| wait.left).filter(|left| *left > 0)
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
        let go = match (&self.checking, self.waits()) {
            (Some(_), _) => draw.muted(draw.get("screen-lock-checking")).into(),
            (None, Some(left)) => {
                let time = format!("{}:{:02}", left / 60, left % 60);
                draw.said(Tone::Warn, draw.with("screen-lock-wait", values![time]))
            }
            (None, None) => Control::primary("screen-lock-sign-in", KeyCommand::Submit).view(draw),
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
        if self.change.is_some() { Context::Form } else { Context::Lock }
    }

    fn focus(&self) -> Option<&'static str> {
        Some(match &self.change {
            Some(change) => change.form.focus(),
            None => PIN,
        })
    }

    fn key(&mut self, command: KeyCommand, _: Today<'_>, devices: &mut Devices) -> Action {
        if self.change.is_some() {
            return self.change_key(command, devices);
        }
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
        match (input, &mut self.change) {
            (Input::Field(id, text), Some(change)) => change.form.input(id, &text),
            (Input::Field(_, pin), _) => self.set_pin(&pin),
            (Input::Row(place), _) => {
                self.move_to(place);
                return Action::Focus(PIN);
            }
            (Input::Tab(_), _) => {}
        }
        Action::None
    }

    fn part(&self) -> Option<f32> {
        self.change.as_ref().map(|change| change.form.part())
    }

    fn tick(&mut self) {
        let Some(wait) = &mut self.wait else { return };
        wait.left = wait.left.saturating_sub(1);
        if wait.left == 0 {
            (self.wait, self.trouble) = (None, None);
        }
    }

    fn typed(&mut self, pressed: &Pressed) -> Action {
        if let Some(change) = &mut self.change {
            change.form.typed(pressed);
            return Action::Focus(change.form.focus());
        }
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
        if let Some(change) = &mut self.change
            && let Some(action) = change.answer(answer)
        {
            return Some(action);
        }
        let said = self.checking.as_ref()?.said.redeem(answer)?;
        let action = self.checking.take().map_or(Action::None, |checking| self.checked(checking, said));
        if self.operators.is_empty() {
            self.listing = Some(devices.ask(Operators {}));
        }
        Some(action)
    }

    /// The hour and whether the desk takes payments stand above it.
    fn view(&self, draw: Draw, today: Today<'_>) -> View<'_> {
        if let Some(change) = &self.change {
            return change.view(draw);
        }
        let people = column![draw.small(draw.get("screen-lock-who")), self.people(draw)].spacing(space::S);
        let people = draw.panel(people).width(Length::FillPortion(1));
        let pin = draw.panel(self.pin_side(draw)).width(Length::FillPortion(1));
        let head = row![
            draw.title(draw.get("screen-lock-title")),
            gap::horizontal(),
            draw.figures(format::clock(today.now), size::TITLE),
        ]
        .align_y(Alignment::Center);
        super::centred(
            draw,
            column![head, hours(draw, today.day), row![people, pin].spacing(space::L)].spacing(space::L),
        )
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
