//! `export`: files for accounting. Its names parse already, so that scripts can be written against them.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{Exit, Failure};
#[derive(Debug, Subcommand)]
pub(super) enum ExportCommand {
    /// The ledger
    Ledger(ExportArgs),
    /// The receipts
    Receipts(ExportArgs),
}

/// What is exported, and where to.
#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// First day, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    from: String,
    /// Last day, included
    #[arg(long, value_name = "DATE")]
    to: String,
    /// Form of the file
    #[arg(long, value_enum)]
    format: ExportFormat,
    /// The file
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

/// Forms of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportFormat {
    /// Comma-separated values.
    Csv,
    /// Spreadsheet.
    Xlsx,
}

pub(super) fn run(command: &ExportCommand) -> Result<Exit, Failure> {
    Err(Failure::Later(match command {
        ExportCommand::Ledger(_) => "export ledger",
        ExportCommand::Receipts(_) => "export receipts",
    }))
}
