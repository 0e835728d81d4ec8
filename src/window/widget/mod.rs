//! The components, named by what they mean. Screens put them together and give them no colour or size.

pub mod control;
pub mod figures;
pub mod keyboard;
pub mod status;
pub mod words;

use iced::widget::{container, rule, scrollable, text_input};
use iced::{Background, Element, Length, Padding, border};

pub use control::Weight;
pub use figures::figures;
pub use keyboard::{Pressed, keyboard};

use super::message::{Input, Message};
use super::screen::FORM;
use super::theme::{Look, Tone, size, space};
use crate::desk::DeskError;
use crate::text::{Text, Value, say};

/// Corners of panels and controls, in logical pixels.
pub const RADIUS: f32 = 6.0;

/// Room that a list keeps free for its scroll bar, in logical pixels, so that columns stand still when it appears.
pub const SCROLLBAR: f32 = 14.0;

/// What a view draws with.
#[derive(Debug, Clone, Copy)]
pub struct Draw {
    pub look: Look,
    pub text: Text,
    /// Whether there is little room: a small screen, or a large scale.
    pub compact: bool,
}

impl Draw {
    pub fn get(self, key: &str) -> String {
        self.text.get(key)
    }

    pub fn with(self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        self.text.with(key, values)
    }

    pub fn failed<'a, M: 'a>(self, tone: Tone, error: &DeskError) -> Element<'a, M> {
        self.said(tone, say::desk_error(&self.text, error))
    }

    /// Figures in the colour of the text.
    pub fn figures<'a, M: 'a>(self, content: impl ToString, points: f32) -> Element<'a, M> {
        figures(content.to_string(), points, self.look.colors.text)
    }

    /// A panel: a group of things that belong together.
    pub fn panel<'a, M: 'a>(self, content: impl Into<Element<'a, M>>) -> container::Container<'a, M> {
        let c = self.look.colors;
        container(content).padding(space::L).style(move |_| {
            container::Style::default()
                .color(c.text)
                .background(c.surface)
                .border(border::rounded(RADIUS).color(c.line).width(1.0))
        })
    }

    /// A panel that lies over a screen and has the keyboard.
    pub fn dialog<'a, M: 'a>(self, content: impl Into<Element<'a, M>>) -> Element<'a, M> {
        let c = self.look.colors;
        let shade = iced::Color { a: 0.75, ..c.ground };
        let (inside, around) = if self.compact { (space::M, space::S) } else { (space::XXL, space::XL) };
        let content = self.scroll(FORM, content).height(Length::Shrink);
        let framed = container(content).padding(inside).max_width(760.0).style(move |_| {
            container::Style::default()
                .color(c.text)
                .background(c.surface)
                .border(border::rounded(RADIUS).color(c.accent).width(2.0))
        });
        let over = container(framed)
            .center(Length::Fill)
            .padding(around)
            .style(move |_| container::Style::default().background(shade));
        iced::widget::opaque(over)
    }

    /// A field for text, with its border in the accent while it has the keyboard; `open` is whether it can be typed in.
    pub fn field<'a>(
        self,
        id: &'static str,
        hint: &str,
        value: &str,
        open: bool,
    ) -> text_input::TextInput<'a, Message> {
        let c = self.look.colors;
        let input = move |text| Message::Input(Input::Field(id, text));
        let field = text_input(hint, value).id(id).on_input_maybe(open.then_some(input));
        field.size(size::BODY).padding([space::M, space::M]).style(move |_, status| {
            let focused = matches!(status, text_input::Status::Focused { .. });
            text_input::Style {
                background: Background::Color(c.surface),
                border: if focused {
                    border::rounded(RADIUS).color(c.accent).width(2.0)
                } else {
                    border::rounded(RADIUS).color(c.line).width(1.0)
                },
                icon: c.muted,
                placeholder: c.muted,
                value: c.text,
                selection: c.raised,
            }
        })
    }

    /// A list that is longer than its place.
    pub fn scroll<'a, M: 'a>(
        self,
        id: &'static str,
        content: impl Into<Element<'a, M>>,
    ) -> scrollable::Scrollable<'a, M> {
        let c = self.look.colors;
        scrollable(container(content).padding(Padding { right: SCROLLBAR, ..Padding::ZERO }))
            .id(id)
            .width(Length::Fill)
            .style(move |theme, status| {
                let mut style = scrollable::default(theme, status);
                style.vertical_rail.background = Some(Background::Color(c.ground));
                style.vertical_rail.scroller.background = Background::Color(c.muted);
                style
            })
    }

    pub fn line<'a, M: 'a>(self) -> Element<'a, M> {
        let c = self.look.colors;
        rule::horizontal(1.0)
            .style(move |_| rule::Style {
                color: c.line,
                radius: 0.0.into(),
                fill_mode: rule::FillMode::Full,
                snap: true,
            })
            .into()
    }
}
