//! What is wrong with rows and seals.

use rusqlite::Connection;
use rusqlite::types::{Value, ValueRef};

use super::digest::is_seal;
use super::{Sealed, TABLE, name, tables, text};
use crate::store::StoreError;

/// What is wrong with a row or its seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) enum Fault {
    /// The seal is not that of the row.
    Changed {
        /// What lies beside the row.
        seal: Vec<u8>,
        /// What the row gives.
        row: Vec<u8>,
    },
    /// The seal is none that was ever made.
    Forged,
    /// The row has no seal.
    Unsealed {
        /// What the row gives.
        row: Vec<u8>,
    },
    /// The seal has no row.
    Rowless { seal: Vec<u8> },
}

/// A row or a seal with something wrong.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::store) struct Finding {
    /// The table, as the seal names it.
    pub(in crate::store) table: String,
    /// The row's number or key.
    pub(in crate::store) key: Value,
    pub(in crate::store) fault: Fault,
}

impl Finding {
    /// The row's number or key as text.
    pub(in crate::store) fn row(&self) -> String {
        match &self.key {
            Value::Integer(number) => number.to_string(),
            Value::Text(text) => text.clone(),
            other => format!("{:?}", other.data_type()).to_lowercase(),
        }
    }
}

impl Sealed {
    /// Rows of the table whose seal is missing or does not fit.
    pub(in crate::store) fn rows(&self, conn: &Connection, found: &mut Vec<Finding>) -> Result<(), StoreError> {
        let (table, key, seal) = (name(&self.name), self.key_of("t"), self.seal_of("t"));
        let mut statement = conn.prepare(&format!(
            "SELECT {key}, s.seal, {seal} FROM main.{table} AS t
             LEFT JOIN {TABLE} s ON s.tab = {} AND s.key = {key} WHERE s.seal IS NOT {seal}",
            text(&self.name)
        ))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (seal, of_row): (Option<Vec<u8>>, Vec<u8>) = (blob(row.get_ref(1)?), row.get(2)?);
            let fault = match seal {
                None => Fault::Unsealed { row: of_row },
                Some(seal) if !is_seal(&seal) => Fault::Forged,
                Some(seal) => Fault::Changed { seal, row: of_row },
            };
            found.push(Finding { table: self.name.clone(), key: row.get(0)?, fault });
        }
        Ok(())
    }

    /// Seals of the table without a row.
    pub(in crate::store) fn rowless(&self, conn: &Connection, found: &mut Vec<Finding>) -> Result<(), StoreError> {
        let sql = format!(
            "SELECT tab, key, seal FROM {TABLE} WHERE tab = {} AND key NOT IN (SELECT {} FROM main.{} AS t)",
            text(&self.name),
            self.key_of("t"),
            name(&self.name)
        );
        seals(conn, &sql, found)
    }
}

/// Seals that name no table.
pub(in crate::store) fn of_no_table(
    conn: &Connection,
    tables: &[Sealed],
    found: &mut Vec<Finding>,
) -> Result<(), StoreError> {
    let names: Vec<String> = tables.iter().map(|table| text(&table.name)).collect();
    seals(conn, &format!("SELECT tab, key, seal FROM {TABLE} WHERE tab NOT IN ({})", names.join(", ")), found)
}

fn seals(conn: &Connection, sql: &str, found: &mut Vec<Finding>) -> Result<(), StoreError> {
    let mut statement = conn.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let table = row.get_ref(0)?.as_bytes().map(|tab| String::from_utf8_lossy(tab).into_owned());
        let seal = blob(row.get_ref(2)?).unwrap_or_default();
        let key = row.get(1).unwrap_or(Value::Null);
        found.push(Finding { table: table.unwrap_or_default(), key, fault: Fault::Rowless { seal } });
    }
    Ok(())
}

fn blob(value: ValueRef<'_>) -> Option<Vec<u8>> {
    match value {
        ValueRef::Null => None,
        ValueRef::Blob(bytes) | ValueRef::Text(bytes) => Some(bytes.to_vec()),
        ValueRef::Integer(_) | ValueRef::Real(_) => Some(Vec::new()),
    }
}

/// All that is wrong with rows and seals.
pub(in crate::store) fn findings(conn: &Connection) -> Result<Vec<Finding>, StoreError> {
    let tables = tables(conn)?;
    let mut found = Vec::new();
    for table in &tables {
        table.rows(conn, &mut found)?;
        table.rowless(conn, &mut found)?;
    }
    of_no_table(conn, &tables, &mut found)?;
    Ok(found)
}
