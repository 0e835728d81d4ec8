//! Bringing the books back from a copy: checked in a place of its own first, and put into the place of the old ones at
//! the end, which stay beside them under a dated name.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::Datelike as _;

use super::backup::folder_of;
use super::caller::allow_user;
use super::keeping::KeepingError;
use super::trouble::Trouble;
use super::{DeskError, Setup, presence};
use crate::domain::actor::Actor;
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::chain_head::{ChainHead, GENESIS};
use crate::domain::jump::{ANY, Jump, LastNumber, Numbered, Reach};
use crate::domain::permission::Act;
use crate::domain::time::{Moment, local};
use crate::store::copy::{COMPANIONS, remove};
use crate::store::file::beside;
use crate::store::{Alone, Store, StoreError, Verification, private};

/// What the name of books that are being brought back ends in.
const STAGED: &str = ".restoring";

/// Books that were brought back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestoreReport {
    pub database: PathBuf,
    /// Where the books are that were there before.
    pub replaced: Option<PathBuf>,
    /// Audit entries, the one of the restore not among them.
    pub audit_entries: u64,
    pub receipts: u64,
    /// The head of the chain, the entry of the restore.
    pub head: ChainHead,
    /// From which numbers the series go on.
    pub jumps: Vec<Jump>,
}

/// Brings the books of a file into a data directory without books, or, told so, into the place of those that are
/// there. Books of an older version are brought up to date. The file is only read. `told` hears how far it reaches before
/// anything is replaced. What was given since the copy was made is not given again: numbers go on past those of the
/// replaced books, or past a gap where there are none to read; and no card is asked for until somebody states that
/// terminal and books were compared.
///
/// # Errors
/// [`KeepingError::BooksThere`] where there are books and `replace` is not said; [`KeepingError::NotACopy`],
/// [`KeepingError::Damaged`], [`KeepingError::Differs`] for the file; [`Trouble::DatabaseLocked`] while another program
/// has the books open; and as the disk fails. The books that were there are then as they were.
pub fn restore(
    setup: &Setup,
    file: &Path,
    replace: bool,
    told: &mut dyn FnMut(&Reach),
) -> Result<RestoreReport, DeskError> {
    let who = &allow_user(Act::Restore)?;
    let (database, now) = (setup.database(), setup.clock.now());
    let there = fs::symlink_metadata(&database).is_ok();
    super::private_dir::make_private_dir(&setup.data_dir)
        .map_err(|source| Trouble::File { path: setup.data_dir.clone(), source })?;
    let staged = beside(&database, STAGED);
    // Left by a program that was killed.
    remove(&staged);
    let report = stage(&staged, file, now).and_then(|(store, found)| {
        told(&store.reach()?);
        if there && !replace {
            return Err(KeepingError::BooksThere { path: database.clone() }.into());
        }
        let alone = alone(setup, &database, there)?;
        let held = alone.as_ref().and_then(|alone| {
            alone.numbers().inspect_err(|error| tracing::warn!(%error, "the replaced numbers cannot be read")).ok()
        });
        let (head, jumps) = note(store, setup, (who, file, now), &found, held.as_deref())?;
        let aside = there.then(|| beside(&database, &local(now).format(".replaced-%Y-%m-%d-%H%M%S").to_string()));
        put(&staged, &database, aside.as_deref(), alone)
            .map_err(|source| Trouble::File { path: database.clone(), source })?;
        let (audit_entries, receipts) = (found.audit_entries, found.receipts);
        Ok(RestoreReport { database: database.clone(), replaced: aside, audit_entries, receipts, head, jumps })
    });
    report.inspect_err(|_| remove(&staged))
}

/// The checked books of a file.
fn stage(staged: &Path, file: &Path, now: Moment) -> Result<(Store, Verification), DeskError> {
    let store = Store::bring_in(file, staged, now).map_err(of_the_file)?;
    let found = store.verify(&mut |_| {}).map_err(of_the_file)?;
    if !found.is_clean() {
        return Err(KeepingError::Differs(Box::new(found)).into());
    }
    Ok((store, found))
}

/// The entry of their return and what follows from it, in one file.
fn note(
    mut store: Store,
    setup: &Setup,
    (who, file, now): (&Actor, &Path, Moment),
    found: &Verification,
    held: Option<&[LastNumber]>,
) -> Result<(ChainHead, Vec<Jump>), DeskError> {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let detail = format!("entries={}", found.audit_entries);
    let entry = AuditEntry { at: now, who: who.clone(), act: AuditAct::Restored, subject: name, detail };
    let since = store.reach()?.entry.map_or(now, |(_, at)| at);
    let jumps = store.note_restored(&entry, &used(setup, since, now), held)?;
    let (number, hash) = store.audit_head()?.unwrap_or_else(|| (0, GENESIS.to_owned()));
    store.close_into_one_file()?;
    Ok((ChainHead { at: now, number, hash }, jumps))
}

/// Series that the copy, whose last entry is of `since`, may not have begun: those that this desk numbers in, and any
/// other.
fn used(setup: &Setup, since: Moment, now: Moment) -> Vec<LastNumber> {
    let series = &setup.config.desk.series;
    let none = |of, series: &str, year| LastNumber { of, series: series.to_owned(), year, last: 0 };
    let mut used = vec![
        none(Numbered::Z, series, 0),
        none(Numbered::Z, ANY, 0),
        none(Numbered::Session, &setup.terminal_name(), 0),
        none(Numbered::Session, ANY, 0),
    ];
    let (first, last) = (local(since.min(now)).year(), local(since.max(now)).year());
    for year in first..=last {
        used.extend([series.as_str(), ANY].map(|series| none(Numbered::Receipt, series, year)));
    }
    used
}

/// What is wrong with the file, or with the disk.
fn of_the_file(error: StoreError) -> DeskError {
    match error {
        StoreError::Missing { .. }
        | StoreError::NotAFile { .. }
        | StoreError::Empty { .. }
        | StoreError::NotADatabase { .. }
        | StoreError::Foreign { .. }
        | StoreError::Newer { .. } => KeepingError::NotACopy(error).into(),
        StoreError::Damaged { .. } | StoreError::Unreadable { .. } | StoreError::Engine { .. } => {
            KeepingError::Damaged(error).into()
        }
        other => other.into(),
    }
}

/// Makes sure that no other program has the books open. Books that SQLite cannot read are nobody's.
fn alone(setup: &Setup, database: &Path, there: bool) -> Result<Option<Alone>, DeskError> {
    if !there {
        return Ok(None);
    }
    match Alone::with(database) {
        Ok(alone) => Ok(Some(alone)),
        Err(error @ StoreError::Locked { .. }) => {
            Err(presence::name_them(&setup.data_dir, database, Trouble::Store(error)).into())
        }
        Err(error) => {
            tracing::warn!(%error, "the books that are replaced cannot be read");
            Ok(None)
        }
    }
}

/// Puts the new books into place, the old ones aside. Where a file can have two names there is no moment without
/// books.
fn put(staged: &Path, database: &Path, aside: Option<&Path>, alone: Option<Alone>) -> io::Result<()> {
    // An open file keeps its name there.
    let alone = if cfg!(windows) { None } else { alone };
    let linked = aside.is_some_and(|aside| fs::hard_link(database, aside).is_ok());
    if let (Some(aside), false) = (aside, linked) {
        fs::rename(database, aside)?;
    }
    // A log of other books would be played into the new ones.
    for ending in COMPANIONS {
        let (from, to) = (beside(database, ending), aside.map(|aside| beside(aside, ending)));
        match to.map_or_else(|| fs::remove_file(&from), |to| fs::rename(&from, to)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    fs::rename(staged, database).inspect_err(|_| take_back(database, aside, linked))?;
    drop(alone);
    private::sync_folder(folder_of(database))
}

/// Undoes what was done to the old books. The error to tell is the one that led here.
fn take_back(database: &Path, aside: Option<&Path>, linked: bool) {
    let Some(aside) = aside else { return };
    for ending in COMPANIONS {
        let _ = fs::rename(beside(aside, ending), beside(database, ending));
    }
    let _ = if linked { fs::remove_file(aside) } else { fs::rename(aside, database) };
}
