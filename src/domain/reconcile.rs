//! The desk's card payments beside what a terminal or an acquirer says of them, sale by sale and in total. What differs
//! is named, so that somebody can explain it. Account-to-account payments (IRIS) are not in a terminal's batch.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::balance::Balance;
use super::tally::Tally;

/// One movement on a card, as one of the two sides has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CardMove {
    /// The receipt's number; of the other side, its place in their list.
    pub reference: String,
    /// Terminal id; empty where it is not told, like each of the next four.
    pub terminal_id: String,
    /// Batch.
    pub batch: String,
    /// System trace audit number.
    pub stan: String,
    /// Retrieval reference number.
    pub rrn: String,
    /// Authorisation code.
    pub auth_code: String,
    /// What moved; below zero for what went back to the card.
    pub amount: Balance,
    /// Whether it went from account to account.
    pub iris: bool,
}

/// A terminal's batch.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BatchName {
    /// The terminal's id.
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
    /// Which.
    pub name: BatchName,
    /// How many, where it was told.
    pub count: Option<u64>,
    /// What they come to.
    pub total: Balance,
    /// Its payments, where they came in a file.
    pub moves: Option<Vec<CardMove>>,
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
        }
    }
}

/// One thing that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mismatch {
    /// How.
    pub kind: MismatchKind,
    /// By what an explanation names it; the same as long as it is the same mismatch.
    pub reference: String,
    /// The batch.
    pub batch: BatchName,
    /// What the desk has.
    pub ours: Option<Balance>,
    /// What the other side has.
    pub theirs: Option<Balance>,
}

/// A batch on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchComparison {
    /// Which.
    #[serde(flatten)]
    pub name: BatchName,
    /// The desk's documents of this till in it.
    pub ours: Tally,
    /// What the terminal says; nothing where nobody has told it.
    pub theirs: Option<Balance>,
    /// How many the terminal says.
    pub their_count: Option<u64>,
    /// Ours less theirs.
    pub difference: Option<Balance>,
}

/// The whole comparison.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// Every batch of either side.
    pub batches: Vec<BatchComparison>,
    /// What differs.
    pub mismatches: Vec<Mismatch>,
}

/// Compares the documents of a till with what the terminals say of their batches. A sum that no longer fits an amount
/// is left out of the difference and is a mismatch like any other.
#[must_use]
pub fn compare(ours: &[CardMove], reports: &[BatchReport]) -> Comparison {
    let mut names: BTreeMap<BatchName, Vec<&CardMove>> = BTreeMap::new();
    for one in ours.iter().filter(|one| !one.iris) {
        names.entry(BatchName::new(&one.terminal_id, &one.batch)).or_default().push(one);
    }
    for report in reports {
        if !names.keys().any(|name| name.fits(&report.name)) {
            names.entry(report.name.clone()).or_default();
        }
    }
    let mut comparison = Comparison::default();
    for (name, moves) in names {
        let report = reports.iter().rev().find(|report| report.name.fits(&name));
        let tally = moves.iter().try_fold(Tally::default(), |tally, one| tally.with(one.amount)).unwrap_or_default();
        let theirs = report.map(|report| report.total);
        comparison.batches.push(BatchComparison {
            ours: tally,
            theirs,
            their_count: report.and_then(|report| report.count),
            difference: theirs.and_then(|theirs| tally.total.above(theirs)),
            name: name.clone(),
        });
        let Some(report) = report else { continue };
        match &report.moves {
            Some(theirs) => comparison.mismatches.extend(one_by_one(&name, ours, &moves, theirs)),
            None => comparison.mismatches.extend(in_total(&name, tally, report)),
        }
    }
    comparison
}

fn in_total(name: &BatchName, ours: Tally, report: &BatchReport) -> Option<Mismatch> {
    let agree = ours.total == report.total && report.count.is_none_or(|count| count == ours.count);
    (!agree).then(|| Mismatch {
        kind: MismatchKind::Totals,
        reference: format!("totals:{}", name.short()),
        batch: name.clone(),
        ours: Some(ours.total),
        theirs: Some(report.total),
    })
}

/// Pairs what is the same transaction on both sides: first of the same amount, then of another one.
fn one_by_one(name: &BatchName, all: &[CardMove], ours: &[&CardMove], theirs: &[CardMove]) -> Vec<Mismatch> {
    // Where their list has account-to-account payments, they are among ours too.
    let iris = all.iter().filter(|one| one.iris && BatchName::new(&one.terminal_id, &one.batch).fits(name));
    let ours: Vec<&CardMove> = ours.iter().copied().chain(iris).collect();
    let mut partner: Vec<Option<usize>> = vec![None; ours.len()];
    let mut taken = vec![false; theirs.len()];
    for same_amount in [true, false] {
        for (mine, partner) in ours.iter().zip(&mut partner).filter(|(_, partner)| partner.is_none()) {
            let found = theirs.iter().zip(&mut taken).enumerate().find(|(_, (yours, taken))| {
                !**taken && is_same(mine, yours) && (mine.amount == yours.amount || !same_amount)
            });
            if let Some((at, (_, taken))) = found {
                *taken = true;
                *partner = Some(at);
            }
        }
    }
    let mismatch =
        |kind, reference: String, ours, theirs| Mismatch { kind, reference, batch: name.clone(), ours, theirs };
    let mut found = Vec::new();
    for (mine, partner) in ours.iter().zip(&partner) {
        match partner.and_then(|at| theirs.get(at)) {
            None if mine.iris => {}
            None => found.push(mismatch(
                MismatchKind::OnlyOurs,
                format!("ours:{}", mine.reference),
                Some(mine.amount),
                None,
            )),
            Some(yours) if yours.amount != mine.amount => found.push(mismatch(
                MismatchKind::OtherAmount,
                format!("amount:{}", mine.reference),
                Some(mine.amount),
                Some(yours.amount),
            )),
            Some(_) => {}
        }
    }
    let alone = theirs.iter().zip(taken).filter(|(_, taken)| !taken);
    found.extend(alone.map(|(yours, _)| {
        let key = [&yours.rrn, &yours.stan, &yours.auth_code].into_iter().find(|key| !key.trim().is_empty());
        let key = key.map_or(yours.reference.as_str(), |key| key.trim());
        mismatch(MismatchKind::OnlyTheirs, format!("theirs:{}:{key}", name.short()), None, Some(yours.amount))
    }));
    found
}

/// Whether two are one transaction: all that both tell agrees, at least one number that names a transaction among it,
/// and money moves the same way.
fn is_same(mine: &CardMove, yours: &CardMove) -> bool {
    let pairs = [(&mine.stan, &yours.stan), (&mine.rrn, &yours.rrn), (&mine.auth_code, &yours.auth_code)];
    mine.amount.is_negative() == yours.amount.is_negative()
        && may_agree(&mine.terminal_id, &yours.terminal_id)
        && may_agree(&mine.batch, &yours.batch)
        && pairs.iter().all(|(a, b)| may_agree(a, b))
        && pairs.iter().any(|(a, b)| !bare(a).is_empty() && bare(a) == bare(b))
}

fn may_agree(mine: &str, yours: &str) -> bool {
    let (mine, yours) = (bare(mine), bare(yours));
    mine.is_empty() || yours.is_empty() || mine == yours
}

/// Without the zeros that lead it: people and spreadsheets leave them out.
fn bare(number: &str) -> &str {
    number.trim().trim_start_matches('0')
}
