//! The bank's file beside the desk's documents, row by row: each row is one document, or is named under a reference of
//! its own; what a spreadsheet spoiled says nothing; a row of an unknown kind is a question.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use tameio::domain::balance::Balance;
use tameio::domain::money::DecimalMark;
use tameio::domain::reconcile::{BatchReport, CardMove, Comparison, MismatchKind, compare};
use tameio::exchange::batch_file::{BatchLayout, parse};
use tameio::exchange::file_error::FileError;
use tameio::exchange::mapping::Encoding;

const TITLES: &str = "Τερματικό;Πακέτο;STAN;RRN;Έγκριση;Ποσό;Είδος;Κάρτα";

fn layout() -> BatchLayout {
    let fields = ["terminal_id", "batch", "stan", "rrn", "auth_code", "amount", "kind", "card_type"];
    let columns: BTreeMap<String, String> =
        fields.into_iter().map(str::to_owned).zip(TITLES.split(';').map(str::to_owned)).collect();
    BatchLayout {
        encoding: Encoding::Utf8,
        separator: ';',
        decimal: DecimalMark::Comma,
        plus_words: vec!["Πώληση".to_owned()],
        minus_words: vec!["Ακύρωση".to_owned()],
        columns,
    }
}

fn file(rows: &[&str]) -> Vec<BatchReport> {
    parse(format!("{TITLES}\n{}\n", rows.join("\n")).as_bytes(), &layout()).unwrap().reports
}

/// A document of terminal 64999999 and batch 91 whose numbers end alike.
fn ours(n: u32, cents: i64) -> CardMove {
    CardMove {
        reference: format!("A-2026-{n:06}"),
        terminal_id: "64999999".into(),
        batch: "000091".into(),
        stan: format!("{n:06}"),
        rrn: format!("632700000{n:03}"),
        auth_code: format!("78{n:04}"),
        amount: Balance::from_cents(cents),
        ..CardMove::default()
    }
}

fn told(found: &Comparison) -> Vec<(MismatchKind, &str)> {
    found.mismatches.iter().map(|one| (one.kind, one.reference.as_str())).collect()
}

#[test]
fn a_row_without_terminal_beside_rows_with_one_is_matched_or_named() {
    let documents = [ours(1, 5_000), ours(2, 3_000)];
    let both = file(&["64999999;91;000001;;;50,00;Πώληση;", ";91;2;632700000002;;30,00;Πώληση;"]);
    let found = compare(&documents, &both);
    assert_eq!(told(&found), []);
    assert_eq!((found.batches.len(), found.batches[0].theirs), (1, Some(Balance::from_cents(8_000))));
    let alone = file(&["64999999;91;1;;;50,00;Πώληση;", ";91;3;;;7,00;Πώληση;"]);
    let found = compare(&documents[..1], &alone);
    assert_eq!(told(&found), [(MismatchKind::OnlyTheirs, "theirs:91:3")]);
    assert_eq!(found.batches[0].difference, Some(Balance::from_cents(-700)));
}

#[test]
fn what_fits_no_batch_is_named() {
    let found =
        compare(&[ours(1, 5_000)], &file(&["64999999;91;1;;;50,00;;", "64999999;92;8;;;5,00;;", ";;9;;;6,00;;"]));
    let named = [(MismatchKind::OnlyTheirs, "theirs:-:9"), (MismatchKind::OnlyTheirs, "theirs:64999999/92:8")];
    assert_eq!(told(&found), named);
    // A row without batch is found by its numbers all the same.
    assert_eq!(told(&compare(&[ours(1, 5_000)], &file(&["64999999;;1;;;50,00;;"]))), []);
}

#[test]
fn rows_of_one_number_have_references_of_their_own() {
    let row = "64999999;91;777;632799999999;X;5,00;Πώληση;";
    let found = compare(&[ours(1, 5_000)], &file(&["64999999;91;1;;;50,00;;", row, row, row]));
    let names: Vec<&str> = told(&found).into_iter().map(|(_, name)| name).collect();
    let number = "theirs:64999999/91:632799999999";
    assert_eq!(names, [number, &format!("{number}#2"), &format!("{number}#3")]);
}

#[test]
fn a_number_that_a_spreadsheet_spoiled_says_nothing_for_or_against() {
    for spoiled in ["6,32700E+11", "6.327E+11", "#####", "#N/A", "632700000009.0"] {
        let rows = [
            format!("64999999;91;1;{spoiled};780001;50,00;Πώληση;"),
            format!("64999999;91;{spoiled};632700000002;{spoiled};30,00;Πώληση;"),
            format!("{spoiled};91;3;;;20,00;Πώληση;"),
            format!("64999999;{spoiled};4;632700000004;;10,00;Πώληση;"),
        ];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let documents = [ours(1, 5_000), ours(2, 3_000), ours(3, 2_000), ours(4, 1_000)];
        assert_eq!(told(&compare(&documents, &file(&rows))), [], "{spoiled}");
        // Spoiled in all of them, it is nobody's.
        let row = format!("64999999;91;{spoiled};{spoiled};{spoiled};50,00;;");
        let found = compare(&documents[..1], &file(&[&row]));
        let kinds: Vec<MismatchKind> = found.mismatches.iter().map(|one| one.kind).collect();
        assert_eq!(kinds, [MismatchKind::OnlyOurs, MismatchKind::OnlyTheirs]);
    }
}

#[test]
fn a_row_of_an_unknown_kind_is_a_question_and_no_payment() {
    let rows =
        file(&["64999999;91;1;;;50,00;Προέγκριση;", "64999999;91;2;;;30,00;ΠΩΛΗΣΗ.;", "64999999;91;9;;;9,00;Τέλος;"]);
    let found = compare(&[ours(1, 5_000), ours(2, 3_000)], &rows);
    let question = |name| (MismatchKind::UnknownKind, name);
    assert_eq!(told(&found), [question("kind:64999999/91:1"), question("kind:64999999/91:9")]);
    assert_eq!(
        (found.mismatches[0].ours, found.mismatches[0].theirs),
        (Some(Balance::from_cents(5_000)), Some(Balance::from_cents(5_000)))
    );
    assert_eq!((found.batches[0].theirs, found.batches[0].their_count), (Some(Balance::from_cents(3_000)), Some(1)));
}

#[test]
fn a_question_takes_no_document_from_the_payment_that_it_is() {
    let rows = file(&["64999999;91;1;;;50,00;Προέγκριση;", "64999999;91;1;;;50,00;Πώληση;"]);
    let found = compare(&[ours(1, 5_000)], &rows);
    assert_eq!(told(&found), [(MismatchKind::UnknownKind, "kind:64999999/91:1")]);
    assert_eq!((found.mismatches[0].ours, found.batches[0].difference), (None, Some(Balance::default())));
}

#[test]
fn what_went_back_is_below_zero_however_it_is_written() {
    for row in ["30,00;ΑΚΥΡΩΣΗ", "-30,00;", "30,00-;", "(30,00);Ακύρωση", "−30,00;"] {
        let found = compare(&[ours(1, -3_000)], &file(&[&format!("64999999;91;1;;;{row};")]));
        assert_eq!(told(&found), [], "{row}");
    }
}

#[test]
fn the_banks_file_has_been_through_a_spreadsheet_too() {
    let text = format!(
        "sep=;\r\nΚινήσεις Νοεμβρίου;;\r\n\r\n{};\r\n64999999;91;1;;;50,00;Πώληση;VISA;\r\n;;;;;;;;\r\n64999999;91;2;;;30,00\r\n",
        TITLES.replace("Πακέτο", "ΠΑΚΕΤΟ:").replace("Ποσό", "Ποσο\u{301} (€)")
    );
    for text in [text.clone(), text.replace("\r\n", "\r")] {
        for utf16 in [false, true] {
            let bytes: Vec<u8> = if utf16 {
                text.encode_utf16().flat_map(u16::to_le_bytes).collect()
            } else {
                text.clone().into_bytes()
            };
            let read = parse(&bytes, &layout()).unwrap();
            assert_eq!(told(&compare(&[ours(1, 5_000), ours(2, 3_000)], &read.reports)), []);
            let words: BTreeSet<&str> = read.read_otherwise.iter().map(|met| met.what.word()).collect();
            assert!(
                words.is_superset(&BTreeSet::from([
                    "separator_line",
                    "line_above_titles",
                    "title_by_meaning",
                    "cells_too_few"
                ])),
                "{words:?}"
            );
        }
    }
    let near = parse(TITLES.replace("Είδος", "Είδος κίνησης").as_bytes(), &layout()).unwrap_err();
    assert!(matches!(near, FileError::NearTitles { .. }), "{near}");
    // What shows as a difference where it is lacking keeps no file out.
    assert!(parse(TITLES.replace("Κάρτα", "Τύπος κάρτας").as_bytes(), &layout()).is_ok());
}

#[test]
fn a_row_without_terminal_that_a_later_file_has_again_counts_once() {
    let mut first = file(&["64999999;91;1;;;50,00;;", ";91;2;;;30,00;;"]);
    let mut second = file(&["64999999;91;1;;;50,00;;", "64999999;91;2;;;30,00;;"]);
    first.retain(|report| report.name.terminal_id.is_empty());
    second.iter_mut().for_each(|report| report.telling = 1);
    let reports: Vec<BatchReport> = first.into_iter().chain(second).collect();
    let found = compare(&[ours(1, 5_000), ours(2, 3_000)], &reports);
    assert_eq!((told(&found), found.batches[0].difference), (vec![], Some(Balance::default())));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_row_is_one_document_or_is_named_once(
        rows in prop::collection::vec((1u32..8, any::<bool>(), any::<bool>(), 0usize..3, 1i64..4), 0..12),
        documents in prop::collection::btree_set(1u32..8, 0..8),
    ) {
        let documents: Vec<CardMove> = documents.into_iter().map(|n| ours(n, 100)).collect();
        let text: Vec<String> = rows
            .iter()
            .map(|(n, terminal, batch, kind, euro)| {
                let terminal = if *terminal { "64999999" } else { "" };
                let batch = if *batch { "91" } else { "" };
                let kind = ["", "Πώληση", "Άλλο"][*kind];
                format!("{terminal};{batch};{n};;;{euro},00;{kind};")
            })
            .collect();
        let reports = file(&text.iter().map(String::as_str).collect::<Vec<_>>());
        let found = compare(&documents, &reports);
        let references: BTreeSet<&str> = found.mismatches.iter().map(|one| one.reference.as_str()).collect();
        prop_assert_eq!(references.len(), found.mismatches.len(), "one explanation must not cover two");
        // Rows that are named, and rows that are a document and agree, are all rows.
        let named = found.mismatches.iter().filter(|one| one.theirs.is_some()).count();
        let alone = found.mismatches.iter().filter(|one| one.kind == MismatchKind::OnlyOurs).count();
        let is_told = !rows.is_empty() && found.batches.iter().any(|batch| batch.ours.count > 0 && batch.theirs.is_some());
        if is_told {
            let with_a_row = documents.len() - alone;
            let differing = found.mismatches.iter().filter(|one| one.ours.is_some() && one.theirs.is_some()).count();
            prop_assert_eq!(named + with_a_row - differing, rows.len());
        } else {
            prop_assert_eq!(named, rows.len());
        }
    }
}
