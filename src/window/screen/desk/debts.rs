//! The list: debtors, or the debts of one, each with why it cannot be paid where that is so.

use iced::widget::{Column, Id, column, container, row};
use iced::{Alignment, Element, Length, Padding};

use super::list::Entry;
use super::view::LIST;
use super::{Listing, Message};
use crate::desk::{FoundDebt, FoundDebtor, QueryKind};
use crate::domain::debt::DebtStatus;
use crate::domain::money::Money;
use crate::domain::rf::AmountDigit;
use crate::text::{say, values};
use crate::window::format;
use crate::window::keys::KeyCommand;
use crate::window::screen::{Control, Draw, controls};
use crate::window::theme::{Tone, size, space};
use crate::window::widget;

/// Widths of the columns, in logical pixels; what is left is the description's.
mod width {
    pub(super) const MARK: f32 = 24.0;
    pub(super) const DATE: f32 = 92.0;
    pub(super) const MONEY: f32 = 96.0;
}

pub(super) fn view<'a>(draw: Draw, listing: &'a Listing) -> Element<'a, Message> {
    let mut content = Column::new().spacing(space::S);
    for note in notes(draw, listing) {
        content = content.push(note);
    }
    let rows: Vec<Element<'a, Message>> = match listing.debtor() {
        Some(debtor) => {
            content = content.push(heading(draw, listing, debtor));
            let together = listing.opened().count();
            if together > 1 {
                let words = draw.with("screen-maybe-one-person", values![count = together]);
                content = content.push(draw.status(Tone::Warn, words));
            }
            content = content.push(columns(draw));
            let shows_rf = listing.found().kind != QueryKind::Rf;
            let debt = |(place, found): (usize, &'a FoundDebt)| {
                let row = debt_row(draw, found, listing.is_chosen(found.debt.id), shows_rf);
                draw.row_control(place == listing.cursor(), row, Message::Row(place))
            };
            listing.debts().enumerate().map(debt).collect()
        }
        None => {
            let debtor = |(place, entry): (usize, &'a Entry)| {
                let row = debtor_row(draw, listing, entry);
                draw.row_control(place == listing.cursor(), row, Message::Row(place))
            };
            listing.entries().iter().enumerate().map(debtor).collect()
        }
    };
    let list = draw.scroll(Id::new(LIST), Column::with_children(rows));
    content.push(container(list).height(Length::Fill)).into()
}

/// What the desk has to say of the look-up itself.
fn notes<'a>(draw: Draw, listing: &'a Listing) -> Vec<Element<'a, Message>> {
    let found = listing.found();
    let mut notes: Vec<Element<'a, Message>> = Vec::new();
    if !found.healed.is_empty() {
        let healed: Vec<String> = found.healed.iter().map(|healed| say::healed(&draw.text, *healed)).collect();
        let words = draw.with("screen-found-healed", values![what = healed.join(", ")]);
        notes.push(draw.small(words).into());
    }
    if let Some(hint) = found.amount_hint {
        let words = draw.with("screen-found-amount-hint", values![amount = format::money(hint)]);
        notes.push(draw.small(words).into());
    }
    if found.foreign_profile && found.kind == QueryKind::Rf {
        notes.push(draw.status(Tone::Warn, draw.get("screen-found-foreign")));
    }
    if found.more && listing.debtor().is_none() {
        notes.push(draw.status(Tone::Warn, draw.get("screen-found-more")));
    }
    notes
}

fn heading<'a>(draw: Draw, listing: &'a Listing, debtor: &'a FoundDebtor) -> Element<'a, Message> {
    let afm = match &debtor.debtor.afm {
        None => draw.get("screen-debtor-no-afm"),
        Some(afm) if listing.unmasked() => draw.with("screen-debtor-afm", values![afm]),
        Some(afm) => draw.with("screen-debtor-afm", values![afm = afm.masked()]),
    };
    let name =
        row![draw.title(debtor.debtor.name.as_str()), draw.muted(afm)].spacing(space::M).align_y(Alignment::Center);
    let mut keys = Vec::new();
    if !listing.unmasked() && debtor.debtor.afm.is_some() {
        keys.push(Control::quiet("screen-debtor-open", KeyCommand::Submit));
    }
    keys.push(Control::quiet("screen-choose", KeyCommand::Choose));
    keys.push(Control::quiet("screen-choose-all", KeyCommand::ChooseAll));
    column![name.wrap(), controls(draw, Message::Key, keys)].spacing(space::S).into()
}

fn columns<'a>(draw: Draw) -> Element<'a, Message> {
    let head =
        |key: &str, width: f32| container(draw.small(draw.get(key))).width(width).align_right(Length::Fixed(width));
    let names = row![
        container(draw.small("")).width(width::MARK),
        container(draw.small(draw.get("screen-column-debt"))).width(Length::Fill),
        head("screen-column-due", width::DATE),
        head("screen-column-capital", width::MONEY),
        head("screen-column-surcharge", width::MONEY),
        head("screen-column-open", width::MONEY),
    ]
    .spacing(space::S);
    column![
        container(names).padding(Padding { left: space::L, right: space::M + widget::SCROLLBAR, ..Padding::ZERO }),
        draw.line()
    ]
    .spacing(space::XS)
    .into()
}

fn debt_row<'a>(draw: Draw, found: &'a FoundDebt, chosen: bool, shows_rf: bool) -> Element<'a, Message> {
    let debt = &found.debt;
    let payable = found.status == DebtStatus::Open;
    let ink = if payable { draw.look.colors.text } else { draw.look.colors.muted };
    let mark: Element<'a, Message> = if chosen { draw.check_mark(size::BODY) } else { draw.small("").into() };
    let money = |amount: Money| {
        let figures = widget::figures(amount.greek(), size::BODY, ink);
        container(figures).align_right(Length::Fixed(width::MONEY))
    };
    let due = debt.due.map(format::date).unwrap_or_default();
    let surcharge = match debt.surcharge_as_of {
        Some(day) if !debt.surcharge.is_zero() => {
            let day = widget::figures(format::date(day), size::SMALL, draw.look.colors.muted);
            column![money(debt.surcharge), container(day).align_right(Length::Fixed(width::MONEY))]
        }
        _ => column![money(debt.surcharge)],
    };
    row![
        container(mark).width(width::MARK).align_y(Alignment::Center),
        container(description(draw, found, shows_rf)).width(Length::Fill),
        container(widget::figures(due, size::BODY, ink)).align_right(Length::Fixed(width::DATE)),
        money(debt.capital),
        surcharge,
        money(debt.open_amount()),
    ]
    .spacing(space::S)
    .into()
}

fn description<'a>(draw: Draw, found: &'a FoundDebt, shows_rf: bool) -> Element<'a, Message> {
    let debt = &found.debt;
    let code =
        draw.with("screen-debt-code", values![code = debt.revenue_code, year = debt.year, number = debt.external_id]);
    let mut words = column![draw.body(debt.description.as_str()), draw.small(code)];
    // Looked up by the code, every row has it.
    if let (true, Some(rf)) = (shows_rf, &debt.rf) {
        words = words.push(draw.small(rf.grouped()));
    }
    if let Some(instalment) = debt.instalment {
        let words_of = draw.with("screen-debt-instalment", values![number = instalment]);
        words = words.push(draw.small(words_of));
    }
    if !debt.paid.is_zero() && found.status != DebtStatus::Paid {
        let paid = draw.with("screen-debt-paid-so-far", values![amount = format::money(debt.paid)]);
        words = words.push(draw.small(paid));
    }
    let tone = match found.status {
        DebtStatus::Open => None,
        DebtStatus::Paid => Some(Tone::Good),
        DebtStatus::Pending => Some(Tone::Bad),
        DebtStatus::Expired | DebtStatus::Cancelled => Some(Tone::Warn),
    };
    if let Some(tone) = tone {
        words = words.push(draw.status(tone, say::debt_status(&draw.text, found.status)));
    }
    if found.amount_digit == AmountDigit::Differs {
        words = words.push(draw.status(Tone::Warn, draw.get("screen-debt-amount-differs")));
    }
    words.spacing(2.0).into()
}

fn debtor_row<'a>(draw: Draw, listing: &'a Listing, entry: &'a Entry) -> Element<'a, Message> {
    let debtors: Vec<&FoundDebtor> = listing.debtors_of(entry).collect();
    let Some(first) = debtors.first() else { return draw.small("").into() };
    let afm = |found: &FoundDebtor| match &found.debtor.afm {
        None => draw.get("screen-debtor-no-afm"),
        Some(afm) => draw.with("screen-debtor-afm", values![afm = afm.masked()]),
    };
    let who: Element<'a, Message> = match entry {
        Entry::One(_) => draw.small(afm(first)).into(),
        Entry::Maybe(_) => {
            let words = draw.with("screen-maybe-one-person", values![count = debtors.len()]);
            draw.status(Tone::Warn, words)
        }
    };
    let open = debtors.iter().flat_map(|found| &found.debts).filter(|debt| debt.status == DebtStatus::Open);
    let count = open.clone().count();
    let total = Money::sum(open.map(|debt| debt.debt.open_amount())).map(format::money).unwrap_or_default();
    let debts = draw.with("screen-debtor-debts", values![count]);
    row![
        column![draw.body(first.debtor.name.as_str()), who].width(Length::Fill),
        column![
            container(widget::figures(total, size::BODY, draw.look.colors.text)).align_right(Length::Fixed(150.0)),
            container(draw.small(debts)).align_right(Length::Fixed(150.0)),
        ],
    ]
    .spacing(space::M)
    .align_y(Alignment::Center)
    .into()
}
