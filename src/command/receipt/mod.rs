//! `receipt`: to find, show and print again.

mod find;
mod print;
mod show;

use std::path::PathBuf;

use clap::Subcommand;

use super::{Exit, Failure, Start};

#[derive(Debug, Subcommand)]
pub(in crate::command) enum ReceiptCommand {
    /// List receipts, by number, date, RF or ΑΦΜ
    List(find::ReceiptFilterArgs),
    /// The paper of one receipt as text
    Show {
        /// Its number; or a day, an RF code or an ΑΦΜ that has one receipt
        number: String,
        /// Also the steps of its payment: times, messages, what became of each
        #[arg(long)]
        trace: bool,
    },
    /// Print again: the first print if there was none, else a copy marked ΑΝΤΙΓΡΑΦΟ
    Reprint(print::PaperArgs),
    /// Say that the paper came out, where the printer cannot say it itself
    Confirm(print::PaperArgs),
    /// Print the slip for a citizen whose payment's outcome is unknown: «do not pay again»
    Slip {
        /// The session of the unknown outcome
        session: String,
    },
    /// Write a receipt as PDF, marked ΑΝΤΙΓΡΑΦΟ and counted as every further print
    Pdf {
        #[command(flatten)]
        paper: print::PaperArgs,
        /// Where to
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// Replace a file of that name
        #[arg(long)]
        force: bool,
    },
}

pub(in crate::command) fn run(start: &Start<'_>, command: &ReceiptCommand) -> Result<Exit, Failure> {
    match command {
        ReceiptCommand::List(args) => find::list(&start.context()?, args),
        ReceiptCommand::Show { number, trace } => show::run(&start.context()?, number, *trace),
        ReceiptCommand::Reprint(args) => print::again(&start.context()?, args),
        ReceiptCommand::Confirm(args) => print::confirm(&start.context()?, args),
        ReceiptCommand::Slip { session } => print::slip(&start.context()?, session),
        ReceiptCommand::Pdf { paper, output, force } => print::pdf(&start.context()?, paper, output, *force),
    }
}
