//! Each table that figures are made of, in the order of its rows.

use std::collections::HashMap;
use std::ops::Range;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::super::StoreError;
use super::super::value::{Cells, day_text};
use super::hours::Hours;
use crate::domain::balance::Balance;
use crate::domain::figures::{Name, Names};
use crate::domain::period::Period;
use crate::domain::receipt::ReceiptKind;
use crate::domain::time::Moment;

/// From the first document of a period to its last: there may be others between them.
#[derive(Clone, Copy)]
struct Span {
    first: i64,
    last: i64,
}

impl Span {
    /// Nothing where the period has no documents.
    fn of(conn: &Connection, period: Period) -> Result<Option<Span>, StoreError> {
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
    pub(super) attempt: i64,
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

/// A name that was read before is text; only another one is looked at.
pub(super) fn name(names: &mut Names, cells: &Cells<'_>, at: usize) -> Result<Name, StoreError> {
    match names.known(cells.bytes(at)?) {
        Some(name) => Ok(name),
        None => Ok(names.name(cells.str(at)?)),
    }
}

/// The documents of a period, in the order of their rows.
pub(super) fn documents(conn: &Connection, period: Period, names: &mut Names) -> Result<Vec<Document>, StoreError> {
    let Some(span) = Span::of(conn, period)? else { return Ok(Vec::new()) };
    let mut tills = Tills::of_period(conn, period, names)?;
    let mut statement = conn.prepare_cached(
        "SELECT id, attempt_id, kind, at, till_id, desk, amount_cents, printed_at FROM receipt
         WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
    )?;
    let mut rows = statement.query([span.first, span.last])?;
    let mut found = Vec::with_capacity(span.room());
    let (mut booked, mut printed) = (Hours::default(), Hours::default());
    while let Some(row) = rows.next()? {
        let cells = Cells::of("receipt", row);
        let (own_day, hour) = booked.local(&cells, 3)?;
        let of_till = match cells.opt_integer(4)? {
            Some(till) => tills.of(till),
            None if period.contains(own_day) => Some((own_day, name(names, &cells, 5)?)),
            None => None,
        };
        let Some((day, desk)) = of_till else { continue };
        // Most are.
        let is_sale = cells.bytes(2)? == ReceiptKind::Sale.word().as_bytes();
        let kind = if is_sale { ReceiptKind::Sale } else { cells.word(2, ReceiptKind::from_word)? };
        found.push(Document {
            row: cells.integer(0)?,
            attempt: cells.integer(1)?,
            kind,
            day,
            hour,
            amount: signed(kind, cells.integer(6)?),
            desk,
            printed_at: printed.opt_moment(&cells, 7)?,
            lines: 0..0,
        });
    }
    Ok(found)
}

/// The tills of a period. A document is of the desk of its till.
#[derive(Default)]
struct Tills {
    all: HashMap<i64, (NaiveDate, Name)>,
    /// Documents that follow each other are mostly of one.
    latest: Option<(i64, (NaiveDate, Name))>,
}

impl Tills {
    fn of_period(conn: &Connection, period: Period, names: &mut Names) -> Result<Tills, StoreError> {
        let mut statement = conn.prepare_cached("SELECT id, day, desk FROM till WHERE day BETWEEN ?1 AND ?2")?;
        let mut rows = statement.query([day_text(period.from()), day_text(period.to())])?;
        let mut tills = Tills::default();
        while let Some(row) = rows.next()? {
            let cells = Cells::of("till", row);
            tills.all.insert(cells.integer(0)?, (cells.day(1)?, name(names, &cells, 2)?));
        }
        Ok(tills)
    }

    /// The day and the desk of a till; nothing where it is of no day of the period.
    fn of(&mut self, till: i64) -> Option<(NaiveDate, Name)> {
        if let Some((latest, of)) = self.latest
            && latest == till
        {
            return Some(of);
        }
        let of = *self.all.get(&till)?;
        self.latest = Some((till, of));
        Some(of)
    }
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

/// The lines of all documents from the first of a period to its last, in the order of these.
pub(super) fn lines(conn: &Connection, period: Period, codes: &mut Names) -> Result<Vec<Line>, StoreError> {
    let Some(span) = Span::of(conn, period)? else { return Ok(Vec::new()) };
    let mut statement = conn.prepare_cached(
        "SELECT l.receipt_id, l.revenue_code, l.year, l.capital_cents, l.surcharge_cents, d.debtor_id
         FROM receipt_line l LEFT JOIN debt d ON d.id = l.debt_id
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

/// Tells each document where its lines are; both are in the order of the documents. A document without lines is an error.
pub(super) fn hand_out(lines: &[Line], documents: &mut [Document]) -> Result<(), StoreError> {
    let mut at = 0;
    let skip = |at: usize, belongs: &dyn Fn(&Line) -> bool| {
        at + lines.get(at..).unwrap_or_default().iter().take_while(|line| belongs(line)).count()
    };
    for document in documents {
        let first = skip(at, &|line| line.receipt < document.row);
        at = skip(first, &|line| line.receipt == document.row);
        document.lines = first..at;
        if document.lines.is_empty() {
            return Err(StoreError::Unreadable { table: "receipt_line", column: "receipt_id".into() });
        }
    }
    Ok(())
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
    let (mut found, mut hours) = (LookUps::default(), Hours::default());
    while let Some(row) = rows.next()? {
        let cells = Cells::of("audit", row);
        let first = found.debtors.len();
        found.debtors.extend(cells.str(2)?.split(',').filter_map(|debtor| debtor.parse::<i64>().ok()));
        let (at, who) = (hours.moment(&cells, 0)?, name(&mut found.who, &cells, 1)?);
        found.all.push(LookUp { at, who, showed: first..found.debtors.len() });
    }
    Ok(found)
}

pub(super) fn signed(kind: ReceiptKind, cents: i64) -> Balance {
    Balance::from_cents(if kind == ReceiptKind::Sale { cents } else { -cents })
}
