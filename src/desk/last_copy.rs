//! When the books were last copied, and where to. It is kept beside the books and not in them: a copy holds what it was
//! made of.

use std::io::Write as _;
use std::path::PathBuf;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{Asks, Desk, DeskError};
use crate::domain::{permission::Act, time::Moment};

/// Beside the database.
const FILE: &str = "last-copy.json";

/// A copy that was made and checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastCopy {
    pub at: Moment,
    pub file: PathBuf,
}

impl Desk {
    /// The last copy of the books that was made; nothing where none is known.
    ///
    /// # Errors
    /// [`crate::domain::refusal::Refusal::NotAllowed`].
    pub fn last_copy(&self, who: &dyn Asks) -> Result<Option<LastCopy>, DeskError> {
        self.allow(who, Act::CheckDevices)?;
        Ok(self.known_copy())
    }

    /// Whether the settings want a younger one. Books that are younger themselves need none yet.
    pub(super) fn copy_is_old(&self) -> Result<bool, DeskError> {
        let Some(most) = self.setup.config.backup.warn_after.filter(|_| !self.setup.demo) else { return Ok(false) };
        let since = match self.known_copy() {
            Some(copy) => Some(copy.at),
            None => self.store.first_entry()?,
        };
        let most = TimeDelta::from_std(most).unwrap_or(TimeDelta::MAX);
        Ok(since.is_some_and(|since| self.now().signed_duration_since(since) > most))
    }

    fn known_copy(&self) -> Option<LastCopy> {
        let path = self.setup.data_dir.join(FILE);
        let text = std::fs::read(&path).ok()?;
        serde_json::from_slice(&text)
            .inspect_err(|error| tracing::warn!(path = %path.display(), %error, "unreadable"))
            .ok()
    }

    /// Writes down that a copy was made, all of it or nothing.
    pub(super) fn keep_last_copy(&self, copy: &LastCopy) -> std::io::Result<()> {
        let path = self.setup.data_dir.join(FILE);
        let write = || {
            let mut file = tempfile::NamedTempFile::new_in(&self.setup.data_dir)?;
            file.write_all(&serde_json::to_vec(copy)?)?;
            file.persist(&path).map_err(std::io::Error::from)
        };
        write().map(drop)
    }
}
