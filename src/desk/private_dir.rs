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
