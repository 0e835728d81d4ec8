//! The figures of a period, added up in one pass over its documents and their lines, and one over the look-ups.

use std::cmp::Ordering;

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

/// One row a line. `CROSS JOIN` keeps the order of the tables, so that the lines of a document follow each other. A
/// correction that was decided on evidence may not name the card: then it is that of the payment.
const LINES: &str = concat!(
    "SELECT r.id, r.kind, r.at, coalesce(t.day, r.day), r.desk, r.amount_cents, a.operator,
        CASE WHEN trim(c.card_type) = '' AND r.kind <> 'sale' THEN (SELECT oc.card_type FROM correction k
            JOIN receipt o ON o.id = k.original_id JOIN card_payment oc ON oc.attempt_id = o.attempt_id
            WHERE k.attempt_id = r.attempt_id) ELSE c.card_type END,
        CASE WHEN trim(c.acquirer) = '' AND r.kind <> 'sale' THEN (SELECT oc.acquirer FROM correction k
            JOIN receipt o ON o.id = k.original_id JOIN card_payment oc ON oc.attempt_id = o.attempt_id
            WHERE k.attempt_id = r.attempt_id) ELSE c.acquirer END,
        r.printed_at, l.revenue_code, l.year, l.capital_cents, l.surcharge_cents, d.debtor_id
     FROM receipt r
     CROSS JOIN attempt a ON a.id = r.attempt_id
     CROSS JOIN card_payment c ON c.attempt_id = r.attempt_id
     CROSS JOIN receipt_line l ON l.receipt_id = r.id
     CROSS JOIN debt d ON d.id = l.debt_id
     LEFT JOIN till t ON t.id = r.till_id
     WHERE",
    of_period!()
);

impl Store {
    /// The figures of a period.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] for a sum that no longer fits an amount, or what this program never wrote.
    pub fn figures(&self, period: Period) -> Result<Figures, StoreError> {
        let mut figures = Figures::none(period);
        let papers = documents(&self.conn, period, &mut figures)?;
        figures.cash_refusals = cash_refusals(&self.conn, period)?;
        figures.service = service(&self.conn, papers)?.times();
        Ok(figures)
    }
}

/// The paper of a sale that came out: when, by whom, and for whom.
struct Paper {
    at: Moment,
    cashier: String,
    debtors: Vec<i64>,
}

/// Adds the documents and their lines, and gives the papers of the sales in the order in which they came out.
fn documents(conn: &Connection, period: Period, figures: &mut Figures) -> Result<Vec<Paper>, StoreError> {
    let mut statement = conn.prepare_cached(LINES)?;
    let mut rows = statement.query(params![day_text(period.from()), day_text(period.to())])?;
    let mut papers: Vec<Paper> = Vec::new();
    let mut current = Current::default();
    while let Some(row) = rows.next()? {
        let cells = Cells::of("receipt", row);
        let id = cells.integer(0)?;
        if current.row != Some(id) {
            current.begin(id, &cells)?;
            let document = current.document(&cells)?;
            figures.add(&document).ok_or_else(|| cells.unreadable(5))?;
            if current.kind == Some(ReceiptKind::Sale)
                && let Some(at) = cells.opt_moment(9)?
            {
                papers.push(Paper { at, cashier: cells.text(6)?, debtors: Vec::new() });
            }
        }
        let (Some(kind), Some(day)) = (current.kind, current.day) else { return Err(cells.unreadable(1)) };
        let line = FigureLine {
            code: cells.str(10)?,
            year: cells.number(11)?,
            capital: signed(kind, cells.integer(12)?),
            surcharge: signed(kind, cells.integer(13)?),
        };
        figures.add_line(kind, day, &line).ok_or_else(|| cells.unreadable(12))?;
        if kind == ReceiptKind::Sale
            && !cells.is_null(9)?
            && let Some(paper) = papers.last_mut()
        {
            paper.debtors.push(cells.integer(14)?);
        }
    }
    papers.sort_by_key(|paper| paper.at);
    Ok(papers)
}

/// The document whose lines are read, with what many documents share.
#[derive(Default)]
struct Current {
    row: Option<i64>,
    kind: Option<ReceiptKind>,
    day: Option<NaiveDate>,
    /// The hour of UTC that was turned into a local one last, as its text: `2026-11-23T08`.
    utc_hour: String,
    hour: u8,
}

impl Current {
    fn begin(&mut self, row: i64, cells: &Cells<'_>) -> Result<(), StoreError> {
        self.row = Some(row);
        self.kind = Some(cells.word(1, ReceiptKind::from_word)?);
        self.day = Some(cells.day(3)?);
        let at = cells.str(2)?;
        let utc_hour = at.get(..13).ok_or_else(|| cells.unreadable(2))?;
        if utc_hour != self.utc_hour {
            self.hour = u8::try_from(local(cells.moment(2)?).hour()).map_err(|_| cells.unreadable(2))?;
            utc_hour.clone_into(&mut self.utc_hour);
        }
        Ok(())
    }

    fn document<'a>(&self, cells: &Cells<'a>) -> Result<FigureDocument<'a>, StoreError> {
        let (Some(kind), Some(day)) = (self.kind, self.day) else { return Err(cells.unreadable(1)) };
        let card_type = cells.str(7)?;
        Ok(FigureDocument {
            kind,
            day,
            hour: self.hour,
            amount: signed(kind, cells.integer(5)?),
            card_type: match card::paid_with(card_type) {
                PaidWith::Iris => IRIS,
                PaidWith::Card => card_type,
            },
            acquirer: cells.str(8)?,
            cashier: cells.str(6)?,
            desk: cells.str(4)?,
            channel: Channel::Desk,
        })
    }
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
fn service(conn: &Connection, papers: Vec<Paper>) -> Result<Counter, StoreError> {
    let mut counter = Counter::default();
    let (Some(first), Some(last)) = (papers.first(), papers.last()) else { return Ok(counter) };
    // A visit begins on the day of its paper.
    let (from, _) = moments(Period::day(local(first.at).date()));
    let until = moment_text(last.at);
    let mut papers = papers.into_iter().peekable();
    let mut statement = conn.prepare_cached(
        "SELECT at, who, subject FROM audit WHERE act = 'looked_up' AND at BETWEEN ?1 AND ?2 ORDER BY at, seq",
    )?;
    let mut rows = statement.query([from, until])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::of("audit", row);
        let at = cells.moment(0)?;
        while let Some(paper) = papers.next_if(|paper| paper.at.cmp(&at) == Ordering::Less) {
            counter.tell(&paper.cashier, paper.at, &Visit::Paper { debtors: &paper.debtors });
        }
        found.clear();
        found.extend(cells.str(2)?.split(',').filter_map(|debtor| debtor.parse::<i64>().ok()));
        counter.tell(cells.str(1)?, at, &Visit::LookedUp { debtors: &found });
    }
    for paper in papers {
        counter.tell(&paper.cashier, paper.at, &Visit::Paper { debtors: &paper.debtors });
    }
    Ok(counter)
}
