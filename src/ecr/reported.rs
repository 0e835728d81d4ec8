//! Results of sales that were not asked about: kept as data, because a card may have been charged by each.

use super::codes::ResultCode;
use super::message::{ReplySession, Reported, ResultReply};
use crate::domain::card::CardData;

/// A result of another sale than the one that was asked about: an earlier one, one of another desk, or one that
/// was keyed on the terminal. It may also be a repeat of one that was booked long ago, so look by session first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedResult {
    pub session: ReplySession,
    /// The desk that asked (`aade`).
    pub ecr: Option<String>,
    /// That desk's document number (`aade`).
    pub receipt: Option<String>,
    pub code: ResultCode,
    /// The payment, where the terminal told it.
    pub card: Option<CardData>,
    /// The terminal's word for the kind of transaction (`aade`), where it told one.
    pub txn_type: Option<String>,
    /// It carried data that cannot be read, which were not kept: they may hold a card number.
    pub unreadable_data: bool,
    /// Print data, raw; see [`super::slip::lines`].
    pub slip: Option<Vec<u8>>,
}

impl From<&ResultReply> for ReportedResult {
    fn from(result: &ResultReply) -> ReportedResult {
        ReportedResult {
            session: result.session.clone(),
            ecr: result.ecr.clone(),
            receipt: result.receipt.clone(),
            code: result.code,
            card: match &result.data {
                Reported::Payment(data) => Some(data.card.clone()),
                Reported::Nothing | Reported::Unreadable => None,
            },
            txn_type: match &result.data {
                Reported::Payment(data) => data.more.as_ref().map(|more| more.txn_type.clone()),
                Reported::Nothing | Reported::Unreadable => None,
            },
            unreadable_data: result.data == Reported::Unreadable,
            slip: result.slip.clone(),
        }
    }
}
