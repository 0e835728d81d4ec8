//! The file itself: SQLite's own checks.

use rusqlite::Connection;

use super::Verification;
use crate::store::StoreError;
use crate::store::value::Cells;

/// Pages, indices and CHECKs.
pub(super) fn integrity(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    let mut statement = conn.prepare("PRAGMA integrity_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        found.same("database", &"", "integrity", "ok", Cells::of("database", row).str(0)?);
    }
    Ok(())
}

/// Rows that refer to rows that are not there.
pub(super) fn references(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    let mut statement = conn.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let cells = Cells::of("database", row);
        let at = format!("{} {}", cells.str(0)?, cells.opt_integer(1)?.unwrap_or_default());
        found.differs("database", at, "reference", format!("a row of {}", cells.str(2)?), "none");
    }
    Ok(())
}
