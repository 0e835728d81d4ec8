//! `export`: files for accounting and audit, and the check of one.

use std::io::{IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{Args, Subcommand};
use serde::Serialize;

use super::pin::PinArgs;
use super::typed::{Word, date, one_of};
use super::{Context, Exit, Failure, object};
use crate::desk::{CheckedFile, Control, ExportOrder, ExportProgress, Exported, TableForm, TableKind};
use crate::domain::balance::Balance;
use crate::domain::period::Period;
use crate::domain::time::{iso_local, second};
use crate::text::{Text, values};

#[derive(Debug, Subcommand)]
pub(super) enum ExportCommand {
    /// Every document, a row for each of its lines
    Receipts(ExportArgs),
    /// Double entry under the chart of the settings ([chart])
    Ledger(ExportArgs),
    /// Every table that an auditor may read (jsonl)
    All(ExportArgs),
    /// Whether a file that was written is whole, and agrees with the books
    Check {
        file: PathBuf,
        #[command(flatten)]
        who: AskingArgs,
    },
}

/// Who asks, where the settings hide the totals from cashiers.
#[derive(Debug, Args)]
pub(super) struct AskingArgs {
    /// Who asks, where the settings hide the totals from cashiers
    #[arg(long, value_name = "ID")]
    pub(super) operator: Option<String>,
    #[command(flatten)]
    pub(super) pin: PinArgs,
}

/// What is exported, and where to.
#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// First day, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    from: String,
    /// Last day, included
    #[arg(long, value_name = "DATE")]
    to: String,
    /// Form of the file
    #[arg(long, value_parser = one_of(&FORMS))]
    format: TableForm,
    /// The file
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Replace a file of that name
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    who: AskingArgs,
}

const FORMS: [Word<TableForm>; 3] = [
    (TableForm::Csv.word(), "for a spreadsheet or another program", TableForm::Csv),
    (TableForm::Xlsx.word(), "a spreadsheet", TableForm::Xlsx),
    (TableForm::Jsonl.word(), "JSON Lines", TableForm::Jsonl),
];

pub(super) fn run(context: &Context, command: &ExportCommand) -> Result<Exit, Failure> {
    match command {
        ExportCommand::Receipts(args) => export(context, TableKind::Receipts, args),
        ExportCommand::Ledger(args) => export(context, TableKind::Ledger, args),
        ExportCommand::All(args) => export(context, TableKind::All, args),
        ExportCommand::Check { file, who } => {
            let mut desk = context.desk()?;
            let who = context.who(&mut desk, who.operator.as_deref(), &who.pin)?;
            let checked = desk.check_export(&who, file)?;
            tell_check(context, &checked);
            Ok(if checked.is_good() { Exit::Done } else { Exit::Differs })
        }
    }
}

fn export(context: &Context, kind: TableKind, args: &ExportArgs) -> Result<Exit, Failure> {
    let period = period(&args.from, &args.to)?;
    let (form, file, force) = (args.format, args.output.clone(), args.force);
    let order = ExportOrder { kind, period, form, file, force };
    let mut desk = context.desk()?;
    let who = context.who(&mut desk, args.who.operator.as_deref(), &args.who.pin)?;
    let exported = watched(context.text(), |watch| desk.export(&who, &order, watch))?;
    tell(context, &exported);
    Ok(Exit::Done)
}

/// The days that were named.
pub(super) fn period(from: &str, to: &str) -> Result<Period, Failure> {
    let (from, to) = (date(from)?, date(to)?);
    Period::new(from, to).map_err(|_| Failure::usage("backward_period", "backward-period", values![from, to]))
}

/// Runs what takes long: shows how far it is where somebody sees it, and ends it where they press Ctrl+C.
pub(super) fn watched<T>(text: Text, act: impl FnOnce(&mut dyn FnMut(ExportProgress) -> ControlFlow<()>) -> T) -> T {
    let stopped = Arc::new(AtomicBool::new(false));
    let stop = Arc::clone(&stopped);
    // Where the system lets no handler be set, Ctrl+C ends the program as it always does.
    let _ = ctrlc::set_handler(move || stop.store(true, Ordering::Relaxed));
    let seen = std::io::stderr().is_terminal();
    let out = act(&mut |at| {
        if seen {
            let line = text.with("export-progress", values![documents = at.documents, of = at.of]);
            let _ = write!(std::io::stderr(), "\r\x1b[2K{line}");
        }
        if stopped.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    if seen {
        let _ = write!(std::io::stderr(), "\r\x1b[2K");
    }
    out
}

/// Says what was written.
pub(super) fn tell(context: &Context, exported: &Exported) {
    let text = context.text();
    let Control { rows, documents, totals, .. } = &exported.control;
    let total = |(name, amount): &(String, Balance)| {
        text.with("export-total", values![name = text.of("column-", name), amount = amount.greek()])
    };
    let totals: String = totals.iter().map(total).collect();
    context.out.tell("export-done", values![path = exported.file.display(), rows, documents, totals]);
    context.out.object(&object![
        file = exported.file.display().to_string(),
        bytes = exported.bytes,
        #[serde(flatten)]
        control = control(&exported.control)
    ]);
}

/// What a file holds, for scripts.
pub(super) fn control(control: &Control) -> impl Serialize {
    let totals: std::collections::BTreeMap<&str, Balance> =
        control.totals.iter().map(|(key, amount)| (key.as_str(), *amount)).collect();
    object![
        kind = control.kind,
        from = control.period.from(),
        to = control.period.to(),
        rows = control.rows,
        documents = control.documents,
        totals,
        sha256 = control.digest.clone(),
        line = control.to_string()
    ]
}

fn tell_check(context: &Context, checked: &CheckedFile) {
    let (out, text) = (context.out, context.text());
    let (stated, found) = (&checked.read.stated, &checked.read.found);
    let (rows, documents) = (stated.rows, stated.documents);
    if checked.read.is_whole() {
        out.tell("check-whole", values![rows, documents]);
    } else {
        let (read, seen) = (found.rows, found.documents);
        out.tell("check-changed", values![rows, documents, read, seen]);
    }
    match &checked.written {
        Some((at, who)) => out.tell("check-written", values![at = second(*at), who]),
        None => out.tell("check-not-written", &[]),
    }
    out.say(&crate::text::say::agreement(&text, checked.books));
    out.object(&object![
        whole = checked.read.is_whole(),
        written_at = checked.written.as_ref().map(|(at, _)| iso_local(*at)),
        written_by = checked.written.as_ref().map(|(_, who)| who.clone()),
        books = checked.books.word(),
        stated = control(stated),
        found = control(found)
    ]);
}
