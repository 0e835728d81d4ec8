//! Controls that stand for keys: what each weighs, its words and its command. The key on it is the command's own.

use std::borrow::Cow;

use iced::widget::{Row, row};
use iced::{Alignment, Length};

use super::{Draw, KeyCommand, Message, View, Weight, space};

#[derive(Debug)]
pub struct Control {
    weight: Weight,
    words: &'static str,
    command: KeyCommand,
    cap: Cow<'static, str>,
    wide: bool,
}

impl Control {
    pub fn new(weight: Weight, words: &'static str, command: KeyCommand) -> Control {
        Control { weight, words, command, cap: command.cap().into(), wide: false }
    }

    /// The one thing to do next. `words` is a key of the text.
    pub fn primary(words: &'static str, command: KeyCommand) -> Control {
        Control::new(Weight::Primary, words, command)
    }

    pub fn quiet(words: &'static str, command: KeyCommand) -> Control {
        Control::new(Weight::Quiet, words, command)
    }

    pub fn danger(words: &'static str, command: KeyCommand) -> Control {
        Control::new(Weight::Danger, words, command)
    }

    /// With what stands on it where two keys do the same.
    pub fn capped(self, cap: String) -> Control {
        Control { cap: cap.into(), ..self }
    }

    /// As wide as its place: what the whole screen leads to.
    pub fn wide(self) -> Control {
        Control { wide: true, ..self }
    }

    pub fn view<'a>(self, draw: Draw) -> View<'a> {
        let (label, message) = (draw.get(self.words), Message::Key(self.command));
        let control = draw.control(self.weight, label, self.cap, message);
        if self.wide { control.width(Length::Fill).padding(space::M).into() } else { control.into() }
    }
}

impl Draw {
    /// A field to search in, with its keys.
    pub fn search<'a>(self, id: &'static str, hint: &str, typed: &str, open: bool) -> View<'a> {
        let find = Control::quiet("screen-search", KeyCommand::Submit).view(self);
        row![self.key_cap(KeyCommand::Search.cap()), self.field(id, hint, typed, open), find]
            .spacing(space::S)
            .align_y(Alignment::Center)
            .into()
    }
}

/// Controls side by side, in a new line where they do not fit.
pub fn controls<'a>(draw: Draw, controls: impl IntoIterator<Item = Control>) -> View<'a> {
    let controls = controls.into_iter().map(|control| control.view(draw));
    Row::with_children(controls).spacing(space::M).wrap().into()
}
