//! How unknown outcomes and the unclaimed results look.

use iced::widget::{column, container, row};
use iced::{Alignment, Length};

use crate::domain::{attempt::Attempt, foreign::KeptForeign, receipt::ReceiptKind, time::minute, time::second};
use crate::window::screen::receipts::ROWS;
use crate::window::screen::receipts::decide::Decided;
use crate::window::screen::receipts::pending::{Pending, Said};
use crate::window::screen::rows::Rows;
use crate::window::screen::{
    self, Control, Draw, KeyCommand, Tone, View, controls, format, said_of_slip, say, size, space, values,
};

impl Pending {
    pub(super) fn view(&self, draw: Draw) -> View<'_> {
        let said = match &self.said {
            _ if self.is_asking() => Some(draw.said(Tone::Warn, draw.get("screen-unknown-asking"))),
            said => said.as_ref().map(|said| {
                let (tone, words) = said.words(draw);
                draw.said(tone, words)
            }),
        };
        let content = column![said].spacing(space::M).height(Length::Fill);
        if self.rows.shown().is_empty() {
            return content.push(empty(draw, &self.rows, "screen-pending-none")).into();
        }
        let keys = [
            Control::primary("screen-unknown-ask", KeyCommand::AskTerminal),
            Control::quiet("screen-unknown-slip", KeyCommand::PrintSlip),
            Control::danger("screen-pending-not-charged", KeyCommand::NotCharged),
            Control::danger("screen-pending-charged", KeyCommand::Charged),
        ];
        let rows = self.rows.shown().iter().map(|attempt| known(draw, attempt, size::TITLE));
        content
            .push(draw.body(draw.get("screen-pending-say")))
            .push(controls(draw, keys))
            .push(listed(draw, self.rows.cursor, rows))
            .into()
    }
}

impl Said {
    fn words(&self, draw: Draw) -> (Tone, String) {
        match self {
            Said::Slip(slip) => said_of_slip(draw.text, slip),
            Said::Elsewhere(terminal) => (Tone::Warn, draw.with("screen-pending-elsewhere", values![terminal])),
            Said::Asked(Err(error)) => (Tone::Bad, say::desk_error(&draw.text, error)),
            Said::Asked(Ok(report)) if report.sessions.is_empty() => (Tone::Plain, draw.get("screen-pending-none")),
            Said::Asked(Ok(report)) => {
                let open = report.sessions.iter().any(|one| one.end.unknown_for().is_some());
                let told =
                    report.sessions.iter().map(|one| say::recovered(&draw.text, one.session, one.correction, &one.end));
                (if open { Tone::Unknown } else { Tone::Good }, told.collect::<Vec<_>>().join("\n"))
            }
        }
    }
}

/// What is known of an attempt: its amount largest, why nobody knows in a sentence.
pub(super) fn known<'a>(draw: Draw, attempt: &Attempt, points: f32) -> View<'a> {
    let Attempt { session, desk, terminal, operator, .. } = attempt;
    let place = draw.with("screen-pending-where", values![session, desk, terminal, operator]);
    let original = attempt.correction.as_ref();
    let original = original.map(|of| draw.with("screen-pending-original", values![number = of.original]));
    let head = row![
        draw.figures(format::money(attempt.amount), points),
        draw.status(Tone::Unknown, say::attempt_state(&draw.text, attempt.state)),
        draw.status(Tone::Plain, say::document(&draw.text, ReceiptKind::of(attempt.correction.as_ref()))),
    ];
    column![
        head.spacing(space::M).align_y(Alignment::Center),
        draw.figures(second(attempt.prepared_at), size::BODY),
        draw.body(say::unknown(&draw.text, attempt.reason.as_deref().unwrap_or_default())),
        draw.small(place),
        original.map(|original| draw.small(original)),
    ]
    .spacing(space::XS)
    .into()
}

/// `decides`: whether who sits here may say what they are.
pub(super) fn foreign<'a>(
    draw: Draw,
    results: &'a Rows<KeptForeign>,
    decided: Option<&Decided>,
    decides: bool,
) -> View<'a> {
    if results.shown().is_empty() {
        return empty(draw, results, "foreign-none");
    }
    let chosen = results.chosen().filter(|kept| decides && kept.is_unclaimed());
    let keys = chosen.map(|_| {
        let keys = [
            Control::primary("screen-decide-tie", KeyCommand::Tie),
            Control::primary("screen-decide-book", KeyCommand::Book),
            Control::danger("screen-decide-write-off", KeyCommand::WriteOff),
        ];
        controls(draw, keys)
    });
    let rows = results.shown().iter().map(|kept| stranger(draw, kept));
    let said = decided.map(|decided| {
        let (tone, words) = decided.words(draw);
        draw.said(tone, words)
    });
    column![said, draw.body(draw.get("foreign-heading")), keys, listed(draw, results.cursor, rows)]
        .spacing(space::M)
        .into()
}

impl Decided {
    fn words(&self, draw: Draw) -> (Tone, String) {
        match self {
            Decided::WrittenOff { number } => (Tone::Good, draw.with("foreign-written-off", values![number])),
            Decided::Booked { number, receipt, print } => {
                let booked = values![number, receipt = receipt.number, amount = receipt.amount.greek()];
                let booked = draw.text.of_with("foreign-booked-", receipt.kind.word(), booked);
                let tone = if print.is_printed() { Tone::Good } else { Tone::Warn };
                (tone, format!("{booked} {}", say::print_end(&draw.text, print)))
            }
        }
    }
}

fn listed<'a>(draw: Draw, cursor: usize, rows: impl Iterator<Item = View<'a>>) -> View<'a> {
    let list = draw.scroll(ROWS, screen::rows(draw, cursor, rows).spacing(space::S));
    container(list).height(Length::Fill).into()
}

pub(super) fn stranger<'a>(draw: Draw, kept: &KeptForeign) -> View<'a> {
    let result = &kept.result;
    let card = result.card.as_ref();
    let amount = card.map_or_else(|| "—".to_owned(), |card| format::money(card.final_amount));
    let terminal = card.map(|card| card.terminal_id.as_str()).filter(|id| !id.is_empty());
    let terminal = terminal.unwrap_or(&result.terminal);
    let desk = result.ecr.as_deref().unwrap_or("—");
    let place = values![session = result.session, desk, terminal, code = result.code];
    let of_card = card.map(|card| {
        let values = values![type = card.card_type, pan = card.pan_masked, stan = card.stan, auth = card.auth_code];
        draw.small(draw.with("screen-foreign-card", values))
    });
    let (tone, became) = match (&kept.receipt, &kept.written_off) {
        (Some(receipt), _) => (Tone::Good, draw.with("foreign-has-receipt", values![receipt])),
        (None, Some(off)) => {
            let (operator, approver, reason) = (&off.operator, &off.approver, &off.reason);
            let values = values![at = minute(off.at), operator, approver, reason];
            (Tone::Plain, draw.with("foreign-was-written-off", values))
        }
        (None, None) if kept.is_unclaimed() => (Tone::Bad, draw.get("foreign-open")),
        (None, None) => (Tone::Plain, draw.get("screen-foreign-nothing-to-do")),
    };
    let head = row![
        draw.figures(kept.number, size::BODY),
        draw.figures(amount, size::TITLE),
        draw.status(tone, say::direction(&draw.text, result.direction)),
    ];
    column![
        head.spacing(space::M).align_y(Alignment::Center),
        draw.body(say::foreign_kind(&draw.text, result.why)),
        draw.toned(tone, became),
        draw.figures(second(result.seen_at), size::BODY),
        draw.small(draw.with("screen-foreign-where", place)),
        of_card,
    ]
    .spacing(space::XS)
    .into()
}

/// A list without rows: because there are none, because they are not there yet, or because of trouble.
fn empty<'a, T>(draw: Draw, rows: &Rows<T>, none: &str) -> View<'a> {
    match &rows.trouble {
        Some(trouble) => draw.failed(Tone::Bad, trouble),
        None if rows.are_known() => draw.said(Tone::Good, draw.get(none)),
        None => draw.muted(draw.get("screen-pending-reading")).into(),
    }
}
