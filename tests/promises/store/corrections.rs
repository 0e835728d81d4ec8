//! Voids and refunds: each of a receipt, each a document of its own, and never more back than was taken.

use tameio::domain::attempt::{Attempt, AttemptLine, AttemptState, AttemptStep};
use tameio::domain::balance::Balance;
use tameio::domain::card::CardData;
use tameio::domain::correction::CorrectionKind::{Refund, Void};
use tameio::domain::debt::DebtStatus;
use tameio::domain::receipt::{Receipt, ReceiptKind, ReceiptNo};
use tameio::domain::refusal::{NotCorrectable, Refusal};
use tameio::domain::stated::Stated;
use tameio::domain::till::{BlockerKind, Till};
use tameio::store::{Booked, Booking, StoreError};

use super::books::{
    Books, DESK, OTHER_TERMINAL, TERMINAL, at, booking, cashier, correction, entry, eur, record, supervisor, whole,
};

fn refused(receipt: &Receipt, why: NotCorrectable) -> Result<Attempt, StoreError> {
    Err(Refusal::ReceiptMoved { receipt: receipt.number.clone(), why }.into())
}

fn line(receipt: &Receipt, place: usize, capital: &str, surcharge: &str) -> AttemptLine {
    let settled = &receipt.lines[place];
    AttemptLine {
        debt: settled.debt,
        external_id: settled.external_id.clone(),
        rf: settled.rf.clone(),
        capital: eur(capital),
        surcharge: eur(surcharge),
    }
}

#[test]
fn a_void_takes_a_receipt_back_whole_and_is_the_next_document_of_its_series() {
    let mut books = Books::new();
    let sale = books.pay(&[1, 2]);
    let attempt = books.prepare_correction(Void, &sale, None);
    let asked = attempt.correction.clone().unwrap();
    assert_eq!((asked.kind, &asked.original, asked.approver), (Void, &sale.number, supervisor()));
    assert_eq!(books.store.attempt(attempt.id).unwrap().as_ref(), Some(&attempt));
    let void = books.book_correction(&attempt);
    assert_eq!((void.number.to_string().as_str(), void.kind), ("A-2026-000002", ReceiptKind::Void));
    assert_eq!((void.amount, &void.lines, &void.payer), (sale.amount, &sale.lines, &sale.payer));
    assert_eq!(void.correction, attempt.correction);
    for n in [1, 2] {
        let debt = books.debt(n);
        assert_eq!((debt.paid, debt.paid_surcharge, debt.fenced), (eur("0.00"), eur("0.00"), false));
    }
    assert_eq!(books.store.receipt(&sale.number).unwrap(), Some(sale.clone()), "the original stays as it was");
    assert_eq!(books.store.corrections_of(&sale.number).unwrap(), std::slice::from_ref(&void));
    assert_eq!(books.store.left_of(&sale.number).unwrap(), []);
    assert_eq!(books.store.attempt_of_receipt(&void.number).unwrap().unwrap().id, attempt.id);
    books.assert_clean();
    // What is owed again can be paid again.
    assert_eq!(books.pay(&[1]).number.number(), 3);
    books.assert_clean();
}

#[test]
fn refunds_give_back_line_by_line_until_nothing_is_left() {
    let mut books = Books::new();
    let sale = books.pay(&[1, 2]);
    let first = books.correct(Refund, &sale, Some(vec![line(&sale, 0, "30.00", "2.19")]));
    assert_eq!((first.kind, first.amount, first.lines.len()), (ReceiptKind::Refund, eur("32.19"), 1));
    assert_eq!((books.debt(1).paid, books.debt(1).paid_surcharge), (eur("70.00"), eur("0.00")));
    assert_eq!(
        books.store.left_of(&sale.number).unwrap(),
        [line(&sale, 0, "70.00", "0.00"), line(&sale, 1, "50.00", "0.00")]
    );
    let more = |books: &mut Books, place, capital, surcharge| {
        books.try_correct(TERMINAL, Refund, &sale, Some(vec![line(&sale, place, capital, surcharge)]))
    };
    let left = |left| refused(&sale, NotCorrectable::MoreThanLeft { left: eur(left) });
    assert_eq!(more(&mut books, 0, "70.01", "0.00"), left("70.00"));
    assert_eq!(more(&mut books, 0, "1.00", "0.01"), left("70.00"));
    assert_eq!(more(&mut books, 1, "50.01", "0.00"), left("50.00"));
    let second = books.correct(Refund, &sale, None);
    assert_eq!(second.amount, eur("120.00"));
    assert_eq!(books.store.corrections_of(&sale.number).unwrap(), [first, second]);
    assert_eq!(more(&mut books, 1, "0.01", "0.00"), refused(&sale, NotCorrectable::AlreadyRefunded));
    assert!(books.debt(1).paid.is_zero() && books.debt(2).paid.is_zero());
    books.assert_clean();
}

#[test]
fn a_receipt_is_not_taken_back_twice_nor_a_correction_at_all() {
    let mut books = Books::new();
    let (voided, refunded) = (books.pay(&[1]), books.pay(&[2]));
    let void = books.correct(Void, &voided, None);
    for kind in [Void, Refund] {
        let again = books.try_correct(TERMINAL, kind, &voided, Some(vec![line(&voided, 0, "100.00", "2.19")]));
        assert_eq!(again, refused(&voided, NotCorrectable::AlreadyVoided));
        let of_a_void = books.try_correct(TERMINAL, kind, &void, Some(vec![line(&void, 0, "100.00", "2.19")]));
        assert_eq!(of_a_void, refused(&void, NotCorrectable::IsACorrection));
    }
    books.correct(Refund, &refunded, Some(vec![line(&refunded, 0, "0.01", "0.00")]));
    let void_of_a_part = books.try_correct(TERMINAL, Void, &refunded, Some(vec![line(&refunded, 0, "50.00", "0.00")]));
    assert_eq!(void_of_a_part, refused(&refunded, NotCorrectable::AlreadyRefunded));
    let is_a_correction =
        StoreError::from(Refusal::ReceiptMoved { receipt: void.number.clone(), why: NotCorrectable::IsACorrection });
    assert_eq!(books.store.left_of(&void.number), Err(is_a_correction));
    books.assert_clean();
}

#[test]
fn a_correction_without_sense_is_not_written() {
    let mut books = Books::new();
    let sale = books.pay(&[1, 2]);
    let lines = |place| Some(vec![line(&sale, place, "1.00", "0.00")]);
    let part = books.try_correct(TERMINAL, Void, &sale, lines(0));
    assert_eq!(part, Err(StoreError::InvalidAttempt), "a part is a refund");
    let other = books.debt(3);
    let foreign = whole(TERMINAL, &[other]).lines;
    assert_eq!(
        books.try_correct(TERMINAL, Refund, &sale, Some(foreign)),
        refused(&sale, NotCorrectable::LineNotOfReceipt)
    );
    let mut new = correction(TERMINAL, Refund, &sale.number, lines(0).unwrap());
    new.correction.as_mut().unwrap().approver = cashier();
    assert_eq!(books.store.prepare(&new), Err(Refusal::SamePerson.into()));
    let mut new = correction(TERMINAL, Refund, &sale.number, lines(0).unwrap());
    new.correction.as_mut().unwrap().reason = " ".into();
    assert_eq!(books.store.prepare(&new), Err(StoreError::InvalidAttempt));
    let nowhere = ReceiptNo::new("A", 2026, 9).unwrap();
    let new = correction(TERMINAL, Refund, &nowhere, lines(0).unwrap());
    assert_eq!(books.store.prepare(&new), Err(Refusal::NoSuchReceipt(nowhere.to_string().into()).into()));
    assert_eq!((books.count("attempt"), books.count("correction")), (1, 0));
}

#[test]
fn a_correction_and_a_payment_of_one_debt_keep_each_other_out_on_every_desk() {
    let mut books = Books::new();
    let mut new = whole(TERMINAL, &[books.debt(1)]);
    new.lines[0].capital = eur("20.00");
    let sale = books.store.prepare(&new).unwrap();
    books.step(&sale, AttemptStep::Send);
    let sale = books.book(&sale);
    let mut second = books.second();
    // First the void, then the payment.
    let void = books.prepare_correction(Void, &sale, None);
    let payment = whole(OTHER_TERMINAL, &[second.debt_by_external_id("D1").unwrap().unwrap()]);
    let fenced = || Err(Refusal::Debt { external_id: "D1".into(), status: DebtStatus::Pending }.into());
    assert_eq!(second.prepare(&payment), fenced());
    books.step(&void, AttemptStep::CloseUncharged);
    // First the payment, then the void.
    let payment = second.prepare(&payment).unwrap();
    assert_eq!(books.try_correct(TERMINAL, Void, &sale, None), fenced());
    books.step(&payment, AttemptStep::CloseUncharged);
    // Two voids.
    let void = second.prepare(&correction(OTHER_TERMINAL, Void, &sale.number, books.left(&sale))).unwrap();
    let open = Err(Refusal::CorrectionOpen(void.session).into());
    assert_eq!(books.try_correct(TERMINAL, Void, &sale, None), open);
    books.assert_clean();
}

#[test]
fn two_refunds_of_one_receipt_are_not_under_way_at_once() {
    let mut books = Books::new();
    let sale = books.pay(&[1, 2]);
    let first = books.prepare_correction(Refund, &sale, Some(vec![line(&sale, 0, "1.00", "0.00")]));
    books.step(&first, AttemptStep::Send);
    books.step(&first, AttemptStep::LoseTrack);
    // Of another debt, on another terminal: still the same receipt.
    let other =
        books.second().prepare(&correction(OTHER_TERMINAL, Refund, &sale.number, vec![line(&sale, 1, "1.00", "0.00")]));
    assert_eq!(other, Err(Refusal::CorrectionOpen(first.session).into()));
    let by_hand = books.raw().execute(
        "INSERT INTO correction SELECT attempt_id + 1, kind, original_id, reason, approver, open FROM correction",
        [],
    );
    assert!(by_hand.is_err());
    books.step(&first, AttemptStep::CloseUncharged);
    assert!(books.try_correct(TERMINAL, Refund, &sale, None).is_ok());
}

#[test]
fn a_void_that_is_confirmed_again_is_booked_once() {
    let mut books = Books::new();
    let sale = books.pay(&[1]);
    let attempt = books.prepare_correction(Void, &sale, None);
    let void = books.book_correction(&attempt);
    let head = books.store.audit_head().unwrap();
    assert_eq!(books.store.book(&booking(&attempt)).unwrap(), Booked::Already(void.clone()));
    assert_eq!(books.second().book(&booking(&attempt)).unwrap(), Booked::Already(void));
    assert_eq!((books.count("receipt"), books.store.audit_head().unwrap()), (2, head));
    assert!(books.debt(1).paid.is_zero());
}

#[test]
fn a_void_survives_a_crash_between_any_two_steps() {
    let mut books = Books::new();
    let sale = books.pay(&[1]);
    let attempt = books.prepare_correction(Void, &sale, None);
    let mut books = books.crashed();
    for step in [AttemptStep::Send, AttemptStep::Confirm, AttemptStep::LoseTrack] {
        books.step(&attempt, step);
        books = books.crashed();
        let found = books.store.attempt(attempt.id).unwrap().unwrap();
        assert_eq!((&found.correction, &found.lines), (&attempt.correction, &attempt.lines));
        assert!(books.debt(1).fenced && books.debt(1).paid == sale.amount);
        let blockers = books.store.blockers(DESK).unwrap();
        assert!(blockers.iter().any(|blocker| blocker.kind == BlockerKind::PendingVoid));
        assert!(blockers.iter().all(|blocker| blocker.kind != BlockerKind::UnknownOutcome));
        books.assert_clean();
    }
    let void = books.book_correction(&attempt);
    let books = books.crashed();
    assert_eq!(books.store.receipt(&void.number).unwrap(), Some(void));
    assert_eq!(books.store.attempt(attempt.id).unwrap().unwrap().state, AttemptState::Approved);
    books.assert_clean();
}

#[test]
fn a_void_that_fails_while_it_is_booked_changes_nothing() {
    let mut books = Books::new();
    let sale = books.pay(&[1]);
    let attempt = books.prepare_correction(Void, &sale, None);
    books.step(&attempt, AttemptStep::Send);
    books
        .raw()
        .execute_batch("CREATE TRIGGER fails BEFORE UPDATE ON debt BEGIN SELECT RAISE(ABORT, 'no'); END")
        .unwrap();
    assert!(matches!(books.store.book(&booking(&attempt)), Err(StoreError::Engine { .. })));
    assert_eq!((books.count("receipt"), books.debt(1).paid), (1, sale.amount));
    books.raw().execute_batch("DROP TRIGGER fails").unwrap();
    assert_eq!(books.book(&attempt).number.number(), 2);
    books.assert_clean();
}

#[test]
fn a_declined_refund_leaves_the_receipt_as_it_was() {
    let mut books = Books::new();
    let sale = books.pay(&[1]);
    let attempt = books.prepare_correction(Refund, &sale, None);
    books.step(&attempt, AttemptStep::Send);
    books.step(&attempt, AttemptStep::Decline);
    assert_eq!(books.left(&sale).len(), 1);
    assert_eq!((books.debt(1).paid, books.debt(1).fenced), (sale.amount, false));
    books.correct(Void, &sale, None);
    books.assert_clean();
}

#[test]
fn a_correction_says_what_the_original_said_whatever_became_of_the_debt() {
    let mut books = Books::new();
    let sale = books.pay(&[1]);
    let mut moved = record(1, "120.00", "5.00");
    (moved.name, moved.description) = ("Άλλος".into(), "Άλλο".into());
    assert_eq!(books.load(vec![moved.clone()]).updated, 1);
    let attempt = books.prepare_correction(Void, &sale, None);
    // What is being given back is no payment on top of what was paid.
    moved.description = "Πάλι άλλο".into();
    assert_eq!(books.load(vec![moved.clone()]).updated, 1);
    moved.capital = eur("99.00");
    assert_eq!(books.load(vec![moved]).refused.len(), 1, "it is paid until it is given back");
    let void = books.book_correction(&attempt);
    assert_eq!((void.payer, void.payer_afm, void.lines), (sale.payer, sale.payer_afm, sale.lines));
    assert_eq!(books.debt(1).open_amount(), eur("125.00"));
    books.assert_clean();
}

#[test]
fn a_withdrawn_debt_gets_its_money_back() {
    let mut books = Books::new();
    let sale = books.pay(&[1]);
    let mut withdrawn = record(1, "100.00", "2.19");
    withdrawn.cancelled = Stated::Is(true);
    assert_eq!(books.load(vec![withdrawn]).updated, 1);
    assert_eq!(books.correct(Refund, &sale, None).amount, sale.amount);
}

fn till(books: &mut Books, day: u32) -> Till {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    let till = Till {
        name: format!("1-{day}"),
        desk: DESK.into(),
        day,
        opened_by: cashier(),
        opened_at: at(0),
        outside_hours: None,
        another: None,
        closed_at: None,
        closed_by: None,
    };
    books.store.open_till(&till, entry(tameio::domain::audit::AuditAct::TillOpened, "t")).unwrap()
}

#[test]
fn a_till_takes_off_what_was_given_back_and_may_fall_below_zero() {
    let mut books = Books::new();
    let yesterday = till(&mut books, 22);
    let (first, second) = (books.pay(&[1]), books.pay(&[2]));
    books.correct(Refund, &second, Some(vec![line(&second, 0, "20.00", "0.00")]));
    let totals = books.store.till_totals(&yesterday).unwrap();
    assert_eq!((totals.receipts, totals.corrections, totals.total.to_string().as_str()), (3, 1, "132.19"));
    let sums: Vec<(String, String)> =
        totals.by_revenue_code.iter().map(|(code, sum)| (code.clone(), sum.to_string())).collect();
    assert_eq!(sums, [("0441".into(), "130.00".into()), ("1511".into(), "2.19".into())]);
    let today = till(&mut books, 23);
    books.pay(&[3]);
    // Decided on evidence that does not name the card: it went back to the one that paid.
    let attempt = books.prepare_correction(Refund, &first, None);
    books.step(&attempt, AttemptStep::Send);
    let usual = booking(&attempt);
    let card = CardData { card_type: String::new(), ..usual.card.clone() };
    books.store.book(&Booking { card, ..usual }).unwrap();
    let totals = books.store.till_totals(&today).unwrap();
    assert_eq!((totals.total.to_string().as_str(), totals.corrections), ("-72.19", 1));
    let below = Balance::from(eur("30.00")).minus(eur("102.19")).unwrap();
    assert_eq!(totals.by_card_type.into_iter().collect::<Vec<_>>(), [("Visa Debit".into(), below)]);
    assert_eq!(totals.by_revenue_code["1511"].to_string(), "-0.59");
    books.assert_clean();
}

#[test]
fn the_trail_names_who_agreed_and_not_why() {
    let mut books = Books::new();
    let sale = books.pay(&[1]);
    books.correct(Void, &sale, None);
    let details: Vec<String> = books
        .raw()
        .prepare("SELECT act || ' ' || detail FROM audit WHERE detail LIKE '%void=%' ORDER BY seq")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(details[0].starts_with("attempt_step ") && details[0].ends_with(" void=A-2026-000001 approver=eleni"));
    assert!(details[1].starts_with("correction_booked ") && details[1].contains(" void=A-2026-000001 approver=eleni "));
    assert!(details.iter().all(|detail| !detail.contains("λάθος")));
}
