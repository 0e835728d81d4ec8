//! Amounts, dates and times as people in Greece read them.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use crate::domain::money::Money;

/// `1.234,56 €`.
pub fn money(amount: Money) -> String {
    format!("{}\u{a0}€", amount.greek())
}

/// `30/06/2026`.
pub fn date(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// `09:05`.
pub fn clock(local: NaiveDateTime) -> String {
    local.format("%H:%M").to_string()
}

/// `13:00`; the midnight that ends a day is `24:00`.
pub fn end_of_hours(time: NaiveTime) -> String {
    if time == NaiveTime::MIN { "24:00".to_owned() } else { time.format("%H:%M").to_string() }
}

/// Whole minutes from a local time until a time of the same day; nothing once it has passed.
pub fn minutes_until(local: NaiveDateTime, until: NaiveTime) -> Option<u32> {
    // Midnight as an end is written 00:00 and means the end of the day.
    let end = if until == NaiveTime::MIN { 24 * 60 } else { until.hour() * 60 + until.minute() };
    end.checked_sub(local.hour() * 60 + local.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: u32, minute: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap().and_hms_opt(hour, minute, 59).unwrap()
    }

    #[test]
    fn amounts_and_dates_are_greek() {
        assert_eq!(money(Money::from_cents(123_456).unwrap()), "1.234,56\u{a0}€");
        assert_eq!(money(Money::ZERO), "0,00\u{a0}€");
        assert_eq!(date(NaiveDate::from_ymd_opt(2026, 6, 3).unwrap()), "03/06/2026");
        assert_eq!(clock(at(9, 5)), "09:05");
    }

    #[test]
    fn the_time_left_until_closing_ends_at_closing() {
        let closing = NaiveTime::from_hms_opt(13, 0, 0).unwrap();
        assert_eq!(minutes_until(at(12, 18), closing), Some(42));
        assert_eq!(minutes_until(at(13, 0), closing), Some(0));
        assert_eq!(minutes_until(at(13, 1), closing), None);
        assert_eq!(minutes_until(at(23, 0), NaiveTime::MIN), Some(60));
        assert_eq!((end_of_hours(closing).as_str(), end_of_hours(NaiveTime::MIN).as_str()), ("13:00", "24:00"));
    }
}
