//! What a person types off a slip: it is evidence or refused, never evidence with a card number in it, and read the same
//! when it is read again.

use chrono::NaiveDate;
use tameio::domain::card_number::holds_card_number;
use tameio::domain::evidence::{BadEvidence, Evidence, MOST_TEXT};
use tameio::domain::money::Money;

/// The whole input is what was typed.
pub fn check(data: &[u8]) {
    let typed = String::from_utf8_lossy(data);
    let day = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    match Evidence::parse(&typed, day) {
        Ok(evidence) => read(&evidence, &typed, day),
        Err(BadEvidence::CardNumber) => assert!(holds_card_number(&typed)),
        Err(_) => {}
    }
}

fn read(evidence: &Evidence, typed: &str, day: NaiveDate) {
    assert_eq!(evidence.text(), typed, "it is kept as it was typed");
    assert!(!holds_card_number(typed) && typed.chars().count() <= MOST_TEXT);
    assert!(Evidence::parse(evidence.text(), day).as_ref() == Ok(evidence), "read again it is another");
    let digits = |text: Option<&str>, most: usize| {
        assert!(text.is_none_or(|text| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())));
    };
    digits(evidence.stan(), 6);
    digits(evidence.batch(), 6);
    assert!(evidence.pan().is_none_or(|pan| !holds_card_number(pan.as_str())));
    let states = [evidence.stan().is_some(), evidence.auth_code().is_some(), evidence.at().is_some()];
    match evidence.of_a_charge() {
        Ok(charge) => {
            assert_eq!(states, [true; 3]);
            let amount = Money::from_cents(2_500).expect("an amount");
            assert_eq!(charge.card_data(amount).amount, amount);
        }
        Err(missing) => assert!(!missing.fields.is_empty() && states.contains(&false)),
    }
}
