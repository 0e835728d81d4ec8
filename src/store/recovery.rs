//! A supervisor whom the owner of the data directory made, because nobody could sign in. It stands before everybody until a
//! supervisor said that this is known.

use rusqlite::params;

use super::operators::{self, KeptPin};
use super::value::{Cells, moment_text};
use super::{Store, StoreError, audit};
use crate::domain::operator::{Operator, OperatorId, Recovery, Role};
use crate::domain::{audit::AuditEntry, refusal::Refusal};

impl Store {
    /// Makes somebody a supervisor who can sign in with this PIN, whoever they were before.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn recover_supervisor(
        &mut self,
        id: &OperatorId,
        name: &str,
        pin: KeptPin<'_>,
        entry: &AuditEntry,
    ) -> Result<Operator, StoreError> {
        self.write(|tx| {
            tx.prepare_cached(
                "INSERT INTO operator (id, name, role, pin_hash) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (id) DO UPDATE SET role = excluded.role, active = 1",
            )?
            .execute(params![id.as_str(), name, Role::Supervisor.word(), pin.hash])?;
            operators::write_pin(tx, id, pin)?;
            let seq = audit::append(tx, entry)?;
            tx.prepare_cached("INSERT INTO recovery (audit_seq, operator, at) VALUES (?1, ?2, ?3)")?
                .execute(params![seq, id.as_str(), moment_text(entry.at)])?;
            operators::known(tx, id)
        })
    }

    /// The last recovery that no supervisor has acknowledged.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn unacknowledged_recovery(&self) -> Result<Option<Recovery>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT operator, at FROM recovery WHERE acknowledged_by IS NULL ORDER BY audit_seq DESC LIMIT 1",
        )?;
        let mut rows = statement.query([])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let cells = Cells::of("recovery", row);
        Ok(Some(Recovery { operator: cells.operator(0)?, at: cells.moment(1)? }))
    }

    /// Notes that a supervisor knows of all of them.
    ///
    /// # Errors
    /// [`Refusal::NothingToAcknowledge`].
    pub fn acknowledge_recovery(&mut self, by: &OperatorId, entry: &AuditEntry) -> Result<(), StoreError> {
        self.write(|tx| {
            let changed = tx
                .prepare_cached(
                    "UPDATE recovery SET acknowledged_by = ?1, acknowledged_at = ?2 WHERE acknowledged_by IS NULL",
                )?
                .execute(params![by.as_str(), moment_text(entry.at)])?;
            if changed == 0 {
                return Err(Refusal::NothingToAcknowledge.into());
            }
            audit::append(tx, entry).map(drop)
        })
    }
}
