//! The one place where the program reads the time of day. Everything else is given a [`Clock`].

use std::sync::Mutex;

use chrono::Utc;

use crate::domain::time::Moment;

/// Says what time it is.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Moment;
}

/// The PC's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        Utc::now()
    }
}

/// A clock that stands where it is put, for tests and rehearsals.
#[derive(Debug)]
pub struct ManualClock(Mutex<Moment>);

impl ManualClock {
    /// A clock that stands at a moment.
    #[must_use]
    pub fn at(moment: Moment) -> ManualClock {
        ManualClock(Mutex::new(moment))
    }

    /// Puts the clock, forward or back.
    pub fn set(&self, moment: Moment) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = moment;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Moment {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
