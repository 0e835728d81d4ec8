//! The names of dated copies, and which of them the rule lets go: the last one of each of the newest days and of each
//! of the newest months stays.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveDateTime};

/// The form of a dated copy's name, on the desk's clock.
const FORM: &str = "tameio-%Y-%m-%d-%H%M%S.db";

/// How many copies stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rule {
    /// Days, the newest that have a copy.
    pub(super) daily: u32,
    /// Months, the newest that have a copy.
    pub(super) monthly: u32,
}

/// The name of a copy that was made at a local time.
pub(super) fn name(at: NaiveDateTime) -> String {
    at.format(FORM).to_string()
}

/// When the copy of a name was made; nothing for a name that is not of this form.
pub(super) fn made_at(file_name: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(file_name, FORM).ok().filter(|at| name(*at) == file_name)
}

/// The copies that the rule lets go, oldest first. The newest always stays.
pub(super) fn superfluous(copies: &[NaiveDateTime], rule: Rule) -> Vec<NaiveDateTime> {
    let mut sorted = copies.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let newest = sorted.last().copied();
    let day = |at: &NaiveDateTime| at.date();
    let month = |at: &NaiveDateTime| at.date().with_day(1).unwrap_or(at.date());
    let days = last_of(&sorted, day, rule.daily);
    let months = last_of(&sorted, month, rule.monthly);
    sorted.retain(|at| Some(*at) != newest && !days.contains(at) && !months.contains(at));
    sorted
}

/// The last of each of the newest periods.
fn last_of(sorted: &[NaiveDateTime], period: impl Fn(&NaiveDateTime) -> NaiveDate, most: u32) -> Vec<NaiveDateTime> {
    let by_period: BTreeMap<NaiveDate, NaiveDateTime> = sorted.iter().map(|at| (period(at), *at)).collect();
    by_period.into_values().rev().take(usize::try_from(most).unwrap_or(usize::MAX)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn a_name_is_read_only_in_the_form_it_is_given() {
        let made = at("2026-11-24T09:05:07");
        assert_eq!(name(made), "tameio-2026-11-24-090507.db");
        assert_eq!(made_at("tameio-2026-11-24-090507.db"), Some(made));
        for other in ["tameio-2026-11-24-090507.db.part", "tameio-2026-11-4-090507.db", "tameio.db", "x"] {
            assert_eq!(made_at(other), None, "{other}");
        }
    }

    #[test]
    fn the_last_of_the_newest_days_and_months_stays() {
        let copies = [
            "2026-09-30T12:00:00",
            "2026-10-01T12:00:00",
            "2026-10-31T12:00:00",
            "2026-11-22T12:00:00",
            "2026-11-23T09:00:00",
            "2026-11-23T12:00:00",
            "2026-11-24T09:00:00",
            "2026-11-24T12:00:00",
        ]
        .map(at);
        let gone = superfluous(&copies, Rule { daily: 2, monthly: 2 });
        let expected = [
            "2026-09-30T12:00:00",
            "2026-10-01T12:00:00",
            "2026-11-22T12:00:00",
            "2026-11-23T09:00:00",
            "2026-11-24T09:00:00",
        ];
        assert_eq!(gone, expected.map(at));
    }

    proptest! {
        #[test]
        fn what_stays_is_enough_and_stays_again(
            minutes in prop::collection::vec(0..700_000_i64, 1..60), daily in 0..6_u32, monthly in 0..6_u32,
        ) {
            let rule = Rule { daily, monthly };
            let start = at("2025-01-01T00:00:00");
            let copies: Vec<_> = minutes.iter().map(|m| start + chrono::TimeDelta::minutes(*m)).collect();
            let gone = superfluous(&copies, rule);
            let kept: Vec<_> = copies.iter().copied().filter(|copy| !gone.contains(copy)).collect();
            prop_assert!(kept.contains(copies.iter().max().unwrap()));
            prop_assert_eq!(superfluous(&kept, rule), vec![]);
            // What goes is not the last of its day, or its day is older than the newest ones.
            for copy in &gone {
                let later_days: std::collections::BTreeSet<_> =
                    copies.iter().map(|c| c.date()).filter(|day| *day > copy.date()).collect();
                let last = copies.iter().filter(|c| c.date() == copy.date()).max() == Some(copy);
                prop_assert!(!last || later_days.len() >= daily as usize);
            }
        }
    }
}
