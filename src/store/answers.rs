//! What the books know that tells whether a result is the answer to an attempt: transactions that have a
//! document.

use rusqlite::{Connection, params};

use super::value::{Cells, local_time_text};
use super::{Store, StoreError};
use crate::domain::{attempt::Attempt, card::CardData, receipt::ReceiptNo};

impl Store {
    /// The document that was booked with this very transaction: the same STAN, reference and authorisation code, without
    /// their leading zeros. Not the one that the attempt corrects, which its own may repeat.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn booked_with(&self, attempt: &Attempt, card: &CardData) -> Result<Option<ReceiptNo>, StoreError> {
        let original = attempt.correction.as_ref().map(|correction| &correction.original);
        Ok(documents_of(&self.conn, card)?.into_iter().find(|number| Some(number) != original))
    }
}

/// The documents that bear a transaction; none for one without a STAN. Where it has no reference (offline), its terminal,
/// batch and time must be the same too: STANs begin again, and offline codes may be all alike.
pub(super) fn documents_of(conn: &Connection, card: &CardData) -> Result<Vec<ReceiptNo>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT r.series, r.year, r.number FROM card_payment c JOIN receipt r ON r.attempt_id = c.attempt_id
         WHERE ltrim(c.stan, '0') = ltrim(?1, '0') AND ltrim(?1, '0') <> '' AND ltrim(c.rrn, '0') = ltrim(?2, '0')
           AND ltrim(c.auth_code, '0') = ltrim(?3, '0')
           AND (?2 <> '' OR (c.terminal_id = ?4 AND c.batch = ?5 AND c.charged_at IS ?6)) ORDER BY r.id",
    )?;
    let mut rows = statement.query(params![
        card.stan.trim(),
        card.rrn.trim(),
        card.auth_code.trim(),
        card.terminal_id,
        card.batch,
        card.at.map(local_time_text)
    ])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::of("receipt", row);
        found.push(ReceiptNo::new(cells.str(0)?, cells.number(1)?, cells.number(2)?)?);
    }
    Ok(found)
}
