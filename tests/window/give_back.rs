//! Voids and refunds, from the list of receipts to the document, by keyboard alone.

use iced::keyboard::Modifiers;
use iced::{Point, Rectangle, Settings, Size};
use tameio::desk::clock::Clock;
use tameio::desk::{NotVoidable, Refusal};
use tameio::domain::operator::{OperatorId, Pin};
use tameio::domain::receipt::ReceiptKind;
use tameio::domain::time::Moment;
use tameio::text::say;

use super::*;

pub const SECOND: &str = "eleni";
pub const SECOND_PIN: &str = "135791";
pub const CASHIER: &str = "nikos";
pub const CASHIER_PIN: &str = "864209";

/// A window before which a cashier sits, with a second supervisor in the house; `change` sets the desk up.
pub fn as_cashier(change: impl FnOnce(&mut Demo)) -> Window {
    let mut window = window();
    change(&mut window.demo);
    let demo = &mut window.demo;
    (demo.operator, demo.pin) = (OperatorId::parse(CASHIER).unwrap(), Pin::parse(CASHIER_PIN).unwrap());
    reopen(&mut window);
    window
}

/// The window once more, as the settings are now.
pub fn reopen(window: &mut Window) {
    let demo = DemoHints { operator: window.demo.operator.clone(), pin: window.demo.pin.clone() };
    let options = WindowOptions { demo: Some(demo), settings: None, language: Some(Language::El) };
    (window.app, window.inbox) = App::new(&window.demo.setup, &options);
}

/// A payment that was made before, at the time of this clock.
pub fn paid(window: &Window, clock: Option<Arc<dyn Clock>>) -> Receipt {
    let setup = Setup { clock: clock.unwrap_or(Arc::clone(&window.demo.setup.clock)), ..window.demo.setup.clone() };
    let mut desk = Desk::open(&setup).unwrap();
    let who = desk.sign_in(&window.demo.operator, &window.demo.pin).unwrap();
    if desk.day(&Caller::User).unwrap().till.is_none() {
        // By a clock of another day a supervisor opens.
        let second = (OperatorId::parse(SECOND).unwrap(), Pin::parse(SECOND_PIN).unwrap());
        let opens = desk.sign_in(&second.0, &second.1).unwrap_or_else(|_| who.clone());
        desk.open_till(&opens, Some("δοκιμή")).unwrap();
    }
    let items = vec![PayItem { of: PayTarget::Rf(window.rf.clone()), amount: None }];
    let report = desk.pay(&who, &PayOrder { tender: Tender::Card, items, one_payer: false }, &mut |_| {});
    let PayEnd::Approved { receipt, .. } = report.end else { panic!("{:?}", report.end) };
    *receipt
}

pub fn words(key: &str) -> String {
    Text::new(Language::El).get(key)
}

pub fn refused(refusal: &Refusal) -> String {
    say::refusal(&Text::new(Language::El), refusal)
}

impl Window {
    /// Text into the field that has its turn, and Enter.
    pub fn fill(&mut self, text: &str) {
        self.type_in(text);
        self.press(&[Named::Enter]);
    }

    /// To the receipts, and the one of this number under the cursor.
    fn find(&mut self, receipt: &Receipt) {
        self.press(&[Named::F3]);
        self.wait("the list of today", |window| window.app.context() == Context::Receipts);
        self.fill(&receipt.number.number().to_string());
        let found = receipt.amount.greek();
        self.wait("the paper", |window| window.shows_part(&found) && window.shows(&receipt.number.to_string()));
    }

    /// Whether some text holds these words.
    pub fn shows_part(&self, words: &str) -> bool {
        let holds = |candidate: iced_test::selector::Candidate<'_>| match candidate {
            iced_test::selector::Candidate::Text { content, .. } if content.contains(words) => Some(()),
            _ => None,
        };
        Simulator::new(self.app.view()).find(holds).is_ok()
    }

    /// Shift and Tab.
    pub fn back_tab(&mut self) {
        let mut view = Simulator::new(self.app.view());
        let pressed = iced::Event::Keyboard(iced::keyboard::Event::KeyPressed {
            key: Key::Named(Named::Tab),
            modified_key: Key::Named(Named::Tab),
            physical_key: iced::keyboard::key::Physical::Code(iced::keyboard::key::Code::Tab),
            location: iced::keyboard::Location::Standard,
            modifiers: Modifiers::SHIFT,
            text: None,
            repeat: false,
        });
        view.simulate([pressed]);
        let messages: Vec<Message> = view.into_messages().collect();
        self.take(messages);
    }

    fn shows_the_original(&self, receipt: &Receipt) -> bool {
        let card = &receipt.card;
        let at = card.at.unwrap().format("%d/%m/%Y %H:%M:%S").to_string();
        let amount = format!("{}\u{a0}€", card.final_amount.greek());
        [&card.stan, &card.rrn, &card.auth_code, &amount, &at].iter().all(|value| self.shows(value))
    }
}

#[test]
fn a_receipt_is_found_and_voided_with_a_second_person_and_its_document_printed() {
    let mut window = as_cashier(|_| {});
    let receipt = paid(&window, None);
    window.sign_in();
    window.find(&receipt);
    window.press(&[Named::F8]);
    assert_eq!(window.app.context(), Context::Form);
    window.wait("the offer", |window| !window.shows(&words("screen-form-checking")));
    assert!(window.shows_the_original(&receipt), "before");
    window.fill("λάθος οφειλή");
    window.fill(SECOND);
    assert!(window.demo.terminal.book().len() == 1, "nothing is asked before the second person");
    window.fill(SECOND_PIN);
    window.wait_for(Context::Paying);
    assert!(window.shows_the_original(&receipt), "during");
    window.wait_for(Context::Outcome);
    assert!(window.shows(&words("screen-void-approved")));
    let document = window.receipts().remove(0);
    assert_eq!((document.kind, document.amount), (ReceiptKind::Void, receipt.amount));
    assert!(document.printed_at.is_some());
    let correction = document.correction.clone().unwrap();
    assert_eq!((correction.reason.as_str(), correction.approver.as_str()), ("λάθος οφειλή", SECOND));
    assert!(window.shows(&format!("Παραστατικό {}", document.number)));
    assert_eq!(window.demo.terminal.net_charged(), 0);

    // Once more: nothing is left, and it is said why.
    window.press(&[Named::Enter]);
    window.find(&receipt);
    let history = say::history(&Text::new(Language::El), &receipt, std::slice::from_ref(&document), None);
    window.wait("its history", |window| window.shows(&history[0]));
    let twice =
        Refusal::Corrected { receipt: receipt.number.clone(), by: document.number.clone(), kind: document.kind };
    for key in [Named::F8, Named::F9] {
        window.press(&[key]);
        window.wait("the refusal", |window| window.shows(&refused(&twice)));
        assert!(!window.shows(&words("screen-form-pin")), "nobody types a PIN for nothing");
        window.press(&[Named::Enter]);
        assert_eq!(window.app.context(), Context::Form, "Enter does nothing here");
        window.press(&[Named::Escape]);
        assert_eq!(window.app.context(), Context::Receipts);
    }
    assert_eq!(window.demo.terminal.book().len(), 2);
}

#[test]
fn a_part_is_refunded_where_parts_are_allowed_and_never_more_than_is_left() {
    let mut window = as_cashier(|demo| {
        let mut config = (*demo.setup.config).clone();
        config.payments.partial_refunds = true;
        demo.setup.config = Arc::new(config);
    });
    let receipt = paid(&window, None);
    window.sign_in();
    window.find(&receipt);
    window.press(&[Named::F9]);
    window.wait("the offer", |window| !window.shows(&words("screen-form-checking")));
    // The first field is the amount.
    window.type_in("999999,00");
    window.press(&[Named::Tab]);
    window.fill("διπλή χρέωση");
    window.fill(SECOND);
    window.fill(SECOND_PIN);
    let asked = Money::from_cents(99_999_900).unwrap();
    let above = refused(&Refusal::AboveLeft { asked, left: receipt.amount });
    window.wait("the refusal", |window| window.shows(&above));
    assert_eq!(window.app.context(), Context::Form);
    window.press(&[Named::Backspace; 9]);
    window.fill("0,01");
    window.wait_for(Context::Paying);
    window.wait_for(Context::Outcome);
    assert!(window.shows(&words("screen-refund-approved")));
    let document = window.receipts().remove(0);
    assert_eq!((document.kind, document.amount.cents()), (ReceiptKind::Refund, 1));
    assert_eq!(window.demo.terminal.net_charged(), receipt.amount.cents() - 1);
}

/// A day earlier.
struct Yesterday;

impl Clock for Yesterday {
    fn now(&self) -> Moment {
        SystemClock.now() - chrono::TimeDelta::days(1)
    }
}

#[test]
fn a_receipt_of_another_day_is_found_by_its_amount_and_refunded_but_not_voided() {
    let mut window = as_cashier(|_| {});
    let receipt = paid(&window, Some(Arc::new(Yesterday)));
    window.sign_in();
    window.press(&[Named::F3]);
    window.wait_to_read("screen-receipts-none-today");
    window.fill(&receipt.amount.greek());
    window.wait("the receipt", |window| window.shows(&receipt.number.to_string()));
    window.press(&[Named::F8]);
    let why = refused(&Refusal::NotVoidable { receipt: receipt.number.clone(), why: NotVoidable::AnotherDay });
    window.wait("the refusal", |window| window.shows(&why));
    window.press(&[Named::Escape]);
    window.press(&[Named::F9]);
    window.wait("the offer", |window| window.shows(&words("screen-correct-total")));
    window.fill("λάθος οφειλή");
    window.fill(SECOND);
    window.fill(SECOND_PIN);
    window.wait_for(Context::Paying);
    window.wait_for(Context::Outcome);
    assert!(window.shows(&words("screen-refund-approved")));
    assert_eq!(window.demo.terminal.net_charged(), 0);
}

#[test]
fn who_agrees_must_be_another_person_who_may_with_the_right_pin() {
    let mut window = as_cashier(|_| {});
    let receipt = paid(&window, None);
    window.sign_in();
    window.find(&receipt);
    window.press(&[Named::F8]);
    window.wait("the offer", |window| window.shows(&words("screen-correct-total")));
    window.fill("λάθος");
    window.fill(CASHIER);
    window.fill(CASHIER_PIN);
    window.wait("the refusal", |window| window.shows(&refused(&Refusal::SamePerson)));
    window.back_tab();
    window.press(&[Named::Backspace; 5]);
    window.fill(SECOND);
    window.fill("000000");
    window.wait("the wrong PIN", |window| window.shows(&refused(&Refusal::WrongPin { failures: 1, wait: 1 })));
    assert!(!window.shows("000000"), "the form forgets what was typed");
    let failures = |window: &Window| {
        let books = rusqlite::Connection::open(window.demo.setup.database()).unwrap();
        let sql = "SELECT count(*) FROM wrong_pin WHERE operator = ?1 AND asked_by = ?2";
        books.query_row(sql, [SECOND, CASHIER], |row| row.get::<_, i64>(0))
    };
    assert_eq!(failures(&window), Ok(1), "it counts against the two of them");
    assert_eq!(window.demo.terminal.book().len(), 1, "nothing was sent");
    a_minute_passes(&window);
    window.fill(SECOND_PIN);
    window.wait_for(Context::Paying);
    window.wait_for(Context::Outcome);
    assert_eq!((failures(&window), window.demo.terminal.net_charged()), (Ok(0), 0));
}

#[test]
fn a_void_whose_answer_is_lost_says_that_money_may_have_gone_back_and_is_asked_about() {
    let mut window = as_cashier(|_| {});
    let receipt = paid(&window, None);
    window.sign_in();
    window.find(&receipt);
    window.press(&[Named::F8]);
    window.wait("the offer", |window| window.shows(&words("screen-correct-total")));
    window.fill("λάθος");
    window.fill(SECOND);
    window.demo.terminal.set_mood(Mood::LoseAnswer);
    window.fill(SECOND_PIN);
    window.wait_for(Context::Unknown);
    assert!(window.shows(&words("unknown-correction-meaning")));
    assert!(!window.shows(&words("screen-unknown-means")), "no card was to be charged");
    window.wait_to_read("screen-void-approved");
    assert_eq!(window.demo.terminal.net_charged(), 0);
}

#[test]
fn a_void_that_the_terminal_declines_says_that_the_collection_stands() {
    let mut window = as_cashier(|_| {});
    let receipt = paid(&window, None);
    window.sign_in();
    window.find(&receipt);
    window.press(&[Named::F8]);
    window.wait("the offer", |window| window.shows(&words("screen-correct-total")));
    window.fill("λάθος");
    window.fill(SECOND);
    window.demo.terminal.set_mood(Mood::Busy);
    window.fill(SECOND_PIN);
    window.wait_for(Context::Outcome);
    assert!(window.shows(&words("screen-declined")) && window.shows(&words("screen-correct-stands")));
    assert_eq!(window.receipts().len(), 1);
}

#[test]
fn a_receipt_is_printed_again_as_a_copy_and_the_desk_is_there_as_it_was_left() {
    let mut window = as_cashier(|_| {});
    let receipt = paid(&window, None);
    window.rf = payable(&window.demo).0;
    window.sign_in();
    window.scan();
    window.find(&receipt);
    window.wait("the paper", |window| window.shows_part("ΔΙΠΛΟΤΥΠΟ ΕΙΣΠΡΑΞΗΣ"));
    let afm = receipt.payer_afm.clone().unwrap();
    assert!(window.shows_part(&afm.masked()) && !window.shows_part(afm.as_str()), "masked until it is opened");
    window.press(&[Named::Enter]);
    assert_eq!(window.app.context(), Context::Receipt);
    assert!(window.shows_part(afm.as_str()));
    let mut view = Simulator::new(window.app.view());
    view.simulate([iced::Event::Keyboard(iced::keyboard::Event::KeyPressed {
        key: Key::Character("p".into()),
        modified_key: Key::Character("p".into()),
        physical_key: iced::keyboard::key::Physical::Code(iced::keyboard::key::Code::KeyP),
        location: iced::keyboard::Location::Standard,
        modifiers: Modifiers::CTRL,
        text: None,
        repeat: false,
    })]);
    let messages: Vec<Message> = view.into_messages().collect();
    window.take(messages);
    window.wait("the copy", |window| window.receipts()[0].copies == 1);
    window.press(&[Named::Escape]);
    window.press(&[Named::Escape]);
    assert_eq!(window.app.context(), Context::Results);
    assert!(window.shows(&format!("{}\u{a0}€", payable(&window.demo).1.greek())), "the basket is still there");
}

#[test]
fn the_original_and_the_keys_are_in_sight_on_a_small_screen() {
    let mut window = as_cashier(|_| {});
    let receipt = paid(&window, None);
    window.sign_in();
    window.find(&receipt);
    let in_sight = |window: &Window, wanted: &[&str]| {
        for size in [Size::new(1024.0, 700.0), Size::new(1280.0, 800.0)] {
            let screen = Rectangle::new(Point::ORIGIN, size);
            for words in wanted {
                let mut view = Simulator::<Message>::with_size(Settings::default(), size, window.app.view());
                let found = view.find(*words).unwrap();
                let bounds = iced_test::selector::Bounded::visible_bounds(&found);
                assert!(bounds.is_some_and(|bounds| bounds.is_within(&screen)), "{words} at {bounds:?} of {size:?}");
            }
        }
    };
    in_sight(&window, &["F3", "F11", "F8", "F9", "Ctrl+P", "F2", "Esc", "F1"]);
    window.press(&[Named::F8]);
    window.wait("the offer", |window| window.shows(&words("screen-correct-total")));
    let card = receipt.card.clone();
    let date = card.at.unwrap().format("%d/%m/%Y %H:%M:%S").to_string();
    let original = [card.stan.as_str(), &card.rrn, &card.auth_code, &date];
    in_sight(&window, &[&original, ["Tab", "Enter", "Esc"].as_slice()].concat());
    window.fill("λάθος");
    window.fill(SECOND);
    window.fill(SECOND_PIN);
    window.wait_for(Context::Paying);
    in_sight(&window, &original);
}

/// The wrong PINs of a moment ago are a minute old.
fn a_minute_passes(window: &Window) {
    let books = rusqlite::Connection::open(window.demo.setup.database()).unwrap();
    books.execute("UPDATE wrong_pin SET steady_ms = steady_ms - 60000", []).unwrap();
}
