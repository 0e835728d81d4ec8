//! Playing schedules: one, a block of them on one world, many blocks on all processors; and what came of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::agreement::{self, Ended};
use super::plan::Plan;
use super::stage::{Lie, Step, Tills};
use super::world::World;
use crate::desk::Caller;
use crate::ecr::dialect::Dialect;

/// Schedules on one database, at most: fewer where all processors would not have some.
const BLOCK: u64 = 200;
/// Blocks that each processor has at least, so that none waits long for the last one.
const BLOCKS_A_PROCESSOR: u64 = 4;
/// After so many schedules the whole books are verified.
const VERIFY_EVERY: usize = 50;

/// What came of many schedules.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub schedules: u64,
    pub aade: Ended,
    pub mellon: Ended,
    /// How payments ended for the cashiers.
    pub ends: BTreeMap<&'static str, u64>,
    pub deaths: BTreeMap<(Step, &'static str), u64>,
    pub failed_commits: u64,
    pub tills: Tills,
    /// Schedules in which both desks booked a payment.
    pub both_paid: u64,
    /// Requests that were not made again, because the terminal had done the first after all.
    pub not_asked_again: u64,
}

/// A schedule that did not end in agreement.
#[derive(Debug)]
pub(super) struct Failure {
    pub seed: u64,
    /// Days that schedules before it took, on whose books it played.
    pub days: u32,
    pub what: String,
    pub log: Vec<String>,
}

impl Tally {
    /// Whether each kind of end came but the rarest, which a few hundred schedules meet.
    pub(super) fn saw_most(&self) -> bool {
        let counts = [
            self.aade.approved,
            self.aade.given_back,
            self.aade.unknown + self.mellon.unknown,
            self.mellon.approved,
            self.failed_commits,
            self.tills.closed,
            self.tills.opened_again,
            self.both_paid,
            self.deaths.values().sum(),
        ];
        counts.iter().all(|n| *n > 0)
    }

    /// Whether each kind of end came, and a desk died before and after each commit of a payment.
    pub(super) fn saw_everything(&self) -> bool {
        let every = |ended: &Ended| {
            [ended.approved, ended.given_back, ended.declined, ended.not_charged, ended.unknown].iter().all(|n| *n > 0)
        };
        let ends = ["approved", "declined", "refused", "unknown", "failed"];
        let commits = ["nothing", "prepared", "sent", "confirmed", "printing"];
        let steps =
            [(Step::Connect, "prepared"), (Step::Send, "sent"), (Step::Receive, "sent"), (Step::Receive, "confirmed")];
        every(&self.aade)
            && every(&self.mellon)
            && ends.iter().all(|end| self.ends.contains_key(end))
            && commits.iter().all(|seen| self.deaths.contains_key(&(Step::Commit, seen)))
            && steps.iter().all(|death| self.deaths.contains_key(death))
            && self.deaths.contains_key(&(Step::Commit, "close"))
            && self.failed_commits > 0
            && [
                self.tills.closed,
                self.tills.kept_open,
                self.tills.opened_again,
                self.tills.clocks_accepted,
                self.both_paid,
                self.not_asked_again,
            ]
            .iter()
            .all(|n| *n > 0)
    }

    pub(super) fn add(&mut self, other: Tally) {
        self.schedules += other.schedules;
        self.aade.add(&other.aade);
        self.mellon.add(&other.mellon);
        self.failed_commits += other.failed_commits;
        self.tills.add(other.tills);
        self.both_paid += other.both_paid;
        self.not_asked_again += other.not_asked_again;
        for (end, count) in other.ends {
            *self.ends.entry(end).or_default() += count;
        }
        for (death, count) in other.deaths {
            *self.deaths.entry(death).or_default() += count;
        }
    }
}

/// Plays one schedule on a world that has its debts.
pub(super) fn play(world: &mut World, plan: &Plan, lie: Lie, recording: bool, tally: &mut Tally) -> Result<(), String> {
    world.begin(plan, lie, recording);
    for deed in &plan.deeds {
        world.act(deed);
    }
    let ended = agreement::reach(world, plan, lie)?;
    tally.schedules += 1;
    let of_dialect = if plan.dialect == Dialect::Aade { &mut tally.aade } else { &mut tally.mellon };
    of_dialect.add(&ended);
    let mut scene = world.stage.scene();
    tally.failed_commits += scene.failed_commits;
    tally.tills.add(scene.tills);
    tally.both_paid += u64::from(scene.booked_on.iter().all(|booked| *booked));
    tally.not_asked_again += scene.not_asked_again;
    for end in scene.ends.drain(..) {
        *tally.ends.entry(end).or_default() += 1;
    }
    for death in scene.deaths.drain(..) {
        *tally.deaths.entry(death).or_default() += 1;
    }
    Ok(())
}

/// Plays a schedule in a world of its own, so many days after its first, with everything written down.
pub(super) fn recorded(seed: u64, lie: Lie, days: u32) -> (Result<(), String>, Vec<String>) {
    let plan = Plan::of(seed);
    let mut world = World::new(std::slice::from_ref(&plan), days);
    let played = catch_unwind(AssertUnwindSafe(|| {
        play(&mut world, &plan, lie, true, &mut Tally::default())?;
        verify(&mut world)
    }));
    let played = played.unwrap_or_else(|_| Err("panicked".to_owned()));
    let log = world.stage.scene().log.take().unwrap_or_default();
    (played, log)
}

/// Plays schedules one after the other on one world, each written down with the days before it.
pub(super) fn recorded_in_one_world(seeds: std::ops::RangeInclusive<u64>) -> Vec<(u32, Vec<String>)> {
    let plans: Vec<Plan> = seeds.map(Plan::of).collect();
    let mut world = World::new(&plans, 0);
    let logs = plans.iter().map(|plan| {
        play(&mut world, plan, Lie::None, true, &mut Tally::default()).expect("agreement");
        (world.days(), world.stage.scene().log.take().unwrap_or_default())
    });
    logs.collect()
}

/// How the first schedule ends that does not end in agreement, of some that are played on one world.
pub(super) fn first_failure(seeds: std::ops::Range<u64>, lie: Lie) -> Option<(u64, String)> {
    let plans: Vec<Plan> = seeds.map(Plan::of).collect();
    let mut world = World::new(&plans, 0);
    plans.iter().find_map(|plan| {
        let played = play(&mut world, plan, lie, false, &mut Tally::default());
        played.err().map(|what| (plan.seed, what))
    })
}

fn verify(world: &mut World) -> Result<(), String> {
    let verification = world.actor(0).desk().verify(&Caller::User).map_err(|error| format!("{error:?}"))?;
    if verification.is_clean() { Ok(()) } else { Err(format!("the books: {:?}", verification.differences)) }
}

/// Plays the schedules of a block; the first that fails ends it.
fn block(seeds: std::ops::Range<u64>) -> Result<Tally, Failure> {
    let plans: Vec<Plan> = seeds.map(Plan::of).collect();
    let mut tally = Tally::default();
    let mut world = World::new(&plans, 0);
    for (count, plan) in plans.iter().enumerate() {
        let played = catch_unwind(AssertUnwindSafe(|| {
            play(&mut world, plan, Lie::None, false, &mut tally)?;
            if (count + 1) % VERIFY_EVERY == 0 || count + 1 == plans.len() { verify(&mut world) } else { Ok(()) }
        }));
        let played = played.unwrap_or_else(|_| Err("panicked".to_owned()));
        if let Err(what) = played {
            let days = world.days();
            let (again, log) = recorded(plan.seed, Lie::None, days);
            let what = format!("{what}\nand alone: {again:?}");
            return Err(Failure { seed: plan.seed, days, what, log });
        }
    }
    Ok(tally)
}

/// Plays so many schedules from a seed on, on all processors.
///
/// # Errors
/// The failures, at most one a thread.
pub(super) fn many(first: u64, count: u64) -> Result<Tally, Vec<Failure>> {
    let next = AtomicU64::new(first);
    let failed = AtomicBool::new(false);
    let end = first + count;
    let (total, failures) = (Mutex::new(Tally::default()), Mutex::new(Vec::new()));
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let at_once = count.div_ceil(threads as u64 * BLOCKS_A_PROCESSOR).clamp(1, BLOCK);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while !failed.load(Ordering::Relaxed) {
                    let from = next.fetch_add(at_once, Ordering::Relaxed);
                    if from >= end {
                        break;
                    }
                    match block(from..end.min(from + at_once)) {
                        Ok(tally) => total.lock().unwrap().add(tally),
                        Err(failure) => {
                            failed.store(true, Ordering::Relaxed);
                            failures.lock().unwrap().push(failure);
                        }
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    if failures.is_empty() { Ok(total.into_inner().unwrap()) } else { Err(failures) }
}

/// A failure for people: the seed, the schedule, what happened, what does not agree, and how to see it again.
pub(super) fn told(failure: &Failure) -> String {
    let mut text = format!("seed {}\n{:#?}\n", failure.seed, Plan::of(failure.seed));
    for line in &failure.log {
        let _ = writeln!(text, "{line}");
    }
    let _ = write!(
        text,
        "{}\nagain: TAMEIO_SEED={} TAMEIO_DAYS={} cargo test --lib desk::simulation::replay -- --ignored --nocapture",
        failure.what, failure.seed, failure.days
    );
    text
}
