//! How figures are added up: documents and their lines apart, because they are read apart.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::balance::Balance;
use super::figures::{ByName, Channel, CodeByAge, DebtAge, Figures, Name, Names, Takings};
use super::period::Period;
use super::receipt::ReceiptKind;

/// What figures are made of: one document, as the books have it.
#[derive(Debug, Clone, Copy)]
pub struct FigureDocument {
    pub kind: ReceiptKind,
    /// The day of its till.
    pub day: NaiveDate,
    /// The hour at which it was booked, local, 0 to 23.
    pub hour: u8,
    /// Below zero where it gives back.
    pub amount: Balance,
    pub card_type: Name,
    pub acquirer: Name,
    pub cashier: Name,
    pub desk: Name,
    pub channel: Channel,
}

/// The sums of documents; those of their lines are apart.
#[derive(Debug, Default)]
pub struct Sums {
    all: Takings,
    by_hour: BTreeMap<u8, Takings>,
    by_day: BTreeMap<NaiveDate, Takings>,
    by_channel: BTreeMap<Channel, Takings>,
    by_card_type: ByName<Takings>,
    by_acquirer: ByName<Takings>,
    by_cashier: ByName<Takings>,
    by_desk: ByName<Takings>,
}

impl Sums {
    /// Nothing where a sum no longer fits an amount.
    pub fn add(&mut self, document: &FigureDocument) -> Option<()> {
        let sums = [
            &mut self.all,
            self.by_hour.entry(document.hour).or_default(),
            self.by_day.entry(document.day).or_default(),
            self.by_channel.entry(document.channel).or_default(),
            self.by_card_type.under(document.card_type)?,
            self.by_acquirer.under(document.acquirer)?,
            self.by_cashier.under(document.cashier)?,
            self.by_desk.under(document.desk)?,
        ];
        sums.into_iter().try_for_each(|sum| sum.add(document.kind, document.amount))
    }

    /// The figures of these documents, with nothing yet of their lines, of cash and of how long it took.
    pub fn figures(self, period: Period, names: &Names) -> Figures {
        Figures {
            all: self.all,
            by_hour: self.by_hour,
            by_day: self.by_day,
            by_channel: self.by_channel,
            by_card_type: self.by_card_type.named(names),
            by_acquirer: self.by_acquirer.named(names),
            by_cashier: self.by_cashier.named(names),
            by_desk: self.by_desk.named(names),
            ..Figures::none(period)
        }
    }
}

/// One line of a document.
#[derive(Debug, Clone, Copy)]
pub struct FigureLine {
    pub kind: ReceiptKind,
    /// The day of the document's till.
    pub day: NaiveDate,
    pub code: Name,
    /// Fiscal year of the debt.
    pub year: u16,
    /// Below zero where the document gives back.
    pub capital: Balance,
    pub surcharge: Balance,
}

/// The sums of documents' lines.
#[derive(Debug, Default)]
pub struct LineSums(ByName<CodeByAge>);

impl LineSums {
    /// Nothing where a sum no longer fits an amount.
    pub fn add(&mut self, line: &FigureLine) -> Option<()> {
        let age = DebtAge::of(line.year, chrono::Datelike::year(&line.day));
        let sums = self.0.under(line.code)?.get_mut(age);
        for (part, amount) in [(&mut sums.capital, line.capital), (&mut sums.surcharge, line.surcharge)] {
            if !amount.is_zero() {
                part.add(line.kind, amount)?;
            }
        }
        Some(())
    }

    /// As [`Figures`] have them by their codes.
    pub fn by_code(self, codes: &Names) -> BTreeMap<String, CodeByAge> {
        self.0.named(codes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(names: &mut Names, card_type: &str, amount: Balance) -> FigureDocument {
        FigureDocument {
            kind: ReceiptKind::Sale,
            day: "2026-11-23".parse().unwrap(),
            hour: 10,
            amount,
            card_type: names.name(card_type),
            acquirer: names.name(""),
            cashier: names.name("maria"),
            desk: names.name("1"),
            channel: Channel::Desk,
        }
    }

    #[test]
    fn a_sum_that_no_longer_fits_is_told_and_never_wraps() {
        let mut sums = Sums::default();
        let document = document(&mut Names::default(), "Visa", Balance::from_cents(i64::MAX));
        assert_eq!(sums.add(&document), Some(()));
        assert_eq!(sums.add(&document), None);
    }

    #[test]
    fn each_sum_stands_under_its_own_name_and_no_other_has_one() {
        let (mut names, mut sums) = (Names::default(), Sums::default());
        // The desk is called like the card of another document.
        for card_type in ["Visa", "1", "Visa"] {
            sums.add(&document(&mut names, card_type, Balance::from_cents(100))).unwrap();
        }
        let figures = sums.figures(Period::day("2026-11-23".parse().unwrap()), &names);
        let counts = |of: &BTreeMap<String, Takings>| -> Vec<(String, u64)> {
            of.iter().map(|(name, of)| (name.clone(), of.sales.count)).collect()
        };
        assert_eq!(counts(&figures.by_card_type), [("1".to_owned(), 1), ("Visa".to_owned(), 2)]);
        assert_eq!(counts(&figures.by_desk), [("1".to_owned(), 3)]);
        assert_eq!(counts(&figures.by_acquirer), [(String::new(), 3)]);
    }
}
