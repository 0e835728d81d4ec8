//! Loading a file of debts: one transaction, by `external_id`, so that a file that is loaded twice changes nothing
//! the second time. It never touches what was paid, and refuses a record that contradicts it.

mod debtors;
mod known;
mod loaded_files;
mod moved;
mod records;
mod stated;

use std::sync::{Arc, OnceLock};

use rusqlite::{Connection, Transaction};
use thiserror::Error;

use super::{Store, StoreError, audit, debts};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::time::{Moment, local_date};
use crate::domain::{actor::Actor, debt::DebtRecord};
use records::{Landed, Loader, Rules};

pub use loaded_files::LastDebtFile;

/// Page cache at the desk, in KiB (SQLite writes that as a negative number).
pub(super) const CACHE_AT_THE_DESK: i64 = -8_192;
/// Page cache while a file is loaded: the indices' upper pages stay in memory, the process below 200 MB.
const CACHE_WHILE_LOADING: i64 = -65_536;
/// Page cache while the indices are built: a sort takes as much again, and needs little to be as fast.
const CACHE_WHILE_SORTING: i64 = -16_384;
/// How often the progress is told, in records.
const PROGRESS_EVERY: u64 = 1_000;
/// Indices of the tables of debts that no load looks into. The first load builds them once at its end, sorted,
/// instead of row by row.
const LATE_INDICES: &str = "SELECT name, sql FROM sqlite_schema
    WHERE type = 'index' AND name IN ('debt_rf', 'debt_debtor', 'debtor_name', 'debtor_afm')";

/// Where a file of debts came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportSource {
    /// The file's name, without its folder.
    pub file_name: String,
    /// SHA-256 of the file, 64 hex digits; whoever reads the file sets it at its end, so that the file is read once.
    pub sha256: Arc<OnceLock<String>>,
    /// Who loads it, for the audit trail.
    pub who: Actor,
    pub at: Moment,
    /// Whether only to tell what would happen.
    pub dry_run: bool,
    /// Whether a debt of which nothing was paid may become another debtor's, or get another RF or revenue code.
    pub accept_moved: bool,
    /// The mapping's name and the words of the fields that the file has a column of.
    pub layout: (String, Vec<String>),
}

/// The records of a file ended before the file did.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{detail}")]
pub struct SourceFailed {
    pub detail: String,
}

/// Why a record was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RefusedReason {
    /// It has no number, so it could not be told from another.
    NoExternalId,
    /// An earlier record of the file has the same number and says something else.
    Repeated,
    /// Capital or surcharge would be less than was paid of it.
    BelowPaid,
    /// An open attempt holds the debt, and the record would cancel it or leave less than is being paid.
    Fenced,
    /// Capital and surcharge together are more than an amount can hold.
    TooLarge,
    /// Capital and surcharge are zero.
    NothingOwed,
    /// Its number is that of a known debt but for the zeros that lead it.
    ZerosLost,
    /// The books have another debt under its number.
    Conflict {
        what: Conflict,
        /// Whether something was paid of it, or is being paid: then no word makes it another's.
        settled: bool,
    },
}

/// What makes a debt another one than the books have under its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Conflict {
    Debtor,
    Rf,
    RevenueCode,
}

impl RefusedReason {
    /// The stable word of it, part of the contract of `--json`: added to, never renamed.
    pub fn word(&self) -> &'static str {
        match self {
            RefusedReason::NoExternalId => "missing_value",
            RefusedReason::Repeated => "duplicate_id",
            RefusedReason::BelowPaid => "below_paid",
            RefusedReason::Fenced => "held",
            RefusedReason::TooLarge => "bad_amount",
            RefusedReason::NothingOwed => "nothing_owed",
            RefusedReason::ZerosLost => "zeros_lost",
            RefusedReason::Conflict { what: Conflict::Debtor, .. } => "other_debtor",
            RefusedReason::Conflict { what: Conflict::Rf, .. } => "other_rf",
            RefusedReason::Conflict { what: Conflict::RevenueCode, .. } => "other_revenue_code",
        }
    }
}

/// A record that was not loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRecord {
    /// Its place among the records, from 0.
    pub index: u64,
    pub external_id: String,
    pub reason: RefusedReason,
}

/// What a load did, or in a dry run would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Loaded {
    pub loaded: u64,
    /// Known debts that changed.
    pub updated: u64,
    /// Known debts that did not.
    pub unchanged: u64,
    /// Records that were not loaded, in the order of the file.
    pub refused: Vec<RefusedRecord>,
    /// Debts that became another debtor's, or got another RF or revenue code; among the updated ones.
    pub moved: u64,
    /// Debts whose surcharge became zero by an empty cell; among the updated ones.
    pub emptied_surcharges: u64,
    /// The words of the fields that the file before this one, under the same mapping, had a column of and this one
    /// lacks.
    pub vanished: Vec<String>,
}

impl Store {
    /// Loads records that cannot fail to be read. See [`Store::try_load_debts`].
    ///
    /// # Errors
    /// [`StoreError`]: nothing of the file was loaded.
    pub fn load_debts(
        &mut self,
        source: &ImportSource,
        records: &mut dyn Iterator<Item = DebtRecord>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Loaded, StoreError> {
        self.try_load_debts(source, &mut records.map(Ok), progress)
    }

    /// Loads a file of debts in one transaction with one audit entry. A known debt is brought to what its record
    /// says, and what the record does not say stays; what was paid of it stays. The debtor is found by tax number, and
    /// without one by the debtor's number; who has neither is a debtor of this debt alone. A new name of a known debtor
    /// is taken from the first record of the file that gives it. A record that makes a known debt another one is
    /// refused. `progress` is told how many records were read.
    ///
    /// Other writers wait meanwhile.
    ///
    /// # Errors
    /// [`StoreError::SourceFailed`] when the records break off; otherwise as the disk fails. Nothing of the file
    /// was loaded.
    pub fn try_load_debts(
        &mut self,
        source: &ImportSource,
        records: &mut dyn Iterator<Item = Result<DebtRecord, SourceFailed>>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Loaded, StoreError> {
        self.conn.pragma_update(None, "cache_size", CACHE_WHILE_LOADING)?;
        let loaded = self.write_unless(source.dry_run, |tx| load(tx, source, records, progress));
        if let Err(error) = self.settle_down() {
            // What was loaded is loaded: the next checkpoint does what this one did not.
            tracing::warn!(%error, "memory and log kept after an import");
        }
        loaded
    }

    /// Gives back the page cache, and the room that the write-ahead log took on the disk.
    fn settle_down(&self) -> Result<(), StoreError> {
        self.conn.pragma_update(None, "cache_size", CACHE_AT_THE_DESK)?;
        self.conn.execute_batch("PRAGMA shrink_memory")?;
        self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// One immediate transaction, undone at its end in a dry run.
    fn write_unless<T>(
        &mut self,
        dry_run: bool,
        act: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let tx = self.begin_to_write()?;
        let out = act(&tx)?;
        if dry_run {
            tx.rollback()?
        } else {
            tx.commit()?
        }
        Ok(out)
    }
}

fn load(
    tx: &Connection,
    source: &ImportSource,
    records: &mut dyn Iterator<Item = Result<DebtRecord, SourceFailed>>,
    progress: &mut dyn FnMut(u64),
) -> Result<Loaded, StoreError> {
    let first = debts::is_empty(tx)?;
    let late = if first { set_indices_aside(tx)? } else { Vec::new() };
    let rules = Rules { today: local_date(source.at), first, accept_moved: source.accept_moved };
    let mut loaded = load_records(tx, source, rules, records, progress)?;
    if !late.is_empty() {
        tx.pragma_update(None, "cache_size", CACHE_WHILE_SORTING)?;
    }
    for sql in late {
        tx.execute_batch(&sql)?;
    }
    loaded.vanished = loaded_files::vanished(tx, source)?;
    if !source.dry_run {
        let seq = audit::append(tx, &entry(source, &loaded))?;
        loaded_files::keep(tx, source, &loaded, seq)?;
    }
    Ok(loaded)
}

fn load_records(
    tx: &Connection,
    source: &ImportSource,
    rules: Rules,
    records: &mut dyn Iterator<Item = Result<DebtRecord, SourceFailed>>,
    progress: &mut dyn FnMut(u64),
) -> Result<Loaded, StoreError> {
    let mut loader = Loader::new(tx, rules)?;
    let mut loaded = Loaded::default();
    let mut read = 0;
    for (record, index) in records.zip(0_u64..) {
        let record = record.map_err(|failed| StoreError::SourceFailed { detail: failed.detail })?;
        match loader.land(&record)? {
            Landed::New => loaded.loaded += 1,
            Landed::Updated => loaded.updated += 1,
            Landed::Unchanged => loaded.unchanged += 1,
            Landed::Refused(reason) => {
                loaded.refused.push(RefusedRecord { index, external_id: record.external_id, reason });
            }
        }
        read = index + 1;
        if read.is_multiple_of(PROGRESS_EVERY) {
            progress(read);
        }
    }
    let left = loader.finish()?;
    for moved in &left.moved {
        loaded.moved += 1;
        audit::append(tx, &moved.entry(&source.who, source.at))?;
    }
    loaded.emptied_surcharges = left.emptied_surcharges;
    progress(read);
    Ok(loaded)
}

/// Drops the indices that come back at the end, and gives the statements that make them.
fn set_indices_aside(tx: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = tx.prepare(LATE_INDICES)?;
    let found: Vec<(String, String)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    drop(statement);
    for (name, _) in &found {
        tx.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    Ok(found.into_iter().map(|(_, sql)| sql).collect())
}

fn entry(source: &ImportSource, loaded: &Loaded) -> AuditEntry {
    AuditEntry {
        at: source.at,
        who: source.who.clone(),
        act: AuditAct::DebtsImported,
        subject: source.file_name.clone(),
        detail: format!(
            "sha256={} loaded={} updated={} unchanged={} refused={}",
            source.sha256.get().map_or("unknown", String::as_str),
            loaded.loaded,
            loaded.updated,
            loaded.unchanged,
            loaded.refused.len()
        ),
    }
}
