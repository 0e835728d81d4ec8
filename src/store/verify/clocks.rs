//! What a supervisor said of clocks, each against its audit entry.

use rusqlite::Connection;

use super::Verification;
use crate::domain::audit::AuditAct;
use crate::store::{StoreError, clocks};

/// Each acceptance says what its entry says, and every such entry has its row.
pub(super) fn acceptances(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    let sql = "SELECT c.at, c.books_until, c.terminal, c.ahead_s, c.reason, c.operator, c.id, u.act, u.who, u.detail
         FROM clock_acceptance c JOIN audit u ON u.seq = c.audit_seq ORDER BY c.id";
    found.each(conn, "clock_acceptance", sql, |found, cells| {
        let id = cells.integer(6)?;
        let kept = clocks::acceptance_of(cells)?;
        found.same("clock_acceptance", &id, "audit_act", AuditAct::ClockAccepted.word(), cells.str(7)?);
        found.same("clock_acceptance", &id, "operator", cells.str(8)?, kept.by.as_str());
        found.same("clock_acceptance", &id, "content", cells.str(9)?, clocks::accepted_as(&kept).as_str());
        Ok(())
    })?;
    let sql = "SELECT u.seq FROM audit u LEFT JOIN clock_acceptance c ON c.audit_seq = u.seq
         WHERE u.act = 'clock_accepted' AND c.id IS NULL ORDER BY u.seq";
    found.each(conn, "audit", sql, |found, cells| {
        found.differs("clock_acceptance", cells.integer(0)?, "row", "there", "missing");
        Ok(())
    })
}
