//! `pay`: a card payment from the command line. Whatever happens is said in the one shape of its JSON, also
//! where the payment did not begin.

use std::collections::BTreeMap;
use std::io::{BufRead, IsTerminal};

use super::args::{Global, PayArgs, TenderArg};
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::output::Output;
use super::{json, words};
use crate::desk::{
    Desk, PayEnd, PayItem, PayOrder, PayReport, PayStep, PayTarget, PrintEnd, Refusal, SignedIn, system_user,
};
use crate::domain::money::{DecimalMark, Money};
use crate::domain::query::QueryError;
use crate::domain::receipt::ReceiptNo;
use crate::domain::rf::Rf;
use crate::domain::tender::Tender;
use crate::text::Text;

/// Takes the payment and says how it ended.
pub(super) fn run(out: Output, global: &Global, args: &PayArgs) -> Exit {
    take(out, global, args).unwrap_or_else(|failure| {
        out.note(&failure.sentence);
        out.object(&not_begun(&failure));
        failure.exit
    })
}

fn take(out: Output, global: &Global, args: &PayArgs) -> Result<Exit, Failure> {
    let context = Context::read(out, global)?;
    let order = order(out.text(), args)?;
    let mut desk = context.desk()?;
    if order.tender == Tender::Cash {
        return Ok(refuse_cash(out, &mut desk, &order, args.slip));
    }
    let who = context.sign_in(&mut desk, &args.operator, &args.pin)?;
    Ok(pay(out, &mut desk, &who, &order).1)
}

/// Pays, telling each step as it happens, and says how it ended. Also the demonstration's way to pay.
pub(super) fn pay(out: Output, desk: &mut Desk, who: &SignedIn, order: &PayOrder) -> (PayReport, Exit) {
    let text = out.text();
    let mut report = desk.pay(who, order, &mut |step| out.note(&step_sentence(text, step)));
    for sentence in end_sentences(text, &report) {
        out.say(&sentence);
    }
    if let PayEnd::Approved { receipt, print, .. } = &mut report.end {
        show_paper(out, print);
        confirm_paper(out, desk, &receipt.number, who.operator().id.as_str(), print);
    }
    let exit = Exit::of_payment(&report.end);
    out.object(&report_object(&report));
    (report, exit)
}

/// Cash is refused before anybody is asked for a PIN: it needs no permission to be refused, and it is counted.
fn refuse_cash(out: Output, desk: &mut Desk, order: &PayOrder, slip: bool) -> Exit {
    let targets: Vec<PayTarget> = order.items.iter().map(|item| item.of.clone()).collect();
    if let Err(error) = desk.refuse_cash(&system_user(), &targets) {
        out.note(&out.text().desk_error(&error));
    }
    let failure = Failure::of_desk(out.text(), &Refusal::Cash.into());
    out.note(&failure.sentence);
    if slip {
        let end = desk.print_ways_to_pay(&targets);
        show_paper(out, &end);
        if let Some(sentence) = out.text().print_end(&end) {
            out.note(&sentence);
        }
    }
    out.object(&not_begun(&failure));
    failure.exit
}

/// What is to be paid: each RF code with its amount, where one was given.
fn order(text: Text, args: &PayArgs) -> Result<PayOrder, Failure> {
    let codes = args.codes.iter().map(|code| rf(text, code)).collect::<Result<Vec<Rf>, Failure>>()?;
    let mut amounts = BTreeMap::new();
    for typed in &args.amount {
        let (code, amount) = rf_and_amount(text, typed)?;
        if !codes.contains(&code) {
            let values = [("rf", code.grouped().into())];
            return Err(Failure::usage("amount_without_rf", text.with("cli-amount-without-rf", &values)));
        }
        if amounts.insert(code.as_str().to_owned(), amount).is_some() {
            let values = [("rf", code.grouped().into())];
            return Err(Failure::usage("amount_twice", text.with("cli-amount-twice", &values)));
        }
    }
    let tender = match args.tender {
        TenderArg::Card => Tender::Card,
        TenderArg::Cash => Tender::Cash,
    };
    let items = codes
        .into_iter()
        .map(|code| PayItem { amount: amounts.get(code.as_str()).copied(), of: PayTarget::Rf(code) })
        .collect();
    Ok(PayOrder { tender, items })
}

/// An RF code as it was typed.
pub(super) fn rf(text: Text, typed: &str) -> Result<Rf, Failure> {
    match Rf::parse(typed) {
        Ok(input) => Ok(input.rf),
        Err(error) => Err(Failure::input("invalid_rf", text.query_error(&QueryError::Rf(error)))),
    }
}

fn rf_and_amount(text: Text, typed: &str) -> Result<(Rf, Money), Failure> {
    let Some((code, amount)) = typed.split_once('=') else {
        let values = [("value", typed.into())];
        return Err(Failure::usage("bad_amount", text.with("cli-amount-form", &values)));
    };
    // Whichever mark comes last is the decimal one; `1.234` is then three decimals and refused, never a thousand.
    let mark = if amount.rfind(',') > amount.rfind('.') { DecimalMark::Comma } else { DecimalMark::Point };
    let parsed = Money::parse(amount, mark).ok().filter(|amount| !amount.is_zero());
    let parsed = parsed.ok_or_else(|| {
        Failure::input("bad_amount", text.with("cli-amount-bad", &[("value", amount.into())]))
    })?;
    Ok((rf(text, code)?, parsed))
}

fn step_sentence(text: Text, step: &PayStep) -> String {
    match step {
        PayStep::Prepared { session, amount } => text.with(
            "pay-step-prepared",
            &[("session", session.to_string().into()), ("amount", amount.greek().into())],
        ),
        PayStep::Sent => text.get("pay-step-sent"),
        PayStep::Confirmed => text.get("pay-step-confirmed"),
        PayStep::Booked { receipt } => text.with("pay-step-booked", &[("receipt", receipt.to_string().into())]),
        PayStep::Printing => text.get("pay-step-printing"),
    }
}

fn end_sentences(text: Text, report: &PayReport) -> Vec<String> {
    let (receipt, print, iris_unwanted) = match &report.end {
        PayEnd::Approved { receipt, print, iris_unwanted } => (receipt, print, *iris_unwanted),
        PayEnd::Declined(no) => return vec![text.terminal_no(no)],
        PayEnd::Refused(refusal) => return vec![text.refusal(refusal)],
        PayEnd::Failed(trouble) => return vec![text.trouble(trouble)],
        PayEnd::Unknown { reason } => {
            let session = report.session.map(|session| session.to_string()).unwrap_or_default();
            let values = [("session", session.into()), ("amount", report.amount.greek().into())];
            return vec![text.with("pay-unknown", &values), text.unknown(reason)];
        }
    };
    let number = receipt.number.to_string();
    let amount = receipt.amount.greek();
    let mut said = vec![text.with("pay-approved", &[("receipt", number.into()), ("amount", amount.as_str().into())])];
    if receipt.card.final_amount != receipt.amount {
        let charged = receipt.card.final_amount.greek();
        said.push(text.with("pay-final-differs", &[("amount", amount.into()), ("final", charged.into())]));
    }
    if iris_unwanted {
        said.push(text.get("pay-iris-unwanted"));
    }
    said.extend(text.print_end(print));
    said
}

/// The paper, where the screen is the printer.
pub(super) fn show_paper(out: Output, print: &PrintEnd) {
    if let PrintEnd::Printed { screen: Some(paper) } = print {
        out.say(paper);
    }
}

/// Where the printer cannot say whether the paper came out, asks whoever stands before it, if somebody does.
pub(super) fn confirm_paper(out: Output, desk: &mut Desk, number: &ReceiptNo, who: &str, print: &mut PrintEnd) {
    if !matches!(print, PrintEnd::Unconfirmed) || !std::io::stdin().is_terminal() {
        return;
    }
    out.note(&out.text().get("cli-paper-question"));
    let mut answer = String::new();
    let answered = std::io::stdin().lock().read_line(&mut answer).is_ok();
    if !answered || !answer.trim_start().starts_with(['ν', 'Ν', 'y', 'Y']) {
        return;
    }
    match desk.confirm_printed(number, who) {
        Ok(()) => *print = PrintEnd::Printed { screen: None },
        Err(error) => out.note(&out.text().desk_error(&error)),
    }
}

fn report_object(report: &PayReport) -> json::Pay {
    let lines = report.lines.iter().map(json::PayLine::from).collect();
    let ended = |outcome, reason| json::Pay {
        outcome,
        reason,
        session: report.session,
        receipt: None,
        printed: false,
        amount: report.amount,
        final_amount: None,
        tender: None,
        lines: Vec::new(),
        card: None,
        iris_unwanted: false,
    };
    let object = match &report.end {
        PayEnd::Approved { receipt, print, iris_unwanted } => json::Pay {
            receipt: Some(receipt.number.clone()),
            printed: print.is_printed(),
            final_amount: Some(receipt.card.final_amount),
            tender: Some(receipt.tender),
            card: Some(json::Card::from(&receipt.card)),
            iris_unwanted: *iris_unwanted,
            ..ended("approved", words::print_end(print).map(str::to_owned))
        },
        PayEnd::Declined(no) => ended("declined", Some(words::terminal_no(no))),
        PayEnd::Refused(refusal) => ended("refused", Some(words::refusal(refusal).to_owned())),
        PayEnd::Unknown { reason } => ended("unknown", Some((*reason).to_owned())),
        PayEnd::Failed(trouble) => ended("failed", Some(words::trouble(trouble).to_owned())),
    };
    json::Pay { lines, ..object }
}

fn not_begun(failure: &Failure) -> json::Pay {
    json::Pay {
        outcome: if failure.exit == Exit::Refused { "refused" } else { "failed" },
        reason: Some(failure.kind.clone()),
        session: None,
        receipt: None,
        printed: false,
        amount: Money::ZERO,
        final_amount: None,
        tender: None,
        lines: Vec::new(),
        card: None,
        iris_unwanted: false,
    }
}
