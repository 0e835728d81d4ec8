//! `till`: open, status, close, handover and the Z reports. Comparing with the terminal is in `reconcile`.

use super::args::PinArgs;
use super::args_corrections::TwoPinArgs;
use super::args_till::{StatementArgs, TillCommand};
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::pay::show_paper;
use super::recover::look_at_the_start;
use super::{json_till as json, reconcile};
use crate::desk::{Desk, DeskError, KeptZ, PrintEnd, Refusal, SignedIn, TillStatus};
use crate::domain::operator::Act;
use crate::domain::till::TillState;
use crate::domain::time::local;
use crate::domain::z_report::ZNo;
use crate::text::{Text, say};

/// Carries a command of the till out.
pub(super) fn run(context: &Context, command: &TillCommand) -> Result<Exit, Failure> {
    match command {
        TillCommand::Open { operator, reason, pin } => open(context, operator, reason.as_deref(), pin),
        TillCommand::Status { operator, pin } => status(context, operator.as_deref(), pin),
        TillCommand::Close { operator, till, reason, pin } => {
            close(context, operator, till.as_deref(), reason.as_deref(), pin)
        }
        TillCommand::Reconcile(args) => reconcile::run(context, args),
        TillCommand::Explain { reference, text, operator, till, pin } => {
            reconcile::explain(context, (reference, text), operator, till.as_deref(), pin)
        }
        TillCommand::Handover { operator, to, pins } => hand_over(context, operator, to, pins),
        TillCommand::Compared(statement) => compared(context, statement),
        TillCommand::Clock(statement) => clock(context, statement),
        TillCommand::Z { number: None, .. } => list(context),
        TillCommand::Z { number: Some(number), print, confirm } => z(context, number, *print, *confirm),
    }
}

fn open(context: &Context, operator: &str, reason: Option<&str>, pin: &PinArgs) -> Result<Exit, Failure> {
    let mut desk = context.desk()?;
    let who = context.sign_in(&mut desk, operator, pin)?;
    desk.open_till(&who, reason).map_err(|error| Failure::of_desk(context.text(), &error))?;
    look_at_the_start(context, &mut desk);
    let shown = !context.setup.config.till.hide_totals || who.operator().role.may(Act::SeeExpectedTotals);
    show(context, &desk, shown)
}

/// Says what it holds, and what keeps it from closing.
fn status(context: &Context, operator: Option<&str>, pin: &PinArgs) -> Result<Exit, Failure> {
    let mut desk = context.desk()?;
    let who = operator.map(|operator| context.sign_in(&mut desk, operator, pin)).transpose()?;
    let allowed = who.is_some_and(|who| who.operator().role.may(Act::SeeExpectedTotals));
    show(context, &desk, allowed || !context.setup.config.till.hide_totals)
}

/// Closes it and says what its Z report says. The till is closed also where no paper came out.
fn close(
    context: &Context,
    operator: &str,
    till: Option<&str>,
    reason: Option<&str>,
    pin: &PinArgs,
) -> Result<Exit, Failure> {
    let text = context.text();
    let mut desk = context.desk()?;
    let who = context.sign_in(&mut desk, operator, pin)?;
    accept_clock(context, &mut desk, &who, reason)?;
    let (kept, print) = desk.close_till(&who, till).map_err(|error| Failure::of_desk(text, &error))?;
    let values = [("till", kept.report.till.as_str().into()), ("number", kept.report.number.to_string().into())];
    context.out.say(&text.with("till-closed", &values));
    paper(context, &desk, &kept, &print);
    context.out.object(&json::Closed::new(&kept, Some(&print), None));
    Ok(Exit::Done)
}

/// A reason given with a sale or a close is about the clock, where that is in doubt.
pub(super) fn accept_clock(
    context: &Context,
    desk: &mut Desk,
    who: &SignedIn,
    reason: Option<&str>,
) -> Result<(), Failure> {
    let failed = |error: DeskError| Failure::of_desk(context.text(), &error);
    match reason {
        Some(reason) if !desk.clock_doubts().map_err(failed)?.is_empty() => {
            desk.accept_clock(who, reason).map(drop).map_err(failed)
        }
        _ => Ok(()),
    }
}

fn clock(context: &Context, statement: &StatementArgs) -> Result<Exit, Failure> {
    let now = [("now", say::shown(context.setup.clock.now()))];
    state(context, statement, &context.text().with("till-clock-accepted", &now), |desk, who, reason| {
        desk.accept_clock(who, reason).map(drop)
    })
}

fn compared(context: &Context, statement: &StatementArgs) -> Result<Exit, Failure> {
    state(context, statement, &context.text().get("till-compared"), Desk::state_compared)
}

/// Keeps what a supervisor states, says so, and shows the till.
fn state(
    context: &Context,
    statement: &StatementArgs,
    kept: &str,
    keep: impl FnOnce(&mut Desk, &SignedIn, &str) -> Result<(), DeskError>,
) -> Result<Exit, Failure> {
    let StatementArgs { operator, reason, pin } = statement;
    let mut desk = context.desk()?;
    let who = context.sign_in(&mut desk, operator, pin)?;
    keep(&mut desk, &who, reason).map_err(|error| Failure::of_desk(context.text(), &error))?;
    context.out.note(kept);
    show(context, &desk, true)
}

/// Shows the paper, or says why there is none and how to get it.
fn paper(context: &Context, desk: &Desk, kept: &KeptZ, print: &PrintEnd) {
    let text = context.text();
    show_paper(context.out, print);
    if !matches!(print, PrintEnd::Printed { screen: Some(_) }) && !context.out.is_json() {
        context.out.say(desk.z_text(kept).trim_end_matches('\n'));
    }
    let number = ("number", kept.report.number.to_string().into());
    match print {
        PrintEnd::Printed { .. } => context.out.note(&text.with("z-printed", &[number])),
        PrintEnd::Unconfirmed => context.out.note(&text.with("z-unconfirmed", &[number])),
        PrintEnd::NotPrinted(why) => {
            let reason = ("reason", say::print_trouble(&text, why).into());
            context.out.note(&text.with("z-not-printed", &[number, reason]));
        }
    }
}

fn hand_over(context: &Context, operator: &str, to: &str, pins: &TwoPinArgs) -> Result<Exit, Failure> {
    let text = context.text();
    let failed = |error: DeskError| Failure::of_desk(text, &error);
    let mut desk = context.desk()?;
    let (from, to) = context.sign_in_two(&mut desk, operator, to, pins)?;
    let till = desk.hand_over(&from, &to).map_err(failed)?;
    let handovers = desk.handovers(&till).map_err(failed)?;
    let name = |who: &crate::desk::SignedIn| who.operator().name.clone();
    let values = [("till", till.name.as_str().into()), ("from", name(&from).into()), ("to", name(&to).into())];
    context.out.say(&text.with("till-handed-over", &values));
    context.out.object(&json::HandedOver { till: &till.name, handovers: &handovers });
    Ok(Exit::Done)
}

fn list(context: &Context) -> Result<Exit, Failure> {
    let text = context.text();
    let all = context.desk()?.z_reports(None).map_err(|error| Failure::of_desk(text, &error))?;
    if !context.out.is_json() {
        if all.is_empty() {
            context.out.note(&text.get("z-none"));
        }
        for kept in &all {
            context.out.say(&row(text, kept));
        }
    }
    context.out.object(&json::ZList::from(all.as_slice()));
    Ok(Exit::Done)
}

fn row(text: Text, kept: &KeptZ) -> String {
    let report = &kept.report;
    text.with(
        "z-row",
        &[
            ("number", report.number.to_string().into()),
            ("till", report.till.as_str().into()),
            ("at", local(report.closed_at).format("%d/%m/%Y %H:%M").to_string().into()),
            ("count", report.all.count.to_string().into()),
            ("amount", report.all.total.greek().into()),
        ],
    )
}

/// One report: its paper, a print of it, or the word that the paper came out.
fn z(context: &Context, typed: &str, print: bool, confirm: bool) -> Result<Exit, Failure> {
    let text = context.text();
    let failed = |error: DeskError| Failure::of_desk(text, &error);
    let mut desk = context.desk()?;
    let number = the_one(&desk, typed).map_err(failed)?;
    let who = crate::desk::system_user();
    if print {
        let (kept, end) = desk.print_z(&number, &who).map_err(failed)?;
        paper(context, &desk, &kept, &end);
        context.out.object(&json::Closed::new(&kept, Some(&end), None));
        return Ok(Exit::of_paper(&end));
    }
    if confirm {
        desk.confirm_z_printed(&number, &who).map_err(failed)?;
    }
    let kept = desk.z_report(&number).map_err(failed)?;
    let paper = desk.z_text(&kept);
    if !context.out.is_json() {
        context.out.say(paper.trim_end_matches('\n'));
    }
    context.out.object(&json::Closed::new(&kept, None, Some(&paper)));
    Ok(Exit::Done)
}

/// By its number, or by the name of its till.
fn the_one(desk: &Desk, typed: &str) -> Result<ZNo, DeskError> {
    if let Ok(number) = ZNo::parse(typed) {
        return Ok(number);
    }
    let of_till = desk.z_reports(Some(typed.trim()))?.into_iter().next();
    of_till.map(|kept| kept.report.number).ok_or_else(|| Refusal::NoSuchZ(typed.into()).into())
}

fn show(context: &Context, desk: &Desk, totals_shown: bool) -> Result<Exit, Failure> {
    let status = desk.till_status().map_err(|error| Failure::of_desk(context.text(), &error))?;
    if !context.out.is_json() {
        context.out.say(&sheet(context, &status, totals_shown));
    }
    context.out.object(&json::Till::new(&status, totals_shown));
    Ok(Exit::Done)
}

fn sheet(context: &Context, status: &TillStatus, totals_shown: bool) -> String {
    let text = context.text();
    let state = match status.state {
        TillState::Open => "open",
        TillState::Closed => "closed",
    };
    let mut lines = vec![text.with("till-status", &[("till", status.name.as_str().into()), ("state", state.into())])];
    if let Some(number) = &status.z {
        lines.push(text.with("till-has-z", &[("number", number.to_string().into())]));
    }
    if let Some(restored) = status.not_compared_since {
        lines.push(say::refusal(&text, &Refusal::NotComparedSinceRestore { restored }));
    }
    lines.extend(status.clock_doubts.iter().map(|doubt| say::clock_doubt(&text, doubt)));
    lines.extend(status.terminal_clock.iter().map(|clock| say::terminal_clock(&text, clock)));
    for earlier in &status.earlier {
        lines.push(text.with("refused-earlier-till-open", &[("till", earlier.name.as_str().into())]));
    }
    if let Some(till) = &status.till {
        let at = local(till.opened_at).format("%H:%M").to_string();
        lines.push(text.with("till-opened-by", &[("operator", till.opened_by.to_string().into()), ("at", at.into())]));
        if let Some(reason) = &till.outside_hours {
            lines.push(text.with("till-opened-outside", &[("reason", reason.as_str().into())]));
        }
        if let Some(reason) = &till.another {
            lines.push(text.with("till-another", &[("reason", reason.as_str().into())]));
        }
    }
    if totals_shown {
        lines.extend(totals(text, status));
    } else {
        lines.push(text.get("till-totals-hidden"));
    }
    lines.push(text.with("till-cash-refusals", &[("count", status.totals.cash_refusals.to_string().into())]));
    if status.blockers.is_empty() {
        lines.push(text.get("till-no-blockers"));
    } else {
        lines.push(text.get("till-blockers"));
        let blockers = status.blockers.iter();
        lines.extend(blockers.map(|blocker| format!("  {}", say::blocker(&text, blocker.kind, &blocker.reference))));
    }
    lines.join("\n")
}

fn totals(text: Text, status: &TillStatus) -> Vec<String> {
    let totals = &status.totals;
    let mut lines = vec![
        text.with("till-receipts", &[("count", totals.receipts.to_string().into())]),
        text.with("till-total", &[("amount", totals.total.greek().into())]),
    ];
    for (what, sums) in [("till-by-revenue-code", &totals.by_revenue_code), ("till-by-card-type", &totals.by_card_type)]
    {
        if !sums.is_empty() {
            lines.push(text.get(what));
            lines.extend(sums.iter().map(|(name, sum)| format!("  {name:<24} {:>16} €", sum.greek())));
        }
    }
    lines
}
