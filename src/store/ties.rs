//! Results of nobody that turn out to be the payment of debts: tied to them by two people, and booked, in one
//! transaction. A charge that has its receipt is not tied again.

use rusqlite::{Connection, params};

use super::value::Cells;
use super::{Booking, Resolution, Resolved, Store, StoreError, Verdict, foreign, journal, resolve};
use crate::domain::attempt::{AttemptStep, NewAttempt};
use crate::domain::foreign::{ForeignResult, KeptForeign};
use crate::domain::operator::OperatorId;
use crate::domain::receipt::{Receipt, ReceiptNo};

/// Why the attempt of a tie has no answer of its own.
const REASON: &str = "tied";

/// What ties a result to debts.
#[derive(Debug, Clone)]
pub struct Tie {
    /// The number of the result.
    pub number: u32,
    /// The debts, as a payment of them: its operator says so.
    pub payment: NewAttempt,
    /// The series of the receipt.
    pub series: String,
    /// Why they are sure, as it was typed.
    pub reason: String,
    /// Who agreed: another person.
    pub approver: OperatorId,
}

impl Store {
    /// All foreign results with their numbers, oldest first, and the receipt of each that was tied.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn kept_foreign(&self) -> Result<Vec<KeptForeign>, StoreError> {
        let mut found = Vec::new();
        foreign::each_numbered(&self.conn, &mut |number, result| {
            let number = u32::try_from(number)
                .map_err(|_| StoreError::Unreadable { table: "foreign_result", column: "id".into() })?;
            let receipt = receipt_of(&self.conn, number)?;
            found.push(KeptForeign { number, result, receipt });
            Ok(())
        })?;
        Ok(found)
    }

    /// Books a foreign result as the payment of debts.
    ///
    /// # Errors
    /// [`StoreError::NoSuchForeign`]; [`StoreError::ForeignTied`]; [`StoreError::ChargeDiffers`] unless the debts come
    /// to what was charged; [`StoreError::EvidenceBooked`] where that charge has a receipt; what [`Store::prepare`] and
    /// [`Store::resolve`] refuse. Nothing was written.
    pub fn tie_foreign(&mut self, tie: &Tie) -> Result<Receipt, StoreError> {
        self.write_after_a_card(|tx| {
            let result = numbered(tx, tie.number)?;
            let Some(card) = result.card.clone() else {
                return Err(StoreError::NoSuchForeign { number: tie.number });
            };
            if let Some(receipt) = receipt_of(tx, tie.number)? {
                return Err(StoreError::ForeignTied { number: tie.number, receipt });
            }
            let attempt = journal::prepare(tx, &tie.payment)?;
            let (at, who) = (tie.payment.at, tie.payment.operator.as_str());
            journal::take(tx, attempt.id, AttemptStep::Send, Some(REASON), at, who)?;
            let attempt = journal::take(tx, attempt.id, AttemptStep::LoseTrack, Some(REASON), at, who)?;
            tx.prepare_cached("INSERT INTO foreign_tie (foreign_id, attempt_id) VALUES (?1, ?2)")?
                .execute(params![tie.number, attempt.id.0])?;
            let booking =
                Booking { attempt: attempt.id, card, slip: None, series: tie.series.clone(), at, who: who.to_owned() };
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

fn numbered(conn: &Connection, number: u32) -> Result<ForeignResult, StoreError> {
    let mut found = None;
    foreign::each_numbered(conn, &mut |row, result| {
        if i64::from(number) == row {
            found = Some(result);
        }
        Ok(())
    })?;
    found.ok_or(StoreError::NoSuchForeign { number })
}

fn receipt_of(conn: &Connection, number: u32) -> Result<Option<ReceiptNo>, StoreError> {
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
