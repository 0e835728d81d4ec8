//! What is kept beside the payments: resolutions, slips and foreign results, each against its audit entry, where a
//! digest of it stands.

use rusqlite::Connection;

use super::Verification;
use crate::domain::{audit::AuditAct, foreign::ForeignResult};
use crate::store::{StoreError, value::Cells};
use crate::store::{audit, foreign, unclaimed};

/// A resolution's attempt ended as it says, its text is the one that its entry has the digest of, and every such
/// entry has its resolution.
pub(super) fn resolutions(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    found.each(conn, "resolution", "SELECT s.attempt_id, CASE s.verdict WHEN 'charged' THEN 'approved' ELSE 'not_charged' END, a.state, s.evidence,
                u.act, u.detail, s.verdict, s.approver, u.who, s.operator
         FROM resolution s JOIN attempt a ON a.id = s.attempt_id JOIN audit u ON u.seq = s.audit_seq
         ORDER BY s.attempt_id", |found, cells| {
        let attempt = cells.integer(0)?;
        found.same("resolution", &attempt, "state", cells.str(1)?, cells.str(2)?);
        found.same("resolution", &attempt, "audit_act", "outcome_resolved", cells.str(4)?);
        found.same("resolution", &attempt, "operator", cells.str(8)?, cells.str(9)?);
        let digest = audit::sha256(cells.str(3)?.as_bytes());
        let (verdict, approver) = (cells.str(6)?, cells.str(7)?);
        let kept = format!("attempt={attempt} verdict={verdict} approver={approver} evidence={digest}");
        found.same("resolution", &attempt, "content", cells.str(5)?, kept.as_str());
        Ok(())
    })?;
    missing(
        conn,
        "resolution",
        "SELECT u.seq FROM audit u LEFT JOIN resolution s ON s.audit_seq = u.seq
         WHERE u.act = 'outcome_resolved' AND s.attempt_id IS NULL ORDER BY u.seq",
        found,
    )
}

/// Every write-off is the one that its entry has the digest of, and every such entry has its write-off.
pub(super) fn write_offs(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    let sql = "SELECT w.foreign_id, t.name, w.reason, w.approver, w.operator, u.who, u.act, u.detail
         FROM foreign_write_off w JOIN till t ON t.id = w.till_id JOIN audit u ON u.seq = w.audit_seq
         ORDER BY w.foreign_id";
    found.each(conn, "foreign_write_off", sql, |found, cells| {
        let number = cells.number::<u32>(0)?;
        found.same("foreign_write_off", &number, "audit_act", AuditAct::ForeignWrittenOff.word(), cells.str(6)?);
        found.same("foreign_write_off", &number, "operator", cells.str(5)?, cells.str(4)?);
        let kept = unclaimed::kept_as(number, cells.str(1)?, &cells.operator(3)?, cells.str(2)?);
        found.same("foreign_write_off", &number, "content", cells.str(7)?, kept.as_str());
        Ok(())
    })?;
    missing(
        conn,
        "foreign_write_off",
        "SELECT u.seq FROM audit u LEFT JOIN foreign_write_off w ON w.audit_seq = u.seq
         WHERE u.act = 'foreign_written_off' AND w.foreign_id IS NULL ORDER BY u.seq",
        found,
    )
}

/// Every slip belongs to a booked attempt and is the one that was booked with it; every booking that had one still
/// has it.
pub(super) fn slips(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    found.each(
        conn,
        "card_slip",
        "SELECT s.attempt_id, s.data, u.detail
         FROM card_slip s LEFT JOIN receipt r ON r.attempt_id = s.attempt_id LEFT JOIN audit u ON u.seq = r.audit_seq
         UNION ALL
         SELECT r.attempt_id, NULL, u.detail
         FROM receipt r JOIN audit u ON u.seq = r.audit_seq LEFT JOIN card_slip s ON s.attempt_id = r.attempt_id
         WHERE s.attempt_id IS NULL AND instr(u.detail, ' slip=') ORDER BY 1",
        |found, cells| {
            let attempt = cells.integer(0)?;
            let kept = cells.opt_bytes(1)?.map_or_else(|| "missing".to_owned(), audit::sha256);
            let booked = cells.opt_str(2)?.and_then(|detail| field(detail, " slip=")).unwrap_or("no booking");
            found.same("card_slip", &attempt, "content", booked, kept.as_str());
            Ok(())
        },
    )
}

/// Every foreign result is the one that its entry kept, and every entry that kept one still has it.
pub(super) fn foreign_results(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    let mut details = conn.prepare("SELECT act, detail FROM audit WHERE seq = ?1")?;
    foreign::each(conn, &mut |audit_seq, result| {
        let mut compare = |found: &mut Verification, result: &ForeignResult| -> Result<(), StoreError> {
            let mut rows = details.query([audit_seq])?;
            let entry = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
            let cells = Cells::of("audit", entry);
            found.same("foreign_result", &audit_seq, "audit_act", "foreign_result", cells.str(0)?);
            let kept = field(cells.str(1)?, " content=").unwrap_or_default();
            found.same("foreign_result", &audit_seq, "content", kept, foreign::content_digest(result).as_str());
            Ok(())
        };
        result
            .and_then(|result| compare(found, &result))
            .or_else(|error| found.unreadable("foreign_result", audit_seq, error))
    })
    .or_else(|error| found.unreadable("foreign_result", "", error))?;
    // Entries of version 1 kept the result in the trail alone, and have no digest.
    missing(
        conn,
        "foreign_result",
        "SELECT u.seq FROM audit u LEFT JOIN foreign_result f ON f.audit_seq = u.seq
         WHERE u.act = 'foreign_result' AND instr(u.detail, ' content=') AND f.id IS NULL ORDER BY u.seq",
        found,
    )
}

/// Notes the entries of a query whose row is gone.
fn missing(conn: &Connection, table: &'static str, sql: &str, found: &mut Verification) -> Result<(), StoreError> {
    found.each(conn, "audit", sql, |found, cells| {
        found.differs(table, cells.integer(0)?, "row", "there", "missing");
        Ok(())
    })
}

/// The value of a field of an entry's detail, up to the next blank.
fn field<'d>(detail: &'d str, name: &str) -> Option<&'d str> {
    detail.rsplit_once(name).and_then(|(_, rest)| rest.split(' ').next())
}
