//! The figures of a period are what somebody who adds up its receipts one by one comes to, and the sum of the Z reports of
//! its days.

use std::collections::BTreeMap;

use chrono::{NaiveDate, Timelike as _};
use proptest::prelude::*;
use tameio::domain::figures::{CodeTakings, Figures, Takings};
use tameio::domain::period::Period;
use tameio::domain::tally::Tally;
use tameio::domain::time::local;
use tameio::domain::z_report::SURCHARGE_CODE;
use tameio::store::StoreError;

use super::days::{Act, Days, Line, acts, told_day};

/// Every sum under its name: how many, and cents.
type Sums = BTreeMap<String, (u64, i64)>;

fn put(sums: &mut Sums, name: String, count: u64, cents: i64) {
    let sum = sums.entry(name).or_default();
    *sum = (sum.0 + count, sum.1 + cents);
}

/// The slow and obvious way.
fn by_hand(days: &Days, period: Period) -> Sums {
    let mut sums = Sums::new();
    for noted in days.noted.iter().filter(|noted| period.contains(noted.day)) {
        let (receipt, kind) = (&noted.receipt, noted.receipt.kind.word());
        let amount = noted.sign() * receipt.amount.cents();
        let names = [
            "all".to_owned(),
            format!("hour {}", local(receipt.at).hour()),
            format!("day {}", noted.day),
            format!("card {}", noted.card_type),
            format!("acquirer {}", noted.acquirer),
            format!("cashier {}", receipt.cashier),
            format!("desk {}", receipt.desk),
            "channel desk".to_owned(),
        ];
        for name in names {
            put(&mut sums, format!("{name} {kind}"), 1, amount);
        }
        for line in &receipt.lines {
            let earlier = i32::from(line.year) < chrono::Datelike::year(&noted.day);
            let age = if earlier { "earlier" } else { "this_year" };
            for (part, cents) in [("capital", line.capital.cents()), ("surcharge", line.surcharge.cents())] {
                if cents != 0 {
                    let name = format!("code {} {age} {part} {kind}", line.revenue_code);
                    put(&mut sums, name, 1, noted.sign() * cents);
                }
            }
        }
    }
    let refused = days.refusals.iter().filter(|day| period.contains(**day)).count();
    put(&mut sums, "refusals".to_owned(), u64::try_from(refused).unwrap(), 0);
    let mut visits: Vec<u64> =
        days.visits.iter().filter(|(day, _)| period.contains(*day)).map(|(_, seconds)| *seconds).collect();
    visits.sort_unstable();
    put(&mut sums, "citizens".to_owned(), u64::try_from(visits.len()).unwrap(), 0);
    if let (Some(middle), Some(slowest)) = (visits.get(visits.len().saturating_sub(1) / 2), visits.last()) {
        put(&mut sums, "median".to_owned(), *middle, 0);
        put(&mut sums, "slowest".to_owned(), *slowest, 0);
    }
    sums
}

fn told(figures: &Figures) -> Sums {
    let mut sums = Sums::new();
    let mut takings = |name: String, of: &Takings| {
        for (kind, Tally { count, total }) in [("sale", of.sales), ("void", of.voids), ("refund", of.refunds)] {
            if count > 0 {
                put(&mut sums, format!("{name} {kind}"), count, total.cents());
            }
        }
    };
    takings("all".to_owned(), &figures.all);
    figures.by_hour.iter().for_each(|(hour, of)| takings(format!("hour {hour}"), of));
    figures.by_day.iter().for_each(|(day, of)| takings(format!("day {day}"), of));
    figures.by_channel.iter().for_each(|(channel, of)| takings(format!("channel {}", channel.word()), of));
    let named = [
        ("card", &figures.by_card_type),
        ("acquirer", &figures.by_acquirer),
        ("cashier", &figures.by_cashier),
        ("desk", &figures.by_desk),
    ];
    for (what, sums) in named {
        sums.iter().for_each(|(name, of)| takings(format!("{what} {name}"), of));
    }
    for (code, by_age) in &figures.by_code {
        for (age, CodeTakings { capital, surcharge }) in [("this_year", by_age.this_year), ("earlier", by_age.earlier)]
        {
            takings(format!("code {code} {age} capital"), &capital);
            takings(format!("code {code} {age} surcharge"), &surcharge);
        }
    }
    put(&mut sums, "refusals".to_owned(), figures.cash_refusals, 0);
    put(&mut sums, "citizens".to_owned(), figures.service.citizens, 0);
    if let (Some(median), Some(slowest)) = (figures.service.median_s, figures.service.slowest_s) {
        put(&mut sums, "median".to_owned(), median, 0);
        put(&mut sums, "slowest".to_owned(), slowest, 0);
    }
    sums
}

/// What the Z reports of a period's days come to, in the words of the figures.
fn of_z_reports(days: &Days, period: Period) -> Sums {
    let mut sums = Sums::new();
    let of = |tally: Tally| (tally.count, tally.total.cents());
    for z in days.z.iter().map(|kept| &kept.report).filter(|z| period.contains(z.day)) {
        for (kind, (count, cents)) in [("sale", of(z.sales)), ("void", of(z.voids)), ("refund", of(z.refunds))] {
            put(&mut sums, kind.to_owned(), count, cents);
        }
        for (name, tally) in z.by_card_type.iter().chain([(&"IRIS".to_owned(), &z.iris)]) {
            put(&mut sums, format!("card {name}"), tally.count, tally.total.cents());
        }
        for (name, tally) in &z.by_cashier {
            put(&mut sums, format!("cashier {name}"), tally.count, tally.total.cents());
        }
        for (code, total) in &z.by_revenue_code {
            put(&mut sums, format!("code {code}"), 0, total.cents());
        }
        put(&mut sums, "refusals".to_owned(), z.cash_refusals, 0);
    }
    sums.retain(|_, sum| *sum != (0, 0));
    sums
}

/// The same of the figures: surcharges stand in a Z report under their own code.
fn as_z_reports(figures: &Figures) -> Sums {
    let mut sums = Sums::new();
    let of = |tally: Tally| (tally.count, tally.total.cents());
    let all = &figures.all;
    for (kind, (count, cents)) in [("sale", of(all.sales)), ("void", of(all.voids)), ("refund", of(all.refunds))] {
        put(&mut sums, kind.to_owned(), count, cents);
    }
    for (what, named) in [("card", &figures.by_card_type), ("cashier", &figures.by_cashier)] {
        for (name, takings) in named {
            let (count, cents) = of(takings.all().unwrap());
            put(&mut sums, format!("{what} {name}"), count, cents);
        }
    }
    for (code, by_age) in &figures.by_code {
        for CodeTakings { capital, surcharge } in [by_age.this_year, by_age.earlier] {
            put(&mut sums, format!("code {code}"), 0, capital.all().unwrap().total.cents());
            put(&mut sums, format!("code {SURCHARGE_CODE}"), 0, surcharge.all().unwrap().total.cents());
        }
    }
    put(&mut sums, "refusals".to_owned(), figures.cash_refusals, 0);
    sums.retain(|_, sum| *sum != (0, 0));
    sums
}

fn period(days: &Days, from: u64, length: u64) -> Period {
    let first: NaiveDate = days.all().from().checked_add_days(chrono::Days::new(from)).unwrap();
    Period::new(first, first.checked_add_days(chrono::Days::new(length)).unwrap()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn figures_are_what_is_added_up_by_hand(acts in acts(), from in 0..4_u64, length in 0..4_u64) {
        let days = Days::play(&acts);
        for period in [days.all(), period(&days, from, length)] {
            prop_assert_eq!(told(&days.books.store.figures(period).unwrap()), by_hand(&days, period));
        }
    }

    #[test]
    fn figures_of_days_that_had_tills_are_the_sum_of_their_z_reports(acts in acts(), from in 0..4_u64, length in 0..4_u64) {
        let days = Days::play(&acts);
        let period = period(&days, from, length);
        // What was booked or refused while no till was open is in no report.
        let of_documents = days.noted.iter().filter(|noted| noted.till.is_none()).map(|noted| noted.day);
        let had_none = |day: &NaiveDate| days.z.iter().all(|kept| kept.report.day != *day);
        let of_refusals = days.refusals.iter().copied().filter(had_none);
        prop_assume!(of_documents.chain(of_refusals).all(|day| !period.contains(day)));
        let figures = days.books.store.figures(period).unwrap();
        prop_assert_eq!(as_z_reports(&figures), of_z_reports(&days, period));
    }
}

/// The second connection that reads does so a moment after the first.
#[test]
fn figures_are_of_one_moment_while_the_desk_sells_on() {
    let mut days = told_day();
    let period = days.all();
    let reader = days.books.second();
    let line = Line { code: 0, year: 2025, capital: 5_000, surcharge: 25 };
    let sale = Act::Sell {
        second_desk: false,
        supervisor: false,
        lines: vec![line],
        card: 0,
        acquirer: 0,
        looked_up: Some(30),
        paper: Some(5),
    };
    let at_first = told(&reader.figures(period).unwrap());
    reader
        .at_one_moment(|books| -> Result<(), StoreError> {
            assert_eq!(told(&books.figures(period)?), at_first);
            days.go_on(&sale);
            assert_eq!(told(&books.figures(period)?), at_first);
            Ok(())
        })
        .unwrap();
    let now = told(&reader.figures(period).unwrap());
    assert_eq!(now, by_hand(&days, period));
    assert_ne!(now, at_first);
}

/// Books of which somebody took a row away do not add up to less: they say where it is missing.
#[test]
fn figures_of_books_that_lack_a_row_are_an_error_and_no_smaller_sum() {
    for (lost, which, named) in [
        ("card_payment", "attempt_id = 3", "card_payment"),
        ("receipt_line", "receipt_id = 3", "receipt_line"),
        ("debt", "id = 3", "receipt_line"),
    ] {
        let days = told_day();
        let raw = days.books.raw();
        raw.pragma_update(None, "foreign_keys", false).unwrap();
        raw.execute_batch(&format!("DROP TRIGGER IF EXISTS {lost}_stays; DELETE FROM {lost} WHERE {which};")).unwrap();
        match days.books.store.figures(days.all()) {
            Err(StoreError::Unreadable { table, .. }) => assert_eq!(table, named),
            other => panic!("{lost}: {other:?}"),
        }
    }
}
