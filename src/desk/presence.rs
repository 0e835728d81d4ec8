//! Notes that a program leaves beside what it holds, so that another one can say who has it: beside the lock of
//! a terminal, and one for each open desk. A note is believed only while its lock is held; what a dead program
//! left is removed. Nothing depends on a note: a lock without one holds all the same.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use super::trouble::Trouble;
use crate::domain::{holder::Holder, time::Moment};
use crate::ecr::link::held_by;
use crate::store::StoreError;

/// Where the open desks of a data directory leave their notes.
const FOLDER: &str = "running";
/// What the notes' names end in.
const NOTE: &str = "holder";
/// What their locks' names end in.
const LOCK: &str = "lock";

static PROGRAM: OnceLock<String> = OnceLock::new();
static NEXT: AtomicU32 = AtomicU32::new(0);

/// Says what this process is doing (`tameio pay`), for the notes that it leaves. The first saying counts; without
/// one it is the name of the program's file.
pub fn this_program_is(what: impl Into<String>) {
    let _ = PROGRAM.set(what.into());
}

fn program() -> String {
    let file = || std::env::current_exe().ok().and_then(|path| Some(path.file_stem()?.to_string_lossy().into_owned()));
    PROGRAM.get().cloned().or_else(file).unwrap_or_default()
}

/// The user of the operating system, as the environment names it.
pub(super) fn os_user() -> Option<String> {
    ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(|name| std::env::var(name).ok())
}

/// A note on the disk; it goes with this.
#[derive(Debug)]
pub(super) struct Note {
    path: PathBuf,
}

impl Note {
    /// Leaves a note beside a lock that was just taken. Whoever reads it sees all of it or none.
    pub(super) fn leave(lock: &Path, since: Moment) -> Option<Note> {
        let path = lock.with_extension(NOTE);
        let us = Holder { program: program(), pid: std::process::id(), user: os_user(), since: Some(since) };
        match write(&path, &us) {
            Ok(()) => Some(Note { path }),
            Err(error) => {
                tracing::debug!(path = %path.display(), %error, "no note of who holds the lock");
                None
            }
        }
    }
}

impl Drop for Note {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

fn write(path: &Path, holder: &Holder) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(&serde_json::to_vec(holder)?)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Who left a note beside a lock that is held.
pub(super) fn beside(lock: &Path) -> Option<Holder> {
    serde_json::from_slice(&fs::read(lock.with_extension(NOTE)).ok()?).ok()
}

/// That a desk is open, for whoever finds its database locked.
#[derive(Debug)]
pub(super) struct Presence {
    // Before the lock, so that a note never outlives it.
    _note: Note,
    lock: PathBuf,
    _file: File,
}

impl Presence {
    /// Leaves the note of an open desk, and removes those of dead programs. Nothing where the folder cannot be
    /// written: that is no reason not to work.
    pub(super) fn leave(data_dir: &Path, since: Moment) -> Option<Presence> {
        let folder = data_dir.join(FOLDER);
        super::private_dir::make_private_dir(&folder).ok()?;
        let _ = present(data_dir);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let lock = folder.join(format!("{}-{number}.{LOCK}", std::process::id()));
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&lock).ok()?;
        file.try_lock().ok()?;
        let note = Note::leave(&lock, since)?;
        Some(Presence { _note: note, lock, _file: file })
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.lock);
    }
}

/// The open desks of a data directory, this program's own among them. What a dead program left is removed.
fn present(data_dir: &Path) -> Vec<Holder> {
    let entries = fs::read_dir(data_dir.join(FOLDER)).into_iter().flatten().flatten();
    let locks = entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == LOCK));
    locks.filter_map(|lock| if is_dead(&lock) { None } else { beside(&lock) }).collect()
}

/// Whether whoever took the lock is gone; then its lock and note are removed.
fn is_dead(lock: &Path) -> bool {
    let Ok(file) = OpenOptions::new().write(true).open(lock) else { return false };
    match file.try_lock() {
        Ok(()) => {
            let _ = fs::remove_file(lock.with_extension(NOTE));
            let _ = fs::remove_file(lock);
            true
        }
        Err(TryLockError::WouldBlock | TryLockError::Error(_)) => false,
    }
}

/// Names the programs that have the database open, where it stayed locked: the other desks by their notes, and
/// what else the system tells.
pub(super) fn name_them(data_dir: &Path, database: &Path, trouble: Trouble) -> Trouble {
    let Trouble::Store(StoreError::Locked { waited_s }) = trouble else { return trouble };
    let mut open_in: Vec<Holder> = Vec::new();
    for holder in present(data_dir).into_iter().chain(held_by::all_who_have_open(database)) {
        if holder.pid != std::process::id() && open_in.iter().all(|known| known.pid != holder.pid) {
            open_in.push(holder);
        }
    }
    Trouble::DatabaseLocked { waited_s, open_in }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock_names(dir: &Path) -> Vec<String> {
        let entries = fs::read_dir(dir.join(FOLDER)).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn open_desks_are_present_and_a_closed_one_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let first = Presence::leave(dir.path(), Moment::UNIX_EPOCH).unwrap();
        let second = Presence::leave(dir.path(), Moment::UNIX_EPOCH).unwrap();
        let here = present(dir.path());
        assert_eq!(here.len(), 2);
        assert!(here.iter().all(|one| one.pid == std::process::id() && one.since == Some(Moment::UNIX_EPOCH)));
        drop((first, second));
        assert!(lock_names(dir.path()).is_empty());
    }

    #[test]
    fn what_a_dead_program_left_is_not_believed_and_removed() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join(FOLDER);
        fs::create_dir(&folder).unwrap();
        let dead = Holder { program: "tameio pay".to_owned(), pid: 1, user: None, since: None };
        fs::write(folder.join("1-0.lock"), "").unwrap();
        write(&folder.join("1-0.holder"), &dead).unwrap();
        assert_eq!(present(dir.path()), []);
        assert!(lock_names(dir.path()).is_empty());
    }

    #[test]
    fn only_a_locked_database_is_given_names_and_never_our_own() {
        let dir = tempfile::tempdir().unwrap();
        let _ours = Presence::leave(dir.path(), Moment::UNIX_EPOCH).unwrap();
        let database = dir.path().join("tameio.db");
        let named = |trouble| name_them(dir.path(), &database, trouble);
        let locked = named(Trouble::Store(StoreError::Locked { waited_s: 5 }));
        assert!(
            matches!(&locked, Trouble::DatabaseLocked { waited_s: 5, open_in } if open_in.is_empty()),
            "{locked:?}"
        );
        assert!(matches!(named(Trouble::Store(StoreError::DiskFull)), Trouble::Store(StoreError::DiskFull)));
    }
}
