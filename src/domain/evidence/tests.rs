//! What people type, and what is understood of it.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use proptest::prelude::*;

use super::*;
use crate::domain::attempt::{Attempt, AttemptId, AttemptState};
use crate::domain::time::{Moment, moment_of};
use crate::domain::{money::Money, operator::OperatorId, session::SessionNo};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn wall(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn eur(cents: i64) -> Money {
    Money::from_cents(cents).unwrap()
}

/// STAN and code, and whatever else is changed.
fn slip(change: impl FnOnce(&mut TypedEvidence)) -> TypedEvidence {
    let mut typed =
        TypedEvidence { stan: "42".into(), auth_code: "A1B2C3".into(), at: "10:15".into(), ..TypedEvidence::default() };
    change(&mut typed);
    typed
}

fn card_data(typed: &TypedEvidence) -> crate::domain::card::CardData {
    Evidence::read(typed).unwrap().of_a_charge(day()).unwrap().card_data(eur(12_840))
}

#[test]
fn a_slip_is_read_field_by_field_and_kept_as_it_was_typed() {
    let typed = TypedEvidence {
        stan: " 000042 ".into(),
        auth_code: "Α1Β2C3".into(),
        at: "23/11/2026 10:15:02".into(),
        rrn: "632710123456".into(),
        amount: "128,40".into(),
        batch: "000017".into(),
        terminal_id: "80001234".into(),
        card: "Visa Debit **** **** **** 3489".into(),
        words: "από το δελτίο του πολίτη".into(),
    };
    let card = card_data(&typed);
    assert_eq!((card.stan.as_str(), card.auth_code.as_str(), card.rrn.as_str()), ("000042", "A1B2C3", "632710123456"));
    assert_eq!((card.batch.as_str(), card.terminal_id.as_str()), ("000017", "80001234"));
    assert_eq!((card.card_type.as_str(), card.pan_masked.as_str()), ("Visa Debit", "************3489"));
    assert_eq!(card.at, Some(wall("2026-11-23T10:15:02")));
    assert_eq!(
        Evidence::read(&typed).unwrap().text(),
        "STAN=000042; AUTH=Α1Β2C3; RRN=632710123456; AMOUNT=128,40; BATCH=000017; TID=80001234; \
         CARD=Visa Debit **** **** **** 3489; 23/11/2026 10:15:02; από το δελτίο του πολίτη"
    );
}

#[test]
fn ok_times() {
    for (typed, read) in [
        ("10:15", "2026-11-23T10:15:00"),
        ("10:15:02", "2026-11-23T10:15:02"),
        ("2026-11-22T10:15:02", "2026-11-22T10:15:02"),
        ("2026-11-22 10:15", "2026-11-22T10:15:00"),
        ("22/11/2026  10:15", "2026-11-22T10:15:00"),
        ("22.11.2026 10:15", "2026-11-22T10:15:00"),
    ] {
        assert_eq!(card_data(&slip(|slip| slip.at = typed.into())).at, Some(wall(read)), "{typed}");
    }
}

#[test]
fn err_values_name_their_field() {
    type Change = fn(&mut TypedEvidence);
    let table: [(Change, EvidenceField); 15] = [
        (|slip| slip.stan = "1234567".into(), EvidenceField::Stan),
        (|slip| slip.stan = "12a".into(), EvidenceField::Stan),
        (|slip| slip.auth_code = "12345".into(), EvidenceField::AuthCode),
        (|slip| slip.auth_code = "A1B2 C3".into(), EvidenceField::AuthCode),
        (|slip| slip.at = "10.15".into(), EvidenceField::Time),
        (|slip| slip.at = "25:00".into(), EvidenceField::Time),
        (|slip| slip.at = "23:59:60".into(), EvidenceField::Time),
        (|slip| slip.at = "23/11/26 10:15".into(), EvidenceField::Time),
        (|slip| slip.rrn = "ABCDEF".into(), EvidenceField::Rrn),
        (|slip| slip.amount = "1.234".into(), EvidenceField::Amount),
        (|slip| slip.amount = "0,00".into(), EvidenceField::Amount),
        (|slip| slip.batch = "πρώτο".into(), EvidenceField::Batch),
        (|slip| slip.terminal_id = "12345678901234567".into(), EvidenceField::TerminalId),
        (|slip| slip.card = "Visa 3489".into(), EvidenceField::Pan),
        (|slip| slip.card = "4111*".into(), EvidenceField::Pan),
    ];
    for (change, field) in table {
        let typed = slip(change);
        assert_eq!(Evidence::read(&typed).unwrap_err(), BadEvidence::Value { field });
    }
}

#[test]
fn nothing_and_too_much_are_no_evidence() {
    let read = |words: &str| Evidence::read(&TypedEvidence::words(words));
    for nothing in ["", "  \n", "\u{200b}"] {
        assert_eq!(read(nothing).unwrap_err(), BadEvidence::Empty);
    }
    assert_eq!(read(&"α".repeat(MOST_TEXT + 1)).unwrap_err(), BadEvidence::TooLong { most: MOST_TEXT });
    assert_eq!(read("όχι").unwrap().of_no_charge(), Err(BadEvidence::TooShort { least: LEAST_TEXT }));
    read("η αναφορά δεν την έχει").unwrap().of_no_charge().unwrap();
}

#[test]
fn a_full_card_number_is_refused_in_whatever_field_it_stands() {
    for change in [
        (|slip: &mut TypedEvidence| slip.words = "κάρτα 4111 1111 1111 1111".into()) as fn(&mut TypedEvidence),
        |slip| slip.card = "4111111111111111".into(),
        |slip| slip.rrn = "4111111111111111".into(),
        |slip| slip.terminal_id = "4111111111111111".into(),
    ] {
        let error = Evidence::read(&slip(change)).unwrap_err();
        assert_eq!(error, BadEvidence::CardNumber);
    }
}

#[test]
fn a_charge_without_what_it_must_state_names_all_that_is_missing() {
    use EvidenceField as F;
    type Change = fn(&mut TypedEvidence);
    let table: [(Change, Vec<F>); 3] = [
        (|slip| *slip = TypedEvidence::words("η κάρτα χρεώθηκε"), vec![F::Stan, F::AuthCode, F::Time]),
        (|slip| slip.auth_code.clear(), vec![F::AuthCode]),
        (|slip| (slip.stan, slip.at) = (String::new(), String::new()), vec![F::Stan, F::Time]),
    ];
    for (change, missing) in table {
        let read = Evidence::read(&slip(change)).unwrap();
        assert_eq!(read.of_a_charge(day()), Err(MissingEvidence { fields: missing }));
    }
}

#[test]
fn what_is_typed_into_the_words_is_no_field() {
    let words = "STAN 000042 AUTH A1B2C3 10:15 RRN 632710123456";
    let read = Evidence::read(&TypedEvidence::words(words)).unwrap();
    assert!(read.of_a_charge(day()).is_err());
    assert_eq!(read.text(), words);
}

fn attempt() -> Attempt {
    let prepared_at: Moment = moment_of(wall("2026-11-23T10:14:00")).unwrap();
    Attempt {
        id: AttemptId(1),
        session: SessionNo::new(1).unwrap(),
        desk: "1".into(),
        terminal: "tcp:192.0.2.10:4000".into(),
        operator: OperatorId::parse("maria").unwrap(),
        amount: eur(12_840),
        lines: Vec::new(),
        correction: None,
        state: AttemptState::Unknown,
        reason: None,
        prepared_at,
        changed_at: prepared_at,
    }
}

#[test]
fn evidence_of_another_amount_or_time_contradicts_the_attempt() {
    let now = moment_of(wall("2026-11-23T12:00:00")).unwrap();
    let told = |at: &str, amount: &str, clock| {
        let typed = slip(|slip| (slip.at, slip.amount) = (at.into(), amount.into()));
        let charge = Evidence::read(&typed).unwrap().of_a_charge(day()).unwrap();
        charge.contradicts(&attempt(), now, clock)
    };
    let right = |at: &str, amount: &str| told(at, amount, TerminalClock::Right);
    for (at, amount) in [("10:15", ""), ("10:15", "128,40"), ("09:14", ""), ("13:00", "")] {
        assert_eq!(right(at, amount), None, "{at} {amount}");
    }
    let other = Contradiction::Amount { asked: eur(12_840), stated: eur(12_804) };
    assert_eq!(right("10:15", "128,04"), Some(other));
    let early = |stated: &str| Contradiction::TooEarly { prepared_at: attempt().prepared_at, stated: wall(stated) };
    assert_eq!(right("09:13", ""), Some(early("2026-11-23T09:13:00")));
    assert_eq!(right("22/11/2026 10:15", ""), Some(early("2026-11-22T10:15:00")));
    let ahead = |stated: &str| Contradiction::InFuture { now, stated: wall(stated) };
    assert_eq!(right("13:00:01", ""), Some(ahead("2026-11-23T13:00:01")));
    assert_eq!(right("2026-11-24 10:15", ""), Some(ahead("2026-11-24T10:15:00")));
    assert_eq!(CLOCK_ALLOWANCE, TimeDelta::hours(1));
    // Two persons may vouch for the date, and for nothing else.
    let vouched = |at: &str, amount: &str| told(at, amount, TerminalClock::Wrong);
    assert_eq!((vouched("22/11/2026 10:15", ""), vouched("2026-11-24 10:15", "")), (None, None));
    assert!(matches!(vouched("22/11/2026 10:15", "128,04"), Some(Contradiction::Amount { .. })));
}

#[test]
fn what_nobody_stated_is_not_invented() {
    let card = card_data(&slip(|_| {}));
    assert_eq!((card.stan.as_str(), card.auth_code.as_str()), ("42", "A1B2C3"));
    assert_eq!((card.rrn, card.batch, card.terminal_id, card.acquirer, card.card_type), Default::default());
    assert_eq!((card.amount, card.final_amount, card.pan_masked), (eur(12_840), eur(12_840), MaskedPan::hidden()));
}

proptest! {
    #[test]
    fn any_field_is_read_or_refused_and_no_card_number_is_kept(
        fields in prop::collection::vec("\\PC{0,40}|[0-9 .,:/*-]{0,24}", 9),
    ) {
        let [stan, auth_code, at, rrn, amount, batch, terminal_id, card, words] =
            <[String; 9]>::try_from(fields).unwrap();
        let typed = TypedEvidence { stan, auth_code, at, rrn, amount, batch, terminal_id, card, words };
        if let Ok(evidence) = Evidence::read(&typed) {
            prop_assert!(!holds_card_number(evidence.text()));
        }
        prop_assert_eq!(format!("{typed:?}"), "TypedEvidence");
    }

    #[test]
    fn no_error_repeats_a_card_number(body in "[3-6][0-9]{11,17}", place in 0_usize..3) {
        let whole = (0..10).map(|last| format!("{body}{last}")).find(|number| holds_card_number(number)).unwrap();
        let typed = slip(|slip| *[&mut slip.words, &mut slip.rrn, &mut slip.card][place] = whole);
        let error = Evidence::read(&typed).unwrap_err();
        prop_assert_eq!(error, BadEvidence::CardNumber);
        let said = format!("{error} {error:?}");
        prop_assert!(!said.contains(|c: char| c.is_ascii_digit()), "{}", said);
    }
}
