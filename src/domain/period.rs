//! A stretch of days, both ends included: what a report or an export is of.

use chrono::{Days, NaiveDate};
use serde::Serialize;
use thiserror::Error;

/// From a day to a day, neither before the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Period {
    from: NaiveDate,
    to: NaiveDate,
}

/// The end stands before the beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{to} is before {from}")]
pub struct BackwardPeriod {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl Period {
    /// # Errors
    /// [`BackwardPeriod`].
    pub fn new(from: NaiveDate, to: NaiveDate) -> Result<Period, BackwardPeriod> {
        if from <= to { Ok(Period { from, to }) } else { Err(BackwardPeriod { from, to }) }
    }

    pub fn day(day: NaiveDate) -> Period {
        Period { from: day, to: day }
    }

    pub fn from(self) -> NaiveDate {
        self.from
    }

    pub fn to(self) -> NaiveDate {
        self.to
    }

    pub fn contains(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }

    /// The first day that is no longer in it; nothing at the end of the calendar.
    pub fn day_after(self) -> Option<NaiveDate> {
        self.to.checked_add_days(Days::new(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn both_ends_belong_to_a_period_and_none_runs_backwards() {
        let november = Period::new(day("2026-11-01"), day("2026-11-30")).unwrap();
        assert!(november.contains(day("2026-11-01")) && november.contains(day("2026-11-30")));
        assert!(!november.contains(day("2026-10-31")) && !november.contains(day("2026-12-01")));
        assert_eq!(november.day_after(), Some(day("2026-12-01")));
        assert_eq!(Period::new(day("2026-11-02"), day("2026-11-02")).ok(), Some(Period::day(day("2026-11-02"))));
        let backward = BackwardPeriod { from: day("2026-11-02"), to: day("2026-11-01") };
        assert_eq!(Period::new(backward.from, backward.to), Err(backward));
    }
}
