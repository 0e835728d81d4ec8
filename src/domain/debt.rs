//! Certified debts (βεβαιωμένες οφειλές) and who owes them, as the desk sees them.

use chrono::NaiveDate;

use super::afm::Afm;
use super::fold::fold;
use super::money::Money;
use super::rf::Rf;
use super::stated::{Stated, Validity};
use super::worded::worded;

/// A debtor's row in the desk's books. Not the ΑΦΜ: a debtor may have none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DebtorId(pub i64);

/// A debt's row in the desk's books.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DebtId(pub i64);

/// Who owes. `Debug` does not print the name: it is personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct Debtor {
    pub id: DebtorId,
    /// Name as the municipality's system writes it.
    pub name: String,
    /// Tax number, where there is one.
    pub afm: Option<Afm>,
}

impl std::fmt::Debug for Debtor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Debtor({})", self.id.0)
    }
}

/// Whether debtors may be one person: a name is no identity, so one name and at most one tax number say no more than
/// that, and only somebody who asks the payer can know.
pub fn may_be_one_person(debtors: &[&Debtor]) -> bool {
    let Some(first) = debtors.first() else { return false };
    let name = fold(&first.name);
    let mut numbers: Vec<&Afm> = debtors.iter().filter_map(|debtor| debtor.afm.as_ref()).collect();
    numbers.sort();
    numbers.dedup();
    numbers.len() <= 1 && debtors.iter().all(|debtor| fold(&debtor.name) == name)
}

/// Who of several that are one payer stands on the receipt: the one with a tax number, otherwise the first.
pub fn payer_of<'a>(debtors: &[&'a Debtor]) -> Option<&'a Debtor> {
    debtors.iter().find(|debtor| debtor.afm.is_some()).or(debtors.first()).copied()
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Debt {
    pub id: DebtId,
    /// The number that the municipality's system gave it (Αριθμός Οφειλής), unique.
    pub external_id: String,
    pub debtor: DebtorId,
    /// Its RF code; several debts may share one.
    pub rf: Option<Rf>,
    /// Last day on which the RF code may be paid.
    pub rf_valid_until: Option<NaiveDate>,
    /// ΚΑΕ εσόδων, four digits as a rule, free text because charts differ by year.
    pub revenue_code: String,
    /// What it is for.
    pub description: String,
    pub year: u16,
    /// Number of the certification list (βεβαιωτικός κατάλογος).
    pub list_no: Option<String>,
    pub due: Option<NaiveDate>,
    /// Capital (κεφάλαιο).
    pub capital: Money,
    /// Surcharge (προσαυξήσεις), as the municipality's system computed it.
    pub surcharge: Money,
    /// The day for which the surcharge was computed.
    pub surcharge_as_of: Option<NaiveDate>,
    /// Settled so far, capital and surcharge together.
    pub paid: Money,
    /// Of `paid`, what went to the surcharge.
    pub paid_surcharge: Money,
    /// Withdrawn by the municipality's system.
    pub cancelled: bool,
    /// Number of the instalment of a plan: such a debt is paid whole.
    pub instalment: Option<u16>,
    /// Whether an open attempt on any desk holds it.
    pub fenced: bool,
}

worded! {
    /// Where a debt stands.
    pub enum DebtStatus {
        /// Something is owed and can be paid.
        Open = "open",
        /// Nothing is owed any more.
        Paid = "paid",
        /// A payment of it is under way or its outcome is unknown.
        Pending = "pending",
        /// Its RF code may no longer be paid.
        Expired = "expired",
        /// Withdrawn by the municipality.
        Cancelled = "cancelled",
    }
}

impl Debt {
    /// What is still owed: nothing where more was paid than is owed now, and never more than [`Money::MAX`],
    /// so that a debt too large for one amount is not taken for a paid one.
    pub fn open_amount(&self) -> Money {
        let cents = self.capital.cents() + self.surcharge.cents() - self.paid.cents();
        if cents <= 0 { Money::ZERO } else { Money::from_cents(cents).unwrap_or(Money::MAX) }
    }

    /// What of the open amount is surcharge.
    pub fn open_surcharge(&self) -> Money {
        // More may have been paid of it than the municipality asks for now.
        let (_, left) = self.surcharge.split(self.paid_surcharge);
        left.min(self.open_amount())
    }

    /// Where the debt stands on a day of the desk. A fence comes first: while an outcome is unknown nothing
    /// else about the debt is certain. What is paid stays paid, also when it was withdrawn or expired later.
    pub fn status(&self, today: NaiveDate) -> DebtStatus {
        if self.fenced {
            DebtStatus::Pending
        } else if self.open_amount().is_zero() {
            DebtStatus::Paid
        } else if self.cancelled {
            DebtStatus::Cancelled
        } else if self.rf_valid_until.is_some_and(|last| today > last) {
            DebtStatus::Expired
        } else {
            DebtStatus::Open
        }
    }

    /// Divides an amount paid into (capital, surcharge). Nothing when it is more than is open.
    pub fn allocate(&self, amount: Money, order: Allocation) -> Option<(Money, Money)> {
        let open = self.open_amount();
        open.checked_sub(amount)?;
        let open_surcharge = self.open_surcharge();
        let open_capital = open.checked_sub(open_surcharge)?;
        match order {
            Allocation::SurchargeFirst => {
                let surcharge = amount.min(open_surcharge);
                Some((amount.checked_sub(surcharge)?, surcharge))
            }
            Allocation::CapitalFirst => {
                let capital = amount.min(open_capital);
                Some((capital, amount.checked_sub(capital)?))
            }
        }
    }
}

worded! {
    /// Which part of a debt a payment in part settles first. No text was found, so it is a setting.
    #[derive(Default)]
    pub enum Allocation {
        #[default]
        SurchargeFirst = "surcharge-first",
        CapitalFirst = "capital-first",
    }
}

/// A debt as a row of a file of the municipality's system states it, before the books know it.
#[derive(Clone, PartialEq, Eq)]
pub struct DebtRecord {
    /// The number that the municipality's system gave it; the key by which a file is loaded once.
    pub external_id: String,
    pub name: String,
    /// The debtor's tax number.
    pub afm: Stated<Afm>,
    /// The number that the municipality's system gave the debtor; what tells a debtor without tax number from
    /// another of the same name.
    pub debtor_number: Stated<String>,
    pub rf: Stated<Rf>,
    /// How long the RF code may be paid.
    pub rf_valid_until: Stated<Validity>,
    /// ΚΑΕ εσόδων.
    pub revenue_code: String,
    /// What it is for.
    pub description: String,
    pub year: u16,
    /// Number of the certification list.
    pub list_no: Stated<String>,
    pub due: Stated<NaiveDate>,
    pub capital: Money,
    /// Surcharge; an empty cell is none.
    pub surcharge: Stated<Money>,
    /// The day for which the surcharge was computed.
    pub surcharge_as_of: Stated<NaiveDate>,
    /// Instalment of a plan.
    pub instalment: Stated<u16>,
    /// Whether the municipality's system withdrew it.
    pub cancelled: Stated<bool>,
}

impl DebtRecord {
    /// What a debt that is new owes beside its capital: nothing where nothing is said.
    pub fn surcharge_of_new(&self) -> Money {
        match self.surcharge {
            Stated::Is(surcharge) => surcharge,
            Stated::Nothing | Stated::Empty => Money::ZERO,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn money(cents: i64) -> Money {
        Money::from_cents(cents).unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn debt(capital: i64, surcharge: i64, paid: i64, paid_surcharge: i64) -> Debt {
        Debt {
            id: DebtId(1),
            external_id: "2026-1".to_owned(),
            debtor: DebtorId(1),
            rf: None,
            rf_valid_until: Some(day("2026-11-23")),
            revenue_code: "0441".to_owned(),
            description: "ΤΑΠ".to_owned(),
            year: 2026,
            list_no: None,
            due: None,
            capital: money(capital),
            surcharge: money(surcharge),
            surcharge_as_of: None,
            paid: money(paid),
            paid_surcharge: money(paid_surcharge),
            cancelled: false,
            instalment: None,
            fenced: false,
        }
    }

    #[test]
    fn status_goes_by_fence_then_paid_then_withdrawn_then_expired() {
        let (before, last, after) = (day("2026-11-22"), day("2026-11-23"), day("2026-11-24"));
        for fenced in [false, true] {
            for paid in [false, true] {
                for cancelled in [false, true] {
                    for today in [before, last, after] {
                        let debt =
                            Debt { fenced, cancelled, ..debt(10_000, 219, if paid { 10_219 } else { 10_218 }, 0) };
                        let expected = match (fenced, paid, cancelled, today == after) {
                            (true, _, _, _) => DebtStatus::Pending,
                            (_, true, _, _) => DebtStatus::Paid,
                            (_, _, true, _) => DebtStatus::Cancelled,
                            (_, _, _, true) => DebtStatus::Expired,
                            _ => DebtStatus::Open,
                        };
                        assert_eq!(debt.status(today), expected, "{debt:?} {today}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_code_without_an_end_does_not_expire() {
        let debt = Debt { rf_valid_until: None, ..debt(100, 0, 0, 0) };
        assert_eq!(debt.status(day("2099-12-31")), DebtStatus::Open);
    }

    #[test]
    fn a_debt_too_large_for_one_amount_is_not_taken_for_paid() {
        let huge = Debt { capital: Money::MAX, ..debt(0, 1, 0, 0) };
        assert_eq!(huge.open_amount(), Money::MAX);
        assert_eq!(huge.status(day("2026-11-23")), DebtStatus::Open);
    }

    #[test]
    fn what_the_municipality_lowers_after_a_payment_owes_nothing() {
        let lowered = debt(5_000, 0, 10_219, 219);
        assert_eq!(lowered.open_amount(), Money::ZERO);
        assert_eq!(lowered.open_surcharge(), Money::ZERO);
        assert_eq!(lowered.status(day("2026-11-24")), DebtStatus::Paid);
    }

    #[test]
    fn a_part_goes_to_the_surcharge_or_to_the_capital_first() {
        let debt = debt(10_000, 219, 100, 100);
        let parts = |cents, order| debt.allocate(money(cents), order).map(|(c, s)| (c.cents(), s.cents()));
        assert_eq!(parts(5_000, Allocation::SurchargeFirst), Some((4_881, 119)));
        assert_eq!(parts(5_000, Allocation::CapitalFirst), Some((5_000, 0)));
        assert_eq!(parts(100, Allocation::SurchargeFirst), Some((0, 100)));
        assert_eq!(parts(10_050, Allocation::CapitalFirst), Some((10_000, 50)));
        for order in [Allocation::SurchargeFirst, Allocation::CapitalFirst] {
            assert_eq!(parts(10_119, order), Some((10_000, 119)), "the whole is the whole in either order");
            assert_eq!(parts(10_120, order), None, "more than is owed");
        }
    }

    #[test]
    fn a_debtor_does_not_print_a_name() {
        let debtor = Debtor { id: DebtorId(7), name: "ΠΑΠΑΔΟΠΟΥΛΟΣ".to_owned(), afm: None };
        assert_eq!(format!("{debtor:?}"), "Debtor(7)");
    }

    #[test]
    fn one_name_and_at_most_one_tax_number_may_be_one_person() {
        let debtor = |id, name: &str, afm: Option<u32>| Debtor {
            id: DebtorId(id),
            name: name.to_owned(),
            afm: afm.and_then(Afm::from_leading),
        };
        let (anna, again) = (debtor(1, "Γεωργίου Άννα", None), debtor(2, "ΓΕΩΡΓΙΟΥ ΑΝΝΑ", None));
        let (known, other) = (debtor(3, "Γεωργίου Άννα", Some(1)), debtor(4, "Γεωργίου Άννα", Some(2)));
        let eleni = debtor(5, "Γεωργίου Ελένη", None);
        assert!(may_be_one_person(&[&anna, &again, &known]));
        assert_eq!(payer_of(&[&anna, &again, &known]).map(|payer| payer.id), Some(DebtorId(3)));
        assert_eq!(payer_of(&[&again, &anna]).map(|payer| payer.id), Some(DebtorId(2)));
        assert!(!may_be_one_person(&[&known, &other]));
        assert!(!may_be_one_person(&[&anna, &eleni]));
        assert!(!may_be_one_person(&[]));
    }

    proptest! {
        #[test]
        fn a_payment_is_divided_without_a_cent_lost(
            capital in 0i64..1_000_000, surcharge in 0i64..100_000, paid in 0i64..1_200_000,
            share in 0i64..100_000, amount in 0i64..1_200_000, first in any::<bool>(),
        ) {
            let debt = debt(capital, surcharge, paid, share.min(paid));
            let open = debt.open_amount();
            prop_assert_eq!(open.cents(), (capital + surcharge - paid).max(0));
            let order = if first { Allocation::SurchargeFirst } else { Allocation::CapitalFirst };
            match debt.allocate(money(amount), order) {
                None => prop_assert!(amount > open.cents()),
                Some((to_capital, to_surcharge)) => {
                    prop_assert!(amount <= open.cents());
                    prop_assert_eq!(to_capital.checked_add(to_surcharge), Some(money(amount)));
                    prop_assert!(to_surcharge <= debt.open_surcharge());
                    prop_assert!(to_capital <= open.checked_sub(debt.open_surcharge()).unwrap());
                }
            }
        }
    }
}
