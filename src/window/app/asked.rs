//! What the window itself asks of its threads, and what it does with each answer.

use std::any::TypeId;

use super::App;
use crate::window::devices::{Answer, Failed, JobNo, Request};

type Then = Box<dyn FnOnce(&mut App, &Answer)>;

/// What was asked and is not answered yet, each kind once: who asks again waits for the new answer.
#[derive(Default)]
pub(super) struct Asked(Vec<(TypeId, JobNo, Then)>);

impl App {
    pub(super) fn ask<R: Request>(&mut self, request: R, then: fn(&mut App, Result<R::Answer, Failed>)) {
        let ticket = self.devices.ask(request);
        let (kind, job) = (TypeId::of::<R>(), ticket.job());
        let redeem = move |app: &mut App, answer: &Answer| {
            if let Some(said) = ticket.redeem(answer) {
                then(app, said);
            }
        };
        self.asked.0.retain(|(other, ..)| *other != kind);
        self.asked.0.push((kind, job, Box::new(redeem)));
    }

    pub(super) fn waits_for<R: Request>(&self) -> bool {
        self.asked.0.iter().any(|(kind, ..)| *kind == TypeId::of::<R>())
    }

    /// Does what was to be done with an answer; true where the window itself had asked.
    pub(super) fn own_answer(&mut self, answer: &Answer) -> bool {
        let Some(place) = self.asked.0.iter().position(|(_, job, _)| *job == answer.job) else { return false };
        let (.., then) = self.asked.0.swap_remove(place);
        then(self, answer);
        true
    }
}
