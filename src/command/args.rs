//! The tree of commands and their arguments. The names are a contract with scripts outside the project: they
//! may be added to and never renamed. Nothing here is carried out.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::args_corrections::{DocumentArgs, ForeignCommand, ResolveArgs};
use super::args_devices::{PrinterCommand, TerminalCommand};
use super::args_later::{ExportCommand, ReportCommand};
use super::args_till::TillCommand;

/// The card-only cash desk of a Greek municipality. Without a command it opens the cashier's window.
#[derive(Debug, Parser)]
#[command(name = "tameio", version, about, disable_help_subcommand = true, max_term_width = 100)]
#[command(after_help = "Exit codes: 0 done · 2 wrong command line · 3 refused by a rule · 4 the terminal said no · \
    5 UNKNOWN, the card may have been charged · 6 device, disk or database not available · 7 invalid input · \
    8 paid, receipt not printed yet · 9 verify found a difference")]
pub(super) struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub(super) global: Global,
    /// What to do; the window if nothing is said.
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// What holds for every command, before or after its name.
#[derive(Debug, Clone, Args)]
pub(super) struct Global {
    /// Configuration file; by default tameio.toml in the data directory
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Where database, logs and configuration are kept
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) data_dir: Option<PathBuf>,
    /// Language of the text for people; Greek if nothing is said
    #[arg(long, global = true, value_enum)]
    pub(super) lang: Option<Lang>,
    /// One JSON object on standard output; text for people goes to standard error
    #[arg(long, global = true)]
    pub(super) json: bool,
}

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Lang {
    /// Greek.
    El,
    /// English.
    En,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// The window on invented data, with a simulated terminal and printer
    Demo(DemoArgs),
    /// Make the data directory, the database, the first supervisor and a commented configuration file
    Init(InitArgs),
    /// Find debts by RF code, ΑΦΜ, a bill's QR text or part of a name
    Lookup(LookupArgs),
    /// Take a card payment
    Pay(PayArgs),
    /// Cancel a payment of the terminal's open batch
    Void(DocumentArgs),
    /// Give a payment back to the card
    Refund(DocumentArgs),
    /// Ask the terminal about every unknown outcome and book what it confirms
    Recover,
    /// Decide an unknown outcome on written evidence, with a second person
    Resolve(ResolveArgs),
    /// Charges that nobody here asked for
    #[command(subcommand)]
    Foreign(ForeignCommand),
    /// Receipts: find, show, print again
    #[command(subcommand)]
    Receipt(ReceiptCommand),
    /// The till of today
    #[command(subcommand)]
    Till(TillCommand),
    /// Load a file
    #[command(subcommand)]
    Import(ImportCommand),
    /// Write a file for accounting
    #[command(subcommand)]
    Export(ExportCommand),
    /// The day's or a period's report
    #[command(subcommand)]
    Report(ReportCommand),
    /// The people who work at the desk
    #[command(subcommand)]
    Operator(OperatorCommand),
    /// The card terminal
    #[command(subcommand)]
    Terminal(TerminalCommand),
    /// The receipt printer
    #[command(subcommand)]
    Printer(PrinterCommand),
    /// Check the audit chain, the receipt series and the database
    Verify {
        /// Also check that the chain still has the heads that `audit head -o` wrote into this file
        #[arg(long, value_name = "FILE")]
        heads: Option<PathBuf>,
    },
    /// The audit trail
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Copy the database into a new file, or into a dated file of a folder, while the desk works
    Backup {
        /// Where to
        file: PathBuf,
    },
    /// Bring the database back from a copy, after checking it
    Restore {
        /// Where from
        file: PathBuf,
        /// Into the place of a database that is there, which is kept under a dated name
        #[arg(long)]
        replace: bool,
    },
    /// Devices, permissions, clock, disk, configuration: what is wrong and what to do
    Doctor,
}

/// `audit`.
#[derive(Debug, Subcommand)]
pub(super) enum AuditCommand {
    /// Number, hash and date of its last entry, to be kept where nobody can rewrite it
    Head {
        /// Append it as a line to this file
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

/// `demo`.
#[derive(Debug, Args)]
pub(super) struct DemoArgs {
    /// Do the main job once without a window: look a debtor up, pay, print the receipt here, end
    #[arg(long)]
    pub(super) once: bool,
    /// How many debts to invent
    #[arg(long, value_name = "N", default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..=2_000_000))]
    pub(super) debts: u32,
}

/// `init`.
#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// Short name of the first supervisor
    #[arg(long, value_name = "ID", default_value = "supervisor")]
    pub(super) operator: String,
    /// Name of the first supervisor on receipts; the short name if nothing is said
    #[arg(long, value_name = "NAME")]
    pub(super) name: Option<String>,
    /// Where the PIN comes from.
    #[command(flatten)]
    pub(super) pin: PinArgs,
}

/// `lookup`.
#[derive(Debug, Args)]
pub(super) struct LookupArgs {
    /// RF code, ΑΦΜ, a bill's QR text or part of a name; several words are one query
    #[arg(required = true, value_name = "QUERY")]
    pub(super) query: Vec<String>,
}

/// `pay`.
#[derive(Debug, Args)]
pub(super) struct PayArgs {
    /// RF codes of the debts to pay
    #[arg(required = true, value_name = "RF")]
    pub(super) codes: Vec<String>,
    /// How much of one RF code; all that is open where nothing is said
    #[arg(long, value_name = "RF=EUR")]
    pub(super) amount: Vec<String>,
    /// What the citizen offers; cash is refused and counted
    #[arg(long, value_enum, default_value = "card")]
    pub(super) tender: TenderArg,
    /// Who takes the payment
    #[arg(long, value_name = "ID")]
    pub(super) operator: String,
    /// Where the PIN comes from.
    #[command(flatten)]
    pub(super) pin: PinArgs,
    /// Why by a clock in doubt (a supervisor)
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: Option<String>,
    /// With cash: print the slip with the other ways to pay
    #[arg(long)]
    pub(super) slip: bool,
    /// The debtors of these debts have one name, and the payer said that they are one person (audited)
    #[arg(long)]
    pub(super) one_payer: bool,
}

/// What is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TenderArg {
    /// Card, or IRIS, on the terminal.
    Card,
    /// Notes and coins.
    Cash,
}

/// `receipt`.
#[derive(Debug, Subcommand)]
pub(super) enum ReceiptCommand {
    /// List receipts, by number, date, RF or ΑΦΜ
    List(ReceiptFilterArgs),
    /// The paper of one receipt as text
    Show {
        /// Its number; or a day, an RF code or an ΑΦΜ that has one receipt
        number: String,
        /// Also the steps of its payment: times, messages, what became of each
        #[arg(long)]
        trace: bool,
    },
    /// Print again: the first print if there was none, else a copy marked ΑΝΤΙΓΡΑΦΟ
    Reprint {
        /// Its number; or a day, an RF code or an ΑΦΜ that has one receipt
        number: String,
        /// Who prints; the system's user if nothing is said
        #[arg(long, value_name = "ID")]
        operator: Option<String>,
        /// Where the PIN comes from.
        #[command(flatten)]
        pin: PinArgs,
    },
    /// Say that the paper came out, where the printer cannot say it itself
    Confirm {
        /// Its number; or a day, an RF code or an ΑΦΜ that has one receipt
        number: String,
        /// Who says so; the system's user if nothing is said
        #[arg(long, value_name = "ID")]
        operator: Option<String>,
        /// Where the PIN comes from.
        #[command(flatten)]
        pin: PinArgs,
    },
    /// Print the slip for a citizen whose payment's outcome is unknown: «do not pay again»
    Slip {
        /// The session of the unknown outcome
        session: String,
    },
    /// Write a receipt as PDF
    Pdf {
        /// Its number
        number: String,
        /// Where to
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
}

/// Which receipts.
#[derive(Debug, Args)]
pub(super) struct ReceiptFilterArgs {
    /// A receipt's number, a day (YYYY-MM-DD), an RF code or an ΑΦΜ
    #[arg(conflicts_with_all = ["number", "date", "from", "to", "rf", "afm"])]
    pub(super) query: Option<String>,
    /// The receipt's number
    #[arg(long, value_name = "NUMBER")]
    pub(super) number: Option<String>,
    /// One day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", conflicts_with_all = ["from", "to"])]
    pub(super) date: Option<String>,
    /// From this day on
    #[arg(long, value_name = "DATE")]
    pub(super) from: Option<String>,
    /// Up to this day, included
    #[arg(long, value_name = "DATE")]
    pub(super) to: Option<String>,
    /// With a debt of this RF code
    #[arg(long, value_name = "RF")]
    pub(super) rf: Option<String>,
    /// Paid by this ΑΦΜ
    #[arg(long, value_name = "ΑΦΜ")]
    pub(super) afm: Option<String>,
}

/// `import`.
#[derive(Debug, Subcommand)]
pub(super) enum ImportCommand {
    /// Debts from the municipality's system
    Debts(ImportArgs),
    /// Payments from ΔΙΑΣ
    Dias(ImportArgs),
    /// Payments from Easy pay
    Easypay(ImportArgs),
}

/// What is loaded, and how it is read.
#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    /// The file
    pub(super) file: PathBuf,
    /// Which mapping of the configuration, [import.NAME]; by default the one named like the file's kind
    #[arg(long, value_name = "NAME")]
    pub(super) mapping: Option<String>,
    /// Read and report, write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// The file is right where it gives a debt of which nothing was paid to another debtor, or another RF or revenue
    /// code (audited)
    #[arg(long)]
    pub(super) accept_moved: bool,
}

/// `operator`.
#[derive(Debug, Subcommand)]
pub(super) enum OperatorCommand {
    /// Add somebody (a supervisor does)
    Add(OperatorAddArgs),
    /// List them
    List,
    /// Keep somebody from signing in
    Disable {
        /// Short name
        id: String,
        /// The supervisor who does it
        #[arg(long, value_name = "ID")]
        operator: String,
        /// Where the PIN comes from.
        #[command(flatten)]
        pin: PinArgs,
    },
    /// Give somebody a new PIN
    ResetPin {
        /// Short name
        id: String,
        /// The supervisor who does it
        #[arg(long, value_name = "ID")]
        operator: String,
        /// Where the new PIN comes from.
        #[command(flatten)]
        new_pin: NewPinArgs,
        /// Where the supervisor's PIN comes from.
        #[command(flatten)]
        pin: PinArgs,
    },
}

/// `operator add`.
#[derive(Debug, Args)]
pub(super) struct OperatorAddArgs {
    /// Short name: Latin letters, digits, . - _
    pub(super) id: String,
    /// Name on receipts
    #[arg(long, value_name = "NAME")]
    pub(super) name: String,
    /// What they may do
    #[arg(long, value_enum)]
    pub(super) role: RoleArg,
    /// The supervisor who adds them
    #[arg(long, value_name = "ID")]
    pub(super) operator: String,
    /// Where the new PIN comes from.
    #[command(flatten)]
    pub(super) new_pin: NewPinArgs,
    /// Where the supervisor's PIN comes from.
    #[command(flatten)]
    pub(super) pin: PinArgs,
}

/// A role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum RoleArg {
    /// Takes payments.
    Cashier,
    /// Approves, opens outside hours, adds people.
    Supervisor,
    /// Devices only.
    Technician,
    /// Reads everything, changes nothing.
    Auditor,
}

/// Where a PIN comes from. Never an argument: those are seen by everybody on the machine.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct PinArgs {
    /// File that holds the PIN; else the variable TAMEIO_PIN, else a prompt
    #[arg(long, value_name = "FILE")]
    pub(super) pin_file: Option<PathBuf>,
}

/// Where the PIN of somebody new comes from.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct NewPinArgs {
    /// File that holds the new PIN; else the variable TAMEIO_NEW_PIN, else a prompt
    #[arg(long, value_name = "FILE")]
    pub(super) new_pin_file: Option<PathBuf>,
}
