//! The close: the sums once more, the PIN of who closes, and what happens while it does.

use crate::desk::{CloseStep, SignedIn};
use crate::domain::permission::Act;
use crate::window::request::{CloseTill, Closed, TillSheet};
use crate::window::screen::form::{Field, Form};
use crate::window::screen::{Answer, Devices, Step, Ticket};

const PIN: &str = "till-close-pin";

#[derive(Debug)]
pub(super) struct Close {
    till: String,
    pub(super) sheet: TillSheet,
    pub(super) form: Form,
    closing: Option<Ticket<Closed>>,
    /// What it does now.
    pub(super) step: Option<CloseStep>,
}

impl Close {
    /// Who may close types their own PIN; beside anybody else a supervisor types name and PIN.
    pub(super) fn new(till: String, sheet: TillSheet, who: &SignedIn) -> Box<Close> {
        let form = if who.may(Act::CloseTill) {
            Form::of(vec![Field::secret(PIN, "screen-till-own-pin")])
        } else {
            Form::by_supervisor(Vec::new())
        };
        Box::new(Close { till, sheet, form, closing: None, step: None })
    }

    pub(super) fn is_closing(&self) -> bool {
        self.closing.is_some()
    }

    pub(super) fn submit(&mut self, who: &SignedIn, devices: &mut Devices) {
        let proof = if who.may(Act::CloseTill) {
            self.form.take_pin(PIN).map(|pin| (who.operator().id.clone(), pin))
        } else {
            self.form.take_second()
        };
        if let Some((by, pin)) = proof {
            self.step = None;
            self.closing = Some(devices.ask(CloseTill { who: who.clone(), till: self.till.clone(), by, pin }));
        }
    }

    /// What is answered: a closed till, or nothing yet.
    pub(super) fn answer(&mut self, answer: &Answer) -> Option<Option<Closed>> {
        if let (Some(closing), Some(Step::Close(step))) = (&self.closing, &answer.step) {
            if closing.job() == answer.job {
                self.step = Some(*step);
                return Some(None);
            }
            return None;
        }
        Some(match Ticket::take(&mut self.closing, answer)? {
            Ok(closed) => Some(closed),
            Err(error) => {
                self.step = None;
                self.form.failed(error);
                None
            }
        })
    }
}
