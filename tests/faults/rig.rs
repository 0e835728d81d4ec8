//! A desk with a terminal that misbehaves: books made once and copied for each row, so that a row costs
//! milliseconds and no password is hashed for it.

use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use tameio::config::{Config, PrinterLinkConfig, Protocol, TerminalLink, Variant};
use tameio::desk::clock::ManualClock;
use tameio::desk::{Desk, PayItem, PayOrder, PayReport, PayTarget, RecoverEnd, Setup, SignedIn};
use tameio::domain::attempt::Attempt;
use tameio::domain::debt::DebtStatus;
use tameio::domain::operator::{OperatorId, Pin};
use tameio::domain::rf::Rf;
use tameio::domain::session::SessionNo;
use tameio::domain::tender::Tender;
use tameio::ecr::simulator::{Behaviour, Mood, RunningSimulator, serve_pty, serve_tcp};
use tameio::ecr::terminal::Dialect;
use tameio::exchange::mapping::Mapping;
use tameio::store::Store;

pub const RF_TWO: &str = "RF23902018000009320427216";
pub const RF_ONE: &str = "RF89911233000000000012345";
/// A Monday in working hours: 10:00 in Athens.
const MONDAY_TEN: &str = "2026-11-23T08:00:00Z";
/// Where an answer comes, nothing waits so long; a machine under load may.
pub const PATIENT: Duration = Duration::from_secs(20);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Tcp,
    Pty,
}

/// The places that a fault is tried at.
pub const PLACES: [(Dialect, Line); 4] = [
    (Dialect::Aade, Line::Tcp),
    (Dialect::Aade, Line::Pty),
    (Dialect::Mellon, Line::Tcp),
    (Dialect::Mellon, Line::Pty),
];

/// Books with two debtors' debts and an open till.
struct Books {
    dir: tempfile::TempDir,
    who: SignedIn,
}

fn books() -> &'static Books {
    static BOOKS: OnceLock<Books> = OnceLock::new();
    BOOKS.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let setup = setup(dir.path(), Config::default());
        let (id, pin) = (OperatorId::parse("boss").unwrap(), Pin::parse("739154").unwrap());
        let mut desk = Desk::init(&setup, &id, "Προϊστάμενος", &pin).unwrap();
        let csv = dir.path().join("debts.csv");
        std::fs::write(&csv, include_str!("../../config/sample-debts.csv")).unwrap();
        desk.import_debts("test", &csv, &Mapping::default(), false, &mut |_| {}).unwrap();
        let who = desk.sign_in(&id, &pin).unwrap();
        desk.open_till(&who, None).unwrap();
        Books { dir, who }
    })
}

fn setup(dir: &Path, config: Config) -> Setup {
    let clock = Arc::new(ManualClock::at(MONDAY_TEN.parse().unwrap()));
    Setup { data_dir: dir.join("desk"), config: Arc::new(config), clock, demo: false }
}

/// How a desk is set up for a row.
#[derive(Clone, Copy)]
pub struct Waits {
    pub confirm: Duration,
    pub result: Duration,
    pub variant: Variant,
}

impl Default for Waits {
    fn default() -> Waits {
        Waits { confirm: PATIENT, result: PATIENT, variant: Variant::TerminalPrints }
    }
}

pub struct Rig {
    dir: tempfile::TempDir,
    pub simulator: RunningSimulator,
    pub desk: Desk,
    pub setup: Setup,
}

impl Rig {
    pub fn new((dialect, line): (Dialect, Line), waits: Waits) -> Rig {
        let behaviour = Behaviour::new(dialect);
        let simulator = match line {
            Line::Tcp => serve_tcp("127.0.0.1:0", behaviour).unwrap(),
            Line::Pty => serve_pty(behaviour).unwrap(),
        };
        let link = match line {
            Line::Tcp => TerminalLink::Tcp { address: simulator.address().unwrap().to_string() },
            Line::Pty => TerminalLink::Serial { port: simulator.port_path().unwrap().to_owned(), baud: 115_200 },
        };
        Rig::at(simulator, (dialect, link), waits)
    }

    /// A desk whose terminal is reached at a place of its own.
    pub fn at(simulator: RunningSimulator, (dialect, link): (Dialect, TerminalLink), waits: Waits) -> Rig {
        let mut config = Config::default();
        config.terminal.keep_open = matches!(link, TerminalLink::Serial { .. });
        config.terminal.link = link;
        config.terminal.protocol = if dialect == Dialect::Aade { Protocol::Aade } else { Protocol::Mellon };
        config.terminal.ecr_id = "ABC00111".to_owned();
        config.printer.link = PrinterLinkConfig::File("receipt.bin".into());
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("desk")).unwrap();
        let books = books().dir.path().join("desk").join("tameio.db");
        std::fs::copy(books, dir.path().join("desk").join("tameio.db")).unwrap();
        let setup = timed(&setup(dir.path(), config), waits);
        let desk = Desk::open(&setup).unwrap();
        Rig { dir, simulator, desk, setup }
    }

    /// The program is started again, with time for every answer.
    pub fn restart(self, waits: Waits) -> Rig {
        let Rig { dir, simulator, desk, setup } = self;
        drop(desk);
        let setup = timed(&setup, waits);
        let desk = Desk::open(&setup).unwrap();
        Rig { dir, simulator, desk, setup }
    }

    pub fn pay(&mut self, rf: &str) -> PayReport {
        let of = PayTarget::Rf(Rf::parse(rf).unwrap().rf);
        let order = PayOrder { tender: Tender::Card, items: vec![PayItem { of, amount: None }] };
        self.desk.pay(&books().who, &order, &mut |_| {})
    }

    pub fn mood(&self, mood: Mood) {
        self.simulator.set_mood(mood);
    }

    /// What became of the only unknown outcome when the terminal was asked.
    pub fn recover(&mut self) -> RecoverEnd {
        let mut report = self.desk.recover("test").unwrap();
        assert_eq!(report.sessions.len(), 1, "one unknown outcome");
        report.sessions.remove(0).end
    }

    pub fn store(&self) -> Store {
        Store::open(&self.setup.database(), self.desk.now()).unwrap()
    }

    pub fn terminal_name(&self) -> String {
        match &self.setup.config.terminal.link {
            TerminalLink::Tcp { address } => format!("tcp:{address}"),
            TerminalLink::Serial { port, .. } => format!("serial:{port}"),
        }
    }

    pub fn attempt(&self, session: SessionNo) -> Attempt {
        self.store().attempt_by_session(&self.terminal_name(), session).unwrap().unwrap()
    }

    /// State and reason on disk.
    pub fn on_disk(&self, session: SessionNo) -> (&'static str, Option<String>) {
        let attempt = self.attempt(session);
        (attempt.state.word(), attempt.reason)
    }

    /// The step log: `>` from the desk, `<` from the terminal, the kind and what became of it.
    pub fn log(&self, session: SessionNo) -> String {
        let lines = self.store().trace(self.attempt(session).id).unwrap();
        let short = |line: &str| {
            let words: Vec<&str> = line.split(' ').collect();
            let sign = if words[0] == "desk" { '>' } else { '<' };
            if sign == '>' { format!(">{}", words[1]) } else { format!("<{}:{}", words[1], words[2]) }
        };
        lines.iter().map(|(_, line)| short(line)).collect::<Vec<_>>().join(" ")
    }

    pub fn status(&mut self, rf: &str) -> Vec<DebtStatus> {
        let found = self.desk.look_up("test", rf).unwrap();
        found.debtors.iter().flat_map(|debtor| debtor.debts.iter().map(|debt| debt.status)).collect()
    }

    pub fn receipts(&self) -> usize {
        self.desk.receipts(&Default::default()).unwrap().len()
    }

    pub fn unknown(&mut self) -> usize {
        self.desk.unresolved().unwrap().len()
    }

    /// What the terminal charged is what the receipts say, and the books verify.
    pub fn assert_books_balance(&self) {
        let charged: i64 = self.simulator.book().iter().map(|charge| charge.amount.cents()).sum();
        let receipts = self.desk.receipts(&Default::default()).unwrap();
        let booked: i64 = receipts.iter().map(|receipt| receipt.amount.cents()).sum();
        assert_eq!(charged, booked, "charged and receipted differ");
        self.assert_books_verify();
    }

    pub fn assert_books_verify(&self) {
        let verification = self.desk.verify().unwrap();
        assert!(verification.is_clean(), "{:?}", verification.differences);
    }
}

fn timed(setup: &Setup, waits: Waits) -> Setup {
    let mut config = (*setup.config).clone();
    config.terminal.confirm_timeout = waits.confirm;
    config.terminal.result_timeout = waits.result;
    config.terminal.variant = waits.variant;
    Setup { config: Arc::new(config), ..setup.clone() }
}

/// Waits for what another thread is about to do.
#[track_caller]
pub fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    let until = Instant::now() + PATIENT;
    while !holds() {
        assert!(Instant::now() < until, "{what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}
