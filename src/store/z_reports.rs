//! The close of a till and its Z report, in one transaction: nothing blocks, every difference is explained, the report
//! has the next number, and the audit entry of the close bears the digest of its content.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::value::{Cells, day_text, moment_text};
use super::{Store, StoreError, audit, clocks, handovers, operators, reconcile, restored, tills, unclaimed};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::period::Period;
use crate::domain::z_report::{AuditHead, ZClocks, ZDocument, ZFrame, ZNo, ZReport};
use crate::domain::{actor::Actor, jump::Numbered, operator::OperatorId, refusal::Refusal, till::Till, time::Moment};

/// What closes a till.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    pub till: String,
    /// The series of the desk's documents.
    pub series: String,
    pub by: OperatorId,
    pub at: Moment,
    /// Whether each batch of the till must have been compared with its terminal.
    pub compared: bool,
    /// Why the terminal did not tell what it holds, where it did not.
    pub not_asked: Option<String>,
}

/// A Z report as it is kept, with its prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptZ {
    pub report: ZReport,
    /// First eight hex digits of the audit entry of the close; printed in the QR code.
    pub audit_digest: String,
    /// When its first print was confirmed.
    pub printed_at: Option<Moment>,
    pub copies: u32,
}

/// The rule by which documents are compared with the terminals' batches.
pub(super) const COMPARISON: i64 = 2;

impl Store {
    /// Closes a till for good.
    ///
    /// # Errors
    /// [`Refusal::NoSuchTill`], [`Refusal::TillIsClosed`], [`Refusal::NoSuchOperator`];
    /// [`Refusal::TillBlocked`]; [`Refusal::Unexplained`], [`Refusal::NotCompared`]. Nothing was
    /// written.
    pub fn close_till(&mut self, closing: &Closing) -> Result<KeptZ, StoreError> {
        self.write(|tx| {
            let row = tills::open_till_row(tx, &closing.till)?;
            let till = known(tx, &closing.till)?;
            operators::known(tx, &closing.by)?;
            let blockers = tills::blockers(tx, &till.desk)?;
            if !blockers.is_empty() {
                return Err(Refusal::TillBlocked { till: till.name, blockers }.into());
            }
            let number = next_number(tx, &closing.series)?;
            // As the tables hold it: the report is made again from them.
            let at = kept_moment(closing.at);
            let head = audit::head_of(tx)?;
            let closed = Till { closed_at: Some(at), closed_by: Some(closing.by.clone()), ..till };
            let report = made(tx, row, &closed, number, closing.not_asked.clone(), head)?;
            let unexplained = reconcile::unexplained(tx, row)?;
            if !unexplained.is_empty() {
                return Err(Refusal::Unexplained { till: closed.name, references: unexplained }.into());
            }
            let silent = report.batches.iter().find(|batch| batch.theirs.is_none());
            if let Some(batch) = silent.filter(|_| closing.compared) {
                return Err(Refusal::NotCompared { till: closed.name, batch: batch.name.short() }.into());
            }
            let content = content(&report)?;
            let seq = audit::append(tx, &entry(&report, &content))?;
            tx.prepare_cached(
                "INSERT INTO z_report (series, number, till_id, content, audit_seq, comparison)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                report.number.series(),
                report.number.number(),
                row,
                content,
                seq,
                COMPARISON
            ])?;
            tx.prepare_cached("UPDATE till SET closed_at = ?2, closed_by = ?3 WHERE id = ?1")?.execute(params![
                row,
                moment_text(at),
                closing.by.as_str()
            ])?;
            by_number(tx, &report.number)?.ok_or_else(|| Refusal::NoSuchZ(report.number.to_string().into()).into())
        })
    }

    /// A Z report by number.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] for a content that is none.
    pub fn z_report(&self, number: &ZNo) -> Result<Option<KeptZ>, StoreError> {
        by_number(&self.conn, number)
    }

    /// Z reports, the newest first; those of one till where one is named.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] for a content that is none.
    pub fn z_reports(&self, till: Option<&str>) -> Result<Vec<KeptZ>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT z.content, substr(u.hash, 1, 8), z.printed_at, z.copies FROM z_report z
             JOIN audit u ON u.seq = z.audit_seq JOIN till t ON t.id = z.till_id
             WHERE ?1 IS NULL OR t.name = ?1 ORDER BY z.id DESC",
        )?;
        let mut rows = statement.query([till])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(kept(&Cells::of("z_report", row))?);
        }
        Ok(found)
    }

    /// The Z reports of the tills of a period, in the order of their days.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] for a content that is none.
    pub fn z_reports_of(&self, period: Period) -> Result<Vec<KeptZ>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT z.content, substr(u.hash, 1, 8), z.printed_at, z.copies FROM z_report z
             JOIN audit u ON u.seq = z.audit_seq JOIN till t ON t.id = z.till_id
             WHERE t.day BETWEEN ?1 AND ?2 ORDER BY t.day, z.id",
        )?;
        let mut rows = statement.query([day_text(period.from()), day_text(period.to())])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(kept(&Cells::of("z_report", row))?);
        }
        Ok(found)
    }

    /// Notes that the first print of a Z report was confirmed. A second note changes nothing.
    ///
    /// # Errors
    /// [`Refusal::NoSuchZ`].
    pub fn mark_z_printed(&mut self, number: &ZNo, at: Moment, who: &Actor) -> Result<(), StoreError> {
        self.write(|tx| {
            by_number(tx, number)?.ok_or_else(|| Refusal::NoSuchZ(number.to_string().into()))?;
            let changed = tx
                .prepare_cached(
                    "UPDATE z_report SET printed_at = ?3 WHERE series = ?1 AND number = ?2 AND printed_at IS NULL",
                )?
                .execute(params![number.series(), number.number(), moment_text(at)])?;
            if changed == 1 {
                audit::note(tx, number, AuditAct::ZPrinted, String::new(), at, who)?;
            }
            Ok(())
        })
    }

    /// Counts a further print, before it is made, and gives its number: it stands on the copy.
    ///
    /// # Errors
    /// [`Refusal::NoSuchZ`].
    pub fn count_z_copy(&mut self, number: &ZNo, at: Moment, who: &Actor) -> Result<u32, StoreError> {
        self.write(|tx| {
            let copies: Option<u32> = tx
                .prepare_cached(
                    "UPDATE z_report SET copies = copies + 1 WHERE series = ?1 AND number = ?2 RETURNING copies",
                )?
                .query_row(params![number.series(), number.number()], |row| row.get(0))
                .optional()?;
            let copies = copies.ok_or_else(|| Refusal::NoSuchZ(number.to_string().into()))?;
            audit::note(tx, number, AuditAct::ZCopied, format!("copy={copies}"), at, who)?;
            Ok(copies)
        })
    }
}

fn known(conn: &Connection, name: &str) -> Result<Till, StoreError> {
    tills::by_name(conn, name)?.ok_or_else(|| Refusal::NoSuchTill(name.into()).into())
}

/// The entry of the close. What `verify` compares stands at its end.
fn entry(report: &ZReport, content: &str) -> AuditEntry {
    AuditEntry {
        at: report.closed_at,
        who: report.closed_by.clone().into(),
        act: AuditAct::TillClosed,
        subject: report.till.clone(),
        detail: format!(
            "z={} documents={} total={} content={}",
            report.number,
            report.all.count,
            report.all.total,
            audit::sha256(content.as_bytes())
        ),
    }
}

/// The report of a closed till, made of what the tables hold.
pub(super) fn made(
    conn: &Connection,
    row: i64,
    till: &Till,
    number: ZNo,
    not_asked: Option<String>,
    head: AuditHead,
) -> Result<ZReport, StoreError> {
    let documents: Vec<ZDocument> = tills::documents(conn, row)?;
    let (comparison, explained) = reconcile::explained(conn, row, &documents)?;
    let unreadable = |column: &str| StoreError::Unreadable { table: "till", column: column.to_owned() };
    let (before, until) = since_the_report_before(conn, &number, &head)?;
    let clocks = ZClocks {
        accepted: clocks::accepted_between(conn, &till.desk, before, until)?,
        apart: clocks::apart_in(conn, row)?,
        years_back: clocks::years_back(conn, Some(row))?,
    };
    let frame = ZFrame {
        number,
        till: till.name.clone(),
        desk: till.desk.clone(),
        day: till.day,
        opened_by: till.opened_by.clone(),
        opened_at: till.opened_at,
        outside_hours: till.outside_hours.clone(),
        another: till.another.clone(),
        handovers: handovers::of_till(conn, row)?,
        closed_by: till.closed_by.clone().ok_or_else(|| unreadable("closed_by"))?,
        closed_at: till.closed_at.ok_or_else(|| unreadable("closed_at"))?,
        cash_refusals: tills::refusals(conn, row)?,
        batches: comparison.batches,
        differences: explained,
        unclaimed: unclaimed::decided_in(conn, row)?,
        jumps: restored::between(conn, before, until)?,
        clocks,
        not_asked,
        audit: head,
    };
    ZReport::of(frame, &documents)
        .ok_or_else(|| StoreError::Unreadable { table: "receipt", column: "amount_cents".into() })
}

/// The range of the trail between the report before this one of its series and this one.
fn since_the_report_before(conn: &Connection, number: &ZNo, head: &AuditHead) -> Result<(i64, i64), StoreError> {
    let before: i64 = conn
        .prepare_cached("SELECT coalesce(max(audit_seq), 0) FROM z_report WHERE series = ?1 AND number < ?2")?
        .query_row(params![number.series(), number.number()], |row| row.get(0))?;
    Ok((before, i64::try_from(head.seq).unwrap_or(i64::MAX)))
}

/// The form in which a report is kept.
pub(super) fn content(report: &ZReport) -> Result<String, StoreError> {
    serde_json::to_string(report).map_err(|_| StoreError::Unreadable { table: "z_report", column: "content".into() })
}

/// A report in the form in which it is kept.
pub(super) fn parsed(content: &str) -> Result<ZReport, StoreError> {
    serde_json::from_str(content).map_err(|_| StoreError::Unreadable { table: "z_report", column: "content".into() })
}

fn by_number(conn: &Connection, number: &ZNo) -> Result<Option<KeptZ>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT z.content, substr(u.hash, 1, 8), z.printed_at, z.copies
         FROM z_report z JOIN audit u ON u.seq = z.audit_seq WHERE z.series = ?1 AND z.number = ?2",
    )?;
    let mut rows = statement.query(params![number.series(), number.number()])?;
    rows.next()?.map(|row| kept(&Cells::of("z_report", row))).transpose()
}

fn kept(cells: &Cells<'_>) -> Result<KeptZ, StoreError> {
    Ok(KeptZ {
        report: parsed(cells.str(0)?)?,
        audit_digest: cells.text(1)?,
        printed_at: cells.opt_moment(2)?,
        copies: cells.number(3)?,
    })
}

fn next_number(tx: &Connection, series: &str) -> Result<ZNo, StoreError> {
    let last: u32 = tx
        .prepare_cached("SELECT coalesce(max(number), 0) FROM z_report WHERE series = ?1")?
        .query_row([series], |row| row.get(0))?;
    let last = last.max(restored::passed(tx, Numbered::Z, series, 0)?);
    ZNo::new(series, last.saturating_add(1))
        .map_err(|_| StoreError::Unreadable { table: "z_report", column: "number".into() })
}

/// A moment as the tables give it back.
fn kept_moment(at: Moment) -> Moment {
    chrono::DateTime::from_timestamp_millis(at.timestamp_millis()).unwrap_or(at)
}
