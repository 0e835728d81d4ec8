//! Checking the books against themselves: the audit chain, the series of receipts, each receipt with its attempt
//! and its lines, what debts had paid, voids and refunds with what they took back, the fences, the evidence, the seal
//! of every row, and the file with its schema. It reads one snapshot and changes nothing. A row that cannot be read is
//! a difference like any other: it is named, and every check goes on.

mod chain;
mod clocks;
mod corrections;
mod debts;
mod engine;
mod evidence;
mod receipts;
mod restorations;
mod schema;
mod seals;
mod settlements;
mod z_reports;

use crate::domain::refusal::Refusal;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, TransactionBehavior};

use super::value::Cells;
use super::{Store, StoreError};

/// Something that does not agree. It names no person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The table; `database` for the file itself.
    pub table: String,
    /// The row: its number, a receipt's number, a debt's number.
    pub row: String,
    /// What differs, a stable English word.
    pub what: &'static str,
    /// What it should be.
    pub expected: String,
    pub found: String,
}

/// What was checked and what differs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    pub audit_entries: u64,
    pub receipts: u64,
    pub attempts: u64,
    pub z_reports: u64,
    /// What differs, in the order it was found.
    pub differences: Vec<Difference>,
    /// What a person should look at although the books agree with themselves.
    pub remarks: Vec<Difference>,
}

impl Verification {
    pub fn is_clean(&self) -> bool {
        self.differences.is_empty()
    }

    fn differs(
        &mut self,
        table: &str,
        row: impl ToString,
        what: &'static str,
        expected: impl ToString,
        found: impl ToString,
    ) {
        self.differences.push(Difference {
            table: table.to_owned(),
            row: row.to_string(),
            what,
            expected: expected.to_string(),
            found: found.to_string(),
        });
    }

    /// Notes a difference unless the two are the same.
    fn same<T: PartialEq + ToString>(
        &mut self,
        table: &str,
        row: &impl ToString,
        what: &'static str,
        expected: T,
        found: T,
    ) {
        if expected != found {
            self.differs(table, row.to_string(), what, expected, found);
        }
    }

    /// Notes what could not be read as a difference.
    ///
    /// # Errors
    /// The same error, where it is not about what the file holds: a lock, a disk that fails.
    fn unreadable(&mut self, table: &str, row: impl ToString, error: StoreError) -> Result<(), StoreError> {
        let found = match error {
            StoreError::Unreadable { table: of, column } if of == table => column,
            StoreError::Unreadable { table: of, column } => format!("{of}.{column}"),
            StoreError::Damaged { detail } | StoreError::Engine { detail } => detail,
            StoreError::BadReceiptNo(_) => "number".to_owned(),
            StoreError::Refused(Refusal::NoSuchTill(name)) => name.as_str().to_owned(),
            other => return Err(other),
        };
        self.differs(table, row, "unreadable", "readable", found);
        Ok(())
    }

    /// Checks each row of a query about a table. A row that cannot be read is noted by its first column, and the rest
    /// are checked all the same.
    fn each(
        &mut self,
        conn: &Connection,
        table: &'static str,
        sql: &str,
        mut check: impl FnMut(&mut Verification, &Cells<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut go = |found: &mut Verification| -> Result<(), StoreError> {
            let mut statement = conn.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                if let Err(error) = check(found, &Cells::of(table, row)) {
                    found.unreadable(table, label(row.get_ref(0)?), error)?;
                }
            }
            Ok(())
        };
        go(self).or_else(|error| self.unreadable(table, "", error))
    }
}

/// A number or key of a row as text.
fn label(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_) => String::new(),
    }
}

type Check = fn(&Connection, &mut Verification) -> Result<(), StoreError>;

/// All of them; the file first, because the rest reads it.
const CHECKS: [Check; 24] = [
    engine::integrity,
    engine::references,
    schema::as_it_was_made,
    chain::chain,
    receipts::series,
    receipts::years,
    receipts::content,
    receipts::against_attempts,
    receipts::same_charge_twice,
    debts::paid,
    debts::fences,
    debts::files,
    corrections::against_originals,
    evidence::resolutions,
    evidence::slips,
    evidence::foreign_results,
    evidence::write_offs,
    restorations::restorations,
    clocks::acceptances,
    z_reports::series,
    z_reports::against_days,
    z_reports::batch_reports,
    settlements::rows,
    seals::rows,
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
            check(&tx, &mut verification).or_else(|error| verification.unreadable("database", "", error))?;
            progress(done);
        }
        tx.rollback()?;
        Ok(verification)
    }

    /// How many checks [`Store::verify`] makes.
    pub const VERIFY_STEPS: u64 = CHECKS.len() as u64;
}
