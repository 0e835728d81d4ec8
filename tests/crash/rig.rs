//! A desk that is killed and started again, a terminal that keeps its own book, a printer that keeps its paper. What
//! is asked of them after a kill is in `agreement`.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tameio::desk::Caller;
use tameio::desk::clock::ManualClock;
use tameio::desk::{Desk, ImportOrder, Setup};
use tameio::domain::evidence::{Evidence, TypedEvidence};
use tameio::domain::operator::{OperatorId, Pin, Role};
use tameio::domain::rf::Rf;
use tameio::ecr::simulator::{Behaviour, Charge, Mood, RunningSimulator, serve_tcp};
use tameio::ecr::terminal::Dialect;
use tameio::paper::simulator::{PrinterSimulator, SimulatedState};

use tameio_testing::pins;

use crate::child::{APPROVER, MONDAY_TEN, OPERATOR, PIN, Program, go_on_from_the_books, order, setup, sign_in};
use crate::gates::{Boundary, Gates, Message, Met};
use crate::wire::Wire;

/// The database of a desk with two people and an open till, made once: each kill types their PINs.
fn furnished() -> &'static Path {
    static MADE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, database) = MADE.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let setup = setup(&dir.path().join("desk"), Dialect::Aade, "", "");
        let (id, pin) = (OperatorId::parse(OPERATOR).unwrap(), Pin::parse(PIN).unwrap());
        let mut desk = Desk::init(&setup, &id, "Προϊστάμενος", &pin).unwrap();
        let who = desk.sign_in(&id, &pin).unwrap();
        let second = OperatorId::parse(APPROVER).unwrap();
        desk.add_operator(&who, &second, "Δεύτερο πρόσωπο", Role::Supervisor, &pin).unwrap();
        desk.open_till(&who, None).unwrap();
        drop(desk);
        pins::cheapen(&setup.database(), None, PIN);
        let database = setup.database();
        (dir, database)
    });
    database
}

/// What each debt of these tests asks, in cents: not two alike, so that a sum cannot hide a swap.
fn cents(debt: usize) -> i64 {
    1_000 + i64::try_from(debt).unwrap()
}

/// What goes back of a receipt first, in cents; the next refund gives the rest.
const PART: i64 = 500;

/// What a program is ordered to do with a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    Pay,
    Void,
    Refund,
}

impl Deed {
    pub const ALL: [Deed; 3] = [Deed::Pay, Deed::Void, Deed::Refund];

    pub fn word(self) -> &'static str {
        match self {
            Deed::Pay => "pay",
            Deed::Void => "void",
            Deed::Refund => "refund",
        }
    }
}

/// What is written down of a charge: the terminal's own slip, one word a field.
pub fn slip(charge: &Charge) -> String {
    let card = &charge.card;
    let at = card.at.expect("a slip tells the time").format("%Y-%m-%dT%H:%M:%S");
    format!("{} {} {at} {} {} {}", card.stan, card.auth_code, card.rrn, card.batch, card.amount)
}

/// The same as what two persons type.
pub fn evidence(slip: &str) -> Evidence {
    let [stan, auth_code, at, rrn, batch, amount] =
        slip.split(' ').map(str::to_owned).collect::<Vec<_>>().try_into().expect("six fields");
    let typed = TypedEvidence { stan, auth_code, at, rrn, batch, amount, ..TypedEvidence::default() };
    Evidence::read(&typed).expect("the terminal's slip is evidence")
}

pub struct Rig {
    _dir: tempfile::TempDir,
    pub setup: Setup,
    clock: Arc<ManualClock>,
    pub terminal: RunningSimulator,
    pub printer: PrinterSimulator,
    pub gates: Arc<Gates>,
    terminal_wire: Wire,
    printer_wire: Wire,
    debts: Vec<String>,
    /// The attempt that the next order is about, by its row.
    attempts: i64,
}

impl Rig {
    /// With so many debts, each with a code of its own.
    pub fn new(dialect: Dialect, debts: usize) -> Rig {
        let dir = tempfile::tempdir().unwrap();
        let gates = Arc::new(Gates::default());
        let behaviour = Behaviour {
            confirm_delay: Duration::from_millis(5),
            result_delay: Duration::from_millis(10),
            ..Behaviour::new(dialect)
        };
        let terminal = serve_tcp("127.0.0.1:0", behaviour).unwrap();
        let printer = PrinterSimulator::start(SimulatedState::Ready).unwrap();
        let terminal_wire = Wire::to_terminal(terminal.address().unwrap(), &gates);
        let printer_wire = Wire::to_printer(printer.address().parse().unwrap(), &gates);
        let addresses = [&terminal_wire, &printer_wire].map(|wire| wire.address.to_string());
        let clock = Arc::new(ManualClock::at(MONDAY_TEN.parse().unwrap()));
        let setup = setup(&dir.path().join("desk"), dialect, &addresses[0], &addresses[1]);
        let setup = Setup { clock: clock.clone(), ..setup };
        let debts: Vec<String> =
            (0..debts).map(|n| Rf::from_body(&format!("900008{n:015}")).unwrap().to_string()).collect();
        let attempts = 1;
        let rig =
            Rig { _dir: dir, setup, clock, terminal, printer, gates, terminal_wire, printer_wire, debts, attempts };
        rig.furnish();
        rig
    }

    /// Two people, an open till, and so many debts.
    fn furnish(&self) {
        std::fs::create_dir(&self.setup.data_dir).unwrap();
        std::fs::copy(furnished(), self.setup.database()).unwrap();
        let mut desk = Desk::open(&self.setup).unwrap();
        let mut csv = "Αριθμός Οφειλής;ΑΦΜ;Ονοματεπώνυμο;RF;ΚΑΕ;Περιγραφή;Έτος;Χρηματικός Κατάλογος;Λήξη;Κεφάλαιο;\
                       Προσαυξήσεις;Υπολογισμός έως\n"
            .to_owned();
        for (n, rf) in self.debts.iter().enumerate() {
            let cents = cents(n);
            csv.push_str(&format!(
                "Ο-{n};;Οφειλέτης {n};{rf};0441;Τέλος ακίνητης περιουσίας;2026;;31/12/2026;{},{:02};;\n",
                cents / 100,
                cents % 100
            ));
        }
        let path = self.setup.data_dir.join("debts.csv");
        std::fs::write(&path, csv).unwrap();
        let loaded = desk.import_debts(&Caller::User, &ImportOrder::of(&path), &mut |_| {}).unwrap();
        assert_eq!((loaded.loaded as usize, loaded.rejected.len()), (self.debts.len(), 0));
    }

    /// The database past the program.
    pub fn books(&self) -> Connection {
        Connection::open(self.setup.database()).unwrap()
    }

    pub fn count(&self, sql: &str) -> i64 {
        self.books().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    /// Whether the terminal can be asked what became of a card.
    pub fn can_ask(&self) -> bool {
        self.setup.config.terminal.protocol.dialect == Dialect::Aade
    }

    /// The code of the first debt of which nothing is paid: one that a kill left open, or that was given back, is paid
    /// by the next program, so a fence that stays would stop it.
    pub fn next_debt(&mut self) -> String {
        let free = "SELECT rf FROM debt WHERE paid_cents = 0 ORDER BY id LIMIT 1";
        self.books().query_row(free, [], |row| row.get(0)).unwrap()
    }

    /// The first receipt that can be taken back, and whether part of it went back already. For a void nothing of it
    /// may have gone back.
    fn next_receipt(&self, deed: Deed) -> Option<(String, bool)> {
        let correctable = "SELECT series || '-' || year || '-' || number, gone > 0 FROM (
             SELECT r.*, (SELECT coalesce(sum(b.amount_cents), 0) FROM correction c
                          JOIN receipt b ON b.attempt_id = c.attempt_id WHERE c.original_id = r.id) AS gone
             FROM receipt r WHERE r.kind = 'sale')
             WHERE gone = 0 OR (?1 AND gone < amount_cents) ORDER BY id LIMIT 1";
        let found = self.books().query_row(correctable, [deed == Deed::Refund], |row| Ok((row.get(0)?, row.get(1)?)));
        found.ok()
    }

    /// A payment that nobody disturbs, for a correction that has nothing to take back.
    fn pay_in_peace(&mut self) {
        let rf = self.next_debt();
        let mut desk = Desk::open(&self.setup).unwrap();
        go_on_from_the_books(&desk, &self.clock);
        let who = sign_in(&mut desk, OPERATOR);
        let end = desk.pay(&who, &order(&rf), &mut |_| {}).end;
        assert_eq!(end.word(), "approved", "{end:?}");
        drop(desk);
        self.settle_down();
    }

    /// The state on disk of the attempt that the killed program made or found.
    fn state(&self) -> String {
        let latest = "SELECT id, state FROM attempt ORDER BY id DESC LIMIT 1";
        let row = self.books().query_row(latest, [], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)));
        row.ok().filter(|(id, _)| *id >= self.attempts).map_or_else(|| "nothing yet".to_owned(), |(_, state)| state)
    }

    /// Starts a program that pays, and leaves it at a boundary.
    pub fn stop_at(&mut self, boundary: Boundary) -> Program {
        let order = format!("watched {}", self.order_to(Deed::Pay));
        self.halt(&order, boundary)
    }

    fn halt(&self, order: &str, boundary: Boundary) -> Program {
        let mut program = Program::start(&self.setup, &self.gates);
        self.gates.close(Some(boundary));
        program.order(order);
        let met = self.gates.wait();
        assert_eq!(met, Met::Reached, "{order} did not come to {boundary:?}");
        program
    }

    /// Kills a program at a boundary of what it was ordered; says the state on disk.
    pub fn kill_at(&mut self, order: &str, boundary: Boundary) -> String {
        self.halt(order, boundary).kill();
        self.settle_down()
    }

    /// Kills a program so long after its order, wherever it is; says the state on disk.
    pub fn kill_after(&mut self, order: &str, time: Duration) -> String {
        let mut program = Program::start(&self.setup, &self.gates);
        self.gates.close(None);
        program.order(order);
        // The instant is the point: there is no event to wait for.
        std::thread::sleep(time);
        program.kill();
        self.settle_down()
    }

    /// The devices notice that the desk is dead.
    pub fn settle_down(&self) -> String {
        self.gates.open();
        self.terminal_wire.wait_idle();
        self.printer_wire.wait_idle();
        self.state()
    }

    /// To do it with the next debt or receipt, as a new attempt.
    fn order_to(&mut self, deed: Deed) -> String {
        let order = match deed {
            Deed::Pay => self.next_debt(),
            Deed::Void | Deed::Refund => {
                if self.next_receipt(deed).is_none() {
                    self.pay_in_peace();
                }
                let (receipt, partly) = self.next_receipt(deed).unwrap();
                if deed == Deed::Void || partly { receipt } else { format!("{receipt} {PART}") }
            }
        };
        self.attempts = self.count("SELECT coalesce(max(id), 0) + 1 FROM attempt");
        format!("{} {order}", deed.word())
    }

    pub fn kill_at_work(&mut self, deed: Deed, mood: Mood, boundary: Boundary) -> String {
        let order = format!("watched {}", self.order_to(deed));
        self.terminal.set_mood(mood);
        let state = self.kill_at(&order, boundary);
        self.terminal.set_mood(Mood::Approve);
        state
    }

    pub fn kill_at_work_after(&mut self, deed: Deed, mood: Mood, time: Duration) -> String {
        let order = self.order_to(deed);
        self.terminal.set_mood(mood);
        let state = self.kill_after(&order, time);
        self.terminal.set_mood(Mood::Approve);
        state
    }

    /// Leaves an unknown outcome, the card charged (or given its money back) or not; says the order that settles it.
    fn lose_track(&mut self, deed: Deed, charged: bool) -> String {
        let lost = if charged { Boundary::Before(Message::Result) } else { Boundary::Before(Message::Amount) };
        self.kill_at_work(deed, Mood::Approve, lost);
        if self.can_ask() {
            return "recover".to_owned();
        }
        // What is decided is unknown; a program that starts makes it so of what a dead one left.
        assert_eq!(Desk::open(&self.setup).unwrap().unresolved(&Caller::User).unwrap().len(), 1);
        let charge = self.terminal.book().pop().expect("only a charge is settled by a program");
        format!("charged {} {}", charge.session, slip(&charge))
    }

    /// Kills a program that settles an unknown outcome: by asking the terminal, or on its slip.
    pub fn kill_settling_at(&mut self, deed: Deed, charged: bool, boundary: Boundary) -> String {
        let order = self.lose_track(deed, charged);
        self.kill_at(&order, boundary)
    }

    pub fn kill_settling_after(&mut self, deed: Deed, charged: bool, time: Duration) -> String {
        let order = self.lose_track(deed, charged);
        self.kill_after(&order, time)
    }

    /// How long an order takes that nobody disturbs.
    pub fn measure(&mut self, order: &str) -> Duration {
        let mut program = Program::start(&self.setup, &self.gates);
        self.gates.close(None);
        let began = Instant::now();
        program.order(order);
        let end = self.gates.wait();
        let took = began.elapsed();
        let done = |word: &str| ["approved", "recovered", "resolved", "closed"].contains(&word);
        assert!(matches!(&end, Met::Ended(word) if done(word)), "{end:?}");
        program.kill();
        self.settle_down();
        took
    }

    pub fn measure_work(&mut self, deed: Deed) -> Duration {
        let order = self.order_to(deed);
        self.measure(&order)
    }

    pub fn measure_settling(&mut self) -> Duration {
        let order = self.lose_track(Deed::Pay, true);
        self.measure(&order)
    }
}
