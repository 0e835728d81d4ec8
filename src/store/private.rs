//! Files that only their owner may read: the books hold names and tax numbers, the terminal's keys are secret.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// Makes a new file that its owner alone may read and write. SQLite gives its companions (`-wal`, `-shm`,
/// `-journal`) the mode of the database.
///
/// # Errors
/// `AlreadyExists` where something is there; whatever the system says otherwise.
pub(crate) fn create_new(path: &Path) -> io::Result<File> {
    owner_only(OpenOptions::new().write(true).create_new(true)).open(path)
}

#[cfg(unix)]
fn owner_only(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600)
}

/// Elsewhere a file takes the access list of its folder, and the data directory lies in the user's profile,
/// which Windows already closes to others.
#[cfg(not(unix))]
fn owner_only(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// Whether somebody else than its owner may read a file.
///
/// # Errors
/// Whatever the system says.
#[cfg(unix)]
pub(crate) fn others_may_read(path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(std::fs::metadata(path)?.permissions().mode() & 0o077 != 0)
}

/// Elsewhere the folder's access list decides, see above.
#[cfg(not(unix))]
pub(crate) fn others_may_read(_path: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Makes sure that the names in a folder are on the disk, after one was changed.
///
/// # Errors
/// Whatever the system says.
#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Elsewhere a folder cannot be opened like a file; its file system writes names in order.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
