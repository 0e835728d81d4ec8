//! `verify` finds what a hand in the file did, and nothing where nobody did anything.

use tameio::domain::attempt::AttemptStep;
use tameio::store::{Difference, Store, Verification};

use crate::books::{Books, OTHER_TERMINAL, at};

/// Two receipts, a declined attempt and one of unknown outcome; then the hand, with the triggers out of its way.
fn tampered(sql: &str) -> Vec<Difference> {
    verified_after(sql).differences
}

fn verified_after(sql: &str) -> Verification {
    let mut books = Books::new();
    books.pay(&[1]);
    let declined = books.confirmed(&[2]);
    books.step(&declined, AttemptStep::Decline);
    books.pay(&[2]);
    let lost = books.try_prepare(OTHER_TERMINAL, &[3]).unwrap();
    books.step(&lost, AttemptStep::Send);
    books.step(&lost, AttemptStep::LoseTrack);
    books.assert_clean();
    let raw = books.raw();
    raw.pragma_update(None, "foreign_keys", false).unwrap();
    let triggers: Vec<String> = raw
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for trigger in triggers {
        raw.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
    }
    assert!(raw.execute(sql, []).unwrap() > 0, "{sql}");
    Store::open(&books.path(), at(0)).unwrap().verify(&mut |_| {}).unwrap()
}

/// Table, row and what differs.
fn places(differences: &[Difference]) -> Vec<(&str, &str, &str)> {
    differences.iter().map(|found| (found.table, found.row.as_str(), found.what)).collect()
}

#[test]
fn an_untouched_ledger_is_clean_and_counted() {
    let mut books = Books::new();
    books.pay(&[1]);
    let attempt = books.confirmed(&[2]);
    books.step(&attempt, AttemptStep::Decline);
    let mut steps = Vec::new();
    let found = books.store.verify(&mut |done| steps.push(done)).unwrap();
    assert!(found.is_clean());
    assert_eq!((found.receipts, found.attempts), (1, 2));
    assert_eq!(Some(found.audit_entries), books.store.audit_head().unwrap().map(|(seq, _)| seq));
    assert_eq!(steps.last(), Some(&Store::VERIFY_STEPS));
}

#[test]
fn a_changed_audit_entry_is_named() {
    let found = tampered("UPDATE audit SET who = 'eleni' WHERE seq = 3");
    assert_eq!(places(&found), [("audit", "3", "hash")]);
}

#[test]
fn a_rewritten_audit_entry_breaks_the_link_to_the_next() {
    let found = tampered("UPDATE audit SET hash = (SELECT hash FROM audit WHERE seq = 2) WHERE seq = 3");
    assert_eq!(places(&found), [("audit", "3", "hash"), ("audit", "4", "previous_hash")]);
}

#[test]
fn a_removed_audit_entry_is_missed() {
    let found = tampered("DELETE FROM audit WHERE seq = 3");
    assert_eq!(places(&found), [("audit", "4", "number"), ("audit", "4", "previous_hash")]);
}

#[test]
fn a_removed_receipt_is_missed() {
    let found = tampered("DELETE FROM receipt WHERE number = 1");
    let places = places(&found);
    assert!(places.contains(&("receipt", "A-2026-000002", "number")), "{places:?}");
    assert!(places.contains(&("attempt", "1", "receipt")), "{places:?}");
    assert!(places.contains(&("receipt", "A-2026-000001", "receipt")), "{places:?}");
}

#[test]
fn the_last_receipt_is_missed_too() {
    let found = tampered("DELETE FROM receipt WHERE number = 2");
    assert!(places(&found).contains(&("receipt", "A-2026-000002", "receipt")));
}

#[test]
fn a_changed_amount_is_named() {
    let found = tampered("UPDATE receipt SET amount_cents = 5000 WHERE number = 1");
    let places = places(&found);
    assert!(places.contains(&("receipt", "A-2026-000001", "sum_of_lines")), "{places:?}");
    let sum = found.iter().find(|difference| difference.what == "sum_of_lines").unwrap();
    assert_eq!((sum.expected.as_str(), sum.found.as_str()), ("102.19", "50.00"));
}

#[test]
fn a_changed_payer_is_named_without_the_name() {
    let found = tampered("UPDATE receipt SET payer = 'Άλλος' WHERE number = 1");
    assert_eq!(places(&found), [("receipt", "A-2026-000001", "content")]);
    assert!(!format!("{found:?}").contains("Άλλος"));
}

#[test]
fn changed_card_data_are_named() {
    let found = tampered("UPDATE card_payment SET rrn = '1' WHERE attempt_id = 1");
    assert_eq!(places(&found), [("receipt", "A-2026-000001", "content")]);
}

#[test]
fn a_changed_payment_of_a_debt_is_named() {
    let found = tampered("UPDATE debt SET paid_cents = 1000 WHERE external_id = 'D3'");
    assert_eq!(places(&found), [("debt", "D3", "paid_cents")]);
    assert_eq!((found[0].expected.as_str(), found[0].found.as_str()), ("0", "1000"));
}

#[test]
fn a_forgotten_payment_of_a_debt_is_named() {
    let found = tampered("UPDATE debt SET paid_cents = 0, paid_surcharge_cents = 0 WHERE external_id = 'D1'");
    assert_eq!(places(&found), [("debt", "D1", "paid_cents"), ("debt", "D1", "paid_surcharge_cents")]);
}

#[test]
fn a_fence_that_was_lifted_is_named() {
    let found = tampered("UPDATE attempt_line SET open = 0 WHERE open = 1");
    assert_eq!(places(&found), [("attempt_line", "4 line 1", "fence")]);
}

#[test]
fn an_approval_without_receipt_is_named() {
    let found = tampered("UPDATE attempt SET state = 'approved' WHERE state = 'declined'");
    assert_eq!(places(&found), [("attempt", "2", "receipt"), ("attempt", "2", "card_payment")]);
}

#[test]
fn one_charge_under_two_receipts_is_remarked() {
    let found = verified_after(
        "UPDATE card_payment SET rrn = o.rrn, stan = o.stan, auth_code = o.auth_code
         FROM card_payment o WHERE o.attempt_id = 1 AND card_payment.attempt_id = 3",
    );
    assert!(found.remarks.iter().any(|remark| remark.row == "1, 3" && remark.what == "same_charge"));
}

#[test]
fn a_row_without_its_other_half_is_named() {
    let found = tampered("DELETE FROM debtor WHERE id = 3");
    assert_eq!(places(&found), [("database", "debt 3", "reference")]);
}
