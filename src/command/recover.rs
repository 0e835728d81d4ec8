//! `recover`: asks the terminal about every unknown outcome.

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::json;
use super::pay::{confirm_paper, paper_sentence, show_paper};
use crate::desk::{RecoverEnd, RecoveredSession, system_user};
use crate::text::say;

/// Asks, says what became of each.
pub(super) fn run(context: &Context) -> Result<Exit, Failure> {
    let text = context.text();
    let mut desk = context.desk()?;
    let mut report = desk.recover(&system_user()).map_err(|error| Failure::of_desk(text, &error))?;
    if report.sessions.is_empty() {
        context.out.say(&text.get("recover-nothing"));
    }
    for session in &mut report.sessions {
        context.out.say(&sentence(context, session));
        if let RecoverEnd::Approved { receipt, print } = &mut session.end {
            show_paper(context.out, print);
            confirm_paper(context.out, &mut desk, &receipt.number, &receipt.cashier.to_string(), print);
        }
    }
    context.out.object(&json::Recovered::from(&report));
    Ok(Exit::of_recovery(&report))
}

fn sentence(context: &Context, recovered: &RecoveredSession) -> String {
    let text = context.text();
    let session = ("session", recovered.session.to_string().into());
    match &recovered.end {
        RecoverEnd::Approved { receipt, print } => {
            let amount = ("amount", recovered.amount.greek().into());
            let number = ("receipt", receipt.number.to_string().into());
            let said = text.with("recover-approved", &[session, amount, number]);
            format!("{said}\n{}", paper_sentence(text, &receipt.number, print))
        }
        RecoverEnd::NotCharged => text.with("recover-not-charged", &[session]),
        RecoverEnd::StillUnknown { reason } => {
            text.with("recover-still-unknown", &[session, ("reason", say::unknown(&text, reason).into())])
        }
    }
}
