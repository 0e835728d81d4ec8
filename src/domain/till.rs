//! The till of one desk for one day: no cash to count, so closing means that journal, terminal and receipts
//! agree. What keeps it from closing is listed all day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::balance::Balance;
use super::operator::OperatorId;
use super::time::Moment;
use super::worded::worded;

worded! {
    /// Whether payments can be taken.
    pub enum TillState {
        /// Payments can be taken.
        Open = "open",
        /// Not opened today, or closed.
        Closed = "closed",
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Till {
    /// `desk-date`, as in `1-2026-11-23`; of a further till of the day `1-2026-11-23-2`.
    pub name: String,
    pub desk: String,
    /// The day it belongs to, local.
    pub day: NaiveDate,
    pub opened_by: OperatorId,
    pub opened_at: Moment,
    /// Why it was opened outside hours, where it was.
    pub outside_hours: Option<String>,
    /// Why the day has another till beside the one that was closed, where it has.
    pub another: Option<String>,
    /// When it was closed.
    pub closed_at: Option<Moment>,
    /// Who closed it: a supervisor.
    pub closed_by: Option<OperatorId>,
}

/// What keeps a till from closing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Blocker {
    pub kind: BlockerKind,
    /// Session, receipt number, or the number of a kept result.
    #[serde(rename = "ref")]
    pub reference: String,
}

worded! {
    pub enum BlockerKind {
        /// The card may have been charged.
        UnknownOutcome = "unknown_outcome",
        /// Booked, and no paper came out yet.
        UnprintedReceipt = "unprinted_receipt",
        /// A void or a refund waits for its answer.
        PendingVoid = "pending_void",
        /// The terminal says that money moved, and no document accounts for it. The reference is the number by which it was
        /// kept.
        UnclaimedResult = "unclaimed_result",
    }
}

/// How account-to-account payments are named beside the types of cards.
pub const IRIS: &str = "IRIS";

/// What a till holds so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TillTotals {
    /// How many receipts, voids and refunds among them.
    pub receipts: u64,
    /// How many of them are voids and refunds.
    pub corrections: u64,
    /// Sales less voids and refunds: below zero where more of earlier days was given back than was taken.
    pub total: Balance,
    /// The same by revenue code; surcharges under their own code (1511).
    pub by_revenue_code: BTreeMap<String, Balance>,
    /// The same by card type; IRIS is one of them.
    pub by_card_type: BTreeMap<String, Balance>,
    /// The same by who took the payment, or asked for the correction.
    pub by_cashier: BTreeMap<String, Balance>,
    /// Cash refused, without personal data.
    pub cash_refusals: u64,
}
