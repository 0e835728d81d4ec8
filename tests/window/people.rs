//! Who sits at the window: whose screen it is, a scan at the lock, a first PIN, and the people under F10, by keys alone.

use tameio::domain::operator::{OperatorId, Pin, Role};
use tameio::text::say;

use super::give_back::{CASHIER, CASHIER_PIN, SECOND, SECOND_PIN, as_cashier, refused, reopen, words};
use super::pending::press_letter;
use super::*;

const NEW_PIN: &str = "846135";

fn id(text: &str) -> OperatorId {
    OperatorId::parse(text).unwrap()
}

fn boss(window: &Window) -> (Desk, tameio::desk::SignedIn) {
    let mut desk = Desk::open(&window.demo.setup).unwrap();
    let who = desk.sign_in(&id(SECOND), &Pin::parse(SECOND_PIN).unwrap()).unwrap();
    (desk, who)
}

/// At the lock, so many rows down.
pub fn sign_in_as(window: &mut Window, down: usize, pin: &str) {
    window.wait("the operators", |window| window.shows("Ελένη"));
    window.press(&[Named::ArrowUp; 5]);
    window.press(&vec![Named::ArrowDown; down]);
    window.fill(pin);
}

/// From the desk over the devices.
fn open_people(window: &mut Window) {
    window.press(&[Named::F10]);
    assert_eq!(window.app.context(), Context::Devices);
    window.press(&[Named::F10]);
    assert_eq!(window.app.context(), Context::People);
}

/// Whoever sat here last is chosen.
const FIRST: usize = 0;
const SECOND_ROW: usize = 1;

#[test]
fn a_scan_at_the_lock_is_said_to_be_one_and_locks_nobody() {
    let mut window = window();
    window.wait("the operator on the lock", |window| window.shows("Ταμίας επίδειξης"));
    let said = words("pin-is-a-code");
    let code = window.rf.to_string();
    // An RF code, a tax number (its speed tells), what is on a long bar code.
    for scanned in [code.as_str(), "094019245", "2390201800000932042", code.as_str(), code.as_str(), code.as_str()] {
        window.scanner_sends(scanned, &[Named::Enter]);
        assert!(window.shows(&said), "{scanned}");
        assert_eq!(window.app.context(), Context::Lock);
    }
    window.sign_in();
}

#[test]
fn a_wrong_pin_is_waited_for_with_a_countdown() {
    let mut window = window();
    window.wait("the operator on the lock", |window| window.shows("Ταμίας επίδειξης"));
    window.fill("000001");
    let wait = |left: &str| Text::new(Language::El).with("screen-lock-wait", &[("time", left.to_owned().into())]);
    window.wait("the wait", |window| window.shows(&wait("0:01")));
    drop(window.app.update(Message::Tick(std::time::Instant::now())));
    assert!(!window.shows(&wait("0:01")) && window.shows(&words("screen-lock-sign-in")));
}

#[test]
fn a_first_pin_is_changed_before_the_desk_is_seen() {
    let mut window = window();
    let (mut desk, boss) = boss(&window);
    desk.reset_pin(&boss, &id(CASHIER), &Pin::parse(NEW_PIN).unwrap()).unwrap();
    (window.demo.operator, window.demo.pin) = (id(CASHIER), Pin::parse(NEW_PIN).unwrap());
    reopen(&mut window);
    window.wait("the operators", |window| window.shows("Νίκος"));
    window.fill(NEW_PIN);
    window.wait("the new PIN is asked for", |window| window.app.context() == Context::Form);
    window.fill("123456");
    window.fill("123456");
    window.wait("a run is weak", |window| window.shows(&words("weak-pin-run")));
    window.fill("482915");
    window.fill("482916");
    window.wait("they differ", |window| window.shows(&words("command-pins-differ")));
    window.fill("482915");
    window.fill("482915");
    window.wait_for(Context::Search);
    assert!(desk.sign_in(&id(CASHIER), &Pin::parse("482915").unwrap()).is_ok());
}

#[test]
fn the_same_person_comes_back_to_where_they_were_and_another_to_an_empty_desk() {
    let mut window = window();
    window.sign_in();
    window.scan();
    window.press(&[Named::F8]);
    window.press(&[Named::F12]);
    window.sign_in_again();
    assert_eq!(window.app.context(), Context::Cash, "the dialog is there");
    window.press(&[Named::F12]);
    sign_in_as(&mut window, SECOND_ROW, SECOND_PIN);
    window.wait_for(Context::Search);
    assert!(!window.shows(window.rf.as_str()), "no search, no debts");
    window.scan();
    window.press(&[Named::F9]);
    window.wait_for(Context::Outcome);
    let number = window.receipts()[0].number.to_string();
    window.press(&[Named::F12]);
    let pin = window.demo.pin.digits().to_owned();
    sign_in_as(&mut window, FIRST, &pin);
    window.wait_for(Context::Search);
    assert!(!window.shows(&format!("Απόδειξη {number}")), "nor the receipt of the one before");
}

#[test]
fn whoever_signs_in_while_a_payment_runs_sees_it_and_its_end() {
    let mut window = window();
    window.demo.terminal.set_mood(Mood::SilentAfterConfirm);
    window.sign_in();
    window.scan();
    window.press(&[Named::F9]);
    window.wait("the terminal has it", |window| !window.demo.terminal.frames().is_empty());
    window.press(&[Named::F12]);
    sign_in_as(&mut window, SECOND_ROW, SECOND_PIN);
    window.wait("the payment", |window| window.app.context() != Context::Lock);
    assert_eq!(window.app.context(), Context::Paying);
}

#[test]
fn what_ended_behind_the_lock_is_told_to_another_without_its_receipt() {
    let mut window = window();
    window.sign_in();
    window.scan();
    window.press(&[Named::F9, Named::F12]);
    window.wait("the receipt in the books", |window| !window.receipts().is_empty());
    window.wait("the outcome behind the lock", |window| window.receipts()[0].printed_at.is_some());
    // Its answer comes before the list of operators is read again.
    while let Some(answer) = window.inbox.wait(Duration::from_millis(200)) {
        drop(window.app.update(Message::Answer(answer)));
    }
    let receipt = window.receipts().remove(0);
    sign_in_as(&mut window, SECOND_ROW, SECOND_PIN);
    window.wait_for(Context::Search);
    let values = [("session", receipt.session.to_string().into()), ("number", receipt.number.to_string().into())];
    assert!(window.shows(&Text::new(Language::El).with("screen-unseen-approved", &values)));
}

#[test]
fn who_is_disabled_is_out_of_the_window_at_once() {
    let mut window = as_cashier(|_| {});
    window.sign_in();
    let (mut desk, boss) = boss(&window);
    desk.disable_operator(&boss, &id(CASHIER)).unwrap();
    window.type_in("094019245");
    window.press(&[Named::Enter]);
    window.wait_for(Context::Lock);
    assert!(window.shows(&words("screen-session-ended")));
    window.wait("the others", |window| window.shows("Ελένη"));
    assert!(!window.shows("Νίκος"), "who cannot sign in is not offered");
    sign_in_as(&mut window, SECOND_ROW, SECOND_PIN);
    window.wait_for(Context::Search);
    assert!(!window.shows("094019245"));
}

#[test]
fn a_supervisor_adds_changes_disables_and_enables_somebody_by_keys_alone() {
    let mut window = window();
    window.sign_in();
    open_people(&mut window);
    window.wait("the people", |window| window.app.context() == Context::People && window.shows("Νίκος"));
    press_letter(&mut window, "n");
    assert_eq!(window.app.context(), Context::Roles);
    // The second role is the supervisor's.
    window.press(&[Named::ArrowDown, Named::Enter]);
    for typed in ["anna", "Άννα Δοκιμή", NEW_PIN, NEW_PIN] {
        window.fill(typed);
    }
    window.wait("she is there", |window| window.app.context() == Context::People && window.shows("Άννα Δοκιμή"));
    let known = |window: &Window, who: &str| {
        let mut desk = Desk::open(&window.demo.setup).unwrap();
        desk.operators(&Caller::User).unwrap().into_iter().find(|one| one.operator.id.as_str() == who).unwrap()
    };
    assert_eq!(known(&window, "anna").operator.role, Role::Supervisor);
    window.press(&[Named::End]);
    press_letter(&mut window, "r");
    window.press(&[Named::Home, Named::Enter]);
    let told = |role: Role, key: &str| {
        let text = Text::new(Language::El);
        let values = [
            ("operator", "anna".to_owned().into()),
            ("role", say::role(&text, role).into()),
            ("state", text.get(key).into()),
        ];
        text.with("screen-people-changed", &values)
    };
    window.wait("another role", |window| window.shows(&told(Role::Cashier, "operator-first-pin")));
    assert_eq!(known(&window, "anna").operator.role, Role::Cashier);
    press_letter(&mut window, "d");
    window.wait("she is disabled", |window| window.shows(&told(Role::Cashier, "operator-disabled")));
    assert!(!known(&window, "anna").operator.active);
    press_letter(&mut window, "e");
    window.wait("she is enabled", |window| window.shows(&told(Role::Cashier, "operator-first-pin")));
    assert!(known(&window, "anna").operator.active);
    press_letter(&mut window, "p");
    for typed in ["503918", "503918"] {
        window.fill(typed);
    }
    window.wait("a new PIN", |window| window.app.context() == Context::People);
    let mut desk = Desk::open(&window.demo.setup).unwrap();
    let first = desk.sign_in(&id("anna"), &Pin::parse("503918").unwrap()).unwrap_err();
    assert!(matches!(first.refusal(), Some(Refusal::PinMustChange(_))), "{first:?}");
    window.press(&[Named::Home]);
    press_letter(&mut window, "p");
    for typed in ["503918", "503918"] {
        window.fill(typed);
    }
    window.wait("not one's own", |window| window.shows(&refused(&Refusal::OwnAccount)));
    window.press(&[Named::Escape]);
    window.press(&[Named::Escape]);
    assert_eq!(window.app.context(), Context::Devices);
    window.press(&[Named::Escape]);
    assert_eq!(window.app.context(), Context::Search);
}

#[test]
fn everybody_changes_their_own_pin_and_sees_no_others() {
    let mut window = as_cashier(|_| {});
    window.sign_in();
    open_people(&mut window);
    window.wait("no list", |window| window.shows(&refused(&Refusal::NotAllowed)));
    press_letter(&mut window, "n");
    assert_eq!(window.app.context(), Context::People, "nothing to manage");
    press_letter(&mut window, "o");
    for typed in [CASHIER_PIN, "482915", "482915"] {
        window.fill(typed);
    }
    window.wait_for(Context::Search);
    let mut desk = Desk::open(&window.demo.setup).unwrap();
    assert!(desk.sign_in(&id(CASHIER), &Pin::parse("482915").unwrap()).is_ok());
}

#[test]
fn a_supervisor_made_past_everybody_stands_on_every_screen_until_acknowledged() {
    let mut window = window();
    let mut desk = Desk::open(&window.demo.setup).unwrap();
    desk.recover_supervisor(&id("anna"), "Άννα", &Pin::parse("482915").unwrap()).unwrap();
    reopen(&mut window);
    let at = tameio::domain::time::minute(desk.day(&Caller::User).unwrap().recovery.unwrap().at);
    let values = [("operator", "anna".to_owned().into()), ("at", at.into())];
    let notice = Text::new(Language::El).with("screen-status-recovery", &values);
    window.wait("it stands on the lock", |window| window.shows(&notice));
    window.sign_in();
    assert!(window.shows(&notice));
    open_people(&mut window);
    window.wait("the people", |window| window.app.context() == Context::People && window.shows("Νίκος"));
    assert!(window.shows(&notice));
    press_letter(&mut window, "b");
    window.wait("it is gone", |window| !window.shows(&notice));
    assert!(window.shows(&words("screen-people-acknowledged")));
}

/// An auditor, who may not ask the terminal, sits there: the window looks by itself all the same.
#[test]
fn a_charge_does_not_wait_for_its_receipt_because_of_who_sits_at_the_window() {
    let mut window = as_cashier(|_| {});
    window.demo.terminal.set_mood(Mood::LoseAnswer);
    let (mut desk, boss) = boss(&window);
    let order = PayOrder {
        tender: Tender::Card,
        items: vec![PayItem { of: PayTarget::Rf(window.rf.clone()), amount: None }],
        one_payer: false,
    };
    let lost = desk.pay(&boss, &order, &mut |_| {});
    assert!(matches!(lost.end, PayEnd::Unknown { .. }), "{:?}", lost.end);
    desk.set_role(&boss, &id(CASHIER), Role::Auditor).unwrap();
    window.sign_in();
    window.wait("the receipt", |window| window.receipts().first().is_some_and(|receipt| receipt.printed_at.is_some()));
    assert_eq!((window.receipts().len(), window.demo.terminal.book().len()), (1, 1));
}
