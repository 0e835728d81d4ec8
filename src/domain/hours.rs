//! When the desk takes payments: weekly hours, the Greek holidays, the extra and cancelled days of the
//! configuration. All in the desk's local time, which already has daylight saving in it. Here is no clock:
//! the moment is always given.

use std::fmt;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use thiserror::Error;

use super::holidays::{Holiday, holiday};
use super::time::{Moment, local, moment_of};

/// One day's opening, start included and end excluded. An end of `00:00` is the midnight that ends the day,
/// because nothing can close before it opens; so `00:00-24:00` is open all day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub from: NaiveTime,
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
        /// Closing time; `00:00` is midnight.
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
        let bad = || BadSpan(text.chars().take(40).collect());
        let (from, to) = text.split_once(['-', '–']).ok_or_else(bad)?;
        let from = minute_of_day(from).ok_or_else(bad)?;
        let to = minute_of_day(to).ok_or_else(bad)?;
        if from >= to {
            return Err(bad());
        }
        Ok(Span { from: time_of(from).ok_or_else(bad)?, to: time_of(to % MINUTES_OF_DAY).ok_or_else(bad)? })
    }

    /// Whether the desk is open at a time of the day.
    pub fn contains(&self, time: NaiveTime) -> bool {
        self.from <= time && (self.ends_at_midnight() || time < self.to)
    }

    fn ends_at_midnight(&self) -> bool {
        self.to == NaiveTime::MIN
    }
}

const MINUTES_OF_DAY: u32 = 24 * 60;

/// Minutes since midnight of `HH:MM` or `H:MM`, `24:00` included.
fn minute_of_day(text: &str) -> Option<u32> {
    let (hour, minute) = text.trim().split_once(':')?;
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if !(1..=2).contains(&hour.len()) || minute.len() != 2 || !digits(hour) || !digits(minute) {
        return None;
    }
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    let total = hour * 60 + minute;
    (minute < 60 && total <= MINUTES_OF_DAY).then_some(total)
}

fn time_of(minute_of_day: u32) -> Option<NaiveTime> {
    NaiveTime::from_hms_opt(minute_of_day / 60, minute_of_day % 60, 0)
}

impl fmt::Display for Span {
    /// As it is parsed: `08:30-13:00`, midnight as an end `24:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let to = if self.ends_at_midnight() { "24:00".to_owned() } else { self.to.format("%H:%M").to_string() };
        f.pad(&format!("{}-{to}", self.from.format("%H:%M")))
    }
}

impl Hours {
    /// What the desk is at a local time. An extra day closes it whatever else the day is; a holiday is named
    /// also on a weekday on which the desk never opens.
    pub fn at(&self, local: NaiveDateTime) -> DeskTime {
        let date = local.date();
        if let Some(holiday) = self.holiday_on(date) {
            return DeskTime::Holiday(holiday);
        }
        match self.span_on(date) {
            None => DeskTime::ClosedDay,
            Some(today) if today.contains(local.time()) => DeskTime::Open { until: today.to },
            Some(today) => DeskTime::OutsideHours { today },
        }
    }

    /// How long the desk stays open from a moment on, in time that really passes; nothing when it is closed.
    pub fn left(&self, now: Moment) -> Option<TimeDelta> {
        let here = local(now);
        let DeskTime::Open { until } = self.at(here) else { return None };
        let last_day = if until == NaiveTime::MIN { here.date().succ_opt()? } else { here.date() };
        Some((moment_of(last_day.and_time(until))? - now).max(TimeDelta::zero()))
    }

    fn holiday_on(&self, date: NaiveDate) -> Option<Holiday> {
        if self.holidays_extra.contains(&date) {
            return Some(Holiday::Extra);
        }
        holiday(date).filter(|_| !self.holidays_cancelled.contains(&date))
    }

    fn span_on(&self, date: NaiveDate) -> Option<Span> {
        let weekday = usize::try_from(date.weekday().num_days_from_monday()).ok()?;
        self.week.get(weekday).copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Monday to Thursday 08:30–13:00, as the municipality announced it.
    fn desk() -> Hours {
        let span = Some(Span::parse("08:30-13:00").unwrap());
        Hours { week: [span, span, span, span, None, None, None], ..Hours::default() }
    }

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    fn utc(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn ok_spans() {
        for (text, printed) in [
            ("08:30-13:00", "08:30-13:00"),
            (" 8:30 - 13:00 ", "08:30-13:00"),
            ("08:30–13:00", "08:30-13:00"),
            ("00:00-24:00", "00:00-24:00"),
            ("00:00-23:59", "00:00-23:59"),
            ("23:59-24:00", "23:59-24:00"),
        ] {
            assert_eq!(Span::parse(text).unwrap().to_string(), printed);
        }
    }

    #[test]
    fn err_spans() {
        for text in [
            "",
            "-",
            "08:30",
            "08:30-",
            "-13:00",
            "13:00-08:30",
            "08:30-08:30",
            "24:00-24:00",
            "08:30-24:01",
            "08:60-13:00",
            "25:00-26:00",
            "0830-1300",
            "08:30-13:00-14:00",
            "08:30-13:0",
            "+8:30-13:00",
            "008:30-13:00",
        ] {
            assert_eq!(Span::parse(text), Err(BadSpan(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn the_desk_opens_on_the_minute_and_closes_on_the_minute() {
        let today = Span::parse("08:30-13:00").unwrap();
        let open = DeskTime::Open { until: today.to };
        let desk = desk();
        assert_eq!(desk.at(at("2026-11-23T08:29:59.999")), DeskTime::OutsideHours { today });
        assert_eq!(desk.at(at("2026-11-23T08:30:00")), open);
        assert_eq!(desk.at(at("2026-11-26T12:59:59.999")), open);
        assert_eq!(desk.at(at("2026-11-26T13:00:00")), DeskTime::OutsideHours { today });
        assert_eq!(desk.at(at("2026-11-27T10:00:00")), DeskTime::ClosedDay);
        assert_eq!(desk.at(at("2026-11-29T10:00:00")), DeskTime::ClosedDay);
    }

    #[test]
    fn a_day_to_midnight_is_open_to_its_last_moment() {
        let day = Some(Span::parse("00:00-24:00").unwrap());
        let always = Hours { week: [day; 7], ..Hours::default() };
        for text in ["2026-11-23T00:00:00", "2026-11-23T12:00:00", "2026-11-23T23:59:59.999999999"] {
            assert_eq!(always.at(at(text)), DeskTime::Open { until: NaiveTime::MIN }, "{text}");
        }
        assert_eq!(always.left(utc("2026-11-23T21:30:00Z")), Some(TimeDelta::minutes(30)));
    }

    #[test]
    fn holidays_close_the_desk_and_the_configuration_adds_and_takes_away() {
        let mut desk = desk();
        assert_eq!(desk.at(at("2026-10-28T10:00:00")), DeskTime::Holiday(Holiday::OhiDay));
        // 15 August 2026 is a Saturday: the holiday is the better answer.
        assert_eq!(desk.at(at("2026-08-15T10:00:00")), DeskTime::Holiday(Holiday::Dormition));
        assert!(matches!(desk.at(at("2026-10-26T10:00:00")), DeskTime::Open { .. }));

        desk.holidays_extra = vec!["2026-10-26".parse().unwrap()];
        desk.holidays_cancelled = vec!["2026-10-28".parse().unwrap(), "2026-08-15".parse().unwrap()];
        assert_eq!(desk.at(at("2026-10-26T10:00:00")), DeskTime::Holiday(Holiday::Extra));
        assert!(matches!(desk.at(at("2026-10-28T10:00:00")), DeskTime::Open { .. }));
        assert_eq!(desk.at(at("2026-08-15T10:00:00")), DeskTime::ClosedDay);

        desk.holidays_cancelled.push("2026-10-26".parse().unwrap());
        assert_eq!(desk.at(at("2026-10-26T10:00:00")), DeskTime::Holiday(Holiday::Extra), "extra is the safer word");
    }

    #[test]
    fn hours_are_the_wall_clocks_on_both_sides_of_each_change_of_2026() {
        let desk = desk();
        // Thursday before and Monday after 29 March (UTC+2 → UTC+3) and 25 October (UTC+3 → UTC+2).
        for (opens, closes) in [
            ("2026-03-26T06:30:00Z", "2026-03-26T11:00:00Z"),
            ("2026-03-30T05:30:00Z", "2026-03-30T10:00:00Z"),
            ("2026-10-22T05:30:00Z", "2026-10-22T10:00:00Z"),
            ("2026-10-26T06:30:00Z", "2026-10-26T11:00:00Z"),
        ] {
            let (opens, closes) = (utc(opens), utc(closes));
            let second = TimeDelta::seconds(1);
            assert!(matches!(desk.at(local(opens - second)), DeskTime::OutsideHours { .. }), "{opens}");
            assert!(matches!(desk.at(local(opens)), DeskTime::Open { .. }), "{opens}");
            assert!(matches!(desk.at(local(closes - second)), DeskTime::Open { .. }), "{closes}");
            assert!(matches!(desk.at(local(closes)), DeskTime::OutsideHours { .. }), "{closes}");
            assert_eq!(desk.left(opens), Some(TimeDelta::minutes(270)));
            assert_eq!(desk.left(closes - second), Some(second));
            assert_eq!(desk.left(closes), None);
        }
    }

    #[test]
    fn a_day_of_23_or_25_hours_says_how_long_it_really_stays_open() {
        let day = Some(Span::parse("00:00-24:00").unwrap());
        let always = Hours { week: [day; 7], ..Hours::default() };
        assert_eq!(always.left(utc("2026-03-28T22:00:00Z")), Some(TimeDelta::hours(23)));
        assert_eq!(always.left(utc("2026-10-24T21:00:00Z")), Some(TimeDelta::hours(25)));
        // 03:30 does not exist on 29 March: the desk that closes then closes as the clock jumps at 03:00.
        let night = Some(Span::parse("01:00-03:30").unwrap());
        let nights = Hours { week: [night; 7], ..Hours::default() };
        assert_eq!(nights.left(utc("2026-03-29T00:00:00Z")), Some(TimeDelta::hours(1)));
    }

    proptest! {
        #[test]
        fn a_span_prints_as_it_parses(from in 0u32..1440, length in 1u32..=1440) {
            let to = (from + length).min(1440);
            let text = format!("{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60);
            let span = Span::parse(&text).unwrap();
            prop_assert_eq!(span.to_string(), text);
            for minute in 0..1440 {
                prop_assert_eq!(span.contains(time_of(minute).unwrap()), (from..to).contains(&minute));
            }
        }

        #[test]
        fn no_text_makes_a_span_that_closes_before_it_opens(text in "[0-9:\\- –]{0,14}") {
            if let Ok(span) = Span::parse(&text) {
                prop_assert!(span.ends_at_midnight() || span.from < span.to);
                prop_assert_eq!(Span::parse(&span.to_string()), Ok(span));
            }
        }
    }
}
