//! What the lock takes for a PIN, and what it says.

use super::*;
use crate::desk::DeskError;
use crate::domain::operator::{PinBy, Role};
use crate::window::devices::Job;
use crate::window::request::ChangePin;

fn operator(id: &str) -> Operator {
    Operator {
        id: OperatorId::parse(id).unwrap(),
        number: 1,
        name: id.to_owned(),
        role: Role::Cashier,
        active: true,
        pin_by: PinBy::Themselves,
        session: 0,
        signed_in_at: None,
    }
}

fn with_people() -> (State, Devices, std::sync::mpsc::Receiver<Job>) {
    let (mut devices, jobs) = Devices::unmanned();
    let preferred = OperatorId::parse("nikos").ok();
    let mut lock = State::new(preferred, None, &mut devices);
    let job = jobs.try_recv().unwrap();
    let people = vec![operator("maria"), operator("nikos")];
    lock.answer(&job.answer::<Operators>(Ok(people)).unwrap(), &mut devices);
    (lock, devices, jobs)
}

#[test]
fn who_locked_the_window_is_chosen() {
    let (lock, ..) = with_people();
    let ids: Vec<&str> = lock.operators.iter().map(|o| o.id.as_str()).collect();
    assert_eq!((ids, lock.cursor), (vec!["maria", "nikos"], 1));
}

#[test]
fn a_pin_goes_to_the_thread_once_and_is_forgotten_by_the_screen() {
    let (mut lock, mut devices, jobs) = with_people();
    lock.set_pin("123456");
    lock.submit(&mut devices);
    lock.submit(&mut devices);
    let job = jobs.try_recv().unwrap();
    assert_eq!(job.request::<SignIn>().unwrap().id.as_str(), "nikos");
    assert!(jobs.try_recv().is_err());
    assert!(lock.pin.is_empty());
}

#[test]
fn a_pin_that_is_too_short_never_leaves_the_screen() {
    let (mut lock, mut devices, jobs) = with_people();
    lock.set_pin("123");
    lock.submit(&mut devices);
    assert!(jobs.try_recv().is_err());
    assert!(matches!(lock.trouble.as_deref(), Some(DeskError::Pin(_))));
}

/// Five scans by a hurried cashier locked the desk.
#[test]
fn a_scan_is_no_pin_and_no_attempt() {
    let (mut lock, mut devices, jobs) = with_people();
    for code in ["RF23902018000009320427216", "2390201800000932", "α1234567", "0940192450000"] {
        lock.set_pin(code);
        lock.submit(&mut devices);
        assert!(jobs.try_recv().is_err(), "{code}");
        assert!(matches!(lock.trouble.as_deref(), Some(DeskError::Pin(BadPin::Code))), "{code}");
        assert!(lock.pin.is_empty());
    }
    // Of digits alone, its speed tells.
    lock.set_pin("094019245");
    lock.refuse_scan();
    assert!(lock.pin.is_empty());
    assert!(matches!(lock.trouble.as_deref(), Some(DeskError::Pin(BadPin::Code))));
}

#[test]
fn the_wait_after_a_wrong_pin_counts_down_and_is_of_that_person_alone() {
    let (mut lock, mut devices, jobs) = with_people();
    lock.set_pin("123456");
    lock.submit(&mut devices);
    let refused = Arc::new(Refusal::WrongPin { failures: 2, wait: 2 }.into());
    lock.answer(&jobs.try_recv().unwrap().answer::<SignIn>(Err(refused)).unwrap(), &mut devices);
    assert_eq!(lock.waits(), Some(2));
    lock.wait = None;
    lock.set_pin("123456");
    lock.submit(&mut devices);
    // The cursor is elsewhere by the time of the answer.
    lock.move_to(0);
    let refused = Arc::new(Refusal::WrongPin { failures: 2, wait: 2 }.into());
    lock.answer(&jobs.try_recv().unwrap().answer::<SignIn>(Err(refused)).unwrap(), &mut devices);
    assert_eq!(lock.waits(), None, "who is under the cursor has tried nothing");
    lock.move_to(1);
    assert_eq!(lock.waits(), Some(2));
    lock.move_to(0);
    assert_eq!(lock.waits(), None);
    lock.move_to(1);
    lock.tick();
    assert_eq!(lock.waits(), Some(1));
    lock.tick();
    assert!(lock.waits().is_none() && lock.trouble.is_none());
}

#[test]
fn who_has_a_first_pin_chooses_their_own_before_anything_else() {
    let (mut lock, mut devices, jobs) = with_people();
    lock.set_pin("730482");
    lock.submit(&mut devices);
    let must = Arc::new(Refusal::PinMustChange(OperatorId::parse("nikos").unwrap()).into());
    lock.answer(&jobs.try_recv().unwrap().answer::<SignIn>(Err(must)).unwrap(), &mut devices);
    assert_eq!(lock.context(), Context::Form);
    let form = &mut lock.change.as_mut().unwrap().form;
    form.input("form-new-pin", "482915");
    form.input("form-new-pin-again", "482915");
    lock.change_key(KeyCommand::Submit, &mut devices);
    let job = jobs.try_recv().unwrap();
    let asked = job.request::<ChangePin>().unwrap();
    assert_eq!((asked.old.digits(), asked.new.digits()), ("730482", "482915"));
    let weak = Arc::new(DeskError::WeakPin(crate::domain::weak_pin::WeakPin::Run));
    lock.answer(&job.answer::<ChangePin>(Err(weak)).unwrap(), &mut devices);
    assert!(lock.change.is_some(), "it is chosen again");
    lock.change_key(KeyCommand::Back, &mut devices);
    assert_eq!(lock.context(), Context::Lock);
    assert!(!format!("{lock:?}").contains("730482"));
}

#[test]
fn an_answer_to_another_job_signs_nobody_in() {
    let (mut lock, mut devices, jobs) = with_people();
    lock.set_pin("123456");
    lock.submit(&mut devices);
    let mine = jobs.try_recv().unwrap();
    let id = OperatorId::parse("maria").unwrap();
    let _anothers = devices.ask(SignIn { id, pin: Pin::parse("654321").unwrap() });
    let other = jobs.try_recv().unwrap();
    let refused = Arc::new(crate::desk::Refusal::WrongPin { failures: 1, wait: 1 }.into());
    lock.answer(&other.answer::<SignIn>(Err(Arc::clone(&refused))).unwrap(), &mut devices);
    assert!(lock.checking.is_some() && lock.trouble.is_none());
    lock.answer(&mine.answer::<SignIn>(Err(refused)).unwrap(), &mut devices);
    assert!(lock.checking.is_none());
    assert!(matches!(lock.trouble.as_deref(), Some(DeskError::Refused(_))));
}

use std::sync::Arc;
