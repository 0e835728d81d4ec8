//! `void` and `refund`: what the cashier types on the terminal is shown first, then the terminal is asked. The answer
//! has the shape of a payment's.

use clap::Args;
use serde::Serialize;

use super::paper::{confirm_paper, show_paper};
use super::pay::{end_sentences, not_begun, report_object};
use super::pin::TwoOperatorArgs;
use super::typed::{amount, receipt_no};
use super::{Exit, Failure, Start, object};
use crate::desk::{CorrectionOrder, CorrectionQuote, NOT_BOOKED, PayEnd, PayReport, PayStep};
use crate::domain::{correction::CorrectionKind, receipt::ReceiptNo};
use crate::text::{Text, say, values};

/// `void` and `refund`.
#[derive(Debug, Args)]
pub(super) struct DocumentArgs {
    /// The receipt's number
    receipt: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// How much of it to give back (refund only); all that is left if nothing is said
    #[arg(long, value_name = "EUR")]
    amount: Option<String>,
    /// Who asks and who approves.
    #[command(flatten)]
    two: TwoOperatorArgs,
}

/// `void` and `refund`: a payment's shape, and what was taken back.
fn answer(pay: impl Serialize, kind: CorrectionKind, original: Option<&ReceiptNo>) -> impl Serialize {
    object![
        #[serde(flatten)]
        pay,
        kind = kind.word(),
        original
    ]
}

/// Takes a payment back and says how it ended.
pub(super) fn run(start: &Start<'_>, kind: CorrectionKind, args: &DocumentArgs) -> Exit {
    let out = start.out;
    take_back(start, kind, args).unwrap_or_else(|failure| {
        out.note(&failure.sentence(out.text()));
        out.object(&answer(not_begun(&failure), kind, None));
        failure.exit()
    })
}

fn take_back(start: &Start<'_>, kind: CorrectionKind, args: &DocumentArgs) -> Result<Exit, Failure> {
    let (out, text) = (start.out, start.out.text());
    let context = start.context()?;
    let order = order(text, kind, args)?;
    let (mut desk, who, approver) = context.both_signed_in(&args.two)?;
    if let Ok(quote) = desk.quote_correction(&order) {
        out.note(&original(text, &quote));
    }
    let mut report = desk.correct(&who, &approver, &order, &mut |step| {
        if let Some(sentence) = step_sentence(text, kind, step) {
            out.note(&sentence);
        }
    });
    for sentence in sentences(text, kind, &report) {
        out.say(&sentence);
    }
    if let PayEnd::Approved { receipt, print, .. } = &mut report.end {
        show_paper(out, print);
        confirm_paper(out, &mut desk, &receipt.number, &who.actor(), print);
    }
    let exit = Exit::of_payment(&report.end);
    out.object(&answer(report_object(&report), kind, Some(&order.receipt)));
    Ok(exit)
}

fn order(text: Text, kind: CorrectionKind, args: &DocumentArgs) -> Result<CorrectionOrder, Failure> {
    let amount = match (&args.amount, kind) {
        (None, _) => None,
        (Some(typed), CorrectionKind::Refund) => Some(amount(text, typed)?),
        (Some(_), CorrectionKind::Void) => return Err(Failure::usage("amount_of_void", text.get("amount-of-void"))),
    };
    Ok(CorrectionOrder { kind, receipt: receipt_no(text, &args.receipt)?, reason: args.reason.clone(), amount })
}

/// What is typed on the terminal, one thing a line.
fn original(text: Text, quote: &CorrectionQuote) -> String {
    let rows = say::original(&quote.original.card).into_iter().filter(|(_, value)| !value.is_empty());
    let rows = rows.map(|(key, value)| format!("\n  {:<24} {value}", text.get(key)));
    std::iter::once(text.get("correct-original")).chain(rows).collect()
}

fn step_sentence(text: Text, kind: CorrectionKind, step: &PayStep) -> Option<String> {
    let key = match kind {
        CorrectionKind::Void => "void-asking",
        CorrectionKind::Refund => "refund-asking",
    };
    Some(match step {
        PayStep::Prepared { session, amount } => text.with(key, values![session, amount = amount.greek()]),
        PayStep::Confirmed => text.get("pay-confirmed"),
        PayStep::Printing => text.get("pay-printing"),
        // The sentence before says it, or the one after.
        PayStep::Approved => text.get("correct-being-booked"),
        PayStep::BooksLocked { open_in } => say::books_locked(&text, open_in),
        PayStep::Sent | PayStep::Booked { .. } => return None,
    })
}

fn sentences(text: Text, kind: CorrectionKind, report: &PayReport) -> Vec<String> {
    let mut said = end_sentences(text, report);
    match (&report.end, said.first_mut()) {
        (PayEnd::Approved { receipt, .. }, Some(first)) => {
            let key = match kind {
                CorrectionKind::Void => "void-approved",
                CorrectionKind::Refund => "refund-approved",
            };
            *first = text.with(key, values![receipt = receipt.number, amount = receipt.amount.greek()]);
        }
        (PayEnd::Declined(_), Some(_)) => said.push(text.get("screen-correct-stands")),
        (PayEnd::Unknown { reason: NOT_BOOKED }, Some(first)) => {
            let session = report.session.map(|session| session.to_string()).unwrap_or_default();
            *first = text.with("correct-not-booked", values![session]);
            said.truncate(1);
            said.push(text.get("not-booked-recover"));
        }
        (PayEnd::Unknown { .. }, Some(_)) => {
            said.truncate(1);
            said.extend(
                ["unknown-correction-meaning", "unknown-correction", "unknown-recover"].map(|key| text.get(key)),
            );
        }
        _ => {}
    }
    said
}
