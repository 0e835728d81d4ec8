//! The close of a till, killed: the report is there whole with its number, or the till is open and closes again.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tameio::desk::clock::ManualClock;
use tameio::desk::{Caller, Desk, Setup};
use tameio::ecr::terminal::Dialect;

use crate::child::{OPERATOR, sign_in};
use crate::gates::Boundary;
use crate::rig::{Deed, Rig};

/// Kills at instants spread over a close, beside those at the printer.
const INSTANTS: u32 = 24;

/// The desk so many days later.
fn later(setup: &Setup, days: u32) -> Setup {
    let clock = Arc::new(ManualClock::at(setup.clock.now() + TimeDelta::days(days.into())));
    Setup { clock, ..setup.clone() }
}

/// What a kill left is a closed till with the next number or an open one that closes now; says which.
fn carry_on(rig: &Rig, closes: u32) -> bool {
    let mut desk = Desk::open(&later(&rig.setup, closes)).unwrap();
    let who = sign_in(&mut desk, OPERATOR);
    let was_closed = desk.open_tills(&Caller::User).unwrap().is_empty();
    assert_eq!(
        desk.z_reports(&Caller::User, None).unwrap().len(),
        usize::try_from(closes - u32::from(!was_closed)).unwrap()
    );
    if !was_closed {
        desk.close_till(&who, None).unwrap();
    }
    let kept = desk.z_reports(&Caller::User, None).unwrap();
    let numbers: Vec<u32> = kept.iter().rev().map(|kept| kept.report.number.number()).collect();
    assert_eq!(numbers, (1..=closes).collect::<Vec<u32>>());
    // No paper is lost: what did not come out is printed now, and what did is a copy.
    let newest = kept.first().unwrap();
    let (printed, end) = desk.print_z(&Caller::User, &newest.report.number).unwrap();
    assert!(end.is_printed() && printed.printed_at.is_some());
    assert_eq!(printed.copies, u32::from(newest.printed_at.is_some()));
    let found = desk.verify(&Caller::User).unwrap();
    assert!(found.is_clean(), "{:?}", found.differences);
    desk.open_till(&who, Some("η επόμενη ημέρα")).unwrap();
    was_closed
}

#[test]
fn a_close_that_is_killed_is_whole_or_not_at_all_and_its_report_is_not_lost() {
    let mut rig = Rig::new(Dialect::Aade, 1);
    rig.kill_at_work(Deed::Pay, tameio::ecr::simulator::Mood::Approve, Boundary::Ended);
    let length = rig.measure("close");
    assert!(carry_on(&rig, 1));
    let mut seen = [0_u32; 2];
    for (place, closes) in [Boundary::PaperBegun, Boundary::PaperDone, Boundary::Ended].into_iter().zip(2..) {
        rig.kill_at("close", place);
        assert!(carry_on(&rig, closes), "{place:?}: the books came before the paper");
    }
    for (instant, closes) in (0..INSTANTS).zip(5..) {
        // More of them near the beginning: the books are quick, the paper is slow.
        let time = length * instant * instant / (INSTANTS * INSTANTS);
        rig.kill_after("close", time.max(Duration::from_micros(1)));
        seen[usize::from(carry_on(&rig, closes))] += 1;
    }
    println!("still open {}, closed {}", seen[0], seen[1]);
}
