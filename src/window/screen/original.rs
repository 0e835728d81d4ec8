//! The original transaction, as the cashier types it on the terminal: large, before and while the terminal waits.

use iced::Alignment;
use iced::widget::{Column, column, row};

use super::{Draw, View, say, size, space};
use crate::domain::receipt::Receipt;

/// What is typed first is largest; the rest says that it is the right slip.
pub fn view<'a>(draw: Draw, receipt: &Receipt) -> View<'a> {
    let (large, rest): (Vec<_>, Vec<_>) =
        say::original(&receipt.card).into_iter().enumerate().partition(|(at, _)| *at < 5);
    let large = large.into_iter().map(|(_, (key, value))| {
        let value = if value.is_empty() { "—".to_owned() } else { value };
        column![draw.small(draw.get(key)), draw.figures(value, size::AMOUNT)].into()
    });
    let rest = rest.into_iter().filter(|(_, (_, value))| !value.is_empty()).map(|(_, (key, value))| {
        row![draw.small(draw.get(key)), draw.body(value)].spacing(space::S).align_y(Alignment::Center).into()
    });
    column![
        draw.body(draw.get("correct-original")),
        Column::with_children(large).spacing(space::XS),
        Column::with_children(rest).spacing(2.0),
    ]
    .spacing(space::S)
    .into()
}
