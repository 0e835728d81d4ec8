//! What the terminals say of their batches, and why something differs. Which documents fit which of their payments is
//! the domain's; here both sides are kept and read.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::value::{Cells, moment_text};
use super::{Store, StoreError, audit, operators, tills};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::reconcile::{BatchName, BatchReport, CardMove, Comparison, compare};
use crate::domain::z_report::{Explained, ZDocument};
use crate::domain::{balance::Balance, operator::OperatorId, refusal::Refusal, time::Moment};

/// Where what a terminal says of its batches came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportSource {
    /// Who wrote it down.
    pub operator: OperatorId,
    pub at: Moment,
    /// SHA-256 of the file, as 64 hex digits; nothing where it was typed.
    pub file: Option<String>,
}

/// The documents of a till beside what the terminals say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reconciliation {
    /// The comparison.
    pub comparison: Comparison,
    /// What was explained of its mismatches.
    pub explained: Vec<Explained>,
}

impl Reconciliation {
    /// The references of the mismatches that nobody has explained.
    pub fn unexplained(&self) -> Vec<String> {
        let explained = |reference: &str| self.explained.iter().any(|one| one.mismatch.reference == reference);
        let references = self.comparison.mismatches.iter().map(|mismatch| mismatch.reference.clone());
        references.filter(|reference| !explained(reference)).collect()
    }
}

impl Store {
    /// Writes down what a terminal says of its batches, all of it or nothing. What was said before of the same batch no
    /// longer counts, and stays in the books.
    ///
    /// # Errors
    /// [`Refusal::NoSuchTill`], [`Refusal::TillIsClosed`], [`Refusal::NoSuchOperator`].
    pub fn keep_batch_reports(
        &mut self,
        till: &str,
        reports: &[BatchReport],
        source: &ReportSource,
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            let row = tills::open_till_row(tx, till)?;
            operators::known(tx, &source.operator)?;
            reports.iter().try_for_each(|report| keep(tx, (till, row), report, source))
        })
    }

    /// A till's documents beside what the terminals say.
    ///
    /// # Errors
    /// [`Refusal::NoSuchTill`].
    pub fn reconciliation(&self, till: &str) -> Result<Reconciliation, StoreError> {
        let row = tills::row_of(&self.conn, till)?.ok_or_else(|| Refusal::NoSuchTill(till.into()))?;
        let documents = tills::documents(&self.conn, row)?;
        let (comparison, explained) = explained(&self.conn, row, &documents)?;
        Ok(Reconciliation { comparison, explained })
    }

    /// Writes down why something differs. A later word on the same thing counts.
    ///
    /// # Errors
    /// [`Refusal::NoSuchTill`], [`Refusal::TillIsClosed`], [`Refusal::NoSuchOperator`];
    /// [`Refusal::NoSuchDifference`] where nothing differs under that name.
    pub fn explain(
        &mut self,
        till: &str,
        reference: &str,
        text: &str,
        operator: &OperatorId,
        at: Moment,
    ) -> Result<(), StoreError> {
        self.write(|tx| {
            let row = tills::open_till_row(tx, till)?;
            operators::known(tx, operator)?;
            let documents = tills::documents(tx, row)?;
            let (comparison, _) = explained(tx, row, &documents)?;
            if !comparison.mismatches.iter().any(|mismatch| mismatch.reference == reference) {
                return Err(Refusal::NoSuchDifference(reference.into()).into());
            }
            // The text may name people: the trail has its digest.
            let seq = audit::append(
                tx,
                &AuditEntry {
                    at,
                    who: operator.clone().into(),
                    act: AuditAct::DifferenceExplained,
                    subject: till.to_owned(),
                    detail: format!("{reference} text={}", audit::sha256(text.as_bytes())),
                },
            )?;
            tx.prepare_cached(
                "INSERT INTO explanation (till_id, reference, text, operator, at, audit_seq)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![row, reference, text, operator.as_str(), moment_text(at), seq])?;
            Ok(())
        })
    }
}

fn keep(
    tx: &Connection,
    (till, row): (&str, i64),
    report: &BatchReport,
    source: &ReportSource,
) -> Result<(), StoreError> {
    let seq = audit::append(
        tx,
        &AuditEntry {
            at: source.at,
            who: source.operator.clone().into(),
            act: AuditAct::BatchReported,
            subject: till.to_owned(),
            detail: format!(
                "batch={} total={} payments={}",
                report.name.short(),
                report.total,
                report.moves.as_ref().map_or_else(|| "-".to_owned(), |moves| moves.len().to_string())
            ),
        },
    )?;
    let id = tx
        .prepare_cached(
            "INSERT INTO batch_report (till_id, terminal_id, batch, count, total_cents, itemised, file, operator, at,
                                       audit_seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .insert(params![
            row,
            report.name.terminal_id,
            report.name.batch,
            report.count.map(|count| i64::try_from(count).unwrap_or(i64::MAX)),
            report.total.cents(),
            report.moves.is_some(),
            source.file,
            source.operator.as_str(),
            moment_text(source.at),
            seq
        ])?;
    let mut statement = tx.prepare_cached(
        "INSERT INTO batch_move (report_id, position, reference, stan, rrn, auth_code, amount_cents, iris,
                                 unknown_kind)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    for (one, position) in report.moves.iter().flatten().zip(1_i64..) {
        statement.execute(params![
            id,
            position,
            one.reference,
            one.stan,
            one.rrn,
            one.auth_code,
            one.amount.cents(),
            one.iris,
            one.unknown_kind.then_some(1)
        ])?;
    }
    Ok(())
}

/// The comparison of a till, with what was explained of it.
pub(super) fn explained(
    conn: &Connection,
    till: i64,
    documents: &[ZDocument],
) -> Result<(Comparison, Vec<Explained>), StoreError> {
    let ours: Vec<CardMove> = documents.iter().map(ZDocument::card_move).collect();
    let comparison = compare(&ours, &reports(conn, till)?);
    let mut words = explanations(conn, till)?;
    let explained = comparison
        .mismatches
        .iter()
        .filter_map(|mismatch| {
            let (explanation, by) = words.remove(&mismatch.reference)?;
            Some(Explained { mismatch: mismatch.clone(), explanation, by })
        })
        .collect();
    Ok((comparison, explained))
}

/// The references of what differs and nobody has explained.
pub(super) fn unexplained(conn: &Connection, till: i64) -> Result<Vec<String>, StoreError> {
    let (comparison, explained) = explained(conn, till, &tills::documents(conn, till)?)?;
    Ok(Reconciliation { comparison, explained }.unexplained())
}

/// The latest report of each batch. Reports of one file are one telling.
fn reports(conn: &Connection, till: i64) -> Result<Vec<BatchReport>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT id, terminal_id, batch, count, total_cents, itemised, file, at FROM batch_report
         WHERE till_id = ?1 ORDER BY id",
    )?;
    let mut rows = statement.query([till])?;
    let mut latest: Vec<BatchReport> = Vec::new();
    let mut told: Option<(Option<String>, String)> = None;
    let mut telling = 0;
    while let Some(row) = rows.next()? {
        let cells = Cells::of("batch_report", row);
        let source = (cells.opt_text(6)?, cells.text(7)?);
        if told.as_ref() != Some(&source) || source.0.is_none() {
            telling += 1;
            told = Some(source);
        }
        let name = BatchName::new(cells.str(1)?, cells.str(2)?);
        let moves = if cells.flag(5)? { Some(moves(conn, cells.integer(0)?, &name)?) } else { None };
        let (count, total) = (cells.opt_number(3)?, Balance::from_cents(cells.integer(4)?));
        latest.retain(|report| report.name != name);
        latest.push(BatchReport { name, count, total, moves, telling });
    }
    Ok(latest)
}

fn moves(conn: &Connection, report: i64, name: &BatchName) -> Result<Vec<CardMove>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT reference, stan, rrn, auth_code, amount_cents, iris, unknown_kind FROM batch_move
         WHERE report_id = ?1 ORDER BY position",
    )?;
    let mut rows = statement.query([report])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::of("batch_move", row);
        found.push(CardMove {
            reference: cells.text(0)?,
            terminal_id: name.terminal_id.clone(),
            batch: name.told_batch().to_owned(),
            stan: cells.text(1)?,
            rrn: cells.text(2)?,
            auth_code: cells.text(3)?,
            amount: Balance::from_cents(cells.integer(4)?),
            iris: cells.flag(5)?,
            unknown_kind: cells.opt_integer(6)?.is_some(),
        });
    }
    Ok(found)
}

/// The latest word on each reference.
fn explanations(conn: &Connection, till: i64) -> Result<BTreeMap<String, (String, OperatorId)>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT reference, text, operator FROM explanation WHERE till_id = ?1 ORDER BY id")?;
    let mut rows = statement.query([till])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::of("explanation", row);
        found.insert(cells.text(0)?, (cells.text(1)?, cells.operator(2)?));
    }
    Ok(found)
}
