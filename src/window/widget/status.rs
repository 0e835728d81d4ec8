//! How a thing stands: always a word, an icon and a colour together.

use iced::widget::{Row, Text, container, text};
use iced::{Alignment, Color, Element, Font, Length, Theme, border};

use super::{Draw, RADIUS};
use crate::window::keys::KeyCommand;
use crate::window::theme::{Tone, size, space};

/// The font of the check mark, carried by the program; its letters have none.
const ICONS: Font = Font::with_name("Iced-Icons");
const CHECK: &str = "\u{f00c}";

impl Draw {
    pub fn check_mark<'a, M: 'a>(self, points: f32) -> Element<'a, M> {
        text(CHECK).font(ICONS).size(points).color(self.look.colors.accent).into()
    }

    /// A round icon in a tone: a check mark, an exclamation mark, a cross or an i.
    pub fn icon<'a, M: 'a>(self, tone: Tone, points: f32) -> Element<'a, M> {
        ringed(self.look.tone(tone), glyph(tone), points)
    }

    /// A step of several: its number, or a check mark once it is done.
    pub fn step<'a, M: 'a>(self, number: usize, done: bool) -> Element<'a, M> {
        let c = self.look.colors;
        if done { self.icon(Tone::Good, size::SMALL) } else { ringed((c.muted, c.surface), text(number), size::SMALL) }
    }

    pub fn status<'a, M: 'a>(self, tone: Tone, words: String) -> Element<'a, M> {
        self.led_status(tone, words, None)
    }

    /// The same, with the key that leads to what it speaks of.
    pub fn led_status<'a, M: 'a>(self, tone: Tone, words: String, key: Option<KeyCommand>) -> Element<'a, M> {
        let (ink, ground) = self.look.tone(tone);
        let glyph = glyph(tone);
        let content = Row::new()
            .push(glyph.size(size::SMALL).color(ink))
            .push(text(words).size(size::SMALL).color(ink))
            .push(key.map(|key| self.key_cap(key.cap())))
            .spacing(space::XS + 2.0)
            .align_y(Alignment::Center);
        container(content)
            .padding([2.0, space::S])
            .style(move |_| {
                container::Style::default().background(ground).border(border::rounded(12.0).color(ink).width(1.0))
            })
            .into()
    }

    /// The same, as words alone.
    pub fn said<'a, M: 'a>(self, tone: Tone, words: impl text::IntoFragment<'a>) -> Element<'a, M> {
        self.banner(tone, self.toned(tone, words))
    }

    /// A sentence that must be seen: what is wrong, why, and what to do.
    pub fn banner<'a, M: 'a>(self, tone: Tone, content: impl Into<Element<'a, M>>) -> Element<'a, M> {
        let (ink, ground) = self.look.tone(tone);
        let inner = Row::new()
            .push(self.icon(tone, size::BODY))
            .push(container(content).width(Length::Fill))
            .spacing(space::M)
            .align_y(Alignment::Center);
        container(inner)
            .width(Length::Fill)
            .padding([space::M, space::L])
            .style(move |_| {
                container::Style::default()
                    .color(ink)
                    .background(ground)
                    .border(border::rounded(RADIUS).color(ink).width(1.0))
            })
            .into()
    }
}

fn ringed<'a, M: 'a>((ink, ground): (Color, Color), glyph: Text<'a, Theme>, points: f32) -> Element<'a, M> {
    let side = points * 1.5;
    container(glyph.size(points).color(ink).center())
        .center_x(Length::Fixed(side))
        .center_y(Length::Fixed(side))
        .style(move |_| {
            container::Style::default().background(ground).border(border::rounded(side / 2.0).color(ink).width(1.5))
        })
        .into()
}

fn glyph<'a>(tone: Tone) -> Text<'a, Theme> {
    match tone {
        Tone::Good => text(CHECK).font(ICONS),
        Tone::Warn => text("!"),
        Tone::Bad => text("×"),
        Tone::Unknown => text("?"),
        Tone::Plain => text("i"),
    }
}
