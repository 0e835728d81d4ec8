//! The audit chain: numbers without gaps, each row with the hash of its content and of the row before.

use rusqlite::Connection;

use super::Verification;
use crate::store::StoreError;
use crate::store::audit::{GENESIS, link};
use crate::store::value::Cells;

pub(super) fn chain(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    let mut statement =
        conn.prepare("SELECT seq, at, who, act, subject, detail, previous, hash FROM audit ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let (mut expected, mut before) = (1_i64, GENESIS.to_owned());
    while let Some(row) = rows.next()? {
        let cells = Cells::of("audit", row);
        let (seq, previous, hash) = (cells.integer(0)?, cells.str(6)?, cells.str(7)?);
        found.same("audit", &seq, "number", expected, seq);
        found.same("audit", &seq, "previous_hash", before.as_str(), previous);
        let content = [cells.str(1)?, cells.str(2)?, cells.str(3)?, cells.str(4)?, cells.str(5)?, previous];
        found.same("audit", &seq, "hash", link(seq, content).as_str(), hash);
        found.audit_entries = found.audit_entries.saturating_add(1);
        expected = seq.saturating_add(1);
        before = hash.to_owned();
    }
    Ok(())
}
