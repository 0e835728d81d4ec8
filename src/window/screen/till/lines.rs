//! What stands between a till and its close, a line each, and what the terminals say of it.

use crate::domain::clocks::ClockDoubt;
use crate::domain::reconcile::{BatchComparison, Mismatch};
use crate::domain::till::{Blocker, BlockerKind};
use crate::domain::time::Moment;
use crate::window::request::TillSheet;
use crate::window::screen::receipts::Wanted;

/// A line under the cursor, which Enter clears or leads to what does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    Clock(ClockDoubt),
    /// The books came from a copy then, and nobody has compared them with the terminal.
    Restored(Moment),
    Blocker(Blocker),
    Batch(BatchComparison),
    /// What differs, with the explanation and who wrote it.
    Mismatch(Mismatch, Option<(String, String)>),
}

impl Line {
    /// Whether the till does not close because of it. `compared`: whether each batch must have been.
    pub(super) fn blocks(&self, compared: bool) -> bool {
        match self {
            Line::Clock(doubt) => matches!(doubt, ClockDoubt::BehindTheBooks { .. }),
            Line::Restored(_) => false,
            Line::Blocker(_) => true,
            Line::Batch(batch) => compared && batch.theirs.is_none(),
            Line::Mismatch(_, explained) => explained.is_none(),
        }
    }

    /// Whether both are about the same thing, also where it stands otherwise now.
    pub(super) fn is_of(&self, other: &Line) -> bool {
        match (self, other) {
            (Line::Clock(_), Line::Clock(_)) | (Line::Restored(_), Line::Restored(_)) => true,
            (Line::Blocker(one), Line::Blocker(other)) => one == other,
            (Line::Batch(one), Line::Batch(other)) => one.name == other.name,
            (Line::Mismatch(one, _), Line::Mismatch(other, _)) => one.reference == other.reference,
            _ => false,
        }
    }
}

/// The place where a blocker is cleared.
pub(super) fn cleared_at(blocker: &Blocker) -> Wanted {
    let reference = blocker.reference.clone();
    match blocker.kind {
        BlockerKind::UnknownOutcome | BlockerKind::PendingVoid => Wanted::Outcome(reference),
        BlockerKind::UnprintedReceipt => Wanted::Receipt(reference),
        BlockerKind::UnclaimedResult => Wanted::Unclaimed(reference),
    }
}

/// The lines of a till: what blocks it first, then batch by batch what differs.
pub(super) fn of(sheet: &TillSheet) -> Vec<Line> {
    let status = &sheet.status;
    let mut lines: Vec<Line> = status.clock_doubts.iter().cloned().map(Line::Clock).collect();
    lines.extend(status.not_compared_since.map(Line::Restored));
    lines.extend(status.blockers.iter().cloned().map(Line::Blocker));
    let Some(found) = &sheet.comparison else { return lines };
    for batch in &found.comparison.batches {
        lines.push(Line::Batch(batch.clone()));
        for mismatch in found.comparison.mismatches.iter().filter(|mismatch| mismatch.batch == batch.name) {
            let explained = found.explained.iter().find(|one| one.mismatch.reference == mismatch.reference);
            let words = explained.map(|one| (one.explanation.clone(), one.by.to_string()));
            lines.push(Line::Mismatch(mismatch.clone(), words));
        }
    }
    lines
}
