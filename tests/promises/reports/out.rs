//! A desk whose books are those of random days, and the files that it writes.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tameio::config::{Config, TerminalLink};
use tameio::desk::clock::ManualClock;
use tameio::desk::{
    Caller, Desk, DeskError, ExportOrder, ExportProgress, Exported, ReportForm, ReportOrder, Setup, TableForm,
    TableKind,
};
use tameio::domain::period::Period;
use tameio::paper::device::PrinterLink;
use tameio_testing::Nobody;
use tempfile::TempDir;

use super::days::{ACQUIRERS, CODES, Days};

/// Where the clock of the desk stands when it writes.
const NOW: &str = "2026-01-09T08:00:00Z";

/// Accounts for everything that random days hold.
pub fn chart() -> String {
    let mut text = String::from(
        "[chart]\nreceivable_of_others = \"38.03.99\"\niris = \"38.03.90\"\nsurcharge = \"76.15.11\"\n\
         difference = \"82.00.00\"\n[chart.receivable]\n",
    );
    for acquirer in ACQUIRERS.iter().filter(|acquirer| !acquirer.is_empty()) {
        text.push_str(&format!("{acquirer:?} = \"38.03.{acquirer}\"\n"));
    }
    text.push_str("[chart.revenue]\n");
    for code in CODES {
        text.push_str(&format!("{code:?} = \"73.{code}\"\n"));
    }
    text.push_str("[chart.earlier]\n\"0441\" = \"82.0441\"\n");
    text
}

pub fn config(text: &str) -> Config {
    let mut config = Config::parse(text, Path::new("tameio.toml")).unwrap();
    config.terminal.link = TerminalLink::Tcp { address: Nobody::at_all() };
    config.printer.link = PrinterLink::Screen;
    config
}

pub struct Out {
    pub desk: Desk,
    pub dir: TempDir,
    pub period: Period,
}

impl Out {
    pub fn of(days: &Days) -> Out {
        Out::with(days, &chart())
    }

    /// With these settings.
    pub fn with(days: &Days, settings: &str) -> Out {
        let clock = Arc::new(ManualClock::at(NOW.parse().unwrap()));
        let config = Arc::new(config(settings));
        let setup = Setup { data_dir: days.books.folder().to_owned(), config, clock, demo: false };
        Out { desk: Desk::open(&setup).unwrap(), dir: tempfile::tempdir().unwrap(), period: days.all() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn order(&self, kind: TableKind, form: TableForm) -> ExportOrder {
        let file = self.path(&format!("{}.{}", kind.word(), form.word()));
        ExportOrder { kind, period: self.period, form, file, force: false }
    }

    pub fn export(&mut self, kind: TableKind, form: TableForm) -> Exported {
        let order = self.order(kind, form);
        self.try_export(&order).unwrap()
    }

    pub fn try_export(&mut self, order: &ExportOrder) -> Result<Exported, DeskError> {
        self.desk.export(&Caller::User, order, &mut go_on)
    }

    pub fn report(&mut self, form: ReportForm) -> Exported {
        let file = self.path(&format!("report.{}", form.word()));
        let order = ReportOrder { period: self.period, form, file, force: false };
        self.desk.report_file(&Caller::User, &order, &mut go_on).unwrap()
    }

    /// What lies in the folder of the files.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.dir.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

pub fn go_on(_: ExportProgress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}
