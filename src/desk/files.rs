//! Files of debts into the books.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::{Desk, DeskError};
use crate::domain::debt::DebtRecord;
use crate::exchange::debts::{self, DebtFile};
use crate::exchange::mapping::Mapping;
use crate::exchange::reason::BadRow;
use crate::store::{ImportSource, RefusedReason, SourceFailed};

/// Rows of a file shown before it is loaded.
const PREVIEW_ROWS: usize = 10;
/// Rows between two reports of progress.
const PROGRESS_ROWS: u64 = 5_000;

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportProgress {
    /// Rows read.
    pub rows: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Bytes in all.
    pub total_bytes: u64,
}

/// A row that was not loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Its line in the file; the header is line 1.
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

/// What an import did, or, dry, would have done.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ImportReport {
    /// Rows in the file.
    pub rows: u64,
    /// New debts.
    pub loaded: u64,
    /// Debts that changed.
    pub updated: u64,
    /// Debts that were there, the same.
    pub unchanged: u64,
    /// Rows that were not loaded, by line.
    pub rejected: Vec<Rejected>,
    /// Titles of the mapping that the file does not have, none of them needed: a misspelt one loses its column.
    pub absent_columns: Vec<String>,
    /// The first rows, as the mapping reads them.
    pub preview: Vec<DebtRecord>,
}

impl Desk {
    /// Loads a file of debts in one transaction: good rows are loaded, bad ones are reported by line, and what
    /// is there already is left alone. Dry, everything is done but kept.
    ///
    /// # Errors
    /// [`DeskError::File`] where the file cannot be read under the mapping, [`super::Trouble::Store`]; then
    /// nothing was loaded.
    pub fn import_debts(
        &mut self,
        who: &str,
        path: &Path,
        mapping: &Mapping,
        dry_run: bool,
        progress: &mut dyn FnMut(ImportProgress),
    ) -> Result<ImportReport, DeskError> {
        let file = debts::open(path, mapping)?;
        let sha256 = Arc::new(OnceLock::new());
        let absent_columns = file.absent_columns().to_vec();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let source =
            ImportSource { file_name: name, sha256: Arc::clone(&sha256), who: who.to_owned(), at: self.now(), dry_run };
        let mut feed =
            Feed { file, sha256, progress, rows: 0, lines: Vec::new(), rejected: Vec::new(), preview: Vec::new() };
        let loaded = self
            .store
            .try_load_debts(&source, &mut feed, &mut |_| {})
            .map_err(|error| self.named(super::Trouble::Store(error)))?;
        let Feed { rows, lines, mut rejected, preview, .. } = feed;
        for refused in loaded.refused {
            let line = usize::try_from(refused.index).ok().and_then(|index| lines.get(index)).copied().unwrap_or(0);
            rejected.push(Rejected { line, reason: RejectReason::Books(refused.reason) });
        }
        rejected.sort_by_key(|rejected| rejected.line);
        let preview = if dry_run { preview } else { Vec::new() };
        let (loaded, updated, unchanged) = (loaded.loaded, loaded.updated, loaded.unchanged);
        Ok(ImportReport { rows, loaded, updated, unchanged, rejected, absent_columns, preview })
    }
}

/// Hands good rows to the store, keeps bad ones for the report.
struct Feed<'a> {
    file: DebtFile,
    sha256: Arc<OnceLock<String>>,
    progress: &'a mut dyn FnMut(ImportProgress),
    rows: u64,
    lines: Vec<u64>,
    rejected: Vec<Rejected>,
    preview: Vec<DebtRecord>,
}

impl Iterator for Feed<'_> {
    type Item = Result<DebtRecord, SourceFailed>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let row = self.file.next();
            if row.is_none() || self.rows.is_multiple_of(PROGRESS_ROWS) {
                (self.progress)(ImportProgress {
                    rows: self.rows,
                    bytes: self.file.bytes_read(),
                    total_bytes: self.file.total_bytes(),
                });
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

/// Makes a folder that only its owner reads.
pub(super) fn make_private_dir(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    // On Windows a user's own data folder is private already.
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}
