//! Corrections against what they correct, and the fences on receipts.

use rusqlite::Connection;

use super::Verification;
use crate::store::StoreError;

/// A correction is of a sale, holds it exactly while its attempt is open, and of no line more was given back than
/// the sale took.
pub(super) fn against_originals(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    found.each(
        conn,
        "correction",
        "SELECT k.attempt_id, o.kind, k.open, a.state IN ('prepared', 'sent', 'confirmed', 'unknown'),
                a.operator = k.approver
         FROM correction k JOIN attempt a ON a.id = k.attempt_id JOIN receipt o ON o.id = k.original_id
         ORDER BY k.attempt_id",
        |found, cells| {
            let attempt = cells.integer(0)?;
            found.same("correction", &attempt, "original", "sale", cells.str(1)?);
            found.same("correction", &attempt, "fence", cells.integer(3)?, cells.integer(2)?);
            found.same("correction", &attempt, "one_person", 0, cells.integer(4)?);
            Ok(())
        },
    )?;
    found.each(
        conn,
        "receipt_line",
        "SELECT o.series || '-' || o.year || '-' || printf('%06d', o.number), d.external_id,
                coalesce(l.capital_cents, 0), sum(b.capital_cents) AS back,
                coalesce(l.surcharge_cents, 0), sum(b.surcharge_cents) AS surcharge_back
         FROM correction k
         JOIN receipt r ON r.attempt_id = k.attempt_id
         JOIN receipt_line b ON b.receipt_id = r.id
         JOIN receipt o ON o.id = k.original_id
         JOIN debt d ON d.id = b.debt_id
         LEFT JOIN receipt_line l ON l.receipt_id = o.id AND l.debt_id = b.debt_id
         GROUP BY o.id, b.debt_id
         HAVING back > coalesce(l.capital_cents, 0) OR surcharge_back > coalesce(l.surcharge_cents, 0)
         ORDER BY o.id, b.debt_id",
        |found, cells| {
            let line = format!("{} {}", cells.str(0)?, cells.str(1)?);
            found.same("receipt_line", &line, "capital_back", cells.integer(2)?, cells.integer(3)?);
            found.same("receipt_line", &line, "surcharge_back", cells.integer(4)?, cells.integer(5)?);
            Ok(())
        },
    )
}
