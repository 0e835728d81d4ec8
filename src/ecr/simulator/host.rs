//! The simulated terminal's mind: a frame in, what to do about it out. No sockets, no waiting.

use std::time::Duration;

use encoding_rs::ISO_8859_7;

use super::behaviour::Behaviour;
use super::ledger::{Entry, Ledger};
use super::memory::Memory;
use crate::domain::session::SessionNo;
use crate::ecr::frame::{Direction, Frame, Variant};
use crate::ecr::mac::{CheckValue, Mac, SessionKey, WrappedKey};
use crate::ecr::message::{
    ControlCommand, Field, MessageError, Order, OrderKind, Reply, ReplySession, Reported, Request, ResultReply,
};
use crate::ecr::{aade, codes::ErrorCode, dialect::Dialect};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Act {
    Wait(Duration),
    Send(Vec<u8>),
    /// Each byte alone.
    Dribble(Vec<u8>),
    /// What came during the sale is not answered.
    DropInput,
    /// Hang up, where the line can.
    Close,
}

impl Act {
    /// The bytes of what is said.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        match self {
            Act::Send(bytes) | Act::Dribble(bytes) => bytes,
            Act::Wait(_) | Act::DropInput | Act::Close => Vec::new(),
        }
    }
}

/// What waits for the next request.
#[derive(Default)]
pub(super) struct Late {
    pub(super) acts: Vec<Act>,
    pub(super) swallows: bool,
}

impl Late {
    /// Said first; then the request is answered.
    pub(super) fn before_the_answer(acts: Vec<Act>) -> Late {
        Late { acts, swallows: false }
    }

    /// Said, and the request that came meanwhile is lost.
    pub(super) fn instead_of_the_answer(acts: Vec<Act>) -> Late {
        Late { acts, swallows: true }
    }
}

pub(super) struct Host {
    pub behaviour: Behaviour,
    pub ledger: Ledger,
    /// Results that no order led to.
    pub(super) held_foreign: Vec<ResultReply>,
    /// What requests must be signed with.
    pub(super) session_key: Option<SessionKey>,
    /// A sale is being answered: everything else goes unanswered.
    pub selling: bool,
    /// A sale that goes on after its line was lost.
    pub(super) running: Option<Order>,
    pub(super) last_session: Option<SessionNo>,
    /// Counts transactions: STAN, RRN and authorisation codes come of it.
    pub(super) count: u32,
    /// What waits for the next request to be said.
    pub(super) late: Late,
    /// Whose results are offered one after the other, each after the acknowledgement of the one before.
    pub(super) offering: Option<String>,
}

impl Host {
    pub(super) fn new(behaviour: Behaviour, memory: Memory) -> Host {
        let Memory { ledger, held_foreign, last_session, count, session_key } = memory;
        let late = Late::default();
        let running = None;
        Host {
            behaviour,
            ledger,
            held_foreign,
            session_key,
            selling: false,
            running,
            last_session,
            count,
            late,
            offering: None,
        }
    }

    /// What outlasts a switch; this terminal is as new afterwards.
    pub(super) fn take_memory(&mut self) -> Memory {
        Memory {
            ledger: std::mem::take(&mut self.ledger),
            held_foreign: std::mem::take(&mut self.held_foreign),
            last_session: self.last_session.take(),
            count: std::mem::take(&mut self.count),
            session_key: self.session_key.take(),
        }
    }

    /// What to do about a frame.
    pub(super) fn answer(&mut self, frame: &Frame) -> Vec<Act> {
        let dialect = self.behaviour.dialect;
        if frame.direction != Direction::Ecr || self.selling {
            return Vec::new();
        }
        if frame.version != dialect.version() {
            return vec![error_as_asked(dialect, frame, ErrorCode::PROTOCOL)];
        }
        match dialect.decode_request(frame) {
            Ok(request) => match self.unsigned(&request, &frame.body) {
                Some(code) => vec![self.error(code, frame.variant)],
                None => self.in_mood(&request, frame.variant),
            },
            Err(error) => vec![error_as_asked(dialect, frame, refusal(error))],
        }
    }

    pub(super) fn fulfil(&mut self, request: &Request, variant: Variant) -> Vec<Act> {
        match request {
            Request::Echo { text, .. } => {
                let (terminal_id, app_version) = (self.told_id(), self.behaviour.app_version.clone());
                vec![self.say(&Reply::Echo { text: text.clone(), terminal_id, app_version }, variant)]
            }
            Request::Order(order) if order.kind == OrderKind::Announce => {
                vec![self.error(ErrorCode::INVALID_COMMAND, variant)]
            }
            Request::Order(order) => self.sell(order, variant),
            Request::Acknowledge { session, ecr, amount, receipt, .. } => {
                if let ReplySession::Numbered(session) = session
                    && let Some(entry) = self.ledger.find(*session, ecr, *amount, receipt)
                {
                    entry.acknowledge();
                }
                self.held_foreign.retain(|held| held.session != *session || held.ecr.as_ref() != Some(ecr));
                self.after_an_acknowledgement(variant)
            }
            Request::Resend { session, ecr, amount, receipt, .. } => {
                let entry = self.ledger.find(*session, ecr, *amount, receipt);
                vec![match entry.and_then(Entry::say_held) {
                    Some(result) => self.say(&with_slip(result, variant), variant),
                    None => self.error(ErrorCode::NOTHING_HELD, variant),
                }]
            }
            Request::ResendAll { ecr, .. } => self.list(ecr, variant),
            Request::Control { command: ControlCommand::LoadKey { key, check }, .. } => {
                let code = self.load_key(key, *check);
                vec![self.error(code, variant)]
            }
            Request::Control { command: ControlCommand::UnbindPos(_), .. } => {
                vec![self.error(ErrorCode::SUCCESS, variant)]
            }
        }
    }

    /// Why a request is not taken as it is signed, or is not.
    fn unsigned(&self, request: &Request, body: &[u8]) -> Option<ErrorCode> {
        let mac: Option<Mac> = match request {
            Request::Order(order) => order.mac,
            Request::Resend { mac, .. } | Request::ResendAll { mac, .. } => *mac,
            Request::Echo { .. } | Request::Acknowledge { .. } | Request::Control { .. } => return None,
        };
        if self.behaviour.dialect == Dialect::Mellon {
            return None;
        }
        let expected = self.session_key.as_ref().map(|key| key.mac(aade::covered(body)));
        match (&self.behaviour.master_key, mac) {
            (None, None) => None,
            (None, Some(_)) => Some(ErrorCode::MAC_NOT_SUPPORTED),
            (Some(_), None) => Some(ErrorCode::MAC_MISSING),
            (Some(_), mac) => (mac != expected).then_some(ErrorCode::MAC_WRONG),
        }
    }

    fn load_key(&mut self, key: &WrappedKey, check: CheckValue) -> ErrorCode {
        let Some(master) = &self.behaviour.master_key else { return ErrorCode::MAC_NOT_SUPPORTED };
        match master.unwrap_key(key, check) {
            Ok(key) => {
                self.session_key = Some(key);
                ErrorCode::SUCCESS
            }
            Err(_) => ErrorCode::WRONG_PARAMETER,
        }
    }

    pub(super) fn say(&self, reply: &Reply, variant: Variant) -> Act {
        let bytes = self.behaviour.dialect.encode_reply(reply, variant);
        Act::Send(bytes.unwrap_or_else(|error| {
            tracing::warn!(%error, "the simulated terminal cannot say this");
            Vec::new()
        }))
    }

    pub(super) fn error(&self, code: ErrorCode, variant: Variant) -> Act {
        self.say(&Reply::Error(code), variant)
    }
}

/// A refusal comes in the variant and version that was asked with.
fn error_as_asked(dialect: Dialect, frame: &Frame, code: ErrorCode) -> Act {
    let refusal = Frame { direction: dialect.terminal(), body: format!("E/{code}").into_bytes(), ..frame.clone() };
    Act::Send(refusal.encode().unwrap_or_default())
}

fn refusal(error: MessageError) -> ErrorCode {
    match error {
        MessageError::Letter(_) | MessageError::Bad(Field::Command) => ErrorCode::INVALID_COMMAND,
        MessageError::Bad(Field::Currency) => ErrorCode::CURRENCY,
        _ => ErrorCode::SYNTAX,
    }
}

/// With a slip for the desk to print, where it prints. The slip holds what a slip may: Greek, `/` and `:`.
pub(super) fn with_slip(mut result: ResultReply, variant: Variant) -> Reply {
    if let (Variant::DeskPrints, Reported::Payment(data)) = (variant, &result.data) {
        let card = &data.card;
        let at = card.at.map(|at| at.format("%d/%m/%Y %H:%M").to_string()).unwrap_or_default();
        let text = format!(
            "\u{1b}C\u{1b}BΑΠΟΔΕΙΞΗ ΣΥΝΑΛΛΑΓΗΣ\u{1b}N\n{at}\nΚΑΡΤΑ: {}\nΠΟΣΟ: {} EUR\n\u{1b}\u{c}ΑΝΤΙΓΡΑΦΟ ΠΕΛΑΤΗ\n",
            card.pan_masked,
            card.final_amount.greek(),
        );
        let (bytes, _, _) = ISO_8859_7.encode(&text);
        result.slip = Some(bytes.into_owned());
    }
    Reply::Result(result)
}
