//! Finding the debtor of each record while a file is loaded. Tax numbers are kept in memory, eight bytes a debtor,
//! because a point read for each of a million records would be most of the time.

use std::collections::HashMap;

use rusqlite::{CachedStatement, Connection, OptionalExtension as _, params};

use crate::domain::{afm::Afm, debt::DebtRecord, fold::fold};
use crate::store::{StoreError, value::Cells};

/// The bit of a kept row number that says: the file named this debtor before. Row numbers have 31 bits.
const NAMED: u32 = 1 << 31;

/// A debtor of a record.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub(super) id: i64,
    /// Whether the books had another name for them.
    pub(super) renamed: bool,
    /// Whether the row was made for this record.
    pub(super) new: bool,
}

/// A debtor as the books have them.
pub(super) struct Owner {
    name: String,
    has_afm: bool,
    number: Option<String>,
}

impl Owner {
    /// Whether a record is about them, as far as it can be told without a tax number: by the debtor's number where both
    /// have one, otherwise by name. Under one number of a debt a name is enough; for nothing else it is.
    pub(super) fn may_be(&self, record: &DebtRecord) -> bool {
        match (&self.number, record.debtor_number.value()) {
            (Some(mine), Some(theirs)) => mine == theirs,
            _ => fold(&self.name) == fold(&record.name),
        }
    }

    pub(super) fn has_afm(&self) -> bool {
        self.has_afm
    }

    pub(super) fn has_number(&self) -> bool {
        self.number.is_some()
    }

    pub(super) fn is_named(&self, name: &str) -> bool {
        self.name == name
    }
}

pub(super) struct Debtors<'c> {
    by_afm: HashMap<u32, u32>,
    by_number: CachedStatement<'c>,
    owner: CachedStatement<'c>,
    insert: CachedStatement<'c>,
    rename: CachedStatement<'c>,
}

impl<'c> Debtors<'c> {
    pub(super) fn new(tx: &'c Connection) -> Result<Debtors<'c>, StoreError> {
        Ok(Debtors {
            by_afm: known(tx)?,
            by_number: tx.prepare_cached("SELECT id, name FROM debtor WHERE number = ?1")?,
            owner: tx.prepare_cached("SELECT name, afm IS NOT NULL AS has_afm, number FROM debtor WHERE id = ?1")?,
            insert: tx.prepare_cached("INSERT INTO debtor (name, name_folded, afm, number) VALUES (?1, ?2, ?3, ?4)")?,
            rename: tx.prepare_cached("UPDATE debtor SET name = ?2, name_folded = ?3 WHERE id = ?1")?,
        })
    }

    /// The debtor of a tax number, made where the books have none. A new name is told and not yet written, because the
    /// record may be refused.
    pub(super) fn of_afm(&mut self, afm: &Afm, record: &DebtRecord) -> Result<Found, StoreError> {
        let key = key(afm)?;
        let Some(kept) = self.by_afm.get_mut(&key) else {
            let id = insert(&mut self.insert, record, Some(afm), None)?;
            self.by_afm.insert(key, row(id)? | NAMED);
            return Ok(Found { id, renamed: false, new: true });
        };
        let id = i64::from(*kept & !NAMED);
        if *kept & NAMED != 0 {
            return Ok(Found { id, renamed: false, new: false });
        }
        *kept |= NAMED;
        let renamed = !self.owner(id)?.is_named(&record.name);
        Ok(Found { id, renamed, new: false })
    }

    /// The debtor of a record without tax number: that of its debtor's number, otherwise a new one of its own.
    pub(super) fn without_afm(&mut self, record: &DebtRecord) -> Result<Found, StoreError> {
        let number = record.debtor_number.value();
        if let Some(number) = number {
            let known = self.by_number.query_row([number], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)));
            if let Some((id, name)) = known.optional()? {
                return Ok(Found { id, renamed: name != record.name, new: false });
            }
        }
        let id = insert(&mut self.insert, record, None, number.map(String::as_str))?;
        row(id)?;
        Ok(Found { id, renamed: false, new: true })
    }

    /// A debtor by row.
    pub(super) fn owner(&mut self, id: i64) -> Result<Owner, StoreError> {
        let mut rows = self.owner.query([id])?;
        let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let cells = Cells::of("debtor", row);
        Ok(Owner { name: cells.text(0)?, has_afm: cells.flag(1)?, number: cells.opt_text(2)? })
    }

    /// Writes the name that a record has for a debtor.
    pub(super) fn rename(&mut self, id: i64, record: &DebtRecord) -> Result<(), StoreError> {
        self.rename.execute(params![id, record.name, fold(&record.name)])?;
        Ok(())
    }
}

fn insert(
    statement: &mut CachedStatement<'_>,
    record: &DebtRecord,
    afm: Option<&Afm>,
    number: Option<&str>,
) -> Result<i64, StoreError> {
    Ok(statement.insert(params![record.name, fold(&record.name), afm.map(Afm::as_str), number])?)
}

/// The debtors that the books have a tax number of.
fn known(tx: &Connection) -> Result<HashMap<u32, u32>, StoreError> {
    let count: i64 = tx.query_row("SELECT count(*) FROM debtor", [], |row| row.get(0))?;
    let mut by_afm = HashMap::with_capacity(usize::try_from(count).unwrap_or(0));
    let mut statement = tx.prepare("SELECT afm, id FROM debtor WHERE afm IS NOT NULL")?;
    let mut rows = statement.query([])?;
    while let Some(found) = rows.next()? {
        let cells = Cells::of("debtor", found);
        by_afm.insert(cells.str(0)?.parse().map_err(|_| unreadable("afm"))?, cells.number(1)?);
    }
    Ok(by_afm)
}

fn key(afm: &Afm) -> Result<u32, StoreError> {
    afm.as_str().parse().map_err(|_| unreadable("afm"))
}

/// A row number as it is kept: the table holds it to 31 bits.
fn row(id: i64) -> Result<u32, StoreError> {
    u32::try_from(id).map_err(|_| unreadable("id"))
}

fn unreadable(column: &str) -> StoreError {
    StoreError::Unreadable { table: "debtor", column: column.to_owned() }
}
