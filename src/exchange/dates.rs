//! Dates of files, by the pattern of a mapping. The two common patterns take a short way, because a file has
//! three dates a row; every other pattern goes through chrono.

use std::fmt::Write as _;

use chrono::format::{Item, Parsed, StrftimeItems, parse};
use chrono::{Datelike, NaiveDate, NaiveTime};

use super::mapping::MappingError;

/// A pattern that is known to give year, month and day.
#[derive(Debug, Clone)]
pub(super) struct DateFormat {
    items: Vec<Item<'static>>,
    short_way: Option<ShortWay>,
}

#[derive(Debug, Clone, Copy)]
enum ShortWay {
    /// `%d/%m/%Y`
    DayMonthYear,
    /// `%Y-%m-%d`
    YearMonthDay,
}

impl DateFormat {
    /// Prepares a pattern.
    ///
    /// # Errors
    /// [`MappingError::Date`] when it is none, or when a date written with it cannot be read back.
    pub(super) fn compile(pattern: &str) -> Result<DateFormat, MappingError> {
        let refused = || MappingError::Date(pattern.to_owned());
        let items = StrftimeItems::new(pattern).parse_to_owned().map_err(|_| refused())?;
        let short_way = match pattern {
            "%d/%m/%Y" => Some(ShortWay::DayMonthYear),
            "%Y-%m-%d" => Some(ShortWay::YearMonthDay),
            _ => None,
        };
        let format = DateFormat { items, short_way };
        // Two dates that share no part, so that no part can be missing from the pattern.
        let samples = [NaiveDate::from_ymd_opt(2026, 11, 23), NaiveDate::from_ymd_opt(2031, 2, 4)];
        let comes_back = |date: NaiveDate| format.write(date).is_some_and(|text| format.read(&text) == Some(date));
        if samples.into_iter().flatten().all(comes_back) { Ok(format) } else { Err(refused()) }
    }

    /// Reads a date of the years 1900 to 2199: beyond them it is a slip of the pen, or a year of two digits
    /// under a pattern that wants four.
    pub(super) fn read(&self, text: &str) -> Option<NaiveDate> {
        let date = match self.short_way {
            Some(ShortWay::DayMonthYear) => {
                let mut parts = text.as_bytes().split(|b| *b == b'/');
                let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
                if parts.next().is_some() { None } else { from_parts(year, month, day) }
            }
            Some(ShortWay::YearMonthDay) => {
                let mut parts = text.as_bytes().split(|b| *b == b'-');
                let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
                if parts.next().is_some() { None } else { from_parts(year, month, day) }
            }
            None => {
                let mut parsed = Parsed::new();
                parse(&mut parsed, text, self.items.iter()).ok()?;
                parsed.to_naive_date().ok()
            }
        }?;
        (1900..2200).contains(&date.year()).then_some(date)
    }

    /// Writes a date; nothing when the pattern asks for what a date lacks (a time zone).
    pub(super) fn write(&self, date: NaiveDate) -> Option<String> {
        let mut text = String::new();
        // Not `to_string`, which panics where the pattern asks too much.
        write!(text, "{}", date.and_time(NaiveTime::MIN).format_with_items(self.items.iter())).ok()?;
        Some(text)
    }
}

/// A year of four digits, a month and a day of one or two.
fn from_parts(year: &[u8], month: &[u8], day: &[u8]) -> Option<NaiveDate> {
    if year.len() != 4 || !(1..=2).contains(&month.len()) || !(1..=2).contains(&day.len()) {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(digits(year)?).ok()?, digits(month)?, digits(day)?)
}

/// Digits and nothing else.
fn digits(text: &[u8]) -> Option<u32> {
    text.iter().try_fold(0, |number, b| b.is_ascii_digit().then(|| number * 10 + u32::from(b - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    #[test]
    fn the_common_patterns_read_what_people_write() {
        let greek = DateFormat::compile("%d/%m/%Y").unwrap();
        assert_eq!(greek.read("30/06/2026"), day(2026, 6, 30));
        assert_eq!(greek.read("3/6/2026"), day(2026, 6, 3));
        for bad in ["31/06/2026", "30/06/26", "30-06-2026", "+3/6/2026", "30/06/2026 ", "", "//", "1/1/0001"] {
            assert_eq!(greek.read(bad), None, "{bad}");
        }
        let iso = DateFormat::compile("%Y-%m-%d").unwrap();
        assert_eq!(iso.read("2024-02-29"), day(2024, 2, 29));
        assert_eq!(iso.read("2023-02-29"), None);
    }

    #[test]
    fn other_patterns_go_through_chrono() {
        assert_eq!(DateFormat::compile("%d.%m.%y").unwrap().read("05.03.26"), day(2026, 3, 5));
        assert_eq!(DateFormat::compile("%Y%m%d").unwrap().read("20260305"), day(2026, 3, 5));
        let timed = DateFormat::compile("%d/%m/%Y %H:%M:%S").unwrap();
        assert_eq!(timed.read("30/06/2026 00:00:00"), day(2026, 6, 30));
        assert_eq!(timed.read("30/06/2026"), None);
    }

    #[test]
    fn a_pattern_without_year_month_and_day_is_refused() {
        for bad in ["", "%d/%m", "%Y-%m", "%H:%M", "%Q", "ημερομηνία", "%d/%m/%Y %z"] {
            assert_eq!(DateFormat::compile(bad).unwrap_err(), MappingError::Date(bad.to_owned()));
        }
    }
}
