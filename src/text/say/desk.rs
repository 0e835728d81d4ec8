//! Sentences for what the use cases return: rules that said no, what was not available, how a payment ended.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::corrections::{bad_evidence, contradicted, keys, missing_evidence};
use super::{
    attempt_state, clock_doubt, device_error, ecr_error, file_error, holiday, not_sent, paper_error, query_error, span,
};
use super::{holder, holders, simulator_error, store_error, try_next, weekday};
use crate::desk::watchdog::Work;
use crate::desk::{DeskError, LastDebtFile, NothingFound, PrintEnd, PrintTrouble, StoreError, Trouble};
use crate::domain::hours::{Hours, Span};
use crate::domain::operator::BadPin;
use crate::domain::refusal::{EvidenceRefused, Fact, Refusal, Told};
use crate::domain::{
    session::SessionNo,
    time::{minute, second},
};
use crate::text::{Text, Value, values};
use chrono::Weekday;

/// Nobody was found: how old the debts are, and what to try next.
pub fn nothing_found(text: &Text, nothing: &NothingFound) -> Vec<String> {
    let mut sentences: Vec<String> = nothing.last_file.iter().flat_map(|file| last_file(text, file)).collect();
    sentences.push(try_next(text, nothing.next));
    sentences
}

/// When the debts were loaded, and what the file did not say.
pub fn last_file(text: &Text, file: &LastDebtFile) -> Vec<String> {
    let at = minute(file.at);
    let mut sentences = vec![text.with("lookup-last-file", values![at, file = file.name])];
    if !file.vanished.is_empty() {
        sentences.push(text.with("lookup-vanished", values![names = file.vanished.join(", ")]));
    }
    sentences
}

/// A rule that said no: what, why, and what to do or to say to the citizen.
pub fn refusal(text: &Text, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Evidence(EvidenceRefused::Bad(bad)) => bad_evidence(text, *bad),
        Refusal::Evidence(EvidenceRefused::Missing(missing)) => missing_evidence(text, missing),
        Refusal::Evidence(EvidenceRefused::Contradicts(contradiction)) => contradicted(text, contradiction),
        Refusal::ClockInDoubt(doubt) => clock_doubt(text, doubt),
        Refusal::TillBlocked { blockers, .. } => {
            let lines = blockers.iter().map(|one| format!("  {}", super::blocker(text, one.kind, &one.reference)));
            std::iter::once(told(text, &refusal.told())).chain(lines).collect::<Vec<_>>().join("\n")
        }
        one => told(text, &one.told()),
    }
}

fn told(text: &Text, told: &Told) -> String {
    let values: Vec<_> = told.facts.iter().map(|(name, fact)| (*name, value(text, fact))).collect();
    text.of_with("refused-", told.sentence, &values)
}

fn value<'a>(text: &Text, fact: &'a Fact) -> Value<'a> {
    match fact {
        Fact::Text(typed) => typed.as_str().into(),
        Fact::Count(count) => (*count).into(),
        Fact::Money(money) => money.greek().into(),
        Fact::Time(time) => time.format("%H:%M").to_string().into(),
        Fact::Minute(at) => minute(*at).into(),
        Fact::Second(at) => second(*at).into(),
        Fact::Holiday(day) => holiday(text, *day).into(),
        Fact::State(state) => attempt_state(text, *state).into(),
    }
}

/// The three ways to pay that a citizen with cash is told, the desk's own with its hours.
pub fn ways_to_pay(text: &Text, desk: &Hours) -> [String; 3] {
    let hours = hours(text, desk);
    [text.get("way-online"), text.get("way-bank"), text.with("way-desk", values![hours])]
}

/// The week's hours: neighbouring days with the same hours together.
pub fn hours(text: &Text, hours: &Hours) -> String {
    let mut runs: Vec<(Weekday, Weekday, Span)> = Vec::new();
    let mut day = Weekday::Mon;
    for today in &hours.week {
        if let Some(today) = today {
            match runs.last_mut() {
                Some((_, last, open)) if open == today && last.succ() == day => *last = day,
                _ => runs.push((day, day, *today)),
            }
        }
        day = day.succ();
    }
    let words = runs.into_iter().map(|(first, last, open)| {
        let (hours, first_day, last_day) = (span(text, open), weekday(text, first), weekday(text, last));
        if first == last {
            text.with("hours-day", values![day = first_day, hours])
        } else {
            text.with("hours-days", values![first = first_day, last = last_day, hours])
        }
    });
    let words = words.collect::<Vec<_>>().join(", ");
    if words.is_empty() { text.get("hours-never") } else { words }
}

/// A device, the disk or the database was not available.
pub fn trouble(text: &Text, trouble: &Trouble) -> String {
    match trouble {
        Trouble::Terminal(why) => not_sent(text, why),
        Trouble::TerminalInUse { holder: None } => text.get("terminal-in-use"),
        Trouble::TerminalInUse { holder: Some(by) } => {
            text.with("terminal-in-use-by", values![holder = holder(text, by)])
        }
        Trouble::ThreadGone => text.get("unanswered-thread-gone"),
        Trouble::Unanswered { work, session } => unanswered(text, *work, *session),
        Trouble::GivenUp => text.get("terminal-given-up"),
        Trouble::DatabaseLocked { waited_s, open_in } if open_in.is_empty() => {
            store_error(text, &StoreError::Locked { waited_s: *waited_s })
        }
        Trouble::DatabaseLocked { waited_s, open_in } => {
            text.with("store-locked-by", values![seconds = waited_s, holders = holders(text, open_in)])
        }
        Trouble::Keys(why) => keys(text, why),
        Trouble::Store(error) => store_error(text, error),
        Trouble::File { path, source } => file_trouble(text, path, source),
        Trouble::Paper(error) => paper_error(text, error),
        Trouble::Printer(why) => print_trouble(text, why),
        Trouble::Simulator(error) => simulator_error(text, error),
    }
}

/// Work that does not end: what hangs, and what to do.
fn unanswered(text: &Text, work: Work, session: Option<SessionNo>) -> String {
    match (work, session) {
        (_, Some(session)) => text.with("unanswered-payment", values![session]),
        (Work::Books | Work::File, None) => text.get("unanswered-books"),
        (Work::Paper, None) => text.get("unanswered-paper"),
        (Work::Echo | Work::Recovery | Work::Close | Work::Payment, None) => text.get("unanswered-terminal"),
    }
}

/// A file or folder that the system did not let be used.
pub fn file_trouble(text: &Text, path: &Path, source: &io::Error) -> String {
    let path = path.display();
    match source.kind() {
        ErrorKind::NotFound => text.with("file-missing", values![path]),
        ErrorKind::PermissionDenied => text.with("file-permission", values![path]),
        ErrorKind::StorageFull => text.get("store-disk-full"),
        _ => text.with("file-trouble", values![path, reason = source]),
    }
}

/// Why a use case did not do what was asked.
pub fn desk_error(text: &Text, error: &DeskError) -> String {
    match error {
        DeskError::Refused(why) => refusal(text, why),
        DeskError::Trouble(why) => trouble(text, why),
        DeskError::Query(error) => query_error(text, error),
        DeskError::File(error) => file_error(text, error),
        DeskError::Pin(BadPin::TooShort) => text.get("pin-form"),
        DeskError::Pin(BadPin::Differ) => text.get("command-pins-differ"),
        DeskError::Pin(BadPin::Code) => text.get("pin-is-a-code"),
        DeskError::WeakPin(why) => super::weak_pin(text, *why),
        DeskError::BatchNumber(typed) => text.with("batch-number-form", values![text = typed.as_str()]),
        DeskError::Config(error) => super::config_error(text, error),
        DeskError::Stopped => text.get("import-stopped"),
        DeskError::Count(typed) => text.with("count-form", values![text = typed.as_str()]),
        DeskError::Amount(typed) => text.with("amount-form", values![text = typed.as_str()]),
        DeskError::OperatorId(error) => text.with("operator-id-form", values![operator = error.0]),
        DeskError::Terminal(error) => ecr_error(text, error),
        DeskError::NoSuchMapping { name, known } => {
            text.with("import-file-no-mapping", values![mapping = name, known = known.join(", ")])
        }
        DeskError::Keeping(error) => super::keeping_error(text, error),
        DeskError::FileOut(error) => super::file_out_error(text, error),
        DeskError::NoRandomness => text.get("no-randomness"),
    }
}

pub fn print_end(text: &Text, end: &PrintEnd) -> String {
    match end {
        PrintEnd::Printed { .. } => text.get("print-done"),
        PrintEnd::Unconfirmed => text.get("print-unconfirmed"),
        PrintEnd::NotPrinted(why) => print_trouble(text, why),
    }
}

pub fn print_trouble(text: &Text, trouble: &PrintTrouble) -> String {
    match trouble {
        PrintTrouble::Device(error) => device_error(text, error),
        PrintTrouble::Paper(error) => paper_error(text, error),
        PrintTrouble::Store(error) => store_error(text, error),
    }
}
