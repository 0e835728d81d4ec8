//! The Greek public holidays on which the desk is closed, movable ones by the Orthodox Easter.

use chrono::NaiveDate;

/// Why a day is a holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holiday {
    /// 1 January.
    NewYear,
    /// 6 January.
    Epiphany,
    /// 48 days before Easter.
    CleanMonday,
    /// 25 March.
    Annunciation,
    /// 2 days before Easter.
    GoodFriday,
    /// The day after Easter.
    EasterMonday,
    /// 1 May.
    LabourDay,
    /// 50 days after Easter.
    WhitMonday,
    /// 15 August.
    Dormition,
    /// 28 October.
    OhiDay,
    /// 25 December.
    Christmas,
    /// 26 December.
    SecondChristmas,
    /// A day of the configuration.
    Extra,
}

/// The holiday that a date is, by the calendar alone.
#[must_use]
pub fn holiday(_date: NaiveDate) -> Option<Holiday> {
    None
}
