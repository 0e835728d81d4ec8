//! `report`: the day's or a period's. Its names parse already, so that scripts can be written against them.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{Exit, Failure};
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
    date: Option<String>,
    /// First day of a period
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Last day of a period, included
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// Form of the file; text if nothing is said
    #[arg(long, value_enum)]
    format: Option<ReportFormat>,
    /// The file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
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

pub(super) fn run(command: &ReportCommand) -> Result<Exit, Failure> {
    Err(Failure::Later(match command {
        ReportCommand::Day(_) => "report day",
        ReportCommand::Period(_) => "report period",
    }))
}
