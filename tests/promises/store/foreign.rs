//! Results of others are kept once and never booked; the terminal's print data stay with their receipt.

use tameio::domain::attempt::AttemptStep;
use tameio::domain::foreign::{Direction, ForeignKind, ForeignResult};
use tameio::domain::receipt::ReceiptNo;
use tameio::domain::terminal_codes::ResultCode;
use tameio::store::{Booking, MAX_SLIP};

use super::books::{Books, DESK, OTHER_TERMINAL, TERMINAL, at, booking, card, eur, record};

fn keyed(stan: u32) -> ForeignResult {
    ForeignResult {
        desk: Some(DESK.into()),
        direction: Direction::Taken,
        terminal: TERMINAL.into(),
        session: "POSTXN".into(),
        ecr: Some("ABC00111222".into()),
        document: None,
        code: ResultCode::APPROVED,
        card: Some(card(eur("12.00"), stan)),
        why: ForeignKind::KeyedOnTerminal,
        seen_at: at(5),
        during: None,
    }
}

#[test]
fn a_foreign_result_comes_back_as_it_was_heard() {
    let mut books = Books::new();
    let attempt = books.prepare(&[1]);
    let declined = ForeignResult {
        session: "000777".into(),
        ecr: None,
        document: Some("77".into()),
        code: ResultCode::DECLINED_BY_HOST,
        card: None,
        why: ForeignKind::UnknownSession,
        during: Some(attempt.id),
        ..keyed(1)
    };
    assert_eq!(books.store.keep_foreign(&keyed(1)), Ok(true));
    assert_eq!(books.store.keep_foreign(&declined), Ok(true));
    let books = books.crashed();
    assert_eq!(books.store.foreign_results().unwrap(), [keyed(1), declined]);
    assert_eq!(books.count("receipt"), 0);
    books.assert_clean();
}

#[test]
fn a_result_that_is_offered_again_is_not_kept_twice() {
    let mut books = Books::new();
    assert_eq!(books.store.keep_foreign(&keyed(1)), Ok(true));
    let head = books.store.audit_head().unwrap();
    let later = ForeignResult { seen_at: at(900), why: ForeignKind::OtherDesk, ecr: None, ..keyed(1) };
    assert_eq!(books.second().keep_foreign(&later), Ok(false));
    assert_eq!((books.store.audit_head().unwrap(), books.count("foreign_result")), (head, 1));
    assert_eq!(books.store.foreign_results().unwrap()[0].seen_at, at(5), "when it was first heard");
    // Each of these makes it another result.
    let other = |change: &dyn Fn(&mut ForeignResult)| {
        let mut other = keyed(1);
        change(&mut other);
        other
    };
    let card = |result: &mut ForeignResult, change: &dyn Fn(&mut tameio::domain::card::CardData)| {
        change(result.card.as_mut().unwrap());
    };
    let others = [
        other(&|result| result.terminal = OTHER_TERMINAL.into()),
        other(&|result| result.session = "000009".into()),
        other(&|result| result.document = Some("9".into())),
        other(&|result| result.code = ResultCode::DECLINED_BY_HOST),
        other(&|result| card(result, &|card| card.terminal_id = "9".into())),
        other(&|result| card(result, &|card| card.batch = "9".into())),
        other(&|result| card(result, &|card| card.stan = "9".into())),
        other(&|result| card(result, &|card| card.rrn = "9".into())),
        other(&|result| card(result, &|card| card.auth_code = "9".into())),
        other(&|result| card(result, &|card| card.amount = eur("9.00"))),
        other(&|result| result.card = None),
    ];
    for result in &others {
        assert_eq!(books.store.keep_foreign(result), Ok(true), "{result:?}");
        assert_eq!(books.store.keep_foreign(result), Ok(false), "{result:?}");
    }
    assert_eq!(books.store.foreign_results().unwrap().len(), 1 + others.len());
    books.assert_clean();
}

#[test]
fn the_open_batch_is_that_of_the_latest_card() {
    let mut books = Books::new();
    assert_eq!(books.store.last_batch(TERMINAL).unwrap(), None);
    let older = books.confirmed(&[1]);
    books.step(&older, AttemptStep::LoseTrack);
    for (debt, kind, batch) in [(2, "Visa Debit", "000018"), (3, "IRIS", "999999")] {
        let attempt = books.confirmed(&[debt]);
        let mut booking = booking(&attempt);
        (booking.card.card_type, booking.card.batch) = (kind.into(), batch.into());
        books.store.book(&booking).unwrap();
    }
    // Recovered later, charged before.
    books.book(&older);
    assert_eq!(books.store.last_batch(TERMINAL).unwrap().as_deref(), Some("000018"));
    assert_eq!(books.store.last_batch(OTHER_TERMINAL).unwrap(), None);
}

#[test]
fn a_card_payment_whose_fields_are_damaged_does_not_tell_which_terminal_it_was() {
    let mut books = Books::new();
    books.load(vec![record(4, "10.00", "0.00")]);
    let damaged = [(2, "11", "64999999"), (4, "649999999", "000091")];
    for (debt, terminal_id, batch) in [(1, "64999999", "000091")].into_iter().chain(damaged) {
        let attempt = books.confirmed(&[debt]);
        let mut booking = booking(&attempt);
        (booking.card.terminal_id, booking.card.batch) = (terminal_id.into(), batch.into());
        books.store.book(&booking).unwrap();
    }
    let last = books.confirmed(&[3]);
    assert_eq!(books.store.terminal_id_before(&last).unwrap().as_deref(), Some("64999999"));
}

#[test]
fn what_the_terminal_gave_to_print_stays_with_its_receipt() {
    let mut books = Books::new();
    let data: Vec<u8> = (0..=255).cycle().take(MAX_SLIP).collect();
    let attempt = books.confirmed(&[1]);
    let with_slip = Booking { slip: Some(data.clone()), ..booking(&attempt) };
    assert!(!format!("{with_slip:?}").contains("253, 254"), "it may hold a name");
    let receipt = books.store.book(&with_slip).unwrap().receipt();
    let other = Booking { slip: Some(vec![1]), ..with_slip };
    assert_eq!(books.store.book(&other).unwrap().receipt(), receipt, "a result that comes again changes no slip");
    let mut books = books.crashed();
    assert_eq!(books.store.slip(&receipt.number).unwrap(), Some(data));
    // A charge is booked whatever came to print.
    for (debt, slip) in [(2, vec![0; MAX_SLIP + 1]), (3, Vec::new())] {
        let attempt = books.confirmed(&[debt]);
        let receipt = books.store.book(&Booking { slip: Some(slip), ..booking(&attempt) }).unwrap().receipt();
        assert_eq!(books.store.slip(&receipt.number).unwrap(), None);
    }
    assert_eq!(books.store.slip(&ReceiptNo::new("A", 2026, 9).unwrap()).unwrap(), None);
    books.assert_clean();
}
