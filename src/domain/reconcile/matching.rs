//! Which row of a file is which document.

use std::collections::{BTreeMap, HashMap};

use super::records::{BatchName, BatchReport, CardMove, Mismatch, MismatchKind, bare, may_agree};

/// A row of a file.
pub(super) struct Row<'a> {
    pub(super) one: &'a CardMove,
    /// The document that it is.
    pub(super) partner: Option<&'a CardMove>,
    /// The batch under which the file has it.
    name: &'a BatchName,
    /// Its batch and the number that names it, and which of several of that number it is: no other row has the same.
    key: String,
    telling: u64,
}

impl Row<'_> {
    /// The batch under which it is shown: that of its document, or the one of ours that it can only be in.
    pub(super) fn batch_among(&self, own: &[BatchName]) -> BatchName {
        if let Some(partner) = self.partner.filter(|partner| !partner.iris) {
            return BatchName::of_move(&partner.terminal_id, &partner.batch);
        }
        let mut fitting = own.iter().filter(|name| name.fits(self.name));
        match (own.contains(self.name), fitting.next(), fitting.next()) {
            (false, Some(only), None) => only.clone(),
            _ => self.name.clone(),
        }
    }

    /// What differs about it.
    pub(super) fn mismatch(&self, batch: &BatchName) -> Option<Mismatch> {
        let theirs = self.one.amount;
        let ours = self.partner.map(|partner| partner.amount);
        let (kind, reference) = match self.partner {
            _ if self.one.unknown_kind => (MismatchKind::UnknownKind, format!("kind:{}", self.key)),
            None => (MismatchKind::OnlyTheirs, format!("theirs:{}", self.key)),
            Some(partner) if partner.amount != theirs => {
                (MismatchKind::OtherAmount, format!("amount:{}", partner.reference))
            }
            Some(_) => return None,
        };
        Some(Mismatch { kind, reference, batch: batch.clone(), ours, theirs: Some(theirs) })
    }
}

/// All rows of all files. A row without terminal that a later file has again counts there.
pub(super) fn rows(reports: &[BatchReport]) -> Vec<Row<'_>> {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    let mut rows: Vec<Row<'_>> = Vec::new();
    for report in reports {
        for one in report.moves.iter().flatten() {
            let number = [&one.rrn, &one.stan, &one.auth_code].into_iter().find(|number| !number.trim().is_empty());
            let number = number.map_or(one.reference.as_str(), |number| number.trim());
            let key = format!("{}:{number}", report.name.short());
            let count = counts.entry(key.clone()).or_default();
            *count += 1;
            let key = if *count == 1 { key } else { format!("{key}#{count}") };
            rows.push(Row { one, partner: None, name: &report.name, key, telling: report.telling });
        }
    }
    let newest = rows.iter().map(|row| row.telling).max().unwrap_or(0);
    let is_told_again = |row: &Row<'_>| {
        row.telling < newest
            && row.name.terminal_id.is_empty()
            && rows.iter().any(|later| {
                later.telling > row.telling && later.one.amount == row.one.amount && agreeing(row.one, later.one) > 0
            })
    };
    let again: Vec<bool> = rows.iter().map(is_told_again).collect();
    rows.into_iter().zip(again).filter(|(_, again)| !again).map(|(row, _)| row).collect()
}

/// Pairs what is the same transaction on both sides: first of the same amount, then of another one; first what several
/// numbers name; and last what may be no payment at all.
pub(super) fn pair<'a>(ours: &'a [CardMove], mut rows: Vec<Row<'a>>) -> Vec<Row<'a>> {
    let mut taken = vec![false; ours.len()];
    let passes = [(true, 2), (true, 1), (false, 2), (false, 1)];
    for (unknown_kind, (same_amount, numbers)) in
        [false, true].into_iter().flat_map(|kind| passes.map(|pass| (kind, pass)))
    {
        for row in rows.iter_mut().filter(|row| row.partner.is_none() && row.one.unknown_kind == unknown_kind) {
            let found = ours.iter().zip(&mut taken).find(|(mine, taken)| {
                let same = mine.amount == row.one.amount || (row.one.unknown_kind && is_other_way(mine, row.one));
                !**taken && (same || !same_amount) && agreeing(mine, row.one) >= numbers
            });
            if let Some((mine, taken)) = found {
                *taken = true;
                row.partner = Some(mine);
            }
        }
    }
    rows
}

fn is_other_way(mine: &CardMove, yours: &CardMove) -> bool {
    mine.amount.cents().checked_neg() == Some(yours.amount.cents())
}

/// How many numbers of a transaction both tell, where nothing that both tell differs and money moves the same way; none
/// where they are two transactions.
fn agreeing(mine: &CardMove, yours: &CardMove) -> usize {
    let pairs = [(&mine.stan, &yours.stan), (&mine.rrn, &yours.rrn), (&mine.auth_code, &yours.auth_code)];
    let may_be = (mine.amount.is_negative() == yours.amount.is_negative() || yours.unknown_kind)
        && may_agree(&mine.terminal_id, &yours.terminal_id)
        && may_agree(&mine.batch, &yours.batch)
        && pairs.iter().all(|(a, b)| may_agree(a, b));
    if may_be { pairs.iter().filter(|(a, b)| !bare(a).is_empty() && bare(a) == bare(b)).count() } else { 0 }
}

/// Which of ours each of theirs is, each at most once: first those of the same amount, and first what several numbers name.
/// Only those that share a number with it are looked at, so that many on both sides take no time.
pub fn partners(ours: &[CardMove], theirs: &[CardMove]) -> Vec<Option<usize>> {
    let mut by_number: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, mine) in ours.iter().enumerate() {
        for number in numbers(mine) {
            by_number.entry(number).or_default().push(place);
        }
    }
    let mut taken = vec![false; ours.len()];
    let mut found = vec![None; theirs.len()];
    for (same_amount, wanted) in [(true, 2), (true, 1), (false, 2), (false, 1)] {
        for (yours, partner) in theirs.iter().zip(&mut found).filter(|(_, partner)| partner.is_none()) {
            let candidates = numbers(yours).filter_map(|number| by_number.get(number)).flatten();
            let fits = |place: &&usize| {
                let (Some(mine), Some(false)) = (ours.get(**place), taken.get(**place)) else { return false };
                let may_be =
                    mine.amount == yours.amount || (!same_amount && (wanted > 1 || is_named_alone(mine, yours)));
                may_be && agreeing(mine, yours) >= wanted
            };
            if let Some(place) = candidates.into_iter().find(fits).copied() {
                taken.iter_mut().skip(place).take(1).for_each(|one| *one = true);
                *partner = Some(place);
            }
        }
    }
    found
}

/// Whether one number is enough to say that another amount is of the same payment: that of the acquirer, or one within a
/// batch of a terminal. Other numbers come round again.
fn is_named_alone(mine: &CardMove, yours: &CardMove) -> bool {
    let told = |of: &CardMove| !of.terminal_id.trim().is_empty() && !bare(&of.batch).is_empty();
    (!bare(&mine.rrn).is_empty() && bare(&mine.rrn) == bare(&yours.rrn)) || (told(mine) && told(yours))
}

/// The numbers that name a movement.
fn numbers(one: &CardMove) -> impl Iterator<Item = &str> {
    [&one.rrn, &one.stan, &one.auth_code].into_iter().map(|number| bare(number)).filter(|number| !number.is_empty())
}
