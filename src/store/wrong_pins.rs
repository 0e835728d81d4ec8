//! Wrong PINs, each with its time by both clocks and the place where it was typed, so that waiting for them to pass survives a
//! restart and a clock that is put back.

use chrono::TimeDelta;
use rusqlite::{Connection, params};

use super::value::{Cells, moment_text};
use super::{Store, StoreError, audit};
use crate::domain::audit::AuditEntry;
use crate::domain::operator::OperatorId;
use crate::domain::steady::{Steady, Witnessed};
use crate::domain::time::Moment;

/// Where a PIN is typed: at a sign-in, or where somebody asks for approval at a desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<'a> {
    SignIn,
    Approval { asked_by: &'a OperatorId, desk: &'a str },
}

impl<'a> Place<'a> {
    fn columns(self) -> (Option<&'a str>, Option<&'a str>) {
        match self {
            Place::SignIn => (None, None),
            Place::Approval { asked_by, desk } => (Some(asked_by.as_str()), Some(desk)),
        }
    }
}

/// A wrong PIN of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptWrongPin {
    pub same_place: bool,
    pub at: Moment,
    /// When it was typed by the steady clock, and when a later run of that clock first saw it.
    pub witnessed: Vec<Witnessed>,
}

impl Store {
    /// The wrong PINs of somebody that no right one has cleared. Those that this run of the steady clock sees for the first
    /// time are noted with its reading; without such a clock, those that a clock which was put back left in the future are
    /// taken for wrong just now. So each of them passes.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read or written.
    pub fn wrong_pins(
        &mut self,
        id: &OperatorId,
        place: Place<'_>,
        now: Moment,
        steady: Option<&Steady>,
    ) -> Result<Vec<KeptWrongPin>, StoreError> {
        let kept = read(&self.conn, id, place)?;
        let is_new = |one: &KeptWrongPin| match steady {
            Some(steady) => one.witnessed.iter().all(|seen| seen.steady.origin != steady.origin),
            None => one.at > now,
        };
        if !kept.iter().any(is_new) {
            return Ok(kept);
        }
        self.write(|tx| {
            match steady {
                Some(steady) => tx
                    .prepare_cached(
                        "UPDATE wrong_pin SET seen_origin = ?2, seen_ms = ?3
                         WHERE operator = ?1 AND origin IS NOT ?2 AND seen_origin IS NOT ?2",
                    )?
                    .execute(params![id.as_str(), steady.origin, steady.elapsed.num_milliseconds()])?,
                None => tx
                    .prepare_cached("UPDATE wrong_pin SET at = ?2 WHERE operator = ?1 AND at > ?2")?
                    .execute(params![id.as_str(), moment_text(now)])?,
            };
            read(tx, id, place)
        })
    }

    /// Notes a wrong PIN.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn note_wrong_pin(
        &mut self,
        id: &OperatorId,
        place: Place<'_>,
        steady: Option<&Steady>,
        entry: &AuditEntry,
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            let (asked_by, desk) = place.columns();
            let origin = steady.map(|steady| steady.origin.as_str());
            let elapsed = steady.map(|steady| steady.elapsed.num_milliseconds());
            tx.prepare_cached(
                "INSERT INTO wrong_pin (operator, asked_by, desk, at, origin, steady_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![id.as_str(), asked_by, desk, moment_text(entry.at), origin, elapsed])?;
            audit::append(tx, entry).map(drop)
        })
    }
}

/// Forgets the wrong PINs of somebody at a place, within a transaction.
pub(super) fn forget(tx: &Connection, id: &OperatorId, place: Place<'_>) -> Result<(), StoreError> {
    let (asked_by, desk) = place.columns();
    tx.prepare_cached("DELETE FROM wrong_pin WHERE operator = ?1 AND asked_by IS ?2 AND desk IS ?3")?
        .execute(params![id.as_str(), asked_by, desk])?;
    Ok(())
}

/// Forgets them wherever they were typed; true where there were any.
pub(super) fn forget_all(tx: &Connection, id: &OperatorId) -> Result<bool, StoreError> {
    Ok(tx.prepare_cached("DELETE FROM wrong_pin WHERE operator = ?1")?.execute([id.as_str()])? > 0)
}

fn read(conn: &Connection, id: &OperatorId, place: Place<'_>) -> Result<Vec<KeptWrongPin>, StoreError> {
    let (asked_by, desk) = place.columns();
    let mut statement = conn.prepare_cached(
        "SELECT asked_by IS ?2 AND desk IS ?3, at, origin, steady_ms, seen_origin, seen_ms
         FROM wrong_pin WHERE operator = ?1 ORDER BY id",
    )?;
    let mut rows = statement.query(params![id.as_str(), asked_by, desk])?;
    let mut kept = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::of("wrong_pin", row);
        let at = cells.moment(1)?;
        let reading = |origin: usize, elapsed: usize, written: bool| -> Result<Option<Witnessed>, StoreError> {
            let Some((origin, ms)) = cells.opt_text(origin)?.zip(cells.opt_integer(elapsed)?) else { return Ok(None) };
            let elapsed = TimeDelta::try_milliseconds(ms).ok_or_else(|| cells.unreadable(elapsed))?;
            Ok(Some(Witnessed { written, steady: Steady { origin, elapsed }, at }))
        };
        let witnessed = reading(2, 3, true)?.into_iter().chain(reading(4, 5, false)?).collect();
        kept.push(KeptWrongPin { same_place: cells.flag(0)?, at, witnessed });
    }
    Ok(kept)
}
