//! What happens in the window.

use std::time::Instant;

use super::devices::Answer;
use super::keys::KeyCommand;
use super::widget::Pressed;

#[derive(Debug, Clone)]
pub enum Message {
    /// The keyboard, and when.
    Pressed(Pressed, Instant),
    /// Time for a letter that is held back to be a command.
    Release(Instant),
    /// A control that stands for a key.
    Key(KeyCommand),
    Input(Input),
    Answer(Answer),
    Tick(Instant),
    /// The window is there.
    Opened(iced::window::Id),
    /// The window's own close button.
    CloseAsked,
}

/// What is typed into a field, and what is pressed with the mouse and has no key of its own.
#[derive(Debug, Clone)]
pub enum Input {
    /// A field's new text, by the field's id.
    Field(&'static str, String),
    Row(usize),
    Tab(usize),
}
