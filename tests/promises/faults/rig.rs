//! A desk with a terminal that misbehaves. Only the terminal's silence lets time pass on their line, so that a row costs
//! milliseconds and ends alike on a busy machine.

use std::sync::Arc;
use std::time::Duration;

use tameio::config::{Config, TerminalLink};
use tameio::desk::Caller;
use tameio::desk::clock::ManualClock;
use tameio::desk::{Desk, PayItem, PayOrder, PayReport, PayTarget, RecoverEnd, Setup, SignedIn};
use tameio::domain::attempt::Attempt;
use tameio::domain::debt::DebtStatus;
use tameio::domain::money::Money;
use tameio::domain::operator::{OperatorId, Pin, Role};
use tameio::domain::receipt::ReceiptKind;
use tameio::domain::rf::Rf;
use tameio::domain::session::SessionNo;
use tameio::domain::tender::Tender;
use tameio::ecr::frame::Variant;
use tameio::ecr::message::OrderKind;
use tameio::ecr::simulator::{Behaviour, Mood, RunningSimulator, serve_pty, serve_tcp};
use tameio::ecr::terminal::Dialect;
use tameio::paper::device::PrinterLink;
use tameio::store::Store;
use tameio_testing::PATIENT;
use tameio_testing::books::{MONDAY_TEN, Monday};
use tameio_testing::faults::Line;

pub struct Rig {
    _dir: tempfile::TempDir,
    pub simulator: RunningSimulator,
    pub desk: Desk,
    pub setup: Setup,
    pub clock: Arc<ManualClock>,
}

impl Rig {
    pub fn new(place: (Dialect, Line)) -> Rig {
        Rig::with(place, Variant::TerminalPrints)
    }

    pub fn with((dialect, line): (Dialect, Line), variant: Variant) -> Rig {
        Rig::behaving(Behaviour::new(dialect), (dialect, line), variant)
    }

    /// With a terminal of this behaviour.
    pub fn of(behaviour: Behaviour, place: (Dialect, Line)) -> Rig {
        Rig::behaving(behaviour, place, Variant::TerminalPrints)
    }

    fn behaving(behaviour: Behaviour, (dialect, line): (Dialect, Line), variant: Variant) -> Rig {
        let simulator = match line {
            Line::Tcp => serve_tcp("127.0.0.1:0", behaviour).unwrap(),
            Line::Pty => serve_pty(behaviour).unwrap(),
        };
        let link = match line {
            Line::Tcp => TerminalLink::Tcp { address: simulator.address().unwrap().to_string() },
            Line::Pty => TerminalLink::Serial { port: simulator.port_path().unwrap().to_owned(), baud: 115_200 },
        };
        Rig::at(simulator, (dialect, link), variant)
    }

    /// A desk whose terminal is reached at a place of its own.
    pub fn at(simulator: RunningSimulator, (dialect, link): (Dialect, TerminalLink), variant: Variant) -> Rig {
        let mut config = Config::default();
        config.till.comparison_required = false;
        config.terminal.keep_open = matches!(link, TerminalLink::Serial { .. });
        config.terminal.link = link;
        config.terminal.protocol.dialect = dialect;
        config.terminal.ecr_id = "ABC00111".to_owned();
        config.terminal.variant = variant;
        config.terminal.confirm_timeout = PATIENT;
        config.printer.link = PrinterLink::File("receipt.bin".into());
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(MONDAY_TEN.parse().unwrap()));
        let setup = Setup { clock: clock.clone(), ..Monday::books().copy(&dir.path().join("desk"), config) };
        let desk = opened(&setup, &simulator);
        Rig { _dir: dir, simulator, desk, setup, clock }
    }

    /// The program is started again.
    pub fn restart(self) -> Rig {
        let desk = opened(&self.setup, &self.simulator);
        Rig { desk, ..self }
    }

    /// The program is started again and reaches the terminal as the settings say, with time for every answer.
    pub fn reopen_on_its_own_line(self) -> Rig {
        let desk = Desk::open(&self.setup).unwrap();
        Rig { desk, ..self }
    }

    /// How often the terminal was asked for money.
    pub fn orders(&self) -> usize {
        let asks = |frame: &[u8]| frame.get(9).is_some_and(|letter| b"AVZ".contains(letter));
        self.simulator.frames().iter().filter(|(desk, frame)| *desk && asks(frame)).count()
    }

    /// The terminal has heard everything that the desk wrote, and has answered it.
    pub fn rest(&self) {
        assert!(self.simulator.wait_for_rest(PATIENT), "the terminal does not come to rest");
    }

    /// Whatever was asked of the terminal must be over.
    pub fn wait_till_it_is_over(&self) {
        let terminal = &self.setup.config.terminal;
        self.clock.pass(terminal.confirm_timeout + terminal.result_timeout + Duration::from_secs(1));
    }

    /// A second supervisor.
    pub fn second(&mut self) -> SignedIn {
        let (id, pin) = (OperatorId::parse("head").unwrap(), Pin::parse("739154").unwrap());
        let boss = &Monday::books().who;
        self.desk.add_operator(boss, &id, "Δεύτερη", Role::Supervisor, &pin).unwrap();
        tameio_testing::pins::cheapen(&self.setup.database(), Some("head"), pin.digits());
        self.desk.sign_in(&id, &pin).unwrap()
    }

    pub fn pay(&mut self, rf: &str) -> PayReport {
        let of = PayTarget::Rf(Rf::parse(rf).unwrap().rf);
        let order = PayOrder { tender: Tender::Card, items: vec![PayItem { of, amount: None }], one_payer: false };
        self.desk.pay(&Monday::books().who, &order, &mut |_| {})
    }

    pub fn mood(&self, mood: Mood) {
        self.simulator.set_mood(mood);
    }

    /// What became of the only unknown outcome when the terminal was asked.
    pub fn recover(&mut self) -> RecoverEnd {
        let mut report = self.desk.recover(&Caller::User).unwrap();
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
        let found = self.desk.look_up(&Caller::User, rf).unwrap();
        found.debtors.iter().flat_map(|debtor| debtor.debts.iter().map(|debt| debt.status)).collect()
    }

    pub fn receipts(&mut self) -> usize {
        self.desk.look_up_receipts(&Caller::User, &Default::default()).unwrap().receipts.len()
    }

    pub fn unknown(&mut self) -> usize {
        self.desk.unresolved(&Caller::User).unwrap().len()
    }

    /// What the terminal charged is what the receipts say, and the books verify.
    pub fn assert_books_balance(&mut self) {
        let signed = |is_sale: bool, amount: Money| if is_sale { amount.cents() } else { -amount.cents() };
        let book = self.simulator.book().into_iter();
        let charged: i64 = book.map(|charge| signed(charge.kind == OrderKind::Sale, charge.amount)).sum();
        let receipts = self.desk.look_up_receipts(&Caller::User, &Default::default()).unwrap().receipts.into_iter();
        let booked: i64 = receipts.map(|receipt| signed(receipt.kind == ReceiptKind::Sale, receipt.amount)).sum();
        assert_eq!(charged, booked, "charged and receipted differ");
        self.assert_books_verify();
    }

    pub fn assert_books_verify(&self) {
        let verification = self.desk.verify(&Caller::User).unwrap();
        assert!(verification.is_clean(), "{:?}", verification.differences);
    }
}

fn opened(setup: &Setup, simulator: &RunningSimulator) -> Desk {
    let mut desk = Desk::open(setup).unwrap();
    desk.reach_terminal_over(simulator.attentive());
    desk
}
