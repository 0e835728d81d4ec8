//! What became of the results that nobody booked: a document by one way or another, a write-off by two people, or
//! nothing yet. Where money moved and nothing accounts for it, the till stays open.

use rusqlite::{Connection, params};

use super::value::{Cells, moment_text};
use super::{Store, StoreError, answers, audit, claims, foreign, operators, tills};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::foreign::{Direction, ForeignKind, ForeignResult, KeptForeign, WriteOff};
use crate::domain::z_report::{Decision, ZUnclaimed};
use crate::domain::{attempt::Attempt, balance::Balance, operator::OperatorId, refusal::Refusal};

impl Store {
    /// All foreign results with their numbers and with what became of each, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn kept_foreign(&self) -> Result<Vec<KeptForeign>, StoreError> {
        all(&self.conn)
    }

    /// The number of an approval that names an attempt, is dated before it, and of which nobody has said yet what it is:
    /// one of another day, or the answer by a wrong clock.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn undecided_of(&self, attempt: &Attempt) -> Result<Option<u32>, StoreError> {
        let session = attempt.session.to_string();
        let names_it = |kept: &KeptForeign| {
            let result = &kept.result;
            result.why == ForeignKind::TooEarly
                && (result.terminal.as_str(), result.session.as_str()) == (attempt.terminal.as_str(), session.as_str())
                && result.seen_at >= attempt.prepared_at
        };
        let mut kept = all(&self.conn)?.into_iter();
        Ok(kept.find(|kept| kept.is_unclaimed() && names_it(kept)).map(|kept| kept.number))
    }

    /// Writes a result off, in the open till of a name.
    ///
    /// # Errors
    /// [`Refusal::NoSuchForeign`], [`Refusal::ForeignTied`], [`Refusal::ForeignWrittenOff`],
    /// [`Refusal::NoSuchTill`], [`Refusal::TillIsClosed`], [`Refusal::SamePerson`],
    /// [`Refusal::NoSuchOperator`]. Nothing was written.
    pub fn write_off_foreign(&mut self, number: u32, till: &str, off: &WriteOff) -> Result<(), StoreError> {
        self.write(|tx| {
            let result = claims::numbered(tx, number)?;
            if let Some(receipt) = claims::receipt_of(tx, number)? {
                return Err(Refusal::ForeignTied { number, receipt }.into());
            }
            if write_off_of(tx, number)?.is_some() {
                return Err(Refusal::ForeignWrittenOff(number).into());
            }
            let row = tills::open_till_row(tx, till)?;
            operators::known(tx, &off.operator)?;
            operators::known(tx, &off.approver)?;
            if off.operator == off.approver {
                return Err(Refusal::SamePerson.into());
            }
            let seq = audit::append(tx, &entry(number, &result, till, off))?;
            tx.prepare_cached(
                "INSERT INTO foreign_write_off (foreign_id, till_id, reason, operator, approver, at, audit_seq)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                number,
                row,
                off.reason,
                off.operator.as_str(),
                off.approver.as_str(),
                moment_text(off.at),
                seq
            ])?;
            Ok(())
        })
    }
}

/// The trail has the digest of the reason and not the reason: it may name people.
fn entry(number: u32, result: &ForeignResult, till: &str, off: &WriteOff) -> AuditEntry {
    AuditEntry {
        at: off.at,
        who: off.operator.clone().into(),
        act: AuditAct::ForeignWrittenOff,
        subject: result.terminal.clone(),
        detail: kept_as(number, till, &off.approver, &off.reason),
    }
}

/// What the entry of a write-off says of it.
pub(super) fn kept_as(number: u32, till: &str, approver: &OperatorId, reason: &str) -> String {
    format!("foreign={number} till={till} approver={approver} reason={}", audit::sha256(reason.as_bytes()))
}

/// The numbers of what keeps the till of a desk open. What was kept before desks were noted keeps every till open.
pub(super) fn of_desk(conn: &Connection, desk: &str) -> Result<Vec<u32>, StoreError> {
    let ours = |kept: &KeptForeign| kept.result.desk.as_deref().is_none_or(|of| of == desk);
    Ok(all(conn)?.into_iter().filter(|kept| kept.is_unclaimed() && ours(kept)).map(|kept| kept.number).collect())
}

/// The numbers of what nobody has said yet what it is, on all desks.
pub(super) fn open(conn: &Connection) -> Result<Vec<u32>, StoreError> {
    Ok(all(conn)?.into_iter().filter(KeptForeign::is_unclaimed).map(|kept| kept.number).collect())
}

fn all(conn: &Connection) -> Result<Vec<KeptForeign>, StoreError> {
    let mut found = Vec::new();
    foreign::each_numbered(conn, &mut |number, result| {
        let number = u32::try_from(number)
            .map_err(|_| StoreError::Unreadable { table: "foreign_result", column: "id".into() })?;
        let receipt = claims::receipt_of(conn, number)?;
        let written_off = write_off_of(conn, number)?;
        let claimed = is_claimed(conn, &result)?;
        let awaited = is_awaited(conn, &result)?;
        found.push(KeptForeign { number, result, receipt, written_off, claimed, awaited });
        Ok(())
    })?;
    Ok(found)
}

/// Whether its transaction has a document. One that was kept because of that very document has none of its own.
fn is_claimed(conn: &Connection, result: &ForeignResult) -> Result<bool, StoreError> {
    match &result.card {
        Some(card) if result.why != ForeignKind::BookedBefore => Ok(!answers::documents_of(conn, card)?.is_empty()),
        _ => Ok(false),
    }
}

/// Whether it is the late answer to a session whose outcome is still open.
fn is_awaited(conn: &Connection, result: &ForeignResult) -> Result<bool, StoreError> {
    if result.why != ForeignKind::Late {
        return Ok(false);
    }
    let mut statement = conn.prepare_cached(
        "SELECT 1 FROM attempt WHERE terminal = ?1 AND printf('%06d', session) = ?2
           AND state IN ('sent', 'confirmed', 'unknown')",
    )?;
    Ok(statement.exists(params![result.terminal, result.session])?)
}

/// How a result was written off; nothing where it was not.
pub(super) fn write_off_of(conn: &Connection, number: u32) -> Result<Option<WriteOff>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT reason, operator, approver, at FROM foreign_write_off WHERE foreign_id = ?1")?;
    let mut rows = statement.query([number])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let cells = Cells::of("foreign_write_off", row);
    Ok(Some(WriteOff {
        reason: cells.text(0)?,
        operator: cells.operator(1)?,
        approver: cells.operator(2)?,
        at: cells.moment(3)?,
    }))
}

/// What was decided of such results in a till, as its Z report has it.
pub(super) fn decided_in(conn: &Connection, till: i64) -> Result<Vec<ZUnclaimed>, StoreError> {
    let mut decided = Vec::new();
    for kept in all(conn)? {
        let of_tie = "SELECT 1 FROM foreign_tie t JOIN receipt r ON r.attempt_id = t.attempt_id
                      WHERE t.foreign_id = ?1 AND r.till_id = ?2";
        let of_write_off = "SELECT 1 FROM foreign_write_off WHERE foreign_id = ?1 AND till_id = ?2";
        let here = |sql| conn.prepare_cached(sql)?.exists(params![kept.number, till]);
        let decision = match (&kept.receipt, &kept.written_off) {
            (Some(receipt), _) if here(of_tie)? => Decision::Booked { document: receipt.clone() },
            (_, Some(off)) if here(of_write_off)? => Decision::WrittenOff {
                reason: off.reason.clone(),
                operator: off.operator.clone(),
                approver: off.approver.clone(),
            },
            _ => continue,
        };
        decided.push(of_report(&kept, decision));
    }
    Ok(decided)
}

fn of_report(kept: &KeptForeign, decision: Decision) -> ZUnclaimed {
    let result = &kept.result;
    let amount = result.card.as_ref().map(|card| {
        let moved: Balance = card.final_amount.into();
        if result.direction == Direction::GivenBack { Balance::from_cents(-moved.cents()) } else { moved }
    });
    ZUnclaimed { number: kept.number, session: result.session.clone(), amount, direction: result.direction, decision }
}
