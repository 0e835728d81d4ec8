//! Whatever days a desk had, every file that leaves it comes to what its receipts and its Z reports come to, is read back
//! whole by the desk, and says the same to readers that are not ours.

use std::collections::BTreeMap;
use std::path::Path;

use calamine::{Data, DataType as _, Reader as _, Xlsx, open_workbook};
use csv::ReaderBuilder;
use proptest::prelude::*;
use serde_json::Value;
use tameio::desk::{Agreement, Caller, ReportForm, TableForm, TableKind};
use tameio::domain::balance::Balance;
use tameio::domain::money::DecimalMark;

use super::days::{Days, acts};
use super::out::{Out, go_on};

/// Net cents of all documents that were noted.
fn noted(days: &Days) -> i64 {
    days.noted.iter().map(|noted| noted.sign() * noted.receipt.amount.cents()).sum()
}

/// Net cents of the Z reports, with what was booked while no till was open.
fn of_z_reports(days: &Days) -> i64 {
    let without = days.noted.iter().filter(|noted| noted.till.is_none());
    let without: i64 = without.map(|noted| noted.sign() * noted.receipt.amount.cents()).sum();
    days.z.iter().map(|kept| kept.report.all.total.cents()).sum::<i64>() + without
}

fn cents(text: &str, mark: DecimalMark) -> i64 {
    if text.is_empty() { 0 } else { Balance::parse(text, mark).unwrap().cents() }
}

/// The sum of a column as a plain reader of CSV sees it, and how many documents its first column names.
fn of_csv(path: &Path, column: &str) -> (i64, usize) {
    let text = std::fs::read_to_string(path).unwrap();
    let text = text.strip_prefix('\u{feff}').unwrap();
    let mut reader = ReaderBuilder::new().delimiter(b';').flexible(true).from_reader(text.as_bytes());
    let place = reader.headers().unwrap().iter().position(|title| title == column).unwrap();
    let rows: Vec<_> = reader.records().map(Result::unwrap).filter(|row| row.len() > 1).collect();
    let documents: std::collections::BTreeSet<&str> = rows.iter().map(|row| &row[0]).collect();
    (rows.iter().map(|row| cents(&row[place], DecimalMark::Comma)).sum(), documents.len())
}

/// The sum of a column of a spreadsheet's rows, what its row of sums shows, and the formula that stands there.
fn of_xlsx(path: &Path, column: &str) -> (i64, i64, String) {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let formulas = book.worksheet_formula(&book.sheet_names()[0].clone()).unwrap();
    let rows: Vec<&[Data]> = sheet.rows().collect();
    let place = rows[0].iter().position(|title| title.as_string().as_deref() == Some(column)).unwrap();
    let number = |cell: &Data| match cell {
        Data::Float(number) => cents(&number.to_string(), DecimalMark::Point),
        Data::Empty => 0,
        other => panic!("{other:?} is no amount"),
    };
    let end = rows.iter().position(|row| row[0] == Data::Empty).unwrap();
    let sum = rows[1..end].iter().map(|row| number(&row[place])).sum();
    let at = (u32::try_from(end).unwrap(), u32::try_from(place).unwrap());
    (sum, number(&rows[end][place]), formulas.get_value(at).cloned().unwrap_or_default())
}

fn of_json(path: &Path, key: &str) -> i64 {
    let text = std::fs::read_to_string(path).unwrap();
    let rows = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    rows.filter_map(|row| row.get(key)?.as_str().map(|text| cents(text, DecimalMark::Point))).sum()
}

/// The net of the documents among the tables for an auditor.
fn of_tables(path: &Path) -> i64 {
    let text = std::fs::read_to_string(path).unwrap();
    let rows = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let documents = rows.filter(|row| row.get("table").is_some_and(|table| table == "receipt"));
    let cents = |row: Value| {
        let amount = row["row"]["amount_cents"].as_i64().unwrap();
        if row["row"]["kind"] == "sale" { amount } else { -amount }
    };
    documents.map(cents).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, ..ProptestConfig::default() })]

    #[test]
    fn every_file_comes_to_what_receipts_and_z_reports_come_to(acts in acts()) {
        let days = Days::play(&acts);
        let (net, documents) = (noted(&days), days.noted.len());
        prop_assert_eq!(of_z_reports(&days), net);
        let mut out = Out::of(&days);
        for kind in [TableKind::Receipts, TableKind::Ledger] {
            for form in TableForm::ALL {
                let written = out.export(kind, form);
                prop_assert_eq!(written.control.documents, documents as u64);
                let told: BTreeMap<_, _> = written.control.totals.iter().cloned().collect();
                match kind {
                    TableKind::Receipts => prop_assert_eq!(told["amount"].cents(), net),
                    _ => prop_assert_eq!(told["debit"], told["credit"]),
                }
                let checked = out.desk.check_export(&Caller::User, &written.file).unwrap();
                prop_assert!(checked.is_good(), "{kind:?} {form:?} {checked:?}");
                prop_assert_eq!(checked.books, Agreement::Agrees);
                prop_assert_eq!(checked.read.found, written.control);
            }
        }
        let all = out.export(TableKind::All, TableForm::Jsonl);
        prop_assert_eq!(all.control.documents, documents as u64);
        prop_assert_eq!(of_tables(&all.file), net);
        let (sum, named) = of_csv(&out.path("receipts.csv"), "Ποσό");
        prop_assert_eq!((sum, named), (net, documents));
        let (sum, shown, formula) = of_xlsx(&out.path("receipts.xlsx"), "Ποσό");
        prop_assert_eq!((sum, shown), (net, net));
        prop_assert!(formula.contains("SUBTOTAL(9,S2:S"), "{}", formula);
        prop_assert_eq!(of_json(&out.path("receipts.jsonl"), "amount"), net);
        let (debit, credit) = (of_csv(&out.path("ledger.csv"), "Χρέωση").0, of_csv(&out.path("ledger.csv"), "Πίστωση").0);
        prop_assert_eq!(debit, credit);
        for form in [ReportForm::Csv, ReportForm::Xlsx] {
            let written = out.report(form);
            prop_assert!(out.desk.check_export(&Caller::User, &written.file).unwrap().is_good());
        }
        prop_assert_eq!(of_csv(&out.path("report.csv"), "Ποσό"), (net, documents));
        prop_assert_eq!(of_xlsx(&out.path("report.xlsx"), "Ποσό").0, net);
        let told = out.desk.report(&Caller::User, days.all(), &mut go_on).unwrap();
        prop_assert_eq!(told.figures.all.all().unwrap().total.cents(), net);
        prop_assert_eq!(told.z.iter().map(|z| z.all.total.cents()).sum::<i64>(),
            days.z.iter().map(|kept| kept.report.all.total.cents()).sum::<i64>());
    }

    #[test]
    fn each_entry_of_the_ledger_is_balanced_and_turns_what_a_document_does(acts in acts()) {
        let days = Days::play(&acts);
        let mut out = Out::of(&days);
        let written = out.export(TableKind::Ledger, TableForm::Jsonl);
        let text = std::fs::read_to_string(&written.file).unwrap();
        let mut sums: BTreeMap<String, (i64, i64, i64)> = BTreeMap::new();
        for line in text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
            let Some(entry) = line.get("entry").and_then(Value::as_str) else { continue };
            let amount = |key: &str| cents(line[key].as_str().unwrap_or_default(), DecimalMark::Point);
            let sum = sums.entry(entry.to_owned()).or_default();
            let of_card = line["account"].as_str().unwrap().starts_with("38.");
            let receivable = if of_card { amount("debit") - amount("credit") } else { 0 };
            *sum = (sum.0 + amount("debit"), sum.1 + amount("credit"), sum.2 + receivable);
        }
        prop_assert_eq!(sums.len(), days.noted.len());
        for noted in &days.noted {
            let (debit, credit, receivable) = sums[&noted.receipt.number.to_string()];
            prop_assert_eq!(debit, credit);
            prop_assert_eq!(receivable, noted.sign() * noted.receipt.card.final_amount.cents());
        }
    }
}
