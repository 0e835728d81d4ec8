//! `backup`: a copy of the books while the desk works.

use std::path::PathBuf;

use clap::Args;

use super::audit;
use super::{Context, Exit, Failure, object};
use crate::desk::Caller;
use crate::text::values;

#[derive(Debug, Args)]
pub(super) struct BackupArgs {
    /// Where to
    file: PathBuf,
}

pub(super) fn run(context: &Context, args: &BackupArgs) -> Result<Exit, Failure> {
    let report = context.desk()?.backup(&Caller::User, &args.file)?;
    context
        .out
        .tell("backup-done", values![path = report.file.display(), bytes = report.bytes, number = report.head.number]);
    for old in &report.removed {
        context.out.tell("backup-removed", values![path = old.display()]);
    }
    context.out.object(&object![
        file = shown(&report.file),
        bytes = report.bytes,
        verified = true,
        head = audit::written(&report.head),
        removed = report.removed.iter().map(|path| shown(path)).collect::<Vec<_>>(),
    ]);
    Ok(Exit::Done)
}

pub(super) fn shown(path: &std::path::Path) -> String {
    path.display().to_string()
}
