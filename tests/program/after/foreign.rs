//! Results that belong to no payment of this desk: kept, shown, never booked by themselves, never lost.

use serde_json::{Value, json};
use tameio::domain::money::Money;
use tameio::domain::session::SessionNo;
use tameio::ecr::codes::ErrorCode;
use tameio::ecr::message::ReplySession;
use tameio::ecr::simulator::{AskedAgain, HeldForeign, Mood, RunningSimulator};

use super::aade;
use tameio_testing::PATIENT;
use tameio_testing::program::{Desk, Ended, RF_ONE, RF_TWO, SUPERVISOR, text};

fn hold(simulator: &RunningSimulator, session: ReplySession, ecr: Option<&str>) {
    hold_amount(simulator, session, ecr, 7_000);
}

fn hold_amount(simulator: &RunningSimulator, session: ReplySession, ecr: Option<&str>, cents: i64) {
    simulator.hold_foreign(HeldForeign {
        session,
        ecr: ecr.map(str::to_owned),
        receipt: Some("1".to_owned()),
        amount: Money::from_cents(cents).unwrap(),
        at: "2026-11-23T10:15:02".parse().unwrap(),
    });
}

fn receipts(desk: &Desk) -> usize {
    desk.run(&["receipt", "list", "--json"]).expect(0).json()["receipts"].as_array().unwrap().len()
}

pub(super) fn whys(found: &Value, list: &str) -> Vec<String> {
    found[list].as_array().unwrap().iter().map(|one| one["why"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn results_of_nobody_are_kept_once_shown_and_never_booked() {
    let (desk, simulator) = aade();
    hold(&simulator, ReplySession::KeyedOnTerminal, Some("ABC00111"));
    hold(&simulator, ReplySession::Numbered(SessionNo::new(4_711).unwrap()), Some("ABC00111"));
    hold(&simulator, ReplySession::Numbered(SessionNo::new(8).unwrap()), Some("ZZZ99999"));
    let found = desk.run(&["recover", "--json"]).expect(0).json();
    assert_eq!((&found["checked"], &found["all"]), (&json!(0), &json!("answered")));
    assert_eq!(whys(&found, "foreign"), ["keyed_on_terminal", "unknown_session", "other_desk"]);
    assert_eq!(found["foreign"][0]["amount"], "70.00");
    let again = desk.run(&["recover", "--json"]).expect(0).json();
    assert_eq!(again["foreign"], json!([]), "nothing new");
    let listed = desk.run(&["terminal", "resend-all", "--json"]).expect(0).json();
    assert_eq!(whys(&listed, "kept"), ["keyed_on_terminal", "unknown_session", "other_desk"], "and nothing lost");
    let for_people = desk.run(&["terminal", "resend-all"]).expect(0).stdout;
    assert!(for_people.contains("70,00") && for_people.contains("πληκτρολογήθηκε"), "{for_people}");
    assert_eq!(receipts(&desk), 0);
    // What names this desk is acknowledged once it is on disk; another desk's never.
    let frames = simulator.frames().into_iter().filter(|(from_desk, bytes)| *from_desk && bytes.get(9) == Some(&b'R'));
    let acknowledged: Vec<String> = frames.map(|(_, bytes)| String::from_utf8(bytes[9..].to_vec()).unwrap()).collect();
    assert_eq!(acknowledged, ["R/SPOSTXN/RABC00111/F7000/T1", "R/S004711/RABC00111/F7000/T1"]);
    // The two keep the till open; the other desk's is in its own books.
    let blockers = desk.till()["blockers"].clone();
    assert_eq!(blockers, json!([{"kind": "unclaimed_result", "ref": "1"}, {"kind": "unclaimed_result", "ref": "2"}]));
    desk.run(&["verify"]).expect(0);
}

#[test]
fn an_answer_of_an_earlier_payment_is_kept_as_late_and_booked_when_it_is_asked_for() {
    let (desk, simulator) = aade();
    simulator.set_mood(Mood::LoseAnswer);
    let session = desk.pay(&[RF_ONE]).expect(5).json()["session"].clone();
    simulator.set_mood(Mood::Approve);
    desk.pay(&[RF_TWO]).expect(0);
    let found = desk.run(&["recover", "--json"]).expect(0).json();
    assert_eq!((&found["sessions"][0]["session"], &found["approved"]), (&session, &json!(1)));
    assert!(!found["sessions"][0]["trace"].as_array().unwrap().is_empty());
    assert_eq!(receipts(&desk), 2);
    desk.run(&["verify"]).expect(0);
}

#[test]
fn a_booked_result_that_was_never_acknowledged_is_acknowledged_and_not_booked_again() {
    let (desk, simulator) = aade();
    // The desk dies after booking: the terminal never hears that it was booked.
    let paid = desk.pay(&[RF_ONE]).expect(0).json();
    let books = rusqlite::Connection::open(desk.database()).unwrap();
    assert_eq!(books.query_row("SELECT count(*) FROM receipt", [], |row| row.get::<_, i64>(0)).unwrap(), 1);
    simulator.forget_acknowledgements();
    let found = desk.run(&["recover", "--json"]).expect(0).json();
    assert_eq!((&found["checked"], &found["foreign"]), (&json!(0), &json!([])), "{paid}");
    let heard = simulator.wait_until(PATIENT, |simulator| simulator.book().iter().all(|charge| charge.acknowledged));
    assert!(heard, "an acknowledgement that the terminal did not hear");
    assert_eq!(receipts(&desk), 1);
}

#[test]
fn a_result_that_contradicts_the_books_is_shown_and_never_lost() {
    let (mut desk, simulator) = aade();
    simulator.set_mood(Mood::CloseAfterConfirm);
    let session = desk.pay(&[RF_ONE]).expect(5).json()["session"].as_str().unwrap().to_owned();
    simulator.set_mood(Mood::Approve);
    super::evidence::once_over(&mut desk, &session, "το τερματικό δεν τύπωσε τίποτα").expect(0);
    // The terminal said that it holds nothing, and now it holds a charge of that very session.
    let number = SessionNo::parse(&session).unwrap();
    simulator.hold_foreign(HeldForeign {
        session: ReplySession::Numbered(number),
        ecr: Some("ABC00111".to_owned()),
        receipt: Some(session.clone()),
        amount: Money::from_cents(12_345).unwrap(),
        at: "2026-11-23T10:15:02".parse().unwrap(),
    });
    let found = desk.run(&["recover", "--json"]).expect(0).json();
    assert_eq!(whys(&found, "foreign"), ["contradicts"]);
    assert_eq!(found["foreign"][0]["session"], json!(session));
    assert_eq!(receipts(&desk), 0);
}

#[test]
fn a_terminal_that_is_not_there_does_not_hide_that_nothing_is_open() {
    let (desk, simulator) = aade();
    simulator.stop();
    let found = desk.run(&["recover", "--json"]).expect(0).json();
    assert_eq!((&found["checked"], &found["all"]), (&json!(0), &json!("no_answer")));
    assert_eq!(found["all_reason"], "terminal_unreachable");
}

#[test]
fn a_sale_keyed_on_the_terminal_is_tied_to_its_debt_once_by_two_people() {
    let (desk, simulator) = aade();
    hold_amount(&simulator, ReplySession::KeyedOnTerminal, Some("ABC00111"), 12_345);
    hold(&simulator, ReplySession::KeyedOnTerminal, Some("ZZZ99999"));
    desk.run(&["recover"]).expect(0);
    let pin = desk.pin_file();
    let add = ["operator", "add", "eleni", "--name", "Ελένη", "--role", "supervisor", "--new-pin-file", text(&pin)];
    desk.as_supervisor(&add).expect(0);
    tameio_testing::pins::cheapen(&desk.database(), Some("eleni"), tameio_testing::program::PIN);
    let listed = desk.run(&["foreign", "list", "--json"]).expect(0).json();
    assert_eq!((&listed["foreign"][0]["number"], &listed["foreign"][0]["can_be_tied"]), (&json!(1), &json!(true)));
    let tie = |number: &str, rf: &str, approve: &str| {
        let what = ["foreign", "tie", number, rf, "--reason", "το είπε ο πολίτης, έχει το χαρτί", "--approve", approve];
        desk.as_supervisor(&[&what[..], &["--json", "--approver-pin-file", text(&pin)]].concat())
    };
    let kind = |ended: Ended| ended.expect(3).json()["error"]["kind"].clone();
    assert_eq!(kind(tie("1", RF_ONE, SUPERVISOR)), "same_person");
    assert_eq!(kind(tie("1", RF_TWO, "eleni")), "tie_differs");
    assert_eq!(kind(tie("9", RF_ONE, "eleni")), "no_such_foreign");
    assert_eq!(receipts(&desk), 0);
    let tied = tie("1", RF_ONE, "eleni").expect(0).json();
    assert_eq!((receipts(&desk), &tied["printed"]), (1, &json!(true)));
    assert_eq!(kind(tie("1", RF_ONE, "eleni")), "foreign_tied");
    let found = desk.run(&["lookup", RF_ONE, "--json"]).expect(0).json();
    assert_eq!(found["debtors"][0]["debts"][0]["status"], "paid");
    let listed = desk.run(&["foreign", "list", "--json"]).expect(0).json();
    assert_eq!((&listed["foreign"][0]["receipt"], &listed["foreign"][1]["receipt"]), (&tied["receipt"], &Value::Null));
    assert_eq!(desk.till()["total"], "123.45");
    desk.run(&["verify"]).expect(0);
    desk.as_supervisor(&["till", "close"]).expect(0);
    desk.run(&["verify"]).expect(0);
}

/// A second supervisor beside the first.
pub(super) fn with_a_second(desk: &Desk) {
    let pin = desk.pin_file();
    let add = ["operator", "add", "eleni", "--name", "Ελένη", "--role", "supervisor", "--new-pin-file", text(&pin)];
    desk.as_supervisor(&add).expect(0);
    tameio_testing::pins::cheapen(&desk.database(), Some("eleni"), tameio_testing::program::PIN);
}

pub(super) fn decide(desk: &Desk, what: &[&str]) -> Ended {
    let pin = desk.pin_file();
    let by = ["--reason", "το είδαμε στο τερματικό", "--approve", "eleni", "--approver-pin-file", text(&pin), "--json"];
    desk.as_supervisor(&[&["foreign"], what, &by[..]].concat())
}

#[test]
fn a_decline_that_is_approved_after_all_keeps_the_till_open_until_it_is_booked_as_what_was_asked() {
    let (desk, simulator) = aade();
    with_a_second(&desk);
    simulator.set_mood(Mood::ApprovesLate);
    let session = desk.pay(&[RF_ONE]).expect(4).json()["session"].clone();
    simulator.set_mood(Mood::Approve);
    // Nobody asked but the close itself.
    let refused = desk.as_supervisor(&["till", "close", "--json"]).expect(3);
    assert_eq!(refused.json()["error"]["kind"], "till_blocked");
    assert_eq!(desk.till()["blockers"], json!([{"kind": "unclaimed_result", "ref": "1"}]));
    let listed = desk.run(&["foreign", "list", "--json"]).expect(0).json()["foreign"][0].clone();
    assert_eq!(
        (&listed["session"], &listed["why"], &listed["direction"]),
        (&session, &json!("contradicts"), &json!("taken"))
    );
    assert_eq!((&listed["open"], &listed["amount"]), (&json!(true), &json!("123.45")));
    let booked = decide(&desk, &["book", "1"]).expect(0).json();
    assert_eq!(decide(&desk, &["book", "1"]).expect(3).json()["error"]["kind"], "foreign_tied");
    assert_eq!(decide(&desk, &["write-off", "1"]).expect(3).json()["error"]["kind"], "foreign_tied");
    let shown = desk.run(&["receipt", "show", booked["receipt"].as_str().unwrap(), "--json"]).expect(0).json();
    assert_eq!((&shown["amount"], &shown["card"]["stan"]), (&json!("123.45"), &json!("000001")));
    let z = desk.as_supervisor(&["till", "close", "--json"]).expect(0).json();
    let on_z = &z["report"]["unclaimed"][0];
    assert_eq!(
        (&on_z["number"], &on_z["decision"], &on_z["document"]),
        (&json!(1), &json!("booked"), &booked["receipt"])
    );
    assert_eq!(simulator.net_charged(), 12_345);
    desk.run(&["verify"]).expect(0);
}

#[test]
fn what_was_paid_meanwhile_is_not_booked_a_second_time_and_is_written_off_with_a_reason_by_two() {
    let (desk, simulator) = aade();
    with_a_second(&desk);
    simulator.set_mood(Mood::ApprovesLate);
    desk.pay(&[RF_ONE]).expect(4);
    // A terminal that will not say what it holds keeps nobody from paying.
    simulator.set_mood(Mood::WhenAsked(AskedAgain::Error(ErrorCode::BUSY)));
    desk.pay(&[RF_ONE]).expect(0);
    simulator.set_mood(Mood::Approve);
    desk.run(&["recover"]).expect(0);
    assert_eq!(decide(&desk, &["book", "1"]).expect(3).json()["error"]["kind"], "paid_meanwhile");
    assert_eq!(decide(&desk, &["tie", "1", RF_TWO]).expect(3).json()["error"]["kind"], "tie_differs");
    let alone = ["foreign", "write-off", "1", "--reason", "επιστράφηκε", "--approve", SUPERVISOR, "--json"];
    let pin = desk.pin_file();
    let alone = desk.as_supervisor(&[&alone[..], &["--approver-pin-file", text(&pin)]].concat());
    assert_eq!(alone.expect(3).json()["error"]["kind"], "same_person");
    let off = decide(&desk, &["write-off", "1"]).expect(0).json();
    assert_eq!(
        (&off["foreign"][0]["open"], &off["foreign"][0]["written_off"]["approver"]),
        (&json!(false), &json!("eleni"))
    );
    assert_eq!(decide(&desk, &["tie", "1", RF_ONE]).expect(3).json()["error"]["kind"], "foreign_written_off");
    assert_eq!(desk.till()["blockers"], json!([]));
    let z = desk.as_supervisor(&["till", "close", "--json"]).expect(0).json();
    let on_z = &z["report"]["unclaimed"][0];
    assert_eq!(
        (&on_z["decision"], &on_z["operator"], &on_z["amount"]),
        (&json!("written_off"), &json!("maria"), &json!("123.45"))
    );
    let paper = desk.run(&["till", "z", "Z-A-1"]).expect(0).stdout;
    assert!(paper.contains("Διαγράφηκε: το είδαμε στο τερματικό"), "{paper}");
    desk.run(&["verify"]).expect(0);
}

/// What the terminal holds of a session of ours that is still unknown, from another time.
pub(super) fn hold_old(simulator: &RunningSimulator, session: &str, at: &str) {
    simulator.hold_foreign(HeldForeign {
        session: ReplySession::Numbered(SessionNo::parse(session).unwrap()),
        ecr: Some("ABC00111".to_owned()),
        receipt: Some(session.to_owned()),
        amount: Money::from_cents(12_345).unwrap(),
        at: at.parse().unwrap(),
    });
}

#[test]
fn an_old_approval_of_the_same_session_and_amount_is_never_booked_for_the_request_of_today() {
    let (desk, simulator) = aade();
    simulator.set_mood(Mood::CloseAfterConfirm);
    let session = desk.pay(&[RF_ONE]).expect(5).json()["session"].as_str().unwrap().to_owned();
    simulator.set_mood(Mood::Approve);
    hold_old(&simulator, &session, "2026-01-05T10:15:02");
    let found = desk.run(&["recover", "--json"]).expect(5).json();
    assert_eq!((whys(&found, "foreign"), &found["still_unknown"]), (vec!["too_early".to_owned()], &json!(1)));
    assert_eq!(receipts(&desk), 0);
    // It was kept, and acknowledged: it stands no longer in the way of the answer.
    assert_eq!(desk.run(&["recover", "--json"]).expect(5).json()["foreign"], json!([]));
    let blockers = desk.till()["blockers"].as_array().unwrap().len();
    assert_eq!(blockers, 2, "the unknown outcome, and the result of nobody");
    desk.run(&["verify"]).expect(0);
}

#[test]
fn a_transaction_that_has_its_receipt_is_never_booked_for_another_citizen() {
    let (desk, simulator) = aade();
    desk.pay(&[RF_ONE]).expect(0);
    // The terminal answers the next request with the STAN, reference and code of the one before.
    simulator.count_from(0);
    let lost = desk.pay(&[RF_TWO]).expect(5).json();
    assert_eq!(lost["reason"], "not_its_answer");
    assert_eq!(receipts(&desk), 1);
    let listed = desk.run(&["foreign", "list", "--json"]).expect(0).json()["foreign"][0].clone();
    assert_eq!(
        (&listed["why"], &listed["can_be_tied"], &listed["open"]),
        (&json!("booked_before"), &json!(false), &json!(true))
    );
    desk.run(&["verify"]).expect(0);
}
