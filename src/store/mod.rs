//! The database, and nothing else that knows SQL: who operates the desk, what is owed, the journal of
//! attempts, the receipts, the tills, the results of others and the audit trail. Everything that must not tear apart is written in one
//! immediate transaction. No devices, no window, no clock and no rule of the desk live here; the public surface
//! speaks the domain's types, never rows, connections or SQL, because another engine will stand beside this one.
//!
//! Moments are kept to the millisecond, as UTC ISO 8601 text; days are local dates; money is integer cents.

mod after_all;
mod answers;
mod audit;
mod auditable;
mod booking;
mod claims;
mod clocks;
pub(crate) mod copy;
mod corrections;
mod daily_book;
mod debts;
mod error;
#[cfg(test)]
mod failing;
mod figures;
pub(crate) mod file;
mod foreign;
#[cfg(test)]
mod full_disk;
mod handovers;
mod journal;
mod load;
mod operators;
pub(crate) mod private;
mod receipts;
mod reconcile;
mod recovery;
mod resolve;
mod restored;
mod seals;
mod settlements;
mod slips;
mod tills;
mod trace;
mod unclaimed;
mod value;
mod verify;
mod witness;
mod wrong_pins;
mod z_reports;

use std::path::PathBuf;
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

pub use auditable::{RawRow, RawValue};
pub use booking::{Booked, Booking};
pub use claims::Claim;
pub use copy::Alone;
pub use error::StoreError;
pub use load::{Conflict, ImportSource, LastDebtFile, Loaded, RefusedReason, RefusedRecord, SourceFailed};
pub use operators::KeptPin;
pub use receipts::ReceiptFilter;
pub use reconcile::{Reconciliation, ReportSource};
pub use resolve::{KeptResolution, Resolution, Resolved, Verdict};
pub use settlements::{SettlementLoaded, SettlementSource};
pub use slips::MAX_SLIP;
pub use verify::{Difference, Verification};
pub use wrong_pins::{KeptWrongPin, Place};
pub use z_reports::{Closing, KeptZ};

/// How long a write waits for another process before it gives up with [`StoreError::Locked`].
pub const PATIENCE: Duration = Duration::from_secs(5);
/// How long a write waits that follows a card: giving up would leave a charge without its receipt, so it
/// outlasts the import of a large file on another desk.
pub const PATIENCE_AFTER_A_CARD: Duration = Duration::from_secs(120);

/// The desk's books in one SQLite file. One for each thread; several, also of several processes, may use the
/// file at once.
#[derive(Debug)]
pub struct Store {
    conn: Connection,
    path: PathBuf,
    /// The connection has the triggers that keep the seals. Until then it can only read.
    writes: bool,
    /// Second connection for the step log, see `trace`.
    trace: Option<Connection>,
}

impl Store {
    /// Whether the books hold invented data, told when they were made.
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read.
    pub fn is_demo(&self) -> Result<bool, StoreError> {
        Ok(self.conn.query_row("SELECT demo FROM origin", [], |row| row.get(0))?)
    }

    /// One immediate transaction: all of `act`, or nothing of it.
    fn write<T>(&mut self, act: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let tx = self.begin_to_write()?;
        let out = act(&tx)?;
        tx.commit()?;
        Ok(out)
    }

    /// The one way to a transaction that writes: with the first, the connection is made to keep the seals. Reading
    /// does not pay for that.
    fn begin_to_write(&mut self) -> Result<Transaction<'_>, StoreError> {
        if !self.writes {
            self.conn.pragma_update(None, "query_only", false)?;
            if let Err(error) = seals::keep(&self.conn) {
                self.conn.pragma_update(None, "query_only", true)?;
                return Err(error);
            }
            self.writes = true;
        }
        Ok(self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }

    /// The same, waiting longer for others, for what follows a card.
    fn write_after_a_card<T>(
        &mut self,
        act: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.write_within(PATIENCE_AFTER_A_CARD, act)
    }

    /// The same, waiting so long for others.
    fn write_within<T>(
        &mut self,
        patience: Duration,
        act: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.conn.busy_timeout(patience)?;
        let out = self.write(act);
        self.conn.busy_timeout(PATIENCE)?;
        out
    }
}
