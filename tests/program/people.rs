//! The life of operators at the command line, and the way back in where nobody can sign in.

use serde_json::json;
use tameio_testing::program::*;

/// A file with a PIN.
fn file(desk: &Desk, pin: &str) -> String {
    let file = desk.file(pin, "");
    write_private(&file, pin);
    text(&file).to_owned()
}

#[test]
fn a_supervisor_gives_pins_and_roles_and_lets_people_out_and_in() {
    let desk = Desk::staffed();
    let given = file(&desk, "846135");
    let reset = ["operator", "reset-pin", CASHIER, "--new-pin-file", &given, "--json"];
    let after = desk.as_supervisor(&reset).expect(0).json();
    assert_eq!(after["operator"]["must_change_pin"], true);
    let pay = ["pay", RF_ONE, "--operator", CASHIER, "--pin-file", &given, "--json"];
    assert_eq!(desk.run(&pay).expect(3).json()["reason"], "pin_must_change");
    let weak = file(&desk, "112233");
    let change = |new: &str| {
        desk.run(&["operator", "change-pin", CASHIER, "--pin-file", &given, "--new-pin-file", new, "--json"])
    };
    let refused = change(&weak).expect(7);
    assert_eq!(refused.json()["error"]["kind"], "weak_pin");
    assert!(refused.stderr.contains("Διαλέξτε άλλο"), "{}", refused.stderr);
    let own = file(&desk, "482915");
    change(&own).expect(0);
    // Nobody listens at the terminal: this PIN gets that far.
    let pay = ["pay", RF_ONE, "--operator", CASHIER, "--pin-file", &own, "--json"];
    assert_eq!(desk.run(&pay).expect(6).json()["outcome"], "failed");
    let role = ["operator", "role", CASHIER, "--role", "auditor", "--json"];
    assert_eq!(desk.as_supervisor(&role).expect(0).json()["operator"]["role"], "auditor");
    assert_eq!(desk.run(&pay).expect(3).json()["reason"], "not_allowed");
    desk.as_supervisor(&["operator", "disable", CASHIER]).expect(0);
    assert_eq!(desk.run(&pay).expect(3).json()["reason"], "operator_locked");
    desk.as_supervisor(&["operator", "enable", CASHIER]).expect(0);
    assert_eq!(desk.run(&pay).expect(3).json()["reason"], "not_allowed");
    let demoted = desk.as_supervisor(&["operator", "role", SUPERVISOR, "--role", "cashier", "--json"]).expect(3);
    assert_eq!(demoted.json()["error"]["kind"], "last_supervisor");
    let own_account = desk.as_supervisor(&["operator", "reset-pin", SUPERVISOR, "--new-pin-file", &own, "--json"]);
    assert_eq!(own_account.expect(3).json()["error"]["kind"], "own_account");
    let another = ["operator", "change-pin", CASHIER, "--operator", SUPERVISOR, "--pin-file", &own, "--json"];
    assert_eq!(desk.run(&another).expect(2).json()["error"]["kind"], "own_pin");
    let listed = desk.run(&["operator", "list", "--json"]).expect(0).json();
    let nikos = listed["operators"].as_array().unwrap().iter().find(|one| one["id"] == CASHIER).unwrap();
    assert_eq!((&nikos["role"], &nikos["active"], &nikos["locked_s"]), (&json!("auditor"), &json!(true), &json!(null)));
    assert!(nikos["signed_in_at"].is_string());
    desk.run(&["verify"]).expect(0);
}

#[test]
fn a_supervisor_is_made_by_who_owns_the_data_directory_and_acknowledged_by_a_supervisor() {
    let desk = Desk::open();
    let pin = file(&desk, "482915");
    let weak = file(&desk, "000000");
    let recover = |pin: &str| desk.run(&["init", "--recover", "anna", "--name", "Άννα", "--pin-file", pin, "--json"]);
    assert_eq!(recover(&weak).expect(7).json()["error"]["kind"], "weak_pin");
    assert_eq!(recover(&pin).expect(0).json()["recovered"], "anna");
    let as_anna = |arguments: &[&str]| desk.run(&[arguments, &["--operator", "anna", "--pin-file", &pin]].concat());
    as_anna(&["operator", "disable", SUPERVISOR]).expect(0);
    as_anna(&["operator", "acknowledge"]).expect(0);
    assert_eq!(
        as_anna(&["operator", "acknowledge", "--json"]).expect(3).json()["error"]["kind"],
        "nothing_to_acknowledge"
    );
    desk.run(&["verify"]).expect(0);
    let bare = Desk::bare();
    bare.run(&["init", "--recover", "anna", "--pin-file", &pin]).expect(6);
}

#[test]
fn what_tills_hold_is_told_at_the_command_line_to_who_signs_in_for_it() {
    let mut desk = Desk::staffed();
    desk.settings.more = "[till]\nhide_totals = true\n".to_owned();
    desk.write_config();
    assert_eq!(desk.run(&["till", "z", "--json"]).expect(3).json()["error"]["kind"], "needs_operator");
    desk.as_supervisor(&["till", "z", "--json"]).expect(0);
    let pin = file(&desk, CASHIER_PIN);
    let as_cashier = desk.run(&["till", "z", "--operator", CASHIER, "--pin-file", &pin, "--json"]).expect(3);
    assert_eq!(as_cashier.json()["error"]["kind"], "not_allowed");
    assert_eq!(desk.run(&["till", "status", "--json"]).expect(0).json()["total"], json!(null));
    assert_eq!(desk.as_supervisor(&["till", "status", "--json"]).expect(0).json()["total"], json!("0.00"));
}

/// The matrix that an auditor is given.
#[test]
fn the_permission_table_is_as_it_was_reviewed() {
    let printed = run(&["operator", "permissions", "--lang", "en"]).expect(0).stdout;
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/permissions.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &printed).unwrap();
    }
    assert_eq!(printed, std::fs::read_to_string(&path).unwrap(), "UPDATE_GOLDEN=1 writes it anew, to be reviewed");
}
