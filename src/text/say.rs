//! Sentences made from what the rooms return: data in, text for people out, all of it through the Fluent files.
//! Here is what the domain says (what was healed in an input, why it cannot be looked up, what a day and a debt
//! are); the modules below speak for the other rooms. Nothing of an ΑΦΜ or a name is repeated in them.

mod clocks;
mod config;
mod corrections;
mod desk;
mod file_out;
mod findings;
mod imports;
mod keeping;
mod names;
mod paper;
mod people;
mod store;
mod terminal;

pub use clocks::{clock_doubt, terminal_clock, terminal_clock_short};
pub use config::config_error;
pub use corrections::{
    decided_charged, decided_not_charged, foreign, foreign_row, history, original, recovered, trace,
};
pub use desk::{
    desk_error, file_trouble, hours, last_file, nothing_found, print_end, print_trouble, refusal, trouble, ways_to_pay,
};
pub use file_out::{agreement, file_out_error};
pub use findings::{finding, remedy};
pub use imports::{file_error, near_title, read_otherwise, rejected, row_reason, unprintable};
pub use keeping::{jump, keeping_error, reach};
pub use names::{
    act, attempt_state, checked, correction, debt_status, direction, document, evidence_field, foreign_kind, healed,
    holiday, not_found, read_as, role, standing, try_next, value_kind, verdict, weak_pin, weekday,
};
pub use paper::{device_error, paper_error, printer_status};
pub use people::operator_state;
pub use store::{difference, remark, store_error};
pub use terminal::{ecr_error, error_code, link, not_sent, result_code, simulator_error, terminal_no, unknown};

use super::Text;
use crate::domain::rf::RfError;
use crate::domain::time::second;
use crate::domain::{afm::AfmError, holder::Holder, hours::Span, query::QueryError, till::BlockerKind};
use crate::text::values;

/// A program that holds what another wants, in the nominative.
pub fn holder(text: &Text, holder: &Holder) -> String {
    let key = match (&holder.user, holder.since) {
        (None, None) => "holder",
        (Some(_), None) => "holder-user",
        (None, Some(_)) => "holder-since",
        (Some(_), Some(_)) => "holder-user-since",
    };
    let user = holder.user.as_deref().unwrap_or_default();
    let since = holder.since.map(second).unwrap_or_default();
    text.with(key, values![program = holder.program, pid = holder.pid, user, since])
}

pub fn holders(text: &Text, holders: &[Holder]) -> String {
    holders.iter().map(|one| holder(text, one)).collect::<Vec<_>>().join(", ")
}

/// That an approved payment waits for the books, and who keeps them.
pub fn books_locked(text: &Text, open_in: &[Holder]) -> String {
    if open_in.is_empty() {
        return text.get("books-locked");
    }
    text.with("books-locked-by", values![holders = holders(text, open_in)])
}

/// Why an input cannot be looked up.
pub fn query_error(text: &Text, error: &QueryError) -> String {
    match error {
        QueryError::Empty => text.get("query-empty"),
        QueryError::TooShort => text.get("query-too-short"),
        QueryError::Rf(error) => rf_error(text, error),
        QueryError::StartMissing => text.get("rf-start-missing"),
        QueryError::SeveralCodes => text.get("rf-several"),
        QueryError::Afm(error) => afm_error(text, *error),
    }
}

/// Why an input is not an RF code.
pub fn rf_error(text: &Text, error: &RfError) -> String {
    match error {
        RfError::Empty => text.get("rf-empty"),
        RfError::NotRf => text.get("rf-not-rf"),
        RfError::Length(length) => text.with("rf-length", values![length]),
        RfError::Character(c) => text.with("rf-character", values![character = c]),
        RfError::CheckDigits => text.get("rf-check-digits"),
        RfError::StateIdentity => text.get("rf-state-identity"),
    }
}

/// Why an input is not an ΑΦΜ.
pub fn afm_error(text: &Text, error: AfmError) -> String {
    match error {
        AfmError::Empty => text.get("afm-empty"),
        AfmError::Length(length) => text.with("afm-length", values![length]),
        AfmError::Character(c) => text.with("afm-character", values![character = c]),
        AfmError::CheckDigit => text.get("afm-check-digit"),
        AfmError::Zeros => text.get("afm-zeros"),
    }
}

/// Hours of a day: `08:30–13:00`.
pub fn span(text: &Text, span: Span) -> String {
    let from = span.from.format("%H:%M").to_string();
    // An end of 00:00 is the midnight that closes the day.
    let to = span.to.format("%H:%M").to_string();
    let to = if to == "00:00" { "24:00".to_owned() } else { to };
    text.with("hours-span", values![from, to])
}

/// What keeps a till from closing, and what clears it.
pub fn blocker(text: &Text, kind: BlockerKind, reference: &str) -> String {
    text.of_with("blocker-", kind.word(), values![ref = reference])
}
