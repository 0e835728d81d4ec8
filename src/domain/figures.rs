//! The figures of a period: what was taken, by whatever somebody asks for, with voids and refunds apart. They are added up
//! document by document, in whatever order, and hold nothing of who paid.
//!
//! A document is of the day of its till, as in the Z report of that till, so that the figures of some days are the sum of
//! the reports of these days; one without a till is of the day on which it was booked.

mod names;
mod service;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::balance::Balance;
use super::period::Period;
use super::receipt::ReceiptKind;
use super::tally::Tally;
use super::worded::worded;

pub(in crate::domain) use names::ByName;
pub use names::{Name, Names};
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

    /// With one more; nothing where a sum no longer fits an amount.
    pub(in crate::domain) fn add(&mut self, kind: ReceiptKind, amount: Balance) -> Option<()> {
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

    pub(in crate::domain) fn get_mut(&mut self, age: DebtAge) -> &mut CodeTakings {
        match age {
            DebtAge::ThisYear => &mut self.this_year,
            DebtAge::Earlier => &mut self.earlier,
        }
    }
}

/// The lines under one code of debts of one age, as a report shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeRow<'a> {
    pub code: &'a str,
    pub age: DebtAge,
    pub capital: Balance,
    /// By voids and refunds: not above zero.
    pub capital_back: Balance,
    pub surcharge: Balance,
    pub surcharge_back: Balance,
    pub net: Balance,
}

impl<'a> CodeRow<'a> {
    /// The inner nothing where there is no line, the outer one where a sum no longer fits an amount.
    fn of(code: &'a str, age: DebtAge, of: &CodeTakings) -> Option<Option<CodeRow<'a>>> {
        let (capital, surcharge) = (of.capital.all()?, of.surcharge.all()?);
        if capital.count == 0 && surcharge.count == 0 {
            return Some(None);
        }
        let back = |of: &Takings| of.voids.total.and(of.refunds.total);
        Some(Some(CodeRow {
            code,
            age,
            capital: of.capital.sales.total,
            capital_back: back(&of.capital)?,
            surcharge: of.surcharge.sales.total,
            surcharge_back: back(&of.surcharge)?,
            net: capital.total.and(surcharge.total)?,
        }))
    }
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

    /// What was taken under each code, debts of this year before those of earlier ones; nothing where a sum no longer fits
    /// an amount.
    pub fn code_rows(&self) -> Option<Vec<CodeRow<'_>>> {
        let mut rows = Vec::new();
        for (code, by_age) in &self.by_code {
            for age in DebtAge::ALL {
                rows.extend(CodeRow::of(code, age, by_age.get(age))?);
            }
        }
        Some(rows)
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
}
