//! The screens, one module each: State, Message, update, view. A screen asks the threads itself, keeps the
//! ticket of each answer it waits for, and returns a small Action; only the parent goes from one to another.

mod control;
pub mod desk;
#[cfg(test)]
pub(super) mod fixtures;
pub mod form;
pub mod lock;
mod original;
pub mod outcome;
pub mod paying;
pub mod receipts;

use iced::widget::container;
use iced::{Element, Length};

use super::devices::Failed;
use super::theme::Tone;
use crate::desk::PrintEnd;
use crate::text::{Text, say};

pub use super::widget::Draw;
pub use control::{Control, controls};

/// A screen's one thing in the middle, of a width that can be read.
fn centred<'a, M: 'a>(content: impl Into<Element<'a, M>>) -> Element<'a, M> {
    container(container(content).max_width(820.0))
        .center_x(Length::Fill)
        .center_y(Length::Fill)
        .padding(super::theme::space::XL)
        .into()
}

/// What became of a slip that was asked for.
fn said_of_slip(text: Text, slip: &Result<PrintEnd, Failed>) -> (Tone, String) {
    match slip {
        Ok(end) if end.is_printed() => (Tone::Good, say::print_end(&text, end)),
        Ok(end) => (Tone::Warn, say::print_end(&text, end)),
        Err(error) => (Tone::Bad, say::desk_error(&text, error)),
    }
}

/// What a search field means by its new text. A scanner is faster than the marking of the old text: what it adds to
/// a search that is `settled` is a new one.
fn searched(before: &str, settled: bool, text: String) -> String {
    match text.strip_prefix(before) {
        Some(added) if settled && !added.is_empty() => added.to_owned(),
        _ => text,
    }
}

/// Where a row stands in its list, 0 to 1: scrolled so far, the row is in sight.
#[allow(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "a place on the screen")]
fn part(row: usize, rows: usize) -> f32 {
    if rows > 1 { row as f32 / (rows - 1) as f32 } else { 0.0 }
}
