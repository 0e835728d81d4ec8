//! The command line as scripts see it: exit codes, JSON, where PINs come from, and that bad input leaves
//! nothing behind.

use chrono::Utc;
use serde_json::{Value, json};
use tameio::domain::time::local_date;
use tameio_testing::Nobody;
use tameio_testing::program::{
    ALWAYS_CLOSED, CASHIER, CASHIER_PIN, DEBTS, Desk, Ended, PIN, RF_CANCELLED, RF_ONE, RF_TWO, RF_UNKNOWN, SUPERVISOR,
    Settings,
};
use tameio_testing::program::{Terminal, program, run, text, write_private};

/// A `pay` that was refused: its code and reason, and that nothing was done.
#[track_caller]
fn refused(ended: &Ended, reason: &str) {
    assert_eq!(ended.code, 3, "{ended:?}");
    let json = ended.json();
    assert_eq!((&json["outcome"], &json["reason"]), (&json!("refused"), &json!(reason)), "{json}");
    assert_eq!((&json["receipt"], &json["printed"], &json["card"]), (&Value::Null, &json!(false), &Value::Null));
    assert!(!ended.stderr.trim().is_empty(), "a sentence for people");
}

#[track_caller]
fn keys(object: &Value, expected: &[&str]) {
    let found: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
    let missing: Vec<&&str> = expected.iter().filter(|key| !found.contains(key)).collect();
    assert!(missing.is_empty(), "{missing:?} are not in {object}");
}

#[test]
fn init_makes_a_private_desk_with_a_commented_configuration() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("new/desk");
    let init = |pin: &str| {
        let mut command = program(&["init", "--json", "--data-dir", text(&data)]);
        command.env("TAMEIO_PIN", pin).output().unwrap()
    };
    let first = init(PIN);
    assert_eq!(first.status.code(), Some(0), "{first:?}");
    let said: Value = serde_json::from_slice(&first.stdout).unwrap();
    assert_eq!((&said["operator"], &said["config_written"]), (&json!("supervisor"), &json!(true)));
    let config = std::fs::read_to_string(data.join("tameio.toml")).unwrap();
    assert!(config.contains("# ") && config.contains("[terminal]"));
    #[cfg(unix)]
    for file in ["", "tameio.toml", "tameio.db"] {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(data.join(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{file} is its owner's alone");
    }
    let before = std::fs::read(data.join("tameio.db")).unwrap();
    let second = init("999999");
    assert_eq!(second.status.code(), Some(3), "a desk that is there is not made again");
    assert_eq!(std::fs::read(data.join("tameio.db")).unwrap(), before);
}

#[test]
fn init_keeps_a_configuration_and_refuses_a_broken_one_before_anything_is_made() {
    let desk = Desk::bare();
    std::fs::write(desk.config_file(), "[desk]\nid = \"2\"\nseris = \"B\"\n").unwrap();
    let pin = desk.pin_file();
    let ended = desk.run(&["init", "--pin-file", text(&pin), "--json"]).expect(7);
    assert_eq!(ended.json()["error"]["kind"], "config");
    assert!(ended.stderr.contains("tameio.toml") && ended.stderr.contains("seris") && ended.stderr.contains('3'));
    assert!(!desk.database().exists());
    std::fs::write(desk.config_file(), "[desk]\nid = \"2\"\n").unwrap();
    desk.run(&["init", "--pin-file", text(&pin)]).expect(0);
    assert_eq!(std::fs::read_to_string(desk.config_file()).unwrap(), "[desk]\nid = \"2\"\n");
}

#[test]
fn a_desk_without_a_database_names_init() {
    let desk = Desk::bare();
    for command in [&["lookup", RF_ONE][..], &["receipt", "list"], &["till", "status"], &["verify"], &["recover"]] {
        let ended = desk.run(&[command, &["--json"]].concat()).expect(6);
        assert_eq!(ended.json()["error"]["kind"], "database_missing");
        assert!(ended.stderr.contains("tameio init"), "{}", ended.stderr);
    }
    let paid = desk.pay(&[RF_ONE]).expect(6).json();
    assert_eq!((&paid["outcome"], &paid["reason"]), (&json!("failed"), &json!("database_missing")));
}

#[test]
fn a_wrong_configuration_is_named_by_file_line_key_and_remedy() {
    let desk = Desk::new();
    std::fs::write(desk.config_file(), "[desk]\nid = \"1\"\n\n[printer]\ncolumns = 47\n").unwrap();
    for language in ["el", "en"] {
        let ended = desk.run(&["lookup", RF_ONE, "--lang", language]).expect(7);
        for part in ["tameio.toml", "5", "printer.columns", "48"] {
            assert!(ended.stderr.contains(part), "{part}: {}", ended.stderr);
        }
    }
    let paid = desk.pay(&[RF_ONE]).expect(7).json();
    assert_eq!((&paid["outcome"], &paid["reason"]), (&json!("failed"), &json!("config")));
    let missing = desk.run(&["till", "status", "--json", "--config", "no/such.toml"]).expect(7);
    assert_eq!(missing.json()["error"]["kind"], "config");
    assert!(missing.stderr.contains("no/such.toml"));
}

#[test]
fn a_look_up_finds_by_code_tax_number_and_part_of_a_name() {
    let desk = Desk::open();
    let by_rf = desk.run(&["lookup", "rf23 9020 1800 0009 3204 2721 6", "--json"]).expect(0).json();
    assert_eq!((&by_rf["kind"], by_rf["debtors"].as_array().unwrap().len()), (&json!("rf"), 1));
    assert_eq!(by_rf["healed"], json!(["case", "spaces"]));
    let debts = by_rf["debtors"][0]["debts"].as_array().unwrap();
    assert_eq!(debts.len(), 2);
    let first = debts.iter().find(|debt| debt["debt"] == "Ο-1").unwrap();
    let expected = json!({
        "debt": "Ο-1", "rf": RF_TWO, "revenue_code": "0441", "description": "Τέλος ακίνητης περιουσίας",
        "year": 2025, "due": "2025-06-30", "capital": "100.00", "surcharge": "2.19",
        "surcharge_as_of": "2026-11-01", "paid": "0.00", "open": "102.19", "status": "open",
    });
    assert_eq!(*first, expected);
    let by_afm = desk.run(&["lookup", "EL 123456783", "--json"]).expect(0).json();
    assert_eq!((&by_afm["kind"], &by_afm["debtors"][0]["name"]), (&json!("afm"), &json!("Ιωάννου Μαρία")));
    let by_name = desk.run(&["lookup", "αθανασιου", "--json"]).expect(0).json();
    assert_eq!((&by_name["kind"], &by_name["debtors"][0]["afm"]), (&json!("name"), &Value::Null));
    assert_eq!(by_name["debtors"][0]["debts"][0]["status"], "cancelled");
    let nothing = desk.run(&["lookup", RF_UNKNOWN, "--json"]).expect(0).json();
    assert_eq!(nothing["debtors"], json!([]));
    let listed = desk.run(&["lookup", RF_ONE]).expect(0);
    assert!(listed.stdout.contains("123,45") && listed.stdout.contains("Ιωάννου Μαρία"));
}

#[test]
fn what_cannot_be_looked_up_is_invalid_input() {
    let desk = Desk::new();
    for query in ["RF24902018000009320427216", "094259217", "α", "123456789012345678901234567890"] {
        let ended = desk.run(&["lookup", query, "--json"]).expect(7);
        assert_eq!(ended.json()["error"]["kind"], "bad_query", "{query}");
    }
}

#[test]
fn a_payment_gives_a_receipt_that_can_be_listed_shown_rendered_and_copied() {
    let (desk, _terminal) = Desk::with_terminal(&[]);
    let ended = desk.pay(&[RF_TWO]).expect(0);
    let paid = ended.json();
    let all =
        ["outcome", "reason", "session", "receipt", "printed", "amount", "final_amount", "tender", "lines", "card"];
    keys(&paid, &all);
    keys(&paid["card"], &["type", "pan_masked", "auth_code", "rrn", "stan", "batch", "terminal_id", "at"]);
    assert_eq!((&paid["outcome"], &paid["reason"], &paid["printed"]), (&json!("approved"), &Value::Null, &json!(true)));
    assert_eq!(
        (&paid["amount"], &paid["final_amount"], &paid["tender"]),
        (&json!("128.40"), &json!("128.40"), &json!("card"))
    );
    assert_eq!(paid["lines"].as_array().unwrap().len(), 2);
    assert_eq!(paid["card"]["at"].as_str().unwrap().len(), "2026-11-23T10:15:02".len(), "local, without offset");
    let number = paid["receipt"].as_str().unwrap();

    let list = desk.run(&["receipt", "list", "--rf", RF_TWO, "--json"]).expect(0).json();
    let row = &list["receipts"][0];
    keys(row, &["number", "kind", "at", "amount", "session", "payer", "cashier", "printed", "copies"]);
    assert_eq!((&row["number"], &row["kind"], &row["printed"]), (&json!(number), &json!("sale"), &json!(true)));
    assert_eq!((&row["session"], &row["cashier"]), (&paid["session"], &json!(SUPERVISOR)));
    for (filter, found) in [(["--afm", "094259216"], 1), (["--afm", "123456783"], 0), (["--to", "2020-01-01"], 0)] {
        let list = desk.run(&["receipt", "list", filter[0], filter[1], "--json"]).expect(0).json();
        assert_eq!(list["receipts"].as_array().unwrap().len(), found, "{filter:?}");
    }

    let shown = desk.run(&["receipt", "show", number]).expect(0).stdout;
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [number, "Παπαδόπουλος Γεώργιος", "128,40", "εκατόν είκοσι οκτώ ευρώ και σαράντα λεπτά"]
    {
        assert!(shown.contains(part), "{part}:\n{shown}");
    }
    let whole = desk.run(&["receipt", "show", number, "--json"]).expect(0).json();
    assert_eq!((&whole["number"], &whole["amount"]), (&json!(number), &json!("128.40")));

    let bytes = desk.file("rendered.bin", "");
    desk.run(&["printer", "render", number, "-o", text(&bytes)]).expect(0);
    assert_eq!(std::fs::read(&bytes).unwrap(), desk.paper(), "the bytes that were printed");

    let copied = desk.run(&["receipt", "reprint", number, "--json"]).expect(0).json();
    assert_eq!((&copied["printed"], &copied["copies"]), (&json!(true), &json!(1)));
    assert!(desk.paper().len() > std::fs::read(&bytes).unwrap().len());

    let till = desk.till();
    assert_eq!((&till["receipts"], &till["total"], &till["blockers"]), (&json!(1), &json!("128.40"), &json!([])));
    assert_eq!(till["by_revenue_code"], json!({"0311": "26.21", "0441": "100.00", "1511": "2.19"}));
    assert_eq!(till["by_card_type"], json!({"Visa Debit": "128.40"}));
    assert_eq!(desk.run(&["verify", "--json"]).expect(0).json()["ok"], true);
}

#[test]
fn a_debt_is_paid_once() {
    let (desk, _terminal) = Desk::with_terminal(&[]);
    desk.pay(&[RF_ONE]).expect(0);
    refused(&desk.pay(&[RF_ONE]), "already_paid");
    assert_eq!(desk.till()["receipts"], 1);
}

#[test]
fn people_read_the_outcome_on_standard_output_and_the_steps_on_standard_error() {
    let (desk, _terminal) = Desk::with_terminal(&[]);
    let greek = desk.as_supervisor(&["pay", RF_ONE]).expect(0);
    assert!(greek.stdout.contains("Εγκρίθηκε") && greek.stdout.contains("-000001"), "{greek:?}");
    assert!(greek.stderr.contains("123,45"), "{greek:?}");
    let english = desk.as_supervisor(&["--lang", "en", "pay", RF_TWO]).expect(0);
    assert!(english.stdout.contains("Approved"), "{english:?}");
}

#[test]
fn the_paper_is_shown_where_the_screen_is_the_printer() {
    let (mut desk, _terminal) = Desk::with_terminal(&[]);
    desk.settings.printer = "link = \"screen\"\n".to_owned();
    desk.write_config();
    let beside_json = desk.pay(&[RF_ONE]).expect(0);
    assert_eq!(beside_json.json()["printed"], true);
    assert!(beside_json.stderr.contains("ΙΩΑΝΝΟΥ") || beside_json.stderr.contains("Ιωάννου Μαρία"));
    let plain = desk.as_supervisor(&["pay", RF_TWO]).expect(0);
    assert!(plain.stdout.contains("Παπαδόπουλος Γεώργιος"), "{plain:?}");
}

#[test]
fn a_declined_card_and_a_busy_terminal_exit_4_with_the_terminals_code() {
    let (mut desk, _terminal) = Desk::with_terminal(&["--mood", "decline", "--decline", "05"]);
    let declined = desk.pay(&[RF_ONE]).expect(4).json();
    assert_eq!((&declined["outcome"], &declined["reason"]), (&json!("declined"), &json!("C:05")));
    assert_eq!((&declined["amount"], &declined["receipt"]), (&json!("123.45"), &Value::Null));
    let busy = Terminal::start(&["--mood", "busy"]);
    desk.connect(&busy);
    let refused = desk.pay(&[RF_ONE]).expect(4).json();
    assert_eq!((&refused["outcome"], &refused["reason"]), (&json!("declined"), &json!("E:999")));
    assert_eq!(desk.till()["receipts"], 0);
}

#[test]
fn a_lost_answer_exits_5_and_recover_books_it_once() {
    let (desk, _terminal) = Desk::with_terminal(&["--mood", "lose-answer"]);
    let lost = desk.pay(&[RF_ONE]).expect(5);
    assert_eq!(lost.json()["outcome"], "unknown");
    let status = desk.till();
    assert_eq!(status["blockers"], json!([{"kind": "unknown_outcome", "ref": lost.json()["session"]}]));
    refused(&desk.pay(&[RF_ONE]), "pending");
    let recovered = desk.run(&["recover", "--json"]).expect(0).json();
    assert_eq!(
        (&recovered["checked"], &recovered["approved"], &recovered["still_unknown"]),
        (&json!(1), &json!(1), &json!(0))
    );
    assert_eq!(recovered["sessions"][0]["session"], lost.json()["session"]);
    assert!(recovered["sessions"][0]["receipt"].is_string());
    let again = desk.run(&["recover", "--json"]).expect(0).json();
    assert_eq!((&again["checked"], &desk.till()["receipts"]), (&json!(0), &json!(1)));
}

#[test]
fn a_terminal_that_is_not_there_exits_6_and_frees_the_debt() {
    let desk = Desk::open();
    let failed = desk.pay(&[RF_ONE]).expect(6).json();
    assert_eq!((&failed["outcome"], &failed["reason"]), (&json!("failed"), &json!("terminal_unreachable")));
    let found = desk.run(&["lookup", RF_ONE, "--json"]).expect(0).json();
    assert_eq!(found["debtors"][0]["debts"][0]["status"], "open");
    let echo = desk.run(&["terminal", "echo", "--json"]).expect(6);
    assert_eq!(echo.json()["error"]["kind"], "terminal_unreachable");
}

#[test]
fn a_receipt_that_is_not_printed_exits_8_and_prints_later() {
    let (mut desk, _terminal) = Desk::with_terminal(&[]);
    desk.settings.printer = format!("link = \"tcp\"\naddress = \"{}\"\n", Nobody::at_all());
    desk.write_config();
    let paid = desk.pay(&[RF_ONE]).expect(8).json();
    assert_eq!((&paid["outcome"], &paid["printed"]), (&json!("approved"), &json!(false)));
    let number = paid["receipt"].as_str().unwrap();
    assert_eq!(desk.till()["blockers"], json!([{"kind": "unprinted_receipt", "ref": number}]));
    desk.run(&["receipt", "reprint", number]).expect(8);
    desk.settings.printer = Settings::default().printer;
    desk.write_config();
    let printed = desk.run(&["receipt", "reprint", number, "--json"]).expect(0).json();
    assert_eq!((&printed["printed"], &printed["copies"]), (&json!(true), &json!(0)), "the first print is no copy");
    assert_eq!(desk.till()["blockers"], json!([]));
}

#[test]
fn somebody_can_say_that_the_paper_came_out() {
    let (mut desk, _terminal) = Desk::with_terminal(&[]);
    desk.settings.printer = format!("link = \"tcp\"\naddress = \"{}\"\n", Nobody::at_all());
    desk.write_config();
    let paid = desk.pay(&[RF_ONE]).expect(8).json();
    let number = paid["receipt"].as_str().unwrap();
    desk.run(&["receipt", "confirm", number, "--json"]).expect(0);
    assert_eq!(desk.till()["blockers"], json!([]));
}

#[test]
fn cash_is_refused_and_counted_without_a_pin_and_nothing_is_sent() {
    let (desk, terminal) = Desk::with_terminal(&[]);
    let order = ["pay", RF_ONE, "--tender", "cash", "--operator", SUPERVISOR, "--json"];
    refused(&desk.run(&order), "cash");
    let shown = desk.run(&order);
    for way in ["Πληρώνω Ηλεκτρονικά", "RF", "00:00–24:00"] {
        assert!(shown.stderr.contains(way), "{way}: {}", shown.stderr);
    }
    let status = desk.till();
    assert_eq!((&status["cash_refusals"], &status["receipts"]), (&json!(2), &json!(0)));
    assert!(desk.paper().is_empty(), "no slip unless it is asked for");
    desk.run(&[&order[..], &["--slip"]].concat()).expect(3);
    assert!(!desk.paper().is_empty());
    drop(terminal);
    refused(&desk.run(&order), "cash");
}

#[test]
fn outside_the_hours_and_on_a_holiday_nothing_is_taken() {
    let (mut desk, _terminal) = Desk::with_terminal(&[]);
    let open = desk.settings.hours.clone();
    desk.settings.hours = ALWAYS_CLOSED.to_owned();
    desk.write_config();
    refused(&desk.pay(&[RF_ONE]), "closed_day");
    desk.settings.hours = format!("{open}holidays_extra = [\"{}\"]\n", local_date(Utc::now()));
    desk.write_config();
    refused(&desk.pay(&[RF_ONE]), "holiday");
    assert_eq!(desk.till()["receipts"], 0);
}

#[test]
fn the_till_opens_once_and_outside_the_hours_only_with_a_reason() {
    let mut desk = Desk::new();
    desk.import(DEBTS).expect(0);
    refused(&desk.pay(&[RF_ONE]), "till_closed");
    desk.settings.hours = ALWAYS_CLOSED.to_owned();
    desk.write_config();
    let without = desk.as_supervisor(&["till", "open", "--json"]).expect(3);
    assert_eq!(without.json()["error"]["kind"], "needs_reason");
    assert_eq!(desk.till()["state"], "closed");
    let opened = desk.as_supervisor(&["till", "open", "--reason", "Απογραφή", "--json"]).expect(0).json();
    assert_eq!((&opened["state"], &opened["outside_hours"]), (&json!("open"), &json!("Απογραφή")));
    let again = desk.as_supervisor(&["till", "open", "--reason", "Πάλι", "--json"]).expect(3);
    assert_eq!(again.json()["error"]["kind"], "till_open");
}

#[test]
fn a_payment_that_does_not_fit_the_debts_is_refused() {
    let (desk, _terminal) = Desk::with_terminal(&[]);
    refused(&desk.pay(&[RF_UNKNOWN]), "not_found");
    refused(&desk.pay(&[RF_CANCELLED]), "cancelled");
    refused(&desk.pay(&[RF_ONE, RF_TWO]), "several_debtors");
    refused(&desk.pay(&[RF_ONE, RF_ONE]), "twice");
    refused(&desk.pay(&[RF_ONE, "--amount", &format!("{RF_ONE}=200.00")]), "above_open");
    refused(&desk.pay(&[RF_ONE, "--amount", &format!("{RF_ONE}=20,00")]), "part_not_allowed");
    assert_eq!(desk.till()["receipts"], 0);
}

#[test]
fn a_part_is_paid_where_parts_are_allowed() {
    let (mut desk, _terminal) = Desk::with_terminal(&[]);
    desk.settings.more = "[payments]\nallow_parts = true\nminimum = \"10.00\"\n".to_owned();
    desk.write_config();
    refused(&desk.pay(&[RF_ONE, "--amount", &format!("{RF_ONE}=5.00")]), "below_minimum");
    let paid = desk.pay(&[RF_ONE, "--amount", &format!("{RF_ONE}=23,45")]).expect(0).json();
    assert_eq!(paid["amount"], "23.45");
    let rest = desk.run(&["lookup", RF_ONE, "--json"]).expect(0).json();
    assert_eq!(rest["debtors"][0]["debts"][0]["open"], "100.00");
}

#[test]
fn codes_and_amounts_that_are_none_are_told_before_anything_else() {
    let desk = Desk::open();
    let amount = |amount: &str| format!("{RF_ONE}={amount}");
    let cases = [
        (vec!["RF24902018000009320427216".to_owned()], 7, "invalid_rf"),
        (vec![RF_ONE.to_owned(), "--amount".to_owned(), amount("1.234")], 7, "bad_amount"),
        (vec![RF_ONE.to_owned(), "--amount".to_owned(), amount("1,234")], 7, "bad_amount"),
        (vec![RF_ONE.to_owned(), "--amount".to_owned(), amount("0")], 7, "bad_amount"),
        (vec![RF_ONE.to_owned(), "--amount".to_owned(), amount("-5")], 7, "bad_amount"),
        (vec![RF_ONE.to_owned(), "--amount".to_owned(), RF_ONE.to_owned()], 2, "bad_amount"),
        (vec![RF_ONE.to_owned(), "--amount".to_owned(), format!("{RF_TWO}=5.00")], 2, "amount_without_rf"),
    ];
    for (arguments, code, reason) in cases {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let json = desk.pay(&arguments).expect(code).json();
        assert_eq!((&json["outcome"], &json["reason"]), (&json!("failed"), &json!(reason)), "{arguments:?}");
    }
    let number = desk.run(&["receipt", "show", "A-2026", "--json"]).expect(7);
    assert_eq!(number.json()["error"]["kind"], "bad_receipt_number");
    let none = desk.run(&["receipt", "show", "A-2026-000009", "--json"]).expect(3);
    assert_eq!(none.json()["error"]["kind"], "no_such_receipt");
    let date = desk.run(&["receipt", "list", "--date", "23/11/2026", "--json"]).expect(7);
    assert_eq!(date.json()["error"]["kind"], "bad_date");
}

#[test]
fn a_pin_comes_from_a_file_or_a_variable_and_its_lack_is_told() {
    let desk = Desk::open();
    let order = ["pay", RF_ONE, "--operator", SUPERVISOR, "--json"];
    let none = desk.run(&order).expect(2);
    assert_eq!((&none.json()["outcome"], &none.json()["reason"]), (&json!("failed"), &json!("pin_missing")));
    assert!(none.stderr.contains("--pin-file") && none.stderr.contains("TAMEIO_PIN"), "{}", none.stderr);
    let with = |pin: &str| {
        let output = desk.command(&order).env("TAMEIO_PIN", pin).output().unwrap();
        (output.status.code().unwrap(), serde_json::from_slice::<Value>(&output.stdout).unwrap())
    };
    let (code, malformed) = with("12");
    assert_eq!((code, &malformed["reason"]), (7, &json!("bad_pin")));
    // Nobody listens at the terminal: the right PIN gets that far.
    assert_eq!(with(PIN).0, 6);
    let (code, wrong) = with("111111");
    assert_eq!((code, &wrong["outcome"], &wrong["reason"]), (3, &json!("refused"), &json!("wrong_pin")));
    let nobody = desk.run(&["pay", RF_ONE, "--operator", "nobody", "--pin-file", text(&desk.pin_file()), "--json"]);
    refused(&nobody, "wrong_pin");
    let missing = desk.run(&["pay", RF_ONE, "--operator", SUPERVISOR, "--pin-file", "no/such/pin", "--json"]).expect(7);
    assert_eq!(missing.json()["reason"], "pin_file");
}

#[cfg(unix)]
#[test]
fn a_pin_file_that_others_read_is_warned_of() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let quiet = desk.as_supervisor(&["till", "open"]).expect(0);
    assert!(!quiet.stderr.contains("chmod"), "{}", quiet.stderr);
    std::fs::set_permissions(desk.pin_file(), std::fs::Permissions::from_mode(0o644)).unwrap();
    let warned = desk.as_supervisor(&["till", "open"]).expect(3);
    assert!(warned.stderr.contains("chmod 600"), "{}", warned.stderr);
}

#[test]
fn operators_are_added_by_a_supervisor_and_do_what_their_role_lets_them() {
    let desk = Desk::open();
    let (new_pin, pin) = (desk.file("new-pin", ""), desk.pin_file());
    write_private(&new_pin, "135791");
    let add = |id: &str, role: &str, by: &str, pin: &str| {
        desk.run(&[
            "operator",
            "add",
            id,
            "--name",
            "Νίκος",
            "--role",
            role,
            "--operator",
            by,
            "--pin-file",
            pin,
            "--new-pin-file",
            text(&new_pin),
            "--json",
        ])
    };
    let added = add("nikos", "auditor", SUPERVISOR, text(&pin)).expect(0).json();
    assert_eq!(
        added["operator"],
        json!({"id": "nikos", "name": "Νίκος", "role": "auditor", "active": true, "must_change_pin": true})
    );
    // The first PIN is changed before anything else.
    let first =
        desk.run(&["operator", "disable", SUPERVISOR, "--operator", "nikos", "--pin-file", text(&new_pin), "--json"]);
    assert_eq!(first.expect(3).json()["error"]["kind"], "pin_must_change");
    let own = desk.file("own-pin", "");
    write_private(&own, "482915");
    let change =
        ["operator", "change-pin", "nikos", "--pin-file", text(&new_pin), "--new-pin-file", text(&own), "--json"];
    assert_eq!(desk.run(&change).expect(0).json()["operator"]["must_change_pin"], false);
    let new_pin = own;
    assert_eq!(add("nikos", "cashier", SUPERVISOR, text(&pin)).expect(3).json()["error"]["kind"], "operator_exists");
    assert_eq!(add("eva", "cashier", "nikos", text(&new_pin)).expect(3).json()["error"]["kind"], "not_allowed");
    assert_eq!(add("Εύα", "cashier", SUPERVISOR, text(&pin)).expect(7).json()["error"]["kind"], "bad_operator_id");
    let unprompted = desk.as_supervisor(&["operator", "add", "eva", "--name", "Εύα", "--role", "cashier"]).expect(2);
    assert!(unprompted.stderr.contains("--new-pin-file") && unprompted.stderr.contains("TAMEIO_NEW_PIN"));
    let paid = desk.run(&["pay", RF_ONE, "--operator", "nikos", "--pin-file", text(&new_pin), "--json"]);
    refused(&paid, "not_allowed");
    let listed = desk.run(&["operator", "list", "--json"]).expect(0).json();
    let ids: Vec<&str> = listed["operators"].as_array().unwrap().iter().map(|o| o["id"].as_str().unwrap()).collect();
    assert_eq!(ids, [SUPERVISOR, "nikos"]);
}

#[test]
fn who_is_disabled_no_longer_signs_in_and_the_last_supervisor_never_is() {
    let desk = Desk::staffed();
    let disable = |id: &str| desk.as_supervisor(&["operator", "disable", id, "--json"]);
    let disabled = disable(CASHIER).expect(0).json();
    keys(&disabled, &["operator"]);
    assert_eq!((&disabled["operator"]["id"], &disabled["operator"]["active"]), (&json!(CASHIER), &json!(false)));
    let pin = desk.file("cashier.pin", CASHIER_PIN);
    write_private(&pin, CASHIER_PIN);
    let paid = desk.run(&["pay", RF_ONE, "--operator", CASHIER, "--pin-file", text(&pin), "--json"]);
    refused(&paid, "operator_locked");
    assert_eq!(disable("nobody").expect(3).json()["error"]["kind"], "no_such_operator");
    assert_eq!(disable(SUPERVISOR).expect(3).json()["error"]["kind"], "last_supervisor");
    let listed = desk.run(&["operator", "list", "--json"]).expect(0).json();
    let active: Vec<&Value> = listed["operators"].as_array().unwrap().iter().map(|o| &o["active"]).collect();
    assert_eq!(active, [&json!(true), &json!(false)]);
    let said = desk.as_supervisor(&["operator", "disable", CASHIER]).expect(0);
    assert!(said.stdout.contains("δεν μπορεί πια να συνδεθεί"), "{}", said.stdout);
    desk.run(&["verify"]).expect(0);
}

#[test]
fn an_import_loads_good_rows_and_names_bad_ones_by_line() {
    let desk = Desk::new();
    let bad = DEBTS.replace("123,45", "12,345");
    let dry_file = desk.file("dry.csv", &bad);
    let dry = desk.run(&["import", "debts", text(&dry_file), "--dry-run", "--json"]).expect(0).json();
    assert_eq!((&dry["rows"], &dry["loaded"]), (&json!(4), &json!(3)));
    assert_eq!(desk.run(&["lookup", RF_TWO, "--json"]).expect(0).json()["debtors"], json!([]), "nothing was written");
    let loaded = desk.import(&bad).expect(0).json();
    keys(&loaded, &["rows", "loaded", "updated", "unchanged", "rejected"]);
    assert_eq!((&loaded["loaded"], &loaded["rejected"][0]["line"]), (&json!(3), &json!(4)));
    assert_eq!(loaded["rejected"][0]["reason"], "bad_amount");
    let again = desk.import(DEBTS).expect(0).json();
    assert_eq!((&again["loaded"], &again["unchanged"], &again["rejected"]), (&json!(1), &json!(3), &json!([])));
    let preview = desk.run(&["import", "debts", text(&dry_file), "--dry-run"]).expect(0);
    assert!(preview.stdout.contains("Παπαδόπουλος Γεώργιος") && preview.stderr.contains('4'), "{preview:?}");
}

#[test]
fn a_file_that_is_no_file_of_debts_is_invalid_input_and_loads_nothing() {
    let desk = Desk::new();
    let workbook = desk.file("debts.xlsx", b"PK\x03\x04not text");
    let header = desk.file("header.csv", "a;b;c\n1;2;3\n");
    for file in ["no/such.csv", text(&workbook), text(&header)] {
        let ended = desk.run(&["import", "debts", file, "--json"]).expect(7);
        assert!(ended.json()["error"]["message"].as_str().unwrap().len() > 20, "{file}");
    }
    let mapping = desk.run(&["import", "debts", text(&header), "--mapping", "other", "--json"]).expect(7);
    assert_eq!(mapping.json()["error"]["kind"], "no_such_mapping");
    assert!(mapping.stderr.contains("debts"));
}

#[test]
fn the_printer_is_tested_asked_and_rendered_for() {
    let desk = Desk::new();
    let tested = desk.run(&["printer", "test", "--json"]).expect(0).json();
    assert_eq!((&tested["printed"], &tested["confirmed"]), (&json!(true), &json!(true)));
    let page = desk.file("page.bin", "");
    let rendered = desk.run(&["printer", "render", "-o", text(&page), "--json"]).expect(0).json();
    assert_eq!(rendered["bytes"], json!(desk.paper().len()));
    assert_eq!(std::fs::read(&page).unwrap(), desk.paper());
    let beside_json = desk.run(&["printer", "render", "--json"]).expect(2);
    assert_eq!(beside_json.json()["error"]["kind"], "output_missing");
    let raw = desk.command(&["printer", "render"]).output().unwrap();
    assert_eq!((raw.status.code(), raw.stdout), (Some(0), desk.paper()));
    assert_eq!(desk.run(&["printer", "status", "--json"]).expect(0).json()["online"], true);
}

#[test]
fn a_terminal_answers_an_echo_and_a_busy_port_is_told() {
    let (desk, terminal) = Desk::with_terminal(&["--protocol", "mellon"]);
    let echo = desk.run(&["terminal", "echo", "--json"]).expect(0).json();
    keys(&echo, &["terminal_id", "app_version"]);
    let taken = run(&["terminal", "simulate", "--listen", &terminal.address, "--json"]).expect(6);
    assert_eq!(taken.json()["error"]["kind"], "simulator");
    let code = run(&["terminal", "simulate", "--decline", "00", "--json"]).expect(2);
    assert_eq!(code.json()["error"]["kind"], "bad_code");
}

#[test]
fn a_simulator_takes_a_master_key_from_a_file_and_tells_none_of_its_digits() {
    let desk = Desk::bare();
    let short = desk.file("short.key", "0123456789ABCDEF");
    let missing = short.with_file_name("missing.key");
    for file in [&short, &missing] {
        let refused = run(&["terminal", "simulate", "--master-key-file", text(file), "--json"]).expect(7);
        assert_eq!(refused.json()["error"]["kind"], "key_file");
        assert!(!format!("{refused:?}").contains("0123456789"), "{refused:?}");
    }
    let whole = desk.file("whole.key", "ABCDEF01234567899876543210ABCDEF\n");
    let mellon = ["terminal", "simulate", "--protocol", "mellon", "--master-key-file", text(&whole), "--json"];
    assert_eq!(run(&mellon).expect(2).json()["error"]["kind"], "no_keys");
}

#[test]
fn a_simulator_that_serves_one_sale_ends_after_it() {
    let mut child = program(&["terminal", "simulate", "--listen", "127.0.0.1:0", "--once"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut address = String::new();
    let mut stdout = std::io::BufReader::new(child.stdout.take().unwrap());
    std::io::BufRead::read_line(&mut stdout, &mut address).unwrap();
    let mut desk = Desk::open();
    desk.settings.terminal = format!("address = \"{}\"\n", address.trim());
    desk.write_config();
    desk.pay(&[RF_ONE]).expect(0);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let wire = String::from_utf8(output.stderr).unwrap();
    assert!(wire.contains("← ECR0110A/S") && wire.contains("→ POS0110R/S"), "{wire}");
}

#[test]
fn the_doctor_says_what_is_wrong_and_what_to_do() {
    let (desk, terminal) = Desk::with_terminal(&[]);
    let well = desk.run(&["doctor", "--json"]);
    let said = well.json();
    let of = |said: &Value, what: &str| {
        let findings = said["findings"].as_array().unwrap().clone();
        findings.into_iter().find(|finding| finding["what"] == what).unwrap()
    };
    for what in ["data_dir", "database", "disk", "clock", "terminal", "printer", "unresolved"] {
        assert_ne!(of(&said, what)["verdict"], "bad", "{said}");
    }
    assert_eq!(well.code, 0, "{well:?}");
    drop(terminal);
    let ill = desk.run(&["doctor", "--json"]).expect(6);
    let finding = of(&ill.json(), "terminal");
    assert_eq!(finding["verdict"], "bad");
    assert!(finding["remedy"].as_str().unwrap().contains("127.0.0.1"));
    let bare = Desk::bare();
    assert!(bare.run(&["doctor"]).expect(6).stdout.contains("tameio init"));
}

#[test]
fn the_demonstration_pays_and_prints_in_one_command_without_a_display() {
    let shown = run(&["demo", "--once", "--debts", "400"]).expect(0);
    assert!(shown.stdout.contains("ΕΠΙΔΕΙΞΗ") && shown.stdout.contains("ΔΙΠΛΟΤΥΠΟ"), "{shown:?}");
    let json = run(&["demo", "--once", "--debts", "400", "--json"]).expect(0).json();
    assert_eq!((&json["outcome"], &json["printed"]), (&json!("approved"), &json!(true)));
}

#[cfg(not(feature = "window"))]
#[test]
fn a_program_without_its_window_says_so_and_does_the_rest() {
    for arguments in [&[][..], &["demo"], &["--lang", "en", "demo"]] {
        let ended = run(arguments).expect(2);
        assert!(ended.stderr.contains("window"), "{}", ended.stderr);
    }
    assert_eq!(run(&["demo", "--json"]).expect(2).json()["error"]["kind"], "no_window");
    Desk::new().run(&[]).expect(2);
    run(&["demo", "--once", "--debts", "40"]).expect(0);
}

#[cfg(all(feature = "window", not(any(windows, target_os = "macos"))))]
#[test]
fn without_a_display_the_window_names_the_way_without_one() {
    for arguments in [&["demo"][..], &["demo", "--lang", "en"]] {
        let ended = run(arguments).expect(6);
        assert!(ended.stderr.contains("demo --once"), "{}", ended.stderr);
    }
    Desk::new().run(&[]).expect(6);
    let unreachable = program(&["demo", "--debts", "40"]).env("DISPLAY", ":9999").output().unwrap();
    let said = String::from_utf8(unreachable.stderr).unwrap();
    assert_eq!(unreachable.status.code(), Some(6), "{said}");
    assert!(said.contains("demo --once") && !said.contains("panicked"), "{said}");
}

#[test]
fn a_real_desk_is_no_demonstration_and_a_demonstrations_data_can_be_looked_into() {
    let desk = Desk::new();
    let ended = desk.run(&["demo", "--once", "--json"]).expect(3);
    assert_eq!(ended.json()["error"]["kind"], "demo_data");
    let dir = tempfile::tempdir().unwrap();
    run(&["demo", "--once", "--debts", "400", "--data-dir", text(dir.path())]).expect(0);
    let till = run(&["till", "status", "--json", "--data-dir", text(dir.path())]).expect(0).json();
    assert_eq!((&till["state"], &till["receipts"]), (&json!("open"), &json!(1)));
    let receipts = run(&["receipt", "list", "--json", "--data-dir", text(dir.path())]).expect(0).json();
    let number = receipts["receipts"][0]["number"].as_str().unwrap();
    let paper = run(&["receipt", "show", number, "--data-dir", text(dir.path())]).expect(0).stdout;
    assert!(paper.contains("ΕΠΙΔΕΙΞΗ"), "{paper}");
}

#[test]
fn commands_of_later_versions_parse_say_so_and_change_nothing() {
    let desk = Desk::open();
    let before = std::fs::read(desk.database()).unwrap();
    let documented = ["import dias x.csv", "import easypay x.csv --mapping y --dry-run"];
    for line in documented {
        let arguments: Vec<&str> = line.split(' ').collect();
        let ended = desk.run(&[&arguments[..], &["--json"]].concat()).expect(2);
        assert_eq!(ended.json()["error"]["kind"], "not_built_yet", "{line}");
        assert!(ended.stderr.contains(arguments[0]), "{line}: {}", ended.stderr);
    }
    assert_eq!(std::fs::read(desk.database()).unwrap(), before);
}

#[test]
fn a_wrong_command_line_exits_2_in_one_object_and_help_exits_0() {
    for line in ["pay", "lookup", "nonsense", "till", "pay RF1 --operator x --pin 123456", "demo --debts 0"] {
        let arguments: Vec<&str> = line.split(' ').collect();
        let ended = run(&[&arguments[..], &["--json"]].concat()).expect(2);
        assert_eq!(ended.json()["error"]["kind"], "usage", "{line}");
        assert!(ended.stderr.contains("tameio --help"), "{line}: {}", ended.stderr);
    }
    assert!(run(&["pay", "--lang", "en"]).expect(2).stderr.contains("The command line is wrong"));
    for line in ["--help", "--version", "pay --help", "receipt --help"] {
        let arguments: Vec<&str> = line.split(' ').collect();
        assert!(run(&arguments).expect(0).stdout.contains("tameio"), "{line}");
    }
}

#[test]
fn a_receipt_is_found_by_number_day_code_and_tax_number() {
    let (desk, _terminal) = Desk::with_terminal(&[]);
    let number = desk.pay(&[RF_TWO]).expect(0).json()["receipt"].as_str().unwrap().to_owned();
    let day = desk.run(&["receipt", "list", "--json"]).expect(0).json()["receipts"][0]["at"].as_str().unwrap()[..10]
        .to_owned();
    for query in [number.as_str(), day.as_str(), RF_TWO, "094259216"] {
        let listed = desk.run(&["receipt", "list", query, "--json"]).expect(0).json();
        assert_eq!(listed["receipts"][0]["number"], number.as_str(), "{query}");
        let paper = desk.run(&["receipt", "show", query]).expect(0).stdout;
        assert!(paper.contains(&number), "{query}: {paper}");
    }
    desk.run(&["receipt", "show", "123456783"]).expect(3);
    desk.run(&["receipt", "show", "nonsense"]).expect(7);
    desk.pay(&[RF_ONE]).expect(0);
    let several = desk.run(&["receipt", "reprint", &day, "--json"]).expect(7);
    assert_eq!(several.json()["error"]["kind"], "several_receipts");
}
