//! What `audit head`, `backup` and `restore` answer as JSON.

use serde::Serialize;

use crate::domain::jump::Jump;

use crate::domain::chain_head::ChainHead;
use crate::domain::time::iso_local;

/// The head of the chain.
#[derive(Debug, Serialize)]
pub(super) struct Head {
    number: u64,
    hash: String,
    at: String,
}

impl From<&ChainHead> for Head {
    fn from(head: &ChainHead) -> Head {
        Head { number: head.number, hash: head.hash.clone(), at: iso_local(head.at) }
    }
}

/// `audit head`.
#[derive(Debug, Serialize)]
pub(super) struct WrittenHead {
    #[serde(flatten)]
    pub(super) head: Head,
    pub(super) file: Option<String>,
}

/// `backup`.
#[derive(Debug, Serialize)]
pub(super) struct BackedUp {
    pub(super) file: String,
    pub(super) bytes: u64,
    pub(super) verified: bool,
    pub(super) head: Head,
    pub(super) removed: Vec<String>,
}

/// `restore`.
#[derive(Debug, Serialize)]
pub(super) struct Restored<'a> {
    pub(super) database: String,
    pub(super) replaced: Option<String>,
    pub(super) verified: bool,
    pub(super) audit_entries: u64,
    pub(super) receipts: u64,
    pub(super) head: Head,
    pub(super) jumps: &'a [Jump],
}
