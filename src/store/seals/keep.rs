//! The temporary triggers that keep the seals of a connection.

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;

use super::{Sealed, TABLE, name, tables, text};
use crate::store::{StoreError, value::Cells};

/// Schemas whose triggers are remembered: a program has one as a rule, and one more for each file that a hand changed.
const MOST_SCHEMAS: usize = 8;

impl Sealed {
    /// The triggers of a connection. A row that takes the place of one that was removed by hand leaves the seal of
    /// that one in place. What the schema refuses altogether needs none.
    fn triggers(&self) -> String {
        let (table, tab) = (name(&self.name), text(&self.name));
        let (new, old) = (self.seal_of("NEW"), self.seal_of("OLD"));
        let (new_key, old_key) = (self.key_of("NEW"), self.key_of("OLD"));
        let trigger = |ending: &str, on: &str, what: String| {
            let name = name(&format!("seal_{}_{ending}", self.name));
            format!("CREATE TEMP TRIGGER {name} AFTER {on} ON main.{table} BEGIN {what}; END;\n")
        };
        let insert =
            format!("INSERT INTO {TABLE} (tab, key, seal) VALUES ({tab}, {new_key}, {new}) ON CONFLICT DO NOTHING");
        let mut triggers = trigger("made", "INSERT", insert);
        let of_old = format!("WHERE tab = {tab} AND key = {old_key} AND seal = {old}");
        if !self.is_fixed {
            triggers += &trigger("changed", "UPDATE", format!("UPDATE {TABLE} SET seal = {new} {of_old}"));
        }
        if !self.stays {
            triggers += &trigger("removed", "DELETE", format!("DELETE FROM {TABLE} {of_old}"));
        }
        triggers
    }
}

/// Gives a connection the triggers that keep the seals of all tables. Its function must be there.
pub(in crate::store) fn keep(conn: &Connection) -> Result<(), StoreError> {
    make(conn, |_| true)
}

/// The same for a connection that writes into one table alone.
pub(in crate::store) fn keep_of(conn: &Connection, table: &str) -> Result<(), StoreError> {
    make(conn, |name| name == table)
}

/// To make a trigger costs as much as to insert a few rows, so they are made together, and no more than is needed.
fn make(conn: &Connection, wanted: impl Fn(&str) -> bool) -> Result<(), StoreError> {
    let triggers = triggers_of(conn)?;
    let wanted = triggers.iter().filter(|(table, _)| wanted(table)).map(|(_, triggers)| triggers.as_str());
    // What is temporary needs no file.
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    let tx = conn.unchecked_transaction()?;
    tx.execute_batch(&wanted.collect::<String>())?;
    Ok(tx.commit()?)
}

/// The triggers of each table of a file.
type Triggers = Arc<[(String, String)]>;

/// Read from the file once for each schema that this process has seen: reading the columns of all tables takes longer
/// than opening the file.
fn triggers_of(conn: &Connection) -> Result<Triggers, StoreError> {
    static MADE: Mutex<Vec<(String, Triggers)>> = Mutex::new(Vec::new());
    let schema = conn.query_row(
        "SELECT coalesce(group_concat(sql, ';'), '') FROM
         (SELECT sql FROM main.sqlite_schema WHERE type IN ('table', 'trigger') ORDER BY type, name)",
        [],
        |row| Ok(Cells::of("sqlite_schema", row).lossy(0)),
    )??;
    let made = || MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, triggers)) = made().iter().find(|(of, _)| *of == schema) {
        return Ok(Arc::clone(triggers));
    }
    let triggers: Triggers = tables(conn)?.iter().map(|table| (table.name.clone(), table.triggers())).collect();
    let mut made = made();
    if made.len() == MOST_SCHEMAS {
        made.clear();
    }
    made.push((schema, Arc::clone(&triggers)));
    Ok(triggers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_in_which_rows_of_a_table_may_change_has_its_trigger() {
        let dir = tempfile::tempdir().unwrap();
        let at = "2026-11-23T08:00:00Z".parse().unwrap();
        let store = crate::store::Store::create(&dir.path().join("tameio.db"), at, false).unwrap();
        let tables = tables(&store.conn).unwrap();
        let triggers_of = |name: &str| {
            let sealed = tables.iter().find(|table| table.name == name).unwrap().triggers();
            ["AFTER INSERT ON", "AFTER UPDATE ON", "AFTER DELETE ON"].map(|on| sealed.contains(on))
        };
        assert_eq!(triggers_of("debtor"), [true, true, true], "the schema refuses nothing");
        assert_eq!(triggers_of("attempt"), [true, true, false], "it refuses some updates");
        assert_eq!(triggers_of("receipt_line"), [true, false, false], "it refuses all of them");
        // A hand that takes a refusal away finds the trigger in its place.
        store.conn.execute_batch("PRAGMA query_only = 0; DROP TRIGGER receipt_line_is_fixed").unwrap();
        let tables = super::tables(&store.conn).unwrap();
        assert!(tables.iter().any(|table| table.name == "receipt_line" && !table.is_fixed && table.stays));
    }

    #[test]
    fn a_connection_that_does_not_keep_the_seals_cannot_write() {
        let dir = tempfile::tempdir().unwrap();
        let at = "2026-11-23T08:00:00Z".parse().unwrap();
        let path = dir.path().join("tameio.db");
        drop(crate::store::Store::create(&path, at, false).unwrap());
        let mut store = crate::store::Store::open(&path, at).unwrap();
        let insert = "INSERT INTO migration (number, applied_at) VALUES (99, '2026-11-23T08:00:00.000Z')";
        let refused = store.conn.execute(insert, []).unwrap_err();
        assert_eq!(refused.sqlite_error_code(), Some(rusqlite::ErrorCode::ReadOnly));
        store.write(|tx| Ok(tx.execute(insert, [])?)).unwrap();
        assert!(store.verify(&mut |_| {}).unwrap().differences.iter().all(|found| found.what != "seal"));
    }
}
