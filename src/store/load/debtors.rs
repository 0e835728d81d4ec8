//! Finding the debtor of each record while a file is loaded. Tax numbers are kept in memory, eight bytes a debtor,
//! because a point read for each of a million records would be most of the time.

use std::collections::HashMap;

use rusqlite::{CachedStatement, Connection, OptionalExtension as _, params};

use crate::domain::afm::Afm;
use crate::domain::debt::DebtRecord;
use crate::domain::fold::fold;
use crate::store::StoreError;
use crate::store::value::Cells;

/// The bit of a kept row number that says: the file named this debtor before. Row numbers have 31 bits.
const NAMED: u32 = 1 << 31;

/// A debtor of a record.
pub(super) struct Found {
    /// Row.
    pub(super) id: i64,
    /// Whether the books had another name for them.
    pub(super) renamed: bool,
    /// Whether the row was made for this record.
    pub(super) new: bool,
}

pub(super) struct Debtors<'c> {
    by_afm: HashMap<u32, u32>,
    find_nameless: CachedStatement<'c>,
    name: CachedStatement<'c>,
    insert: CachedStatement<'c>,
    rename: CachedStatement<'c>,
}

impl<'c> Debtors<'c> {
    pub(super) fn new(tx: &'c Connection) -> Result<Debtors<'c>, StoreError> {
        Ok(Debtors {
            by_afm: known(tx)?,
            find_nameless: tx.prepare_cached("SELECT id FROM debtor WHERE name_folded = ?1 AND afm IS NULL")?,
            name: tx.prepare_cached("SELECT name FROM debtor WHERE id = ?1")?,
            insert: tx.prepare_cached("INSERT INTO debtor (name, name_folded, afm) VALUES (?1, ?2, ?3)")?,
            rename: tx.prepare_cached("UPDATE debtor SET name = ?2, name_folded = ?3 WHERE id = ?1")?,
        })
    }

    /// The debtor of a record, made where the books have none. A new name is told and not yet written, because the
    /// record may be refused.
    pub(super) fn find(&mut self, record: &DebtRecord) -> Result<Found, StoreError> {
        let Some(afm) = &record.afm else { return self.find_by_name(record) };
        let key = key(afm)?;
        let Some(kept) = self.by_afm.get_mut(&key) else {
            let id = self.insert.insert(params![record.name, fold(&record.name), afm.as_str()])?;
            self.by_afm.insert(key, row(id)? | NAMED);
            return Ok(Found { id, renamed: false, new: true });
        };
        let id = i64::from(*kept & !NAMED);
        if *kept & NAMED != 0 {
            return Ok(Found { id, renamed: false, new: false });
        }
        *kept |= NAMED;
        let renamed = self.name.query_row([id], |row| Ok(row.get_ref(0)?.as_str()? != record.name))?;
        Ok(Found { id, renamed, new: false })
    }

    fn find_by_name(&mut self, record: &DebtRecord) -> Result<Found, StoreError> {
        let folded = fold(&record.name);
        if let Some(id) = self.find_nameless.query_row([&folded], |row| row.get(0)).optional()? {
            return Ok(Found { id, renamed: false, new: false });
        }
        let id = self.insert.insert(params![record.name, folded, None::<&str>])?;
        row(id)?;
        Ok(Found { id, renamed: false, new: true })
    }

    /// Writes the name that a record has for a debtor.
    pub(super) fn rename(&mut self, id: i64, record: &DebtRecord) -> Result<(), StoreError> {
        self.rename.execute(params![id, record.name, fold(&record.name)])?;
        Ok(())
    }
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
