//! The figures of a period: what was taken, by whatever somebody asks for, with voids and refunds apart. They are added up
//! document by document, in whatever order, and hold nothing of who paid.
//!
//! A document is of the day of its till, as in the Z report of that till, so that the figures of some days are the sum of
//! the reports of these days; one without a till is of the day on which it was booked.

mod service;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::balance::Balance;
use super::period::Period;
use super::receipt::ReceiptKind;
use super::tally::Tally;
use super::worded::worded;

pub use service::{Counter, ServiceTimes, Visit};

worded! {
    /// How a payment reached the books.
    #[derive(PartialOrd, Ord)]
    pub enum Channel {
        /// A card, or IRIS, on a terminal of a desk.
        Desk = "desk",
    }
}

worded! {
    /// Whether a debt is of the year in which it was paid: the charts of municipalities keep earlier years under codes of
    /// their own.
    pub enum DebtAge {
        ThisYear = "this_year",
        Earlier = "earlier",
    }
}

worded! {
    /// What figures are told by.
    pub enum FigureBy {
        All = "all",
        Day = "day",
        Hour = "hour",
        CardType = "card_type",
        Acquirer = "acquirer",
        Cashier = "cashier",
        Desk = "desk",
        Channel = "channel",
    }
}

/// One of what figures are told by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FigureOf {
    All,
    Day(NaiveDate),
    /// From this hour to the next.
    Hour(u8),
    /// As the books name it; empty where a terminal did not say.
    Named(String),
    Channel(Channel),
}

impl DebtAge {
    /// A debt of a later year than its payment is one of this year: it was paid ahead.
    pub fn of(debt_year: u16, paid_in: i32) -> DebtAge {
        if i32::from(debt_year) < paid_in { DebtAge::Earlier } else { DebtAge::ThisYear }
    }
}

/// Documents with what they come to, each kind apart; voids and refunds are below zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Takings {
    pub sales: Tally,
    pub voids: Tally,
    pub refunds: Tally,
}

impl Takings {
    /// All three together; nothing where it no longer fits.
    pub fn all(&self) -> Option<Tally> {
        let count = self.sales.count.checked_add(self.voids.count)?.checked_add(self.refunds.count)?;
        let total = self.sales.total.and(self.voids.total)?.and(self.refunds.total)?;
        Some(Tally { count, total })
    }

    fn add(&mut self, kind: ReceiptKind, amount: Balance) -> Option<()> {
        let part = match kind {
            ReceiptKind::Sale => &mut self.sales,
            ReceiptKind::Void => &mut self.voids,
            ReceiptKind::Refund => &mut self.refunds,
        };
        *part = part.with(amount)?;
        Some(())
    }
}

/// Lines of documents under one code. `count` counts lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct CodeTakings {
    pub capital: Takings,
    pub surcharge: Takings,
}

/// The lines under one revenue code, by the year of their debts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct CodeByAge {
    pub this_year: CodeTakings,
    pub earlier: CodeTakings,
}

impl CodeByAge {
    pub fn get(&self, age: DebtAge) -> &CodeTakings {
        match age {
            DebtAge::ThisYear => &self.this_year,
            DebtAge::Earlier => &self.earlier,
        }
    }

    fn get_mut(&mut self, age: DebtAge) -> &mut CodeTakings {
        match age {
            DebtAge::ThisYear => &mut self.this_year,
            DebtAge::Earlier => &mut self.earlier,
        }
    }
}

/// What figures are made of: one document, as the books have it.
#[derive(Debug, Clone, Copy)]
pub struct FigureDocument<'a> {
    pub kind: ReceiptKind,
    /// The day of its till.
    pub day: NaiveDate,
    /// The hour at which it was booked, local, 0 to 23.
    pub hour: u8,
    /// Below zero where it gives back.
    pub amount: Balance,
    pub card_type: &'a str,
    pub acquirer: &'a str,
    pub cashier: &'a str,
    pub desk: &'a str,
    pub channel: Channel,
}

/// One line of it. Below zero where the document gives back.
#[derive(Debug, Clone, Copy)]
pub struct FigureLine<'a> {
    pub code: &'a str,
    /// Fiscal year of the debt.
    pub year: u16,
    pub capital: Balance,
    pub surcharge: Balance,
}

/// The figures of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figures {
    pub period: Period,
    pub all: Takings,
    pub by_hour: BTreeMap<u8, Takings>,
    pub by_day: BTreeMap<NaiveDate, Takings>,
    /// By revenue code (ΚΑΕ εσόδων) of the debts; what was surcharge stands under it, and not under 1511.
    pub by_code: BTreeMap<String, CodeByAge>,
    /// IRIS is one of them.
    pub by_card_type: BTreeMap<String, Takings>,
    pub by_acquirer: BTreeMap<String, Takings>,
    /// By who took the payment, or asked for the correction.
    pub by_cashier: BTreeMap<String, Takings>,
    pub by_desk: BTreeMap<String, Takings>,
    pub by_channel: BTreeMap<Channel, Takings>,
    /// Cash that was refused in the tills of these days, and on these days where no till was open.
    pub cash_refusals: u64,
    pub service: ServiceTimes,
}

impl Figures {
    pub fn none(period: Period) -> Figures {
        Figures {
            period,
            all: Takings::default(),
            by_hour: BTreeMap::new(),
            by_day: BTreeMap::new(),
            by_code: BTreeMap::new(),
            by_card_type: BTreeMap::new(),
            by_acquirer: BTreeMap::new(),
            by_cashier: BTreeMap::new(),
            by_desk: BTreeMap::new(),
            by_channel: BTreeMap::new(),
            cash_refusals: 0,
            service: ServiceTimes::default(),
        }
    }

    /// What was taken by one thing, in its order.
    pub fn by(&self, by: FigureBy) -> Vec<(FigureOf, Takings)> {
        let named = |sums: &BTreeMap<String, Takings>| {
            sums.iter().map(|(name, of)| (FigureOf::Named(name.clone()), *of)).collect()
        };
        match by {
            FigureBy::All => vec![(FigureOf::All, self.all)],
            FigureBy::Day => self.by_day.iter().map(|(day, of)| (FigureOf::Day(*day), *of)).collect(),
            FigureBy::Hour => self.by_hour.iter().map(|(hour, of)| (FigureOf::Hour(*hour), *of)).collect(),
            FigureBy::CardType => named(&self.by_card_type),
            FigureBy::Acquirer => named(&self.by_acquirer),
            FigureBy::Cashier => named(&self.by_cashier),
            FigureBy::Desk => named(&self.by_desk),
            FigureBy::Channel => self.by_channel.iter().map(|(one, of)| (FigureOf::Channel(*one), *of)).collect(),
        }
    }

    /// Adds a document; its lines are added apart. Nothing where a sum no longer fits an amount.
    pub fn add(&mut self, document: &FigureDocument<'_>) -> Option<()> {
        let (kind, amount) = (document.kind, document.amount);
        self.all.add(kind, amount)?;
        self.by_hour.entry(document.hour).or_default().add(kind, amount)?;
        self.by_day.entry(document.day).or_default().add(kind, amount)?;
        self.by_channel.entry(document.channel).or_default().add(kind, amount)?;
        let named = [
            (&mut self.by_card_type, document.card_type),
            (&mut self.by_acquirer, document.acquirer),
            (&mut self.by_cashier, document.cashier),
            (&mut self.by_desk, document.desk),
        ];
        for (sums, name) in named {
            under(sums, name)?.add(kind, amount)?;
        }
        Some(())
    }

    /// Adds a line of a document of this kind and day.
    pub fn add_line(&mut self, kind: ReceiptKind, day: NaiveDate, line: &FigureLine<'_>) -> Option<()> {
        let age = DebtAge::of(line.year, chrono::Datelike::year(&day));
        let sums = under(&mut self.by_code, line.code)?.get_mut(age);
        for (part, amount) in [(&mut sums.capital, line.capital), (&mut sums.surcharge, line.surcharge)] {
            if !amount.is_zero() {
                part.add(kind, amount)?;
            }
        }
        Some(())
    }
}

/// The sums under a name; the name is copied once only.
fn under<'a, T: Default>(sums: &'a mut BTreeMap<String, T>, name: &str) -> Option<&'a mut T> {
    if !sums.contains_key(name) {
        sums.insert(name.to_owned(), T::default());
    }
    sums.get_mut(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_debt_of_an_earlier_year_than_its_payment_is_apart_and_one_paid_ahead_is_not() {
        assert_eq!(DebtAge::of(2025, 2026), DebtAge::Earlier);
        assert_eq!(DebtAge::of(2026, 2026), DebtAge::ThisYear);
        assert_eq!(DebtAge::of(2027, 2026), DebtAge::ThisYear);
    }

    #[test]
    fn a_sum_that_no_longer_fits_is_told_and_never_wraps() {
        let most = Balance::from_cents(i64::MAX);
        let document = FigureDocument {
            kind: ReceiptKind::Sale,
            day: "2026-11-23".parse().unwrap(),
            hour: 10,
            amount: most,
            card_type: "Visa",
            acquirer: "",
            cashier: "maria",
            desk: "1",
            channel: Channel::Desk,
        };
        let mut figures = Figures::none(Period::day(document.day));
        assert_eq!(figures.add(&document), Some(()));
        assert_eq!(figures.add(&document), None);
    }
}
