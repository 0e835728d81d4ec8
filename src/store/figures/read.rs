//! Each table that figures are made of, in the order of its rows.

use std::collections::HashMap;
use std::ops::Range;

use chrono::{NaiveDate, Timelike as _};
use rusqlite::Connection;

use super::super::StoreError;
use super::super::value::{Cells, day_text};
use crate::domain::balance::Balance;
use crate::domain::card;
use crate::domain::figures::{Name, Names};
use crate::domain::period::Period;
use crate::domain::receipt::ReceiptKind;
use crate::domain::tender::PaidWith;
use crate::domain::till::IRIS;
use crate::domain::time::{Moment, local};

/// From the first document of a period to its last: there may be others between them.
#[derive(Clone, Copy)]
pub(super) struct Span {
    first: i64,
    last: i64,
}

impl Span {
    /// Nothing where the period has no documents.
    pub(super) fn of(conn: &Connection, period: Period) -> Result<Option<Span>, StoreError> {
        let mut statement = conn.prepare_cached(
            "SELECT min(first), max(last) FROM (
                 SELECT (SELECT min(id) FROM receipt WHERE till_id = t.id) AS first,
                        (SELECT max(id) FROM receipt WHERE till_id = t.id) AS last
                 FROM till t WHERE day BETWEEN ?1 AND ?2
                 UNION ALL SELECT min(id), max(id) FROM receipt WHERE till_id IS NULL AND day BETWEEN ?1 AND ?2)",
        )?;
        let mut rows = statement.query([day_text(period.from()), day_text(period.to())])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let cells = Cells::of("receipt", row);
        Ok(cells.opt_integer(0)?.zip(cells.opt_integer(1)?).map(|(first, last)| Span { first, last }))
    }

    /// Room for its documents, as far as it is worth making beforehand.
    fn room(self) -> usize {
        usize::try_from(self.last.saturating_sub(self.first)).unwrap_or(0).min(100_000)
    }
}

pub(super) struct Document {
    row: i64,
    attempt: i64,
    pub(super) kind: ReceiptKind,
    pub(super) day: NaiveDate,
    pub(super) hour: u8,
    pub(super) amount: Balance,
    pub(super) desk: Name,
    pub(super) printed_at: Option<Moment>,
    /// Its place among the lines of the span.
    lines: Range<usize>,
}

impl Document {
    /// Its own, of the lines of the span.
    pub(super) fn lines_of<'a>(&self, lines: &'a [Line]) -> &'a [Line] {
        lines.get(self.lines.clone()).unwrap_or_default()
    }
}

/// The local day and hour of moments; many that follow each other are of one hour. Athens is whole hours from UTC.
#[derive(Default)]
struct Hours {
    /// `2026-11-23T08`.
    utc: String,
    day: NaiveDate,
    hour: u8,
}

impl Hours {
    fn of(&mut self, cells: &Cells<'_>, at: usize) -> Result<(NaiveDate, u8), StoreError> {
        let utc = cells.str(at)?.get(..13).ok_or_else(|| cells.unreadable(at))?;
        if utc != self.utc {
            let local = local(cells.moment(at)?);
            (self.day, self.hour) = (local.date(), u8::try_from(local.hour()).map_err(|_| cells.unreadable(at))?);
            utc.clone_into(&mut self.utc);
        }
        Ok((self.day, self.hour))
    }
}

/// A name that was read before is text; only another one is looked at.
fn name(names: &mut Names, cells: &Cells<'_>, at: usize) -> Result<Name, StoreError> {
    match names.known(cells.bytes(at)?) {
        Some(name) => Ok(name),
        None => Ok(names.name(cells.str(at)?)),
    }
}

/// The documents of a period, in the order of their rows.
pub(super) fn documents(
    conn: &Connection,
    period: Period,
    span: Span,
    names: &mut Names,
) -> Result<Vec<Document>, StoreError> {
    let tills = tills(conn, period)?;
    let mut statement = conn.prepare_cached(
        "SELECT id, attempt_id, kind, at, till_id, desk, amount_cents, printed_at FROM receipt
         WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
    )?;
    let mut rows = statement.query([span.first, span.last])?;
    let (mut found, mut hours) = (Vec::with_capacity(span.room()), Hours::default());
    while let Some(row) = rows.next()? {
        let cells = Cells::of("receipt", row);
        let (own_day, hour) = hours.of(&cells, 3)?;
        let day = match cells.opt_integer(4)? {
            Some(till) => tills.get(&till).copied(),
            None => Some(own_day).filter(|day| period.contains(*day)),
        };
        let Some(day) = day else { continue };
        let kind = cells.word(2, ReceiptKind::from_word)?;
        found.push(Document {
            row: cells.integer(0)?,
            attempt: cells.integer(1)?,
            kind,
            day,
            hour,
            amount: signed(kind, cells.integer(6)?),
            desk: name(names, &cells, 5)?,
            printed_at: cells.opt_moment(7)?,
            lines: 0..0,
        });
    }
    Ok(found)
}

/// The tills of a period, with their days.
fn tills(conn: &Connection, period: Period) -> Result<HashMap<i64, NaiveDate>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT id, day FROM till WHERE day BETWEEN ?1 AND ?2")?;
    let mut rows = statement.query([day_text(period.from()), day_text(period.to())])?;
    let mut tills = HashMap::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::of("till", row);
        tills.insert(cells.integer(0)?, cells.day(1)?);
    }
    Ok(tills)
}

/// Who took a payment, and with which card.
#[derive(Clone, Copy, Default)]
pub(super) struct Card {
    pub(super) cashier: Name,
    pub(super) card_type: Name,
    pub(super) acquirer: Name,
}

/// The card of each document, in the order of these.
pub(super) fn cards(conn: &Connection, documents: &[Document], names: &mut Names) -> Result<Vec<Card>, StoreError> {
    let mut cards = vec![Card::default(); documents.len()];
    let mut places: Vec<(i64, usize)> = documents.iter().map(|one| one.attempt).zip(0..).collect();
    places.sort_unstable();
    let (Some((first, _)), Some((last, _))) = (places.first(), places.last()) else { return Ok(cards) };
    let mut statement = conn.prepare_cached(
        "SELECT c.attempt_id, a.operator, c.card_type, c.acquirer FROM card_payment c
         CROSS JOIN attempt a ON a.id = c.attempt_id WHERE c.attempt_id BETWEEN ?1 AND ?2 ORDER BY c.attempt_id",
    )?;
    let mut rows = statement.query([first, last])?;
    let mut wanted = places.iter().peekable();
    while let Some(row) = rows.next()? {
        let cells = Cells::of("card_payment", row);
        let attempt = cells.integer(0)?;
        while wanted.next_if(|(of, _)| *of < attempt).is_some() {}
        let Some((_, place)) = wanted.next_if(|(of, _)| *of == attempt) else { continue };
        let (Some(document), Some(card)) = (documents.get(*place), cards.get_mut(*place)) else { continue };
        *card = Card {
            cashier: name(names, &cells, 1)?,
            card_type: card_name(names, cells.str(2)?),
            acquirer: name(names, &cells, 3)?,
        };
        if document.kind != ReceiptKind::Sale {
            of_original(conn, attempt, card, names)?;
        }
    }
    Ok(cards)
}

fn card_name(names: &mut Names, card_type: &str) -> Name {
    names.name(match card::paid_with(card_type) {
        PaidWith::Iris => IRIS,
        PaidWith::Card => card_type,
    })
}

/// A correction that was decided on evidence may not name the card: then it is that of the payment.
fn of_original(conn: &Connection, attempt: i64, card: &mut Card, names: &mut Names) -> Result<(), StoreError> {
    let unnamed = |names: &Names, name| names.get(name).trim().is_empty();
    if !unnamed(names, card.card_type) && !unnamed(names, card.acquirer) {
        return Ok(());
    }
    let mut statement = conn.prepare_cached(
        "SELECT c.card_type, c.acquirer FROM correction k JOIN receipt o ON o.id = k.original_id
         JOIN card_payment c ON c.attempt_id = o.attempt_id WHERE k.attempt_id = ?1",
    )?;
    let mut rows = statement.query([attempt])?;
    let Some(row) = rows.next()? else { return Ok(()) };
    let cells = Cells::of("card_payment", row);
    if unnamed(names, card.card_type) {
        card.card_type = card_name(names, cells.str(0)?);
    }
    if unnamed(names, card.acquirer) {
        card.acquirer = name(names, &cells, 1)?;
    }
    Ok(())
}

/// A line of a document of the span.
pub(super) struct Line {
    receipt: i64,
    pub(super) code: Name,
    pub(super) year: u16,
    /// In cents, never below zero.
    pub(super) capital: i64,
    pub(super) surcharge: i64,
    /// Whose debt it is of.
    pub(super) debtor: i64,
}

/// The lines of all documents of a span, in the order of these.
pub(super) fn lines(conn: &Connection, span: Span, codes: &mut Names) -> Result<Vec<Line>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT l.receipt_id, l.revenue_code, l.year, l.capital_cents, l.surcharge_cents, d.debtor_id
         FROM receipt_line l CROSS JOIN debt d ON d.id = l.debt_id
         WHERE l.receipt_id BETWEEN ?1 AND ?2 ORDER BY l.receipt_id",
    )?;
    let mut rows = statement.query([span.first, span.last])?;
    let mut lines = Vec::with_capacity(span.room());
    while let Some(row) = rows.next()? {
        let cells = Cells::of("receipt_line", row);
        lines.push(Line {
            receipt: cells.integer(0)?,
            code: name(codes, &cells, 1)?,
            year: cells.number(2)?,
            capital: cells.integer(3)?,
            surcharge: cells.integer(4)?,
            debtor: cells.integer(5)?,
        });
    }
    Ok(lines)
}

/// Tells each document where its lines are; both are in the order of the documents.
pub(super) fn hand_out(lines: &[Line], documents: &mut [Document]) {
    let mut at = 0;
    let skip = |at: usize, belongs: &dyn Fn(&Line) -> bool| {
        at + lines.get(at..).unwrap_or_default().iter().take_while(|line| belongs(line)).count()
    };
    for document in documents {
        let first = skip(at, &|line| line.receipt < document.row);
        at = skip(first, &|line| line.receipt == document.row);
        document.lines = first..at;
    }
}

/// A look-up, with the debtors whom it showed by their place in [`LookUps`].
pub(super) struct LookUp {
    pub(super) at: Moment,
    pub(super) who: Name,
    showed: Range<usize>,
}

#[derive(Default)]
pub(super) struct LookUps {
    pub(super) all: Vec<LookUp>,
    who: Names,
    debtors: Vec<i64>,
}

impl LookUps {
    /// Calls those who looked up by the names of others.
    pub(super) fn name_as(&mut self, names: &mut Names) {
        self.all.iter_mut().for_each(|one| one.who = names.name(self.who.get(one.who)));
    }

    pub(super) fn debtors(&self, of: &LookUp) -> &[i64] {
        self.debtors.get(of.showed.clone()).unwrap_or_default()
    }
}

/// The look-ups from one moment to another, as the tables hold them, in the order of their time.
pub(super) fn look_ups(conn: &Connection, from: &str, until: &str) -> Result<LookUps, StoreError> {
    // Named, because the order tempts the planner to go through every entry of these days.
    let mut statement = conn.prepare_cached(
        "SELECT at, who, subject FROM audit INDEXED BY audit_looked_up
         WHERE act = 'looked_up' AND at BETWEEN ?1 AND ?2 ORDER BY at",
    )?;
    let mut rows = statement.query([from, until])?;
    let mut found = LookUps::default();
    while let Some(row) = rows.next()? {
        let cells = Cells::of("audit", row);
        let first = found.debtors.len();
        found.debtors.extend(cells.str(2)?.split(',').filter_map(|debtor| debtor.parse::<i64>().ok()));
        let (at, who) = (cells.moment(0)?, name(&mut found.who, &cells, 1)?);
        found.all.push(LookUp { at, who, showed: first..found.debtors.len() });
    }
    Ok(found)
}

pub(super) fn signed(kind: ReceiptKind, cents: i64) -> Balance {
    Balance::from_cents(if kind == ReceiptKind::Sale { cents } else { -cents })
}
