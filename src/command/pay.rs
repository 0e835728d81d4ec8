//! `pay`: a card payment from the command line. Whatever happens is said in the one shape of its JSON, also
//! where the payment did not begin.

use clap::Args;
use serde::Serialize;

use super::card::card;
use super::paper::{confirm_paper, paper_sentence, show_paper};
use super::pin::OperatorArgs;
use super::typed::{self, Word, one_of};
use super::{Context, Exit, Failure, Output, Start, object};
use crate::desk::{Desk, NOT_BOOKED, PayEnd, PayOrder, PayReport, PayStep, PayTarget, PrintEnd, SignedIn, system_user};
use crate::domain::{attempt::AttemptLine, money::Money, receipt::Receipt, refusal::Refusal, tender::Tender};
use crate::text::{Text, say, values};

/// `pay`.
#[derive(Debug, Args)]
pub(super) struct PayArgs {
    /// RF codes of the debts to pay
    #[arg(required = true, value_name = "RF")]
    codes: Vec<String>,
    /// How much of one RF code; all that is open where nothing is said
    #[arg(long, value_name = "RF=EUR")]
    amount: Vec<String>,
    /// What the citizen offers; cash is refused and counted
    #[arg(long, value_parser = one_of(&TENDERS), default_value = "card")]
    tender: Tender,
    /// Who takes the payment.
    #[command(flatten)]
    who: OperatorArgs,
    /// Why by a clock in doubt (a supervisor)
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// With cash: print the slip with the other ways to pay
    #[arg(long)]
    slip: bool,
    /// The debtors of these debts have one name, and the payer said that they are one person (audited)
    #[arg(long)]
    one_payer: bool,
}

const TENDERS: [Word<Tender>; 2] =
    [("card", "Card, or IRIS, on the terminal", Tender::Card), ("cash", "Notes and coins", Tender::Cash)];

/// Takes the payment and says how it ended.
pub(super) fn run(start: &Start<'_>, args: &PayArgs) -> Exit {
    let out = start.out;
    take(start, args).unwrap_or_else(|failure| {
        out.note(&failure.sentence(out.text()));
        out.object(&not_begun(&failure));
        failure.exit()
    })
}

fn take(start: &Start<'_>, args: &PayArgs) -> Result<Exit, Failure> {
    let (out, context) = (start.out, start.context()?);
    let order = order(out.text(), args)?;
    let mut desk = context.desk()?;
    if order.tender == Tender::Cash {
        return Ok(refuse_cash(&context, &mut desk, &order, args.slip));
    }
    let who = context.sign_in(&mut desk, &args.who.operator, &args.who.pin)?;
    super::till::accept_clock(&mut desk, &who, args.reason.as_deref())?;
    Ok(pay(out, &mut desk, &who, &order))
}

/// Pays, telling each step as it happens, and says how it ended. Also the demonstration's way to pay.
pub(super) fn pay(out: Output, desk: &mut Desk, who: &SignedIn, order: &PayOrder) -> Exit {
    let text = out.text();
    let mut report = desk.pay(who, order, &mut |step| {
        if let Some(sentence) = step_sentence(text, step) {
            out.note(&sentence);
        }
    });
    for sentence in end_sentences(text, &report) {
        out.say(&sentence);
    }
    if let PayEnd::Approved { receipt, print, .. } = &mut report.end {
        show_paper(out, print);
        confirm_paper(out, desk, &receipt.number, &who.actor(), print);
    }
    let exit = Exit::of_payment(&report.end);
    out.object(&report_object(&report));
    exit
}

/// Cash is refused before anybody is asked for a PIN: it needs no permission to be refused, and it is counted.
fn refuse_cash(context: &Context, desk: &mut Desk, order: &PayOrder, slip: bool) -> Exit {
    let out = context.out;
    let targets: Vec<PayTarget> = order.items.iter().map(|item| item.of.clone()).collect();
    if let Err(error) = desk.refuse_cash(&system_user(), &targets) {
        out.note(&say::desk_error(&out.text(), &error));
    }
    let failure = Failure::from(Refusal::Cash);
    out.note(&failure.sentence(out.text()));
    for way in say::ways_to_pay(&out.text(), &context.setup.config.hours) {
        out.note(&way);
    }
    if slip {
        let end = desk.print_ways_to_pay(&targets);
        show_paper(out, &end);
        out.note(&say::print_end(&out.text(), &end));
    }
    out.object(&not_begun(&failure));
    failure.exit()
}

fn order(text: Text, args: &PayArgs) -> Result<PayOrder, Failure> {
    let items = typed::items(text, &args.codes, &args.amount)?;
    Ok(PayOrder { tender: args.tender, items, one_payer: args.one_payer })
}

fn step_sentence(text: Text, step: &PayStep) -> Option<String> {
    Some(match step {
        PayStep::Prepared { session, amount } => text.with("pay-asking", values![session, amount = amount.greek()]),
        PayStep::Confirmed => text.get("pay-confirmed"),
        PayStep::Approved => text.get("pay-being-booked"),
        PayStep::BooksLocked { open_in } => say::books_locked(&text, open_in),
        PayStep::Printing => text.get("pay-printing"),
        // The sentence before says it, or the one after.
        PayStep::Sent | PayStep::Booked { .. } => return None,
    })
}

/// How a payment, a void or a refund ended.
pub(super) fn end_sentences(text: Text, report: &PayReport) -> Vec<String> {
    let because = |key: &str, reason: String| vec![text.with(key, values![reason])];
    match &report.end {
        PayEnd::Approved { receipt, print, iris_unwanted } => approved_sentences(text, receipt, print, *iris_unwanted),
        PayEnd::Declined(no) => because("pay-declined", say::terminal_no(&text, no)),
        PayEnd::Refused(refusal) => because("pay-refused", say::refusal(&text, refusal)),
        PayEnd::Failed(trouble) => because("pay-failed", say::trouble(&text, trouble)),
        PayEnd::Unknown { reason: NOT_BOOKED } => {
            let session = report.session.map(|session| session.to_string()).unwrap_or_default();
            vec![
                text.with("pay-charged-not-booked", values![session]),
                text.get("unknown-do-not"),
                text.get("not-booked-recover"),
            ]
        }
        PayEnd::Unknown { reason } => {
            let session = report.session.map(|session| session.to_string()).unwrap_or_default();
            vec![
                text.with("pay-unknown", values![session, reason = say::unknown(&text, reason)]),
                text.get("unknown-meaning"),
                text.get("unknown-do-not"),
                text.get("unknown-recover"),
            ]
        }
    }
}

fn approved_sentences(text: Text, receipt: &Receipt, print: &PrintEnd, iris_unwanted: bool) -> Vec<String> {
    let amount = receipt.amount.greek();
    let number = receipt.number.to_string();
    let mut said = vec![text.with("pay-approved", values![receipt = number, amount])];
    if receipt.card.final_amount != receipt.amount {
        let charged = receipt.card.final_amount.greek();
        said.push(text.with("final-amount-differs", values![amount, final = charged]));
    }
    if iris_unwanted {
        said.push(text.get("iris-unwanted"));
    }
    said.push(paper_sentence(text, &receipt.number, print));
    said
}

/// The shape that scripts read, however it ended.
pub(super) fn report_object(report: &PayReport) -> impl Serialize {
    let approved = match &report.end {
        PayEnd::Approved { receipt, print, iris_unwanted } => Some((receipt, print.is_printed(), *iris_unwanted)),
        PayEnd::Declined(_) | PayEnd::Refused(_) | PayEnd::Unknown { .. } | PayEnd::Failed(_) => None,
    };
    let receipt = approved.map(|(receipt, ..)| receipt);
    let line =
        |line: &AttemptLine| object![rf = line.rf.clone(), debt = line.external_id.clone(), amount = line.amount()];
    object![
        outcome = report.end.word(),
        reason = report.end.reason(),
        session = report.session,
        receipt = receipt.map(|receipt| &receipt.number),
        printed = approved.is_some_and(|(_, printed, _)| printed),
        amount = report.amount,
        final_amount = receipt.map(|receipt| receipt.card.final_amount),
        tender = receipt.map(|receipt| receipt.tender),
        lines = report.lines.iter().map(line).collect::<Vec<_>>(),
        card = receipt.map(|receipt| card(&receipt.card)),
        iris_unwanted = approved.is_some_and(|(.., unwanted)| unwanted)
    ]
}

/// The same for what did not begin.
pub(super) fn not_begun(failure: &Failure) -> impl Serialize {
    let none = None::<()>;
    object![
        outcome = if failure.exit() == Exit::Refused { "refused" } else { "failed" },
        reason = failure.word(),
        session = none,
        receipt = none,
        printed = false,
        amount = Money::ZERO,
        final_amount = none,
        tender = none,
        lines = [(); 0],
        card = none,
        iris_unwanted = false
    ]
}
