//! The log: a file a day in the data directory, the last thirty kept, readable by its owner. What the rooms
//! write there holds no personal data and no keys.

use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

/// Writes out what is left when it is dropped.
pub(super) struct LogGuard {
    _worker: WorkerGuard,
}

/// How many days are kept.
const DAYS_KEPT: usize = 30;

/// Starts the log of a data directory. Without the directory there is nothing to log about, and without room
/// for a log the desk works on: `doctor` says so.
pub(super) fn start(data_dir: &Path) -> Option<LogGuard> {
    if !data_dir.is_dir() {
        return None;
    }
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("tameio")
        .filename_suffix("log")
        .max_log_files(DAYS_KEPT)
        .build(data_dir.join("logs"))
        .ok()?;
    let (writer, worker) = tracing_appender::non_blocking(file);
    let level = std::env::var("TAMEIO_LOG").unwrap_or_else(|_| "tameio=info".to_owned());
    let filter = EnvFilter::try_new(level).unwrap_or_else(|_| EnvFilter::new("tameio=info"));
    let started =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).with_ansi(false).try_init().is_ok();
    started.then_some(LogGuard { _worker: worker })
}
