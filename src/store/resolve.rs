//! Unknown outcomes that two people decide on written evidence, where no terminal can be asked any more. What they
//! had in writing stays in the books, and one charge is evidence once.

use rusqlite::{Connection, params};

use super::value::{Cells, day_text, moment_text};
use super::{Booking, Store, StoreError, audit, booking, journal, operators};
use crate::domain::attempt::{Attempt, AttemptId, AttemptState, AttemptStep, IllegalStep};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::receipt::{Receipt, ReceiptNo};
use crate::domain::refusal::{EvidenceRefused, Refusal};
use crate::domain::time::{Moment, local_date};
use crate::domain::{evidence, operator::OperatorId};

/// Why a resolved attempt ended, in the journal.
const REASON: &str = "resolved";

/// What the evidence shows.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "one is made for each resolution, and moved nowhere")]
pub enum Verdict {
    /// The card was charged, or given its money back: booked with what the evidence says of it.
    Charged(Booking),
    NotCharged,
}

impl Verdict {
    /// The word of the database.
    fn word(&self) -> &'static str {
        match self {
            Verdict::Charged(_) => "charged",
            Verdict::NotCharged => "not_charged",
        }
    }

    fn step(&self) -> AttemptStep {
        match self {
            Verdict::Charged(_) => AttemptStep::Approve,
            Verdict::NotCharged => AttemptStep::CloseUncharged,
        }
    }
}

/// What two people say of an unknown outcome. `Debug` does not print the evidence: people write names into it.
#[derive(Clone, PartialEq, Eq)]
pub struct Resolution {
    pub attempt: AttemptId,
    pub verdict: Verdict,
    /// What they have in writing, as it was typed.
    pub evidence: String,
    pub operator: OperatorId,
    /// Who agreed: another person.
    pub approver: OperatorId,
    pub at: Moment,
}

impl std::fmt::Debug for Resolution {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Resolution { attempt, verdict, operator, approver, .. } = self;
        write!(f, "Resolution(attempt {} {} by {operator}, approved by {approver})", attempt.0, verdict.word())
    }
}

/// What a resolution did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved {
    /// The charge is booked.
    Booked(Box<Receipt>),
    /// The attempt is closed and its debts are free.
    NotCharged(Box<Attempt>),
}

/// A resolution as the books keep it. `Debug` does not print the evidence.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptResolution {
    pub attempt: AttemptId,
    /// Whether it was decided that the card was charged.
    pub charged: bool,
    /// What they had in writing.
    pub evidence: String,
    pub operator: OperatorId,
    pub approver: OperatorId,
    pub at: Moment,
}

impl std::fmt::Debug for KeptResolution {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let KeptResolution { attempt, charged, operator, approver, .. } = self;
        write!(f, "KeptResolution(attempt {} charged={charged} by {operator}, approved by {approver})", attempt.0)
    }
}

impl Store {
    /// Closes an unknown outcome on written evidence, in one transaction: the evidence, its audit entry, and either
    /// the booking or the end of the attempt.
    ///
    /// # Errors
    /// [`StoreError::NoSuchAttempt`]; [`StoreError::IllegalStep`] unless the outcome is unknown;
    /// [`Refusal::SamePerson`], [`Refusal::NoSuchOperator`]; [`Refusal::Evidence`];
    /// [`Refusal::Evidence`] where that charge was booked before; [`StoreError::InvalidAttempt`] for the
    /// booking of another attempt; what [`Store::book`] refuses. Nothing was written.
    pub fn resolve(&mut self, resolution: &Resolution) -> Result<Resolved, StoreError> {
        evidence::check_text(&resolution.evidence).map_err(|bad| Refusal::Evidence(EvidenceRefused::Bad(bad)))?;
        self.write_after_a_card(|tx| resolve(tx, resolution))
    }

    /// How an attempt was resolved; nothing where it was not.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn resolution(&self, attempt: AttemptId) -> Result<Option<KeptResolution>, StoreError> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT verdict, evidence, operator, approver, at FROM resolution WHERE attempt_id = ?1")?;
        let mut rows = statement.query([attempt.0])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let cells = Cells::of("resolution", row);
        Ok(Some(KeptResolution {
            attempt,
            charged: cells.str(0)? == "charged",
            evidence: cells.text(1)?,
            operator: cells.operator(2)?,
            approver: cells.operator(3)?,
            at: cells.moment(4)?,
        }))
    }
}

/// Closes an unknown outcome within a transaction, see [`Store::resolve`].
pub(super) fn resolve(tx: &Connection, resolution: &Resolution) -> Result<Resolved, StoreError> {
    let attempt = journal::known(tx, resolution.attempt)?;
    if attempt.state != AttemptState::Unknown {
        return Err(IllegalStep { state: attempt.state, step: resolution.verdict.step() }.into());
    }
    operators::known(tx, &resolution.operator)?;
    operators::known(tx, &resolution.approver)?;
    if resolution.operator == resolution.approver {
        return Err(Refusal::SamePerson.into());
    }
    if let Verdict::Charged(booking) = &resolution.verdict {
        if booking.attempt != attempt.id {
            return Err(StoreError::InvalidAttempt);
        }
        if let Some(receipt) = booked_before(tx, &attempt, booking)? {
            return Err(Refusal::Evidence(EvidenceRefused::Booked(receipt)).into());
        }
    }
    keep(tx, &attempt, resolution)?;
    conclude(tx, &attempt, resolution)
}

/// Writes the evidence and its entry. The trail has the digest of the text and not the text: it may name people.
fn keep(tx: &Connection, attempt: &Attempt, resolution: &Resolution) -> Result<(), StoreError> {
    let Resolution { verdict, evidence, operator, approver, at, .. } = resolution;
    let audit_seq = audit::append(
        tx,
        &AuditEntry {
            at: *at,
            who: operator.clone().into(),
            act: AuditAct::OutcomeResolved,
            subject: attempt.session.to_string(),
            detail: format!(
                "attempt={} verdict={} approver={approver} evidence={}",
                attempt.id.0,
                verdict.word(),
                audit::sha256(evidence.as_bytes())
            ),
        },
    )?;
    tx.prepare_cached(
        "INSERT INTO resolution (attempt_id, verdict, evidence, operator, approver, at, audit_seq)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        attempt.id.0,
        verdict.word(),
        evidence,
        operator.as_str(),
        approver.as_str(),
        moment_text(*at),
        audit_seq
    ])?;
    Ok(())
}

fn conclude(tx: &Connection, attempt: &Attempt, resolution: &Resolution) -> Result<Resolved, StoreError> {
    match &resolution.verdict {
        Verdict::Charged(booking) => Ok(Resolved::Booked(Box::new(booking::approve(tx, attempt, booking)?))),
        Verdict::NotCharged => {
            let (step, who) = (AttemptStep::CloseUncharged, &resolution.operator.clone().into());
            let closed = journal::take(tx, attempt.id, step, Some(REASON), resolution.at, who)?;
            Ok(Resolved::NotCharged(Box::new(closed)))
        }
    }
}

/// The receipt of the charge that the evidence names, where it was booked before: the same STAN on the same terminal
/// in the same batch, or on the same day where one of them names no batch; or the same reference anywhere. Numbers
/// are the same without their leading zeros: people leave them out. A correction may bear the reference of what it
/// corrects.
fn booked_before(tx: &Connection, attempt: &Attempt, booking: &Booking) -> Result<Option<ReceiptNo>, StoreError> {
    let card = &booking.card;
    let day = card.at.map_or_else(|| local_date(attempt.prepared_at), |at| at.date());
    let original = attempt.correction.as_ref().map(|correction| correction.original.to_string());
    let mut statement = tx.prepare_cached(
        "SELECT r.series, r.year, r.number,
                ltrim(c.stan, '0') = ltrim(?1, '0') AND ltrim(?1, '0') <> ''
                AND (a.terminal = ?2 OR (c.terminal_id = ?3 AND ?3 <> ''))
                AND CASE WHEN ?4 <> '' AND c.batch <> '' THEN ltrim(c.batch, '0') = ltrim(?4, '0')
                         ELSE coalesce(substr(c.charged_at, 1, 10), r.day) = ?5 END AS same_stan
         FROM card_payment c JOIN attempt a ON a.id = c.attempt_id JOIN receipt r ON r.attempt_id = c.attempt_id
         WHERE same_stan OR (ltrim(c.rrn, '0') = ltrim(?6, '0') AND ltrim(?6, '0') <> '') ORDER BY r.id",
    )?;
    let mut rows = statement.query(params![
        card.stan.trim(),
        attempt.terminal,
        card.terminal_id.trim(),
        card.batch.trim(),
        day_text(day),
        card.rrn.trim()
    ])?;
    while let Some(row) = rows.next()? {
        let cells = Cells::of("receipt", row);
        let number = ReceiptNo::new(cells.str(0)?, cells.number(1)?, cells.number(2)?)?;
        if cells.flag(3)? || Some(number.to_string()) != original {
            return Ok(Some(number));
        }
    }
    Ok(None)
}
