//! Settlements: each row is the document of an approved attempt, or of none.

use rusqlite::Connection;

use super::Verification;
use crate::store::StoreError;

pub(super) fn rows(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    found.each(
        conn,
        "settlement_row",
        "SELECT s.id, r.id IS NOT NULL, s.gross_cents - s.fee_cents, s.net_cents, s.identity
         FROM settlement_row s LEFT JOIN receipt r ON r.attempt_id = s.attempt_id
         WHERE s.attempt_id IS NOT NULL ORDER BY s.id",
        |found, cells| {
            let row = cells.integer(0)?;
            found.same("settlement_row", &row, "document", 1, cells.integer(1)?);
            found.same("settlement_row", &row, "net", cells.integer(2)?, cells.integer(3)?);
            Ok(())
        },
    )
}
