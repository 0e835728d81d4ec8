//! A till that goes from one cashier to another without being closed.

use rusqlite::{Connection, params};

use super::value::{Cells, moment_text};
use super::{Store, StoreError, audit, operators, tills};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::{refusal::Refusal, till::Till, z_report::Handover};

impl Store {
    /// Writes a handover down.
    ///
    /// # Errors
    /// [`Refusal::NoSuchTill`], [`Refusal::TillIsClosed`], [`Refusal::NoSuchOperator`],
    /// [`Refusal::SamePerson`].
    pub fn hand_over(&mut self, till: &str, handover: &Handover) -> Result<(), StoreError> {
        self.write(|tx| {
            let row = tills::open_till_row(tx, till)?;
            operators::known(tx, &handover.from)?;
            operators::known(tx, &handover.to)?;
            if handover.from == handover.to {
                return Err(Refusal::SamePerson.into());
            }
            let seq = audit::append(
                tx,
                &AuditEntry {
                    at: handover.at,
                    who: handover.from.clone().into(),
                    act: AuditAct::TillHandedOver,
                    subject: till.to_owned(),
                    detail: format!("to={}", handover.to),
                },
            )?;
            tx.prepare_cached(
                "INSERT INTO handover (till_id, at, giver, taker, audit_seq) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                row,
                moment_text(handover.at),
                handover.from.as_str(),
                handover.to.as_str(),
                seq
            ])?;
            Ok(())
        })
    }

    /// The handovers of a till, oldest first.
    ///
    /// # Errors
    /// [`Refusal::NoSuchTill`].
    pub fn handovers(&self, till: &Till) -> Result<Vec<Handover>, StoreError> {
        let row = tills::row_of(&self.conn, &till.name)?.ok_or_else(|| Refusal::NoSuchTill((&till.name).into()))?;
        of_till(&self.conn, row)
    }
}

pub(super) fn of_till(conn: &Connection, till: i64) -> Result<Vec<Handover>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT at, giver, taker FROM handover WHERE till_id = ?1 ORDER BY id")?;
    let mut rows = statement.query([till])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::of("handover", row);
        found.push(Handover { at: cells.moment(0)?, from: cells.operator(1)?, to: cells.operator(2)? });
    }
    Ok(found)
}
