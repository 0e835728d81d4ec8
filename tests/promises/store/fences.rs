//! One open attempt a debt on every desk, one sale a terminal.

use tameio::domain::attempt::{AttemptState, AttemptStep};
use tameio::domain::debt::DebtStatus;
use tameio::domain::money::Money;
use tameio::domain::refusal::Refusal;
use tameio::domain::session::SessionNo;
use tameio::domain::stated::Stated;
use tameio::store::StoreError;

use super::books::{Books, OTHER_TERMINAL, TERMINAL, booking, record, whole};

#[test]
fn a_debt_has_one_open_attempt_on_every_desk() {
    let mut books = Books::new();
    let mut second = books.second();
    let debt = books.debt(1);
    let first = books.prepare(&[1]);
    let refused = second.prepare(&whole(OTHER_TERMINAL, &[debt]));
    assert_eq!(refused, Err(Refusal::Debt { external_id: "D1".into(), status: DebtStatus::Pending }.into()));
    assert_eq!(books.count("attempt"), 1);
    assert!(second.debts(&[first.lines[0].debt]).unwrap()[0].fenced);
}

#[test]
fn a_terminal_takes_one_sale_at_a_time() {
    let mut books = Books::new();
    let first = books.prepare(&[1]);
    let busy = Err(StoreError::TerminalBusy { session: first.session });
    assert_eq!(books.try_prepare(TERMINAL, &[2]), busy);
    books.step(&first, AttemptStep::Send);
    assert_eq!(books.try_prepare(TERMINAL, &[2]), busy);
    books.step(&first, AttemptStep::Confirm);
    assert_eq!(books.try_prepare(TERMINAL, &[2]), busy);
    assert!(books.try_prepare(OTHER_TERMINAL, &[2]).is_ok());
}

#[test]
fn an_unknown_outcome_frees_the_terminal_and_keeps_the_debt() {
    let mut books = Books::new();
    let lost = books.confirmed(&[1]);
    books.step(&lost, AttemptStep::LoseTrack);
    let next = books.prepare(&[2]);
    assert_eq!(next.session, lost.session.next());
    books.step(&next, AttemptStep::CloseUncharged);
    let refused = books.try_prepare(OTHER_TERMINAL, &[1, 3]);
    assert_eq!(refused, Err(Refusal::Debt { external_id: "D1".into(), status: DebtStatus::Pending }.into()));
    assert_eq!(books.store.open_attempts().unwrap().len(), 1);
}

#[test]
fn every_closing_releases_the_debt() {
    let mut books = Books::new();
    for step in [AttemptStep::Decline, AttemptStep::CloseUncharged] {
        let attempt = books.prepare(&[1]);
        books.step(&attempt, AttemptStep::Send);
        assert!(books.debt(1).fenced);
        assert!(!books.step(&attempt, step).state.is_open());
        assert!(!books.debt(1).fenced);
    }
    books.pay(&[1]);
    assert!(!books.debt(1).fenced);
}

#[test]
fn a_session_that_waits_for_its_answer_is_not_given_again() {
    let mut books = Books::new();
    let lost = books.confirmed(&[1]);
    books.step(&lost, AttemptStep::LoseTrack);
    // The last number before the count begins anew.
    books
        .raw()
        .execute(
            "INSERT INTO attempt (session, desk, terminal, operator, amount_cents, state, prepared_at, changed_at)
             SELECT 999999, desk, terminal, operator, amount_cents, 'declined', prepared_at, changed_at FROM attempt",
            [],
        )
        .unwrap();
    assert_eq!(lost.session, SessionNo::new(1).unwrap());
    assert_eq!(books.prepare(&[2]).session, SessionNo::new(2).unwrap());
}

#[test]
fn the_lines_are_checked_again_when_the_attempt_is_written() {
    let mut books = Books::new();
    let seen = books.debt(1);
    let mut lower = record(1, "60.00", "2.19");
    books.load(vec![lower.clone()]);
    let moved = Err(Refusal::Debt { external_id: "D1".into(), status: DebtStatus::Paid }.into());
    assert_eq!(books.store.prepare(&whole(TERMINAL, &[seen])), moved);

    let seen = books.debt(1);
    books.pay(&[1]);
    assert_eq!(books.store.prepare(&whole(TERMINAL, &[seen])), moved);

    let seen = books.debt(2);
    lower = record(2, "50.00", "0.00");
    lower.cancelled = Stated::Is(true);
    books.load(vec![lower]);
    let cancelled = Err(Refusal::Debt { external_id: "D2".into(), status: DebtStatus::Cancelled }.into());
    assert_eq!(books.store.prepare(&whole(TERMINAL, &[seen])), cancelled);
    assert_eq!(books.store.open_attempts().unwrap(), []);
}

#[test]
fn an_attempt_without_sense_is_not_written() {
    let mut books = Books::new();
    let debt = books.debt(1);
    let twice = whole(TERMINAL, &[debt.clone(), debt.clone()]);
    assert_eq!(books.store.prepare(&twice), Err(StoreError::InvalidAttempt));
    assert_eq!(books.store.prepare(&whole(TERMINAL, &[])), Err(StoreError::InvalidAttempt));
    let mut nothing = whole(TERMINAL, std::slice::from_ref(&debt));
    nothing.lines[0].capital = Money::ZERO;
    nothing.lines[0].surcharge = Money::ZERO;
    assert_eq!(books.store.prepare(&nothing), Err(StoreError::InvalidAttempt));
    let mut other = whole(TERMINAL, &[debt]);
    other.lines[0].external_id = "D2".into();
    assert_eq!(books.store.prepare(&other), Err(StoreError::UnknownDebt { external_id: "D2".into() }));
    assert_eq!(books.count("attempt"), 0);
}

#[test]
fn the_fences_hold_against_a_hand_in_the_file() {
    let mut books = Books::new();
    let first = books.prepare(&[1]);
    let lost = books.try_prepare(OTHER_TERMINAL, &[2]).unwrap();
    books.step(&lost, AttemptStep::Send);
    books.step(&lost, AttemptStep::LoseTrack);
    let raw = books.raw();
    let second_line = raw.execute(
        "INSERT INTO attempt_line SELECT ?2, 9, debt_id, rf, capital_cents, surcharge_cents, 1
         FROM attempt_line WHERE attempt_id = ?1",
        [first.id.0, lost.id.0],
    );
    assert!(second_line.unwrap_err().to_string().contains("attempt_line.debt_id"));
    let second_sale = raw.execute("UPDATE attempt SET state = 'sent', session = session WHERE id = ?1", [lost.id.0]);
    assert!(second_sale.is_ok(), "its own terminal is free");
    let third = raw.execute(
        "INSERT INTO attempt (session, desk, terminal, operator, amount_cents, state, prepared_at, changed_at)
         SELECT 77, desk, terminal, operator, amount_cents, 'prepared', prepared_at, changed_at FROM attempt LIMIT 1",
        [],
    );
    assert!(third.unwrap_err().to_string().contains("attempt.terminal"));
}

#[test]
fn a_charge_is_booked_though_its_debt_was_to_be_lowered_or_withdrawn_meanwhile() {
    let mut books = Books::new();
    let attempt = books.confirmed(&[1]);
    let mut withdrawn = record(1, "100.00", "2.19");
    withdrawn.cancelled = Stated::Is(true);
    assert_eq!(books.load(vec![withdrawn]).refused.len(), 1);
    assert_eq!(books.load(vec![record(1, "99.99", "2.19")]).refused.len(), 1);
    assert_eq!(books.load(vec![record(1, "100.00", "3.00")]).updated, 1);
    assert_eq!(books.store.book(&booking(&attempt)).unwrap().receipt().amount, attempt.amount);
    assert_eq!(books.store.attempt(attempt.id).unwrap().unwrap().state, AttemptState::Approved);
    assert_eq!(books.debt(1).open_amount().to_string(), "0.81");
    assert_eq!(books.store.verify(&mut |_| {}).unwrap().differences, []);
}
