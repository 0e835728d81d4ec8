//! What a debt or a receipt was asked for before, and closed without a charge; and what of it the terminal did after all.

use rusqlite::{Connection, Params, params};

use super::unclaimed;
use super::value::Cells;
use super::{Store, StoreError};
use crate::domain::attempt::{CRASHED_BEFORE_SENDING, NOT_SENT, NewAttempt};
use crate::domain::{correction::Correction, foreign::AfterAll, refusal::Refusal};

/// The attempts to take a payment for a debt.
macro_rules! of_debt {
    ($debt:literal) => {
        concat!(
            "a.id IN (SELECT attempt_id FROM attempt_line WHERE debt_id = ",
            $debt,
            ") AND NOT EXISTS (SELECT 1 FROM correction WHERE attempt_id = a.id)"
        )
    };
}

/// The attempts to take a receipt back.
macro_rules! of_receipt {
    ($series:literal, $year:literal, $number:literal) => {
        concat!(
            "a.id IN (SELECT k.attempt_id FROM correction k JOIN receipt r ON r.id = k.original_id WHERE r.series = ",
            $series,
            " AND r.year = ",
            $year,
            " AND r.number = ",
            $number,
            ")"
        )
    };
}

/// Of those attempts, one that the terminal was asked for and that was closed without a charge.
macro_rules! asked_before {
    ($of:expr) => {
        concat!(
            "SELECT 1 FROM attempt a WHERE a.terminal = ?1 AND (a.state = 'declined'
                 OR (a.state = 'not_charged' AND coalesce(a.reason, '') NOT IN (?2, ?3))) AND ",
            $of
        )
    };
}

/// Of those attempts, one that a kept approval names. Sessions come again, after a million: the last is meant. Times are not
/// compared, because the clock may have been put.
macro_rules! done_after_all {
    ($of:expr) => {
        concat!(
            "SELECT f.id, a.session FROM foreign_result f CROSS JOIN attempt a ON a.id =
                 (SELECT max(id) FROM attempt WHERE terminal = f.terminal AND session = CAST(f.session AS INTEGER)
                                                AND printf('%06d', session) = f.session)
             WHERE f.code = '00' AND a.state IN ('declined', 'not_charged') AND ",
            $of,
            " ORDER BY f.id"
        )
    };
}

impl Store {
    /// Whether the terminal of a new attempt was asked for a payment of one of its debts, or for the money of its receipt,
    /// before, and the books closed that without a charge.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn was_asked_before(&self, new: &NewAttempt) -> Result<bool, StoreError> {
        let terminal = new.terminal.as_str();
        if let Some(Correction { original, .. }) = &new.correction {
            let mut statement = self.conn.prepare_cached(asked_before!(of_receipt!("?4", "?5", "?6")))?;
            let (series, year, number) = (original.series(), original.year(), original.number());
            return Ok(statement.exists(params![terminal, NOT_SENT, CRASHED_BEFORE_SENDING, series, year, number])?);
        }
        let mut statement = self.conn.prepare_cached(asked_before!(of_debt!("?4")))?;
        for line in &new.lines {
            if statement.exists(params![terminal, NOT_SENT, CRASHED_BEFORE_SENDING, line.debt.0])? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Refuses an attempt for what a terminal did after the books had closed an earlier one for the same, and of which nobody
/// has said yet what it is.
pub(super) fn check(tx: &Connection, new: &NewAttempt) -> Result<(), StoreError> {
    if let Some(Correction { original, .. }) = &new.correction {
        let of = params![original.series(), original.year(), original.number()];
        return match after_all(tx, done_after_all!(of_receipt!("?1", "?2", "?3")), of)? {
            Some(after_all) => Err(Refusal::ReturnedAfterAll { receipt: original.clone(), after_all }.into()),
            None => Ok(()),
        };
    }
    for line in &new.lines {
        if let Some(after_all) = after_all(tx, done_after_all!(of_debt!("?1")), params![line.debt.0])? {
            return Err(Refusal::ChargedAfterAll { debt: line.external_id.clone(), after_all }.into());
        }
    }
    Ok(())
}

fn after_all(tx: &Connection, sql: &str, of: impl Params) -> Result<Option<AfterAll>, StoreError> {
    let mut statement = tx.prepare_cached(sql)?;
    let mut rows = statement.query(of)?;
    let mut named = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::of("foreign_result", row);
        named.push(AfterAll { number: cells.number(0)?, session: cells.session(1)? });
    }
    if named.is_empty() {
        return Ok(None);
    }
    let open = unclaimed::open(tx)?;
    Ok(named.into_iter().find(|one| open.contains(&one.number)))
}
