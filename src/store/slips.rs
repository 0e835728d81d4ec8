//! The terminal's print data of a payment (variant 02), kept as they came, so that the slip can be printed beside
//! the receipt, now and again.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{Store, StoreError};
use crate::domain::{attempt::AttemptId, receipt::ReceiptNo};

/// The most bytes of print data that are kept: no legal message is longer.
pub const MAX_SLIP: usize = 8_192;

impl Store {
    /// The print data that came with the result of a receipt, as they came; nothing where none did.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn slip(&self, number: &ReceiptNo) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT s.data FROM card_slip s JOIN receipt r ON r.attempt_id = s.attempt_id
                 WHERE r.series = ?1 AND r.year = ?2 AND r.number = ?3",
            )?
            .query_row(params![number.series(), number.year(), number.number()], |row| row.get(0))
            .optional()?)
    }
}

/// The print data as they can be kept. What is empty or longer than any message is left out: a charge is booked
/// whatever came to print.
pub(super) fn keepable(slip: Option<&Vec<u8>>) -> Option<&[u8]> {
    let slip = slip?.as_slice();
    if slip.len() > MAX_SLIP {
        tracing::warn!(bytes = slip.len(), "print data too long to keep");
    }
    (1..=MAX_SLIP).contains(&slip.len()).then_some(slip)
}

/// Writes the print data of an attempt.
pub(super) fn insert(tx: &Connection, attempt: AttemptId, data: &[u8]) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT INTO card_slip (attempt_id, data) VALUES (?1, ?2)")?.execute(params![attempt.0, data])?;
    Ok(())
}
