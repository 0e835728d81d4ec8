//! `till`: from its opening to its Z report.

mod close;
mod reconcile;
mod settle;
mod state;
mod z;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::export::AskingArgs;
use super::pin::{OperatorArgs, PinArgs, TwoPinArgs};
use super::recover::look_at_the_start;
use super::{Context, Exit, Failure, object};
use crate::desk::{Desk, DeskError, SignedIn};
use crate::domain::time::second;
use crate::text::values;

pub(super) use close::accept_clock;

#[derive(Debug, Subcommand)]
pub(super) enum TillCommand {
    /// Open today's till
    Open {
        /// Why outside the hours, again on a day that was closed, or by a clock in doubt (a supervisor)
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
        #[command(flatten)]
        who: OperatorArgs,
    },
    /// What it holds, and what keeps it from closing
    Status {
        /// Who asks, where the settings hide the totals from cashiers
        #[arg(long, value_name = "ID")]
        operator: Option<String>,
        #[command(flatten)]
        pin: PinArgs,
    },
    /// Close it for good and print its Z report (a supervisor)
    Close {
        /// Which till, as in 1-2026-11-23; the oldest open one if nothing is said
        #[arg(long, value_name = "NAME")]
        till: Option<String>,
        /// Why by a clock in doubt
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
        #[command(flatten)]
        who: OperatorArgs,
    },
    /// Compare it with what the terminal says of its batches (a supervisor)
    Reconcile(reconcile::ReconcileArgs),
    /// Say why something differs from the terminal (a supervisor)
    Explain {
        /// What differs, as `till reconcile` names it
        reference: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        text: String,
        /// Which till; the oldest open one if nothing is said
        #[arg(long, value_name = "NAME")]
        till: Option<String>,
        #[command(flatten)]
        who: OperatorArgs,
    },
    /// Give it to another cashier without closing it
    Handover {
        /// Who gives it
        #[arg(long, value_name = "ID")]
        operator: String,
        /// Who takes it; their PIN like an approver's
        #[arg(long, value_name = "ID")]
        to: String,
        #[command(flatten)]
        pins: TwoPinArgs,
    },
    /// State that terminal and books were compared, after the books were brought back from a copy (a supervisor)
    Compared(StatementArgs),
    /// State why the desk goes on by a clock that is in doubt (a supervisor)
    Clock(StatementArgs),
    /// Load an acquirer's settlement: what it paid out for which payments, in the layout of [settlement]
    Settle {
        /// The file
        file: PathBuf,
        #[command(flatten)]
        who: AskingArgs,
    },
    /// The Z reports; the paper of one
    Z {
        /// Its number, as in Z-A-000017, or a till's name; a list if nothing is said
        number: Option<String>,
        /// Print it: the first print if there was none, else a copy marked ΑΝΤΙΓΡΑΦΟ
        #[arg(long, requires = "number")]
        print: bool,
        /// Say that the paper came out, where the printer cannot say it itself
        #[arg(long, requires = "number", conflicts_with = "print")]
        confirm: bool,
        /// Write it as PDF, marked ΑΝΤΙΓΡΑΦΟ and counted as every further print
        #[arg(long, value_name = "FILE", requires = "number", conflicts_with_all = ["print", "confirm"])]
        pdf: Option<PathBuf>,
        /// Replace a file of that name
        #[arg(long, requires = "pdf")]
        force: bool,
        /// Who asks, where the settings hide the totals from cashiers
        #[arg(long, value_name = "ID")]
        operator: Option<String>,
        #[command(flatten)]
        pin: PinArgs,
    },
}

/// What a supervisor states, for the audit trail.
#[derive(Debug, Args)]
pub(in crate::command) struct StatementArgs {
    /// How it was found: what was compared, or which clock is right
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    who: OperatorArgs,
}

pub(super) fn run(context: &Context, command: &TillCommand) -> Result<Exit, Failure> {
    match command {
        TillCommand::Open { reason, who } => open(context, reason.as_deref(), who),
        TillCommand::Status { operator, pin } => status(context, operator.as_deref(), pin),
        TillCommand::Close { till, reason, who } => close::run(context, till.as_deref(), reason.as_deref(), who),
        TillCommand::Reconcile(args) => reconcile::run(context, args),
        TillCommand::Explain { reference, text, till, who } => {
            reconcile::explain(context, (reference, text), till.as_deref(), who)
        }
        TillCommand::Handover { operator, to, pins } => hand_over(context, operator, to, pins),
        TillCommand::Compared(statement) => compared(context, statement),
        TillCommand::Clock(statement) => clock(context, statement),
        TillCommand::Settle { file, who } => settle::run(context, file, who),
        TillCommand::Z { number, print, confirm, pdf, force, operator, pin } => {
            let mut desk = context.desk()?;
            let who = &context.who(&mut desk, operator.as_deref(), pin)?;
            match (number, pdf) {
                (Some(number), Some(file)) => z::pdf(context, &mut desk, who, number, (file, *force)),
                (Some(number), None) => z::run(context, &mut desk, who, number, (*print, *confirm)),
                (None, _) => z::list(context, &mut desk, who),
            }
        }
    }
}

fn open(context: &Context, reason: Option<&str>, who: &OperatorArgs) -> Result<Exit, Failure> {
    let (mut desk, who) = context.signed_in(who)?;
    desk.open_till(&who, reason)?;
    look_at_the_start(context, &mut desk);
    state::show(context, &mut desk, &who)
}

fn status(context: &Context, operator: Option<&str>, pin: &PinArgs) -> Result<Exit, Failure> {
    let mut desk = context.desk()?;
    let who = context.who(&mut desk, operator, pin)?;
    state::show(context, &mut desk, &who)
}

fn clock(context: &Context, statement: &StatementArgs) -> Result<Exit, Failure> {
    let now = second(context.setup.clock.now());
    keep_statement(
        context,
        statement,
        &context.text().with("till-clock-accepted", values![now]),
        |desk, who, reason| desk.accept_clock(who, reason).map(drop),
    )
}

fn compared(context: &Context, statement: &StatementArgs) -> Result<Exit, Failure> {
    keep_statement(context, statement, &context.text().get("till-compared"), Desk::state_compared)
}

/// Keeps what a supervisor states, says so, and shows the till.
fn keep_statement(
    context: &Context,
    statement: &StatementArgs,
    kept: &str,
    keep: impl FnOnce(&mut Desk, &SignedIn, &str) -> Result<(), DeskError>,
) -> Result<Exit, Failure> {
    let (mut desk, who) = context.signed_in(&statement.who)?;
    keep(&mut desk, &who, &statement.reason)?;
    context.out.note(kept);
    state::show(context, &mut desk, &who)
}

fn hand_over(context: &Context, operator: &str, to: &str, pins: &TwoPinArgs) -> Result<Exit, Failure> {
    let mut desk = context.desk()?;
    let (from, to) = context.sign_in_two(&mut desk, operator, to, pins)?;
    let till = desk.hand_over(&from, &to)?;
    let handovers = desk.handovers(&from, &till)?;
    let name = |who: &crate::desk::SignedIn| who.operator().name.clone();
    context.out.tell("till-handed-over", values![till = till.name, from = name(&from), to = name(&to)]);
    context.out.object(&object![till = &till.name, handovers]);
    Ok(Exit::Done)
}
