//! The command line: arguments to desk to text or JSON. It holds no business rule and touches no database,
//! terminal or printer but through the desk. Exit codes are in `exit`, the JSON of scripts in `json`, stable
//! words in `words`; sentences for people come out of `text`.

mod args;
mod args_corrections;
mod args_devices;
mod args_later;
mod args_till;
mod context;
mod correct;
mod demo;
mod doctor;
mod exit;
mod failure;
mod foreign;
mod import;
mod init;
mod json;
mod json_corrections;
mod json_devices;
mod json_keeping;
mod json_till;
mod keeping;
mod keys;
mod lookup;
mod moods;
mod operators;
mod output;
mod pay;
mod pin;
mod printer;
mod receipts;
mod reconcile;
mod recover;
mod resolve;
mod simulate;
mod till;
mod verify;
#[cfg(feature = "window")]
mod window;
#[cfg(not(feature = "window"))]
mod without_window;
mod words;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use crate::desk::presence::this_program_is;
use crate::domain::correction::CorrectionKind;
use crate::text::{Language, Text};
#[cfg(not(feature = "window"))]
use without_window as window;

use args::{AuditCommand, Cli, Command, Global, ImportCommand, Lang, OperatorCommand, ReceiptCommand};
use args_devices::{PrinterCommand, TerminalCommand};
use context::Context;
use exit::Exit;
use failure::Failure;
use output::Output;

/// Runs the program with the arguments it was started with.
#[must_use]
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    match Cli::try_parse_from(&arguments) {
        Ok(cli) => run(cli).into(),
        Err(error) => not_understood(&arguments, &error).into(),
    }
}

fn run(cli: Cli) -> Exit {
    let Cli { global, command } = cli;
    this_program_is(program_name(command.as_ref()));
    let out = Output::new(global.json, Text::new(language(global.lang)));
    if let Some(name) = command.as_ref().and_then(Command::later) {
        let sentence = out.text().with("command-later", &[("command", name.into())]);
        return fail(out, &Failure::usage("not_built_yet", sentence));
    }
    carry_out(out, &global, command).unwrap_or_else(|failure| fail(out, &failure))
}

fn carry_out(out: Output, global: &Global, command: Option<Command>) -> Result<Exit, Failure> {
    let Some(command) = command else {
        window::can_open(out.text())?;
        return window::run(&Context::read(out, global)?, global.lang);
    };
    match command {
        Command::Demo(args) => demo::run(out, global, &args),
        Command::Init(args) => init::run(out, global, &args),
        Command::Terminal(TerminalCommand::Simulate(args)) => simulate::run(out, &args),
        // What a payment did not do is said in its own shape, also where it did not begin.
        Command::Pay(args) => Ok(pay::run(out, global, &args)),
        Command::Void(args) => Ok(correct::run(out, global, CorrectionKind::Void, &args)),
        Command::Refund(args) => Ok(correct::run(out, global, CorrectionKind::Refund, &args)),
        command => with_desk(&Context::read(out, global)?, &command),
    }
}

/// What other programs are told that this one is, when it holds what they want.
fn program_name(command: Option<&Command>) -> &'static str {
    match command {
        None => "tameio window",
        Some(Command::Demo(_)) => "tameio demo",
        Some(Command::Pay(_)) => "tameio pay",
        Some(Command::Recover) => "tameio recover",
        Some(Command::Import(_)) => "tameio import",
        Some(Command::Terminal(_)) => "tameio terminal",
        Some(Command::Till(_)) => "tameio till",
        Some(Command::Backup { .. }) => "tameio backup",
        Some(Command::Restore { .. }) => "tameio restore",
        Some(Command::Doctor) => "tameio doctor",
        Some(_) => "tameio",
    }
}

/// The commands that need no more than the settings and what is in the data directory.
fn with_desk(context: &Context, command: &Command) -> Result<Exit, Failure> {
    match command {
        Command::Lookup(args) => lookup::run(context, args),
        Command::Recover => recover::run(context),
        Command::Resolve(args) => resolve::run(context, args),
        Command::Foreign(command) => foreign::run(context, command),
        Command::Receipt(ReceiptCommand::List(filter)) => receipts::list(context, filter),
        Command::Receipt(ReceiptCommand::Show { number, trace }) => receipts::show(context, number, *trace),
        Command::Receipt(ReceiptCommand::Slip { session }) => receipts::slip(context, session),
        Command::Receipt(ReceiptCommand::Reprint { number, operator, pin }) => {
            receipts::reprint(context, number, operator.as_deref(), pin)
        }
        Command::Receipt(ReceiptCommand::Confirm { number, operator, pin }) => {
            receipts::confirm(context, number, operator.as_deref(), pin)
        }
        Command::Till(command) => till::run(context, command),
        Command::Import(ImportCommand::Debts(args)) => import::debts(context, args),
        Command::Operator(OperatorCommand::Add(args)) => operators::add(context, args),
        Command::Operator(OperatorCommand::List) => operators::list(context),
        Command::Terminal(TerminalCommand::Echo) => simulate::echo(context),
        Command::Terminal(TerminalCommand::Keys { master_key_file }) => keys::load(context, master_key_file.as_deref()),
        Command::Terminal(TerminalCommand::ResendAll) => recover::resend_all(context),
        Command::Printer(PrinterCommand::Test) => printer::test(context),
        Command::Printer(PrinterCommand::Status) => printer::status(context),
        Command::Printer(PrinterCommand::Render { receipt, output }) => {
            printer::render(context, receipt.as_deref(), output.as_deref())
        }
        Command::Verify { heads } => verify::run(context, heads.as_deref()),
        Command::Audit(AuditCommand::Head { output }) => keeping::head(context, output.as_deref()),
        Command::Backup { file } => keeping::backup(context, file),
        Command::Restore { file, replace } => keeping::restore(context, file, *replace),
        Command::Doctor => Ok(doctor::run(context)),
        // Carried out, or named as coming later, before this.
        _ => Err(Failure::usage("not_built_yet", context.text().with("command-later", &[("command", "…".into())]))),
    }
}

/// Says why, to people and to scripts.
fn fail(out: Output, failure: &Failure) -> Exit {
    out.note(&failure.sentence);
    out.object(&json::Failed { error: json::Error { kind: &failure.kind, message: &failure.sentence } });
    failure.exit
}

fn language(lang: Option<Lang>) -> Language {
    match lang {
        Some(Lang::En) => Language::En,
        Some(Lang::El) | None => Language::El,
    }
}

/// Help and version were asked for, or the arguments make no command.
fn not_understood(arguments: &[OsString], error: &clap::Error) -> Exit {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let _ = error.print();
        return Exit::Done;
    }
    // Nothing was parsed, so what decides how to say so is looked for by hand.
    let english = arguments.windows(2).any(|pair| matches!(pair, [flag, value] if flag == "--lang" && value == "en"))
        || arguments.iter().any(|argument| argument == "--lang=en");
    let json = arguments.iter().any(|argument| argument == "--json");
    let out = Output::new(json, Text::new(if english { Language::En } else { Language::El }));
    let _ = error.print();
    let sentence = out.text().get("exit-2");
    out.note(&sentence);
    let message = error.to_string();
    out.object(&json::Failed { error: json::Error { kind: "usage", message: message.trim_end() } });
    Exit::Usage
}
