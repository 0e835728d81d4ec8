//! The daily book of a day or a period: shown, or written into a file; and receipts and Z reports as PDF.

use std::path::{Path, PathBuf};

use super::export::{ExportOrder, Exported, Stop, TableForm, Watch};
use super::out_file::OutFile;
use super::{Asks, Desk, DeskError, FileOutError};
use crate::domain::actor::Actor;
use crate::domain::audit::AuditAct;
use crate::domain::daily_book::BookLine;
use crate::domain::figures::Figures;
use crate::domain::receipt::ReceiptNo;
use crate::domain::worded::worded;
use crate::domain::z_report::ZNo;
use crate::domain::{period::Period, permission::Act};
use crate::exchange::book_tables::{BOOK, cells, columns};
use crate::exchange::table::Tallying;
use crate::exchange::table::control::{Control, TableKind};
use crate::paper::layout::{BookZ, DailyBook, book_row, daily_book};
use crate::paper::page::Page;
use crate::paper::pdf::{self, PdfInfo};
use crate::paper::sheet::{self, Sheet};
use crate::store::StoreError;

worded! {
    /// Forms of a report that is a file.
    pub enum ReportForm {
        Pdf = "pdf",
        Xlsx = "xlsx",
        Csv = "csv",
    }
}

/// A report to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportOrder {
    pub period: Period,
    pub form: ReportForm,
    pub file: PathBuf,
    /// Whether a file of that name is replaced.
    pub force: bool,
}

/// A report as text, with what it was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub text: String,
    pub figures: Figures,
    pub z: Vec<BookZ>,
    pub control: Control,
}

/// A document that was written as PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfWritten {
    pub file: PathBuf,
    pub bytes: u64,
    /// Which further print it is: it is marked ΑΝΤΙΓΡΑΦΟ.
    pub copy: u32,
}

impl Desk {
    /// The daily book of a period as text.
    ///
    /// # Errors
    /// [`crate::domain::refusal::Refusal::NotAllowed`], [`FileOutError`] for a sum that does not fit, or the database.
    pub fn report(&mut self, who: &dyn Asks, period: Period, watch: Watch<'_>) -> Result<Report, DeskError> {
        let actor = self.allow(who, Act::ReadReports)?;
        self.allow_totals(who)?;
        let (book, control) = self.daily_book(&actor, period, watch).map_err(|stop| self.told(stop, Path::new("")))?;
        let text = sheet::plain(&self.sheet_of(&book)?);
        self.note(actor, AuditAct::ReportSeen, days(period), control.to_string())?;
        Ok(Report { text, figures: book.figures, z: book.z, control })
    }

    /// The daily book of a period in a file.
    ///
    /// # Errors
    /// Those of [`Desk::export`].
    pub fn report_file(
        &mut self,
        who: &dyn Asks,
        order: &ReportOrder,
        watch: Watch<'_>,
    ) -> Result<Exported, DeskError> {
        let actor = self.allow(who, Act::ReadReports)?;
        self.allow_totals(who)?;
        let ReportOrder { period, form, file, force } = order.clone();
        let form = match form {
            ReportForm::Csv => TableForm::Csv,
            ReportForm::Xlsx => TableForm::Xlsx,
            ReportForm::Pdf => return self.book_as_pdf(actor, order, watch),
        };
        self.write_table(actor, &ExportOrder { kind: TableKind::Book, period, form, file, force }, watch)
    }

    fn book_as_pdf(&mut self, actor: Actor, order: &ReportOrder, watch: Watch<'_>) -> Result<Exported, DeskError> {
        let mut out = OutFile::begin(&order.file, order.force, self.now())?;
        let (book, control) =
            self.daily_book(&actor, order.period, watch).map_err(|stop| self.told(stop, &order.file))?;
        let sheet = self.sheet_of(&book)?;
        let info = self.pdf_info(format!("{} {}", sheet.title, sheet.facts.first().cloned().unwrap_or_default()));
        out.write_all(&pdf::sheet(&sheet, &info).map_err(FileOutError::Pdf)?)?;
        let bytes = out.settle()?;
        self.note(actor, AuditAct::BooksExported, ReportForm::Pdf.word(), control.to_string())
            .map_err(|error| self.of_the_books(error))?;
        out.name()?;
        Ok(Exported { file: order.file.clone(), bytes, control })
    }

    fn sheet_of(&self, book: &DailyBook) -> Result<Sheet, DeskError> {
        let sheet = daily_book(book, &self.setup.heading(), self.setup.mark());
        sheet.ok_or_else(|| StoreError::Unreadable { table: "receipt", column: "amount_cents".into() }.into())
    }

    /// Everything of the book as it is at one moment.
    fn daily_book(&self, actor: &Actor, period: Period, watch: Watch<'_>) -> Result<(DailyBook, Control), Stop> {
        self.store.at_one_moment(|store| {
            let columns = columns(TableKind::Book).unwrap_or_default();
            let mut tallying = Tallying::new(columns, TableKind::Book, period);
            let (mut rows, mut open_documents) = (Vec::new(), 0_u64);
            self.each_watched_line(period, watch, &mut |line: &BookLine<'_>| {
                tallying.row(&cells(&BOOK, line))?;
                rows.push(book_row(line));
                open_documents += u64::from(line.is_first() && line.z.is_none());
                Ok(())
            })?;
            let control = tallying.control();
            let z = store.z_reports_of(period)?.into_iter().map(|kept| BookZ {
                number: kept.report.number,
                till: kept.report.till,
                closed_at: kept.report.closed_at,
                all: kept.report.all,
            });
            let book = DailyBook {
                period,
                rows,
                z: z.collect(),
                figures: store.figures(period)?,
                open_documents,
                printed_by: self.name_of(actor).map_err(Stop::Desk)?,
                printed_at: self.now(),
                control: control.to_string(),
            };
            Ok((book, control))
        })
    }

    /// A receipt as PDF. It is a further print: counted, and marked ΑΝΤΙΓΡΑΦΟ.
    ///
    /// # Errors
    /// [`crate::domain::refusal::Refusal::NoSuchReceipt`], [`FileOutError`], a full or unwritable disk, or the database.
    pub fn receipt_pdf(
        &mut self,
        who: &dyn Asks,
        number: &ReceiptNo,
        file: &Path,
        force: bool,
    ) -> Result<PdfWritten, DeskError> {
        let actor = self.allow(who, Act::Reprint)?;
        let receipt = self.receipt(number)?;
        let out = OutFile::begin(file, force, self.now())?;
        let copy = self.store.count_copy(number, self.now(), &actor)?;
        let page = self.page_of(&receipt, Some(copy));
        let bytes = self.write_strip(out, &page, number.to_string(), &["Ο/Η ταμίας".to_owned()])?;
        Ok(PdfWritten { file: file.to_owned(), bytes, copy })
    }

    /// A Z report as PDF, likewise.
    ///
    /// # Errors
    /// [`crate::domain::refusal::Refusal::NoSuchZ`], and those of [`Desk::receipt_pdf`].
    pub fn z_pdf(&mut self, who: &dyn Asks, number: &ZNo, file: &Path, force: bool) -> Result<PdfWritten, DeskError> {
        let actor = self.allow(who, Act::PrintZReport)?;
        self.allow_totals(who)?;
        let kept = self.kept_z(number)?;
        let out = OutFile::begin(file, force, self.now())?;
        let copy = self.store.count_z_copy(number, self.now(), &actor)?;
        let page = self.z_page(&kept, Some(copy));
        let signatures = ["Ο/Η ταμίας".to_owned(), "Ο/Η προϊστάμενος/η".to_owned()];
        let bytes = self.write_strip(out, &page, number.to_string(), &signatures)?;
        Ok(PdfWritten { file: file.to_owned(), bytes, copy })
    }

    /// The page of a printer as PDF; tells how many bytes it has.
    fn write_strip(
        &self,
        mut out: OutFile,
        page: &Page,
        title: String,
        signatures: &[String],
    ) -> Result<u64, DeskError> {
        out.write_all(&pdf::strip(page, signatures, &self.pdf_info(title)).map_err(FileOutError::Pdf)?)?;
        let bytes = out.settle()?;
        out.name()?;
        Ok(bytes)
    }

    fn pdf_info(&self, title: String) -> PdfInfo {
        PdfInfo { title, author: self.setup.config.municipality.name.clone(), at: self.now() }
    }
}

fn days(period: Period) -> String {
    format!("{}..{}", period.from(), period.to())
}
