//! The day in a file, as the window writes it: which files there are, and where they lie.

use std::path::{Path, PathBuf};

use super::export::{ExportOrder, Exported, TableForm, Watch};
use super::report::{ReportForm, ReportOrder};
use super::{Asks, Desk, DeskError, FileOutError};
use crate::domain::worded::worded;
use crate::domain::{period::Period, permission::Act};
use crate::exchange::table::control::TableKind;

/// Names that are tried beside one that is taken.
const MOST_OF_A_NAME: u32 = 1_000;

worded! {
    /// What is written of a day.
    pub enum DayFile {
        BookPdf = "book_pdf",
        BookXlsx = "book_xlsx",
        ReceiptsXlsx = "receipts_xlsx",
        ReceiptsCsv = "receipts_csv",
        LedgerXlsx = "ledger_xlsx",
        LedgerCsv = "ledger_csv",
    }
}

impl DayFile {
    /// Whoever may not see a report may not have it in a file.
    pub fn act(self) -> Act {
        match self {
            DayFile::BookPdf | DayFile::BookXlsx => Act::ReadReports,
            DayFile::ReceiptsXlsx | DayFile::ReceiptsCsv | DayFile::LedgerXlsx | DayFile::LedgerCsv => Act::ExportBooks,
        }
    }

    fn name(self, days: Period) -> String {
        let (stem, ending) = match self {
            DayFile::BookPdf => ("imerologio", ReportForm::Pdf.word()),
            DayFile::BookXlsx => ("imerologio", ReportForm::Xlsx.word()),
            DayFile::ReceiptsXlsx => ("apodeixeis", TableForm::Xlsx.word()),
            DayFile::ReceiptsCsv => ("apodeixeis", TableForm::Csv.word()),
            DayFile::LedgerXlsx => ("eggrafes", TableForm::Xlsx.word()),
            DayFile::LedgerCsv => ("eggrafes", TableForm::Csv.word()),
        };
        let days =
            if days.from() == days.to() { days.from().to_string() } else { format!("{}_{}", days.from(), days.to()) };
        format!("{stem}-{days}.{ending}")
    }
}

impl Desk {
    /// Writes a file of some days into the folder of the settings, under a name that nothing has.
    ///
    /// # Errors
    /// Those of [`Desk::export`] and [`Desk::report_file`].
    pub fn write_day_file(
        &mut self,
        who: &dyn Asks,
        file: DayFile,
        days: Period,
        watch: Watch<'_>,
    ) -> Result<Exported, DeskError> {
        self.allow(who, file.act())?;
        let folder = match &self.setup.config.export.folder {
            Some(folder) => self.setup.data_dir.join(folder),
            None => self.setup.data_dir.clone(),
        };
        let path = free_name(&folder, &file.name(days))?;
        let table = |kind, form| ExportOrder { kind, period: days, form, file: path.clone(), force: false };
        let report = |form| ReportOrder { period: days, form, file: path.clone(), force: false };
        match file {
            DayFile::BookPdf => self.report_file(who, &report(ReportForm::Pdf), watch),
            DayFile::BookXlsx => self.report_file(who, &report(ReportForm::Xlsx), watch),
            DayFile::ReceiptsXlsx => self.export(who, &table(TableKind::Receipts, TableForm::Xlsx), watch),
            DayFile::ReceiptsCsv => self.export(who, &table(TableKind::Receipts, TableForm::Csv), watch),
            DayFile::LedgerXlsx => self.export(who, &table(TableKind::Ledger, TableForm::Xlsx), watch),
            DayFile::LedgerCsv => self.export(who, &table(TableKind::Ledger, TableForm::Csv), watch),
        }
    }
}

/// The name, or the first of `name-2`, `name-3` that is free. Where two take one at once, the file itself says so.
fn free_name(folder: &Path, name: &str) -> Result<PathBuf, FileOutError> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let numbered = (2..MOST_OF_A_NAME).map(|number| format!("{stem}-{number}.{ending}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered).map(|name| folder.join(name));
    let free = names.find(|path| std::fs::symlink_metadata(path).is_err());
    free.ok_or_else(|| FileOutError::Exists { path: folder.join(name) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_is_never_written_over() {
        let dir = tempfile::tempdir().unwrap();
        let next = || free_name(dir.path(), "imerologio-2026-11-23.pdf").unwrap();
        let named = |name: &str| dir.path().join(name);
        assert_eq!(next(), named("imerologio-2026-11-23.pdf"));
        std::fs::write(next(), "1").unwrap();
        assert_eq!(next(), named("imerologio-2026-11-23-2.pdf"));
        std::fs::write(next(), "2").unwrap();
        assert_eq!(next(), named("imerologio-2026-11-23-3.pdf"));
    }
}
