//! The desk's card payments beside what a terminal or an acquirer says of them, sale by sale and in total. What differs
//! is named, so that somebody can explain it. Account-to-account payments (IRIS) are not in a terminal's batch.

mod matching;
mod records;

use std::collections::BTreeMap;

use self::matching::Row;
use super::tally::Tally;

pub use matching::partners;
pub use records::{BatchComparison, BatchName, BatchReport, CardMove, Comparison, Mismatch, MismatchKind};

/// What either side has of one batch.
#[derive(Default)]
struct Sides<'a> {
    ours: Vec<&'a CardMove>,
    theirs: Vec<Row<'a>>,
}

/// Compares the documents of a till with what the terminals say of their batches. Each row of a file is the same as one
/// document, or is named under a reference of its own. A sum that no longer fits an amount is left out of the difference
/// and is a mismatch like any other.
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
