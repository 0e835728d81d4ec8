//! Unknown outcomes and the unclaimed results: what is shown of them, and how two persons decide.

use chrono::{SubsecRound, TimeDelta};
use tameio::config::TerminalLink;
use tameio::desk::Caller;
use tameio::desk::clock::{Clock, ManualClock};
use tameio::desk::{EvidenceRefused, RecoverEnd, Refusal};
use tameio::domain::evidence::Contradiction;
use tameio::domain::session::SessionNo;
use tameio::domain::time::local;
use tameio::ecr::codes::ErrorCode;
use tameio::ecr::message::ReplySession;
use tameio::ecr::simulator::{AskedAgain, Behaviour, HeldForeign, RunningSimulator, serve_tcp};
use tameio::ecr::terminal::Dialect;
use tameio::text::say;

use super::give_back::{SECOND, SECOND_PIN, as_cashier, refused, reopen, words};
use super::*;

/// A desk whose terminal cannot be asked again.
pub fn mellon() -> Window {
    as_cashier(|demo| {
        demo.terminal = serve_tcp("127.0.0.1:0", Behaviour::new(Dialect::Mellon)).unwrap();
        let mut config = (*demo.setup.config).clone();
        config.terminal.protocol.dialect = Dialect::Mellon;
        config.terminal.ecr_id = "ABC00111".to_owned();
        config.terminal.link = TerminalLink::Tcp { address: demo.terminal.address().unwrap().to_string() };
        demo.setup.config = Arc::new(config);
    })
}

/// A payment whose outcome nobody knows; its session.
pub fn lost(window: &Window, mood: Mood) -> SessionNo {
    window.demo.terminal.set_mood(mood);
    let mut desk = Desk::open(&window.demo.setup).unwrap();
    let who = desk.sign_in(&window.demo.operator, &window.demo.pin).unwrap();
    let items = vec![PayItem { of: PayTarget::Rf(window.rf.clone()), amount: None }];
    let report = desk.pay(&who, &PayOrder { tender: Tender::Card, items, one_payer: false }, &mut |_| {});
    assert!(matches!(report.end, PayEnd::Unknown { .. }), "{:?}", report.end);
    window.demo.terminal.set_mood(Mood::Approve);
    report.session.unwrap()
}

fn statuses(window: &Window) -> Vec<DebtStatus> {
    let found = Desk::open(&window.demo.setup).unwrap().look_up(&Caller::User, window.rf.as_str()).unwrap();
    found.debtors.iter().flat_map(|debtor| &debtor.debts).map(|found| found.status).collect()
}

/// Signed in, and at the unknown outcomes.
fn at_the_pending(window: &mut Window) {
    window.sign_in();
    let open = Text::new(Language::El).with("screen-status-unresolved", &[("count", 1.into())]);
    window.wait("the status bar", |window| window.shows_part(&open));
    window.press(&[Named::F11]);
    assert_eq!(window.app.context(), Context::Pending);
    let amount = format!("{}\u{a0}€", window.total.greek());
    window.wait("the open attempt", |window| window.shows(&amount));
}

pub fn press_letter(window: &mut Window, letter: &str) {
    let mut view = Simulator::new(window.app.view());
    view.tap_key(Key::Character(letter.into()));
    let messages: Vec<Message> = view.into_messages().collect();
    window.take(messages);
}

#[test]
fn a_charge_is_booked_on_a_slip_and_a_second_person_and_contradictions_are_said() {
    let mut window = mellon();
    let session = lost(&window, Mood::LoseAnswer);
    at_the_pending(&mut window);
    assert!(window.shows_part(&session.to_string()));
    press_letter(&mut window, "r");
    let still =
        say::recovered(&Text::new(Language::El), session, None, &RecoverEnd::StillUnknown { reason: "cannot_ask" });
    window.wait("what asking gave", |window| window.shows(&still));
    press_letter(&mut window, "p");
    window.wait_to_read("print-done");

    window.press(&[Named::F9]);
    assert_eq!(window.app.context(), Context::Form);
    let time = local(window.demo.setup.clock.now()).format("%H:%M").to_string();
    window.fill("000001");
    window.fill("787033");
    window.fill(&time);
    window.fill(SECOND);
    // The amount of the slip may be left out; whoever types it is held to it.
    window.press(&[Named::ArrowUp]);
    window.press(&[Named::ArrowUp]);
    window.type_in("0,01");
    window.press(&[Named::Tab, Named::Tab]);
    window.fill(SECOND_PIN);
    let stated = Money::from_cents(1).unwrap();
    let contradiction = Contradiction::Amount { asked: window.total, stated };
    let why = refused(&Refusal::Evidence(EvidenceRefused::Contradicts(contradiction)));
    window.wait("the contradiction", |window| window.shows(&why));
    assert_eq!((window.app.context(), window.receipts().len()), (Context::Form, 0));

    window.press(&[Named::ArrowUp, Named::ArrowUp]);
    window.press(&[Named::Backspace; 4]);
    window.type_in(&window.total.greek());
    window.fill("");
    window.fill(SECOND_PIN);
    window.wait_for(Context::Outcome);
    let receipt = window.receipts().remove(0);
    assert!(window.shows(&say::decided_charged(&Text::new(Language::El), session, &receipt)));
    assert_eq!((receipt.card.stan.as_str(), receipt.card.auth_code.as_str()), ("000001", "787033"));
    assert!(receipt.printed_at.is_some());
    assert!(statuses(&window).iter().all(|status| *status == DebtStatus::Paid));
    window.press(&[Named::Enter]);
    let none = Text::new(Language::El).with("screen-status-unresolved", &[("count", 0.into())]);
    window.wait("the status bar", |window| window.shows(&none));
}

#[test]
fn the_status_bar_says_how_long_it_takes_until_an_outcome_can_be_known() {
    let clock = Arc::new(ManualClock::at(SystemClock.now()));
    let mut window = as_cashier(|demo| demo.setup.clock = Arc::clone(&clock) as Arc<dyn Clock>);
    lost(&window, Mood::CloseAfterConfirm);
    let limit = window.demo.setup.config.terminal.result_timeout;
    window.sign_in();
    window.wait("how long it takes", |window| window.shows_part("γνωστό σε"));
    clock.pass(limit / 2);
    drop(window.app.update(Message::Tick(std::time::Instant::now())));
    let all = window.texts();
    let left = all.split("γνωστό σε ").nth(1).and_then(|rest| rest.split(" | ").next()).unwrap().to_owned();
    let (minutes, seconds) = left.split_once(':').unwrap();
    let left = minutes.parse::<u64>().unwrap() * 60 + seconds.parse::<u64>().unwrap();
    let whole = limit.as_secs() + window.demo.setup.config.terminal.confirm_timeout.as_secs();
    assert!(left > 0 && left < whole, "{left} of {whole} s");
}

#[test]
fn what_was_not_charged_is_freed_on_a_written_reason_and_not_before_the_terminal_is_surely_done() {
    let clock = Arc::new(ManualClock::at(SystemClock.now()));
    let mut window = mellon();
    window.demo.setup.clock = Arc::clone(&clock) as Arc<dyn Clock>;
    reopen(&mut window);
    let session = lost(&window, Mood::CloseAfterConfirm);
    assert!(statuses(&window).iter().all(|status| *status == DebtStatus::Pending));
    at_the_pending(&mut window);
    window.press(&[Named::F8]);
    window.fill("όχι");
    window.fill(SECOND);
    window.fill(SECOND_PIN);
    window.wait_to_read("evidence-too-short");
    window.press(&[Named::ArrowUp, Named::ArrowUp]);
    window.type_in(", η αναφορά πακέτου δεν έχει τη συναλλαγή");
    window.fill("");
    window.fill(SECOND_PIN);
    let longest = window.demo.setup.config.terminal.confirm_timeout + window.demo.setup.config.terminal.result_timeout;
    let from = (clock.now() + longest + TimeDelta::milliseconds(1_999)).trunc_subsecs(0);
    window.wait("the refusal", |window| window.shows(&refused(&Refusal::MayStillRun { session, from })));
    assert!(statuses(&window).iter().all(|status| *status == DebtStatus::Pending));

    clock.pass(longest + std::time::Duration::from_secs(1));
    window.fill(SECOND_PIN);
    window.wait_for(Context::Outcome);
    assert!(window.shows(&say::decided_not_charged(&Text::new(Language::El), session, None)));
    assert!(statuses(&window).iter().all(|status| *status == DebtStatus::Open));
    assert!(window.receipts().is_empty());
}

#[test]
fn no_outcome_is_decided_by_one_person_or_while_the_lock_is_on() {
    let mut window = mellon();
    lost(&window, Mood::LoseAnswer);
    at_the_pending(&mut window);
    window.press(&[Named::F8]);
    window.fill("η αναφορά δεν έχει τη συναλλαγή");
    window.fill("nikos");
    window.type_in("864209");
    window.press(&[Named::F12]);
    assert_eq!(window.app.context(), Context::Lock);
    window.press(&[Named::Enter]);
    window.sign_in_again();
    assert_eq!(window.app.context(), Context::Form);
    window.fill("864209");
    window.wait("the refusal", |window| window.shows(&refused(&Refusal::SamePerson)));
    assert!(statuses(&window).iter().all(|status| *status == DebtStatus::Pending));
}

#[test]
fn the_terminals_own_word_goes_before_the_evidence() {
    let mut window = as_cashier(|_| {});
    lost(&window, Mood::LoseAnswer);
    // The window asks by itself when somebody signs in: then the terminal does not say.
    window.demo.terminal.set_mood(Mood::WhenAsked(AskedAgain::Error(ErrorCode::BUSY)));
    at_the_pending(&mut window);
    let asks_for_all = |(desk, frame): &(bool, Vec<u8>)| *desk && frame.get(9) == Some(&b'L');
    let asked = |terminal: &RunningSimulator| terminal.frames().iter().any(asks_for_all);
    assert!(window.demo.terminal.wait_until(BOUND, asked) && window.demo.terminal.wait_for_rest(BOUND));
    window.demo.terminal.set_mood(Mood::Approve);
    window.press(&[Named::F8]);
    window.fill("κανείς δεν είδε χρέωση");
    window.fill(SECOND);
    window.fill(SECOND_PIN);
    window.wait_for(Context::Outcome);
    assert!(window.shows(&words("screen-approved")) && window.shows(&words("resolve-terminal-differs")));
    assert_eq!((window.receipts().len(), window.demo.terminal.book().len()), (1, 1));
}

/// A result that somebody keyed on the terminal.
fn keyed(window: &Window) {
    window.demo.terminal.hold_foreign(HeldForeign {
        session: ReplySession::KeyedOnTerminal,
        ecr: None,
        receipt: None,
        amount: Money::from_cents(4_250).unwrap(),
        at: "2026-11-23T10:15:02".parse().unwrap(),
    });
    Desk::open(&window.demo.setup).unwrap().recover(&Caller::User).unwrap();
}

#[test]
fn results_of_nobody_are_for_a_supervisor_and_not_for_a_cashier() {
    let mut window = as_cashier(|_| {});
    keyed(&window);
    window.sign_in();
    window.press(&[Named::F3]);
    window.wait_for(Context::Receipts);
    assert!(!window.shows(&words("screen-tab-foreign")));
    window.press(&[Named::Tab]);
    assert_eq!(window.app.context(), Context::Pending);
    window.press(&[Named::Tab]);
    assert_eq!(window.app.context(), Context::Receipts, "round again");
    window.back_tab();
    assert_eq!(window.app.context(), Context::Pending);

    let mut window = super::window();
    keyed(&window);
    window.sign_in();
    window.press(&[Named::F3]);
    window.wait_for(Context::Receipts);
    window.back_tab();
    assert_eq!(window.app.context(), Context::Foreign);
    window.wait("the result", |window| window.shows("42,50\u{a0}€"));
    assert!(window.shows(&words("foreign-kind-keyed-on-terminal")));
    for key in [Named::F8, Named::F9, Named::Enter] {
        window.press(&[key]);
        assert_eq!(window.app.context(), Context::Foreign, "only to read");
    }
    assert!(window.receipts().is_empty());
}
