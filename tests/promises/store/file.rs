//! The file: whose it is, how old, and what is told of one that cannot be used.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use rusqlite::Connection;
use tameio::store::{Store, StoreError};

use super::books::{Books, at};

/// `TAMI`, the mark of the desk's books.
const APPLICATION_ID: i32 = 0x5441_4d49;

/// Everything in a folder, to show that nothing was written.
fn contents(folder: &std::path::Path) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| {
            let bytes = if entry.path().is_file() { fs::read(entry.path()).unwrap() } else { Vec::new() };
            (entry.file_name().into_string().unwrap(), bytes)
        })
        .collect();
    all.sort();
    all
}

#[test]
fn new_books_are_the_owners_alone_and_never_over_others() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("tameio.db");
    let store = Store::create(&path, at(0), true).unwrap();
    assert!(store.is_demo().unwrap());
    for name in ["tameio.db", "tameio.db-wal", "tameio.db-shm"] {
        let mode = fs::metadata(dir.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    drop(store);
    let before = contents(dir.path());
    assert_eq!(Store::create(&path, at(0), false).unwrap_err(), StoreError::Exists { path: path.clone() });
    assert_eq!(contents(dir.path()), before);
    assert!(Store::open(&path, at(0)).unwrap().is_demo().unwrap());
}

#[test]
fn books_that_cannot_be_made_leave_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("none").join("tameio.db");
    assert!(matches!(Store::create(&path, at(0), false), Err(StoreError::Unusable { .. })));
    assert_eq!(contents(dir.path()), []);
}

#[test]
fn a_file_that_is_not_ours_is_left_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let at_name = |name: &str| dir.path().join(name);
    fs::write(at_name("empty.db"), b"").unwrap();
    fs::write(at_name("short.db"), b"SQLite form").unwrap();
    fs::write(at_name("text.db"), "λίγο κείμενο ".repeat(40)).unwrap();
    fs::create_dir(at_name("folder.db")).unwrap();
    let other = Connection::open(at_name("other.db")).unwrap();
    other.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (x); INSERT INTO t VALUES (1)").unwrap();
    other.close().unwrap();
    let newer = Connection::open(at_name("newer.db")).unwrap();
    newer.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
    newer.pragma_update(None, "user_version", 77).unwrap();
    newer.close().unwrap();
    let before = contents(dir.path());
    let path = at_name;
    let expected = [
        ("none.db", StoreError::Missing { path: path("none.db") }),
        ("empty.db", StoreError::Empty { path: path("empty.db") }),
        ("short.db", StoreError::NotADatabase { path: path("short.db") }),
        ("text.db", StoreError::NotADatabase { path: path("text.db") }),
        ("folder.db", StoreError::NotAFile { path: path("folder.db") }),
        ("other.db", StoreError::Foreign { path: path("other.db") }),
        ("newer.db", StoreError::Newer { path: path("newer.db"), found: 77, known: 12 }),
    ];
    for (name, error) in expected {
        assert_eq!(Store::open(&path(name), at(0)).unwrap_err(), error);
    }
    assert_eq!(contents(dir.path()), before);
}

#[test]
fn a_read_only_file_is_told_and_left_as_it_was() {
    let books = Books::new();
    let path = books.path();
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("tameio.db");
    drop(books.second());
    fs::copy(&path, &copy).unwrap();
    fs::set_permissions(&copy, fs::Permissions::from_mode(0o400)).unwrap();
    let before = contents(folder.path());
    assert_eq!(Store::open(&copy, at(0)).unwrap_err(), StoreError::ReadOnlyFile { path: copy.clone() });
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn a_damaged_file_is_told() {
    let books = Books::new();
    let path = books.path();
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("tameio.db");
    let raw = books.raw();
    raw.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    let mut bytes = fs::read(&path).unwrap();
    // All but the header and the first page's head.
    for byte in bytes.iter_mut().skip(110) {
        *byte ^= 0x5a;
    }
    fs::write(&copy, bytes).unwrap();
    let told = Store::open(&copy, at(0)).and_then(|store| store.is_demo().map(|_| ())).unwrap_err();
    assert!(matches!(told, StoreError::Damaged { .. }), "{told:?}");
}

#[test]
fn older_books_are_migrated_after_a_copy_was_kept() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("tameio.db");
    let old = Connection::open(&path).unwrap();
    old.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
    old.execute_batch("CREATE TABLE kept (word TEXT); INSERT INTO kept VALUES ('παλιό')").unwrap();
    old.close().unwrap();
    let store = Store::open(&path, at(5)).unwrap();
    assert!(!store.is_demo().unwrap());
    // Nothing differs but what no migration made.
    let found = store.verify(&mut |_| {}).unwrap().differences;
    assert!(matches!(&found[..], [one] if one.table == "sqlite_schema" && one.row == "kept"), "{found:?}");
    drop(store);

    let copy = dir.path().join("tameio.db.before-0001");
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    let kept = Connection::open(&copy).unwrap();
    let version: i64 = kept.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    let word: String = kept.query_row("SELECT word FROM kept", [], |row| row.get(0)).unwrap();
    assert_eq!((version, word.as_str()), (0, "παλιό"));

    let migrated = Connection::open(&path).unwrap();
    let version: i64 = migrated.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    let applied: String = migrated
        .query_row("SELECT group_concat(number || ' ' || applied_at) FROM migration", [], |row| row.get(0))
        .unwrap();
    let at_once =
        [1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12].map(|number| format!("{number} 2026-11-23T08:15:07.000Z")).join(",");
    assert_eq!((version, applied), (12, at_once));
}

#[test]
fn a_migration_that_fails_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("tameio.db");
    let old = Connection::open(&path).unwrap();
    old.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
    // A table that the last statements of the migration want to make.
    old.execute_batch("CREATE TABLE receipt_line (x)").unwrap();
    old.close().unwrap();
    let before = fs::read(&path).unwrap();
    assert!(matches!(Store::open(&path, at(0)), Err(StoreError::Engine { .. })));
    assert_eq!(fs::read(&path).unwrap(), before);
    assert!(dir.path().join("tameio.db.before-0001").exists());
}

#[test]
fn books_of_this_version_are_opened_without_a_copy() {
    let books = Books::new();
    drop(books.second());
    let copies = contents(books.folder()).into_iter().filter(|(name, _)| name.contains("before")).count();
    assert_eq!(copies, 0);
}

#[test]
fn books_that_another_process_keeps_locked_are_told_so() {
    let mut books = Books::new();
    let mut raw = books.raw();
    let held = raw.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
    let refused = books.try_prepare(super::books::TERMINAL, &[1]);
    assert!(matches!(refused, Err(StoreError::Locked { waited_s: 5 })), "{refused:?}");
    held.rollback().unwrap();
    assert!(books.try_prepare(super::books::TERMINAL, &[1]).is_ok());
}

#[test]
fn every_table_is_strict_and_the_log_is_written_ahead() {
    let books = Books::new();
    let raw = books.raw();
    let mode: String = raw.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
    let loose: i64 = raw
        .query_row(
            "SELECT count(*) FROM pragma_table_list
             WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND strict = 0",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(loose, 0);
}
