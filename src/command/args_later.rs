//! Arguments of commands that are announced and not built yet: they parse, so that scripts can be written
//! against them, and the sentence that they come later names them.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::args::{Command, ImportCommand, OperatorCommand, ReceiptCommand};

/// `export`.
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
    pub(super) from: String,
    /// Last day, included
    #[arg(long, value_name = "DATE")]
    pub(super) to: String,
    /// Form of the file
    #[arg(long, value_enum)]
    pub(super) format: ExportFormat,
    /// The file
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: PathBuf,
}

/// Forms of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportFormat {
    /// Comma-separated values.
    Csv,
    /// Spreadsheet.
    Xlsx,
}

/// `report`.
#[derive(Debug, Subcommand)]
pub(super) enum ReportCommand {
    /// One day
    Day(ReportArgs),
    /// Several days
    Period(ReportArgs),
}

/// Which report.
#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    /// The day, YYYY-MM-DD; today if nothing is said
    #[arg(long, value_name = "DATE")]
    pub(super) date: Option<String>,
    /// First day of a period
    #[arg(long, value_name = "DATE")]
    pub(super) from: Option<String>,
    /// Last day of a period, included
    #[arg(long, value_name = "DATE")]
    pub(super) to: Option<String>,
    /// Form of the file; text if nothing is said
    #[arg(long, value_enum)]
    pub(super) format: Option<ReportFormat>,
    /// The file
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

/// Forms of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// Plain text.
    Text,
    /// For printing and archives.
    Pdf,
    /// Spreadsheet.
    Xlsx,
}

impl Command {
    /// The name of a command that comes later; nothing for one that is built.
    pub(super) fn later(&self) -> Option<&'static str> {
        match self {
            Command::Receipt(ReceiptCommand::Pdf { .. }) => Some("receipt pdf"),
            Command::Import(ImportCommand::Dias(_)) => Some("import dias"),
            Command::Import(ImportCommand::Easypay(_)) => Some("import easypay"),
            Command::Export(ExportCommand::Ledger(_)) => Some("export ledger"),
            Command::Export(ExportCommand::Receipts(_)) => Some("export receipts"),
            Command::Report(ReportCommand::Day(_)) => Some("report day"),
            Command::Report(ReportCommand::Period(_)) => Some("report period"),
            Command::Operator(OperatorCommand::Disable { .. }) => Some("operator disable"),
            Command::Operator(OperatorCommand::ResetPin { .. }) => Some("operator reset-pin"),
            _ => None,
        }
    }
}
