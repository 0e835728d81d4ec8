//! The books in files for accounting and audit. A file is read from the books as they were at one moment, while the desk
//! sells on, and what it holds stands in the audit chain before it gets its name.

mod check;
mod rows;
mod side;

use std::io::BufWriter;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::out_file::OutFile;
use super::{Asks, Desk, DeskError, FileOutError};
use crate::domain::actor::{Actor, Reason};
use crate::domain::audit::AuditAct;
use crate::domain::time::minute;
use crate::domain::worded::worded;
use crate::domain::{period::Period, permission::Act};
use crate::exchange::book_tables::{columns, sheet_name};
use crate::exchange::table::control::{Control, TableKind};
use crate::exchange::table::csv::CsvWriter;
use crate::exchange::table::jsonl::JsonlWriter;
use crate::exchange::table::tables::TablesWriter;
use crate::exchange::table::xlsx::{SheetHead, SideSheet, XlsxWriter};
use crate::exchange::table::{Cell, Column, TableError, TableWriter, Tallying};

pub use check::{Agreement, CheckedFile};
pub(super) use rows::Stop;
use side::figures_sheets;

/// Documents between two reports of progress.
const PROGRESS_DOCUMENTS: u64 = 500;

worded! {
    /// Forms of a table.
    pub enum TableForm {
        Csv = "csv",
        Xlsx = "xlsx",
        Jsonl = "jsonl",
    }
}

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportOrder {
    pub kind: TableKind,
    pub period: Period,
    pub form: TableForm,
    pub file: PathBuf,
    /// Whether a file of that name is replaced.
    pub force: bool,
}

/// How far a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportProgress {
    pub documents: u64,
    /// In all.
    pub of: u64,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    pub file: PathBuf,
    pub bytes: u64,
    pub control: Control,
}

/// Told how far it is; says whether it goes on.
pub type Watch<'a> = &'a mut dyn FnMut(ExportProgress) -> ControlFlow<()>;

impl Desk {
    /// Writes receipts, ledger or the tables of the books into a file, until `watch` says that it shall stop.
    ///
    /// # Errors
    /// [`crate::domain::refusal::Refusal::NotAllowed`], [`FileOutError`], [`DeskError::Stopped`], a full or unwritable disk,
    /// or the database. No file is left then, and one that was there is as it was.
    pub fn export(&mut self, who: &dyn Asks, order: &ExportOrder, watch: Watch<'_>) -> Result<Exported, DeskError> {
        let actor = self.allow(who, Act::ExportBooks)?;
        self.allow_totals(who)?;
        self.write_table(actor, order, watch)
    }

    pub(super) fn write_table(
        &mut self,
        actor: Actor,
        order: &ExportOrder,
        watch: Watch<'_>,
    ) -> Result<Exported, DeskError> {
        if order.kind == TableKind::All && order.form != TableForm::Jsonl {
            return Err(FileOutError::OnlyJsonLines.into());
        }
        let out = OutFile::begin(&order.file, order.force, self.now())?;
        let head = self.sheet_head(&actor, order)?;
        let control = self
            .store
            .at_one_moment(|_| match columns(order.kind) {
                Some(columns) => {
                    let side = self.side_sheets(order)?;
                    let mut sink = Sink::open(&out, order, columns, (&head, side), self)?;
                    self.each_row(order, watch, &mut |cells| sink.row(cells))?;
                    sink.finish()
                }
                None => {
                    let mut writer = TablesWriter::new(BufWriter::new(out.writer().map_err(Stop::Desk)?), order.period);
                    self.each_table_row(order.period, watch, &mut writer)?;
                    writer.finish().map_err(Stop::Table)
                }
            })
            .map_err(|stop| self.told(stop, &order.file))?;
        let bytes = out.settle()?;
        self.note(actor, AuditAct::BooksExported, order.form.word(), control.to_string())
            .map_err(|error| self.of_the_books(error))?;
        out.name()?;
        Ok(Exported { file: order.file.clone(), bytes, control })
    }

    /// Who made a paper, as people call them.
    pub(super) fn name_of(&self, actor: &Actor) -> Result<String, DeskError> {
        Ok(match actor {
            Actor::Operator(id) => self.store.operator(id)?.map_or_else(|| id.to_string(), |known| known.name),
            Actor::System(Reason::User(name)) => name.clone(),
            Actor::System(_) => actor.to_string(),
        })
    }

    /// What stopped a file, as the desk tells it.
    pub(super) fn told(&self, stop: Stop, file: &Path) -> DeskError {
        let path = || file.to_owned();
        match stop {
            Stop::Store(error) => self.of_the_books(error),
            Stop::Table(TableError::Io(source)) => super::Trouble::File { path: path(), source }.into(),
            Stop::Table(error) => FileOutError::Table { path: path(), error }.into(),
            Stop::Desk(error) => error,
        }
    }

    /// What stands beside the rows of a spreadsheet: the figures, beside the daily book.
    fn side_sheets(&self, order: &ExportOrder) -> Result<Vec<SideSheet>, Stop> {
        if (order.kind, order.form) != (TableKind::Book, TableForm::Xlsx) {
            return Ok(Vec::new());
        }
        let figures = self.store.figures(order.period)?;
        Ok(figures_sheets(&figures).ok_or(TableError::Sum { column: sheet_name(order.kind) })?)
    }

    fn sheet_head(&self, actor: &Actor, order: &ExportOrder) -> Result<SheetHead, DeskError> {
        let name = sheet_name(order.kind);
        let (from, to) = (order.period.from().format("%d/%m/%Y"), order.period.to().format("%d/%m/%Y"));
        Ok(SheetHead {
            name: name.to_owned(),
            title: format!("{}\n{name}", self.setup.config.municipality.name),
            subtitle: format!("{from} – {to}\n{}, {}", minute(self.now()), self.name_of(actor)?),
        })
    }
}

/// A file of a table, with what passes into it counted.
struct Sink {
    writer: Box<dyn TableWriter>,
    tallying: Tallying,
}

impl Sink {
    fn open(
        out: &OutFile,
        order: &ExportOrder,
        columns: Vec<Column>,
        (head, side): (&SheetHead, Vec<SideSheet>),
        desk: &Desk,
    ) -> Result<Sink, Stop> {
        let file = BufWriter::with_capacity(1 << 18, out.writer().map_err(Stop::Desk)?);
        let tallying = Tallying::new(columns.clone(), order.kind, order.period);
        let writer: Box<dyn TableWriter> = match order.form {
            TableForm::Csv => Box::new(CsvWriter::new(file, columns, desk.setup.config.export.csv)?),
            TableForm::Xlsx => Box::new(XlsxWriter::new(file, columns, head, side, out.folder())?),
            TableForm::Jsonl => Box::new(JsonlWriter::new(file, columns)),
        };
        Ok(Sink { writer, tallying })
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), TableError> {
        self.tallying.row(cells)?;
        self.writer.row(self.tallying.rows(), cells)
    }

    fn finish(self) -> Result<Control, Stop> {
        let control = self.tallying.control();
        self.writer.finish(&control)?;
        Ok(control)
    }
}
