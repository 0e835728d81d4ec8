#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]
//! What comes after a payment, through the program and a simulated terminal: voids and refunds, decisions on written
//! evidence, results of nobody, signed messages and their keys.

#[path = "after/evidence.rs"]
mod evidence;
#[path = "after/foreign.rs"]
mod foreign;
#[path = "after/give_back.rs"]
mod give_back;
#[path = "after/keys.rs"]
mod keys;
mod support;

use support::{Desk, Ended, PIN, SUPERVISOR, program, text, write_private};
use tameio::ecr::simulator::{Behaviour, RunningSimulator, serve_tcp};
use tameio::ecr::terminal::Dialect;

/// A cashier with the PIN of the supervisor's file turned round.
const CASHIER: &str = "nikos";
const CASHIER_PIN: &str = "864209";

/// An open desk with a cashier, joined to a simulated terminal of this process; `more` are lines of `[terminal]`.
fn joined(behaviour: Behaviour, more: &str) -> (Desk, RunningSimulator) {
    let simulator = serve_tcp("127.0.0.1:0", behaviour).unwrap();
    let mut desk = Desk::open();
    let new_pin = desk.file("new-pin", CASHIER_PIN);
    write_private(&new_pin, CASHIER_PIN);
    let add =
        ["operator", "add", CASHIER, "--name", "Νίκος Ταμίας", "--role", "cashier", "--new-pin-file", text(&new_pin)];
    desk.as_supervisor(&add).expect(0);
    settings(&mut desk, &simulator, more);
    (desk, simulator)
}

fn settings(desk: &mut Desk, simulator: &RunningSimulator, more: &str) {
    let protocol = if more.contains("protocol") { "" } else { "protocol = \"aade\"\n" };
    desk.settings.terminal = format!(
        "{protocol}address = \"{}\"\necr_id = \"ABC00111\"\nconfirm_timeout_s = 1\nresult_timeout_s = 2\n{more}",
        simulator.address().unwrap()
    );
    desk.write_config();
}

fn aade() -> (Desk, RunningSimulator) {
    joined(Behaviour::new(Dialect::Aade), "")
}

/// Runs a command of two persons: the cashier asks, the supervisor approves.
fn by_two(desk: &Desk, arguments: &[&str]) -> Ended {
    by(desk, arguments, (CASHIER, CASHIER_PIN), (SUPERVISOR, PIN))
}

fn by(desk: &Desk, arguments: &[&str], who: (&str, &str), approver: (&str, &str)) -> Ended {
    let persons = ["--operator", who.0, "--approve", approver.0];
    let mut command = program(&[arguments, &persons].concat());
    command.arg("--data-dir").arg(desk.data_dir());
    command.env("TAMEIO_PIN", who.1).env("TAMEIO_APPROVER_PIN", approver.1);
    Ended::of(command.output().unwrap())
}

/// The only open amount of an RF code.
fn open_amount(desk: &Desk, rf: &str) -> Vec<String> {
    let found = desk.run(&["lookup", rf, "--json"]).expect(0).json();
    let debts = found["debtors"][0]["debts"].as_array().unwrap().clone();
    debts
        .iter()
        .map(|debt| format!("{} {}", debt["open"].as_str().unwrap(), debt["status"].as_str().unwrap()))
        .collect()
}
