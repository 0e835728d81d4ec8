//! A full disk, played by SQLite's own limit on the pages of a file: each act says so and leaves nothing half done.
//! Here and not among the tests from outside, because the limit belongs to the store's own connection.

use chrono::{TimeZone as _, Utc};

use super::{Booking, ImportSource, KeptPin, Store, StoreError};
use crate::domain::attempt::{AttemptLine, AttemptState, AttemptStep, NewAttempt};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::card::{CardData, MaskedPan};
use crate::domain::operator::{OperatorId, Role};
use crate::domain::{actor::Actor, debt::DebtRecord, money::Money, stated::Stated, tender::Tender, time::Moment};

fn at() -> Moment {
    Utc.timestamp_opt(1_795_421_702, 0).unwrap()
}

fn record(n: u32) -> DebtRecord {
    DebtRecord {
        external_id: format!("D{n}"),
        name: format!("Οφειλέτης {n}"),
        afm: Stated::Empty,
        debtor_number: Stated::Empty,
        rf: Stated::Empty,
        rf_valid_until: Stated::Empty,
        revenue_code: "0441".into(),
        description: "Τέλος".repeat(20),
        year: 2026,
        list_no: Stated::Empty,
        due: Stated::Empty,
        capital: Money::from_cents(1_000).unwrap(),
        surcharge: Stated::Empty,
        surcharge_as_of: Stated::Empty,
        instalment: Stated::Empty,
        cancelled: Stated::Empty,
    }
}

fn load(store: &mut Store, debts: std::ops::Range<u32>) -> Result<u64, StoreError> {
    let source = ImportSource {
        file_name: "f".into(),
        sha256: std::sync::Arc::new("0".repeat(64).into()),
        who: Actor::user(Some("it".into())),
        at: at(),
        dry_run: false,
        accept_moved: false,
        layout: ("debts".into(), Vec::new()),
    };
    store.load_debts(&source, &mut debts.map(record), &mut |_| {}).map(|loaded| loaded.loaded)
}

/// An attempt to pay so many debts that its lines need pages of their own.
fn attempt(store: &Store, debts: &[u32]) -> NewAttempt {
    let line = |n: &u32| {
        let debt = store.debt_by_external_id(&format!("D{n}")).unwrap().unwrap();
        AttemptLine {
            debt: debt.id,
            external_id: debt.external_id,
            rf: None,
            capital: debt.capital,
            surcharge: Money::ZERO,
        }
    };
    NewAttempt {
        tender: Tender::Card.accept().unwrap(),
        desk: "1".into(),
        terminal: "tcp:192.0.2.10:4000".into(),
        operator: OperatorId::parse("maria").unwrap(),
        lines: debts.iter().map(line).collect(),
        correction: None,
        at: at(),
    }
}

/// Leaves room for no further page.
fn fill_disk(store: &mut Store) {
    // Pages that were freed would still take rows.
    store.begin_to_write().unwrap().rollback().unwrap();
    store.conn.execute_batch("VACUUM").unwrap();
    let pages: i64 = store.conn.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    limit(store, pages);
}

fn limit(store: &Store, pages: i64) {
    store.conn.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(())).unwrap();
}

fn books() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::create(&dir.path().join("tameio.db"), at(), false).unwrap();
    let entry = AuditEntry {
        at: at(),
        who: Actor::user(Some("it".into())),
        act: AuditAct::OperatorAdded,
        subject: "maria".into(),
        detail: String::new(),
    };
    store.add_operator(&OperatorId::parse("maria").unwrap(), "Μαρία", Role::Cashier, KeptPin::own("$"), entry).unwrap();
    load(&mut store, 0..1_000).unwrap();
    (dir, store)
}

#[test]
fn an_import_on_a_full_disk_loads_nothing() {
    let (_dir, mut store) = books();
    fill_disk(&mut store);
    assert_eq!(load(&mut store, 1_000..2_000), Err(StoreError::DiskFull));
    assert_eq!(store.debt_counts().unwrap(), (1_000, 1_000));
    limit(&store, 1_000_000);
    assert!(store.verify(&mut |_| {}).unwrap().is_clean());
    assert_eq!(load(&mut store, 1_000..2_000), Ok(1_000));
}

#[test]
fn a_first_import_on_a_full_disk_leaves_the_indices_in_place() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::create(&dir.path().join("tameio.db"), at(), false).unwrap();
    let indices = |store: &Store| -> i64 {
        store.conn.query_row("SELECT count(*) FROM sqlite_schema WHERE type = 'index'", [], |row| row.get(0)).unwrap()
    };
    let before = indices(&store);
    fill_disk(&mut store);
    assert_eq!(load(&mut store, 0..2_000), Err(StoreError::DiskFull));
    assert_eq!(indices(&store), before);
}

#[test]
fn a_booking_on_a_full_disk_leaves_the_attempt_open_and_takes_no_number() {
    let (_dir, mut store) = books();
    let all: Vec<u32> = (0..1_000).collect();
    let attempt = store.prepare(&attempt(&store, &all)).unwrap();
    store.step(attempt.id, AttemptStep::Send, None, at(), &OperatorId::parse("maria").unwrap().into()).unwrap();
    let head = store.audit_head().unwrap();
    let booking = Booking {
        attempt: attempt.id,
        card: CardData {
            card_type: "Visa".into(),
            pan_masked: MaskedPan::hidden(),
            amount: attempt.amount,
            final_amount: attempt.amount,
            acquirer: String::new(),
            terminal_id: String::new(),
            batch: String::new(),
            rrn: String::new(),
            stan: String::new(),
            auth_code: String::new(),
            at: None,
        },
        slip: None,
        series: "A".into(),
        at: at(),
        who: OperatorId::parse("maria").unwrap().into(),
    };
    fill_disk(&mut store);
    assert_eq!(store.book(&booking), Err(StoreError::DiskFull));
    assert_eq!(store.attempt(attempt.id).unwrap().unwrap().state, AttemptState::Sent);
    assert_eq!(store.audit_head().unwrap(), head);
    limit(&store, 1_000_000);
    assert!(store.verify(&mut |_| {}).unwrap().is_clean());
    assert_eq!(store.book(&booking).unwrap().receipt().number.number(), 1);
}

#[test]
fn an_attempt_that_finds_no_room_fences_nothing() {
    let (_dir, mut store) = books();
    let all: Vec<u32> = (0..1_000).collect();
    let new = attempt(&store, &all);
    fill_disk(&mut store);
    assert_eq!(store.prepare(&new).map(|attempt| attempt.id), Err(StoreError::DiskFull));
    limit(&store, 1_000_000);
    assert_eq!(store.open_attempts().unwrap(), []);
    assert!(store.prepare(&new).is_ok());
}
