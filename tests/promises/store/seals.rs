//! Whatever a hand or the disk does to any row of any table is found, and named with its table.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use tameio::domain::attempt::AttemptStep;
use tameio::store::{Difference, Store, StoreError};

use super::books::{Books, at, record, without_triggers};
use super::filled::filled;

/// Flips of bytes in cells, by SQL.
const FLIPS: usize = 1_200;
/// Flips of bytes of the file.
const RAW_FLIPS: usize = 500;

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap()
    }

    /// A byte that is not zero.
    fn mask(&mut self) -> u8 {
        u8::try_from(1 + self.below(255)).unwrap()
    }
}

fn verify(store: &Store) -> Vec<Difference> {
    store.verify(&mut |_| {}).unwrap().differences
}

fn named(found: &[Difference]) -> BTreeSet<String> {
    found.iter().map(|difference| difference.table.clone()).collect()
}

/// A hand in the file that leaves the triggers as they were.
fn by_hand(books: &Books, sql: &str) {
    let raw = books.raw();
    raw.pragma_update(None, "foreign_keys", false).unwrap();
    without_triggers(&raw, |raw| raw.execute_batch(sql).unwrap());
}

/// Table, row and what of the differences that seals tell.
fn told(books: &Books) -> Vec<(String, String, &'static str)> {
    let found = verify(&books.store);
    let seals = found.into_iter().filter(|difference| difference.what.contains("seal"));
    seals.map(|difference| (difference.table, difference.row, difference.what)).collect()
}

/// One cell, and where it is.
struct Cell {
    table: String,
    /// Columns of the primary key, with their values.
    key: Vec<(String, Value)>,
    column: String,
    value: Value,
}

/// All cells of a table that hold something.
fn cells(raw: &Connection, table: &str) -> Vec<Cell> {
    let mut info = raw.prepare("SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid").unwrap();
    let columns: Vec<(String, bool)> =
        info.query_map([table], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    let mut statement = raw.prepare(&format!("SELECT * FROM {table}")).unwrap();
    let mut rows = statement.query([]).unwrap();
    let mut cells = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let value = |at: usize| row.get::<_, Value>(at).unwrap();
        let key: Vec<_> =
            (0..columns.len()).filter(|at| columns[*at].1).map(|at| (columns[at].0.clone(), value(at))).collect();
        for (at, (column, _)) in columns.iter().enumerate().filter(|(at, _)| value(*at) != Value::Null) {
            cells.push(Cell { table: table.into(), key: key.clone(), column: column.clone(), value: value(at) });
        }
    }
    cells
}

impl Cell {
    /// The value with one byte flipped; nothing for one of no bytes.
    fn flipped(&self, dice: &mut Dice) -> Option<(Value, &'static str)> {
        let mut flip = |mut bytes: Vec<u8>| {
            let at = dice.below(bytes.len().max(1));
            *bytes.get_mut(at)? ^= dice.mask();
            Some(bytes)
        };
        Some(match &self.value {
            Value::Integer(number) => {
                let bytes = flip(number.to_be_bytes().to_vec())?;
                (Value::Integer(i64::from_be_bytes(bytes.try_into().unwrap())), "?1")
            }
            Value::Text(text) => (Value::Blob(flip(text.as_bytes().to_vec())?), "CAST(?1 AS TEXT)"),
            Value::Blob(blob) => (Value::Blob(flip(blob.clone())?), "?1"),
            Value::Null | Value::Real(_) => return None,
        })
    }

    /// Writes a value into the cell; false where an index refuses it.
    fn write(&self, raw: &Connection, value: &Value, form: &str, key: &[(String, Value)]) -> bool {
        let place: Vec<String> =
            key.iter().enumerate().map(|(at, (column, _))| format!("{column} = ?{}", at + 2)).collect();
        let sql = format!("UPDATE {} SET {} = {form} WHERE {}", self.table, self.column, place.join(" AND "));
        let values = std::iter::once(value).chain(key.iter().map(|(_, value)| value));
        match raw.execute(&sql, params_from_iter(values)) {
            Ok(changed) => {
                assert_eq!(changed, 1, "{sql}");
                true
            }
            Err(error) => {
                assert_eq!(error.sqlite_error_code(), Some(rusqlite::ErrorCode::ConstraintViolation), "{sql}: {error}");
                false
            }
        }
    }

    /// The key as it is after the cell has another value.
    fn key_with(&self, value: &Value) -> Vec<(String, Value)> {
        let text = |value: &Value| match value {
            Value::Blob(bytes) if self.column != "key" || !matches!(self.value, Value::Blob(_)) => {
                String::from_utf8(bytes.clone()).map_or_else(|_| value.clone(), Value::Text)
            }
            other => other.clone(),
        };
        let one = |(column, old): &(String, Value)| {
            (column.clone(), if *column == self.column { text(value) } else { old.clone() })
        };
        self.key.iter().map(one).collect()
    }
}

#[test]
fn any_flipped_byte_of_any_cell_is_found_and_named() {
    let seed = 20_261_124;
    println!("seed {seed}");
    let mut dice = Dice(seed);
    let books = filled();
    let raw = books.raw();
    raw.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA synchronous = OFF")
        .unwrap();
    let by_table: BTreeMap<String, Vec<Cell>> =
        books.tables().into_iter().map(|table| (table.clone(), cells(&raw, &table))).collect();
    let mut flips: BTreeMap<&str, usize> = BTreeMap::new();
    without_triggers(&raw, |raw| {
        let untouched = verify(&books.store);
        assert_eq!(named(&untouched), BTreeSet::from(["sqlite_schema".to_owned()]), "the triggers, dropped here");
        while flips.values().sum::<usize>() < FLIPS {
            let (table, cells) = by_table.iter().nth(dice.below(by_table.len())).unwrap();
            let cell = &cells[dice.below(cells.len())];
            let Some((value, form)) = cell.flipped(&mut dice) else { continue };
            let after = cell.key_with(&value);
            // What cannot be named in SQL again could not be put back.
            let known = after.iter().all(|(column, value)| *column != cell.column || !matches!(value, Value::Blob(_)));
            if !known || !cell.write(raw, &value, form, &cell.key) {
                continue;
            }
            let found = verify(&books.store);
            let place = format!("{table}.{} of {:?} as {value:?}", cell.column, cell.key);
            assert!(named(&found).contains(table), "{place}: {found:?}");
            assert!(cell.write(raw, &cell.value, "?1", &after), "{place}");
            *flips.entry(table).or_default() += 1;
        }
        assert_eq!(verify(&books.store), untouched);
    });
    println!("{flips:?}");
    assert_eq!(flips.len(), by_table.len(), "every table was hit");
    books.assert_clean();
}

/// The bytes of the cells of all leaf pages of a file: from, to, and the table that they belong to.
fn leaf_cells(path: &Path) -> Vec<(usize, usize, String)> {
    let raw = Connection::open(path).unwrap();
    let page_size: u32 = raw.pragma_query_value(None, "page_size", |row| row.get(0)).unwrap();
    let mut statement = raw
        .prepare(
            "SELECT s.pgoffset, coalesce(t.tbl_name, s.name) FROM dbstat s LEFT JOIN sqlite_schema t ON t.name = s.name
             WHERE s.pagetype = 'leaf' ORDER BY s.pageno",
        )
        .unwrap();
    let pages: Vec<(u32, String)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    let bytes = std::fs::read(path).unwrap();
    let varint = |mut at: usize| {
        let mut value = 0_usize;
        loop {
            value = value << 7 | usize::from(bytes[at] & 0x7f);
            at += 1;
            if bytes[at - 1] & 0x80 == 0 {
                return (value, at);
            }
        }
    };
    let mut cells = Vec::new();
    for (offset, table) in pages {
        let offset = offset as usize;
        // The first page begins with the file's header.
        let head = if offset == 0 { 100 } else { offset };
        let count = usize::from(u16::from_be_bytes([bytes[head + 3], bytes[head + 4]]));
        for cell in 0..count {
            let pointer = head + 8 + 2 * cell;
            let start = offset + usize::from(u16::from_be_bytes([bytes[pointer], bytes[pointer + 1]]));
            let (payload, after) = varint(start);
            // A leaf of a table has the row number before its content.
            let content = if bytes[head] == 0x0d { varint(after).1 } else { after };
            // Longer ones go on elsewhere.
            if payload <= page_size as usize / 5 {
                cells.push((start, content + payload, table.clone()));
            }
        }
    }
    cells
}

#[test]
fn any_flipped_byte_of_the_file_is_found_and_named() {
    let seed = 4_711;
    println!("seed {seed}");
    let mut dice = Dice(seed);
    let books = filled();
    books.raw().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    let cells = leaf_cells(&books.path());
    let good = std::fs::read(books.path()).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("tameio.db");
    let mut hit: BTreeMap<&str, usize> = BTreeMap::new();
    for flip in 0..RAW_FLIPS {
        let (from, to, table) = &cells[dice.below(cells.len())];
        let (at_byte, mask) = (from + dice.below(to - from), dice.mask());
        let mut bytes = good.clone();
        bytes[at_byte] ^= mask;
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(dir.path().join(format!("tameio.db{ending}")));
        }
        std::fs::write(&path, bytes).unwrap();
        let place = format!("flip {flip}: byte {at_byte} ^ {mask:#04x} in {table}");
        match Store::open(&path, at(0)) {
            Ok(store) => {
                let found = verify(&store);
                // The page of a thing that the schema gives another one is told of the whole file.
                let wrong_page = table == "sqlite_schema" && named(&found).contains("database");
                assert!(named(&found).contains(table) || wrong_page, "{place}: {found:?}");
            }
            // Where SQLite cannot read the schema there is nothing to open.
            Err(StoreError::Damaged { .. } | StoreError::Engine { .. }) => {
                assert_eq!(table, "sqlite_schema", "{place}")
            }
            Err(other) => panic!("{place}: {other:?}"),
        }
        *hit.entry(table).or_default() += 1;
    }
    println!("{hit:?}");
    assert!(hit.len() > books.tables().len() / 2);
}

#[test]
fn a_removed_row_is_named_in_every_table() {
    for table in filled().tables().into_iter().filter(|table| table != "audit") {
        let books = filled();
        by_hand(&books, &format!("DELETE FROM {table} WHERE (SELECT count(*) FROM {table}) = 1"));
        let raw = books.raw();
        let key: String = raw
            .query_row("SELECT group_concat(name) FROM pragma_table_info(?1) WHERE pk > 0", [&table], |row| row.get(0))
            .unwrap();
        if raw.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0)).unwrap() > 0 {
            by_hand(&books, &format!("DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM {table} LIMIT 1)"));
        }
        let told = told(&books);
        match table.as_str() {
            // A seal that is gone leaves its row without one.
            "row_seal" => assert!(matches!(&told[..], [(_, _, "seal")]), "{told:?}"),
            _ => assert!(matches!(&told[..], [(of, _, "sealed_row")] if *of == table), "{table}: {told:?}"),
        }
    }
}

#[test]
fn two_rows_that_changed_places_are_both_named() {
    let books = filled();
    by_hand(
        &books,
        "UPDATE debtor SET id = 99 WHERE id = 1; UPDATE debtor SET id = 1 WHERE id = 2;
         UPDATE debtor SET id = 2 WHERE id = 99",
    );
    let expected = ["1", "2"].map(|row| ("debtor".to_owned(), row.to_owned(), "seal"));
    assert_eq!(told(&books), expected);
}

#[test]
fn two_seals_that_changed_places_are_named() {
    let books = filled();
    by_hand(
        &books,
        "UPDATE row_seal SET seal = (SELECT o.seal FROM row_seal o WHERE o.tab = 'debtor' AND o.key = 3 - row_seal.key)
         WHERE tab = 'debtor' AND key < 3",
    );
    assert!(told(&books).iter().any(|(table, ..)| table == "debtor"));
}

#[test]
fn a_planted_row_is_named() {
    let books = filled();
    by_hand(&books, "INSERT INTO debtor (id, name, name_folded) VALUES (77, 'Άλλος', 'αλλος')");
    assert_eq!(told(&books), [("debtor".to_owned(), "77".to_owned(), "seal")]);
    assert!(!format!("{:?}", verify(&books.store)).contains("λλος"), "no name in a difference");
}

#[test]
fn a_changed_row_stays_named_after_the_desk_used_it() {
    let mut books = filled();
    by_hand(&books, "UPDATE debt SET description = 'Τέλος' WHERE external_id = 'D3'");
    let before = told(&books);
    assert_eq!(before, [("debt".to_owned(), "3".to_owned(), "seal")]);
    let void = books.store.open_attempts().unwrap().pop().unwrap();
    books.step(&void, AttemptStep::CloseUncharged);
    books.pay(&[3]);
    books.load(vec![record(3, "28.40", "1.60")]);
    assert_eq!(told(&books), before);
}

#[test]
fn a_row_in_the_place_of_a_removed_one_stays_named() {
    let mut books = filled();
    by_hand(&books, "DELETE FROM debt WHERE id = 3; DELETE FROM debtor WHERE id = 3");
    books.load(vec![record(9, "1.00", "0.00")]);
    assert!(told(&books).contains(&("debtor".to_owned(), "3".to_owned(), "seal")), "{:?}", told(&books));
}

#[test]
fn a_dropped_or_another_trigger_index_or_table_is_named() {
    for (sql, name) in [
        ("DROP TRIGGER receipt_stays", "receipt_stays"),
        ("DROP INDEX debt_debtor", "debt_debtor"),
        ("DROP TABLE cash_refusal", "cash_refusal"),
        ("CREATE TABLE other (id INTEGER PRIMARY KEY)", "other"),
        ("CREATE TRIGGER other AFTER INSERT ON debt BEGIN SELECT 1; END", "other"),
        (
            "DROP TRIGGER receipt_stays; CREATE TRIGGER receipt_stays BEFORE DELETE ON receipt BEGIN SELECT 1; END",
            "receipt_stays",
        ),
    ] {
        let books = filled();
        books.raw().execute_batch(sql).unwrap();
        let found = verify(&books.store);
        let schema: Vec<_> = found.iter().filter(|difference| difference.table == "sqlite_schema").collect();
        assert!(
            schema.iter().any(|difference| difference.row == name && difference.what == "schema"),
            "{sql}: {found:?}"
        );
    }
}

#[test]
fn a_row_that_cannot_be_read_is_named_and_hides_no_other() {
    let books = filled();
    let broken = "replace(at, '-', '/')";
    by_hand(
        &books,
        &format!(
            "UPDATE receipt SET at = {broken} WHERE id = 1; UPDATE receipt SET payer = 'Άλλος' WHERE id = 2;
             UPDATE foreign_result SET seen_at = replace(seen_at, '-', '/');
             UPDATE debt SET paid_cents = 1 WHERE id = 3"
        ),
    );
    let found = verify(&books.store);
    let is = |table: &str, row: &str, what: &str| {
        found.iter().any(|difference| {
            (difference.table.as_str(), difference.row.as_str(), difference.what) == (table, row, what)
        })
    };
    assert!(is("receipt", "1", "unreadable") && is("receipt", "1", "seal"), "{found:?}");
    assert!(is("receipt", "A-2026-000002", "content"), "{found:?}");
    assert!(found.iter().any(|difference| difference.table == "foreign_result" && difference.what == "unreadable"));
    assert!(is("debt", "D3", "paid_cents"), "{found:?}");
}

#[test]
fn books_of_an_older_version_are_sealed_as_they_are_and_stay_so() {
    let (_dir, path) = super::migration::old();
    let mut store = Store::open(&path, at(100)).unwrap();
    assert_eq!(verify(&store), []);
    let source = super::books::source();
    store.load_debts(&source, &mut vec![record(3, "30.00", "1.60")].into_iter(), &mut |_| {}).unwrap();
    assert_eq!(verify(&store), []);
}
