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
    Desk, NOT_BOOKED, PayEnd, PayItem, PayOrder, PayReport, PayStep, PayTarget, PrintEnd, PrintTrouble, Refusal,
    SignedIn, system_user,
};
use crate::domain::money::{DecimalMark, Money};
use crate::domain::receipt::{Receipt, ReceiptNo};
use crate::domain::rf::Rf;
use crate::domain::tender::Tender;
use crate::text::{Text, say};

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
        return Ok(refuse_cash(&context, &mut desk, &order, args.slip));
    }
    let who = context.sign_in(&mut desk, &args.operator, &args.pin)?;
    super::till::accept_clock(&context, &mut desk, &who, args.reason.as_deref())?;
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
        confirm_paper(out, desk, &receipt.number, who.operator().id.as_str(), print);
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
    let failure = Failure::of_desk(out.text(), &Refusal::Cash.into());
    out.note(&failure.sentence);
    for way in say::ways_to_pay(&out.text(), &context.setup.config.hours) {
        out.note(&way);
    }
    if slip {
        let end = desk.print_ways_to_pay(&targets);
        show_paper(out, &end);
        out.note(&say::print_end(&out.text(), &end));
    }
    out.object(&not_begun(&failure));
    failure.exit
}

/// What is to be paid, and with what.
fn order(text: Text, args: &PayArgs) -> Result<PayOrder, Failure> {
    let tender = match args.tender {
        TenderArg::Card => Tender::Card,
        TenderArg::Cash => Tender::Cash,
    };
    Ok(PayOrder { tender, items: items(text, &args.codes, &args.amount)?, one_payer: args.one_payer })
}

/// Each RF code with its amount, where one was given.
pub(super) fn items(text: Text, codes: &[String], amount: &[String]) -> Result<Vec<PayItem>, Failure> {
    let codes = codes.iter().map(|code| rf(text, code)).collect::<Result<Vec<Rf>, Failure>>()?;
    let mut amounts = BTreeMap::new();
    for typed in amount {
        let (code, amount) = rf_and_amount(text, typed)?;
        if !codes.contains(&code) {
            let values = [("rf", code.grouped().into())];
            return Err(Failure::usage("amount_without_rf", text.with("amount-without-rf", &values)));
        }
        if amounts.insert(code.as_str().to_owned(), amount).is_some() {
            let values = [("rf", code.grouped().into())];
            return Err(Failure::usage("amount_twice", text.with("amount-twice", &values)));
        }
    }
    let item = |code: Rf| PayItem { amount: amounts.get(code.as_str()).copied(), of: PayTarget::Rf(code) };
    Ok(codes.into_iter().map(item).collect())
}

/// An RF code as it was typed.
pub(super) fn rf(text: Text, typed: &str) -> Result<Rf, Failure> {
    match Rf::parse(typed) {
        Ok(input) => Ok(input.rf),
        Err(error) => Err(Failure::input("invalid_rf", say::rf_error(&text, &error))),
    }
}

fn rf_and_amount(text: Text, typed: &str) -> Result<(Rf, Money), Failure> {
    let Some((code, amount)) = typed.split_once('=') else {
        let values = [("text", typed.into())];
        return Err(Failure::usage("bad_amount", text.with("amount-order-form", &values)));
    };
    Ok((rf(text, code)?, self::amount(text, amount)?))
}

/// An amount as it was typed, more than zero.
pub(super) fn amount(text: Text, typed: &str) -> Result<Money, Failure> {
    // Whichever mark comes last is the decimal one; `1.234` is then three decimals and refused, never a thousand.
    let mark = if typed.rfind(',') > typed.rfind('.') { DecimalMark::Comma } else { DecimalMark::Point };
    let parsed = Money::parse(typed, mark).ok().filter(|amount| !amount.is_zero());
    parsed.ok_or_else(|| Failure::input("bad_amount", text.with("amount-form", &[("text", typed.into())])))
}

fn step_sentence(text: Text, step: &PayStep) -> Option<String> {
    Some(match step {
        PayStep::Prepared { session, amount } => {
            text.with("pay-asking", &[("session", session.to_string().into()), ("amount", amount.greek().into())])
        }
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
    let because = |key: &str, reason: String| vec![text.with(key, &[("reason", reason.into())])];
    match &report.end {
        PayEnd::Approved { receipt, print, iris_unwanted } => approved_sentences(text, receipt, print, *iris_unwanted),
        PayEnd::Declined(no) => because("pay-declined", say::terminal_no(&text, no)),
        PayEnd::Refused(refusal) => because("pay-refused", say::refusal(&text, refusal)),
        PayEnd::Failed(trouble) => because("pay-failed", say::trouble(&text, trouble)),
        PayEnd::Unknown { reason: NOT_BOOKED } => {
            let session = report.session.map(|session| session.to_string()).unwrap_or_default();
            vec![
                text.with("pay-charged-not-booked", &[("session", session.into())]),
                text.get("unknown-do-not"),
                text.get("not-booked-recover"),
            ]
        }
        PayEnd::Unknown { reason } => {
            let session = report.session.map(|session| session.to_string()).unwrap_or_default();
            let what = [("session", session.into()), ("reason", say::unknown(&text, reason).into())];
            vec![
                text.with("pay-unknown", &what),
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
    let mut said = vec![text.with("pay-approved", &[("receipt", number.into()), ("amount", amount.as_str().into())])];
    if receipt.card.final_amount != receipt.amount {
        let charged = receipt.card.final_amount.greek();
        said.push(text.with("final-amount-differs", &[("amount", amount.into()), ("final", charged.into())]));
    }
    if iris_unwanted {
        said.push(text.get("iris-unwanted"));
    }
    said.push(paper_sentence(text, &receipt.number, print));
    said
}

/// What became of a receipt's first print.
pub(super) fn paper_sentence(text: Text, number: &ReceiptNo, print: &PrintEnd) -> String {
    let receipt = [("receipt", number.to_string().into())];
    match print {
        PrintEnd::Printed { .. } => text.with("printer-printed", &receipt),
        PrintEnd::Unconfirmed => text.with("printer-unconfirmed", &receipt),
        PrintEnd::NotPrinted(PrintTrouble::Store(_)) => text.with("printer-not-noted", &receipt),
        PrintEnd::NotPrinted(trouble) => {
            format!("{}\n{}", text.with("printer-not-printed", &receipt), say::print_trouble(&text, trouble))
        }
    }
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
    out.note(&out.text().get("paper-question"));
    let mut answer = String::new();
    let answered = std::io::stdin().lock().read_line(&mut answer).is_ok();
    if !answered || !answer.trim_start().starts_with(['ν', 'Ν', 'y', 'Y']) {
        return;
    }
    match desk.confirm_printed(number, who) {
        Ok(()) => *print = PrintEnd::Printed { screen: None },
        Err(error) => out.note(&say::desk_error(&out.text(), &error)),
    }
}

/// The shape that scripts read, however it ended.
pub(super) fn report_object(report: &PayReport) -> json::Pay {
    let lines = report.lines.iter().map(json::PayLine::from).collect();
    let ended = |reason| json::Pay {
        outcome: report.end.word(),
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
            ..ended(words::print_end(print).map(str::to_owned))
        },
        PayEnd::Declined(no) => ended(Some(words::terminal_no(no))),
        PayEnd::Refused(refusal) => ended(Some(refusal.word().to_owned())),
        PayEnd::Unknown { reason } => ended(Some((*reason).to_owned())),
        PayEnd::Failed(trouble) => ended(Some(words::trouble(trouble).to_owned())),
    };
    json::Pay { lines, ..object }
}

/// The same for what did not begin.
pub(super) fn not_begun(failure: &Failure) -> json::Pay {
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
