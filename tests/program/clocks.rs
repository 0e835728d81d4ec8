//! Clocks in doubt on the command line: what is refused, what it says, and how a supervisor goes on.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use tameio::config::Config;
use tameio::desk::clock::ManualClock;
use tameio::desk::{Desk as Books, Setup};
use tameio::domain::operator::{OperatorId, Pin};
use tameio::domain::time::local;
use tameio_testing::program::{CASHIER, CASHIER_PIN, Desk, PIN, RF_ONE, RF_TWO, SUPERVISOR, text, write_private};

/// Somebody signed in while the PC's clock was so far ahead; says when the books think it was.
fn signed_in_ahead(desk: &Desk, by: TimeDelta) -> DateTime<Utc> {
    let at = Utc::now() + by;
    let setup = Setup {
        data_dir: desk.data_dir(),
        config: Arc::new(Config::default()),
        clock: Arc::new(ManualClock::at(at)),
        demo: false,
    };
    let mut books = Books::open(&setup).unwrap();
    books.sign_in(&OperatorId::parse(SUPERVISOR).unwrap(), &Pin::parse(PIN).unwrap()).unwrap();
    at
}

fn kind(json: &Value) -> &Value {
    &json["error"]["kind"]
}

#[test]
fn nothing_is_sold_or_closed_by_a_clock_before_the_books_until_a_supervisor_says_why() {
    let (desk, terminal) = Desk::with_terminal(&[]);
    let pin = desk.file("nikos.pin", "");
    write_private(&pin, CASHIER_PIN);
    let added = ["operator", "add", CASHIER, "--name", "Νίκος", "--role", "cashier", "--new-pin-file", text(&pin)];
    desk.as_supervisor(&added).expect(0);
    tameio_testing::pins::cheapen(&desk.database(), Some(CASHIER), CASHIER_PIN);
    let as_cashier =
        |arguments: &[&str]| desk.run(&[arguments, &["--operator", CASHIER, "--pin-file", text(&pin)]].concat());
    let latest = signed_in_ahead(&desk, TimeDelta::hours(30));
    let both_times = [local(latest).format("%d/%m/%Y %H:%M:%S"), local(Utc::now()).format("%d/%m/%Y %H:")]
        .map(|time| time.to_string());

    for language in ["el", "en"] {
        let refused = desk.as_supervisor(&["--lang", language, "pay", RF_ONE, "--json"]).expect(3);
        assert_eq!(refused.json()["reason"], "clock_behind");
        for time in &both_times {
            assert!(refused.stderr.contains(time), "{time}: {refused:?}");
        }
        assert!(refused.stderr.contains("till clock --reason"), "{refused:?}");
    }
    assert_eq!(kind(&desk.as_supervisor(&["till", "close", "--json"]).expect(3).json()), "clock_behind");
    assert_eq!(desk.till()["clock_in_doubt"], json!(["clock_behind"]));
    let findings = desk.run(&["doctor", "--json"]).json();
    let clock = findings["findings"].as_array().unwrap().iter().find(|one| one["what"] == "clock").unwrap();
    assert_eq!(clock["verdict"], "bad", "{clock}");

    let refused = as_cashier(&["till", "clock", "--reason", "έτσι", "--json"]).expect(3);
    assert_eq!(kind(&refused.json()), "not_allowed");
    let paid = desk.as_supervisor(&["pay", RF_ONE, "--reason", "το διόρθωσε ο τεχνικός", "--json"]).expect(0);
    assert_eq!(paid.json()["outcome"], "approved");
    assert_eq!(as_cashier(&["pay", RF_TWO, "--json"]).expect(0).json()["outcome"], "approved");
    let again = desk.as_supervisor(&["till", "clock", "--reason", "πάλι", "--json"]).expect(3);
    assert_eq!(kind(&again.json()), "clock_not_in_doubt");

    signed_in_ahead(&desk, TimeDelta::hours(1));
    let status = desk.as_supervisor(&["till", "clock", "--reason", "πάλι μπροστά", "--json"]).expect(0).json();
    assert_eq!(status["clock_in_doubt"], json!([]));
    let closed = desk.as_supervisor(&["till", "close", "--json"]).expect(0).json();
    let reasons: Vec<&str> = closed["report"]["clocks"]["accepted"]
        .as_array()
        .unwrap()
        .iter()
        .map(|accepted| accepted["reason"].as_str().unwrap())
        .collect();
    assert_eq!(reasons, ["το διόρθωσε ο τεχνικός", "πάλι μπροστά"]);
    desk.run(&["verify"]).expect(0);
    drop(terminal);
}

#[test]
fn a_day_that_was_closed_has_another_till_with_a_supervisors_reason_that_also_accepts_the_clock() {
    let desk = Desk::open();
    let first = desk.till()["till"].as_str().unwrap().to_owned();
    desk.as_supervisor(&["till", "close"]).expect(0);
    signed_in_ahead(&desk, TimeDelta::minutes(20));
    assert_eq!(kind(&desk.as_supervisor(&["till", "open", "--json"]).expect(3).json()), "clock_behind");
    let opened = desk.as_supervisor(&["till", "open", "--reason", "έκλεισε με λάθος ρολόι", "--json"]).expect(0).json();
    assert_eq!(opened["till"].as_str().unwrap(), format!("{first}-2"));
    assert_eq!((&opened["state"], &opened["another"]), (&json!("open"), &json!("έκλεισε με λάθος ρολόι")));
    assert_eq!((&opened["receipts"], &opened["z"]), (&json!(0), &json!(null)));
    let closed = desk.as_supervisor(&["till", "close", "--json"]).expect(0).json();
    assert_eq!(closed["z"], "Z-A-000002");
    assert_eq!(closed["report"]["another"], "έκλεισε με λάθος ρολόι");
    desk.run(&["verify"]).expect(0);
}
