//! Whole copies of the books: made while others work on them, complete in one file, checked, and brought back.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::{Store, StoreError, file, private, seals};
use crate::domain::time::Moment;

/// What SQLite leaves beside a file.
pub(crate) const COMPANIONS: [&str; 3] = ["-journal", "-wal", "-shm"];
/// How long a look at whether somebody else has a file open waits.
const A_LOOK: Duration = Duration::from_millis(500);

impl Store {
    /// Copies the books, as they are at one moment, into a new file that only its owner reads and that needs no other
    /// beside it. Others may work on the books meanwhile.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where something is there already; otherwise as the disk fails. Nothing is left there.
    pub fn copy_to(&self, to: &Path) -> Result<(), StoreError> {
        copy(&self.conn, to)
    }

    /// Opens a copy of books of this version to read and check it; nothing can be written to it.
    ///
    /// # Errors
    /// As [`Store::open`], but for a file that may not be written.
    pub fn open_copy(path: &Path) -> Result<Store, StoreError> {
        file::recognise(path)?;
        let conn = open_to_read(path)?;
        seals::register(&conn)?;
        Ok(Store { conn, path: path.to_owned(), writes: false, trace: None })
    }

    /// Copies the books of a file to a new place, brings them up to date there and opens them. The file stays as it
    /// is, and no copy of an older version is kept beside the new ones.
    ///
    /// # Errors
    /// As [`Store::open`] for what is not a file of books, and as [`Store::copy_to`]. Nothing is left at the new place
    /// that could be taken for books, but where they could be copied and not opened.
    pub fn bring_in(from: &Path, to: &Path, at: Moment) -> Result<Store, StoreError> {
        file::recognise(from)?;
        copy(&open_to_read(from)?, to)?;
        file::open_without_copy(to, at)
    }

    /// Closes the books so that one file holds all of them.
    ///
    /// # Errors
    /// [`StoreError::Locked`] where somebody else has them open.
    pub fn close_into_one_file(self) -> Result<(), StoreError> {
        let Store { conn, trace, .. } = self;
        drop(trace);
        one_file(&conn)?;
        conn.close().map_err(|(_, error)| error.into())
    }
}

/// That nobody else has a file of books open. Whoever tries meanwhile finds it locked.
#[derive(Debug)]
pub struct Alone {
    conn: Connection,
}

impl Alone {
    /// Makes sure of it, and brings everything into the one file.
    ///
    /// # Errors
    /// [`StoreError::Locked`] where somebody else has it open; those of a file that SQLite cannot read.
    pub fn with(path: &Path) -> Result<Alone, StoreError> {
        // SQLite would throw away the log beside what it takes for an empty file.
        match file::recognise(path) {
            Ok(()) | Err(StoreError::Newer { .. }) => {}
            Err(error) => return Err(error),
        }
        let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        conn.busy_timeout(A_LOOK)?;
        one_file(&conn)?;
        conn.execute_batch("BEGIN EXCLUSIVE")?;
        Ok(Alone { conn })
    }

    /// To read what nobody else writes.
    pub(super) fn conn(&self) -> &Connection {
        &self.conn
    }
}

fn open_to_read(path: &Path) -> Result<Connection, StoreError> {
    Ok(Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?)
}

/// Leaves the write-ahead log, which takes that nobody else is there.
fn one_file(conn: &Connection) -> Result<(), StoreError> {
    let mode: String = conn.pragma_update_and_check(None, "journal_mode", "DELETE", |row| row.get(0))?;
    if mode == "delete" { Ok(()) } else { Err(StoreError::Locked { waited_s: A_LOOK.as_secs() }) }
}

/// Copies what a connection sees at this moment into a new file.
pub(super) fn copy(source: &Connection, to: &Path) -> Result<(), StoreError> {
    drop(private::create_new(to).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => StoreError::Exists { path: to.to_owned() },
        _ => file::unusable(to, &error),
    })?);
    let copied = pages(source, to);
    if copied.is_err() {
        remove(to);
    }
    copied
}

/// All pages in one step: a copy made in several would begin again whenever another process writes.
fn pages(source: &Connection, to: &Path) -> Result<(), StoreError> {
    let mut copy = Connection::open_with_flags(to, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    copy.pragma_update(None, "synchronous", "FULL")?;
    source.busy_timeout(super::PATIENCE)?;
    match Backup::new(source, &mut copy)?.step(-1)? {
        StepResult::Done => {}
        _ => return Err(StoreError::Locked { waited_s: super::PATIENCE.as_secs() }),
    }
    one_file(&copy)?;
    copy.close().map_err(|(_, error)| StoreError::from(error))
}

/// Takes a file and what lies beside it away. What is not there cannot be removed.
pub(crate) fn remove(path: &Path) {
    let _ = fs::remove_file(path);
    for ending in COMPANIONS {
        let _ = fs::remove_file(file::beside(path, ending));
    }
}
