//! An acquirer's settlement is held against the documents sale by sale: each row is one document or none, a file that is
//! loaded again changes nothing, and the ledger has what the bank paid and what the acquirer kept.

use std::path::Path;

use proptest::prelude::*;
use serde_json::Value;
use tameio::desk::{Caller, DeskError, SettleReport, TableForm, TableKind};
use tameio::domain::balance::Balance;
use tameio::domain::money::DecimalMark;
use tameio::domain::receipt::ReceiptKind;
use tameio::domain::settlement::Settled;

use super::days::{Act, Days, Line, Noted, acts, told_day};
use super::out::{Out, chart, config};

const TITLES: &str = "Ημερομηνία valeur;Τερματικό;Πακέτο;STAN;RRN;Έγκριση;Μικτό ποσό;Προμήθεια;Καθαρό ποσό\n";

fn with_accounts() -> String {
    // Behind its heading, and before the sections below it.
    chart().replacen("[chart]\n", "[chart]\nbank = \"38.00\"\nfees = \"64.98\"\n", 1)
}

/// The row of a document, with so much more or less than the card moved.
fn row(noted: &Noted, more: i64, fee: i64) -> String {
    let card = &noted.receipt.card;
    let gross = noted.sign() * card.final_amount.cents() + more;
    let amount = |cents: i64| Balance::from_cents(cents).to_string().replace('.', ",");
    format!(
        "02/01/2026;{};{};{};{};{};{};{};{}\n",
        card.terminal_id,
        card.batch,
        card.stan,
        card.rrn,
        card.auth_code,
        amount(gross),
        amount(fee),
        amount(gross - fee)
    )
}

fn settle(out: &mut Out, name: &str, rows: &str) -> SettleReport {
    let path = out.path(name);
    std::fs::write(&path, format!("{TITLES}{rows}")).unwrap();
    out.desk.load_settlement(&Caller::User, &path).unwrap()
}

/// What a settlement of cards can have: no IRIS.
fn on_cards(days: &Days) -> Vec<&Noted> {
    days.noted.iter().filter(|noted| noted.card_type != "IRIS").collect()
}

#[test]
fn the_sample_of_the_repository_is_read_in_the_layout_of_the_settings() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/sample-settlement.csv");
    let days = told_day();
    let mut out = Out::of(&days);
    let report = out.desk.load_settlement(&Caller::User, &sample).unwrap();
    assert_eq!((report.loaded.rows, report.counts["unknown"]), (2, 2));
}

#[test]
fn the_sample_chart_has_an_account_for_every_revenue_code_that_is_known() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/sample-chart.toml");
    let chart = config(&std::fs::read_to_string(path).unwrap()).chart;
    for code in ["0111", "0122", "0311", "0411", "0412", "0414", "0441", "0451", "0452", "0461", "0462", "0464", "0511"]
    {
        assert!(chart.revenue.contains_key(code), "{code}");
    }
    assert!(chart.fees.is_some() && chart.bank.is_some() && chart.surcharge.is_some() && chart.iris.is_some());
}

#[test]
fn each_row_is_one_document_or_none_and_what_is_apart_is_named() {
    let days = told_day();
    let mut out = Out::of(&days);
    let cards = on_cards(&days);
    let (settled, short, over) = (cards[0], cards[1], cards[2]);
    let stranger = "02/01/2026;00012345;000017;999999;777777777777;X;5,00;0,05;4,95\n";
    let rows = [row(settled, 0, 50), row(short, -100, 0), row(over, 1, 0), stranger.to_owned()].concat();
    let report = settle(&mut out, "one.csv", &rows);
    assert_eq!((report.loaded.rows, report.loaded.known), (4, 0));
    let counted = |state: &str| report.counts[state];
    assert_eq!((counted("settled"), counted("short"), counted("over"), counted("unknown")), (1, 1, 1, 1));
    let told: Vec<(Settled, Option<String>)> =
        report.questions.iter().map(|one| (one.state(), one.document.as_ref().map(ToString::to_string))).collect();
    let number = |noted: &Noted| Some(noted.receipt.number.to_string());
    let expected = [(Settled::Short, number(short)), (Settled::Over, number(over)), (Settled::Unknown, None)];
    assert_eq!(told, expected);
    // The rest waits: not the voided sale of IRIS nor its void.
    let open: Vec<String> = report.open.iter().map(|open| open.number.to_string()).collect();
    let waiting: Vec<String> = cards[3..].iter().map(|noted| noted.receipt.number.to_string()).collect();
    assert_eq!(open, waiting);
    days.books.assert_clean();
}

#[test]
fn a_file_that_is_loaded_again_changes_nothing_and_rows_that_two_files_have_count_once() {
    let days = told_day();
    let mut out = Out::of(&days);
    let cards = on_cards(&days);
    let first = [row(cards[0], 0, 10), row(cards[1], 0, 10)].concat();
    let once = settle(&mut out, "one.csv", &first);
    let entries = |days: &Days| -> i64 {
        let sql = "SELECT count(*) FROM audit WHERE act = 'settlement_loaded'";
        days.books.raw().query_row(sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(entries(&days), 1);
    let again = settle(&mut out, "one.csv", &first);
    assert_eq!((again.loaded.known, &again.counts, &again.open), (2, &once.counts, &once.open));
    assert_eq!(entries(&days), 1, "nothing was loaded");
    let overlapping = settle(&mut out, "two.csv", &[row(cards[1], 0, 10), row(cards[2], 0, 10)].concat());
    assert_eq!((overlapping.loaded.known, overlapping.counts["settled"]), (1, 3));
    assert_eq!(days.books.count("settlement_row"), 3);
    // Another row of a document that is settled is none of it.
    let twice = settle(&mut out, "three.csv", &row(cards[0], 0, 11));
    assert_eq!((twice.counts["settled"], twice.counts["unknown"]), (3, 1));
    // Two that say the same in one file are two.
    let stranger = "02/01/2026;;;;888;;5,00;;\n";
    let doubled = settle(&mut out, "four.csv", &stranger.repeat(2));
    assert_eq!(doubled.counts["unknown"], 3);
    days.books.assert_clean();
}

fn one_more_sale() -> Act {
    Act::Sell {
        second_desk: false,
        supervisor: false,
        lines: vec![Line { code: 1, year: 2026, capital: 4_400, surcharge: 0 }],
        card: 0,
        acquirer: 0,
        looked_up: None,
        paper: None,
    }
}

#[test]
fn a_row_whose_document_comes_later_is_found_then() {
    let mut days = told_day();
    let mut out = Out::of(&days);
    let before = days.noted.len();
    days.go_on(&one_more_sale());
    let later = days.noted[before].clone();
    // As it would be were it not booked yet: a copy of the books from before.
    let early = told_day();
    let mut first = Out::of(&early);
    assert_eq!(settle(&mut first, "one.csv", &row(&later, 0, 0)).counts["unknown"], 1);
    // And in books that have it.
    assert_eq!(settle(&mut out, "one.csv", &row(&later, 0, 0)).counts["settled"], 1);
    let mut early = early;
    early.go_on(&one_more_sale());
    let found = settle(&mut first, "two.csv", "");
    assert_eq!((found.loaded.found_later, found.counts["settled"], found.counts["unknown"]), (1, 1, 0));
    early.books.assert_clean();
}

#[test]
fn what_goes_back_of_an_iris_payment_waits_for_no_settlement_of_cards_even_where_nobody_named_it() {
    let line = Line { code: 1, year: 2025, capital: 1_000, surcharge: 0 };
    let sell = |card| Act::Sell {
        second_desk: false,
        supervisor: false,
        lines: vec![line.clone()],
        card,
        acquirer: 0,
        looked_up: None,
        paper: Some(1),
    };
    let back = Act::Correct { which: 0, void: false, share: 2, names_card: false };
    let days = Days::play(&[(1, sell(0)), (1, sell(2)), (1, back)]);
    let mut out = Out::with(&days, &with_accounts());
    let report = settle(&mut out, "one.csv", &row(&days.noted[0], 0, 0));
    assert_eq!((report.counts["settled"], report.open), (1, vec![]));
    // And in the ledger it goes back to where it came from.
    let written = out.export(TableKind::Ledger, TableForm::Csv);
    let text = std::fs::read_to_string(written.file).unwrap();
    assert_eq!(text.matches("38.03.90").count(), 2, "{text}");
}

#[test]
fn a_file_that_cannot_be_read_whole_loads_nothing() {
    let days = told_day();
    let mut out = Out::of(&days);
    let path = out.path("bad.csv");
    let good = row(on_cards(&days)[0], 0, 0);
    std::fs::write(&path, format!("{TITLES}{good}02/01/2026;;;1;2;;x;;\n")).unwrap();
    let refused = out.desk.load_settlement(&Caller::User, &path);
    assert!(matches!(refused, Err(DeskError::File(_))), "{refused:?}");
    assert_eq!(days.books.count("settlement_row"), 0);
}

#[test]
fn what_has_waited_too_long_stands_in_the_till() {
    let days = told_day();
    let mut out = Out::of(&days);
    // Nothing is missed before the first settlement.
    assert!(out.desk.till_status(&Caller::User).unwrap().unsettled.is_empty());
    settle(&mut out, "one.csv", &row(on_cards(&days)[0], 0, 0));
    let told = out.desk.till_status(&Caller::User).unwrap().unsettled;
    let numbers: Vec<String> = told.iter().map(|open| open.number.to_string()).collect();
    let waiting: Vec<String> = on_cards(&days)[1..].iter().map(|noted| noted.receipt.number.to_string()).collect();
    assert_eq!(numbers, waiting);
    let mut patient = Out::with(&days, &format!("{}[settlement]\nwarn_after_days = 30\n", chart()));
    assert!(patient.desk.till_status(&Caller::User).unwrap().unsettled.is_empty());
}

#[test]
fn the_ledger_has_what_the_bank_paid_and_what_the_acquirer_kept() {
    let days = told_day();
    let mut out = Out::with(&days, &with_accounts());
    let cards = on_cards(&days);
    let refund = *cards.iter().find(|noted| noted.receipt.kind == ReceiptKind::Refund).unwrap();
    settle(&mut out, "one.csv", &[row(cards[0], 0, 50), row(refund, 0, 0)].concat());
    let written = out.export(TableKind::Ledger, TableForm::Jsonl);
    let text = std::fs::read_to_string(&written.file).unwrap();
    let rows = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let of_settlement: Vec<String> = rows
        .filter(|row| row.get("entry").and_then(Value::as_str).is_some_and(|entry| entry.starts_with("ΕΚΚ-")))
        .map(|row| {
            let text = |key: &str| row[key].as_str().unwrap_or("-").to_owned();
            [text("entry"), text("day"), text("account"), text("debit"), text("credit")].join(" ")
        })
        .collect();
    assert_eq!(
        of_settlement,
        [
            "ΕΚΚ-A-2025-000001 2026-01-02 38.00 101.69 -",
            "ΕΚΚ-A-2025-000001 2026-01-02 64.98 0.50 -",
            "ΕΚΚ-A-2025-000001 2026-01-02 38.03.01 - 102.19",
            "ΕΚΚ-A-2025-000004 2026-01-02 38.00 - 25.80",
            "ΕΚΚ-A-2025-000004 2026-01-02 38.03.02 25.80 -",
        ]
    );
    assert_eq!(written.control.totals[0].1, written.control.totals[1].1);
    assert!(out.desk.check_export(&Caller::User, &written.file).unwrap().is_good());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn a_settlement_of_everything_settles_everything_in_whatever_order_and_pieces(
        acts in acts(), order in any::<prop::sample::Index>(), cut in any::<prop::sample::Index>(),
    ) {
        let days = Days::play(&acts);
        let mut out = Out::of(&days);
        // What a settlement knows: neither IRIS nor what names no card.
        let known: Vec<&Noted> =
            days.noted.iter().filter(|noted| noted.card_type != "IRIS").collect();
        prop_assume!(!known.is_empty());
        let mut rows: Vec<String> = known.iter().map(|noted| row(noted, 0, 1)).collect();
        let by = order.index(rows.len());
        rows.rotate_left(by);
        let at = cut.index(rows.len());
        settle(&mut out, "one.csv", &rows[..at].concat());
        let report = settle(&mut out, "two.csv", &rows.concat());
        prop_assert_eq!(report.counts["settled"], known.len() as u64);
        prop_assert_eq!(report.questions, vec![]);
        prop_assert_eq!(report.open, vec![]);
        let sum = out.desk.load_settlement(&Caller::User, &out.path("two.csv")).unwrap();
        prop_assert_eq!(sum.loaded.known, known.len() as u64);
        days.books.assert_clean();
    }
}

/// An amount as the file has it is the amount of the document.
#[test]
fn amounts_come_back_from_the_file() {
    assert_eq!(Balance::parse("1.234,56", DecimalMark::Comma).unwrap().cents(), 123_456);
}
