//! Books that were brought back: from which numbers they go on, and what was stated since, each against its audit entry.

use rusqlite::Connection;

use super::Verification;
use crate::domain::audit::AuditAct;
use crate::store::{StoreError, restored};

/// Each restoration has the jumps that its entry has the digest of, each comparison the reason, and every such entry its
/// row.
pub(super) fn restorations(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    let sql = "SELECT r.id, u.act, u.detail,
                (SELECT coalesce(max(after_attempt), 0) FROM number_jump j WHERE j.restoration_id = r.id)
         FROM restoration r JOIN audit u ON u.seq = r.audit_seq ORDER BY r.id";
    found.each(conn, "restoration", sql, |found, cells| {
        let id = cells.integer(0)?;
        found.same("restoration", &id, "audit_act", AuditAct::Restored.word(), cells.str(1)?);
        let kept = cells.str(2)?.rsplit_once(" jumps=").map_or("", |(_, digest)| digest);
        let made = restored::digest(&restored::of_restoration(conn, id)?, cells.integer(3)?);
        found.same("restoration", &id, "jumps", kept, made.as_str());
        Ok(())
    })?;
    let sql = "SELECT c.restoration_id, c.reason, c.operator, u.act, u.who, u.detail
         FROM comparison c JOIN audit u ON u.seq = c.audit_seq ORDER BY c.restoration_id";
    found.each(conn, "comparison", sql, |found, cells| {
        let id = cells.integer(0)?;
        found.same("comparison", &id, "audit_act", AuditAct::ComparedAfterRestore.word(), cells.str(3)?);
        found.same("comparison", &id, "operator", cells.str(4)?, cells.str(2)?);
        found.same("comparison", &id, "content", cells.str(5)?, restored::compared_as(cells.str(1)?).as_str());
        Ok(())
    })?;
    let sql = "SELECT u.seq FROM audit u LEFT JOIN restoration r ON r.audit_seq = u.seq
         WHERE u.act = 'restored' AND instr(u.detail, ' jumps=') AND r.id IS NULL
         UNION SELECT u.seq FROM audit u LEFT JOIN comparison c ON c.audit_seq = u.seq
         WHERE u.act = 'compared_after_restore' AND c.restoration_id IS NULL ORDER BY 1";
    found.each(conn, "audit", sql, |found, cells| {
        found.differs("restoration", cells.integer(0)?, "row", "there", "missing");
        Ok(())
    })
}
