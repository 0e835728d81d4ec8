//! The command line: arguments to desk to text or JSON. It holds no business rule and touches no database,
//! terminal or printer but through the desk. A command is one file: its arguments, what it does, and the JSON that
//! scripts read. The names of all three are a contract: they may be added to and never renamed.

#![allow(non_camel_case_types, reason = "the type of each value of an `object!` is called by its key")]

mod audit;
mod backup;
mod card;
mod context;
mod correct;
mod demo;
mod doctor;
mod exit;
mod export;
mod failure;
mod foreign;
mod import;
mod init;
mod lookup;
mod operator;
mod output;
mod paper;
mod pay;
mod pin;
mod printer;
mod receipt;
mod recover;
mod report;
mod resolve;
mod restore;
mod terminal;
mod till;
mod typed;
mod verify;
#[cfg(feature = "window")]
mod window;
#[cfg(not(feature = "window"))]
mod without_window;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::desk::presence::this_program_is;
use crate::domain::correction::CorrectionKind;
use crate::text::{Language, Text};
#[cfg(not(feature = "window"))]
use without_window as window;

use context::{Context, Global, Start};
use exit::Exit;
use failure::{Failure, failed};
use output::{Output, object};

/// The card-only cash desk of a Greek municipality. Without a command it opens the cashier's window.
#[derive(Debug, Parser)]
#[command(name = "tameio", version, about, disable_help_subcommand = true, max_term_width = 100)]
#[command(after_help = "Exit codes: 0 done · 2 wrong command line · 3 refused by a rule · 4 the terminal said no · \
    5 UNKNOWN, the card may have been charged · 6 device, disk or database not available · 7 invalid input · \
    8 paid, receipt not printed yet · 9 verify found a difference")]
struct Cli {
    #[command(flatten)]
    global: Global,
    /// What to do; the window if nothing is said.
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The window on invented data, with a simulated terminal and printer
    Demo(demo::DemoArgs),
    /// Make the data directory, the database, the first supervisor and a commented configuration file
    Init(init::InitArgs),
    /// Find debts by RF code, ΑΦΜ, a bill's QR text or part of a name
    Lookup(lookup::LookupArgs),
    /// Take a card payment
    Pay(pay::PayArgs),
    /// Cancel a payment of the terminal's open batch
    Void(correct::DocumentArgs),
    /// Give a payment back to the card
    Refund(correct::DocumentArgs),
    /// Ask the terminal about every unknown outcome and book what it confirms
    Recover,
    /// Decide an unknown outcome on written evidence, with a second person
    Resolve(resolve::ResolveArgs),
    /// Charges that nobody here asked for
    #[command(subcommand)]
    Foreign(foreign::ForeignCommand),
    /// Receipts: find, show, print again
    #[command(subcommand)]
    Receipt(receipt::ReceiptCommand),
    /// The till of today
    #[command(subcommand)]
    Till(till::TillCommand),
    /// Load a file
    #[command(subcommand)]
    Import(import::ImportCommand),
    /// Write a file for accounting
    #[command(subcommand)]
    Export(export::ExportCommand),
    /// The day's or a period's report
    #[command(subcommand)]
    Report(report::ReportCommand),
    /// The people who work at the desk
    #[command(subcommand)]
    Operator(operator::OperatorCommand),
    /// The card terminal
    #[command(subcommand)]
    Terminal(terminal::TerminalCommand),
    /// The receipt printer
    #[command(subcommand)]
    Printer(printer::PrinterCommand),
    /// Check the audit chain, the receipt series and the database
    Verify(verify::VerifyArgs),
    /// The audit trail
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Copy the database into a new file, or into a dated file of a folder, while the desk works
    Backup(backup::BackupArgs),
    /// Bring the database back from a copy, after checking it
    Restore(restore::RestoreArgs),
    /// Devices, permissions, clock, disk, configuration: what is wrong and what to do
    Doctor,
}

/// Runs the program with the arguments it was started with.
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let parsed = Cli::command().try_get_matches_from(&arguments).and_then(|matches| {
        // What other programs are told that this one is, when it holds what they want.
        this_program_is(format!("tameio {}", matches.subcommand_name().unwrap_or("window")));
        Cli::from_arg_matches(&matches)
    });
    match parsed {
        Ok(cli) => run(&cli).into(),
        Err(error) => not_understood(&arguments, &error).into(),
    }
}

fn run(cli: &Cli) -> Exit {
    let out = Output::new(cli.global.json, Text::new(cli.global.lang.unwrap_or(Language::El)));
    let start = Start { out, global: &cli.global };
    carry_out(&start, cli.command.as_ref()).unwrap_or_else(|failure| failure.tell(out))
}

fn carry_out(start: &Start<'_>, command: Option<&Command>) -> Result<Exit, Failure> {
    let Some(command) = command else {
        window::can_open()?;
        return window::run(&start.context()?, start.global);
    };
    match command {
        Command::Demo(args) => demo::run(start, args),
        Command::Init(args) => init::run(start, args),
        Command::Lookup(args) => lookup::run(&start.context()?, args),
        // What a payment did not do is said in its own shape, also where it did not begin.
        Command::Pay(args) => Ok(pay::run(start, args)),
        Command::Void(args) => Ok(correct::run(start, CorrectionKind::Void, args)),
        Command::Refund(args) => Ok(correct::run(start, CorrectionKind::Refund, args)),
        Command::Recover => recover::run(&start.context()?),
        Command::Resolve(args) => resolve::run(&start.context()?, args),
        Command::Foreign(command) => foreign::run(&start.context()?, command),
        Command::Receipt(command) => receipt::run(start, command),
        Command::Till(command) => till::run(&start.context()?, command),
        Command::Import(command) => import::run(start, command),
        Command::Export(command) => export::run(&start.context()?, command),
        Command::Report(command) => report::run(&start.context()?, command),
        Command::Operator(command) => operator::run(start, command),
        Command::Terminal(command) => terminal::run(start, command),
        Command::Printer(command) => printer::run(&start.context()?, command),
        Command::Verify(args) => verify::run(&start.context()?, args),
        Command::Audit(command) => audit::run(&start.context()?, command),
        Command::Backup(args) => backup::run(&start.context()?, args),
        Command::Restore(args) => restore::run(&start.context()?, args),
        Command::Doctor => Ok(doctor::run(&start.context()?)),
    }
}

/// Help and version were asked for, or the arguments make no command.
fn not_understood(arguments: &[OsString], error: &clap::Error) -> Exit {
    let _ = error.print();
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return Exit::Done;
    }
    // Nothing was parsed, so what decides how to say so is looked for by hand.
    let english = arguments.windows(2).any(|pair| matches!(pair, [flag, value] if flag == "--lang" && value == "en"))
        || arguments.iter().any(|argument| argument == "--lang=en");
    let json = arguments.iter().any(|argument| argument == "--json");
    let out = Output::new(json, Text::new(if english { Language::En } else { Language::El }));
    out.remark("exit-2", &[]);
    out.object(&failed("usage", error.to_string().trim_end()));
    Exit::Usage
}
