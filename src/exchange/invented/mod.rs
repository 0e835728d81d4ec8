//! Invented debts: for the demo, the training window, tests and benchmarks. Names are drawn at random from
//! lists of common ones, and ΑΦΜ and RF codes are computed, so whatever matches a person does so by chance. The same
//! seed gives the same debts on every machine.

mod dice;
mod kinds;
mod names;
mod notice;

use std::vec;

use chrono::NaiveDate;

use crate::domain::{afm::Afm, debt::DebtRecord};

use dice::Dice;
use names::Person;
use notice::Notices;

pub use super::write::{WriteError, write_csv};

/// Debtors of the demo.
pub const DEMO_DEBTORS: usize = 5_000;

/// Debts of the demo.
pub const DEMO_DEBTS: usize = 20_000;

/// Exactly `debts` debts of `debtors` debtors (at least one each, where there are enough), as a municipality's
/// system would state them on a day. Debtors come one after the other; the debts are made as they are asked for.
pub fn debts(seed: u64, debtors: usize, debts: usize, today: NaiveDate) -> impl Iterator<Item = DebtRecord> {
    Invented { seed, debtors, debts, today, next_debtor: 0, current: Vec::new().into_iter() }
}

struct Invented {
    seed: u64,
    debtors: usize,
    debts: usize,
    today: NaiveDate,
    next_debtor: usize,
    current: vec::IntoIter<DebtRecord>,
}

impl Iterator for Invented {
    type Item = DebtRecord;

    fn next(&mut self) -> Option<DebtRecord> {
        loop {
            if let Some(record) = self.current.next() {
                return Some(record);
            }
            if self.next_debtor >= self.debtors {
                return None;
            }
            self.current = self.debts_of(self.next_debtor).into_iter();
            self.next_debtor += 1;
        }
    }
}

impl Invented {
    fn debts_of(&self, debtor: usize) -> Vec<DebtRecord> {
        let mut dice = Dice::of(self.seed, debtor);
        let first = self.first_debt_of(debtor);
        let wanted = self.first_debt_of(debtor + 1).saturating_sub(first);
        let person = Person::draw(&mut dice);
        let afm = if dice.chance(person.afm_percent()) { self.afm(debtor, &person) } else { None };
        let debtor_number = afm.is_none().then(|| (debtor + 1).to_string());
        Notices { dice, person, afm, debtor_number, today: self.today, next_number: first }.draw(wanted)
    }

    /// How many debts the debtors before have together: their even share, and at random up to one share more.
    fn first_debt_of(&self, debtor: usize) -> usize {
        if debtor == 0 || debtor >= self.debtors {
            return if debtor == 0 { 0 } else { self.debts };
        }
        // Wide numbers: the product of two counts may not fit one.
        let even = (debtor as u128 * self.debts as u128) / self.debtors as u128;
        let share = self.debts / self.debtors;
        usize::try_from(even).unwrap_or(self.debts) + Dice::of(!self.seed, debtor).below(share.max(1))
    }

    /// A different number for each of the first ten million debtors: 104729 has no factor in common with ten
    /// million, so its multiples meet every remainder once.
    fn afm(&self, debtor: usize, person: &Person) -> Option<Afm> {
        const SPAN: u64 = 10_000_000;
        let place = u64::try_from(debtor).ok()? % SPAN;
        let shuffled = (place * 104_729 + Dice::of(self.seed, usize::MAX).roll() % SPAN) % SPAN;
        Afm::from_leading(u32::try_from(u64::from(person.afm_digit()) * SPAN + shuffled).ok()?)
    }
}
