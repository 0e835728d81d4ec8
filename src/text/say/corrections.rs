//! Sentences about what comes after a payment: evidence, voids and refunds, unclaimed results, keys.

use super::{direction, ecr_error, evidence_field, foreign_kind};
use crate::desk::{KeyTrouble, RecoverEnd};
use crate::domain::evidence::{BadEvidence, Contradiction, EvidenceField, MissingEvidence};
use crate::domain::foreign::ForeignResult;
use crate::domain::receipt::{Receipt, ReceiptKind};
use crate::domain::time::{Moment, local, minute, second};
use crate::domain::{card::CardData, correction::Correction, correction::CorrectionKind, session::SessionNo};
use crate::text::{Text, values};
use chrono::NaiveDateTime;

/// What is missing in what was given as evidence.
pub(super) fn missing_evidence(text: &Text, missing: &MissingEvidence) -> String {
    let names: Vec<String> = missing.fields.iter().map(|field| evidence_field(text, *field)).collect();
    text.with("evidence-missing", values![fields = names.join(", ")])
}

pub(super) fn bad_evidence(text: &Text, bad: BadEvidence) -> String {
    let of = |key: &str, field: EvidenceField| text.with(key, values![field = evidence_field(text, field)]);
    match bad {
        BadEvidence::Empty => text.get("evidence-empty"),
        BadEvidence::CardNumber => text.get("evidence-card-number"),
        BadEvidence::Value { field } => of("evidence-field", field),
        BadEvidence::TooShort { .. } => text.get("evidence-too-short"),
        BadEvidence::TooLong { most } => text.with("evidence-too-long", values![most]),
    }
}

pub(super) fn contradicted(text: &Text, contradiction: &Contradiction) -> String {
    let at = |time: NaiveDateTime| time.format("%d/%m/%Y %H:%M").to_string();
    let (key, expected, found) = match contradiction {
        Contradiction::Amount { asked, stated } => ("evidence-amount", asked.greek(), stated.greek()),
        Contradiction::TooEarly { prepared_at, stated } => ("evidence-time", at(local(*prepared_at)), at(*stated)),
        Contradiction::InFuture { now, stated } => ("evidence-in-future", at(local(*now)), at(*stated)),
    };
    text.with(key, values![expected, found])
}

/// Why messages cannot be signed, or a key was not taken.
pub(super) fn keys(text: &Text, trouble: &KeyTrouble) -> String {
    match trouble {
        KeyTrouble::Missing => text.get("terminal-keys-missing"),
        KeyTrouble::Malformed => text.get("keys-malformed"),
        KeyTrouble::CheckDiffers { found } => text.with("keys-check-differs", values![found]),
        KeyTrouble::Damaged { path } => text.with("keys-damaged", values![path = path.display()]),
        KeyTrouble::ReadableByOthers { path } => text.with("keys-readable", values![path = path.display()]),
        KeyTrouble::Exchange(error) => text.with("keys-exchange", values![reason = ecr_error(text, error)]),
        KeyTrouble::NoRandomness => text.get("no-randomness"),
    }
}

/// Unclaimed results, under a heading that says what they are.
pub fn foreign(text: &Text, results: &[ForeignResult]) -> String {
    let rows = results.iter().map(|result| format!("\n  {}", foreign_row(text, result)));
    std::iter::once(text.get("foreign-heading")).chain(rows).collect()
}

pub fn foreign_row(text: &Text, result: &ForeignResult) -> String {
    let told = |of: fn(&CardData) -> String| {
        result.card.as_ref().map(of).filter(|value| !value.is_empty()).unwrap_or_else(|| "—".to_owned())
    };
    let (at, session, why) = (minute(result.seen_at), &result.session, foreign_kind(text, result.why));
    let (amount, direction) = (told(|card| card.final_amount.greek()), direction(text, result.direction));
    let (stan, auth) = (told(|card| card.stan.clone()), told(|card| card.auth_code.clone()));
    let pan = told(|card| card.pan_masked.to_string());
    text.with("foreign-row", values![at, session, amount, stan, auth, pan, direction, why])
}

/// What happened around a receipt: what it takes back, what took it back, what it was booked on.
pub fn history(text: &Text, receipt: &Receipt, corrections: &[Receipt], evidence: Option<&str>) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(Correction { kind, original, reason, approver }) = &receipt.correction {
        let values = values![kind = kind.word(), receipt = original, reason, approver];
        said.push(text.with("receipt-corrects", values));
    }
    said.extend(corrections.iter().map(|document| corrected_by(text, document)));
    said.extend(evidence.map(|evidence| text.with("receipt-evidence", values![evidence])));
    said
}

fn corrected_by(text: &Text, document: &Receipt) -> String {
    let why = document.correction.as_ref().map(|why| (why.reason.clone(), why.approver.to_string()));
    let (reason, approver) = why.unwrap_or_default();
    let Receipt { number, kind, at, amount, cashier_name, .. } = document;
    let (kind, at, amount) = (kind.word(), minute(*at), amount.greek());
    let values = values![kind, at, receipt = number, amount, reason, cashier = cashier_name, approver];
    text.with("receipt-corrected-by", values)
}

/// The step log of a payment, a step a line.
pub fn trace(text: &Text, session: SessionNo, steps: &[(Moment, String)]) -> String {
    if steps.is_empty() {
        return text.get("trace-none");
    }
    let rows = steps.iter().map(|(at, step)| format!("\n  {} {step}", local(*at).format("%d/%m/%Y %H:%M:%S%.3f")));
    std::iter::once(text.with("trace-heading", values![session])).chain(rows).collect()
}

/// The original transaction as it is typed on the terminal: what each is called, and what it is. What is typed first
/// comes first; from the sixth on it says that it is the right slip.
pub fn original(card: &CardData) -> [(&'static str, String); 8] {
    let at = card.at.map(|at| at.format("%d/%m/%Y %H:%M:%S").to_string()).unwrap_or_default();
    [
        ("correct-original-stan", card.stan.clone()),
        ("correct-original-rrn", card.rrn.clone()),
        ("correct-original-auth", card.auth_code.clone()),
        ("correct-original-amount", format!("{} €", card.final_amount.greek())),
        ("correct-original-date", at),
        ("correct-original-batch", card.batch.clone()),
        ("correct-original-terminal", card.terminal_id.clone()),
        ("correct-original-card", format!("{} {}", card.card_type, card.pan_masked).trim().to_owned()),
    ]
}

/// What the terminal says of a session when it is asked again. One that may still run: when it can be known, and that until
/// then nobody is asked for a card, or gives anything back.
pub fn recovered(text: &Text, session: SessionNo, back: Option<CorrectionKind>, end: &RecoverEnd) -> String {
    match (end, back.is_some()) {
        (RecoverEnd::Approved { receipt, .. }, _) => {
            booked(text, ["recover-approved", "recover-given-back"], session, receipt)
        }
        (RecoverEnd::NotCharged, false) => text.with("recover-not-charged", values![session]),
        (RecoverEnd::NotCharged, true) => text.with("recover-not-given-back", values![session]),
        (RecoverEnd::MayStillRun { until }, back) => {
            let key = if back { "recover-may-still-give-back" } else { "recover-may-still-run" };
            text.with(key, values![session, until = second(*until)])
        }
        (RecoverEnd::StillUnknown { reason }, _) => {
            text.with("recover-still-unknown", values![session, reason = super::unknown(text, reason)])
        }
    }
}

/// A session that was decided on evidence to have been charged, voided or refunded.
pub fn decided_charged(text: &Text, session: SessionNo, receipt: &Receipt) -> String {
    booked(text, ["resolve-charged", "resolve-given-back"], session, receipt)
}

/// A session that was decided on evidence to have come to nothing.
pub fn decided_not_charged(text: &Text, session: SessionNo, correction: Option<CorrectionKind>) -> String {
    let key = if correction.is_some() { "resolve-not-given-back" } else { "resolve-not-charged" };
    text.with(key, values![session])
}

/// By the kind of the document, that a session was booked.
fn booked(text: &Text, [sale, back]: [&str; 2], session: SessionNo, receipt: &Receipt) -> String {
    let key = match receipt.kind {
        ReceiptKind::Sale => sale,
        ReceiptKind::Void | ReceiptKind::Refund => back,
    };
    text.with(key, values![session, amount = receipt.amount.greek(), receipt = receipt.number])
}
