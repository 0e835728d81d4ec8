//! How the desk looks: search on top, the list at the left, the basket with the amount at the right.

use iced::widget::{Column, Id, Row, column, container, row, stack};
use iced::{Alignment, Element, Length};

use super::{Hint, Listing, Message, Over, Shown, State, debts};
use crate::desk::{DeskOpen, QueryKind};
use crate::domain::hours::Hours;
use crate::text::{say, values};
use crate::window::format;
use crate::window::keys::{Context, KeyCommand, KeyCommand as K};
use crate::window::request::Day;
use crate::window::screen::{Control, Draw};
use crate::window::theme::{Tone, size, space};
use crate::window::widget::{self, Weight};

pub const SEARCH: &str = "desk-search";
/// The list of debtors or debts.
pub const LIST: &str = "desk-list";

/// Width of the basket: room for 999.999,99 € in the size of the amount.
const BASKET: f32 = 306.0;

impl State {
    /// The desk. `hours` are those that the refusal of cash names.
    pub fn view<'a>(&'a self, draw: Draw, day: Option<&Day>, hours: &Hours) -> Element<'a, Message> {
        let mut left = Column::new().spacing(space::M).push(self.search_row(draw));
        if let Some(banner) = day.and_then(|day| till_banner(draw, day)) {
            left = left.push(banner);
        }
        left = left.push(self.result(draw, day));
        let desk = row![
            container(left).width(Length::Fill).height(Length::Fill),
            container(self.basket(draw)).width(BASKET).height(Length::Fill),
        ]
        .spacing(space::L)
        .padding(space::L)
        .height(Length::Fill);
        // Always in layers, so that the search field is the same one with and without something over it.
        let layers = stack![desk].width(Length::Fill).height(Length::Fill);
        match &self.over {
            Over::Nothing => layers,
            Over::Cash(cash) => layers.push(cash.view(draw, hours)),
            Over::OpenTill(open) => layers.push(open.view(draw)),
            Over::Clock(clock) => layers.push(clock.view(draw)),
            Over::OnePayer(asked) => layers.push(asked.view(draw)),
        }
        .into()
    }

    fn search_row<'a>(&'a self, draw: Draw) -> Element<'a, Message> {
        let open = matches!(self.context(), Context::Search | Context::Results);
        let field = draw
            .field(&draw.get("screen-search-hint"), &self.search)
            .id(SEARCH)
            .on_input_maybe(open.then_some(Message::Search));
        row![
            draw.key_cap(KeyCommand::Search.cap()),
            field,
            Control::quiet("screen-search", KeyCommand::Submit).view(draw, Message::Key)
        ]
        .spacing(space::S)
        .align_y(Alignment::Center)
        .into()
    }

    fn result<'a>(&'a self, draw: Draw, day: Option<&Day>) -> Element<'a, Message> {
        if self.looking.is_some() {
            return draw.muted(draw.get("screen-searching")).into();
        }
        match &self.shown {
            Shown::Nothing => self.start(draw, day),
            Shown::Failed(error) => {
                let words = say::desk_error(&draw.text, error);
                draw.said(Tone::Bad, words)
            }
            Shown::Result(listing) if listing.found().debtors.is_empty() => {
                let key = match listing.found().kind {
                    QueryKind::Rf => "screen-found-no-rf",
                    QueryKind::Afm => "screen-found-no-afm",
                    QueryKind::Name => "screen-found-no-name",
                };
                let mut words = column![draw.toned(Tone::Warn, draw.get(key))].spacing(space::S);
                for sentence in
                    listing.found().nothing.iter().flat_map(|nothing| say::nothing_found(&draw.text, nothing))
                {
                    words = words.push(draw.toned(Tone::Warn, sentence));
                }
                draw.banner(Tone::Warn, words)
            }
            Shown::Result(listing) => debts::view(draw, listing),
        }
    }

    /// Nothing is looked up yet: how it is done, in the words of the keys.
    fn start<'a>(&'a self, draw: Draw, day: Option<&Day>) -> Element<'a, Message> {
        let step = |commands: &[K], key: &str| {
            let mut keys = Row::new().spacing(space::XS).width(150.0);
            for command in commands {
                keys = keys.push(draw.key_cap(command.cap()));
            }
            row![keys, draw.muted(draw.get(key))].spacing(space::M).align_y(Alignment::Center)
        };
        let mut words = column![
            draw.title(draw.get("screen-start")),
            step(&[K::Submit], "screen-start-search"),
            step(&[K::Up, K::Down, K::Choose], "screen-start-choose"),
            step(&[K::PayCard], "screen-start-card"),
            step(&[K::Help], "screen-start-help"),
        ]
        .spacing(space::M);
        if let Some(day) = day {
            words = words.push(debts_loaded(draw, day));
        }
        container(words).padding(space::XL).into()
    }

    fn basket<'a>(&'a self, draw: Draw) -> Element<'a, Message> {
        let listing = match &self.shown {
            Shown::Result(listing) if self.settled => Some(listing.as_ref()),
            _ => None,
        };
        let count = listing.map_or(0, |listing| listing.chosen().count());
        let total = listing.map_or(Some(crate::domain::money::Money::ZERO), Listing::total);
        let payer = listing.and_then(Listing::debtor).map(|debtor| debtor.debtor.name.as_str());
        let mut content = Column::new().spacing(space::M).push(draw.small(draw.get("screen-basket")));
        if let Some(payer) = payer {
            content = content.push(draw.body(payer));
        }
        content = content.push(draw.muted(draw.with("screen-basket-count", values![count])));
        content = content.push(chosen(draw, listing));
        let color = if count > 0 { draw.look.colors.text } else { draw.look.colors.muted };
        let amount = total.map_or_else(|| draw.get("screen-basket-too-much"), format::money);
        content = content
            .push(draw.small(draw.get("screen-basket-total")))
            .push(container(widget::figures(amount, size::AMOUNT, color)).align_right(Length::Fill));
        if let Some(hint) = self.hint {
            content = content.push(draw.said(Tone::Warn, hint.words(draw)));
        }
        content = content.push(self.tenders(draw, count > 0));
        draw.panel(content).height(Length::Fill).into()
    }

    fn tenders<'a>(&'a self, draw: Draw, ready: bool) -> Element<'a, Message> {
        let weight = if ready { Weight::Primary } else { Weight::Quiet };
        let card = Control::new(weight, "screen-tender-card", K::PayCard).wide().view(draw, Message::Key);
        let cash = row![
            Control::quiet("screen-tender-cash", K::CashAsked).view(draw, Message::Key),
            draw.status(Tone::Bad, draw.get("screen-tender-cash-no")),
        ]
        .spacing(space::S)
        .align_y(Alignment::Center)
        .wrap();
        column![card, cash].spacing(space::M).into()
    }
}

/// The chosen debts in short, also when the list has scrolled away from them.
fn chosen<'a>(draw: Draw, listing: Option<&'a Listing>) -> Element<'a, Message> {
    let look = draw.look;
    let rows = listing.into_iter().flat_map(Listing::chosen).map(|found| {
        row![
            container(draw.small(found.debt.description.as_str())).width(Length::Fill),
            widget::figures(found.debt.open_amount().greek(), size::SMALL, look.colors.text),
        ]
        .spacing(space::S)
        .into()
    });
    let list = draw.scroll(Id::new("desk-basket"), Column::with_children(rows).spacing(space::XS));
    container(list).height(Length::Fill).into()
}

/// How old the debts are, and what their last file did not say.
fn debts_loaded<'a>(draw: Draw, day: &Day) -> Element<'a, Message> {
    let Some(file) = &day.debts else {
        return draw.status(Tone::Warn, draw.get("lookup-try-load-file"));
    };
    // The first says when; what follows is missing.
    let sentences = say::last_file(&draw.text, file).into_iter().enumerate().map(|(place, sentence)| match place {
        0 => draw.muted(sentence).into(),
        _ => draw.status(Tone::Warn, sentence),
    });
    Column::with_children(sentences).spacing(space::XS).into()
}

fn till_banner<'a>(draw: Draw, day: &Day) -> Option<Element<'a, Message>> {
    if day.till.is_some() {
        return None;
    }
    let mut words = Column::new().spacing(space::XS).push(draw.toned(Tone::Warn, draw.get("screen-till-closed")));
    if let DeskOpen::No(refusal) = &day.open {
        words = words.push(draw.toned(Tone::Warn, say::refusal(&draw.text, refusal)));
    }
    let open = Control::quiet("screen-till-open", KeyCommand::Till).view(draw, Message::Key);
    Some(draw.banner(
        Tone::Warn,
        row![container(words).width(Length::Fill), open].spacing(space::M).align_y(Alignment::Center),
    ))
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
        }
    }
}
