//! How what lies over the till looks: what is typed, the close, the Z reports.

use iced::widget::{Column, column, container, qr_code, row};
use iced::{Alignment, Length};

use super::{clock, euro, sums};
use crate::desk::{CloseStep, KeptZ, PrintEnd};
use crate::domain::z_report::ZReport;
use crate::window::format;
use crate::window::screen::till::close::Close;
use crate::window::screen::till::fill::{Fill, What};
use crate::window::screen::till::z::{PAPER, ROWS, Zs};
use crate::window::screen::{
    self, Control, Draw, KeyCommand, Tone, View, centred, controls, said_of_slip, size, space, values,
};

/// Width of the paper: 48 characters of one width in the small size.
const SHEET: f32 = 492.0;
/// Side of a square of the QR code, in logical pixels.
const CELL: f32 = 3.0;

impl Fill {
    pub(super) fn view(&self, draw: Draw) -> View<'_> {
        let (title, says, go) = match &self.what {
            What::Totals(_) => ("screen-till-totals-title", "screen-till-totals-say", "screen-till-totals-go"),
            What::Explain(_) => ("screen-till-explain-title", "screen-till-explain-say", "screen-till-explain-go"),
            What::HandOver => ("screen-till-hand-over-title", "screen-till-hand-over-say", "screen-till-hand-over-go"),
            What::Compared => ("screen-till-compared-title", "screen-till-compared-say", "screen-till-compared-go"),
        };
        let about = match &self.what {
            What::Totals(Some(batch)) => {
                let (batch, count, total) = (batch.name.short(), batch.ours.count, euro(batch.ours.total));
                Some(draw.with("screen-till-totals-ours", values![batch, count, total]))
            }
            What::Explain(mismatch) => {
                let told =
                    |amount: Option<_>| amount.map_or_else(|| "—".to_owned(), crate::domain::balance::Balance::greek);
                let values =
                    values![reference = mismatch.reference, ours = told(mismatch.ours), theirs = told(mismatch.theirs)];
                Some(draw.text.of_with("mismatch-", mismatch.kind.word(), values))
            }
            What::Totals(None) | What::HandOver | What::Compared => None,
        };
        let keys = [Control::primary(go, KeyCommand::Submit), Control::quiet("screen-back", KeyCommand::Back)];
        let content = column![
            draw.title(draw.get(title)),
            draw.body(draw.get(says)),
            about.map(|about| draw.said(Tone::Plain, about)),
            self.form.view(draw),
            self.form.trouble.as_ref().map(|error| draw.failed(Tone::Bad, error)),
            controls(draw, keys),
        ];
        centred(draw, draw.panel(content.spacing(space::M)).width(Length::Fill))
    }
}

impl Close {
    pub(super) fn view(&self, draw: Draw) -> View<'_> {
        let progress = self.is_closing().then(|| self.progress(draw));
        let keys = (!self.is_closing()).then(|| {
            let go = Control::danger("screen-till-close-go", KeyCommand::Submit);
            controls(draw, [go, Control::quiet("screen-back", KeyCommand::Back)])
        });
        let content = column![
            draw.title(draw.with("screen-till-close-title", values![till = self.sheet.status.name])),
            draw.body(draw.get("screen-till-close-say")),
            self.form.view(draw),
            self.form.trouble.as_ref().map(|error| draw.failed(Tone::Bad, error)),
            keys,
            progress,
            draw.line(),
            sums(draw, &self.sheet),
        ];
        centred(draw, draw.panel(content.spacing(space::M)).width(Length::Fill))
    }

    /// The steps of the close, those that are done ticked.
    fn progress(&self, draw: Draw) -> View<'_> {
        let steps = [
            (None, "screen-till-closing-pin"),
            (Some(CloseStep::AskingTerminal), "screen-till-closing-terminal"),
            (Some(CloseStep::Booking), "screen-till-closing-books"),
            (Some(CloseStep::Printing), "screen-till-closing-print"),
        ];
        let rows = steps.into_iter().zip(1..).map(|((step, key), number)| {
            row![draw.step(number, step < self.step), draw.body(draw.get(key))]
                .spacing(space::S)
                .align_y(Alignment::Center)
                .into()
        });
        Column::with_children(rows).spacing(space::S).into()
    }
}

impl Zs {
    pub(super) fn view(&self, draw: Draw) -> View<'_> {
        let mut keys = Vec::new();
        if self.asks_for_paper() {
            keys.push(Control::primary("screen-receipts-came-out", KeyCommand::Yes));
        }
        if self.shown().is_some() {
            keys.push(Control::quiet("screen-till-print-z", KeyCommand::PrintZ));
            if self.may_export() {
                keys.push(Control::quiet("screen-till-export", KeyCommand::ExportDay));
            }
        }
        keys.push(Control::quiet("screen-back", KeyCommand::Back));
        let list: View<'_> = match &self.rows.trouble {
            Some(error) => draw.failed(Tone::Warn, error),
            None if self.rows.are_known() && self.rows.shown().is_empty() => draw.muted(draw.get("z-none")).into(),
            None => {
                let rows = self.rows.shown().iter().map(|kept| z_row(draw, kept));
                draw.scroll(ROWS, screen::rows(draw, self.rows.cursor, rows)).height(Length::Fill).into()
            }
        };
        let left = column![
            draw.title(draw.get("screen-till-z-title")),
            self.said(draw),
            controls(draw, keys),
            container(list).height(Length::Fill),
        ]
        .spacing(space::M);
        if draw.compact {
            return column![container(left).height(Length::Fill), self.sheet(draw)].padding(space::S).into();
        }
        let body = row![container(left).width(Length::Fill), self.sheet(draw)].spacing(space::L);
        body.padding(space::L).height(Length::Fill).into()
    }

    fn said(&self, draw: Draw) -> Option<View<'_>> {
        if let Some(error) = &self.trouble {
            return Some(draw.failed(Tone::Bad, error));
        }
        if self.is_printing() {
            return Some(draw.muted(draw.get("screen-till-printing-z")).into());
        }
        let (tone, print) = said_of_slip(draw.text, self.printed.as_ref()?);
        let number = self.shown().map(|kept| kept.report.number.to_string()).unwrap_or_default();
        if !self.closed_now {
            return Some(draw.said(tone, print));
        }
        // The till is closed whatever the printer did.
        let unprinted = matches!(&self.printed, Some(Ok(PrintEnd::NotPrinted(_))));
        let key = if unprinted { "screen-till-closed-without-paper" } else { "screen-till-closed-now" };
        Some(draw.said(tone, draw.with(key, values![number, print])))
    }

    /// The paper as it was printed, and its seal as the code that is on it.
    fn sheet(&self, draw: Draw) -> View<'_> {
        let Some(paper) = &self.paper else { return container(draw.small("")).width(SHEET).into() };
        let copies = paper.kept.copies;
        let state = match paper.kept.printed_at {
            None => draw.status(Tone::Bad, draw.get("screen-without-paper")),
            Some(_) => draw.status(Tone::Plain, draw.with("receipt-copies", values![count = copies])),
        };
        let qr = self.qr.as_ref().map(|qr| qr_code(qr).cell_size(CELL));
        let content = column![state, draw.mono(paper.text.as_str()), qr].spacing(space::S);
        let sheet = draw.panel(draw.scroll(PAPER, content)).width(Length::Fill).height(Length::Fill);
        container(sheet).max_width(SHEET).height(Length::Fill).into()
    }
}

fn z_row<'a>(draw: Draw, kept: &KeptZ) -> View<'a> {
    let ZReport { number, till, closed_at, all, .. } = &kept.report;
    let unprinted = kept.printed_at.is_none().then(|| draw.status(Tone::Bad, draw.get("screen-without-paper")));
    let day = format::date(kept.report.day);
    let what = draw.small(format!("{till} · {day} {}", clock(*closed_at)));
    row![
        column![draw.body(number.to_string()), what].spacing(2.0).width(Length::Fill),
        unprinted,
        column![
            container(draw.figures(euro(all.total), size::BODY)).align_right(Length::Fixed(130.0)),
            container(draw.small(draw.with("screen-till-documents", values![count = all.count])))
                .align_right(Length::Fixed(130.0)),
        ],
    ]
    .spacing(space::S)
    .align_y(Alignment::Center)
    .into()
}
