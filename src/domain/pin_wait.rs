//! How long nobody may try a PIN again after wrong ones. The time grows with each, and always ends: an operator is never
//! locked for good. Wrong PINs are counted where they were typed, so that somebody who types a colleague's PIN wrong keeps
//! themselves from it and not the colleague.

use chrono::TimeDelta;

/// A wrong PIN of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongPin {
    /// Whether it was typed where one would be typed now: at a sign-in, or by the same person asking for approval at the
    /// same desk.
    pub same_place: bool,
    /// How long ago, as far as it is known.
    pub ago: TimeDelta,
    /// How long ago at least, whatever was done to the calendar clock and the machine.
    pub surely_ago: TimeDelta,
}

/// What is in the way of another try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// A moment, after each wrong one.
    Pause(TimeDelta),
    /// After five, and again after each further five.
    Lock(TimeDelta),
}

impl Wait {
    /// How long it still lasts, in whole seconds, at least one.
    pub fn seconds(self) -> u32 {
        let (Wait::Pause(left) | Wait::Lock(left)) = self;
        u32::try_from((left.num_milliseconds() + 999) / 1000).unwrap_or(1).max(1)
    }
}

/// Wrong PINs after which there is a lock.
const A_LOCK: usize = 5;
const FIRST_LOCK: TimeDelta = TimeDelta::minutes(15);
const LATER_LOCK: TimeDelta = TimeDelta::hours(1);
/// Wrong PINs of one person, wherever they are typed, in a minute.
const A_MINUTE: usize = 6;
const MINUTE: TimeDelta = TimeDelta::minutes(1);

/// What is in the way of another try now.
pub fn wait(wrong: &[WrongPin]) -> Option<Wait> {
    let here = wrong.iter().filter(|one| one.same_place).count();
    let last = wrong.iter().filter(|one| one.same_place).map(|one| one.ago).min().unwrap_or(TimeDelta::MAX);
    let after = match after(here) {
        Wait::Pause(time) => Wait::Pause(time - last.min(time)),
        Wait::Lock(time) => Wait::Lock(time - last.min(time)),
    };
    let mut fresh: Vec<TimeDelta> =
        wrong.iter().map(|one| one.surely_ago).filter(|surely_ago| *surely_ago < MINUTE).collect();
    fresh.sort_unstable();
    let together = Wait::Pause(fresh.get(A_MINUTE - 1).map_or(TimeDelta::zero(), |sixth| MINUTE - *sixth));
    let longest = if left(together) > left(after) { together } else { after };
    (left(longest) > TimeDelta::zero()).then_some(longest)
}

fn left(wait: Wait) -> TimeDelta {
    let (Wait::Pause(left) | Wait::Lock(left)) = wait;
    left
}

/// What follows so many wrong ones: 1, 2, 4, 8 seconds, then a quarter of an hour; the same again, and then an hour.
fn after(wrong: usize) -> Wait {
    match wrong % A_LOCK {
        0 if wrong == 0 => Wait::Pause(TimeDelta::zero()),
        0 if wrong == A_LOCK => Wait::Lock(FIRST_LOCK),
        0 => Wait::Lock(LATER_LOCK),
        more => Wait::Pause(TimeDelta::seconds(1 << (more - 1))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(same_place: bool, ago_s: i64) -> WrongPin {
        let ago = TimeDelta::seconds(ago_s);
        WrongPin { same_place, ago, surely_ago: ago }
    }

    #[test]
    fn each_wrong_pin_waits_longer_and_five_lock() {
        let waits: Vec<_> = (1..=15).map(|count| wait(&vec![wrong(true, 0); count]).unwrap().seconds()).collect();
        // Six typed at once would wait for the minute; they cannot be.
        let alone = |count| match after(count) {
            Wait::Pause(time) | Wait::Lock(time) => time.num_seconds(),
        };
        assert_eq!(waits[..5], [1, 2, 4, 8, 900]);
        assert_eq!((6..=16).map(alone).collect::<Vec<_>>(), [1, 2, 4, 8, 3600, 1, 2, 4, 8, 3600, 1]);
    }

    #[test]
    fn every_wait_ends() {
        let mut five = vec![wrong(true, 900); 5];
        assert_eq!(wait(&five), None);
        five[4] = wrong(true, 899);
        assert_eq!(wait(&five), Some(Wait::Lock(TimeDelta::seconds(1))));
        assert_eq!(wait(&[]), None);
    }

    #[test]
    fn what_others_typed_elsewhere_is_no_wait_until_six_in_a_minute() {
        let mut tried = vec![wrong(false, 3); 5];
        assert_eq!(wait(&tried), None);
        tried.push(wrong(true, 10));
        assert_eq!(wait(&tried), Some(Wait::Pause(TimeDelta::seconds(50))));
    }

    #[test]
    fn a_part_of_a_second_is_waited_for_whole() {
        assert_eq!(Wait::Pause(TimeDelta::milliseconds(1_001)).seconds(), 2);
        assert_eq!(Wait::Pause(TimeDelta::milliseconds(1)).seconds(), 1);
    }
}
