//! Books that version 1 wrote, with payments under way, are carried on by this version.

use rusqlite::Connection;
use sha2::Digest as _;
use tameio::domain::attempt::AttemptState;
use tameio::domain::correction::CorrectionKind;
use tameio::domain::operator::OperatorId;
use tameio::domain::receipt::{ReceiptKind, ReceiptNo};
use tameio::store::{Booked, ReceiptFilter, Resolution, Resolved, Store, Verdict};

use super::books::{DESK, OTHER_TERMINAL, TERMINAL, at, booking, cashier, correction, eur, supervisor};

const TABLES: &str = include_str!("../../../src/store/migrations/0001_the_desk.sql");
/// The first bytes of the SHA-256 of each.
const DIGESTS: [&str; 11] = [
    "0001_the_desk.sql 2baf455a",
    "0002_corrections_and_evidence.sql 920851c7",
    "0003_receipts_by_amount.sql c2a932b6",
    "0005_row_seals.sql 9fa82f10",
    "0006_the_close_of_a_till.sql 9352bb32",
    "0007_the_word_of_the_terminal.sql 75ef119a",
    "0008_restored_books_and_clocks.sql fa42af40",
    "0009_what_came_after_all.sql 3cd8fb18",
    "0010_debts_as_files_come.sql 4c39868b",
    "0011_people.sql cbbf905d",
    "0012_what_leaves_the_desk.sql e269773e",
];
const ROWS: &str = include_str!("../../data/books-of-version-1.sql");

/// A file as version 1 left it.
pub fn old() -> (tempfile::TempDir, std::path::PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("tameio.db");
    let conn = Connection::open(&path).unwrap();
    conn.pragma_update(None, "application_id", 0x5441_4d49).unwrap();
    conn.execute_batch(&format!("BEGIN; {TABLES} {ROWS} COMMIT")).unwrap();
    conn.pragma_update(None, "user_version", 1).unwrap();
    conn.close().unwrap();
    (dir, path)
}

#[test]
fn books_of_version_1_agree_with_themselves_after_the_migration() {
    let (dir, path) = old();
    let mut store = Store::open(&path, at(100)).unwrap();
    let found = store.verify(&mut |_| {}).unwrap();
    assert_eq!((found.differences, found.receipts, found.attempts), (vec![], 2, 7));
    let receipts = store.receipts(&ReceiptFilter::default()).unwrap();
    assert!(receipts.iter().all(|receipt| receipt.kind == ReceiptKind::Sale && receipt.correction.is_none()));
    assert_eq!((receipts[1].amount, receipts[1].copies, receipts[1].printed_at), (eur("112.69"), 1, Some(at(5))));
    let open = store.open_attempts().unwrap();
    let states: Vec<AttemptState> = open.iter().map(|attempt| attempt.state).collect();
    use AttemptState::{Prepared, Sent, Unknown};
    assert_eq!(states, [Unknown, Unknown, Sent, Prepared]);
    assert!(open.iter().all(|attempt| attempt.correction.is_none()));
    assert_eq!(store.trace(open[0].id).unwrap().len(), 1);

    let indices: i64 = Connection::open(&path)
        .unwrap()
        .query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'receipt_amount'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(indices, 1);

    // What was under way goes on: one is booked, one is resolved.
    let Booked::Now(booked) = store.book(&booking(&open[0])).unwrap() else { panic!("booked before") };
    assert_eq!(booked.number.number(), 3);
    let resolution = Resolution {
        attempt: open[1].id,
        verdict: Verdict::NotCharged,
        evidence: "η τράπεζα δεν έχει τη χρέωση".into(),
        operator: cashier(),
        approver: supervisor(),
        at: at(101),
    };
    assert!(matches!(store.resolve(&resolution), Ok(Resolved::NotCharged(_))));
    assert!(store.verify(&mut |_| {}).unwrap().is_clean());
    assert!(dir.path().join("tameio.db.before-0002").exists());
}

#[test]
fn a_receipt_of_version_1_is_refunded_by_this_one() {
    let (_dir, path) = old();
    let mut store = Store::open(&path, at(100)).unwrap();
    let number = ReceiptNo::new("A", 2026, 1).unwrap();
    // The terminal of the sale is in the middle of another one.
    assert_eq!(store.open_attempts().unwrap()[2].terminal, TERMINAL);
    let prepared = store.open_attempts().unwrap().pop().unwrap();
    let step = tameio::domain::attempt::AttemptStep::CloseUncharged;
    store.step(prepared.id, step, None, at(101), &OperatorId::parse("maria").unwrap().into()).unwrap();
    let left = store.left_of(&number).unwrap();
    let refund = store.prepare(&correction(OTHER_TERMINAL, CorrectionKind::Refund, &number, left)).unwrap();
    store
        .step(
            refund.id,
            tameio::domain::attempt::AttemptStep::Send,
            None,
            at(102),
            &OperatorId::parse("maria").unwrap().into(),
        )
        .unwrap();
    let refund = store.book(&booking(&refund)).unwrap().receipt();
    assert_eq!((refund.kind, refund.amount), (ReceiptKind::Refund, eur("112.69")));
    assert!(store.debt_by_external_id("D1").unwrap().unwrap().paid.is_zero());
    assert!(store.blockers(DESK).unwrap().len() >= 3);
    assert!(store.verify(&mut |_| {}).unwrap().is_clean());
}

#[test]
fn the_copy_that_is_kept_is_what_version_1_wrote() {
    let (dir, path) = old();
    drop(Store::open(&path, at(100)).unwrap());
    let kept = Connection::open(dir.path().join("tameio.db.before-0002")).unwrap();
    let version: i64 = kept.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    let rows: i64 = kept.query_row("SELECT count(*) FROM audit", [], |row| row.get(0)).unwrap();
    let new: i64 =
        kept.query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'correction'", [], |row| row.get(0)).unwrap();
    assert_eq!((version, rows, new), (1, 31, 0));
}

/// Books that the program made at version 9: debts of one name without tax number under one debtor, two of them on a
/// receipt, and a closed till whose bank file had a row without terminal, two rows of one number and one of a kind of
/// its own.
#[test]
fn books_of_version_9_keep_their_receipts_and_reports_and_part_debtors_of_one_name() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("tameio.db");
    let conn = Connection::open(&path).unwrap();
    conn.pragma_update(None, "application_id", 0x5441_4d49).unwrap();
    conn.execute_batch(include_str!("../../data/books-of-version-9.sql")).unwrap();
    conn.pragma_update(None, "user_version", 9).unwrap();
    let debtors = |conn: &Connection| -> i64 {
        conn.query_row(
            "SELECT count(DISTINCT debtor_id) FROM debt WHERE external_id IN ('Δ-8', 'Δ-9', 'Δ-10')",
            [],
            |row| row.get(0),
        )
        .unwrap()
    };
    let z =
        |conn: &Connection| -> String { conn.query_row("SELECT content FROM z_report", [], |row| row.get(0)).unwrap() };
    assert_eq!(debtors(&conn), 1);
    let before = z(&conn);
    conn.close().unwrap();

    let store = Store::open(&path, at(100)).unwrap();
    let found = store.verify(&mut |_| {}).unwrap();
    assert_eq!((found.differences, found.receipts, found.z_reports), (vec![], 2, 1));
    let receipts = store.receipts(&ReceiptFilter::default()).unwrap();
    let both = receipts.iter().find(|receipt| receipt.lines.len() == 2).unwrap();
    assert_eq!((both.payer.as_str(), both.payer_afm.as_ref(), both.amount), ("Γεωργίου Άννα", None, eur("30.00")));
    let file = store.last_debt_file().unwrap().unwrap();
    assert_eq!((file.name.as_str(), file.mapping, file.vanished), ("a.csv", None, vec![]));
    let raw = Connection::open(&path).unwrap();
    assert_eq!((debtors(&raw), z(&raw)), (3, before));
    assert!(dir.path().join("tameio.db.before-0010").exists());
}

/// Books were made with these: whoever needs another schema writes a further file.
#[test]
fn a_migration_is_not_edited_once_books_were_made_with_it() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/migrations");
    let digest = |name: &str| {
        let text = std::fs::read_to_string(folder.join(name)).unwrap().replace("\r\n", "\n");
        sha2::Sha256::digest(text.as_bytes()).iter().take(4).map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    let mut found: Vec<String> =
        std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    found.sort();
    let found: Vec<String> = found.iter().map(|name| format!("{name} {}", digest(name))).collect();
    assert_eq!(found, DIGESTS);
}
