//! When a request was written to its terminal, kept so that no restart and no clock that was put makes it older or younger
//! than it is.

use chrono::TimeDelta;
use rusqlite::{Connection, params};

use super::value::{Cells, moment_text};
use super::{Store, StoreError, journal};
use crate::domain::attempt::{Attempt, AttemptId, AttemptStep};
use crate::domain::steady::{Steady, Witnessed};
use crate::domain::{actor::Actor, time::Moment};

impl Store {
    /// Takes [`AttemptStep::Send`], with the reading of the steady clock where there is one. As short of patience as
    /// [`Store::step`].
    ///
    /// # Errors
    /// [`StoreError::IllegalStep`], [`StoreError::NoSuchAttempt`]: the request must not be written.
    pub fn send(
        &mut self,
        id: AttemptId,
        steady: Option<&Steady>,
        at: Moment,
        who: &Actor,
    ) -> Result<Attempt, StoreError> {
        self.write(|tx| {
            let sent = journal::take(tx, id, AttemptStep::Send, None, at, who)?;
            if let Some(steady) = steady {
                insert(tx, id, steady, true, at)?;
            }
            Ok(sent)
        })
    }

    /// Notes that a request had been written by now. Of each origin of the clock the first note counts.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn witness(&mut self, id: AttemptId, steady: &Steady, at: Moment) -> Result<(), StoreError> {
        let known = self.witnessed(id)?;
        if known.iter().any(|one| one.steady.origin == steady.origin) {
            return Ok(());
        }
        self.write(|tx| {
            let mut statement =
                tx.prepare_cached("SELECT 1 FROM attempt_witness WHERE attempt_id = ?1 AND origin = ?2")?;
            if statement.exists(params![id.0, steady.origin])? { Ok(()) } else { insert(tx, id, steady, false, at) }
        })
    }

    /// What was noted of the time of a request.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn witnessed(&self, id: AttemptId) -> Result<Vec<Witnessed>, StoreError> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT origin, steady_ms, written, at FROM attempt_witness WHERE attempt_id = ?1")?;
        let mut rows = statement.query([id.0])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let cells = Cells::of("attempt_witness", row);
            let elapsed = TimeDelta::try_milliseconds(cells.integer(1)?).ok_or_else(|| cells.unreadable(1))?;
            let steady = Steady { origin: cells.text(0)?, elapsed };
            found.push(Witnessed { written: cells.flag(2)?, steady, at: cells.moment(3)? });
        }
        Ok(found)
    }
}

fn insert(tx: &Connection, id: AttemptId, steady: &Steady, written: bool, at: Moment) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO attempt_witness (attempt_id, origin, steady_ms, written, at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![id.0, steady.origin, steady.elapsed.num_milliseconds(), written, moment_text(at)])?;
    Ok(())
}
