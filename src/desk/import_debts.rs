//! Files of debts into the books.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::{Asks, Desk, DeskError};
use crate::domain::{debt::DebtRecord, permission::Act};
use crate::exchange::debts::{self, DebtFile};
use crate::exchange::{file_error::NearTitle, mapping::Field, read_otherwise::Met, reason::BadRow};
use crate::paper::escpos::PrinterProfile;
use crate::store::{ImportSource, Loaded, RefusedReason, SourceFailed};

/// Rows of a file shown before it is loaded.
const PREVIEW_ROWS: usize = 10;
/// Rows between two reports of progress.
const PROGRESS_ROWS: u64 = 5_000;
/// The mapping where none is named.
pub const DEFAULT_MAPPING: &str = "debts";

/// A file to load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportOrder {
    pub file: PathBuf,
    /// The mapping of the configuration (`[import.NAME]`).
    pub mapping: String,
    /// Whether only to tell what would happen.
    pub dry_run: bool,
    /// Whether the file is right where it makes a debt, of which nothing was paid, another debtor's, or gives it another
    /// RF or revenue code. Each is audited.
    pub accept_moved: bool,
}

impl ImportOrder {
    /// A file in the layout of `[import.debts]`.
    pub fn of(file: &Path) -> ImportOrder {
        let mapping = DEFAULT_MAPPING.to_owned();
        ImportOrder { file: file.to_owned(), mapping, dry_run: false, accept_moved: false }
    }
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportProgress {
    pub rows: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Bytes in all.
    pub total_bytes: u64,
}

/// A row that was not loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Its line in the file, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub reason: RejectReason,
}

/// Why a row was not loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RejectReason {
    /// It cannot be read.
    Unreadable(BadRow),
    /// The books cannot take it.
    Books(RefusedReason),
}

impl RejectReason {
    /// The stable word of it, part of the contract of `--json`: added to, never renamed.
    pub fn word(&self) -> &'static str {
        match self {
            RejectReason::Unreadable(row) => row.reason.word(),
            RejectReason::Books(reason) => reason.word(),
        }
    }
}

/// A text of a row that was loaded, and that the printer has no letters for: its debt could not be paid, because its
/// receipt could not be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unprintable {
    /// The row's line in the file, from 1.
    pub line: u64,
    /// Title of the column, where the mapping has one.
    pub column: Option<String>,
    /// The first such character.
    pub character: char,
}

/// What an import did, or, dry, would have done.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ImportReport {
    /// Rows in the file.
    pub rows: u64,
    pub loaded: u64,
    pub updated: u64,
    /// Of these, those that became another debtor's, or got another RF or revenue code.
    pub moved: u64,
    /// Of these, those whose surcharge became zero by an empty cell.
    pub emptied_surcharges: u64,
    /// Debts that were there, the same.
    pub unchanged: u64,
    /// Rows that were not loaded, by line.
    pub rejected: Vec<Rejected>,
    /// Rows that were loaded and that the printer has no letters for, by line.
    pub unprintable: Vec<Unprintable>,
    /// Titles of the mapping that the file does not have, none of them needed: what they would say stays.
    pub absent_columns: Vec<String>,
    /// Those of them that the last file under the mapping had.
    pub vanished_columns: Vec<String>,
    /// Titles that are nearly one of the absent ones.
    pub near_titles: Vec<NearTitle>,
    /// What was read otherwise than it stands.
    pub read_otherwise: Vec<Met>,
    /// The first rows, as the mapping reads them.
    pub preview: Vec<DebtRecord>,
}

impl ImportReport {
    /// Whether the books hold nothing of the file: no success, whatever it is.
    pub fn holds_nothing(&self) -> bool {
        self.loaded + self.updated + self.unchanged == 0
    }

    /// Rows that would make a known debt another one.
    pub fn conflicts(&self) -> usize {
        let is_conflict = |row: &&Rejected| {
            matches!(row.reason, RejectReason::Books(RefusedReason::Conflict { .. } | RefusedReason::ZerosLost))
        };
        self.rejected.iter().filter(is_conflict).count()
    }
}

impl Desk {
    /// Loads a file of debts in one transaction: good rows are loaded, bad ones are reported by line, and what
    /// is there already is left alone. Dry, everything is done but kept.
    ///
    /// # Errors
    /// [`DeskError::NoSuchMapping`]; [`DeskError::File`] where the file cannot be read under the mapping,
    /// [`super::Trouble::Store`]; then nothing was loaded.
    pub fn import_debts(
        &mut self,
        who: &dyn Asks,
        order: &ImportOrder,
        progress: &mut dyn FnMut(ImportProgress),
    ) -> Result<ImportReport, DeskError> {
        self.import_debts_or_stop(who, order, &mut |at| {
            progress(at);
            ControlFlow::Continue(())
        })
    }

    /// The same, until `progress` says that it shall stop: nothing of the file is loaded then.
    ///
    /// # Errors
    /// Those of [`Desk::import_debts`]; [`DeskError::Stopped`].
    pub fn import_debts_or_stop(
        &mut self,
        who: &dyn Asks,
        order: &ImportOrder,
        progress: &mut dyn FnMut(ImportProgress) -> ControlFlow<()>,
    ) -> Result<ImportReport, DeskError> {
        let who = self.allow(who, Act::ImportDebts)?;
        let mapping = self.mapping(&order.mapping)?;
        let file = debts::open(&order.file, &mapping)?;
        let sha256 = Arc::new(OnceLock::new());
        let name = order.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let fields = file.fields().into_iter().map(|field| field.word().to_owned()).collect();
        let source = ImportSource {
            file_name: name,
            sha256: Arc::clone(&sha256),
            who,
            at: self.now(),
            dry_run: order.dry_run,
            accept_moved: order.accept_moved,
            layout: (order.mapping.clone(), fields),
        };
        let mut feed = Feed::new(file, sha256, self.setup.printer_profile().clone(), progress);
        match self.store.try_load_debts(&source, &mut feed, &mut |_| {}) {
            Ok(loaded) => Ok(feed.report(loaded, order.dry_run)),
            Err(_) if feed.stopped => Err(DeskError::Stopped),
            Err(error) => Err(self.named(super::Trouble::Store(error)).into()),
        }
    }
}

/// Hands good rows to the store, keeps bad ones for the report.
struct Feed<'a> {
    file: DebtFile,
    sha256: Arc<OnceLock<String>>,
    printer: PrinterProfile,
    progress: &'a mut dyn FnMut(ImportProgress) -> ControlFlow<()>,
    /// It was told to stop.
    stopped: bool,
    rows: u64,
    lines: Vec<u64>,
    rejected: Vec<Rejected>,
    unprintable: Vec<Unprintable>,
    preview: Vec<DebtRecord>,
}

impl<'a> Feed<'a> {
    fn new(
        file: DebtFile,
        sha256: Arc<OnceLock<String>>,
        printer: PrinterProfile,
        progress: &'a mut dyn FnMut(ImportProgress) -> ControlFlow<()>,
    ) -> Feed<'a> {
        let (lines, rejected, unprintable, preview) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Feed { file, sha256, printer, progress, stopped: false, rows: 0, lines, rejected, unprintable, preview }
    }

    /// What was done, with the lines that only the file knows.
    fn report(mut self, loaded: Loaded, dry_run: bool) -> ImportReport {
        let mut left_alone = std::collections::HashSet::new();
        for refused in loaded.refused {
            let line = usize::try_from(refused.index).ok().and_then(|index| self.lines.get(index)).copied();
            let line = line.unwrap_or(0);
            left_alone.insert(line);
            self.rejected.push(Rejected { line, reason: RejectReason::Books(refused.reason) });
        }
        self.rejected.sort_by_key(|rejected| rejected.line);
        self.unprintable.retain(|warning| !left_alone.contains(&warning.line));
        let field = |word: &String| Field::ALL.into_iter().find(|field| field.word() == word);
        let title = |word| field(word).and_then(|field| self.file.title(field)).unwrap_or_else(|| word.clone());
        ImportReport {
            rows: self.rows,
            loaded: loaded.loaded,
            updated: loaded.updated,
            moved: loaded.moved,
            emptied_surcharges: loaded.emptied_surcharges,
            unchanged: loaded.unchanged,
            absent_columns: self.file.absent_columns().to_vec(),
            vanished_columns: loaded.vanished.iter().map(title).collect(),
            near_titles: self.file.near_titles().to_vec(),
            read_otherwise: self.file.read_otherwise(),
            rejected: self.rejected,
            unprintable: self.unprintable,
            preview: if dry_run { self.preview } else { Vec::new() },
        }
    }

    fn tell_progress(&mut self) {
        let goes_on = (self.progress)(ImportProgress {
            rows: self.rows,
            bytes: self.file.bytes_read(),
            total_bytes: self.file.total_bytes(),
        });
        self.stopped |= goes_on.is_break();
    }

    /// Notes the texts of a receipt that the printer could not print.
    fn note_unprintable(&mut self, record: &DebtRecord) {
        let printer = &self.printer;
        let texts = [
            (Field::Name, Some(&record.name)),
            (Field::Description, Some(&record.description)),
            (Field::ExternalId, Some(&record.external_id)),
            (Field::RevenueCode, Some(&record.revenue_code)),
            (Field::ListNo, record.list_no.value()),
        ];
        for (field, text) in texts {
            if let Some(character) = text.and_then(|text| printer.first_unprintable(text)) {
                let column = self.file.title(field);
                self.unprintable.push(Unprintable { line: self.file.line(), column, character });
            }
        }
    }
}

impl Iterator for Feed<'_> {
    type Item = Result<DebtRecord, SourceFailed>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let row = self.file.next();
            if row.is_none() || self.rows.is_multiple_of(PROGRESS_ROWS) {
                self.tell_progress();
                if self.stopped {
                    return Some(Err(SourceFailed { detail: "stopped".to_owned() }));
                }
            }
            let Some(row) = row else {
                if let Some(digest) = self.file.sha256() {
                    self.sha256.get_or_init(|| digest.iter().map(|byte| format!("{byte:02x}")).collect());
                }
                return None;
            };
            self.rows += 1;
            match row {
                Ok(record) => {
                    self.lines.push(self.file.line());
                    self.note_unprintable(&record);
                    if self.preview.len() < PREVIEW_ROWS {
                        self.preview.push(record.clone());
                    }
                    return Some(Ok(record));
                }
                Err(bad) if bad.reason.ends_the_file() => {
                    return Some(Err(SourceFailed { detail: bad.reason.to_string() }));
                }
                Err(bad) => self.rejected.push(Rejected { line: bad.line, reason: RejectReason::Unreadable(bad) }),
            }
        }
    }
}
