//! Whose a frame is and what it says of one sale. Pure: no waiting, no line.

use super::codes::{ErrorCode, ResultCode};
use super::dialect::Dialect;
use super::frame::{Direction, Frame};
use super::message::{Reply, ReplySession, Reported, ResultReply};
use super::reported::ReportedResult;
use super::sale::{Approval, SaleRequest};
use super::trace::{self, Fate, TraceLine};

/// The sale that answers are held against.
pub(super) struct Expected<'a> {
    pub dialect: Dialect,
    pub request: &'a SaleRequest,
    pub ecr: &'a str,
}

/// What a frame says of the sale.
#[derive(Debug)]
pub(super) enum Verdict {
    /// The terminal took the request.
    Confirmed,
    /// It ended with a charge.
    Approved(Box<Approval>),
    /// It ended without one.
    Declined(ResultCode),
    /// An error, whoever's: errors carry no session.
    Error(ErrorCode),
    /// It is ours by session and names another amount.
    ForeignAmount,
    /// It is for another sale of a desk.
    Foreign,
    /// It has no bearing on any sale of the desk.
    Nothing,
    /// It cannot be read.
    Unreadable,
}

#[derive(Debug)]
pub(super) struct Judged {
    /// What it says of the sale.
    pub verdict: Verdict,
    /// What is to be traced.
    pub lines: Vec<TraceLine>,
    /// A result that the sale does not end with.
    pub foreign: Option<ReportedResult>,
}

impl Expected<'_> {
    pub(super) fn judge(&self, frame: &Frame) -> Judged {
        if frame.direction == Direction::Ecr {
            // A line that echoes what the desk wrote.
            return Judged { verdict: Verdict::Nothing, lines: Vec::new(), foreign: None };
        }
        let reply = match self.dialect.decode_reply(frame) {
            Ok(reply) => reply,
            Err(error) => {
                let verdict = if error.is_unknown_letter() { Verdict::Nothing } else { Verdict::Unreadable };
                return Judged { verdict, lines: vec![trace::unreadable(&error)], foreign: None };
            }
        };
        let verdict = self.verdict(&reply);
        let fate = match verdict {
            Verdict::Foreign => Fate::Foreign,
            Verdict::Nothing => Fate::Ignored,
            Verdict::Unreadable => Fate::Unreadable,
            _ => Fate::Ours,
        };
        let foreign = match (&verdict, &reply) {
            (Verdict::Foreign | Verdict::Nothing | Verdict::ForeignAmount, Reply::Result(result)) => {
                Some(ReportedResult::from(result))
            }
            _ => None,
        };
        Judged { verdict, lines: trace::lines(&reply, fate), foreign }
    }

    fn verdict(&self, reply: &Reply) -> Verdict {
        match reply {
            Reply::Echo { .. } => Verdict::Nothing,
            // `E/000` refuses nothing, so it cannot end a sale.
            Reply::Error(code) if code.is_success() => Verdict::Nothing,
            Reply::Error(code) => Verdict::Error(*code),
            Reply::Confirmed { kind, session, amount, ecr, receipt } => {
                if !self.is_ours(session, ecr.as_deref(), receipt.as_deref()) || *kind != self.request.kind {
                    foreign(session)
                } else if *amount == self.request.amount {
                    Verdict::Confirmed
                } else {
                    Verdict::ForeignAmount
                }
            }
            Reply::Result(result) => {
                if self.is_ours(&result.session, result.ecr.as_deref(), result.receipt.as_deref()) {
                    self.ended(result)
                } else {
                    foreign(&result.session)
                }
            }
        }
    }

    /// `mellon` answers carry the session alone; `aade` answers the desk's identity and document too.
    fn is_ours(&self, session: &ReplySession, ecr: Option<&str>, receipt: Option<&str>) -> bool {
        let named = match self.dialect {
            Dialect::Mellon => true,
            Dialect::Aade => ecr == Some(self.ecr) && receipt == Some(self.request.receipt.as_str()),
        };
        named && session.is(self.request.session)
    }

    fn ended(&self, result: &ResultReply) -> Verdict {
        let asked = self.request.amount;
        match (&result.data, result.code.is_approved()) {
            (Reported::Payment(data), true) if data.card.amount == asked => Verdict::Approved(Box::new(Approval {
                session: self.request.session,
                amount: asked,
                card: data.card.clone(),
                more: data.more.clone(),
                slip: result.slip.clone(),
            })),
            (Reported::Payment(_), true) => Verdict::ForeignAmount,
            (_, true) => Verdict::Unreadable,
            // A decline may come with no amount or with zero; with another amount it is of another sale.
            (Reported::Payment(data), false) if !data.card.amount.is_zero() && data.card.amount != asked => {
                Verdict::ForeignAmount
            }
            (_, false) => Verdict::Declined(result.code),
        }
    }
}

/// A sale keyed on the terminal itself is nobody's answer; it says nothing about what became of ours.
fn foreign(session: &ReplySession) -> Verdict {
    if *session == ReplySession::KeyedOnTerminal { Verdict::Nothing } else { Verdict::Foreign }
}
