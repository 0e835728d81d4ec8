//! The crash matrix: the program killed at every step boundary and at random instants, each kill followed by a new
//! start, recovery, and the comparison of the terminal's book with the desk's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use tameio::ecr::codes::ResultCode;
use tameio::ecr::simulator::Mood;
use tameio::ecr::terminal::Dialect;

use crate::gates::{Boundary, Message};
use crate::rig::{Deed, Rig};

/// Kills on one desk before a new one is made: what a check costs grows with the books.
const KILLS_OF_A_DESK: usize = 128;
/// One desk of so many has a terminal that cannot be asked again.
const DESKS_TO_A_MELLON: usize = 4;
/// Desks at once: killed programs are mostly waited for.
const AT_ONCE: usize = 4;

/// The states that a kill may leave on disk.
type States = &'static [&'static str];

/// The boundaries of a payment, and those of a void and of a refund, each with the terminal's mood.
fn of_work(dialect: Dialect) -> Vec<(Mood, Boundary, States)> {
    use Boundary::{After, Before, Ended, PaperBegun, PaperDone, Step};
    let approve = |boundary, states| (Mood::Approve, boundary, states);
    let declined = Mood::Decline(ResultCode::parse("05").unwrap());
    let mut all = vec![
        approve(Step("prepared"), &["prepared"][..]),
        approve(Step("sent"), &["sent"]),
        approve(Before(Message::Amount), &["sent"]),
        // The terminal has AMOUNT, and CONFIRMED is on its way.
        approve(Before(Message::Confirmed), &["sent"]),
        approve(After(Message::Confirmed), &["sent", "confirmed"]),
        approve(Step("confirmed"), &["confirmed"]),
        approve(Before(Message::Result), &["sent", "confirmed"]),
        approve(After(Message::Result), &["sent", "confirmed", "approved"]),
        approve(Step("charged"), &["sent", "confirmed"]),
        approve(Step("booked"), &["approved"]),
        approve(Step("printing"), &["approved"]),
        approve(PaperBegun, &["approved"]),
        approve(PaperDone, &["approved"]),
        approve(Ended, &["approved"]),
        (Mood::Busy, Ended, &["not_charged"]),
        (Mood::LoseAnswer, Ended, &["unknown"]),
        (Mood::CloseAfterConfirm, Ended, &["unknown"]),
    ];
    all.extend(match dialect {
        Dialect::Aade => vec![
            approve(Before(Message::Acknowledge), &["approved"][..]),
            approve(After(Message::Acknowledge), &["approved"]),
            (declined, Before(Message::Acknowledge), &["declined"]),
        ],
        Dialect::Mellon => vec![(declined, Ended, &["declined"][..])],
    });
    all
}

/// The boundaries of what settles an unknown outcome, each with whether the card was charged: `aade` asks the terminal
/// again, and of `mellon` two persons decide on its slip.
fn of_settling(dialect: Dialect) -> Vec<(bool, Boundary, States)> {
    use Boundary::{After, Before, Ended, PaperBegun, PaperDone};
    match dialect {
        Dialect::Aade => vec![
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
        ],
        Dialect::Mellon => {
            vec![(true, PaperBegun, &["approved"][..]), (true, PaperDone, &["approved"]), (true, Ended, &["approved"])]
        }
    }
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

    fn deed(&mut self) -> Deed {
        Deed::ALL[usize::try_from(self.below(3)).unwrap()]
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

/// Kills programs on one desk: first at each boundary, then at random instants of a payment, a void, a refund, and of
/// what settles them.
fn kill_on_one_desk(dialect: Dialect, kills: usize, dice: &mut Dice, tally: &Mutex<Tally>) {
    let mut rig = Rig::new(dialect, kills + 8);
    let note = |kind: String, state: String| tally.lock().unwrap().note(&format!("{dialect:?} {kind}"), state);
    let works = Deed::ALL.into_iter().flat_map(|deed| of_work(dialect).into_iter().map(move |row| (deed, row)));
    let works: Vec<_> = works.take(kills).collect();
    let settlings = Deed::ALL.into_iter().flat_map(|deed| of_settling(dialect).into_iter().map(move |row| (deed, row)));
    let settlings: Vec<_> = settlings.take(kills - works.len()).collect();
    let at_random = kills - works.len() - settlings.len();
    for (deed, (mood, boundary, states)) in works {
        let state = rig.kill_at_work(deed, mood, boundary);
        assert!(states.contains(&state.as_str()), "{state} at {boundary:?} of a {}", deed.word());
        note(format!("{} {boundary:?}", deed.word()), state);
        rig.recover_and_check();
    }
    for (deed, (charged, boundary, states)) in settlings {
        let state = rig.kill_settling_at(deed, charged, boundary);
        assert!(states.contains(&state.as_str()), "{state} at {boundary:?} of settling a {}", deed.word());
        note(format!("settle {} {boundary:?}", deed.word()), state);
        rig.recover_and_check();
    }
    let (working, settling) = (Deed::ALL.map(|deed| rig.measure_work(deed)), rig.measure_settling());
    let longest = working.into_iter().max().unwrap();
    for _ in 0..at_random {
        let deed = dice.deed();
        if dice.below(5) == 0 {
            // No slip proves that a card was not charged, so no program settles that.
            let charged = !rig.can_ask() || dice.below(4) > 0;
            let state = rig.kill_settling_after(deed, charged, dice.instant(settling));
            note(format!("settle {}, at random", deed.word()), state);
        } else {
            let state = rig.kill_at_work_after(deed, dice.mood(), dice.instant(longest));
            note(format!("{}, at random", deed.word()), state);
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
                    let dialect = if desk % DESKS_TO_A_MELLON == 1 { Dialect::Mellon } else { Dialect::Aade };
                    kill_on_one_desk(dialect, kills, &mut Dice(desk as u64), &tally);
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
fn five_hundred_kills_at_every_boundary_and_at_random_leave_one_document_for_each_charge_and_each_return() {
    let tally = kill(4 * KILLS_OF_A_DESK);
    assert!(tally.kills() >= 500);
    assert_every_state_was_met(&tally);
}

/// `TAMEIO_KILLS=5000 cargo test --test crash -- --ignored --nocapture five_thousand`
#[test]
#[ignore = "takes a quarter of an hour; TAMEIO_KILLS says how many"]
fn five_thousand_kills_leave_one_document_for_each_charge_and_each_return() {
    let kills = std::env::var("TAMEIO_KILLS").map_or(5_000, |kills| kills.parse().unwrap());
    let tally = kill(kills);
    assert_eq!(tally.kills(), kills);
    assert_every_state_was_met(&tally);
}
