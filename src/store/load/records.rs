//! What one record does to the books.

use std::collections::HashSet;

use chrono::NaiveDate;
use rusqlite::{CachedStatement, Connection, OptionalExtension as _, params};

use super::debtors::{Debtors, Found};
use super::known::{FIND, Known, Terms};
use super::moved::Moved;
use super::stated::StatedRows;
use super::{Conflict, RefusedReason};
use crate::domain::{debt::DebtRecord, rf::Rf, stated::Stated};
use crate::store::StoreError;
use crate::store::value::{Cells, day_text};

/// What a record did.
pub(super) enum Landed {
    New,
    Updated,
    Unchanged,
    Refused(RefusedReason),
}

/// What is asked of a load.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    /// The day of the desk.
    pub(super) today: NaiveDate,
    /// Whether the books had no debts: then nothing is looked for before it is written.
    pub(super) first: bool,
    /// Whether a debt may become another's, where nothing was paid of it.
    pub(super) accept_moved: bool,
}

pub(super) struct Loader<'c> {
    tx: &'c Connection,
    rules: Rules,
    debtors: Debtors<'c>,
    /// Rows that a record of this file stated before.
    stated: StatedRows,
    /// Debtors whom this file may have left without debts.
    bereft: HashSet<i64>,
    /// Debts that became another's.
    moved: Vec<Moved>,
    emptied_surcharges: u64,
    insert: CachedStatement<'c>,
    find: CachedStatement<'c>,
    exists: CachedStatement<'c>,
    update: CachedStatement<'c>,
    move_keys: CachedStatement<'c>,
    settled: CachedStatement<'c>,
}

/// What a load leaves to be told.
pub(super) struct Left {
    pub(super) moved: Vec<Moved>,
    pub(super) emptied_surcharges: u64,
}

impl<'c> Loader<'c> {
    pub(super) fn new(tx: &'c Connection, rules: Rules) -> Result<Loader<'c>, StoreError> {
        Ok(Loader {
            tx,
            rules,
            debtors: Debtors::new(tx)?,
            stated: StatedRows::default(),
            bereft: HashSet::new(),
            moved: Vec::new(),
            emptied_surcharges: 0,
            insert: tx.prepare_cached(INSERT)?,
            find: tx.prepare_cached(FIND)?,
            exists: tx.prepare_cached("SELECT 1 FROM debt WHERE external_id = ?1")?,
            update: tx.prepare_cached(UPDATE)?,
            move_keys: tx.prepare_cached(MOVE_KEYS)?,
            settled: tx.prepare_cached(SETTLED)?,
        })
    }

    pub(super) fn land(&mut self, record: &DebtRecord) -> Result<Landed, StoreError> {
        if record.external_id.is_empty() {
            return Ok(Landed::Refused(RefusedReason::NoExternalId));
        }
        let known = if self.rules.first && record.afm.value().is_some() { None } else { self.known(record)? };
        match known {
            Some(known) => self.meet(record, &known),
            None => self.add(record),
        }
    }

    /// A debt that the books do not have, as far as was looked.
    fn add(&mut self, record: &DebtRecord) -> Result<Landed, StoreError> {
        let owed = record.capital.checked_add(record.surcharge_of_new());
        match owed {
            None => return Ok(Landed::Refused(RefusedReason::TooLarge)),
            Some(owed) if owed.is_zero() => return Ok(Landed::Refused(RefusedReason::NothingOwed)),
            Some(_) => {}
        }
        if !self.rules.accept_moved && self.lost_zeros(&record.external_id)? {
            return Ok(Landed::Refused(RefusedReason::ZerosLost));
        }
        let debtor = match record.afm.value() {
            Some(afm) => self.debtors.of_afm(afm, record)?,
            None => self.debtors.without_afm(record)?,
        };
        if self.insert(record, debtor.id)? {
            if debtor.renamed {
                self.debtors.rename(debtor.id, record)?;
            }
            return Ok(Landed::New);
        }
        // Only a first file comes here: it has the number twice.
        let known = self.known(record)?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let landed = self.meet(record, &known)?;
        if debtor.new && matches!(landed, Landed::Refused(_)) {
            self.bereft.insert(debtor.id);
        }
        Ok(landed)
    }

    /// Takes away the debtors whom this file left without debts: they would be found by name and owe nothing.
    pub(super) fn finish(self) -> Result<Left, StoreError> {
        let mut statement = self.tx.prepare_cached(
            "DELETE FROM debtor WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM debt WHERE debtor_id = ?1)",
        )?;
        for debtor in &self.bereft {
            statement.execute([debtor])?;
        }
        Ok(Left { moved: self.moved, emptied_surcharges: self.emptied_surcharges })
    }

    /// Whether the number is that of a known debt but for the zeros that lead it, which a spreadsheet takes away: as a
    /// new debt it would be paid twice.
    fn lost_zeros(&mut self, external_id: &str) -> Result<bool, StoreError> {
        if self.rules.first || !external_id.bytes().all(|b| b.is_ascii_digit()) {
            return Ok(false);
        }
        let bare = external_id.trim_start_matches('0');
        for zeros in 0..=LONGEST_NUMBER.saturating_sub(bare.len()) {
            let other = format!("{}{bare}", "0".repeat(zeros));
            if other != external_id && !other.is_empty() && self.exists.exists([&other])? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the debt was new.
    fn insert(&mut self, record: &DebtRecord, debtor: i64) -> Result<bool, StoreError> {
        let inserted = self.insert.execute(params![
            record.external_id,
            debtor,
            record.rf.value().map(Rf::as_str),
            record.rf_valid_until.value().and_then(|validity| validity.last_day()).map(day_text),
            record.revenue_code,
            record.description,
            record.year,
            record.list_no.value(),
            record.due.value().copied().map(day_text),
            record.capital.cents(),
            record.surcharge_of_new().cents(),
            record.surcharge_as_of.value().copied().map(day_text),
            record.cancelled == Stated::Is(true),
            record.instalment.value()
        ])?;
        if inserted == 1 {
            self.stated.note(self.tx.last_insert_rowid());
        }
        Ok(inserted == 1)
    }

    fn known(&mut self, record: &DebtRecord) -> Result<Option<Known>, StoreError> {
        let mut rows = self.find.query([&record.external_id])?;
        rows.next()?.map(|row| Known::of(&Cells::of("debt", row))).transpose()
    }

    /// Brings a known debt to what the record says.
    fn meet(&mut self, record: &DebtRecord, known: &Known) -> Result<Landed, StoreError> {
        let debtor = self.debtor_of(record, known)?;
        let landed = self.meet_as(record, known, &debtor)?;
        if debtor.found.new && matches!(landed, Landed::Refused(_)) {
            self.bereft.insert(debtor.found.id);
        }
        Ok(landed)
    }

    fn meet_as(&mut self, record: &DebtRecord, known: &Known, debtor: &Meant) -> Result<Landed, StoreError> {
        let again = !self.stated.note(known.id);
        let Found { id: debtor_id, renamed, .. } = debtor.found;
        let same_debtor = known.debtor == debtor_id;
        let mut terms = known.terms.after(record, self.rules.today);
        if terms.rf.is_none() && known.terms.rf.is_some() && self.is_settled(known)? {
            // The receipt names it: another one could follow the empty cell as the first.
            terms.rf.clone_from(&known.terms.rf);
        }
        if terms == known.terms && same_debtor && !renamed {
            return Ok(Landed::Unchanged);
        }
        if again {
            return Ok(Landed::Refused(RefusedReason::Repeated));
        }
        let conflict = conflict(record, known, debtor);
        if let Some(what) = conflict {
            let settled = self.is_settled(known)?;
            if settled || !self.rules.accept_moved {
                return Ok(Landed::Refused(RefusedReason::Conflict { what, settled }));
            }
        }
        if let Some(reason) = contradiction(known, &terms) {
            return Ok(Landed::Refused(reason));
        }
        if conflict.is_some() {
            self.moved.push(Moved::new(record, known, debtor_id, &terms));
        }
        if record.surcharge == Stated::Empty && !known.terms.surcharge.is_zero() {
            self.emptied_surcharges += 1;
        }
        self.write(record, known, &terms, debtor)?;
        Ok(Landed::Updated)
    }

    fn write(&mut self, record: &DebtRecord, known: &Known, terms: &Terms, debtor: &Meant) -> Result<(), StoreError> {
        let Found { id: debtor_id, renamed, .. } = debtor.found;
        if renamed {
            self.debtors.rename(debtor_id, record)?;
        }
        if *terms != known.terms {
            self.update(terms, known.id)?;
        }
        if !terms.has_keys_of(&known.terms) || known.debtor != debtor_id {
            self.move_keys.execute(params![known.id, debtor_id, terms.rf, terms.due.map(day_text)])?;
        }
        if known.debtor != debtor_id {
            self.bereft.insert(known.debtor);
        }
        Ok(())
    }

    /// Whose the record says that a known debt is. A tax number that the books did not have is learnt where the name,
    /// or the debtor's number, is the same.
    fn debtor_of(&mut self, record: &DebtRecord, known: &Known) -> Result<Meant, StoreError> {
        if let Some(afm) = record.afm.value() {
            let found = self.debtors.of_afm(afm, record)?;
            let is_other = found.id != known.debtor && {
                let owner = self.debtors.owner(known.debtor)?;
                owner.has_afm() || !owner.may_be(record)
            };
            return Ok(Meant { found, is_other });
        }
        let owner = self.debtors.owner(known.debtor)?;
        if !owner.may_be(record) {
            return Ok(Meant { found: self.debtors.without_afm(record)?, is_other: true });
        }
        let learns_number = record.debtor_number.value().is_some() && !owner.has_number() && !owner.has_afm();
        if learns_number {
            return Ok(Meant { found: self.debtors.without_afm(record)?, is_other: false });
        }
        let renamed = !owner.has_afm() && !owner.is_named(&record.name);
        Ok(Meant { found: Found { id: known.debtor, renamed, new: false }, is_other: false })
    }

    /// Whether something was paid of a debt, or may be under way.
    fn is_settled(&mut self, known: &Known) -> Result<bool, StoreError> {
        Ok(known.fenced
            || known.least_capital > 0
            || known.least_surcharge > 0
            || self.settled.query_row([known.id], |_| Ok(())).optional()?.is_some())
    }

    fn update(&mut self, terms: &Terms, id: i64) -> Result<(), StoreError> {
        self.update.execute(params![
            id,
            terms.rf_valid_until.map(day_text),
            terms.revenue_code,
            terms.description,
            terms.year,
            terms.list_no,
            terms.capital.cents(),
            terms.surcharge.cents(),
            terms.surcharge_as_of.map(day_text),
            terms.cancelled,
            terms.instalment
        ])?;
        Ok(())
    }
}

/// Whose a record says that a known debt is.
struct Meant {
    found: Found,
    /// Whether that is another debtor than the books have.
    is_other: bool,
}

/// Digits beyond which no number of a debt is padded with zeros.
const LONGEST_NUMBER: usize = 16;

/// What makes the record's debt another one than the books have under its number.
fn conflict(record: &DebtRecord, known: &Known, debtor: &Meant) -> Option<Conflict> {
    if debtor.is_other {
        Some(Conflict::Debtor)
    } else if known.terms.has_other_rf(record) {
        Some(Conflict::Rf)
    } else if !known.terms.has_code(record) {
        Some(Conflict::RevenueCode)
    } else {
        None
    }
}

/// What was or is being paid of a debt, against what it would become.
fn contradiction(known: &Known, terms: &Terms) -> Option<RefusedReason> {
    let owed = terms.capital.checked_add(terms.surcharge);
    if owed.is_none() {
        return Some(RefusedReason::TooLarge);
    }
    let less = terms.capital.cents() < known.least_capital || terms.surcharge.cents() < known.least_surcharge;
    if less || (known.fenced && terms.cancelled && !known.terms.cancelled) {
        return Some(if known.fenced { RefusedReason::Fenced } else { RefusedReason::BelowPaid });
    }
    owed.is_some_and(|owed| owed.is_zero()).then_some(RefusedReason::NothingOwed)
}

const INSERT: &str = "INSERT INTO debt (external_id, debtor_id, rf, rf_valid_until, revenue_code, description, year,
        list_no, due, capital_cents, surcharge_cents, surcharge_as_of, cancelled, instalment)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
    ON CONFLICT (external_id) DO NOTHING";

/// What no index holds. The rest is apart, because SQLite rewrites an index whose column is named, changed or not.
const UPDATE: &str = "UPDATE debt SET rf_valid_until = ?2, revenue_code = ?3, description = ?4, year = ?5,
        list_no = ?6, capital_cents = ?7, surcharge_cents = ?8, surcharge_as_of = ?9, cancelled = ?10,
        instalment = ?11
    WHERE id = ?1";

const MOVE_KEYS: &str = "UPDATE debt SET debtor_id = ?2, rf = ?3, due = ?4 WHERE id = ?1";

/// A charge of the debt, also one that was given back since, or that may come yet.
const SETTLED: &str = "SELECT 1 FROM attempt_line l JOIN attempt a ON a.id = l.attempt_id
    WHERE l.debt_id = ?1 AND a.state NOT IN ('declined', 'not_charged') LIMIT 1";
