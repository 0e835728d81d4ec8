//! How unknown outcomes and the unclaimed results look.

use iced::widget::{Column, Id, column, container, row};
use iced::{Alignment, Element, Length};

use crate::domain::attempt::Attempt;
use crate::domain::correction::CorrectionKind;
use crate::domain::foreign::ForeignResult;
use crate::domain::time::local;
use crate::text::{say, values};
use crate::window::devices::Failed;
use crate::window::format;
use crate::window::keys::KeyCommand;
use crate::window::screen::receipts::foreign::Foreign;
use crate::window::screen::receipts::pending::Pending;
use crate::window::screen::receipts::{Message, ROWS};
use crate::window::screen::{Control, Draw, controls};
use crate::window::theme::{Tone, size, space};
use crate::window::widget;

impl Pending {
    pub(super) fn view<'a>(&'a self, draw: Draw) -> Element<'a, Message> {
        let mut content = Column::new().spacing(space::M).height(Length::Fill);
        if self.is_asking() {
            let words = draw.get("screen-unknown-asking");
            content = content.push(draw.said(Tone::Warn, words));
        } else if let Some((tone, words)) = &self.said {
            content = content.push(draw.said(*tone, words.as_str()));
        }
        if self.rows().is_empty() {
            return content
                .push(empty(draw, self.shown.is_some(), self.trouble.as_ref(), "screen-pending-none"))
                .into();
        }
        let rows = self.rows().iter().enumerate().map(|(place, attempt)| {
            let row = known(draw, attempt, size::TITLE);
            draw.row_control(place == self.cursor, row, Message::Row(place))
        });
        let list = draw.scroll(Id::new(ROWS), Column::with_children(rows).spacing(space::S));
        content
            .push(draw.body(draw.get("screen-pending-say")))
            .push(controls(
                draw,
                Message::Key,
                vec![
                    Control::primary("screen-unknown-ask", KeyCommand::AskTerminal),
                    Control::quiet("screen-unknown-slip", KeyCommand::PrintSlip),
                    Control::danger("screen-pending-not-charged", KeyCommand::NotCharged),
                    Control::danger("screen-pending-charged", KeyCommand::Charged),
                ],
            ))
            .push(container(list).height(Length::Fill))
            .into()
    }
}

/// What is known of an attempt: its amount largest, why nobody knows in a sentence.
pub(super) fn known<'a>(draw: Draw, attempt: &Attempt, points: f32) -> Element<'a, Message> {
    let kind = match attempt.correction.as_ref().map(|correction| correction.kind) {
        None => "screen-kind-sale",
        Some(CorrectionKind::Void) => "screen-kind-void",
        Some(CorrectionKind::Refund) => "screen-kind-refund",
    };
    let reason = say::unknown(&draw.text, attempt.reason.as_deref().unwrap_or_default());
    let at = local(attempt.prepared_at).format("%d/%m/%Y %H:%M:%S").to_string();
    let mut words = column![
        row![
            widget::figures(format::money(attempt.amount), points, draw.look.colors.text),
            draw.status(Tone::Unknown, say::attempt_state(&draw.text, attempt.state)),
            draw.status(Tone::Plain, draw.get(kind)),
        ]
        .spacing(space::M)
        .align_y(Alignment::Center),
        widget::figures(at, size::BODY, draw.look.colors.text),
        draw.body(reason),
        draw.small(draw.with(
            "screen-pending-where",
            values![
                session = attempt.session,
                desk = attempt.desk,
                terminal = attempt.terminal,
                operator = attempt.operator
            ]
        )),
    ]
    .spacing(space::XS);
    if let Some(correction) = &attempt.correction {
        let original = draw.with("screen-pending-original", values![number = correction.original]);
        words = words.push(draw.small(original));
    }
    words.into()
}

impl Foreign {
    pub(super) fn view<'a>(&'a self, draw: Draw) -> Element<'a, Message> {
        if self.rows().is_empty() {
            return empty(draw, self.shown.is_some(), self.trouble.as_ref(), "foreign-none");
        }
        let rows =
            self.rows().iter().enumerate().map(|(place, result)| {
                draw.row_control(place == self.cursor, stranger(draw, result), Message::Row(place))
            });
        let list = draw.scroll(Id::new(ROWS), Column::with_children(rows).spacing(space::S));
        column![draw.body(draw.get("foreign-heading")), container(list).height(Length::Fill)].spacing(space::M).into()
    }
}

fn stranger<'a>(draw: Draw, result: &'a ForeignResult) -> Element<'a, Message> {
    let card = result.card.as_ref();
    let amount = card.map_or_else(|| "—".to_owned(), |card| format::money(card.final_amount));
    let at = local(result.seen_at).format("%d/%m/%Y %H:%M:%S").to_string();
    let terminal = card.map(|card| card.terminal_id.as_str()).filter(|id| !id.is_empty());
    let mut words = column![
        row![
            widget::figures(amount, size::TITLE, draw.look.colors.text),
            draw.status(Tone::Warn, say::foreign_kind(&draw.text, result.why)),
        ]
        .spacing(space::M)
        .align_y(Alignment::Center),
        widget::figures(at, size::BODY, draw.look.colors.text),
        draw.small(draw.with(
            "screen-foreign-where",
            values![
                session = result.session,
                desk = result.ecr.as_deref().unwrap_or("—"),
                terminal = terminal.unwrap_or(&result.terminal),
                code = result.code
            ]
        )),
    ]
    .spacing(space::XS);
    if let Some(card) = card {
        words = words.push(draw.small(draw.with(
            "screen-foreign-card",
            values![type = card.card_type, pan = card.pan_masked, stan = card.stan, auth = card.auth_code],
        )));
    }
    words.into()
}

/// A list without rows: because there are none, because they are not there yet, or because of trouble.
fn empty<'a>(draw: Draw, known: bool, trouble: Option<&Failed>, none: &str) -> Element<'a, Message> {
    match trouble {
        Some(trouble) => draw.said(Tone::Bad, say::desk_error(&draw.text, trouble)),
        None if known => draw.said(Tone::Good, draw.get(none)),
        None => draw.muted(draw.get("screen-pending-reading")).into(),
    }
}
