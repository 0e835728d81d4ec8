//! Seals: beside every row lies a digest of it, so that a hand in the file shows in `verify`. Temporary triggers keep
//! the seals; they exist in our own connections alone, so that any tool may still open, read and write the file, and
//! what it writes is found. The triggers are made from the schema: a table of a later migration needs no word here.
//!
//! A seal is never mended: a change by the desk moves it on only where it fitted before, so that what a hand did to a
//! row stays visible after the desk used the row.

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::{Value, ValueRef};
use sha2::{Digest as _, Sha256};

use super::StoreError;
use super::value::Cells;

/// The SQL function of our connections that makes the seal of its arguments.
const FUNCTION: &str = "tameio_seal";
/// The table of seals.
pub(super) const TABLE: &str = "row_seal";
/// Tables without seals: the trail is chained, and a seal has its own check.
const UNSEALED: [&str; 2] = ["audit", TABLE];

/// Schemas whose triggers are remembered: a program has one as a rule, and one more for each file that a hand changed.
const MOST_SCHEMAS: usize = 8;

/// Bytes of a seal.
const LENGTH: usize = 16;
/// Bytes of a row that need no second buffer; most rows take less.
const USUAL_ROW: usize = 512;

/// A table whose rows have seals.
pub(super) struct Sealed {
    /// Its name.
    pub(super) name: String,
    columns: Vec<String>,
    /// Columns of the primary key where it stands for the row number.
    key: Vec<String>,
    /// The schema refuses every UPDATE of a row.
    is_fixed: bool,
    /// The schema refuses every DELETE of a row.
    stays: bool,
}

/// What is wrong with a row or its seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
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
    Rowless {
        /// The seal.
        seal: Vec<u8>,
    },
}

/// A row or a seal with something wrong.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Finding {
    /// The table, as the seal names it.
    pub(super) table: String,
    /// The row's number or key.
    pub(super) key: Value,
    /// What is wrong.
    pub(super) fault: Fault,
}

impl Finding {
    /// The row's number or key as text.
    pub(super) fn row(&self) -> String {
        match &self.key {
            Value::Integer(number) => number.to_string(),
            Value::Text(text) => text.clone(),
            other => format!("{:?}", other.data_type()).to_lowercase(),
        }
    }
}

impl Sealed {
    /// The key of a row as SQL; `row` is an alias, `NEW` or `OLD`.
    fn key_of(&self, row: &str) -> String {
        match self.key.as_slice() {
            // The sign takes the column's affinity away: with it no comparison finds its seal by the index.
            [] => format!("+{row}.rowid"),
            columns => {
                let parts: Vec<String> =
                    columns.iter().map(|column| format!("quote({row}.{})", name(column))).collect();
                parts.join(" || '/' || ")
            }
        }
    }

    /// The seal of a row as SQL.
    fn seal_of(&self, row: &str) -> String {
        let columns: Vec<String> = self.columns.iter().map(|column| format!("{row}.{}", name(column))).collect();
        format!("{FUNCTION}({}, {}, {})", text(&self.name), self.key_of(row), columns.join(", "))
    }

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

    /// Seals every row of a table that has no seals yet.
    fn seal_all(&self, conn: &Connection) -> Result<(), StoreError> {
        conn.execute_batch(&format!(
            "INSERT INTO {TABLE} (tab, key, seal) SELECT {}, {}, {} FROM main.{} AS t",
            text(&self.name),
            self.key_of("t"),
            self.seal_of("t"),
            name(&self.name)
        ))?;
        Ok(())
    }

    /// Rows of the table whose seal is missing or does not fit.
    pub(super) fn rows(&self, conn: &Connection, found: &mut Vec<Finding>) -> Result<(), StoreError> {
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
    pub(super) fn rowless(&self, conn: &Connection, found: &mut Vec<Finding>) -> Result<(), StoreError> {
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
pub(super) fn of_no_table(conn: &Connection, tables: &[Sealed], found: &mut Vec<Finding>) -> Result<(), StoreError> {
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

/// The tables of the file that have seals, by name.
pub(super) fn tables(conn: &Connection) -> Result<Vec<Sealed>, StoreError> {
    let mut statement = conn.prepare(
        "SELECT name, wr FROM pragma_table_list
         WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )?;
    let mut columns = conn.prepare("SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid")?;
    let refusals = refusals(conn)?;
    let refuses = |table: &str, what: &str| refusals.iter().any(|refusal| refusal == &format!("{what} ON {table}"));
    let mut tables = Vec::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let cells = Cells::of("sqlite_schema", row);
        let (name, without_rowid) = (cells.text(0)?, cells.flag(1)?);
        if UNSEALED.contains(&name.as_str()) {
            continue;
        }
        let listed = columns.query_map([&name], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let listed: Vec<(String, i64)> = listed.collect::<Result<_, _>>()?;
        let mut key: Vec<_> = listed.iter().filter(|(_, place)| without_rowid && *place > 0).cloned().collect();
        key.sort_by_key(|(_, place)| *place);
        let names = |columns: Vec<(String, i64)>| columns.into_iter().map(|(name, _)| name).collect();
        let (is_fixed, stays) = (refuses(&name, "UPDATE"), refuses(&name, "DELETE"));
        tables.push(Sealed { name, columns: names(listed), key: names(key), is_fixed, stays });
    }
    Ok(tables)
}

/// What the file's own triggers refuse whatever the row holds, as `UPDATE ON receipt_line`. A trigger that is written in
/// another way is taken for one that lets something through.
fn refusals(conn: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = conn.prepare("SELECT sql FROM main.sqlite_schema WHERE type = 'trigger'")?;
    let mut rows = statement.query([])?;
    let mut refusals = Vec::new();
    while let Some(row) = rows.next()? {
        let sql = Cells::of("sqlite_schema", row).lossy(0)?;
        let words: Vec<&str> = sql.split_whitespace().collect();
        if let ["CREATE", "TRIGGER", _, "BEFORE", what, "ON", table, "BEGIN", "SELECT", refusal, ..] = words.as_slice()
            && refusal.starts_with("RAISE(ABORT,")
        {
            refusals.push(format!("{what} ON {table}"));
        }
    }
    Ok(refusals)
}

/// Gives a connection the function that makes seals.
pub(super) fn register(conn: &Connection) -> Result<(), StoreError> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    conn.create_scalar_function(FUNCTION, -1, flags, |context| {
        let mut bytes = Vec::with_capacity(USUAL_ROW);
        for at in 0..context.len() {
            add(&mut bytes, context.get_raw(at));
        }
        Ok(seal(&bytes).to_vec())
    })?;
    Ok(())
}

/// Gives a connection the triggers that keep the seals of all tables. Its function must be there.
pub(super) fn keep(conn: &Connection) -> Result<(), StoreError> {
    make(conn, |_| true)
}

/// The same for a connection that writes into one table alone.
pub(super) fn keep_of(conn: &Connection, table: &str) -> Result<(), StoreError> {
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

/// Whether the file has seals.
pub(super) fn are_kept(conn: &Connection) -> Result<bool, StoreError> {
    Ok(conn.table_exists(Some("main"), TABLE)?)
}

/// All that is wrong with rows and seals.
pub(super) fn findings(conn: &Connection) -> Result<Vec<Finding>, StoreError> {
    let tables = tables(conn)?;
    let mut found = Vec::new();
    for table in &tables {
        table.rows(conn, &mut found)?;
        table.rowless(conn, &mut found)?;
    }
    of_no_table(conn, &tables, &mut found)?;
    Ok(found)
}

/// Seals all rows as they are after a migration, which may have changed any of them. What was wrong before it stays
/// wrong.
pub(super) fn seal_everything(tx: &Connection, wrong: &[Finding]) -> Result<(), StoreError> {
    tx.execute_batch(&format!("DELETE FROM {TABLE}"))?;
    for table in tables(tx)? {
        table.seal_all(tx)?;
    }
    let mut spoil = tx.prepare(&format!("UPDATE {TABLE} SET seal = x'' WHERE tab = ?1 AND key = ?2"))?;
    let mut lay_bare = tx.prepare(&format!("DELETE FROM {TABLE} WHERE tab = ?1 AND key = ?2"))?;
    let mut put_back = tx.prepare(&format!("INSERT OR IGNORE INTO {TABLE} (tab, key, seal) VALUES (?1, ?2, ?3)"))?;
    for Finding { table, key, fault } in wrong {
        match fault {
            Fault::Changed { .. } | Fault::Forged => spoil.execute((table, key))?,
            Fault::Unsealed { .. } => lay_bare.execute((table, key))?,
            Fault::Rowless { seal } => put_back.execute((table, key, seal))?,
        };
    }
    Ok(())
}

/// Adds a value so that no two lists of values give the same bytes: its type, its length, itself.
fn add(bytes: &mut Vec<u8>, value: ValueRef<'_>) {
    let mut with_length = |kind: u8, content: &[u8]| {
        bytes.push(kind);
        bytes.extend_from_slice(&(content.len() as u64).to_be_bytes());
        bytes.extend_from_slice(content);
    };
    match value {
        ValueRef::Null => with_length(b'n', &[]),
        ValueRef::Integer(value) => with_length(b'i', &value.to_be_bytes()),
        ValueRef::Real(value) => with_length(b'r', &value.to_bits().to_be_bytes()),
        ValueRef::Text(text) => with_length(b't', text),
        ValueRef::Blob(blob) => with_length(b'b', blob),
    }
}

/// SHA-256, of which the last byte that is kept makes the XOR of all zero.
fn seal(bytes: &[u8]) -> [u8; LENGTH] {
    let digest = Sha256::digest(bytes);
    let mut seal = [0; LENGTH];
    let mut all = 0;
    for (kept, byte) in seal.iter_mut().zip(digest.iter().take(LENGTH - 1)) {
        *kept = *byte;
        all ^= *byte;
    }
    if let Some(last) = seal.last_mut() {
        *last = all;
    }
    seal
}

/// Whether a seal was ever made like that; a changed byte shows for certain.
pub(super) fn is_seal(seal: &[u8]) -> bool {
    seal.len() == LENGTH && seal.iter().fold(0, |all, byte| all ^ byte) == 0
}

/// An identifier as SQL.
fn name(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text as SQL.
fn text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[ValueRef<'_>]) -> [u8; LENGTH] {
        let mut bytes = Vec::new();
        values.iter().for_each(|value| add(&mut bytes, *value));
        seal(&bytes)
    }

    #[test]
    fn values_do_not_run_together_and_keep_their_types() {
        let text = |text: &'static str| ValueRef::Text(text.as_bytes());
        let all = [
            of(&[text("ab"), text("c")]),
            of(&[text("a"), text("bc")]),
            of(&[text("abc")]),
            of(&[text("abc"), ValueRef::Null]),
            of(&[ValueRef::Blob(b"abc")]),
            of(&[text("1")]),
            of(&[ValueRef::Integer(1)]),
            of(&[ValueRef::Null]),
            of(&[text("")]),
            of(&[]),
        ];
        for (place, one) in all.iter().enumerate() {
            assert!(is_seal(one));
            assert!(!all.iter().skip(place + 1).any(|other| other == one), "{place}");
        }
    }

    #[test]
    fn a_seal_is_found_by_its_key_and_not_by_reading_those_of_a_table() {
        let dir = tempfile::tempdir().unwrap();
        let at = "2026-11-23T08:00:00Z".parse().unwrap();
        let store = crate::store::Store::create(&dir.path().join("tameio.db"), at, false).unwrap();
        for table in tables(&store.conn).unwrap() {
            let check = format!(
                "SELECT s.seal FROM {} t LEFT JOIN {TABLE} s ON s.tab = 'x' AND s.key = {}",
                table.name,
                table.key_of("t")
            );
            let mut plan = store.conn.prepare(&format!("EXPLAIN QUERY PLAN {check}")).unwrap();
            let steps: Vec<String> = plan.query_map([], |row| row.get(3)).unwrap().map(Result::unwrap).collect();
            assert!(steps.iter().any(|step| step.contains("PRIMARY KEY (tab=? AND key=?)")), "{steps:?}");
        }
    }

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

    #[test]
    fn a_seal_with_a_changed_byte_is_none() {
        let good = of(&[ValueRef::Integer(7)]);
        for (place, mask) in (0..LENGTH).flat_map(|place| (1..=255).map(move |mask| (place, mask))) {
            let mut changed = good;
            changed[place] ^= mask;
            assert!(!is_seal(&changed));
        }
        assert!(!is_seal(&good[..LENGTH - 1]) && !is_seal(&[]));
    }
}
