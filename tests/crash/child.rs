//! The program that is killed: this test binary, started again. It opens the desk, says `@ready`, takes one order
//! from standard input, and says each step and its end. A watched order waits after each step for a word.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use tameio::config::{Config, PrintConfirm, TerminalLink};
use tameio::desk::Caller;
use tameio::desk::clock::ManualClock;
use tameio::desk::{Claim, CorrectionOrder, Desk, PayItem, PayOrder, PayStep, PayTarget, Setup, SignedIn};
use tameio::domain::clocks::ClockDoubt;
use tameio::domain::correction::CorrectionKind;
use tameio::domain::hours::{Hours, Span};
use tameio::domain::money::Money;
use tameio::domain::operator::{OperatorId, Pin};
use tameio::domain::receipt::ReceiptNo;
use tameio::domain::rf::Rf;
use tameio::domain::session::SessionNo;
use tameio::domain::tender::Tender;
use tameio::ecr::terminal::Dialect;
use tameio::paper::device::PrinterLink;

use crate::gates::{Boundary, Gates};

/// Where the desk of the started program is: its data directory, the terminal's protocol and address, the printer's.
const PLACE: &str = "TAMEIO_CRASH_DESK";
/// The test below.
const ENTRY: &str = "child::the_program_that_is_killed";

pub const OPERATOR: &str = "boss";
/// The second person.
pub const APPROVER: &str = "head";
pub const PIN: &str = "739154";
/// A Monday in working hours, for every program of a test: 10:00 in Athens.
pub const MONDAY_TEN: &str = "2026-11-23T08:00:00Z";

/// What a desk is opened with, by the test and by the program that it kills.
pub fn setup(data_dir: &Path, dialect: Dialect, terminal: &str, printer: &str) -> Setup {
    let hours = Hours { week: [Span::parse("00:00-24:00").ok(); 7], ..Hours::default() };
    let mut config = Config { hours, ..Config::default() };
    config.payments.partial_refunds = true;
    config.till.comparison_required = false;
    config.terminal.protocol.dialect = dialect;
    // Short enough for both protocols.
    config.terminal.ecr_id = "ABC00111".to_owned();
    config.terminal.link = TerminalLink::Tcp { address: terminal.to_owned() };
    // A loaded machine is neither a silent terminal nor a silent printer.
    config.terminal.confirm_timeout = Duration::from_secs(30);
    config.printer.link = PrinterLink::Tcp { address: printer.to_owned() };
    config.printer.confirm = PrintConfirm::Sent;
    let clock = Arc::new(ManualClock::at(MONDAY_TEN.parse().unwrap()));
    Setup { data_dir: data_dir.to_owned(), config: Arc::new(config), clock, demo: false }
}

pub fn order(rf: &str) -> PayOrder {
    let of = PayTarget::Rf(Rf::parse(rf).unwrap().rf);
    PayOrder { tender: Tender::Card, items: vec![PayItem { of, amount: None }], one_payer: false }
}

/// Of a receipt, all that is left or so many cents.
fn correction(kind: CorrectionKind, receipt: &str, amount: Option<&str>) -> CorrectionOrder {
    let amount = amount.map(|cents| Money::from_cents(cents.parse().unwrap()).unwrap());
    let (receipt, reason) = (ReceiptNo::parse(receipt).unwrap(), "λάθος οφειλή".to_owned());
    CorrectionOrder { kind, receipt, reason, amount }
}

pub fn sign_in(desk: &mut Desk, id: &str) -> SignedIn {
    desk.sign_in(&OperatorId::parse(id).unwrap(), &Pin::parse(PIN).unwrap()).unwrap()
}

/// A program that starts finds the PC's clock where the one before it left it, and not at the beginning of the test.
pub fn go_on_from_the_books(desk: &Desk, clock: &ManualClock) {
    for doubt in desk.clock_doubts(&Caller::User).unwrap() {
        if let ClockDoubt::BehindTheBooks { latest, .. } = doubt {
            clock.set(latest);
        }
    }
}

/// The word for a step, as the boundaries have it.
fn word(step: &PayStep) -> &'static str {
    match step {
        PayStep::Prepared { .. } => "prepared",
        PayStep::Sent => "sent",
        PayStep::Confirmed => "confirmed",
        // Not `approved`, which is how a payment ends.
        PayStep::Approved => "charged",
        PayStep::BooksLocked { .. } => "locked",
        PayStep::Booked { .. } => "booked",
        PayStep::Printing => "printing",
    }
}

#[test]
#[ignore = "not a test: what the tests of this file start and kill"]
fn the_program_that_is_killed() {
    let Ok(place) = std::env::var(PLACE) else { return };
    let [data_dir, protocol, terminal, printer] = place.split('\n').collect::<Vec<_>>().try_into().unwrap();
    let dialect = Dialect::ALL.into_iter().find(|dialect| dialect.word() == protocol).unwrap();
    let clock = Arc::new(ManualClock::at(MONDAY_TEN.parse().unwrap()));
    let setup = Setup { clock: clock.clone(), ..setup(&PathBuf::from(data_dir), dialect, terminal, printer) };
    let mut desk = Desk::open(&setup).unwrap();
    go_on_from_the_books(&desk, &clock);
    let (who, approver) = (sign_in(&mut desk, OPERATOR), sign_in(&mut desk, APPROVER));
    say("ready");
    let order = heard();
    let (watched, order) = order.strip_prefix("watched ").map_or((false, order.as_str()), |order| (true, order));
    let mut watch = |step: &PayStep| {
        if watched {
            say(word(step));
            heard();
        }
    };
    let end = match order.splitn(3, ' ').collect::<Vec<_>>().as_slice() {
        ["pay", rf] => desk.pay(&who, &self::order(rf), &mut watch).end.word().to_owned(),
        [kind @ ("void" | "refund"), receipt, amount @ ..] => {
            let order = correction(CorrectionKind::from_word(kind).unwrap(), receipt, amount.first().copied());
            desk.correct(&who, &approver, &order, &mut watch).end.word().to_owned()
        }
        ["close"] => desk.close_till(&who, None).map_or_else(|error| format!("{error:?}"), |_| "closed".to_owned()),
        ["recover"] => {
            // Long after whatever was killed: what the terminal does not hold was never charged.
            clock.pass(setup.config.terminal.result_timeout * 2);
            desk.recover(&Caller::User).map_or_else(|error| format!("{error:?}"), |_| "recovered".to_owned())
        }
        ["charged", session, slip] => {
            let session = SessionNo::parse(session).unwrap();
            let end = desk.resolve(&who, &approver, session, Claim::Approved, &crate::rig::evidence(slip));
            end.map_or_else(|error| format!("{error:?}"), |_| "resolved".to_owned())
        }
        other => panic!("{other:?}"),
    };
    say(&format!("ended {end}"));
    // Killed here, or told to go.
    heard();
}

/// On a line of its own, whatever the test's runner has written before.
fn say(word: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("\n@{word}\n").as_bytes()).and_then(|()| out.flush()).unwrap();
}

fn heard() -> String {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
    line.trim().to_owned()
}

/// A started program, from the side of the test.
pub struct Program {
    child: Child,
    orders: ChildStdin,
}

impl Program {
    /// Starts one on a desk, and waits until the desk is open and somebody is signed in.
    pub fn start(setup: &Setup, gates: &Arc<Gates>) -> Program {
        let (TerminalLink::Tcp { address }, PrinterLink::Tcp { address: printer }) =
            (&setup.config.terminal.link, &setup.config.printer.link)
        else {
            panic!("a desk of these tests has its devices on wires")
        };
        let protocol = setup.config.terminal.protocol.dialect.word();
        let place = [setup.data_dir.to_str().unwrap(), protocol, address, printer].join("\n");
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", ENTRY, "--ignored", "--nocapture", "--test-threads=1"])
            .env(PLACE, place)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut says = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let ready = says.any(|line| line == "@ready");
        assert!(ready, "the program did not open its desk");
        let gates = Arc::clone(gates);
        // Steps wait at the gates here; the program itself waits for the word that follows.
        let orders = child.stdin.take().unwrap();
        let mut answers = orders_of(&orders);
        std::thread::spawn(move || {
            for line in says {
                let Some(word) = line.strip_prefix('@') else { continue };
                if let Some(end) = word.strip_prefix("ended ") {
                    if gates.pass(Boundary::Ended) {
                        gates.end(end);
                    }
                    return;
                }
                let step = ["prepared", "sent", "confirmed", "charged", "locked", "booked", "printing"]
                    .into_iter()
                    .find(|s| *s == word);
                if !gates.pass(Boundary::Step(step.unwrap())) || answers.write_all(b"go\n").is_err() {
                    return;
                }
            }
        });
        Program { child, orders }
    }

    pub fn order(&mut self, order: &str) {
        self.orders.write_all(format!("{order}\n").as_bytes()).unwrap();
    }

    /// SIGKILL, wherever it is.
    pub fn kill(self) {
        drop(self);
    }
}

impl Drop for Program {
    /// Also where a test fails: no program outlives it.
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// A second handle on the program's input, for the thread that answers its steps.
fn orders_of(orders: &ChildStdin) -> std::fs::File {
    use std::os::fd::AsFd;
    std::fs::File::from(orders.as_fd().try_clone_to_owned().unwrap())
}
