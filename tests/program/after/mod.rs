//! What comes after a payment, through the program and a simulated terminal: voids and refunds, decisions on written
//! evidence, unclaimed results, signed messages and their keys.

mod after_all;
mod evidence;
mod foreign;
mod give_back;
mod keys;

use tameio::ecr::simulator::{Behaviour, RunningSimulator, serve_tcp};
use tameio::ecr::terminal::Dialect;
use tameio_testing::program::{CASHIER, CASHIER_PIN, Desk, Ended, PIN, SUPERVISOR, program};

/// An open desk with a cashier, joined to a simulated terminal of this process; `more` are lines of `[terminal]`.
fn joined(behaviour: Behaviour, more: &str) -> (Desk, RunningSimulator) {
    let simulator = serve_tcp("127.0.0.1:0", behaviour).unwrap();
    let mut desk = Desk::staffed();
    settings(&mut desk, &simulator, more);
    (desk, simulator)
}

fn settings(desk: &mut Desk, simulator: &RunningSimulator, more: &str) {
    let protocol = if more.contains("protocol") { "" } else { "protocol = \"aade\"\n" };
    desk.settings.terminal = format!(
        "{protocol}address = \"{}\"\necr_id = \"ABC00111\"\nconfirm_timeout_s = 60\nresult_timeout_s = 60\n{more}",
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
