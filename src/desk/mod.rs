//! The use cases of the cash desk: look up, pay, recover, print, open the till, import, verify. The only room
//! where database, terminal, printer and files meet, and the only one that reads the clock (through a
//! [`clock::Clock`] it is given). It shows nothing and parses no arguments: the window and the command line
//! call it, and it returns facts for them to put into words.

mod after_all;
mod answers;
mod approve;
mod backup;
mod caller;
mod chain_heads;
pub mod clock;
mod clocks;
mod close;
mod copy_names;
mod correct;
mod course;
mod day;
mod day_file;
pub mod demo;
mod devices;
pub mod doctor;
mod error;
mod export;
mod facts;
mod figures;
mod file_out;
mod find;
mod foreign;
mod found;
mod held;
mod history;
mod hours;
mod import_debts;
mod import_folder;
mod journal;
mod keeping;
mod key_file;
mod keys;
mod last_copy;
mod look_up;
mod mapping;
mod order;
mod out_file;
mod outcome;
mod pay;
mod payment_state;
mod people;
pub mod presence;
mod printing;
mod private_dir;
mod recover;
mod rehearsal;
mod report;
mod resolve;
mod restore;
mod running;
mod settle;
mod setup;
mod sign_in;
#[cfg(test)]
mod simulation;
pub mod slip;
mod steady;
mod sweep;
mod terminal_lock;

mod till;
mod trouble;
pub mod watchdog;

pub use crate::domain::refusal::{EvidenceRefused, NotVoidable, Refusal};
pub use backup::BackupReport;
pub use caller::{Asks, Caller};
pub use close::CloseStep;
pub use correct::CorrectionQuote;
pub use course::NOT_BOOKED;
pub use day::Day;
pub use day_file::DayFile;
pub use error::DeskError;
pub use export::{Agreement, CheckedFile, ExportOrder, ExportProgress, Exported, TableForm};
pub use facts::KeysState;
pub use file_out::FileOutError;
pub use find::{FoundReceipts, RECEIPTS_A_PAGE, ReceiptPage};
pub use found::{Found, FoundDebt, FoundDebtor, NothingFound, QueryKind, TryNext};
pub use import_debts::{
    DEFAULT_MAPPING, ImportOrder, ImportProgress, ImportReport, RejectReason, Rejected, Unprintable,
};
pub use import_folder::{FoundFile, ImportFolder};
pub use keeping::KeepingError;
pub use keys::{KeysLoaded, read_master_key};
pub use last_copy::LastCopy;
pub use look_up::MOST_DEBTORS;
pub use order::Quote;
pub use outcome::{
    AskedForAll, Claim, CorrectionOrder, DeskOpen, MAY_STILL_RUN, PayEnd, PayItem, PayOrder, PayReport, PayStep,
    PayTarget, PrintEnd, RecoverEnd, RecoverReport, RecoveredSession, ResolveEnd, SignedIn, TerminalNo,
};
pub use payment_state::PaymentState;
pub use people::Listed;
pub use report::{PdfWritten, Report, ReportForm, ReportOrder};
pub use restore::{RestoreReport, restore};
pub use settle::SettleReport;
pub use setup::Setup;
pub use till::TillStatus;
pub use trouble::{KeyTrouble, PrintTrouble, Trouble};

// What the desk takes and answers with, for the rooms above, which do not reach past it.
pub use crate::ecr::codes::{ErrorCode, ResultCode};
pub use crate::ecr::link::SeenPort;
pub use crate::ecr::terminal::{EchoReply, EcrError};
pub use crate::exchange::file_error::NearTitle;
pub use crate::exchange::read_otherwise::{Met, ReadOtherwise};
pub use crate::exchange::table::TableError;
pub use crate::exchange::table::control::{Control, TableKind};
pub use crate::exchange::table::read_back::{ReadBack, ReadBackError};
pub use crate::paper::device::{DeviceError, Flow, PrinterLink, PrinterStatus};
pub use crate::paper::escpos::PaperError;
pub use crate::paper::layout::{BookZ, z_qr_text};
pub use crate::paper::pdf::PdfError;
pub use crate::store::{
    Conflict, Difference, KeptZ, LastDebtFile, ReceiptFilter, Reconciliation, RefusedReason, StoreError, Verification,
};

/// A simulated terminal to serve, for training and tests.
pub mod simulator {
    pub use crate::ecr::codes::{ErrorCode, ResultCode};
    pub use crate::ecr::mac::MasterKey;
    pub use crate::ecr::simulator::{
        AskedAgain, Behaviour, Charge, HeaderPart, HeldForeign, LatePart, Memory, Mood, RunningSimulator,
        SimulatedCard, SimulatorError, Spot, serve_pty, serve_pty_with, serve_tcp, serve_tcp_with,
    };
    pub use crate::ecr::terminal::Dialect;
}

use crate::domain::{permission::Act, time::Moment};
use crate::ecr::{simulator::RunningSimulator, terminal::Terminal};
use crate::paper::device::Device;
use crate::store::Store;
use presence::Presence;

/// A cash desk: its settings, its own connection to the database, and, once used, its line to the terminal.
/// One for each thread; several on one data directory keep each other's fences.
pub struct Desk {
    setup: Setup,
    store: Store,
    terminal: Option<Terminal>,
    /// When the terminal last answered.
    heard: Option<Moment>,
    /// Runs where the settings name a simulated terminal; ends with the desk.
    simulator: Option<RunningSimulator>,
    /// Tells other programs that the database is open here.
    _presence: Option<Presence>,
    /// Once used, with the link that it is for. The last to go: it may wait for the printer to take what it was sent.
    printer: Option<(PrinterLink, Box<dyn Device>)>,
}

impl Desk {
    /// Opens the desk of a data directory that `init` or the demonstration made. Invented data never meet a real
    /// terminal: on them the terminal is simulated, whatever the settings say, and every paper is marked.
    ///
    /// # Errors
    /// [`Trouble::Store`] where there is no database, or it is foreign, newer, damaged, locked or read-only;
    /// [`Refusal::DemoData`] where the demonstration is asked to use a real desk.
    pub fn open(setup: &Setup) -> Result<Desk, DeskError> {
        let store = Store::open(&setup.database(), setup.clock.now())
            .map_err(|error| presence::name_them(&setup.data_dir, &setup.database(), Trouble::Store(error)))?;
        let setup = match (store.is_demo()?, setup.demo) {
            (false, true) => return Err(Refusal::DemoData.into()),
            (true, false) => setup.on_invented_data(),
            _ => setup.clone(),
        };
        Ok(Desk::over(setup, store))
    }

    fn over(setup: Setup, store: Store) -> Desk {
        let presence = Presence::leave(&setup.data_dir, setup.clock.now());
        Desk { setup, store, terminal: None, heard: None, simulator: None, _presence: presence, printer: None }
    }

    /// Names who has the database open, where it stayed locked.
    fn named(&self, trouble: Trouble) -> Trouble {
        presence::name_them(&self.setup.data_dir, &self.setup.database(), trouble)
    }

    /// What the books did not do, with who has them open where they stayed locked.
    fn of_the_books(&self, error: StoreError) -> DeskError {
        match DeskError::from(error) {
            DeskError::Trouble(trouble) => self.named(trouble).into(),
            refused => refused,
        }
    }

    /// The settings it was opened with.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    pub fn now(&self) -> Moment {
        self.setup.clock.now()
    }

    /// Checks the audit chain, the receipt series, the sums, the fences and the database's own integrity.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`]; [`Trouble::Store`] where the database cannot be read at all.
    pub fn verify(&self, who: &dyn Asks) -> Result<Verification, DeskError> {
        self.allow(who, Act::VerifyBooks)?;
        Ok(self.store.verify(&mut |_| {})?)
    }
}
