//! `import debts`: a file of the municipality's system into the books.

use std::io::{IsTerminal, Write};

use super::args::ImportArgs;
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::{json, words};
use crate::desk::{ImportProgress, ImportReport, RejectReason, Rejected, system_user};
use crate::domain::debt::DebtRecord;
use crate::text::{Text, say};

/// The mapping where none is named.
const DEFAULT_MAPPING: &str = "debts";

/// Loads, or, dry, shows what would be loaded. Bad rows are told by line; the good ones load.
pub(super) fn debts(context: &Context, args: &ImportArgs) -> Result<Exit, Failure> {
    let text = context.text();
    let mut desk = context.desk()?;
    let name = args.mapping.as_deref().unwrap_or(DEFAULT_MAPPING);
    let mapping = desk.mapping(name).map_err(|error| Failure::of_desk(text, &error))?;
    let watched = std::io::stderr().is_terminal();
    let mut progress = |at: ImportProgress| {
        if watched {
            show_progress(text, at);
        }
    };
    let loaded = desk.import_debts(&system_user(), &args.file, &mapping, args.dry_run, &mut progress);
    if watched {
        // Wipes the line of progress.
        let _ = write!(std::io::stderr(), "\r\x1b[2K");
    }
    let report = loaded.map_err(|error| Failure::of_desk(text, &error))?;
    tell(context, args.dry_run, &report);
    context.out.object(&json::Imported {
        rows: report.rows,
        loaded: report.loaded,
        updated: report.updated,
        unchanged: report.unchanged,
        rejected: report.rejected.iter().map(rejected_row).collect(),
        absent_columns: report.absent_columns.clone(),
        dry_run: args.dry_run,
    });
    Ok(Exit::Done)
}

fn show_progress(text: Text, at: ImportProgress) {
    let percent = at.bytes.saturating_mul(100).checked_div(at.total_bytes).unwrap_or(100).min(100);
    let line =
        text.with("import-progress", &[("rows", at.rows.to_string().into()), ("percent", percent.to_string().into())]);
    let mut stream = std::io::stderr().lock();
    let _ = write!(stream, "\r\x1b[2K{line}");
    let _ = stream.flush();
}

fn tell(context: &Context, dry_run: bool, report: &ImportReport) {
    let (out, text) = (context.out, context.text());
    if dry_run && !report.preview.is_empty() {
        out.say(&text.get("import-preview"));
        for record in &report.preview {
            out.say(&preview(record));
        }
    }
    // Told where somebody looks at the layout: most files lack some of the columns that need not be there.
    if dry_run && !report.absent_columns.is_empty() {
        out.say(&text.with("import-absent-columns", &[("names", report.absent_columns.join(", ").into())]));
    }
    if !report.rejected.is_empty() {
        out.note(&text.with("import-rejected", &[("count", report.rejected.len().into())]));
        for row in &report.rejected {
            out.note(&format!("  {}", say::rejected(&text, row)));
        }
    }
    let count = |name, count: u64| (name, count.to_string().into());
    out.say(&text.with(
        "import-done",
        &[
            count("rows", report.rows),
            count("loaded", report.loaded),
            count("updated", report.updated),
            count("unchanged", report.unchanged),
            ("rejected", report.rejected.len().to_string().into()),
        ],
    ));
    if dry_run {
        out.say(&text.get("import-dry-run"));
    }
}

/// One row of the preview, as a table's line.
fn preview(record: &DebtRecord) -> String {
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(|| "—".to_owned(), |d| d.format("%d/%m/%Y").to_string());
    let afm = record.afm.as_ref().map_or("—", |afm| afm.as_str());
    let rf = record.rf.as_ref().map_or("—", |rf| rf.as_str());
    format!(
        "  {:<14} {:<9} {:<25} {:<6} {:<5} {:>10} {:>12} {:>12}  {:<28}  {}",
        record.external_id,
        afm,
        rf,
        record.revenue_code,
        record.year,
        day(record.due),
        record.capital.greek(),
        record.surcharge.greek(),
        record.name,
        record.description,
    )
}

fn rejected_row(row: &Rejected) -> json::RejectedRow {
    let column = match &row.reason {
        RejectReason::Unreadable(bad) => bad.column.clone(),
        RejectReason::Books(_) => None,
    };
    json::RejectedRow { line: row.line, reason: words::reject(&row.reason), column }
}
