//! Text in the sizes and colours of its meaning.

use iced::widget::text::{IntoFragment, Wrapping};
use iced::widget::{Text, text};
use iced::{Font, Theme};

use crate::window::theme::{Look, Tone, size};

/// What is read all day.
pub fn body<'a>(look: Look, content: impl IntoFragment<'a>) -> Text<'a, Theme> {
    text(content).size(size::BODY).color(look.colors.text)
}

pub fn muted<'a>(look: Look, content: impl IntoFragment<'a>) -> Text<'a, Theme> {
    text(content).size(size::BODY).color(look.colors.muted)
}

pub fn small<'a>(look: Look, content: impl IntoFragment<'a>) -> Text<'a, Theme> {
    text(content).size(size::SMALL).color(look.colors.muted)
}

/// The screen's one thing, in words.
pub fn title<'a>(look: Look, content: impl IntoFragment<'a>) -> Text<'a, Theme> {
    text(content).size(size::TITLE).color(look.colors.text)
}

/// In the colour of a state.
pub fn toned<'a>(look: Look, tone: Tone, content: impl IntoFragment<'a>) -> Text<'a, Theme> {
    text(content).size(size::BODY).color(look.tone(tone).0)
}

/// With characters of one width, as on paper.
pub fn mono<'a>(look: Look, content: impl IntoFragment<'a>) -> Text<'a, Theme> {
    text(content).size(size::SMALL).font(Font::MONOSPACE).wrapping(Wrapping::None).color(look.colors.text)
}
