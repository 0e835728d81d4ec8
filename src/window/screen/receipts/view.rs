//! How it looks: the lists side by side as tabs, the receipt's paper at the right, and what is filled in over it all.

mod correct;
mod lists;

use iced::widget::{Column, Row, column, container, row};
use iced::{Alignment, Length};

use super::{Over, PAPER, ROWS, SEARCH, State, Tab};
use crate::domain::permission::Act;
use crate::domain::receipt::{Receipt, ReceiptKind};
use crate::domain::time::minute;
use crate::window::screen::{
    self, Context, Control, Draw, Input, KeyCommand, Message, Screen as _, Tone, View, Weight, controls, format, say,
    size, space,
};

/// Width of the paper: 48 characters of one width in the small size.
const SHEET: f32 = 492.0;

impl State {
    pub(super) fn drawn(&self, draw: Draw) -> View<'_> {
        let body = match (&self.over, self.tab) {
            (Over::Correct(correct), _) => return correct.view(draw),
            (Over::Resolve(resolve), _) => return resolve.view(draw),
            (Over::Decide(decide), _) => return decide.view(draw),
            (Over::Nothing, Tab::Receipts) => self.receipts(draw),
            (Over::Nothing, Tab::Pending) => self.pending.view(draw),
            (Over::Nothing, Tab::Foreign) => {
                lists::foreign(draw, &self.foreign, self.decided.as_ref(), self.who.may(Act::DecideForeignResult))
            }
        };
        column![self.tab_row(draw), container(body).height(Length::Fill)]
            .spacing(if draw.compact { space::S } else { space::M })
            .padding(if draw.compact { space::S } else { space::L })
            .height(Length::Fill)
            .into()
    }

    fn tab_row(&self, draw: Draw) -> View<'_> {
        let tabs = self.tabs().iter().enumerate().map(|(place, tab)| {
            let (key, command) = match tab {
                Tab::Receipts => ("screen-tab-receipts", KeyCommand::Receipts),
                Tab::Pending => ("screen-tab-pending", KeyCommand::Pending),
                Tab::Foreign => ("screen-tab-foreign", KeyCommand::Unclaimed),
            };
            let weight = if *tab == self.tab { Weight::Primary } else { Weight::Quiet };
            draw.control(weight, draw.get(key), command.cap(), Message::Input(Input::Tab(place))).into()
        });
        let tabs = Row::with_children(tabs).spacing(space::M).align_y(Alignment::Center);
        let back = Control::quiet("screen-back", KeyCommand::Back).view(draw);
        row![container(tabs).width(Length::Fill), back].spacing(space::M).into()
    }

    fn receipts(&self, draw: Draw) -> View<'_> {
        let open = self.context() == Context::Receipts;
        let search = draw.search(SEARCH, &draw.get("screen-receipts-hint"), &self.list.search, open);
        let left = column![search, container(self.rows(draw)).height(Length::Fill)].spacing(space::S);
        match (draw.compact, self.list.open) {
            (true, false) => container(left).into(),
            (true, true) => self.sheet(draw),
            (false, _) => row![container(left).width(Length::Fill), self.sheet(draw)]
                .spacing(space::L)
                .height(Length::Fill)
                .into(),
        }
    }

    fn rows(&self, draw: Draw) -> View<'_> {
        if let Some(trouble) = &self.list.trouble {
            return draw.failed(Tone::Warn, trouble);
        }
        if self.list.shown.is_empty() {
            let key = match (self.list.looking.is_some(), self.list.asked.is_empty()) {
                (true, _) => "screen-searching",
                (false, true) => "screen-receipts-none-today",
                (false, false) => "screen-receipts-none",
            };
            return draw.muted(draw.get(key)).into();
        }
        let rows = self.list.shown.iter().map(|receipt| receipt_row(draw, receipt, self.list.amounts_shown));
        let more = self.list.more.then(|| container(draw.small(draw.get("screen-receipts-more"))).padding(space::S));
        let list = screen::rows(draw, self.list.cursor, rows).push(more);
        draw.scroll(ROWS, list).height(Length::Fill).into()
    }

    /// The paper of the receipt under the cursor, what became of it, and what can be done.
    fn sheet(&self, draw: Draw) -> View<'_> {
        let Some(receipt) = self.list.receipt() else { return container(draw.small("")).width(SHEET).into() };
        let mut keys = vec![
            Control::danger("screen-void", KeyCommand::Void),
            Control::danger("screen-refund", KeyCommand::Refund),
            Control::quiet("screen-copy", KeyCommand::PrintAgain),
        ];
        if self.list.lacks_paper() {
            keys.push(Control::primary("screen-receipts-came-out", KeyCommand::Yes));
        }
        if !self.list.open {
            keys.push(Control::quiet("screen-receipts-open", KeyCommand::Submit));
        }
        let mut side = Column::new().spacing(space::S).push(controls(draw, keys));
        let mut paper = draw.muted("…");
        if let Some(around) = self.list.around() {
            let history = say::history(&draw.text, receipt, &around.corrections, around.evidence.as_deref());
            side = side.extend(history.into_iter().map(|line| draw.said(Tone::Warn, line)));
            paper = draw.mono(match (&receipt.payer_afm, self.list.open) {
                (Some(afm), false) => around.paper.replace(afm.as_str(), &afm.masked()),
                _ => around.paper.clone(),
            });
        }
        let paper = draw.panel(draw.scroll(PAPER, paper)).height(Length::Fill);
        container(side.push(paper)).width(SHEET).height(Length::Fill).into()
    }
}

fn receipt_row<'a>(draw: Draw, receipt: &'a Receipt, amounts_shown: bool) -> View<'a> {
    let kind = (receipt.kind != ReceiptKind::Sale).then(|| say::document(&draw.text, receipt.kind));
    let unprinted = receipt.printed_at.is_none().then_some("screen-without-paper");
    let name = row![
        draw.body(receipt.number.to_string()),
        kind.map(|kind| draw.status(Tone::Warn, kind)),
        unprinted.map(|key| draw.status(Tone::Bad, draw.get(key))),
    ];
    let at = minute(receipt.at);
    let who = draw.small(format!("{at} · {}", receipt.payer));
    row![
        column![name.spacing(space::S).align_y(Alignment::Center), who].spacing(2.0).width(Length::Fill),
        amounts_shown.then(|| draw.figures(format::money(receipt.amount), size::BODY)),
    ]
    .spacing(space::S)
    .align_y(Alignment::Center)
    .into()
}
