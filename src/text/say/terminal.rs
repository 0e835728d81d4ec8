//! Sentences for what the card terminal said, or did not say.

use super::holder;
use crate::desk::TerminalNo;
use crate::ecr::codes::{ErrorCode, ResultCode};
use crate::ecr::terminal::{EcrError, NotSent};
use crate::ecr::{link::LinkError, simulator::SimulatorError};
use crate::text::{Text, values};
use std::io::ErrorKind;

/// How the terminal said no, and its code for the technician.
pub fn terminal_no(text: &Text, no: &TerminalNo) -> String {
    let (sentence, key, code) = match no {
        TerminalNo::Result(code) => (result_code(text, *code), "terminal-code-result", code.to_string()),
        TerminalNo::Error(code) => (error_code(text, *code), "terminal-code-error", code.to_string()),
    };
    format!("{sentence} ({})", text.with(key, values![code]))
}

/// A result other than approved: the card was not charged.
pub fn result_code(text: &Text, code: ResultCode) -> String {
    family(text, "terminal-result-", code.as_str())
}

/// A refusal before any card was read.
pub fn error_code(text: &Text, code: ErrorCode) -> String {
    family(text, "terminal-error-", code.as_str())
}

/// What happened that left an outcome unknown, by its word in the journal.
pub fn unknown(text: &Text, reason: &str) -> String {
    family(text, "unknown-", reason)
}

/// The text of one code of a family, or the family's text for codes that nobody listed.
fn family(text: &Text, family: &str, code: &str) -> String {
    let key = Text::key(family, code);
    if text.has(&key) { text.get(&key) } else { text.of_with(family, "other", values![code]) }
}

pub fn not_sent(text: &Text, why: &NotSent) -> String {
    match why {
        NotSent::Link(error) => link(text, error),
        NotSent::BadValue(bad) => text.with("terminal-value", values![detail = bad]),
        NotSent::LineNoisy => text.get("terminal-foreign-answer"),
        NotSent::NotReady(EcrError::Silent) => text.get("terminal-not-ready"),
        NotSent::NotReady(error) => ecr_error(text, error),
        NotSent::Journal(refused) => text.with("store-other", values![detail = refused]),
    }
}

pub fn ecr_error(text: &Text, error: &EcrError) -> String {
    match error {
        EcrError::Link(error) => link(text, error),
        EcrError::BadValue(bad) => text.with("terminal-value", values![detail = bad]),
        EcrError::Silent => text.get("terminal-silent"),
        EcrError::LineNoisy | EcrError::Unreadable => text.get("terminal-foreign-answer"),
        EcrError::Refused(code) => terminal_no(text, &TerminalNo::Error(*code)),
    }
}

pub fn link(text: &Text, error: &LinkError) -> String {
    match error {
        LinkError::BadAddress { what } | LinkError::UnknownHost { what, .. } => {
            text.with("terminal-host-unknown", values![address = what])
        }
        LinkError::Unreachable { what, kind: ErrorKind::ConnectionRefused, .. } => {
            text.with("terminal-refused", values![address = what])
        }
        LinkError::Unreachable { what, .. } => text.with("terminal-unreachable", values![address = what]),
        LinkError::PortMissing { port } => text.with("terminal-port-missing", values![port]),
        LinkError::DeviceMissing { serial, port } => text.with("terminal-device-missing", values![serial, port]),
        LinkError::DevicesAlike { serial, ports } => {
            text.with("terminal-devices-alike", values![serial, ports = ports.join(", ")])
        }
        LinkError::PortBusy { port, holder: None } => text.with("terminal-port-busy", values![port]),
        LinkError::PortBusy { port, holder: Some(by) } => {
            text.with("terminal-port-busy-by", values![port, holder = holder(text, by)])
        }
        LinkError::Permission { port } => text.with("terminal-port-permission", values![port]),
        LinkError::Closed => text.get("terminal-closed-line"),
        LinkError::PortUnusable { detail, .. } | LinkError::Io { detail, .. } => {
            text.with("terminal-trouble", values![detail])
        }
    }
}

pub fn simulator_error(text: &Text, error: &SimulatorError) -> String {
    text.with("simulator-failed", values![reason = error])
}
