//! Moments and the local time of the desk: what is stored is UTC, what people read is Europe/Athens. Nothing
//! here asks what time it is.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Europe::Athens;

/// A moment, as it is stored.
pub type Moment = DateTime<Utc>;

/// The moment on the desk's clock (Europe/Athens, daylight saving included), whatever zone the PC is set to.
pub fn local(moment: Moment) -> NaiveDateTime {
    moment.with_timezone(&Athens).naive_local()
}

/// The desk's date at a moment.
pub fn local_date(moment: Moment) -> NaiveDate {
    local(moment).date()
}

/// ISO 8601 with the offset of the desk: `2026-11-23T10:15:02+02:00`.
pub fn iso_local(moment: Moment) -> String {
    moment.with_timezone(&Athens).to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
}

/// The moment at which the desk's clock shows a local time. A time that the clock shows twice (the hour before
/// winter time) is the first of the two; one that it jumps over is the moment of the jump. Nothing only at the
/// ends of the calendar.
pub fn moment_of(local: NaiveDateTime) -> Option<Moment> {
    // A jump is one hour; the clock is looked for minute by minute because the jump is on a whole one.
    (0..=120).find_map(|minutes| {
        let shown =
            if minutes == 0 { local } else { whole_minute(local)?.checked_add_signed(TimeDelta::minutes(minutes))? };
        Athens.from_local_datetime(&shown).earliest().map(|moment| moment.with_timezone(&Utc))
    })
}

fn whole_minute(local: NaiveDateTime) -> Option<NaiveDateTime> {
    use chrono::Timelike;
    local.with_second(0)?.with_nanosecond(0)
}

/// `23/11/2026 10:15`, local, as people in Greece read it.
pub fn minute(at: Moment) -> String {
    local(at).format("%d/%m/%Y %H:%M").to_string()
}

/// `23/11/2026 10:15:09`.
pub fn second(at: Moment) -> String {
    local(at).format("%d/%m/%Y %H:%M:%S").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> Moment {
        text.parse().unwrap()
    }

    fn wall(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn the_clock_jumps_to_four_on_29_march_2026() {
        assert_eq!(local(utc("2026-03-29T00:59:59Z")), wall("2026-03-29T02:59:59"));
        assert_eq!(local(utc("2026-03-29T01:00:00Z")), wall("2026-03-29T04:00:00"));
        assert_eq!(iso_local(utc("2026-03-29T00:59:59Z")), "2026-03-29T02:59:59+02:00");
        assert_eq!(iso_local(utc("2026-03-29T01:00:00Z")), "2026-03-29T04:00:00+03:00");
    }

    #[test]
    fn the_clock_shows_three_to_four_twice_on_25_october_2026() {
        assert_eq!(local(utc("2026-10-25T00:30:00Z")), wall("2026-10-25T03:30:00"));
        assert_eq!(local(utc("2026-10-25T01:30:00Z")), wall("2026-10-25T03:30:00"));
        assert_eq!(iso_local(utc("2026-10-25T00:30:00Z")), "2026-10-25T03:30:00+03:00");
        assert_eq!(iso_local(utc("2026-10-25T01:30:00Z")), "2026-10-25T03:30:00+02:00");
    }

    #[test]
    fn the_desks_day_begins_at_its_own_midnight() {
        assert_eq!(local_date(utc("2026-11-22T21:59:59Z")), wall("2026-11-22T00:00:00").date());
        assert_eq!(local_date(utc("2026-11-22T22:00:00Z")), wall("2026-11-23T00:00:00").date());
        assert_eq!(local_date(utc("2026-07-22T21:00:00Z")), wall("2026-07-23T00:00:00").date());
        // The year of a receipt is the desk's, not that of UTC.
        assert_eq!(local_date(utc("2026-12-31T22:00:00Z")), wall("2027-01-01T00:00:00").date());
    }

    #[test]
    fn a_local_time_has_one_moment_also_where_the_clock_shows_it_twice_or_never() {
        assert_eq!(moment_of(wall("2026-11-23T10:15:02")), Some(utc("2026-11-23T08:15:02Z")));
        assert_eq!(moment_of(wall("2026-07-23T10:15:02")), Some(utc("2026-07-23T07:15:02Z")));
        assert_eq!(moment_of(wall("2026-10-25T03:30:00")), Some(utc("2026-10-25T00:30:00Z")));
        assert_eq!(moment_of(wall("2026-03-29T03:00:00")), Some(utc("2026-03-29T01:00:00Z")));
        assert_eq!(moment_of(wall("2026-03-29T03:59:59.5")), Some(utc("2026-03-29T01:00:00Z")));
    }

    #[test]
    fn every_minute_of_2026_comes_back_from_its_local_time_but_the_repeated_hour() {
        let first = utc("2025-12-31T22:00:00Z");
        let again = utc("2026-10-25T01:00:00Z")..utc("2026-10-25T02:00:00Z");
        for minutes in (0..365 * 24 * 60).step_by(7) {
            let moment = first + TimeDelta::minutes(minutes);
            let expected = if again.contains(&moment) { moment - TimeDelta::hours(1) } else { moment };
            assert_eq!(moment_of(local(moment)), Some(expected));
        }
    }
}
