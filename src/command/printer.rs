//! `printer`: the test page, its state, and the bytes that it gets.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::paper::show_paper;
use super::typed::receipt_no;
use super::{Context, Exit, Failure, object};
use crate::desk::{Caller, PrintEnd, PrinterStatus};
use crate::text::{say, values};

#[derive(Debug, Subcommand)]
pub(super) enum PrinterCommand {
    /// Print a test page with the Greek alphabet
    Test {
        /// Instead, one word in every Greek code page by every number (a metre of paper): where it can be read are the
        /// settings `code_page` and `code_page_number` of this printer
        #[arg(long)]
        all_pages: bool,
    },
    /// Paper, cover, errors, as the printer reports them
    Status,
    /// The bytes of a receipt, or of the test page, as the printer gets them
    Render {
        /// The receipt's number; the test page if nothing is said
        receipt: Option<String>,
        /// Where to; standard output if nothing is said
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

pub(super) fn run(context: &Context, command: &PrinterCommand) -> Result<Exit, Failure> {
    match command {
        PrinterCommand::Test { all_pages } => test(context, *all_pages),
        PrinterCommand::Status => status(context),
        PrinterCommand::Render { receipt, output } => render(context, receipt.as_deref(), output.as_deref()),
    }
}

fn test(context: &Context, all_pages: bool) -> Result<Exit, Failure> {
    let mut desk = context.desk()?;
    let (end, sent) = if all_pages {
        (desk.print_all_pages(&Caller::User)?, "printer-all-pages-sent")
    } else {
        (desk.print_test_page(&Caller::User)?, "printer-test-sent")
    };
    show_paper(context.out, &end);
    let sentence = match &end {
        PrintEnd::Printed { .. } | PrintEnd::Unconfirmed => context.text().get(sent),
        PrintEnd::NotPrinted(trouble) => say::print_trouble(&context.text(), trouble),
    };
    context.out.note(&sentence);
    let taken = !matches!(end, PrintEnd::NotPrinted(_));
    context.out.object(&object![printed = taken, confirmed = end.is_printed(), reason = end.word()]);
    Ok(Exit::of_paper(&end))
}

fn status(context: &Context) -> Result<Exit, Failure> {
    let text = context.text();
    let status = context.desk()?.printer_status(&Caller::User)?;
    context.out.say(&say::printer_status(&text, &status));
    let PrinterStatus { answers, online, paper_out, near_end, cover_open, error } = status;
    context.out.object(&object![answers, online, paper_out, near_end, cover_open, error]);
    Ok(if status.may_print() { Exit::Done } else { Exit::NotAvailable })
}

fn render(context: &Context, receipt: Option<&str>, output: Option<&Path>) -> Result<Exit, Failure> {
    if output.is_none() && (context.out.is_json() || std::io::stdout().is_terminal()) {
        return Err(Failure::usage("output_missing", "render-needs-file", &[]));
    }
    let number = receipt.map(receipt_no).transpose()?;
    let mut desk = context.desk()?;
    let bytes = match number {
        Some(number) => {
            let receipt = desk.look_up_receipt(&Caller::User, &number)?;
            desk.receipt_bytes(&Caller::User, &receipt)?
        }
        None => desk.test_page_bytes(&Caller::User)?,
    };
    let Some(file) = output else {
        return match std::io::stdout().lock().write_all(&bytes) {
            Ok(()) => Ok(Exit::Done),
            Err(error) => Err(Failure::unavailable("write", "output-failed", values![reason = error])),
        };
    };
    std::fs::write(file, &bytes).map_err(|error| {
        Failure::unavailable("write", "file-trouble", values![path = file.display(), reason = error])
    })?;
    let shown = file.display().to_string();
    context.out.tell("printer-rendered", values![path = shown, bytes = bytes.len()]);
    context.out.object(&object![file = shown, bytes = bytes.len()]);
    Ok(Exit::Done)
}
