//! Z reports: their series, the seal, the entry of the close, and each against the day that it reports, which is made
//! again from the documents.

use rusqlite::{Connection, OptionalExtension as _};

use super::Verification;
use crate::domain::{audit::AuditAct, jump::Numbered, refusal::Refusal, z_report::ZReport};
use crate::store::{StoreError, audit, restored, tills, z_reports};

/// Numbers of a series from 1 without gaps, every closed till with its report, every entry of a close too.
pub(super) fn series(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    let mut before: Option<(String, u32)> = None;
    let sql = "SELECT id, series, number FROM z_report ORDER BY series, number";
    found.each(conn, "z_report", sql, |found, cells| {
        found.z_reports = found.z_reports.saturating_add(1);
        let (series, number) = (cells.text(1)?, cells.number::<u32>(2)?);
        let last = before.take().filter(|(last, _)| *last == series);
        let follows = last.map_or(1, |(_, number)| number.saturating_add(1));
        if !restored::is_jump(conn, Numbered::Z, &series, 0, follows, number)? {
            found.same("z_report", &format!("Z-{series}-{number:06}"), "number", follows, number);
        }
        before = Some((series, number));
        Ok(())
    })?;
    let sql = "SELECT t.name, t.closed_at IS NOT NULL FROM till t LEFT JOIN z_report z ON z.till_id = t.id
         WHERE (t.closed_at IS NULL) <> (z.id IS NULL) ORDER BY t.id";
    found.each(conn, "till", sql, |found, cells| {
        let (expected, is) = if cells.flag(1)? { ("there", "missing") } else { ("none", "there") };
        found.differs("till", cells.str(0)?, "z_report", expected, is);
        Ok(())
    })?;
    let sql = "SELECT u.subject FROM audit u LEFT JOIN z_report z ON z.audit_seq = u.seq
         WHERE u.act = 'till_closed' AND z.id IS NULL ORDER BY u.seq";
    found.each(conn, "z_report", sql, |found, cells| {
        found.differs("z_report", cells.str(0)?, "z_report", "there", "missing");
        Ok(())
    })
}

/// What each report says is what its entry says and what its day comes to.
pub(super) fn against_days(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    let sql = "SELECT 'Z-' || z.series || '-' || printf('%06d', z.number), z.content, z.till_id, t.name, u.act,
                u.subject, u.detail, z.comparison
         FROM z_report z JOIN till t ON t.id = z.till_id JOIN audit u ON u.seq = z.audit_seq ORDER BY z.id";
    found.each(conn, "z_report", sql, |found, cells| {
        let (name, content) = (cells.text(0)?, cells.str(1)?);
        found.same("z_report", &name, "audit_act", AuditAct::TillClosed.word(), cells.str(4)?);
        found.same("z_report", &name, "audit_subject", cells.str(3)?, cells.str(5)?);
        let booked = cells.str(6)?.rsplit_once("content=").map_or("", |(_, digest)| digest);
        found.same("z_report", &name, "content", booked, audit::sha256(content.as_bytes()).as_str());
        let report = z_reports::parsed(content)?;
        found.same("z_report", &name, "number", name.clone(), report.number.to_string());
        let sealed = hash_of(conn, report.audit.seq)?.unwrap_or_else(|| "no such entry".to_owned());
        found.same("z_report", &name, "seal", sealed, report.audit.hash.clone());
        let mut made = again(conn, cells.integer(2)?, cells.str(3)?, &report)?;
        if cells.integer(7)? != z_reports::COMPARISON {
            // What an older rule made of the terminals' batches is in the report, whose digest the trail has.
            made.batches.clone_from(&report.batches);
            made.differences.clone_from(&report.differences);
        }
        if made != report {
            found.differs("z_report", &name, "day", summary(&made), summary(&report));
        }
        Ok(())
    })
}

/// A report that came row by row comes to what its rows come to.
pub(super) fn batch_reports(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    let sql = "SELECT r.id, r.total_cents,
                coalesce(sum(iif(m.iris = 1 OR m.unknown_kind = 1, 0, m.amount_cents)), 0) AS rows_come_to
         FROM batch_report r LEFT JOIN batch_move m ON m.report_id = r.id WHERE r.itemised = 1
         GROUP BY r.id HAVING r.total_cents <> rows_come_to ORDER BY r.id";
    found.each(conn, "batch_report", sql, |found, cells| {
        let row = cells.integer(0)?.to_string();
        found.same("batch_report", &row, "total_cents", cells.integer(2)?, cells.integer(1)?);
        Ok(())
    })
}

fn hash_of(conn: &Connection, seq: u64) -> Result<Option<String>, StoreError> {
    let Ok(seq) = i64::try_from(seq) else { return Ok(None) };
    Ok(conn.prepare_cached("SELECT hash FROM audit WHERE seq = ?1")?.query_row([seq], |row| row.get(0)).optional()?)
}

/// The report of a till made again from its documents.
fn again(conn: &Connection, row: i64, till: &str, report: &ZReport) -> Result<ZReport, StoreError> {
    let till = tills::by_name(conn, till)?.ok_or_else(|| Refusal::NoSuchTill(till.into()))?;
    let not_asked = report.not_asked.clone();
    z_reports::made(conn, row, &till, report.number.clone(), not_asked, report.audit.clone())
}

fn summary(report: &ZReport) -> String {
    format!("{} documents, {}", report.all.count, report.all.total)
}
