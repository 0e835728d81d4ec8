//! The original transaction, as the cashier types it on the terminal: large, before and while the terminal waits.

use iced::widget::{Column, column, row};
use iced::{Alignment, Element};

use super::Draw;
use crate::domain::receipt::Receipt;
use crate::window::format;
use crate::window::theme::{size, space};
use crate::window::widget;

/// What is typed first is largest; the rest says that it is the right slip.
pub fn view<'a, M: 'a>(draw: Draw, receipt: &Receipt) -> Element<'a, M> {
    let card = &receipt.card;
    let at = card.at.map(|at| at.format("%d/%m/%Y %H:%M:%S").to_string()).unwrap_or_default();
    let large = [
        ("correct-original-stan", card.stan.clone()),
        ("correct-original-rrn", card.rrn.clone()),
        ("correct-original-auth", card.auth_code.clone()),
        ("correct-original-amount", format::money(card.final_amount)),
        ("correct-original-date", at),
    ];
    let large = large.into_iter().map(|(key, value)| {
        let value = if value.is_empty() { "—".to_owned() } else { value };
        column![draw.small(draw.get(key)), widget::figures(value, size::AMOUNT, draw.look.colors.text),].into()
    });
    let rest = [
        ("correct-original-batch", card.batch.clone()),
        ("correct-original-terminal", card.terminal_id.clone()),
        ("correct-original-card", format!("{} {}", card.card_type, card.pan_masked).trim().to_owned()),
    ];
    let rest = rest.into_iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| {
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
