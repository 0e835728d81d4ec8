//! A desk that is killed and started again, a terminal that keeps its own book, a printer that keeps its paper, and
//! the check of one against the other after each kill.

use std::sync::Arc;
use std::time::{Duration, Instant};

use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};
use rusqlite::Connection;
use tameio::desk::{Desk, Mapping, RecoverEnd, Setup};
use tameio::domain::operator::{OperatorId, Pin};
use tameio::domain::receipt::ReceiptNo;
use tameio::domain::rf::Rf;
use tameio::ecr::simulator::{Behaviour, Mood, RunningSimulator, serve_tcp};
use tameio::ecr::terminal::Dialect;
use tameio::paper::code_page::CodePage;
use tameio::paper::escpos::decode_text;
use tameio::paper::simulator::{PrinterSimulator, SimulatedState};

use crate::child::{OPERATOR, PIN, Program, setup};
use crate::gates::{Boundary, Gates, Message, Met};
use crate::wire::Wire;

/// A PIN that is checked in no time: it is typed once for each kill.
pub fn cheapen_pin(books: &Connection, pin: &str) {
    let params = Params::new(Params::MIN_M_COST, 1, 1, None).unwrap();
    let hash = Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password(pin.as_bytes()).unwrap();
    books.execute("UPDATE operator SET pin_hash = ?1", [hash.to_string()]).unwrap();
}

/// What each debt of these tests asks, in cents: not two alike, so that a sum cannot hide a swap.
fn cents(debt: usize) -> i64 {
    1_000 + i64::try_from(debt).unwrap()
}

pub struct Rig {
    _dir: tempfile::TempDir,
    pub setup: Setup,
    pub terminal: RunningSimulator,
    pub printer: PrinterSimulator,
    pub gates: Arc<Gates>,
    terminal_wire: Wire,
    printer_wire: Wire,
    debts: Vec<String>,
    next: usize,
    /// The attempt that the next order is about, by its row.
    attempts: i64,
}

impl Rig {
    /// With so many debts, each with a code of its own.
    pub fn new(debts: usize) -> Rig {
        let dir = tempfile::tempdir().unwrap();
        let gates = Arc::new(Gates::default());
        let behaviour = Behaviour {
            confirm_delay: Duration::from_millis(5),
            result_delay: Duration::from_millis(10),
            ..Behaviour::new(Dialect::Aade)
        };
        let terminal = serve_tcp("127.0.0.1:0", behaviour).unwrap();
        let printer = PrinterSimulator::start(SimulatedState::Ready).unwrap();
        let terminal_wire = Wire::to_terminal(terminal.address().unwrap(), &gates);
        let printer_wire = Wire::to_printer(printer.address().parse().unwrap(), &gates);
        let setup =
            setup(&dir.path().join("desk"), &terminal_wire.address.to_string(), &printer_wire.address.to_string());
        let debts: Vec<String> =
            (0..debts).map(|n| Rf::from_body(&format!("900008{n:015}")).unwrap().to_string()).collect();
        let rig = Rig {
            _dir: dir,
            setup,
            terminal,
            printer,
            gates,
            terminal_wire,
            printer_wire,
            debts,
            next: 0,
            attempts: 1,
        };
        rig.furnish();
        rig
    }

    /// Operator, debts, an open till.
    fn furnish(&self) {
        let (id, pin) = (OperatorId::parse(OPERATOR).unwrap(), Pin::parse(PIN).unwrap());
        let mut desk = Desk::init(&self.setup, &id, "Προϊστάμενος", &pin).unwrap();
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
        let loaded = desk.import_debts("test", &path, &Mapping::default(), false, &mut |_| {}).unwrap();
        assert_eq!((loaded.loaded as usize, loaded.rejected.len()), (self.debts.len(), 0));
        let who = desk.sign_in(&id, &pin).unwrap();
        desk.open_till(&who, None).unwrap();
        drop(desk);
        cheapen_pin(&self.books(), PIN);
    }

    /// The database past the program.
    pub fn books(&self) -> Connection {
        Connection::open(self.setup.database()).unwrap()
    }

    pub fn count(&self, sql: &str) -> i64 {
        self.books().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    /// The first debt that nobody has paid: one that a kill left open is paid by the next program, so a fence that
    /// stays would stop it.
    pub fn next_debt(&mut self) -> String {
        let paid = "SELECT paid_cents FROM debt WHERE external_id = ?1";
        let books = self.books();
        loop {
            let cents: i64 = books.query_row(paid, [format!("Ο-{}", self.next)], |row| row.get(0)).unwrap();
            if cents == 0 {
                return self.debts[self.next].clone();
            }
            self.next += 1;
        }
    }

    /// The state on disk of the attempt that the killed program made or found.
    fn state(&self) -> String {
        let latest = "SELECT id, state FROM attempt ORDER BY id DESC LIMIT 1";
        let row = self.books().query_row(latest, [], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)));
        row.ok().filter(|(id, _)| *id >= self.attempts).map_or_else(|| "nothing yet".to_owned(), |(_, state)| state)
    }

    /// Starts a program with an order, and leaves it at a boundary.
    pub fn stop_at(&mut self, boundary: Boundary) -> Program {
        let order = self.order_to("pay-watched");
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
    fn kill_at(&mut self, order: &str, boundary: Boundary) -> String {
        self.halt(order, boundary).kill();
        self.settle_down()
    }

    /// Kills a program so long after its order, wherever it is; says the state on disk.
    fn kill_after(&mut self, order: &str, time: Duration) -> String {
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

    /// To pay the next debt, with a new attempt.
    fn order_to(&mut self, pay: &str) -> String {
        self.attempts = self.count("SELECT coalesce(max(id), 0) + 1 FROM attempt");
        format!("{pay} {}", self.next_debt())
    }

    pub fn kill_paying_at(&mut self, mood: Mood, boundary: Boundary) -> String {
        self.terminal.set_mood(mood);
        let order = self.order_to("pay-watched");
        let state = self.kill_at(&order, boundary);
        self.terminal.set_mood(Mood::Approve);
        state
    }

    pub fn kill_paying_after(&mut self, mood: Mood, time: Duration) -> String {
        self.terminal.set_mood(mood);
        let order = self.order_to("pay");
        let state = self.kill_after(&order, time);
        self.terminal.set_mood(Mood::Approve);
        state
    }

    /// Leaves an unknown outcome, charged or not.
    fn lose_track(&mut self, charged: bool) {
        let lost = if charged { Boundary::Before(Message::Result) } else { Boundary::Before(Message::Amount) };
        self.kill_paying_at(Mood::Approve, lost);
    }

    pub fn kill_recovering_at(&mut self, charged: bool, boundary: Boundary) -> String {
        self.lose_track(charged);
        self.kill_at("recover", boundary)
    }

    pub fn kill_recovering_after(&mut self, charged: bool, time: Duration) -> String {
        self.lose_track(charged);
        self.kill_after("recover", time)
    }

    /// How long an order takes that nobody disturbs.
    fn measure(&mut self, order: &str) -> Duration {
        let mut program = Program::start(&self.setup, &self.gates);
        self.gates.close(None);
        let began = Instant::now();
        program.order(order);
        let end = self.gates.wait();
        let took = began.elapsed();
        assert!(matches!(&end, Met::Ended(word) if word == "approved" || word == "recovered"), "{end:?}");
        program.kill();
        self.settle_down();
        took
    }

    pub fn measure_paying(&mut self) -> Duration {
        let order = self.order_to("pay");
        self.measure(&order)
    }

    pub fn measure_recovering(&mut self) -> Duration {
        self.lose_track(true);
        self.measure("recover")
    }

    /// Starts the desk again, recovers, prints what was not printed, and holds the books against the terminal's.
    pub fn recover_and_check(&mut self) {
        let mut desk = Desk::open(&self.setup).unwrap();
        for session in desk.recover("test").unwrap().sessions {
            let known = !matches!(session.end, RecoverEnd::StillUnknown { .. });
            assert!(known, "the terminal answers, and the outcome is still unknown: {session:?}");
        }
        assert_eq!(self.count("SELECT count(*) FROM attempt_line WHERE open = 1"), 0, "a fence was not released");
        let open = "SELECT count(*) FROM attempt WHERE state IN ('prepared', 'sent', 'confirmed', 'unknown')";
        assert_eq!(self.count(open), 0, "an attempt stayed open");
        self.print_the_rest(&mut desk);
        self.compare_books();
        let found = desk.verify().unwrap();
        assert!(found.is_clean(), "{:?}", found.differences);
    }

    fn print_the_rest(&self, desk: &mut Desk) {
        let numbers: Vec<String> = {
            let books = self.books();
            let sql = "SELECT series || '-' || year || '-' || number FROM receipt WHERE printed_at IS NULL";
            let mut unprinted = books.prepare(sql).unwrap();
            unprinted.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        };
        assert_eq!(desk.till_status().unwrap().blockers.len(), numbers.len(), "each unprinted receipt is in sight");
        for number in numbers {
            let (receipt, end) = desk.reprint(&ReceiptNo::parse(&number).unwrap(), "test").unwrap();
            assert!(end.is_printed() && receipt.copies == 0, "{number}: {end:?}");
        }
    }

    /// Session for session: every charge has its receipt, every receipt its charge; and the numbers run from 1.
    fn compare_books(&self) {
        let mut charged: Vec<(i64, i64)> =
            self.terminal.book().iter().map(|c| (i64::from(c.session.number()), c.amount.cents())).collect();
        charged.sort_unstable();
        let books = self.books();
        let pairs = |sql: &str| -> Vec<(i64, i64)> {
            let mut rows = books.prepare(sql).unwrap();
            rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
        };
        let receipted = pairs(
            "SELECT a.session, r.amount_cents FROM receipt r JOIN attempt a ON a.id = r.attempt_id ORDER BY a.session",
        );
        assert_eq!(receipted, charged, "receipts and charges differ");
        let numbers = pairs("SELECT number, row_number() OVER (ORDER BY id) FROM receipt ORDER BY id");
        assert!(numbers.iter().all(|(number, place)| number == place), "{numbers:?}");
        let twice = "SELECT count(*) FROM debt WHERE paid_cents NOT IN (0, capital_cents)";
        assert_eq!(self.count(twice), 0, "a debt was settled for another sum than it asked");
    }

    /// Every receipt came out on paper at least once.
    pub fn check_paper(&self) {
        let printed = decode_text(&self.printer.received(), CodePage::Pc737);
        let books = self.books();
        let mut numbers = books.prepare("SELECT printf('%s-%d-%06d', series, year, number) FROM receipt").unwrap();
        for number in numbers.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap) {
            assert!(printed.contains(&number), "{number} never came out");
        }
    }
}
