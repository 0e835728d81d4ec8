//! The crash matrix: the program killed at every step boundary and at random instants, each kill followed by a new
//! start, recovery, and the comparison of the terminal's book with the desk's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use tameio::ecr::codes::ResultCode;
use tameio::ecr::simulator::Mood;

use crate::gates::{Boundary, Message};
use crate::rig::Rig;

/// Kills on one desk before a new one is made: what a check costs grows with the books.
const KILLS_OF_A_DESK: usize = 128;
/// Desks at once.
const AT_ONCE: usize = 2;

/// A payment's boundaries, each with the terminal's mood and the states that the kill may leave on disk. What a
/// void or a refund adds to a sale goes here.
fn of_payment() -> Vec<(Mood, Boundary, &'static [&'static str])> {
    use Boundary::{After, Before, Ended, PaperBegun, PaperDone, Step};
    let approve = |boundary, states| (Mood::Approve, boundary, states);
    vec![
        approve(Step("prepared"), &["prepared"][..]),
        approve(Step("sent"), &["sent"]),
        approve(Before(Message::Amount), &["sent"]),
        // The terminal has AMOUNT, and CONFIRMED is on its way.
        approve(Before(Message::Confirmed), &["sent"]),
        approve(After(Message::Confirmed), &["sent", "confirmed"]),
        approve(Step("confirmed"), &["confirmed"]),
        approve(Before(Message::Result), &["sent", "confirmed"]),
        approve(After(Message::Result), &["sent", "confirmed", "approved"]),
        approve(Step("booked"), &["approved"]),
        approve(Before(Message::Acknowledge), &["approved"]),
        approve(After(Message::Acknowledge), &["approved"]),
        approve(Step("printing"), &["approved"]),
        approve(PaperBegun, &["approved"]),
        approve(PaperDone, &["approved"]),
        approve(Ended, &["approved"]),
        (Mood::Decline(ResultCode::parse("05").unwrap()), Before(Message::Acknowledge), &["declined"]),
        (Mood::Busy, Ended, &["not_charged"]),
        (Mood::LoseAnswer, Ended, &["unknown"]),
        (Mood::CloseAfterConfirm, Ended, &["unknown"]),
    ]
}

/// A recovery's boundaries, each with whether the card was charged.
fn of_recovery() -> Vec<(bool, Boundary, &'static [&'static str])> {
    use Boundary::{After, Before, Ended, PaperBegun, PaperDone};
    vec![
        (true, Before(Message::Resend), &["unknown"][..]),
        (false, After(Message::Resend), &["unknown", "not_charged"]),
        (true, Before(Message::Result), &["unknown"]),
        (false, Before(Message::Error), &["unknown"]),
        (true, After(Message::Result), &["unknown", "approved"]),
        (true, Before(Message::Acknowledge), &["approved"]),
        (true, After(Message::Acknowledge), &["approved"]),
        (true, PaperBegun, &["approved"]),
        (true, PaperDone, &["approved"]),
        (false, Ended, &["not_charged"]),
    ]
}

/// What was done, by kind of kill and by state on disk.
#[derive(Default)]
struct Tally(BTreeMap<String, BTreeMap<String, usize>>);

impl Tally {
    fn note(&mut self, kind: &str, state: String) {
        *self.0.entry(kind.to_owned()).or_default().entry(state).or_default() += 1;
    }

    fn kills(&self) -> usize {
        self.0.values().flat_map(BTreeMap::values).sum()
    }

    fn states(&self) -> BTreeSet<&str> {
        self.0.values().flat_map(BTreeMap::keys).map(String::as_str).collect()
    }
}

/// Spread over a range without a pattern, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        // Knuth's multiplier; the upper bits are the good ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn instant(&mut self, length: Duration) -> Duration {
        Duration::from_micros(self.below(u64::try_from(length.as_micros()).unwrap()))
    }

    fn mood(&mut self) -> Mood {
        match self.below(10) {
            0 => Mood::Decline(ResultCode::parse("04").unwrap()),
            1 => Mood::LoseAnswer,
            2 => Mood::CloseAfterConfirm,
            3 => Mood::Twice,
            4 => Mood::SplitBytes,
            _ => Mood::Approve,
        }
    }
}

/// Kills programs on one desk: first at each boundary, then at random instants of a payment and of a recovery.
fn kill_on_one_desk(kills: usize, dice: &mut Dice, tally: &Mutex<Tally>) {
    let mut rig = Rig::new(kills + 8);
    let note = |kind: &str, state: String| tally.lock().unwrap().note(kind, state);
    let mut left = kills;
    for (mood, boundary, states) in of_payment().into_iter().take(left) {
        let state = rig.kill_paying_at(mood, boundary);
        assert!(states.contains(&state.as_str()), "{state} at {boundary:?}");
        note(&format!("pay {boundary:?}"), state);
        rig.recover_and_check();
        left -= 1;
    }
    for (charged, boundary, states) in of_recovery().into_iter().take(left) {
        let state = rig.kill_recovering_at(charged, boundary);
        assert!(states.contains(&state.as_str()), "{state} at {boundary:?} of a recovery");
        note(&format!("recover {boundary:?}"), state);
        rig.recover_and_check();
        left -= 1;
    }
    let paying = rig.measure_paying();
    let recovering = rig.measure_recovering();
    for _ in 0..left {
        if dice.below(5) == 0 {
            let state = rig.kill_recovering_after(dice.below(4) > 0, dice.instant(recovering));
            note("recover, at random", state);
        } else {
            let state = rig.kill_paying_after(dice.mood(), dice.instant(paying));
            note("pay, at random", state);
        }
        rig.recover_and_check();
    }
    rig.check_paper();
}

/// Kills so many programs, on desks of their own, some at once.
fn kill(kills: usize) -> Tally {
    let began = Instant::now();
    let tally = Mutex::new(Tally::default());
    let desks: Vec<usize> = (0..kills).step_by(KILLS_OF_A_DESK).map(|at| KILLS_OF_A_DESK.min(kills - at)).collect();
    let waiting = Mutex::new(desks.into_iter().enumerate());
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let Some((desk, kills)) = waiting.lock().unwrap().next() else { return };
                    kill_on_one_desk(kills, &mut Dice(desk as u64), &tally);
                }
            });
        }
    });
    let tally = tally.into_inner().unwrap();
    println!("{} kills in {:.1} s", tally.kills(), began.elapsed().as_secs_f32());
    for (kind, states) in &tally.0 {
        println!("  {kind}: {states:?}");
    }
    tally
}

fn assert_every_state_was_met(tally: &Tally) {
    let states = ["prepared", "sent", "confirmed", "approved", "declined", "not_charged", "unknown"];
    let missing: Vec<&str> = states.into_iter().filter(|state| !tally.states().contains(state)).collect();
    assert!(missing.is_empty(), "no kill met {missing:?}");
}

#[test]
fn five_hundred_kills_at_every_boundary_and_at_random_leave_one_receipt_for_each_charge() {
    let tally = kill(4 * KILLS_OF_A_DESK);
    assert!(tally.kills() >= 500);
    assert_every_state_was_met(&tally);
}

/// `TAMEIO_KILLS=5000 cargo test --test crash -- --ignored --nocapture five_thousand`
#[test]
#[ignore = "takes a quarter of an hour; TAMEIO_KILLS says how many"]
fn five_thousand_kills_leave_one_receipt_for_each_charge() {
    let kills = std::env::var("TAMEIO_KILLS").map_or(5_000, |kills| kills.parse().unwrap());
    let tally = kill(kills);
    assert_eq!(tally.kills(), kills);
    assert_every_state_was_met(&tally);
}
