//! Finding debts and debtors.

use chrono::{NaiveDate, TimeDelta};
use tameio::domain::debt::{DebtId, DebtRecord, DebtorId};
use tameio::domain::receipt::ReceiptNo;
use tameio::domain::refusal::Refusal;
use tameio::domain::stated::Stated;
use tameio::store::{ReceiptFilter, StoreError};

use super::books::{Books, afm, eur, record, rf};

fn named(n: u32, name: &str) -> DebtRecord {
    DebtRecord { name: name.into(), ..record(n, "1.00", "0.00") }
}

fn names(books: &Books, folded: &str, limit: usize) -> Vec<String> {
    books.store.debtors_by_name(folded, limit).unwrap().into_iter().map(|debtor| debtor.name).collect()
}

#[test]
fn one_rf_code_can_stand_for_debts_of_several_debtors() {
    let mut books = Books::empty();
    let shared =
        |n, afm_of| DebtRecord { rf: Stated::Is(rf(7)), afm: Stated::Is(afm(afm_of)), ..record(n, "1.00", "0.00") };
    books.load(vec![shared(1, 11_111_110), shared(2, 22_222_222), shared(3, 11_111_110), record(4, "1.00", "0.00")]);
    let found = books.store.debts_by_rf(&rf(7)).unwrap();
    let shape: Vec<Vec<&str>> =
        found.iter().map(|(_, debts)| debts.iter().map(|debt| debt.external_id.as_str()).collect()).collect();
    assert_eq!(shape, [vec!["D1", "D3"], vec!["D2"]]);
    assert_eq!(books.store.debts_by_rf(&rf(1234)).unwrap(), []);
}

#[test]
fn the_debts_of_a_tax_number_come_by_due_date() {
    let mut books = Books::empty();
    let due = |n, month| DebtRecord {
        afm: Stated::Is(afm(10_000_001)),
        due: NaiveDate::from_ymd_opt(2026, month, 1).into(),
        ..record(n, "1.00", "0.00")
    };
    books.load(vec![due(1, 9), due(2, 3), due(3, 6)]);
    let (debtor, debts) = books.store.debts_by_afm(&afm(10_000_001)).unwrap().unwrap();
    let order: Vec<&str> = debts.iter().map(|debt| debt.external_id.as_str()).collect();
    assert_eq!(order, ["D2", "D3", "D1"]);
    assert_eq!(books.store.debts_of(debtor.id).unwrap(), debts);
    assert_eq!(books.store.debtor(debtor.id).unwrap(), Some(debtor));
    assert_eq!(books.store.debts_by_afm(&afm(10_000_002)).unwrap(), None);
    assert_eq!(books.store.debtor(DebtorId(99)).unwrap(), None);
}

#[test]
fn debts_come_in_the_order_asked() {
    let books = Books::new();
    let ids = [books.debt(3).id, books.debt(1).id];
    let found = books.store.debts(&ids).unwrap();
    assert_eq!([found[0].id, found[1].id], ids);
    let unknown = books.store.debts(&[ids[0], DebtId(99)]);
    assert_eq!(unknown, Err(StoreError::UnknownDebt { external_id: "99".into() }));
}

#[test]
fn a_name_is_found_first_by_its_beginning_then_by_its_words() {
    let mut books = Books::empty();
    books.load(vec![
        named(1, "Ιωάννου Μαρία"),
        named(2, "Μαρίνου Ελένη"),
        named(3, "Μαρία Καρρά"),
        named(4, "Δήμου Άννα Μαρία"),
        named(5, "Παπάς Πέτρος"),
    ]);
    assert_eq!(names(&books, "ΜΑΡΙ", 9), ["Μαρία Καρρά", "Μαρίνου Ελένη", "Δήμου Άννα Μαρία", "Ιωάννου Μαρία"]);
    assert_eq!(names(&books, "ΜΑΡΙ", 3), ["Μαρία Καρρά", "Μαρίνου Ελένη", "Δήμου Άννα Μαρία"]);
    assert_eq!(names(&books, "ΜΑΡΙΑ ΑΝΝΑ", 9), ["Δήμου Άννα Μαρία"]);
    assert_eq!(names(&books, " ΠΑΠΑΣ ", 9), ["Παπάς Πέτρος"]);
    for nothing in ["", "  ", "ΖΖΖ", "%", "_"] {
        assert_eq!(names(&books, nothing, 9), [""; 0], "{nothing:?}");
    }
    assert_eq!(names(&books, "ΜΑΡΙ", 0), [""; 0]);
}

#[test]
fn the_books_know_how_much_they_hold() {
    assert_eq!(Books::new().store.debt_counts().unwrap(), (3, 3));
    assert_eq!(Books::empty().store.debt_counts().unwrap(), (0, 0));
}

#[test]
fn receipts_are_found_by_amount_and_time_and_listed_a_page_at_a_time() {
    let mut books = Books::empty();
    books.load(vec![record(1, "10.00", "0.00"), record(2, "20.00", "0.00"), record(3, "10.00", "0.00")]);
    let paid = [1, 2, 3].map(|debt| books.pay(&[debt]));
    let numbers = |filter: ReceiptFilter| -> Vec<u32> {
        books.store.receipts(&filter).unwrap().iter().map(|receipt| receipt.number.number()).collect()
    };
    let all = ReceiptFilter::default;
    assert_eq!(numbers(ReceiptFilter { amount: Some(eur("10.00")), ..all() }), [3, 1]);
    assert_eq!(numbers(ReceiptFilter { limit: Some(2), ..all() }), [3, 2]);
    let before = Some(paid[1].number.clone());
    assert_eq!(numbers(ReceiptFilter { limit: Some(2), before, ..all() }), [1]);
    assert_eq!(numbers(ReceiptFilter { until: Some(paid[0].at), ..all() }).last(), Some(&1));
    assert_eq!(numbers(ReceiptFilter { until: Some(paid[0].at - TimeDelta::seconds(1)), ..all() }), [0_u32; 0]);
    let unknown = ReceiptFilter { before: ReceiptNo::parse("Z-2026-000001").ok(), ..all() };
    assert!(matches!(books.store.receipts(&unknown), Err(StoreError::Refused(Refusal::NoSuchReceipt(_)))));
    let plan: String = books
        .raw()
        .query_row(
            "EXPLAIN QUERY PLAN SELECT r.id FROM receipt r WHERE 1 AND r.amount_cents = ?1 ORDER BY r.id DESC",
            [1],
            |row| row.get(3),
        )
        .unwrap();
    assert!(plan.contains("receipt_amount"), "{plan}");
}
