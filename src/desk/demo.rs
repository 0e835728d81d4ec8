//! The demonstration and the training desk: invented debts in a data directory of its own, and a simulated
//! terminal and printer in the same process that speak the real bytes. Its database is marked, and a real
//! desk does not open it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::clock::Clock;
use super::outcome::SignedIn;
use super::setup::Setup;
use super::trouble::Trouble;
use super::{Desk, DeskError};
use crate::config::{Config, PrinterConfig, TerminalConfig, TerminalLink};
use crate::domain::hours::{Hours, Span};
use crate::domain::operator::{OperatorId, Pin};
use crate::domain::{refusal::Refusal, time::local_date};
use crate::ecr::dialect::Dialect;
use crate::ecr::simulator::{Behaviour, RunningSimulator, serve_tcp};
use crate::exchange::invented;
use crate::paper::device::PrinterLink;
use crate::paper::simulator::{PrinterSimulator, SimulatedState};
use crate::store::{ImportSource, Store, StoreError};

/// Operator and PIN of the demonstration, shown on its lock screen.
const OPERATOR: &str = "demo";
const OPERATOR_NAME: &str = "Ταμίας επίδειξης";
const PIN: &str = "248613";
/// How long the demonstration's terminal takes to take a request, and then for card, PIN and bank.
const CONFIRM_DELAY: Duration = Duration::from_millis(400);
const RESULT_DELAY: Duration = Duration::from_millis(2_500);

/// A running demonstration. Dropping it stops terminal and printer.
pub struct Demo {
    /// What to open its desk with.
    pub setup: Setup,
    /// Who to sign in as.
    pub operator: OperatorId,
    pub pin: Pin,
    pub terminal: RunningSimulator,
    /// The printer; nothing where the screen is the printer.
    pub printer: Option<PrinterSimulator>,
}

/// How the demonstration is made.
#[derive(Debug, Clone, Copy)]
pub struct DemoSize {
    pub debtors: usize,
    pub debts: usize,
    /// The seed of the invented data: the same seed gives the same data.
    pub seed: u64,
    /// Whether terminal and printer answer at once and receipts go to the screen (`demo --once`).
    pub at_once: bool,
}

impl Default for DemoSize {
    fn default() -> DemoSize {
        DemoSize { debtors: 5_000, debts: 20_000, seed: 2026, at_once: false }
    }
}

/// Makes the demonstration in an empty directory, or opens the one that is there: starts terminal and printer,
/// loads the invented debts, opens the till.
///
/// # Errors
/// [`Refusal::DemoData`] where the directory holds a real desk, [`Trouble::Simulator`], or the database.
pub fn prepare(dir: &Path, size: DemoSize, clock: Arc<dyn Clock>) -> Result<Demo, DeskError> {
    let mut behaviour = Behaviour::new(Dialect::Aade);
    if !size.at_once {
        behaviour.confirm_delay = CONFIRM_DELAY;
        behaviour.result_delay = RESULT_DELAY;
    }
    let terminal = serve_tcp("127.0.0.1:0", behaviour).map_err(Trouble::Simulator)?;
    let printer = match size.at_once {
        true => None,
        false => Some(
            PrinterSimulator::start(SimulatedState::Ready)
                .map_err(|source| Trouble::File { path: dir.to_owned(), source })?,
        ),
    };
    let config = demo_config(&terminal, printer.as_ref());
    let setup = Setup { data_dir: dir.to_owned(), config: Arc::new(config), clock, demo: true };
    let (operator, pin) = (OperatorId::parse(OPERATOR)?, Pin::parse(PIN)?);
    let fresh = !setup.database().exists();
    let mut desk = if fresh { Desk::init(&setup, &operator, OPERATOR_NAME, &pin)? } else { Desk::open(&setup)? };
    go_on_counting(&terminal, &desk.store)?;
    let who = desk.sign_in(&operator, &pin)?;
    if fresh {
        load_invented(&mut desk, &who, size)?;
    }
    if desk.till_today()?.is_none() {
        // The reason counts on a holiday only, so that the demonstration opens on every day.
        desk.open_till(&who, Some(OPERATOR_NAME))?;
    }
    Ok(Demo { setup, operator, pin, terminal, printer })
}

/// Open all day, with terminal and printer of this process.
fn demo_config(terminal: &RunningSimulator, printer: Option<&PrinterSimulator>) -> Config {
    let standard = Config::default();
    let link = TerminalLink::Tcp { address: address_of(terminal) };
    let printer_link = printer.map_or(PrinterLink::Screen, |printer| PrinterLink::Tcp { address: printer.address() });
    Config {
        hours: Hours { week: [Span::parse("00:00-24:00").ok(); 7], ..Hours::default() },
        terminal: TerminalConfig { link, ..standard.terminal },
        printer: PrinterConfig { link: printer_link, ..standard.printer },
        ..standard
    }
}

fn load_invented(desk: &mut Desk, who: &SignedIn, size: DemoSize) -> Result<(), DeskError> {
    let now = desk.now();
    let source = ImportSource {
        file_name: "invented".to_owned(),
        sha256: Arc::new(format!("seed {}", size.seed).into()),
        who: who.actor(),
        at: now,
        dry_run: false,
        accept_moved: false,
        layout: (super::DEFAULT_MAPPING.to_owned(), Vec::new()),
    };
    let mut records = invented::debts(size.seed, size.debtors, size.debts, local_date(now));
    let loaded = desk.store.load_debts(&source, &mut records, &mut |_| {})?;
    if loaded.refused.is_empty() { Ok(()) } else { Err(Refusal::DemoData.into()) }
}

/// The terminal of `protocol = "simulated"`: answers at once and approves.
pub(super) fn simulator() -> Result<RunningSimulator, Trouble> {
    serve_tcp("127.0.0.1:0", Behaviour::new(Dialect::Aade)).map_err(Trouble::Simulator)
}

/// A terminal that is new with each start goes on where the books are, or it would report transactions again that they
/// have.
pub(super) fn go_on_counting(terminal: &RunningSimulator, store: &Store) -> Result<(), StoreError> {
    let last = store.last_attempt()?.map_or(0, |attempt| attempt.0);
    terminal.count_from(u32::try_from(last).unwrap_or_default());
    Ok(())
}

/// Where a simulated terminal listens.
pub(super) fn address_of(simulator: &RunningSimulator) -> String {
    simulator.address().map(|address| address.to_string()).unwrap_or_default()
}
