//! What can be pressed, each with its key on it. A control without a message is not drawn as one.

use iced::widget::text::IntoFragment;
use iced::widget::{Row, button, container, text};
use iced::{Alignment, Background, Color, Element, Length, Shadow, border};

use super::{Draw, RADIUS};
use crate::window::keys::KeyCommand;
use crate::window::theme::{Look, size, space};

#[derive(Clone, Copy)]
struct Paint {
    ink: Color,
    ground: Color,
    hover: Color,
    border: Color,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The one thing to do next.
    Primary,
    /// Another thing that can be done.
    Quiet,
    /// What cannot be taken back.
    Danger,
}

impl Weight {
    fn paint(self, look: Look) -> Paint {
        let c = look.colors;
        match self {
            Weight::Primary => Paint { ink: c.on_accent, ground: c.accent, hover: c.accent, border: c.accent },
            Weight::Quiet => Paint { ink: c.text, ground: c.surface, hover: c.raised, border: c.line },
            Weight::Danger => Paint { ink: c.on_bad, ground: c.bad, hover: c.bad, border: c.bad },
        }
    }
}

impl Draw {
    /// A control, which the screens make wider where all leads to it.
    pub fn control<'a, M: Clone + 'a>(
        self,
        weight: Weight,
        label: String,
        key: impl IntoFragment<'a>,
        message: M,
    ) -> button::Button<'a, M> {
        let paint = weight.paint(self.look);
        let content = Row::new()
            .push(cap(paint.ink, key))
            .push(text(label).size(size::BODY))
            .spacing(space::S)
            .align_y(Alignment::Center);
        button(content)
            .padding(if self.compact { [space::XS, space::S] } else { [space::S, space::M] })
            .style(move |_, status| button::Style {
                background: Some(Background::Color(match status {
                    button::Status::Hovered | button::Status::Pressed => paint.hover,
                    button::Status::Active | button::Status::Disabled => paint.ground,
                })),
                text_color: paint.ink,
                border: border::rounded(RADIUS).color(paint.border).width(1.0),
                shadow: Shadow::default(),
                snap: true,
            })
            .on_press(message)
    }

    /// Keys and what they do.
    pub fn keys<'a, M: 'a>(self, commands: &[KeyCommand], words: &str) -> Row<'a, M> {
        let caps = commands.iter().map(|command| self.key_cap(command.cap()));
        Row::with_children(caps).push(self.small(self.get(words))).spacing(space::XS).align_y(Alignment::Center)
    }

    /// A key, drawn as on the keyboard.
    pub fn key_cap<'a, M: 'a>(self, key: impl IntoFragment<'a>) -> Element<'a, M> {
        cap(self.look.colors.muted, key)
    }

    /// A row of a list: a bar at its left shows where the cursor stands, so that colour is not alone.
    pub fn list_row<'a, M: 'a>(self, at_cursor: bool, content: impl Into<Element<'a, M>>) -> Element<'a, M> {
        let c = self.look.colors;
        let bar = container(iced::widget::space()).width(4.0).height(Length::Fill).style(move |_| container::Style {
            background: at_cursor.then_some(Background::Color(c.accent)),
            ..container::Style::default()
        });
        let inner = container(content).width(Length::Fill).padding([space::S, space::M]);
        container(Row::new().push(bar).push(inner).height(Length::Shrink))
            .width(Length::Fill)
            .style(move |_| container::Style {
                background: at_cursor.then_some(Background::Color(c.raised)),
                ..container::Style::default()
            })
            .into()
    }

    pub fn row_control<'a, M: Clone + 'a>(
        self,
        at_cursor: bool,
        content: impl Into<Element<'a, M>>,
        message: M,
    ) -> Element<'a, M> {
        iced::widget::mouse_area(self.list_row(at_cursor, content)).on_press(message).into()
    }
}

fn cap<'a, M: 'a>(ink: Color, key: impl IntoFragment<'a>) -> Element<'a, M> {
    container(text(key).size(size::SMALL).color(ink))
        .padding([1.0, space::S - 2.0])
        .style(move |_| container::Style::default().border(border::rounded(4.0).color(ink).width(1.0)))
        .into()
}
