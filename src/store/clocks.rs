//! What the books know of clocks: the latest entry, how far the terminal's clock was from ours at its last result, what a
//! supervisor said of either, and where the numbers went back over a year's end.

use rusqlite::{Connection, params};

use super::value::{Cells, moment_text};
use super::{Store, StoreError, audit, operators};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::clocks::{ClockAcceptance, ClockOffset, YearBack};
use crate::domain::receipt::ReceiptNo;
use crate::domain::time::{Moment, local};

impl Store {
    /// The latest moment of the trail since a clock that stood before it was last accepted: a clock that stands before
    /// that was put back.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn latest_entry(&self) -> Result<Option<Moment>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT at FROM audit WHERE seq >= (SELECT coalesce(max(audit_seq), 0) FROM clock_acceptance)
             ORDER BY at DESC LIMIT 1",
        )?;
        let mut rows = statement.query([])?;
        rows.next()?.map(|row| Cells::of("audit", row).moment(0)).transpose()
    }

    /// How far the clock of a terminal was from ours at its last result that bears a time, booked or refused because of
    /// that time.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn terminal_clock(&self, terminal: &str) -> Result<Option<ClockOffset>, StoreError> {
        self.clock_told(terminal, true)
    }

    /// The same of its last result that was booked.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn booked_terminal_clock(&self, terminal: &str) -> Result<Option<ClockOffset>, StoreError> {
        self.clock_told(terminal, false)
    }

    fn clock_told(&self, terminal: &str, also_refused: bool) -> Result<Option<ClockOffset>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT charged_at, prepared_at, heard_at FROM (
                SELECT * FROM (
                    SELECT c.charged_at, a.prepared_at, r.at AS heard_at, r.audit_seq
                    FROM attempt a JOIN card_payment c ON c.attempt_id = a.id JOIN receipt r ON r.attempt_id = a.id
                    WHERE a.terminal = ?1 AND c.charged_at IS NOT NULL ORDER BY a.id DESC LIMIT 1)
                UNION ALL SELECT * FROM (
                    SELECT f.charged_at, a.prepared_at, f.seen_at, f.audit_seq
                    FROM foreign_result f JOIN attempt a ON a.id = f.during_id
                    WHERE ?2 AND f.terminal = ?1 AND f.cause = 'too_early' AND f.charged_at IS NOT NULL
                    ORDER BY f.id DESC LIMIT 1)
             ) ORDER BY audit_seq DESC LIMIT 1",
        )?;
        let mut rows = statement.query(params![terminal, also_refused])?;
        rows.next()?.map(|row| told_by(terminal, &Cells::of("card_payment", row))).transpose()
    }

    /// The clock of a terminal as it was last accepted.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn accepted_terminal_clock(&self, terminal: &str) -> Result<Option<ClockOffset>, StoreError> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT ahead_s FROM clock_acceptance WHERE terminal = ?1 ORDER BY id DESC LIMIT 1")?;
        let mut rows = statement.query([terminal])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let ahead_s = Cells::of("clock_acceptance", row).integer(0)?;
        Ok(Some(ClockOffset { terminal: terminal.to_owned(), ahead_s }))
    }

    /// Keeps that a supervisor goes on by a clock in doubt.
    ///
    /// # Errors
    /// Of an operator who is not known, or when it cannot be written.
    pub fn accept_clock(&mut self, desk: &str, acceptance: &ClockAcceptance) -> Result<(), StoreError> {
        self.write(|tx| {
            operators::known(tx, &acceptance.by)?;
            let seq = audit::append(
                tx,
                &AuditEntry {
                    at: acceptance.at,
                    who: acceptance.by.clone().into(),
                    act: AuditAct::ClockAccepted,
                    subject: format!("desk {desk}"),
                    detail: accepted_as(acceptance),
                },
            )?;
            let terminal = acceptance.terminal.as_ref();
            tx.prepare_cached(
                "INSERT INTO clock_acceptance (desk, at, books_until, terminal, ahead_s, reason, operator, audit_seq)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                desk,
                moment_text(acceptance.at),
                acceptance.books_until.map(moment_text),
                terminal.map(|clock| &clock.terminal),
                terminal.map(|clock| clock.ahead_s),
                acceptance.reason,
                acceptance.by.as_str(),
                seq
            ])?;
            Ok(())
        })
    }
}

fn told_by(terminal: &str, cells: &Cells<'_>) -> Result<ClockOffset, StoreError> {
    let charged = cells.opt_local_time(0)?.ok_or_else(|| cells.unreadable(0))?;
    Ok(ClockOffset::told_by(terminal, charged, local(cells.moment(1)?), local(cells.moment(2)?)))
}

/// What the entry of an acceptance says; of the reason, which may name people, its digest.
pub(super) fn accepted_as(acceptance: &ClockAcceptance) -> String {
    let books = acceptance.books_until.map_or_else(|| "-".to_owned(), moment_text);
    let (terminal, ahead) = match &acceptance.terminal {
        Some(clock) => (clock.terminal.as_str(), clock.ahead_s.to_string()),
        None => ("-", "-".to_owned()),
    };
    let reason = audit::sha256(acceptance.reason.as_bytes());
    format!("books_until={books} terminal={terminal} ahead_s={ahead} reason={reason}")
}

/// The acceptances of a desk whose entries lie in a range of the trail.
pub(super) fn accepted_between(
    conn: &Connection,
    desk: &str,
    after: i64,
    until: i64,
) -> Result<Vec<ClockAcceptance>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT at, books_until, terminal, ahead_s, reason, operator FROM clock_acceptance
         WHERE desk = ?1 AND audit_seq > ?2 AND audit_seq <= ?3 ORDER BY id",
    )?;
    let mut rows = statement.query(params![desk, after, until])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(acceptance_of(&Cells::of("clock_acceptance", row))?);
    }
    Ok(found)
}

/// An acceptance from its columns `at` to `operator`.
pub(super) fn acceptance_of(cells: &Cells<'_>) -> Result<ClockAcceptance, StoreError> {
    let terminal = match cells.opt_str(2)? {
        Some(terminal) => Some(ClockOffset { terminal: terminal.to_owned(), ahead_s: cells.integer(3)? }),
        None => None,
    };
    Ok(ClockAcceptance {
        at: cells.moment(0)?,
        books_until: cells.opt_moment(1)?,
        terminal,
        reason: cells.text(4)?,
        by: cells.operator(5)?,
    })
}

/// The clocks that were apart from ours at the last document that each terminal dated in a till.
pub(super) fn apart_in(conn: &Connection, till: i64) -> Result<Vec<ClockOffset>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT c.charged_at, a.prepared_at, r.at, a.terminal
         FROM receipt r JOIN attempt a ON a.id = r.attempt_id JOIN card_payment c ON c.attempt_id = a.id
         WHERE r.id IN (SELECT max(r.id) FROM receipt r JOIN attempt a ON a.id = r.attempt_id
                        JOIN card_payment c ON c.attempt_id = a.id
                        WHERE r.till_id = ?1 AND c.charged_at IS NOT NULL GROUP BY a.terminal)
         ORDER BY a.terminal",
    )?;
    let mut rows = statement.query([till])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::of("card_payment", row);
        found.push(told_by(cells.str(3)?, &cells)?);
    }
    found.retain(ClockOffset::is_apart);
    Ok(found)
}

/// The documents of a till, of every till where none is named, that follow one of a later year in their series.
pub(super) fn years_back(conn: &Connection, till: Option<i64>) -> Result<Vec<YearBack>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT r.series, r.year, r.number, b.year, b.number FROM receipt r JOIN receipt b ON b.id = (
            SELECT id FROM receipt WHERE series = r.series AND id < r.id ORDER BY id DESC LIMIT 1)
         WHERE r.year < b.year AND (?1 IS NULL OR r.till_id = ?1) ORDER BY r.id",
    )?;
    let mut rows = statement.query([till])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::of("receipt", row);
        let series = cells.str(0)?;
        found.push(YearBack {
            document: ReceiptNo::new(series, cells.number(1)?, cells.number(2)?)?,
            after: ReceiptNo::new(series, cells.number(3)?, cells.number(4)?)?,
        });
    }
    Ok(found)
}
