//! The files that can be imported: those of the folder of the settings, the newest first.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::trouble::Trouble;
use super::{Asks, Desk, DeskError};
use crate::domain::permission::Act;
use crate::domain::time::Moment;

/// How other systems end the names of their files.
const ENDINGS: [&str; 3] = ["csv", "txt", "tsv"];
/// More are not read by anybody.
const MOST: usize = 200;

/// A folder, and the newest of the files in it that other systems may have made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportFolder {
    pub folder: PathBuf,
    /// The newest first.
    pub files: Vec<FoundFile>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    pub path: PathBuf,
    pub changed: Moment,
    pub bytes: u64,
}

impl Desk {
    /// What lies in the folder of the settings.
    ///
    /// # Errors
    /// [`crate::domain::refusal::Refusal::NotAllowed`]; [`Trouble::File`] where it cannot be listed.
    pub fn import_folder(&self, who: &dyn Asks) -> Result<ImportFolder, DeskError> {
        self.allow(who, Act::ImportDebts)?;
        let folder = match &self.setup.config.import.folder {
            Some(folder) => self.setup.data_dir.join(folder),
            None => self.setup.data_dir.clone(),
        };
        let mut files = list(&folder).map_err(|source| Trouble::File { path: folder.clone(), source })?;
        files.sort_by(|one, other| other.changed.cmp(&one.changed).then_with(|| one.path.cmp(&other.path)));
        files.truncate(MOST);
        Ok(ImportFolder { folder, files })
    }
}

/// Files that cannot be looked at are left out: they could not be imported either.
fn list(folder: &Path) -> std::io::Result<Vec<FoundFile>> {
    let entries = std::fs::read_dir(folder)?.flatten();
    Ok(entries.filter_map(|entry| found(entry.path())).collect())
}

fn found(path: PathBuf) -> Option<FoundFile> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    // Through links, as it will be opened.
    let metadata = std::fs::metadata(&path).ok().filter(std::fs::Metadata::is_file)?;
    let changed: SystemTime = metadata.modified().ok()?;
    let bytes = metadata.len();
    ENDINGS.contains(&ending.as_str()).then(|| FoundFile { path, changed: changed.into(), bytes })
}
