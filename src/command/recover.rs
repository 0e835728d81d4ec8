//! `recover`: asks the terminal about every unknown outcome. Also `terminal resend-all`, which is the same and shows all that
//! was ever kept.

use serde::Serialize;

use super::foreign;
use super::paper::{came_out, paper_sentence};
use super::{Context, Exit, Failure, object};
use crate::desk::{AskedForAll, Caller, Desk, RecoverEnd, RecoverReport, RecoveredSession};
use crate::domain::correction::CorrectionKind;
use crate::domain::time::{Moment, iso_local};
use crate::text::{say, values};

/// `known_from`: when it can be known that nothing was charged.
fn answer(report: &RecoverReport) -> impl Serialize {
    let outcome = |end: &RecoverEnd| match end {
        RecoverEnd::Approved { .. } => "approved",
        RecoverEnd::NotCharged => "not_charged",
        RecoverEnd::MayStillRun { .. } | RecoverEnd::StillUnknown { .. } => "unknown",
    };
    let one = |of: &RecoveredSession| {
        let (receipt, printed) = match &of.end {
            RecoverEnd::Approved { receipt, print } => (Some(receipt.number.clone()), print.is_printed()),
            _ => (None, false),
        };
        object![
            session = of.session,
            outcome = outcome(&of.end),
            reason = of.end.unknown_for(),
            known_from = of.end.known_from().map(iso_local),
            receipt,
            printed,
            amount = of.amount,
            kind = of.correction.map_or("sale", CorrectionKind::word),
            trace = steps(&of.trace)
        ]
    };
    let count = |word: &str| report.sessions.iter().filter(|of| outcome(&of.end) == word).count();
    let (all, all_reason) = match report.all {
        AskedForAll::NotAsked => ("not_asked", None),
        AskedForAll::Answered => ("answered", None),
        AskedForAll::CannotAsk => ("cannot_ask", None),
        AskedForAll::NoAnswer { reason } => ("no_answer", Some(reason)),
    };
    object![
        checked = report.sessions.len(),
        approved = count("approved"),
        not_charged = count("not_charged"),
        still_unknown = count("unknown"),
        sessions = report.sessions.iter().map(one).collect::<Vec<_>>(),
        all,
        all_reason,
        foreign = report.foreign.iter().map(foreign::result).collect::<Vec<_>>()
    ]
}

pub(in crate::command) fn steps(trace: &[(Moment, String)]) -> impl Serialize + use<> {
    trace.iter().map(|(at, step)| object![at = iso_local(*at), step = step.clone()]).collect::<Vec<_>>()
}

pub(super) fn run(context: &Context) -> Result<Exit, Failure> {
    let (_, report) = ask(context)?;
    context.out.object(&answer(&report));
    Ok(Exit::of_recovery(&report))
}

/// `terminal resend-all`: the same, and all unclaimed results that were ever kept.
pub(super) fn resend_all(context: &Context) -> Result<Exit, Failure> {
    let text = context.text();
    let (mut desk, report) = ask(context)?;
    let kept = desk.foreign_results(&Caller::User)?;
    if report.all == AskedForAll::CannotAsk {
        context.out.remark("resend-all-cannot-ask", &[]);
    }
    if kept.is_empty() {
        context.out.tell("foreign-none", &[]);
    } else {
        context.out.say(&say::foreign(&text, &kept));
    }
    let kept: Vec<_> = kept.iter().map(foreign::result).collect();
    context.out.object(&object![
        #[serde(flatten)]
        recovered = answer(&report),
        kept
    ]);
    Ok(match (Exit::of_recovery(&report), report.all) {
        (Exit::Done, AskedForAll::NoAnswer { .. }) => Exit::NotAvailable,
        (exit, _) => exit,
    })
}

fn ask(context: &Context) -> Result<(Desk, RecoverReport), Failure> {
    let mut desk = context.desk()?;
    let mut report = desk.recover(&Caller::User)?;
    if report.sessions.is_empty() {
        context.out.tell("recover-nothing", &[]);
    }
    say_found(context, &mut desk, &mut report);
    Ok((desk, report))
}

/// What the terminal holds of the days before, asked at the beginning of one: a terminal that is not there yet, or is in
/// use, keeps nobody from it.
pub(super) fn look_at_the_start(context: &Context, desk: &mut Desk) {
    match desk.recover(&Caller::User) {
        Ok(mut report) => say_found(context, desk, &mut report),
        Err(error) => context.out.note(&say::desk_error(&context.text(), &error)),
    }
}

fn say_found(context: &Context, desk: &mut Desk, report: &mut RecoverReport) {
    let text = context.text();
    for session in &mut report.sessions {
        context.out.say(&sentence(context, session));
        if let RecoverEnd::Approved { receipt, print } = &mut session.end {
            came_out(context.out, desk, &receipt.number, &Caller::User, print);
        }
    }
    if let AskedForAll::NoAnswer { reason } = report.all {
        let reason = say::unknown(&text, reason);
        context.out.remark("recover-all-unreachable", values![reason]);
    }
    if !report.foreign.is_empty() {
        context.out.note(&say::foreign(&text, &report.foreign));
    }
}

fn sentence(context: &Context, of: &RecoveredSession) -> String {
    let said = say::recovered(&context.text(), of.session, of.correction, &of.end);
    match &of.end {
        RecoverEnd::Approved { receipt, print } => {
            format!("{said}\n{}", paper_sentence(context.text(), &receipt.number, print))
        }
        _ => said,
    }
}
