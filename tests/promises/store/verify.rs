//! `verify` finds what a hand in the file did, and nothing where nobody did anything.

use tameio::domain::attempt::AttemptStep;
use tameio::store::{Difference, Store, Verification};

use super::books::{Books, at, without_triggers};
use super::filled::{filled, the_desks_day};

/// What differs after a hand was in the file of the desk's day.
fn tampered(sql: &str) -> Vec<Difference> {
    verified_after(sql).differences
}

fn verified_after(sql: &str) -> Verification {
    after_a_hand(the_desks_day(), sql)
}

/// The same of books in which no table is empty.
fn tampered_with_more(sql: &str) -> Vec<Difference> {
    after_a_hand(filled(), sql).differences
}

/// The hand, with the triggers out of its way while it acts. The seals, which find it too, are left out here: they
/// have their own tests, and these show that the rest finds it without them.
fn after_a_hand(books: Books, sql: &str) -> Verification {
    books.assert_clean();
    let raw = books.raw();
    raw.pragma_update(None, "foreign_keys", false).unwrap();
    without_triggers(&raw, |raw| assert!(raw.execute(sql, []).unwrap() > 0, "{sql}"));
    let mut found = Store::open(&books.path(), at(0)).unwrap().verify(&mut |_| {}).unwrap();
    let all = found.differences.len();
    found.differences.retain(|difference| !["seal", "sealed_row"].contains(&difference.what));
    assert!(found.differences.len() < all || sql.contains("audit"), "{sql}");
    found
}

/// Table, row and what differs.
fn places(differences: &[Difference]) -> Vec<(&str, &str, &str)> {
    differences.iter().map(|found| (found.table.as_str(), found.row.as_str(), found.what)).collect()
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
    let file = ("database", "debt_file 1", "reference");
    assert_eq!(places(&found), [file, ("audit", "4", "number"), ("audit", "4", "previous_hash")]);
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

#[test]
fn what_was_given_back_beyond_the_receipt_is_named() {
    let found = tampered_with_more("UPDATE receipt_line SET capital_cents = 39 WHERE receipt_id = 1");
    let places = places(&found);
    assert!(places.contains(&("receipt_line", "A-2026-000001 D1", "capital_back")), "{places:?}");
    let found = tampered_with_more("UPDATE receipt_line SET debt_id = 3 WHERE receipt_id = 3");
    assert!(found.iter().any(|difference| difference.row == "A-2026-000001 D3" && difference.expected == "0"));
}

#[test]
fn a_correction_that_was_turned_is_named() {
    let of_another = tampered_with_more("UPDATE correction SET original_id = 2 WHERE open = 0");
    assert!(places(&of_another).contains(&("receipt", "A-2026-000003", "content")), "{of_another:?}");
    let of_itself = tampered_with_more("UPDATE correction SET original_id = 3 WHERE open = 0");
    assert!(places(&of_itself).contains(&("correction", "5", "original")), "{of_itself:?}");
    let another_reason = tampered_with_more("UPDATE correction SET reason = 'x' WHERE open = 0");
    assert_eq!(places(&another_reason), [("receipt", "A-2026-000003", "content")]);
    let by_one = tampered_with_more("UPDATE correction SET approver = 'maria' WHERE open = 1");
    assert_eq!(places(&by_one), [("correction", "6", "one_person")]);
}

#[test]
fn a_fence_of_a_receipt_that_was_lifted_is_named() {
    let found = tampered_with_more("UPDATE correction SET open = 0 WHERE open = 1");
    assert_eq!(places(&found), [("correction", "6", "fence")]);
}

#[test]
fn a_refund_that_was_forgotten_in_a_debt_is_named() {
    let found = tampered_with_more("UPDATE debt SET paid_cents = 10219, paid_surcharge_cents = 219 WHERE id = 1");
    assert_eq!(places(&found), [("debt", "D1", "paid_cents"), ("debt", "D1", "paid_surcharge_cents")]);
    assert_eq!((found[0].expected.as_str(), found[0].found.as_str()), ("6000", "10219"));
}

#[test]
fn changed_or_removed_evidence_is_named() {
    let changed = tampered_with_more("UPDATE resolution SET evidence = 'η τράπεζα την έχει' WHERE attempt_id = 4");
    assert_eq!(places(&changed), [("resolution", "4", "content")]);
    assert!(!format!("{changed:?}").contains("τράπεζα"));
    let turned = tampered_with_more("UPDATE resolution SET verdict = 'charged' WHERE attempt_id = 4");
    assert_eq!(places(&turned), [("resolution", "4", "state"), ("resolution", "4", "content")]);
    let other = tampered_with_more("UPDATE resolution SET operator = 'eleni', approver = 'maria' WHERE attempt_id = 4");
    assert_eq!(places(&other), [("resolution", "4", "operator"), ("resolution", "4", "content")]);
    let removed = tampered_with_more("DELETE FROM resolution WHERE attempt_id = 4");
    assert!(matches!(places(&removed)[..], [("resolution", _, "row")]), "{removed:?}");
}

#[test]
fn a_changed_removed_or_planted_slip_is_named() {
    let changed = tampered_with_more("UPDATE card_slip SET data = x'00'");
    assert_eq!(places(&changed), [("card_slip", "5", "content")]);
    let removed = tampered_with_more("DELETE FROM card_slip");
    assert_eq!(places(&removed), [("card_slip", "5", "content")]);
    assert_eq!(removed[0].found, "missing");
    for attempt in [1, 2] {
        let planted = tampered_with_more(&format!("INSERT INTO card_slip VALUES ({attempt}, x'00')"));
        assert_eq!(places(&planted), [("card_slip", attempt.to_string().as_str(), "content")]);
        assert_eq!(planted[0].expected, "no booking");
    }
}

#[test]
fn a_changed_or_removed_foreign_result_is_named() {
    for column in [
        "stan = '1'",
        "why = 'other_desk'",
        "ecr = 'x'",
        "final_cents = 1",
        "seen_at = replace(seen_at, '2026', '2027')",
        "direction = 'given_back'",
        "desk = '9'",
        "cause = 'booked_before'",
    ] {
        let found = tampered_with_more(&format!("UPDATE foreign_result SET {column} WHERE id = 1"));
        assert!(matches!(places(&found)[..], [("foreign_result", _, "content")]), "{column}: {found:?}");
    }
    let removed = tampered_with_more("DELETE FROM foreign_result");
    assert!(
        places(&removed).iter().any(|(table, _, what)| (*table, *what) == ("foreign_result", "row")),
        "{removed:?}"
    );
}
