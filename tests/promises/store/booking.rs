//! A charge becomes a receipt in one step or not at all, once, under the next number.

use chrono::{TimeZone as _, Utc};
use tameio::domain::attempt::{AttemptState, AttemptStep, IllegalStep};
use tameio::domain::receipt::{ReceiptKind, ReceiptNo};
use tameio::domain::tender::PaidWith;
use tameio::store::{Booked, Booking, ReceiptFilter, StoreError};

use super::books::{Books, OTHER_TERMINAL, afm, at, booking, card, cashier, eur, rf};

#[test]
fn a_receipt_says_what_was_paid() {
    let mut books = Books::new();
    let attempt = books.confirmed(&[1, 2]);
    let receipt = books.book(&attempt);
    assert_eq!(receipt.number, ReceiptNo::new("A", 2026, 1).unwrap());
    assert_eq!((receipt.kind, receipt.at, receipt.tender), (ReceiptKind::Sale, at(2), PaidWith::Card));
    assert_eq!((receipt.session, receipt.cashier.clone()), (attempt.session, cashier()));
    assert_eq!(receipt.cashier_name, "Μαρία Ιωάννου");
    assert_eq!((receipt.payer.as_str(), receipt.payer_afm), ("Παπαδόπουλος Νικόλαος 1", Some(afm(10_000_001))));
    assert_eq!((receipt.amount, receipt.lines.len()), (eur("152.19"), 2));
    let line = &receipt.lines[0];
    assert_eq!((line.capital, line.surcharge, line.rf.clone()), (eur("100.00"), eur("2.19"), Some(rf(1))));
    assert_eq!((line.revenue_code.as_str(), line.year, line.list_no.as_deref()), ("0441", 2026, Some("125/2026")));
    assert_eq!(receipt.card, card(eur("152.19"), attempt.session.number()));
    let (_, hash) = books.store.audit_head().unwrap().unwrap();
    assert_eq!(receipt.audit_digest, hash[..8]);
    assert_eq!((receipt.printed_at, receipt.copies), (None, 0));
}

#[test]
fn booking_settles_the_debts_and_closes_the_attempt() {
    let mut books = Books::new();
    let attempt = books.confirmed(&[1]);
    books.book(&attempt);
    let debt = books.debt(1);
    assert_eq!((debt.paid, debt.paid_surcharge, debt.fenced), (eur("102.19"), eur("2.19"), false));
    assert!(debt.open_amount().is_zero());
    assert_eq!(books.store.attempt(attempt.id).unwrap().unwrap().state, AttemptState::Approved);
    assert_eq!(books.store.open_attempts().unwrap(), []);
    books.assert_clean();
}

#[test]
fn a_result_that_comes_again_books_nothing() {
    let mut books = Books::new();
    let attempt = books.confirmed(&[1]);
    let receipt = books.book(&attempt);
    let head = books.store.audit_head().unwrap();
    let again = Booking { at: at(900), series: "B".into(), ..booking(&attempt) };
    assert_eq!(books.store.book(&again).unwrap(), Booked::Already(receipt.clone()));
    assert_eq!(books.second().book(&again).unwrap(), Booked::Already(receipt));
    assert_eq!((books.count("receipt"), books.store.audit_head().unwrap()), (1, head));
    assert_eq!(books.debt(1).paid, eur("102.19"));
}

#[test]
fn a_lost_outcome_that_the_terminal_confirms_is_booked() {
    let mut books = Books::new();
    let attempt = books.confirmed(&[1]);
    books.step(&attempt, AttemptStep::LoseTrack);
    assert_eq!(books.book(&attempt).amount, attempt.amount);
    books.assert_clean();
}

#[test]
fn a_booking_that_fails_leaves_no_gap() {
    let mut books = Books::new();
    books.pay(&[2]);
    let attempt = books.confirmed(&[1, 3]);
    let head = books.store.audit_head().unwrap();
    // Fails at the last line, when all but that is written.
    books
        .raw()
        .execute_batch(
            "CREATE TRIGGER fails BEFORE UPDATE ON debt WHEN NEW.external_id = 'D3'
             BEGIN SELECT RAISE(ABORT, 'no'); END",
        )
        .unwrap();
    assert!(matches!(books.store.book(&booking(&attempt)), Err(StoreError::Engine { .. })));
    assert_eq!((books.count("receipt"), books.count("card_payment")), (1, 1));
    assert_eq!(books.store.audit_head().unwrap(), head);
    assert_eq!(books.store.attempt(attempt.id).unwrap(), Some(attempt.clone()));
    assert!(books.debt(1).fenced && books.debt(1).paid.is_zero());
    books.raw().execute_batch("DROP TRIGGER fails").unwrap();
    assert_eq!(books.book(&attempt).number.number(), 2);
    books.assert_clean();
}

#[test]
fn the_year_of_a_receipt_is_the_desks_own() {
    let mut books = Books::new();
    let moments = [
        (Utc.with_ymd_and_hms(2026, 12, 31, 21, 59, 59), "A-2026-000001"),
        (Utc.with_ymd_and_hms(2026, 12, 31, 23, 30, 0), "A-2027-000001"),
        (Utc.with_ymd_and_hms(2027, 1, 1, 8, 0, 0), "A-2027-000002"),
    ];
    for ((moment, number), debt) in moments.into_iter().zip(1..) {
        let attempt = books.confirmed(&[debt]);
        let booked = books.store.book(&Booking { at: moment.unwrap(), ..booking(&attempt) }).unwrap();
        assert_eq!(booked.receipt().number.to_string(), number);
    }
    books.assert_clean();
}

#[test]
fn each_series_counts_for_itself() {
    let mut books = Books::new();
    let first = books.confirmed(&[1]);
    let second = books.try_prepare(OTHER_TERMINAL, &[2]).unwrap();
    books.step(&second, AttemptStep::Send);
    let mut other_desk = books.second();
    let other = other_desk.book(&Booking { series: "Β".into(), ..booking(&second) }).unwrap().receipt();
    assert_eq!(other.number.to_string(), "Β-2026-000001");
    assert_eq!(books.book(&first).number.to_string(), "A-2026-000001");
    books.assert_clean();
}

#[test]
fn a_charge_of_another_amount_is_not_booked() {
    let mut books = Books::new();
    let attempt = books.confirmed(&[1]);
    let wrong = Booking { card: card(eur("12.19"), 5), ..booking(&attempt) };
    let refused = books.store.book(&wrong);
    assert_eq!(refused, Err(StoreError::ChargeDiffers { asked: eur("102.19"), approved: eur("12.19") }));
    assert_eq!(books.count("receipt"), 0);
}

#[test]
fn no_receipt_without_a_charge() {
    let mut books = Books::new();
    let attempt = books.prepare(&[1]);
    let illegal = |state| Err(StoreError::IllegalStep(IllegalStep { state, step: AttemptStep::Approve }));
    assert_eq!(books.store.book(&booking(&attempt)), illegal(AttemptState::Prepared));
    books.step(&attempt, AttemptStep::Send);
    books.step(&attempt, AttemptStep::Decline);
    assert_eq!(books.store.book(&booking(&attempt)), illegal(AttemptState::Declined));
    assert_eq!(books.store.receipts(&ReceiptFilter::default()).unwrap(), []);
}

#[test]
fn a_series_that_cannot_be_one_is_refused() {
    let mut books = Books::new();
    let attempt = books.confirmed(&[1]);
    for series in ["", "A-1", "ABCDEFGHI"] {
        let refused = books.store.book(&Booking { series: series.into(), ..booking(&attempt) });
        assert!(matches!(refused, Err(StoreError::BadReceiptNo(_))), "{series}");
    }
}

#[test]
fn a_part_payment_leaves_the_rest_open() {
    let mut books = Books::new();
    let mut new = super::books::whole(super::books::TERMINAL, &[books.debt(1)]);
    new.lines[0].capital = eur("20.00");
    let attempt = books.store.prepare(&new).unwrap();
    books.step(&attempt, AttemptStep::Send);
    books.book(&attempt);
    let debt = books.debt(1);
    assert_eq!((debt.open_amount(), debt.open_surcharge()), (eur("80.00"), eur("0.00")));
    books.pay(&[1]);
    assert!(books.debt(1).open_amount().is_zero());
    books.assert_clean();
}
