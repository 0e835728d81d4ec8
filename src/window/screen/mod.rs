//! The screens, one module each: State, Message, update, view. A screen asks the threads itself, keeps the
//! number of each job it waits for, and returns a small Action; only the parent goes from one to another.

pub mod desk;
#[cfg(test)]
mod fixtures;
pub mod lock;
pub mod outcome;
pub mod paying;

use iced::widget::{Row, container};
use iced::{Element, Length};

use super::theme::Look;
use crate::text::Text;

/// What a view draws with.
#[derive(Debug, Clone, Copy)]
pub struct Draw {
    /// Colours and sizes.
    pub look: Look,
    /// Words.
    pub text: Text,
}

/// A screen's one thing in the middle, of a width that can be read.
fn centred<'a, M: 'a>(content: impl Into<Element<'a, M>>) -> Element<'a, M> {
    container(container(content).max_width(820.0))
        .center_x(Length::Fill)
        .center_y(Length::Fill)
        .padding(super::theme::space::XL)
        .into()
}

/// Controls side by side, in a new line where they do not fit.
fn controls<'a, M: 'a>(controls: Vec<Element<'a, M>>) -> Element<'a, M> {
    Row::with_children(controls).spacing(super::theme::space::M).wrap().into()
}
