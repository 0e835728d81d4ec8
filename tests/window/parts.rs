//! Another amount than all that is open, where the settings allow a part.

use tameio::desk::ImportOrder;
use tameio::domain::debt::Allocation;

use super::give_back::{refused, reopen, words};
use super::*;

const FILE: &str = "Αριθμός Οφειλής;Ονοματεπώνυμο;ΚΑΕ;Περιγραφή;Έτος;Κεφάλαιο;Προσαυξήσεις;Υπολογισμός έως\n\
                    Μ-1;Μερικός Δοκιμή;0311;Τέλη;2026;100,00;7,30;01/11/2026\n";

fn with_a_debt(parts: bool) -> Window {
    let mut window = window();
    let file = window._dir.path().join("part.csv");
    std::fs::write(&file, FILE).unwrap();
    let mut desk = Desk::open(&window.demo.setup).unwrap();
    assert_eq!(desk.import_debts(&Caller::User, &ImportOrder::of(&file), &mut |_| {}).unwrap().loaded, 1);
    let mut config = (*window.demo.setup.config).clone();
    config.payments.allow_parts = parts;
    config.payments.allocation = Allocation::SurchargeFirst;
    window.demo.setup.config = Arc::new(config);
    reopen(&mut window);
    window.sign_in();
    window.fill("μερικος δοκιμη");
    window.wait_for(Context::Results);
    window
}

#[test]
fn a_part_is_divided_before_the_card_and_charged_as_it_was_shown() {
    let mut window = with_a_debt(true);
    window.ctrl('e');
    assert_eq!(window.app.context(), Context::Form);
    // What stands there is what is open: erased, and typed anew.
    let euro = |cents| Money::from_cents(cents).unwrap();
    let above = refused(&Refusal::AboveOpen { asked: euro(20_000), open: euro(10_730) });
    let below = refused(&Refusal::BelowMinimum { minimum: Money::ONE_EURO });
    let none = Text::new(Language::El).with("amount-form", &[("text", "δέκα".into())]);
    for (wrong, why) in [("200,00", above), ("0,50", below), ("δέκα", none)] {
        window.press(&[Named::Backspace; 8]);
        window.fill(wrong);
        window.wait(&why, |window| window.shows(&why));
    }
    window.press(&[Named::Backspace; 8]);
    window.fill("20,00");
    window.wait_for(Context::Results);
    let divided = Text::new(Language::El)
        .with("screen-part-divided", &[("capital", "12,70".into()), ("surcharge", "7,30".into())]);
    assert!(window.shows(&divided) && window.shows("20,00\u{a0}€"), "{}", window.texts());
    window.press(&[Named::F9]);
    window.wait_for(Context::Outcome);
    let receipt = window.receipts().remove(0);
    let line = &receipt.lines[0];
    assert_eq!((receipt.amount.cents(), line.capital.cents(), line.surcharge.cents()), (2_000, 1_270, 730));
    assert_eq!(window.demo.terminal.net_charged(), 2_000);
}

#[test]
fn where_parts_are_not_allowed_it_is_said_and_nothing_is_asked() {
    let mut window = with_a_debt(false);
    window.ctrl('e');
    assert_eq!(window.app.context(), Context::Results);
    assert!(window.shows(&words("screen-hint-no-parts")));
}
