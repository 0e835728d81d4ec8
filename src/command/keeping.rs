//! `audit head`, `backup` and `restore`.

use std::path::Path;

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::json_keeping::{BackedUp, Head, Restored, WrittenHead};
use crate::desk::{self, DeskError, system_user};
use crate::domain::jump::Reach;
use crate::domain::time::local;
use crate::text::{Text, say};

/// Tells the head of the audit chain, and writes it down where that is asked for.
pub(super) fn head(context: &Context, output: Option<&Path>) -> Result<Exit, Failure> {
    let text = context.text();
    let desk = context.desk()?;
    let head = output.map_or_else(|| desk.chain_head(), |path| desk.append_chain_head(path));
    let head = head.map_err(|error| Failure::of_desk(text, &error))?;
    let values = [
        ("number", head.number.to_string().into()),
        ("hash", head.hash.as_str().into()),
        ("at", local(head.at).format("%d/%m/%Y %H:%M:%S").to_string().into()),
    ];
    context.out.say(&text.with("chain-head", &values));
    if let Some(path) = output {
        context.out.say(&text.with("chain-head-appended", &[("path", Text::path(path))]));
    }
    context.out.object(&WrittenHead { head: Head::from(&head), file: output.map(shown) });
    Ok(Exit::Done)
}

pub(super) fn backup(context: &Context, target: &Path) -> Result<Exit, Failure> {
    let text = context.text();
    let report = context.desk()?.backup(&system_user(), target).map_err(|error| failed(context, &error))?;
    let values = [
        ("path", Text::path(&report.file)),
        ("bytes", report.bytes.to_string().into()),
        ("number", report.head.number.to_string().into()),
    ];
    context.out.say(&text.with("backup-done", &values));
    for old in &report.removed {
        context.out.say(&text.with("backup-removed", &[("path", Text::path(old))]));
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

/// Brings the books back.
pub(super) fn restore(context: &Context, file: &Path, replace: bool) -> Result<Exit, Failure> {
    let text = context.text();
    let told = &mut |reach: &Reach| context.out.note(&say::reach(&text, file, reach));
    let report =
        desk::restore(&context.setup, &system_user(), file, replace, told).map_err(|error| failed(context, &error))?;
    let values = [
        ("path", Text::path(&report.database)),
        ("entries", report.audit_entries.to_string().into()),
        ("receipts", report.receipts.to_string().into()),
    ];
    context.out.say(&text.with("restore-done", &values));
    if let Some(aside) = &report.replaced {
        context.out.say(&text.with("restore-aside", &[("path", Text::path(aside))]));
    }
    for jump in &report.jumps {
        context.out.say(&say::jump(&text, jump));
    }
    context.out.say(&text.get("restore-since"));
    context.out.say(&text.get("restore-compare"));
    context.out.object(&Restored {
        database: shown(&report.database),
        replaced: report.replaced.as_deref().map(shown),
        verified: true,
        audit_entries: report.audit_entries,
        receipts: report.receipts,
        head: Head::from(&report.head),
        jumps: &report.jumps,
    });
    Ok(Exit::Done)
}

/// What the desk said, with each difference where books do not agree.
fn failed(context: &Context, error: &DeskError) -> Failure {
    if let DeskError::Keeping(keeping) = error {
        for difference in keeping.verification().map(|found| found.differences.as_slice()).unwrap_or_default() {
            context.out.note(&say::difference(&context.text(), difference));
        }
    }
    Failure::of_desk(context.text(), error)
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
