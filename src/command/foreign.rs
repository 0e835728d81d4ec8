//! `foreign`: results that the terminal reported and nobody here booked, and what two people say of each.

use clap::{Args, Subcommand};
use serde::Serialize;

use super::card::Card;
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::paper::{confirm_paper, paper_sentence, show_paper};
use super::pin::TwoOperatorArgs;
use super::typed::items;
use crate::desk::{Desk, DeskError, PayOrder, PrintEnd, SignedIn};
use crate::domain::foreign::{Direction, ForeignResult, KeptForeign, WriteOff};
use crate::domain::money::Money;
use crate::domain::operator::OperatorId;
use crate::domain::receipt::{Receipt, ReceiptKind, ReceiptNo};
use crate::domain::tender::Tender;
use crate::domain::time::{iso_local, local};
use crate::text::{say, values};

/// `foreign`.
#[derive(Debug, Subcommand)]
pub(super) enum ForeignCommand {
    /// List them, each with the number by which it is tied
    List,
    /// Book one as the payment of debts that come to exactly what was charged (a supervisor, with a second one)
    Tie {
        /// Its number
        number: u32,
        /// RF codes of the debts
        #[arg(required = true, value_name = "RF")]
        codes: Vec<String>,
        /// How much of one RF code; all that is open where nothing is said
        #[arg(long, value_name = "RF=EUR")]
        amount: Vec<String>,
        /// The debtors of these debts have one name, and the payer said that they are one person
        #[arg(long)]
        one_payer: bool,
        /// Why, and who says so.
        #[command(flatten)]
        decision: DecisionArgs,
    },
    /// Book one as the payment, void or refund that this desk asked for and closed without a charge
    Book {
        /// Its number
        number: u32,
        /// Why, and who says so.
        #[command(flatten)]
        decision: DecisionArgs,
    },
    /// Write one off: it is nothing of this desk, or its money went back by another way
    WriteOff {
        /// Its number
        number: u32,
        /// Why, and who says so.
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
    /// Who asks and who approves.
    #[command(flatten)]
    two: TwoOperatorArgs,
}

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
    let (mut desk, who, approver) = context.both_signed_in(&decision.two)?;
    let (receipt, mut print) = decide(&mut desk, &who, &approver)?;
    context.out.say(&text.with(
        match receipt.kind {
            ReceiptKind::Sale => "foreign-booked-sale",
            ReceiptKind::Void => "foreign-booked-void",
            ReceiptKind::Refund => "foreign-booked-refund",
        },
        values![number, receipt = receipt.number, amount = receipt.amount.greek()],
    ));
    show_paper(context.out, &print);
    context.out.note(&paper_sentence(text, &receipt.number, &print));
    confirm_paper(context.out, &mut desk, &receipt.number, &who.actor(), &mut print);
    context.out.object(&Tied { foreign: number, receipt: &receipt.number, printed: print.is_printed() });
    Ok(Exit::of_first_print(&print))
}

fn write_off(context: &Context, number: u32, decision: &DecisionArgs) -> Result<Exit, Failure> {
    let text = context.text();
    let (mut desk, who, approver) = context.both_signed_in(&decision.two)?;
    let kept = desk.write_off_foreign(&who, &approver, number, &decision.reason)?;
    context.out.say(&text.with("foreign-written-off", values![number]));
    context.out.object(&ForeignList::from(std::slice::from_ref(&kept)));
    Ok(Exit::Done)
}

fn list(context: &Context) -> Result<Exit, Failure> {
    let text = context.text();
    let all = context.desk()?.kept_foreign()?;
    if !context.out.is_json() {
        if all.is_empty() {
            context.out.say(&text.get("foreign-none"));
        }
        for kept in &all {
            let row = say::foreign_row(&text, &kept.result);
            context.out.say(&text.with("foreign-numbered", values![number = kept.number, row = row.trim()]));
            if let Some(became) = what_became(context, kept) {
                context.out.say(&format!("   {became}"));
            }
        }
    }
    context.out.object(&ForeignList::from(all.as_slice()));
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
            values![
                at = local(off.at).format("%d/%m/%Y %H:%M"),
                operator = off.operator,
                approver = off.approver,
                reason = off.reason
            ],
        ));
    }
    kept.is_unclaimed().then(|| text.get("foreign-open"))
}

/// An unclaimed result.
#[derive(Debug, Serialize)]
pub(super) struct ForeignOne {
    session: String,
    why: &'static str,
    direction: &'static str,
    terminal: String,
    ecr: Option<String>,
    code: String,
    amount: Option<Money>,
    card: Option<Card>,
    seen_at: String,
}

impl From<&ForeignResult> for ForeignOne {
    fn from(result: &ForeignResult) -> ForeignOne {
        ForeignOne {
            session: result.session.clone(),
            why: result.why.word(),
            direction: result.direction.word(),
            terminal: result.terminal.clone(),
            ecr: result.ecr.clone(),
            code: result.code.to_string(),
            amount: result.card.as_ref().map(|card| card.amount),
            card: result.card.as_ref().map(Card::from),
            seen_at: iso_local(result.seen_at),
        }
    }
}

/// `foreign list`.
#[derive(Debug, Serialize)]
struct ForeignList {
    foreign: Vec<NumberedForeign>,
}

#[derive(Debug, Serialize)]
struct NumberedForeign {
    number: u32,
    #[serde(flatten)]
    one: ForeignOne,
    receipt: Option<ReceiptNo>,
    written_off: Option<WrittenOff>,
    /// It keeps the till open.
    open: bool,
    can_be_tied: bool,
}

#[derive(Debug, Serialize)]
struct WrittenOff {
    at: String,
    operator: OperatorId,
    approver: OperatorId,
    reason: String,
}

impl From<&WriteOff> for WrittenOff {
    fn from(off: &WriteOff) -> WrittenOff {
        let WriteOff { reason, operator, approver, at } = off.clone();
        WrittenOff { at: iso_local(at), operator, approver, reason }
    }
}

impl From<&[KeptForeign]> for ForeignList {
    fn from(all: &[KeptForeign]) -> ForeignList {
        let one = |kept: &KeptForeign| NumberedForeign {
            number: kept.number,
            one: ForeignOne::from(&kept.result),
            receipt: kept.receipt.clone(),
            written_off: kept.written_off.as_ref().map(WrittenOff::from),
            open: kept.is_unclaimed(),
            can_be_tied: kept.is_unclaimed()
                && kept.result.why.can_be_tied()
                && kept.result.direction != Direction::GivenBack,
        };
        ForeignList { foreign: all.iter().map(one).collect() }
    }
}

/// `foreign tie`.
#[derive(Debug, Serialize)]
struct Tied<'a> {
    foreign: u32,
    receipt: &'a ReceiptNo,
    printed: bool,
}
