//! How long citizens stand at the desk: from the first look-up of their debts to the paper in their hand.
//!
//! Measured is each sale whose paper is known to have come out on the day of its look-up: from the first look-up by its
//! cashier, after that cashier's paper before it, that showed a debtor whom the sale is of. A second sale to the same
//! citizen without another look-up is part of the first visit and is not measured.

use std::collections::BTreeMap;

use chrono::Timelike as _;
use serde::Serialize;

use super::names::{ByName, Name};
use crate::domain::time::{Moment, local_date};

/// What happens at a cashier's desk, in the order of its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Visit<'a> {
    /// Debts were looked up; the debtors whom it showed.
    LookedUp { debtors: &'a [i64] },
    /// The paper of a sale came out; the debtors whose debts it settles.
    Paper { debtors: &'a [i64] },
}

/// Seconds from the first look-up to the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct ServiceTimes {
    /// How many visits were measured.
    pub citizens: u64,
    /// The lower of the two in the middle, where they are even. Nothing where none was measured.
    pub median_s: Option<u64>,
    pub slowest_s: Option<u64>,
}

/// Counts visits, told in the order of their time.
#[derive(Debug, Default)]
pub struct Counter {
    /// By cashier: when each debtor was first looked up on that day since the last paper.
    since: ByName<BTreeMap<i64, Moment>>,
    seconds: Vec<u64>,
}

impl Counter {
    pub fn tell(&mut self, cashier: Name, at: Moment, visit: &Visit<'_>) {
        let Some(since) = self.since.under(cashier) else { return };
        match visit {
            Visit::LookedUp { debtors } => {
                for debtor in *debtors {
                    let first = since.entry(*debtor).or_insert(at);
                    // Who went away without paying and comes back on another day.
                    if !of_one_day(*first, at) {
                        *first = at;
                    }
                }
            }
            Visit::Paper { debtors } => {
                let first = debtors.iter().filter_map(|debtor| since.get(debtor)).min().copied();
                since.clear();
                let Some(first) = first.filter(|first| of_one_day(*first, at)) else { return };
                if let Ok(seconds) = u64::try_from((at - first).num_seconds()) {
                    self.seconds.push(seconds);
                }
            }
        }
    }

    pub fn times(mut self) -> ServiceTimes {
        self.seconds.sort_unstable();
        let middle = self.seconds.len().saturating_sub(1) / 2;
        ServiceTimes {
            citizens: u64::try_from(self.seconds.len()).unwrap_or(u64::MAX),
            median_s: self.seconds.get(middle).copied(),
            slowest_s: self.seconds.last().copied(),
        }
    }
}

/// Whether both are of one local day. Athens is two or three hours ahead of UTC: before 21:00 UTC the day is the same.
fn of_one_day(one: Moment, other: Moment) -> bool {
    let (one_utc, other_utc) = (one.naive_utc(), other.naive_utc());
    if one_utc.hour() < 21 && other_utc.hour() < 21 {
        return one_utc.date() == other_utc.date();
    }
    local_date(one) == local_date(other)
}

#[cfg(test)]
mod tests {
    use super::super::names::Names;
    use super::*;

    /// On 23 November, or on the day that stands before it.
    fn at(time: &str) -> Moment {
        let time = if time.contains('T') { time.to_owned() } else { format!("2026-11-23T{time}") };
        format!("{time}Z").parse().unwrap()
    }

    fn told(visits: &[(&str, &str, Visit<'_>)]) -> ServiceTimes {
        let (mut counter, mut names) = (Counter::default(), Names::default());
        visits.iter().for_each(|(cashier, time, visit)| counter.tell(names.name(cashier), at(time), visit));
        counter.times()
    }

    fn looked(debtors: &[i64]) -> Visit<'_> {
        Visit::LookedUp { debtors }
    }

    fn paper(debtors: &[i64]) -> Visit<'_> {
        Visit::Paper { debtors }
    }

    #[test]
    fn a_visit_lasts_from_the_first_look_up_of_its_debtor_to_the_paper() {
        let times = told(&[
            // Somebody who went away without paying.
            ("maria", "08:00:00", looked(&[9])),
            ("maria", "08:01:00", looked(&[1, 2])),
            ("maria", "08:01:20", looked(&[1])),
            // Another desk meanwhile.
            ("nikos", "08:01:30", looked(&[7])),
            ("maria", "08:01:50", paper(&[1])),
            ("nikos", "08:01:40", paper(&[7])),
            // The same citizen pays once more: part of the same visit.
            ("maria", "08:02:30", paper(&[1])),
            ("maria", "08:03:00", looked(&[1])),
            ("maria", "08:04:30", paper(&[1])),
        ]);
        assert_eq!(times, ServiceTimes { citizens: 3, median_s: Some(50), slowest_s: Some(90) });
    }

    #[test]
    fn what_was_not_looked_up_or_on_another_day_is_not_measured() {
        assert_eq!(told(&[("maria", "08:00:00", paper(&[1]))]), ServiceTimes::default());
        // 00:01 in Athens is another day.
        let overnight = told(&[("maria", "21:00:00", looked(&[1])), ("maria", "22:01:00", paper(&[1]))]);
        assert_eq!(overnight, ServiceTimes::default());
        assert_eq!(told(&[]), ServiceTimes { citizens: 0, median_s: None, slowest_s: None });
    }

    #[test]
    fn a_citizen_who_comes_back_on_another_day_is_measured_from_the_look_up_of_that_day() {
        let times = told(&[
            ("maria", "2026-11-23T10:00:00", looked(&[1])),
            ("maria", "2026-11-24T08:00:00", looked(&[1])),
            ("maria", "2026-11-24T08:00:40", paper(&[1])),
        ]);
        assert_eq!(times, ServiceTimes { citizens: 1, median_s: Some(40), slowest_s: Some(40) });
    }

    #[test]
    fn a_day_begins_at_local_midnight_in_winter_and_in_summer() {
        for (one, other, same) in [
            ("2026-11-23T21:59:59", "2026-11-23T22:00:00", false),
            ("2026-11-23T22:00:00", "2026-11-24T20:00:00", true),
            ("2026-07-23T20:59:59", "2026-07-23T21:00:00", false),
            ("2026-07-23T21:00:00", "2026-07-24T20:59:59", true),
            ("2026-07-23T00:00:00", "2026-07-24T00:00:00", false),
        ] {
            assert_eq!(of_one_day(at(one), at(other)), same, "{one} {other}");
        }
    }
}
