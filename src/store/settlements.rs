//! What acquirers paid out. A file goes in with one transaction; what was known stays, and what no document was is looked at
//! again with each file, because documents can come later.

use std::collections::{BTreeMap, HashSet};

use rusqlite::{Connection, params};

use super::daily_book::of_card;
use super::value::{Cells, day_text, moment_text};
use super::{Store, StoreError, audit};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::balance::Balance;
use crate::domain::period::Period;
use crate::domain::receipt::{ReceiptKind, ReceiptNo};
use crate::domain::reconcile::{CardMove, partners};
use crate::domain::settlement::{KeptSettled, OpenDocument, Settled, SettledRow};
use crate::domain::{actor::Actor, card, tender::PaidWith, time::Moment};

/// A settlement that is loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettlementSource {
    /// As it is called, without its folder.
    pub name: String,
    pub sha256: String,
    pub who: Actor,
    pub at: Moment,
}

/// What loading one did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SettlementLoaded {
    /// Rows of the file.
    pub rows: u64,
    /// Of these, those that the books had.
    pub known: u64,
    /// Rows of earlier files that are a document now.
    pub found_later: u64,
}

impl Store {
    /// Loads a settlement. Loaded again it changes nothing.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be written.
    pub fn load_settlement(
        &mut self,
        rows: &[SettledRow],
        source: &SettlementSource,
    ) -> Result<SettlementLoaded, StoreError> {
        self.write(|tx| {
            let (kept, unmatched) = kept_identities(tx)?;
            let fresh: Vec<(String, &SettledRow)> =
                named(rows).into_iter().filter(|(identity, _)| !kept.contains(identity)).collect();
            let documents = unsettled(tx)?;
            let mut theirs: Vec<CardMove> = unmatched.iter().map(|(_, row)| row.card_move()).collect();
            theirs.extend(fresh.iter().map(|(_, row)| row.card_move()));
            let ours: Vec<CardMove> = documents.iter().map(|(_, one)| one.clone()).collect();
            let attempts: Vec<Option<i64>> = partners(&ours, &theirs)
                .into_iter()
                .map(|place| place.and_then(|place| documents.get(place)).map(|(attempt, _)| *attempt))
                .collect();
            let (before, now) = attempts.split_at(unmatched.len());
            let found: Vec<(i64, i64)> =
                unmatched.iter().zip(before).filter_map(|((row, _), attempt)| Some((*row, (*attempt)?))).collect();
            for (row, attempt) in &found {
                tx.prepare_cached("UPDATE settlement_row SET attempt_id = ?2 WHERE id = ?1")?
                    .execute(params![row, attempt])?;
            }
            let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
            let loaded = SettlementLoaded {
                rows: count(rows.len()),
                known: count(rows.len() - fresh.len()),
                found_later: count(found.len()),
            };
            if fresh.is_empty() && found.is_empty() {
                return Ok(loaded);
            }
            let file = keep_file(tx, source, &loaded)?;
            for ((identity, row), attempt) in fresh.iter().zip(now) {
                keep_row(tx, file, identity, row, *attempt)?;
            }
            Ok(loaded)
        })
    }

    /// The rows of a state, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn settled_rows(&self, which: impl Fn(Settled) -> bool) -> Result<Vec<KeptSettled>, StoreError> {
        let mut rows = Vec::new();
        each_row(&self.conn, "TRUE", &[], &mut |row| {
            if which(row.state()) {
                rows.push(row);
            }
            Ok(())
        })?;
        Ok(rows)
    }

    /// How many rows are in each state.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn settled_counts(&self) -> Result<BTreeMap<&'static str, u64>, StoreError> {
        let mut counts: BTreeMap<&'static str, u64> = Settled::ALL.into_iter().map(|state| (state.word(), 0)).collect();
        each_row(&self.conn, "TRUE", &[], &mut |row| {
            *counts.entry(row.state().word()).or_default() += 1;
            Ok(())
        })?;
        Ok(counts)
    }

    /// Hands on the rows whose money counts on the account in a period, that are a document.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read; those of `act`.
    pub fn each_settled_of<E: From<StoreError>>(
        &self,
        period: Period,
        act: &mut dyn FnMut(KeptSettled, &str) -> Result<(), E>,
    ) -> Result<(), E> {
        let days = [day_text(period.from()), day_text(period.to())];
        let mut rows = Vec::new();
        each_row(&self.conn, "s.attempt_id IS NOT NULL AND s.value_date BETWEEN ?1 AND ?2", &days, &mut |row| {
            rows.push(row);
            Ok(())
        })?;
        for row in rows {
            let acquirer = acquirer(&self.conn, &row)?;
            act(row, &acquirer)?;
        }
        Ok(())
    }

    /// Documents of cards that no settlement has, of the days since the first one that a settlement has. A sale that was
    /// voided, and its void, are in none.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn open_documents(&self) -> Result<Vec<OpenDocument>, StoreError> {
        let sql = concat!(
            "SELECT r.series, r.year, r.number, coalesce(t.day, r.day), r.kind, c.final_cents, ",
            of_card!("card_type"),
            " FROM receipt r JOIN card_payment c ON c.attempt_id = r.attempt_id LEFT JOIN till t ON t.id = r.till_id
             WHERE r.kind <> 'void' AND c.final_cents > 0
               AND NOT EXISTS (SELECT 1 FROM settlement_row s WHERE s.attempt_id = r.attempt_id)
               AND NOT EXISTS (SELECT 1 FROM correction k JOIN receipt v ON v.attempt_id = k.attempt_id
                               WHERE k.original_id = r.id AND k.kind = 'void')
               AND coalesce(t.day, r.day) >= (SELECT min(coalesce(t.day, r.day)) FROM settlement_row s
                    JOIN receipt r ON r.attempt_id = s.attempt_id LEFT JOIN till t ON t.id = r.till_id)
             ORDER BY 4, r.id"
        );
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut open = Vec::new();
        while let Some(row) = rows.next()? {
            let cells = Cells::of("receipt", row);
            if card::paid_with(cells.str(6)?) == PaidWith::Iris {
                continue;
            }
            let charged = signed(&cells, 4, 5)?;
            let number = ReceiptNo::new(cells.str(0)?, cells.number(1)?, cells.number(2)?)?;
            open.push(OpenDocument { number, day: cells.day(3)?, charged });
        }
        Ok(open)
    }
}

/// Each row under its identity: of several that say the same, each has its number.
fn named(rows: &[SettledRow]) -> Vec<(String, &SettledRow)> {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    let name = |row| {
        let identity = SettledRow::identity(row);
        let count = counts.entry(identity.clone()).or_default();
        *count += 1;
        (if *count == 1 { identity } else { format!("{identity}#{count}") }, row)
    };
    rows.iter().map(name).collect()
}

/// The identities of all rows, and the rows that are no document yet.
type Kept = (HashSet<String>, Vec<(i64, SettledRow)>);

fn kept_identities(tx: &Connection) -> Result<Kept, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT s.id, s.identity, s.attempt_id IS NULL, s.line, s.gross_cents, s.fee_cents, s.net_cents, s.value_date,
            s.terminal_id, s.batch, s.stan, s.rrn, s.auth_code FROM settlement_row s ORDER BY s.id",
    )?;
    let mut rows = statement.query([])?;
    let (mut identities, mut unmatched) = (HashSet::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let cells = Cells::of("settlement_row", row);
        identities.insert(cells.text(1)?);
        if cells.flag(2)? {
            unmatched.push((cells.integer(0)?, row_of(&cells, 3)?));
        }
    }
    Ok((identities, unmatched))
}

/// The ten columns of a row from its line on.
fn row_of(cells: &Cells<'_>, from: usize) -> Result<SettledRow, StoreError> {
    Ok(SettledRow {
        line: cells.number(from)?,
        gross: Balance::from_cents(cells.integer(from + 1)?),
        fee: Balance::from_cents(cells.integer(from + 2)?),
        net: Balance::from_cents(cells.integer(from + 3)?),
        value_date: cells.day(from + 4)?,
        terminal_id: cells.text(from + 5)?,
        batch: cells.text(from + 6)?,
        stan: cells.text(from + 7)?,
        rrn: cells.text(from + 8)?,
        auth_code: cells.text(from + 9)?,
    })
}

/// The movements of documents that no settlement has, with their attempts. Those of IRIS are in no settlement of cards.
fn unsettled(tx: &Connection) -> Result<Vec<(i64, CardMove)>, StoreError> {
    let mut statement = tx.prepare_cached(concat!(
        "SELECT r.attempt_id, r.kind, c.final_cents, c.terminal_id, c.batch, c.stan, c.rrn, c.auth_code, ",
        of_card!("card_type"),
        " FROM receipt r JOIN card_payment c ON c.attempt_id = r.attempt_id
         WHERE NOT EXISTS (SELECT 1 FROM settlement_row s WHERE s.attempt_id = r.attempt_id) ORDER BY r.id"
    ))?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::of("receipt", row);
        let iris = card::paid_with(cells.str(8)?) == PaidWith::Iris;
        if iris {
            continue;
        }
        let one = CardMove {
            reference: String::new(),
            terminal_id: cells.text(3)?,
            batch: cells.text(4)?,
            stan: cells.text(5)?,
            rrn: cells.text(6)?,
            auth_code: cells.text(7)?,
            amount: signed(&cells, 1, 2)?,
            iris,
            unknown_kind: false,
        };
        found.push((cells.integer(0)?, one));
    }
    Ok(found)
}

/// An amount of a document, below zero where it gives back.
fn signed(cells: &Cells<'_>, kind: usize, amount: usize) -> Result<Balance, StoreError> {
    let cents = cells.money(amount)?.cents();
    Ok(Balance::from_cents(match cells.word(kind, ReceiptKind::from_word)? {
        ReceiptKind::Sale => cents,
        ReceiptKind::Void | ReceiptKind::Refund => -cents,
    }))
}

fn keep_file(tx: &Connection, source: &SettlementSource, loaded: &SettlementLoaded) -> Result<i64, StoreError> {
    let SettlementLoaded { rows, known, found_later } = loaded;
    let detail = format!("rows={rows} known={known} found_later={found_later} sha256={}", source.sha256);
    let entry = AuditEntry {
        at: source.at,
        who: source.who.clone(),
        act: AuditAct::SettlementLoaded,
        subject: source.name.clone(),
        detail,
    };
    let seq = audit::append(tx, &entry)?;
    tx.prepare_cached("INSERT INTO settlement_file (at, name, sha256, audit_seq) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![moment_text(source.at), source.name, source.sha256, seq])?;
    Ok(tx.last_insert_rowid())
}

fn keep_row(
    tx: &Connection,
    file: i64,
    identity: &str,
    row: &SettledRow,
    attempt: Option<i64>,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO settlement_row (file_id, line, identity, gross_cents, fee_cents, net_cents, value_date, terminal_id,
            batch, stan, rrn, auth_code, attempt_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?
    .execute(params![
        file,
        i64::try_from(row.line).unwrap_or(i64::MAX),
        identity,
        row.gross.cents(),
        row.fee.cents(),
        row.net.cents(),
        day_text(row.value_date),
        row.terminal_id,
        row.batch,
        row.stan,
        row.rrn,
        row.auth_code,
        attempt
    ])?;
    Ok(())
}

fn each_row(
    conn: &Connection,
    which: &str,
    parameters: &[String],
    act: &mut dyn FnMut(KeptSettled) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT f.name, r.series, r.year, r.number, r.kind, c.final_cents, s.line, s.gross_cents, s.fee_cents, s.net_cents,
            s.value_date, s.terminal_id, s.batch, s.stan, s.rrn, s.auth_code
         FROM settlement_row s JOIN settlement_file f ON f.id = s.file_id
         LEFT JOIN receipt r ON r.attempt_id = s.attempt_id LEFT JOIN card_payment c ON c.attempt_id = s.attempt_id
         WHERE {which} ORDER BY s.value_date, s.id"
    ))?;
    let mut rows = statement.query(rusqlite::params_from_iter(parameters))?;
    while let Some(row) = rows.next()? {
        let cells = Cells::of("settlement_row", row);
        let (document, charged) = match cells.opt_str(1)? {
            None => (None, None),
            Some(series) => {
                let number = ReceiptNo::new(series, cells.number(2)?, cells.number(3)?)?;
                (Some(number), Some(signed(&cells, 4, 5)?))
            }
        };
        act(KeptSettled { file: cells.text(0)?, row: row_of(&cells, 6)?, document, charged })?;
    }
    Ok(())
}

/// Who owes for a settled document, as its terminal names them.
fn acquirer(conn: &Connection, row: &KeptSettled) -> Result<String, StoreError> {
    let Some(number) = &row.document else { return Ok(String::new()) };
    let sql = "SELECT c.acquirer FROM receipt r JOIN card_payment c ON c.attempt_id = r.attempt_id
        WHERE r.series = ?1 AND r.year = ?2 AND r.number = ?3";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params![number.series(), number.year(), number.number()])?;
    rows.next()?.map_or(Ok(String::new()), |row| Cells::of("card_payment", row).text(0))
}
