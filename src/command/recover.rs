//! `recover`: asks the terminal about every unknown outcome. Also `terminal resend-all`, which is the same and shows all that
//! was ever kept.

use serde::Serialize;

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::foreign::ForeignOne;
use super::paper::{confirm_paper, paper_sentence, show_paper};
use crate::desk::{AskedForAll, Desk, RecoverEnd, RecoverReport, RecoveredSession, system_user};
use crate::domain::correction::CorrectionKind;
use crate::domain::foreign::ForeignResult;
use crate::domain::money::Money;
use crate::domain::receipt::ReceiptNo;
use crate::domain::session::SessionNo;
use crate::domain::time::{Moment, iso_local};
use crate::text::{say, values};

/// `recover`.
#[derive(Debug, Serialize)]
struct Recovered {
    checked: usize,
    approved: usize,
    not_charged: usize,
    still_unknown: usize,
    sessions: Vec<RecoveredOne>,
    all: &'static str,
    all_reason: Option<&'static str>,
    foreign: Vec<ForeignOne>,
}

#[derive(Debug, Serialize)]
struct RecoveredOne {
    session: SessionNo,
    outcome: &'static str,
    reason: Option<&'static str>,
    /// When it can be known that nothing was charged.
    known_from: Option<String>,
    receipt: Option<ReceiptNo>,
    printed: bool,
    amount: Money,
    kind: &'static str,
    trace: Vec<Step>,
}

impl From<&RecoverReport> for Recovered {
    fn from(report: &RecoverReport) -> Recovered {
        let sessions: Vec<RecoveredOne> = report
            .sessions
            .iter()
            .map(|session| {
                let reason = session.end.unknown_for();
                let known_from = session.end.known_from().map(iso_local);
                let (outcome, receipt, printed) = match &session.end {
                    RecoverEnd::Approved { receipt, print } => {
                        ("approved", Some(receipt.number.clone()), print.is_printed())
                    }
                    RecoverEnd::NotCharged => ("not_charged", None, false),
                    RecoverEnd::MayStillRun { .. } | RecoverEnd::StillUnknown { .. } => ("unknown", None, false),
                };
                let (amount, trace) = (session.amount, steps(&session.trace));
                let kind = session.correction.map_or("sale", CorrectionKind::word);
                RecoveredOne {
                    session: session.session,
                    outcome,
                    reason,
                    known_from,
                    receipt,
                    printed,
                    amount,
                    kind,
                    trace,
                }
            })
            .collect();
        let count = |word: &str| sessions.iter().filter(|session| session.outcome == word).count();
        let (all, all_reason) = match report.all {
            AskedForAll::NotAsked => ("not_asked", None),
            AskedForAll::Answered => ("answered", None),
            AskedForAll::CannotAsk => ("cannot_ask", None),
            AskedForAll::NoAnswer { reason } => ("no_answer", Some(reason)),
        };
        Recovered {
            checked: sessions.len(),
            approved: count("approved"),
            not_charged: count("not_charged"),
            still_unknown: count("unknown"),
            sessions,
            all,
            all_reason,
            foreign: report.foreign.iter().map(ForeignOne::from).collect(),
        }
    }
}

/// One line of a step log.
#[derive(Debug, Serialize)]
pub(in crate::command) struct Step {
    at: String,
    step: String,
}

pub(in crate::command) fn steps(trace: &[(Moment, String)]) -> Vec<Step> {
    trace.iter().map(|(at, line)| Step { at: iso_local(*at), step: line.clone() }).collect()
}

/// `terminal resend-all`: the unclaimed results that the terminal holds, new and known.
#[derive(Debug, Serialize)]
struct ForeignResults {
    #[serde(flatten)]
    recovered: Recovered,
    kept: Vec<ForeignOne>,
}

impl ForeignResults {
    /// What was found now, and what was kept before.
    fn new(report: &RecoverReport, kept: &[ForeignResult]) -> ForeignResults {
        ForeignResults { recovered: Recovered::from(report), kept: kept.iter().map(ForeignOne::from).collect() }
    }
}

/// Asks, says what became of each.
pub(super) fn run(context: &Context) -> Result<Exit, Failure> {
    let (_, report) = ask(context)?;
    context.out.object(&Recovered::from(&report));
    Ok(Exit::of_recovery(&report))
}

/// `terminal resend-all`: the same, and all unclaimed results that were ever kept.
pub(super) fn resend_all(context: &Context) -> Result<Exit, Failure> {
    let text = context.text();
    let (desk, report) = ask(context)?;
    let kept = desk.foreign_results()?;
    if report.all == AskedForAll::CannotAsk {
        context.out.note(&text.get("resend-all-cannot-ask"));
    }
    if kept.is_empty() {
        context.out.say(&text.get("foreign-none"));
    } else {
        context.out.say(&say::foreign(&text, &kept));
    }
    context.out.object(&ForeignResults::new(&report, &kept));
    Ok(match (Exit::of_recovery(&report), report.all) {
        (Exit::Done, AskedForAll::NoAnswer { .. }) => Exit::NotAvailable,
        (exit, _) => exit,
    })
}

fn ask(context: &Context) -> Result<(Desk, RecoverReport), Failure> {
    let mut desk = context.desk()?;
    let mut report = desk.recover(&system_user())?;
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
            confirm_paper(context.out, desk, &receipt.number, &receipt.cashier.clone().into(), print);
        }
    }
    if let AskedForAll::NoAnswer { reason } = report.all {
        let reason = say::unknown(&text, reason);
        context.out.note(&text.with("recover-all-unreachable", values![reason]));
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
