//! Unclaimed results that two people say are the payment of debts, or a void or refund that this desk asked for: booked
//! as that, in one transaction. What has its document, or was written off, is not booked again.

use rusqlite::{Connection, params};

use super::value::Cells;
use super::{Booking, Resolution, Resolved, Store, StoreError, Verdict, foreign, journal, resolve, unclaimed};
use crate::domain::attempt::{AttemptStep, NewAttempt};
use crate::domain::foreign::{ForeignKind, ForeignResult};
use crate::domain::receipt::{Receipt, ReceiptNo};
use crate::domain::{actor::Actor, card::CardData, debt::DebtStatus, operator::OperatorId, refusal::Refusal};

/// Why the attempt of a claim has no answer of its own.
const REASON: &str = "tied";

/// An unclaimed result, and what it is said to be.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The number of the result.
    pub number: u32,
    /// What it is said to be; its operator says so.
    pub payment: NewAttempt,
    /// What stands in place of the transaction, where the result has none: it says that there was none.
    pub card: Option<CardData>,
    /// The series of the receipt.
    pub series: String,
    /// Why they are sure, as it was typed.
    pub reason: String,
    /// Who agreed: another person.
    pub approver: OperatorId,
}

impl Store {
    /// Books a foreign result as the payment of debts, or as the void or refund that it is.
    ///
    /// # Errors
    /// [`Refusal::NoSuchForeign`]; [`Refusal::ForeignTied`]; [`StoreError::ChargeDiffers`] unless the debts come
    /// to what was charged; [`Refusal::Evidence`] where that charge has a receipt; what [`Store::prepare`] and
    /// [`Store::resolve`] refuse. Nothing was written.
    pub fn book_claim(&mut self, claim: &Claim) -> Result<Receipt, StoreError> {
        self.write_after_a_card(|tx| {
            let result = numbered(tx, claim.number)?;
            let denied = result.why == ForeignKind::Denies;
            let Some(card) = (if denied { claim.card.clone() } else { result.card.clone() }) else {
                return Err(Refusal::NoSuchForeign(claim.number).into());
            };
            if let Some(receipt) = receipt_of(tx, claim.number)? {
                return Err(Refusal::ForeignTied { number: claim.number, receipt }.into());
            }
            if unclaimed::write_off_of(tx, claim.number)?.is_some() {
                return Err(Refusal::ForeignWrittenOff(claim.number).into());
            }
            let attempt = journal::prepare(tx, &claim.payment).map_err(|error| paid_meanwhile(claim.number, error))?;
            let (at, who) = (claim.payment.at, Actor::from(claim.payment.operator.clone()));
            journal::take(tx, attempt.id, AttemptStep::Send, Some(REASON), at, &who)?;
            let attempt = journal::take(tx, attempt.id, AttemptStep::LoseTrack, Some(REASON), at, &who)?;
            tx.prepare_cached("INSERT INTO foreign_tie (foreign_id, attempt_id) VALUES (?1, ?2)")?
                .execute(params![claim.number, attempt.id.0])?;
            let booking =
                Booking { attempt: attempt.id, card, slip: None, series: claim.series.clone(), at, who: who.clone() };
            let resolution = Resolution {
                attempt: attempt.id,
                verdict: Verdict::Charged(booking),
                evidence: format!("foreign result {}: {}", claim.number, claim.reason),
                operator: claim.payment.operator.clone(),
                approver: claim.approver.clone(),
                at,
            };
            match resolve::resolve(tx, &resolution)? {
                Resolved::Booked(receipt) => Ok(*receipt),
                Resolved::NotCharged(_) => Err(StoreError::InvalidAttempt),
            }
        })
    }
}

/// A debt that is not open any more was paid another way: the charge that is claimed is one too many.
fn paid_meanwhile(number: u32, error: StoreError) -> StoreError {
    match error {
        StoreError::Refused(Refusal::Debt { external_id, status: DebtStatus::Paid }) => {
            Refusal::PaidMeanwhile { number, debt: external_id }.into()
        }
        other => other,
    }
}

pub(super) fn numbered(conn: &Connection, number: u32) -> Result<ForeignResult, StoreError> {
    let mut found = None;
    foreign::each_numbered(conn, &mut |row, result| {
        if i64::from(number) == row {
            found = Some(result);
        }
        Ok(())
    })?;
    found.ok_or_else(|| Refusal::NoSuchForeign(number).into())
}

pub(super) fn receipt_of(conn: &Connection, number: u32) -> Result<Option<ReceiptNo>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT r.series, r.year, r.number FROM foreign_tie t JOIN receipt r ON r.attempt_id = t.attempt_id
         WHERE t.foreign_id = ?1",
    )?;
    let mut rows = statement.query([number])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let cells = Cells::of("receipt", row);
    let number = ReceiptNo::new(cells.str(0)?, cells.number(1)?, cells.number(2)?)?;
    Ok(Some(number))
}
