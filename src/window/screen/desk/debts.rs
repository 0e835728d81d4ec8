//! The list: debtors, or the debts of one, each with why it cannot be paid where that is so.

use iced::widget::{Column, column, container, row};
use iced::{Alignment, Length, Padding};

use super::Listing;
use super::list::Entry;
use super::view::LIST;
use crate::desk::{FoundDebt, FoundDebtor, QueryKind};
use crate::domain::{debt::DebtStatus, money::Money, rf::AmountDigit};
use crate::window::screen::{self, Control, Draw, KeyCommand, Tone, View, controls, format, say, size, space, values};
use crate::window::widget;

/// Widths of the columns, in logical pixels; what is left is the description's.
mod width {
    pub(super) const MARK: f32 = 24.0;
    pub(super) const DATE: f32 = 92.0;
    pub(super) const MONEY: f32 = 96.0;
}

/// `parts`: whether a part of a debt may be paid.
pub(super) fn view(draw: Draw, listing: &Listing, parts: bool) -> View<'_> {
    let content = Column::new().spacing(space::S).extend(notes(draw, listing));
    let (content, rows): (_, Vec<View<'_>>) = match listing.debtor() {
        Some(debtor) => {
            let together = listing.opened().count();
            let maybe = (together > 1).then(|| maybe_one_person(draw, together));
            let shows_rf = listing.found.kind != QueryKind::Rf;
            let rows = listing.debts().map(|found| debt_row(draw, found, listing.is_chosen(found.debt.id), shows_rf));
            let columns = (!draw.compact).then(|| columns(draw));
            (content.push(heading(draw, listing, debtor, parts)).push(maybe).push(columns), rows.collect())
        }
        None => (content, listing.entries.iter().map(|entry| debtor_row(draw, listing, entry)).collect()),
    };
    let list = draw.scroll(LIST, screen::rows(draw, listing.cursor, rows));
    content.push(container(list).height(Length::Fill)).into()
}

fn maybe_one_person<'a>(draw: Draw, count: usize) -> View<'a> {
    draw.status(Tone::Warn, draw.with("screen-maybe-one-person", values![count]))
}

/// What the desk has to say of the look-up itself.
fn notes<'a>(draw: Draw, listing: &Listing) -> impl Iterator<Item = View<'a>> {
    let found = &listing.found;
    let healed: Vec<String> = found.healed.iter().map(|healed| say::healed(&draw.text, *healed)).collect();
    let healed = (!healed.is_empty()).then(|| draw.with("screen-found-healed", values![what = healed.join(", ")]));
    let hint = found.amount_hint.map(format::money);
    let hint = hint.map(|amount| draw.with("screen-found-amount-hint", values![amount]));
    let foreign = (found.foreign_profile && found.kind == QueryKind::Rf).then_some("screen-found-foreign");
    let more = (found.more && listing.debtor().is_none()).then_some("screen-found-more");
    let said = healed.into_iter().chain(hint).map(move |words| draw.small(words).into());
    said.chain(foreign.into_iter().chain(more).map(move |key| draw.status(Tone::Warn, draw.get(key))))
}

/// A debtor's tax number, whole or masked.
fn afm(draw: Draw, debtor: &FoundDebtor, whole: bool) -> String {
    match &debtor.debtor.afm {
        None => draw.get("screen-debtor-no-afm"),
        Some(afm) if whole => draw.with("screen-debtor-afm", values![afm]),
        Some(afm) => draw.with("screen-debtor-afm", values![afm = afm.masked()]),
    }
}

fn heading<'a>(draw: Draw, listing: &Listing, debtor: &'a FoundDebtor, parts: bool) -> View<'a> {
    let afm = draw.muted(afm(draw, debtor, listing.unmasked));
    let name = row![draw.title(debtor.debtor.name.as_str()), afm].spacing(space::M).align_y(Alignment::Center);
    let open = (!listing.unmasked && debtor.debtor.afm.is_some())
        .then(|| Control::quiet("screen-debtor-open", KeyCommand::Submit));
    let choose = Control::quiet("screen-choose", KeyCommand::Choose);
    let all = Control::quiet("screen-choose-all", KeyCommand::ChooseAll);
    // Where there is little room, the list needs it more.
    let part = parts.then(|| Control::quiet("screen-part", KeyCommand::ChangeAmount));
    let keys = (!draw.compact).then(|| controls(draw, open.into_iter().chain([choose, all]).chain(part)));
    column![name.wrap(), keys].spacing(space::S).into()
}

fn columns<'a>(draw: Draw) -> View<'a> {
    let head = |key: &str, width: f32| container(draw.small(draw.get(key))).align_right(Length::Fixed(width));
    let names = row![
        container(draw.small("")).width(width::MARK),
        container(draw.small(draw.get("screen-column-debt"))).width(Length::Fill),
        head("screen-column-due", width::DATE),
        head("screen-column-capital", width::MONEY),
        head("screen-column-surcharge", width::MONEY),
        head("screen-column-open", width::MONEY),
    ]
    .spacing(space::S);
    let padding = Padding { left: space::L, right: space::M + widget::SCROLLBAR, ..Padding::ZERO };
    column![container(names).padding(padding), draw.line()].spacing(space::XS).into()
}

fn debt_row<'a>(draw: Draw, found: &'a FoundDebt, chosen: bool, shows_rf: bool) -> View<'a> {
    let debt = &found.debt;
    let colors = draw.look.colors;
    let ink = if found.status == DebtStatus::Open { colors.text } else { colors.muted };
    let mark = if chosen { draw.check_mark(size::BODY) } else { draw.small("").into() };
    let right = |figures: View<'a>, width: f32| container(figures).align_right(Length::Fixed(width));
    let money = |amount: Money| right(widget::figures(amount.greek(), size::BODY, ink), width::MONEY);
    let due = debt.due.map(format::date).unwrap_or_default();
    let mark = container(mark).width(width::MARK).align_y(Alignment::Center);
    if draw.compact {
        let parts = values![capital = debt.capital.greek(), surcharge = debt.surcharge.greek(), due];
        let said = column![description(draw, found, shows_rf), draw.small(draw.with("screen-debt-parts", parts))];
        return row![mark, said.width(Length::Fill), money(debt.open_amount())].spacing(space::S).into();
    }
    let day = debt.surcharge_as_of.filter(|_| !debt.surcharge.is_zero());
    let day = day.map(|day| right(widget::figures(format::date(day), size::SMALL, colors.muted), width::MONEY));
    row![
        mark,
        container(description(draw, found, shows_rf)).width(Length::Fill),
        right(widget::figures(due, size::BODY, ink), width::DATE),
        money(debt.capital),
        column![money(debt.surcharge), day],
        money(debt.open_amount()),
    ]
    .spacing(space::S)
    .into()
}

fn description<'a>(draw: Draw, found: &'a FoundDebt, shows_rf: bool) -> View<'a> {
    let debt = &found.debt;
    let code = values![code = debt.revenue_code, year = debt.year, number = debt.external_id];
    // Looked up by the code, every row has it.
    let rf = debt.rf.as_ref().filter(|_| shows_rf).map(|rf| rf.grouped());
    let instalment = debt.instalment.map(|number| draw.with("screen-debt-instalment", values![number]));
    let paid = (!debt.paid.is_zero() && found.status != DebtStatus::Paid)
        .then(|| draw.with("screen-debt-paid-so-far", values![amount = format::money(debt.paid)]));
    let tone = match found.status {
        DebtStatus::Open => None,
        DebtStatus::Paid => Some(Tone::Good),
        DebtStatus::Pending => Some(Tone::Bad),
        DebtStatus::Expired | DebtStatus::Cancelled => Some(Tone::Warn),
    };
    let differs = (found.amount_digit == AmountDigit::Differs).then_some("screen-debt-amount-differs");
    column![draw.body(debt.description.as_str()), draw.small(draw.with("screen-debt-code", code))]
        .extend([rf, instalment, paid].into_iter().flatten().map(|words| draw.small(words).into()))
        .push(tone.map(|tone| draw.status(tone, say::debt_status(&draw.text, found.status))))
        .push(differs.map(|key| draw.status(Tone::Warn, draw.get(key))))
        .spacing(2.0)
        .into()
}

fn debtor_row<'a>(draw: Draw, listing: &'a Listing, entry: &'a Entry) -> View<'a> {
    let debtors: Vec<&FoundDebtor> = listing.debtors_of(entry).collect();
    let Some(first) = debtors.first() else { return draw.small("").into() };
    let who = match entry {
        Entry::One(_) => draw.small(afm(draw, first, false)).into(),
        Entry::Maybe(_) => maybe_one_person(draw, debtors.len()),
    };
    let open = debtors.iter().flat_map(|found| &found.debts).filter(|debt| debt.status == DebtStatus::Open);
    let debts = draw.small(draw.with("screen-debtor-debts", values![count = open.clone().count()]));
    let total = Money::sum(open.map(|debt| debt.debt.open_amount())).map(format::money).unwrap_or_default();
    row![
        column![draw.body(first.debtor.name.as_str()), who].width(Length::Fill),
        column![
            container(draw.figures(total, size::BODY)).align_right(Length::Fixed(150.0)),
            container(debts).align_right(Length::Fixed(150.0)),
        ],
    ]
    .spacing(space::M)
    .align_y(Alignment::Center)
    .into()
}
