//! Who is at the desk: a list of people and a PIN.

use iced::widget::{column, container, row, space as gap};
use iced::{Alignment, Length};

use super::form::{Filling, Form};
use super::{
    Action, Answer, Context, Control, Devices, Draw, Failed, Input, KeyCommand, Pressed, Screen, Ticket, Today, Tone,
    View, controls, format, moved, rows, say, size, space, values,
};
use crate::desk::{DeskOpen, Refusal, SignedIn};
use crate::domain::operator::{BadPin, Operator, OperatorId, Pin};
use crate::window::DemoHints;
use crate::window::request::{ChangePin, Day, Operators, SignIn};

pub const PIN: &str = "lock-pin";

/// The most that is kept of what is typed: a code that was scanned is known as one.
const LONGEST: usize = 64;

#[derive(Debug)]
pub struct State {
    operators: Vec<Operator>,
    cursor: usize,
    pin: String,
    listing: Option<Ticket<Vec<Operator>>>,
    checking: Option<Ticket<SignedIn>>,
    trouble: Option<Failed>,
    wait: Option<Wait>,
    change: Option<Change>,
    demo: Option<DemoHints>,
    preferred: Option<OperatorId>,
}

/// Somebody must not try again for so many seconds.
#[derive(Debug)]
struct Wait {
    id: OperatorId,
    left: u32,
}

/// Somebody whose first PIN is known to another chooses their own.
struct Change {
    id: OperatorId,
    old: Pin,
    form: Form,
    changing: Option<Ticket<SignedIn>>,
}

impl std::fmt::Debug for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Change({}, {:?})", self.id, self.form)
    }
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
                let form = Form::with_new_pin(Vec::new());
                self.change = Some(Change { id: id.clone(), old: pin.clone(), form, changing: None });
                self.checking = Some(devices.ask(SignIn { id, pin }));
            }
            Err(error) => self.trouble = Some(Failed::new(error.into())),
        }
        self.pin.clear();
    }

    /// What came of a PIN. The one that was right is kept only where it must be changed.
    fn checked(&mut self, said: Result<SignedIn, Failed>) -> Action {
        let change = self.change.take();
        match said {
            Ok(who) => return Action::SignedIn(who),
            Err(error) => match (error.refusal(), change) {
                (Some(Refusal::PinMustChange(_)), Some(change)) => {
                    let focus = change.form.focus();
                    self.change = Some(change);
                    return Action::Focus(focus);
                }
                _ => self.not_signed_in(error),
            },
        }
        Action::None
    }

    fn not_signed_in(&mut self, error: Failed) {
        self.wait = match (error.refusal(), self.operators.get(self.cursor)) {
            (
                Some(Refusal::WrongPin { wait, .. } | Refusal::PinTooSoon(wait) | Refusal::OperatorLocked(wait)),
                Some(operator),
            ) => Some(Wait { id: operator.id.clone(), left: *wait }),
            _ => None,
        };
        self.trouble = Some(error);
    }

    /// Enter and Esc while a new PIN is chosen.
    fn change_key(&mut self, command: KeyCommand, devices: &mut Devices) -> Action {
        let Some(change) = &mut self.change else { return Action::None };
        match change.form.key(command) {
            Filling::Left => {
                self.change = None;
                return Action::Focus(PIN);
            }
            Filling::Submitted if change.changing.is_none() => {
                if let Some(new) = change.form.take_new_pin() {
                    let (id, old) = (change.id.clone(), change.old.clone());
                    change.changing = Some(devices.ask(ChangePin { id, old, new }));
                }
            }
            Filling::Submitted | Filling::Goes => {}
        }
        Action::Focus(change.form.focus())
    }

    fn is_changing(&self) -> bool {
        self.change.is_some() && self.checking.is_none()
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
        if self.is_changing() { Context::Form } else { Context::Lock }
    }

    fn focus(&self) -> Option<&'static str> {
        Some(match &self.change {
            Some(change) if self.is_changing() => change.form.focus(),
            _ => PIN,
        })
    }

    fn key(&mut self, command: KeyCommand, _: Today<'_>, devices: &mut Devices) -> Action {
        if self.is_changing() {
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
            (Input::Field(id, text), Some(change)) if self.checking.is_none() => change.form.input(id, &text),
            (Input::Field(_, pin), _) => self.set_pin(&pin),
            (Input::Row(place), _) => {
                self.move_to(place);
                return Action::Focus(PIN);
            }
            (Input::Tab(_), _) => {}
        }
        Action::None
    }

    fn refuse_scan(&mut self) -> bool {
        match &mut self.change {
            Some(change) if self.checking.is_none() => change.form.refuse_scan(),
            _ => {
                self.pin.clear();
                self.trouble = Some(Failed::new(BadPin::Code.into()));
                true
            }
        }
    }

    fn tick(&mut self) {
        let Some(wait) = &mut self.wait else { return };
        wait.left = wait.left.saturating_sub(1);
        if wait.left == 0 {
            (self.wait, self.trouble) = (None, None);
        }
    }

    fn typed(&mut self, pressed: &Pressed) -> Action {
        if let (Some(change), None) = (&mut self.change, &self.checking) {
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
            && let Some(said) = Ticket::take(&mut change.changing, answer)
        {
            return Some(match said {
                Ok(who) => Action::SignedIn(who),
                Err(error) => {
                    change.form.failed(error);
                    Action::Focus(change.form.focus())
                }
            });
        }
        let said = Ticket::take(&mut self.checking, answer)?;
        let action = self.checked(said);
        if self.operators.is_empty() {
            self.listing = Some(devices.ask(Operators {}));
        }
        Some(action)
    }

    /// The hour and whether the desk takes payments stand above it.
    fn view(&self, draw: Draw, today: Today<'_>) -> View<'_> {
        if let Some(change) = self.change.as_ref().filter(|_| self.is_changing()) {
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
        super::centred(column![head, hours(draw, today.day), row![people, pin].spacing(space::L)].spacing(space::L))
    }
}

impl Change {
    fn view(&self, draw: Draw) -> View<'_> {
        let trouble = self.form.trouble.as_ref().map(|trouble| draw.failed(Tone::Bad, trouble));
        let keys = [
            Control::primary("screen-lock-change", KeyCommand::Submit),
            Control::quiet("screen-back", KeyCommand::Back),
        ];
        let content = column![
            draw.title(draw.with("screen-lock-change-title", values![operator = self.id])),
            draw.body(draw.get("screen-lock-change-why")),
            self.form.view(draw),
            trouble,
            controls(draw, keys),
        ];
        super::centred(draw.panel(content.spacing(space::L)).width(Length::Fill))
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
    use crate::domain::operator::{PinBy, Role};
    use crate::window::devices::Job;

    fn operator(id: &str) -> Operator {
        Operator {
            id: OperatorId::parse(id).unwrap(),
            number: 1,
            name: id.to_owned(),
            role: Role::Cashier,
            active: true,
            pin_by: PinBy::Themselves,
            session: 0,
            signed_in_at: None,
        }
    }

    fn with_people() -> (State, Devices, std::sync::mpsc::Receiver<Job>) {
        let (mut devices, jobs) = Devices::unmanned();
        let preferred = OperatorId::parse("nikos").ok();
        let mut lock = State::new(preferred, None, &mut devices);
        let job = jobs.try_recv().unwrap();
        let people = vec![operator("maria"), operator("nikos")];
        lock.answer(&job.answer::<Operators>(Ok(people)).unwrap(), &mut devices);
        (lock, devices, jobs)
    }

    #[test]
    fn who_locked_the_window_is_chosen() {
        let (lock, ..) = with_people();
        let ids: Vec<&str> = lock.operators.iter().map(|o| o.id.as_str()).collect();
        assert_eq!((ids, lock.cursor), (vec!["maria", "nikos"], 1));
    }

    #[test]
    fn a_pin_goes_to_the_thread_once_and_is_forgotten_by_the_screen() {
        let (mut lock, mut devices, jobs) = with_people();
        lock.set_pin("123456");
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

    /// Five scans by a hurried cashier locked the desk.
    #[test]
    fn a_scan_is_no_pin_and_no_attempt() {
        let (mut lock, mut devices, jobs) = with_people();
        for code in ["RF23902018000009320427216", "2390201800000932", "α1234567", "0940192450000"] {
            lock.set_pin(code);
            lock.submit(&mut devices);
            assert!(jobs.try_recv().is_err(), "{code}");
            assert!(matches!(lock.trouble.as_deref(), Some(DeskError::Pin(BadPin::Code))), "{code}");
            assert!(lock.pin.is_empty());
        }
        // Of digits alone, its speed tells.
        lock.set_pin("094019245");
        assert!(lock.refuse_scan() && lock.pin.is_empty());
        assert!(matches!(lock.trouble.as_deref(), Some(DeskError::Pin(BadPin::Code))));
    }

    #[test]
    fn the_wait_after_a_wrong_pin_counts_down_and_is_of_that_person_alone() {
        let (mut lock, mut devices, jobs) = with_people();
        lock.set_pin("123456");
        lock.submit(&mut devices);
        let refused = Arc::new(Refusal::WrongPin { failures: 2, wait: 2 }.into());
        lock.answer(&jobs.try_recv().unwrap().answer::<SignIn>(Err(refused)).unwrap(), &mut devices);
        assert_eq!(lock.waits(), Some(2));
        lock.move_to(0);
        assert_eq!(lock.waits(), None);
        lock.move_to(1);
        lock.tick();
        assert_eq!(lock.waits(), Some(1));
        lock.tick();
        assert!(lock.waits().is_none() && lock.trouble.is_none());
    }

    #[test]
    fn who_has_a_first_pin_chooses_their_own_before_anything_else() {
        let (mut lock, mut devices, jobs) = with_people();
        lock.set_pin("730482");
        lock.submit(&mut devices);
        let must = Arc::new(Refusal::PinMustChange(OperatorId::parse("nikos").unwrap()).into());
        lock.answer(&jobs.try_recv().unwrap().answer::<SignIn>(Err(must)).unwrap(), &mut devices);
        assert_eq!(lock.context(), Context::Form);
        let form = &mut lock.change.as_mut().unwrap().form;
        form.input("form-new-pin", "482915");
        form.input("form-new-pin-again", "482915");
        lock.change_key(KeyCommand::Submit, &mut devices);
        let job = jobs.try_recv().unwrap();
        let asked = job.request::<ChangePin>().unwrap();
        assert_eq!((asked.old.digits(), asked.new.digits()), ("730482", "482915"));
        let weak = Arc::new(DeskError::WeakPin(crate::domain::weak_pin::WeakPin::Run));
        lock.answer(&job.answer::<ChangePin>(Err(weak)).unwrap(), &mut devices);
        assert!(lock.is_changing(), "it is chosen again");
        lock.change_key(KeyCommand::Back, &mut devices);
        assert_eq!(lock.context(), Context::Lock);
        assert!(!format!("{lock:?}").contains("730482"));
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
        let refused = Arc::new(crate::desk::Refusal::WrongPin { failures: 1, wait: 1 }.into());
        lock.answer(&other.answer::<SignIn>(Err(Arc::clone(&refused))).unwrap(), &mut devices);
        assert!(lock.checking.is_some() && lock.trouble.is_none());
        lock.answer(&mine.answer::<SignIn>(Err(refused)).unwrap(), &mut devices);
        assert!(lock.checking.is_none());
        assert!(matches!(lock.trouble.as_deref(), Some(DeskError::Refused(_))));
    }

    use std::sync::Arc;
}
