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
        let Draw { look, text } = draw;
        let mut content = Column::new().spacing(space::M).height(Length::Fill);
        if self.is_asking() {
            let words = text.get("screen-unknown-asking");
            content = content.push(widget::said(look, Tone::Warn, words));
        } else if let Some((tone, words)) = &self.said {
            content = content.push(widget::said(look, *tone, words.as_str()));
        }
        if self.rows().is_empty() {
            return content
                .push(empty(draw, self.shown.is_some(), self.trouble.as_ref(), "screen-pending-none"))
                .into();
        }
        let rows = self.rows().iter().enumerate().map(|(place, attempt)| {
            let row = known(draw, attempt, size::TITLE);
            widget::row_control(look, place == self.cursor, row, Message::Row(place))
        });
        let list = widget::scroll(look, Id::new(ROWS), Column::with_children(rows).spacing(space::S));
        content
            .push(widget::body(look, text.get("screen-pending-say")))
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
    let Draw { look, text } = draw;
    let kind = match attempt.correction.as_ref().map(|correction| correction.kind) {
        None => "screen-kind-sale",
        Some(CorrectionKind::Void) => "screen-kind-void",
        Some(CorrectionKind::Refund) => "screen-kind-refund",
    };
    let reason = say::unknown(&text, attempt.reason.as_deref().unwrap_or_default());
    let at = local(attempt.prepared_at).format("%d/%m/%Y %H:%M:%S").to_string();
    let mut words = column![
        row![
            widget::figures(format::money(attempt.amount), points, look.colors.text),
            widget::status(look, Tone::Unknown, say::attempt_state(&text, attempt.state)),
            widget::status(look, Tone::Plain, text.get(kind)),
        ]
        .spacing(space::M)
        .align_y(Alignment::Center),
        widget::figures(at, size::BODY, look.colors.text),
        widget::body(look, reason),
        widget::small(
            look,
            text.with(
                "screen-pending-where",
                values![
                    session = attempt.session,
                    desk = attempt.desk,
                    terminal = attempt.terminal,
                    operator = attempt.operator
                ]
            )
        ),
    ]
    .spacing(space::XS);
    if let Some(correction) = &attempt.correction {
        let original = text.with("screen-pending-original", values![number = correction.original]);
        words = words.push(widget::small(look, original));
    }
    words.into()
}

impl Foreign {
    pub(super) fn view<'a>(&'a self, draw: Draw) -> Element<'a, Message> {
        let Draw { look, text } = draw;
        if self.rows().is_empty() {
            return empty(draw, self.shown.is_some(), self.trouble.as_ref(), "foreign-none");
        }
        let rows = self.rows().iter().enumerate().map(|(place, result)| {
            widget::row_control(look, place == self.cursor, stranger(draw, result), Message::Row(place))
        });
        let list = widget::scroll(look, Id::new(ROWS), Column::with_children(rows).spacing(space::S));
        column![widget::body(look, text.get("foreign-heading")), container(list).height(Length::Fill)]
            .spacing(space::M)
            .into()
    }
}

fn stranger<'a>(draw: Draw, result: &'a ForeignResult) -> Element<'a, Message> {
    let Draw { look, text } = draw;
    let card = result.card.as_ref();
    let amount = card.map_or_else(|| "—".to_owned(), |card| format::money(card.final_amount));
    let at = local(result.seen_at).format("%d/%m/%Y %H:%M:%S").to_string();
    let terminal = card.map(|card| card.terminal_id.as_str()).filter(|id| !id.is_empty());
    let mut words = column![
        row![
            widget::figures(amount, size::TITLE, look.colors.text),
            widget::status(look, Tone::Warn, say::foreign_kind(&text, result.why)),
        ]
        .spacing(space::M)
        .align_y(Alignment::Center),
        widget::figures(at, size::BODY, look.colors.text),
        widget::small(
            look,
            text.with(
                "screen-foreign-where",
                values![
                    session = result.session,
                    desk = result.ecr.as_deref().unwrap_or("—"),
                    terminal = terminal.unwrap_or(&result.terminal),
                    code = result.code
                ]
            )
        ),
    ]
    .spacing(space::XS);
    if let Some(card) = card {
        words = words.push(widget::small(
            look,
            text.with(
                "screen-foreign-card",
                values![type = card.card_type, pan = card.pan_masked, stan = card.stan, auth = card.auth_code],
            ),
        ));
    }
    words.into()
}

/// A list without rows: because there are none, because they are not there yet, or because of trouble.
fn empty<'a>(draw: Draw, known: bool, trouble: Option<&Failed>, none: &str) -> Element<'a, Message> {
    let Draw { look, text } = draw;
    match trouble {
        Some(trouble) => widget::said(look, Tone::Bad, say::desk_error(&text, trouble)),
        None if known => widget::said(look, Tone::Good, text.get(none)),
        None => widget::muted(look, text.get("screen-pending-reading")).into(),
    }
}
