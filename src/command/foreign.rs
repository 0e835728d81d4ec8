//! `foreign`: results that the terminal reported and nobody here booked, and what two people say of each.

use clap::{Args, Subcommand};
use serde::Serialize;

use super::card::card;
use super::paper::{confirm_paper, paper_sentence, show_paper};
use super::pin::TwoOperatorArgs;
use super::typed::ItemsArgs;
use super::{Context, Exit, Failure, object};
use crate::desk::{Caller, Desk, DeskError, PrintEnd, SignedIn};
use crate::domain::foreign::{Direction, ForeignResult, KeptForeign, WriteOff};
use crate::domain::receipt::Receipt;
use crate::domain::tender::Tender;
use crate::domain::time::{iso_local, minute};
use crate::text::{say, values};

#[derive(Debug, Subcommand)]
pub(super) enum ForeignCommand {
    /// List them, each with the number by which it is tied
    List,
    /// Book one as the payment of debts that come to exactly what was charged (a supervisor, with a second one)
    Tie {
        /// Its number
        number: u32,
        #[command(flatten)]
        items: ItemsArgs,
        #[command(flatten)]
        decision: DecisionArgs,
    },
    /// Book one as the payment, void or refund that this desk asked for and closed without a charge
    Book {
        /// Its number
        number: u32,
        #[command(flatten)]
        decision: DecisionArgs,
    },
    /// Write one off: it is nothing of this desk, or its money went back by another way
    WriteOff {
        /// Its number
        number: u32,
        #[command(flatten)]
        decision: DecisionArgs,
    },
}

/// What two people say of a foreign result.
#[derive(Debug, Args)]
pub(super) struct DecisionArgs {
    /// Why you are sure
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    two: TwoOperatorArgs,
}

pub(super) fn run(context: &Context, command: &ForeignCommand) -> Result<Exit, Failure> {
    match command {
        ForeignCommand::List => list(context),
        ForeignCommand::Tie { number, items, decision } => {
            let order = items.order(Tender::Card)?;
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

fn booked(
    context: &Context,
    number: u32,
    decision: &DecisionArgs,
    decide: impl FnOnce(&mut Desk, &SignedIn, &SignedIn) -> Result<(Receipt, PrintEnd), DeskError>,
) -> Result<Exit, Failure> {
    let text = context.text();
    let (mut desk, who, approver) = context.both_signed_in(&decision.two)?;
    let (receipt, mut print) = decide(&mut desk, &who, &approver)?;
    let booked = values![number, receipt = receipt.number, amount = receipt.amount.greek()];
    context.out.say(&text.of_with("foreign-booked-", receipt.kind.word(), booked));
    show_paper(context.out, &print);
    context.out.note(&paper_sentence(text, &receipt.number, &print));
    confirm_paper(context.out, &mut desk, &receipt.number, &who, &mut print);
    context.out.object(&object![foreign = number, receipt = &receipt.number, printed = print.is_printed()]);
    Ok(Exit::of_first_print(&print))
}

fn write_off(context: &Context, number: u32, decision: &DecisionArgs) -> Result<Exit, Failure> {
    let (mut desk, who, approver) = context.both_signed_in(&decision.two)?;
    let kept = desk.write_off_foreign(&who, &approver, number, &decision.reason)?;
    context.out.tell("foreign-written-off", values![number]);
    context.out.object(&object![foreign = [numbered(&kept)]]);
    Ok(Exit::Done)
}

fn list(context: &Context) -> Result<Exit, Failure> {
    let text = context.text();
    let kept = context.desk()?.kept_foreign(&Caller::User)?;
    if !context.out.is_json() {
        if kept.is_empty() {
            context.out.tell("foreign-none", &[]);
        }
        for kept in &kept {
            let row = say::foreign_row(&text, &kept.result);
            context.out.tell("foreign-numbered", values![number = kept.number, row = row.trim()]);
            if let Some(became) = what_became(context, kept) {
                context.out.say(&format!("   {became}"));
            }
        }
    }
    context.out.object(&object![foreign = kept.iter().map(numbered).collect::<Vec<_>>()]);
    Ok(Exit::Done)
}

fn what_became(context: &Context, kept: &KeptForeign) -> Option<String> {
    let text = context.text();
    if let Some(receipt) = &kept.receipt {
        return Some(text.with("foreign-has-receipt", values![receipt]));
    }
    if let Some(off) = &kept.written_off {
        return Some(text.with(
            "foreign-was-written-off",
            values![at = minute(off.at), operator = off.operator, approver = off.approver, reason = off.reason],
        ));
    }
    kept.is_unclaimed().then(|| text.get("foreign-open"))
}

pub(super) fn result(result: &ForeignResult) -> impl Serialize {
    object![
        session = &result.session,
        why = result.why.word(),
        direction = result.direction.word(),
        terminal = &result.terminal,
        ecr = &result.ecr,
        code = result.code.to_string(),
        amount = result.card.as_ref().map(|card| card.amount),
        card = result.card.as_ref().map(card),
        seen_at = iso_local(result.seen_at),
    ]
}

/// `open`: it keeps the till open.
fn numbered(kept: &KeptForeign) -> impl Serialize {
    let open = kept.is_unclaimed();
    let written_off = kept
        .written_off
        .as_ref()
        .map(|WriteOff { reason, operator, approver, at }| object![at = iso_local(*at), operator, approver, reason]);
    object![
        number = kept.number,
        #[serde(flatten)]
        one = result(&kept.result),
        receipt = &kept.receipt,
        written_off,
        open,
        can_be_tied = open && kept.result.why.can_be_tied() && kept.result.direction != Direction::GivenBack
    ]
}
