//! `receipt list`, `show`, `reprint` and `confirm`.

use chrono::NaiveDate;

use super::args::{PinArgs, ReceiptFilterArgs};
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::pay::{confirm_paper, paper_sentence, rf, show_paper};
use super::{json, words};
use crate::desk::{Desk, DeskError, PrintEnd, ReceiptFilter, Refusal, system_user};
use crate::domain::afm::Afm;
use crate::domain::query::Query;
use crate::domain::receipt::{Receipt, ReceiptNo};
use crate::domain::session::SessionNo;
use crate::domain::time::local;
use crate::text::{Text, say};

pub(super) fn list(context: &Context, args: &ReceiptFilterArgs) -> Result<Exit, Failure> {
    let text = context.text();
    let filter = filter(text, args)?;
    let found = context.desk()?.look_up_receipts(&system_user(), &filter);
    let receipts = found.map_err(|error| Failure::of_desk(text, &error))?;
    if !context.out.is_json() {
        if receipts.is_empty() {
            context.out.note(&text.get("receipt-none"));
        }
        for receipt in &receipts {
            context.out.say(&row(text, receipt));
        }
    }
    context.out.object(&json::Receipts::from(receipts.as_slice()));
    Ok(Exit::Done)
}

/// Prints the slip of an unknown outcome.
pub(super) fn slip(context: &Context, typed: &str) -> Result<Exit, Failure> {
    let text = context.text();
    let session = SessionNo::parse(typed).map_err(|_| {
        Failure::input("bad_session", text.with("refused-no-such-session", &[("session", typed.into())]))
    })?;
    let mut desk = context.desk()?;
    desk.unknown_outcome(session).map_err(|error| Failure::of_desk(text, &error))?;
    let print = desk.print_unknown_slip(session);
    show_paper(context.out, &print);
    context.out.note(&say::print_end(&text, &print));
    context.out.object(&json::Slip { session, printed: print.is_printed() });
    Ok(Exit::of_paper(&print))
}

/// The paper of one receipt as text, what was taken back of it, and, where it is asked for, the steps of its payment.
pub(super) fn show(context: &Context, number: &str, trace: bool) -> Result<Exit, Failure> {
    let text = context.text();
    let failed = |error: DeskError| Failure::of_desk(text, &error);
    let mut desk = context.desk()?;
    let number = the_one(text, &mut desk, number)?;
    let receipt = desk.look_up_receipt(&system_user(), &number).map_err(failed)?;
    let corrections = desk.corrections_of(&number).map_err(failed)?;
    let evidence = desk.evidence_of(&number).map_err(failed)?;
    let steps = if trace { Some(desk.trace_of(&number).map_err(failed)?) } else { None };
    let paper = desk.receipt_text(&receipt);
    if !context.out.is_json() {
        context.out.say(paper.trim_end_matches('\n'));
        for line in say::history(&text, &receipt, &corrections, evidence.as_deref()) {
            context.out.say(&line);
        }
        if let Some(steps) = &steps {
            context.out.say(&say::trace(&text, receipt.session, steps));
        }
    }
    let around = json::Around {
        corrections: &corrections,
        evidence: evidence.as_deref(),
        trace: steps.as_deref().map(json::steps),
        paper: &paper,
    };
    context.out.object(&json::WholeReceipt::new(&receipt, around));
    Ok(Exit::Done)
}

pub(super) fn reprint(context: &Context, number: &str, operator: Option<&str>, pin: &PinArgs) -> Result<Exit, Failure> {
    let text = context.text();
    let mut desk = context.desk()?;
    let number = the_one(text, &mut desk, number)?;
    let who = context.who(&mut desk, operator, pin)?;
    let first = desk.receipt(&number).map_err(|error| Failure::of_desk(text, &error))?.printed_at.is_none();
    let (receipt, mut print) = desk.reprint(&number, &who).map_err(|error| Failure::of_desk(text, &error))?;
    show_paper(context.out, &print);
    let sentence = match &print {
        PrintEnd::Printed { .. } if first => {
            text.with("receipt-first-print", &[("receipt", number.to_string().into())])
        }
        PrintEnd::Printed { .. } => {
            let values = [("receipt", number.to_string().into()), ("copy", receipt.copies.to_string().into())];
            text.with("receipt-reprinted", &values)
        }
        _ if first => paper_sentence(text, &number, &print),
        other => say::print_end(&text, other),
    };
    context.out.note(&sentence);
    if first {
        confirm_paper(context.out, &mut desk, &number, &who, &mut print);
    }
    let reason = words::print_end(&print).map(str::to_owned);
    context.out.object(&json::Reprinted {
        receipt: &number,
        printed: print.is_printed(),
        copies: receipt.copies,
        reason,
    });
    Ok(if first { Exit::of_first_print(&print) } else { Exit::of_paper(&print) })
}

/// Somebody says that the paper came out.
pub(super) fn confirm(context: &Context, number: &str, operator: Option<&str>, pin: &PinArgs) -> Result<Exit, Failure> {
    let text = context.text();
    let mut desk = context.desk()?;
    let number = the_one(text, &mut desk, number)?;
    let who = context.who(&mut desk, operator, pin)?;
    desk.confirm_printed(&number, &who).map_err(|error| Failure::of_desk(text, &error))?;
    let receipt = desk.receipt(&number).map_err(|error| Failure::of_desk(text, &error))?;
    context.out.say(&text.with("receipt-confirmed", &[("receipt", number.to_string().into())]));
    context.out.object(&json::Reprinted {
        receipt: &number,
        printed: receipt.printed_at.is_some(),
        copies: receipt.copies,
        reason: None,
    });
    Ok(Exit::Done)
}

/// The receipt that was meant: by its number, or as the only one of a day, an RF code or a tax number.
fn the_one(text: Text, desk: &mut Desk, typed: &str) -> Result<ReceiptNo, Failure> {
    let filter = sought(text, typed)?;
    if let Some(number) = filter.number {
        return Ok(number);
    }
    let found = desk.look_up_receipts(&system_user(), &filter).map_err(|error| Failure::of_desk(text, &error))?;
    match found.as_slice() {
        [] => Err(Failure::of_desk(text, &DeskError::Refused(Refusal::NoSuchReceipt(typed.into())))),
        [one] => Ok(one.number.clone()),
        several => {
            let numbers: Vec<String> = several.iter().map(|receipt| receipt.number.to_string()).collect();
            let values = [("numbers", numbers.join(", ").into())];
            Err(Failure::input("several_receipts", text.with("receipt-several", &values)))
        }
    }
}

/// What was typed to find receipts by: a number, a day, an RF code or a tax number.
fn sought(text: Text, typed: &str) -> Result<ReceiptFilter, Failure> {
    if let Ok(number) = ReceiptNo::parse(typed) {
        return Ok(ReceiptFilter { number: Some(number), ..ReceiptFilter::default() });
    }
    if let Ok(day) = date(text, typed) {
        return Ok(ReceiptFilter::on(day));
    }
    match Query::parse(typed) {
        Ok(Query::Rf(input)) => Ok(ReceiptFilter { rf: Some(input.rf), ..ReceiptFilter::default() }),
        Ok(Query::Afm { afm, .. }) => Ok(ReceiptFilter { afm: Some(afm), ..ReceiptFilter::default() }),
        Ok(Query::Name(_)) | Err(_) => {
            receipt_no(text, typed).map(|number| ReceiptFilter { number: Some(number), ..ReceiptFilter::default() })
        }
    }
}

/// A receipt's number as it was typed.
pub(super) fn receipt_no(text: Text, typed: &str) -> Result<ReceiptNo, Failure> {
    ReceiptNo::parse(typed).map_err(|error| {
        Failure::input("bad_receipt_number", text.with("refused-no-such-receipt", &[("receipt", error.0.into())]))
    })
}

fn filter(text: Text, args: &ReceiptFilterArgs) -> Result<ReceiptFilter, Failure> {
    if let Some(query) = &args.query {
        return sought(text, query);
    }
    let day = |typed: &Option<String>| typed.as_deref().map(|typed| date(text, typed)).transpose();
    let (from, to) = match day(&args.date)? {
        Some(day) => (Some(day), Some(day)),
        None => (day(&args.from)?, day(&args.to)?),
    };
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        return Err(Failure::input("bad_date", text.get("dates-crossed")));
    }
    let afm = |typed: &String| match Afm::parse(typed) {
        Ok((afm, _)) => Ok(afm),
        Err(error) => Err(Failure::input("invalid_afm", say::afm_error(&text, error))),
    };
    Ok(ReceiptFilter {
        number: args.number.as_deref().map(|number| receipt_no(text, number)).transpose()?,
        from,
        to,
        rf: args.rf.as_deref().map(|code| rf(text, code)).transpose()?,
        afm: args.afm.as_ref().map(afm).transpose()?,
        ..ReceiptFilter::default()
    })
}

fn date(text: Text, typed: &str) -> Result<NaiveDate, Failure> {
    NaiveDate::parse_from_str(typed, "%Y-%m-%d")
        .map_err(|_| Failure::input("bad_date", text.with("date-form", &[("text", typed.into())])))
}

fn row(text: Text, receipt: &Receipt) -> String {
    let state = match (receipt.printed_at, receipt.copies) {
        (None, _) => text.get("receipt-unprinted"),
        (Some(_), 0) => String::new(),
        (Some(_), copies) => text.with("receipt-copies", &[("count", copies.into())]),
    };
    let at = local(receipt.at).format("%d/%m/%Y %H:%M");
    let line = format!(
        "{}  {at}  {:>14} €  {}  {:<12}  {}  {state}",
        receipt.number,
        receipt.amount.greek(),
        receipt.session,
        receipt.cashier,
        receipt.payer,
    );
    line.trim_end().to_owned()
}
