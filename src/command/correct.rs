//! `void` and `refund`: what the cashier types on the terminal is shown first, then the terminal is asked. The answer
//! has the shape of a payment's.

use clap::Args;
use serde::Serialize;

use super::pay::{not_begun, report_object, see_through};
use super::pin::TwoOperatorArgs;
use super::typed::{amount, receipt_no};
use super::{Exit, Failure, Start, object};
use crate::desk::{CorrectionOrder, CorrectionQuote};
use crate::domain::{correction::CorrectionKind, receipt::ReceiptNo};
use crate::text::{Text, say};

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
    let order = order(kind, args)?;
    let (mut desk, who, approver) = context.both_signed_in(&args.two)?;
    if let Ok(quote) = desk.quote_correction(&who, &order) {
        out.note(&original(text, &quote));
    }
    let report =
        see_through(out, &mut desk, &who, Some(kind), |desk, told| desk.correct(&who, &approver, &order, told));
    out.object(&answer(report_object(&report), kind, Some(&order.receipt)));
    Ok(Exit::of_payment(&report.end))
}

fn order(kind: CorrectionKind, args: &DocumentArgs) -> Result<CorrectionOrder, Failure> {
    let amount = match (&args.amount, kind) {
        (None, _) => None,
        (Some(typed), CorrectionKind::Refund) => Some(amount(typed)?),
        (Some(_), CorrectionKind::Void) => return Err(Failure::usage("amount_of_void", "amount-of-void", &[])),
    };
    Ok(CorrectionOrder { kind, receipt: receipt_no(&args.receipt)?, reason: args.reason.clone(), amount })
}

/// What is typed on the terminal, one thing a line.
fn original(text: Text, quote: &CorrectionQuote) -> String {
    let [stan, rrn, auth, amount, date, batch, terminal, card] = say::original(&quote.original.card);
    let rows =
        [stan, rrn, auth, batch, amount, date, card, terminal].into_iter().filter(|(_, value)| !value.is_empty());
    let rows = rows.map(|(key, value)| format!("\n  {:<24} {value}", text.get(key)));
    std::iter::once(text.get("correct-original")).chain(rows).collect()
}
