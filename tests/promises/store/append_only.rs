//! A hand in the file cannot change what was booked or written to the audit trail, short of taking the triggers
//! away, which `verify` then shows by its effects.

use tameio::domain::attempt::AttemptStep;
use tameio::domain::correction::CorrectionKind;
use tameio::domain::foreign::{Direction, ForeignKind, ForeignResult};
use tameio::domain::terminal_codes::ResultCode;
use tameio::store::{Booking, Resolution, Verdict};

use super::books::{Books, DESK, TERMINAL, at, booking, card, cashier, eur, supervisor};
use super::close;

#[test]
fn what_happened_cannot_be_changed_or_deleted() {
    let mut books = Books::new();
    books.pay(&[1]);
    let declined = books.confirmed(&[2]);
    books.step(&declined, AttemptStep::Decline);
    all_that_version_2_keeps(&mut books);
    close::closed_with_a_difference(&mut books);
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
        "UPDATE correction SET reason = 'x'",
        "UPDATE correction SET open = 1",
        "DELETE FROM correction",
        "INSERT OR REPLACE INTO correction SELECT * FROM correction",
        "INSERT INTO correction SELECT id, 'void', 1, 'x', 'eleni', 0 FROM attempt WHERE state = 'declined'",
        "UPDATE resolution SET evidence = 'x'",
        "DELETE FROM resolution",
        "INSERT OR REPLACE INTO resolution SELECT * FROM resolution",
        "INSERT INTO resolution SELECT a.id, 'not_charged', 'x', 'maria', 'eleni', a.changed_at, 1 FROM attempt a
         WHERE a.state = 'declined'",
        "UPDATE foreign_result SET why = 'other_desk'",
        "DELETE FROM foreign_result",
        "INSERT OR REPLACE INTO foreign_result SELECT * FROM foreign_result",
        "UPDATE card_slip SET data = x'00'",
        "DELETE FROM card_slip",
        "INSERT OR REPLACE INTO card_slip SELECT * FROM card_slip",
        "UPDATE receipt SET kind = 'refund' WHERE kind = 'void'",
        "UPDATE till SET closed_at = NULL, closed_by = NULL",
        "UPDATE till SET opened_by = 'eleni'",
        "DELETE FROM till",
        "UPDATE handover SET taker = 'maria'",
        "DELETE FROM handover",
        "UPDATE batch_report SET total_cents = 0",
        "DELETE FROM batch_report",
        "UPDATE batch_move SET amount_cents = 0",
        "DELETE FROM batch_move",
        "UPDATE explanation SET text = 'x'",
        "DELETE FROM explanation",
        "INSERT INTO explanation SELECT 9, till_id, reference, text, operator, at, 1 FROM explanation",
        "UPDATE z_report SET content = '{}'",
        "UPDATE z_report SET copies = copies - 1",
        "DELETE FROM z_report",
        "INSERT OR REPLACE INTO z_report SELECT * FROM z_report",
    ];
    for sql in refused {
        let error = raw.execute(sql, []).expect_err(sql).to_string();
        assert!(
            error.contains("chang")
                || error.contains("delet")
                || error.contains("append-only")
                || error.contains("next number")
                || error.contains("prints are noted")
                || error.contains("only released")
                || error.contains("only closed")
                || error.contains("by two people")
                || error.contains("unknown is resolved"),
            "{sql}: {error}"
        );
    }
    books.assert_clean();
}

/// A booked void with its slip, a resolution and a foreign result.
fn all_that_version_2_keeps(books: &mut Books) {
    let sale = books.pay(&[3]);
    let void = books.prepare_correction(CorrectionKind::Void, &sale, None);
    books.step(&void, AttemptStep::Send);
    books.store.book(&Booking { slip: Some(b"slip".to_vec()), ..booking(&void) }).unwrap();
    let lost = books.confirmed(&[2]);
    books.step(&lost, AttemptStep::LoseTrack);
    let resolution = Resolution {
        attempt: lost.id,
        verdict: Verdict::NotCharged,
        evidence: "η τράπεζα δεν έχει τη χρέωση".into(),
        operator: cashier(),
        approver: supervisor(),
        at: at(9),
    };
    books.store.resolve(&resolution).unwrap();
    let foreign = ForeignResult {
        desk: Some(DESK.into()),
        direction: Direction::Taken,
        terminal: TERMINAL.into(),
        session: "POSTXN".into(),
        ecr: None,
        document: None,
        code: ResultCode::DECLINED_BY_HOST,
        card: Some(card(eur("1.00"), 99)),
        why: ForeignKind::KeyedOnTerminal,
        seen_at: at(9),
        during: None,
    };
    assert_eq!(books.store.keep_foreign(&foreign), Ok(true));
}

#[test]
fn no_more_is_given_back_than_was_taken_by_any_hand() {
    let mut books = Books::new();
    let sale = books.pay(&[1]);
    books.correct(CorrectionKind::Refund, &sale, None);
    let raw = books.raw();
    for sql in [
        // A further line of the refund, of the debt that it gave back or of another one.
        "INSERT INTO receipt_line SELECT receipt_id, 9, debt_id, external_id, rf, revenue_code, description, year,
                list_no, 1, 0 FROM receipt_line WHERE receipt_id = 2",
        "INSERT INTO receipt_line SELECT receipt_id, 9, 2, external_id, rf, revenue_code, description, year,
                list_no, 1, 0 FROM receipt_line WHERE receipt_id = 2",
    ] {
        let error = raw.execute(sql, []).expect_err(sql).to_string();
        assert!(error.contains("no more is given back"), "{error}");
    }
    let declined = books.confirmed(&[2]);
    let of_no_kind = raw.execute(
        "INSERT INTO receipt (series, year, number, kind, at, day, desk, attempt_id, cashier_name, payer, amount_cents,
                              audit_seq)
         SELECT 'A', 2026, 3, 'void', at, day, desk, ?1, cashier_name, payer, amount_cents, 1 FROM receipt WHERE id = 1",
        [declined.id.0],
    );
    assert!(of_no_kind.unwrap_err().to_string().contains("of the kind of its attempt"));
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
