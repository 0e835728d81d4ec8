//! Files as they really come, through the program: what a file does not say, whose a debt is, what the bank's file says,
//! and how old the debts are where nothing is found.

use serde_json::{Value, json};
use tameio_testing::program::{Desk, Ended, RF_ONE, RF_TWO, RF_UNKNOWN, text};

const TITLES: &str = "Αριθμός Οφειλής;ΑΦΜ;Ονοματεπώνυμο;RF;ΚΑΕ;Περιγραφή;Έτος;Κεφάλαιο;Προσαυξήσεις;Κατάσταση";
const CODE: &str = "RF04999998000700000000004";
const OTHER_CODE: &str = "RF74999998000700000000005";

fn import(desk: &Desk, content: &str, more: &[&str]) -> Ended {
    let file = desk.file("file.csv", content.as_bytes());
    desk.run(&[&["import", "debts", text(&file), "--json", "--lang", "en"], more].concat())
}

fn rejected(said: &Value) -> Vec<(u64, &str)> {
    let rows = said["rejected"].as_array().unwrap();
    rows.iter().map(|row| (row["line"].as_u64().unwrap(), row["reason"].as_str().unwrap())).collect()
}

fn open_amount(desk: &Desk, code: &str) -> Value {
    desk.run(&["lookup", code, "--json"]).expect(0).json()["debtors"][0]["debts"][0]["open"].clone()
}

#[test]
fn a_withdrawn_debt_is_not_charged_because_a_file_has_no_column_for_it() {
    let (desk, _terminal) = Desk::with_terminal(&[]);
    let row = format!("Δ-92;;Δοκιμή Ζωή;{CODE};0311;Τέλη;2026;40,00;7,30");
    import(&desk, &format!("{TITLES}\n{row};Διαγραμμένη\n"), &[]).expect(0);
    let without = TITLES.strip_suffix(";Κατάσταση").unwrap();
    let ended = import(&desk, &format!("{without}\n{row}\n"), &[]).expect(0);
    assert!(
        ended.stderr.contains("the last file had these columns and this one has not: Κατάσταση"),
        "{}",
        ended.stderr
    );
    let said = ended.json();
    assert_eq!((&said["unchanged"], &said["vanished_columns"]), (&json!(1), &json!(["Κατάσταση"])));
    assert_eq!(desk.pay(&[CODE]).expect(3).json()["reason"], "cancelled");
    assert_eq!(desk.till()["receipts"], 0);
    // The surcharge neither.
    let without = TITLES.replace(";Προσαυξήσεις", "");
    import(&desk, &format!("{without}\nΔ-92;;Δοκιμή Ζωή;{CODE};0311;Τέλη;2026;40,00;Βεβαιωμένη\n"), &[]).expect(0);
    assert_eq!(open_amount(&desk, CODE), "47.30");
}

#[test]
fn a_title_that_is_nearly_an_expected_one_loads_nothing_and_is_named() {
    let desk = Desk::new();
    let row = format!("Δ-92;;Δοκιμή Ζωή;{CODE};0311;Τέλη;2026;100,00;7,30;");
    let file = format!("{TITLES}\n{row}\n");
    let ended = import(&desk, &file.replace("Προσαυξήσεις", "Προσαύξηση"), &[]).expect(7);
    assert_eq!(ended.json()["error"]["kind"], "near_titles");
    assert!(ended.stderr.contains("\"Προσαύξηση\" (expected \"Προσαυξήσεις\")"), "{}", ended.stderr);
    import(&desk, &file.replace("Προσαυξήσεις", "ΠΡΟΣΑΥΞΗΣΕΙΣ."), &[]).expect(0);
    assert_eq!(open_amount(&desk, CODE), "107.30");
    let ended = import(&desk, "Σύνολο οφειλών;12\nΑριθμός;Ποσό\n1;2\n", &[]).expect(7);
    assert_eq!(ended.json()["error"]["kind"], "missing_columns");
    assert!(ended.stderr.contains("Line 1 holds: Σύνολο οφειλών | 12"), "{}", ended.stderr);
}

#[test]
fn one_citizens_payment_does_not_become_anothers() {
    let (desk, _terminal) = Desk::with_terminal(&[]);
    let row = |afm: &str, name: &str, code: &str| format!("{TITLES}\n500;{afm};{name};{code};0311;Τέλη;2026;40,00;;\n");
    import(&desk, &row("094019245", "Δοκιμή Ζωή", CODE), &[]).expect(0);
    let other = row("099285315", "Άλλος Νίκος", OTHER_CODE);
    let said = import(&desk, &other, &[]).expect(7).json();
    assert_eq!((rejected(&said), &said["conflicts"]), (vec![(2, "other_debtor")], &json!(1)));
    assert_eq!(said["rejected"][0]["settled"], false);
    desk.pay(&[CODE]).expect(0);
    for accept in [&[][..], &["--accept-moved"]] {
        let ended = import(&desk, &other, accept).expect(7);
        assert_eq!(ended.json()["rejected"][0]["settled"], true);
        assert!(ended.stderr.contains("something was paid of it"), "{}", ended.stderr);
    }
    assert_eq!(desk.run(&["lookup", OTHER_CODE, "--json"]).expect(0).json()["debtors"], json!([]));
    // Where nothing was paid a file that is right is believed, with an entry of its own.
    import(&desk, &row("094019245", "Δοκιμή Ζωή", CODE).replace("500;", "501;"), &[]).expect(0);
    let said = import(&desk, &other.replace("500;", "501;"), &["--accept-moved"]).expect(0).json();
    assert_eq!((&said["updated"], &said["moved"]), (&json!(1), &json!(1)));
    let books = rusqlite::Connection::open(desk.database()).unwrap();
    let detail: String = books
        .query_row("SELECT detail FROM audit WHERE act = 'debt_moved' AND subject = '501'", [], |row| row.get(0))
        .unwrap();
    assert!(detail.contains(&format!("rf={CODE}>{OTHER_CODE}")) && !detail.contains("Νίκος"), "{detail}");
    desk.run(&["verify"]).expect(0);
}

#[test]
fn one_name_is_one_payer_only_by_the_cashiers_word() {
    let (desk, _terminal) = Desk::with_terminal(&[]);
    let row = |n: u32, name: &str, code: &str| format!("Δ-{n};;{name};{code};0311;Τέλη;2026;{n}0,00;;\n");
    let file = format!("{TITLES}\n{}{}", row(1, "Γεωργίου Άννα", CODE), row(2, "ΓΕΩΡΓΙΟΥ ΑΝΝΑ", OTHER_CODE));
    import(&desk, &file, &[]).expect(0);
    let found = desk.run(&["lookup", "γεωργιου", "--json"]).expect(0).json();
    assert_eq!((found["debtors"].as_array().unwrap().len(), &found["maybe_one_person"]), (2, &json!([[0, 1]])));
    assert_eq!(desk.pay(&[CODE, OTHER_CODE]).expect(3).json()["reason"], "maybe_one_payer");
    let paid = desk.pay(&[CODE, OTHER_CODE, "--one-payer"]).expect(0).json();
    assert_eq!((&paid["amount"], paid["lines"].as_array().unwrap().len()), (&json!("30.00"), 2));
    let books = rusqlite::Connection::open(desk.database()).unwrap();
    let sql = "SELECT who, subject FROM audit WHERE act = 'one_payer_stated'";
    let entry: (String, String) = books.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    assert_eq!(entry.1, "Δ-1,Δ-2");
    assert!(!entry.0.is_empty());
    // Nobody's word makes people of other names one.
    assert_eq!(desk.pay(&[RF_ONE, RF_TWO, "--one-payer"]).expect(3).json()["reason"], "several_debtors");
    desk.run(&["verify"]).expect(0);
}

#[test]
fn a_file_that_loads_nothing_is_no_success_and_names_why() {
    let desk = Desk::new();
    let spoiled = format!("{TITLES}\n1,23457E+14;;Α Β;;0311;Τέλη;2026;1,00;;\n7;;Α Β;#REF!;0311;Τέλη;2026;(50,00);;\n");
    let said = import(&desk, &spoiled, &[]).expect(7).json();
    assert_eq!(rejected(&said), [(2, "scientific_notation"), (3, "bad_amount")]);
    import(&desk, TITLES, &[]).expect(7);
    let good = format!("sep=;\r{TITLES}\r7;;Α Β;;0311;Τέλη;2026;50,00;;;\r");
    let said = import(&desk, &good, &["--dry-run"]).expect(0).json();
    let words: Vec<&str> =
        said["read_otherwise"].as_array().unwrap().iter().map(|met| met["what"].as_str().unwrap()).collect();
    assert_eq!(words, ["carriage_return", "separator_line", "cells_too_many"]);
    import(&desk, &good, &[]).expect(0);
    assert_eq!(
        import(&desk, &good, &[]).expect(0).json()["unchanged"],
        1,
        "a file that is loaded already is a success"
    );
}

#[test]
fn a_name_that_no_paper_can_carry_is_named_by_line_at_the_import() {
    let desk = Desk::new();
    let row = |n: u32, name: &str| format!("{n};;{name};;0311;Τέλη;2026;1,00;;\n");
    let file = format!("{TITLES}\n{}{}{}", row(1, "Καλό Όνομα"), row(2, "Иван"), row(3, "Α\u{fffd}Β"));
    let ended = import(&desk, &file, &[]).expect(0);
    let said = ended.json();
    let warned = |line: u64, character: &str| json!({"line": line, "reason": "unprintable", "column": "Ονοματεπώνυμο", "character": character});
    assert_eq!((&said["loaded"], &said["warnings"]), (&json!(3), &json!([warned(3, "U+0418"), warned(4, "U+FFFD")])));
    assert!(ended.stderr.contains("Line 3, column \"Ονοματεπώνυμο\": U+0418"), "{}", ended.stderr);
}

#[test]
fn nothing_found_says_how_old_the_debts_are_and_what_to_try() {
    let desk = Desk::new();
    let nothing = |query: &str| {
        let ended = desk.run(&["lookup", query, "--json", "--lang", "en"]).expect(0);
        (ended.json()["nothing"].clone(), ended.stderr)
    };
    let (said, words) = nothing(RF_UNKNOWN);
    assert_eq!(said, json!({"last_file": null, "try": "load_file"}));
    assert!(words.contains("No file of debts was ever loaded"), "{words}");
    import(&desk, &format!("{TITLES}\n7;;Α Β;{CODE};0311;Τέλη;2026;50,00;;\n"), &[]).expect(0);
    for (query, next) in [
        ("RF85999998000700000000001", "tax_number"),
        ("RF23902018000009320427216", "other_organisation"),
        (RF_UNKNOWN, "tax_number"),
        ("094019245", "code_or_name"),
        ("Ανύπαρκτος", "fewer_letters"),
    ] {
        let (said, words) = nothing(query);
        assert_eq!((&said["try"], &said["last_file"]["name"]), (&json!(next), &json!("file.csv")), "{query}");
        assert!(said["last_file"]["at"].as_str().is_some_and(|at| at.starts_with("20")));
        assert!(words.contains("The last file of debts was loaded on"), "{words}");
    }
    assert_eq!(desk.run(&["lookup", CODE, "--json"]).expect(0).json()["nothing"], Value::Null);
}

#[test]
fn every_row_of_the_banks_file_is_matched_or_named_and_explained_by_itself() {
    let (desk, _terminal) = Desk::with_terminal(&[]);
    let card = desk.pay(&[RF_ONE]).expect(0).json()["card"].clone();
    let text_of = |key: &str| card[key].as_str().unwrap().to_owned();
    let (terminal, batch, stan) = (text_of("terminal_id"), text_of("batch"), text_of("stan"));
    let rows = format!(
        "Τερματικό;Πακέτο;STAN;RRN;Έγκριση;Ποσό;Είδος;Κάρτα\n;{batch};{stan};6,32700E+11;;123,45;Πώληση;\n\
         {terminal};{batch};777;;;5,00;Πώληση;\n{terminal};{batch};777;;;5,00;Πώληση;\n{terminal};{batch};778;;;9,00;Προέγκριση;\n"
    );
    let file = desk.file("bank.csv", rows.as_bytes());
    let reconcile = || desk.as_supervisor(&["till", "reconcile", "--file", text(&file), "--json"]).expect(0).json();
    let references = |said: &Value| -> Vec<String> {
        let all = said["differences"].as_array().unwrap();
        all.iter().map(|one| one["reference"].as_str().unwrap().to_owned()).collect()
    };
    let name = format!("{terminal}/{}", batch.trim_start_matches('0'));
    let expected = [format!("theirs:{name}:777"), format!("theirs:{name}:777#2"), format!("kind:{name}:778")];
    assert_eq!(references(&reconcile()), expected);
    desk.as_supervisor(&["till", "explain", &expected[0], "--text", "γνωστό"]).expect(0);
    let ended = desk.as_supervisor(&["till", "close", "--json"]).expect(3);
    assert!(
        !ended.stderr.contains(&format!("{},", expected[0])) && ended.stderr.contains(&expected[1]),
        "{}",
        ended.stderr
    );
    for reference in &expected[1..] {
        desk.as_supervisor(&["till", "explain", reference, "--text", "γνωστό"]).expect(0);
    }
    desk.as_supervisor(&["till", "close"]).expect(0);
    desk.run(&["verify"]).expect(0);
}
