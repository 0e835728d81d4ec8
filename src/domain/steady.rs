//! Time by a clock that nobody sets, and how long a request has been under way by it. The calendar clock of a PC is put
//! forward and back; a terminal does not charge sooner or later for that.

use chrono::TimeDelta;

use super::time::Moment;

/// A reading of a clock that nobody sets. Two readings tell a time between them where their origin is the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steady {
    /// What it counts from: one start of one machine.
    pub origin: String,
    /// Since then; never below zero.
    pub elapsed: TimeDelta,
}

/// How the origin of a clock begins that ends with its program.
pub const OF_A_PROGRAM: &str = "process ";

impl Steady {
    /// Whether a later program reads the same clock. One that does not says nothing of what an earlier one saw.
    pub fn outlives_programs(&self) -> bool {
        !self.origin.starts_with(OF_A_PROGRAM)
    }
}

/// A time at which a request was written, or was already written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witnessed {
    /// Whether the request was written just then, and not some time before.
    pub written: bool,
    /// By the steady clock.
    pub steady: Steady,
    /// By the calendar clock.
    pub at: Moment,
}

/// What the steady clock has counted since it was read for a witness, where it is the same run of it.
fn counted(one: &Witnessed, steady: Option<&Steady>) -> Option<TimeDelta> {
    let steady = steady.filter(|steady| steady.origin == one.steady.origin)?;
    Some((steady.elapsed - one.steady.elapsed).max(TimeDelta::zero()))
}

/// How long ago something was witnessed by this run of the steady clock, at least: nothing that was done to the calendar
/// or to the machine makes it more.
pub fn surely_ago(witnessed: &[Witnessed], steady: Option<&Steady>) -> TimeDelta {
    witnessed.iter().filter_map(|one| counted(one, steady)).max().unwrap_or_default()
}

/// How long ago a request was written, at least. By the steady clock since it was written, where that clock still runs;
/// else the longer of what the calendar says since `written_at` and what the steady clock has counted since the request
/// was first seen by it. `written_at` is the latest that the journal tells where nobody witnessed the writing.
pub fn age(witnessed: &[Witnessed], written_at: Moment, now: Moment, steady: Option<&Steady>) -> TimeDelta {
    let counted = |one: &Witnessed| counted(one, steady);
    let writing = witnessed.iter().find(|one| one.written);
    if let Some(exactly) = writing.and_then(counted) {
        return exactly;
    }
    let from = writing.map_or(written_at, |one| one.at);
    let by_calendar = now.signed_duration_since(from).max(TimeDelta::zero());
    witnessed.iter().filter_map(counted).fold(by_calendar, TimeDelta::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: TimeDelta = TimeDelta::minutes(1);

    fn steady(origin: &str, minutes: i32) -> Steady {
        Steady { origin: origin.to_owned(), elapsed: MINUTE * minutes }
    }

    fn at(minutes: i64) -> Moment {
        "2026-11-23T08:00:00Z".parse::<Moment>().unwrap() + TimeDelta::minutes(minutes)
    }

    fn written(origin: &str, minutes: i32) -> Witnessed {
        Witnessed { written: true, steady: steady(origin, minutes), at: at(0) }
    }

    #[test]
    fn a_clock_that_is_put_makes_a_request_neither_older_nor_younger() {
        for put in [-60 * 24, -60, 0, 60, 60 * 24 * 365] {
            assert_eq!(age(&[written("a", 5)], at(0), at(put), Some(&steady("a", 7))), MINUTE * 2, "{put}");
        }
    }

    #[test]
    fn after_a_new_start_the_calendar_counts_and_a_clock_that_was_put_back_does_not_hold_a_request_for_ever() {
        let seen = |minutes| Witnessed { written: false, steady: steady("b", minutes), at: at(-60) };
        assert_eq!(age(&[written("a", 5)], at(0), at(9), Some(&steady("b", 1))), MINUTE * 9);
        assert_eq!(age(&[written("a", 5), seen(1)], at(0), at(9), Some(&steady("b", 1))), MINUTE * 9);
        assert_eq!(age(&[written("a", 5), seen(1)], at(0), at(-60), Some(&steady("b", 1))), TimeDelta::zero());
        assert_eq!(age(&[written("a", 5), seen(1)], at(0), at(-56), Some(&steady("b", 5))), MINUTE * 4);
    }

    #[test]
    fn without_a_steady_clock_or_a_witness_the_calendar_counts() {
        assert_eq!(age(&[written("a", 5)], at(3), at(9), None), MINUTE * 9);
        assert_eq!(age(&[], at(3), at(9), Some(&steady("a", 1))), MINUTE * 6);
        assert_eq!(age(&[], at(3), at(2), None), TimeDelta::zero());
    }
}
