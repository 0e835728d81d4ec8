//! Whoever looks receipts up is in the audit trail, with the kind of look-up and nothing of what was typed or found.

use std::sync::Arc;

use rusqlite::Connection;
use tameio::config::Config;
use tameio::desk::clock::SystemClock;
use tameio::desk::{self, Setup};
use tameio::domain::operator::{OperatorId, Pin};
use tameio_testing::program::{Desk, PIN, RF_ONE, SUPERVISOR, text};

/// Who, subject and detail of the look-ups of receipts so far.
fn look_ups(desk: &Desk) -> Vec<(String, String, String)> {
    let conn = Connection::open(desk.database()).unwrap();
    let mut statement =
        conn.prepare("SELECT who, subject, detail FROM audit WHERE act = 'receipts_looked_up' ORDER BY seq").unwrap();
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap().map(Result::unwrap).collect()
}

#[test]
fn look_ups_of_receipts_on_the_command_line_are_audited() {
    let (desk, _terminal) = Desk::with_terminal(&[]);
    let number = desk.pay(&[RF_ONE]).expect(0).json()["receipt"].as_str().unwrap().to_owned();
    let json = desk.run(&["receipt", "show", &number, "--json"]).expect(0).json();
    let afm = json["payer_afm"].as_str().unwrap_or("094019245").to_owned();
    desk.run(&["receipt", "list", "--afm", &afm]).expect(0);
    desk.run(&["receipt", "list", "--rf", RF_ONE, "--from", "2026-01-01"]).expect(0);
    desk.run(&["receipt", "list"]).expect(0);
    desk.run(&["receipt", "show", "A-2026-009999"]).expect(3);
    let rendered = desk.data_dir().join("paper.bin");
    desk.run(&["printer", "render", &number, "-o", text(&rendered)]).expect(0);
    let seen = look_ups(&desk);
    assert!(seen.iter().all(|(who, ..)| who.starts_with("system:")), "{seen:?}");
    let told: Vec<(&str, &str)> = seen.iter().map(|(_, kind, found)| (kind.as_str(), found.as_str())).collect();
    assert_eq!(
        told,
        [
            ("number", "found=1"),
            ("afm", told[1].1),
            ("day,rf", "found=1"),
            ("all", "found=1"),
            ("number", "found=0"),
            ("number", "found=1"),
        ]
    );
    assert!(!format!("{seen:?}").contains(&afm) && !format!("{seen:?}").contains(RF_ONE));
    desk.run(&["verify"]).expect(0);
}

#[test]
fn look_ups_of_receipts_in_the_window_are_audited_under_who_is_signed_in() {
    let desk = Desk::open();
    let config = Arc::new(Config::default());
    let setup = Setup { data_dir: desk.data_dir(), config, clock: Arc::new(SystemClock), demo: false };
    let mut open = desk::Desk::open(&setup).unwrap();
    let who = open.sign_in(&OperatorId::parse(SUPERVISOR).unwrap(), &Pin::parse(PIN).unwrap()).unwrap();
    for typed in ["", "17", "12,34", "094019245"] {
        open.find_receipts(&who, typed, None).unwrap();
    }
    let seen = look_ups(&desk);
    let kinds: Vec<&str> = seen.iter().map(|(_, kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["day", "number", "amount", "afm"]);
    assert!(seen.iter().all(|(who, _, detail)| who == SUPERVISOR && detail == "found=0"), "{seen:?}");
}
