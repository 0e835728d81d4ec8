//! What a person types off a slip, a field a line: it is evidence or refused, and never evidence with a card number in it.

use chrono::NaiveDate;
use tameio::domain::card_number::holds_card_number;
use tameio::domain::evidence::{Evidence, MOST_TEXT, TypedEvidence};
use tameio::domain::money::Money;

/// The first eight lines are the fields, the rest the words.
pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut lines = text.splitn(9, '\n').map(str::to_owned);
    let mut line = || lines.next().unwrap_or_default();
    let typed = TypedEvidence {
        stan: line(),
        auth_code: line(),
        at: line(),
        rrn: line(),
        amount: line(),
        batch: line(),
        terminal_id: line(),
        card: line(),
        words: line(),
    };
    assert_eq!(format!("{typed:?}"), "TypedEvidence");
    if let Ok(evidence) = Evidence::read(&typed) {
        read(&evidence, &typed);
    }
}

fn read(evidence: &Evidence, typed: &TypedEvidence) {
    assert!(!holds_card_number(evidence.text()) && evidence.text().chars().count() <= MOST_TEXT);
    assert!(evidence.text().ends_with(typed.words.trim()), "the words are kept as they were typed");
    let day = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    let stated = [&typed.stan, &typed.auth_code, &typed.at].map(|field| !field.trim().is_empty());
    match evidence.of_a_charge(day) {
        Ok(charge) => {
            assert_eq!(stated, [true; 3]);
            let amount = Money::from_cents(2_500).expect("an amount");
            let card = charge.card_data(amount);
            assert_eq!(card.amount, amount);
            for (text, most) in [(&card.stan, 6), (&card.batch, 6)] {
                assert!(text.len() <= most && text.bytes().all(|b| b.is_ascii_digit()));
            }
            assert!(!holds_card_number(card.pan_masked.as_str()));
        }
        Err(missing) => assert!(!missing.fields.is_empty() && stated.contains(&false)),
    }
}
