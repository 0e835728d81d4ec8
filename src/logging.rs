//! The log of operation: one file a day in the data directory, readable by its owner alone, the last fourteen
//! kept. What is logged is free of personal data, PINs and keys; nothing goes to the standard output, which
//! belongs to JSON and to people.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, Utc};
use thiserror::Error;
use tracing_appender::non_blocking::{NonBlocking, WorkerGuard};
use tracing_subscriber::EnvFilter;

use crate::domain::time::local_date;

/// The variable that sets the level: `error`, `warn`, `info`, `debug`, `trace`, or tracing's directives.
pub const LEVEL_VARIABLE: &str = "TAMEIO_LOG";
/// Days of operation that are kept.
const KEPT_FILES: usize = 14;
const NAME_START: &str = "tameio-";
const NAME_END: &str = ".log";

/// Keeps the log going; what was logged is on disk once it is dropped.
#[derive(Debug)]
pub struct Logs {
    _worker: WorkerGuard,
}

/// The log cannot be kept. A warning to show: the desk works on without it.
#[derive(Debug, Error)]
pub enum LogWarning {
    /// The folder or its file cannot be made.
    #[error("no log in {}: {source}", folder.display())]
    Folder {
        /// Where the log should be.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The process logs elsewhere already.
    #[error("a log is kept already")]
    Started,
}

/// Starts the log in `<data-dir>/logs`, at the level of [`LEVEL_VARIABLE`] or `info`.
///
/// # Errors
/// [`LogWarning`], which must not keep the desk from working.
pub fn start(data_dir: &Path) -> Result<Logs, LogWarning> {
    let folder = data_dir.join("logs");
    let file = DailyFile::open(folder.clone(), || local_date(Utc::now()))
        .map_err(|source| LogWarning::Folder { folder, source })?;
    let (writer, worker) = NonBlocking::new(file);
    let subscriber = tracing_subscriber::fmt()
        .with_writer(writer)
        .with_ansi(false)
        .with_env_filter(filter(std::env::var(LEVEL_VARIABLE).ok().as_deref()))
        .finish();
    tracing::subscriber::set_global_default(subscriber).map_err(|_| LogWarning::Started)?;
    Ok(Logs { _worker: worker })
}

/// A bare level is the desk's own; libraries then only warn, because at `debug` they write what they carry.
fn filter(level: Option<&str>) -> EnvFilter {
    let level = level.map(str::trim).filter(|level| !level.is_empty()).unwrap_or("info");
    let directives = if level.contains(['=', ',']) { level.to_owned() } else { format!("warn,tameio={level}") };
    EnvFilter::try_new(directives).unwrap_or_else(|_| EnvFilter::new("warn,tameio=info"))
}

/// A file a day. The day comes from outside, so that a test can turn it.
struct DailyFile<D> {
    folder: PathBuf,
    today: D,
    day: NaiveDate,
    file: File,
}

impl<D: Fn() -> NaiveDate> DailyFile<D> {
    fn open(folder: PathBuf, today: D) -> io::Result<DailyFile<D>> {
        make_private_folder(&folder)?;
        let day = today();
        let file = open_private(&folder, day)?;
        drop_old(&folder);
        Ok(DailyFile { folder, today, day, file })
    }
}

impl<D: Fn() -> NaiveDate> Write for DailyFile<D> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let day = (self.today)();
        if day != self.day {
            self.file = open_private(&self.folder, day)?;
            self.day = day;
            drop_old(&self.folder);
        }
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn make_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    // On Windows a user's own data folder is private already.
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn open_private(folder: &Path, day: NaiveDate) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(folder.join(format!("{NAME_START}{day}{NAME_END}")))
}

/// Removes all but the newest files of the log. What cannot be removed is tried again tomorrow.
fn drop_old(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| is_log(path)).collect();
    files.sort();
    let surplus = files.len().saturating_sub(KEPT_FILES);
    for old in files.iter().take(surplus) {
        let _ = std::fs::remove_file(old);
    }
}

fn is_log(path: &Path) -> bool {
    path.file_name()
        .and_then(|name| name.to_str())
        .and_then(|name| name.strip_prefix(NAME_START)?.strip_suffix(NAME_END))
        .is_some_and(|day| day.parse::<NaiveDate>().is_ok())
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, number).unwrap()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn each_day_has_its_file_and_fourteen_are_kept() {
        let data = tempfile::tempdir().unwrap();
        let folder = data.path().join("logs");
        let today = Cell::new(day(1));
        let mut log = DailyFile::open(folder.clone(), || today.get()).unwrap();
        std::fs::write(folder.join("notes.log"), "somebody's own").unwrap();
        for number in 1..=20 {
            today.set(day(number));
            log.write_all(format!("day {number}\n").as_bytes()).unwrap();
        }
        let names = names(&folder);
        assert_eq!(names.len(), 15, "{names:?}");
        assert_eq!(names[0], "notes.log");
        assert_eq!(names[1], "tameio-2026-11-07.log");
        assert_eq!(std::fs::read_to_string(folder.join("tameio-2026-11-20.log")).unwrap(), "day 20\n");
    }

    #[test]
    fn a_log_is_continued_after_a_restart() {
        let data = tempfile::tempdir().unwrap();
        for line in ["first\n", "second\n"] {
            DailyFile::open(data.path().to_owned(), || day(3)).unwrap().write_all(line.as_bytes()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(data.path().join("tameio-2026-11-03.log")).unwrap(), "first\nsecond\n");
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_reads_the_log() {
        use std::os::unix::fs::PermissionsExt;
        let data = tempfile::tempdir().unwrap();
        let folder = data.path().join("logs");
        let _log = DailyFile::open(folder.clone(), || day(3)).unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o077;
        assert_eq!(mode(&folder), 0);
        assert_eq!(mode(&folder.join("tameio-2026-11-03.log")), 0);
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_a_warning() {
        let data = tempfile::tempdir().unwrap();
        std::fs::write(data.path().join("logs"), "a file in the way").unwrap();
        let warning = start(data.path()).unwrap_err();
        assert!(matches!(warning, LogWarning::Folder { folder, .. } if folder.ends_with("logs")));
    }

    #[test]
    fn libraries_only_warn_unless_directives_say_otherwise() {
        assert_eq!(filter(None).to_string(), "tameio=info,warn");
        assert_eq!(filter(Some(" debug ")).to_string(), "tameio=debug,warn");
        assert_eq!(filter(Some("iced=trace")).to_string(), "iced=trace");
        assert_eq!(filter(Some("nonsense")).to_string(), filter(None).to_string());
    }
}
