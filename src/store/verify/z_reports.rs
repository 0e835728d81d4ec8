//! Z reports: their series, the seal, the entry of the close, and each against the day that it reports, which is made
//! again from the documents.

use rusqlite::Connection;

use super::Verification;
use crate::domain::audit::AuditAct;
use crate::domain::z_report::{ZNo, ZReport};
use crate::store::value::Cells;
use crate::store::{StoreError, audit, tills, z_reports};

/// Numbers of a series from 1 without gaps, every closed till with its report, every entry of a close too.
pub(super) fn series(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    let mut statement = conn.prepare("SELECT series, number FROM z_report ORDER BY series, number")?;
    let mut rows = statement.query([])?;
    let mut before: Option<(String, u32)> = None;
    while let Some(row) = rows.next()? {
        let cells = Cells::of("z_report", row);
        let (series, number) = (cells.text(0)?, cells.number::<u32>(1)?);
        let follows = before.filter(|(last, _)| *last == series).map_or(1, |(_, number)| number.saturating_add(1));
        found.same("z_report", &format!("Z-{series}-{number:06}"), "number", follows, number);
        found.z_reports = found.z_reports.saturating_add(1);
        before = Some((series, number));
    }
    let mut statement = conn.prepare(
        "SELECT t.name, t.closed_at IS NOT NULL FROM till t LEFT JOIN z_report z ON z.till_id = t.id
         WHERE (t.closed_at IS NULL) <> (z.id IS NULL) ORDER BY t.id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let cells = Cells::of("till", row);
        let (expected, is) = if cells.flag(1)? { ("there", "missing") } else { ("none", "there") };
        found.differs("till", cells.str(0)?, "z_report", expected, is);
    }
    let mut statement = conn.prepare(
        "SELECT u.subject FROM audit u LEFT JOIN z_report z ON z.audit_seq = u.seq
         WHERE u.act = ?1 AND z.id IS NULL ORDER BY u.seq",
    )?;
    let mut rows = statement.query([AuditAct::TillClosed.word()])?;
    while let Some(row) = rows.next()? {
        found.differs("z_report", Cells::of("audit", row).str(0)?, "z_report", "there", "missing");
    }
    Ok(())
}

/// What each report says is what its entry says and what its day comes to.
pub(super) fn against_days(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    let mut statement = conn.prepare(
        "SELECT z.series, z.number, z.content, z.till_id, t.name, u.act, u.subject, u.detail, s.hash
         FROM z_report z JOIN till t ON t.id = z.till_id JOIN audit u ON u.seq = z.audit_seq
         LEFT JOIN audit s ON s.seq = json_extract(z.content, '$.audit.seq') ORDER BY z.id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let cells = Cells::of("z_report", row);
        let name = format!("Z-{}-{:06}", cells.str(0)?, cells.number::<u32>(1)?);
        let content = cells.str(2)?;
        found.same("z_report", &name, "audit_act", AuditAct::TillClosed.word(), cells.str(5)?);
        found.same("z_report", &name, "audit_subject", cells.str(4)?, cells.str(6)?);
        let booked = cells.str(7)?.rsplit_once("content=").map_or("", |(_, digest)| digest);
        found.same("z_report", &name, "content", booked, audit::sha256(content.as_bytes()).as_str());
        let Ok(report) = z_reports::parsed(content) else {
            found.differs("z_report", &name, "content", "a report", "something else");
            continue;
        };
        found.same("z_report", &name, "number", name.clone(), report.number.to_string());
        found.same("z_report", &name, "seal", cells.opt_str(8)?.unwrap_or("no such entry"), report.audit.hash.as_str());
        match again(conn, cells.integer(3)?, cells.str(4)?, &report) {
            Ok(made) if made == report => {}
            Ok(made) => found.differs("z_report", &name, "day", summary(&made), summary(&report)),
            Err(error) => found.differs("z_report", &name, "day", "readable", error),
        }
    }
    Ok(())
}

/// The report of a till made again from its documents.
fn again(conn: &Connection, row: i64, till: &str, report: &ZReport) -> Result<ZReport, StoreError> {
    let till = tills::by_name(conn, till)?.ok_or_else(|| StoreError::NoSuchTill { name: till.to_owned() })?;
    let number = ZNo::new(report.number.series(), report.number.number())
        .map_err(|_| StoreError::Unreadable { table: "z_report", column: "number".into() })?;
    z_reports::made(conn, row, &till, number, report.audit.clone())
}

fn summary(report: &ZReport) -> String {
    format!("{} documents, {}", report.all.count, report.all.total)
}
