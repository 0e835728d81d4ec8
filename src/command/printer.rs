//! `printer`: the test page, its state, and the bytes that it gets.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde::Serialize;

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::paper::show_paper;
use super::typed::receipt_no;
use crate::desk::{DeskError, PrintEnd, PrintTrouble, Trouble, system_user};
use crate::text::{say, values};

/// `printer`.
#[derive(Debug, Subcommand)]
pub(super) enum PrinterCommand {
    /// Print a test page with the Greek alphabet
    Test,
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
        PrinterCommand::Test => test(context),
        PrinterCommand::Status => status(context),
        PrinterCommand::Render { receipt, output } => render(context, receipt.as_deref(), output.as_deref()),
    }
}

/// Prints the test page.
fn test(context: &Context) -> Result<Exit, Failure> {
    let end = context.desk()?.print_test_page();
    show_paper(context.out, &end);
    let sentence = match &end {
        PrintEnd::Printed { .. } | PrintEnd::Unconfirmed => context.text().get("printer-test-sent"),
        PrintEnd::NotPrinted(trouble) => say::print_trouble(&context.text(), trouble),
    };
    context.out.note(&sentence);
    let taken = !matches!(end, PrintEnd::NotPrinted(_));
    let reason = end.word().map(str::to_owned);
    context.out.object(&Tested { printed: taken, confirmed: end.is_printed(), reason });
    Ok(Exit::of_paper(&end))
}

/// Asks the printer how it is.
fn status(context: &Context) -> Result<Exit, Failure> {
    let text = context.text();
    let status =
        context.desk()?.printer_status().map_err(|error| Trouble::Printer(Box::new(PrintTrouble::Device(error))))?;
    context.out.say(&say::printer_status(&text, &status));
    context.out.object(&Printer {
        answers: status.answers,
        online: status.online,
        paper_out: status.paper_out,
        near_end: status.near_end,
        cover_open: status.cover_open,
        error: status.error,
    });
    Ok(if status.may_print() { Exit::Done } else { Exit::NotAvailable })
}

/// The bytes of a receipt, or of the test page, into a file or to standard output.
fn render(context: &Context, receipt: Option<&str>, output: Option<&Path>) -> Result<Exit, Failure> {
    let text = context.text();
    if output.is_none() && (context.out.is_json() || std::io::stdout().is_terminal()) {
        return Err(Failure::usage("output_missing", text.get("render-needs-file")));
    }
    let number = receipt.map(|number| receipt_no(text, number)).transpose()?;
    let mut desk = context.desk()?;
    let bytes = match number {
        Some(number) => {
            desk.look_up_receipt(&system_user(), &number).and_then(|receipt| Ok(desk.receipt_bytes(&receipt)?))
        }
        None => desk.test_page_bytes().map_err(DeskError::from),
    };
    let bytes = bytes?;
    let Some(file) = output else {
        return match std::io::stdout().lock().write_all(&bytes) {
            Ok(()) => Ok(Exit::Done),
            Err(error) => Err(Failure::unavailable("write", error.to_string())),
        };
    };
    std::fs::write(file, &bytes).map_err(|error| {
        Failure::unavailable("write", text.with("file-trouble", values![path = file.display(), reason = error]))
    })?;
    let shown = file.display().to_string();
    context.out.say(&text.with("printer-rendered", values![path = shown, bytes = bytes.len()]));
    context.out.object(&Rendered { file: shown, bytes: bytes.len() });
    Ok(Exit::Done)
}

/// `printer test`.
#[derive(Debug, Serialize)]
struct Tested {
    printed: bool,
    confirmed: bool,
    reason: Option<String>,
}

/// `printer status`.
#[derive(Debug, Serialize)]
struct Printer {
    answers: bool,
    online: bool,
    paper_out: bool,
    near_end: bool,
    cover_open: bool,
    error: bool,
}

/// `printer render`.
#[derive(Debug, Serialize)]
struct Rendered {
    file: String,
    bytes: usize,
}
