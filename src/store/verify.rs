//! Checking the books against themselves: the audit chain, the series of receipts, each receipt with its attempt
//! and its lines, what debts had paid, voids and refunds with what they took back, the fences, the evidence, and the
//! file. It reads one snapshot and changes nothing.

mod chain;
mod corrections;
mod debts;
mod engine;
mod evidence;
mod receipts;
mod z_reports;

use rusqlite::{Connection, TransactionBehavior};

use super::{Store, StoreError};

/// Something that does not agree. It names no person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The table.
    pub table: &'static str,
    /// The row: its number, a receipt's number, a debt's number.
    pub row: String,
    /// What differs, a stable English word.
    pub what: &'static str,
    /// What it should be.
    pub expected: String,
    /// What it is.
    pub found: String,
}

/// What was checked and what differs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// Audit entries.
    pub audit_entries: u64,
    /// Receipts.
    pub receipts: u64,
    /// Attempts.
    pub attempts: u64,
    /// Z reports.
    pub z_reports: u64,
    /// What differs, in the order it was found.
    pub differences: Vec<Difference>,
    /// What a person should look at although the books agree with themselves.
    pub remarks: Vec<Difference>,
}

impl Verification {
    /// Whether everything agrees.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.differences.is_empty()
    }

    fn differs(
        &mut self,
        table: &'static str,
        row: impl ToString,
        what: &'static str,
        expected: impl ToString,
        found: impl ToString,
    ) {
        self.differences.push(Difference {
            table,
            row: row.to_string(),
            what,
            expected: expected.to_string(),
            found: found.to_string(),
        });
    }

    /// Notes a difference unless the two are the same.
    fn same<T: PartialEq + ToString>(
        &mut self,
        table: &'static str,
        row: &impl ToString,
        what: &'static str,
        expected: T,
        found: T,
    ) {
        if expected != found {
            self.differs(table, row.to_string(), what, expected, found);
        }
    }
}

/// One check.
type Check = fn(&Connection, &mut Verification) -> Result<(), StoreError>;

/// All of them; the file first, because the rest reads it.
const CHECKS: [Check; 15] = [
    engine::integrity,
    engine::references,
    chain::chain,
    receipts::series,
    receipts::content,
    receipts::against_attempts,
    receipts::same_charge_twice,
    debts::paid,
    debts::fences,
    corrections::against_originals,
    evidence::resolutions,
    evidence::slips,
    evidence::foreign_results,
    z_reports::series,
    z_reports::against_days,
];

impl Store {
    /// Checks everything. `progress` is told after each check how many are done, of [`Store::VERIFY_STEPS`].
    ///
    /// # Errors
    /// [`StoreError`] when the file cannot be read so far that it could be compared; a difference is not an error.
    pub fn verify(&self, progress: &mut dyn FnMut(u64)) -> Result<Verification, StoreError> {
        // One snapshot for all checks: another desk may book meanwhile.
        let tx = rusqlite::Transaction::new_unchecked(&self.conn, TransactionBehavior::Deferred)?;
        let mut verification = Verification::default();
        for (check, done) in CHECKS.iter().zip(1..) {
            check(&tx, &mut verification)?;
            progress(done);
        }
        tx.rollback()?;
        Ok(verification)
    }

    /// How many checks [`Store::verify`] makes.
    pub const VERIFY_STEPS: u64 = CHECKS.len() as u64;
}
