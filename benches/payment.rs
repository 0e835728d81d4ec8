//! A whole payment at a real desk, from F9 to the printed receipt, with a terminal that answers at once and a file
//! for a printer: what the desk itself adds to a card payment. The peer, payment by payment in between: the same
//! number of bare commits with `synchronous=FULL` in the same directory, and one append that reaches the disk.
//! `--payments N` sets the size.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::float_arithmetic)]

mod support;

use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use rusqlite::Connection;
use support::{Options, Samples, millis, ratio};
use tameio::config::{Config, TerminalLink};
use tameio::desk::Caller;
use tameio::desk::clock::Clock;
use tameio::desk::{Desk, ImportOrder, PayEnd, PayItem, PayOrder, PayStep, PayTarget, PrintEnd, Setup, SignedIn};
use tameio::domain::operator::{OperatorId, Pin};
use tameio::domain::rf::Rf;
use tameio::domain::tender::Tender;
use tameio::domain::time::Moment;
use tameio::ecr::dialect::Dialect;
use tameio::ecr::simulator::{Behaviour, RunningSimulator, serve_tcp};
use tameio::exchange::invented;
use tameio::exchange::mapping::Mapping;
use tameio::paper::device::PrinterLink;

/// Transactions of a payment that wait for the disk: prepared, sent, confirmed, booked, printed.
const COMMITS: usize = 5;
/// Bytes of a receipt, as the peer appends them.
const RECEIPT_BYTES: usize = 1_500;
/// Payments before the measured ones.
const WARM_UP: usize = 5;

/// Stands on a Monday at 10:00, and keeps when it was looked at: the desk stamps each message of the terminal as it
/// is read, so the first look after `Confirmed` was on disk is that of RESULT.
#[derive(Default)]
struct Stamps(Mutex<Vec<Instant>>);

impl Clock for Stamps {
    fn now(&self) -> Moment {
        self.0.lock().unwrap().push(Instant::now());
        "2026-11-23T08:00:00Z".parse().unwrap()
    }
}

impl Stamps {
    fn first_after(&self, moment: Instant) -> Instant {
        *self.0.lock().unwrap().iter().find(|stamp| **stamp >= moment).unwrap()
    }
}

fn main() {
    let payments = Options::read().number("payments", 200, 3);
    for dialect in [Dialect::Aade, Dialect::Mellon] {
        measure(dialect, payments);
    }
}

/// The parts of a payment, in order, and their sums.
#[derive(Default)]
struct Parts {
    prepared: Samples,
    sent: Samples,
    confirmed: Samples,
    result: Samples,
    booked: Samples,
    acknowledged: Samples,
    printed: Samples,
    until_amount: Samples,
    until_result: Samples,
    after_result: Samples,
    whole: Samples,
    peer: Samples,
    peer_after: Samples,
}

fn measure(dialect: Dialect, payments: usize) {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(Stamps::default());
    let (mut desk, who, _simulator) = open(dir.path(), dialect, Arc::clone(&clock), payments);
    let orders = payable(&desk, &who, payments + WARM_UP);
    assert_eq!(orders.len(), payments + WARM_UP);
    let mut peer = Peer::open(dir.path());
    let mut parts = Parts::default();
    for (turn, order) in orders.iter().enumerate() {
        if turn == WARM_UP {
            parts = Parts::default();
        }
        pay(&mut desk, &who, order, &clock, &mut parts);
        let began = Instant::now();
        peer.commits(COMMITS - 2);
        let until = Instant::now();
        peer.commits(2);
        peer.append();
        parts.peer.push(began.elapsed());
        parts.peer_after.push(until.elapsed());
    }
    assert!(desk.verify(&Caller::User).unwrap().is_clean());
    tell(dialect, &parts);
}

fn pay(desk: &mut Desk, who: &SignedIn, order: &PayOrder, clock: &Stamps, parts: &mut Parts) {
    clock.0.lock().unwrap().clear();
    let mut steps: Vec<Instant> = Vec::new();
    let began = Instant::now();
    let report = desk.pay(who, order, &mut |_: &PayStep| steps.push(Instant::now()));
    let ended = Instant::now();
    let PayEnd::Approved { print: PrintEnd::Printed { .. }, .. } = report.end else {
        panic!("not paid and printed: {:?}", report.end);
    };
    let [prepared, sent, confirmed, _, booked, printing] = steps.try_into().expect("six steps");
    let result = clock.first_after(confirmed);
    for (samples, from, to) in [
        (&mut parts.prepared, began, prepared),
        (&mut parts.sent, prepared, sent),
        (&mut parts.confirmed, sent, confirmed),
        (&mut parts.result, confirmed, result),
        (&mut parts.booked, result, booked),
        (&mut parts.acknowledged, booked, printing),
        (&mut parts.printed, printing, ended),
        (&mut parts.until_amount, began, sent),
        (&mut parts.until_result, began, result),
        (&mut parts.after_result, result, ended),
        (&mut parts.whole, began, ended),
    ] {
        samples.push(to - from);
    }
}

fn tell(dialect: Dialect, parts: &Parts) {
    let dialect = if dialect == Dialect::Aade { "aade" } else { "mellon" };
    println!("{dialect}: {} payments                                       ms: median      p99", parts.whole.len());
    let line = |what: &str, samples: &Samples| {
        println!("  {what:58} {:>8.2} {:>8.2}", millis(samples.median()), millis(samples.p99()));
    };
    line("F9 → prepared (rules, quote, paper rehearsed, 1 commit)", &parts.prepared);
    line("prepared → sent (dialled, line found quiet, 1 commit)", &parts.sent);
    line("sent → confirmed (the line, the terminal, 1 commit)", &parts.confirmed);
    line("confirmed → RESULT read", &parts.result);
    line("RESULT → booked (1 commit)", &parts.booked);
    line("booked → acknowledged (trace kept, ACK-RESULT)", &parts.acknowledged);
    line("acknowledged → printed (file on disk, 1 commit)", &parts.printed);
    line("F9 → AMOUNT is written", &parts.until_amount);
    line("F9 → RESULT", &parts.until_result);
    line("RESULT → printed", &parts.after_result);
    line("F9 → printed", &parts.whole);
    line("peer: 2 commits and 1 append", &parts.peer_after);
    line("peer: 5 commits and 1 append", &parts.peer);
    println!(
        "  ratio to the peer: RESULT → printed {:.2} (p99 {:.2}), F9 → printed {:.2} (p99 {:.2})",
        ratio(parts.after_result.median(), parts.peer_after.median()),
        ratio(parts.after_result.p99(), parts.peer_after.p99()),
        ratio(parts.whole.median(), parts.peer.median()),
        ratio(parts.whole.p99(), parts.peer.p99())
    );
}

fn open(dir: &Path, dialect: Dialect, clock: Arc<Stamps>, payments: usize) -> (Desk, SignedIn, RunningSimulator) {
    let simulator = serve_tcp("127.0.0.1:0", Behaviour::new(dialect)).unwrap();
    let mut config = Config::default();
    config.terminal.protocol.dialect = dialect;
    config.terminal.ecr_id = "8".to_owned();
    config.terminal.link = TerminalLink::Tcp { address: simulator.address().unwrap().to_string() };
    config.printer.link = PrinterLink::File("receipt.bin".into());
    let setup = Setup { data_dir: dir.join("desk"), config: Arc::new(config), clock, demo: false };
    let (id, pin) = (OperatorId::parse("boss").unwrap(), Pin::parse("739154").unwrap());
    let mut desk = Desk::init(&setup, &id, "Προϊστάμενος", &pin).unwrap();
    let file = dir.join("debts.csv");
    let mut out = BufWriter::new(File::create(&file).unwrap());
    invented::write_csv(debts(payments + WARM_UP), &Mapping::default(), &mut out).unwrap();
    out.flush().unwrap();
    let loaded = desk.import_debts(&Caller::User, &ImportOrder::of(&file), &mut |_| {}).unwrap();
    assert_eq!(loaded.rejected.len(), 0);
    let who = desk.sign_in(&id, &pin).unwrap();
    desk.open_till(&who, None).unwrap();
    (desk, who, simulator)
}

/// Enough that many can be paid, whatever has expired.
fn debts(payments: usize) -> impl Iterator<Item = tameio::domain::debt::DebtRecord> {
    let size = 5_000.max(payments * 20);
    invented::debts(2026, size * 2 / 5, size, "2026-11-23".parse().unwrap())
}

/// Orders for RF codes that can be paid today, one for each code.
fn payable(desk: &Desk, who: &SignedIn, count: usize) -> Vec<PayOrder> {
    let mut seen: HashSet<String> = HashSet::new();
    let order = |rf: Rf| PayOrder {
        tender: Tender::Card,
        items: vec![PayItem { of: PayTarget::Rf(rf), amount: None }],
        one_payer: false,
    };
    debts(count)
        .filter_map(|record| record.rf.value().cloned())
        .filter(|rf| seen.insert(rf.as_str().to_owned()))
        .map(order)
        .filter(|order| desk.quote(who, order).is_ok())
        .take(count)
        .collect()
}

/// What the disk itself takes.
struct Peer {
    books: Connection,
    paper: File,
}

impl Peer {
    fn open(dir: &Path) -> Peer {
        let books = Connection::open(dir.join("desk/peer.db")).unwrap();
        books.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).unwrap();
        books.pragma_update(None, "synchronous", "FULL").unwrap();
        books.execute_batch("CREATE TABLE step (id INTEGER PRIMARY KEY, what TEXT NOT NULL) STRICT").unwrap();
        let paper = OpenOptions::new().create(true).append(true).open(dir.join("desk/peer.bin")).unwrap();
        Peer { books, paper }
    }

    fn commits(&self, count: usize) {
        for _ in 0..count {
            let mut insert = self.books.prepare_cached("INSERT INTO step (what) VALUES (?1)").unwrap();
            insert.execute(["a step of an attempt, as long as an entry of the audit trail is"]).unwrap();
        }
    }

    fn append(&mut self) {
        self.paper.write_all(&[b'x'; RECEIPT_BYTES]).unwrap();
        self.paper.sync_all().unwrap();
    }
}
