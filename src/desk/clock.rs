//! The one place where the program reads the time of day. Everything else is given a [`Clock`].

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{TimeDelta, Utc};

use super::steady;
use crate::domain::{steady::Steady, time::Moment};

/// Says what time it is.
pub trait Clock: Send + Sync {
    fn now(&self) -> Moment;

    /// A clock that nobody puts, by which it is told how long a request has been under way. Nothing where there is none:
    /// then [`Clock::now`] counts.
    fn steady(&self) -> Option<Steady> {
        None
    }
}

#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        Utc::now()
    }

    fn steady(&self) -> Option<Steady> {
        steady::read()
    }
}

/// A clock that stands where it is put, for tests and rehearsals.
#[derive(Debug)]
pub struct ManualClock(Mutex<Hands>);

/// What the two clocks show.
#[derive(Debug)]
struct Hands {
    now: Moment,
    steady: TimeDelta,
}

impl ManualClock {
    /// A clock that stands at a moment.
    pub fn at(moment: Moment) -> ManualClock {
        ManualClock(Mutex::new(Hands { now: moment, steady: TimeDelta::zero() }))
    }

    /// Puts the calendar clock, forward or back. No time passes.
    pub fn set(&self, moment: Moment) {
        self.hands().now = moment;
    }

    /// Lets time pass on both clocks.
    pub fn pass(&self, time: Duration) {
        let mut hands = self.hands();
        hands.now += time;
        hands.steady += TimeDelta::from_std(time).unwrap_or(TimeDelta::MAX);
    }

    fn hands(&self) -> MutexGuard<'_, Hands> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Moment {
        self.hands().now
    }

    fn steady(&self) -> Option<Steady> {
        Some(Steady { origin: "by hand".to_owned(), elapsed: self.hands().steady })
    }
}
