//! A clock in doubt before the window: said on the status bar, asked about where something would be sold, and once.

use chrono::TimeDelta;
use tameio::desk::clock::{Clock, ManualClock};

use super::give_back::{CASHIER, CASHIER_PIN, SECOND, SECOND_PIN, as_cashier, refused, words};
use super::*;

/// Somebody signs in by a clock that is an hour ahead; from then on the window's is behind.
fn signed_in_ahead(window: &Window) {
    let clock = Arc::new(ManualClock::at(SystemClock.now() + TimeDelta::hours(1)));
    let setup = Setup { clock, ..window.demo.setup.clone() };
    Desk::open(&setup).unwrap().sign_in(&window.demo.operator, &window.demo.pin).unwrap();
}

#[test]
fn a_cashier_calls_a_supervisor_to_the_clock_and_then_pays() {
    let mut window = as_cashier(|_| {});
    signed_in_ahead(&window);
    window.sign_in();
    window.wait_to_read("screen-status-clock-behind");
    window.scan();
    window.press(&[Named::F9]);
    assert_eq!(window.app.context(), Context::Form);
    assert!(window.shows(&words("screen-clock-title")));
    window.fill("το ρολόι διορθώθηκε");
    window.fill(CASHIER);
    window.fill(CASHIER_PIN);
    window.wait("the refusal", |window| window.shows(&refused(&Refusal::NotAllowed)));
    assert_eq!(window.demo.terminal.net_charged(), 0);
    window.press(&[Named::Escape]);
    window.press(&[Named::F9]);
    window.fill("το ρολόι διορθώθηκε");
    window.fill(SECOND);
    window.fill(SECOND_PIN);
    window.wait_for(Context::Results);
    window.wait("the clock is believed", |window| !window.shows(&words("screen-status-clock-behind")));
    window.press(&[Named::F9]);
    window.wait_for(Context::Outcome);
    assert!(window.demo.terminal.net_charged() > 0);
}

#[test]
fn a_clock_that_is_put_back_after_the_window_looked_is_said_on_the_outcome() {
    let mut window = window();
    window.sign_in();
    window.scan();
    signed_in_ahead(&window);
    window.press(&[Named::F9]);
    window.wait_for(Context::Outcome);
    assert_eq!(window.demo.terminal.net_charged(), 0);
    window.wait("what to do", |window| window.shows(&words("screen-status-clock-behind")));
    window.press(&[Named::Enter]);
    window.wait_for(Context::Search);
    window.press(&[Named::F4]);
    assert_eq!(window.app.context(), Context::Form);
}
