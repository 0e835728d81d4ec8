//! The desk's card payments beside what a terminal or an acquirer says of them, sale by sale and in total. What differs
//! is named, so that somebody can explain it. Account-to-account payments (IRIS) are not in a terminal's batch.

mod matching;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use self::matching::Row;
use super::balance::Balance;
use super::tally::Tally;

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
    #[must_use]
    pub fn new(terminal_id: &str, batch: &str) -> BatchName {
        BatchName { terminal_id: terminal_id.trim().to_owned(), batch: bare(batch).to_owned() }
    }

    /// The same, where the batch may not be told.
    #[must_use]
    pub fn of_move(terminal_id: &str, batch: &str) -> BatchName {
        let name = BatchName::new(terminal_id, batch);
        if name.batch.is_empty() { BatchName { batch: NO_BATCH.to_owned(), ..name } } else { name }
    }

    /// The batch, empty where it is not told.
    #[must_use]
    pub fn told_batch(&self) -> &str {
        if self.batch == NO_BATCH { "" } else { &self.batch }
    }

    /// `64999999/91`, or `91` where no terminal is named.
    #[must_use]
    pub fn short(&self) -> String {
        if self.terminal_id.is_empty() { self.batch.clone() } else { format!("{}/{}", self.terminal_id, self.batch) }
    }

    /// Whether both may be the same batch: a terminal that is not named may be any.
    #[must_use]
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

/// How the two sides differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MismatchKind {
    /// Only the desk has it.
    OnlyOurs,
    /// Only the other side has it.
    OnlyTheirs,
    /// Both have it, with another amount.
    OtherAmount,
    /// The totals of a batch differ, and nobody told its payments one by one.
    Totals,
    /// The other side has something of which it cannot be told whether it is a payment.
    UnknownKind,
}

impl MismatchKind {
    /// The word of JSON and of a mismatch's reference.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            MismatchKind::OnlyOurs => "only_ours",
            MismatchKind::OnlyTheirs => "only_theirs",
            MismatchKind::OtherAmount => "other_amount",
            MismatchKind::Totals => "totals",
            MismatchKind::UnknownKind => "unknown_kind",
        }
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

/// What either side has of one batch.
#[derive(Default)]
struct Sides<'a> {
    ours: Vec<&'a CardMove>,
    theirs: Vec<Row<'a>>,
}

/// Compares the documents of a till with what the terminals say of their batches. Each row of a file is the same as one
/// document, or is named under a reference of its own. A sum that no longer fits an amount is left out of the difference
/// and is a mismatch like any other.
#[must_use]
pub fn compare(ours: &[CardMove], reports: &[BatchReport]) -> Comparison {
    let mut sides: BTreeMap<BatchName, Sides<'_>> = BTreeMap::new();
    for one in ours.iter().filter(|one| !one.iris) {
        sides.entry(BatchName::of_move(&one.terminal_id, &one.batch)).or_default().ours.push(one);
    }
    let own: Vec<BatchName> = sides.keys().cloned().collect();
    let rows = matching::pair(ours, matching::rows(reports));
    for row in rows {
        let name = row.batch_among(&own);
        sides.entry(name).or_default().theirs.push(row);
    }
    for report in reports {
        if !sides.keys().any(|name| name.fits(&report.name)) {
            sides.entry(report.name.clone()).or_default();
        }
    }
    let mut comparison = Comparison::default();
    for (name, sides) in sides {
        compare_batch(&name, &sides, reports, &mut comparison);
    }
    comparison
}

fn compare_batch(name: &BatchName, sides: &Sides<'_>, reports: &[BatchReport], comparison: &mut Comparison) {
    let tally = sides.ours.iter().try_fold(Tally::default(), |tally, one| tally.with(one.amount));
    let report = reports.iter().rev().find(|report| report.name.fits(name));
    // The last word counts: totals that were typed after a file stand for its rows.
    let in_total = report.filter(|report| report.moves.is_none());
    let is_told = report.is_some() || !sides.theirs.is_empty();
    let theirs = match in_total {
        Some(report) => Some((report.count, report.total)),
        None if is_told => {
            let counted = sides.theirs.iter().map(|row| row.one).filter(|one| !one.iris && !one.unknown_kind);
            let sum = counted.into_iter().try_fold(Tally::default(), |tally, one| tally.with(one.amount));
            sum.map(|sum| (Some(sum.count), sum.total))
        }
        None => None,
    };
    comparison.batches.push(BatchComparison {
        name: name.clone(),
        ours: tally.unwrap_or_default(),
        theirs: theirs.map(|(_, total)| total),
        their_count: theirs.and_then(|(count, _)| count),
        difference: theirs.zip(tally).and_then(|((_, theirs), ours)| ours.total.above(theirs)),
    });
    match in_total {
        Some(report) => comparison.mismatches.extend(totals(name, tally.unwrap_or_default(), report)),
        None if is_told => {
            comparison.mismatches.extend(sides.ours.iter().filter_map(|mine| of_ours(name, mine, &sides.theirs)));
            let is_one_of_ours = |row: &&Row<'_>| row.partner.is_some_and(|partner| !partner.iris);
            let others = sides.theirs.iter().filter(|row| !is_one_of_ours(row));
            comparison.mismatches.extend(others.filter_map(|row| row.mismatch(name)));
        }
        None => {}
    }
}

/// What differs about one of our documents.
fn of_ours(name: &BatchName, mine: &CardMove, rows: &[Row<'_>]) -> Option<Mismatch> {
    match rows.iter().find(|row| row.partner.is_some_and(|partner| std::ptr::eq(partner, mine))) {
        Some(row) => row.mismatch(name),
        None => Some(Mismatch {
            kind: MismatchKind::OnlyOurs,
            reference: format!("ours:{}", mine.reference),
            batch: name.clone(),
            ours: Some(mine.amount),
            theirs: None,
        }),
    }
}

fn totals(name: &BatchName, ours: Tally, report: &BatchReport) -> Option<Mismatch> {
    let agree = ours.total == report.total && report.count.is_none_or(|count| count == ours.count);
    (!agree).then(|| Mismatch {
        kind: MismatchKind::Totals,
        reference: format!("totals:{}", name.short()),
        batch: name.clone(),
        ours: Some(ours.total),
        theirs: Some(report.total),
    })
}

fn may_agree(mine: &str, yours: &str) -> bool {
    let (mine, yours) = (bare(mine), bare(yours));
    mine.is_empty() || yours.is_empty() || mine == yours
}

/// Without the zeros that lead it: people and spreadsheets leave them out.
fn bare(number: &str) -> &str {
    number.trim().trim_start_matches('0')
}
