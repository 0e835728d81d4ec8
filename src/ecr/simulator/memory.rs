//! What a simulated terminal holds when it is switched off and on again, and results that are none of the
//! desk's.

use chrono::NaiveDateTime;

use super::ledger::Ledger;
use crate::domain::{money::Money, session::SessionNo};
use crate::ecr::mac::SessionKey;
use crate::ecr::message::{ReplySession, ResultReply};

/// The memory of a terminal: its book, the results that it holds, its counters, its session key. A new terminal
/// has an empty one.
#[derive(Default)]
pub struct Memory {
    pub(super) ledger: Ledger,
    pub(super) held_foreign: Vec<ResultReply>,
    pub(super) last_session: Option<SessionNo>,
    pub(super) count: u32,
    pub(super) session_key: Option<SessionKey>,
}

impl std::fmt::Debug for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Memory").field("charges", &self.ledger.charges().len()).finish_non_exhaustive()
    }
}

/// An approved result that a terminal holds (`aade`) and that no request of the desk led to: keyed on the
/// terminal, or of another desk that uses the same one. It comes with RESEND-ALL, and nobody acknowledges it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldForeign {
    pub session: ReplySession,
    /// The desk that asked, if one did.
    pub ecr: Option<String>,
    /// That desk's document number.
    pub receipt: Option<String>,
    pub amount: Money,
    /// When, in local time.
    pub at: NaiveDateTime,
}
