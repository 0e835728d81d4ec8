//! `backup`: a copy of the books while the desk works.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::audit::Head;
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use crate::desk::system_user;
use crate::text::values;

/// `backup`.
#[derive(Debug, Args)]
pub(super) struct BackupArgs {
    /// Where to
    file: PathBuf,
}

pub(super) fn run(context: &Context, args: &BackupArgs) -> Result<Exit, Failure> {
    let text = context.text();
    let report = context.desk()?.backup(&system_user(), &args.file)?;
    context.out.say(
        &text.with(
            "backup-done",
            values![path = report.file.display(), bytes = report.bytes, number = report.head.number],
        ),
    );
    for old in &report.removed {
        context.out.say(&text.with("backup-removed", values![path = old.display()]));
    }
    context.out.object(&BackedUp {
        file: shown(&report.file),
        bytes: report.bytes,
        verified: true,
        head: Head::from(&report.head),
        removed: report.removed.iter().map(|path| shown(path)).collect(),
    });
    Ok(Exit::Done)
}

pub(super) fn shown(path: &std::path::Path) -> String {
    path.display().to_string()
}

/// `backup`.
#[derive(Debug, Serialize)]
struct BackedUp {
    file: String,
    bytes: u64,
    verified: bool,
    head: Head,
    removed: Vec<String>,
}
