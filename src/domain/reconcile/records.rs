//! What the desk and the other side have: movements, batches, and how they can differ.

use serde::{Deserialize, Serialize};

use crate::domain::worded::worded;
use crate::domain::{balance::Balance, tally::Tally};

/// One movement on a card, as one of the two sides has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CardMove {
    /// The receipt's number; of the other side, its place in their list.
    pub reference: String,
    /// Terminal id; empty where it is not told, like each of the next four.
    pub terminal_id: String,
    pub batch: String,
    /// System trace audit number.
    pub stan: String,
    pub rrn: String,
    pub auth_code: String,
    /// What moved; below zero for what went back to the card.
    pub amount: Balance,
    /// Whether it went from account to account.
    pub iris: bool,
    /// Whether the other side calls it something that is neither a payment nor what goes back: a question.
    pub unknown_kind: bool,
}

/// What stands for the batch of what is in none.
const NO_BATCH: &str = "-";

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BatchName {
    pub terminal_id: String,
    /// The batch, without the zeros that lead it.
    pub batch: String,
}

impl BatchName {
    /// Of a terminal's id and a batch as either side writes them.
    pub fn new(terminal_id: &str, batch: &str) -> BatchName {
        BatchName { terminal_id: terminal_id.trim().to_owned(), batch: bare(batch).to_owned() }
    }

    /// The same, where the batch may not be told.
    pub fn of_move(terminal_id: &str, batch: &str) -> BatchName {
        let name = BatchName::new(terminal_id, batch);
        if name.batch.is_empty() { BatchName { batch: NO_BATCH.to_owned(), ..name } } else { name }
    }

    /// The batch, empty where it is not told.
    pub fn told_batch(&self) -> &str {
        if self.batch == NO_BATCH { "" } else { &self.batch }
    }

    /// `64999999/91`, or `91` where no terminal is named.
    pub fn short(&self) -> String {
        if self.terminal_id.is_empty() { self.batch.clone() } else { format!("{}/{}", self.terminal_id, self.batch) }
    }

    /// Whether both may be the same batch: a terminal that is not named may be any.
    pub fn fits(&self, other: &BatchName) -> bool {
        self.batch == other.batch && may_agree(&self.terminal_id, &other.terminal_id)
    }
}

/// What a terminal says of one of its batches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchReport {
    pub name: BatchName,
    /// How many, where it was told.
    pub count: Option<u64>,
    /// What they come to.
    pub total: Balance,
    /// Its payments, where they came in a file.
    pub moves: Option<Vec<CardMove>>,
    /// What was told at once, as a file is, has one number; what was told later a higher one.
    pub telling: u64,
}

worded! {
    /// How the two sides differ.
    #[derive(PartialOrd, Ord)]
    pub enum MismatchKind {
        /// Only the desk has it.
        OnlyOurs = "only_ours",
        /// Only the other side has it.
        OnlyTheirs = "only_theirs",
        /// Both have it, with another amount.
        OtherAmount = "other_amount",
        /// The totals of a batch differ, and nobody told its payments one by one.
        Totals = "totals",
        /// The other side has something of which it cannot be told whether it is a payment.
        UnknownKind = "unknown_kind",
    }
}

/// One thing that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mismatch {
    pub kind: MismatchKind,
    /// By what an explanation names it; the same as long as it is the same mismatch.
    pub reference: String,
    pub batch: BatchName,
    /// What the desk has.
    pub ours: Option<Balance>,
    /// What the other side has.
    pub theirs: Option<Balance>,
}

/// A batch on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchComparison {
    #[serde(flatten)]
    pub name: BatchName,
    /// The desk's documents of this till in it.
    pub ours: Tally,
    /// What the terminal says; nothing where nobody has told it.
    pub theirs: Option<Balance>,
    /// How many the terminal says.
    pub their_count: Option<u64>,
    pub difference: Option<Balance>,
}

/// The whole comparison.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// Every batch of either side.
    pub batches: Vec<BatchComparison>,
    pub mismatches: Vec<Mismatch>,
}

/// Whether two numbers may be the same: one that is not told may be any.
pub(super) fn may_agree(mine: &str, yours: &str) -> bool {
    let (mine, yours) = (bare(mine), bare(yours));
    mine.is_empty() || yours.is_empty() || mine == yours
}

/// Without the zeros that lead it: people and spreadsheets leave them out.
pub(super) fn bare(number: &str) -> &str {
    number.trim().trim_start_matches('0')
}
