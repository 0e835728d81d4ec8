//! Controls that stand for keys: what each weighs, its words and its command. The key on it is the command's own.

use std::borrow::Cow;

use iced::Element;
use iced::widget::Row;

use super::Draw;
use crate::window::keys::KeyCommand;
use crate::window::theme::space;
use crate::window::widget;

#[derive(Debug, Clone, Copy)]
enum Weight {
    Primary,
    Quiet,
    Danger,
}

#[derive(Debug)]
pub struct Control {
    weight: Weight,
    words: &'static str,
    command: KeyCommand,
    cap: Cow<'static, str>,
}

impl Control {
    fn new(weight: Weight, words: &'static str, command: KeyCommand) -> Control {
        Control { weight, words, command, cap: command.cap().into() }
    }

    /// The one thing to do next. `words` is a key of the text.
    pub fn primary(words: &'static str, command: KeyCommand) -> Control {
        Control::new(Weight::Primary, words, command)
    }

    /// Another thing that can be done.
    pub fn quiet(words: &'static str, command: KeyCommand) -> Control {
        Control::new(Weight::Quiet, words, command)
    }

    /// What cannot be taken back.
    pub fn danger(words: &'static str, command: KeyCommand) -> Control {
        Control::new(Weight::Danger, words, command)
    }

    /// With what stands on it where two keys do the same.
    pub fn capped(self, cap: String) -> Control {
        Control { cap: cap.into(), ..self }
    }

    /// `key` makes the screen's message of the command.
    pub fn view<'a, M: Clone + 'a>(self, draw: Draw, key: fn(KeyCommand) -> M) -> Element<'a, M> {
        let (look, label, message) = (draw.look, draw.text.get(self.words), key(self.command));
        match self.weight {
            Weight::Primary => widget::primary(look, label, self.cap, message),
            Weight::Quiet => widget::quiet(look, label, self.cap, message),
            Weight::Danger => widget::danger(look, label, self.cap, message),
        }
    }
}

/// Controls side by side, in a new line where they do not fit.
pub fn controls<'a, M: Clone + 'a>(draw: Draw, key: fn(KeyCommand) -> M, controls: Vec<Control>) -> Element<'a, M> {
    let controls = controls.into_iter().map(|control| control.view(draw, key));
    Row::with_children(controls).spacing(space::M).wrap().into()
}
