//! An unknown outcome ends on written evidence, by two people, once.

use tameio::domain::attempt::{Attempt, AttemptState, AttemptStep, IllegalStep};
use tameio::domain::correction::CorrectionKind::Void;
use tameio::domain::evidence::BadEvidence;
use tameio::domain::receipt::ReceiptKind;
use tameio::domain::refusal::{EvidenceRefused, Refusal};
use tameio::store::{Booking, Resolution, Resolved, StoreError, Verdict};

use super::books::{Books, OTHER_TERMINAL, TERMINAL, at, booking, card, cashier, supervisor};

const TEXT: &str = "δελτίο: STAN 000042 AUTH A00042 10:15";

fn lost(books: &mut Books, terminal: &str, debts: &[u32]) -> Attempt {
    let attempt = books.try_prepare(terminal, debts).unwrap();
    books.step(&attempt, AttemptStep::Send);
    books.step(&attempt, AttemptStep::LoseTrack)
}

fn not_charged(attempt: &Attempt) -> Resolution {
    Resolution {
        attempt: attempt.id,
        verdict: Verdict::NotCharged,
        evidence: TEXT.into(),
        operator: cashier(),
        approver: supervisor(),
        at: at(90),
    }
}

fn charged(booking: Booking) -> Resolution {
    Resolution {
        attempt: booking.attempt,
        verdict: Verdict::Charged(booking),
        evidence: TEXT.into(),
        operator: cashier(),
        approver: supervisor(),
        at: at(90),
    }
}

#[test]
fn evidence_of_a_charge_books_it_and_stays_in_the_books() {
    let mut books = Books::new();
    let attempt = lost(&mut books, TERMINAL, &[1]);
    let Resolved::Booked(receipt) = books.store.resolve(&charged(booking(&attempt))).unwrap() else {
        panic!("not booked")
    };
    assert_eq!((receipt.amount, receipt.session), (attempt.amount, attempt.session));
    assert_eq!((books.debt(1).paid, books.debt(1).fenced), (attempt.amount, false));
    let books = books.crashed();
    let kept = books.store.resolution(attempt.id).unwrap().unwrap();
    assert_eq!((kept.charged, kept.evidence.as_str(), kept.at), (true, TEXT, at(90)));
    assert_eq!((kept.operator, kept.approver), (cashier(), supervisor()));
    books.assert_clean();
}

#[test]
fn evidence_of_no_charge_frees_the_debt() {
    let mut books = Books::new();
    let attempt = lost(&mut books, TERMINAL, &[1]);
    let Resolved::NotCharged(closed) = books.store.resolve(&not_charged(&attempt)).unwrap() else { panic!("booked") };
    assert_eq!((closed.state, closed.reason.as_deref()), (AttemptState::NotCharged, Some("resolved")));
    assert!(!books.debt(1).fenced && books.debt(1).paid.is_zero());
    assert!(!books.store.resolution(attempt.id).unwrap().unwrap().charged);
    books.pay(&[1]);
    books.assert_clean();
}

#[test]
fn only_what_is_unknown_is_resolved_and_once() {
    let mut books = Books::new();
    let illegal = |state, step| Err(StoreError::IllegalStep(IllegalStep { state, step }));
    let attempt = books.prepare(&[1]);
    let (close, approve) = (AttemptStep::CloseUncharged, AttemptStep::Approve);
    assert_eq!(books.store.resolve(&not_charged(&attempt)), illegal(AttemptState::Prepared, close));
    books.step(&attempt, AttemptStep::Send);
    assert_eq!(books.store.resolve(&charged(booking(&attempt))), illegal(AttemptState::Sent, approve));
    books.step(&attempt, AttemptStep::Confirm);
    assert_eq!(books.store.resolve(&not_charged(&attempt)), illegal(AttemptState::Confirmed, close));
    books.step(&attempt, AttemptStep::LoseTrack);
    books.store.resolve(&charged(booking(&attempt))).unwrap();
    let head = books.store.audit_head().unwrap();
    assert_eq!(books.second().resolve(&not_charged(&attempt)), illegal(AttemptState::Approved, close));
    assert_eq!(books.store.resolve(&charged(booking(&attempt))), illegal(AttemptState::Approved, approve));
    assert_eq!(books.store.audit_head().unwrap(), head);
    assert_eq!((books.count("resolution"), books.count("receipt")), (1, 1));
}

#[test]
fn it_takes_two_people_and_something_in_writing() {
    let mut books = Books::new();
    let attempt = lost(&mut books, TERMINAL, &[1]);
    let alone = Resolution { approver: cashier(), ..not_charged(&attempt) };
    assert_eq!(books.store.resolve(&alone), Err(Refusal::SamePerson.into()));
    for (evidence, why) in [(" ", BadEvidence::Empty), ("PAN 4111 1111 1111 1111", BadEvidence::CardNumber)] {
        let bad = Resolution { evidence: evidence.into(), ..not_charged(&attempt) };
        assert_eq!(books.store.resolve(&bad), Err(Refusal::Evidence(EvidenceRefused::Bad(why)).into()));
    }
    let other = lost(&mut books, OTHER_TERMINAL, &[2]);
    let crossed = Resolution { attempt: attempt.id, ..charged(booking(&other)) };
    assert_eq!(books.store.resolve(&crossed), Err(StoreError::InvalidAttempt));
    assert_eq!((books.count("resolution"), books.store.open_attempts().unwrap().len()), (0, 2));
}

#[test]
fn a_resolution_that_cannot_be_booked_leaves_nothing() {
    let mut books = Books::new();
    let attempt = lost(&mut books, TERMINAL, &[1]);
    let head = books.store.audit_head().unwrap();
    let bad_series = Booking { series: "A-1".into(), ..booking(&attempt) };
    assert!(matches!(books.store.resolve(&charged(bad_series)), Err(StoreError::BadReceiptNo(_))));
    assert_eq!((books.count("resolution"), books.store.audit_head().unwrap()), (0, head));
    assert_eq!(books.store.attempt(attempt.id).unwrap().unwrap().state, AttemptState::Unknown);
}

/// A receipt of STAN 000001, batch 000017 on 23/11 on [`TERMINAL`], and an outcome of unknown evidence.
fn after_a_booking(terminal: &str) -> (Books, Attempt) {
    let mut books = Books::new();
    books.pay(&[1]);
    let attempt = lost(&mut books, terminal, &[2]);
    (books, attempt)
}

#[test]
fn one_charge_is_evidence_once() {
    // Terminal, terminal id, STAN, batch, day, RRN, and whether it is the charge that was booked.
    let table = [
        (TERMINAL, "", "1", "17", 23, "", true),
        (TERMINAL, "", "000001", "", 23, "", true),
        (TERMINAL, "", "1", "", 24, "", false),
        (TERMINAL, "", "1", "18", 23, "", false),
        (TERMINAL, "", "2", "17", 23, "", false),
        (OTHER_TERMINAL, "", "1", "17", 23, "", false),
        (OTHER_TERMINAL, "00012345", "1", "17", 23, "", true),
        (OTHER_TERMINAL, "00099999", "1", "17", 23, "", false),
        (OTHER_TERMINAL, "", "9", "", 24, "632700000001", true),
        (OTHER_TERMINAL, "", "9", "", 24, "632700000002", false),
    ];
    for (terminal, terminal_id, stan, batch, day, rrn, same) in table {
        let (mut books, attempt) = after_a_booking(terminal);
        let mut evidence = booking(&attempt);
        evidence.card.terminal_id = terminal_id.into();
        (evidence.card.stan, evidence.card.batch, evidence.card.rrn) = (stan.into(), batch.into(), rrn.into());
        evidence.card.at = chrono::NaiveDate::from_ymd_opt(2026, 11, day).unwrap().and_hms_opt(10, 15, 0);
        let told = books.store.resolve(&charged(evidence));
        if same {
            let receipt = books.store.last_receipt("1").unwrap().unwrap().number;
            assert_eq!(
                told,
                Err(Refusal::Evidence(EvidenceRefused::Booked(receipt)).into()),
                "{stan} {batch} {day} {rrn}"
            );
            assert_eq!(books.count("resolution"), 0);
        } else {
            assert!(told.is_ok(), "{terminal} {terminal_id} {stan} {batch} {day} {rrn}: {told:?}");
        }
        books.assert_clean();
    }
}

#[test]
fn a_void_may_bear_the_reference_of_what_it_voids_but_not_its_stan() {
    let mut books = Books::new();
    let sale = books.pay(&[1]);
    let attempt = books.prepare_correction(Void, &sale, None);
    books.step(&attempt, AttemptStep::Send);
    books.step(&attempt, AttemptStep::LoseTrack);
    let slip_of_the_sale = Booking { card: card(sale.amount, 1), ..booking(&attempt) };
    let told = books.store.resolve(&charged(slip_of_the_sale));
    assert_eq!(told, Err(Refusal::Evidence(EvidenceRefused::Booked(sale.number)).into()));
    let mut slip_of_the_void = booking(&attempt);
    slip_of_the_void.card.rrn = sale.card.rrn;
    let Resolved::Booked(void) = books.store.resolve(&charged(slip_of_the_void)).unwrap() else { panic!("not booked") };
    assert_eq!(void.kind, ReceiptKind::Void);
    assert!(books.debt(1).paid.is_zero());
    books.assert_clean();
}

#[test]
fn the_trail_has_the_digest_of_the_evidence_and_not_its_words() {
    let mut books = Books::new();
    let attempt = lost(&mut books, TERMINAL, &[1]);
    let resolution = not_charged(&attempt);
    assert!(!format!("{resolution:?}").contains("δελτίο"));
    books.store.resolve(&resolution).unwrap();
    let detail: String =
        books.raw().query_row("SELECT detail FROM audit WHERE act = 'outcome_resolved'", [], |row| row.get(0)).unwrap();
    // printf '%s' "$TEXT" | sha256sum
    let digest = "08689bbc19245fa2c2feb347dc498d16d17b410f02368ef35e585011d864e74a";
    assert_eq!(detail, format!("attempt=1 verdict=not_charged approver=eleni evidence={digest}"));
    let kept = books.store.resolution(attempt.id).unwrap();
    assert!(!format!("{kept:?}").contains("δελτίο"));
}
