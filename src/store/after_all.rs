//! What a debt or a receipt was asked for before, and closed without a charge; and what of it the terminal did after all.

use rusqlite::{Params, params};

use super::unclaimed;
use super::value::Cells;
use super::{Store, StoreError};
use crate::domain::attempt::{CRASHED_BEFORE_SENDING, NOT_SENT};
use crate::domain::debt::DebtId;
use crate::domain::foreign::AfterAll;
use crate::domain::receipt::ReceiptNo;

/// The attempts to take a payment for a debt.
macro_rules! of_debt {
    ($debt:literal) => {
        concat!(
            "a.id IN (SELECT attempt_id FROM attempt_line WHERE debt_id = ",
            $debt,
            ") AND NOT EXISTS (SELECT 1 FROM correction WHERE attempt_id = a.id)"
        )
    };
}

/// The attempts to take a receipt back.
macro_rules! of_receipt {
    ($series:literal, $year:literal, $number:literal) => {
        concat!(
            "a.id IN (SELECT k.attempt_id FROM correction k JOIN receipt r ON r.id = k.original_id WHERE r.series = ",
            $series,
            " AND r.year = ",
            $year,
            " AND r.number = ",
            $number,
            ")"
        )
    };
}

/// Of those attempts, one that the terminal was asked for and that was closed without a charge.
macro_rules! asked_before {
    ($of:expr) => {
        concat!(
            "SELECT 1 FROM attempt a WHERE a.terminal = ?1 AND (a.state = 'declined'
                 OR (a.state = 'not_charged' AND coalesce(a.reason, '') NOT IN (?2, ?3))) AND ",
            $of
        )
    };
}

/// Of those attempts, one that a kept approval names. Sessions come again: the last before the approval is meant.
macro_rules! done_after_all {
    ($of:expr) => {
        concat!(
            "SELECT f.id, a.session FROM foreign_result f CROSS JOIN attempt a ON a.id =
                 (SELECT max(id) FROM attempt WHERE terminal = f.terminal AND session = CAST(f.session AS INTEGER)
                                                AND printf('%06d', session) = f.session AND prepared_at <= f.seen_at)
             WHERE f.code = '00' AND a.state IN ('declined', 'not_charged') AND ",
            $of,
            " ORDER BY f.id"
        )
    };
}

impl Store {
    /// Whether this terminal was asked for a payment of a debt before, and the books closed that without a charge.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn charge_was_asked(&self, debt: DebtId, terminal: &str) -> Result<bool, StoreError> {
        let mut statement = self.conn.prepare_cached(asked_before!(of_debt!("?4")))?;
        Ok(statement.exists(params![terminal, NOT_SENT, CRASHED_BEFORE_SENDING, debt.0])?)
    }

    /// The same of the money of a receipt that was to go back.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn return_was_asked(&self, receipt: &ReceiptNo, terminal: &str) -> Result<bool, StoreError> {
        let mut statement = self.conn.prepare_cached(asked_before!(of_receipt!("?4", "?5", "?6")))?;
        let (series, year, number) = (receipt.series(), receipt.year(), receipt.number());
        Ok(statement.exists(params![terminal, NOT_SENT, CRASHED_BEFORE_SENDING, series, year, number])?)
    }

    /// A charge for a debt that the books closed as none, and of which nobody has said yet what it is.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn charged_after_all(&self, debt: DebtId) -> Result<Option<AfterAll>, StoreError> {
        self.after_all(done_after_all!(of_debt!("?1")), params![debt.0])
    }

    /// The same of the money of a receipt that went back.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn returned_after_all(&self, receipt: &ReceiptNo) -> Result<Option<AfterAll>, StoreError> {
        self.after_all(
            done_after_all!(of_receipt!("?1", "?2", "?3")),
            params![receipt.series(), receipt.year(), receipt.number()],
        )
    }

    fn after_all(&self, sql: &str, of: impl Params) -> Result<Option<AfterAll>, StoreError> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query(of)?;
        let mut named = Vec::new();
        while let Some(row) = rows.next()? {
            let cells = Cells::of("foreign_result", row);
            named.push(AfterAll { number: cells.number(0)?, session: cells.session(1)? });
        }
        if named.is_empty() {
            return Ok(None);
        }
        let open = unclaimed::open(&self.conn)?;
        Ok(named.into_iter().find(|one| open.contains(&one.number)))
    }
}
