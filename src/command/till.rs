//! `till open` and `till status`.

use super::args::PinArgs;
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::json;
use crate::desk::{Desk, TillStatus};
use crate::domain::till::TillState;
use crate::domain::time::local;
use crate::text::say;

/// Opens today's till.
pub(super) fn open(context: &Context, operator: &str, reason: Option<&str>, pin: &PinArgs) -> Result<Exit, Failure> {
    let mut desk = context.desk()?;
    let who = context.sign_in(&mut desk, operator, pin)?;
    desk.open_till(&who, reason).map_err(|error| Failure::of_desk(context.text(), &error))?;
    show(context, &desk)
}

/// Says what it holds, and what keeps it from closing.
pub(super) fn status(context: &Context) -> Result<Exit, Failure> {
    let desk = context.desk()?;
    show(context, &desk)
}

fn show(context: &Context, desk: &Desk) -> Result<Exit, Failure> {
    let status = desk.till_status().map_err(|error| Failure::of_desk(context.text(), &error))?;
    if !context.out.is_json() {
        context.out.say(&sheet(context, &status));
    }
    context.out.object(&json::Till::from(&status));
    Ok(Exit::Done)
}

fn sheet(context: &Context, status: &TillStatus) -> String {
    let text = context.text();
    let state = match status.state {
        TillState::Open => "open",
        TillState::Closed => "closed",
    };
    let mut lines = vec![text.with("till-status", &[("till", status.name.as_str().into()), ("state", state.into())])];
    if let Some(till) = &status.till {
        let at = local(till.opened_at).format("%H:%M").to_string();
        lines.push(text.with("till-opened-by", &[("operator", till.opened_by.to_string().into()), ("at", at.into())]));
        if let Some(reason) = &till.outside_hours {
            lines.push(text.with("till-opened-outside", &[("reason", reason.as_str().into())]));
        }
    }
    let totals = &status.totals;
    lines.push(text.with("till-receipts", &[("count", totals.receipts.to_string().into())]));
    lines.push(text.with("till-total", &[("amount", totals.total.greek().into())]));
    for (what, sums) in [("till-by-revenue-code", &totals.by_revenue_code), ("till-by-card-type", &totals.by_card_type)]
    {
        if !sums.is_empty() {
            lines.push(text.get(what));
            lines.extend(sums.iter().map(|(name, sum)| format!("  {name:<24} {:>16} €", sum.greek())));
        }
    }
    lines.push(text.with("till-cash-refusals", &[("count", totals.cash_refusals.to_string().into())]));
    if status.blockers.is_empty() {
        lines.push(text.get("till-no-blockers"));
    } else {
        lines.push(text.get("till-blockers"));
        lines.extend(
            status
                .blockers
                .iter()
                .map(|blocker| format!("  {}", say::blocker(&text, blocker.kind, &blocker.reference))),
        );
    }
    lines.join("\n")
}
