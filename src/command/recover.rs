//! `recover`: asks the terminal about every unknown outcome.

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::json;
use super::pay::{confirm_paper, paper_sentence, show_paper};
use crate::desk::{AskedForAll, Desk, RecoverEnd, RecoverReport, RecoveredSession, system_user};
use crate::text::say;

/// Asks, says what became of each.
pub(super) fn run(context: &Context) -> Result<Exit, Failure> {
    let (_, report) = ask(context)?;
    context.out.object(&json::Recovered::from(&report));
    Ok(Exit::of_recovery(&report))
}

/// `terminal resend-all`: the same, and all unclaimed results that were ever kept.
pub(super) fn resend_all(context: &Context) -> Result<Exit, Failure> {
    let text = context.text();
    let (desk, report) = ask(context)?;
    let kept = desk.foreign_results().map_err(|error| Failure::of_desk(text, &error))?;
    if report.all == AskedForAll::CannotAsk {
        context.out.note(&text.get("resend-all-cannot-ask"));
    }
    if kept.is_empty() {
        context.out.say(&text.get("foreign-none"));
    } else {
        context.out.say(&say::foreign(&text, &kept));
    }
    context.out.object(&json::ForeignResults::new(&report, &kept));
    Ok(match (Exit::of_recovery(&report), report.all) {
        (Exit::Done, AskedForAll::NoAnswer { .. }) => Exit::NotAvailable,
        (exit, _) => exit,
    })
}

fn ask(context: &Context) -> Result<(Desk, RecoverReport), Failure> {
    let mut desk = context.desk()?;
    let mut report = desk.recover(&system_user()).map_err(|error| Failure::of_desk(context.text(), &error))?;
    if report.sessions.is_empty() {
        context.out.say(&context.text().get("recover-nothing"));
    }
    say_found(context, &mut desk, &mut report);
    Ok((desk, report))
}

/// What the terminal holds of the days before, asked at the beginning of one: a terminal that is not there yet, or is in
/// use, keeps nobody from it.
pub(super) fn look_at_the_start(context: &Context, desk: &mut Desk) {
    match desk.recover(&system_user()) {
        Ok(mut report) => say_found(context, desk, &mut report),
        Err(error) => context.out.note(&say::desk_error(&context.text(), &error)),
    }
}

fn say_found(context: &Context, desk: &mut Desk, report: &mut RecoverReport) {
    let text = context.text();
    for session in &mut report.sessions {
        context.out.say(&sentence(context, session));
        if let RecoverEnd::Approved { receipt, print } = &mut session.end {
            show_paper(context.out, print);
            confirm_paper(context.out, desk, &receipt.number, &receipt.cashier.to_string(), print);
        }
    }
    if let AskedForAll::NoAnswer { reason } = report.all {
        let reason = say::unknown(&text, reason);
        context.out.note(&text.with("recover-all-unreachable", &[("reason", reason.into())]));
    }
    if !report.foreign.is_empty() {
        context.out.note(&say::foreign(&text, &report.foreign));
    }
}

fn sentence(context: &Context, recovered: &RecoveredSession) -> String {
    let text = context.text();
    match &recovered.end {
        RecoverEnd::Approved { receipt, print } => {
            let said = say::found_charged(&text, recovered.session, receipt);
            format!("{said}\n{}", paper_sentence(text, &receipt.number, print))
        }
        RecoverEnd::NotCharged => say::found_not_charged(&text, recovered.session, recovered.correction),
        RecoverEnd::MayStillRun { until } => say::known_later(&text, recovered.session, recovered.correction, *until),
        RecoverEnd::StillUnknown { reason } => say::still_unknown(&text, recovered.session, reason),
    }
}
