//! A clock in doubt, over the desk: both times, the reason, and the supervisor who says that the desk goes on.

use iced::Element;
use iced::widget::column;

use super::Message;
use crate::domain::clocks::ClockDoubt;
use crate::text::say;
use crate::window::devices::{Answer, Devices, Failed, Ticket};
use crate::window::keys::KeyCommand;
use crate::window::request::AcceptClock;
use crate::window::screen::form::{Field, Form};
use crate::window::screen::{Control, Draw, controls};
use crate::window::theme::{Tone, space};

const REASON: &str = "clock-reason";

/// Somebody must say something about the clock.
#[derive(Debug)]
pub(super) struct Clock {
    doubts: Vec<ClockDoubt>,
    pub(super) form: Form,
    asked: Option<Ticket<()>>,
    trouble: Option<Failed>,
}

impl Clock {
    pub(super) fn new(doubts: Vec<ClockDoubt>) -> Clock {
        let form = Form::by_supervisor(vec![Field::required(REASON, "screen-clock-reason")]);
        Clock { doubts, form, asked: None, trouble: None }
    }

    /// Whether its fields can be typed in.
    pub(super) fn is_open(&self) -> bool {
        self.asked.is_none()
    }

    /// A key; true where the form is left.
    pub(super) fn key(&mut self, command: KeyCommand, devices: &mut Devices) -> bool {
        match command {
            KeyCommand::Back => return true,
            KeyCommand::Submit if self.is_open() => self.submit(devices),
            _ => self.form.key(command),
        }
        false
    }

    fn submit(&mut self, devices: &mut Devices) {
        self.trouble = None;
        if !self.form.is_filled() {
            return;
        }
        match self.form.take_second() {
            Ok((id, pin)) => {
                let reason = self.form.value(REASON).to_owned();
                self.asked = Some(devices.ask(AcceptClock { id, pin, reason }));
            }
            Err(error) => self.trouble = Some(Failed::new(error)),
        }
    }

    /// Takes an answer; true once the clock is accepted.
    pub(super) fn answer(&mut self, answer: &Answer) -> bool {
        match Ticket::take(&mut self.asked, answer) {
            Some(Ok(())) => return true,
            Some(Err(error)) => self.trouble = Some(error),
            None => {}
        }
        false
    }

    pub(super) fn view<'a>(&'a self, draw: Draw) -> Element<'a, Message> {
        let mut content = column![draw.title(draw.get("screen-clock-title"))].spacing(space::M);
        for doubt in &self.doubts {
            content = content.push(draw.body(say::clock_doubt(&draw.text, doubt)));
        }
        if let Some(error) = &self.trouble {
            let words = say::desk_error(&draw.text, error);
            content = content.push(draw.said(Tone::Bad, words));
        }
        content = content.push(self.form.view(draw, self.is_open(), Message::Form));
        if self.asked.is_some() {
            content = content.push(draw.muted(draw.get("screen-form-checking")));
        }
        draw.dialog(content.push(controls(
            draw,
            Message::Key,
            vec![
                Control::primary("screen-clock-accept", KeyCommand::Submit),
                Control::quiet("screen-back", KeyCommand::Back),
            ],
        )))
    }
}
