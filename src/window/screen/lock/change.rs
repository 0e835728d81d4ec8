//! Somebody whose first PIN is known to another chooses their own, before they see anything of the desk.

use iced::Length;
use iced::widget::column;

use crate::desk::SignedIn;
use crate::domain::operator::{OperatorId, Pin};
use crate::window::request::ChangePin;
use crate::window::screen::form::{Filling, Form};
use crate::window::screen::{
    self, Action, Answer, Control, Devices, Draw, KeyCommand, Ticket, Tone, View, controls, space, values,
};

pub(super) struct Change {
    id: OperatorId,
    old: Pin,
    pub(super) form: Form,
    changing: Option<Ticket<SignedIn>>,
}

impl std::fmt::Debug for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Change({}, {:?})", self.id, self.form)
    }
}

impl Change {
    /// `old` is right, and must be changed.
    pub(super) fn new(id: OperatorId, old: Pin) -> Change {
        Change { id, old, form: Form::with_new_pin(Vec::new()), changing: None }
    }

    /// A key; false where somebody leaves it.
    pub(super) fn key(&mut self, command: KeyCommand, devices: &mut Devices) -> bool {
        match self.form.key(command) {
            Filling::Left => return false,
            Filling::Submitted if self.changing.is_none() => {
                if let Some(new) = self.form.take_new_pin() {
                    let (id, old) = (self.id.clone(), self.old.clone());
                    self.changing = Some(devices.ask(ChangePin { id, old, new }));
                }
            }
            Filling::Submitted | Filling::Goes => {}
        }
        true
    }

    pub(super) fn answer(&mut self, answer: &Answer) -> Option<Action> {
        Some(match Ticket::take(&mut self.changing, answer)? {
            Ok(who) => Action::SignedIn(who),
            Err(error) => {
                self.form.failed(error);
                Action::Focus(self.form.focus())
            }
        })
    }

    pub(super) fn view(&self, draw: Draw) -> View<'_> {
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
        screen::centred(draw, draw.panel(content.spacing(space::L)).width(Length::Fill))
    }
}
