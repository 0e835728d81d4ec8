//! The file itself: SQLite's own checks, each with the table that it speaks of.

use std::collections::{BTreeSet, HashMap};

use rusqlite::Connection;

use super::Verification;
use crate::store::{StoreError, value::Cells};

/// What SQLite writes above reports of damaged pages.
const HEADING: &str = "*** in database main ***";
/// What a difference names that is in no table.
const NO_TABLE: &str = "database";

/// Pages, indices and CHECKs. Where the damage is such that SQLite gives the check up, each table is checked alone, so
/// that it is named.
pub(super) fn integrity(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    let names = Names::read(conn)?;
    let before = found.differences.len();
    let whole = report(conn, "PRAGMA integrity_check", &names, found);
    let unplaced = found.differences.iter().skip(before).any(|difference| difference.table == NO_TABLE);
    if whole.is_ok() && !unplaced {
        return Ok(());
    }
    whole.or_else(|error| found.unreadable(NO_TABLE, "", error))?;
    let tables: BTreeSet<&String> = names.by_name.values().collect();
    for table in tables {
        let pragma = format!("PRAGMA integrity_check('{}')", table.replace('\'', "''"));
        let before = found.differences.len();
        report(conn, &pragma, &names, found).or_else(|error| found.unreadable(table, "", error))?;
        for difference in found.differences.iter_mut().skip(before).filter(|one| one.table == NO_TABLE) {
            difference.table.clone_from(table);
        }
    }
    Ok(())
}

fn report(conn: &Connection, pragma: &str, names: &Names, found: &mut Verification) -> Result<(), StoreError> {
    let mut statement = conn.prepare(pragma)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        // A report of several lines is one of damaged pages.
        for line in Cells::of("database", row).str(0)?.lines().filter(|line| !["ok", HEADING].contains(line)) {
            let (table, row) = names.place(line);
            found.differs(table, row, "integrity", "ok", line);
        }
    }
    Ok(())
}

/// Rows that refer to rows that are not there.
pub(super) fn references(conn: &Connection, found: &mut Verification) -> Result<(), StoreError> {
    found.each(conn, "database", "PRAGMA foreign_key_check", |found, cells| {
        let at = format!("{} {}", cells.str(0)?, cells.opt_integer(1)?.unwrap_or_default());
        found.differs("database", at, "reference", format!("a row of {}", cells.str(2)?), "none");
        Ok(())
    })
}

/// The tables behind what SQLite names in its reports.
struct Names {
    /// Table or index → table.
    by_name: HashMap<String, String>,
    /// First page of a table or an index → table.
    by_root: HashMap<String, String>,
}

impl Names {
    fn read(conn: &Connection) -> Result<Names, StoreError> {
        // The schema's own table begins on the first page.
        let schema = HashMap::from([("1".to_owned(), "sqlite_schema".to_owned())]);
        let mut names = Names { by_name: HashMap::new(), by_root: schema };
        let mut statement = conn.prepare(
            "SELECT name, tbl_name, CAST(rootpage AS TEXT) FROM sqlite_schema WHERE type IN ('table', 'index')",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let cells = Cells::of("sqlite_schema", row);
            let (name, table, root) = (cells.lossy(0)?, cells.lossy(1)?, cells.lossy(2)?);
            names.by_name.insert(name, table.clone());
            names.by_root.insert(root, table);
        }
        Ok(names)
    }

    /// Table and row of a line like `row 5 missing from index debt_rf`, `NULL value in debtor.name` or `Tree 7 page 7
    /// cell 3: …`.
    fn place<'n>(&'n self, line: &str) -> (&'n str, String) {
        let words: Vec<&str> = line.split([' ', '.', ':']).collect();
        let after = |word: &str| {
            words.windows(2).find_map(|pair| match pair {
                [before, after] if *before == word => Some(*after),
                _ => None,
            })
        };
        let named = words.iter().rev().find_map(|word| self.by_name.get(*word));
        let table = named.or_else(|| self.by_root.get(after("Tree")?)).map_or(NO_TABLE, String::as_str);
        (table, after("row").filter(|row| row.bytes().all(|b| b.is_ascii_digit())).unwrap_or_default().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sqlite_reports_is_placed() {
        let of = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let names = Names { by_name: of(&[("debt", "debt"), ("debt_rf", "debt")]), by_root: of(&[("7", "till")]) };
        for (line, table, row) in [
            ("row 5 missing from index debt_rf", "debt", "5"),
            ("wrong # of entries in index debt_rf", "debt", ""),
            ("NULL value in debt.description", "debt", ""),
            ("CHECK constraint failed in debt", "debt", ""),
            ("Tree 7 page 7 cell 3: Rowid 9 out of order", "till", ""),
            ("Page 12: never used", "database", ""),
        ] {
            assert_eq!(names.place(line), (table, row.to_owned()), "{line}");
        }
    }
}
