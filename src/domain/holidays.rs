//! The Greek public holidays on which the desk is closed, movable ones by the Orthodox Easter. A moved 1 May
//! and local days such as 26 October come from the configuration, not from here.

use chrono::{Datelike, Days, NaiveDate};

use super::worded::worded;

worded! {
    /// Why a day is a holiday.
    pub enum Holiday {
        /// 1 January.
        NewYear = "new_year",
        /// 6 January.
        Epiphany = "epiphany",
        /// 48 days before Easter.
        CleanMonday = "clean_monday",
        /// 25 March.
        Annunciation = "annunciation",
        /// 2 days before Easter.
        GoodFriday = "good_friday",
        /// The day after Easter.
        EasterMonday = "easter_monday",
        /// 1 May.
        LabourDay = "labour_day",
        /// 50 days after Easter.
        WhitMonday = "whit_monday",
        /// 15 August.
        Dormition = "dormition",
        /// 28 October.
        OhiDay = "ohi_day",
        /// 25 December.
        Christmas = "christmas",
        /// 26 December.
        SecondChristmas = "second_christmas",
        /// A day of the configuration.
        Extra = "extra",
    }
}

/// Orthodox Easter Sunday of a year in the civil calendar: Meeus' rule for the Julian Easter and the thirteen
/// days between the calendars. Nothing outside 1900..=2099, where the difference is another.
pub fn orthodox_easter(year: i32) -> Option<NaiveDate> {
    if !(1900..=2099).contains(&year) {
        return None;
    }
    let y = u32::try_from(year).ok()?;
    let (a, b, c) = (y % 4, y % 7, y % 19);
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b + 34 - d) % 7;
    let (month, day) = ((d + e + 114) / 31, (d + e + 114) % 31 + 1);
    // The Julian date is always 22 March to 25 April, so the same words name a day of the civil calendar.
    NaiveDate::from_ymd_opt(year, month, day)?.checked_add_days(Days::new(13))
}

/// The holiday that a date is, by the calendar alone. Where a fixed and a movable one meet (25 March on Clean
/// Monday) it is named after the fixed one. Movable holidays outside 1900..=2099 are not known.
pub fn holiday(date: NaiveDate) -> Option<Holiday> {
    fixed(date).or_else(|| movable(date))
}

fn fixed(date: NaiveDate) -> Option<Holiday> {
    match (date.month(), date.day()) {
        (1, 1) => Some(Holiday::NewYear),
        (1, 6) => Some(Holiday::Epiphany),
        (3, 25) => Some(Holiday::Annunciation),
        (5, 1) => Some(Holiday::LabourDay),
        (8, 15) => Some(Holiday::Dormition),
        (10, 28) => Some(Holiday::OhiDay),
        (12, 25) => Some(Holiday::Christmas),
        (12, 26) => Some(Holiday::SecondChristmas),
        _ => None,
    }
}

fn movable(date: NaiveDate) -> Option<Holiday> {
    match date.signed_duration_since(orthodox_easter(date.year())?).num_days() {
        -48 => Some(Holiday::CleanMonday),
        -2 => Some(Holiday::GoodFriday),
        1 => Some(Holiday::EasterMonday),
        50 => Some(Holiday::WhitMonday),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_holidays_of_2026_are_these_and_no_others() {
        let found: Vec<(NaiveDate, Holiday)> =
            day("2026-01-01").iter_days().take(365).filter_map(|d| holiday(d).map(|h| (d, h))).collect();
        let expected = [
            ("2026-01-01", Holiday::NewYear),
            ("2026-01-06", Holiday::Epiphany),
            ("2026-02-23", Holiday::CleanMonday),
            ("2026-03-25", Holiday::Annunciation),
            ("2026-04-10", Holiday::GoodFriday),
            ("2026-04-13", Holiday::EasterMonday),
            ("2026-05-01", Holiday::LabourDay),
            ("2026-06-01", Holiday::WhitMonday),
            ("2026-08-15", Holiday::Dormition),
            ("2026-10-28", Holiday::OhiDay),
            ("2026-12-25", Holiday::Christmas),
            ("2026-12-26", Holiday::SecondChristmas),
        ];
        assert_eq!(found, expected.map(|(d, h)| (day(d), h)));
    }

    #[test]
    fn easter_is_a_sunday_between_4_april_and_8_may_in_every_year_it_is_known() {
        for year in 1900..=2099 {
            let easter = orthodox_easter(year).unwrap();
            assert_eq!(easter.weekday(), Weekday::Sun, "{year}");
            let first = NaiveDate::from_ymd_opt(year, 4, 4).unwrap();
            let last = NaiveDate::from_ymd_opt(year, 5, 8).unwrap();
            assert!((first..=last).contains(&easter), "{easter}");
        }
    }

    #[test]
    fn easter_is_not_guessed_outside_the_centuries_of_thirteen_days() {
        assert_eq!(orthodox_easter(1899), None);
        assert_eq!(orthodox_easter(2100), None);
        assert_eq!(orthodox_easter(-4), None);
        assert_eq!(holiday(day("2100-01-01")), Some(Holiday::NewYear));
    }

    #[test]
    fn one_may_on_easter_monday_is_still_one_holiday() {
        assert_eq!(orthodox_easter(2051), Some(day("2051-05-07")));
        assert_eq!(orthodox_easter(1983), Some(day("1983-05-08")));
        assert_eq!(orthodox_easter(2000), Some(day("2000-04-30")));
        assert_eq!(holiday(day("2000-05-01")), Some(Holiday::LabourDay));
    }
}
