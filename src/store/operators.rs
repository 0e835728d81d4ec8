//! Operators and the hashes of their PINs.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::value::{Cells, moment_text};
use super::{Store, StoreError, audit, wrong_pins};
use crate::domain::operator::{Operator, OperatorId, PinBy, Role};
use crate::domain::{audit::AuditEntry, refusal::Refusal};

const COLUMNS: &str = "id, number, name, role, active, pin_given, session, signed_in_at";

/// A PIN as it is kept.
#[derive(Debug, Clone, Copy)]
pub struct KeptPin<'a> {
    pub hash: &'a str,
    pub by: PinBy,
}

impl<'a> KeptPin<'a> {
    /// One that its operator chose.
    pub fn own(hash: &'a str) -> KeptPin<'a> {
        KeptPin { hash, by: PinBy::Themselves }
    }

    /// One that somebody else chose.
    pub fn given(hash: &'a str) -> KeptPin<'a> {
        KeptPin { hash, by: PinBy::Another }
    }
}

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
        pin: KeptPin<'_>,
        entry: AuditEntry,
    ) -> Result<Operator, StoreError> {
        self.write(|tx| {
            if read(tx, id)?.is_some() {
                return Err(Refusal::OperatorExists(id.clone()).into());
            }
            let given = pin.by == PinBy::Another;
            tx.prepare_cached(
                "INSERT INTO operator (id, name, role, pin_hash, pin_given) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![id.as_str(), name, role.word(), pin.hash, given])?;
            audit::append(tx, &entry)?;
            known(tx, id)
        })
    }

    /// Keeps somebody from signing in, and ends their sessions. Who was kept from it already stays so, and nothing is
    /// written.
    ///
    /// # Errors
    /// [`Refusal::NoSuchOperator`], [`Refusal::LastSupervisor`].
    pub fn disable_operator(&mut self, id: &OperatorId, entry: AuditEntry) -> Result<Operator, StoreError> {
        self.write(|tx| {
            let operator = known(tx, id)?;
            if operator.active {
                keep_a_supervisor(tx, &operator)?;
                tx.prepare_cached("UPDATE operator SET active = 0, session = session + 1 WHERE id = ?1")?
                    .execute([id.as_str()])?;
                audit::append(tx, &entry)?;
            }
            known(tx, id)
        })
    }

    /// Lets somebody sign in again, at once where wrong PINs keep them from it. Where nothing does, nothing is written.
    ///
    /// # Errors
    /// [`Refusal::NoSuchOperator`].
    pub fn enable_operator(&mut self, id: &OperatorId, entry: AuditEntry) -> Result<Operator, StoreError> {
        self.write(|tx| {
            let operator = known(tx, id)?;
            let lifted = wrong_pins::forget_all(tx, id)?;
            if lifted || !operator.active {
                tx.prepare_cached("UPDATE operator SET active = 1 WHERE id = ?1")?.execute([id.as_str()])?;
                audit::append(tx, &entry)?;
            }
            known(tx, id)
        })
    }

    /// Gives somebody another role, and ends their sessions. The one that they have already is written as well: somebody
    /// said so.
    ///
    /// # Errors
    /// [`Refusal::NoSuchOperator`], [`Refusal::LastSupervisor`].
    pub fn set_role(&mut self, id: &OperatorId, role: Role, entry: AuditEntry) -> Result<Operator, StoreError> {
        self.write(|tx| {
            let operator = known(tx, id)?;
            if operator.active && role != Role::Supervisor {
                keep_a_supervisor(tx, &operator)?;
            }
            tx.prepare_cached("UPDATE operator SET role = ?2, session = session + 1 WHERE id = ?1")?
                .execute(params![id.as_str(), role.word()])?;
            audit::append(tx, &entry)?;
            known(tx, id)
        })
    }

    /// Gives somebody another PIN, ends their sessions and forgets their wrong PINs.
    ///
    /// # Errors
    /// [`Refusal::NoSuchOperator`].
    pub fn set_pin(&mut self, id: &OperatorId, pin: KeptPin<'_>, entry: AuditEntry) -> Result<Operator, StoreError> {
        self.write(|tx| {
            known(tx, id)?;
            write_pin(tx, id, pin)?;
            audit::append(tx, &entry)?;
            known(tx, id)
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
        let mut statement = self.conn.prepare_cached(&format!("SELECT {COLUMNS} FROM operator ORDER BY number"))?;
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

    /// Notes that somebody gave their right PIN, which forgets the wrong ones that were typed at the same place.
    ///
    /// # Errors
    /// [`Refusal::NoSuchOperator`].
    pub fn note_signed_in(
        &mut self,
        id: &OperatorId,
        place: wrong_pins::Place<'_>,
        entry: AuditEntry,
    ) -> Result<Operator, StoreError> {
        self.write(|tx| {
            known(tx, id)?;
            tx.prepare_cached("UPDATE operator SET signed_in_at = ?2 WHERE id = ?1")?
                .execute(params![id.as_str(), moment_text(entry.at)])?;
            wrong_pins::forget(tx, id, place)?;
            audit::append(tx, &entry)?;
            known(tx, id)
        })
    }
}

/// An operator that must be there.
pub(super) fn known(conn: &Connection, id: &OperatorId) -> Result<Operator, StoreError> {
    read(conn, id)?.ok_or_else(|| Refusal::NoSuchOperator(id.clone()).into())
}

/// Gives a PIN within a transaction.
pub(super) fn write_pin(tx: &Connection, id: &OperatorId, pin: KeptPin<'_>) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE operator SET pin_hash = ?2, pin_given = ?3, session = session + 1 WHERE id = ?1")?
        .execute(params![id.as_str(), pin.hash, pin.by == PinBy::Another])?;
    wrong_pins::forget_all(tx, id)?;
    Ok(())
}

/// Refuses to do without the last supervisor who can sign in. A lock ends by itself: who is locked counts.
fn keep_a_supervisor(conn: &Connection, operator: &Operator) -> Result<(), StoreError> {
    let sql = "SELECT 1 FROM operator WHERE role = 'supervisor' AND active = 1 AND id <> ?1";
    if operator.role == Role::Supervisor && !conn.prepare_cached(sql)?.exists([operator.id.as_str()])? {
        return Err(Refusal::LastSupervisor(operator.id.clone()).into());
    }
    Ok(())
}

fn read(conn: &Connection, id: &OperatorId) -> Result<Option<Operator>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM operator WHERE id = ?1"))?;
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
        pin_by: if cells.flag(5)? { PinBy::Another } else { PinBy::Themselves },
        session: cells.number(6)?,
        signed_in_at: cells.opt_moment(7)?,
    })
}
