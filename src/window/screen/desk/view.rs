//! How the desk looks: search on top, the list at the left, the basket with the amount at the right.

use iced::widget::{Column, Row, column, container, row, stack};
use iced::{Alignment, Length};

use super::{Hint, Listing, Over, Shown, State, debts};
use crate::desk::{DeskOpen, Found};
use crate::domain::money::Money;
use crate::window::request::Day;
use crate::window::screen::{
    Context, Control, Draw, KeyCommand as K, Screen as _, Today, Tone, View, Weight, format, say, size, space, values,
};
use crate::window::widget;

pub const SEARCH: &str = "desk-search";
pub const LIST: &str = "desk-list";

/// Width of the basket: room for 999.999,99 € in the size of the amount.
const BASKET: f32 = 306.0;

impl State {
    pub(super) fn drawn(&self, draw: Draw, today: Today<'_>) -> View<'_> {
        let left = column![
            self.search_row(draw),
            today.day.and_then(|day| till_banner(draw, day)),
            self.result(draw, today.day),
        ];
        let desk: View<'_> = if draw.compact {
            let list = container(left.spacing(space::S)).width(Length::Fill).height(Length::Fill);
            column![list, self.basket_in_short(draw)].spacing(space::S).padding(space::S).height(Length::Fill).into()
        } else {
            row![
                container(left.spacing(space::M)).width(Length::Fill).height(Length::Fill),
                container(self.basket(draw)).width(BASKET).height(Length::Fill),
            ]
            .spacing(space::L)
            .padding(space::L)
            .height(Length::Fill)
            .into()
        };
        // Always in layers, so that the search field is the same one with and without something over it.
        let layers = stack![desk].width(Length::Fill).height(Length::Fill);
        match &self.over {
            Over::Nothing => layers,
            Over::Cash(cash) => layers.push(cash.view(draw, today.hours)),
            Over::OpenTill(open) => layers.push(open.view(draw)),
            Over::Clock(clock) => layers.push(clock.view(draw)),
            Over::OnePayer(asked) => layers.push(asked.view(draw)),
            Over::Part(part) => layers.push(part.view(draw)),
        }
        .into()
    }

    fn search_row(&self, draw: Draw) -> View<'_> {
        let open = matches!(self.context(), Context::Search | Context::Results);
        draw.search(SEARCH, &draw.get("screen-search-hint"), &self.search, open)
    }

    fn result(&self, draw: Draw, day: Option<&Day>) -> View<'_> {
        match &self.shown {
            _ if self.looking.is_some() => draw.muted(draw.get("screen-searching")).into(),
            Shown::Nothing => start(draw, day),
            Shown::Failed(error) => draw.failed(Tone::Bad, error),
            Shown::Result(listing) if listing.found.debtors.is_empty() => nothing(draw, &listing.found),
            Shown::Result(listing) => debts::view(draw, listing, self.parts),
        }
    }

    fn listing(&self) -> Option<&Listing> {
        match &self.shown {
            Shown::Result(listing) if self.settled => Some(listing.as_ref()),
            _ => None,
        }
    }

    /// What is chosen, its sum and the tenders in a line below the list, where there is little room.
    fn basket_in_short(&self, draw: Draw) -> View<'_> {
        let listing = self.listing();
        let count = listing.map_or(0, |listing| listing.chosen().count());
        let total = listing.map_or(Some(Money::ZERO), Listing::total);
        let amount = total.map_or_else(|| draw.get("screen-basket-too-much"), format::money);
        let weight = if count > 0 { Weight::Primary } else { Weight::Quiet };
        let line = row![
            column![draw.small(draw.with("screen-basket-count", values![count])), draw.figures(amount, size::TITLE),]
                .width(Length::Fill),
            Control::new(weight, "screen-tender-card", K::PayCard).view(draw),
            Control::quiet("screen-tender-cash", K::CashAsked).view(draw),
        ];
        let parts = listing.into_iter().flat_map(|listing| {
            listing.chosen().filter_map(|found| listing.part(found.debt.id)).map(|part| part.words(draw))
        });
        let parts: Vec<String> = parts.collect();
        let parts = (!parts.is_empty()).then(|| draw.small(parts.join(" · ")));
        let hint = self.hint.map(|hint| draw.said(Tone::Warn, hint.words(draw)));
        let line = line.spacing(space::S).align_y(Alignment::Center);
        draw.panel(column![hint, parts, line].spacing(space::S)).padding(space::S).into()
    }

    fn basket(&self, draw: Draw) -> View<'_> {
        let listing = self.listing();
        let count = listing.map_or(0, |listing| listing.chosen().count());
        let total = listing.map_or(Some(Money::ZERO), Listing::total);
        let payer = listing.and_then(Listing::debtor).map(|debtor| draw.body(debtor.debtor.name.as_str()));
        let color = if count > 0 { draw.look.colors.text } else { draw.look.colors.muted };
        let amount = total.map_or_else(|| draw.get("screen-basket-too-much"), format::money);
        let content = column![
            draw.small(draw.get("screen-basket")),
            payer,
            draw.muted(draw.with("screen-basket-count", values![count])),
            chosen(draw, listing),
            draw.small(draw.get("screen-basket-total")),
            container(widget::figures(amount, size::AMOUNT, color)).align_right(Length::Fill),
            self.hint.map(|hint| draw.said(Tone::Warn, hint.words(draw))),
            tenders(draw, count > 0),
        ];
        draw.panel(content.spacing(space::M)).height(Length::Fill).into()
    }
}

/// Nothing is looked up yet: how it is done, in the words of the keys.
fn start<'a>(draw: Draw, day: Option<&Day>) -> View<'a> {
    let step = |commands: &[K], key: &str| {
        let caps = Row::with_children(commands.iter().map(|command| draw.key_cap(command.cap())));
        let words = draw.muted(draw.get(key));
        row![caps.spacing(space::XS).width(150.0), words].spacing(space::M).align_y(Alignment::Center)
    };
    let words = column![
        draw.title(draw.get("screen-start")),
        step(&[K::Submit], "screen-start-search"),
        step(&[K::Up, K::Down, K::Choose], "screen-start-choose"),
        step(&[K::PayCard], "screen-start-card"),
        step(&[K::Help], "screen-start-help"),
        day.map(|day| debts_loaded(draw, day)),
    ];
    let padding = if draw.compact { space::S } else { space::XL };
    draw.scroll("desk-start", container(words.spacing(space::M)).padding(padding)).into()
}

fn nothing<'a>(draw: Draw, found: &Found) -> View<'a> {
    let more = found.nothing.iter().flat_map(|nothing| say::nothing_found(&draw.text, nothing));
    let sentences = std::iter::once(say::not_found(&draw.text, found.kind))
        .chain(more)
        .map(|words| draw.toned(Tone::Warn, words).into());
    draw.banner(Tone::Warn, Column::with_children(sentences).spacing(space::S))
}

fn tenders<'a>(draw: Draw, ready: bool) -> View<'a> {
    let weight = if ready { Weight::Primary } else { Weight::Quiet };
    let card = Control::new(weight, "screen-tender-card", K::PayCard).wide().view(draw);
    let cash = row![
        Control::quiet("screen-tender-cash", K::CashAsked).view(draw),
        draw.status(Tone::Bad, draw.get("screen-tender-cash-no")),
    ]
    .spacing(space::S)
    .align_y(Alignment::Center)
    .wrap();
    column![card, cash].spacing(space::M).into()
}

/// The chosen debts in short, also when the list has scrolled away from them.
fn chosen<'a>(draw: Draw, listing: Option<&'a Listing>) -> View<'a> {
    let rows = listing.into_iter().flat_map(|listing| listing.chosen().map(move |found| (listing, found)));
    let rows = rows.map(|(listing, found)| {
        let divided = listing.part(found.debt.id).map(|part| draw.small(part.words(draw)));
        let line = row![
            container(draw.small(found.debt.description.as_str())).width(Length::Fill),
            draw.figures(listing.paid_of(found).greek(), size::SMALL),
        ];
        column![line.spacing(space::S), divided].into()
    });
    let list = draw.scroll("desk-basket", Column::with_children(rows).spacing(space::XS));
    container(list).height(Length::Fill).into()
}

/// How old the debts are, and what their last file did not say.
fn debts_loaded<'a>(draw: Draw, day: &Day) -> View<'a> {
    let Some(file) = &day.debts else { return draw.status(Tone::Warn, draw.get("lookup-try-load-file")) };
    // The first says when; what follows is missing.
    let sentences = say::last_file(&draw.text, file).into_iter().enumerate().map(|(place, sentence)| match place {
        0 => draw.muted(sentence).into(),
        _ => draw.status(Tone::Warn, sentence),
    });
    Column::with_children(sentences).spacing(space::XS).into()
}

fn till_banner<'a>(draw: Draw, day: &Day) -> Option<View<'a>> {
    if day.till.is_some() {
        return None;
    }
    let why = match &day.open {
        DeskOpen::No(refusal) => Some(draw.toned(Tone::Warn, say::refusal(&draw.text, refusal))),
        _ => None,
    };
    let words = column![draw.toned(Tone::Warn, draw.get("screen-till-closed")), why].spacing(space::XS);
    let open = Control::quiet("screen-till-open", K::Till).view(draw);
    let content = row![container(words).width(Length::Fill), open].spacing(space::M).align_y(Alignment::Center);
    Some(draw.banner(Tone::Warn, content))
}

impl Hint {
    fn words(self, draw: Draw) -> String {
        match self {
            Hint::NotPayable(status) => {
                let status = say::debt_status(&draw.text, status);
                draw.with("screen-hint-not-payable", values![status])
            }
            Hint::NothingChosen => draw.get("screen-hint-nothing-chosen"),
            Hint::TooMuch => draw.get("screen-hint-too-much"),
            Hint::TillClosed => draw.get("screen-hint-till-closed"),
            Hint::NoParts => draw.get("screen-hint-no-parts"),
        }
    }
}
