//! Sentences for what the use cases return: rules that said no, what was not available, how a payment ended.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::corrections::{corrected, evidence, keys, may_still_run, not_a_sale, not_unknown, not_voidable};
use super::{
    clock_doubt, debt_refused, device_error, ecr_error, file_error, holiday, not_sent, paper_error, query_error, span,
};
use super::{holder, holders, simulator_error, store_error, weekday};
use crate::desk::watchdog::Work;
use crate::desk::{DeskError, LastDebtFile, NothingFound, PrintEnd, PrintTrouble, Refusal, StoreError, Trouble};
use crate::domain::foreign::AfterAll;
use crate::domain::hours::{Hours, Span};
use crate::domain::session::SessionNo;
use crate::domain::till::Blocker;
use crate::domain::time::{Moment, local};
use crate::text::{Text, Value};
use chrono::Weekday;

/// That the books were brought back and not compared since.
#[must_use]
pub fn not_compared(text: &Text, restored: Moment) -> String {
    let at = local(restored).format("%d/%m/%Y %H:%M").to_string();
    text.with("refused-not-compared-since-restore", &[("at", at.into())])
}

/// Nobody was found: how old the debts are, and what to try next.
#[must_use]
pub fn nothing_found(text: &Text, nothing: &NothingFound) -> Vec<String> {
    let mut sentences: Vec<String> = nothing.last_file.iter().flat_map(|file| last_file(text, file)).collect();
    sentences.push(text.get(&format!("lookup-try-{}", nothing.next.word().replace('_', "-"))));
    sentences
}

/// When the debts were loaded, and what the file did not say.
#[must_use]
pub fn last_file(text: &Text, file: &LastDebtFile) -> Vec<String> {
    let at = local(file.at).format("%d/%m/%Y %H:%M").to_string();
    let mut sentences = vec![text.with("lookup-last-file", &[("at", at.into()), ("file", file.name.as_str().into())])];
    if !file.vanished.is_empty() {
        sentences.push(text.with("lookup-vanished", &[("names", file.vanished.join(", ").into())]));
    }
    sentences
}

/// A rule that said no: what, why, and what to do or to say to the citizen.
#[must_use]
pub fn refusal(text: &Text, refusal: &Refusal) -> String {
    let with = |key: &str, name: &str, value: &str| text.with(key, &[(name, value.into())]);
    match refusal {
        Refusal::Cash => text.get("refused-cash"),
        Refusal::OutsideHours(today) => {
            let time = |time: chrono::NaiveTime| Value::from(time.format("%H:%M").to_string());
            text.with("refused-outside-hours", &[("from", time(today.from)), ("to", time(today.to))])
        }
        Refusal::ClosedDay => text.get("refused-closed-day"),
        Refusal::Holiday(day) => with("refused-holiday", "holiday", &holiday(text, *day)),
        Refusal::TillClosed => text.get("refused-till-closed"),
        Refusal::TillEnded => text.get("refused-till-ended"),
        Refusal::TillOpen => text.get("refused-till-open"),
        Refusal::NeedsReason => text.get("refused-needs-reason"),
        Refusal::NotAllowed => text.get("refused-not-allowed"),
        Refusal::WrongPin { failures } => text.with("refused-wrong-pin", &[("failures", (*failures).into())]),
        Refusal::OperatorLocked => text.get("refused-operator-locked"),
        Refusal::OperatorExists(id) => with("refused-operator-exists", "operator", id.as_str()),
        Refusal::NothingToPay => text.get("refused-nothing-to-pay"),
        Refusal::NotFound { what, loaded: Some(loaded) } => text.with(
            "refused-not-found",
            &[("what", what.as_str().into()), ("loaded", local(*loaded).format("%d/%m/%Y %H:%M").to_string().into())],
        ),
        Refusal::NotFound { what, loaded: None } => with("refused-not-found-no-file", "what", what),
        Refusal::Debt { external_id, status } => debt_refused(text, external_id, *status),
        Refusal::SeveralDebtors => text.get("refused-several-debtors"),
        Refusal::MaybeOnePayer => text.get("refused-maybe-one-payer"),
        Refusal::Twice(debt) => with("refused-twice", "debt", debt),
        Refusal::AboveOpen { asked, open } => {
            text.with("refused-above-open", &[("asked", asked.greek().into()), ("open", open.greek().into())])
        }
        Refusal::PartNotAllowed { asked, open } => {
            text.with("refused-part-not-allowed", &[("asked", asked.greek().into()), ("open", open.greek().into())])
        }
        Refusal::BelowMinimum { minimum } => with("refused-below-minimum", "minimum", &minimum.greek()),
        Refusal::TooMuch => text.get("refused-too-much"),
        Refusal::NoSuchReceipt(number) => with("refused-no-such-receipt", "receipt", number),
        Refusal::DemoData => text.get("refused-demo-data"),
        Refusal::SamePerson => text.get("refused-same-person"),
        Refusal::ApproverNotAllowed(id) => with("refused-approver", "operator", id.as_str()),
        Refusal::NoSuchSession(session) => with("refused-no-such-session", "session", &session.to_string()),
        Refusal::NotUnknown { session, state } => not_unknown(text, *session, *state),
        Refusal::MayStillRun { session, from } => may_still_run(text, *session, *from),
        Refusal::ApprovalUndecided { session, number } => text.with(
            "refused-approval-undecided",
            &[("session", session.to_string().into()), ("number", number.to_string().into())],
        ),
        Refusal::Evidence(why) => evidence(text, why),
        Refusal::NotASale { receipt, kind } => not_a_sale(text, receipt, *kind),
        Refusal::Corrected { receipt, by, kind } => corrected(text, receipt, by, *kind),
        Refusal::NotVoidable { receipt, why } => with(not_voidable(*why), "receipt", &receipt.to_string()),
        Refusal::AboveLeft { asked, left } => {
            text.with("refused-above-left", &[("asked", asked.greek().into()), ("left", left.greek().into())])
        }
        Refusal::PartialRefund { asked, left } => {
            text.with("refused-partial-refund", &[("asked", asked.greek().into()), ("left", left.greek().into())])
        }
        Refusal::CorrectionOpen(session) => with("refused-correction-open", "session", &session.to_string()),
        Refusal::ReceiptMoved(receipt) => with("refused-receipt-moved", "receipt", &receipt.to_string()),
        Refusal::NoKeysInProtocol => text.get("keys-not-in-protocol"),
        Refusal::EarlierTillOpen(till) => with("refused-earlier-till", "till", till),
        Refusal::NoSuchTill(till) => with("refused-no-such-till", "till", till),
        Refusal::TillIsClosed(till) => with("refused-till-is-closed", "till", till),
        Refusal::TillBlocked { till, blockers } => till_blocked(text, till, blockers),
        Refusal::Unexplained { till, references } => text.with(
            "refused-unexplained",
            &[("till", till.as_str().into()), ("references", references.join(", ").into())],
        ),
        Refusal::NotCompared { till, batch } => {
            text.with("refused-not-compared", &[("till", till.as_str().into()), ("batch", batch.as_str().into())])
        }
        Refusal::NoSuchDifference(reference) => with("refused-no-such-difference", "reference", reference),
        Refusal::NoSuchForeign(number) => with("refused-no-such-foreign", "number", &number.to_string()),
        Refusal::NotComparedSinceRestore { restored } => not_compared(text, *restored),
        Refusal::ClockInDoubt(doubt) => clock_doubt(text, doubt),
        Refusal::ClockNotInDoubt => text.get("refused-clock-not-in-doubt"),
        Refusal::DayWasClosed(till) => with("refused-day-was-closed", "till", till),
        Refusal::NothingToCompare => text.get("refused-nothing-to-compare"),
        Refusal::ForeignWrittenOff(number) => with("refused-foreign-written-off", "number", &number.to_string()),
        Refusal::MoneyWentBack(number) => with("refused-money-went-back", "number", &number.to_string()),
        Refusal::NotAskedFor(number) => with("refused-not-asked-for", "number", &number.to_string()),
        Refusal::PaidMeanwhile { number, debt } => text
            .with("refused-paid-meanwhile", &[("number", number.to_string().into()), ("debt", debt.as_str().into())]),
        Refusal::ChargedAfterAll { debt, after_all } => {
            done_after_all(text, "refused-charged-after-all", debt, after_all)
        }
        Refusal::ReturnedAfterAll { receipt, after_all } => {
            done_after_all(text, "refused-returned-after-all", &receipt.to_string(), after_all)
        }
        Refusal::ForeignTied { number, receipt } => text.with(
            "refused-foreign-tied",
            &[("number", number.to_string().into()), ("receipt", receipt.to_string().into())],
        ),
        Refusal::TieDiffers { debts, charged } => {
            text.with("refused-tie-differs", &[("debts", debts.greek().into()), ("charged", charged.greek().into())])
        }
        Refusal::NoSuchZ(number) => with("refused-no-such-z", "number", number),
    }
}

/// `of` is the debt's number or the receipt's.
fn done_after_all(text: &Text, key: &str, of: &str, after_all: &AfterAll) -> String {
    let (session, number) = (after_all.session.to_string(), after_all.number.to_string());
    text.with(key, &[("of", of.into()), ("session", session.into()), ("number", number.into())])
}

/// What keeps a till from closing, each with what clears it.
fn till_blocked(text: &Text, till: &str, blockers: &[Blocker]) -> String {
    let mut lines = vec![text.with("refused-till-blocked", &[("till", till.into())])];
    lines.extend(blockers.iter().map(|one| format!("  {}", super::blocker(text, one.kind, &one.reference))));
    lines.join("\n")
}

/// The three ways to pay that a citizen with cash is told, the desk's own with its hours.
#[must_use]
pub fn ways_to_pay(text: &Text, desk: &Hours) -> [String; 3] {
    let hours = hours(text, desk);
    [text.get("way-online"), text.get("way-bank"), text.with("way-desk", &[("hours", hours.into())])]
}

/// The week's hours: neighbouring days with the same hours together.
#[must_use]
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
        let name = |day: Weekday| Value::from(weekday(text, day));
        let open = ("hours", span(text, open).into());
        if first == last {
            text.with("hours-day", &[("day", name(first)), open])
        } else {
            text.with("hours-days", &[("first", name(first)), ("last", name(last)), open])
        }
    });
    let words = words.collect::<Vec<_>>().join(", ");
    if words.is_empty() { text.get("hours-never") } else { words }
}

/// A device, the disk or the database was not available.
#[must_use]
pub fn trouble(text: &Text, trouble: &Trouble) -> String {
    match trouble {
        Trouble::Terminal(why) => not_sent(text, why),
        Trouble::TerminalInUse { holder: None } => text.get("terminal-in-use"),
        Trouble::TerminalInUse { holder: Some(by) } => {
            text.with("terminal-in-use-by", &[("holder", holder(text, by).into())])
        }
        Trouble::ThreadGone => text.get("unanswered-thread-gone"),
        Trouble::Unanswered { work, session } => unanswered(text, *work, *session),
        Trouble::GivenUp => text.get("terminal-given-up"),
        Trouble::DatabaseLocked { waited_s, open_in } if open_in.is_empty() => {
            store_error(text, &StoreError::Locked { waited_s: *waited_s })
        }
        Trouble::DatabaseLocked { waited_s, open_in } => text.with(
            "store-locked-by",
            &[("seconds", waited_s.to_string().into()), ("holders", holders(text, open_in).into())],
        ),
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
        (_, Some(session)) => text.with("unanswered-payment", &[("session", session.to_string().into())]),
        (Work::Books, None) => text.get("unanswered-books"),
        (Work::Paper, None) => text.get("unanswered-paper"),
        (Work::Echo | Work::Recovery | Work::Payment, None) => text.get("unanswered-terminal"),
    }
}

/// A file or folder that the system did not let be used.
#[must_use]
pub fn file_trouble(text: &Text, path: &Path, source: &io::Error) -> String {
    let path = ("path", Text::path(path));
    match source.kind() {
        ErrorKind::NotFound => text.with("file-missing", &[path]),
        ErrorKind::PermissionDenied => text.with("file-permission", &[path]),
        ErrorKind::StorageFull => text.get("store-disk-full"),
        _ => text.with("file-trouble", &[path, ("reason", source.to_string().into())]),
    }
}

/// Why a use case did not do what was asked.
#[must_use]
pub fn desk_error(text: &Text, error: &DeskError) -> String {
    match error {
        DeskError::Refused(why) => refusal(text, why),
        DeskError::Trouble(why) => trouble(text, why),
        DeskError::Query(error) => query_error(text, error),
        DeskError::File(error) => file_error(text, error),
        DeskError::Pin(_) => text.get("pin-form"),
        DeskError::OperatorId(error) => text.with("operator-id-form", &[("operator", error.0.as_str().into())]),
        DeskError::Terminal(error) => ecr_error(text, error),
        DeskError::NoSuchMapping { name, known } => {
            let values = [("mapping", name.as_str().into()), ("known", known.join(", ").into())];
            text.with("import-file-no-mapping", &values)
        }
        DeskError::Keeping(error) => super::keeping_error(text, error),
        DeskError::NoRandomness => text.get("no-randomness"),
    }
}

/// What became of a paper.
#[must_use]
pub fn print_end(text: &Text, end: &PrintEnd) -> String {
    match end {
        PrintEnd::Printed { .. } => text.get("print-done"),
        PrintEnd::Unconfirmed => text.get("print-unconfirmed"),
        PrintEnd::NotPrinted(why) => print_trouble(text, why),
    }
}

/// Why no paper came out.
#[must_use]
pub fn print_trouble(text: &Text, trouble: &PrintTrouble) -> String {
    match trouble {
        PrintTrouble::Device(error) => device_error(text, error),
        PrintTrouble::Paper(error) => paper_error(text, error),
        PrintTrouble::Store(error) => store_error(text, error),
        PrintTrouble::Settings => text.get("printer-settings"),
    }
}
