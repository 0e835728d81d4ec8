//! What is shared by all that plays in one schedule: the time, the lives of the two desks, the terminals and their
//! lines, chance, and what happened so far. One thread; the lock only satisfies the traits of clock and link.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{TimeDelta, TimeZone as _, Utc};

use super::dice::Dice;
use super::guest::Guest;
use super::plan::{Plan, Weather};
use super::wire::{Conn, Pending, Pos};
use crate::desk::clock::Clock;
use crate::domain::{steady::Steady, time::Moment};

/// Where the play is.
#[derive(Default)]
pub(super) struct Stage {
    scene: Mutex<Scene>,
    /// The other desk, while it waits to come in between.
    pub guest: Mutex<Option<Guest>>,
    /// Days that earlier schedules took: a till that was closed is of a day that does not come again.
    pub days_before: AtomicU32,
}

/// A step of a desk that reaches the world, before which it may die.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Step {
    Connect,
    Send,
    Receive,
    Commit,
}

/// Whether a desk's process lives, and when it will not.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Life {
    /// Nothing that it does from now on changes the world.
    pub dead: bool,
    pub dies_in: Option<u64>,
    /// The last thing that the cashier saw of the payment under way.
    pub seen: &'static str,
}

/// How a terminal or a line lies, to show that the check of the books sees it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Lie {
    #[default]
    None,
    /// A terminal that says of each sale that it holds no result of it.
    ForgetsResults,
    /// A line that turns approvals into refusals.
    DeniesCharges,
    /// A terminal that forgets to write into its own book.
    ForgetsCharges,
    /// A line that still delivers what it was cut to keep from arriving.
    DeliversAfterCut,
}

/// The state of a schedule.
#[derive(Default)]
pub(super) struct Scene {
    pub now: Duration,
    pub skew: [i64; 2],
    pub dice: Dice,
    pub weather: Weather,
    pub lives: [Life; 2],
    pub terminals: Vec<Pos>,
    pub conns: Vec<Conn>,
    pub queue: Vec<Pending>,
    pub queued: u64,
    pub lie: Lie,
    /// What happened, in order, where somebody will read it.
    pub log: Option<Vec<String>>,
    /// Deaths, by step and by what the cashier had seen.
    pub deaths: Vec<(Step, &'static str)>,
    pub failed_commits: u64,
    /// How payments ended for cashiers who lived to see it.
    pub ends: Vec<&'static str>,
    /// Tills that were closed, and opened for a further day.
    pub tills: Tills,
    /// The desks on which a payment was booked.
    pub booked_on: [bool; 2],
    /// Requests that were not made again, because the terminal had done the first after all.
    pub not_asked_again: u64,
}

/// What became of tills.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tills {
    pub closed: u64,
    pub kept_open: u64,
    pub opened_again: u64,
    /// A supervisor went on by a clock that stood before the books.
    pub clocks_accepted: u64,
}

impl Tills {
    pub(super) fn add(&mut self, other: Tills) {
        self.closed += other.closed;
        self.kept_open += other.kept_open;
        self.opened_again += other.opened_again;
        self.clocks_accepted += other.clocks_accepted;
    }
}

impl Stage {
    pub(super) fn scene(&self) -> MutexGuard<'_, Scene> {
        self.scene.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn begin(&self, plan: &Plan, lie: Lie, recording: bool) {
        let mut dice = Dice::new(plan.seed ^ 0xFA7E);
        let mut lives = [Life { seen: "", ..Life::default() }; 2];
        if plan.weather.crash_within > 0 {
            lives[dice.place(2)].dies_in = Some(plan.weather.crash_within);
        }
        let terminals = if plan.own_terminals { 2 } else { 1 };
        *self.scene() = Scene {
            dice,
            weather: plan.weather,
            lives,
            terminals: (0..terminals).map(|place| Pos::new(plan, place)).collect(),
            lie,
            log: recording.then(Vec::new),
            ..Scene::default()
        };
    }
}

impl Scene {
    pub(super) fn note(&mut self, what: impl FnOnce() -> String) {
        let now = self.now;
        if let Some(log) = &mut self.log {
            log.push(format!("{:>6}.{:03} {}", now.as_secs(), now.subsec_millis(), what()));
        }
    }

    /// Whether the desk lives to take this step.
    pub(super) fn step(&mut self, desk: usize, step: Step) -> bool {
        let life = &mut self.lives[desk];
        if life.dead {
            return false;
        }
        match life.dies_in {
            Some(0 | 1) => {
                (life.dead, life.dies_in) = (true, None);
                let seen = life.seen;
                self.deaths.push((step, seen));
                self.note(|| format!("desk {desk} dies before {step:?}, after «{seen}»"));
                false
            }
            Some(left) => {
                life.dies_in = Some(left - 1);
                true
            }
            None => true,
        }
    }

    /// Whether a commit of the desk fails: it is dead, or the disk is.
    pub(super) fn commit_fails(&mut self, desk: usize) -> bool {
        if !self.step(desk, Step::Commit) {
            return true;
        }
        let percent = self.weather.disk;
        let fails = self.dice.chance(percent);
        if fails {
            self.failed_commits += 1;
        }
        self.note(|| format!("desk {desk} commits{}", if fails { ": fails" } else { "" }));
        fails
    }

    /// A dead desk is started again, and may die again.
    pub(super) fn revive(&mut self, desk: usize) {
        let dies_again = self.dice.chance(self.weather.crash_again);
        let within = self.dice.between(1, 45);
        self.lives[desk] = Life { dead: false, dies_in: dies_again.then_some(within), seen: "" };
        self.note(|| format!("desk {desk} starts"));
    }

    /// No more faults, and whatever was under way on the terminals and the lines has ended.
    pub(super) fn calm_down(&mut self) {
        self.weather = Weather::default();
        self.lives.iter_mut().for_each(|life| life.dies_in = None);
        self.skew = [0; 2];
        self.pass(Duration::from_secs(3_600));
        // A slow line may have fallen hours behind.
        self.pass(self.last_arrival().saturating_sub(self.now));
        self.mend_lines();
        for pos in &mut self.terminals {
            pos.gone_until = Duration::ZERO;
            pos.behave_well();
        }
        self.note(|| "the faults stop".to_owned());
    }

    /// The night passes, and it is the same hour of the next day.
    pub(super) fn night(&mut self) {
        self.pass(Duration::from_secs(86_400));
        self.note(|| "the next day".to_owned());
    }

    /// The calendar clock of a desk, without the days of earlier schedules.
    fn clock(&self, desk: usize) -> Moment {
        // Ten in the morning in Athens; every schedule begins then.
        let start = Utc.with_ymd_and_hms(2026, 11, 24, 8, 0, 0).unwrap();
        start + TimeDelta::seconds(self.skew[desk]) + TimeDelta::from_std(self.now).unwrap()
    }
}

/// A desk's calendar clock. Reading it is where another desk comes in between: the real code reads it just before
/// each write of the journal.
pub(super) struct StageClock {
    pub stage: Arc<Stage>,
    pub desk: usize,
}

impl Clock for StageClock {
    fn now(&self) -> Moment {
        Guest::may_come_in(&self.stage, self.desk);
        let before = TimeDelta::days(self.stage.days_before.load(Ordering::Relaxed).into());
        self.stage.scene().clock(self.desk) + before
    }

    /// Jumps of the calendar clock do not touch it.
    fn steady(&self) -> Option<Steady> {
        let days = TimeDelta::days(self.stage.days_before.load(Ordering::Relaxed).into());
        let elapsed = days + TimeDelta::from_std(self.stage.scene().now).unwrap();
        Some(Steady { origin: "the stage".to_owned(), elapsed })
    }
}
