//! What a look-up found, as facts; where nobody was found, how old the debts are and what to try next.

use std::collections::BTreeMap;

use crate::domain::debt::{Debt, DebtStatus, Debtor, may_be_one_person};
use crate::domain::rf::{AmountDigit, Healed, Rf};
use crate::domain::worded::worded;
use crate::domain::{fold::fold, money::Money};
use crate::store::LastDebtFile;

worded! {
    /// What a look-up was taken for.
    pub enum QueryKind {
        /// An RF code or a bill's code.
        Rf = "rf",
        Afm = "afm",
        /// Part of a name.
        Name = "name",
    }
}

/// What a look-up found.
#[derive(Debug, Clone)]
pub struct Found {
    /// What the input was taken for.
    pub kind: QueryKind,
    /// The RF code that was looked up, canonical.
    pub rf: Option<Rf>,
    /// What was put right in the input.
    pub healed: Vec<Healed>,
    /// Amount on the bill's code: a hint to show, never an amount to charge.
    pub amount_hint: Option<Money>,
    /// Whether the RF has the Greek profile (others are accepted and flagged).
    pub foreign_profile: bool,
    /// The debtors with their debts; for an RF only the debts of that RF.
    pub debtors: Vec<FoundDebtor>,
    /// Whether more debtors match than are listed.
    pub more: bool,
    /// Where nobody was found: how old the debts are, and what to try next.
    pub nothing: Option<NothingFound>,
}

impl Found {
    /// The debtors that may be one person, by their places: those of one name of whom at most one has a tax number.
    /// Groups of one are none.
    pub fn maybe_one_person(&self) -> Vec<Vec<usize>> {
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, found) in self.debtors.iter().enumerate() {
            by_name.entry(fold(&found.debtor.name)).or_default().push(place);
        }
        let debtor = |place: &usize| self.debtors.get(*place).map(|found| &found.debtor);
        let is_one = |group: &Vec<usize>| {
            group.len() > 1 && may_be_one_person(&group.iter().filter_map(debtor).collect::<Vec<_>>())
        };
        let mut groups: Vec<Vec<usize>> = by_name.into_values().filter(is_one).collect();
        groups.sort();
        groups
    }
}

/// Nobody has what was looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NothingFound {
    /// The last file of debts that was loaded.
    pub last_file: Option<LastDebtFile>,
    pub next: TryNext,
}

worded! {
    /// What to try where nobody has what was looked up.
    pub enum TryNext {
        /// This desk never loaded a file: load one.
        LoadFile = "load_file",
        /// The code is another organisation's: no debt here has one of it.
        OtherOrganisation = "other_organisation",
        /// The notice may be newer than the last file: the tax number finds what there is.
        TaxNumber = "tax_number",
        /// A tax number that nobody has: the code of the notice, or the name.
        CodeOrName = "code_or_name",
        /// A name that nobody has: fewer letters, the tax number or the code.
        FewerLetters = "fewer_letters",
    }
}

/// A debtor with debts.
#[derive(Debug, Clone)]
pub struct FoundDebtor {
    pub debtor: Debtor,
    /// What is owed, each with where it stands today.
    pub debts: Vec<FoundDebt>,
}

/// A debt as it stands today.
#[derive(Debug, Clone)]
pub struct FoundDebt {
    pub debt: Debt,
    pub status: DebtStatus,
    /// How the RF's amount digit compares with the open amount; `Unbound` where amounts are not bound.
    pub amount_digit: AmountDigit,
}
