//! Whether the PC's clock can be believed. Receipts are numbered by its year and tills named by its day, so a clock that
//! stands before what the books hold, or apart from the terminal's, sells only after a supervisor said why.

use chrono::{NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};

use super::operator::OperatorId;
use super::receipt::ReceiptNo;
use super::time::Moment;

/// How far clocks may differ before somebody is asked.
pub const ALLOWANCE: TimeDelta = TimeDelta::minutes(5);

/// The clock of a terminal beside the PC's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockOffset {
    /// The terminal, as the journal names it.
    pub terminal: String,
    /// How many seconds it is ahead of the PC's; below zero where it is behind.
    pub ahead_s: i64,
}

impl ClockOffset {
    /// What a charge tells: it was dated by the terminal's clock, and asked for and heard of by the PC's. A charge that is
    /// dated between the two tells no difference.
    pub fn told_by(terminal: &str, charged: NaiveDateTime, asked: NaiveDateTime, heard: NaiveDateTime) -> ClockOffset {
        // A clock that was put back meanwhile turns them round.
        let (first, last) = (asked.min(heard), asked.max(heard));
        let ahead = if charged < first { charged - first } else { (charged - last).max(TimeDelta::zero()) };
        ClockOffset { terminal: terminal.to_owned(), ahead_s: ahead.num_seconds() }
    }

    /// By how much it is ahead.
    pub fn ahead(&self) -> TimeDelta {
        TimeDelta::try_seconds(self.ahead_s).unwrap_or(if self.ahead_s < 0 { TimeDelta::MIN } else { TimeDelta::MAX })
    }

    /// Whether it is further from the PC's than clocks may differ.
    pub fn is_apart(&self) -> bool {
        self.ahead_s.unsigned_abs() > ALLOWANCE.num_seconds().unsigned_abs()
    }

    /// Whether it is apart, and not as somebody accepted it before.
    pub fn is_in_doubt(&self, accepted: Option<&ClockOffset>) -> bool {
        let as_accepted =
            |accepted: &ClockOffset| self.ahead_s.abs_diff(accepted.ahead_s) <= ALLOWANCE.num_seconds().unsigned_abs();
        self.is_apart() && !accepted.is_some_and(as_accepted)
    }
}

/// Why the PC's clock is not believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClockDoubt {
    /// The books hold something later.
    BehindTheBooks {
        /// What the clock shows.
        now: Moment,
        /// The latest entry of the books.
        latest: Moment,
    },
    /// The terminal's last result was dated otherwise.
    TerminalDiffers {
        /// What the clock shows.
        now: Moment,
        clock: ClockOffset,
    },
}

impl ClockDoubt {
    /// The stable word of it.
    pub fn word(&self) -> &'static str {
        match self {
            ClockDoubt::BehindTheBooks { .. } => "clock_behind",
            ClockDoubt::TerminalDiffers { .. } => "terminal_clock",
        }
    }
}

/// Whether a clock stands before the latest entry of the books.
pub fn is_behind(now: Moment, latest: Moment) -> bool {
    latest.signed_duration_since(now) > ALLOWANCE
}

/// That a supervisor said of the clock: it is as it should be, or it must do. `Debug` does not print the reason.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockAcceptance {
    /// What the clock showed.
    pub at: Moment,
    /// The latest entry of the books, where the clock stood before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub books_until: Option<Moment>,
    /// The terminal's clock, where it was apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terminal: Option<ClockOffset>,
    pub reason: String,
    pub by: OperatorId,
}

impl std::fmt::Debug for ClockAcceptance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "ClockAcceptance({} by {}, books until {:?}, {:?})",
            self.at, self.by, self.books_until, self.terminal
        )
    }
}

/// A document of an earlier year than the one before it in its series: a clock went back over a year's end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearBack {
    pub document: ReceiptNo,
    /// The one before it.
    pub after: ReceiptNo,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wall(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    fn told(charged: &str, asked: &str, heard: &str) -> i64 {
        let on = |time: &str| wall(&format!("2026-11-23T{time}"));
        ClockOffset::told_by("T", on(charged), on(asked), on(heard)).ahead_s
    }

    fn ahead(minutes: i64) -> ClockOffset {
        ClockOffset { terminal: "T".to_owned(), ahead_s: minutes * 60 }
    }

    #[test]
    fn the_time_that_a_payment_takes_is_no_difference() {
        assert_eq!(told("10:02:30", "10:00:00", "10:03:00"), 0);
        assert_eq!(told("10:03:05", "10:00:00", "10:03:00"), 5);
        assert_eq!(told("09:59:00", "10:00:00", "10:03:00"), -60);
        assert_eq!(told("11:01:00", "10:00:00", "10:01:00"), 3600);
        // The PC's clock was put back an hour meanwhile.
        assert_eq!(told("09:30:00", "10:00:00", "09:00:10"), 0);
    }

    #[test]
    fn five_minutes_are_nothing_and_more_is_asked_once_until_it_changes() {
        assert!(!ahead(5).is_in_doubt(None));
        assert!(!ahead(-5).is_in_doubt(None));
        assert!(ahead(6).is_in_doubt(None));
        assert!(!ahead(60).is_in_doubt(Some(&ahead(56))));
        assert!(ahead(60).is_in_doubt(Some(&ahead(54))));
        assert!(ahead(-60).is_in_doubt(Some(&ahead(60))));
        assert!(!ahead(3).is_in_doubt(Some(&ahead(60))), "it was set right");
    }

    #[test]
    fn a_clock_is_behind_from_more_than_five_minutes_on() {
        let latest: Moment = "2026-11-23T08:05:00Z".parse().unwrap();
        assert!(!is_behind("2026-11-23T08:00:00Z".parse().unwrap(), latest));
        assert!(is_behind("2026-11-23T07:59:59Z".parse().unwrap(), latest));
        assert!(!is_behind("2026-12-23T08:00:00Z".parse().unwrap(), latest));
    }
}
