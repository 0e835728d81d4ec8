//! Making, recognising, opening and migrating the file. A file that is not ours, or newer than this program, is
//! recognised by its first bytes, before SQLite opens it, so that nothing of it changes.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior, params};

use super::value::{Cells, moment_text};
use super::{PATIENCE, Store, StoreError, copy, private, seals};
use crate::domain::time::Moment;

/// The mark of our databases in SQLite's header: `TAMI`.
const APPLICATION_ID: i32 = 0x5441_4d49;

/// The schema, one numbered file a step, never edited once released.
const MIGRATIONS: [(u32, &str); 11] = [
    (1, include_str!("migrations/0001_the_desk.sql")),
    (2, include_str!("migrations/0002_corrections_and_evidence.sql")),
    (3, include_str!("migrations/0003_receipts_by_amount.sql")),
    (5, include_str!("migrations/0005_row_seals.sql")),
    (6, include_str!("migrations/0006_the_close_of_a_till.sql")),
    (7, include_str!("migrations/0007_the_word_of_the_terminal.sql")),
    (8, include_str!("migrations/0008_restored_books_and_clocks.sql")),
    (9, include_str!("migrations/0009_what_came_after_all.sql")),
    (10, include_str!("migrations/0010_debts_as_files_come.sql")),
    (11, include_str!("migrations/0011_people.sql")),
    (12, include_str!("migrations/0012_what_leaves_the_desk.sql")),
];

/// The newest version that this program knows.
const VERSION: u32 = 12;

/// Statements kept prepared: all of the store's, so that none is parsed twice.
const STATEMENTS: usize = 128;

impl Store {
    /// Makes new books at `path`, readable by the file's owner alone; `demo` marks them as invented for good.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where something is there already; the file is taken away again when it could not
    /// be filled.
    pub fn create(path: &Path, at: Moment, demo: bool) -> Result<Store, StoreError> {
        drop(private::create_new(path).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => StoreError::Exists { path: path.to_owned() },
            _ => unusable(path, &error),
        })?);
        let filled = fill(path, at, demo);
        if filled.is_err() {
            for name in ["", "-journal", "-wal", "-shm"] {
                // What was never there cannot be removed; the error to tell is the first one.
                let _ = fs::remove_file(beside(path, name));
            }
        }
        filled
    }

    /// Opens books, and brings books of an older version up to date after keeping a copy of the file beside it
    /// (`tameio.db.before-0002` is how it was before migration 2).
    ///
    /// # Errors
    /// One of its own for a missing, empty, foreign, newer, read-only, damaged or locked file; such a file is left
    /// as it was.
    pub fn open(path: &Path, at: Moment) -> Result<Store, StoreError> {
        open(path, at, |first| keep_copy(path, first))
    }

    /// Where the books lie.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// The same without a copy of an older version, for books that were just copied themselves.
pub(super) fn open_without_copy(path: &Path, at: Moment) -> Result<Store, StoreError> {
    open(path, at, |_| Ok(()))
}

/// Opens books; `before` is told the first migration that they lack.
fn open(path: &Path, at: Moment, before: impl FnOnce(u32) -> Result<(), StoreError>) -> Result<Store, StoreError> {
    recognise(path)?;
    // Asked of the file and not of the attempt to write: an administrator may write anything.
    if fs::metadata(path).is_ok_and(|about| about.permissions().readonly()) {
        return Err(StoreError::ReadOnlyFile { path: path.to_owned() });
    }
    let mut conn = connect(path)?;
    if conn.is_readonly("main")? {
        return Err(StoreError::ReadOnlyFile { path: path.to_owned() });
    }
    let found = version(&conn)?;
    if found > VERSION {
        return Err(StoreError::Newer { path: path.to_owned(), found, known: VERSION });
    }
    if found < VERSION {
        migrate(&mut conn, at, false, before)?;
    }
    ready(conn, path)
}

/// A further connection to the same file that only reads.
pub(super) fn connect_to_read(path: &Path) -> Result<Connection, StoreError> {
    let conn = connect(path)?;
    conn.pragma_update(None, "query_only", true)?;
    Ok(conn)
}

/// A further connection to the same file, for the step log.
pub(super) fn connect(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(PATIENCE)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    // Plans that do not depend on bound values: without it SQLite plans a kept statement anew each time it is used
    // again, because giving it back clears its bindings, and a look-up takes five times as long.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    seals::register(&conn)?;
    Ok(conn)
}

/// The tables in one transaction under the rollback journal, so that the header says whose file it is from the
/// first commit on; only then the write-ahead log.
fn fill(path: &Path, at: Moment, demo: bool) -> Result<Store, StoreError> {
    let mut conn = connect(path)?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    migrate(&mut conn, at, demo, |_| Ok(()))?;
    ready(conn, path)
}

fn ready(conn: Connection, path: &Path) -> Result<Store, StoreError> {
    conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "trusted_schema", false)?;
    conn.pragma_update(None, "cache_size", super::load::CACHE_AT_THE_DESK)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    // See `Store::begin_to_write`.
    conn.pragma_update(None, "query_only", true)?;
    Ok(Store { conn, path: path.to_owned(), writes: false, trace: None })
}

fn version(conn: &Connection) -> Result<u32, StoreError> {
    let found: i64 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    u32::try_from(found).map_err(|_| StoreError::Damaged { detail: format!("user_version {found}") })
}

/// Runs what is missing in one transaction, the origin of new books included; `before` is told the first migration that will run, while others can
/// no longer write.
fn migrate(
    conn: &mut Connection,
    at: Moment,
    demo: bool,
    before: impl FnOnce(u32) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been first.
    let found = version(&tx)?;
    let Some((first, _)) = MIGRATIONS.iter().find(|(number, _)| *number > found) else { return Ok(()) };
    before(*first)?;
    let wrong = if seals::are_kept(&tx)? { seals::findings(&tx)? } else { Vec::new() };
    for (number, sql) in MIGRATIONS.iter().filter(|(number, _)| *number > found) {
        tx.execute_batch(sql)?;
        tx.execute("INSERT INTO migration (number, applied_at) VALUES (?1, ?2)", params![number, moment_text(at)])?;
        tx.pragma_update(None, "user_version", number)?;
        tracing::info!(number, "database migrated");
    }
    if found == 0 {
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.execute("INSERT INTO origin (id, created_at, demo) VALUES (1, ?1, ?2)", params![moment_text(at), demo])?;
    }
    seals::seal_everything(&tx, &wrong)?;
    tx.commit()?;
    Ok(())
}

/// A table, index or trigger of a schema.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Thing {
    /// `table`, `index` or `trigger`.
    pub(super) kind: String,
    pub(super) name: String,
    /// The table that it belongs to.
    pub(super) table: String,
    /// The statement that makes it.
    pub(super) sql: String,
}

/// The schema of books that were just made, which this program makes once.
pub(super) fn fresh_schema() -> Result<&'static [Thing], StoreError> {
    static MADE: OnceLock<Vec<Thing>> = OnceLock::new();
    if let Some(made) = MADE.get() {
        return Ok(made);
    }
    let made = make_schema()?;
    Ok(MADE.get_or_init(|| made))
}

fn make_schema() -> Result<Vec<Thing>, StoreError> {
    let conn = Connection::open_in_memory()?;
    for (_, sql) in &MIGRATIONS {
        conn.execute_batch(sql)?;
    }
    schema(&conn)
}

/// The schema of a file.
pub(super) fn schema(conn: &Connection) -> Result<Vec<Thing>, StoreError> {
    let mut statement = conn.prepare("SELECT type, name, tbl_name, sql FROM main.sqlite_schema")?;
    let mut rows = statement.query([])?;
    let mut things = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::of("sqlite_schema", row);
        let (kind, name, table, sql) = (cells.lossy(0)?, cells.lossy(1)?, cells.lossy(2)?, cells.lossy(3)?);
        things.push(Thing { kind, name, table, sql });
    }
    Ok(things)
}

/// Copies the file as it is committed, by a second connection, because the first holds the write lock.
fn keep_copy(path: &Path, first: u32) -> Result<(), StoreError> {
    let kept = beside(path, &format!(".before-{first:04}"));
    let part = beside(path, &format!(".before-{first:04}.part"));
    match fs::remove_file(&part) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(unusable(&part, &error)),
        _ => {}
    }
    let source = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    copy::copy(&source, &part)?;
    fs::rename(&part, &kept).map_err(|error| unusable(&kept, &error))
}

/// Looks at the file without SQLite.
pub(super) fn recognise(path: &Path) -> Result<(), StoreError> {
    let here = || path.to_owned();
    let about = fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => StoreError::Missing { path: here() },
        _ => unusable(path, &error),
    })?;
    if !about.is_file() {
        return Err(StoreError::NotAFile { path: here() });
    }
    if about.len() == 0 {
        return Err(StoreError::Empty { path: here() });
    }
    let header = read_header(path).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => StoreError::NotADatabase { path: here() },
        _ => unusable(path, &error),
    })?;
    if header.magic != *b"SQLite format 3\0" {
        return Err(StoreError::NotADatabase { path: here() });
    }
    if header.application_id != APPLICATION_ID {
        return Err(StoreError::Foreign { path: here() });
    }
    if header.version > VERSION {
        return Err(StoreError::Newer { path: here(), found: header.version, known: VERSION });
    }
    Ok(())
}

/// The parts of SQLite's file header that tell whose file it is (<https://www.sqlite.org/fileformat.html>, 1.3).
struct Header {
    magic: [u8; 16],
    version: u32,
    application_id: i32,
}

fn read_header(path: &Path) -> io::Result<Header> {
    let mut file = fs::File::open(path)?;
    let (mut magic, mut version, mut application_id) = ([0; 16], [0; 4], [0; 4]);
    file.read_exact(&mut magic)?;
    // User version at byte 60, four bytes further the vacuum mode, application id at byte 68.
    file.read_exact(&mut [0; 44])?;
    file.read_exact(&mut version)?;
    file.read_exact(&mut [0; 4])?;
    file.read_exact(&mut application_id)?;
    Ok(Header { magic, version: u32::from_be_bytes(version), application_id: i32::from_be_bytes(application_id) })
}

/// The path with something appended to its name.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}

pub(super) fn unusable(path: &Path, error: &io::Error) -> StoreError {
    StoreError::Unusable { path: path.to_owned(), detail: error.to_string() }
}
