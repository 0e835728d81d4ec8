//! Files of debts through the binary: each encoding, another system's layout, bad rows by line, nothing twice,
//! and nothing at all where the file as a whole is wrong.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tameio_testing::program::{DEBTS, Desk, Ended, text};

const ENCODINGS: [(&str, &encoding_rs::Encoding); 3] = [
    ("utf-8", encoding_rs::UTF_8),
    ("windows-1253", encoding_rs::WINDOWS_1253),
    ("iso-8859-7", encoding_rs::ISO_8859_7),
];

/// Three good rows among four bad ones.
const MIXED: &str = "\
Αριθμός Οφειλής;ΑΦΜ;Ονοματεπώνυμο;RF;ΚΑΕ;Περιγραφή;Έτος;Χρηματικός Κατάλογος;Λήξη;Κεφάλαιο;Προσαυξήσεις;Υπολογισμός έως
Μ-1;094259216;Άννα Αΐδα Παπαδοπούλου;RF23902018000009320427216;0441;Τέλος ακίνητης περιουσίας;2025;12/2025;30/06/2025;1.100,00;2,19;01/11/2026
Μ-2;094259217;Λάθος ΑΦΜ;;0311;Τέλη καθαριότητας;2026;;;10,00;;
Μ-3;;Λάθος RF;RF24902018000009320427216;0311;Τέλη καθαριότητας;2026;;;10,00;;
Μ-4;;Λάθος ποσό;;0311;Τέλη καθαριότητας;2026;;;10,005;;
Μ-5;;Λάθος ημερομηνία;;0311;Τέλη καθαριότητας;2026;;31/02/2026;10,00;;
Μ-6;94259216;«Δύο;γραμμές»;;0311;Τέλη;2026;;;10,00;;
Μ-7;099285315;\"Εταιρεία; \"\"Α.Ε.\"\"\";;0462;\"Τέλος
διαφήμισης\";2026;;;55,50;;
Μ-8;;Κληρονόμοι Ιωάννου;;0412;Δικαίωμα ενταφιασμού;2024;;;50,00;;
";

fn desk_with(encoding: &str) -> Desk {
    let mut desk = Desk::new();
    desk.settings.more = format!("[import.debts]\nencoding = \"{encoding}\"\n");
    desk.write_config();
    desk
}

fn import(desk: &Desk, bytes: &[u8], more: &[&str]) -> Ended {
    let file = desk.file("debts.csv", bytes);
    desk.run(&[&["import", "debts", text(&file), "--json"], more].concat())
}

fn lines(said: &Value) -> Vec<(u64, String)> {
    let rows = said["rejected"].as_array().unwrap();
    rows.iter().map(|row| (row["line"].as_u64().unwrap(), row["reason"].as_str().unwrap().to_owned())).collect()
}

#[test]
fn good_rows_load_and_bad_ones_are_named_by_line_in_each_encoding() {
    for (name, encoding) in ENCODINGS {
        let desk = desk_with(name);
        let (bytes, _, lost) = encoding.encode(MIXED);
        assert!(!lost, "{name}");
        let said = import(&desk, &bytes, &[]).expect(0).json();
        assert_eq!((&said["rows"], &said["loaded"]), (&json!(8), &json!(3)), "{name}: {said}");
        let expected = [(3, "bad_afm"), (4, "bad_rf"), (5, "bad_amount"), (6, "bad_date"), (7, "field_count")];
        assert_eq!(lines(&said), expected.map(|(line, reason)| (line, reason.to_owned())), "{name}");
        let found = desk.run(&["lookup", "094259216", "--json"]).expect(0).json();
        assert_eq!(found["debtors"][0]["name"], "Άννα Αΐδα Παπαδοπούλου", "{name}");
        assert_eq!(found["debtors"][0]["debts"][0]["open"], "1102.19", "{name}");
        let company = desk.run(&["lookup", "099285315", "--json"]).expect(0).json();
        assert_eq!(company["debtors"][0]["name"], "Εταιρεία; \"Α.Ε.\"", "{name}");
    }
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_title() {
    let desk = desk_with("utf-8");
    let said = import(&desk, format!("\u{feff}{DEBTS}").as_bytes(), &[]).expect(0).json();
    assert_eq!((&said["loaded"], &said["rejected"]), (&json!(4), &json!([])));
}

#[test]
fn nothing_loads_twice_and_a_trial_loads_nothing() {
    let desk = desk_with("utf-8");
    let trial = import(&desk, DEBTS.as_bytes(), &["--dry-run"]).expect(0).json();
    assert_eq!((&trial["loaded"], &trial["dry_run"]), (&json!(4), &json!(true)));
    assert_eq!(desk.run(&["lookup", "094259216", "--json"]).expect(0).json()["debtors"], json!([]));
    assert_eq!(import(&desk, DEBTS.as_bytes(), &[]).expect(0).json()["loaded"], 4);
    let again = import(&desk, DEBTS.as_bytes(), &[]).expect(0).json();
    assert_eq!((&again["loaded"], &again["updated"], &again["unchanged"]), (&json!(0), &json!(0), &json!(4)));
    let changed = import(&desk, DEBTS.replace("123,45", "130,00").as_bytes(), &[]).expect(0).json();
    assert_eq!((&changed["updated"], &changed["unchanged"]), (&json!(1), &json!(3)));
    desk.run(&["verify"]).expect(0);
}

#[test]
fn the_audit_trail_holds_the_digest_of_the_file_and_its_counts() {
    let desk = desk_with("utf-8");
    import(&desk, DEBTS.as_bytes(), &[]).expect(0);
    let books = rusqlite::Connection::open(desk.database()).unwrap();
    let sql = "SELECT detail FROM audit WHERE act = 'debts_imported'";
    let detail: String = books.query_row(sql, [], |row| row.get(0)).unwrap();
    let digest: String = Sha256::digest(DEBTS.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(detail, format!("sha256={digest} loaded=4 updated=0 unchanged=0 refused=0"));
}

#[test]
fn another_systems_layout_is_a_mapping_of_its_own() {
    let mut desk = Desk::new();
    desk.settings.more = "\
[import.other]
encoding = \"windows-1253\"
separator = \",\"
decimal = \".\"
date = \"%Y-%m-%d\"
columns = { external_id = \"ID\", name = \"NAME\", revenue_code = \"CODE\", description = \"WHAT\", year = \"YEAR\", capital = \"AMOUNT\", due = \"DUE\", afm = \"VAT\" }
"
    .to_owned();
    desk.write_config();
    let file = "AMOUNT,ID,NAME,CODE,WHAT,YEAR,DUE,VAT\n\"1,234.50\",7,Ιωάννου Μαρία,1512,Πρόστιμα ΚΟΚ,2026,2026-10-31,123456783\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1253.encode(file);
    let said = import(&desk, &bytes, &["--mapping", "other"]).expect(0).json();
    assert_eq!(said["loaded"], 1, "{said}");
    let found = desk.run(&["lookup", "123456783", "--json"]).expect(0).json();
    let debt = &found["debtors"][0]["debts"][0];
    assert_eq!((&debt["open"], &debt["due"]), (&json!("1234.50"), &json!("2026-10-31")));
    assert_eq!(import(&desk, &bytes, &["--mapping", "nobody"]).expect(7).json()["error"]["kind"], "no_such_mapping");
}

#[test]
fn a_file_in_another_encoding_than_the_settings_say_loads_nothing() {
    let (bytes, _, _) = encoding_rs::WINDOWS_1253.encode(DEBTS);
    let desk = desk_with("utf-8");
    let ended = import(&desk, &bytes, &[]).expect(7);
    assert!(ended.stderr.contains("windows-1253"), "the remedy is named: {}", ended.stderr);
    assert_eq!(desk.run(&["lookup", "094259216", "--json"]).expect(0).json()["debtors"], json!([]));
}
