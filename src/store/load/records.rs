//! What one record does to the books.

use std::collections::HashSet;

use rusqlite::{CachedStatement, Connection, params};

use super::RefusedReason;
use super::debtors::{Debtors, Found};
use crate::domain::debt::DebtRecord;
use crate::domain::money::Money;
use crate::store::StoreError;
use crate::store::value::{Cells, day_text};

/// What a record did.
pub(super) enum Landed {
    New,
    Updated,
    Unchanged,
    Refused(RefusedReason),
}

pub(super) struct Loader<'c> {
    tx: &'c Connection,
    debtors: Debtors<'c>,
    /// Rows that a record of this file stated before.
    stated: Stated,
    /// Debtors whom this file may have left without debts.
    bereft: HashSet<i64>,
    insert: CachedStatement<'c>,
    find: CachedStatement<'c>,
    update: CachedStatement<'c>,
    move_keys: CachedStatement<'c>,
}

/// A debt as the books have it, as far as a record can change it.
struct Known {
    id: i64,
    debtor: i64,
    /// Whether everything but the debtor is as the record says.
    same: bool,
    /// Whether the columns that indices hold are.
    same_keys: bool,
    /// The least that capital and surcharge may be: what was paid of them and what is being paid.
    least_capital: i64,
    least_surcharge: i64,
    fenced: bool,
}

impl<'c> Loader<'c> {
    pub(super) fn new(tx: &'c Connection) -> Result<Loader<'c>, StoreError> {
        Ok(Loader {
            tx,
            debtors: Debtors::new(tx)?,
            stated: Stated::default(),
            bereft: HashSet::new(),
            insert: tx.prepare_cached(INSERT)?,
            find: tx.prepare_cached(FIND)?,
            update: tx.prepare_cached(UPDATE)?,
            move_keys: tx.prepare_cached(MOVE_KEYS)?,
        })
    }

    pub(super) fn land(&mut self, record: &DebtRecord) -> Result<Landed, StoreError> {
        if record.external_id.is_empty() {
            return Ok(Landed::Refused(RefusedReason::NoExternalId));
        }
        if record.capital.checked_add(record.surcharge).is_none() {
            return Ok(Landed::Refused(RefusedReason::TooLarge));
        }
        let debtor = self.debtors.find(record)?;
        if self.insert(record, debtor.id)? {
            if debtor.renamed {
                self.debtors.rename(debtor.id, record)?;
            }
            return Ok(Landed::New);
        }
        let known = self.known(record)?;
        let landed = self.meet(record, &debtor, &known)?;
        if debtor.new && matches!(landed, Landed::Refused(_)) {
            self.bereft.insert(debtor.id);
        }
        Ok(landed)
    }

    /// Takes away the debtors whom this file left without debts: they would be found by name and owe nothing.
    pub(super) fn finish(self) -> Result<(), StoreError> {
        let mut statement = self.tx.prepare_cached(
            "DELETE FROM debtor WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM debt WHERE debtor_id = ?1)",
        )?;
        for debtor in &self.bereft {
            statement.execute([debtor])?;
        }
        Ok(())
    }

    /// Whether the debt was new.
    fn insert(&mut self, record: &DebtRecord, debtor: i64) -> Result<bool, StoreError> {
        let inserted = self.insert.execute(params![
            record.external_id,
            debtor,
            record.rf.as_ref().map(|rf| rf.as_str()),
            record.rf_valid_until.map(day_text),
            record.revenue_code,
            record.description,
            record.year,
            record.list_no,
            record.due.map(day_text),
            record.capital.cents(),
            record.surcharge.cents(),
            record.surcharge_as_of.map(day_text),
            record.cancelled,
            record.instalment
        ])?;
        if inserted == 1 {
            self.stated.note(self.tx.last_insert_rowid());
        }
        Ok(inserted == 1)
    }

    fn known(&mut self, record: &DebtRecord) -> Result<Known, StoreError> {
        let mut rows = self.find.query([&record.external_id])?;
        let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        known_of(&Cells::of("debt", row), record)
    }

    /// Brings a known debt to what the record says.
    fn meet(&mut self, record: &DebtRecord, debtor: &Found, known: &Known) -> Result<Landed, StoreError> {
        let again = !self.stated.note(known.id);
        let same_debtor = known.debtor == debtor.id;
        if known.same && same_debtor && !debtor.renamed {
            return Ok(Landed::Unchanged);
        }
        if again {
            return Ok(Landed::Refused(RefusedReason::Repeated));
        }
        if record.capital.cents() < known.least_capital
            || record.surcharge.cents() < known.least_surcharge
            || (known.fenced && record.cancelled)
        {
            let reason = if known.fenced { RefusedReason::Fenced } else { RefusedReason::BelowPaid };
            return Ok(Landed::Refused(reason));
        }
        if debtor.renamed {
            self.debtors.rename(debtor.id, record)?;
        }
        if !known.same {
            self.update(record, known.id)?;
        }
        if !known.same_keys || !same_debtor {
            let (rf, due) = (record.rf.as_ref().map(|rf| rf.as_str()), record.due.map(day_text));
            self.move_keys.execute(params![known.id, debtor.id, rf, due])?;
        }
        if !same_debtor {
            self.bereft.insert(known.debtor);
        }
        Ok(Landed::Updated)
    }

    fn update(&mut self, record: &DebtRecord, id: i64) -> Result<(), StoreError> {
        self.update.execute(params![
            id,
            record.rf_valid_until.map(day_text),
            record.revenue_code,
            record.description,
            record.year,
            record.list_no,
            record.capital.cents(),
            record.surcharge.cents(),
            record.surcharge_as_of.map(day_text),
            record.cancelled,
            record.instalment
        ])?;
        Ok(())
    }
}

const INSERT: &str = "INSERT INTO debt (external_id, debtor_id, rf, rf_valid_until, revenue_code, description, year,
        list_no, due, capital_cents, surcharge_cents, surcharge_as_of, cancelled, instalment)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
    ON CONFLICT (external_id) DO NOTHING";

const FIND: &str = "SELECT d.id, d.debtor_id, d.rf, d.rf_valid_until, d.revenue_code, d.description, d.year,
        d.list_no, d.due, d.capital_cents, d.surcharge_cents, d.surcharge_as_of, d.cancelled, d.instalment,
        d.paid_cents, d.paid_surcharge_cents, l.capital_cents AS held_capital, l.surcharge_cents AS held_surcharge,
        EXISTS (SELECT 1 FROM correction k WHERE k.attempt_id = l.attempt_id) AS gives_back
    FROM debt d LEFT JOIN attempt_line l ON l.debt_id = d.id AND l.open = 1
    WHERE d.external_id = ?1";

/// What no index holds. The rest is apart, because SQLite rewrites an index whose column is named, changed or not.
const UPDATE: &str = "UPDATE debt SET rf_valid_until = ?2, revenue_code = ?3, description = ?4, year = ?5,
        list_no = ?6, capital_cents = ?7, surcharge_cents = ?8, surcharge_as_of = ?9, cancelled = ?10,
        instalment = ?11
    WHERE id = ?1";

const MOVE_KEYS: &str = "UPDATE debt SET debtor_id = ?2, rf = ?3, due = ?4 WHERE id = ?1";

fn known_of(cells: &Cells<'_>, record: &DebtRecord) -> Result<Known, StoreError> {
    let same_keys = cells.opt_str(2)? == record.rf.as_ref().map(|rf| rf.as_str()) && cells.opt_day(8)? == record.due;
    let same = same_keys
        && cells.opt_day(3)? == record.rf_valid_until
        && cells.str(4)? == record.revenue_code
        && cells.str(5)? == record.description
        && cells.integer(6)? == i64::from(record.year)
        && cells.opt_str(7)? == record.list_no.as_deref()
        && cells.money(9)? == record.capital
        && cells.money(10)? == record.surcharge
        && cells.opt_day(11)? == record.surcharge_as_of
        && cells.flag(12)? == record.cancelled
        && cells.opt_integer(13)? == record.instalment.map(i64::from);
    let (paid, paid_surcharge) = (cells.money(14)?, cells.money(15)?);
    let paid_capital = paid.checked_sub(paid_surcharge).unwrap_or(Money::ZERO);
    let held_capital = cells.opt_integer(16)?;
    // What is being given back is paid until it is.
    let to_pay =
        |held: Option<i64>| -> Result<i64, StoreError> { Ok(if cells.flag(18)? { 0 } else { held.unwrap_or(0) }) };
    Ok(Known {
        id: cells.integer(0)?,
        debtor: cells.integer(1)?,
        same,
        same_keys,
        least_capital: paid_capital.cents().saturating_add(to_pay(held_capital)?),
        least_surcharge: paid_surcharge.cents().saturating_add(to_pay(cells.opt_integer(17)?)?),
        fenced: held_capital.is_some(),
    })
}

/// Rows as one bit each: a million debts take 125 kB.
#[derive(Default)]
struct Stated(Vec<u64>);

impl Stated {
    /// Notes a row; false where it was noted before.
    fn note(&mut self, row: i64) -> bool {
        let row = usize::try_from(row).unwrap_or(0);
        let (word, bit) = (row / 64, 1_u64 << (row % 64));
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        let Some(kept) = self.0.get_mut(word) else { return true };
        let new = *kept & bit == 0;
        *kept |= bit;
        new
    }
}
