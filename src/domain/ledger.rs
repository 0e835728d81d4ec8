//! The double entry of the desk's documents under the municipality's own chart of accounts: what the card companies owe on
//! one side, the revenues on the other. Charts differ, so every account is a setting.

mod chart;

use thiserror::Error;

use super::balance::Balance;
use super::daily_book::BookLine;
use super::figures::DebtAge;
use super::money::Money;
use super::tender::PaidWith;

pub use chart::{Account, BadAccount, Chart, Missing};

/// On one account, on one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    pub account: Account,
    pub side: Side,
    pub amount: Money,
    pub of: PostingOf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Χρέωση.
    Debit,
    /// Πίστωση.
    Credit,
}

impl Side {
    fn other(self) -> Side {
        match self {
            Side::Debit => Side::Credit,
            Side::Credit => Side::Debit,
        }
    }
}

/// What is posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PostingOf {
    /// What a card company owes of a payment, or gets back.
    Receivable,
    /// Capital of a line.
    Revenue { code: String },
    /// Surcharge of a line, under the code of its capital.
    Surcharge { code: String },
    /// What the terminal moved apart from what the debts were settled for.
    Difference,
}

/// An entry whose sides agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry(Vec<Posting>);

/// Why there is no entry of a document.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoEntry {
    #[error("accounts are missing")]
    Missing(Vec<Missing>),
    /// A sum no longer fits, or its sides do not agree: the document's lines are not what it comes to.
    #[error("its sides do not agree")]
    Unbalanced,
}

impl Entry {
    /// The entry of a document's lines. What it takes is a debit of the card company; what it gives back, the same on the
    /// other side.
    ///
    /// # Errors
    /// [`NoEntry`]
    pub fn of(lines: &[BookLine<'_>], chart: &Chart) -> Result<Entry, NoEntry> {
        let Some(first) = lines.first() else { return Err(NoEntry::Unbalanced) };
        let mut wanted = vec![(chart.receivable(first), Side::Debit, first.charged, PostingOf::Receivable)];
        for line in lines {
            let age = DebtAge::of(line.year, chrono::Datelike::year(&line.day));
            let code = line.revenue_code.to_owned();
            let revenue = chart.revenue(line.revenue_code, age);
            wanted.push((revenue, Side::Credit, line.capital, PostingOf::Revenue { code: code.clone() }));
            wanted.push((chart.surcharge(), Side::Credit, line.surcharge, PostingOf::Surcharge { code }));
        }
        let apart = first.document_amount.above(first.charged).ok_or(NoEntry::Unbalanced)?;
        wanted.push((chart.difference(), Side::Debit, apart, PostingOf::Difference));
        let (mut postings, mut missing) = (Vec::new(), Vec::new());
        for (account, side, amount, of) in wanted.into_iter().filter(|(_, _, amount, _)| !amount.is_zero()) {
            match account {
                Ok(account) => postings.push(posting(account, side, amount, of)?),
                Err(lacking) => missing.push(lacking),
            }
        }
        if !missing.is_empty() {
            return Err(NoEntry::Missing(missing));
        }
        Entry::balanced(postings)
    }

    fn balanced(postings: Vec<Posting>) -> Result<Entry, NoEntry> {
        let sum = postings.iter().try_fold(Balance::ZERO, |sum, posting| match posting.side {
            Side::Debit => sum.plus(posting.amount),
            Side::Credit => sum.minus(posting.amount),
        });
        if sum == Some(Balance::ZERO) { Ok(Entry(postings)) } else { Err(NoEntry::Unbalanced) }
    }

    pub fn postings(&self) -> &[Posting] {
        &self.0
    }
}

/// An amount below zero stands on the other side.
fn posting(account: Account, side: Side, amount: Balance, of: PostingOf) -> Result<Posting, NoEntry> {
    let side = if amount.is_negative() { side.other() } else { side };
    let cents = amount.cents().checked_abs().ok_or(NoEntry::Unbalanced)?;
    Ok(Posting { account, side, amount: Money::from_cents(cents).map_err(|_| NoEntry::Unbalanced)?, of })
}

/// How a document was paid, by its card type.
fn paid_with(line: &BookLine<'_>) -> PaidWith {
    super::card::paid_with(line.card_type)
}
