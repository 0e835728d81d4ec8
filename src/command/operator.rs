//! `operator`: the people who work at the desk.

use clap::{Args, Subcommand};
use serde::Serialize;

use super::pin::{NewPinArgs, OperatorArgs, PinKind};
use super::typed::{Word, one_of, operator_id};
use super::{Context, Exit, Failure, Start, object};
use crate::desk::Caller;
use crate::domain::operator::{Operator, Role};
use crate::text::{say, values};

#[derive(Debug, Subcommand)]
pub(super) enum OperatorCommand {
    /// Add somebody (a supervisor does)
    Add(OperatorAddArgs),
    /// List them
    List,
    /// Keep somebody from signing in
    Disable(OperatorDisableArgs),
    /// Give somebody a new PIN
    ResetPin {
        /// Short name
        id: String,
        #[command(flatten)]
        who: OperatorArgs,
        #[command(flatten)]
        new_pin: NewPinArgs,
    },
}

#[derive(Debug, Args)]
pub(super) struct OperatorAddArgs {
    /// Short name: Latin letters, digits, . - _
    id: String,
    /// Name on receipts
    #[arg(long, value_name = "NAME")]
    name: String,
    /// What they may do
    #[arg(long, value_parser = one_of(&ROLES))]
    role: Role,
    #[command(flatten)]
    who: OperatorArgs,
    #[command(flatten)]
    new_pin: NewPinArgs,
}

#[derive(Debug, Args)]
pub(super) struct OperatorDisableArgs {
    /// Short name
    id: String,
    #[command(flatten)]
    who: OperatorArgs,
}

const ROLES: [Word<Role>; 4] = [
    (Role::Cashier.word(), "Takes payments", Role::Cashier),
    (Role::Supervisor.word(), "Approves, opens outside hours, adds people", Role::Supervisor),
    (Role::Technician.word(), "Devices only", Role::Technician),
    (Role::Auditor.word(), "Reads everything, changes nothing", Role::Auditor),
];

pub(super) fn run(start: &Start<'_>, command: &OperatorCommand) -> Result<Exit, Failure> {
    match command {
        OperatorCommand::Add(args) => add(&start.context()?, args),
        OperatorCommand::List => list(&start.context()?),
        OperatorCommand::Disable(args) => disable(&start.context()?, args),
        OperatorCommand::ResetPin { .. } => Err(Failure::Later("operator reset-pin")),
    }
}

fn add(context: &Context, args: &OperatorAddArgs) -> Result<Exit, Failure> {
    let text = context.text();
    let id = operator_id(&args.id)?;
    let name = args.name.trim();
    if name.is_empty() {
        return Err(Failure::usage("name_missing", "name-missing", &[]));
    }
    let (mut desk, who) = context.signed_in(&args.who)?;
    let pin = PinKind::New.get(&args.id, args.new_pin.new_pin_file.as_ref(), context.out)?;
    let operator = desk.add_operator(&who, &id, name, args.role, &pin)?;
    context.out.tell("operator-added", values![operator = operator.id, role = say::role(&text, operator.role)]);
    context.out.object(&object![operator = person(&operator)]);
    Ok(Exit::Done)
}

/// Keeps somebody from signing in; a supervisor signs in for it.
fn disable(context: &Context, args: &OperatorDisableArgs) -> Result<Exit, Failure> {
    let id = operator_id(&args.id)?;
    let (mut desk, who) = context.signed_in(&args.who)?;
    let operator = desk.disable_operator(&who, &id)?;
    context.out.tell("operator-was-disabled", values![operator = operator.id]);
    context.out.object(&object![operator = person(&operator)]);
    Ok(Exit::Done)
}

fn list(context: &Context) -> Result<Exit, Failure> {
    let operators = context.desk()?.operators(&Caller::User)?;
    if !context.out.is_json() {
        for operator in &operators {
            context.out.say(&line(context, operator));
        }
    }
    context.out.object(&object![operators = operators.iter().map(person).collect::<Vec<_>>()]);
    Ok(Exit::Done)
}

fn line(context: &Context, operator: &Operator) -> String {
    let text = context.text();
    let state = if operator.active { String::new() } else { format!("  {}", text.get("operator-disabled")) };
    format!("{:<16} {:<28} {}{state}", operator.id, operator.name, say::role(&text, operator.role))
}

/// An operator, in `operator list` and on its own.
fn person(operator: &Operator) -> impl Serialize {
    object![id = &operator.id, name = &operator.name, role = operator.role.word(), active = operator.active]
}
