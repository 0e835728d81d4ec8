//! What is said of a message for the journal and the log: its kind, its session and amounts, never its MAC,
//! keys, print data, free text or a card number in clear.

use super::message::{OrderKind, Reply, Reported, Request, ResultReply};
use crate::domain::money::Money;
use crate::domain::worded::worded;

worded! {
    /// What became of a message.
    pub enum Fate {
        /// Written to the line.
        Sent = "sent",
        /// It belongs to what was asked.
        Ours = "ours",
        /// It belongs to another sale: not booked, not acknowledged.
        Foreign = "foreign",
        /// It came before anything was asked.
        Late = "late",
        /// It has no bearing on a sale.
        Ignored = "ignored",
        /// It could not be read.
        Unreadable = "unreadable",
    }
}

/// One message, as it may be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceLine {
    /// From the desk, or from the terminal.
    pub from_desk: bool,
    /// The message's name in the protocol (`amount`, `confirmed`, `result` …), `unreadable`, or `warning`.
    pub kind: &'static str,
    /// What became of it.
    pub fate: Fate,
    /// `name=value` pairs, masked.
    pub content: String,
}

pub(super) fn of_request(request: &Request) -> TraceLine {
    let (kind, content) = match request {
        Request::Echo { .. } => ("echo", String::new()),
        Request::Order(order) => {
            let (session, receipt) = (order.session, &order.receipt);
            (order_name(order.kind), format!("session={session} amount={} receipt={receipt}", order.amount))
        }
        Request::Acknowledge { session, amount, .. } => ("ack_result", about(session, *amount)),
        Request::Resend { session, amount, .. } => ("resend", about(&session, *amount)),
        Request::ResendAll { .. } => ("resend_all", String::new()),
        Request::Control { .. } => ("control", String::new()),
    };
    TraceLine { from_desk: true, kind, fate: Fate::Sent, content }
}

pub(super) fn of_reply(reply: &Reply, fate: Fate) -> TraceLine {
    let (kind, content) = match reply {
        Reply::Echo { terminal_id, .. } => ("echo", format!("tid={terminal_id}")),
        Reply::Confirmed { session, amount, .. } => ("confirmed", about(session, *amount)),
        Reply::Result(result) => {
            let mut content = format!("session={} code={}", result.session, result.code);
            match &result.data {
                Reported::Payment(data) => {
                    let card = &data.card;
                    content += &format!(
                        " amount={} final={} pan={} tid={} batch={} stan={}",
                        card.amount, card.final_amount, card.pan_masked, card.terminal_id, card.batch, card.stan
                    );
                }
                Reported::Nothing => {}
                Reported::Unreadable => content += " data=unreadable",
            }
            ("result", content)
        }
        Reply::Error(code) => ("error", format!("code={code}")),
    };
    TraceLine { from_desk: false, kind, fate, content }
}

/// A reply, and a warning with it where it deserves one.
pub(super) fn lines(reply: &Reply, fate: Fate) -> Vec<TraceLine> {
    let hidden =
        matches!(reply, Reply::Result(ResultReply { data: Reported::Payment(data), .. }) if data.pan_was_hidden);
    std::iter::once(of_reply(reply, fate)).chain(hidden.then(unmasked)).collect()
}

pub(super) fn unreadable(why: &impl std::fmt::Display) -> TraceLine {
    TraceLine { from_desk: false, kind: "unreadable", fate: Fate::Unreadable, content: why.to_string() }
}

/// A card number that was not masked is worth a word to the bank that runs the terminal.
fn unmasked() -> TraceLine {
    let content = "the terminal sent a card number that is not masked; it was not kept".to_owned();
    TraceLine { from_desk: false, kind: "warning", fate: Fate::Ours, content }
}

fn order_name(kind: OrderKind) -> &'static str {
    match kind {
        OrderKind::Sale => "amount",
        OrderKind::Void => "amount_void",
        OrderKind::Refund => "amount_refund",
        OrderKind::Announce => "reg_receipt",
    }
}

fn about(session: &impl std::fmt::Display, amount: Money) -> String {
    format!("session={session} amount={amount}")
}

pub(super) fn log(line: &TraceLine) {
    let from = if line.from_desk { "desk" } else { "terminal" };
    tracing::debug!(from, kind = line.kind, fate = line.fate.word(), content = line.content, "ecr");
}
