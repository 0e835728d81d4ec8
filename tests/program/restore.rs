//! Books come back from a copy that was checked, or everything stays as it was.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde_json::{Value, json};
use tameio_testing::program::{Desk, Ended, RF_ONE, RF_TWO, text};

/// The debtor's debts, as the desk finds them.
fn found(desk: &Desk) -> Value {
    desk.run(&["lookup", RF_ONE, "--json"]).expect(0).json()
}

fn copy_of(desk: &Desk) -> PathBuf {
    let to = desk.data_dir().parent().unwrap().join("copy.db");
    desk.run(&["backup", text(&to)]).expect(0);
    to
}

/// Files of a data directory that belong to the database.
fn databases(desk: &Desk) -> Vec<String> {
    let entries = std::fs::read_dir(desk.data_dir()).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name.starts_with("tameio.db"));
    names.sort();
    names
}

fn acts(database: &Path) -> Vec<String> {
    let conn = Connection::open(database).unwrap();
    let mut statement = conn.prepare("SELECT act FROM audit ORDER BY seq").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn books_come_back_into_an_empty_directory_with_the_entry_of_their_return() {
    let desk = Desk::open();
    let (before, copy) = (found(&desk), copy_of(&desk));
    let bytes = std::fs::read(&copy).unwrap();
    let empty = Desk::bare();
    let ended = empty.run(&["restore", text(&copy), "--json"]).expect(0);
    let report = ended.json();
    assert_eq!(
        (&report["replaced"], &report["verified"], &report["receipts"]),
        (&Value::Null, &json!(true), &json!(0))
    );
    assert_eq!(report["database"], json!(text(&empty.database())));
    assert_eq!(databases(&empty), ["tameio.db"]);
    assert_eq!(found(&empty), before);
    let verified = empty.run(&["verify", "--json"]).expect(0).json();
    assert!(verified["counts"]["audit_entries"].as_u64() > report["audit_entries"].as_u64());
    assert!(acts(&empty.database()).contains(&"restored".to_owned()));
    assert_eq!(std::fs::read(&copy).unwrap(), bytes, "the copy was only read");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(empty.database()).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn books_that_are_there_give_way_only_when_told_and_are_kept() {
    let desk = Desk::open();
    let copy = copy_of(&desk);
    desk.run(&["pay", RF_ONE, "--tender", "cash", "--operator", "maria", "--pin-file", text(&desk.pin_file())])
        .expect(3);
    let (before, seen) = (std::fs::read(desk.database()).unwrap(), acts(&desk.database()));
    let refused = desk.run(&["restore", text(&copy), "--json"]).expect(3);
    assert_eq!(refused.json()["error"]["kind"], "database_exists");
    assert_eq!(std::fs::read(desk.database()).unwrap(), before);
    let report = desk.run(&["restore", text(&copy), "--replace", "--json"]).expect(0).json();
    let aside = PathBuf::from(report["replaced"].as_str().unwrap());
    assert!(aside.file_name().unwrap().to_str().unwrap().starts_with("tameio.db.replaced-20"));
    assert_eq!(databases(&desk), ["tameio.db", aside.file_name().unwrap().to_str().unwrap()]);
    assert!(!acts(&desk.database()).contains(&"cash_refused".to_owned()));
    desk.run(&["verify"]).expect(0);
    assert_eq!(acts(&aside), seen, "all that was there is kept");
    // And they can come back in turn.
    desk.run(&["restore", text(&aside), "--replace"]).expect(0);
    assert!(acts(&desk.database()).contains(&"cash_refused".to_owned()));
}

#[test]
fn a_copy_that_does_not_agree_with_itself_replaces_nothing() {
    let desk = Desk::open();
    let copy = copy_of(&desk);
    Connection::open(&copy).unwrap().execute("UPDATE debtor SET name = 'Άλλος' WHERE id = 1", []).unwrap();
    let before = std::fs::read(desk.database()).unwrap();
    let ended = desk.run(&["restore", text(&copy), "--replace", "--json"]).expect(9);
    assert_eq!(ended.json()["error"]["kind"], "backup_differs");
    assert!(ended.stderr.contains("debtor 1") && !ended.stderr.contains("Άλλος"), "{}", ended.stderr);
    assert_eq!((std::fs::read(desk.database()).unwrap(), databases(&desk)), (before, vec!["tameio.db".to_owned()]));
}

#[test]
fn a_damaged_copy_replaces_nothing() {
    let desk = Desk::open();
    let copy = copy_of(&desk);
    let good = std::fs::read(&copy).unwrap();
    for from in [110, 4_096, good.len() / 2] {
        let mut bytes = good.clone();
        bytes.iter_mut().skip(from).take(3_000).for_each(|byte| *byte ^= 0x5a);
        std::fs::write(&copy, bytes).unwrap();
        desk.run(&["restore", text(&copy), "--replace", "--json"]).expect(9);
        assert_eq!(databases(&desk), ["tameio.db"], "{from}");
    }
    desk.run(&["verify"]).expect(0);
}

#[test]
fn what_is_no_copy_of_books_is_invalid_input() {
    let desk = Desk::open();
    let newer = desk.file("newer.db", std::fs::read(copy_of(&desk)).unwrap());
    Connection::open(&newer).unwrap().pragma_update(None, "user_version", 77).unwrap();
    let other = desk.file("other.db", "");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    let files = [desk.file("text.db", "λίγο κείμενο ".repeat(40)), desk.file("empty.db", ""), newer, other];
    for file in files.into_iter().chain([desk.data_dir(), desk.data_dir().join("none")]) {
        let ended = desk.run(&["restore", text(&file), "--replace", "--json"]).expect(7);
        assert!(!ended.stderr.trim().is_empty(), "{}", file.display());
    }
    assert_eq!(databases(&desk), ["tameio.db"]);
    desk.run(&["verify"]).expect(0);
}

#[test]
fn books_that_another_program_has_open_are_not_replaced() {
    let desk = Desk::open();
    let copy = copy_of(&desk);
    let open = Connection::open(desk.database()).unwrap();
    open.query_row("SELECT count(*) FROM debt", [], |row| row.get::<_, i64>(0)).unwrap();
    let ended = desk.run(&["restore", text(&copy), "--replace", "--json"]).expect(6);
    assert_eq!(ended.json()["error"]["kind"], "database_locked");
    assert!(!databases(&desk).iter().any(|name| name.contains("restoring") || name.contains("replaced")));
    drop(open);
    desk.run(&["restore", text(&copy), "--replace"]).expect(0);
}

#[test]
fn books_that_nobody_can_read_give_way_with_what_lies_beside_them() {
    let desk = Desk::open();
    let copy = copy_of(&desk);
    std::fs::write(desk.database(), "destroyed").unwrap();
    std::fs::write(desk.data_dir().join("tameio.db-wal"), "of other books").unwrap();
    let report = desk.run(&["restore", text(&copy), "--replace", "--json"]).expect(0).json();
    let aside = report["replaced"].as_str().unwrap().to_owned();
    assert_eq!(std::fs::read(&aside).unwrap(), b"destroyed");
    assert_eq!(std::fs::read(format!("{aside}-wal")).unwrap(), b"of other books");
    desk.run(&["verify"]).expect(0);
}

#[test]
fn a_log_without_its_books_is_not_played_into_those_that_come_back() {
    let desk = Desk::open();
    let copy = copy_of(&desk);
    let empty = Desk::bare();
    std::fs::write(empty.data_dir().join("tameio.db-wal"), "of other books").unwrap();
    empty.run(&["restore", text(&copy)]).expect(0);
    assert_eq!(databases(&empty), ["tameio.db"]);
    empty.run(&["verify"]).expect(0);
}

#[test]
fn a_copy_of_an_older_version_comes_back_up_to_date() {
    let desk = Desk::bare();
    let old = desk.file("old.db", "");
    let conn = Connection::open(&old).unwrap();
    conn.pragma_update(None, "application_id", 0x5441_4d49).unwrap();
    let tables = include_str!("../../src/store/migrations/0001_the_desk.sql");
    let rows = include_str!("../data/books-of-version-1.sql");
    conn.execute_batch(&format!("BEGIN; {tables} {rows} COMMIT; PRAGMA user_version = 1")).unwrap();
    conn.close().unwrap();
    let report = desk.run(&["restore", text(&old), "--json"]).expect(0).json();
    assert_eq!(report["receipts"], json!(2));
    assert_eq!(databases(&desk), ["tameio.db"]);
    desk.run(&["verify"]).expect(0);
}

#[cfg(unix)]
#[test]
fn a_full_disk_or_a_killed_program_leaves_the_books_as_they_were() {
    use tameio::exchange::{invented, mapping::Mapping};
    let desk = Desk::new();
    let mut csv = Vec::new();
    let debts = invented::debts(7, 1_200, 3_000, "2026-11-23".parse().unwrap());
    invented::write_csv(debts, &Mapping::default(), &mut csv).unwrap();
    desk.import(std::str::from_utf8(&csv).unwrap()).expect(0);
    let copy = copy_of(&desk);
    let before = std::fs::read(desk.database()).unwrap();
    for trap in ["trap '' XFSZ;", ""] {
        let program = desk.command(&["restore", text(&copy), "--replace"]);
        let ended = std::process::Command::new("sh")
            .args(["-c", &format!("{trap} ulimit -c 0; ulimit -f 512; exec \"$@\""), "sh"])
            .arg(program.get_program())
            .args(program.get_args())
            .output()
            .unwrap();
        let expected = if trap.is_empty() { None } else { Some(6) };
        assert_eq!(ended.status.code(), expected, "{ended:?}");
        assert_eq!(std::fs::read(desk.database()).unwrap(), before);
        assert!(!databases(&desk).iter().any(|name| name.contains("replaced")));
    }
    desk.run(&["restore", text(&copy), "--replace"]).expect(0);
    assert!(!databases(&desk).iter().any(|name| name.contains("restoring")), "what was left is taken away");
    desk.run(&["verify"]).expect(0);
}

fn pay(desk: &Desk, rf: &str) -> Ended {
    desk.pay(&[rf])
}

#[test]
fn books_from_a_copy_give_no_number_twice_and_ask_for_no_card_before_they_were_compared() {
    let (desk, _terminal) = Desk::with_terminal(&[]);
    let copy = copy_of(&desk);
    assert_eq!(pay(&desk, RF_ONE).expect(0).json()["receipt"], "A-2026-000001".replace("2026", &year()));
    let ended = desk.run(&["restore", text(&copy), "--replace", "--json"]).expect(0);
    // How far it reaches is said before anything is replaced.
    assert!(ended.stderr.contains("τελευταία απόδειξη καμία"), "{}", ended.stderr);
    let jumps = ended.json()["jumps"].clone();
    assert_eq!((&jumps[0]["of"], &jumps[0]["last"], &jumps[0]["next"]), (&json!("receipt"), &json!(0), &json!(2)));
    let refused = pay(&desk, RF_TWO).expect(3);
    assert_eq!(refused.json()["reason"], "not_compared_since_restore");
    assert!(desk.till()["not_compared_since_restore"].is_string());
    let findings = desk.run(&["doctor", "--json"]).json();
    let restored =
        findings["findings"].as_array().unwrap().iter().find(|one| one["what"] == "restored").unwrap().clone();
    assert_eq!(restored["verdict"], "bad");
    let compared = ["till", "compared", "--reason", "η αναφορά του τερματικού έχει μία χρέωση, της Α-1", "--json"];
    desk.as_supervisor(&compared).expect(0);
    assert_eq!(desk.as_supervisor(&compared).expect(3).json()["error"]["kind"], "nothing_to_compare");
    let paid = pay(&desk, RF_TWO).expect(0).json();
    assert_eq!((&paid["receipt"], &paid["session"]), (&json!(format!("A-{}-000002", year())), &json!("000002")));
    let z = desk.as_supervisor(&["till", "close", "--json"]).expect(0).json();
    assert_eq!(z["report"]["jumps"], jumps);
    desk.run(&["verify"]).expect(0);
    // Without the books that were replaced nobody knows how many numbers were given: a gap.
    let empty = Desk::bare();
    let elsewhere = empty.run(&["restore", text(&copy), "--json"]).expect(0).json();
    let next =
        |of: &str| elsewhere["jumps"].as_array().unwrap().iter().find(|jump| jump["of"] == of).unwrap()["next"].clone();
    assert_eq!((next("receipt"), next("session"), next("z")), (json!(1_001), json!(1_001), json!(101)));
    empty.run(&["verify"]).expect(0);
}

fn year() -> String {
    chrono::Utc::now().with_timezone(&chrono_tz::Europe::Athens).format("%Y").to_string()
}
