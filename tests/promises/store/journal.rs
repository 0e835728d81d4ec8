//! The journal of attempts: what is on disk after each step, whatever happens next.

use tameio::domain::attempt::{AttemptId, AttemptState, AttemptStep, IllegalStep};
use tameio::domain::operator::OperatorId;
use tameio::domain::session::SessionNo;
use tameio::store::{Booked, StoreError};

use super::books::{Books, TERMINAL, at, booking};

#[test]
fn an_attempt_survives_a_crash_between_any_two_steps() {
    use AttemptState as S;
    use AttemptStep as T;
    let ways: [&[(T, S)]; 5] = [
        &[(T::Send, S::Sent), (T::Confirm, S::Confirmed), (T::LoseTrack, S::Unknown), (T::Decline, S::Declined)],
        &[(T::Send, S::Sent), (T::LoseTrack, S::Unknown), (T::CloseUncharged, S::NotCharged)],
        &[(T::Send, S::Sent), (T::CloseUncharged, S::NotCharged)],
        &[(T::CloseUncharged, S::NotCharged)],
        &[(T::Send, S::Sent), (T::Confirm, S::Confirmed), (T::Decline, S::Declined)],
    ];
    for way in ways {
        let mut books = Books::new();
        let attempt = books.prepare(&[1, 3]);
        let mut books = books.crashed();
        assert_eq!(books.store.attempt(attempt.id).unwrap(), Some(attempt.clone()));
        for (step, state) in way {
            books.step(&attempt, *step);
            books = books.crashed();
            let found = books.store.attempt_by_session(TERMINAL, attempt.session).unwrap().unwrap();
            assert_eq!((found.id, found.state), (attempt.id, *state));
            assert_eq!(found.lines, attempt.lines);
            assert_eq!(books.debt(1).fenced, state.is_open());
            assert_eq!(books.store.open_attempts().unwrap().len(), usize::from(state.is_open()));
            books.assert_clean();
        }
    }
}

#[test]
fn an_approved_sale_survives_a_kill_before_and_after_booking() {
    let mut books = Books::new();
    let attempt = books.confirmed(&[1]);
    let mut books = books.crashed();
    let receipt = books.book(&attempt);
    let mut books = books.crashed();
    assert_eq!(books.store.receipt(&receipt.number).unwrap(), Some(receipt.clone()));
    assert_eq!(books.store.book(&booking(&attempt)).unwrap(), Booked::Already(receipt));
    books.assert_clean();
}

#[test]
fn a_step_keeps_its_reason_time_and_entry() {
    let mut books = Books::new();
    let attempt = books.prepare(&[1]);
    books.step(&attempt, AttemptStep::Send);
    let (before, _) = books.store.audit_head().unwrap().unwrap();
    let lost = books
        .store
        .step(
            attempt.id,
            AttemptStep::LoseTrack,
            Some("silent_after_sent"),
            at(7),
            &OperatorId::parse("maria").unwrap().into(),
        )
        .unwrap();
    assert_eq!(lost.reason.as_deref(), Some("silent_after_sent"));
    assert_eq!((lost.prepared_at, lost.changed_at), (at(0), at(7)));
    assert_eq!(books.store.audit_head().unwrap().unwrap().0, before + 1);
    // A later step without a reason does not forget why it was lost.
    let closed = books.step(&attempt, AttemptStep::CloseUncharged);
    assert_eq!(closed.reason.as_deref(), Some("silent_after_sent"));
}

#[test]
fn an_illegal_step_writes_nothing() {
    let mut books = Books::new();
    let attempt = books.prepare(&[1]);
    let head = books.store.audit_head().unwrap();
    for step in [AttemptStep::Confirm, AttemptStep::Decline, AttemptStep::LoseTrack, AttemptStep::Approve] {
        let refused = books.store.step(attempt.id, step, None, at(1), &OperatorId::parse("maria").unwrap().into());
        assert_eq!(refused, Err(StoreError::IllegalStep(IllegalStep { state: AttemptState::Prepared, step })));
    }
    assert_eq!(books.store.attempt(attempt.id).unwrap(), Some(attempt));
    assert_eq!(books.store.audit_head().unwrap(), head);
}

#[test]
fn only_booking_approves() {
    let mut books = Books::new();
    let attempt = books.confirmed(&[1]);
    let step = AttemptStep::Approve;
    let refused = books.store.step(attempt.id, step, None, at(1), &OperatorId::parse("maria").unwrap().into());
    assert_eq!(refused, Err(StoreError::IllegalStep(IllegalStep { state: AttemptState::Confirmed, step })));
}

#[test]
fn a_closed_attempt_takes_no_further_step() {
    let mut books = Books::new();
    let attempt = books.prepare(&[1]);
    books.step(&attempt, AttemptStep::CloseUncharged);
    for step in [AttemptStep::Send, AttemptStep::LoseTrack, AttemptStep::CloseUncharged] {
        assert!(matches!(
            books.store.step(attempt.id, step, None, at(1), &OperatorId::parse("maria").unwrap().into()),
            Err(StoreError::IllegalStep(IllegalStep { state: AttemptState::NotCharged, .. }))
        ));
    }
}

#[test]
fn an_attempt_that_is_not_there_is_named() {
    let mut books = Books::new();
    let id = AttemptId(99);
    assert_eq!(books.store.attempt(id).unwrap(), None);
    assert_eq!(books.store.attempt_by_session(TERMINAL, SessionNo::new(5).unwrap()).unwrap(), None);
    let refused = books.store.step(id, AttemptStep::Send, None, at(1), &OperatorId::parse("maria").unwrap().into());
    assert_eq!(refused, Err(StoreError::NoSuchAttempt { id }));
}

#[test]
fn a_session_that_came_round_again_means_the_latest_attempt() {
    let mut books = Books::new();
    let first = books.prepare(&[1]);
    books.step(&first, AttemptStep::CloseUncharged);
    books
        .raw()
        .execute(
            "INSERT INTO attempt (session, desk, terminal, operator, amount_cents, state, prepared_at, changed_at)
             SELECT 999999, desk, terminal, operator, amount_cents, 'declined', prepared_at, changed_at FROM attempt",
            [],
        )
        .unwrap();
    let again = books.prepare(&[1]);
    assert_eq!(again.session, first.session);
    assert_eq!(books.store.attempt_by_session(TERMINAL, first.session).unwrap().unwrap().id, again.id);
}

#[test]
fn the_step_log_survives_a_crash_in_its_order() {
    let mut books = Books::new();
    let attempt = books.prepare(&[1]);
    for (line, seconds) in ["connected", "AMOUNT sent", "CONFIRMED"].into_iter().zip(1..) {
        books.store.add_trace(attempt.id, &[(at(seconds), line.to_owned())]).unwrap();
    }
    books.step(&attempt, AttemptStep::Send);
    let log = books.crashed().store.trace(attempt.id).unwrap();
    assert_eq!(log, [(at(1), "connected".into()), (at(2), "AMOUNT sent".into()), (at(3), "CONFIRMED".into())]);
}
