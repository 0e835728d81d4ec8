//! A file that leaves the desk is whole or not there: nothing is replaced, nothing half written, and a change in it is
//! found. The desk sells on while one is written.

use std::ops::ControlFlow;
use std::path::Path;

use tameio::desk::{
    Agreement, Caller, DeskError, ExportOrder, FileOutError, ReadBackError, ReportForm, TableForm, TableKind, Trouble,
};

use super::days::{Act, Line, told_day};
use super::out::{Out, chart, go_on};
use crate::store::books::Books;

fn without_control(path: &Path, change: impl Fn(&str) -> String) {
    let text = std::fs::read_to_string(path).unwrap();
    std::fs::write(path, change(&text)).unwrap();
}

#[test]
fn a_file_that_is_there_stays_unless_it_shall_be_replaced() {
    let days = told_day();
    let mut out = Out::of(&days);
    for form in TableForm::ALL {
        let order = out.order(TableKind::Receipts, form);
        std::fs::write(&order.file, "mine").unwrap();
        match out.try_export(&order) {
            Err(DeskError::FileOut(FileOutError::Exists { path })) => assert_eq!(path, order.file),
            other => panic!("{other:?}"),
        }
        assert_eq!(std::fs::read_to_string(&order.file).unwrap(), "mine");
        out.try_export(&ExportOrder { force: true, ..order.clone() }).unwrap();
        assert!(out.desk.check_export(&Caller::User, &order.file).unwrap().is_good());
    }
    assert_eq!(out.names(), ["receipts.csv", "receipts.jsonl", "receipts.xlsx"]);
}

#[cfg(unix)]
#[test]
fn only_its_owner_reads_a_file_that_left_the_desk() {
    use std::os::unix::fs::PermissionsExt as _;
    let days = told_day();
    let mut out = Out::of(&days);
    let written = out.export(TableKind::Receipts, TableForm::Csv);
    assert_eq!(std::fs::metadata(&written.file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn where_nothing_can_be_written_nothing_is() {
    let days = told_day();
    let mut out = Out::of(&days);
    for form in TableForm::ALL {
        for file in ["missing/x", "."] {
            let order = ExportOrder { file: out.path(file), ..out.order(TableKind::Receipts, form) };
            let refused = out.try_export(&order);
            assert!(matches!(refused, Err(DeskError::Trouble(Trouble::File { .. }))), "{refused:?}");
        }
    }
    assert!(out.names().is_empty());
}

/// A device that is full takes no byte, whatever writes to it.
#[cfg(target_os = "linux")]
#[test]
fn a_form_that_cannot_write_on_says_so_and_does_not_panic() {
    use tameio::exchange::book_tables::columns;
    use tameio::exchange::table::control::TableKind;
    use tameio::exchange::table::csv::{CsvForm, CsvWriter};
    use tameio::exchange::table::jsonl::JsonlWriter;
    use tameio::exchange::table::{Cell, TableError, TableWriter, Tallying};
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let columns = columns(TableKind::Ledger).unwrap();
    let cells = vec![Cell::text("x"); columns.len()];
    let csv = CsvWriter::new(full(), columns.clone(), CsvForm::default());
    let writers: Vec<Result<Box<dyn TableWriter>, TableError>> =
        vec![csv.map(|csv| Box::new(csv) as _), Ok(Box::new(JsonlWriter::new(full(), columns.clone())))];
    for writer in writers {
        let tallying = Tallying::new(columns.clone(), TableKind::Ledger, told_day().all());
        let ended = writer.and_then(|mut writer| {
            writer.row(1, &cells)?;
            writer.finish(&tallying.control())
        });
        assert!(matches!(ended, Err(TableError::Io(_))), "{ended:?}");
    }
}

#[test]
fn a_file_that_is_stopped_leaves_nothing() {
    let days = told_day();
    let mut out = Out::of(&days);
    for kind in [TableKind::Receipts, TableKind::Ledger, TableKind::All] {
        let order = out.order(kind, TableForm::Jsonl);
        let stopped = out.desk.export(&Caller::User, &order, &mut |_| ControlFlow::Break(()));
        assert!(matches!(stopped, Err(DeskError::FileOut(FileOutError::Stopped))), "{stopped:?}");
    }
    // At the end, when every row is written.
    let order = out.order(TableKind::Receipts, TableForm::Xlsx);
    let at_the_end = out.desk.export(&Caller::User, &order, &mut |at| {
        if at.documents == at.of { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(matches!(at_the_end, Err(DeskError::FileOut(FileOutError::Stopped))), "{at_the_end:?}");
    assert!(out.names().is_empty());
    assert_eq!(exports_in_the_chain(&days.books), 0);
}

fn exports_in_the_chain(books: &Books) -> i64 {
    books.raw().query_row("SELECT count(*) FROM audit WHERE act = 'books_exported'", [], |row| row.get(0)).unwrap()
}

#[test]
fn the_desk_sells_on_while_a_file_is_written_and_the_file_is_of_one_moment() {
    let mut days = told_day();
    let mut out = Out::of(&days);
    let before = days.noted.len() as u64;
    for form in TableForm::ALL {
        let order = out.order(TableKind::Receipts, form);
        let mut sold = 0;
        let written = out.desk.export(&Caller::User, &order, &mut |_| {
            days.go_on(&sale());
            sold += 1;
            ControlFlow::Continue(())
        });
        assert!(sold >= 2, "once before its rows and once behind them");
        let written = written.unwrap();
        let checked = out.desk.check_export(&Caller::User, &written.file).unwrap();
        assert!(checked.is_good() && checked.read.is_whole(), "{checked:?}");
        let lines_now = days.noted.iter().map(|noted| noted.receipt.lines.len() as u64).sum();
        assert_eq!(checked.books, Agreement::GoneOn { rows_now: lines_now });
    }
    assert!(days.noted.len() as u64 >= before + 6);
    // What was sold meanwhile is in the next one.
    let order = ExportOrder { force: true, ..out.order(TableKind::Receipts, TableForm::Csv) };
    let later = out.try_export(&order).unwrap();
    assert_eq!(later.control.documents, days.noted.len() as u64);
    days.books.assert_clean();
}

fn sale() -> Act {
    Act::Sell {
        second_desk: false,
        supervisor: false,
        lines: vec![Line { code: 1, year: 2026, capital: 1_000, surcharge: 0 }],
        card: 0,
        acquirer: 0,
        looked_up: None,
        paper: Some(1),
    }
}

#[test]
fn a_changed_file_is_found_out() {
    let days = told_day();
    let mut out = Out::of(&days);
    let csv = out.export(TableKind::Receipts, TableForm::Csv).file;
    let whole = std::fs::read_to_string(&csv).unwrap();
    let row = whole.lines().nth(2).unwrap().to_owned();
    let changes: [(&str, String); 6] = [
        ("an amount", whole.replacen("100,00", "100,01", 1)),
        ("a name", whole.replacen("Παπαδόπουλος", "Παπαδόπουλoς", 1)),
        ("a row less", whole.replacen(&format!("{row}\r\n"), "", 1)),
        ("a row twice", whole.replacen(&row, &format!("{row}\r\n{row}"), 1)),
        ("the days of its last line", whole.replacen("#tameio receipts 2025", "#tameio receipts 2024", 1)),
        ("the sum of its last line", whole.replacen(" amount=", " amount=1", 1)),
    ];
    for (what, text) in changes {
        assert_ne!(text, whole, "{what}");
        std::fs::write(&csv, text).unwrap();
        let checked = out.desk.check_export(&Caller::User, &csv).unwrap();
        assert!(!checked.is_good() && !checked.read.is_whole(), "{what}: {checked:?}");
    }
    // Rows and last line made anew by somebody who knows how: the chain does not know them.
    std::fs::write(&csv, &whole).unwrap();
    let json = out.export(TableKind::Receipts, TableForm::Jsonl).file;
    without_control(&json, |text| text.replacen("\"sale\"", "\"void\"", 1));
    assert!(!out.desk.check_export(&Caller::User, &json).unwrap().is_good());
}

#[test]
fn what_is_none_of_these_files_is_named_as_what_it_is() {
    let days = told_day();
    let mut out = Out::of(&days);
    let csv = out.export(TableKind::Receipts, TableForm::Csv).file;
    let whole = std::fs::read_to_string(&csv).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let pdf = out.report(ReportForm::Pdf).file;
    let mut refused = |name: &str, bytes: &[u8]| {
        let path = out.path(name);
        std::fs::write(&path, bytes).unwrap();
        match out.desk.check_export(&Caller::User, &path) {
            Err(DeskError::FileOut(FileOutError::NotRead { error, .. })) => error,
            other => panic!("{name}: {other:?}"),
        }
    };
    let cut = lines[..lines.len() - 1].join("\r\n");
    assert!(matches!(refused("cut.csv", cut.as_bytes()), ReadBackError::NoControl));
    assert!(matches!(refused("empty.csv", b""), ReadBackError::NoControl));
    assert!(matches!(refused("x.xlsx", b"PK\x03\x04 nothing"), ReadBackError::NotATable(_)));
    assert!(matches!(refused("x.pdf", &std::fs::read(&pdf).unwrap()), ReadBackError::NotATable(_)));
    let renamed = whole.replacen("Πληρωτής", "Όνομα", 1);
    assert!(matches!(refused("titles.csv", renamed.as_bytes()), ReadBackError::OtherColumns));
    let spoiled = whole.replacen("100,00", "εκατό", 1);
    assert!(matches!(refused("cell.csv", spoiled.as_bytes()), ReadBackError::BadCell { column: "Κεφάλαιο", .. }));
    let missing = out.desk.check_export(&Caller::User, &out.path("none.csv"));
    assert!(matches!(missing, Err(DeskError::Trouble(Trouble::File { .. }))), "{missing:?}");
}

#[test]
fn accounts_that_are_not_set_are_all_named_before_anything_is_written() {
    let days = told_day();
    let mut out = Out::with(&days, "[chart]\nsurcharge = \"76.15\"\n[chart.revenue]\n\"0441\" = \"73\"\n");
    let order = out.order(TableKind::Ledger, TableForm::Csv);
    match out.try_export(&order) {
        Err(DeskError::FileOut(FileOutError::MissingAccounts(missing))) => {
            let keys: Vec<String> = missing.iter().map(|account| account.key()).collect();
            assert_eq!(
                keys,
                [
                    "chart.receivable.\"01\"",
                    "chart.receivable.\"02\"",
                    "chart.iris",
                    "chart.revenue.\"0111\"",
                    "chart.revenue.\"1511\"",
                    "chart.revenue.\"1512\"",
                ]
            );
        }
        other => panic!("{other:?}"),
    }
    assert!(out.names().is_empty());
}

#[test]
fn a_letter_that_the_encoding_lacks_is_named_and_nothing_is_written() {
    let days = told_day();
    let settings = format!("{}[export]\ncsv_encoding = \"windows-1253\"\n", chart());
    let mut out = Out::with(&days, &settings);
    let written = out.export(TableKind::Receipts, TableForm::Csv);
    let bytes = std::fs::read(&written.file).unwrap();
    assert!(std::str::from_utf8(&bytes).is_err(), "it is not UTF-8");
    let checked = out.desk.check_export(&Caller::User, &written.file).unwrap();
    assert!(checked.is_good(), "{checked:?}");
    let raw = days.books.raw();
    crate::store::books::without_triggers(&raw, |raw| {
        raw.execute("UPDATE receipt SET payer = 'Dvořák' WHERE id = 3", []).unwrap();
    });
    let order = ExportOrder { file: out.path("again.csv"), ..out.order(TableKind::Receipts, TableForm::Csv) };
    match out.try_export(&order) {
        Err(DeskError::FileOut(FileOutError::Table {
            error: tameio::desk::TableError::Unencodable { column, character, .. },
            ..
        })) => assert_eq!((column, character), ("Πληρωτής", 'ř')),
        other => panic!("{other:?}"),
    }
    assert_eq!(out.names(), ["receipts.csv"]);
}

#[test]
fn the_tables_for_an_auditor_hold_no_pin_and_their_lines_are_those_of_the_books() {
    let days = told_day();
    let mut out = Out::of(&days);
    let written = out.export(TableKind::All, TableForm::Jsonl);
    let text = std::fs::read_to_string(&written.file).unwrap();
    assert!(!text.contains("pin_hash") && !text.contains("$hash"));
    let of =
        |table: &str| text.lines().filter(|line| line.starts_with(&format!("{{\"table\":{table:?}"))).count() as i64;
    for table in ["receipt", "receipt_line", "card_payment", "till", "z_report", "correction", "operator", "debt"] {
        assert_eq!(of(table), days.books.count(table), "{table}");
    }
    let checked = out.desk.check_export(&Caller::User, &written.file).unwrap();
    assert!(checked.is_good(), "{checked:?}");
    without_control(&written.file, |text| text.replacen("\"kind\":\"sale\"", "\"kind\":\"void\"", 1));
    let changed = out.desk.check_export(&Caller::User, &written.file).unwrap();
    assert!(!changed.is_good() && changed.written.is_some());
    assert_eq!(changed.books, Agreement::Differs, "these books wrote its last line, and not this");
    let order = out.order(TableKind::All, TableForm::Csv);
    let refused = out.desk.export(&Caller::User, &order, &mut go_on);
    assert!(matches!(refused, Err(DeskError::FileOut(FileOutError::OnlyJsonLines))), "{refused:?}");
}
