//! `resolve`: an unknown outcome decided on written evidence, by two persons.

use super::args_corrections::{ResolveArgs, ResolvedAs};
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::json;
use super::pay::{confirm_paper, paper_sentence, show_paper};
use crate::desk::{Claim, PrintEnd, RecoverEnd, ResolveEnd};
use crate::domain::receipt::Receipt;
use crate::domain::session::SessionNo;
use crate::text::{Text, say};

/// Decides, says what was decided and by what.
pub(super) fn run(context: &Context, args: &ResolveArgs) -> Result<Exit, Failure> {
    let text = context.text();
    let session = SessionNo::parse(&args.session).map_err(|_| {
        Failure::input(
            "bad_session",
            text.with("refused-no-such-session", &[("session", args.session.as_str().into())]),
        )
    })?;
    let claim = match args.outcome {
        ResolvedAs::Approved if args.clock_wrong => Claim::ApprovedByWrongClock,
        ResolvedAs::Approved => Claim::Approved,
        ResolvedAs::NotCharged => Claim::NotCharged,
    };
    let mut desk = context.desk()?;
    let (who, approver) = context.sign_in_two(&mut desk, &args.operator, &args.approve, &args.pins)?;
    let end = desk.resolve(&who, &approver, session, claim, &args.evidence);
    let mut end = end.map_err(|error| Failure::of_desk(text, &error))?;
    for sentence in sentences(text, session, claim, &end) {
        context.out.say(&sentence);
    }
    if let Some((receipt, print)) = paper(&mut end) {
        show_paper(context.out, print);
        let number = receipt.number.clone();
        confirm_paper(context.out, &mut desk, &number, who.operator().id.as_str(), print);
    }
    context.out.object(&json::Decided::new(session, &end));
    Ok(Exit::of_resolution(claim, &end))
}

fn paper(end: &mut ResolveEnd) -> Option<(&Receipt, &mut PrintEnd)> {
    match end {
        ResolveEnd::Charged { receipt, print }
        | ResolveEnd::TerminalAnswered(RecoverEnd::Approved { receipt, print }, _) => Some((receipt, print)),
        ResolveEnd::NotCharged { .. } | ResolveEnd::TerminalAnswered(..) => None,
    }
}

fn sentences(text: Text, session: SessionNo, claim: Claim, end: &ResolveEnd) -> Vec<String> {
    let with_paper = |said: String, receipt: &Receipt, print: &PrintEnd| {
        format!("{said}\n{}", paper_sentence(text, &receipt.number, print))
    };
    let (answer, correction) = match end {
        ResolveEnd::Charged { receipt, print } => {
            return vec![with_paper(say::decided_charged(&text, session, receipt), receipt, print)];
        }
        ResolveEnd::NotCharged { correction } => return vec![say::decided_not_charged(&text, session, *correction)],
        ResolveEnd::TerminalAnswered(answer, correction) => (answer, *correction),
    };
    let agrees = if end.agrees_with(claim) { "resolve-terminal-agrees" } else { "resolve-terminal-differs" };
    let said = match answer {
        RecoverEnd::Approved { receipt, print } => {
            with_paper(say::found_charged(&text, session, receipt), receipt, print)
        }
        RecoverEnd::NotCharged => say::found_not_charged(&text, session, correction),
        RecoverEnd::MayStillRun { until } => say::known_later(&text, session, correction, *until),
        RecoverEnd::StillUnknown { reason } => say::still_unknown(&text, session, reason),
    };
    vec![text.get(agrees), said]
}
