//! The folders of the desk, where nobody else may look.

use std::path::Path;

/// Makes a folder that only its owner reads.
pub(super) fn make_private_dir(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    // On Windows a user's own data folder is private already.
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Whether a file of the desk is that of the user who runs this program, or this is the one who may do anything.
///
/// # Errors
/// Whatever the system says; also where nothing can be written beside it.
#[cfg(unix)]
pub(super) fn is_ours(path: &Path) -> std::io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    // What we make is ours: the system has no other question that needs no unsafe code.
    let folder = path.parent().unwrap_or(Path::new("."));
    let mine = tempfile::tempfile_in(folder)?.metadata()?.uid();
    Ok(mine == 0 || mine == std::fs::metadata(path)?.uid())
}

/// Elsewhere the access list of the user's profile decides who may write beside it.
#[cfg(not(unix))]
pub(super) fn is_ours(path: &Path) -> std::io::Result<bool> {
    let folder = path.parent().unwrap_or(Path::new("."));
    tempfile::tempfile_in(folder).map(|_| true)
}
