//! Text in the sizes and colours of its meaning.

use iced::widget::text::{IntoFragment, Wrapping};
use iced::widget::{Text, text};
use iced::{Font, Theme};

use super::Draw;
use crate::window::theme::{Tone, size};

impl Draw {
    pub fn body<'a>(self, content: impl IntoFragment<'a>) -> Text<'a, Theme> {
        text(content).size(size::BODY).color(self.look.colors.text)
    }

    pub fn muted<'a>(self, content: impl IntoFragment<'a>) -> Text<'a, Theme> {
        text(content).size(size::BODY).color(self.look.colors.muted)
    }

    pub fn small<'a>(self, content: impl IntoFragment<'a>) -> Text<'a, Theme> {
        text(content).size(size::SMALL).color(self.look.colors.muted)
    }

    /// The screen's one thing, in words.
    pub fn title<'a>(self, content: impl IntoFragment<'a>) -> Text<'a, Theme> {
        text(content).size(size::TITLE).color(self.look.colors.text)
    }

    pub fn toned<'a>(self, tone: Tone, content: impl IntoFragment<'a>) -> Text<'a, Theme> {
        text(content).size(size::BODY).color(self.look.tone(tone).0)
    }

    /// With characters of one width, as on paper.
    pub fn mono<'a>(self, content: impl IntoFragment<'a>) -> Text<'a, Theme> {
        text(content).size(size::SMALL).font(Font::MONOSPACE).wrapping(Wrapping::None).color(self.look.colors.text)
    }
}
