//! The files that were loaded: when, under which mapping, and which columns they had.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{ImportSource, Loaded};
use crate::domain::time::Moment;
use crate::store::value::{Cells, moment_text};
use crate::store::{Store, StoreError};

/// The last file of debts that was loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastDebtFile {
    pub at: Moment,
    /// Its name, without its folder.
    pub name: String,
    /// The mapping's name; nothing of a file that an older version loaded.
    pub mapping: Option<String>,
    /// The words of the fields that it lacked of those that the file before it under its mapping had.
    pub vanished: Vec<String>,
}

impl Store {
    /// The last file of debts that was loaded; nothing where none ever was.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn last_debt_file(&self) -> Result<Option<LastDebtFile>, StoreError> {
        let mut statement =
            self.conn.prepare_cached("SELECT at, name, vanished, mapping FROM debt_file ORDER BY id DESC LIMIT 1")?;
        let mut rows = statement.query([])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let cells = Cells::of("debt_file", row);
        let vanished = cells.opt_str(2)?.map(words).unwrap_or_default();
        Ok(Some(LastDebtFile { at: cells.moment(0)?, name: cells.text(1)?, mapping: cells.opt_text(3)?, vanished }))
    }
}

/// The fields of the last file under the same mapping that this one lacks.
pub(super) fn vanished(tx: &Connection, source: &ImportSource) -> Result<Vec<String>, StoreError> {
    let (mapping, fields) = &source.layout;
    let mut statement = tx.prepare_cached(
        "SELECT fields FROM debt_file WHERE mapping = ?1 AND fields IS NOT NULL ORDER BY id DESC LIMIT 1",
    )?;
    let before: Option<String> = statement.query_row([mapping], |row| row.get(0)).optional()?;
    let before = before.as_deref().map(words).unwrap_or_default();
    Ok(before.into_iter().filter(|field| !fields.contains(field)).collect())
}

/// Writes a file down that something was loaded of, or that held what the books have.
pub(super) fn keep(tx: &Connection, source: &ImportSource, loaded: &Loaded, audit: i64) -> Result<(), StoreError> {
    if loaded.loaded + loaded.updated + loaded.unchanged == 0 {
        return Ok(());
    }
    let (mapping, fields) = &source.layout;
    tx.prepare_cached(
        "INSERT INTO debt_file (at, name, mapping, fields, vanished, audit_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        moment_text(source.at),
        source.file_name,
        mapping,
        fields.join(","),
        loaded.vanished.join(","),
        audit
    ])?;
    Ok(())
}

fn words(text: &str) -> Vec<String> {
    text.split(',').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
