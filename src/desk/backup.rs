//! Copies of the books while the desk works: written beside their name, checked, and only then given it. In a folder
//! they are dated, and the rule of the settings lets old ones go.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{NaiveDateTime, TimeDelta};

use super::copy_names::{self, Rule};
use super::keeping::KeepingError;
use super::last_copy::LastCopy;
use super::trouble::Trouble;
use super::{Asks, Desk, DeskError};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::chain_head::{ChainHead, GENESIS};
use crate::domain::{permission::Act, time::local};
use crate::store::{Store, private};
use crate::store::{copy::remove, file::beside};

/// What the name of an unfinished copy ends in.
const PART: &str = ".part";

/// A copy that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupReport {
    pub file: PathBuf,
    pub bytes: u64,
    /// The head of the chain in it.
    pub head: ChainHead,
    /// Dated copies that the rule let go.
    pub removed: Vec<PathBuf>,
}

impl Desk {
    /// Copies the books into a new file, or, where a folder is named, into a dated file of it; then old dated copies
    /// go by the rule. The copy is checked before it gets its name, and holds the entry of its making.
    ///
    /// # Errors
    /// [`KeepingError::Exists`], [`KeepingError::CopyDiffers`], and as database and disk fail. No copy is left then.
    pub fn backup(&mut self, who: &dyn Asks, target: &Path) -> Result<BackupReport, DeskError> {
        let who = self.allow(who, Act::BackUp)?;
        let made_at = local(self.now());
        let dated = target.is_dir();
        let file = if dated { target.join(copy_names::name(made_at)) } else { target.to_owned() };
        // Also a link to nothing is something.
        if fs::symlink_metadata(&file).is_ok() {
            return Err(KeepingError::Exists { path: file }.into());
        }
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let entry = AuditEntry { at: self.now(), who, act: AuditAct::BackedUp, subject: name, detail: String::new() };
        self.store.audit(&entry).map_err(|error| self.named(Trouble::Store(error)))?;
        let part = beside(&file, PART);
        // Left by a program that was killed.
        remove(&part);
        let (number, hash) = self.write(&part, &file).inspect_err(|_| remove(&part))?;
        let bytes = fs::metadata(&file).map_err(|source| Trouble::File { path: file.clone(), source })?.len();
        let copy = LastCopy { at: self.now(), file: file.clone() };
        if let Err(error) = self.keep_last_copy(&copy) {
            // The copy is there; the desk only warns sooner of an old one.
            tracing::warn!(%error, "the last copy is not noted");
        }
        let removed = if dated { self.let_go(target, made_at) } else { Vec::new() };
        let head = ChainHead { at: self.now(), number, hash };
        Ok(BackupReport { file, bytes, head, removed })
    }

    /// Makes the copy and gives number and hash of the last entry in it.
    fn write(&self, part: &Path, file: &Path) -> Result<(u64, String), DeskError> {
        self.store.copy_to(part).map_err(|error| self.named(Trouble::Store(error)))?;
        let copy = Store::open_copy(part)?;
        let found = copy.verify(&mut |_| {})?;
        if !found.is_clean() {
            return Err(KeepingError::CopyDiffers(Box::new(found)).into());
        }
        let head = copy.audit_head()?.unwrap_or_else(|| (0, GENESIS.to_owned()));
        // An open file keeps its name on some systems.
        drop(copy);
        give_name(part, file).map_err(|source| {
            if source.kind() == std::io::ErrorKind::AlreadyExists {
                KeepingError::Exists { path: file.to_owned() }.into()
            } else {
                DeskError::from(Trouble::File { path: file.to_owned(), source })
            }
        })?;
        Ok(head)
    }

    /// Removes the dated copies that the rule lets go, and what killed programs left of unfinished ones.
    fn let_go(&self, folder: &Path, now: NaiveDateTime) -> Vec<PathBuf> {
        let rule = &self.setup.config.backup;
        let rule = Rule { daily: rule.keep_daily, monthly: rule.keep_monthly };
        let names = |ending: &str| -> Vec<NaiveDateTime> {
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
            names.filter_map(|name| copy_names::made_at(name.strip_suffix(ending)?)).collect()
        };
        // No copy takes a day.
        for old in names(PART).into_iter().filter(|begun| now - *begun > TimeDelta::days(1)) {
            remove(&beside(&folder.join(copy_names::name(old)), PART));
        }
        let gone = copy_names::superfluous(&names(""), rule).into_iter().map(|old| folder.join(copy_names::name(old)));
        gone.filter(|path| match fs::remove_file(path) {
            Ok(()) => true,
            Err(error) => {
                tracing::warn!(path = %path.display(), %error, "an old copy could not be removed");
                false
            }
        })
        .collect()
    }
}

/// Gives a finished file its name and never takes it from another. Where the file system knows no second name for a
/// file, between the look and the naming somebody else could take it.
pub(super) fn give_name(part: &Path, file: &Path) -> std::io::Result<()> {
    match fs::hard_link(part, file) {
        Ok(()) => fs::remove_file(part)?,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => return Err(error),
        Err(_) if fs::symlink_metadata(file).is_ok() => return Err(std::io::ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(part, file)?,
    }
    private::sync_folder(folder_of(file))
}

/// The folder of a file, also of one that is named without.
pub(super) fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
