//! Debts: what was paid of them is what receipts say, and the fences are on open attempts alone.

use rusqlite::Connection;

use super::Verification;
use crate::domain::audit::AuditAct;
use crate::store::StoreError;

/// What a debt had paid is the sum of its lines on receipts, less those on voids and refunds.
pub(super) fn paid(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    found.each(
        conn,
        "debt",
        "SELECT d.external_id, coalesce(s.paid, 0), d.paid_cents, coalesce(s.surcharge, 0), d.paid_surcharge_cents
         FROM debt d LEFT JOIN (
             SELECT l.debt_id,
                    sum(iif(r.kind = 'sale', 1, -1) * (l.capital_cents + l.surcharge_cents)) AS paid,
                    sum(iif(r.kind = 'sale', 1, -1) * l.surcharge_cents) AS surcharge
             FROM receipt_line l JOIN receipt r ON r.id = l.receipt_id GROUP BY l.debt_id
         ) s ON s.debt_id = d.id
         WHERE d.paid_cents <> coalesce(s.paid, 0) OR d.paid_surcharge_cents <> coalesce(s.surcharge, 0)
         ORDER BY d.id",
        |found, cells| {
            let external_id = cells.text(0)?;
            found.same("debt", &external_id, "paid_cents", cells.integer(1)?, cells.integer(2)?);
            found.same("debt", &external_id, "paid_surcharge_cents", cells.integer(3)?, cells.integer(4)?);
            Ok(())
        },
    )
}

/// Each file that was loaded is the one of its entry.
pub(super) fn files(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    found.each(
        conn,
        "debt_file",
        "SELECT f.id, f.at, f.name, u.at, u.subject, u.act FROM debt_file f JOIN audit u ON u.seq = f.audit_seq
         WHERE f.at <> u.at OR f.name <> u.subject OR u.act <> 'debts_imported' ORDER BY f.id",
        |found, cells| {
            let row = cells.integer(0)?.to_string();
            found.same("debt_file", &row, "at", cells.str(3)?, cells.str(1)?);
            found.same("debt_file", &row, "name", cells.str(4)?, cells.str(2)?);
            found.same("debt_file", &row, "audit_act", AuditAct::DebtsImported.word(), cells.str(5)?);
            Ok(())
        },
    )
}

/// A line is fenced exactly while its attempt is open, and every attempt asks for the sum of its lines.
pub(super) fn fences(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    found.each(
        conn,
        "attempt_line",
        "SELECT l.attempt_id, l.position, a.state, l.open FROM attempt_line l JOIN attempt a ON a.id = l.attempt_id
         WHERE l.open <> (a.state IN ('prepared', 'sent', 'confirmed', 'unknown')) ORDER BY l.attempt_id, l.position",
        |found, cells| {
            let line = format!("{} line {}", cells.integer(0)?, cells.integer(1)?);
            let open = cells.integer(3)?;
            found.differs("attempt_line", line, "fence", 1_i64.saturating_sub(open), open);
            Ok(())
        },
    )?;
    found.each(
        conn,
        "attempt",
        "SELECT a.id, a.amount_cents, coalesce(sum(l.capital_cents + l.surcharge_cents), 0) AS lines
         FROM attempt a LEFT JOIN attempt_line l ON l.attempt_id = a.id GROUP BY a.id
         HAVING a.amount_cents <> lines ORDER BY a.id",
        |found, cells| {
            found.differs("attempt", cells.integer(0)?, "amount_cents", cells.integer(2)?, cells.integer(1)?);
            Ok(())
        },
    )
}
