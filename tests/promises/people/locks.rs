//! Wrong PINs wait, and every wait ends: no order of tries, restarts and clocks that are put gives more than six guesses in
//! a minute, or keeps a supervisor out for good.

use chrono::TimeDelta;
use proptest::prelude::*;
use tameio::desk::{Desk, Refusal};
use tameio_testing::books::{MONDAY_TEN, PIN, SUPERVISOR};

use super::{CASHIER, OTHER, id, people, pin, refusal};

const WRONG: &str = "000001";

#[test]
fn each_wrong_pin_waits_longer_five_lock_for_a_quarter_of_an_hour_and_ten_for_an_hour() {
    let mut people = people();
    for (failures, wait) in [1, 2, 4, 8, 900, 1, 2, 4, 8, 3600].into_iter().enumerate() {
        let failures = u32::try_from(failures).unwrap() + 1;
        assert_eq!(people.try_pin(OTHER, WRONG), Err(Refusal::WrongPin { failures, wait }));
        // The right one is not looked at either.
        let no = if failures.is_multiple_of(5) { Refusal::OperatorLocked(wait) } else { Refusal::PinTooSoon(wait) };
        assert_eq!(people.sign_in(OTHER), Err(no.clone()));
        people.clocks.pass(u64::from(wait) - 1);
        let no = if failures.is_multiple_of(5) { Refusal::OperatorLocked(1) } else { Refusal::PinTooSoon(1) };
        assert_eq!(people.sign_in(OTHER), Err(no));
        people.clocks.pass(1);
    }
    assert!(people.sign_in(OTHER).is_ok());
    assert_eq!(
        people.try_pin(OTHER, WRONG),
        Err(Refusal::WrongPin { failures: 1, wait: 1 }),
        "a right one clears them"
    );
}

#[test]
fn a_lock_survives_a_restart_and_a_clock_that_is_put_and_ends_all_the_same() {
    for put in [TimeDelta::days(-30), TimeDelta::hours(-1), TimeDelta::hours(1), TimeDelta::days(400)] {
        for machine in [false, true] {
            let mut people = people();
            for _ in 0..5 {
                people.try_pin(OTHER, WRONG).unwrap_err();
                people.clocks.pass(8);
            }
            if machine {
                people.clocks.machine_starts();
            } else {
                people.clocks.hands.set(people.clocks.hands_now() + put);
            }
            people.restart();
            assert!(matches!(people.sign_in(OTHER), Err(Refusal::OperatorLocked(_))), "{put} {machine}");
            if machine {
                people.clocks.hands.set(people.clocks.hands_now() + put.min(TimeDelta::zero()));
            }
            people.clocks.pass(900);
            assert!(people.sign_in(OTHER).is_ok(), "{put} {machine}");
        }
    }
}

/// On Windows each command has a steady clock of its own.
#[test]
fn where_every_program_has_a_clock_of_its_own_the_calendar_counts_and_a_wait_ends_too() {
    let mut people = people();
    people.clocks.of_programs.store(true, std::sync::atomic::Ordering::Relaxed);
    let next_program = |people: &mut super::People| {
        people.clocks.machine_starts();
        people.restart();
    };
    for wait in [1, 2, 4, 8, 900, 1, 2] {
        assert!(matches!(people.try_pin(OTHER, WRONG), Err(Refusal::WrongPin { wait: told, .. }) if told == wait));
        next_program(&mut people);
        assert!(people.sign_in(OTHER).is_err(), "{wait}");
        people.clocks.pass(u64::from(wait));
        next_program(&mut people);
    }
    // Put back by a day, it waits once more from there, and no longer.
    people.clocks.hands.set(people.clocks.hands_now() - TimeDelta::days(1));
    next_program(&mut people);
    assert!(people.sign_in(OTHER).is_err());
    next_program(&mut people);
    people.clocks.pass(60);
    assert!(people.sign_in(OTHER).is_ok());
}

#[test]
fn another_supervisor_lifts_a_lock_at_once_and_nobody_their_own() {
    let mut people = people();
    let inside = people.sign_in(OTHER).unwrap();
    for _ in 0..5 {
        people.try_pin(OTHER, WRONG).unwrap_err();
        people.clocks.pass(8);
    }
    let own = people.desk.enable_operator(&inside, &id(OTHER)).map_err(refusal);
    assert_eq!(own, Err(Refusal::OwnAccount));
    let listed = people.desk.operators(&people.boss.clone()).unwrap();
    let locked: Vec<_> =
        listed.iter().filter(|one| one.locked_for.is_some()).map(|one| one.operator.id.as_str()).collect();
    assert_eq!(locked, [OTHER]);
    people.desk.enable_operator(&people.boss.clone(), &id(OTHER)).unwrap();
    assert!(people.sign_in(OTHER).is_ok());
}

#[test]
fn a_cashier_who_types_an_approvers_pin_wrong_keeps_themselves_from_it_and_not_the_approver() {
    let mut people = people();
    let cashier = people.sign_in(CASHIER).unwrap();
    let beside = |people: &mut super::People, digits: &str| {
        let asked = cashier.clone();
        people.desk.sign_in_beside(&asked, &id(OTHER), &pin(digits)).map_err(refusal)
    };
    for failures in 1..=5 {
        assert!(matches!(beside(&mut people, WRONG), Err(Refusal::WrongPin { failures: n, .. }) if n == failures));
        people.clocks.pass(8);
    }
    assert!(matches!(beside(&mut people, PIN), Err(Refusal::OperatorLocked(_))), "the pair waits");
    assert!(people.sign_in(OTHER).is_ok(), "the approver signs in");
    let boss = people.boss.clone();
    assert!(people.desk.sign_in_beside(&boss, &id(OTHER), &pin(PIN)).is_ok(), "and approves what others ask for");
    // At another desk the two are not known for it.
    let mut config = (*people.setup.config).clone();
    config.desk.id = "2".to_owned();
    people.setup.config = config.into();
    people.restart();
    assert!(beside(&mut people, PIN).is_ok());
}

#[test]
fn several_programs_at_once_get_no_more_guesses_than_one() {
    let people = people();
    let guesses: Vec<_> = std::thread::scope(|scope| {
        let tried: Vec<_> = (0..8)
            .map(|_| {
                let setup = people.setup.clone();
                scope.spawn(move || Desk::open(&setup).unwrap().sign_in(&id(OTHER), &pin(WRONG)).map_err(refusal))
            })
            .collect();
        tried.into_iter().map(|one| one.join().unwrap().unwrap_err()).collect()
    });
    let looked_at = guesses.iter().filter(|refusal| matches!(refusal, Refusal::WrongPin { .. })).count();
    assert_eq!(looked_at, 1, "{guesses:?}");
}

#[test]
fn who_does_not_exist_is_told_no_more_than_who_does() {
    let mut people = people();
    let nobody = people.try_pin("nobody", WRONG).unwrap_err();
    assert!(matches!(nobody, Refusal::WrongPin { .. }));
}

/// Whoever knows a cashier's PIN too has three places to guess the supervisor's from.
#[test]
fn guesses_from_several_places_come_to_no_more_than_six_in_a_minute() {
    let mut people = people();
    let sitting = [people.sign_in(CASHIER).unwrap(), people.sign_in(SUPERVISOR).unwrap()];
    let mut looked_at = 0;
    for second in 0..59 {
        let mut tried = vec![people.try_pin(OTHER, WRONG).map(drop)];
        for asked in &sitting {
            let beside = people.desk.sign_in_beside(asked, &id(OTHER), &pin(WRONG));
            tried.push(beside.map(drop).map_err(refusal));
        }
        looked_at += tried.iter().filter(|said| matches!(said, Err(Refusal::WrongPin { .. }))).count();
        assert!(looked_at <= 6, "{looked_at} guesses after {second} s");
        people.clocks.pass(1);
    }
    assert_eq!(looked_at, 6);
}

/// What happens around a PIN.
#[derive(Debug, Clone)]
enum Step {
    Wrong,
    WrongBeside(bool),
    Wait(u64),
    /// As long as was told, where that is a moment.
    WaitAsTold,
    Restart,
    MachineStarts,
    ClockIsPut(i64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => Just(Step::WaitAsTold),
        4 => Just(Step::Wrong),
        3 => any::<bool>().prop_map(Step::WrongBeside),
        1 => prop_oneof![Just(0_u64), 1..12_u64, Just(60), Just(900), Just(3600)].prop_map(Step::Wait),
        1 => Just(Step::Restart),
        1 => Just(Step::MachineStarts),
        2 => prop_oneof![Just(-86_400_i64), Just(-3600), Just(-900), Just(3600), Just(86_400)].prop_map(Step::ClockIsPut),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_order_of_tries_gives_a_seventh_guess_in_a_minute_or_locks_the_last_supervisor_out(
        steps in prop::collection::vec(step(), 1..60),
    ) {
        let mut people = people();
        let sitting = [people.sign_in(CASHIER).unwrap(), people.sign_in(SUPERVISOR).unwrap()];
        // Real seconds, which no clock shows that can be put.
        let (mut real, mut looked_at, mut told): (u64, Vec<u64>, u64) = (0, Vec::new(), 0);
        for step in steps {
            let tried = match step {
                Step::Wrong => Some(people.try_pin(OTHER, WRONG).map(drop)),
                Step::WrongBeside(boss) => {
                    let asked = &sitting[usize::from(boss)];
                    let tried = people.desk.sign_in_beside(asked, &id(OTHER), &pin(WRONG));
                    Some(tried.map(drop).map_err(refusal))
                }
                Step::Wait(seconds) => {
                    people.clocks.pass(seconds);
                    real += seconds;
                    None
                }
                Step::WaitAsTold => {
                    people.clocks.pass(told);
                    real += told;
                    told = 0;
                    None
                }
                Step::Restart => {
                    people.restart();
                    None
                }
                Step::MachineStarts => {
                    people.clocks.machine_starts();
                    people.restart();
                    None
                }
                Step::ClockIsPut(by) => {
                    people.clocks.hands.set(people.clocks.hands_now() + TimeDelta::seconds(by));
                    None
                }
            };
            if let Some(Err(Refusal::WrongPin { wait, .. })) = tried {
                told = u64::from(wait).min(8);
                looked_at.push(real);
                let in_a_minute = looked_at.iter().filter(|at| real - **at < 60).count();
                prop_assert!(in_a_minute <= 6, "{in_a_minute} guesses in a minute");
            }
        }
        // However it went, an hour by the wall lets the right PIN in.
        people.clocks.machine_starts();
        people.clocks.hands.set(MONDAY_TEN.parse().unwrap());
        people.restart();
        let _ = people.sign_in(OTHER);
        people.clocks.pass(3600);
        prop_assert!(people.sign_in(OTHER).is_ok());
    }
}
