//! `till reconcile` and `till explain`: the till beside what the terminal says of its batches.

use std::path::PathBuf;

use clap::Args;

use crate::command::import::{list, read_otherwise};
use crate::command::pin::OperatorArgs;
use crate::command::{Context, Exit, Failure, object};
use crate::desk::{DeskError, Met, Reconciliation};
use crate::domain::reconcile::{BatchName, BatchReport, Mismatch};
use crate::domain::{balance::Balance, money::DecimalMark, till::Till};
use crate::text::{Text, say, values};

#[derive(Debug, Args)]
pub(in crate::command) struct ReconcileArgs {
    /// Which till; the oldest open one if nothing is said
    #[arg(long, value_name = "NAME")]
    till: Option<String>,
    /// A batch of the terminal, from its printed report
    #[arg(long, value_name = "NUMBER", requires = "total")]
    batch: Option<String>,
    /// What the terminal says the batch comes to, voids and refunds taken off
    #[arg(long, value_name = "EUR", requires = "batch", allow_hyphen_values = true)]
    total: Option<String>,
    /// How many transactions the terminal says are in the batch
    #[arg(long, value_name = "NUMBER", requires = "batch")]
    count: Option<u64>,
    /// The terminal's id, where several terminals have a batch of that number
    #[arg(long, value_name = "TID", requires = "batch")]
    terminal_id: Option<String>,
    /// The terminal's or acquirer's file, one row a transaction, in the layout of [batch_file] of the configuration
    #[arg(long, value_name = "FILE", conflicts_with = "batch")]
    file: Option<PathBuf>,
    #[command(flatten)]
    who: OperatorArgs,
}

/// Compares, after writing down what was typed or what the file says.
pub(super) fn run(context: &Context, args: &ReconcileArgs) -> Result<Exit, Failure> {
    let text = context.text();
    let typed = typed(args)?;
    let (mut desk, who) = context.signed_in(&args.who)?;
    let till = args.till.as_deref();
    let mut otherwise = Vec::new();
    let (till, found) = match (&typed, &args.file) {
        (Some(report), _) => desk.report_batches(&who, till, std::slice::from_ref(report), None)?,
        (None, Some(file)) => {
            let (till, found, met) = desk.report_batch_file(&who, till, file)?;
            otherwise = met;
            (till, found)
        }
        (None, None) => desk.reconciliation(&who, till)?,
    };
    list(context, "import-read-otherwise", otherwise.iter().map(|met| say::read_otherwise(&text, met)));
    show(context, &till, &found, &otherwise);
    Ok(Exit::Done)
}

/// Writes down why something differs.
pub(super) fn explain(
    context: &Context,
    (reference, why): (&str, &str),
    till: Option<&str>,
    who: &OperatorArgs,
) -> Result<Exit, Failure> {
    let (mut desk, who) = context.signed_in(who)?;
    let (till, found) = desk.explain(&who, till, reference, why)?;
    show(context, &till, &found, &[]);
    Ok(Exit::Done)
}

fn typed(args: &ReconcileArgs) -> Result<Option<BatchReport>, Failure> {
    let Some((batch, total)) = args.batch.as_ref().zip(args.total.as_ref()) else { return Ok(None) };
    let bad = |typed: String| Failure::input("bad_batch", "batch-total-form", values![text = typed]);
    let amount = Balance::parse(total, DecimalMark::Point).map_err(bad)?;
    let name = BatchName::new(args.terminal_id.as_deref().unwrap_or_default(), batch);
    if name.batch.is_empty() {
        return Err(DeskError::BatchNumber(batch.as_str().into()).into());
    }
    Ok(Some(BatchReport { name, count: args.count, total: amount, moves: None, telling: 0 }))
}

fn show(context: &Context, till: &Till, found: &Reconciliation, otherwise: &[Met]) {
    if !context.out.is_json() {
        context.out.say(&sheet(context.text(), till, found));
    }
    context.out.object(&object![
        till = &till.name,
        batches = &found.comparison.batches,
        differences = &found.comparison.mismatches,
        explained = &found.explained,
        unexplained = found.unexplained(),
        read_otherwise = otherwise.iter().map(read_otherwise).collect::<Vec<_>>()
    ]);
}

fn sheet(text: Text, till: &Till, found: &Reconciliation) -> String {
    let mut lines = vec![text.with("reconcile-till", values![till = till.name])];
    for batch in &found.comparison.batches {
        let (number, ours) = (batch.name.short(), batch.ours.total.greek());
        let (theirs, difference) = (amount(batch.theirs), amount(batch.difference));
        let values = values![batch = number, count = batch.ours.count, ours, theirs, difference];
        lines.push(text.with("reconcile-batch", values));
    }
    for mismatch in &found.comparison.mismatches {
        lines.push(format!("  {}", said(text, mismatch)));
        let explained = found.explained.iter().find(|one| one.mismatch.reference == mismatch.reference);
        let explained = explained.map_or_else(
            || text.get("reconcile-unexplained"),
            |one| text.with("reconcile-explained", values![by = one.by, text = one.explanation]),
        );
        lines.push(format!("    {explained}"));
    }
    if found.comparison.mismatches.is_empty() {
        lines.push(text.get("reconcile-agrees"));
    }
    lines.join("\n")
}

/// One thing that differs, with the name by which it is explained.
fn said(text: Text, mismatch: &Mismatch) -> String {
    let (ours, theirs) = (amount(mismatch.ours), amount(mismatch.theirs));
    text.of_with("mismatch-", mismatch.kind.word(), values![reference = mismatch.reference, ours, theirs])
}

fn amount(amount: Option<Balance>) -> String {
    amount.map_or_else(|| "—".to_owned(), Balance::greek)
}
