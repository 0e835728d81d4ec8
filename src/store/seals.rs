//! Seals: beside every row lies a digest of it, so that a hand in the file shows in `verify`. Temporary triggers keep
//! the seals; they exist in our own connections alone, so that any tool may still open, read and write the file, and
//! what it writes is found. The triggers are made from the schema: a table of a later migration needs no word here.
//!
//! A seal is never mended: a change by the desk moves it on only where it fitted before, so that what a hand did to a
//! row stays visible after the desk used the row.

mod digest;
mod findings;
mod keep;

use rusqlite::Connection;

use self::digest::FUNCTION;
pub(super) use self::digest::{is_seal, register};
pub(super) use self::findings::{Fault, Finding, findings, of_no_table};
pub(super) use self::keep::{keep, keep_of};
use super::StoreError;
use super::value::Cells;

/// The table of seals.
pub(super) const TABLE: &str = "row_seal";
/// Tables without seals: the trail is chained, and a seal has its own check.
const UNSEALED: [&str; 2] = ["audit", TABLE];

/// A table whose rows have seals.
pub(super) struct Sealed {
    pub(super) name: String,
    columns: Vec<String>,
    /// Columns of the primary key where it stands for the row number.
    key: Vec<String>,
    /// The schema refuses every UPDATE of a row.
    is_fixed: bool,
    /// The schema refuses every DELETE of a row.
    stays: bool,
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

/// Whether the file has seals.
pub(super) fn are_kept(conn: &Connection) -> Result<bool, StoreError> {
    Ok(conn.table_exists(Some("main"), TABLE)?)
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
}
