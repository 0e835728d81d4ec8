//! `pay`: a card payment from the command line. Whatever happens is said in the one shape of its JSON, also
//! where the payment did not begin.

use clap::Args;
use serde::Serialize;

use super::card::card;
use super::paper::{came_out, paper_sentence, show_paper};
use super::pin::OperatorArgs;
use super::typed::{ItemsArgs, Word, one_of};
use super::{Context, Exit, Failure, Output, Start, object};
use crate::desk::{Caller, Desk, NOT_BOOKED, PayEnd, PayOrder, PayReport, PayStep, PayTarget, PrintEnd, SignedIn};
use crate::domain::correction::CorrectionKind;
use crate::domain::{attempt::AttemptLine, money::Money, receipt::Receipt, refusal::Refusal, tender::Tender};
use crate::text::{Text, say, values};

#[derive(Debug, Args)]
pub(super) struct PayArgs {
    #[command(flatten)]
    items: ItemsArgs,
    /// What the citizen offers; cash is refused and counted
    #[arg(long, value_parser = one_of(&TENDERS), default_value = "card")]
    tender: Tender,
    #[command(flatten)]
    who: OperatorArgs,
    /// Why by a clock in doubt (a supervisor)
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// With cash: print the slip with the other ways to pay
    #[arg(long)]
    slip: bool,
}

const TENDERS: [Word<Tender>; 2] = [
    (Tender::Card.word(), "Card, or IRIS, on the terminal", Tender::Card),
    (Tender::Cash.word(), "Notes and coins", Tender::Cash),
];

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
    let order = args.items.order(args.tender)?;
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
    let report = see_through(out, desk, who, None, |desk, told| desk.pay(who, order, told));
    out.object(&report_object(&report));
    Exit::of_payment(&report.end)
}

/// Tells each step of a payment, or of what takes one `back`, as it happens, and how it ended.
pub(super) fn see_through(
    out: Output,
    desk: &mut Desk,
    who: &SignedIn,
    back: Option<CorrectionKind>,
    ask: impl FnOnce(&mut Desk, &mut dyn FnMut(&PayStep)) -> PayReport,
) -> PayReport {
    let text = out.text();
    let told = &mut |step: &PayStep| {
        if let Some(sentence) = step_sentence(text, back, step) {
            out.note(&sentence);
        }
    };
    let mut report = ask(desk, told);
    for sentence in end_sentences(text, back, &report) {
        out.say(&sentence);
    }
    if let PayEnd::Approved { receipt, print, .. } = &mut report.end {
        came_out(out, desk, &receipt.number, who, print);
    }
    report
}

/// Cash is refused before anybody is asked for a PIN: it needs no permission to be refused, and it is counted.
fn refuse_cash(context: &Context, desk: &mut Desk, order: &PayOrder, slip: bool) -> Exit {
    let out = context.out;
    let targets: Vec<PayTarget> = order.items.iter().map(|item| item.of.clone()).collect();
    if let Err(error) = desk.refuse_cash(&Caller::User, &targets) {
        out.note(&say::desk_error(&out.text(), &error));
    }
    let failure = Failure::from(Refusal::Cash);
    out.note(&failure.sentence(out.text()));
    for way in say::ways_to_pay(&out.text(), &context.setup.config.hours) {
        out.note(&way);
    }
    if slip {
        match desk.print_ways_to_pay(&Caller::User, &targets) {
            Ok(end) => {
                show_paper(out, &end);
                out.note(&say::print_end(&out.text(), &end));
            }
            Err(error) => out.note(&say::desk_error(&out.text(), &error)),
        }
    }
    out.object(&not_begun(&failure));
    failure.exit()
}

fn step_sentence(text: Text, back: Option<CorrectionKind>, step: &PayStep) -> Option<String> {
    let (asking, booked) = match back {
        None => ("pay-asking", "pay-being-booked"),
        Some(CorrectionKind::Void) => ("void-asking", "correct-being-booked"),
        Some(CorrectionKind::Refund) => ("refund-asking", "correct-being-booked"),
    };
    Some(match step {
        PayStep::Prepared { session, amount } => text.with(asking, values![session, amount = amount.greek()]),
        PayStep::Confirmed => text.get("pay-confirmed"),
        PayStep::Approved => text.get(booked),
        PayStep::BooksLocked { open_in } => say::books_locked(&text, open_in),
        PayStep::Printing => text.get("pay-printing"),
        // The sentence before says it, or the one after.
        PayStep::Sent | PayStep::Booked { .. } => return None,
    })
}

fn end_sentences(text: Text, back: Option<CorrectionKind>, report: &PayReport) -> Vec<String> {
    let session = report.session.map(|session| session.to_string()).unwrap_or_default();
    let because = |key: &str, reason: String| vec![text.with(key, values![reason])];
    let (mut said, more): (_, &[&str]) = match (&report.end, back) {
        (PayEnd::Approved { receipt, print, iris_unwanted }, _) => {
            (approved_sentences(text, back, receipt, print, *iris_unwanted), &[])
        }
        (PayEnd::Declined(no), None) => (because("pay-declined", say::terminal_no(&text, no)), &[]),
        (PayEnd::Declined(no), Some(_)) => {
            (because("pay-declined", say::terminal_no(&text, no)), &["screen-correct-stands"])
        }
        (PayEnd::Refused(refusal), _) => (because("pay-refused", say::refusal(&text, refusal)), &[]),
        (PayEnd::Failed(trouble), _) => (because("pay-failed", say::trouble(&text, trouble)), &[]),
        (PayEnd::Unknown { reason: NOT_BOOKED }, None) => {
            (vec![text.with("pay-charged-not-booked", values![session])], &["unknown-do-not", "not-booked-recover"])
        }
        (PayEnd::Unknown { reason: NOT_BOOKED }, Some(_)) => {
            (vec![text.with("correct-not-booked", values![session])], &["not-booked-recover"])
        }
        (PayEnd::Unknown { reason }, back) => {
            let unknown = text.with("pay-unknown", values![session, reason = say::unknown(&text, reason)]);
            let means: &[&str] = match back {
                None => &["unknown-meaning", "unknown-do-not", "unknown-recover"],
                Some(_) => &["unknown-correction-meaning", "unknown-correction", "unknown-recover"],
            };
            (vec![unknown], means)
        }
    };
    said.extend(more.iter().map(|key| text.get(key)));
    said
}

fn approved_sentences(
    text: Text,
    back: Option<CorrectionKind>,
    receipt: &Receipt,
    print: &PrintEnd,
    iris_unwanted: bool,
) -> Vec<String> {
    let amount = receipt.amount.greek();
    let key = match back {
        None => "pay-approved",
        Some(CorrectionKind::Void) => "void-approved",
        Some(CorrectionKind::Refund) => "refund-approved",
    };
    let charged = receipt.card.final_amount;
    let differs = (charged != receipt.amount)
        .then(|| text.with("final-amount-differs", values![amount, final = charged.greek()]));
    std::iter::once(text.with(key, values![receipt = receipt.number, amount]))
        .chain(differs)
        .chain(iris_unwanted.then(|| text.get("iris-unwanted")))
        .chain([paper_sentence(text, &receipt.number, print)])
        .collect()
}

pub(super) fn report_object(report: &PayReport) -> impl Serialize {
    shape(report.end.word(), report.end.reason(), Some(report))
}

/// The same for what did not begin.
pub(super) fn not_begun(failure: &Failure) -> impl Serialize + use<> {
    let outcome = if failure.exit() == Exit::Refused { "refused" } else { "failed" };
    shape(outcome, Some(failure.word()), None)
}

/// What scripts read, however it ended.
fn shape(outcome: &'static str, reason: Option<String>, report: Option<&PayReport>) -> impl Serialize {
    let approved = match report.map(|report| &report.end) {
        Some(PayEnd::Approved { receipt, print, iris_unwanted }) => Some((receipt, print.is_printed(), *iris_unwanted)),
        Some(PayEnd::Declined(_) | PayEnd::Refused(_) | PayEnd::Unknown { .. } | PayEnd::Failed(_)) | None => None,
    };
    let receipt = approved.map(|(receipt, ..)| receipt);
    let line =
        |line: &AttemptLine| object![rf = line.rf.clone(), debt = line.external_id.clone(), amount = line.amount()];
    object![
        outcome,
        reason,
        session = report.and_then(|report| report.session),
        receipt = receipt.map(|receipt| &receipt.number),
        printed = approved.is_some_and(|(_, printed, _)| printed),
        amount = report.map_or(Money::ZERO, |report| report.amount),
        final_amount = receipt.map(|receipt| receipt.card.final_amount),
        tender = receipt.map(|receipt| receipt.tender),
        lines = report.iter().flat_map(|report| &report.lines).map(line).collect::<Vec<_>>(),
        card = receipt.map(|receipt| card(&receipt.card)),
        iris_unwanted = approved.is_some_and(|(.., unwanted)| unwanted)
    ]
}
