//! How it looks: the lists side by side as tabs, the receipt's paper at the right, and what is filled in over it all.

mod correct;
mod lists;

use iced::widget::{Column, Id, Row, column, container, row};
use iced::{Alignment, Element, Length};

use super::{Message, Over, PAPER, ROWS, SEARCH, State, Tab};
use crate::domain::receipt::{Receipt, ReceiptKind};
use crate::domain::time::local;
use crate::text::say;
use crate::window::format;
use crate::window::keys::{Context, KeyCommand};
use crate::window::screen::{Control, Draw, controls};
use crate::window::theme::{Tone, size, space};
use crate::window::widget::{self, Weight};

/// Width of the paper: 48 characters of one width in the small size.
const SHEET: f32 = 492.0;

impl State {
    pub fn view<'a>(&'a self, draw: Draw) -> Element<'a, Message> {
        let body = match (&self.over, self.tab) {
            (Over::Correct(correct), _) => return correct.view(draw),
            (Over::Resolve(resolve), _) => return resolve.view(draw),
            (Over::Nothing, Tab::Receipts) => self.receipts(draw),
            (Over::Nothing, Tab::Pending) => self.pending.view(draw),
            (Over::Nothing, Tab::Foreign) => self.foreign.view(draw),
        };
        column![self.tab_row(draw), container(body).height(Length::Fill)]
            .spacing(space::M)
            .padding(space::L)
            .height(Length::Fill)
            .into()
    }

    fn tab_row<'a>(&'a self, draw: Draw) -> Element<'a, Message> {
        let mut tabs = Row::new().spacing(space::M).align_y(Alignment::Center);
        for tab in self.tabs() {
            let (key, command) = match tab {
                Tab::Receipts => ("screen-tab-receipts", KeyCommand::Receipts),
                Tab::Pending => ("screen-tab-pending", KeyCommand::Pending),
                Tab::Foreign => ("screen-tab-foreign", KeyCommand::Next),
            };
            let (label, cap, message) = (draw.get(key), command.cap(), Message::Show(*tab));
            let weight = if *tab == self.tab { Weight::Primary } else { Weight::Quiet };
            tabs = tabs.push(draw.control(weight, label, cap, message));
        }
        let back = Control::quiet("screen-back", KeyCommand::Back).view(draw, Message::Key);
        row![container(tabs).width(Length::Fill), back].spacing(space::M).into()
    }

    fn receipts<'a>(&'a self, draw: Draw) -> Element<'a, Message> {
        let left = column![self.search_row(draw), container(self.rows(draw)).height(Length::Fill)].spacing(space::S);
        row![container(left).width(Length::Fill), self.sheet(draw)].spacing(space::L).height(Length::Fill).into()
    }

    fn search_row<'a>(&'a self, draw: Draw) -> Element<'a, Message> {
        let open = self.context() == Context::Receipts;
        let field = draw
            .field(&draw.get("screen-receipts-hint"), &self.list.search)
            .id(SEARCH)
            .on_input_maybe(open.then_some(Message::Search));
        let find = Control::quiet("screen-search", KeyCommand::Submit).view(draw, Message::Key);
        row![draw.key_cap(KeyCommand::Search.cap()), field, find].spacing(space::S).align_y(Alignment::Center).into()
    }

    fn rows<'a>(&'a self, draw: Draw) -> Element<'a, Message> {
        if let Some(trouble) = &self.list.trouble {
            return draw.said(Tone::Warn, say::desk_error(&draw.text, trouble));
        }
        if self.list.shown.is_empty() {
            let key = match (self.list.is_looking(), self.list.is_today()) {
                (true, _) => "screen-searching",
                (false, true) => "screen-receipts-none-today",
                (false, false) => "screen-receipts-none",
            };
            return draw.muted(draw.get(key)).into();
        }
        let rows = self.list.shown.iter().enumerate().map(|(place, receipt)| {
            draw.row_control(place == self.list.cursor, receipt_row(draw, receipt), Message::Row(place))
        });
        let mut list = Column::with_children(rows);
        if self.list.more {
            list = list.push(container(draw.small(draw.get("screen-receipts-more"))).padding(space::S));
        }
        draw.scroll(Id::new(ROWS), list).height(Length::Fill).into()
    }

    /// The paper of the receipt under the cursor, what became of it, and what can be done.
    fn sheet<'a>(&'a self, draw: Draw) -> Element<'a, Message> {
        let Some(receipt) = self.list.receipt() else {
            return container(draw.small("")).width(SHEET).into();
        };
        let mut keys = vec![
            Control::danger("screen-void", KeyCommand::Void),
            Control::danger("screen-refund", KeyCommand::Refund),
            Control::quiet("screen-copy", KeyCommand::PrintAgain),
        ];
        if !self.list.is_open() {
            keys.push(Control::quiet("screen-receipts-open", KeyCommand::Submit));
        }
        let mut side = Column::new().spacing(space::S).push(controls(draw, Message::Key, keys));
        let mut paper: Element<'a, Message> = draw.muted("…").into();
        if let Some(around) = self.list.around() {
            for line in say::history(&draw.text, receipt, &around.corrections, around.evidence.as_deref()) {
                side = side.push(draw.said(Tone::Warn, line));
            }
            let shown = match (&receipt.payer_afm, self.list.is_open()) {
                (Some(afm), false) => around.paper.replace(afm.as_str(), &afm.masked()),
                _ => around.paper.clone(),
            };
            paper = draw.mono(shown).into();
        }
        let paper = draw.panel(draw.scroll(Id::new(PAPER), paper)).height(Length::Fill);
        container(side.push(paper)).width(SHEET).height(Length::Fill).into()
    }
}

fn receipt_row<'a>(draw: Draw, receipt: &'a Receipt) -> Element<'a, Message> {
    let mut name = Row::new().spacing(space::S).align_y(Alignment::Center);
    name = name.push(draw.body(receipt.number.to_string()));
    let kind = match receipt.kind {
        ReceiptKind::Sale => None,
        ReceiptKind::Void => Some("screen-kind-void"),
        ReceiptKind::Refund => Some("screen-kind-refund"),
    };
    if let Some(key) = kind {
        name = name.push(draw.status(Tone::Warn, draw.get(key)));
    }
    if receipt.printed_at.is_none() {
        name = name.push(draw.status(Tone::Bad, draw.get("screen-kind-unprinted")));
    }
    let at = local(receipt.at).format("%d/%m/%Y %H:%M").to_string();
    row![
        column![name, draw.small(format!("{at} · {}", receipt.payer))].spacing(2.0).width(Length::Fill),
        widget::figures(format::money(receipt.amount), size::BODY, draw.look.colors.text),
    ]
    .spacing(space::S)
    .align_y(Alignment::Center)
    .into()
}
