#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
//! The program dies in the middle of a payment, a void or a refund (SIGKILL), and two programs want the same debt. Whatever the
//! terminal's book says then, the receipts say too.

mod agreement;
mod child;
mod close;
mod disasters;
mod gates;
mod kills;
mod rig;
mod wire;

use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tameio::ecr::simulator::{Behaviour, Mood, RunningSimulator, serve_tcp};
use tameio::ecr::terminal::Dialect;
use tameio_testing::program::{Desk, RF_ONE, SUPERVISOR, text};
use tameio_testing::{PATIENT, own_address};

/// Longer than any test: the terminal keeps its answer until the program is dead.
const NEVER: Duration = Duration::from_secs(600);

fn joined(behaviour: Behaviour) -> (Desk, RunningSimulator) {
    let simulator = serve_tcp(&own_address(), behaviour).unwrap();
    let mut desk = Desk::open();
    desk.settings.terminal = terminal(&simulator, 60);
    desk.write_config();
    (desk, simulator)
}

/// Settings for a terminal that confirms, and ends a sale, within so many seconds.
fn terminal(simulator: &RunningSimulator, within: u32) -> String {
    let address = simulator.address().unwrap();
    format!("protocol = \"aade\"\naddress = \"{address}\"\nconfirm_timeout_s = {within}\nresult_timeout_s = {within}\n")
}

/// Starts a payment and leaves it running.
fn start_paying(desk: &Desk) -> Child {
    let pin = desk.pin_file();
    let arguments = ["pay", RF_ONE, "--json", "--operator", SUPERVISOR, "--pin-file", text(&pin)];
    desk.command(&arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Waits until the terminal has sent or got so many frames.
fn wait_for_frames(simulator: &RunningSimulator, count: usize) {
    let came = simulator.wait_until(PATIENT, |simulator| said(simulator) >= count);
    assert!(came, "{} frames went and came and not {count}", said(simulator));
}

/// How many frames went and came, signs of life apart.
fn said(simulator: &RunningSimulator) -> usize {
    simulator.frames().iter().filter(|(_, frame)| frame.get(9) != Some(&b'X')).count()
}

fn kill(mut child: Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Asks until the sale must be over, which it must be soon.
fn recover_when_it_is_over(desk: &mut Desk, simulator: &RunningSimulator) -> Value {
    desk.settings.terminal = terminal(simulator, 3);
    desk.write_config();
    let found = loop {
        let found = desk.run(&["recover", "--json"]);
        if found.code != 5 {
            break found.expect(0).json();
        }
    };
    desk.settings.terminal = terminal(simulator, 60);
    desk.write_config();
    found
}

#[test]
fn a_sale_killed_before_its_confirmation_is_unknown_fenced_and_freed_by_the_terminals_word() {
    let (mut desk, simulator) = joined(Behaviour { confirm_delay: NEVER, ..Behaviour::new(Dialect::Aade) });
    let child = start_paying(&desk);
    wait_for_frames(&simulator, 1);
    kill(child);
    assert_eq!(desk.pay(&[RF_ONE]).expect(3).json()["reason"], "pending");
    // The terminal was switched off and on: it charged nobody, and holds no result.
    let address = simulator.address().unwrap().to_string();
    simulator.stop();
    let simulator = serve_tcp(&address, Behaviour::new(Dialect::Aade)).unwrap();
    let found = desk.run(&["recover", "--json"]).expect(5).json();
    assert_eq!((&found["checked"], &found["sessions"][0]["reason"]), (&json!(1), &json!("may_still_run")));
    assert_eq!(desk.pay(&[RF_ONE]).expect(3).json()["reason"], "pending");
    // The time that a sale may take counts from the moment that it was sent, whoever was killed since.
    let found = recover_when_it_is_over(&mut desk, &simulator);
    assert!(simulator.book().is_empty());
    assert_eq!((&found["checked"], &found["not_charged"]), (&json!(1), &json!(1)));
    assert_eq!(desk.till()["blockers"], json!([]));
    desk.run(&["verify"]).expect(0);
}

#[test]
fn an_approved_sale_survives_a_kill_before_booking() {
    let (desk, simulator) = joined(Behaviour::new(Dialect::Aade));
    // The terminal charges and says so only when it is asked again.
    simulator.set_mood(Mood::LoseAnswer);
    let child = start_paying(&desk);
    wait_for_frames(&simulator, 2);
    kill(child);
    simulator.set_mood(Mood::Approve);
    assert_eq!(simulator.book().len(), 1);
    assert_eq!(desk.pay(&[RF_ONE]).expect(3).json()["reason"], "pending");
    let found = desk.run(&["recover", "--json"]).expect(0).json();
    assert_eq!((&found["checked"], &found["approved"]), (&json!(1), &json!(1)));
    let receipts = desk.run(&["receipt", "list", "--json"]).expect(0).json();
    assert_eq!(receipts["receipts"].as_array().unwrap().len(), 1);
    assert_eq!(desk.pay(&[RF_ONE]).expect(3).json()["reason"], "already_paid");
    assert_eq!(simulator.book().len(), 1, "charged once");
    desk.run(&["verify"]).expect(0);
}

#[test]
fn kills_at_any_moment_leave_as_many_receipts_as_charges() {
    for delay_ms in [0, 40, 80, 120, 160, 200, 240, 280, 320, 360, 400, 500] {
        let (mut desk, simulator) = joined(Behaviour::new(Dialect::Aade));
        let child = start_paying(&desk);
        std::thread::sleep(Duration::from_millis(delay_ms));
        kill(child);
        // It may have died between what it wrote down and the first byte.
        recover_when_it_is_over(&mut desk, &simulator);
        let receipts = desk.run(&["receipt", "list", "--json"]).expect(0).json();
        let receipts = receipts["receipts"].as_array().unwrap().len();
        assert_eq!(receipts, simulator.book().len(), "killed after {delay_ms} ms");
        let again = desk.pay(&[RF_ONE]);
        assert_eq!(again.code, if receipts == 1 { 3 } else { 0 }, "killed after {delay_ms} ms: {again:?}");
        assert_eq!(simulator.book().len(), 1, "charged exactly once in the end");
        desk.run(&["verify"]).expect(0);
    }
}

#[test]
fn two_programs_paying_one_debt_at_once_charge_it_once() {
    let (desk, simulator) = joined(Behaviour::new(Dialect::Aade));
    let mut children: Vec<Child> = (0..4).map(|_| start_paying(&desk)).collect();
    let mut codes: Vec<i32> = children.iter_mut().map(|child| child.wait().unwrap().code().unwrap()).collect();
    codes.sort_unstable();
    assert_eq!(codes.iter().filter(|code| **code == 0).count(), 1, "{codes:?}");
    assert!(codes.iter().all(|code| [0, 3, 6].contains(code)), "{codes:?}");
    assert_eq!(simulator.book().len(), 1);
    desk.run(&["verify"]).expect(0);
}

#[test]
fn recovery_does_not_disturb_a_payment_that_is_alive() {
    let (desk, simulator) = joined(Behaviour { result_delay: NEVER, ..Behaviour::new(Dialect::Aade) });
    let child = start_paying(&desk);
    wait_for_frames(&simulator, 2);
    let found = desk.run(&["recover", "--json"]).expect(0).json();
    assert_eq!(found["checked"], 0, "a payment under way is not an unknown outcome");
    assert_eq!(said(&simulator), 2, "nothing was sent into the running sale");
    kill(child);
}
