//! What a till holds, and what keeps it from closing.

use serde::Serialize;

use crate::command::{Context, Exit, Failure, object};
use crate::desk::{Asks, Desk, TillStatus};
use crate::domain::settlement::OpenDocument;
use crate::domain::time::{iso_local, local};
use crate::domain::{clocks::ClockDoubt, refusal::Refusal, till::TillTotals};
use crate::text::{Text, say, values};

/// Documents without a settlement that are named on the screen; `--json` has all.
const UNSETTLED_SHOWN: usize = 20;

/// `till open` and `till status`. What the settings hide is null. `another`: why the day has another till; `clock_in_doubt`:
/// what a supervisor has to say something about before a card is asked for; `terminal_clock`: how far it is ahead, where it is
/// apart.
fn answer(status: &TillStatus) -> impl Serialize {
    let till = status.till.as_ref();
    let totals = status.totals.as_ref();
    object![
        till = &status.name,
        state = status.state,
        receipts = totals.map(|totals| totals.receipts),
        total = totals.map(|totals| totals.total),
        by_revenue_code = totals.map(|totals| &totals.by_revenue_code),
        by_card_type = totals.map(|totals| &totals.by_card_type),
        by_cashier = totals.map(|totals| &totals.by_cashier),
        cash_refusals = status.cash_refusals,
        blockers = &status.blockers,
        opened_by = till.map(|till| &till.opened_by),
        opened_at = till.map(|till| iso_local(till.opened_at)),
        outside_hours = till.and_then(|till| till.outside_hours.as_ref()),
        another = till.and_then(|till| till.another.as_ref()),
        earlier = status.earlier.iter().map(|till| &till.name).collect::<Vec<_>>(),
        z = &status.z,
        unsettled = status.unsettled.iter().map(|open| open_document(open, totals.is_some())).collect::<Vec<_>>(),
        not_compared_since_restore = status.not_compared_since.map(iso_local),
        clock_in_doubt = status.clock_doubts.iter().map(ClockDoubt::word).collect::<Vec<_>>(),
        terminal_clock = &status.terminal_clock
    ]
}

/// A document that no settlement has; without its amount where the settings hide what tills hold.
pub(super) fn open_document(open: &OpenDocument, amount_shown: bool) -> impl Serialize {
    let charged = amount_shown.then_some(open.charged);
    object![receipt = open.number.clone(), day = open.day, charged]
}

pub(super) fn show(context: &Context, desk: &mut Desk, who: &dyn Asks) -> Result<Exit, Failure> {
    let status = desk.till_status(who)?;
    if !context.out.is_json() {
        context.out.say(&sheet(context, &status));
    }
    context.out.object(&answer(&status));
    Ok(Exit::Done)
}

fn sheet(context: &Context, status: &TillStatus) -> String {
    let text = context.text();
    let mut lines = vec![text.with("till-status", values![till = status.name, state = status.state.word()])];
    if let Some(number) = &status.z {
        lines.push(text.with("till-has-z", values![number]));
    }
    if let Some(restored) = status.not_compared_since {
        lines.push(say::refusal(&text, &Refusal::NotComparedSinceRestore { restored }));
    }
    lines.extend(status.clock_doubts.iter().map(|doubt| say::clock_doubt(&text, doubt)));
    lines.extend(status.terminal_clock.iter().map(|clock| say::terminal_clock(&text, clock)));
    for earlier in &status.earlier {
        lines.push(text.with("refused-earlier-till-open", values![till = earlier.name]));
    }
    if let Some(till) = &status.till {
        let at = local(till.opened_at).format("%H:%M").to_string();
        lines.push(text.with("till-opened-by", values![operator = till.opened_by, at]));
        if let Some(reason) = &till.outside_hours {
            lines.push(text.with("till-opened-outside", values![reason]));
        }
        if let Some(reason) = &till.another {
            lines.push(text.with("till-another", values![reason]));
        }
    }
    match &status.totals {
        Some(held) => lines.extend(totals(text, held)),
        None => lines.push(text.get("till-totals-hidden")),
    }
    lines.push(text.with("till-cash-refusals", values![count = status.cash_refusals]));
    if !status.unsettled.is_empty() {
        lines.push(text.with("till-unsettled", values![count = status.unsettled.len()]));
        let receipts = status.unsettled.iter().take(UNSETTLED_SHOWN);
        lines.extend(receipts.map(|open| format!("  {} {}", open.number, open.day.format("%d/%m/%Y"))));
    }
    if status.blockers.is_empty() {
        lines.push(text.get("till-no-blockers"));
    } else {
        lines.push(text.get("till-blockers"));
        let blockers = status.blockers.iter();
        lines.extend(blockers.map(|blocker| format!("  {}", say::blocker(&text, blocker.kind, &blocker.reference))));
    }
    lines.join("\n")
}

fn totals(text: Text, totals: &TillTotals) -> Vec<String> {
    let mut lines = vec![
        text.with("till-receipts", values![count = totals.receipts]),
        text.with("till-total", values![amount = totals.total.greek()]),
    ];
    for (what, sums) in [
        ("till-by-revenue-code", &totals.by_revenue_code),
        ("till-by-card-type", &totals.by_card_type),
        ("till-by-cashier", &totals.by_cashier),
    ] {
        if !sums.is_empty() {
            lines.push(text.get(what));
            lines.extend(sums.iter().map(|(name, sum)| format!("  {name:<24} {:>16} €", sum.greek())));
        }
    }
    lines
}
