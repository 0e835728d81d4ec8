//! Reports, exports, PDF and settlement on the command line: exit codes, JSON, and what is left on the disk.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tameio_testing::program::{Desk, RF_ONE, RF_TWO, Terminal, text};

/// A desk with two payments of today, and where its files go.
fn sold() -> (Desk, Terminal, PathBuf) {
    tameio_testing::not_over_midnight();
    let (desk, terminal) = Desk::with_terminal(&[]);
    desk.pay(&[RF_ONE]).expect(0);
    desk.pay(&[RF_TWO]).expect(0);
    let out = desk.data_dir().join("out");
    std::fs::create_dir(&out).unwrap();
    (desk, terminal, out)
}

fn kind(value: &Value) -> &Value {
    &value["error"]["kind"]
}

/// From long ago to far ahead.
const ALWAYS: [&str; 4] = ["--from", "2020-01-01", "--to", "2099-12-31"];

fn export(desk: &Desk, what: &str, form: &str, file: &Path, more: &[&str]) -> tameio_testing::program::Ended {
    let head = ["export", what, "--format", form, "-o", text(file), "--json"];
    desk.run(&[&head[..], &ALWAYS, more].concat())
}

#[test]
fn receipts_are_exported_checked_and_never_written_over() {
    let (desk, _terminal, out) = sold();
    for form in ["csv", "xlsx", "jsonl"] {
        let file = out.join(format!("receipts.{form}"));
        let written = export(&desk, "receipts", form, &file, &[]).expect(0).json();
        assert_eq!((&written["rows"], &written["documents"]), (&json!(3), &json!(2)));
        assert_eq!(written["totals"]["amount"], "251.85");
        let checked = desk.run(&["export", "check", text(&file), "--json"]).expect(0).json();
        assert_eq!((&checked["whole"], &checked["books"]), (&json!(true), &json!("agrees")));
        assert_eq!(checked["stated"]["sha256"], written["sha256"]);
        let bytes = std::fs::read(&file).unwrap();
        assert_eq!(kind(&export(&desk, "receipts", form, &file, &[]).expect(3).json()), "file_exists");
        assert_eq!(std::fs::read(&file).unwrap(), bytes);
        export(&desk, "receipts", form, &file, &["--force"]).expect(0);
    }
    let missing = out.join("no/such/folder/x.csv");
    assert_eq!(kind(&export(&desk, "receipts", "csv", &missing, &[]).expect(6).json()), "file");
    let csv = out.join("receipts.csv");
    let spoiled = std::fs::read_to_string(&csv).unwrap().replacen("123,45", "123,46", 1);
    std::fs::write(&csv, spoiled).unwrap();
    let checked = desk.run(&["export", "check", text(&csv), "--json"]).expect(9).json();
    assert_eq!(checked["whole"], false);
    let backwards =
        ["export", "receipts", "--from", "2026-12-31", "--to", "2026-01-01", "--format", "csv", "-o", "x.csv"];
    assert_eq!(kind(&desk.run(&[&backwards[..], &["--json"]].concat()).expect(2).json()), "backward_period");
    desk.run(&["verify"]).expect(0);
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_before_a_file_is_whole_is_exit_6_and_nothing_is_left() {
    let (desk, _terminal, out) = sold();
    let number = desk.run(&["receipt", "list", "--json"]).expect(0).json()["receipts"][0]["number"].clone();
    let of_period = |head: &[&'static str]| [head, &ALWAYS].concat();
    let xlsx = of_period(&["export", "receipts", "--format", "xlsx"]);
    let jsonl = of_period(&["export", "all", "--format", "jsonl"]);
    let pdf = of_period(&["report", "period", "--format", "pdf"]);
    // What lies beside the books is there already: only the file has no room.
    let beside = rusqlite::Connection::open(desk.data_dir().join("tameio.db")).unwrap();
    let _: i64 = beside.query_row("SELECT count(*) FROM receipt", [], |row| row.get(0)).unwrap();
    for order in [xlsx, jsonl, pdf] {
        for blocks in [1, 4, 12] {
            no_room(&desk, &order, &out, blocks);
        }
    }
    drop(beside);
    // Its copy is counted before, in files that have room.
    no_room(&desk, &["receipt", "pdf", number.as_str().unwrap()], &out, 64);
    desk.run(&["verify"]).expect(0);
}

/// An order whose file has no room is exit 6 and leaves nothing; the next one that has is written.
#[cfg(unix)]
fn no_room(desk: &Desk, order: &[&str], out: &Path, blocks: u32) {
    let file = out.join("file");
    let order = [order, &["-o", text(&file), "--json"]].concat();
    let full = desk.run_with_room_for(blocks, &order).expect(6);
    assert_eq!(kind(&full.json()), "file", "{order:?} {blocks}: {}", full.stderr);
    assert!(!full.stderr.contains("panicked"), "{}", full.stderr);
    assert_eq!(std::fs::read_dir(out).unwrap().count(), 0, "{order:?} {blocks}");
    desk.run(&order).expect(0);
    std::fs::remove_file(file).unwrap();
}

#[test]
fn a_ledger_names_the_accounts_that_it_lacks_and_is_balanced_with_them() {
    let (mut desk, terminal, out) = sold();
    let file = out.join("ledger.csv");
    let refused = export(&desk, "ledger", "csv", &file, &[]).expect(7);
    assert_eq!(kind(&refused.json()), "missing_accounts");
    assert!(refused.stderr.contains("chart.revenue.\"1512\""), "{}", refused.stderr);
    assert!(!file.exists());
    desk.settings.more = std::fs::read_to_string("config/sample-chart.toml").unwrap();
    desk.connect(&terminal);
    let written = export(&desk, "ledger", "csv", &file, &[]).expect(0).json();
    assert_eq!(written["totals"]["debit"], written["totals"]["credit"]);
    assert_eq!(written["totals"]["debit"], "251.85");
}

#[test]
fn a_day_is_reported_as_text_and_json_and_written_as_files() {
    let (desk, _terminal, out) = sold();
    let shown = desk.run(&["report", "day"]).expect(0).stdout;
    assert!(shown.contains("ΗΜΕΡΟΛΟΓΙΟ ΕΙΣΠΡΑΞΕΩΝ") && shown.contains("251,85"), "{shown}");
    let told = desk.run(&["report", "day", "--json"]).expect(0).json();
    assert_eq!(told["figures"]["all"]["sales"], json!({"count": 2, "total": "251.85"}));
    assert_eq!(told["figures"]["by_desk"]["1"]["sales"]["count"], 2);
    for form in ["pdf", "xlsx", "csv"] {
        let file = out.join(format!("book.{form}"));
        let head = ["report", "period", "--format", form, "-o", text(&file), "--json"];
        let written = desk.run(&[&head[..], &ALWAYS].concat()).expect(0).json();
        assert_eq!((&written["rows"], &written["bytes"]), (&json!(3), &json!(std::fs::metadata(&file).unwrap().len())));
    }
    let pdf = pdf_extract::extract_text(out.join("book.pdf")).unwrap();
    assert!(pdf.contains("Παπαδόπουλος") && pdf.contains("251,85"), "{pdf}");
    desk.run(&["report", "day", "--format", "pdf"]).expect(2);
}

#[test]
fn a_receipt_and_a_z_report_are_written_as_pdf_and_counted_as_copies() {
    let (desk, _terminal, out) = sold();
    let number = desk.run(&["receipt", "list", "--json"]).expect(0).json()["receipts"][0]["number"].clone();
    let number = number.as_str().unwrap();
    let file = out.join("receipt.pdf");
    let written = desk.run(&["receipt", "pdf", number, "-o", text(&file), "--json"]).expect(0).json();
    assert_eq!(written["copy"], 1);
    assert!(std::fs::metadata(&file).unwrap().len() < 100_000);
    let words = pdf_extract::extract_text(&file).unwrap();
    assert!(words.contains("ΑΝΤΙΓΡΑΦΟ 1") && words.contains("ΔΙΠΛΟΤΥΠΟ") && words.contains(number), "{words}");
    assert_eq!(
        kind(&desk.run(&["receipt", "pdf", number, "-o", text(&file), "--json"]).expect(3).json()),
        "file_exists"
    );
    let again = out.join("again.pdf");
    assert_eq!(desk.run(&["receipt", "pdf", number, "-o", text(&again), "--json"]).expect(0).json()["copy"], 2);
    desk.as_supervisor(&["till", "close"]).expect(0);
    let z = out.join("z.pdf");
    let written = desk.run(&["till", "z", "Z-A-000001", "--pdf", text(&z), "--json"]).expect(0).json();
    assert_eq!((&written["z"], &written["copy"]), (&json!("Z-A-000001"), &json!(1)));
    assert!(pdf_extract::extract_text(&z).unwrap().contains("Z-A-000001"));
    let none = desk.run(&["receipt", "pdf", "A-2026-999999", "-o", text(&out.join("x.pdf")), "--json"]).expect(3);
    assert_eq!(kind(&none.json()), "no_such_receipt");
    assert!(!out.join("x.pdf").exists());
}

#[test]
fn a_settlement_is_loaded_once_and_says_what_is_missing() {
    let (desk, _terminal, _out) = sold();
    let titles = "Ημερομηνία valeur;Τερματικό;Πακέτο;STAN;RRN;Έγκριση;Μικτό ποσό;Προμήθεια;Καθαρό ποσό\n";
    let paid = desk.run(&["receipt", "list", "--json"]).expect(0).json();
    let newest = paid["receipts"][0]["number"].as_str().unwrap().to_owned();
    let shown = desk.run(&["receipt", "show", &newest]).expect(0).stdout;
    let rrn = shown.lines().find(|line| line.contains("RRN")).unwrap().split_whitespace().last().unwrap().to_owned();
    let file = desk.file("settled.csv", format!("{titles}25/11/2026;;;;{rrn};;128,40;0,64;127,76\n"));
    let told = desk.run(&["till", "settle", text(&file), "--json"]).expect(0).json();
    assert_eq!((&told["new"], &told["counts"]["settled"]), (&json!(1), &json!(1)));
    assert_eq!(told["open"].as_array().unwrap().len(), 1);
    let again = desk.run(&["till", "settle", text(&file), "--json"]).expect(0).json();
    assert_eq!((&again["new"], &again["known"]), (&json!(0), &json!(1)));
    let bad = desk.file("bad.csv", format!("{titles}25/11/2026;;;;1;;x;;\n"));
    desk.run(&["till", "settle", text(&bad), "--json"]).expect(7);
    assert_eq!(desk.till()["unsettled"], json!([]), "five days have not passed");
    desk.run(&["verify"]).expect(0);
}
