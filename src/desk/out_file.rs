//! A file that leaves the desk: written beside its name and given it when it is whole. Only its owner reads it.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;

use super::backup::folder_of;
use super::trouble::Trouble;
use super::{DeskError, FileOutError};
use crate::domain::time::Moment;
use crate::store::private;

/// What the name of an unfinished file ends in.
const PART: &str = ".part";
/// After so long nobody writes an unfinished file any more.
const ABANDONED: Duration = Duration::from_secs(24 * 3_600);

/// A file that has no name yet. It is gone when it does not get one.
pub(super) struct OutFile {
    part: NamedTempFile,
    path: PathBuf,
    force: bool,
}

impl OutFile {
    /// Begins a file beside its name. One that is there stays unless `force` says otherwise.
    ///
    /// # Errors
    /// [`FileOutError::Exists`]; [`Trouble::File`] where nothing can be written there.
    pub(super) fn begin(path: &Path, force: bool, now: Moment) -> Result<OutFile, DeskError> {
        // Also a link to nothing is something.
        let there = fs::symlink_metadata(path);
        if there.as_ref().is_ok_and(fs::Metadata::is_dir) {
            let source = io::Error::from(io::ErrorKind::IsADirectory);
            return Err(Trouble::File { path: path.to_owned(), source }.into());
        }
        if there.is_ok() && !force {
            return Err(FileOutError::Exists { path: path.to_owned() }.into());
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let prefix = format!(".{name}.");
        remove_abandoned(folder_of(path), &prefix, now);
        let part = tempfile::Builder::new().prefix(&prefix).suffix(PART).tempfile_in(folder_of(path));
        let part = part.map_err(|source| Trouble::File { path: path.to_owned(), source })?;
        Ok(OutFile { part, path: path.to_owned(), force })
    }

    /// To write to; buffering is the writer's.
    ///
    /// # Errors
    /// [`Trouble::File`]
    pub(super) fn writer(&self) -> Result<fs::File, DeskError> {
        self.part.as_file().try_clone().map_err(|source| self.failed(source))
    }

    /// Everything at once.
    ///
    /// # Errors
    /// [`Trouble::File`]
    pub(super) fn write_all(&mut self, bytes: &[u8]) -> Result<(), DeskError> {
        self.part.as_file_mut().write_all(bytes).map_err(|source| self.failed(source))
    }

    pub(super) fn folder(&self) -> &Path {
        folder_of(&self.path)
    }

    pub(super) fn failed(&self, source: io::Error) -> DeskError {
        Trouble::File { path: self.path.clone(), source }.into()
    }

    /// Puts it onto the disk, still without its name, and tells how many bytes it has.
    ///
    /// # Errors
    /// [`Trouble::File`]
    pub(super) fn settle(&self) -> Result<u64, DeskError> {
        let file = self.part.as_file();
        file.sync_all().and_then(|()| file.metadata()).map(|about| about.len()).map_err(|source| self.failed(source))
    }

    /// Gives it its name.
    ///
    /// # Errors
    /// [`FileOutError::Exists`] where somebody else took the name meanwhile, [`Trouble::File`].
    pub(super) fn name(self) -> Result<(), DeskError> {
        let OutFile { part, path, force } = self;
        let failed = |source: io::Error| -> DeskError {
            match source.kind() {
                io::ErrorKind::AlreadyExists => FileOutError::Exists { path: path.clone() }.into(),
                _ => Trouble::File { path: path.clone(), source }.into(),
            }
        };
        let named = if force { part.persist(&path) } else { part.persist_noclobber(&path) };
        named.map_err(|error| failed(error.error))?;
        private::sync_folder(folder_of(&path)).map_err(failed)
    }
}

/// Removes what killed programs left of this file. What cannot be removed stays.
fn remove_abandoned(folder: &Path, prefix: &str, now: Moment) {
    let is_old = |entry: &fs::DirEntry| {
        let changed = entry.metadata().and_then(|about| about.modified());
        changed.is_ok_and(|at| SystemTime::from(now).duration_since(at).is_ok_and(|age| age > ABANDONED))
    };
    let of_this = |entry: &fs::DirEntry| {
        entry.file_name().to_str().is_some_and(|name| name.starts_with(prefix) && name.ends_with(PART))
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten().filter(|entry| of_this(entry) && is_old(entry)) {
        if let Err(error) = fs::remove_file(entry.path()) {
            tracing::warn!(%error, "an unfinished file could not be removed");
        }
    }
}
