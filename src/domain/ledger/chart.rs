//! The chart of accounts (λογιστικό σχέδιο): which account each part of an entry is on. No chart is built in, because those
//! of municipalities differ: what is not set is missed aloud.

use std::collections::BTreeMap;
use std::fmt;

use thiserror::Error;

use crate::domain::card;
use crate::domain::daily_book::BookLine;
use crate::domain::figures::DebtAge;
use crate::domain::tender::PaidWith;

/// Longest name of an account, in characters.
const LONGEST: usize = 40;

/// An account, as the municipality numbers it: `38.03.0001`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Account(String);

#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("no account")]
pub struct BadAccount;

impl Account {
    /// # Errors
    /// [`BadAccount`] for a text that is empty, longer than 40 characters, or has line ends.
    pub fn parse(text: &str) -> Result<Account, BadAccount> {
        let text = text.trim();
        let fits = !text.is_empty() && text.chars().count() <= LONGEST && !text.chars().any(char::is_control);
        if fits { Ok(Account(text.to_owned())) } else { Err(BadAccount) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chart {
    /// What is owed by an acquirer, by the number that the terminal gives it.
    pub receivable: BTreeMap<String, Account>,
    /// By any other acquirer.
    pub receivable_of_others: Option<Account>,
    /// What is owed of payments account to account.
    pub iris: Option<Account>,
    /// By revenue code.
    pub revenue: BTreeMap<String, Account>,
    /// Of debts of earlier years, where that is another account than `revenue` has.
    pub earlier: BTreeMap<String, Account>,
    pub surcharge: Option<Account>,
    /// What was charged apart from what the debts were settled for.
    pub difference: Option<Account>,
    /// What an acquirer keeps.
    pub fees: Option<Account>,
    /// Where an acquirer pays to.
    pub bank: Option<Account>,
}

/// An account that is wanted and not set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// Of an acquirer, and of others.
    Receivable(String),
    Iris,
    Revenue(String),
    Surcharge,
    Difference,
    Fees,
    Bank,
}

impl Missing {
    /// Where it is set, in `[chart]`.
    pub fn key(&self) -> String {
        match self {
            Missing::Receivable(acquirer) => format!("chart.receivable.{acquirer:?}"),
            Missing::Iris => "chart.iris".to_owned(),
            Missing::Revenue(code) => format!("chart.revenue.{code:?}"),
            Missing::Surcharge => "chart.surcharge".to_owned(),
            Missing::Difference => "chart.difference".to_owned(),
            Missing::Fees => "chart.fees".to_owned(),
            Missing::Bank => "chart.bank".to_owned(),
        }
    }
}

impl Chart {
    pub(super) fn receivable(&self, line: &BookLine<'_>) -> Result<Account, Missing> {
        match card::paid_with(line.card_type) {
            PaidWith::Iris => self.iris.clone().ok_or(Missing::Iris),
            PaidWith::Card => self.receivable_from(line.acquirer),
        }
    }

    /// What a card's acquirer owes.
    ///
    /// # Errors
    /// [`Missing::Receivable`].
    pub fn receivable_from(&self, acquirer: &str) -> Result<Account, Missing> {
        let acquirer = acquirer.trim();
        let account = self.receivable.get(acquirer).or(self.receivable_of_others.as_ref());
        account.cloned().ok_or_else(|| Missing::Receivable(acquirer.to_owned()))
    }

    pub(super) fn revenue(&self, code: &str, age: DebtAge) -> Result<Account, Missing> {
        let earlier = if age == DebtAge::Earlier { self.earlier.get(code) } else { None };
        earlier.or_else(|| self.revenue.get(code)).cloned().ok_or_else(|| Missing::Revenue(code.to_owned()))
    }

    pub(super) fn surcharge(&self) -> Result<Account, Missing> {
        self.surcharge.clone().ok_or(Missing::Surcharge)
    }

    pub(super) fn difference(&self) -> Result<Account, Missing> {
        self.difference.clone().ok_or(Missing::Difference)
    }
}
