//! `operator add` and `operator list`.

use super::args::{OperatorAddArgs, RoleArg};
use super::context::{Context, operator_id};
use super::exit::Exit;
use super::failure::Failure;
use super::json;
use super::pin::Wanted;
use crate::domain::operator::{Operator, Role};
use crate::text::say;

/// Adds somebody; a supervisor signs in for it.
pub(super) fn add(context: &Context, args: &OperatorAddArgs) -> Result<Exit, Failure> {
    let text = context.text();
    let id = operator_id(text, &args.id)?;
    let name = args.name.trim();
    if name.is_empty() {
        return Err(Failure::usage("name_missing", text.get("name-missing")));
    }
    let mut desk = context.desk()?;
    let who = context.sign_in(&mut desk, &args.operator, &args.pin)?;
    let pin = Wanted::new(&args.id, args.new_pin.new_pin_file.as_ref()).get(context.out)?;
    let operator =
        desk.add_operator(&who, &id, name, role(args.role), &pin).map_err(|error| Failure::of_desk(text, &error))?;
    context.out.say(&text.with(
        "operator-added",
        &[("operator", operator.id.to_string().into()), ("role", say::role(&text, operator.role).into())],
    ));
    context.out.object(&json::NewPerson { operator: json::Person::from(&operator) });
    Ok(Exit::Done)
}

/// Lists everybody, disabled ones included.
pub(super) fn list(context: &Context) -> Result<Exit, Failure> {
    let operators = context.desk()?.operators().map_err(|error| Failure::of_desk(context.text(), &error))?;
    if !context.out.is_json() {
        for operator in &operators {
            context.out.say(&line(context, operator));
        }
    }
    context.out.object(&json::People { operators: operators.iter().map(json::Person::from).collect() });
    Ok(Exit::Done)
}

fn line(context: &Context, operator: &Operator) -> String {
    let text = context.text();
    let state = if operator.active { String::new() } else { format!("  {}", text.get("operator-disabled")) };
    format!("{:<16} {:<28} {}{state}", operator.id, operator.name, say::role(&text, operator.role))
}

fn role(role: RoleArg) -> Role {
    match role {
        RoleArg::Cashier => Role::Cashier,
        RoleArg::Supervisor => Role::Supervisor,
        RoleArg::Technician => Role::Technician,
        RoleArg::Auditor => Role::Auditor,
    }
}
