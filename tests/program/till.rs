//! The supervisor's end of a day on the command line: the close, what keeps it open, the comparison with the terminal,
//! the Z report, and the till that nobody closed.

use serde_json::{Value, json};
use tameio_testing::program::{Desk, Ended, PIN, RF_ONE, RF_TWO, SUPERVISOR, Terminal, text, write_private};

/// Adds somebody with the supervisor's PIN.
fn add(desk: &Desk, id: &str, role: &str) {
    let pin = desk.pin_file();
    let arguments = ["operator", "add", id, "--name", id, "--role", role, "--new-pin-file", text(&pin)];
    desk.as_supervisor(&arguments).expect(0);
    tameio_testing::pins::cheapen(&desk.database(), Some(id), tameio_testing::program::PIN);
}

fn as_other(desk: &Desk, id: &str, arguments: &[&str]) -> Ended {
    let pin = desk.pin_file();
    desk.run(&[arguments, &["--operator", id, "--pin-file", text(&pin)]].concat())
}

fn kind(ended: &Ended) -> Value {
    ended.json()["error"]["kind"].clone()
}

#[test]
fn a_till_closes_once_prints_its_z_report_and_takes_nothing_more() {
    let (desk, _terminal) = Desk::with_terminal(&[]);
    add(&desk, "petros", "cashier");
    let first = desk.pay(&[RF_ONE]).expect(0).json()["receipt"].clone();
    let last = desk.pay(&[RF_TWO]).expect(0).json()["receipt"].clone();
    desk.as_supervisor(&["pay", "--json", RF_ONE, "--tender", "cash"]).expect(3);
    assert_eq!(kind(&as_other(&desk, "petros", &["till", "close", "--json"]).expect(3)), "not_allowed");
    let paper = desk.paper().len();
    let closed = desk.as_supervisor(&["till", "close", "--json"]).expect(0).json();
    assert_eq!(
        (&closed["state"], &closed["z"], &closed["printed"]),
        (&json!("closed"), &json!("Z-A-000001"), &json!(true))
    );
    let report = &closed["report"];
    assert_eq!(report["all"], json!({"count": 2, "total": "251.85"}));
    assert_eq!((&report["first"], &report["last"]), (&first, &last));
    assert_eq!(report["cash_refusals"], 1);
    assert!(desk.paper().len() > paper, "the report is on paper");
    let status = desk.till();
    assert_eq!(
        (&status["state"], &status["z"], &status["total"]),
        (&json!("closed"), &json!("Z-A-000001"), &json!("251.85"))
    );
    let again = desk.as_supervisor(&["till", "close", "--json"]).expect(3);
    assert_eq!(kind(&again), "till_closed");
    let reopened = desk.as_supervisor(&["till", "open", "--json"]).expect(3);
    assert_eq!(kind(&reopened), "till_is_closed");
    assert_eq!(desk.pay(&[RF_ONE]).expect(3).json()["reason"], "till_closed");
    assert_eq!(desk.run(&["verify", "--json"]).expect(0).json()["counts"]["z_reports"], 1);
}

#[test]
fn a_z_report_is_read_and_printed_again_as_a_counted_copy() {
    let desk = Desk::open();
    desk.as_supervisor(&["till", "close"]).expect(0);
    let list = desk.run(&["till", "z", "--json"]).expect(0).json();
    let till = list["z_reports"][0]["till"].as_str().unwrap().to_owned();
    assert_eq!(
        (&list["z_reports"][0]["number"], &list["z_reports"][0]["total"]),
        (&json!("Z-A-000001"), &json!("0.00"))
    );
    let by_till = desk.run(&["till", "z", &till, "--json"]).expect(0).json();
    assert!(by_till["paper"].as_str().unwrap().contains("ΑΝΑΦΟΡΑ Ζ"));
    let copy = desk.run(&["till", "z", "z-a-1", "--print", "--json"]);
    assert_eq!(kind(&copy.expect(3)), "no_such_z");
    let copy = desk.run(&["till", "z", "Z-A-1", "--print", "--json"]).expect(0).json();
    assert_eq!((&copy["copies"], &copy["printed"]), (&json!(1), &json!(true)));
    assert_eq!(desk.run(&["till", "z", "Z-A-1", "--json"]).expect(0).json()["copies"], 1);
}

#[test]
fn what_is_open_keeps_the_till_open_and_is_named_with_what_clears_it() {
    let (mut desk, _terminal) = Desk::with_terminal(&["--mood", "charges-late"]);
    desk.wait_for_a_result(1);
    let paid = desk.pay(&[RF_ONE]).expect(5).json();
    let session = paid["session"].as_str().unwrap();
    let refused = desk.as_supervisor(&["till", "close", "--json"]).expect(3);
    assert_eq!(kind(&refused), "till_blocked");
    assert!(refused.stderr.contains(session), "{}", refused.stderr);
    assert_eq!(desk.till()["state"], "open");
    // The close asked the terminal, which says that it charged when it is asked again.
    desk.run(&["recover"]).expect(0);
    desk.as_supervisor(&["till", "close"]).expect(0);
}

#[test]
fn a_till_that_differs_from_the_terminal_closes_only_explained() {
    let (desk, _terminal) = Desk::with_terminal(&[]);
    let card = desk.pay(&[RF_ONE]).expect(0).json()["card"].clone();
    let told = |name: &str| card[name].as_str().unwrap().to_owned();
    let short = ["till", "reconcile", "--json", "--batch", &told("batch"), "--count", "1", "--total", "100.00"];
    let found = desk.as_supervisor(&short).expect(0).json();
    assert_eq!(
        (&found["batches"][0]["difference"], &found["differences"][0]["kind"]),
        (&json!("23.45"), &json!("totals"))
    );
    assert_eq!(kind(&desk.as_supervisor(&["till", "close", "--json"]).expect(3)), "unexplained_difference");
    // The file says it payment by payment, and stands in the place of what was typed.
    let row = [told("terminal_id"), told("batch"), told("stan"), told("rrn"), told("auth_code")].join(";");
    let head = "Τερματικό;Πακέτο;STAN;RRN;Έγκριση;Ποσό;Είδος;Κάρτα";
    let file = desk.file("batch.csv", format!("{head}\n{row};120,45;Πώληση;Visa\n"));
    let found = desk.as_supervisor(&["till", "reconcile", "--json", "--file", text(&file)]).expect(0).json();
    let difference = &found["differences"][0];
    assert_eq!(
        (&difference["kind"], &difference["ours"], &difference["theirs"]),
        (&json!("other_amount"), &json!("123.45"), &json!("120.45"))
    );
    let reference = difference["reference"].as_str().unwrap().to_owned();
    assert_eq!(found["unexplained"], json!([reference]));
    let wrong = desk.as_supervisor(&["till", "explain", "ours:x", "--text", "…", "--json"]).expect(3);
    assert_eq!(kind(&wrong), "no_such_difference");
    let unprintable = desk.as_supervisor(&["till", "explain", &reference, "--text", "漢字", "--json"]).expect(7);
    assert_eq!(kind(&unprintable), "unprintable");
    desk.as_supervisor(&["till", "explain", &reference, "--text", "έκπτωση επιβράβευσης στο τερματικό"]).expect(0);
    let closed = desk.as_supervisor(&["till", "close", "--json"]).expect(0).json();
    assert_eq!(closed["report"]["differences"][0]["explanation"], "έκπτωση επιβράβευσης στο τερματικό");
    desk.run(&["verify"]).expect(0);
}

#[test]
fn a_file_of_the_terminal_is_taken_whole_or_not_at_all() {
    let desk = Desk::open();
    let file = desk.file("batch.csv", "Πακέτο;STAN;Ποσό\n91;1;10,00\n91;2;δέκα\n");
    let refused = desk.as_supervisor(&["till", "reconcile", "--json", "--file", text(&file)]).expect(7);
    assert!(refused.stderr.contains('3') && refused.stderr.contains("Ποσό"), "{}", refused.stderr);
    let found = desk.as_supervisor(&["till", "reconcile", "--json"]).expect(0).json();
    assert_eq!(found["batches"], json!([]));
    let bad = desk.as_supervisor(&["till", "reconcile", "--json", "--batch", "91", "--total", "δέκα"]).expect(7);
    assert_eq!(kind(&bad), "bad_batch");
}

#[test]
fn a_comparison_that_the_settings_want_is_made_before_the_close() {
    let mut desk = Desk::open();
    let terminal = Terminal::start(&[]);
    desk.settings.more = "[till]\ncomparison = \"required\"\n".to_owned();
    desk.connect(&terminal);
    let batch = desk.pay(&[RF_ONE]).expect(0).json()["card"]["batch"].as_str().unwrap().to_owned();
    assert_eq!(kind(&desk.as_supervisor(&["till", "close", "--json"]).expect(3)), "not_compared");
    desk.as_supervisor(&["till", "reconcile", "--batch", &batch, "--total", "123.45"]).expect(0);
    desk.as_supervisor(&["till", "close"]).expect(0);
}

#[test]
fn cashiers_do_not_see_the_totals_where_the_settings_hide_them() {
    let mut desk = Desk::open();
    add(&desk, "petros", "cashier");
    desk.settings.more = "[till]\nhide_totals = true\n".to_owned();
    desk.write_config();
    for hidden in [desk.run(&["till", "status", "--json"]), as_other(&desk, "petros", &["till", "status", "--json"])] {
        let hidden = hidden.expect(0).json();
        assert_eq!(
            (&hidden["total"], &hidden["receipts"], &hidden["by_revenue_code"]),
            (&Value::Null, &Value::Null, &Value::Null)
        );
        assert_eq!(hidden["blockers"], json!([]));
    }
    assert_eq!(desk.as_supervisor(&["till", "status", "--json"]).expect(0).json()["total"], "0.00");
    assert_eq!(kind(&as_other(&desk, "petros", &["till", "reconcile", "--json"]).expect(3)), "not_allowed");
}

#[test]
fn a_till_is_handed_over_by_two_people_and_stays_open() {
    let desk = Desk::open();
    add(&desk, "petros", "cashier");
    add(&desk, "anna", "auditor");
    let approver = desk.file("approver", "");
    write_private(&approver, PIN);
    let over = |to: &str| {
        desk.as_supervisor(&["till", "handover", "--json", "--to", to, "--approver-pin-file", text(&approver)])
    };
    assert_eq!(kind(&over("anna").expect(3)), "not_allowed");
    assert_eq!(kind(&over(SUPERVISOR).expect(3)), "same_person");
    let handed = over("petros").expect(0).json();
    assert_eq!(
        (&handed["handovers"][0]["from"], &handed["handovers"][0]["to"]),
        (&json!(SUPERVISOR), &json!("petros"))
    );
    let closed = desk.as_supervisor(&["till", "close", "--json"]).expect(0).json();
    assert_eq!(closed["report"]["handovers"].as_array().unwrap().len(), 1);
}

#[test]
fn yesterdays_open_till_is_closed_before_todays_opens_and_the_refusal_says_how() {
    let desk = Desk::open();
    // As if nobody had closed it: the till of a day that is over.
    let raw = rusqlite::Connection::open(desk.database()).unwrap();
    raw.execute_batch("DROP TRIGGER till_is_only_closed; UPDATE till SET day = '2026-01-07', name = '1-2026-01-07';")
        .unwrap();
    drop(raw);
    assert_eq!(desk.till()["earlier"], json!(["1-2026-01-07"]));
    let refused = desk.as_supervisor(&["till", "open", "--json"]).expect(3);
    assert_eq!(kind(&refused), "earlier_till_open");
    assert!(refused.stderr.contains("tameio till close --till 1-2026-01-07"), "{}", refused.stderr);
    let closed = desk.as_supervisor(&["till", "close", "--till", "1-2026-01-07", "--json"]).expect(0).json();
    assert_eq!(closed["till"], "1-2026-01-07");
    desk.as_supervisor(&["till", "open"]).expect(0);
    let nobody = desk.as_supervisor(&["till", "close", "--till", "9-2026-01-07", "--json"]).expect(3);
    assert_eq!(kind(&nobody), "no_such_till");
}
