//! A PIN that is chosen is none that is guessed first, and the first one, which two know, is changed before anything else.

use tameio::config::Config;
use tameio::desk::{Desk, DeskError, Refusal, Setup};
use tameio::domain::operator::Role;
use tameio::domain::weak_pin::WeakPin;
use tameio_testing::books::PIN;

use super::{CASHIER, Clocks, OTHER, id, people, pin, refusal};

fn weak<T: std::fmt::Debug>(said: Result<T, DeskError>) -> WeakPin {
    match said.unwrap_err() {
        DeskError::WeakPin(why) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_weak_pin_is_refused_wherever_one_is_chosen_and_nothing_is_written() {
    let mut people = people();
    let boss = people.boss.clone();
    let added = people.desk.add_operator(&boss, &id("new"), "Νέα", Role::Cashier, &pin("250386"));
    assert_eq!(weak(added), WeakPin::Date);
    assert_eq!(weak(people.desk.reset_pin(&boss, &id(CASHIER), &pin("123123"))), WeakPin::Halves);
    assert_eq!(weak(people.desk.change_pin(&id(CASHIER), &pin(PIN), &pin("654321"))), WeakPin::Run);
    assert_eq!(weak(people.desk.change_pin(&id(CASHIER), &pin(PIN), &pin(PIN))), WeakPin::Same);
    assert_eq!(people.desk.who_can_sign_in().unwrap().len(), 3);
    assert!(people.sign_in(CASHIER).is_ok(), "the old one stays");
    let dir = tempfile::tempdir().unwrap();
    let data_dir = dir.path().join("desk");
    let setup = Setup { data_dir, config: Config::default().into(), clock: Clocks::new(), demo: false };
    assert_eq!(weak(Desk::init(&setup, &id("maria"), "Μαρία", &pin("111111")).map(drop)), WeakPin::Repeats);
    assert!(!setup.data_dir.exists(), "no half of a desk");
}

/// Books from before the rule have PINs that would be refused now.
#[test]
fn a_pin_that_was_chosen_before_goes_on_until_it_is_changed() {
    let mut people = people();
    tameio_testing::pins::cheapen(&people.setup.database(), Some(CASHIER), "123456");
    assert!(people.try_pin(CASHIER, "123456").is_ok());
}

#[test]
fn the_first_pin_that_somebody_else_gave_is_changed_before_anything_else() {
    let mut people = people();
    let boss = people.boss.clone();
    people.desk.add_operator(&boss, &id("new"), "Νέα", Role::Supervisor, &pin("730482")).unwrap();
    assert_eq!(people.try_pin("new", "730482"), Err(Refusal::PinMustChange(id("new"))));
    let beside = people.desk.sign_in_beside(&boss, &id("new"), &pin("730482")).map_err(refusal);
    assert_eq!(beside, Err(Refusal::PinMustChange(id("new"))), "it approves nothing either");
    let wrong = people.desk.change_pin(&id("new"), &pin("730481"), &pin("482915")).map_err(refusal);
    assert!(matches!(wrong, Err(Refusal::WrongPin { .. })));
    people.clocks.pass(1);
    let who = people.desk.change_pin(&id("new"), &pin("730482"), &pin("482915")).unwrap();
    assert!(people.desk.operators(&who).is_ok(), "who changed it is signed in");
    assert!(people.try_pin("new", "482915").is_ok());
    // Given a new one, it begins anew.
    people.desk.reset_pin(&boss, &id("new"), &pin("846135")).unwrap();
    assert_eq!(people.try_pin("new", "846135"), Err(Refusal::PinMustChange(id("new"))));
    assert_eq!(people.desk.operators(&who).map_err(refusal), Err(Refusal::SessionEnded));
}

#[test]
fn who_is_locked_does_not_get_round_it_by_changing_the_pin() {
    let mut people = people();
    for _ in 0..5 {
        people.desk.change_pin(&id(OTHER), &pin("000001"), &pin("482915")).unwrap_err();
        people.clocks.pass(8);
    }
    let locked = people.desk.change_pin(&id(OTHER), &pin(PIN), &pin("482915")).map_err(refusal);
    assert!(matches!(locked, Err(Refusal::OperatorLocked(_))));
}
