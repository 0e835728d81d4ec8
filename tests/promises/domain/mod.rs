//! The facts of the domain, held against the vectors that came with the specification and against a reader of
//! amounts in words that shares no code with the writer.

mod reconcile;
mod words_reader;

use proptest::prelude::*;
use serde_json::Value;
use tameio::domain::afm::Afm;
use tameio::domain::holidays::orthodox_easter;
use tameio::domain::money::{MAX_CENTS, Money};
use tameio::domain::query::{Query, QueryError};
use tameio::domain::rf::{Healed, Rf, RfError, amount_check_digit};
use tameio::domain::words::amount_in_words;

fn vectors(key: &str) -> Value {
    let all: Value = serde_json::from_str(include_str!("../../vectors/domain-vectors.json")).unwrap();
    all[key].clone()
}

fn list(key: &str) -> Vec<Value> {
    vectors(key).as_array().unwrap().clone()
}

fn text<'a>(case: &'a Value, key: &str) -> &'a str {
    case[key].as_str().unwrap()
}

#[test]
fn every_valid_rf_is_accepted_and_looked_up_as_one() {
    for case in list("rf_valid") {
        let code = case.as_str().unwrap();
        let found = Rf::parse(code).unwrap();
        assert_eq!((found.rf.as_str(), found.healed.as_slice()), (code, &[][..]));
        assert_eq!(Query::parse(code), Ok(Query::Rf(found)));
    }
}

#[test]
fn every_invalid_rf_is_refused_for_the_reason_it_is_invalid() {
    for case in list("rf_invalid") {
        let input = text(&case, "input");
        let error = Rf::parse(input).unwrap_err();
        let why = match error {
            RfError::Empty => "empty",
            RfError::NotRf => "not RF",
            RfError::Length(_) => "length",
            RfError::Character(_) => "character",
            RfError::CheckDigits => "check digits",
            RfError::StateIdentity => "state identity",
        };
        assert_eq!(why, text(&case, "why"), "{input:?}");
        let expected = if input.is_empty() { QueryError::Empty } else { QueryError::Rf(error) };
        assert_eq!(Query::parse(input), Err(expected), "{input:?}");
    }
}

#[test]
fn every_typed_or_scanned_rf_is_healed_and_says_of_what() {
    for case in list("rf_input") {
        let typed = text(&case, "typed");
        let found = Rf::parse(typed).unwrap();
        assert_eq!(found.rf.as_str(), text(&case, "rf"), "{typed:?}");
        let told = text(&case, "why");
        for (words, healed) in [
            ("case", Healed::Case),
            ("spaces", Healed::Spaces),
            ("Greek letters", Healed::GreekLetters),
            ("invisible", Healed::Invisible),
            ("dashes", Healed::Dashes),
            ("amount tail", Healed::BillTail),
        ] {
            assert!(!told.contains(words) || found.healed.contains(&healed), "{typed:?}: {words}");
        }
        assert_eq!(Query::parse(typed), Ok(Query::Rf(found)));
    }
}

#[test]
fn every_valid_tax_number_is_accepted_and_looked_up_as_one() {
    for case in list("afm_valid") {
        let number = case.as_str().unwrap();
        let (afm, healed) = Afm::parse(number).unwrap();
        assert_eq!((afm.as_str(), healed.as_slice()), (number, &[][..]));
        assert_eq!(Query::parse(number), Ok(Query::Afm { afm, healed }));
    }
}

#[test]
fn every_invalid_tax_number_is_refused_and_not_searched_as_a_name() {
    for case in list("afm_invalid") {
        let input = case.as_str().unwrap();
        let error = Afm::parse(input).expect_err(input);
        assert_eq!(Query::parse(input), Err(QueryError::Afm(error)), "{input:?}");
    }
}

#[test]
fn every_typed_tax_number_is_healed_and_the_added_zero_is_told() {
    for case in list("afm_input") {
        let typed = text(&case, "typed");
        let (afm, healed) = Afm::parse(typed).unwrap();
        assert_eq!(afm.as_str(), text(&case, "afm"), "{typed:?}");
        let padded = case["told"].as_str() == Some("padded");
        assert_eq!(healed.contains(&Healed::LeadingZero), padded, "{typed:?}");
        assert_eq!(Query::parse(typed), Ok(Query::Afm { afm, healed }), "{typed:?}");
    }
}

#[test]
fn every_amount_has_the_check_digit_of_the_vectors() {
    for case in list("amount_digit") {
        let amount = Money::from_cents(case["cents"].as_i64().unwrap()).unwrap();
        assert_eq!(u64::from(amount_check_digit(amount)), case["digit"].as_u64().unwrap(), "{amount}");
    }
}

#[test]
fn every_easter_is_on_the_day_of_the_vectors() {
    for (year, date) in vectors("orthodox_easter").as_object().unwrap() {
        assert_eq!(orthodox_easter(year.parse().unwrap()), Some(date.as_str().unwrap().parse().unwrap()));
    }
}

#[test]
fn no_list_of_the_vectors_is_empty_or_unread() {
    let all: Value = serde_json::from_str(include_str!("../../vectors/domain-vectors.json")).unwrap();
    let lists: Vec<(&String, usize)> = all
        .as_object()
        .unwrap()
        .iter()
        .map(|(key, value)| (key, value.as_array().map_or_else(|| value.as_object().unwrap().len(), Vec::len)))
        .collect();
    assert!(lists.iter().all(|(_, length)| *length > 0));
    assert_eq!(lists.len(), 8, "a list was added that no test reads");
}

#[test]
fn the_reader_of_words_refuses_wrong_greek() {
    for wrong in [
        "",
        "ευρώ",
        "εκατό ένα ευρώ",
        "εκατόν ευρώ",
        "εκατόν χιλιάδες ευρώ",
        "τρία χιλιάδες ευρώ",
        "διακόσια χιλιάδες ευρώ",
        "μία χιλιάδες ευρώ",
        "ένα χιλιάδες ευρώ",
        "τρεις ευρώ",
        "τρεις εκατομμύρια ευρώ",
        "ένα εκατομμύρια ευρώ",
        "δύο εκατομμύριο ευρώ",
        "ένα ευρώ και ένα λεπτά",
        "ένα ευρώ και δύο λεπτό",
        "ένα ευρώ δύο λεπτά",
        "ένα ευρώ και εκατό λεπτά",
        "ένα ευρώ και μηδέν λεπτά",
        "χίλια χίλια ευρώ",
        "χίλια δύο χιλιάδες ευρώ",
        "είκοσι δέκα ευρώ",
        "ένα είκοσι ευρώ",
        "Ένα ευρώ",
        "ενα ευρώ",
        "ένα  ευρώ",
        "ένα ευρώ ",
    ] {
        assert_eq!(words_reader::cents(wrong), None, "{wrong}");
    }
    assert_eq!(words_reader::cents("εκατόν είκοσι τρία ευρώ και σαράντα πέντε λεπτά"), Some(12_345));
}

#[test]
fn every_whole_amount_below_ten_thousand_and_every_cent_reads_back() {
    for euro in 0..10_000 {
        assert_eq!(words_reader::cents(&written(euro * 100)), Some(euro * 100), "{euro}");
    }
    for cents in 0..200 {
        assert_eq!(words_reader::cents(&written(cents)), Some(cents), "{cents}");
    }
    for thousands in 1..1_000 {
        for cents in [thousands * 100_000, thousands * 100_000_000] {
            assert_eq!(words_reader::cents(&written(cents)), Some(cents), "{cents}");
        }
    }
}

fn written(cents: i64) -> String {
    amount_in_words(Money::from_cents(cents).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn an_amount_in_words_reads_back_as_the_amount(cents in prop_oneof![0..=MAX_CENTS, 0..=100_000_000i64, 0..=100_000i64]) {
        let words = written(cents);
        prop_assert_eq!(words_reader::cents(&words), Some(cents), "{}", words);
    }
}
