//! The step log of an attempt, for whoever has to find out later what happened. It is written by a connection of
//! its own under `synchronous=NORMAL`: a line survives a killed program and costs no wait for the disk, while the
//! journal's own connection never leaves `FULL`.

use rusqlite::{Connection, TransactionBehavior, params};

use super::value::{Cells, moment_text};
use super::{Store, StoreError, file, seals};
use crate::domain::{attempt::AttemptId, time::Moment};

impl Store {
    /// Adds lines to the log of an attempt, together. They must hold no personal data and no card number.
    ///
    /// # Errors
    /// [`StoreError`] when they cannot be written.
    pub fn add_trace(&mut self, attempt: AttemptId, lines: &[(Moment, String)]) -> Result<(), StoreError> {
        let conn = match &mut self.trace {
            Some(conn) => conn,
            none => none.insert(open(&self.path)?),
        };
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        {
            let mut statement =
                tx.prepare_cached("INSERT INTO attempt_trace (attempt_id, at, line) VALUES (?1, ?2, ?3)")?;
            for (at, line) in lines {
                statement.execute(params![attempt.0, moment_text(*at), line])?;
            }
        }
        Ok(tx.commit()?)
    }

    /// The log of an attempt, in the order it was written.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn trace(&self, attempt: AttemptId) -> Result<Vec<(Moment, String)>, StoreError> {
        let mut statement =
            self.conn.prepare_cached("SELECT at, line FROM attempt_trace WHERE attempt_id = ?1 ORDER BY id")?;
        let mut rows = statement.query([attempt.0])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            let cells = Cells::of("attempt_trace", row);
            lines.push((cells.moment(0)?, cells.text(1)?));
        }
        Ok(lines)
    }
}

pub(super) fn open(path: &std::path::Path) -> Result<Connection, StoreError> {
    let conn = file::connect(path)?;
    conn.pragma_update(None, "synchronous", "NORMAL")?;
    seals::keep_of(&conn, "attempt_trace")?;
    Ok(conn)
}
