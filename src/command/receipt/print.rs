//! `receipt reprint`, `confirm` and `slip`.

use std::path::Path;

use clap::Args;

use super::find::the_one;
use crate::command::paper::{confirm_paper, paper_sentence, show_paper};
use crate::command::{Context, Exit, Failure, object};
use crate::command::{pin::PinArgs, typed};
use crate::desk::{Caller, PrintEnd};
use crate::text::{say, values};

/// Whose paper, and who says so.
#[derive(Debug, Args)]
pub(in crate::command) struct PaperArgs {
    /// Its number; or a day, an RF code or an ΑΦΜ that has one receipt
    number: String,
    /// Who does it; the system's user if nothing is said
    #[arg(long, value_name = "ID")]
    operator: Option<String>,
    #[command(flatten)]
    pin: PinArgs,
}

pub(super) fn again(context: &Context, args: &PaperArgs) -> Result<Exit, Failure> {
    let text = context.text();
    let mut desk = context.desk()?;
    let number = the_one(&mut desk, &args.number)?;
    let who = context.who(&mut desk, args.operator.as_deref(), &args.pin)?;
    let first = desk.is_unprinted(&who, &number)?;
    let (receipt, mut print) = desk.reprint(&who, &number)?;
    show_paper(context.out, &print);
    let sentence = match &print {
        PrintEnd::Printed { .. } if first => text.with("receipt-first-print", values![receipt = number]),
        PrintEnd::Printed { .. } => text.with("receipt-reprinted", values![receipt = number, copy = receipt.copies]),
        _ if first => paper_sentence(text, &number, &print),
        other => say::print_end(&text, other),
    };
    context.out.note(&sentence);
    if first {
        confirm_paper(context.out, &mut desk, &number, &who, &mut print);
    }
    let (printed, copies, reason) = (print.is_printed(), receipt.copies, print.word());
    context.out.object(&object![receipt = number, printed, copies, reason]);
    Ok(if first { Exit::of_first_print(&print) } else { Exit::of_paper(&print) })
}

pub(super) fn confirm(context: &Context, args: &PaperArgs) -> Result<Exit, Failure> {
    let mut desk = context.desk()?;
    let number = the_one(&mut desk, &args.number)?;
    let who = context.who(&mut desk, args.operator.as_deref(), &args.pin)?;
    let receipt = desk.confirm_printed(&who, &number)?;
    context.out.tell("receipt-confirmed", values![receipt = number]);
    let (printed, copies, reason) = (receipt.printed_at.is_some(), receipt.copies, None::<&str>);
    context.out.object(&object![receipt = number, printed, copies, reason]);
    Ok(Exit::Done)
}

/// Writes a receipt as PDF.
pub(super) fn pdf(context: &Context, args: &PaperArgs, file: &Path, force: bool) -> Result<Exit, Failure> {
    let mut desk = context.desk()?;
    let number = the_one(&mut desk, &args.number)?;
    let who = context.who(&mut desk, args.operator.as_deref(), &args.pin)?;
    let written = desk.receipt_pdf(&who, &number, file, force)?;
    context.out.tell("pdf-done", values![path = written.file.display(), copy = written.copy]);
    let file = written.file.display().to_string();
    context.out.object(&object![receipt = number, file, bytes = written.bytes, copy = written.copy]);
    Ok(Exit::Done)
}

pub(super) fn slip(context: &Context, session: &str) -> Result<Exit, Failure> {
    let text = context.text();
    let session = typed::session(session)?;
    let mut desk = context.desk()?;
    desk.unknown_outcome(&Caller::User, session)?;
    let print = desk.print_unknown_slip(&Caller::User, session)?;
    show_paper(context.out, &print);
    context.out.note(&say::print_end(&text, &print));
    context.out.object(&object![session, printed = print.is_printed()]);
    Ok(Exit::of_paper(&print))
}
