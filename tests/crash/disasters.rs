//! What else befalls a desk in the middle of a payment: the disk fills, the database becomes read-only or is locked
//! by another program, the clock jumps back.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::Connection;
use tameio::desk::clock::{Clock, ManualClock};
use tameio::desk::{Caller, Desk, DeskError, PayEnd, PayStep, Refusal, Setup, SignedIn, StoreError, Trouble};
use tameio::domain::clocks::ClockDoubt;
use tameio::domain::operator::{OperatorId, Pin};
use tameio::ecr::simulator::{Behaviour, RunningSimulator};
use tameio::ecr::terminal::Dialect;

use crate::child::{MONDAY_TEN, OPERATOR, PIN, order};
use crate::gates::{Boundary, Message, Met};
use crate::rig::Rig;
use crate::said;
use tameio_testing::program::{self, DEBTS, RF_ONE, SUPERVISOR};

/// Longer than a write waits for others before the card is asked, so that a program which still waits after it waits
/// because a card was charged.
const LONGER_THAN_BEFORE_A_CARD: Duration = Duration::from_secs(6);

/// A desk of the whole program, with so many debts beside the usual ones.
fn joined(more: usize) -> (program::Desk, RunningSimulator, Vec<String>) {
    let (desk, terminal) = crate::joined(Behaviour::new(Dialect::Aade));
    let header = DEBTS.lines().next().unwrap();
    let codes: Vec<String> = (0..more).map(code).collect();
    let row = |(n, rf): (usize, &String)| format!("Ζ-{n};;Οφειλέτης {n};{rf};0441;ΤΑΠ;2026;;31/12/2026;{n},50;;;");
    if more == 0 {
        return (desk, terminal, codes);
    }
    let rows: Vec<String> = codes.iter().enumerate().map(row).collect();
    let loaded = desk.import(&format!("{header}\n{}\n", rows.join("\n"))).expect(0).json();
    assert_eq!(loaded["loaded"], more, "{loaded}");
    (desk, terminal, codes)
}

fn code(n: usize) -> String {
    tameio::domain::rf::Rf::from_body(&format!("900008{n:015}")).unwrap().to_string()
}

/// As many receipts as charges, and the books verify.
fn assert_balanced(desk: &program::Desk, terminal: &RunningSimulator) {
    let receipts = desk.run(&["receipt", "list", "--json"]).expect(0).json();
    let amounts = |list: &[serde_json::Value]| -> Vec<String> {
        list.iter().map(|receipt| receipt["amount"].as_str().unwrap().to_owned()).collect()
    };
    let mut receipted = amounts(receipts["receipts"].as_array().unwrap());
    let mut charged: Vec<String> = terminal.book().iter().map(|charge| charge.amount.to_string()).collect();
    receipted.sort_unstable();
    charged.sort_unstable();
    assert_eq!(receipted, charged);
    desk.run(&["verify"]).expect(0);
}

/// Pays while no file may grow beyond so many blocks of 512 bytes: each write past it fails, as on a full disk.
fn pay_on_a_small_disk(desk: &program::Desk, blocks: u32, rf: &str) -> Output {
    let pin = desk.pin_file();
    let pay = desk.command(&["pay", rf, "--json", "--operator", SUPERVISOR, "--pin-file", program::text(&pin)]);
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f \"$1\" && shift && exec \"$@\"", "sh", &blocks.to_string()]);
    shell.arg(pay.get_program()).args(pay.get_args()).stdin(std::process::Stdio::null());
    for (name, value) in pay.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    shell.output().unwrap()
}

#[test]
fn a_disk_that_fills_before_the_card_sends_nothing_and_after_it_loses_nothing() {
    let (desk, terminal, codes) = joined(80);
    let mut codes = codes.iter().skip(1);
    let mut ends = BTreeSet::new();
    // From a disk without room for anything to one on which a whole payment fits.
    for blocks in (0..).step_by(16) {
        let (frames, charges) = (said(&terminal), terminal.book().len());
        let rf = codes.next().expect("a payment fits on some disk");
        let ended = pay_on_a_small_disk(&desk, blocks, rf);
        let code = ended.status.code().expect("an end, not a signal");
        match code {
            6 => assert_eq!((said(&terminal), terminal.book().len()), (frames, charges), "{blocks} blocks"),
            0 | 5 | 8 => assert_eq!(terminal.book().len(), charges + 1, "{blocks} blocks: {ended:?}"),
            _ => panic!("{blocks} blocks: {ended:?}"),
        }
        let found = desk.run(&["recover", "--json"]).expect(0).json();
        assert_eq!(found["still_unknown"], 0, "{blocks} blocks: {found}");
        assert_balanced(&desk, &terminal);
        ends.insert(code);
        if code == 0 {
            break;
        }
    }
    assert!(ends.is_superset(&[0, 5, 6].into()), "not every kind of end was met: {ends:?}");
}

#[test]
fn a_database_that_is_read_only_before_the_card_sends_nothing() {
    let (desk, terminal, _) = joined(0);
    set_read_only(&desk.database(), true);
    let refused = desk.pay(&[RF_ONE]).expect(6).json();
    assert_eq!(refused["reason"], "database_read_only");
    assert!(terminal.frames().is_empty());
    set_read_only(&desk.database(), false);
    desk.pay(&[RF_ONE]).expect(0);
    assert_balanced(&desk, &terminal);
}

#[test]
fn a_database_that_becomes_read_only_after_the_card_still_books_and_takes_no_further_payment() {
    let mut rig = Rig::new(Dialect::Aade, 2);
    let program = rig.stop_at(Boundary::Before(Message::Result));
    set_read_only(&rig.setup.database(), true);
    rig.gates.go_on();
    // Whoever has the file open may write it: the card that was charged gets its receipt.
    assert_eq!(rig.gates.wait(), Met::Ended("approved".to_owned()));
    program.kill();
    let refused = Desk::open(&rig.setup).err();
    assert!(matches!(refused, Some(DeskError::Trouble(Trouble::Store(StoreError::ReadOnlyFile { .. })))));
    set_read_only(&rig.setup.database(), false);
    rig.settle_down();
    rig.recover_and_check();
    assert_eq!(rig.terminal.book().len(), 1);
}

fn set_read_only(file: &Path, read_only: bool) {
    use std::os::unix::fs::PermissionsExt;
    let mode = if read_only { 0o400 } else { 0o600 };
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// Holds the database as a long import on another desk does.
fn lock(database: &Path) -> Connection {
    let other = Connection::open(database).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    other
}

#[test]
fn a_database_locked_by_another_program_before_the_card_is_named_and_nothing_is_sent() {
    let (desk, terminal, _) = joined(0);
    let other = lock(&desk.database());
    let refused = desk.pay(&[RF_ONE]).expect(6).json();
    assert_eq!(refused["reason"], "database_locked");
    assert!(terminal.frames().is_empty());
    drop(other);
    desk.pay(&[RF_ONE]).expect(0);
    assert_balanced(&desk, &terminal);
}

#[test]
fn a_database_locked_by_another_program_after_the_card_is_waited_for_and_then_booked() {
    let mut rig = Rig::new(Dialect::Aade, 2);
    let program = rig.stop_at(Boundary::Before(Message::Result));
    let other = lock(&rig.setup.database());
    rig.gates.go_on();
    assert_eq!(rig.gates.wait_end(LONGER_THAN_BEFORE_A_CARD), None, "it must wait for the other program");
    assert_eq!(rig.count("SELECT count(*) FROM receipt"), 0);
    drop(other);
    assert_eq!(rig.gates.wait(), Met::Ended("approved".to_owned()));
    program.kill();
    rig.settle_down();
    assert_eq!(rig.count("SELECT count(*) FROM receipt"), 1);
    rig.recover_and_check();
}

/// A desk in this process with a clock that the test puts.
struct Clocked {
    rig: Rig,
    clock: Arc<ManualClock>,
    desk: Desk,
    who: SignedIn,
}

impl Clocked {
    fn new(at: &str) -> Clocked {
        let rig = Rig::new(Dialect::Aade, 12);
        let clock = Arc::new(ManualClock::at(at.parse().unwrap()));
        let setup = Setup { clock: clock.clone(), ..rig.setup.clone() };
        let mut desk = Desk::open(&setup).unwrap();
        let who = desk.sign_in(&OperatorId::parse(OPERATOR).unwrap(), &Pin::parse(PIN).unwrap()).unwrap();
        Clocked { rig, clock, desk, who }
    }

    fn put(&self, at: &str) {
        self.clock.set(at.parse().unwrap());
    }

    /// Pays the next debt; at each of the named steps the clock jumps back. Says the receipt's number.
    fn pay(&mut self, jumps: &[(&PayStep, TimeDelta)]) -> u32 {
        let rf = self.rig.next_debt();
        let clock = Arc::clone(&self.clock);
        let mut watch = |step: &PayStep| {
            for (_, back) in jumps.iter().filter(|(at, _)| *at == step) {
                let now: DateTime<Utc> = clock.now();
                clock.set(now - *back);
            }
        };
        match self.desk.pay(&self.who, &order(&rf), &mut watch).end {
            PayEnd::Approved { receipt, print, .. } => {
                assert!(print.is_printed(), "{print:?}");
                receipt.number.number()
            }
            other => panic!("{other:?}"),
        }
    }

    /// Nothing is asked of the terminal by a clock that stands before the books.
    fn is_not_believed(&mut self, why: &str) {
        let frames = self.rig.terminal.frames().len();
        let refused = self.refused();
        assert!(matches!(refused, Refusal::ClockInDoubt(ClockDoubt::BehindTheBooks { .. })), "{why}: {refused:?}");
        assert_eq!(self.rig.terminal.frames().len(), frames, "{why}");
    }

    fn refused(&mut self) -> Refusal {
        let rf = self.rig.next_debt();
        match self.desk.pay(&self.who, &order(&rf), &mut |_| {}).end {
            PayEnd::Refused(refusal) => refusal,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_clock_that_jumps_back_between_payments_leaves_no_gap_in_the_series() {
    let mut desk = Clocked::new(MONDAY_TEN);
    assert_eq!(desk.pay(&[]), 1);
    desk.put("2026-11-23T07:00:00Z");
    desk.is_not_believed("an hour back");
    desk.desk.accept_clock(&desk.who, "δοκιμή").unwrap();
    assert_eq!(desk.pay(&[]), 2, "an hour back, the series goes on");
    desk.put("2026-11-22T08:00:00Z");
    desk.is_not_believed("a day back");
    let refused = desk.desk.open_till(&desk.who, None).unwrap_err();
    assert!(matches!(refused, DeskError::Refused(Refusal::ClockInDoubt(_))), "{refused:?}");
    desk.desk.open_till(&desk.who, Some("το ρολόι διορθώθηκε")).unwrap();
    assert_eq!(desk.pay(&[]), 3);
    desk.put(MONDAY_TEN);
    assert_eq!(desk.pay(&[]), 4);
    desk.rig.recover_and_check();
}

#[test]
fn a_clock_that_jumps_back_within_a_payment_books_it_and_leaves_no_gap() {
    let mut desk = Clocked::new(MONDAY_TEN);
    let hour = TimeDelta::hours(1);
    for (jumps, number) in [
        (&[(&PayStep::Sent, hour)][..], 1),
        (&[(&PayStep::Confirmed, hour)], 2),
        (&[(&PayStep::Printing, hour)], 3),
        (&[(&PayStep::Sent, TimeDelta::days(1))], 4),
        (&[(&PayStep::Confirmed, TimeDelta::days(1))], 5),
        (&[(&PayStep::Printing, TimeDelta::days(1))], 6),
    ] {
        desk.put(MONDAY_TEN);
        assert_eq!(desk.pay(jumps), number, "{jumps:?}");
    }
    desk.rig.recover_and_check();
}

#[test]
fn a_clock_that_jumps_back_over_new_year_within_a_payment_goes_on_with_the_old_years_series() {
    let mut desk = Clocked::new("2026-12-31T09:00:00Z");
    desk.desk.close_till(&desk.who, None).unwrap();
    desk.desk.open_till(&desk.who, None).unwrap();
    assert_eq!(desk.pay(&[]), 1);
    desk.put("2027-01-01T09:00:00Z");
    desk.desk.close_till(&desk.who, None).unwrap();
    desk.desk.open_till(&desk.who, Some("νέο έτος")).unwrap();
    assert_eq!(desk.pay(&[]), 1, "a new year begins at 1");
    assert_eq!(desk.pay(&[(&PayStep::Sent, TimeDelta::days(1))]), 2, "booked on the last day of the old year");
    let found = desk.desk.verify(&Caller::User).unwrap();
    assert!(found.is_clean(), "{:?}", found.differences);
    assert_eq!(found.receipts, 3);
}
