//! What people type, and what is understood of it.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use proptest::prelude::*;

use super::*;
use crate::domain::attempt::{Attempt, AttemptId, AttemptState};
use crate::domain::money::Money;
use crate::domain::operator::OperatorId;
use crate::domain::session::SessionNo;
use crate::domain::time::{Moment, moment_of};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn parse(text: &str) -> Result<Evidence, BadEvidence> {
    Evidence::parse(text, day())
}

fn wall(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn eur(cents: i64) -> Money {
    Money::from_cents(cents).unwrap()
}

/// Each field as one text, in the order of [`EvidenceField::ALL`]; a field that is missing is empty.
fn fields(evidence: &Evidence) -> [String; 9] {
    let text = |field: Option<&str>| field.unwrap_or_default().to_owned();
    [
        text(evidence.stan()),
        text(evidence.rrn()),
        text(evidence.auth_code()),
        evidence.at().map(|at| at.to_string()).unwrap_or_default(),
        evidence.amount().map(|amount| amount.to_string()).unwrap_or_default(),
        text(evidence.batch()),
        text(evidence.terminal_id()),
        text(evidence.card_type()),
        evidence.pan().map(ToString::to_string).unwrap_or_default(),
    ]
}

const AT: &str = "2026-11-23 10:15:02";

#[test]
fn a_slip_is_read_however_it_is_typed() {
    let whole =
        ["000042", "632710123456", "A1B2C3", AT, "128.40", "000017", "80001234", "Visa Debit", "************3489"];
    for text in [
        "STAN 000042 RRN 632710123456 AUTH A1B2C3 TIME 2026-11-23T10:15:02 AMOUNT 128.40 BATCH 000017 TID 80001234 \
         CARD Visa Debit PAN ************3489",
        "stan=000042,rrn=632710123456;auth_code:A1B2C3\ntime: 10:15:02\namount: 128,40 €\nbatch=000017\n\
         terminal=80001234\ncard=Visa Debit\npan=************3489",
        "ΣΤΑΝ 000042 ΡΡΝ 632710123456 ΚΩΔ.ΕΓΚΡΙΣΗΣ A1B2C3, ώρα 23/11/2026 10:15:02, ποσό 128,40 ευρώ, πακέτο 000017, \
         τερματικό 80001234, κάρτα Visa Debit, PAN **** **** **** 3489",
        "Πακέτο (batch) 000017\nΑρ. συναλλαγής (STAN): 000042\nΑρ. αναφοράς (RRN): 632710123456\n\
         Κωδικός έγκρισης: A1B2C3\nΤερματικό (TID): 80001234\nΏρα τερματικού: 23/11/2026 10:15:02\n\
         CARD: Visa Debit\nCARD: ************3489\n128,40€",
        "(STAN) 000042 · RRN 632710123456. AUTH CODE A1B2C3! 2026-11-23 10:15:02 EUR 128.40 BATCH 000017 TID 80001234 \
         CARD VISA DEBIT CARD ************3489"
            .replace("VISA DEBIT", "Visa Debit")
            .as_str(),
    ] {
        let evidence = parse(text).unwrap_or_else(|error| panic!("{error}: {text}"));
        assert_eq!(fields(&evidence), whole, "{text}");
        assert_eq!(evidence.text(), text, "kept as it was typed");
    }
}

#[test]
fn ok_values() {
    for (text, field, value) in [
        ("STAN 42", EvidenceField::Stan, "42"),
        ("STAN : 42", EvidenceField::Stan, "42"),
        ("STAN\u{200b}=42", EvidenceField::Stan, "42"),
        ("STAN 42, STAN=000042", EvidenceField::Stan, "42"),
        ("SΤΑΝ 42.", EvidenceField::Stan, "42"),
        ("RRN=20261123081501", EvidenceField::Rrn, "20261123081501"),
        ("RRN 20261123T081501Z", EvidenceField::Rrn, "20261123T081501Z"),
        ("RRN - STAN 42", EvidenceField::Rrn, ""),
        ("RRN: STAN: 42", EvidenceField::Rrn, ""),
        ("ΕΓΚΡΙΣΗ Α1Β2C3", EvidenceField::AuthCode, "A1B2C3"),
        ("AUTH 123456", EvidenceField::AuthCode, "123456"),
        ("AUTH=ABCDEF", EvidenceField::AuthCode, "ABCDEF"),
        ("10:15", EvidenceField::Time, "2026-11-23 10:15:00"),
        ("στις 10:15:02", EvidenceField::Time, AT),
        ("2026-11-23T10:15:02", EvidenceField::Time, AT),
        ("2026-11-22 10:15", EvidenceField::Time, "2026-11-22 10:15:00"),
        ("23/11/2026 10:15", EvidenceField::Time, "2026-11-23 10:15:00"),
        ("22.11.2026, ώρα 10:15", EvidenceField::Time, "2026-11-22 10:15:00"),
        ("10:15 και 10:20", EvidenceField::Time, ""),
        ("10:15 και TIME 10:20", EvidenceField::Time, "2026-11-23 10:20:00"),
        ("AMOUNT 128", EvidenceField::Amount, "128.00"),
        ("ΠΟΣΟ 1.234,56", EvidenceField::Amount, "1234.56"),
        ("AMOUNT 1,234.56", EvidenceField::Amount, "1234.56"),
        ("AMOUNT € 7,05", EvidenceField::Amount, "7.05"),
        ("128,40 €", EvidenceField::Amount, "128.40"),
        ("128.40EUR", EvidenceField::Amount, "128.40"),
        ("128.40", EvidenceField::Amount, ""),
        ("5€ και 6€", EvidenceField::Amount, ""),
        ("CARD MASTERCARD STAN 42", EvidenceField::CardType, "MASTERCARD"),
        ("CARD=V PAY, STAN 42", EvidenceField::CardType, "V PAY"),
        ("PAN 411111******1111", EvidenceField::Pan, "411111******1111"),
        ("PAN XXXX-XXXX-XXXX-3489", EvidenceField::Pan, "XXXXXXXXXXXX3489"),
        ("TID A1", EvidenceField::TerminalId, "A1"),
    ] {
        let place = EvidenceField::ALL.iter().position(|known| *known == field).unwrap();
        let evidence = parse(text).unwrap_or_else(|error| panic!("{error}: {text}"));
        assert_eq!(fields(&evidence)[place], value, "{text}");
    }
}

#[test]
fn err_values_name_their_field() {
    for (text, field) in [
        ("STAN 1234567", EvidenceField::Stan),
        ("STAN 12a", EvidenceField::Stan),
        ("STAN", EvidenceField::Stan),
        ("STAN RRN 12", EvidenceField::Stan),
        ("STAN 42,17", EvidenceField::Stan),
        ("RRN=123456789012345678901", EvidenceField::Rrn),
        ("RRN 12/34", EvidenceField::Rrn),
        ("RRN κενό", EvidenceField::Rrn),
        ("AUTH 12345", EvidenceField::AuthCode),
        ("AUTH CODE 123456789", EvidenceField::AuthCode),
        ("ΕΓΚΡΙΣΗ: ναι", EvidenceField::AuthCode),
        ("TIME 25:00", EvidenceField::Time),
        ("ΩΡΑ=χθες", EvidenceField::Time),
        ("TIME 10:15:61", EvidenceField::Time),
        ("AMOUNT 12.345,6", EvidenceField::Amount),
        ("ΠΟΣΟ: πολλά", EvidenceField::Amount),
        ("AMOUNT 99999999999", EvidenceField::Amount),
        ("BATCH 1234567", EvidenceField::Batch),
        ("TID 12345678901234567", EvidenceField::TerminalId),
        ("PAN 3489", EvidenceField::Pan),
        ("PAN=4111111111111112", EvidenceField::Pan),
    ] {
        assert_eq!(parse(text), Err(BadEvidence::Value { field }), "{text}");
    }
}

#[test]
fn one_field_has_one_value() {
    for (text, field) in [
        ("STAN 42 STAN 43", EvidenceField::Stan),
        ("RRN 1 RRN 2", EvidenceField::Rrn),
        ("AUTH 123456 ΕΓΚΡΙΣΗ 123457", EvidenceField::AuthCode),
        ("TIME 10:15 TIME 10:16", EvidenceField::Time),
        ("AMOUNT 5 ΠΟΣΟ 6", EvidenceField::Amount),
        ("BATCH 1 ΠΑΚΕΤΟ 2", EvidenceField::Batch),
        ("TID 1 TERMINAL 2", EvidenceField::TerminalId),
        ("CARD=Visa, ΚΑΡΤΑ=IRIS", EvidenceField::CardType),
        ("PAN ************3489 PAN ************3488", EvidenceField::Pan),
    ] {
        assert_eq!(parse(text), Err(BadEvidence::Twice { field }), "{text}");
    }
}

#[test]
fn sentences_are_no_keys() {
    for text in [
        "Το τερματικό τύπωσε ΑΠΟΡΡΙΨΗ και η κάρτα δεν χρεώθηκε, ώρα περίπου δέκα",
        "η τράπεζα λέει ότι το ποσό δεν δεσμεύτηκε, έγκριση δεν δόθηκε, στις 10:15 και ξανά στις 10:40",
        "The terminal was switched off, the card was declined at the bank, no batch holds it",
        "πακέτο άδειο. κάρτα; όχι. at last: nothing",
    ] {
        let evidence = parse(text).unwrap_or_else(|error| panic!("{error}: {text}"));
        assert_eq!(fields(&evidence), [""; 9], "{text}");
        assert_eq!(evidence.of_no_charge(), Ok(()));
    }
}

#[test]
fn nothing_and_too_much_are_refused() {
    for text in ["", " ", "\n\t ", "\u{200b}\u{feff}"] {
        assert_eq!(parse(text), Err(BadEvidence::Empty), "{text:?}");
    }
    assert_eq!(parse(&"α".repeat(MOST_TEXT + 1)), Err(BadEvidence::TooLong { most: MOST_TEXT }));
    assert_eq!(parse("α β γ δ ε ζ η θ ι").unwrap().of_no_charge(), Err(BadEvidence::TooShort { least: LEAST_TEXT }));
    assert_eq!(parse("α β γ δ ε ζ η θ ι κ").unwrap().of_no_charge(), Ok(()));
}

#[test]
fn a_full_card_number_is_refused_and_never_repeated() {
    for text in ["STAN 42 κάρτα 4111111111111111", "PAN 4111 1111 1111 1111", "STAN=4111-1111-1111-1111"] {
        let error = parse(text).unwrap_err();
        assert_eq!(error, BadEvidence::CardNumber);
        assert!(!format!("{error} {error:?}").contains("1111"), "{error}");
    }
}

#[test]
fn evidence_does_not_print_what_was_written() {
    let evidence = parse("ο κ. Παπαδόπουλος έχει το δελτίο STAN 42").unwrap();
    assert!(!format!("{evidence:?}").contains("Παπαδόπουλος"));
}

#[test]
fn a_charge_without_what_it_must_state_names_all_that_is_missing() {
    use EvidenceField as F;
    for (text, missing) in [
        ("η κάρτα χρεώθηκε", vec![F::Stan, F::AuthCode, F::Time]),
        ("STAN 42 10:15", vec![F::AuthCode]),
        ("AUTH A1B2C3", vec![F::Stan, F::Time]),
    ] {
        assert_eq!(parse(text).unwrap().of_a_charge(), Err(MissingEvidence { fields: missing }), "{text}");
    }
    let error = parse("STAN 42 10:15").unwrap().of_a_charge().unwrap_err();
    assert_eq!(error.to_string(), "missing: auth_code");
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
    let told = |more: &str| {
        let charge = parse(&format!("STAN 42 AUTH A1B2C3 {more}")).unwrap().of_a_charge().unwrap();
        charge.contradicts(&attempt(), now, TerminalClock::Right)
    };
    for agrees in ["10:15", "10:15 AMOUNT 128,40", "TIME 09:14", "TIME 13:00"] {
        assert_eq!(told(agrees), None, "{agrees}");
    }
    let other = Contradiction::Amount { asked: eur(12_840), stated: eur(12_804) };
    assert_eq!(told("10:15 AMOUNT 128,04"), Some(other));
    let early = |stated: &str| Contradiction::TooEarly { prepared_at: attempt().prepared_at, stated: wall(stated) };
    assert_eq!(told("TIME 09:13"), Some(early("2026-11-23T09:13:00")));
    assert_eq!(told("22/11/2026 10:15"), Some(early("2026-11-22T10:15:00")));
    let ahead = |stated: &str| Contradiction::InFuture { now, stated: wall(stated) };
    assert_eq!(told("TIME 13:00:01"), Some(ahead("2026-11-23T13:00:01")));
    assert_eq!(told("2026-11-24 10:15"), Some(ahead("2026-11-24T10:15:00")));
    assert_eq!(CLOCK_ALLOWANCE, TimeDelta::hours(1));
    // Two persons may vouch for the date, and for nothing else.
    let vouched = |more: &str| {
        let charge = parse(&format!("STAN 42 AUTH A1B2C3 {more}")).unwrap().of_a_charge().unwrap();
        charge.contradicts(&attempt(), now, TerminalClock::Wrong)
    };
    assert_eq!((vouched("22/11/2026 10:15"), vouched("2026-11-24 10:15")), (None, None));
    assert!(matches!(vouched("22/11/2026 10:15 AMOUNT 128,04"), Some(Contradiction::Amount { .. })));
}

#[test]
fn what_nobody_stated_is_not_invented() {
    let charge = parse("STAN 42 AUTH A1B2C3 10:15").unwrap().of_a_charge().unwrap();
    let card = charge.card_data(eur(12_840));
    assert_eq!((card.stan.as_str(), card.auth_code.as_str()), ("42", "A1B2C3"));
    assert_eq!((card.rrn, card.batch, card.terminal_id, card.acquirer, card.card_type), Default::default());
    assert_eq!((card.amount, card.final_amount, card.pan_masked), (eur(12_840), eur(12_840), MaskedPan::hidden()));
    assert_eq!(card.at, Some(wall("2026-11-23T10:15:00")));
    let all = "STAN 42 AUTH A1B2C3 10:15 RRN 7 BATCH 17 TID T1 CARD=IRIS; PAN ************3489";
    let card = parse(all).unwrap().of_a_charge().unwrap().card_data(eur(1));
    let kept = [card.rrn, card.batch, card.terminal_id, card.card_type, card.pan_masked.to_string()];
    assert_eq!(kept, ["7", "17", "T1", "IRIS", "************3489"]);
}

/// One of the names of a field, as people write it.
fn name(names: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(names)
}

prop_compose! {
    /// A slip: each field with a key of its own, in some order and with some punctuation, and what it says.
    fn slip()(
        stan in "[0-9]{1,6}", rrn in "[0-9]{6,12}", auth in "[A-Z][0-9][0-9A-Z]{4,6}", batch in "[1-9][0-9]{0,5}",
        tid in "[0-9]{8}", cents in 1..=99_999_999_999_i64, second in 0..86_400_u32, last in "[0-9]{4}",
    )(
        keys in (
            name(&["STAN", "stan", "Σταν"]), name(&["RRN", "rrn", "ΡΡΝ"]),
            name(&["AUTH", "AUTH CODE", "auth_code", "ΕΓΚΡΙΣΗ", "Κωδ. έγκρισης", "κωδ.εγκρισησ"]),
            name(&["BATCH", "ΠΑΚΕΤΟ", "πακέτο"]), name(&["TID", "terminal", "ΤΕΡΜΑΤΙΚΟ", "τερματικο"]),
            name(&["AMOUNT", "ΠΟΣΟ", "ποσό"]), name(&["TIME", "AT", "ΩΡΑ", "ώρα"]), name(&["PAN", "CARD", "ΚΑΡΤΑ"]),
        ),
        order in Just((0..8_usize).collect::<Vec<_>>()).prop_shuffle(),
        joins in prop::collection::vec(prop::sample::select(vec![" ", "=", ":", ": ", " = "]), 8),
        ends in prop::collection::vec(prop::sample::select(vec![" ", "\n", "; ", ", ", ";", " · "]), 8),
        greek in any::<bool>(), full in any::<bool>(),
        values in Just((stan, rrn, auth, batch, tid, cents, second, last)),
    ) -> (String, [String; 9]) {
        let (stan, rrn, auth, batch, tid, cents, second, last) = values;
        let amount = eur(cents);
        let at = day().and_time(chrono::NaiveTime::from_num_seconds_from_midnight_opt(second, 0).unwrap());
        let shown = if greek { format!("{} €", amount.greek()) } else { amount.to_string() };
        let clock = if full { at.format("%d/%m/%Y %H:%M:%S") } else { at.format("%H:%M:%S") }.to_string();
        let pan = format!("************{last}");
        let pairs = [
            (keys.0, stan.clone()), (keys.1, rrn.clone()), (keys.2, auth.clone()), (keys.3, batch.clone()),
            (keys.4, tid.clone()), (keys.5, shown), (keys.6, clock), (keys.7, pan.clone()),
        ];
        let text: String = order.iter().zip(joins.iter().zip(&ends))
            .map(|(place, (join, end))| format!("{}{join}{}{end}", pairs[*place].0, pairs[*place].1))
            .collect();
        (text, [stan, rrn, auth, at.to_string(), amount.to_string(), batch, tid, String::new(), pan])
    }
}

proptest! {
    #[test]
    fn what_a_slip_states_comes_back((text, stated) in slip()) {
        // Digits may look like a card number by chance; then the text is refused as one.
        match parse(&text) {
            Ok(evidence) => prop_assert_eq!(fields(&evidence), stated, "{}", text),
            Err(error) => {
                prop_assert_eq!(error, BadEvidence::CardNumber, "{}", text);
                prop_assert!(holds_card_number(&text));
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused_and_no_card_number_is_kept(
        text in "\\PC{0,120}|([A-ZΑ-Ω]{1,6}[ =:]?[0-9 .,:/-]{0,24}[;,\n ]?){0,8}",
    ) {
        if let Ok(evidence) = parse(&text) {
            prop_assert!(!holds_card_number(evidence.text()));
            prop_assert_eq!(evidence.text(), &text);
        }
    }

    #[test]
    fn no_error_repeats_what_was_typed(body in "[3-6][0-9]{11,17}", key in "(STAN|PAN|RRN|TID|AUTH|BATCH|AMOUNT|TIME)?[ =:]{0,2}") {
        let whole = (0..10).map(|last| format!("{body}{last}")).find(|number| holds_card_number(number)).unwrap();
        let error = parse(&format!("{key}{whole}")).unwrap_err();
        prop_assert_eq!(error, BadEvidence::CardNumber);
        let said = format!("{error} {error:?}");
        prop_assert!(!said.contains(|c: char| c.is_ascii_digit()), "{}", said);
    }
}
