//! The till of each desk and day, what it holds, what keeps it from closing, and the refusals of cash.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _, Params, params};

use super::value::{Cells, day_text, moment_text};
use super::{Store, StoreError, audit, operators, receipts, unclaimed};
use crate::domain::receipt::{Receipt, ReceiptKind, ReceiptNo};
use crate::domain::till::{Blocker, BlockerKind, IRIS, Till, TillTotals};
use crate::domain::time::{Moment, local_date};
use crate::domain::z_report::{SURCHARGE_CODE, ZDocument};
use crate::domain::{audit::AuditEntry, balance::Balance, money::Money, refusal::Refusal, tender::PaidWith};

impl Store {
    /// Opens a till.
    ///
    /// # Errors
    /// [`Refusal::TillOpen`] while the desk has an open one of that day; [`Refusal::TillIsClosed`] when
    /// this one was closed before; [`Refusal::NoSuchOperator`].
    pub fn open_till(&mut self, till: &Till, entry: AuditEntry) -> Result<Till, StoreError> {
        self.write(|tx| {
            if current(tx, &till.desk, till.day)?.is_some() {
                return Err(Refusal::TillOpen.into());
            }
            if row_of(tx, &till.name)?.is_some() {
                return Err(Refusal::DayWasClosed(till.name.clone()).into());
            }
            operators::known(tx, &till.opened_by)?;
            tx.prepare_cached(
                "INSERT INTO till (name, desk, day, opened_by, opened_at, outside_hours, another)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                till.name,
                till.desk,
                day_text(till.day),
                till.opened_by.as_str(),
                moment_text(till.opened_at),
                till.outside_hours,
                till.another
            ])?;
            // The trail has the digest of the reason and not the reason: it may name people.
            let reason = till.outside_hours.as_ref().or(till.another.as_ref());
            let detail =
                reason.map_or_else(String::new, |reason| format!("reason={}", audit::sha256(reason.as_bytes())));
            audit::append(tx, &AuditEntry { detail, ..entry })?;
            let written = read(tx, concat!(till_columns!(), "WHERE name = ?1"), [&till.name])?;
            written.ok_or_else(|| Refusal::NoSuchTill((&till.name).into()).into())
        })
    }

    /// The desk's till of a day, while it is not closed. Not the latest: a clock that once stood wrong may have left
    /// a till of a later day open, and that must not hide today's.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn current_till(&self, desk: &str, day: NaiveDate) -> Result<Option<Till>, StoreError> {
        current(&self.conn, desk, day)
    }

    /// The tills of a desk that are open, of whatever day, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn open_tills(&self, desk: &str) -> Result<Vec<Till>, StoreError> {
        let sql = concat!(till_columns!(), "WHERE desk = ?1 AND closed_at IS NULL ORDER BY day");
        read_all(&self.conn, sql, [desk])
    }

    /// The tills of a desk and a day, the first first.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn tills_of_day(&self, desk: &str, day: NaiveDate) -> Result<Vec<Till>, StoreError> {
        let sql = concat!(till_columns!(), "WHERE desk = ?1 AND day = ?2 ORDER BY id");
        read_all(&self.conn, sql, params![desk, day_text(day)])
    }

    /// A till by name.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn till(&self, name: &str) -> Result<Option<Till>, StoreError> {
        by_name(&self.conn, name)
    }

    /// What a till holds so far, voids and refunds taken off: sums by revenue code with surcharges under 1511, by
    /// card type with IRIS apart, and by cashier.
    ///
    /// # Errors
    /// [`Refusal::NoSuchTill`].
    pub fn till_totals(&self, till: &Till) -> Result<TillTotals, StoreError> {
        let conn = &self.conn;
        let row = row_of(conn, &till.name)?.ok_or_else(|| Refusal::NoSuchTill((&till.name).into()))?;
        let mut totals = TillTotals { cash_refusals: refusals(conn, row)?, ..TillTotals::default() };
        for receipt in receipts::of_till(conn, row)? {
            let sale = receipt.kind == ReceiptKind::Sale;
            totals.receipts = totals.receipts.saturating_add(1);
            totals.corrections = totals.corrections.saturating_add(u64::from(!sale));
            totals.total = moved(totals.total, receipt.amount, sale)?;
            add(&mut totals.by_card_type, &card_type(conn, &receipt)?, receipt.amount, sale)?;
            add(&mut totals.by_cashier, receipt.cashier.as_str(), receipt.amount, sale)?;
            for line in &receipt.lines {
                add(&mut totals.by_revenue_code, &line.revenue_code, line.capital, sale)?;
                add(&mut totals.by_revenue_code, SURCHARGE_CODE, line.surcharge, sale)?;
            }
        }
        Ok(totals)
    }

    /// What keeps the desk's till from closing: payments, voids and refunds after whose sending nobody knows the
    /// outcome yet, receipts that were not printed, and results of the terminal that nothing accounts for.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn blockers(&self, desk: &str) -> Result<Vec<Blocker>, StoreError> {
        blockers(&self.conn, desk)
    }

    /// Counts a refusal of cash for the desk's open till, or for none, without personal data.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn count_cash_refusal(&mut self, desk: &str, at: Moment, entry: AuditEntry) -> Result<(), StoreError> {
        self.write(|tx| {
            tx.prepare_cached("INSERT INTO cash_refusal (desk, till_id, at) VALUES (?1, ?2, ?3)")?.execute(params![
                desk,
                open_row(tx, desk, local_date(at))?,
                moment_text(at)
            ])?;
            audit::append(tx, &entry).map(|_| ())
        })
    }
}

/// What keeps a desk's till from closing.
pub(super) fn blockers(conn: &Connection, desk: &str) -> Result<Vec<Blocker>, StoreError> {
    let mut blockers = Vec::new();
    let mut statement = conn.prepare_cached(
        "SELECT a.session, k.attempt_id IS NOT NULL FROM attempt a LEFT JOIN correction k ON k.attempt_id = a.id
             WHERE a.desk = ?1 AND a.state IN ('sent', 'confirmed', 'unknown') ORDER BY a.id",
    )?;
    let mut rows = statement.query([desk])?;
    while let Some(row) = rows.next()? {
        let cells = Cells::of("attempt", row);
        let kind = if cells.flag(1)? { BlockerKind::PendingVoid } else { BlockerKind::UnknownOutcome };
        blockers.push(Blocker { kind, reference: cells.session(0)?.to_string() });
    }
    let mut statement = conn.prepare_cached(
        "SELECT series, year, number FROM receipt WHERE desk = ?1 AND printed_at IS NULL ORDER BY id",
    )?;
    let mut rows = statement.query([desk])?;
    while let Some(row) = rows.next()? {
        let cells = Cells::of("receipt", row);
        let reference = ReceiptNo::new(cells.str(0)?, cells.number(1)?, cells.number(2)?)?.to_string();
        blockers.push(Blocker { kind: BlockerKind::UnprintedReceipt, reference });
    }
    for number in unclaimed::of_desk(conn, desk)? {
        blockers.push(Blocker { kind: BlockerKind::UnclaimedResult, reference: number.to_string() });
    }
    Ok(blockers)
}

/// The row of the desk's open till of a day; of its latest open one where that day has none, because what a card
/// paid belongs to some till.
pub(super) fn open_row(conn: &Connection, desk: &str, day: NaiveDate) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT id FROM till WHERE desk = ?1 AND closed_at IS NULL ORDER BY day = ?2 DESC, day DESC LIMIT 1";
    Ok(conn.prepare_cached(sql)?.query_row([desk, &day_text(day)], |row| row.get(0)).optional()?)
}

/// A till by name.
pub(super) fn by_name(conn: &Connection, name: &str) -> Result<Option<Till>, StoreError> {
    read(conn, concat!(till_columns!(), "WHERE name = ?1"), [name])
}

/// The row of a till that must be there, and open.
pub(super) fn open_till_row(conn: &Connection, name: &str) -> Result<i64, StoreError> {
    let till = by_name(conn, name)?.ok_or_else(|| Refusal::NoSuchTill(name.into()))?;
    if till.closed_at.is_some() {
        return Err(Refusal::TillIsClosed(till.name).into());
    }
    row_of(conn, name)?.ok_or_else(|| Refusal::NoSuchTill(name.into()).into())
}

/// The documents of a till, in the order they were booked.
pub(super) fn documents(conn: &Connection, till: i64) -> Result<Vec<ZDocument>, StoreError> {
    let receipts = receipts::of_till(conn, till)?;
    receipts.into_iter().map(|receipt| Ok(ZDocument { card_type: card_type(conn, &receipt)?, receipt })).collect()
}

pub(super) fn row_of(conn: &Connection, name: &str) -> Result<Option<i64>, StoreError> {
    Ok(conn.prepare_cached("SELECT id FROM till WHERE name = ?1")?.query_row([name], |row| row.get(0)).optional()?)
}

/// The columns that [`read`] reads.
macro_rules! till_columns {
    () => {
        "SELECT name, desk, day, opened_by, opened_at, outside_hours, another, closed_at, closed_by FROM till "
    };
}
use till_columns;

fn current(conn: &Connection, desk: &str, day: NaiveDate) -> Result<Option<Till>, StoreError> {
    let sql = concat!(till_columns!(), "WHERE desk = ?1 AND day = ?2 AND closed_at IS NULL");
    read(conn, sql, params![desk, day_text(day)])
}

/// The first till of a query.
fn read(conn: &Connection, sql: &str, parameters: impl Params) -> Result<Option<Till>, StoreError> {
    Ok(read_all(conn, sql, parameters)?.into_iter().next())
}

fn read_all(conn: &Connection, sql: &str, parameters: impl Params) -> Result<Vec<Till>, StoreError> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(till_of(&Cells::of("till", row))?);
    }
    Ok(found)
}

fn till_of(cells: &Cells<'_>) -> Result<Till, StoreError> {
    Ok(Till {
        name: cells.text(0)?,
        desk: cells.text(1)?,
        day: cells.day(2)?,
        opened_by: cells.operator(3)?,
        opened_at: cells.moment(4)?,
        outside_hours: cells.opt_text(5)?,
        another: cells.opt_text(6)?,
        closed_at: cells.opt_moment(7)?,
        closed_by: cells.opt_str(8)?.map(|_| cells.operator(8)).transpose()?,
    })
}

pub(super) fn refusals(conn: &Connection, till: i64) -> Result<u64, StoreError> {
    let mut statement = conn.prepare_cached("SELECT count(*) FROM cash_refusal WHERE till_id = ?1")?;
    let mut rows = statement.query([till])?;
    let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    Cells::of("cash_refusal", row).number(0)
}

/// The type of card that the money came from or went back to. A correction that was decided on evidence may not name
/// it: then it is that of the payment.
fn card_type(conn: &Connection, receipt: &Receipt) -> Result<String, StoreError> {
    let named = |receipt: &Receipt| match receipt.tender {
        PaidWith::Iris => IRIS.to_owned(),
        PaidWith::Card => receipt.card.card_type.clone(),
    };
    let own = named(receipt);
    let Some(correction) = receipt.correction.as_ref().filter(|_| own.trim().is_empty()) else { return Ok(own) };
    Ok(receipts::by_number(conn, &correction.original)?.map_or(own, |original| named(&original)))
}

fn add(sums: &mut BTreeMap<String, Balance>, name: &str, amount: Money, sale: bool) -> Result<(), StoreError> {
    if !amount.is_zero() {
        let so_far = sums.get(name).copied().unwrap_or_default();
        sums.insert(name.to_owned(), moved(so_far, amount, sale)?);
    }
    Ok(())
}

/// A sum with a sale added, or a correction taken off.
fn moved(so_far: Balance, amount: Money, sale: bool) -> Result<Balance, StoreError> {
    let moved = if sale { so_far.plus(amount) } else { so_far.minus(amount) };
    moved.ok_or(StoreError::Unreadable { table: "receipt", column: "amount_cents".into() })
}
