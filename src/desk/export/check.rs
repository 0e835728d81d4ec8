//! A file that left the desk, held against its last line, the audit chain and the books as they are now.

use std::ops::ControlFlow;
use std::path::Path;

use super::rows::Stop;
use super::{ExportOrder, TableForm};
use crate::desk::{Asks, Desk, DeskError, FileOutError};
use crate::domain::permission::Act;
use crate::domain::time::Moment;
use crate::exchange::book_tables::columns;
use crate::exchange::table::Tallying;
use crate::exchange::table::control::{Control, TableKind};
use crate::exchange::table::read_back::{self, ReadBack, ReadBackError};
use crate::exchange::table::tables::TablesWriter;

/// What was found of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedFile {
    pub read: ReadBack,
    /// When it was written and by whom, as the audit chain has it; nothing where the chain does not know it.
    pub written: Option<(Moment, String)>,
    pub books: Agreement,
}

impl CheckedFile {
    /// Whether it is whole, from these books, and what they say.
    pub fn is_good(&self) -> bool {
        self.read.is_whole() && self.written.is_some() && self.books != Agreement::Differs
    }
}

/// A file beside the books as they are now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// They would give the same file again.
    Agrees,
    /// They have everything of it, and more came to its days since.
    GoneOn {
        rows_now: u64,
    },
    Differs,
}

impl Agreement {
    /// The stable word of it, part of the contract of `--json`: added to, never renamed.
    pub fn word(self) -> &'static str {
        match self {
            Agreement::Agrees => "agrees",
            Agreement::GoneOn { .. } => "gone_on",
            Agreement::Differs => "differs",
        }
    }
}

impl Desk {
    /// Reads a file back.
    ///
    /// # Errors
    /// [`FileOutError::NotRead`] for what is none of these files, those of an export, or the database.
    pub fn check_export(&mut self, who: &dyn Asks, path: &Path) -> Result<CheckedFile, DeskError> {
        self.allow(who, Act::ExportBooks)?;
        self.allow_totals(who)?;
        let read = read_back::read(path, &columns).map_err(|error| match error {
            ReadBackError::Io { path, source } => DeskError::from(super::super::Trouble::File { path, source }),
            error => FileOutError::NotRead { path: path.to_owned(), error }.into(),
        })?;
        let written = self.store.export_of(&read.stated.to_string())?;
        let now = self.store.at_one_moment(|_| self.again(&read.found)).map_err(|stop| self.told(stop, path))?;
        let books = match now {
            Now::Same => Agreement::Agrees,
            Now::More { rows_now } => Agreement::GoneOn { rows_now },
            // Tables change as the desk goes on: that these books wrote it, all of it, is all that can be said.
            Now::Other { rows_now } if read.stated.kind == TableKind::All && written.is_some() && read.is_whole() => {
                Agreement::GoneOn { rows_now }
            }
            Now::Other { .. } => Agreement::Differs,
        };
        Ok(CheckedFile { read, written, books })
    }

    /// The same rows from the books as they are now.
    fn again(&self, file: &Control) -> Result<Now, Stop> {
        let (kind, period) = (file.kind, file.period);
        let mut go_on = |_| ControlFlow::Continue(());
        let Some(columns) = columns(kind) else {
            let mut writer = TablesWriter::new(std::io::sink(), period);
            self.each_table_row(period, &mut go_on, &mut writer)?;
            let now = writer.control();
            return Ok(if now == *file { Now::Same } else { Now::Other { rows_now: now.rows } });
        };
        let mut tallying = Tallying::new(columns, kind, period);
        // The digest after as many rows as the file has.
        let mut then = (file.rows == 0).then(|| tallying.control());
        let order = ExportOrder { kind, period, form: TableForm::Jsonl, file: Default::default(), force: false };
        self.each_row(&order, &mut go_on, &mut |cells| {
            tallying.row(cells)?;
            if tallying.rows() == file.rows {
                then = Some(tallying.control());
            }
            Ok(())
        })?;
        let rows_now = tallying.rows();
        Ok(match then {
            Some(then) if then.digest == file.digest && rows_now == file.rows => Now::Same,
            Some(then) if then.digest == file.digest => Now::More { rows_now },
            _ => Now::Other { rows_now },
        })
    }
}

/// What the books give now.
enum Now {
    Same,
    More { rows_now: u64 },
    Other { rows_now: u64 },
}
