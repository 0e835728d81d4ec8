//! A hand in the file cannot change what was booked or written to the audit trail, short of taking the triggers
//! away, which `verify` then shows by its effects.

use tameio::domain::attempt::AttemptStep;

use crate::books::Books;

#[test]
fn what_happened_cannot_be_changed_or_deleted() {
    let mut books = Books::new();
    books.pay(&[1]);
    let declined = books.confirmed(&[2]);
    books.step(&declined, AttemptStep::Decline);
    let raw = books.raw();
    let refused = [
        "UPDATE audit SET detail = 'x' WHERE seq = 1",
        "UPDATE audit SET hash = upper(hash)",
        "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)",
        "INSERT OR REPLACE INTO audit SELECT seq, at, who, act, subject, 'x', previous, hash FROM audit WHERE seq = 1",
        "INSERT INTO audit SELECT seq + 1, at, who, act, subject, detail, previous, hash FROM audit
         ORDER BY seq DESC LIMIT 1",
        "DELETE FROM receipt",
        "UPDATE receipt SET amount_cents = amount_cents - 1",
        "UPDATE receipt SET payer = 'x'",
        "UPDATE receipt SET payer_afm = NULL",
        "UPDATE receipt SET number = 2",
        "UPDATE receipt SET at = changed_at FROM attempt",
        "UPDATE receipt SET copies = copies - 1",
        "INSERT OR REPLACE INTO receipt SELECT * FROM receipt",
        "UPDATE receipt_line SET capital_cents = 1",
        "DELETE FROM receipt_line",
        "UPDATE card_payment SET auth_code = 'x'",
        "DELETE FROM card_payment",
        "UPDATE attempt SET state = 'unknown' WHERE state = 'approved'",
        "UPDATE attempt SET reason = 'x' WHERE state = 'declined'",
        "DELETE FROM attempt WHERE state = 'declined'",
        "UPDATE attempt_line SET open = 1",
        "DELETE FROM attempt_line",
        "UPDATE origin SET demo = 1",
        "DELETE FROM origin",
    ];
    for sql in refused {
        let error = raw.execute(sql, []).expect_err(sql).to_string();
        assert!(
            error.contains("chang")
                || error.contains("delet")
                || error.contains("append-only")
                || error.contains("next number")
                || error.contains("prints are noted")
                || error.contains("only released"),
            "{sql}: {error}"
        );
    }
    books.assert_clean();
}

#[test]
fn an_open_attempt_moves_by_its_state_alone() {
    let mut books = Books::new();
    books.prepare(&[1]);
    let raw = books.raw();
    for sql in [
        "UPDATE attempt SET amount_cents = 1",
        "UPDATE attempt SET session = 9",
        "UPDATE attempt SET terminal = 'x'",
        "UPDATE attempt_line SET capital_cents = 1",
        "UPDATE attempt_line SET open = 0, debt_id = 2",
    ] {
        assert!(raw.execute(sql, []).is_err(), "{sql}");
    }
    books.assert_clean();
}

#[test]
fn a_full_card_number_fits_nowhere() {
    let mut books = Books::new();
    let attempt = books.confirmed(&[1]);
    let inserted = books.raw().execute(
        "INSERT INTO card_payment VALUES (?1, 'Visa', '4111111111111111', 1, 1, '', '', '', '', '', '', NULL)",
        [attempt.id.0],
    );
    assert!(inserted.unwrap_err().to_string().contains("pan_masked"));
}
