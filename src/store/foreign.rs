//! Results that are not this desk's to book, kept so that they are not lost: once each, however often the terminal
//! offers them again.

use rusqlite::{Connection, params};

use super::value::{Cells, local_time_text, moment_text};
use super::{Store, StoreError, audit, receipts};
use crate::domain::actor::{Actor, Reason};
use crate::domain::attempt::{Attempt, AttemptId};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::foreign::{Direction, ForeignKind, ForeignResult};
use crate::domain::{card::CardData, terminal_codes::ResultCode};

/// Who hears results that nobody asked for.
const TERMINAL: Actor = Actor::System(Reason::Terminal);

impl Store {
    /// Keeps a foreign result, with an audit entry. True where it is new; one that was kept before changes nothing,
    /// also when it is now foreign for another reason.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn keep_foreign(&mut self, result: &ForeignResult) -> Result<bool, StoreError> {
        self.write_after_a_card(|tx| {
            let identity = identity(result);
            let known = tx.prepare_cached("SELECT 1 FROM foreign_result WHERE identity = ?1")?.exists([&identity])?;
            if known {
                return Ok(false);
            }
            let audit_seq = audit::append(tx, &entry(result))?;
            insert(tx, result, &identity, audit_seq)?;
            Ok(true)
        })
    }

    /// All foreign results, oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn foreign_results(&self) -> Result<Vec<ForeignResult>, StoreError> {
        let mut found = Vec::new();
        each(&self.conn, &mut |_, result| {
            found.push(result?);
            Ok(())
        })?;
        Ok(found)
    }

    /// The open batch of a terminal, as far as payments tell: that of its latest card payment. Account-to-account
    /// payments are in no batch.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn last_batch(&self, terminal: &str) -> Result<Option<String>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT c.batch FROM card_payment c JOIN attempt a ON a.id = c.attempt_id
             WHERE a.terminal = ?1 AND c.batch <> '' AND upper(trim(c.card_type)) <> 'IRIS'
             ORDER BY a.id DESC LIMIT 1",
        )?;
        let mut rows = statement.query([terminal])?;
        rows.next()?.map(|row| Cells::of("card_payment", row).text(0)).transpose()
    }

    /// The id that the terminal of an attempt told with the last card payment before it whose id has its eight
    /// characters (ISO 8583, field 41) and whose batch is one (1 to 6 digits): a byte too many on the line lengthens
    /// the one or shifts the other.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn terminal_id_before(&self, attempt: &Attempt) -> Result<Option<String>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT c.terminal_id FROM card_payment c JOIN attempt a ON a.id = c.attempt_id
             WHERE a.terminal = ?1 AND a.id < ?2 AND length(c.terminal_id) = 8
               AND length(c.batch) BETWEEN 1 AND 6 AND c.batch NOT GLOB '*[^0-9]*' ORDER BY a.id DESC LIMIT 1",
        )?;
        let mut rows = statement.query(params![attempt.terminal, attempt.id.0])?;
        rows.next()?.map(|row| Cells::of("card_payment", row).text(0)).transpose()
    }
}

/// Reads every foreign result with the entry that keeps it, oldest first; one that cannot be read as its error.
pub(super) fn each(
    conn: &Connection,
    act: &mut dyn FnMut(i64, Result<ForeignResult, StoreError>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    every(conn, &mut |(_, audit_seq), result| act(audit_seq, result))
}

/// The same with their numbers.
pub(super) fn each_numbered(
    conn: &Connection,
    act: &mut dyn FnMut(i64, ForeignResult) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    every(conn, &mut |(number, _), result| act(number, result?))
}

/// What takes a result, with its number and the entry that keeps it.
type Taker<'a> = dyn FnMut((i64, i64), Result<ForeignResult, StoreError>) -> Result<(), StoreError> + 'a;

fn every(conn: &Connection, act: &mut Taker<'_>) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(
        // Of older rows the journal says which way the money went, where the session is one of its own.
        "SELECT terminal, session, ecr, document, code, coalesce(iif(denies, 'denies', NULL), cause, why), seen_at, during_id, audit_seq, card_type,
                pan_masked, amount_cents, final_cents, acquirer, terminal_id, batch, rrn, stan, auth_code, charged_at,
                id, desk, coalesce(direction,
                    CASE WHEN why IN ('other_amount', 'contradicts', 'late') THEN (
                        SELECT iif(k.attempt_id IS NULL, 'taken', 'given_back')
                        FROM attempt a LEFT JOIN correction k ON k.attempt_id = a.id
                        WHERE a.terminal = f.terminal AND printf('%06d', a.session) = f.session AND a.prepared_at <= f.seen_at
                        ORDER BY a.id DESC LIMIT 1) END, 'unknown')
         FROM foreign_result f ORDER BY id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let cells = Cells::of("foreign_result", row);
        act((cells.integer(20)?, cells.integer(8)?), result_of(&cells))?;
    }
    Ok(())
}

fn result_of(cells: &Cells<'_>) -> Result<ForeignResult, StoreError> {
    let card = cells.opt_str(9)?.is_some();
    Ok(ForeignResult {
        desk: cells.opt_text(21)?,
        direction: cells.word(22, Direction::from_word)?,
        terminal: cells.text(0)?,
        session: cells.text(1)?,
        ecr: cells.opt_text(2)?,
        document: cells.opt_text(3)?,
        code: cells.word(4, ResultCode::parse)?,
        card: if card { Some(receipts::card_of(cells, 9)?) } else { None },
        why: cells.word(5, ForeignKind::from_word)?,
        seen_at: cells.moment(6)?,
        during: cells.opt_integer(7)?.map(AttemptId),
    })
}

/// What makes it the same result when it comes again.
fn identity(result: &ForeignResult) -> String {
    let card = result.card.as_ref();
    let text = |field: fn(&CardData) -> &String| card.map(field).cloned().unwrap_or_default();
    let fields = [
        result.terminal.clone(),
        result.session.clone(),
        result.document.clone().unwrap_or_default(),
        result.code.to_string(),
        text(|card| &card.terminal_id),
        text(|card| &card.batch),
        text(|card| &card.stan),
        text(|card| &card.rrn),
        text(|card| &card.auth_code),
        card.map(|card| card.amount.to_string()).unwrap_or_default(),
    ];
    audit::digest(fields.iter().map(String::as_str))
}

/// SHA-256 of all of it. It stands in the audit entry, so that a changed one shows.
pub(super) fn content_digest(result: &ForeignResult) -> String {
    let mut fields = vec![
        identity(result),
        result.ecr.clone().unwrap_or_default(),
        result.why.word().to_owned(),
        moment_text(result.seen_at),
        result.during.map(|attempt| attempt.0.to_string()).unwrap_or_default(),
    ];
    // Results that were kept before this was known have neither.
    if let Some(desk) = &result.desk {
        fields.extend([desk.clone(), result.direction.word().to_owned()]);
    }
    if let Some(card) = &result.card {
        fields.extend([
            card.card_type.clone(),
            card.pan_masked.to_string(),
            card.final_amount.to_string(),
            card.acquirer.clone(),
            card.at.map(local_time_text).unwrap_or_default(),
        ]);
    }
    audit::digest(fields.iter().map(String::as_str))
}

fn entry(result: &ForeignResult) -> AuditEntry {
    let charged = result.card.as_ref().map(|card| {
        format!(" amount={} terminal_id={} batch={} stan={}", card.amount, card.terminal_id, card.batch, card.stan)
    });
    AuditEntry {
        at: result.seen_at,
        who: TERMINAL,
        act: AuditAct::ForeignResult,
        subject: result.terminal.clone(),
        detail: format!(
            "why={} direction={} session={} code={}{} content={}",
            result.why.word(),
            result.direction.word(),
            result.session,
            result.code,
            charged.unwrap_or_default(),
            content_digest(result)
        ),
    }
}

fn insert(tx: &Connection, result: &ForeignResult, identity: &str, audit_seq: i64) -> Result<(), StoreError> {
    let card = result.card.as_ref();
    // The table's own words are those of its first version, and each later one has a column.
    let contradicts = ForeignKind::Contradicts.word();
    let (why, cause, denies) = match result.why {
        ForeignKind::TooEarly | ForeignKind::BookedBefore => (contradicts, Some(result.why.word()), None),
        ForeignKind::Denies => (contradicts, None, Some(1)),
        why => (why.word(), None, None),
    };
    tx.prepare_cached(
        "INSERT INTO foreign_result (identity, terminal, session, ecr, document, code, why, seen_at, during_id,
                                     card_type, pan_masked, amount_cents, final_cents, acquirer, terminal_id, batch,
                                     rrn, stan, auth_code, charged_at, audit_seq, desk, direction, cause, denies)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
                 ?23, ?24, ?25)",
    )?
    .execute(params![
        identity,
        result.terminal,
        result.session,
        result.ecr,
        result.document,
        result.code.as_str(),
        why,
        moment_text(result.seen_at),
        result.during.map(|attempt| attempt.0),
        card.map(|card| &card.card_type),
        card.map(|card| card.pan_masked.as_str()),
        card.map(|card| card.amount.cents()),
        card.map(|card| card.final_amount.cents()),
        card.map(|card| &card.acquirer),
        card.map(|card| &card.terminal_id),
        card.map(|card| &card.batch),
        card.map(|card| &card.rrn),
        card.map(|card| &card.stan),
        card.map(|card| &card.auth_code),
        card.and_then(|card| card.at).map(local_time_text),
        audit_seq,
        result.desk,
        result.direction.word(),
        cause,
        denies
    ])?;
    Ok(())
}
