//! `receipt reprint`, `confirm` and `slip`.

use serde::Serialize;

use super::find::the_one;
use crate::command::context::Context;
use crate::command::exit::Exit;
use crate::command::failure::Failure;
use crate::command::paper::{confirm_paper, paper_sentence, show_paper};
use crate::command::pin::PinArgs;
use crate::command::typed;
use crate::desk::PrintEnd;
use crate::domain::receipt::ReceiptNo;
use crate::domain::session::SessionNo;
use crate::text::{say, values};

/// `receipt reprint` and `receipt confirm`.
#[derive(Debug, Serialize)]
struct Reprinted<'a> {
    receipt: &'a ReceiptNo,
    printed: bool,
    copies: u32,
    reason: Option<String>,
}

/// `receipt slip`.
#[derive(Debug, Serialize)]
struct Slip {
    session: SessionNo,
    printed: bool,
}

pub(super) fn again(context: &Context, number: &str, operator: Option<&str>, pin: &PinArgs) -> Result<Exit, Failure> {
    let text = context.text();
    let mut desk = context.desk()?;
    let number = the_one(text, &mut desk, number)?;
    let who = context.who(&mut desk, operator, pin)?;
    let first = desk.receipt(&number)?.printed_at.is_none();
    let (receipt, mut print) = desk.reprint(&number, &who)?;
    show_paper(context.out, &print);
    let sentence = match &print {
        PrintEnd::Printed { .. } if first => text.with("receipt-first-print", values![receipt = number]),
        PrintEnd::Printed { .. } => text.with("receipt-reprinted", values![receipt = number, copy = receipt.copies]),
        _ if first => paper_sentence(text, &number, &print),
        other => say::print_end(&text, other),
    };
    context.out.note(&sentence);
    if first {
        confirm_paper(context.out, &mut desk, &number, &who, &mut print);
    }
    let reason = print.word().map(str::to_owned);
    context.out.object(&Reprinted { receipt: &number, printed: print.is_printed(), copies: receipt.copies, reason });
    Ok(if first { Exit::of_first_print(&print) } else { Exit::of_paper(&print) })
}

/// Somebody says that the paper came out.
pub(super) fn confirm(context: &Context, number: &str, operator: Option<&str>, pin: &PinArgs) -> Result<Exit, Failure> {
    let text = context.text();
    let mut desk = context.desk()?;
    let number = the_one(text, &mut desk, number)?;
    let who = context.who(&mut desk, operator, pin)?;
    desk.confirm_printed(&number, &who)?;
    let receipt = desk.receipt(&number)?;
    context.out.say(&text.with("receipt-confirmed", values![receipt = number]));
    context.out.object(&Reprinted {
        receipt: &number,
        printed: receipt.printed_at.is_some(),
        copies: receipt.copies,
        reason: None,
    });
    Ok(Exit::Done)
}

/// Prints the slip of an unknown outcome.
pub(super) fn slip(context: &Context, session: &str) -> Result<Exit, Failure> {
    let text = context.text();
    let session = typed::session(text, session)?;
    let mut desk = context.desk()?;
    desk.unknown_outcome(session)?;
    let print = desk.print_unknown_slip(session);
    show_paper(context.out, &print);
    context.out.note(&say::print_end(&text, &print));
    context.out.object(&Slip { session, printed: print.is_printed() });
    Ok(Exit::of_paper(&print))
}
