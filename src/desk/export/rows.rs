//! The rows of each kind of table, from the books.

use std::collections::BTreeSet;
use std::io::Write;
use std::ops::ControlFlow;

use serde_json::{Map, Value, json};

use super::{ExportOrder, ExportProgress, PROGRESS_DOCUMENTS, Watch};
use crate::desk::{Desk, DeskError, FileOutError};
use crate::domain::daily_book::BookLine;
use crate::domain::ledger::{Draft, Entry, Missing, NoEntry};
use crate::domain::period::Period;
use crate::exchange::book_tables::{BOOK, LEDGER, LedgerRow, RECEIPTS, cells};
use crate::exchange::table::control::TableKind;
use crate::exchange::table::tables::TablesWriter;
use crate::exchange::table::{Cell, TableError};
use crate::store::{RawValue, StoreError};

/// Why rows stop coming.
pub(in crate::desk) enum Stop {
    Store(StoreError),
    Table(TableError),
    Desk(DeskError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Stop {
        Stop::Store(error)
    }
}

impl From<TableError> for Stop {
    fn from(error: TableError) -> Stop {
        Stop::Table(error)
    }
}

impl From<FileOutError> for Stop {
    fn from(error: FileOutError) -> Stop {
        Stop::Desk(error.into())
    }
}

/// Takes the cells of a row.
pub(super) type Take<'a> = &'a mut dyn FnMut(&[Cell<'_>]) -> Result<(), TableError>;

/// Tells how far it is, and stops where nobody waits any more.
pub(super) struct Steps<'a> {
    watch: Watch<'a>,
    documents: u64,
    of: u64,
}

impl Steps<'_> {
    fn document(&mut self) -> Result<(), Stop> {
        if self.documents.is_multiple_of(PROGRESS_DOCUMENTS) {
            self.tell()?;
        }
        self.documents += 1;
        Ok(())
    }

    fn tell(&mut self) -> Result<(), Stop> {
        match (self.watch)(ExportProgress { documents: self.documents, of: self.of }) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(FileOutError::Stopped.into()),
        }
    }
}

impl Desk {
    /// Hands on the rows of a table.
    pub(super) fn each_row(&self, order: &ExportOrder, watch: Watch<'_>, take: Take<'_>) -> Result<(), Stop> {
        let mut steps = Steps { watch, documents: 0, of: self.store.documents_of(order.period)? };
        match order.kind {
            TableKind::Receipts => {
                self.each_line(order.period, &mut steps, &mut |line| Ok(take(&cells(&RECEIPTS, line))?))?;
            }
            TableKind::Book => {
                self.each_line(order.period, &mut steps, &mut |line| Ok(take(&cells(&BOOK, line))?))?;
            }
            TableKind::Ledger => {
                self.accounts_are_set(order.period, &mut steps)?;
                steps.documents = 0;
                self.each_entry(order.period, &mut steps, &mut |entry| {
                    let entry = entry.map_err(no_entry)?;
                    for posting in entry.postings() {
                        take(&cells(&LEDGER, &LedgerRow { entry: &entry, posting }))?;
                    }
                    Ok(())
                })?;
            }
            // They have columns of their own: [`Desk::each_table_row`].
            TableKind::All => return Err(FileOutError::OnlyJsonLines.into()),
        }
        steps.tell()
    }

    /// Hands on every line of a period, and tells how far it is.
    pub(in crate::desk) fn each_watched_line(
        &self,
        period: Period,
        watch: Watch<'_>,
        act: &mut dyn FnMut(&BookLine<'_>) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        let mut steps = Steps { watch, documents: 0, of: self.store.documents_of(period)? };
        self.each_line(period, &mut steps, act)?;
        steps.tell()
    }

    fn each_line(
        &self,
        period: Period,
        steps: &mut Steps<'_>,
        act: &mut dyn FnMut(&BookLine<'_>) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        self.store.each_book_line(period, &mut |line| {
            if line.is_first() {
                steps.document()?;
            }
            act(line)?;
            Ok(ControlFlow::Continue(()))
        })
    }

    /// Hands on the entry of each document, and of what was settled, or why there is none.
    fn each_entry(
        &self,
        period: Period,
        steps: &mut Steps<'_>,
        act: &mut dyn FnMut(Result<Entry, NoEntry>) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        let chart = &self.setup.config.chart;
        let mut open: Option<Draft> = None;
        self.each_line(period, steps, &mut |line| {
            match open.as_mut().filter(|_| !line.is_first()) {
                Some(draft) => draft.add(line, chart),
                None => {
                    let before = open.replace(Draft::begin(line, chart));
                    before.map_or(Ok(()), |draft| act(draft.close()))?;
                }
            }
            Ok(())
        })?;
        open.map_or(Ok(()), |draft| act(draft.close()))?;
        self.store.each_settled_of(period, &mut |settled, acquirer| {
            Entry::of_settled(&settled, acquirer, chart).map_or(Ok(()), &mut *act)
        })
    }

    /// Goes through all documents before anything is written, and names every account that they want and nobody set.
    fn accounts_are_set(&self, period: Period, steps: &mut Steps<'_>) -> Result<(), Stop> {
        let mut missing: BTreeSet<Missing> = BTreeSet::new();
        self.each_entry(period, steps, &mut |entry| match entry {
            Err(NoEntry::Missing(accounts)) => {
                missing.extend(accounts);
                Ok(())
            }
            entry => entry.map(drop).map_err(no_entry),
        })?;
        if missing.is_empty() { Ok(()) } else { Err(no_entry(NoEntry::Missing(missing.into_iter().collect()))) }
    }

    /// Hands on the rows of the tables for an auditor.
    pub(super) fn each_table_row<W: Write>(
        &self,
        period: Period,
        watch: Watch<'_>,
        writer: &mut TablesWriter<W>,
    ) -> Result<(), Stop> {
        let mut steps = Steps { watch, documents: 0, of: self.store.documents_of(period)? };
        self.store.each_auditable_row(period, &mut |row| {
            if row.table == "receipt" {
                steps.document()?;
            }
            let value = |value: &RawValue<'_>| match value {
                RawValue::Nothing => Value::Null,
                RawValue::Number(number) => json!(number),
                RawValue::Text(text) => json!(text),
            };
            let columns: Map<String, Value> =
                row.columns.iter().map(|(name, of)| ((*name).to_owned(), value(of))).collect();
            Ok::<(), Stop>(writer.row(row.table, columns)?)
        })?;
        steps.tell()
    }
}

fn no_entry(why: NoEntry) -> Stop {
    Stop::from(match why {
        NoEntry::Missing(accounts) => FileOutError::MissingAccounts(accounts),
        NoEntry::Unbalanced(number) => FileOutError::Unbalanced(number),
    })
}
