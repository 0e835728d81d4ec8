//! The JSON of the till: part of the contract of scripts, added to and never renamed.

use std::collections::BTreeMap;

use serde::Serialize;

use super::json::ReadOtherwiseRow;
use crate::desk::{KeptZ, Met, PrintEnd, Reconciliation, TillStatus};
use crate::domain::balance::Balance;
use crate::domain::clocks::{ClockDoubt, ClockOffset};
use crate::domain::reconcile::{BatchComparison, Mismatch};
use crate::domain::till::{Blocker, Till as DomainTill, TillState};
use crate::domain::time::iso_local;
use crate::domain::z_report::{Explained, Handover, ZNo, ZReport};

/// `till open` and `till status`. What the settings hide is null.
#[derive(Debug, Serialize)]
pub(super) struct Till<'a> {
    till: &'a str,
    state: TillState,
    receipts: Option<u64>,
    total: Option<Balance>,
    by_revenue_code: Option<&'a BTreeMap<String, Balance>>,
    by_card_type: Option<&'a BTreeMap<String, Balance>>,
    cash_refusals: u64,
    blockers: &'a [Blocker],
    opened_by: Option<&'a str>,
    opened_at: Option<String>,
    outside_hours: Option<&'a str>,
    /// Why the day has another till.
    another: Option<&'a str>,
    earlier: Vec<&'a str>,
    z: Option<&'a ZNo>,
    /// When the books were brought back from a copy, until terminal and books were compared.
    not_compared_since_restore: Option<String>,
    /// What a supervisor has to say something about before a card is asked for.
    clock_in_doubt: Vec<&'static str>,
    /// How far the terminal's clock is ahead, where it is apart.
    terminal_clock: Option<&'a ClockOffset>,
}

impl<'a> Till<'a> {
    pub(super) fn new(status: &'a TillStatus, totals_shown: bool) -> Till<'a> {
        let till = status.till.as_ref();
        let totals = Some(&status.totals).filter(|_| totals_shown);
        Till {
            till: &status.name,
            state: status.state,
            receipts: totals.map(|totals| totals.receipts),
            total: totals.map(|totals| totals.total),
            by_revenue_code: totals.map(|totals| &totals.by_revenue_code),
            by_card_type: totals.map(|totals| &totals.by_card_type),
            cash_refusals: status.totals.cash_refusals,
            blockers: &status.blockers,
            opened_by: till.map(|till| till.opened_by.as_str()),
            opened_at: till.map(|till| iso_local(till.opened_at)),
            outside_hours: till.and_then(|till| till.outside_hours.as_deref()),
            another: till.and_then(|till| till.another.as_deref()),
            earlier: status.earlier.iter().map(|till| till.name.as_str()).collect(),
            z: status.z.as_ref(),
            not_compared_since_restore: status.not_compared_since.map(iso_local),
            clock_in_doubt: status.clock_doubts.iter().map(ClockDoubt::word).collect(),
            terminal_clock: status.terminal_clock.as_ref(),
        }
    }
}

/// `till close`, and `till z` with a number.
#[derive(Debug, Serialize)]
pub(super) struct Closed<'a> {
    till: &'a str,
    state: TillState,
    z: &'a ZNo,
    printed: bool,
    copies: u32,
    reason: Option<String>,
    verification: &'a str,
    report: &'a ZReport,
    #[serde(skip_serializing_if = "Option::is_none")]
    paper: Option<&'a str>,
}

impl<'a> Closed<'a> {
    pub(super) fn new(kept: &'a KeptZ, print: Option<&PrintEnd>, paper: Option<&'a str>) -> Closed<'a> {
        Closed {
            till: &kept.report.till,
            state: TillState::Closed,
            z: &kept.report.number,
            printed: kept.printed_at.is_some(),
            copies: kept.copies,
            reason: print.and_then(super::words::print_end).map(str::to_owned),
            verification: &kept.audit_digest,
            report: &kept.report,
            paper,
        }
    }
}

/// `till z`: the list.
#[derive(Debug, Serialize)]
pub(super) struct ZList<'a> {
    z_reports: Vec<ZEntry<'a>>,
}

#[derive(Debug, Serialize)]
struct ZEntry<'a> {
    number: &'a ZNo,
    till: &'a str,
    closed_at: String,
    closed_by: &'a str,
    receipts: u64,
    total: Balance,
    printed: bool,
    copies: u32,
}

impl<'a> From<&'a [KeptZ]> for ZList<'a> {
    fn from(all: &'a [KeptZ]) -> ZList<'a> {
        let entry = |kept: &'a KeptZ| ZEntry {
            number: &kept.report.number,
            till: &kept.report.till,
            closed_at: iso_local(kept.report.closed_at),
            closed_by: kept.report.closed_by.as_str(),
            receipts: kept.report.all.count,
            total: kept.report.all.total,
            printed: kept.printed_at.is_some(),
            copies: kept.copies,
        };
        ZList { z_reports: all.iter().map(entry).collect() }
    }
}

/// `till reconcile` and `till explain`.
#[derive(Debug, Serialize)]
pub(super) struct Compared<'a> {
    till: &'a str,
    batches: &'a [BatchComparison],
    differences: &'a [Mismatch],
    explained: &'a [Explained],
    unexplained: Vec<String>,
    read_otherwise: Vec<ReadOtherwiseRow>,
}

impl<'a> Compared<'a> {
    pub(super) fn new(till: &'a DomainTill, found: &'a Reconciliation, otherwise: &[Met]) -> Compared<'a> {
        Compared {
            till: &till.name,
            batches: &found.comparison.batches,
            differences: &found.comparison.mismatches,
            explained: &found.explained,
            unexplained: found.unexplained(),
            read_otherwise: otherwise.iter().map(ReadOtherwiseRow::from).collect(),
        }
    }
}

/// `till handover`.
#[derive(Debug, Serialize)]
pub(super) struct HandedOver<'a> {
    pub(super) till: &'a str,
    pub(super) handovers: &'a [Handover],
}
