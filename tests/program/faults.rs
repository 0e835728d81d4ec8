//! Each fault through the program itself, in each of its four places: exit code, JSON, and what people read.

use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::Instant;

use serde_json::{Value, json};
use tameio::desk::MAY_STILL_RUN;
use tameio::ecr::simulator::{Behaviour, Mood, RunningSimulator, serve_pty, serve_tcp};
use tameio::ecr::terminal::Dialect;
use tameio::text::{Language, Text, say};

use tameio_testing::PATIENT;
use tameio_testing::faults::{Asked, Fault, Line, PLACES, Sale, faults};
use tameio_testing::program::{ALWAYS_OPEN, Desk, RF_ONE, RF_TWO, SUPERVISOR, program, text};
use tameio_testing::rows;

/// A copy of the books of an open desk, joined to a terminal.
struct Joined<'a> {
    books: &'a Desk,
    data: tempfile::TempDir,
    simulator: RunningSimulator,
}

/// How a run ended: exit code, JSON, people's text.
struct Ended(i32, Value, String);

impl Joined<'_> {
    fn to<'a>(books: &'a Desk, dialect: Dialect, line: Line) -> Joined<'a> {
        let behaviour = Behaviour::new(dialect);
        let simulator = match line {
            Line::Tcp => serve_tcp("127.0.0.1:0", behaviour).unwrap(),
            Line::Pty => serve_pty(behaviour).unwrap(),
        };
        let data = tempfile::tempdir().unwrap();
        std::fs::copy(books.database(), data.path().join("tameio.db")).unwrap();
        Joined { books, data, simulator }
    }

    /// Settings whose waits are as short as they can be where nothing comes.
    fn settings(&self, dialect: Dialect, confirm: u64, result: u64) -> PathBuf {
        let protocol = if dialect == Dialect::Aade { "aade" } else { "mellon" };
        let place = match (self.simulator.address(), self.simulator.port_path()) {
            (Some(address), _) => format!("link = \"tcp\"\naddress = \"{address}\""),
            (None, port) => format!("link = \"serial\"\nport = \"{}\"", port.unwrap()),
        };
        let file = self.data.path().join("tameio.toml");
        let settings = format!(
            "[hours]\n{}\n[terminal]\nprotocol = \"{protocol}\"\n{place}\necr_id = \"ABC00111\"\n\
             confirm_timeout_s = {confirm}\nresult_timeout_s = {result}\n\
             [printer]\nlink = \"file\"\npath = \"receipts.bin\"\n",
            ALWAYS_OPEN
        );
        std::fs::write(&file, settings).unwrap();
        file
    }

    fn run(&self, config: &Path, arguments: &[&str]) -> Ended {
        let mut command = program(arguments);
        command.arg("--json").arg("--config").arg(config).arg("--data-dir").arg(self.data.path());
        let Output { status, stdout, stderr } = command.output().unwrap();
        let said = String::from_utf8(stdout).unwrap();
        let people = String::from_utf8(stderr).unwrap();
        assert_eq!(said.matches('\n').count(), 1, "{said:?} {people}");
        Ended(status.code().unwrap(), serde_json::from_str(&said).unwrap(), people)
    }

    fn pay(&self, config: &Path, rf: &str) -> Ended {
        let pin = self.books.pin_file();
        self.run(config, &["pay", rf, "--operator", SUPERVISOR, "--pin-file", text(&pin)])
    }
}

#[test]
fn each_fault_has_its_exit_code_its_json_and_its_sentence() {
    let books = Desk::open();
    let faults: Vec<Fault> = faults().into_iter().filter(has_an_end_of_its_own).collect();
    let rows: Vec<_> = faults.iter().flat_map(|fault| PLACES.map(|place| (fault, place))).collect();
    rows::each(&rows, |(fault, (dialect, line))| {
        let joined = Joined::to(&books, *dialect, *line);
        run(fault, &joined, *dialect, *line);
    });
}

/// Codes differ by their sentence alone, which the other table has: one of each class, and the unlisted.
fn has_an_end_of_its_own(fault: &Fault) -> bool {
    let code = match fault.mood {
        Mood::Decline(code) => code.to_string(),
        Mood::Error(code) => code.to_string(),
        _ => return !fault.slip,
    };
    ["000", "777", "05", "123", "Z9"].contains(&code.as_str())
}

fn run(fault: &Fault, joined: &Joined<'_>, dialect: Dialect, line: Line) {
    let patient = joined.settings(dialect, 60, 60);
    if fault.known {
        assert_eq!(joined.pay(&patient, RF_TWO).0, 0);
    }
    let (confirm, result) = fault.waits(line);
    let config = joined.settings(dialect, confirm, result);
    joined.simulator.set_mood(fault.mood);
    let Ended(exit, said, people) = joined.pay(&config, RF_ONE);
    let sale = fault.sale(line);
    let (code, outcome, reason) = match sale {
        Sale::Approved => (0, "approved", Value::Null),
        Sale::Declined | Sale::Refused => (4, "declined", json!(fault.code())),
        Sale::Unknown(reason) => (5, "unknown", json!(reason)),
    };
    assert_eq!((exit, &said["outcome"], &said["reason"]), (code, &json!(outcome), &reason), "{people}");
    assert_eq!((said["receipt"].is_string(), &said["printed"]), (exit == 0, &json!(exit == 0)), "{said}");
    let greek = Text::new(Language::El);
    match sale {
        Sale::Approved => assert!(people.contains(said["receipt"].as_str().unwrap()), "{people}"),
        Sale::Declined | Sale::Refused => {
            let code = fault.code();
            assert!(people.contains(&code[2..]), "{people}");
            let not_charged = if sale == Sale::Declined {
                "Η κάρτα δεν χρεώθηκε."
            } else {
                "Δεν διαβάστηκε κάρτα."
            };
            assert!(people.contains(not_charged), "{people}");
        }
        Sale::Unknown(reason) => {
            assert!(people.contains(&say::unknown(&greek, reason)), "{people}");
            assert!(people.contains(&greek.get("unknown-do-not")) && !people.contains("δεν χρεώθηκε"), "{people}");
        }
    }
    recover(fault, joined, dialect, sale);
}

/// That the terminal holds nothing is no answer while the sale may still run there.
fn freed_once_it_is_over(joined: &Joined<'_>, config: &Path, dialect: Dialect) -> Ended {
    let Ended(exit, said, people) = joined.run(config, &["recover"]);
    let session = &said["sessions"][0];
    assert_eq!((exit, &session["outcome"], &session["reason"]), (5, &json!("unknown"), &json!("may_still_run")));
    assert!(session["known_from"].is_string(), "{said}");
    assert!(people.contains("Μη ζητήσετε ξανά κάρτα") || people.contains("μη ζητήσετε ξανά κάρτα"), "{people}");
    let over = joined.settings(dialect, 1, 1);
    let until = Instant::now() + PATIENT;
    loop {
        let ended = joined.run(&over, &["recover"]);
        if ended.0 == 0 || Instant::now() > until {
            return ended;
        }
    }
}

fn recover(fault: &Fault, joined: &Joined<'_>, dialect: Dialect, sale: Sale) {
    let config = joined.settings(dialect, 2, 20);
    let unknown = matches!(sale, Sale::Unknown(_));
    let cannot_ask = [(Mood::Approve, Asked::Still("cannot_ask"))];
    let asked = if dialect == Dialect::Mellon { &cannot_ask[..] } else { &fault.asked };
    for (mood, expected) in asked.iter().filter(|_| unknown) {
        joined.simulator.set_mood(*mood);
        let Ended(exit, said, people) = if let Asked::Free(_, "nothing_held") = expected {
            freed_once_it_is_over(joined, &config, dialect)
        } else {
            joined.run(&config, &["recover"])
        };
        let (code, outcome, reason) = match expected {
            Asked::Booked => (0, "approved", Value::Null),
            Asked::Free(..) => (0, "not_charged", Value::Null),
            Asked::Still(reason) => (5, "unknown", json!(reason)),
        };
        let session = &said["sessions"][0];
        assert_eq!((exit, &session["outcome"], &session["reason"]), (code, &json!(outcome), &reason), "{people}");
        if let Asked::Still(reason) = expected {
            // When it can be known stands in that sentence.
            let sentence = if *reason == MAY_STILL_RUN {
                "μη ζητήσετε ξανά κάρτα".to_owned()
            } else {
                say::unknown(&Text::new(Language::El), reason)
            };
            assert!(people.contains(&sentence), "{people}");
        }
    }
    let Ended(exit, verified, people) = joined.run(&config, &["verify"]);
    assert_eq!(exit, 0, "{verified} {people}");
}
