//! Who has a device or a file open, as far as the system tells. Linux tells of programs of the same user, and of
//! all to an administrator; other systems do not tell without a library of their own.

use std::path::Path;

use crate::domain::holder::Holder;

/// The other or own program that has `path` open, one that locked it before one that did not; nothing where the
/// system does not tell.
pub fn who_has_open(path: &Path) -> Option<Holder> {
    system::holders(path).into_iter().next()
}

/// All programs that have `path` open, as far as the system tells.
pub fn all_who_have_open(path: &Path) -> Vec<Holder> {
    system::holders(path)
}

#[cfg(not(target_os = "linux"))]
mod system {
    use super::{Holder, Path};

    pub(super) fn holders(_path: &Path) -> Vec<Holder> {
        Vec::new()
    }
}

#[cfg(target_os = "linux")]
mod system {
    use std::fs;
    use std::os::unix::fs::MetadataExt as _;
    use std::path::PathBuf;

    use super::{Holder, Path};

    pub(super) fn holders(path: &Path) -> Vec<Holder> {
        let Ok(wanted) = fs::canonicalize(path) else { return Vec::new() };
        let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
        let mut found: Vec<(bool, Holder)> = processes
            .filter_map(|entry| {
                let pid: u32 = entry.file_name().to_str()?.parse().ok()?;
                let locked = opened(&entry.path(), &wanted)?;
                Some((locked, holder(&entry.path(), pid)))
            })
            .collect();
        found.sort_by_key(|(locked, _)| !locked);
        found.into_iter().map(|(_, holder)| holder).collect()
    }

    /// Whether the process has the file open and a lock on it; nothing where it has not, or may not be asked.
    fn opened(process: &Path, wanted: &Path) -> Option<bool> {
        let mut seen = None;
        for entry in fs::read_dir(process.join("fd")).ok()?.flatten() {
            if fs::read_link(entry.path()).is_ok_and(|target| target == wanted) {
                let about = fs::read_to_string(process.join("fdinfo").join(entry.file_name()));
                let locked = about.is_ok_and(|about| about.lines().any(|line| line.starts_with("lock:")));
                seen = Some(seen.unwrap_or(false) || locked);
            }
        }
        seen
    }

    fn holder(process: &Path, pid: u32) -> Holder {
        let program = fs::read_to_string(process.join("comm")).map(|name| name.trim().to_owned()).unwrap_or_default();
        let user = fs::metadata(process).ok().and_then(|about| user(about.uid()));
        Holder { program, pid, user, since: None }
    }

    fn user(uid: u32) -> Option<String> {
        let known = fs::read_to_string(PathBuf::from("/etc/passwd")).ok()?;
        known.lines().find_map(|line| {
            let mut fields = line.split(':');
            let name = fields.next()?;
            (fields.nth(1)?.parse() == Ok(uid)).then(|| name.to_owned())
        })
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn whoever_has_a_file_open_is_named_and_nobody_once_it_is_closed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("device");
        let file = std::fs::File::create(&path).unwrap();
        let holder = who_has_open(&path).unwrap();
        assert_eq!(holder.pid, std::process::id());
        assert!(!holder.program.is_empty() && holder.since.is_none());
        drop(file);
        assert_eq!(who_has_open(&path), None);
        assert_eq!(who_has_open(&dir.path().join("missing")), None);
    }
}
