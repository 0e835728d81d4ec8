//! The journal of attempts: written before anything is sent, moved step by step through the domain's state
//! machine, and holding the fences that keep a debt to one open attempt and a terminal to one sale.

use std::time::Duration;

use rusqlite::{Connection, params};

use super::value::{Cells, moment_text};
use super::{Store, StoreError, after_all, audit, corrections, debts, operators, restored};
use crate::domain::attempt::{Attempt, AttemptId, AttemptLine, AttemptState, AttemptStep, IllegalStep, NewAttempt};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::debt::{DebtId, DebtStatus};
use crate::domain::{
    actor::Actor, correction::Correction, money::Money, receipt::ReceiptNo, refusal::Refusal, session::SessionNo,
    time::Moment,
};

/// How long the note of a confirmation waits for other writers: the result must be heard meanwhile.
const BESIDE_A_SALE: Duration = Duration::from_secs(1);

impl Store {
    /// Writes a new attempt (`prepared`) under the next session number of its terminal, and fences its debts on
    /// every desk; one that corrects a receipt fences that too. The lines are checked again inside the transaction,
    /// because what the cashier saw may be old.
    ///
    /// # Errors
    /// [`Refusal::Debt`], [`StoreError::TerminalBusy`], [`Refusal::Debt`],
    /// [`Refusal::ChargedAfterAll`], [`Refusal::Debt`], [`StoreError::UnknownDebt`], [`Refusal::NoSuchOperator`],
    /// [`StoreError::InvalidAttempt`], of a correction also [`Refusal::NoSuchReceipt`],
    /// [`Refusal::ReceiptMoved`], [`Refusal::ReturnedAfterAll`], [`Refusal::SamePerson`]: nothing was written.
    pub fn prepare(&mut self, new: &NewAttempt) -> Result<Attempt, StoreError> {
        self.write(|tx| {
            after_all::check(tx, new)?;
            prepare(tx, new)
        })
    }

    /// Moves an attempt one step, with the reason where there is one. A closing step releases the debts. All steps
    /// but [`AttemptStep::Approve`], which [`Store::book`] alone takes. The steps after the card wait long for
    /// other writers; [`AttemptStep::Send`] does not, because nothing is lost yet and a cashier is waiting, nor does
    /// [`AttemptStep::Confirm`], without which nothing is lost while the card is at the terminal.
    ///
    /// # Errors
    /// [`StoreError::IllegalStep`], [`StoreError::NoSuchAttempt`].
    pub fn step(
        &mut self,
        id: AttemptId,
        step: AttemptStep,
        reason: Option<&str>,
        at: Moment,
        who: &Actor,
    ) -> Result<Attempt, StoreError> {
        match step {
            AttemptStep::Send => self.write(|tx| take(tx, id, step, reason, at, who)),
            AttemptStep::Confirm => self.write_within(BESIDE_A_SALE, |tx| take(tx, id, step, reason, at, who)),
            _ => self.write_after_a_card(|tx| take(tx, id, step, reason, at, who)),
        }
    }

    /// An attempt by row.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn attempt(&self, id: AttemptId) -> Result<Option<Attempt>, StoreError> {
        read(&self.conn, id)
    }

    /// The latest attempt of a session on a terminal; numbers come round again after 999999.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn attempt_by_session(&self, terminal: &str, session: SessionNo) -> Result<Option<Attempt>, StoreError> {
        let found = attempts(
            &self.conn,
            concat!(attempt_columns!(), "WHERE a.terminal = ?1 AND a.session = ?2 ORDER BY a.id DESC LIMIT 1"),
            params![terminal, session.number()],
        )?;
        Ok(found.into_iter().next())
    }

    /// The attempt that a receipt was booked for.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn attempt_of_receipt(&self, number: &ReceiptNo) -> Result<Option<Attempt>, StoreError> {
        let found = attempts(
            &self.conn,
            concat!(
                attempt_columns!(),
                "WHERE a.id = (SELECT attempt_id FROM receipt WHERE series = ?1 AND year = ?2 AND number = ?3)"
            ),
            params![number.series(), number.year(), number.number()],
        )?;
        Ok(found.into_iter().next())
    }

    /// The journal's last attempt, of any terminal.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn last_attempt(&self) -> Result<Option<AttemptId>, StoreError> {
        let last: Option<i64> = self.conn.query_row("SELECT max(id) FROM attempt", [], |row| row.get(0))?;
        Ok(last.map(AttemptId))
    }

    /// How many attempts of a terminal came after one.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn attempts_after(&self, terminal: &str, after: AttemptId) -> Result<u64, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT count(*) FROM attempt WHERE terminal = ?1 AND id > ?2")?;
        let count: i64 = statement.query_row(params![terminal, after.0], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// When a terminal last ended an attempt by its own word, if that was its latest attempt.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn last_answer(&self, terminal: &str) -> Result<Option<Moment>, StoreError> {
        let last = attempts(
            &self.conn,
            concat!(attempt_columns!(), "WHERE a.terminal = ?1 ORDER BY a.id DESC LIMIT 1"),
            [terminal],
        )?;
        let ended = |attempt: &Attempt| matches!(attempt.state, AttemptState::Approved | AttemptState::Declined);
        Ok(last.into_iter().find(ended).map(|attempt| attempt.changed_at))
    }

    /// Every attempt that still holds its debts, on all desks, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn open_attempts(&self) -> Result<Vec<Attempt>, StoreError> {
        attempts(
            &self.conn,
            concat!(attempt_columns!(), "WHERE a.state IN ('prepared', 'sent', 'confirmed', 'unknown') ORDER BY a.id"),
            [],
        )
    }
}

/// The columns that [`attempts`] reads.
macro_rules! attempt_columns {
    () => {
        "SELECT a.id, a.session, a.desk, a.terminal, a.operator, a.amount_cents, a.state, a.reason, a.prepared_at,
                a.changed_at, k.kind, o.series, o.year, o.number, k.reason, k.approver
         FROM attempt a LEFT JOIN correction k ON k.attempt_id = a.id LEFT JOIN receipt o ON o.id = k.original_id "
    };
}
use attempt_columns;

/// A new attempt within a transaction, see [`Store::prepare`].
pub(super) fn prepare(tx: &Connection, new: &NewAttempt) -> Result<Attempt, StoreError> {
    let amount = total(&new.lines)?;
    operators::known(tx, &new.operator)?;
    match &new.correction {
        None => new.lines.iter().try_for_each(|line| check_line(tx, line))?,
        Some(correction) => corrections::check(tx, new, correction)?,
    }
    if let Some(session) = in_flight(tx, &new.terminal)? {
        return Err(StoreError::TerminalBusy { session });
    }
    let session = next_session(tx, &new.terminal)?;
    let id = insert(tx, new, session, amount)?;
    if let Some(correction) = &new.correction {
        corrections::insert(tx, id, correction)?;
    }
    let debts: Vec<&str> = new.lines.iter().map(|line| line.external_id.as_str()).collect();
    audit::append(
        tx,
        &AuditEntry {
            at: new.at,
            who: new.operator.clone().into(),
            act: AuditAct::AttemptStep,
            subject: session.to_string(),
            detail: format!(
                "attempt={} to={} terminal={} amount={amount} debts={}{}",
                id.0,
                AttemptState::Prepared.word(),
                new.terminal,
                debts.join(","),
                new.correction.as_ref().map(in_the_trail).unwrap_or_default()
            ),
        },
    )?;
    known(tx, id)
}

/// One step within a transaction, with its audit entry.
pub(super) fn take(
    tx: &Connection,
    id: AttemptId,
    step: AttemptStep,
    reason: Option<&str>,
    at: Moment,
    who: &Actor,
) -> Result<Attempt, StoreError> {
    let attempt = known(tx, id)?;
    if step == AttemptStep::Approve {
        return Err(IllegalStep { state: attempt.state, step }.into());
    }
    let after = attempt.state.after(step)?;
    settle(tx, id, after, reason, at)?;
    let (from, to, reason) = (attempt.state.word(), after.word(), reason.unwrap_or("-"));
    audit::append(
        tx,
        &AuditEntry {
            at,
            who: who.clone(),
            act: AuditAct::AttemptStep,
            subject: attempt.session.to_string(),
            detail: format!("attempt={} from={from} to={to} reason={reason}", id.0),
        },
    )?;
    known(tx, id)
}

/// The sum of the lines of an attempt that can be one.
fn total(lines: &[AttemptLine]) -> Result<Money, StoreError> {
    let mut ids: Vec<DebtId> = lines.iter().map(|line| line.debt).collect();
    ids.sort_unstable();
    ids.dedup();
    if lines.is_empty() || ids.len() != lines.len() {
        return Err(StoreError::InvalidAttempt);
    }
    let mut sum = Money::ZERO;
    for line in lines {
        let amount = line.capital.checked_add(line.surcharge).filter(|amount| !amount.is_zero());
        sum = amount.and_then(|amount| sum.checked_add(amount)).ok_or(StoreError::InvalidAttempt)?;
    }
    Ok(sum)
}

/// Whether the debt still is what the line says, and free.
fn check_line(tx: &Connection, line: &AttemptLine) -> Result<(), StoreError> {
    let refused = |status| Refusal::Debt { external_id: line.external_id.clone(), status }.into();
    let debt = debts::debt(tx, line.debt)?
        .filter(|debt| debt.external_id == line.external_id)
        .ok_or_else(|| StoreError::UnknownDebt { external_id: line.external_id.clone() })?;
    if debt.fenced {
        return Err(refused(DebtStatus::Pending));
    }
    if debt.cancelled {
        return Err(refused(DebtStatus::Cancelled));
    }
    let (open_surcharge, open_capital) = debt.open_amount().split(debt.open_surcharge());
    if line.capital > open_capital || line.surcharge > open_surcharge {
        return Err(refused(DebtStatus::Paid));
    }
    Ok(())
}

/// The session that the terminal is in the middle of.
fn in_flight(tx: &Connection, terminal: &str) -> Result<Option<SessionNo>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT session FROM attempt WHERE terminal = ?1 AND state IN ('prepared', 'sent', 'confirmed')",
    )?;
    let mut rows = statement.query([terminal])?;
    rows.next()?.map(|row| Cells::of("attempt", row).session(0)).transpose()
}

fn unreadable_session() -> StoreError {
    StoreError::Unreadable { table: "attempt", column: "session".to_owned() }
}

/// The number after the terminal's last one that no open attempt of it still waits under.
fn next_session(tx: &Connection, terminal: &str) -> Result<SessionNo, StoreError> {
    let mut waiting = Vec::new();
    let mut statement = tx.prepare_cached(
        "SELECT session FROM attempt WHERE terminal = ?1 AND state IN ('prepared', 'sent', 'confirmed', 'unknown')",
    )?;
    let mut rows = statement.query([terminal])?;
    while let Some(row) = rows.next()? {
        waiting.push(Cells::of("attempt", row).session(0)?);
    }
    let mut statement =
        tx.prepare_cached("SELECT session FROM attempt WHERE terminal = ?1 ORDER BY id DESC LIMIT 1")?;
    let mut rows = statement.query([terminal])?;
    let mut next = match (restored::session_after_jump(tx, terminal)?, rows.next()?) {
        (Some(after), _) => after,
        (None, Some(row)) => Cells::of("attempt", row).session(0)?.next(),
        (None, None) => SessionNo::new(1).map_err(|_| unreadable_session())?,
    };
    while waiting.contains(&next) {
        next = next.next();
    }
    Ok(next)
}

fn insert(tx: &Connection, new: &NewAttempt, session: SessionNo, amount: Money) -> Result<AttemptId, StoreError> {
    let at = moment_text(new.at);
    let id = tx
        .prepare_cached(
            "INSERT INTO attempt (session, desk, terminal, operator, amount_cents, state, prepared_at, changed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)",
        )?
        .insert(params![
            session.number(),
            new.desk,
            new.terminal,
            new.operator.as_str(),
            amount.cents(),
            AttemptState::Prepared.word(),
            at
        ])?;
    let mut statement = tx.prepare_cached(
        "INSERT INTO attempt_line (attempt_id, position, debt_id, rf, capital_cents, surcharge_cents, open)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1)",
    )?;
    for (line, position) in new.lines.iter().zip(1_i64..) {
        let rf = line.rf.as_ref().map(|rf| rf.as_str());
        statement.execute(params![id, position, line.debt.0, rf, line.capital.cents(), line.surcharge.cents()])?;
    }
    Ok(AttemptId(id))
}

/// What the audit trail says of a correction: not its reason, which may name people.
pub(super) fn in_the_trail(correction: &Correction) -> String {
    format!(" {}={} approver={}", correction.kind.word(), correction.original, correction.approver)
}

/// Writes a new state, and releases the debts, and the receipt that it corrects, where it closes the attempt.
pub(super) fn settle(
    tx: &Connection,
    id: AttemptId,
    state: AttemptState,
    reason: Option<&str>,
    at: Moment,
) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE attempt SET state = ?2, reason = coalesce(?3, reason), changed_at = ?4 WHERE id = ?1")?
        .execute(params![id.0, state.word(), reason, moment_text(at)])?;
    if !state.is_open() {
        tx.prepare_cached("UPDATE attempt_line SET open = 0 WHERE attempt_id = ?1")?.execute([id.0])?;
        corrections::release(tx, id)?;
    }
    Ok(())
}

/// An attempt that must be there.
pub(super) fn known(conn: &Connection, id: AttemptId) -> Result<Attempt, StoreError> {
    read(conn, id)?.ok_or(StoreError::NoSuchAttempt { id })
}

fn read(conn: &Connection, id: AttemptId) -> Result<Option<Attempt>, StoreError> {
    let found = attempts(conn, concat!(attempt_columns!(), "WHERE a.id = ?1"), [id.0])?;
    Ok(found.into_iter().next())
}

fn attempts(conn: &Connection, sql: &str, parameters: impl rusqlite::Params) -> Result<Vec<Attempt>, StoreError> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::of("attempt", row);
        let id = AttemptId(cells.integer(0)?);
        found.push(Attempt {
            id,
            session: cells.session(1)?,
            desk: cells.text(2)?,
            terminal: cells.text(3)?,
            operator: cells.operator(4)?,
            amount: cells.money(5)?,
            lines: lines(conn, id)?,
            state: cells.state(6)?,
            reason: cells.opt_text(7)?,
            prepared_at: cells.moment(8)?,
            changed_at: cells.moment(9)?,
            correction: corrections::correction_of(&cells, 10)?,
        });
    }
    Ok(found)
}

fn lines(conn: &Connection, attempt: AttemptId) -> Result<Vec<AttemptLine>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT l.debt_id, d.external_id, l.rf, l.capital_cents, l.surcharge_cents
         FROM attempt_line l JOIN debt d ON d.id = l.debt_id WHERE l.attempt_id = ?1 ORDER BY l.position",
    )?;
    let mut rows = statement.query([attempt.0])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::of("attempt_line", row);
        found.push(AttemptLine {
            debt: DebtId(cells.integer(0)?),
            external_id: cells.text(1)?,
            rf: cells.opt_rf(2)?,
            capital: cells.money(3)?,
            surcharge: cells.money(4)?,
        });
    }
    Ok(found)
}
