//! What a file does not say changes nothing, and a debt stays who it was.

use chrono::NaiveDate;
use proptest::prelude::*;
use tameio::domain::debt::{DebtRecord, DebtStatus};
use tameio::domain::stated::{Stated, Validity};
use tameio::domain::time::local_date;
use tameio::store::{Conflict, ImportSource, Loaded, RefusedReason};

use super::books::{Books, afm, at, eur, record, rf, source};

/// A record of a file with the columns that every file has.
fn bare(record: DebtRecord) -> DebtRecord {
    DebtRecord {
        afm: Stated::Nothing,
        debtor_number: Stated::Nothing,
        rf: Stated::Nothing,
        rf_valid_until: Stated::Nothing,
        list_no: Stated::Nothing,
        due: Stated::Nothing,
        surcharge: Stated::Nothing,
        surcharge_as_of: Stated::Nothing,
        instalment: Stated::Nothing,
        cancelled: Stated::Nothing,
        ..record
    }
}

/// The same with the columns and nothing in them.
fn empty(record: DebtRecord) -> DebtRecord {
    DebtRecord {
        afm: Stated::Empty,
        debtor_number: Stated::Empty,
        rf: Stated::Empty,
        rf_valid_until: Stated::Empty,
        list_no: Stated::Empty,
        due: Stated::Empty,
        surcharge: Stated::Empty,
        surcharge_as_of: Stated::Empty,
        instalment: Stated::Empty,
        cancelled: Stated::Empty,
        ..record
    }
}

fn counts(loaded: &Loaded) -> (u64, u64, u64, usize) {
    (loaded.loaded, loaded.updated, loaded.unchanged, loaded.refused.len())
}

fn reasons(loaded: &Loaded) -> Vec<RefusedReason> {
    loaded.refused.iter().map(|refused| refused.reason).collect()
}

fn conflict(what: Conflict, settled: bool) -> RefusedReason {
    RefusedReason::Conflict { what, settled }
}

fn accepting(books: &mut Books, records: Vec<DebtRecord>) -> Loaded {
    let source = ImportSource { accept_moved: true, ..source() };
    books.store.load_debts(&source, &mut records.into_iter(), &mut |_| {}).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn a_column_that_a_file_does_not_have_changes_nothing() {
    let mut books = Books::empty();
    let withdrawn =
        DebtRecord { cancelled: Stated::Is(true), instalment: Stated::Is(3), ..record(1, "100.00", "7.30") };
    books.load(vec![withdrawn.clone()]);
    let before = books.debt(1);
    assert_eq!(counts(&books.load(vec![bare(withdrawn.clone())])), (0, 0, 1, 0));
    assert_eq!(books.debt(1), before);
    // What it does say counts.
    let dearer = DebtRecord { capital: eur("120.00"), ..bare(withdrawn) };
    assert_eq!(counts(&books.load(vec![dearer])), (0, 1, 0, 0));
    let after = books.debt(1);
    assert_eq!((after.capital, after.surcharge, after.cancelled), (eur("120.00"), eur("7.30"), true));
    assert_eq!((&after.rf, after.due, after.instalment), (&before.rf, before.due, Some(3)));
    books.assert_clean();
}

#[test]
fn an_empty_cell_empties_only_what_may_be_empty_and_opens_nothing_again() {
    let mut books = Books::empty();
    let expired = Stated::Is(Validity::Until(local_date(at(0)).pred_opt().unwrap()));
    let full = DebtRecord {
        cancelled: Stated::Is(true),
        rf_valid_until: expired,
        instalment: Stated::Is(3),
        ..record(1, "100.00", "7.30")
    };
    books.load(vec![full.clone()]);
    let before = books.debt(1);
    let loaded = books.load(vec![empty(full)]);
    assert_eq!((counts(&loaded), loaded.emptied_surcharges), ((0, 1, 0, 0), 1));
    let after = books.debt(1);
    assert_eq!((after.cancelled, after.rf_valid_until), (true, before.rf_valid_until), "neither is opened again");
    assert_eq!((after.debtor, after.surcharge), (before.debtor, eur("0.00")));
    assert_eq!((after.rf, after.due, after.list_no, after.instalment), (None, None, None, None));
    assert_eq!(books.store.debtor(after.debtor).unwrap().unwrap().afm, Some(afm(10_000_001)));
    books.assert_clean();
}

#[test]
fn a_code_that_has_not_expired_may_lose_its_end_and_one_that_has_only_in_as_many_words() {
    let mut books = Books::empty();
    let today = local_date(at(0));
    let until = |day| DebtRecord { rf_valid_until: Stated::Is(Validity::Until(day)), ..record(1, "1.00", "0.00") };
    let said = |validity| DebtRecord { rf_valid_until: validity, ..record(1, "1.00", "0.00") };
    books.load(vec![until(today)]);
    assert_eq!(books.load(vec![said(Stated::Empty)]).updated, 1);
    assert_eq!(books.debt(1).rf_valid_until, None);
    let yesterday = today.pred_opt().unwrap();
    books.load(vec![until(yesterday)]);
    assert_eq!(books.load(vec![said(Stated::Empty)]).unchanged, 1);
    assert_eq!(books.debt(1).status(today), DebtStatus::Expired);
    assert_eq!(books.load(vec![said(Stated::Is(Validity::WithoutEnd))]).updated, 1);
    assert_eq!(books.debt(1).status(today), DebtStatus::Open);
}

#[test]
fn another_debtor_code_or_revenue_code_under_a_known_number_is_a_conflict_and_changes_nothing() {
    let others = || {
        let plain = record(1, "100.00", "2.19");
        [
            (Conflict::Debtor, DebtRecord { afm: Stated::Is(afm(77_777_770)), ..plain.clone() }),
            (Conflict::Debtor, DebtRecord { afm: Stated::Empty, name: "Άλλος Νίκος".into(), ..plain.clone() }),
            (Conflict::Debtor, DebtRecord { name: "Άλλος Νίκος".into(), ..bare(plain.clone()) }),
            (Conflict::Rf, DebtRecord { rf: Stated::Is(rf(999)), ..plain.clone() }),
            (Conflict::RevenueCode, DebtRecord { revenue_code: "0311".into(), ..plain }),
        ]
    };
    for (what, other) in others() {
        let mut books = Books::new();
        let before = books.debt(1);
        let debtors = books.count("debtor");
        let loaded = books.load(vec![other.clone(), record(9, "5.00", "0.00")]);
        assert_eq!((reasons(&loaded), loaded.loaded), (vec![conflict(what, false)], 1), "the rest loads");
        assert_eq!((books.debt(1), books.count("debtor")), (before, debtors + 1));
        // Where the file is right, and told so, it is a correction with an entry of its own.
        let loaded = accepting(&mut books, vec![other.clone()]);
        assert_eq!((loaded.updated, loaded.moved, loaded.refused), (1, 1, vec![]), "{what:?}");
        let sql = "SELECT count(*) FROM audit WHERE act = 'debt_moved' AND subject = 'D1'";
        let entries: i64 = books.raw().query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(entries, 1);
        assert_eq!(counts(&books.load(vec![other])), (0, 0, 1, 0));
        books.assert_clean();
    }
    // What was paid, or is being paid, moves by nobody's word; also where it was given back.
    for (what, other) in others() {
        let mut paid = Books::new();
        paid.pay(&[1]);
        let mut held = Books::new();
        held.prepare(&[1]);
        let mut back = Books::new();
        let sale = back.pay(&[1]);
        back.correct(tameio::domain::correction::CorrectionKind::Void, &sale, None);
        for mut books in [paid, held, back] {
            let before = books.debt(1);
            let loaded = accepting(&mut books, vec![other.clone()]);
            assert_eq!(reasons(&loaded), [conflict(what, true)]);
            assert_eq!(books.debt(1), before);
            books.assert_clean();
        }
    }
}

#[test]
fn what_a_file_learns_of_a_debt_is_no_conflict() {
    let mut books = Books::empty();
    books.load(vec![bare(record(1, "10.00", "0.00"))]);
    books.load(vec![record(1, "10.00", "0.00")]);
    let debt = books.debt(1);
    assert_eq!((debt.rf, debt.due), (Some(rf(1)), Some(day("2026-06-30"))));
    assert_eq!(books.store.debtor(debt.debtor).unwrap().unwrap().afm, Some(afm(10_000_001)));
    assert_eq!(books.count("debtor"), 1);
    // A spreadsheet takes the zeros that lead a code away: it is the same code, as it was.
    let shorter = DebtRecord { revenue_code: "441".into(), ..record(1, "10.00", "0.00") };
    assert_eq!(counts(&books.load(vec![shorter])), (0, 0, 1, 0));
    assert_eq!(books.debt(1).revenue_code, "0441");
    // A known tax number with another name is a person who has another name now.
    let renamed = DebtRecord { name: "Παπαδοπούλου Νίκη".into(), ..record(1, "10.00", "0.00") };
    assert_eq!(counts(&books.load(vec![renamed])), (0, 1, 0, 0));
    books.assert_clean();
}

#[test]
fn the_code_on_a_receipt_is_not_lost_by_an_empty_cell_so_that_another_could_follow() {
    let mut books = Books::new();
    books.pay(&[1]);
    let without = DebtRecord { rf: Stated::Empty, ..record(1, "100.00", "2.19") };
    assert_eq!(counts(&books.load(vec![without])), (0, 0, 1, 0));
    assert_eq!(books.debt(1).rf, Some(rf(1)));
}

#[test]
fn a_number_without_its_leading_zeros_is_no_new_debt() {
    let mut books = Books::empty();
    let numbered = |id: &str| DebtRecord { external_id: id.into(), ..record(1, "10.00", "0.00") };
    books.load(vec![numbered("000123")]);
    for spoiled in ["123", "0123", "0000000123"] {
        let loaded = books.load(vec![numbered(spoiled)]);
        assert_eq!(reasons(&loaded), [RefusedReason::ZerosLost], "{spoiled}");
    }
    assert_eq!(counts(&books.load(vec![numbered("1230")])), (1, 0, 0, 0));
    assert_eq!(counts(&accepting(&mut books, vec![numbered("123")])), (1, 0, 0, 0));
    books.assert_clean();
}

#[test]
fn a_debt_of_nothing_is_refused_where_the_books_have_no_surcharge_either() {
    let mut books = Books::empty();
    assert_eq!(reasons(&books.load(vec![bare(record(1, "0.00", "0.00"))])), [RefusedReason::NothingOwed]);
    books.load(vec![record(1, "10.00", "5.00")]);
    assert_eq!(counts(&books.load(vec![bare(record(1, "0.00", "0.00"))])), (0, 1, 0, 0));
    assert_eq!(books.debt(1).open_amount(), eur("5.00"));
}

#[test]
fn what_a_file_lacks_of_the_one_before_under_its_mapping_is_told_and_kept() {
    let mut books = Books::empty();
    let mut load = |mapping: &str, fields: &[&str], n: u32, dry_run: bool| {
        let layout = (mapping.to_owned(), fields.iter().map(|field| (*field).to_owned()).collect());
        let source = ImportSource { layout, dry_run, ..source() };
        books.store.load_debts(&source, &mut vec![record(n, "1.00", "0.00")].into_iter(), &mut |_| {}).unwrap().vanished
    };
    assert_eq!(load("debts", &["rf", "status"], 1, false), Vec::<String>::new());
    assert_eq!(load("other", &["rf"], 2, false), Vec::<String>::new());
    assert_eq!(load("debts", &["rf"], 3, true), ["status"]);
    assert_eq!(load("debts", &["rf", "due"], 3, false), ["status"]);
    let last = books.store.last_debt_file().unwrap().unwrap();
    assert_eq!((last.name.as_str(), last.mapping.as_deref(), last.at), ("debts.csv", Some("debts"), at(0)));
    assert_eq!(last.vanished, ["status"]);
    // A file of which nothing was taken is not the last one.
    let nothing = DebtRecord { external_id: String::new(), ..record(4, "1.00", "0.00") };
    let source = ImportSource { layout: ("debts".into(), vec!["rf".into()]), ..source() };
    books.store.load_debts(&source, &mut vec![nothing].into_iter(), &mut |_| {}).unwrap();
    assert_eq!(books.store.last_debt_file().unwrap().unwrap(), last);
    books.assert_clean();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_file_leaves_out_stays_as_it_was(
        says in prop::collection::vec(any::<bool>(), 9), full in any::<bool>(), paid in any::<bool>(),
    ) {
        fn said<T>(says: bool, cell: Stated<T>) -> Stated<T> {
            if says { cell } else { Stated::Nothing }
        }
        let mut books = Books::new();
        let first = DebtRecord { cancelled: Stated::Is(full), instalment: Stated::Is(2), ..record(1, "100.00", "2.19") };
        books.load(vec![first]);
        if paid && !full {
            books.pay(&[1]);
        }
        let before = books.debt(1);
        let changed = DebtRecord {
            rf_valid_until: said(says[0], Stated::Is(Validity::Until(day("2028-01-31")))),
            list_no: said(says[1], Stated::Is("7".into())),
            due: said(says[2], Stated::Is(day("2026-09-30"))),
            surcharge: said(says[3], Stated::Is(eur("9.99"))),
            surcharge_as_of: said(says[4], Stated::Is(day("2026-11-20"))),
            instalment: said(says[5], Stated::Is(9)),
            cancelled: said(says[6], Stated::Is(!full)),
            rf: said(says[7], Stated::Is(rf(1))),
            afm: said(says[8], Stated::Is(afm(10_000_001))),
            ..bare(record(1, "100.00", "0.00"))
        };
        prop_assert_eq!(reasons(&books.load(vec![changed])), vec![]);
        let after = books.debt(1);
        prop_assert_eq!(after.rf_valid_until == before.rf_valid_until, !says[0]);
        prop_assert_eq!(after.list_no == before.list_no, !says[1]);
        prop_assert_eq!(after.due == before.due, !says[2]);
        prop_assert_eq!(after.surcharge == before.surcharge, !says[3]);
        prop_assert_eq!(after.surcharge_as_of == before.surcharge_as_of, !says[4]);
        prop_assert_eq!(after.instalment == before.instalment, !says[5]);
        prop_assert_eq!(after.cancelled == before.cancelled, !says[6]);
        prop_assert_eq!((after.rf, after.debtor, after.paid), (before.rf, before.debtor, before.paid));
    }
}
