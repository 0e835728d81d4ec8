//! Sentences for what the card terminal said, or did not say.

use super::holder;
use crate::desk::TerminalNo;
use crate::ecr::codes::{ErrorCode, ResultCode};
use crate::ecr::link::LinkError;
use crate::ecr::simulator::SimulatorError;
use crate::ecr::terminal::{EcrError, NotSent};
use crate::text::Text;
use std::io::ErrorKind;

/// How the terminal said no, and its code for the technician.
#[must_use]
pub fn terminal_no(text: &Text, no: &TerminalNo) -> String {
    let (sentence, key, code) = match no {
        TerminalNo::Result(code) => (result_code(text, *code), "terminal-code-result", code.to_string()),
        TerminalNo::Error(code) => (error_code(text, *code), "terminal-code-error", code.to_string()),
    };
    format!("{sentence} ({})", text.with(key, &[("code", code.into())]))
}

/// A result other than approved: the card was not charged.
#[must_use]
pub fn result_code(text: &Text, code: ResultCode) -> String {
    family(text, "terminal-result", code.as_str())
}

/// A refusal before any card was read.
#[must_use]
pub fn error_code(text: &Text, code: ErrorCode) -> String {
    family(text, "terminal-error", code.as_str())
}

/// What happened that left an outcome unknown, by its word in the journal.
#[must_use]
pub fn unknown(text: &Text, reason: &str) -> String {
    family(text, "unknown", &reason.replace('_', "-"))
}

/// The text of one code of a family, or the family's text for codes that nobody listed.
fn family(text: &Text, family: &str, code: &str) -> String {
    let key = format!("{family}-{code}");
    if text.has(&key) { text.get(&key) } else { text.with(&format!("{family}-other"), &[("code", code.into())]) }
}

/// Why nothing was sent to the terminal.
#[must_use]
pub fn not_sent(text: &Text, why: &NotSent) -> String {
    match why {
        NotSent::Link(error) => link(text, error),
        NotSent::BadValue(bad) => text.with("terminal-value", &[("detail", bad.to_string().into())]),
        NotSent::LineNoisy => text.get("terminal-foreign-answer"),
        NotSent::NotReady(EcrError::Silent) => text.get("terminal-not-ready"),
        NotSent::NotReady(error) => ecr_error(text, error),
        NotSent::Journal(refused) => text.with("store-other", &[("detail", refused.to_string().into())]),
    }
}

/// Why an echo failed.
#[must_use]
pub fn ecr_error(text: &Text, error: &EcrError) -> String {
    match error {
        EcrError::Link(error) => link(text, error),
        EcrError::BadValue(bad) => text.with("terminal-value", &[("detail", bad.to_string().into())]),
        EcrError::Silent => text.get("terminal-silent"),
        EcrError::LineNoisy | EcrError::Unreadable => text.get("terminal-foreign-answer"),
        EcrError::Refused(code) => terminal_no(text, &TerminalNo::Error(*code)),
    }
}

/// What is wrong with the line to the terminal.
#[must_use]
pub fn link(text: &Text, error: &LinkError) -> String {
    let address = |what: &str| [("address", what.to_owned().into())];
    let port = |port: &str| [("port", port.to_owned().into())];
    match error {
        LinkError::BadAddress { what } | LinkError::UnknownHost { what, .. } => {
            text.with("terminal-host-unknown", &address(what))
        }
        LinkError::Unreachable { what, kind: ErrorKind::ConnectionRefused, .. } => {
            text.with("terminal-refused", &address(what))
        }
        LinkError::Unreachable { what, .. } => text.with("terminal-unreachable", &address(what)),
        LinkError::PortMissing { port: name } => text.with("terminal-port-missing", &port(name)),
        LinkError::DeviceMissing { serial, port } => {
            text.with("terminal-device-missing", &[("serial", serial.as_str().into()), ("port", port.as_str().into())])
        }
        LinkError::DevicesAlike { serial, ports } => text
            .with("terminal-devices-alike", &[("serial", serial.as_str().into()), ("ports", ports.join(", ").into())]),
        LinkError::PortBusy { port: name, holder: None } => text.with("terminal-port-busy", &port(name)),
        LinkError::PortBusy { port: name, holder: Some(by) } => {
            text.with("terminal-port-busy-by", &[("port", name.as_str().into()), ("holder", holder(text, by).into())])
        }
        LinkError::Permission { port: name } => text.with("terminal-port-permission", &port(name)),
        LinkError::Closed => text.get("terminal-closed-line"),
        LinkError::PortUnusable { detail, .. } | LinkError::Io { detail, .. } => {
            text.with("terminal-trouble", &[("detail", detail.as_str().into())])
        }
    }
}

/// Why the simulated terminal did not start.
#[must_use]
pub fn simulator_error(text: &Text, error: &SimulatorError) -> String {
    text.with("simulator-failed", &[("reason", error.to_string().into())])
}
