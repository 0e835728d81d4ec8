//! `void` and `refund`: what the cashier types on the terminal is shown first, then the terminal is asked. The answer
//! has the shape of a payment's.

use super::args::Global;
use super::args_corrections::DocumentArgs;
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::json;
use super::output::Output;
use super::pay::{amount, confirm_paper, end_sentences, not_begun, report_object, show_paper};
use super::receipts::receipt_no;
use crate::desk::{CorrectionOrder, CorrectionQuote, NOT_BOOKED, PayEnd, PayReport, PayStep};
use crate::domain::correction::CorrectionKind;
use crate::text::{Text, say};

/// Takes a payment back and says how it ended.
pub(super) fn run(out: Output, global: &Global, kind: CorrectionKind, args: &DocumentArgs) -> Exit {
    take_back(out, global, kind, args).unwrap_or_else(|failure| {
        out.note(&failure.sentence);
        out.object(&json::Corrected { pay: not_begun(&failure), kind: kind.word(), original: None });
        failure.exit
    })
}

fn take_back(out: Output, global: &Global, kind: CorrectionKind, args: &DocumentArgs) -> Result<Exit, Failure> {
    let text = out.text();
    let context = Context::read(out, global)?;
    let order = order(text, kind, args)?;
    let mut desk = context.desk()?;
    let (who, approver) = context.sign_in_two(&mut desk, &args.operator, &args.approve, &args.pins)?;
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
        confirm_paper(out, &mut desk, &receipt.number, who.operator().id.as_str(), print);
    }
    let exit = Exit::of_payment(&report.end);
    out.object(&json::Corrected { pay: report_object(&report), kind: kind.word(), original: Some(order.receipt) });
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
    let card = &quote.original.card;
    let date = card.at.map(|at| at.format("%d/%m/%Y %H:%M:%S").to_string()).unwrap_or_default();
    let rows = [
        ("correct-original-stan", card.stan.clone()),
        ("correct-original-rrn", card.rrn.clone()),
        ("correct-original-auth", card.auth_code.clone()),
        ("correct-original-batch", card.batch.clone()),
        ("correct-original-amount", format!("{} €", card.final_amount.greek())),
        ("correct-original-date", date),
        ("correct-original-card", format!("{} {}", card.card_type, card.pan_masked).trim().to_owned()),
        ("correct-original-terminal", card.terminal_id.clone()),
    ];
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
    let rows = rows.map(|(key, value)| format!("\n  {:<24} {value}", text.get(key)));
    std::iter::once(text.get("correct-original")).chain(rows).collect()
}

fn step_sentence(text: Text, kind: CorrectionKind, step: &PayStep) -> Option<String> {
    let key = match kind {
        CorrectionKind::Void => "void-asking",
        CorrectionKind::Refund => "refund-asking",
    };
    Some(match step {
        PayStep::Prepared { session, amount } => {
            text.with(key, &[("session", session.to_string().into()), ("amount", amount.greek().into())])
        }
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
            let values = [("receipt", receipt.number.to_string().into()), ("amount", receipt.amount.greek().into())];
            *first = text.with(key, &values);
        }
        (PayEnd::Declined(_), Some(_)) => said.push(text.get("screen-correct-stands")),
        (PayEnd::Unknown { reason: NOT_BOOKED }, Some(first)) => {
            let session = report.session.map(|session| session.to_string()).unwrap_or_default();
            *first = text.with("correct-not-booked", &[("session", session.into())]);
            said.truncate(1);
            said.push(text.get("not-booked-recover"));
        }
        (PayEnd::Unknown { .. }, Some(_)) => {
            said.truncate(1);
            said.extend(say::unknown_correction(&text));
            said.push(text.get("unknown-recover"));
        }
        _ => {}
    }
    said
}
