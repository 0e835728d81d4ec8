//! The audit chain: numbers without gaps, each row with the hash of its content and of the row before.

use rusqlite::Connection;

use super::Verification;
use crate::store::audit::{GENESIS, link_bytes};
use crate::store::{StoreError, value::Cells};

pub(super) fn chain(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    follow(conn, found).or_else(|error| found.unreadable("audit", found.audit_entries.saturating_add(1), error))
}

/// Reads bytes and not texts, so that no content of a row keeps those after it from being checked.
fn follow(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    let mut statement =
        conn.prepare("SELECT seq, at, who, act, subject, detail, previous, hash FROM audit ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let (mut expected, mut before) = (1_i64, GENESIS.as_bytes().to_vec());
    while let Some(row) = rows.next()? {
        let cells = Cells::of("audit", row);
        let seq = cells.integer(0)?;
        let (previous, hash) = (cells.bytes(6)?, cells.bytes(7)?);
        found.same("audit", &seq, "number", expected, seq);
        if before != previous {
            found.differs("audit", seq, "previous_hash", shown(&before), shown(previous));
        }
        let content = [cells.bytes(1)?, cells.bytes(2)?, cells.bytes(3)?, cells.bytes(4)?, cells.bytes(5)?, previous];
        let link = link_bytes(seq, content);
        if link != hash {
            found.differs("audit", seq, "hash", shown(&link), shown(hash));
        }
        found.audit_entries = found.audit_entries.saturating_add(1);
        expected = seq.saturating_add(1);
        before.clear();
        before.extend_from_slice(hash);
    }
    Ok(())
}

fn shown(hash: &[u8]) -> String {
    String::from_utf8_lossy(hash).into_owned()
}
