//! Loading files of debts: once, whole or not at all, and never against what was paid.

use tameio::domain::debt::DebtRecord;
use tameio::domain::stated::{Stated, Validity};
use tameio::store::{Conflict, ImportSource, Loaded, RefusedReason, RefusedRecord, SourceFailed, StoreError};

use super::books::{Books, afm, eur, record, source};

fn refused(index: u64, external_id: &str, reason: RefusedReason) -> RefusedRecord {
    RefusedRecord { index, external_id: external_id.into(), reason }
}

fn conflict(what: Conflict, settled: bool) -> RefusedReason {
    RefusedReason::Conflict { what, settled }
}

fn counts(loaded: &Loaded) -> (u64, u64, u64, usize) {
    (loaded.loaded, loaded.updated, loaded.unchanged, loaded.refused.len())
}

#[test]
fn a_file_that_is_loaded_twice_changes_nothing_the_second_time() {
    let mut books = Books::empty();
    let file: Vec<DebtRecord> = (1..=50).map(|n| record(n, "10.00", "0.10")).collect();
    assert_eq!(counts(&books.load(file.clone())), (50, 0, 0, 0));
    assert_eq!(counts(&books.load(file.clone())), (0, 0, 50, 0));
    assert_eq!((books.count("debt"), books.count("debtor")), (50, 50));
    let mut changed = file;
    changed[7].surcharge = Stated::Is(eur("0.20"));
    changed[9].due = Stated::Empty;
    changed[10].description = "Τέλη".into();
    changed[11].instalment = Stated::Is(3);
    assert_eq!(counts(&books.load(changed.clone())), (0, 4, 46, 0));
    assert_eq!(counts(&books.load(changed)), (0, 0, 50, 0));
    books.assert_clean();
}

#[test]
fn everything_a_record_says_comes_back() {
    let mut books = Books::empty();
    let stated = record(4, "12.34", "0.56");
    books.load(vec![stated.clone()]);
    let debt = books.debt(4);
    assert_eq!(debt.rf.as_ref(), stated.rf.value());
    assert_eq!(debt.rf_valid_until.map(Validity::Until), stated.rf_valid_until.value().copied());
    assert_eq!((debt.revenue_code, debt.description, debt.year), (stated.revenue_code, stated.description, 2026));
    assert_eq!((debt.list_no.as_ref(), debt.due.as_ref()), (stated.list_no.value(), stated.due.value()));
    assert_eq!((debt.capital, Some(&debt.surcharge)), (stated.capital, stated.surcharge.value()));
    assert_eq!((debt.surcharge_as_of.as_ref(), debt.instalment), (stated.surcharge_as_of.value(), None));
    assert_eq!((debt.cancelled, debt.fenced, debt.paid), (false, false, eur("0.00")));
    let debtor = books.store.debtor(debt.debtor).unwrap().unwrap();
    assert_eq!((debtor.name, debtor.afm.as_ref()), (stated.name, stated.afm.value()));
}

#[test]
fn a_dry_run_tells_the_same_and_writes_nothing() {
    let mut books = Books::new();
    let head = books.store.audit_head().unwrap();
    let dry = ImportSource { dry_run: true, ..source() };
    let file = vec![record(1, "100.00", "2.19"), record(2, "55.00", "0.00"), record(9, "1.00", "0.00")];
    let told = books.store.load_debts(&dry, &mut file.clone().into_iter(), &mut |_| {}).unwrap();
    assert_eq!(counts(&told), (1, 1, 1, 0));
    assert_eq!((books.count("debt"), books.debt(2).capital), (3, eur("50.00")));
    assert_eq!(books.store.audit_head().unwrap(), head);
    assert_eq!(books.load(file), told);
}

#[test]
fn a_dry_run_on_empty_books_leaves_their_indices() {
    let mut books = Books::empty();
    let before = books.count("sqlite_schema");
    let dry = ImportSource { dry_run: true, ..source() };
    books.store.load_debts(&dry, &mut vec![record(1, "1.00", "0.00")].into_iter(), &mut |_| {}).unwrap();
    assert_eq!((books.count("debt"), books.count("sqlite_schema")), (0, before));
    books.load(vec![record(1, "1.00", "0.00")]);
    assert_eq!((books.count("debt"), books.count("sqlite_schema")), (1, before));
}

#[test]
fn a_file_that_breaks_off_is_not_loaded() {
    let mut books = Books::new();
    let head = books.store.audit_head().unwrap();
    let broken = SourceFailed { detail: "line 3: disk".into() };
    let mut records = vec![Ok(record(1, "70.00", "0.00")), Ok(record(9, "1.00", "0.00")), Err(broken)].into_iter();
    let failed = books.store.try_load_debts(&source(), &mut records, &mut |_| {});
    assert_eq!(failed, Err(StoreError::SourceFailed { detail: "line 3: disk".into() }));
    assert_eq!((books.count("debt"), books.debt(1).capital), (3, eur("100.00")));
    assert_eq!(books.store.audit_head().unwrap(), head);
}

#[test]
fn a_panic_in_the_reader_loads_nothing() {
    let mut books = Books::empty();
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let mut records = (1..=3).map(|n| if n == 3 { panic!("reader") } else { record(n, "1.00", "0.00") });
        books.store.load_debts(&source(), &mut records, &mut |_| {})
    }));
    assert!(outcome.is_err());
    assert_eq!(books.count("debt"), 0);
    assert_eq!(counts(&books.load(vec![record(1, "1.00", "0.00")])), (1, 0, 0, 0));
}

#[test]
fn a_record_below_what_was_paid_is_refused_and_the_rest_loads() {
    let mut books = Books::new();
    books.pay(&[1]);
    let file = vec![record(1, "99.99", "2.20"), record(2, "51.00", "0.00"), record(1, "100.00", "2.18")];
    let loaded = books.load(file);
    assert_eq!((loaded.updated, loaded.unchanged), (1, 0));
    let reason = RefusedReason::BelowPaid;
    // The third contradicts the first as well; what it would do to the payment is told only where it comes first.
    assert_eq!(loaded.refused, [refused(0, "D1", reason), refused(2, "D1", RefusedReason::Repeated)]);
    assert_eq!((books.debt(1).paid, books.debt(1).capital), (eur("102.19"), eur("100.00")));
    books.assert_clean();
}

#[test]
fn a_file_never_touches_what_was_paid() {
    let mut books = Books::new();
    books.pay(&[1]);
    assert_eq!(books.load(vec![record(1, "110.00", "3.00")]).updated, 1);
    let debt = books.debt(1);
    assert_eq!((debt.paid, debt.paid_surcharge, debt.open_amount()), (eur("102.19"), eur("2.19"), eur("10.81")));
    books.assert_clean();
}

#[test]
fn a_held_debt_keeps_what_is_being_paid_of_it() {
    let mut books = Books::new();
    books.prepare(&[1]);
    let mut withdrawn = record(1, "100.00", "2.19");
    withdrawn.cancelled = Stated::Is(true);
    for (contradiction, n) in [record(1, "99.00", "2.19"), record(1, "100.00", "2.00"), withdrawn].into_iter().zip(0..)
    {
        let loaded = books.load(vec![contradiction]);
        assert_eq!(loaded.refused, [refused(0, "D1", RefusedReason::Fenced)], "{n}");
    }
    assert_eq!(books.load(vec![record(1, "120.00", "2.19")]).updated, 1);
}

#[test]
fn one_number_for_two_debts_of_a_file_is_refused() {
    let mut books = Books::empty();
    let mut other = record(1, "20.00", "0.00");
    other.description = "Τροφεία".into();
    let loaded = books.load(vec![record(1, "10.00", "0.00"), record(1, "10.00", "0.00"), other]);
    assert_eq!(counts(&loaded), (1, 0, 1, 1));
    assert_eq!(loaded.refused, [refused(2, "D1", RefusedReason::Repeated)]);
    assert_eq!(books.debt(1).capital, eur("10.00"));
}

#[test]
fn records_that_cannot_be_kept_are_refused() {
    let mut books = Books::empty();
    let mut nameless = record(1, "1.00", "0.00");
    nameless.external_id = String::new();
    let loaded = books.load(vec![nameless, record(2, "999999999.99", "0.01"), record(3, "999999999.98", "0.01")]);
    assert_eq!(
        loaded.refused,
        [refused(0, "", RefusedReason::NoExternalId), refused(1, "D2", RefusedReason::TooLarge)]
    );
    assert_eq!((loaded.loaded, books.count("debtor")), (1, 1));
}

#[test]
fn a_debtor_has_one_row_a_tax_number() {
    let mut books = Books::empty();
    let mut second = record(2, "5.00", "0.00");
    second.afm = record(1, "1.00", "0.00").afm;
    second.name = "ΠΑΠΑΔΟΠΟΥΛΟΣ ΝΙΚΟΛΑΟΣ".into();
    books.load(vec![record(1, "1.00", "0.00"), second.clone()]);
    assert_eq!(books.count("debtor"), 1);
    let (debtor, debts) = books.store.debts_by_afm(&afm(10_000_001)).unwrap().unwrap();
    assert_eq!((debtor.name.as_str(), debts.len()), ("Παπαδόπουλος Νικόλαος 1", 2));
    // The next file's first name counts.
    assert_eq!(counts(&books.load(vec![second, record(1, "1.00", "0.00")])), (0, 1, 1, 0));
    let debtor = books.store.debts_by_afm(&afm(10_000_001)).unwrap().unwrap().0;
    assert_eq!(debtor.name, "ΠΑΠΑΔΟΠΟΥΛΟΣ ΝΙΚΟΛΑΟΣ");
}

#[test]
fn who_has_no_tax_number_is_known_by_a_number_or_by_one_debt_alone() {
    let mut books = Books::empty();
    let nameless = |n, name: &str| DebtRecord { afm: Stated::Empty, name: name.into(), ..record(n, "1.00", "0.00") };
    let numbered =
        |n, name: &str, number: &str| DebtRecord { debtor_number: Stated::Is(number.into()), ..nameless(n, name) };
    let file = vec![
        nameless(1, "Γεωργίου Άννα"),
        nameless(2, "ΓΕΩΡΓΙΟΥ  ΑΝΝΑ"),
        numbered(3, "Γεωργίου Άννα", "77"),
        numbered(4, "Γεωργίου Άννα", "77"),
        numbered(5, "Γεωργίου Άννα", "78"),
    ];
    assert_eq!(counts(&books.load(file.clone())), (5, 0, 0, 0));
    let debtors: Vec<_> = (1..=5).map(|n| books.debt(n).debtor).collect();
    assert_eq!((books.count("debtor"), debtors[2]), (4, debtors[3]));
    assert_eq!(counts(&books.load(file)), (0, 0, 5, 0), "a file that comes again makes no debtors");
    // A number is learnt where the name is the same, and then tells from another.
    assert_eq!(counts(&books.load(vec![numbered(1, "Γεωργιου Αννα", "78")])), (0, 1, 0, 0));
    assert_eq!(books.debt(1).debtor, debtors[4]);
    let loaded = books.load(vec![numbered(1, "Γεωργίου Άννα", "79")]);
    assert_eq!(loaded.refused, [refused(0, "D1", conflict(Conflict::Debtor, false))]);
    assert_eq!(books.count("debtor"), 3);
    books.assert_clean();
}

#[test]
fn a_debtor_whose_last_debt_moved_away_is_not_found_any_more() {
    let mut books = Books::empty();
    books.load(vec![DebtRecord { afm: Stated::Empty, ..record(1, "1.00", "0.00") }]);
    assert_eq!(counts(&books.load(vec![record(1, "1.00", "0.00")])), (0, 1, 0, 0));
    assert_eq!(books.count("debtor"), 1);
    assert_eq!(books.store.debtors_by_name("ΠΑΠΑΔΟΠΟΥΛΟΣ", 9).unwrap()[0].afm, Some(afm(10_000_001)));
    books.assert_clean();
}

#[test]
fn a_refused_record_leaves_no_new_debtor_and_no_new_name() {
    let mut books = Books::new();
    books.pay(&[1]);
    let renamed = DebtRecord { name: "Άλλος".into(), ..record(1, "1.00", "0.00") };
    let moved = DebtRecord { afm: Stated::Is(afm(55_555_555)), ..record(1, "2.00", "0.00") };
    assert_eq!(books.load(vec![renamed]).refused.len(), 1);
    assert_eq!(books.load(vec![moved]).refused.len(), 1);
    assert_eq!(books.count("debtor"), 3);
    assert_eq!(books.store.debts_by_afm(&afm(10_000_001)).unwrap().unwrap().0.name, "Παπαδόπουλος Νικόλαος 1");
}

#[test]
fn progress_and_one_audit_entry_tell_of_a_load() {
    let mut books = Books::empty();
    let (before, _) = books.store.audit_head().unwrap().unwrap();
    let mut told = Vec::new();
    let mut records = (1..=2_500).map(|n| record(n, "1.00", "0.00"));
    books.store.load_debts(&source(), &mut records, &mut |read| told.push(read)).unwrap();
    assert_eq!(told, [1_000, 2_000, 2_500]);
    assert_eq!(books.store.audit_head().unwrap().unwrap().0, before + 1);
    let detail: String =
        books.raw().query_row("SELECT detail FROM audit WHERE act = 'debts_imported'", [], |row| row.get(0)).unwrap();
    assert_eq!(detail, format!("sha256={} loaded=2500 updated=0 unchanged=0 refused=0", "0".repeat(64)));
}
