//! `restore`: the books brought back from a copy, after checking it.

use std::path::PathBuf;

use clap::Args;

use super::audit;
use super::backup::shown;
use super::{Context, Exit, Failure, object};
use crate::desk;
use crate::domain::jump::Reach;
use crate::text::{say, values};

#[derive(Debug, Args)]
pub(super) struct RestoreArgs {
    /// Where from
    file: PathBuf,
    /// Into the place of a database that is there, which is kept under a dated name
    #[arg(long)]
    replace: bool,
}

pub(super) fn run(context: &Context, RestoreArgs { file, replace }: &RestoreArgs) -> Result<Exit, Failure> {
    let text = context.text();
    let told = &mut |reach: &Reach| context.out.note(&say::reach(&text, file, reach));
    let report = desk::restore(&context.setup, file, *replace, told)?;
    context.out.tell(
        "restore-done",
        values![path = report.database.display(), entries = report.audit_entries, receipts = report.receipts],
    );
    if let Some(aside) = &report.replaced {
        context.out.tell("restore-aside", values![path = aside.display()]);
    }
    for jump in &report.jumps {
        context.out.say(&say::jump(&text, jump));
    }
    context.out.tell("restore-since", &[]);
    context.out.tell("restore-compare", &[]);
    context.out.object(&object![
        database = shown(&report.database),
        replaced = report.replaced.as_deref().map(shown),
        verified = true,
        audit_entries = report.audit_entries,
        receipts = report.receipts,
        head = audit::written(&report.head),
        jumps = &report.jumps
    ]);
    Ok(Exit::Done)
}
