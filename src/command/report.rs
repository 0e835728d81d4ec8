//! `report`: the daily book of a day or a period, shown or written into a file.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde::Serialize;

use super::export::{AskingArgs, control, period, tell, watched};
use super::typed::{Word, date, one_of};
use super::{Context, Exit, Failure, object};
use crate::desk::{BookZ, Report, ReportForm, ReportOrder};
use crate::domain::period::Period;
use crate::domain::time::iso_local;
use crate::domain::time::local_date;

#[derive(Debug, Subcommand)]
pub(super) enum ReportCommand {
    /// One day
    Day {
        /// The day, YYYY-MM-DD; today if nothing is said
        #[arg(long, value_name = "DATE")]
        date: Option<String>,
        #[command(flatten)]
        args: ReportArgs,
    },
    /// Several days
    Period {
        /// First day, YYYY-MM-DD
        #[arg(long, value_name = "DATE")]
        from: String,
        /// Last day, included
        #[arg(long, value_name = "DATE")]
        to: String,
        #[command(flatten)]
        args: ReportArgs,
    },
}

/// Where a report goes.
#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    /// Form of the file; text on the screen if nothing is said
    #[arg(long, value_parser = one_of(&FORMS), requires = "output")]
    format: Option<ReportForm>,
    /// The file
    #[arg(short, long, value_name = "FILE", requires = "format")]
    output: Option<PathBuf>,
    /// Replace a file of that name
    #[arg(long, requires = "output")]
    force: bool,
    #[command(flatten)]
    who: AskingArgs,
}

const FORMS: [Word<ReportForm>; 3] = [
    (ReportForm::Pdf.word(), "for printing, signing and archives", ReportForm::Pdf),
    (ReportForm::Xlsx.word(), "a spreadsheet", ReportForm::Xlsx),
    (ReportForm::Csv.word(), "for a spreadsheet or another program", ReportForm::Csv),
];

pub(super) fn run(context: &Context, command: &ReportCommand) -> Result<Exit, Failure> {
    let (period, args) = match command {
        ReportCommand::Day { date: Some(day), args } => (Period::day(date(day)?), args),
        ReportCommand::Day { date: None, args } => (Period::day(local_date(context.setup.clock.now())), args),
        ReportCommand::Period { from, to, args } => (period(from, to)?, args),
    };
    let mut desk = context.desk()?;
    let who = context.who(&mut desk, args.who.operator.as_deref(), &args.who.pin)?;
    match (args.format, &args.output) {
        (Some(form), Some(file)) => {
            let order = ReportOrder { period, form, file: file.clone(), force: args.force };
            let exported = watched(context.text(), |watch| desk.report_file(&who, &order, watch))?;
            tell(context, &exported);
        }
        _ => {
            let report = watched(context.text(), |watch| desk.report(&who, period, watch))?;
            if !context.out.is_json() {
                context.out.say(report.text.trim_end_matches('\n'));
            }
            context.out.object(&answer(&report));
        }
    }
    Ok(Exit::Done)
}

fn answer(report: &Report) -> impl Serialize {
    let z = |z: &BookZ| {
        object![number = z.number.clone(), till = z.till.clone(), closed_at = iso_local(z.closed_at), all = z.all]
    };
    object![
        figures = &report.figures,
        z_reports = report.z.iter().map(z).collect::<Vec<_>>(),
        control = control(&report.control)
    ]
}
