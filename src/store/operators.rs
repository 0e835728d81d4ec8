//! Operators, the hashes of their PINs, and how often somebody failed to be them.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::value::Cells;
use super::{Store, StoreError, audit};
use crate::domain::operator::{Operator, OperatorId, Role};
use crate::domain::{audit::AuditEntry, refusal::Refusal};

impl Store {
    /// Adds an operator with the hash of a PIN.
    ///
    /// # Errors
    /// [`Refusal::OperatorExists`] when the short name is taken.
    pub fn add_operator(
        &mut self,
        id: &OperatorId,
        name: &str,
        role: Role,
        pin_hash: &str,
        entry: AuditEntry,
    ) -> Result<Operator, StoreError> {
        self.write(|tx| {
            if read(tx, id)?.is_some() {
                return Err(Refusal::OperatorExists(id.clone()).into());
            }
            tx.prepare_cached("INSERT INTO operator (id, name, role, pin_hash) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![id.as_str(), name, role.word(), pin_hash])?;
            audit::append(tx, &entry)?;
            known(tx, id)
        })
    }

    /// Keeps somebody from signing in. Who was kept from it already stays so, and nothing is written.
    ///
    /// # Errors
    /// [`Refusal::NoSuchOperator`], [`Refusal::LastSupervisor`].
    pub fn disable_operator(&mut self, id: &OperatorId, entry: AuditEntry) -> Result<Operator, StoreError> {
        self.write(|tx| {
            let operator = known(tx, id)?;
            if operator.active {
                if operator.role == Role::Supervisor && !has_another_supervisor(tx, id)? {
                    return Err(Refusal::LastSupervisor(id.clone()).into());
                }
                tx.prepare_cached("UPDATE operator SET active = 0 WHERE id = ?1")?.execute([id.as_str()])?;
                audit::append(tx, &entry)?;
            }
            Ok(Operator { active: false, ..operator })
        })
    }

    /// An operator by short name.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn operator(&self, id: &OperatorId) -> Result<Option<Operator>, StoreError> {
        read(&self.conn, id)
    }

    /// All operators in the order they were added.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn operators(&self) -> Result<Vec<Operator>, StoreError> {
        let mut statement =
            self.conn.prepare_cached("SELECT id, number, name, role, active FROM operator ORDER BY number")?;
        let mut rows = statement.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(operator_of(&Cells::of("operator", row))?);
        }
        Ok(all)
    }

    /// The hash of an operator's PIN.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn pin_hash(&self, id: &OperatorId) -> Result<Option<String>, StoreError> {
        Ok(self
            .conn
            .prepare_cached("SELECT pin_hash FROM operator WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?)
    }

    /// Wrong PINs since the last right one, restarts included.
    ///
    /// # Errors
    /// [`Refusal::NoSuchOperator`].
    pub fn sign_in_failures(&self, id: &OperatorId) -> Result<u32, StoreError> {
        self.conn
            .prepare_cached("SELECT sign_in_failures FROM operator WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?
            .ok_or_else(|| Refusal::NoSuchOperator(id.clone()).into())
    }

    /// Notes a try to sign in: a right PIN clears the count of wrong ones.
    ///
    /// # Errors
    /// [`Refusal::NoSuchOperator`].
    pub fn note_sign_in(&mut self, id: &OperatorId, ok: bool, entry: AuditEntry) -> Result<(), StoreError> {
        self.write(|tx| {
            let changed = tx
                .prepare_cached(
                    "UPDATE operator SET sign_in_failures = CASE WHEN ?2 THEN 0 ELSE sign_in_failures + 1 END
                     WHERE id = ?1",
                )?
                .execute(params![id.as_str(), ok])?;
            if changed == 0 {
                return Err(Refusal::NoSuchOperator(id.clone()).into());
            }
            audit::append(tx, &entry).map(|_| ())
        })
    }
}

/// An operator that must be there.
pub(super) fn known(conn: &Connection, id: &OperatorId) -> Result<Operator, StoreError> {
    read(conn, id)?.ok_or_else(|| Refusal::NoSuchOperator(id.clone()).into())
}

fn has_another_supervisor(conn: &Connection, id: &OperatorId) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM operator WHERE role = 'supervisor' AND active = 1 AND id <> ?1";
    Ok(conn.prepare_cached(sql)?.exists([id.as_str()])?)
}

fn read(conn: &Connection, id: &OperatorId) -> Result<Option<Operator>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT id, number, name, role, active FROM operator WHERE id = ?1")?;
    let mut rows = statement.query([id.as_str()])?;
    rows.next()?.map(|row| operator_of(&Cells::of("operator", row))).transpose()
}

fn operator_of(cells: &Cells<'_>) -> Result<Operator, StoreError> {
    Ok(Operator {
        id: cells.operator(0)?,
        number: cells.number(1)?,
        name: cells.text(2)?,
        role: cells.word(3, Role::from_word)?,
        active: cells.flag(4)?,
    })
}
