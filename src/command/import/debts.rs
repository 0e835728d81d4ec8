//! `import debts`: a file of the municipality's system into the books.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;

use crate::command::{Context, Exit, Failure, object};
use crate::desk::{
    Caller, DEFAULT_MAPPING, ImportOrder, ImportProgress, ImportReport, Met, NearTitle, RefusedReason, RejectReason,
    Rejected, Unprintable,
};
use crate::domain::debt::DebtRecord;
use crate::text::{Text, say, values};

/// What is loaded, and how it is read.
#[derive(Debug, Args)]
pub(in crate::command) struct ImportArgs {
    /// The file
    file: PathBuf,
    /// Which mapping of the configuration, [import.NAME]; by default the one named like the file's kind
    #[arg(long, value_name = "NAME")]
    mapping: Option<String>,
    /// Read and report, write nothing
    #[arg(long)]
    dry_run: bool,
    /// The file is right where it gives a debt of which nothing was paid to another debtor, or another RF or revenue
    /// code (audited)
    #[arg(long)]
    accept_moved: bool,
}

/// Loads, or, dry, shows what would be loaded. Bad rows are told by line; the good ones load. A file of which the books
/// hold nothing afterwards is no success.
pub(super) fn run(context: &Context, args: &ImportArgs) -> Result<Exit, Failure> {
    let text = context.text();
    let mut desk = context.desk()?;
    let order = ImportOrder {
        file: args.file.clone(),
        mapping: args.mapping.clone().unwrap_or_else(|| DEFAULT_MAPPING.to_owned()),
        dry_run: args.dry_run,
        accept_moved: args.accept_moved,
    };
    let watched = std::io::stderr().is_terminal();
    let mut progress = |at: ImportProgress| {
        if watched {
            show_progress(text, at);
        }
    };
    let loaded = desk.import_debts(&Caller::User, &order, &mut progress);
    if watched {
        // Wipes the line of progress.
        let _ = write!(std::io::stderr(), "\r\x1b[2K");
    }
    let report = loaded?;
    tell(context, args.dry_run, &report);
    context.out.object(&answer(args.dry_run, &report));
    Ok(if report.holds_nothing() { Exit::BadInput } else { Exit::Done })
}

fn answer(dry_run: bool, report: &ImportReport) -> impl Serialize {
    let rejected = |row: &Rejected| {
        let (column, settled) = match &row.reason {
            RejectReason::Unreadable(bad) => (bad.column.clone(), None),
            RejectReason::Books(RefusedReason::Conflict { settled, .. }) => (None, Some(*settled)),
            RejectReason::Books(_) => (None, None),
        };
        // Of a conflict: whether something was paid of the debt.
        let settled = settled.map(|settled| object![settled]);
        object![
            line = row.line,
            reason = row.reason.word(),
            column,
            #[serde(flatten)]
            settled
        ]
    };
    let warning = |row: &Unprintable| {
        let character = format!("U+{:04X}", u32::from(row.character));
        object![line = row.line, reason = "unprintable", column = row.column.clone(), character]
    };
    let near = |near: &NearTitle| object![found = near.found.clone(), expected = near.expected.clone()];
    object![
        rows = report.rows,
        loaded = report.loaded,
        updated = report.updated,
        moved = report.moved,
        emptied_surcharges = report.emptied_surcharges,
        unchanged = report.unchanged,
        conflicts = report.conflicts(),
        rejected = report.rejected.iter().map(rejected).collect::<Vec<_>>(),
        warnings = report.unprintable.iter().map(warning).collect::<Vec<_>>(),
        read_otherwise = report.read_otherwise.iter().map(read_otherwise).collect::<Vec<_>>(),
        absent_columns = &report.absent_columns,
        vanished_columns = &report.vanished_columns,
        near_titles = report.near_titles.iter().map(near).collect::<Vec<_>>(),
        dry_run
    ]
}

/// What was read otherwise than it stands.
pub(in crate::command) fn read_otherwise(met: &Met) -> impl Serialize + use<> {
    object![what = met.what.word(), count = met.count, first_line = met.first_line]
}

fn show_progress(text: Text, at: ImportProgress) {
    let percent = at.bytes.saturating_mul(100).checked_div(at.total_bytes).unwrap_or(100).min(100);
    let line = text.with("import-progress", values![rows = at.rows, percent]);
    let mut stream = std::io::stderr().lock();
    let _ = write!(stream, "\r\x1b[2K{line}");
    let _ = stream.flush();
}

fn tell(context: &Context, dry_run: bool, report: &ImportReport) {
    let (out, text) = (context.out, context.text());
    if dry_run && !report.preview.is_empty() {
        out.tell("import-preview", &[]);
        for record in &report.preview {
            out.say(&preview(record));
        }
    }
    // Told where somebody looks at the layout: most files lack some of the columns that need not be there.
    if dry_run && !report.absent_columns.is_empty() {
        out.tell("import-absent-columns", values![names = report.absent_columns.join(", ")]);
    }
    if !report.vanished_columns.is_empty() {
        out.remark("import-vanished-columns", values![names = report.vanished_columns.join(", ")]);
    }
    if !report.near_titles.is_empty() {
        let pairs: Vec<String> = report.near_titles.iter().map(|near| say::near_title(&text, near)).collect();
        out.remark("import-near-titles", values![near = pairs.join(", ")]);
    }
    list(context, "import-rejected", report.rejected.iter().map(|row| say::rejected(&text, row)));
    list(context, "import-unprintable", report.unprintable.iter().map(|row| say::unprintable(&text, row)));
    list(context, "import-read-otherwise", report.read_otherwise.iter().map(|met| say::read_otherwise(&text, met)));
    for (key, number) in [("import-moved", report.moved), ("import-emptied-surcharges", report.emptied_surcharges)] {
        if number > 0 {
            out.remark(key, values![count = number]);
        }
    }
    if report.conflicts() > 0 {
        out.remark("import-conflicts", &[]);
    }
    let ImportReport { rows, loaded, updated, unchanged, rejected, .. } = report;
    out.tell("import-done", values![rows, loaded, updated, unchanged, rejected = rejected.len()]);
    if report.holds_nothing() {
        out.remark("import-holds-nothing", &[]);
    }
    if dry_run {
        out.tell("import-dry-run", &[]);
    }
}

/// A title with how many there are, and the lines below it; nothing where there are none.
pub(in crate::command) fn list(context: &Context, title: &str, lines: impl ExactSizeIterator<Item = String>) {
    if lines.len() > 0 {
        context.out.remark(title, values![count = lines.len()]);
        lines.for_each(|line| context.out.note(&format!("  {line}")));
    }
}

/// One row of the preview, as a table's line.
fn preview(record: &DebtRecord) -> String {
    let day = |day: Option<&NaiveDate>| day.map_or_else(|| "—".to_owned(), |day| day.format("%d/%m/%Y").to_string());
    let afm = record.afm.value().map_or("—", |afm| afm.as_str());
    let rf = record.rf.value().map_or("—", |rf| rf.as_str());
    format!(
        "  {:<14} {:<9} {:<25} {:<6} {:<5} {:>10} {:>12} {:>12}  {:<28}  {}",
        record.external_id,
        afm,
        rf,
        record.revenue_code,
        record.year,
        day(record.due.value()),
        record.capital.greek(),
        record.surcharge.value().map_or_else(|| "—".to_owned(), |surcharge| surcharge.greek()),
        record.name,
        record.description,
    )
}
