//! `operator`: the people who work at the desk.

use clap::{Args, Subcommand};
use serde::Serialize;

use super::pin::{NewPinArgs, OperatorArgs, PinArgs, PinKind};
use super::typed::{Word, one_of, operator_id};
use super::{Context, Exit, Failure, Output, Start, object};
use crate::desk::{Caller, Desk, Listed, SignedIn};
use crate::domain::operator::{Operator, OperatorId, PinBy, Recovery, Role};
use crate::domain::permission::{Act, Standing};
use crate::domain::time::{iso_local, minute};
use crate::text::{Text, say, values};

#[derive(Debug, Subcommand)]
pub(super) enum OperatorCommand {
    /// Add somebody, with a first PIN that they change (a supervisor does)
    Add(OperatorAddArgs),
    /// List them, with role, state and last sign-in
    List,
    /// Keep somebody from signing in, and end their sessions (a supervisor does)
    Disable(ManagedArgs),
    /// Let somebody sign in again: who was disabled, or is locked after wrong PINs (another supervisor does)
    Enable(ManagedArgs),
    /// Give somebody a new first PIN (another supervisor does)
    ResetPin {
        #[command(flatten)]
        managed: ManagedArgs,
        #[command(flatten)]
        new_pin: NewPinArgs,
    },
    /// Change your own PIN
    ChangePin {
        /// Short name; as with --operator
        #[arg(required_unless_present = "operator")]
        id: Option<String>,
        /// Short name
        #[arg(long, value_name = "ID")]
        operator: Option<String>,
        #[command(flatten)]
        pin: PinArgs,
        #[command(flatten)]
        new_pin: NewPinArgs,
    },
    /// Give somebody another role (a supervisor does)
    Role {
        #[command(flatten)]
        managed: ManagedArgs,
        /// What they may do
        #[arg(long, value_parser = one_of(&ROLES))]
        role: Role,
    },
    /// State that a supervisor whom the owner of the data directory made is known (a supervisor does)
    Acknowledge {
        #[command(flatten)]
        who: OperatorArgs,
    },
    /// Who may do what, for an auditor
    Permissions,
}

/// With whom something is done, and who does it.
#[derive(Debug, Args)]
pub(super) struct ManagedArgs {
    /// Short name
    id: String,
    #[command(flatten)]
    who: OperatorArgs,
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
        OperatorCommand::Disable(managed) => {
            manage(&start.context()?, managed, "operator-was-disabled", |desk, who, id| {
                Ok(desk.disable_operator(who, id)?)
            })
        }
        OperatorCommand::Enable(managed) => {
            manage(&start.context()?, managed, "operator-was-enabled", |desk, who, id| {
                Ok(desk.enable_operator(who, id)?)
            })
        }
        OperatorCommand::ResetPin { managed, new_pin } => reset_pin(&start.context()?, managed, new_pin),
        OperatorCommand::ChangePin { id, operator, pin, new_pin } => {
            change_pin(&start.context()?, (id.as_deref(), operator.as_deref()), pin, new_pin)
        }
        OperatorCommand::Role { managed, role } => {
            manage(&start.context()?, managed, "operator-has-role", |desk, who, id| Ok(desk.set_role(who, id, *role)?))
        }
        OperatorCommand::Acknowledge { who } => acknowledge(&start.context()?, who),
        OperatorCommand::Permissions => Ok(permissions(start.out)),
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

/// A supervisor signs in and does something with somebody; `done` is the sentence.
fn manage(
    context: &Context,
    managed: &ManagedArgs,
    done: &str,
    act: impl FnOnce(&mut Desk, &SignedIn, &OperatorId) -> Result<Operator, Failure>,
) -> Result<Exit, Failure> {
    let id = operator_id(&managed.id)?;
    let (mut desk, who) = context.signed_in(&managed.who)?;
    let operator = act(&mut desk, &who, &id)?;
    let role = say::role(&context.text(), operator.role);
    context.out.tell(done, values![operator = operator.id, role]);
    context.out.object(&object![operator = person(&operator)]);
    Ok(Exit::Done)
}

fn reset_pin(context: &Context, managed: &ManagedArgs, new_pin: &NewPinArgs) -> Result<Exit, Failure> {
    let file = new_pin.new_pin_file.as_ref();
    manage(context, managed, "operator-pin-reset", |desk, who, id| {
        let pin = PinKind::New.get(&managed.id, file, context.out)?;
        Ok(desk.reset_pin(who, id, &pin)?)
    })
}

/// The old PIN is what proves who it is: nobody signs in for it, because who must change a PIN cannot.
fn change_pin(
    context: &Context,
    names: (Option<&str>, Option<&str>),
    old: &PinArgs,
    new: &NewPinArgs,
) -> Result<Exit, Failure> {
    let name = match names {
        (Some(id), Some(operator)) if id != operator => {
            return Err(Failure::usage("own_pin", "own-pin-only", values![operator = id]));
        }
        (Some(name), _) | (None, Some(name)) => name,
        (None, None) => return Err(Failure::usage("operator_missing", "operator-missing", &[])),
    };
    let id = operator_id(name)?;
    let mut desk = context.desk()?;
    let old = PinKind::SignIn.get(name, old.pin_file.as_ref(), context.out)?;
    let new = PinKind::New.get(name, new.new_pin_file.as_ref(), context.out)?;
    let who = desk.change_pin(&id, &old, &new)?;
    context.out.tell("operator-pin-changed", values![operator = id]);
    context.out.object(&object![operator = person(who.operator())]);
    Ok(Exit::Done)
}

fn acknowledge(context: &Context, who: &OperatorArgs) -> Result<Exit, Failure> {
    let (mut desk, who) = context.signed_in(who)?;
    let Recovery { operator, at } = desk.acknowledge_recovery(&who)?;
    context.out.tell("recovery-acknowledged", values![operator, at = minute(at)]);
    context.out.object(&object![operator, at = iso_local(at)]);
    Ok(Exit::Done)
}

/// The permission table as it is asked.
fn permissions(out: Output) -> Exit {
    let text = out.text();
    if !out.is_json() {
        let names = Standing::ALL.map(|standing| say::standing(&text, standing));
        let widths = names.each_ref().map(|name| name.chars().count().max(3));
        let cells = |cells: [String; 5]| {
            let cells = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:^width$}"));
            cells.collect::<Vec<_>>().join("  ")
        };
        let line = |first: &str, row| format!("{first:<64}  {}", cells(row)).trim_end().to_owned();
        out.say(&line("", names.clone()));
        for act in Act::ALL {
            let row = Standing::ALL.map(|standing| if standing.may(act) { "×".to_owned() } else { String::new() });
            out.say(&line(&say::act(&text, act), row));
        }
    }
    let row = |act: Act| {
        let may = Standing::ALL.into_iter().filter(|standing| standing.may(act));
        object![act, may = may.map(Standing::word).collect::<Vec<_>>()]
    };
    out.object(&object![permissions = Act::ALL.map(row).into_iter().collect::<Vec<_>>()]);
    Exit::Done
}

fn list(context: &Context) -> Result<Exit, Failure> {
    let operators = context.desk()?.operators(&Caller::User)?;
    if !context.out.is_json() {
        for listed in &operators {
            context.out.say(&line(context.text(), listed));
        }
    }
    context.out.object(&object![operators = operators.iter().map(listed).collect::<Vec<_>>()]);
    Ok(Exit::Done)
}

fn listed(listed: &Listed) -> impl Serialize {
    object![
        #[serde(flatten)]
        operator = person(&listed.operator),
        locked_s = listed.locked_for,
        signed_in_at = listed.operator.signed_in_at.map(iso_local)
    ]
}

fn line(text: Text, Listed { operator, locked_for }: &Listed) -> String {
    let last = match operator.signed_in_at {
        Some(at) => text.with("operator-last-sign-in", values![at = minute(at)]),
        None => text.get("operator-never-signed-in"),
    };
    let state = say::operator_state(&text, operator, *locked_for);
    let state = state.map_or_else(String::new, |state| format!("  {state}"));
    format!("{:<16} {:<28} {:<14} {last}{state}", operator.id, operator.name, say::role(&text, operator.role))
}

/// An operator, in `operator list` and on its own. `must_change_pin`: somebody else chose it.
fn person(operator: &Operator) -> impl Serialize {
    object![
        id = &operator.id,
        name = &operator.name,
        role = operator.role.word(),
        active = operator.active,
        must_change_pin = operator.pin_by == PinBy::Another
    ]
}
