//! The figures of a period. Each table is read once and by itself, in the order of its rows, and joined here: that is three
//! times as fast as one query that looks every row of every table up.

use std::collections::HashMap;

use chrono::{NaiveDate, Timelike as _};
use rusqlite::{Connection, params};

use super::daily_book::of_period;
use super::value::{Cells, day_text, moment_text};
use super::{Store, StoreError};
use crate::domain::card;
use crate::domain::figures::{Channel, Counter, FigureDocument, FigureLine, Figures, Visit};
use crate::domain::receipt::ReceiptKind;
use crate::domain::tender::PaidWith;
use crate::domain::till::IRIS;
use crate::domain::time::{Moment, local, moment_of};
use crate::domain::{balance::Balance, period::Period};

impl Store {
    /// The figures of a period. To be called within [`Store::at_one_moment`]: it reads more than one table.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] for a sum that no longer fits an amount, or what this program never wrote.
    pub fn figures(&self, period: Period) -> Result<Figures, StoreError> {
        let conn = &self.conn;
        let mut names = Names::default();
        let mut documents = documents(conn, period, &mut names)?;
        cards(conn, &mut documents, &mut names)?;
        let mut figures = Figures::none(period);
        add(&documents, &names, &mut figures)?;
        lines(conn, &mut documents, &mut figures)?;
        figures.cash_refusals = cash_refusals(conn, period)?;
        figures.service = service(conn, &documents, &names)?.times();
        Ok(figures)
    }
}

/// A document, with its names by their place in [`Names`].
struct Document {
    row: i64,
    attempt: i64,
    kind: ReceiptKind,
    day: NaiveDate,
    hour: u8,
    amount: Balance,
    desk: usize,
    cashier: usize,
    card_type: usize,
    acquirer: usize,
    printed_at: Option<Moment>,
    /// Whose debts it is of.
    debtors: Vec<i64>,
}

/// The few names that many documents share.
#[derive(Default)]
struct Names(Vec<String>);

impl Names {
    fn place(&mut self, name: &str) -> usize {
        // A dozen at most: looking is quicker than hashing.
        match self.0.iter().position(|known| known == name) {
            Some(place) => place,
            None => {
                self.0.push(name.to_owned());
                self.0.len() - 1
            }
        }
    }

    fn get(&self, place: usize) -> &str {
        self.0.get(place).map_or("", String::as_str)
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

/// The documents of a period, by their rows.
fn documents(conn: &Connection, period: Period, names: &mut Names) -> Result<Vec<Document>, StoreError> {
    let (from, to) = (day_text(period.from()), day_text(period.to()));
    let mut tills: HashMap<i64, NaiveDate> = HashMap::new();
    let mut statement = conn.prepare_cached("SELECT id, day FROM till WHERE day BETWEEN ?1 AND ?2")?;
    let mut rows = statement.query([&from, &to])?;
    while let Some(row) = rows.next()? {
        let cells = Cells::of("till", row);
        tills.insert(cells.integer(0)?, cells.day(1)?);
    }
    let mut statement = conn.prepare_cached(concat!(
        "SELECT r.id, r.attempt_id, r.kind, r.at, r.till_id, r.desk, r.amount_cents, r.printed_at FROM receipt r WHERE",
        of_period!()
    ))?;
    let mut rows = statement.query([&from, &to])?;
    let (mut found, mut hours) = (Vec::new(), Hours::default());
    while let Some(row) = rows.next()? {
        let cells = Cells::of("receipt", row);
        let kind = cells.word(2, ReceiptKind::from_word)?;
        let (own_day, hour) = hours.of(&cells, 3)?;
        let of_till = cells.opt_integer(4)?.and_then(|till| tills.get(&till)).copied();
        found.push(Document {
            row: cells.integer(0)?,
            attempt: cells.integer(1)?,
            kind,
            day: of_till.unwrap_or(own_day),
            hour,
            amount: signed(kind, cells.integer(6)?),
            desk: names.place(cells.str(5)?),
            cashier: 0,
            card_type: 0,
            acquirer: 0,
            printed_at: cells.opt_moment(7)?,
            debtors: Vec::new(),
        });
    }
    found.sort_unstable_by_key(|document| document.row);
    Ok(found)
}

/// Who took each payment, and with which card.
fn cards(conn: &Connection, documents: &mut [Document], names: &mut Names) -> Result<(), StoreError> {
    let mut places: Vec<(i64, usize)> = documents.iter().map(|one| one.attempt).zip(0..).collect();
    places.sort_unstable();
    let (Some((first, _)), Some((last, _))) = (places.first(), places.last()) else { return Ok(()) };
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
        let Some(document) = documents.get_mut(*place) else { continue };
        document.cashier = names.place(cells.str(1)?);
        (document.card_type, document.acquirer) = (card_name(names, cells.str(2)?), names.place(cells.str(3)?));
        if document.kind != ReceiptKind::Sale {
            of_original(conn, document, names)?;
        }
    }
    Ok(())
}

fn card_name(names: &mut Names, card_type: &str) -> usize {
    names.place(match card::paid_with(card_type) {
        PaidWith::Iris => IRIS,
        PaidWith::Card => card_type,
    })
}

/// A correction that was decided on evidence may not name the card: then it is that of the payment.
fn of_original(conn: &Connection, document: &mut Document, names: &mut Names) -> Result<(), StoreError> {
    let unnamed = |names: &Names, place| names.get(place).trim().is_empty();
    if !unnamed(names, document.card_type) && !unnamed(names, document.acquirer) {
        return Ok(());
    }
    let mut statement = conn.prepare_cached(
        "SELECT c.card_type, c.acquirer FROM correction k JOIN receipt o ON o.id = k.original_id
         JOIN card_payment c ON c.attempt_id = o.attempt_id WHERE k.attempt_id = ?1",
    )?;
    let mut rows = statement.query([document.attempt])?;
    let Some(row) = rows.next()? else { return Ok(()) };
    let cells = Cells::of("card_payment", row);
    if unnamed(names, document.card_type) {
        document.card_type = card_name(names, cells.str(0)?);
    }
    if unnamed(names, document.acquirer) {
        document.acquirer = names.place(cells.str(1)?);
    }
    Ok(())
}

fn add(documents: &[Document], names: &Names, figures: &mut Figures) -> Result<(), StoreError> {
    for document in documents {
        let told = FigureDocument {
            kind: document.kind,
            day: document.day,
            hour: document.hour,
            amount: document.amount,
            card_type: names.get(document.card_type),
            acquirer: names.get(document.acquirer),
            cashier: names.get(document.cashier),
            desk: names.get(document.desk),
            channel: Channel::Desk,
        };
        figures.add(&told).ok_or(StoreError::Unreadable { table: "receipt", column: "amount_cents".into() })?;
    }
    Ok(())
}

/// Adds the lines, and notes whose debts each document is of.
fn lines(conn: &Connection, documents: &mut [Document], figures: &mut Figures) -> Result<(), StoreError> {
    let (Some(first), Some(last)) = (documents.first(), documents.last()) else { return Ok(()) };
    let range = [first.row, last.row];
    let mut statement = conn.prepare_cached(
        "SELECT l.receipt_id, l.revenue_code, l.year, l.capital_cents, l.surcharge_cents, d.debtor_id
         FROM receipt_line l CROSS JOIN debt d ON d.id = l.debt_id
         WHERE l.receipt_id BETWEEN ?1 AND ?2 ORDER BY l.receipt_id",
    )?;
    let mut rows = statement.query(range)?;
    let mut wanted = documents.iter_mut().peekable();
    while let Some(row) = rows.next()? {
        let cells = Cells::of("receipt_line", row);
        let receipt = cells.integer(0)?;
        while wanted.next_if(|document| document.row < receipt).is_some() {}
        let Some(document) = wanted.peek_mut().filter(|document| document.row == receipt) else { continue };
        let line = FigureLine {
            code: cells.str(1)?,
            year: cells.number(2)?,
            capital: signed(document.kind, cells.integer(3)?),
            surcharge: signed(document.kind, cells.integer(4)?),
        };
        figures.add_line(document.kind, document.day, &line).ok_or_else(|| cells.unreadable(3))?;
        document.debtors.push(cells.integer(5)?);
    }
    Ok(())
}

fn signed(kind: ReceiptKind, cents: i64) -> Balance {
    Balance::from_cents(if kind == ReceiptKind::Sale { cents } else { -cents })
}

fn cash_refusals(conn: &Connection, period: Period) -> Result<u64, StoreError> {
    let (from, until) = moments(period);
    let mut statement = conn.prepare_cached(
        "SELECT count(*) FROM cash_refusal q LEFT JOIN till t ON t.id = q.till_id
         WHERE t.day BETWEEN ?1 AND ?2 OR (q.till_id IS NULL AND q.at >= ?3 AND q.at < ?4)",
    )?;
    let mut rows = statement.query(params![day_text(period.from()), day_text(period.to()), from, until])?;
    let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    Cells::of("cash_refusal", row).number(0)
}

/// The first moment of a period, and the first after it, as the tables hold them.
pub(super) fn moments(period: Period) -> (String, String) {
    let midnight = |day: NaiveDate| moment_of(day.and_time(chrono::NaiveTime::MIN)).map(moment_text);
    let from = midnight(period.from()).unwrap_or_default();
    // Behind every moment, at the end of the calendar.
    let until = period.day_after().and_then(midnight).unwrap_or_else(|| "9999-12-31T23:59:59.999Z".to_owned());
    (from, until)
}

/// Tells look-ups and papers in the order of their time.
fn service(conn: &Connection, documents: &[Document], names: &Names) -> Result<Counter, StoreError> {
    let mut counter = Counter::default();
    let sales = documents.iter().filter(|document| document.kind == ReceiptKind::Sale);
    let mut papers: Vec<(Moment, &Document)> =
        sales.filter_map(|document| Some((document.printed_at?, document))).collect();
    papers.sort_unstable_by_key(|(at, document)| (*at, document.row));
    let (Some((first, _)), Some((last, _))) = (papers.first(), papers.last()) else { return Ok(counter) };
    // A visit begins on the day of its paper.
    let (from, _) = moments(Period::day(local(*first).date()));
    let until = moment_text(*last);
    let mut papers = papers.iter().peekable();
    let tell = |counter: &mut Counter, (at, document): &(Moment, &Document)| {
        counter.tell(names.get(document.cashier), *at, &Visit::Paper { debtors: &document.debtors });
    };
    // Named, because the order tempts the planner to go through every entry of these days.
    let mut statement = conn.prepare_cached(
        "SELECT at, who, subject FROM audit INDEXED BY audit_looked_up
         WHERE act = 'looked_up' AND at BETWEEN ?1 AND ?2 ORDER BY at",
    )?;
    let mut rows = statement.query([from, until])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::of("audit", row);
        let at = cells.moment(0)?;
        while let Some(paper) = papers.next_if(|(paper, _)| *paper < at) {
            tell(&mut counter, paper);
        }
        found.clear();
        found.extend(cells.str(2)?.split(',').filter_map(|debtor| debtor.parse::<i64>().ok()));
        counter.tell(cells.str(1)?, at, &Visit::LookedUp { debtors: &found });
    }
    papers.for_each(|paper| tell(&mut counter, paper));
    Ok(counter)
}
