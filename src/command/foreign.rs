//! `foreign`: charges that nobody here asked for, and how two people make one the payment of debts.

use super::args_corrections::ForeignCommand;
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::json;
use super::pay::{confirm_paper, items, paper_sentence, show_paper};
use crate::text::say;

/// Carries a command about foreign results out.
pub(super) fn run(context: &Context, command: &ForeignCommand) -> Result<Exit, Failure> {
    match command {
        ForeignCommand::List => list(context),
        ForeignCommand::Tie { number, codes, amount, reason, operator, approve, pins } => {
            let text = context.text();
            let items = items(text, codes, amount)?;
            let mut desk = context.desk()?;
            let (who, approver) = context.sign_in_two(&mut desk, operator, approve, pins)?;
            let tied = desk.tie_foreign(&who, &approver, *number, &items, reason);
            let (receipt, mut print) = tied.map_err(|error| Failure::of_desk(text, &error))?;
            context.out.say(&text.with(
                "foreign-tied",
                &[
                    ("number", number.to_string().into()),
                    ("receipt", receipt.number.to_string().into()),
                    ("amount", receipt.amount.greek().into()),
                ],
            ));
            show_paper(context.out, &print);
            context.out.note(&paper_sentence(text, &receipt.number, &print));
            confirm_paper(context.out, &mut desk, &receipt.number, who.operator().id.as_str(), &mut print);
            context.out.object(&json::Tied { foreign: *number, receipt: &receipt.number, printed: print.is_printed() });
            Ok(Exit::of_first_print(&print))
        }
    }
}

fn list(context: &Context) -> Result<Exit, Failure> {
    let text = context.text();
    let all = context.desk()?.kept_foreign().map_err(|error| Failure::of_desk(text, &error))?;
    if !context.out.is_json() {
        if all.is_empty() {
            context.out.say(&text.get("foreign-none"));
        }
        for kept in &all {
            let row = say::foreign_row(&text, &kept.result);
            let values = [("number", kept.number.to_string().into()), ("row", row.trim().to_owned().into())];
            context.out.say(&text.with("foreign-numbered", &values));
            if let Some(receipt) = &kept.receipt {
                let values = [("receipt", receipt.to_string().into())];
                context.out.say(&format!("   {}", text.with("foreign-has-receipt", &values)));
            }
        }
    }
    context.out.object(&json::ForeignList::from(all.as_slice()));
    Ok(Exit::Done)
}
