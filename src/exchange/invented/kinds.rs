//! What is owed: revenue codes with the descriptions of the chart (ΚΥΑ 7028/2004), and amounts of the size that
//! such debts have. The codes are facts; the amounts and how often each kind comes are invented.

use crate::domain::money::Money;

use super::dice::Dice;

pub(super) struct Kind {
    pub(super) code: &'static str,
    pub(super) description: &'static str,
    pub(super) of: Holder,
    /// How often, beside the others.
    weight: usize,
    price: Price,
    /// Owed month by month, so that the description names the month.
    pub(super) monthly: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    Person,
    Company,
    Anybody,
}

enum Price {
    /// From so many euro to so many, in steps of so many cents.
    Range(u32, u32, u32),
    /// One of these, in euro.
    Tariff(&'static [u32]),
}

const fn kind(code: &'static str, description: &'static str, of: Holder, weight: usize, price: Price) -> Kind {
    Kind { code, description, of, weight, price, monthly: false }
}

const fn monthly(kind: Kind) -> Kind {
    Kind { monthly: true, ..kind }
}

/// What a notice for a house states together.
pub(super) const HOUSE: [Kind; 3] = [
    kind("0311", "Τέλη καθαριότητας και φωτισμού", Holder::Anybody, 1, Price::Range(40, 280, 1)),
    kind("0441", "Τέλος ακίνητης περιουσίας (ΤΑΠ)", Holder::Anybody, 1, Price::Range(12, 190, 1)),
    kind("0511", "Φόρος ηλεκτροδοτούμενων χώρων", Holder::Anybody, 1, Price::Range(8, 65, 1)),
];

/// Fines for parking and traffic, in euro.
const TRAFFIC_FINES: &[u32] = &[80, 150, 350];

pub(super) const SINGLE: [Kind; 15] = [
    kind("1512", "Πρόστιμα ΚΟΚ", Holder::Anybody, 30, Price::Tariff(TRAFFIC_FINES)),
    monthly(kind("0527", "Τροφεία παιδικών σταθμών", Holder::Person, 18, Price::Range(30, 120, 1000))),
    kind("0464", "Ελεγχόμενη στάθμευση", Holder::Anybody, 8, Price::Tariff(&[20, 40])),
    monthly(kind("0111", "Μισθώματα αστικών ακινήτων", Holder::Anybody, 6, Price::Range(120, 950, 500))),
    kind("0122", "Εμποροπανηγύρεις και λαϊκές αγορές", Holder::Person, 5, Price::Range(20, 240, 500)),
    kind("0411", "Οικογενειακοί τάφοι", Holder::Person, 3, Price::Range(300, 2500, 5000)),
    kind("0412", "Δικαίωμα ενταφιασμού", Holder::Person, 3, Price::Range(60, 150, 1000)),
    kind("0414", "Τέλος ανακομιδής", Holder::Person, 3, Price::Range(30, 80, 500)),
    kind("0451", "Τέλος παρεπιδημούντων", Holder::Company, 10, Price::Range(50, 3000, 1)),
    kind("0452", "Τέλος επί των ακαθαρίστων εσόδων", Holder::Company, 14, Price::Range(60, 4500, 1)),
    kind("0461", "Τέλος χρήσης κοινόχρηστων χώρων", Holder::Anybody, 8, Price::Range(30, 900, 50)),
    kind("0462", "Τέλος διαφήμισης", Holder::Company, 8, Price::Range(60, 600, 100)),
    kind("1514", "Πρόστιμα αυθαιρέτων", Holder::Anybody, 2, Price::Range(300, 8000, 1)),
    kind("1519", "Λοιπά πρόστιμα", Holder::Anybody, 4, Price::Range(30, 300, 1000)),
    kind("0441", "Τέλος ακίνητης περιουσίας (ΤΑΠ)", Holder::Anybody, 16, Price::Range(12, 190, 1)),
];

impl Kind {
    /// A kind that such a debtor can owe.
    pub(super) fn draw(dice: &mut Dice, is_company: bool) -> Option<&'static Kind> {
        Kind::among(dice, is_company, |_| true)
    }

    /// A kind that such a debtor can owe in instalments: large, and not owed month by month anyway.
    pub(super) fn draw_for_a_plan(dice: &mut Dice, is_company: bool) -> Option<&'static Kind> {
        Kind::among(dice, is_company, |kind| !kind.monthly && matches!(kind.price, Price::Range(_, 500.., _)))
    }

    fn among(dice: &mut Dice, is_company: bool, fits: fn(&Kind) -> bool) -> Option<&'static Kind> {
        let never = if is_company { Holder::Person } else { Holder::Company };
        let possible = || SINGLE.iter().filter(|kind| kind.of != never && fits(kind));
        let mut place = dice.below(possible().map(|kind| kind.weight).sum());
        possible().find(|kind| match place.checked_sub(kind.weight) {
            Some(left) => {
                place = left;
                false
            }
            None => true,
        })
    }

    pub(super) fn capital(&self, dice: &mut Dice) -> Money {
        let cents = match self.price {
            Price::Range(low, high, step) => low * 100 + dice.between(0, (high - low) * 100 / step) * step,
            Price::Tariff(prices) => dice.pick(prices).copied().unwrap_or_default() * 100,
        };
        Money::from_cents(i64::from(cents)).unwrap_or(Money::ZERO)
    }
}
