//! Two programs on one terminal, one port or one database: the second says who has it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::json;
use tameio::ecr::simulator::{Behaviour, RunningSimulator, serve_pty, serve_tcp};
use tameio::ecr::terminal::Dialect;
use tameio_testing::PATIENT;

use tameio_testing::program::{Desk, RF_ONE, RF_TWO, SUPERVISOR, text};
/// Longer than any test: the terminal keeps its answer until the program is dead.
const NEVER: Duration = Duration::from_secs(600);

/// A payment whose card is never presented; killed at the end.
struct Paying(Child);

impl Paying {
    fn start(desk: &Desk, terminal: &RunningSimulator) -> Paying {
        let pin = desk.pin_file();
        let arguments = ["pay", RF_ONE, "--json", "--operator", SUPERVISOR, "--pin-file", text(&pin)];
        let child = desk.command(&arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let paying = Paying(child);
        assert!(terminal.wait_until(PATIENT, |terminal| terminal.frames().len() >= 4), "no confirmation");
        paying
    }

    fn pid(&self) -> String {
        self.0.id().to_string()
    }
}

impl Drop for Paying {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn endless() -> Behaviour {
    Behaviour { result_delay: NEVER, ..Behaviour::new(Dialect::Aade) }
}

fn desk_on(link: &str) -> Desk {
    let mut desk = Desk::open();
    desk.settings.terminal = format!("protocol = \"aade\"\n{link}\nresult_timeout_s = 600\n");
    desk.write_config();
    desk
}

fn on_tcp() -> (Desk, RunningSimulator) {
    let simulator = serve_tcp("127.0.0.1:0", endless()).unwrap();
    (desk_on(&format!("address = \"{}\"", simulator.address().unwrap())), simulator)
}

#[test]
fn a_terminal_in_use_is_refused_with_the_program_that_has_it_and_free_once_that_is_dead() {
    let (desk, simulator) = on_tcp();
    let paying = Paying::start(&desk, &simulator);
    let refused = desk.pay(&[RF_TWO]).expect(6);
    assert_eq!(refused.json()["reason"], "terminal_in_use");
    let named = format!("tameio pay (αρ. διεργασίας {}", paying.pid());
    assert!(refused.stderr.contains(&named), "{}", refused.stderr);
    let english = desk.run(&["--lang", "en", "terminal", "echo"]).expect(6);
    assert!(english.stderr.contains(&format!("process {}", paying.pid())), "{}", english.stderr);

    // The note of a program that died is not believed: its lock is free.
    drop(paying);
    simulator.stop();
    let refused = desk.pay(&[RF_TWO]).expect(6);
    assert_eq!(refused.json()["reason"], "terminal_unreachable");
    let left: Vec<_> = std::fs::read_dir(desk.data_dir().join("running")).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_serial_port_in_use_is_refused_with_the_program_that_has_it() {
    let simulator = serve_pty(endless()).unwrap();
    let link = format!("link = \"serial\"\nport = \"{}\"", simulator.port_path().unwrap());
    let (first, second) = (desk_on(&link), desk_on(&link));
    let paying = Paying::start(&first, &simulator);
    let refused = second.run(&["terminal", "echo"]).expect(6);
    if cfg!(target_os = "linux") {
        assert!(refused.stderr.contains(&format!("tameio (αρ. διεργασίας {}", paying.pid())), "{}", refused.stderr);
    } else {
        assert!(refused.stderr.contains("άλλο πρόγραμμα"), "{}", refused.stderr);
    }
}

#[test]
fn a_database_that_stays_locked_is_refused_with_the_programs_that_have_it_open() {
    let (desk, simulator) = on_tcp();
    let paying = Paying::start(&desk, &simulator);
    let locker = rusqlite::Connection::open(desk.database()).unwrap();
    locker.execute_batch("BEGIN IMMEDIATE").unwrap();
    let refused = desk.pay(&[RF_TWO]).expect(6);
    assert_eq!(refused.json()["reason"], json!("database_locked"));
    let named = format!("tameio pay (αρ. διεργασίας {}", paying.pid());
    assert!(refused.stderr.contains(&named), "{}", refused.stderr);
    if cfg!(target_os = "linux") {
        let foreign = format!("(αρ. διεργασίας {}", std::process::id());
        assert!(
            refused.stderr.contains(&foreign),
            "a program of another make is named by the system: {}",
            refused.stderr
        );
    }
}

#[test]
fn several_desks_on_one_database_at_once_are_no_trouble() {
    let (desk, simulator) = on_tcp();
    let _paying = Paying::start(&desk, &simulator);
    assert_eq!(desk.till()["receipts"], 0);
    desk.run(&["lookup", RF_TWO, "--json"]).expect(0);
}

#[test]
fn what_the_bank_approved_is_said_to_be_charged_while_the_books_are_locked_and_by_whom() {
    let simulator = serve_tcp("127.0.0.1:0", Behaviour { result_delay: Duration::from_secs(1), ..endless() }).unwrap();
    let desk = desk_on(&format!("address = \"{}\"", simulator.address().unwrap()));
    let pin = desk.pin_file();
    let arguments = ["--lang", "en", "pay", RF_ONE, "--operator", SUPERVISOR, "--pin-file", text(&pin)];
    let mut child = desk.command(&arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    assert!(simulator.wait_until(PATIENT, |simulator| simulator.frames().len() >= 4), "no confirmation");
    let locker = rusqlite::Connection::open(desk.database()).unwrap();
    locker.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut said = String::new();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    while !said.contains("we wait until it is done") {
        said.push_str(&lines.next().expect("it says who holds the books").unwrap());
    }
    assert!(said.contains("Approved by the bank: the card was charged. Being booked"), "{said}");
    if cfg!(target_os = "linux") {
        assert!(said.contains(&format!("process {}", std::process::id())), "{said}");
    }
    locker.execute_batch("ROLLBACK").unwrap();
    said.extend(lines.map(Result::unwrap));
    assert!(!said.contains("does not answer"), "{said}");
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(desk.till()["receipts"], 1);
}
