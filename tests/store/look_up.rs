//! Finding debts and debtors.

use chrono::NaiveDate;
use tameio::domain::debt::{DebtId, DebtRecord, DebtorId};
use tameio::store::StoreError;

use crate::books::{Books, afm, record, rf};

fn named(n: u32, name: &str) -> DebtRecord {
    DebtRecord { name: name.into(), ..record(n, "1.00", "0.00") }
}

fn names(books: &Books, folded: &str, limit: usize) -> Vec<String> {
    books.store.debtors_by_name(folded, limit).unwrap().into_iter().map(|debtor| debtor.name).collect()
}

#[test]
fn one_rf_code_can_stand_for_debts_of_several_debtors() {
    let mut books = Books::empty();
    let shared = |n, afm_of| DebtRecord { rf: Some(rf(7)), afm: Some(afm(afm_of)), ..record(n, "1.00", "0.00") };
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
        afm: Some(afm(10_000_001)),
        due: NaiveDate::from_ymd_opt(2026, month, 1),
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
