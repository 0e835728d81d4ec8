//! The double entry of the desk's documents under the municipality's own chart of accounts: what the card companies owe on
//! one side, the revenues on the other. Charts differ, so every account is a setting.

mod chart;

use chrono::NaiveDate;
use thiserror::Error;

use super::balance::Balance;
use super::daily_book::BookLine;
use super::figures::DebtAge;
use super::money::Money;
use super::receipt::{ReceiptKind, ReceiptNo};
use super::settlement::KeptSettled;
use super::z_report::ZNo;

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
    /// What an acquirer paid out.
    Bank,
    /// What it kept.
    Fees,
}

/// What an entry is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    Document(ReceiptKind),
    /// What an acquirer paid out for a document.
    Settlement,
}

/// The document that an entry is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryOf {
    pub number: ReceiptNo,
    pub kind: EntryKind,
    /// The day of its till; of a settlement, when it counts on the account.
    pub day: NaiveDate,
    /// Nothing of a settlement.
    pub desk: Option<String>,
    pub z: Option<ZNo>,
    pub card_type: String,
}

/// An entry whose sides agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    of: EntryOf,
    postings: Vec<Posting>,
}

/// Why there is no entry of a document.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoEntry {
    #[error("accounts are missing")]
    Missing(Vec<Missing>),
    /// A sum no longer fits, or its sides do not agree: the document's lines are not what it comes to.
    #[error("the sides of {0} do not agree")]
    Unbalanced(ReceiptNo),
}

impl Entry {
    /// The entry of what an acquirer paid out: the bank has the net, the fees are an expense, and what it owed is less by
    /// the gross. Nothing of a row that is no document of these books.
    ///
    /// # Errors
    /// [`NoEntry`]
    pub fn of_settled(settled: &KeptSettled, acquirer: &str, chart: &Chart) -> Option<Result<Entry, NoEntry>> {
        let of = EntryOf {
            number: settled.document.clone()?,
            kind: EntryKind::Settlement,
            day: settled.row.value_date,
            desk: None,
            z: None,
            card_type: String::new(),
        };
        let row = &settled.row;
        let wanted = vec![
            (chart.bank.clone().ok_or(Missing::Bank), Side::Debit, row.net, PostingOf::Bank),
            (chart.fees.clone().ok_or(Missing::Fees), Side::Debit, row.fee, PostingOf::Fees),
            (chart.receivable_from(acquirer), Side::Credit, row.gross, PostingOf::Receivable),
        ];
        Some(Draft { of, wanted }.close())
    }

    pub fn of(&self) -> &EntryOf {
        &self.of
    }

    pub fn postings(&self) -> &[Posting] {
        &self.postings
    }
}

type Wanted = (Result<Account, Missing>, Side, Balance, PostingOf);

/// An entry that is made line by line. What a document takes is a debit of the card company; what it gives back, the same
/// on the other side.
#[derive(Debug)]
pub struct Draft {
    of: EntryOf,
    wanted: Vec<Wanted>,
}

impl Draft {
    /// Begins with the first line of a document.
    pub fn begin(first: &BookLine<'_>, chart: &Chart) -> Draft {
        let of = EntryOf {
            number: first.number.clone(),
            kind: EntryKind::Document(first.kind),
            day: first.day,
            desk: Some(first.desk.to_owned()),
            z: first.z.clone(),
            card_type: first.card_type.to_owned(),
        };
        let mut wanted = vec![(chart.receivable(first), Side::Debit, first.charged, PostingOf::Receivable)];
        let apart = first.document_amount.above(first.charged);
        wanted.extend(apart.map(|apart| (chart.difference(), Side::Debit, apart, PostingOf::Difference)));
        let mut draft = Draft { of, wanted };
        draft.add(first, chart);
        draft
    }

    /// Adds a line.
    pub fn add(&mut self, line: &BookLine<'_>, chart: &Chart) {
        let age = DebtAge::of(line.year, chrono::Datelike::year(&line.day));
        let code = line.revenue_code.to_owned();
        let revenue = chart.revenue(line.revenue_code, age);
        self.wanted.push((revenue, Side::Credit, line.capital, PostingOf::Revenue { code: code.clone() }));
        self.wanted.push((chart.surcharge(), Side::Credit, line.surcharge, PostingOf::Surcharge { code }));
    }

    /// The entry.
    ///
    /// # Errors
    /// [`NoEntry`]
    pub fn close(self) -> Result<Entry, NoEntry> {
        let Draft { of, wanted } = self;
        let (mut postings, mut missing) = (Vec::new(), Vec::new());
        for (account, side, amount, what) in wanted.into_iter().filter(|(_, _, amount, _)| !amount.is_zero()) {
            match account {
                Ok(account) => {
                    let posting = posting(account, side, amount, what);
                    postings.push(posting.ok_or_else(|| NoEntry::Unbalanced(of.number.clone()))?);
                }
                Err(lacking) => missing.push(lacking),
            }
        }
        if !missing.is_empty() {
            return Err(NoEntry::Missing(missing));
        }
        let sum = postings.iter().try_fold(Balance::ZERO, |sum, posting| match posting.side {
            Side::Debit => sum.plus(posting.amount),
            Side::Credit => sum.minus(posting.amount),
        });
        if sum == Some(Balance::ZERO) { Ok(Entry { of, postings }) } else { Err(NoEntry::Unbalanced(of.number)) }
    }
}

/// An amount below zero stands on the other side. Nothing where it does not fit an amount.
fn posting(account: Account, side: Side, amount: Balance, of: PostingOf) -> Option<Posting> {
    let side = if amount.is_negative() { side.other() } else { side };
    let amount = Money::from_cents(amount.cents().checked_abs()?).ok()?;
    Some(Posting { account, side, amount, of })
}
