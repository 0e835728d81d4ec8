//! A clock in doubt, over the desk or the till: both times, the reason, and the supervisor who says that the desk goes on.

use iced::widget::column;

use super::form::{Field, Form};
use super::{Answer, Control, Devices, Draw, KeyCommand, Ticket, Tone, View, controls, say, space};
use crate::domain::clocks::ClockDoubt;
use crate::window::request::AcceptClock;

const REASON: &str = "clock-reason";

/// What came of what was said of it.
pub(super) enum Stated {
    Kept,
    Failed,
}

/// Somebody must say something about the clock.
#[derive(Debug)]
pub(super) struct Clock {
    doubts: Vec<ClockDoubt>,
    pub(super) form: Form,
    asked: Option<Ticket<()>>,
}

impl Clock {
    pub(super) fn new(doubts: Vec<ClockDoubt>) -> Clock {
        let form = Form::by_supervisor(vec![Field::required(REASON, "screen-clock-reason")]);
        Clock { doubts, form, asked: None }
    }

    pub(super) fn submit(&mut self, devices: &mut Devices) {
        if let Some((id, pin)) = self.form.take_second() {
            let reason = self.form.value(REASON).to_owned();
            self.asked = Some(devices.ask(AcceptClock { id, pin, reason }));
        }
    }

    pub(super) fn answer(&mut self, answer: &Answer) -> Option<Stated> {
        let Err(error) = Ticket::take(&mut self.asked, answer)? else { return Some(Stated::Kept) };
        self.form.failed(error);
        Some(Stated::Failed)
    }

    pub(super) fn view(&self, draw: Draw) -> View<'_> {
        let doubts = self.doubts.iter().map(|doubt| draw.body(say::clock_doubt(&draw.text, doubt)).into());
        let accept = Control::primary("screen-clock-accept", KeyCommand::Submit);
        let content = column![draw.title(draw.get("screen-clock-title"))]
            .extend(doubts)
            .push(self.form.trouble.as_ref().map(|error| draw.failed(Tone::Bad, error)))
            .push(self.form.view(draw))
            .push(self.asked.as_ref().map(|_| draw.muted(draw.get("screen-form-checking"))))
            .push(controls(draw, [accept, Control::quiet("screen-back", KeyCommand::Back)]));
        draw.dialog(content.spacing(space::M))
    }
}
