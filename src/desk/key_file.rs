//! The keys of one terminal's message codes, in a file of the data directory that only its owner reads: apart from
//! the configuration, which others may read, and from the database, which is backed up. No key leaves this file but
//! into the terminal's line; nothing here prints one.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::terminal_lock::file_name;
use super::trouble::{KeyTrouble, Trouble};
use crate::domain::attempt::AttemptId;
use crate::ecr::mac::{CheckValue, MasterKey, WrappedKey};
use crate::store::private;

/// Where the keys of one terminal are.
#[derive(Debug, Clone)]
pub(super) struct KeyFile {
    path: PathBuf,
}

/// What is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StoredKeys {
    pub(super) master: MasterKey,
    /// Nothing before the first exchange.
    pub(super) session: Option<StoredSession>,
}

/// The session key that the terminal took last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StoredSession {
    /// Under the master key, as it went over the line.
    pub(super) key: WrappedKey,
    pub(super) check: CheckValue,
    /// The journal's last attempt when the terminal took it: what came after was signed with it.
    pub(super) after: AttemptId,
}

/// The file's form. Hex digits, so that a technician can compare a check value by eye.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    master_key: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    session: Option<WrittenSession>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSession {
    wrapped_key: String,
    check_value: String,
    after_attempt: i64,
}

impl KeyFile {
    /// The file of a terminal, by its name in the journal.
    pub(super) fn of(data_dir: &Path, terminal: &str) -> KeyFile {
        KeyFile { path: data_dir.join(format!("terminal-{}.keys", file_name(terminal))) }
    }

    /// Reads it; nothing where no key was ever loaded.
    ///
    /// # Errors
    /// [`KeyTrouble::ReadableByOthers`], [`KeyTrouble::Damaged`], or the system's own reason.
    pub(super) fn read(&self) -> Result<Option<StoredKeys>, Trouble> {
        let text = match std::fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(self.trouble(source)),
        };
        if private::others_may_read(&self.path).map_err(|source| self.trouble(source))? {
            return Err(KeyTrouble::ReadableByOthers { path: self.path.clone() }.into());
        }
        let damaged = || Trouble::from(KeyTrouble::Damaged { path: self.path.clone() });
        let written: Written = serde_json::from_str(&text).map_err(|_| damaged())?;
        parsed(&written).map(Some).ok_or_else(damaged)
    }

    /// Writes it whole, or leaves what was there: a desk without its master key cannot take a card.
    ///
    /// # Errors
    /// The system's reason; the old file stays.
    pub(super) fn write(&self, keys: &StoredKeys) -> Result<(), Trouble> {
        let written = Written {
            master_key: keys.master.to_secret_hex(),
            session: keys.session.as_ref().map(|session| WrittenSession {
                wrapped_key: session.key.to_hex(),
                check_value: session.check.to_hex(),
                after_attempt: session.after.0,
            }),
        };
        let text = serde_json::to_string_pretty(&written).map_err(|error| self.trouble(error.into()))?;
        let new = self.path.with_extension("keys-new");
        let replaced = match std::fs::remove_file(&new) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => replace(&new, &self.path, &text),
        };
        replaced.map_err(|source| self.trouble(source))
    }

    fn trouble(&self, source: std::io::Error) -> Trouble {
        Trouble::File { path: self.path.clone(), source }
    }
}

fn replace(new: &Path, path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = private::create_new(new)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    drop(file);
    std::fs::rename(new, path)
}

fn parsed(written: &Written) -> Option<StoredKeys> {
    let session = match &written.session {
        None => None,
        Some(session) => Some(StoredSession {
            key: WrappedKey::from_hex(&session.wrapped_key).ok()?,
            check: CheckValue::from_hex(&session.check_value).ok()?,
            after: AttemptId(session.after_attempt),
        }),
    };
    Some(StoredKeys { master: MasterKey::from_hex(&written.master_key).ok()?, session })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MASTER: &str = "0123456789ABCDEFFEDCBA9876543210";

    fn keys(session: bool) -> StoredKeys {
        let session = session.then(|| StoredSession {
            key: WrappedKey::from_hex("1ED9F7AE0B2509281BBC2DE38EF2A12B").unwrap(),
            check: CheckValue::from_hex("CC5FFF").unwrap(),
            after: AttemptId(7),
        });
        StoredKeys { master: MasterKey::from_hex(MASTER).unwrap(), session }
    }

    #[test]
    fn keys_come_back_and_replace_the_old_ones_whole() {
        let dir = tempfile::tempdir().unwrap();
        let file = KeyFile::of(dir.path(), "tcp:127.0.0.1:4000");
        assert_eq!(file.read().unwrap(), None);
        for keys in [keys(false), keys(true), keys(false)] {
            file.write(&keys).unwrap();
            assert_eq!(file.read().unwrap(), Some(keys));
        }
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "nothing half-written is left beside it");
    }

    #[test]
    fn a_damaged_file_is_named_and_none_of_its_digits_is() {
        let dir = tempfile::tempdir().unwrap();
        let file = KeyFile::of(dir.path(), "t");
        for text in ["", "{}", &format!("{{\"master_key\":\"{}\"}}", &MASTER[1..]), "\u{fffd}"] {
            file.write(&keys(true)).unwrap();
            std::fs::write(&file.path, text).unwrap();
            let error = file.read().unwrap_err();
            assert!(matches!(&error, Trouble::Keys(KeyTrouble::Damaged { path }) if *path == file.path), "{error:?}");
            assert!(!format!("{error:?}").contains(&MASTER[1..20]));
        }
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_reads_the_keys_and_a_file_that_others_read_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let file = KeyFile::of(dir.path(), "t");
        file.write(&keys(true)).unwrap();
        let mode = std::fs::metadata(&file.path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        std::fs::set_permissions(&file.path, std::fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(file.read(), Err(Trouble::Keys(KeyTrouble::ReadableByOthers { .. }))));
    }
}
