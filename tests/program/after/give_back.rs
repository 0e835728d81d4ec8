//! Voids and refunds: on the wire, in the series, on paper, and what is refused.

use serde_json::json;
use tameio::ecr::message::OrderKind;
use tameio::ecr::simulator::{Behaviour, Mood, SimulatedCard, serve_tcp, serve_tcp_with};
use tameio::ecr::terminal::Dialect;
use tameio::paper::code_page::CodePage;
use tameio::paper::escpos::decode_text;

use super::{CASHIER, CASHIER_PIN, aade, by, by_two, joined, open_amount};
use tameio_testing::program::{Desk, PIN, RF_ONE, RF_TWO, SUPERVISOR};

fn paid(desk: &Desk, rf: &str) -> String {
    desk.pay(&[rf]).expect(0).json()["receipt"].as_str().unwrap().to_owned()
}

fn void(desk: &Desk, receipt: &str) -> super::Ended {
    by_two(desk, &["void", receipt, "--reason", "λάθος οφειλή", "--json"])
}

#[test]
fn a_void_gives_the_money_back_opens_the_debt_and_is_a_document_of_its_own() {
    for dialect in [Dialect::Aade, Dialect::Mellon] {
        let protocol = if dialect == Dialect::Aade { "aade" } else { "mellon" };
        let more = format!("protocol = \"{protocol}\"\n");
        let (desk, simulator) = joined(Behaviour::new(dialect), &more);
        let receipt = paid(&desk, RF_TWO);
        assert_eq!(open_amount(&desk, RF_TWO), ["0.00 paid", "0.00 paid"]);
        let ended = void(&desk, &receipt).expect(0);
        // The cashier types the original transaction on the terminal.
        for shown in ["STAN", "000001", "RRN", "128,40"] {
            assert!(ended.stderr.contains(shown), "{shown}: {}", ended.stderr);
        }
        let said = ended.json();
        assert_eq!(
            (&said["outcome"], &said["kind"], &said["original"]),
            (&json!("approved"), &json!("void"), &json!(receipt))
        );
        let document = said["receipt"].as_str().unwrap().to_owned();
        assert_ne!(document, receipt);
        assert_eq!(open_amount(&desk, RF_TWO), ["102.19 open", "26.21 open"]);
        assert_eq!(simulator.net_charged(), 0);
        assert_eq!(simulator.book().last().unwrap().kind, OrderKind::Void);
        let paper = decode_text(&desk.paper(), CodePage::Pc737);
        for words in ["ΑΚΥΡΩΣΗ", receipt.as_str(), document.as_str(), "λάθος οφειλή"] {
            assert!(paper.contains(words), "{words}: {paper}");
        }
        let listed = desk.run(&["receipt", "list", "--json"]).expect(0).json();
        let kinds: Vec<&str> =
            listed["receipts"].as_array().unwrap().iter().map(|r| r["kind"].as_str().unwrap()).collect();
        assert!(kinds.contains(&"sale") && kinds.contains(&"void"), "{kinds:?}");
        let till = desk.till();
        assert_eq!((&till["total"], &till["blockers"]), (&json!("0.00"), &json!([])));
        desk.run(&["verify"]).expect(0);
        // The debt can be paid again, with a number of its own.
        assert_ne!(paid(&desk, RF_TWO), receipt);
    }
}

#[test]
fn a_receipts_history_shows_what_took_it_back_and_its_copy_says_so() {
    let (desk, _simulator) = aade();
    let receipt = paid(&desk, RF_ONE);
    let document = void(&desk, &receipt).expect(0).json()["receipt"].as_str().unwrap().to_owned();
    let shown = desk.run(&["receipt", "show", &receipt, "--json", "--trace"]).expect(0).json();
    assert_eq!(shown["corrected_by"][0]["number"], json!(document));
    let steps: Vec<&str> = shown["trace"].as_array().unwrap().iter().map(|s| s["step"].as_str().unwrap()).collect();
    for part in ["desk amount sent", "terminal confirmed ours", "terminal result ours"] {
        assert!(steps.iter().any(|step| step.contains(part)), "{part}: {steps:?}");
    }
    let of_void = desk.run(&["receipt", "show", &document, "--json"]).expect(0).json();
    assert_eq!((&of_void["original"], &of_void["approver"]), (&json!(receipt), &json!(SUPERVISOR)));
    let for_people = desk.run(&["receipt", "show", &receipt]).expect(0).stdout;
    assert!(for_people.contains(&document) && for_people.contains("λάθος οφειλή"), "{for_people}");
    desk.run(&["receipt", "reprint", &receipt]).expect(0);
    let paper = decode_text(&desk.paper(), CodePage::Pc737);
    assert!(paper.contains("ΑΝΤΙΓΡΑΦΟ") && paper.contains("ΑΚΥΡΩΘΗΚΕ"), "{paper}");
}

#[test]
fn what_cannot_be_voided_is_refused_with_its_reason_and_nothing_is_sent() {
    let (desk, simulator) = aade();
    let receipt = paid(&desk, RF_ONE);
    let refused = |ended: super::Ended, reason: &str| {
        let said = ended.expect(3);
        assert_eq!(said.json()["reason"], reason, "{said:?}");
    };
    refused(void(&desk, "A-2026-000099"), "no_such_receipt");
    refused(by_two(&desk, &["void", &receipt, "--reason", "  ", "--json"]), "needs_reason");
    let alone = by(&desk, &["void", &receipt, "--reason", "λάθος", "--json"], (SUPERVISOR, PIN), (SUPERVISOR, PIN));
    refused(alone, "same_person");
    let turned =
        by(&desk, &["void", &receipt, "--reason", "λάθος", "--json"], (SUPERVISOR, PIN), (CASHIER, CASHIER_PIN));
    refused(turned, "approver_not_allowed");
    assert_eq!(simulator.book().len(), 1);
    let document = void(&desk, &receipt).expect(0).json()["receipt"].as_str().unwrap().to_owned();
    refused(void(&desk, &receipt), "already_voided");
    refused(void(&desk, &document), "not_a_sale");
    refused(by_two(&desk, &["refund", &receipt, "--reason", "λάθος", "--json"]), "already_voided");
    assert_eq!(simulator.book().len(), 2, "one sale, one void");
    desk.run(&["verify"]).expect(0);
}

#[test]
fn a_payment_by_iris_is_refunded_and_never_voided() {
    let (desk, _simulator) = joined(Behaviour { card: SimulatedCard::iris(), ..Behaviour::new(Dialect::Aade) }, "");
    let receipt = paid(&desk, RF_ONE);
    assert_eq!(void(&desk, &receipt).expect(3).json()["reason"], "iris");
    by_two(&desk, &["refund", &receipt, "--reason", "λάθος", "--json"]).expect(0);
    assert_eq!(open_amount(&desk, RF_ONE), ["123.45 open"]);
}

#[test]
fn a_payment_of_a_closed_batch_or_another_terminal_is_refunded_and_never_voided() {
    // A loopback address of its own: no other test takes the port while the terminal is off.
    let simulator = serve_tcp("127.0.0.77:0", Behaviour::new(Dialect::Aade)).unwrap();
    let (mut desk, _unused) = aade();
    super::settings(&mut desk, &simulator, "");
    let receipt = paid(&desk, RF_ONE);
    let (address, memory) = (simulator.address().unwrap().to_string(), simulator.stop_and_keep());
    let simulator = serve_tcp_with(&address, Behaviour { batch: 92, ..Behaviour::new(Dialect::Aade) }, memory).unwrap();
    paid(&desk, RF_TWO);
    assert_eq!(void(&desk, &receipt).expect(3).json()["reason"], "batch_closed");
    by_two(&desk, &["refund", &receipt, "--reason", "λάθος", "--json"]).expect(0);
    assert_eq!(open_amount(&desk, RF_ONE), ["123.45 open"]);
    assert_eq!(simulator.net_charged(), 12_840);
    let again = paid(&desk, RF_ONE);
    // Another address is another terminal to the journal.
    let other = serve_tcp("127.0.0.1:0", Behaviour::new(Dialect::Aade)).unwrap();
    super::settings(&mut desk, &other, "");
    assert_eq!(void(&desk, &again).expect(3).json()["reason"], "another_terminal");
    assert!(other.book().is_empty());
    desk.run(&["verify"]).expect(0);
}

#[test]
fn a_part_is_refunded_where_parts_are_allowed_and_never_more_than_is_left() {
    let (mut desk, simulator) = aade();
    let receipt = paid(&desk, RF_TWO);
    let part = |desk: &Desk, amount: &str| {
        by_two(desk, &["refund", &receipt, "--reason", "διπλή χρέωση τέλους", "--amount", amount, "--json"])
    };
    assert_eq!(part(&desk, "28.40").expect(3).json()["reason"], "partial_refund");
    desk.settings.more = "[payments]\npartial_refunds = true\n".to_owned();
    desk.write_config();
    part(&desk, "28.40").expect(0);
    assert_eq!(simulator.net_charged(), 10_000);
    assert_eq!(void(&desk, &receipt).expect(3).json()["reason"], "partly_refunded");
    assert_eq!(part(&desk, "100.01").expect(3).json()["reason"], "above_left");
    part(&desk, "100.00").expect(0);
    assert_eq!(part(&desk, "0.01").expect(3).json()["reason"], "already_refunded");
    assert_eq!(simulator.net_charged(), 0);
    assert_eq!(open_amount(&desk, RF_TWO), ["102.19 open", "26.21 open"]);
    desk.run(&["verify"]).expect(0);
}

#[test]
fn a_void_whose_answer_is_lost_stays_fenced_until_the_terminal_tells() {
    let (desk, simulator) = aade();
    let receipt = paid(&desk, RF_ONE);
    simulator.set_mood(Mood::LoseAnswer);
    assert_eq!(void(&desk, &receipt).expect(5).json()["outcome"], "unknown");
    assert_eq!(desk.till()["blockers"][0]["kind"], "pending_void");
    simulator.set_mood(Mood::Approve);
    assert_eq!(void(&desk, &receipt).code, 3, "nothing is given back twice");
    assert_eq!(simulator.net_charged(), 0);
    let ended = desk.run(&["recover", "--json"]).expect(0);
    let found = ended.json();
    assert_eq!((&found["checked"], &found["approved"]), (&json!(1), &json!(1)));
    assert_eq!(found["sessions"][0]["kind"], "void");
    assert!(ended.stderr.contains("επιστραφεί") && !ended.stderr.contains("χρεωθεί"), "{ended:?}");
    assert_eq!(open_amount(&desk, RF_ONE), ["123.45 open"]);
    desk.run(&["verify"]).expect(0);
}

#[test]
fn a_void_that_the_terminal_declines_leaves_the_payment_as_it_was() {
    let (desk, simulator) = aade();
    let receipt = paid(&desk, RF_ONE);
    simulator.set_mood(Mood::Busy);
    let declined = void(&desk, &receipt).expect(4);
    assert_eq!(declined.json()["reason"], "E:999");
    assert!(declined.stderr.contains("Δεν επιστράφηκε τίποτα στην κάρτα"), "{declined:?}");
    assert_eq!(open_amount(&desk, RF_ONE), ["0.00 paid"]);
    assert_eq!(simulator.net_charged(), 12_345);
    simulator.set_mood(Mood::Approve);
    void(&desk, &receipt).expect(0);
    desk.run(&["verify"]).expect(0);
}

#[test]
fn a_void_whose_outcome_is_not_known_is_never_spoken_of_as_a_charge() {
    let (mut desk, simulator) = aade();
    let receipt = paid(&desk, RF_ONE);
    desk.wait_for_a_result(600);
    simulator.set_mood(Mood::CloseAfterConfirm);
    let unknown = void(&desk, &receipt).expect(5);
    let session = unknown.json()["session"].as_str().unwrap().to_owned();
    simulator.set_mood(Mood::Approve);
    let asked = desk.run(&["recover", "--json"]).expect(5);
    assert!(asked.stderr.contains("να επιστρέψει τα χρήματα"), "{asked:?}");
    let looked = ["resolve", &session, "--as", "not-charged", "--evidence", "το τερματικό δεν τύπωσε τίποτα", "--json"];
    let refused = super::by_two(&desk, &looked).expect(3);
    for said in [unknown, asked, refused] {
        let words = format!("{}{}", said.stderr, said.stdout);
        assert!(!words.contains("χρεωθεί") && !words.contains("οφειλές μένουν δεσμευμένες"), "{said:?}");
    }
    let answered = super::evidence::once_over(&mut desk, &session, "το τερματικό δεν τύπωσε τίποτα").expect(0);
    assert!(answered.stderr.contains("δεν επιστράφηκε τίποτα"), "{answered:?}");
    assert_eq!(open_amount(&desk, RF_ONE), ["0.00 paid"]);
    desk.run(&["verify"]).expect(0);
}

#[test]
fn a_desk_that_prints_the_card_slip_prints_both_copies_after_the_receipt_once() {
    for protocol in ["aade", "mellon"] {
        let dialect = if protocol == "aade" { Dialect::Aade } else { Dialect::Mellon };
        let more = format!("protocol = \"{protocol}\"\nvariant = \"02\"\n");
        let (desk, simulator) = joined(Behaviour::new(dialect), &more);
        simulator.set_mood(if dialect == Dialect::Aade { Mood::LoseAnswer } else { Mood::Approve });
        // A slip that comes by RESEND is printed like one that comes at once.
        let receipt = match dialect {
            Dialect::Mellon => paid(&desk, RF_ONE),
            Dialect::Aade => {
                desk.pay(&[RF_ONE]).expect(5);
                simulator.set_mood(Mood::Approve);
                desk.run(&["recover", "--json"]).expect(0).json()["sessions"][0]["receipt"].as_str().unwrap().to_owned()
            }
        };
        let paper = decode_text(&desk.paper(), CodePage::Pc737);
        assert!(paper.contains("ΑΠΟΔΕΙΞΗ ΣΥΝΑΛΛΑΓΗΣ") && paper.contains("ΑΝΤΙΓΡΑΦΟ ΠΕΛΑΤΗ"), "{paper}");
        let (before, after) = paper.split_once("ΑΠΟΔΕΙΞΗ ΣΥΝΑΛΛΑΓΗΣ").unwrap();
        assert!(before.contains("ΔΙΠΛΟΤΥΠΟ ΕΙΣΠΡΑΞΗΣ") && !after.contains("ΔΙΠΛΟΤΥΠΟ ΕΙΣΠΡΑΞΗΣ"), "{paper}");
        let length = desk.paper().len();
        desk.run(&["receipt", "reprint", &receipt]).expect(0);
        let copy = decode_text(&desk.paper()[length..], CodePage::Pc737);
        assert!(copy.contains("ΑΝΤΙΓΡΑΦΟ") && !copy.contains("ΣΥΝΑΛΛΑΓΗΣ"), "{copy}");
    }
}
