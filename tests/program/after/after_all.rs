//! A terminal that changes its mind: what it did after the books had closed it, and what it denies after they had booked it.

use serde_json::json;
use tameio::ecr::simulator::{Mood, RunningSimulator};

use super::foreign::{decide, hold_old, whys, with_a_second};
use super::{aade, by_two};
use tameio_testing::program::{Desk, RF_ONE, RF_TWO};

/// Voids the receipt of a payment; the terminal declines, and gives the money back after all. Its number.
fn given_back_late(desk: &Desk, simulator: &RunningSimulator) -> String {
    let receipt = desk.pay(&[RF_ONE]).expect(0).json()["receipt"].as_str().unwrap().to_owned();
    simulator.set_mood(Mood::ApprovesLate);
    by_two(desk, &["void", &receipt, "--reason", "λάθος οφειλή", "--json"]).expect(4);
    simulator.set_mood(Mood::Approve);
    receipt
}

#[test]
fn a_debt_that_was_charged_after_all_is_not_asked_for_again() {
    let (desk, simulator) = aade();
    with_a_second(&desk);
    simulator.set_mood(Mood::ApprovesLate);
    desk.pay(&[RF_ONE]).expect(4);
    simulator.set_mood(Mood::Approve);
    // Nobody asked the terminal since: it is heard before the card, and what it did stands in the way.
    let again = desk.pay(&[RF_ONE]).expect(3);
    assert_eq!(again.json()["reason"], "charged_after_all", "{again:?}");
    assert!(again.stderr.contains("«tameio foreign book 1»"), "{again:?}");
    assert_eq!(simulator.net_charged(), 12_345);
    // Another debt is not concerned, and a terminal that is gone changes nothing.
    desk.pay(&[RF_TWO]).expect(0);
    drop(simulator);
    assert_eq!(desk.pay(&[RF_ONE]).expect(3).json()["reason"], "charged_after_all");
    decide(&desk, &["book", "1"]).expect(0);
    assert_eq!(desk.pay(&[RF_ONE]).expect(3).json()["reason"], "already_paid");
    desk.run(&["verify"]).expect(0);
}

#[test]
fn what_was_written_off_may_be_asked_for_again() {
    let (desk, simulator) = aade();
    with_a_second(&desk);
    simulator.set_mood(Mood::ApprovesLate);
    desk.pay(&[RF_ONE]).expect(4);
    simulator.set_mood(Mood::Approve);
    desk.pay(&[RF_ONE]).expect(3);
    decide(&desk, &["write-off", "1"]).expect(0);
    desk.pay(&[RF_ONE]).expect(0);
    desk.run(&["verify"]).expect(0);
}

#[test]
fn money_that_went_back_after_all_is_not_given_back_again() {
    let (desk, simulator) = aade();
    with_a_second(&desk);
    let receipt = &given_back_late(&desk, &simulator);
    for how in ["void", "refund"] {
        let again = by_two(&desk, &[how, receipt, "--reason", "λάθος οφειλή", "--json"]).expect(3);
        assert_eq!(again.json()["reason"], "returned_after_all", "{again:?}");
    }
    assert_eq!(simulator.net_charged(), 0);
    decide(&desk, &["book", "1"]).expect(0);
    by_two(&desk, &["void", receipt, "--reason", "λάθος οφειλή", "--json"]).expect(3);
    desk.run(&["verify"]).expect(0);
}

#[test]
fn a_receipt_that_the_terminal_denies_afterwards_is_taken_back_by_two_people_and_nothing_is_asked_of_it() {
    let (desk, simulator) = aade();
    with_a_second(&desk);
    simulator.set_mood(Mood::DeniesLate);
    let receipt = desk.pay(&[RF_ONE]).expect(0).json()["receipt"].as_str().unwrap().to_owned();
    assert_eq!(simulator.net_charged(), 0);
    simulator.set_mood(Mood::Approve);
    let found = desk.run(&["recover", "--json"]).expect(0);
    assert_eq!(whys(&found.json(), "foreign"), ["denies"]);
    assert!(found.stderr.contains("δεν έγινε"), "{found:?}");
    // It was acknowledged, and keeps the till open.
    assert_eq!(desk.run(&["recover", "--json"]).expect(0).json()["foreign"], json!([]));
    desk.as_supervisor(&["till", "close"]).expect(3);
    assert_eq!(decide(&desk, &["tie", "1", RF_TWO]).expect(3).json()["error"]["kind"], "no_such_foreign");
    let asked = simulator.frames().len();
    let booked = decide(&desk, &["book", "1"]).expect(0);
    assert_eq!(simulator.frames().len(), asked);
    let document = booked.json()["receipt"].as_str().unwrap().to_owned();
    let shown = desk.run(&["receipt", "show", &document, "--json"]).expect(0).json();
    assert_eq!(
        (&shown["kind"], &shown["original"], &shown["card"]["stan"]),
        (&json!("void"), &json!(receipt), &json!(""))
    );
    let paper = desk.run(&["receipt", "show", &document]).expect(0).stdout;
    assert!(paper.contains("ΧΩΡΙΣ ΚΙΝΗΣΗ ΣΤΗΝ ΚΑΡΤΑ"), "{paper}");
    // What was never paid is owed, and can be paid.
    desk.pay(&[RF_ONE]).expect(0);
    desk.as_supervisor(&["till", "close"]).expect(0);
    desk.run(&["verify"]).expect(0);
}

#[test]
fn a_void_that_the_terminal_denies_afterwards_is_looked_into_and_written_off() {
    let (desk, simulator) = aade();
    with_a_second(&desk);
    let paid = desk.pay(&[RF_ONE]).expect(0).json();
    let receipt = paid["receipt"].as_str().unwrap();
    simulator.set_mood(Mood::DeniesLate);
    by_two(&desk, &["void", receipt, "--reason", "λάθος οφειλή", "--json"]).expect(0);
    simulator.set_mood(Mood::Approve);
    desk.as_supervisor(&["till", "close"]).expect(3);
    assert_eq!(decide(&desk, &["book", "1"]).expect(3).json()["error"]["kind"], "not_asked_for");
    decide(&desk, &["write-off", "1"]).expect(0);
    desk.as_supervisor(&["till", "close"]).expect(0);
    desk.run(&["verify"]).expect(0);
}

#[test]
fn what_the_terminal_did_after_the_last_close_is_heard_when_the_next_till_opens() {
    let (desk, simulator) = aade();
    desk.pay(&[RF_ONE]).expect(0);
    desk.as_supervisor(&["till", "close"]).expect(0);
    hold_old(&simulator, "000777", "2026-11-05T10:15:02");
    let opened = desk.as_supervisor(&["till", "open", "--reason", "δεύτερο ταμείο", "--json"]).expect(0);
    assert_eq!(opened.json()["blockers"], json!([{"kind": "unclaimed_result", "ref": "1"}]), "{opened:?}");
    desk.as_supervisor(&["till", "close"]).expect(3);
    // A terminal that is not there keeps nobody from opening.
    with_a_second(&desk);
    decide(&desk, &["write-off", "1"]).expect(0);
    desk.as_supervisor(&["till", "close"]).expect(0);
    drop(simulator);
    let opened = desk.as_supervisor(&["till", "open", "--reason", "τρίτο ταμείο", "--json"]).expect(0);
    assert_eq!((&opened.json()["state"], &opened.json()["blockers"]), (&json!("open"), &json!([])));
}

#[test]
fn a_void_that_is_approved_after_all_is_money_that_went_back_and_never_the_payment_of_a_debt() {
    let (desk, simulator) = aade();
    with_a_second(&desk);
    given_back_late(&desk, &simulator);
    desk.run(&["recover"]).expect(0);
    let listed = desk.run(&["foreign", "list", "--json"]).expect(0).json()["foreign"][0].clone();
    assert_eq!((&listed["direction"], &listed["can_be_tied"]), (&json!("given_back"), &json!(false)));
    assert_eq!(decide(&desk, &["tie", "1", RF_ONE]).expect(3).json()["error"]["kind"], "money_went_back");
    let booked = decide(&desk, &["book", "1"]).expect(0);
    assert!(booked.stderr.contains("ακύρωση") && !booked.stderr.contains("ως πληρωμή"), "{booked:?}");
    let booked = booked.json();
    let shown = desk.run(&["receipt", "show", booked["receipt"].as_str().unwrap(), "--json"]).expect(0).json();
    assert_eq!((&shown["kind"], &shown["amount"]), (&json!("void"), &json!("123.45")));
    assert_eq!(simulator.net_charged(), 0);
    assert_eq!(desk.run(&["lookup", RF_ONE, "--json"]).expect(0).json()["debtors"][0]["debts"][0]["status"], "open");
    desk.as_supervisor(&["till", "close"]).expect(0);
    desk.run(&["verify"]).expect(0);
}
