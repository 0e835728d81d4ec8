//! The files of a fixed day, each as a reader that is not ours reads it, beside how a person has seen that it is right.
//! `UPDATE_GOLDEN=1 cargo test --test promises reports::golden` writes them anew, to be read before they are committed.

use std::path::Path;

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use tameio::desk::{Caller, ReportForm, TableForm, TableKind};
use tameio::domain::receipt::ReceiptNo;

use super::days::{Days, told_day};
use super::out::{Out, go_on};

fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/reports").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, kept, "{} differs; UPDATE_GOLDEN=1 writes it anew", path.display());
}

fn books() -> (Days, Out) {
    let days = told_day();
    let out = Out::of(&days);
    (days, out)
}

/// A spreadsheet as text: each sheet, each row, each cell with what kind it is.
fn sheets(path: &Path) -> String {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let mut text = String::new();
    for name in book.sheet_names() {
        text.push_str(&format!("== {name}\n"));
        for row in book.worksheet_range(&name).unwrap().rows() {
            let cell = |cell: &Data| match cell {
                Data::Empty => String::new(),
                Data::String(text) => format!("{text:?}"),
                Data::Float(number) => number.to_string(),
                Data::DateTime(at) => at.as_datetime().unwrap().to_string(),
                other => panic!("{other:?}"),
            };
            text.push_str(&row.iter().map(cell).collect::<Vec<_>>().join(" | "));
            text.push('\n');
        }
    }
    text
}

/// The text of a PDF, without the space that its places make.
fn words(path: &Path) -> String {
    let text = pdf_extract::extract_text(path).unwrap();
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut words: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    words.push(String::new());
    words.join("\n")
}

#[test]
fn the_receipts_of_a_fixed_day_are_those_that_a_person_has_read() {
    let (_days, mut out) = books();
    for form in [TableForm::Csv, TableForm::Jsonl] {
        let written = out.export(TableKind::Receipts, form);
        golden(&format!("receipts.{}", form.word()), &std::fs::read_to_string(&written.file).unwrap());
    }
    let written = out.export(TableKind::Receipts, TableForm::Xlsx);
    golden("receipts.xlsx.txt", &sheets(&written.file));
}

#[test]
fn the_ledger_of_a_fixed_day_is_the_one_that_a_person_has_read() {
    let (_days, mut out) = books();
    let written = out.export(TableKind::Ledger, TableForm::Csv);
    golden("ledger.csv", &std::fs::read_to_string(&written.file).unwrap());
    let written = out.export(TableKind::Ledger, TableForm::Xlsx);
    golden("ledger.xlsx.txt", &sheets(&written.file));
}

#[test]
fn the_daily_book_of_a_fixed_day_is_the_one_that_a_person_has_read() {
    let (days, mut out) = books();
    let told = out.desk.report(&Caller::User, days.all(), &mut go_on).unwrap();
    golden("book.txt", &without_user(&told.text));
    let written = out.report(ReportForm::Csv);
    golden("book.csv", &std::fs::read_to_string(&written.file).unwrap());
    let written = out.report(ReportForm::Xlsx);
    golden("book.xlsx.txt", &sheets(&written.file));
    let written = out.report(ReportForm::Pdf);
    golden("book.pdf.txt", &without_user(&words(&written.file)));
}

/// Who runs the tests is another one on each machine.
fn without_user(text: &str) -> String {
    let line = |line: &str| match line.split_once(" από ") {
        Some((before, _)) if before.contains("Εκτυπώθηκε") => format!("{before} από …\n"),
        _ => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

#[test]
fn all_tables_of_a_fixed_day_are_those_that_a_person_has_read() {
    let (_days, mut out) = books();
    let written = out.export(TableKind::All, TableForm::Jsonl);
    golden("all.jsonl", &std::fs::read_to_string(&written.file).unwrap());
}

#[test]
fn a_receipt_as_pdf_says_what_its_paper_says_and_is_small() {
    let (days, mut out) = books();
    let numbers: Vec<ReceiptNo> = days.noted.iter().map(|noted| noted.receipt.number.clone()).collect();
    for number in [&numbers[1], &numbers[3]] {
        let file = out.path(&format!("{number}.pdf"));
        let written = out.desk.receipt_pdf(&Caller::User, number, &file, false).unwrap();
        assert!(written.bytes < 100_000, "{} bytes", written.bytes);
        assert_eq!(written.copy, 1);
        golden(&format!("{number}.pdf.txt"), &words(&file));
    }
    assert!(numbers[3].to_string() != numbers[1].to_string());
}

#[test]
fn a_z_report_as_pdf_says_what_its_paper_says() {
    let (days, mut out) = books();
    let number = days.z[0].report.number.clone();
    let file = out.path("z.pdf");
    let written = out.desk.z_pdf(&Caller::User, &number, &file, false).unwrap();
    assert!(written.bytes < 100_000);
    golden("z.pdf.txt", &words(&file));
}
