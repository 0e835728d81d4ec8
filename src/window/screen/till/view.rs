//! How the till looks: what it holds at the left, what stands between it and its close at the right.

mod day_file;
mod over;

use iced::widget::{Column, column, container, row};
use iced::{Alignment, Length};

use super::lines::Line;
use super::{LINES, Over, Said, State};
use crate::desk::TillStatus;
use crate::domain::balance::Balance;
use crate::domain::permission::Act;
use crate::domain::reconcile::{BatchComparison, Mismatch};
use crate::domain::till::{IRIS, TillState, TillTotals};
use crate::domain::time::{local, minute};
use crate::window::format;
use crate::window::request::TillSheet;
use crate::window::screen::{self, Control, Draw, KeyCommand, Message, Tone, View, controls, say, size, space, values};

/// Width of a column of amounts.
const MONEY: f32 = 150.0;

impl State {
    pub(super) fn drawn(&self, draw: Draw) -> View<'_> {
        match &self.over {
            Over::Nothing => self.till(draw),
            Over::Z(zs) => zs.view(draw),
            Over::Fill(fill) => fill.view(draw),
            Over::Close(close) => close.view(draw),
            Over::Clock(clock) => clock.view(draw),
            Over::DayFiles(files) => files.view(draw),
            Over::Pick(pick) => {
                let title = draw.title(draw.get("screen-till-file-title"));
                let keys = [
                    Control::primary("screen-till-file-read", KeyCommand::Submit),
                    Control::quiet("screen-back", KeyCommand::Back),
                ];
                let content = column![title, pick.view(draw), controls(draw, keys)].spacing(space::M);
                container(draw.panel(content.height(Length::Fill)).width(Length::Fill)).padding(space::L).into()
            }
        }
    }

    fn till(&self, draw: Draw) -> View<'_> {
        let Some(sheet) = &self.sheet else {
            let reading = match &self.trouble {
                Some(error) => draw.failed(Tone::Bad, error),
                None => draw.muted(draw.get("screen-till-reading")).into(),
            };
            let back = Control::quiet("screen-back", KeyCommand::Back).view(draw);
            return container(column![reading, back].spacing(space::M)).padding(space::L).into();
        };
        let trouble = self.trouble.as_ref().map(|error| draw.failed(Tone::Bad, error));
        let said = self.said.as_ref().map(|said| said.view(draw));
        let sums = draw.panel(sums(draw, sheet)).width(Length::Fill);
        let lines = self.way_to_close(draw);
        let body: View<'_> = if draw.compact {
            draw.scroll(LINES, column![lines, sums].spacing(space::M)).height(Length::Fill).into()
        } else {
            let sums = draw.scroll("till-sums", sums).height(Length::Fill);
            row![container(sums).width(Length::FillPortion(2)), container(lines).width(Length::FillPortion(3))]
                .spacing(space::L)
                .height(Length::Fill)
                .into()
        };
        column![self.heading(draw, sheet), trouble, said, container(body).height(Length::Fill), self.keys(draw)]
            .spacing(if draw.compact { space::S } else { space::M })
            .padding(if draw.compact { space::S } else { space::L })
            .height(Length::Fill)
            .into()
    }

    fn heading<'a>(&self, draw: Draw, sheet: &'a TillSheet) -> View<'a> {
        let status = &sheet.status;
        let (tone, state) = match status.state {
            TillState::Open => (Tone::Good, "screen-till-is-open"),
            TillState::Closed => (Tone::Warn, "screen-till-is-closed"),
        };
        let title = row![
            draw.title(draw.with("screen-till-of", values![till = status.name])),
            draw.status(tone, draw.get(state)),
        ]
        .spacing(space::M)
        .align_y(Alignment::Center);
        let opened = status.till.as_ref().map(|till| {
            draw.muted(draw.with("screen-till-since", values![at = minute(till.opened_at), operator = till.opened_by]))
        });
        let earlier = is_of_an_earlier_day(status)
            .then(|| draw.said(Tone::Bad, draw.with("screen-till-earlier", values![till = status.name])));
        let clock = status.terminal_clock.as_ref().map(|clock| draw.small(say::terminal_clock(&draw.text, clock)));
        column![title.wrap(), opened, earlier, clock].spacing(space::XS).into()
    }

    /// What keeps it from closing, batch by batch what differs, and how many lines are in the way.
    fn way_to_close(&self, draw: Draw) -> View<'_> {
        let in_the_way = self.in_the_way();
        let (tone, words) = match (self.open_till().is_some(), in_the_way) {
            (false, _) => (Tone::Plain, draw.get("screen-till-closed-already")),
            (true, 0) => (Tone::Good, draw.get("screen-till-can-close")),
            (true, count) => (Tone::Warn, draw.with("screen-till-cannot-close", values![count])),
        };
        let lines = self.lines.iter().map(|line| self.line(draw, line));
        let list = screen::rows(draw, self.cursor, lines);
        let list: View<'_> =
            if draw.compact { list.into() } else { draw.scroll(LINES, list).height(Length::Fill).into() };
        column![draw.said(tone, words), list].spacing(space::S).into()
    }

    fn line<'a>(&self, draw: Draw, line: &'a Line) -> View<'a> {
        let tone = if line.blocks(self.compared) { Tone::Bad } else { Tone::Plain };
        match line {
            Line::Clock(doubt) => led(draw, tone, say::clock_doubt(&draw.text, doubt), "screen-till-clear-clock"),
            Line::Restored(at) => {
                let words = draw.with("screen-till-restored", values![at = minute(*at)]);
                led(draw, Tone::Warn, words, "screen-till-clear-restored")
            }
            Line::Blocker(blocker) => {
                let values = values![ref = blocker.reference];
                let words = draw.text.of_with("screen-till-blocker-", blocker.kind.word(), values);
                led(draw, tone, words, "screen-till-clear-blocker")
            }
            Line::Batch(batch) => of_batch(draw, tone, batch),
            Line::Mismatch(mismatch, explained) => of_mismatch(draw, tone, mismatch, explained.as_ref()),
        }
    }

    fn keys(&self, draw: Draw) -> View<'_> {
        let mut keys = Vec::new();
        if self.open_till().is_some() {
            keys.extend([
                Control::primary("screen-till-close", KeyCommand::CloseTill),
                Control::quiet("screen-till-type-totals", KeyCommand::TypeTotals),
                Control::quiet("screen-till-batch-file", KeyCommand::BatchFile),
                Control::quiet("screen-till-explain", KeyCommand::Explain),
                Control::quiet("screen-till-hand-over", KeyCommand::HandOver),
            ]);
        } else {
            keys.push(Control::primary("screen-till-open", KeyCommand::Till));
        }
        keys.push(Control::quiet("screen-till-z", KeyCommand::ZReports));
        if self.who.may(Act::ReadReports) {
            keys.push(Control::quiet("screen-till-export", KeyCommand::ExportDay));
        }
        keys.push(Control::quiet("screen-back", KeyCommand::Back));
        controls(draw, keys)
    }
}

fn is_of_an_earlier_day(status: &TillStatus) -> bool {
    status.earlier.iter().any(|earlier| earlier.name == status.name)
}

impl Said {
    fn view<'a>(&self, draw: Draw) -> View<'a> {
        match self {
            Said::Blocked(count) => draw.said(Tone::Bad, draw.with("screen-till-blocked", values![count = *count])),
            Said::Failed(error) => draw.failed(Tone::Bad, error),
            Said::Filed(met) => {
                let otherwise = met.iter().map(|met| say::read_otherwise(&draw.text, met));
                let lines: Vec<String> = std::iter::once(draw.get("screen-till-filed")).chain(otherwise).collect();
                draw.said(Tone::Good, lines.join("\n"))
            }
        }
    }
}

/// What a line says, and what Enter does there.
fn led<'a>(draw: Draw, tone: Tone, words: String, enter: &str) -> View<'a> {
    let led = row![draw.key_cap(KeyCommand::Submit.cap()), draw.small(draw.get(enter))];
    row![
        draw.icon(tone, size::SMALL),
        column![draw.body(words), led.spacing(space::S).align_y(Alignment::Center)].spacing(2.0).width(Length::Fill),
    ]
    .spacing(space::M)
    .align_y(Alignment::Center)
    .into()
}

/// Ours and theirs side by side.
fn of_batch<'a>(draw: Draw, tone: Tone, batch: &BatchComparison) -> View<'a> {
    let told = |amount: Option<Balance>| amount.map_or_else(|| "—".to_owned(), euro);
    let count = |count: Option<u64>| count.map_or_else(|| "—".to_owned(), |count| count.to_string());
    let name = draw.with("screen-till-batch-name", values![batch = batch.name.short()]);
    let state = match (batch.theirs, batch.difference) {
        (None, _) => draw.status(tone, draw.get("screen-till-not-compared")),
        (Some(_), Some(difference)) if difference.is_zero() => draw.status(Tone::Good, draw.get("screen-till-agrees")),
        (Some(_), _) => draw.status(Tone::Warn, draw.get("screen-till-differs")),
    };
    let side = |key: &str, count: String, amount: String| {
        column![draw.small(draw.with(key, values![count])), draw.figures(amount, size::BODY),].width(Length::Fill)
    };
    let sides = row![
        side("screen-till-ours", batch.ours.count.to_string(), euro(batch.ours.total)),
        side("screen-till-theirs", count(batch.their_count), told(batch.theirs)),
        column![draw.small(draw.get("screen-till-difference")), draw.figures(told(batch.difference), size::BODY)]
            .width(Length::Fill),
    ];
    let enter = batch.theirs.is_none().then(|| {
        let led = row![draw.key_cap(KeyCommand::Submit.cap()), draw.small(draw.get("screen-till-type-totals"))];
        led.spacing(space::S).align_y(Alignment::Center)
    });
    column![row![draw.body(name), state].spacing(space::M).align_y(Alignment::Center), sides.spacing(space::M), enter]
        .spacing(space::XS)
        .into()
}

fn of_mismatch<'a>(draw: Draw, tone: Tone, mismatch: &Mismatch, explained: Option<&(String, String)>) -> View<'a> {
    let told = |amount: Option<Balance>| amount.map_or_else(|| "—".to_owned(), Balance::greek);
    let (ours, theirs) = (told(mismatch.ours), told(mismatch.theirs));
    let values = values![reference = mismatch.reference, ours, theirs];
    let words = draw.text.of_with("mismatch-", mismatch.kind.word(), values);
    match explained {
        None => led(draw, tone, words, "screen-till-clear-mismatch"),
        Some((text, by)) => {
            let said = draw.with("reconcile-explained", values![by, text]);
            row![
                draw.icon(Tone::Good, size::SMALL),
                column![draw.body(words), draw.small(said)].spacing(2.0).width(Length::Fill),
            ]
            .spacing(space::M)
            .align_y(Alignment::Center)
            .into()
        }
    }
}

/// What the till holds, IRIS apart.
pub(super) fn sums<'a>(draw: Draw, sheet: &TillSheet) -> Column<'a, Message> {
    let status = &sheet.status;
    let refusals = draw.body(draw.with("till-cash-refusals", values![count = status.cash_refusals]));
    let z = status.z.as_ref().map(|number| draw.body(draw.with("till-has-z", values![number])));
    let content = match &status.totals {
        None => Column::new().push(draw.muted(draw.get("till-totals-hidden"))),
        Some(totals) => held(draw, totals),
    };
    content.push(refusals).push(z).spacing(space::S)
}

fn held<'a>(draw: Draw, totals: &TillTotals) -> Column<'a, Message> {
    let (iris, cards): (Vec<_>, Vec<_>) = totals.by_card_type.iter().partition(|(name, _)| *name == IRIS);
    let whole = column![
        draw.small(draw.with("screen-till-receipts", values![count = totals.receipts, back = totals.corrections])),
        draw.figures(euro(totals.total), size::TITLE),
    ];
    let rows = |title: &str, rows: Vec<(&String, &Balance)>| {
        let rows: Vec<View<'a>> = rows.into_iter().map(|(name, sum)| sum_row(draw, name.clone(), *sum)).collect();
        (!rows.is_empty()).then(|| column![draw.small(draw.get(title))].extend(rows).spacing(2.0))
    };
    Column::new()
        .push(whole)
        .push(rows("till-by-revenue-code", totals.by_revenue_code.iter().collect()))
        .push(rows("till-by-card-type", cards))
        .push(rows("screen-till-iris", iris))
        .push(rows("till-by-cashier", totals.by_cashier.iter().collect()))
}

fn sum_row<'a>(draw: Draw, name: String, sum: Balance) -> View<'a> {
    row![
        container(draw.body(name)).width(Length::Fill),
        container(draw.figures(euro(sum), size::BODY)).align_right(Length::Fixed(MONEY)),
    ]
    .align_y(Alignment::Center)
    .into()
}

pub(super) fn euro(amount: Balance) -> String {
    format!("{}\u{a0}€", amount.greek())
}

/// `08:31`.
pub(super) fn clock(at: crate::domain::time::Moment) -> String {
    format::clock(local(at))
}
