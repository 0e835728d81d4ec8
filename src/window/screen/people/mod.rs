//! The people (F10): who there is, what each is and when they last signed in; a supervisor adds them, gives roles and
//! PINs, lifts locks and keeps them from signing in; everybody changes their own PIN.

mod view;

use super::form::{Field, Filling, Form};
use super::rows::Rows;
use super::{Action, Answer, Context, Devices, Failed, Input, KeyCommand, Pressed, Screen, Ticket, Today, View, moved};
use crate::desk::{DeskError, Listed, SignedIn};
use crate::domain::operator::{Operator, OperatorId, Pin, Recovery, Role};
use crate::domain::permission::Act;
use crate::window::request::{AcknowledgeRecovery, AddPerson, ChangePerson, ChangePin, People, PersonChange};
use crate::window::widget::Draw;

const ROWS: &str = "people-rows";
const ID: &str = "people-id";
const NAME: &str = "people-name";
const OLD_PIN: &str = "people-old-pin";

#[derive(Debug)]
pub struct State {
    who: SignedIn,
    rows: Rows<Listed>,
    over: Over,
    changing: Option<Ticket<Operator>>,
    acknowledging: Option<Ticket<Recovery>>,
    /// Whether a supervisor made past everybody waits to be acknowledged.
    recovery: bool,
    said: Option<Said>,
}

/// What came of the last thing that was asked for.
#[derive(Debug)]
enum Said {
    Changed(Box<Operator>),
    Acknowledged,
    Failed(Failed),
}

/// What lies over the list.
#[derive(Debug)]
enum Over {
    Nothing,
    /// Which role somebody gets: who is there, or who will be.
    Roles {
        of: Option<OperatorId>,
        cursor: usize,
    },
    Form(Box<Filled>),
}

#[derive(Debug)]
struct Filled {
    what: What,
    form: Form,
    own: Option<Ticket<SignedIn>>,
    another: Option<Ticket<Operator>>,
}

/// What a form is filled in for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    Add(Role),
    Reset(OperatorId),
    OwnPin,
}

impl Filled {
    fn new(what: What) -> Box<Filled> {
        let form = Form::with_new_pin(match &what {
            What::Add(_) => vec![Field::required(ID, "screen-people-id"), Field::required(NAME, "screen-people-name")],
            What::Reset(_) => Vec::new(),
            What::OwnPin => vec![Field::secret(OLD_PIN, "screen-people-old-pin")],
        });
        Box::new(Filled { what, form, own: None, another: None })
    }

    /// Asks for it, unless something that was typed is not what it must be.
    fn submit(&mut self, who: &SignedIn, devices: &mut Devices) {
        match &self.what {
            What::Add(role) => {
                let id = match OperatorId::parse(self.form.value(ID)) {
                    Ok(id) => id,
                    Err(bad) => return self.form.is_wrong(ID, bad.into()),
                };
                let (role, name) = (*role, self.form.value(NAME).to_owned());
                if let Some(pin) = self.form.take_new_pin() {
                    self.another = Some(devices.ask(AddPerson { who: who.clone(), id, name, role, pin }));
                }
            }
            What::Reset(id) => {
                let id = id.clone();
                if let Some(pin) = self.form.take_new_pin() {
                    let change = PersonChange::Pin(pin);
                    self.another = Some(devices.ask(ChangePerson { who: who.clone(), id, change }));
                }
            }
            What::OwnPin => match Pin::parse(self.form.value(OLD_PIN)) {
                Ok(old) => {
                    if let Some(new) = self.form.take_new_pin() {
                        let id = who.operator().id.clone();
                        self.own = Some(devices.ask(ChangePin { id, old, new }));
                    }
                }
                Err(bad) => {
                    self.form.forget();
                    self.form.is_wrong(OLD_PIN, DeskError::from(bad));
                }
            },
        }
    }
}

impl State {
    pub fn new(who: SignedIn, recovery: bool, devices: &mut Devices) -> State {
        let rows = Rows::new(ROWS);
        let (over, said) = (Over::Nothing, None);
        let mut state = State { who, rows, over, changing: None, acknowledging: None, recovery, said };
        state.read(devices);
        state
    }

    fn read(&mut self, devices: &mut Devices) {
        self.rows.wait_for(devices.ask(People { who: self.who.clone() }));
    }

    fn manages(&self) -> bool {
        self.who.may(Act::ManageOperators)
    }

    fn chosen(&self) -> Option<OperatorId> {
        self.rows.chosen().map(|listed| listed.operator.id.clone())
    }

    fn list_key(&mut self, command: KeyCommand, devices: &mut Devices) -> Action {
        match command {
            KeyCommand::Back => return Action::Leave,
            KeyCommand::Refresh => self.read(devices),
            KeyCommand::OwnPin => return self.fill(What::OwnPin),
            KeyCommand::Acknowledge if self.recovery && self.acknowledging.is_none() => {
                self.acknowledging = Some(devices.ask(AcknowledgeRecovery { who: self.who.clone() }));
            }
            KeyCommand::AddPerson if self.manages() => self.over = Over::Roles { of: None, cursor: 0 },
            KeyCommand::ChangeRole | KeyCommand::ResetPin | KeyCommand::DisablePerson | KeyCommand::EnablePerson
                if self.manages() =>
            {
                let Some(id) = self.chosen() else { return Action::None };
                return self.manage(command, id, devices);
            }
            _ => return self.rows.go(command),
        }
        Action::None
    }

    fn manage(&mut self, command: KeyCommand, id: OperatorId, devices: &mut Devices) -> Action {
        self.said = None;
        match command {
            KeyCommand::ChangeRole => {
                let at = self.rows.chosen().map(|listed| listed.operator.role);
                let cursor = Role::ALL.iter().position(|role| Some(*role) == at).unwrap_or_default();
                self.over = Over::Roles { of: Some(id), cursor };
            }
            KeyCommand::ResetPin => return self.fill(What::Reset(id)),
            KeyCommand::DisablePerson => self.change(id, PersonChange::Disable, devices),
            _ => self.change(id, PersonChange::Enable, devices),
        }
        Action::None
    }

    fn change(&mut self, id: OperatorId, change: PersonChange, devices: &mut Devices) {
        if self.changing.is_none() {
            self.changing = Some(devices.ask(ChangePerson { who: self.who.clone(), id, change }));
        }
    }

    fn fill(&mut self, what: What) -> Action {
        self.said = None;
        let filled = Filled::new(what);
        let focus = filled.form.focus();
        self.over = Over::Form(filled);
        Action::Focus(focus)
    }

    fn form_key(&mut self, command: KeyCommand, devices: &mut Devices) -> Action {
        let Over::Form(filled) = &mut self.over else { return Action::None };
        match filled.form.key(command) {
            Filling::Left => {
                self.over = Over::Nothing;
                return Action::None;
            }
            Filling::Submitted => filled.submit(&self.who, devices),
            Filling::Goes => {}
        }
        Action::Focus(filled.form.focus())
    }

    fn roles_key(&mut self, command: KeyCommand, devices: &mut Devices) -> Action {
        let Over::Roles { of, cursor } = &mut self.over else { return Action::None };
        match command {
            KeyCommand::Back => self.over = Over::Nothing,
            KeyCommand::Submit => {
                let (of, role) = (of.take(), Role::ALL.get(*cursor).copied().unwrap_or(Role::Cashier));
                self.over = Over::Nothing;
                match of {
                    Some(id) => self.change(id, PersonChange::Role(role), devices),
                    None => return self.fill(What::Add(role)),
                }
            }
            _ => *cursor = moved(*cursor, Role::ALL.len(), usize::MAX, command),
        }
        Action::None
    }

    /// Something was done with somebody, or was not.
    fn changed(&mut self, said: Result<Operator, Failed>, devices: &mut Devices) -> Action {
        self.said = Some(match said {
            Ok(operator) => Said::Changed(Box::new(operator)),
            Err(error) => Said::Failed(error),
        });
        self.read(devices);
        Action::Changed
    }

    /// An answer for the form; the form itself where it has to be filled in again.
    fn form_answer(&mut self, answer: &Answer, devices: &mut Devices) -> Option<Action> {
        let Over::Form(filled) = &mut self.over else { return None };
        if let Some(said) = Ticket::take(&mut filled.own, answer) {
            return Some(match said {
                Ok(who) => Action::SignedIn(who),
                Err(error) => {
                    filled.form.failed(error);
                    filled.form.turn_to(OLD_PIN);
                    Action::Focus(filled.form.focus())
                }
            });
        }
        match Ticket::take(&mut filled.another, answer)? {
            Ok(operator) => {
                self.over = Over::Nothing;
                Some(self.changed(Ok(operator), devices))
            }
            Err(error) => {
                filled.form.failed(error);
                Some(Action::Focus(filled.form.focus()))
            }
        }
    }
}

impl Screen for State {
    fn form(&self) -> Option<&Form> {
        match &self.over {
            Over::Form(filled) => Some(&filled.form),
            Over::Nothing | Over::Roles { .. } => None,
        }
    }

    fn form_mut(&mut self) -> Option<&mut Form> {
        match &mut self.over {
            Over::Form(filled) => Some(&mut filled.form),
            Over::Nothing | Over::Roles { .. } => None,
        }
    }

    fn context(&self) -> Context {
        match self.over {
            Over::Nothing => Context::People,
            Over::Roles { .. } => Context::Roles,
            Over::Form(_) => Context::Form,
        }
    }

    fn key(&mut self, command: KeyCommand, _: Today<'_>, devices: &mut Devices) -> Action {
        match self.over {
            Over::Nothing => self.list_key(command, devices),
            Over::Roles { .. } => self.roles_key(command, devices),
            Over::Form(_) => self.form_key(command, devices),
        }
    }

    fn input(&mut self, input: Input, _: &mut Devices) -> Action {
        match (input, &mut self.over) {
            (Input::Field(id, text), Over::Form(filled)) => filled.form.input(id, &text),
            (Input::Row(row), Over::Roles { cursor, .. }) => *cursor = row.min(Role::ALL.len() - 1),
            (Input::Row(row), Over::Nothing) => self.rows.point(row),
            _ => {}
        }
        Action::None
    }

    fn typed(&mut self, pressed: &Pressed) -> Action {
        let Over::Form(filled) = &mut self.over else { return Action::None };
        filled.form.typed(pressed);
        Action::Focus(filled.form.focus())
    }

    fn answer(&mut self, answer: &Answer, devices: &mut Devices) -> Option<Action> {
        if self.rows.answer(answer, |before, now| before.operator.id == now.operator.id) {
            return Some(Action::None);
        }
        if let Some(said) = Ticket::take(&mut self.changing, answer) {
            return Some(self.changed(said, devices));
        }
        if let Some(said) = Ticket::take(&mut self.acknowledging, answer) {
            self.recovery = said.is_err();
            self.said = Some(said.map_or_else(Said::Failed, |_| Said::Acknowledged));
            return Some(Action::Changed);
        }
        self.form_answer(answer, devices)
    }

    fn view(&self, draw: Draw, _: Today<'_>) -> View<'_> {
        self.drawn(draw)
    }
}
