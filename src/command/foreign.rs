//! `foreign`: results that the terminal reported and nobody here booked, and what two people say of each.

use super::args_corrections::{DecisionArgs, ForeignCommand};
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::json;
use super::pay::{confirm_paper, items, paper_sentence, show_paper};
use crate::desk::{Desk, DeskError, PayOrder, PrintEnd, SignedIn};
use crate::domain::foreign::KeptForeign;
use crate::domain::receipt::{Receipt, ReceiptKind};
use crate::domain::tender::Tender;
use crate::domain::time::local;
use crate::text::say;

/// Carries a command about foreign results out.
pub(super) fn run(context: &Context, command: &ForeignCommand) -> Result<Exit, Failure> {
    match command {
        ForeignCommand::List => list(context),
        ForeignCommand::Tie { number, codes, amount, one_payer, decision } => {
            let items = items(context.text(), codes, amount)?;
            let order = PayOrder { tender: Tender::Card, items, one_payer: *one_payer };
            booked(context, *number, decision, |desk, who, approver| {
                desk.tie_foreign(who, approver, *number, &order, &decision.reason)
            })
        }
        ForeignCommand::Book { number, decision } => booked(context, *number, decision, |desk, who, approver| {
            desk.book_foreign(who, approver, *number, &decision.reason)
        }),
        ForeignCommand::WriteOff { number, decision } => write_off(context, *number, decision),
    }
}

/// What makes a document of a result.
fn booked(
    context: &Context,
    number: u32,
    decision: &DecisionArgs,
    decide: impl FnOnce(&mut Desk, &SignedIn, &SignedIn) -> Result<(Receipt, PrintEnd), DeskError>,
) -> Result<Exit, Failure> {
    let text = context.text();
    let mut desk = context.desk()?;
    let DecisionArgs { operator, approve, pins, .. } = decision;
    let (who, approver) = context.sign_in_two(&mut desk, operator, approve, pins)?;
    let (receipt, mut print) = decide(&mut desk, &who, &approver).map_err(|error| Failure::of_desk(text, &error))?;
    context.out.say(&text.with(
        match receipt.kind {
            ReceiptKind::Sale => "foreign-booked-sale",
            ReceiptKind::Void => "foreign-booked-void",
            ReceiptKind::Refund => "foreign-booked-refund",
        },
        &[
            ("number", number.to_string().into()),
            ("receipt", receipt.number.to_string().into()),
            ("amount", receipt.amount.greek().into()),
        ],
    ));
    show_paper(context.out, &print);
    context.out.note(&paper_sentence(text, &receipt.number, &print));
    confirm_paper(context.out, &mut desk, &receipt.number, who.operator().id.as_str(), &mut print);
    context.out.object(&json::Tied { foreign: number, receipt: &receipt.number, printed: print.is_printed() });
    Ok(Exit::of_first_print(&print))
}

fn write_off(context: &Context, number: u32, decision: &DecisionArgs) -> Result<Exit, Failure> {
    let text = context.text();
    let mut desk = context.desk()?;
    let DecisionArgs { reason, operator, approve, pins } = decision;
    let (who, approver) = context.sign_in_two(&mut desk, operator, approve, pins)?;
    let kept =
        desk.write_off_foreign(&who, &approver, number, reason).map_err(|error| Failure::of_desk(text, &error))?;
    context.out.say(&text.with("foreign-written-off", &[("number", number.to_string().into())]));
    context.out.object(&json::ForeignList::from(std::slice::from_ref(&kept)));
    Ok(Exit::Done)
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
            if let Some(became) = what_became(context, kept) {
                context.out.say(&format!("   {became}"));
            }
        }
    }
    context.out.object(&json::ForeignList::from(all.as_slice()));
    Ok(Exit::Done)
}

fn what_became(context: &Context, kept: &KeptForeign) -> Option<String> {
    let text = context.text();
    if let Some(receipt) = &kept.receipt {
        return Some(text.with("foreign-has-receipt", &[("receipt", receipt.to_string().into())]));
    }
    if let Some(off) = &kept.written_off {
        let values = [
            ("at", local(off.at).format("%d/%m/%Y %H:%M").to_string().into()),
            ("operator", off.operator.to_string().into()),
            ("approver", off.approver.to_string().into()),
            ("reason", off.reason.as_str().into()),
        ];
        return Some(text.with("foreign-was-written-off", &values));
    }
    kept.is_unclaimed().then(|| text.get("foreign-open"))
}
