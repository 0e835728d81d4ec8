//! Unclaimed results that two people say are the payment of debts, or a void or refund that this desk asked for: booked
//! as that, in one transaction. What has its document, or was written off, is not booked again.

use rusqlite::{Connection, params};

use super::value::Cells;
use super::{Booking, Resolution, Resolved, Store, StoreError, Verdict, foreign, journal, resolve, unclaimed};
use crate::domain::actor::Actor;
use crate::domain::attempt::{AttemptStep, NewAttempt};
use crate::domain::card::CardData;
use crate::domain::debt::DebtStatus;
use crate::domain::foreign::{ForeignKind, ForeignResult};
use crate::domain::operator::OperatorId;
use crate::domain::receipt::{Receipt, ReceiptNo};
use crate::domain::refusal::Refusal;

/// Why the attempt of a tie has no answer of its own.
const REASON: &str = "tied";

/// What ties a result to debts.
#[derive(Debug, Clone)]
pub struct Tie {
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
    pub fn tie_foreign(&mut self, tie: &Tie) -> Result<Receipt, StoreError> {
        self.write_after_a_card(|tx| {
            let result = numbered(tx, tie.number)?;
            let denied = result.why == ForeignKind::Denies;
            let Some(card) = (if denied { tie.card.clone() } else { result.card.clone() }) else {
                return Err(Refusal::NoSuchForeign(tie.number).into());
            };
            if let Some(receipt) = receipt_of(tx, tie.number)? {
                return Err(Refusal::ForeignTied { number: tie.number, receipt }.into());
            }
            if unclaimed::write_off_of(tx, tie.number)?.is_some() {
                return Err(Refusal::ForeignWrittenOff(tie.number).into());
            }
            let attempt = journal::prepare(tx, &tie.payment).map_err(|error| paid_meanwhile(tie.number, error))?;
            let (at, who) = (tie.payment.at, Actor::from(tie.payment.operator.clone()));
            journal::take(tx, attempt.id, AttemptStep::Send, Some(REASON), at, &who)?;
            let attempt = journal::take(tx, attempt.id, AttemptStep::LoseTrack, Some(REASON), at, &who)?;
            tx.prepare_cached("INSERT INTO foreign_tie (foreign_id, attempt_id) VALUES (?1, ?2)")?
                .execute(params![tie.number, attempt.id.0])?;
            let booking =
                Booking { attempt: attempt.id, card, slip: None, series: tie.series.clone(), at, who: who.clone() };
            let resolution = Resolution {
                attempt: attempt.id,
                verdict: Verdict::Charged(booking),
                evidence: format!("foreign result {}: {}", tie.number, tie.reason),
                operator: tie.payment.operator.clone(),
                approver: tie.approver.clone(),
                at,
            };
            match resolve::resolve(tx, &resolution)? {
                Resolved::Booked(receipt) => Ok(*receipt),
                Resolved::NotCharged(_) => Err(StoreError::InvalidAttempt),
            }
        })
    }
}

/// A debt that is not open any more was paid another way: the charge that is to be tied is one too many.
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
