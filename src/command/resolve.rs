//! `resolve`: an unknown outcome decided on written evidence, by two persons.

use clap::Args;
use serde::Serialize;

use super::paper::{came_out, paper_sentence};
use super::pin::TwoOperatorArgs;
use super::typed::{self, Word, one_of};
use super::{Context, Exit, Failure, object};
use crate::desk::{Claim, PrintEnd, RecoverEnd, ResolveEnd};
use crate::domain::evidence::{BadEvidence, Evidence, TypedEvidence};
use crate::domain::{receipt::Receipt, refusal::Refusal, session::SessionNo};
use crate::text::{Text, say};

#[derive(Debug, Args)]
pub(super) struct ResolveArgs {
    /// Session of the unknown outcome
    session: String,
    /// What the evidence proves
    #[arg(long = "as", value_parser = one_of(&CLAIMS))]
    outcome: Claim,
    #[command(flatten)]
    slip: SlipArgs,
    /// The terminal's clock, which dates the slip, is more than an hour off: both persons say so
    #[arg(long)]
    clock_wrong: bool,
    #[command(flatten)]
    two: TwoOperatorArgs,
}

/// What the terminal's slip or report, or the bank's list, shows. A charge needs STAN, code and time.
#[derive(Debug, Args)]
struct SlipArgs {
    /// System trace audit number (STAN), 1 to 6 digits
    #[arg(long, value_name = "N", default_value = "")]
    stan: String,
    /// Authorisation code, 6 to 8 letters or digits
    #[arg(long, value_name = "CODE", default_value = "")]
    auth: String,
    /// The terminal's time, HH:MM, with the date before it where it is of another day than the request
    #[arg(long, value_name = "TIME", default_value = "")]
    at: String,
    /// Retrieval reference number (RRN)
    #[arg(long, value_name = "RRN", default_value = "")]
    rrn: String,
    /// Amount
    #[arg(long, value_name = "EUR", default_value = "")]
    amount: String,
    /// Batch, 1 to 6 digits
    #[arg(long, value_name = "NUMBER", default_value = "")]
    batch: String,
    /// The terminal's id
    #[arg(long, value_name = "TID", default_value = "")]
    terminal: String,
    /// Scheme and kind of the card, with its masked number or without
    #[arg(long, value_name = "TEXT", default_value = "")]
    card: String,
    /// Words that are kept: for a card that was not charged, what shows it and who looked
    #[arg(long, value_name = "TEXT", default_value = "")]
    evidence: String,
}

impl SlipArgs {
    fn read(&self) -> Result<Evidence, BadEvidence> {
        Evidence::read(&TypedEvidence {
            stan: self.stan.clone(),
            auth_code: self.auth.clone(),
            at: self.at.clone(),
            rrn: self.rrn.clone(),
            amount: self.amount.clone(),
            batch: self.batch.clone(),
            terminal_id: self.terminal.clone(),
            card: self.card.clone(),
            words: self.evidence.clone(),
        })
    }
}

const CLAIMS: [Word<Claim>; 2] = [
    ("approved", "The card was charged", Claim::Approved),
    ("not-charged", "The card was not charged", Claim::NotCharged),
];

fn answer(session: SessionNo, end: &ResolveEnd) -> impl Serialize {
    let by = if matches!(end, ResolveEnd::TerminalAnswered(..)) { "terminal" } else { "evidence" };
    let (outcome, booked) = match end {
        ResolveEnd::Charged { receipt, print }
        | ResolveEnd::TerminalAnswered(RecoverEnd::Approved { receipt, print }, _) => {
            ("approved", Some((receipt, print.is_printed())))
        }
        ResolveEnd::NotCharged { .. } | ResolveEnd::TerminalAnswered(RecoverEnd::NotCharged, _) => {
            ("not_charged", None)
        }
        ResolveEnd::TerminalAnswered(RecoverEnd::MayStillRun { .. } | RecoverEnd::StillUnknown { .. }, _) => {
            ("unknown", None)
        }
    };
    object![
        session,
        outcome,
        by,
        receipt = booked.map(|(receipt, _)| &receipt.number),
        printed = booked.is_some_and(|(_, printed)| printed),
        amount = booked.map(|(receipt, _)| receipt.amount)
    ]
}

/// Decides, says what was decided and by what.
pub(super) fn run(context: &Context, args: &ResolveArgs) -> Result<Exit, Failure> {
    let text = context.text();
    let session = typed::session(&args.session)?;
    let claim = match args.outcome {
        Claim::Approved if args.clock_wrong => Claim::ApprovedByWrongClock,
        claim => claim,
    };
    let evidence = args.slip.read().map_err(|bad| Failure::from(Refusal::from(bad)))?;
    let (mut desk, who, approver) = context.both_signed_in(&args.two)?;
    let mut end = desk.resolve(&who, &approver, session, claim, &evidence)?;
    for sentence in sentences(text, session, claim, &end) {
        context.out.say(&sentence);
    }
    if let Some((receipt, print)) = paper(&mut end) {
        context.out.say(&paper_sentence(text, &receipt.number, print));
        came_out(context.out, &mut desk, &receipt.number, &who, print);
    }
    context.out.object(&answer(session, &end));
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
    let (mut said, last) = match end {
        ResolveEnd::Charged { receipt, .. } => (Vec::new(), say::decided_charged(&text, session, receipt)),
        ResolveEnd::NotCharged { correction } => (Vec::new(), say::decided_not_charged(&text, session, *correction)),
        ResolveEnd::TerminalAnswered(answer, correction) => {
            let agrees = end.agrees_with(claim);
            let agrees = if agrees { "resolve-terminal-agrees" } else { "resolve-terminal-differs" };
            (vec![text.get(agrees)], say::recovered(&text, session, *correction, answer))
        }
    };
    said.push(last);
    said
}
