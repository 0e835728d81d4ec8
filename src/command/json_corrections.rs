//! The JSON of what comes after a payment: recovery, decisions on evidence, voids and refunds, unclaimed results, keys.
//! The same contract as in `json`.

use serde::Serialize;

use super::json::{Card, Pay};
use crate::desk::{AskedForAll, KeysLoaded as Loaded, PrintEnd, RecoverEnd, RecoverReport, ResolveEnd};
use crate::domain::correction::CorrectionKind;
use crate::domain::foreign::{Direction, ForeignResult, KeptForeign, WriteOff};
use crate::domain::money::Money;
use crate::domain::operator::OperatorId;
use crate::domain::receipt::{Receipt, ReceiptNo};
use crate::domain::session::SessionNo;
use crate::domain::time::{Moment, iso_local};

/// `void` and `refund`: a payment's shape, and what was taken back.
#[derive(Debug, Serialize)]
pub(super) struct Corrected {
    #[serde(flatten)]
    pub(super) pay: Pay,
    pub(super) kind: &'static str,
    pub(super) original: Option<ReceiptNo>,
}

/// One line of a step log.
#[derive(Debug, Serialize)]
pub(super) struct Step {
    at: String,
    step: String,
}

pub(super) fn steps(trace: &[(Moment, String)]) -> Vec<Step> {
    trace.iter().map(|(at, line)| Step { at: iso_local(*at), step: line.clone() }).collect()
}

/// `recover`.
#[derive(Debug, Serialize)]
pub(super) struct Recovered {
    checked: usize,
    approved: usize,
    not_charged: usize,
    still_unknown: usize,
    sessions: Vec<RecoveredOne>,
    all: &'static str,
    all_reason: Option<&'static str>,
    foreign: Vec<ForeignOne>,
}

#[derive(Debug, Serialize)]
struct RecoveredOne {
    session: SessionNo,
    outcome: &'static str,
    reason: Option<&'static str>,
    /// When it can be known that nothing was charged.
    known_from: Option<String>,
    receipt: Option<ReceiptNo>,
    printed: bool,
    amount: Money,
    kind: &'static str,
    trace: Vec<Step>,
}

impl From<&RecoverReport> for Recovered {
    fn from(report: &RecoverReport) -> Recovered {
        let sessions: Vec<RecoveredOne> = report
            .sessions
            .iter()
            .map(|session| {
                let reason = session.end.unknown_for();
                let known_from = session.end.known_from().map(iso_local);
                let (outcome, receipt, printed) = match &session.end {
                    RecoverEnd::Approved { receipt, print } => {
                        ("approved", Some(receipt.number.clone()), print.is_printed())
                    }
                    RecoverEnd::NotCharged => ("not_charged", None, false),
                    RecoverEnd::MayStillRun { .. } | RecoverEnd::StillUnknown { .. } => ("unknown", None, false),
                };
                let (amount, trace) = (session.amount, steps(&session.trace));
                let kind = session.correction.map_or("sale", CorrectionKind::word);
                RecoveredOne {
                    session: session.session,
                    outcome,
                    reason,
                    known_from,
                    receipt,
                    printed,
                    amount,
                    kind,
                    trace,
                }
            })
            .collect();
        let count = |word: &str| sessions.iter().filter(|session| session.outcome == word).count();
        let (all, all_reason) = match report.all {
            AskedForAll::NotAsked => ("not_asked", None),
            AskedForAll::Answered => ("answered", None),
            AskedForAll::CannotAsk => ("cannot_ask", None),
            AskedForAll::NoAnswer { reason } => ("no_answer", Some(reason)),
        };
        Recovered {
            checked: sessions.len(),
            approved: count("approved"),
            not_charged: count("not_charged"),
            still_unknown: count("unknown"),
            sessions,
            all,
            all_reason,
            foreign: report.foreign.iter().map(ForeignOne::from).collect(),
        }
    }
}

/// A result of nobody.
#[derive(Debug, Serialize)]
struct ForeignOne {
    session: String,
    why: &'static str,
    direction: &'static str,
    terminal: String,
    ecr: Option<String>,
    code: String,
    amount: Option<Money>,
    card: Option<Card>,
    seen_at: String,
}

impl From<&ForeignResult> for ForeignOne {
    fn from(result: &ForeignResult) -> ForeignOne {
        ForeignOne {
            session: result.session.clone(),
            why: result.why.word(),
            direction: result.direction.word(),
            terminal: result.terminal.clone(),
            ecr: result.ecr.clone(),
            code: result.code.clone(),
            amount: result.card.as_ref().map(|card| card.amount),
            card: result.card.as_ref().map(Card::from),
            seen_at: iso_local(result.seen_at),
        }
    }
}

/// `terminal resend-all`: what the terminal holds of nobody, new and known.
#[derive(Debug, Serialize)]
pub(super) struct ForeignResults {
    #[serde(flatten)]
    recovered: Recovered,
    kept: Vec<ForeignOne>,
}

impl ForeignResults {
    /// What was found now, and what was kept before.
    pub(super) fn new(report: &RecoverReport, kept: &[ForeignResult]) -> ForeignResults {
        ForeignResults { recovered: Recovered::from(report), kept: kept.iter().map(ForeignOne::from).collect() }
    }
}

/// `resolve`.
#[derive(Debug, Serialize)]
pub(super) struct Decided {
    session: SessionNo,
    outcome: &'static str,
    by: &'static str,
    receipt: Option<ReceiptNo>,
    printed: bool,
    amount: Option<Money>,
}

impl Decided {
    /// How a session was decided, and by whom.
    pub(super) fn new(session: SessionNo, end: &ResolveEnd) -> Decided {
        let booked = |by, receipt: &Receipt, print: &PrintEnd| Decided {
            session,
            outcome: "approved",
            by,
            receipt: Some(receipt.number.clone()),
            printed: print.is_printed(),
            amount: Some(receipt.amount),
        };
        let bare = |outcome, by| Decided { session, outcome, by, receipt: None, printed: false, amount: None };
        match end {
            ResolveEnd::Charged { receipt, print } => booked("evidence", receipt, print),
            ResolveEnd::NotCharged { .. } => bare("not_charged", "evidence"),
            ResolveEnd::TerminalAnswered(RecoverEnd::Approved { receipt, print }, _) => {
                booked("terminal", receipt, print)
            }
            ResolveEnd::TerminalAnswered(RecoverEnd::NotCharged, _) => bare("not_charged", "terminal"),
            ResolveEnd::TerminalAnswered(RecoverEnd::MayStillRun { .. } | RecoverEnd::StillUnknown { .. }, _) => {
                bare("unknown", "terminal")
            }
        }
    }
}

/// `terminal keys`. Check values tell keys apart and say nothing of them.
#[derive(Debug, Serialize)]
pub(super) struct KeysLoaded {
    master_check: String,
    exchanged: bool,
    session_check: Option<String>,
}

impl From<&Loaded> for KeysLoaded {
    fn from(loaded: &Loaded) -> KeysLoaded {
        let session_check = loaded.session_check.as_ref().ok().cloned();
        KeysLoaded { master_check: loaded.master_check.clone(), exchanged: session_check.is_some(), session_check }
    }
}

/// `foreign list`.
#[derive(Debug, Serialize)]
pub(super) struct ForeignList {
    foreign: Vec<NumberedForeign>,
}

#[derive(Debug, Serialize)]
struct NumberedForeign {
    number: u32,
    #[serde(flatten)]
    one: ForeignOne,
    receipt: Option<ReceiptNo>,
    written_off: Option<WrittenOff>,
    /// It keeps the till open.
    open: bool,
    can_be_tied: bool,
}

#[derive(Debug, Serialize)]
struct WrittenOff {
    at: String,
    operator: OperatorId,
    approver: OperatorId,
    reason: String,
}

impl From<&WriteOff> for WrittenOff {
    fn from(off: &WriteOff) -> WrittenOff {
        let WriteOff { reason, operator, approver, at } = off.clone();
        WrittenOff { at: iso_local(at), operator, approver, reason }
    }
}

impl From<&[KeptForeign]> for ForeignList {
    fn from(all: &[KeptForeign]) -> ForeignList {
        let one = |kept: &KeptForeign| NumberedForeign {
            number: kept.number,
            one: ForeignOne::from(&kept.result),
            receipt: kept.receipt.clone(),
            written_off: kept.written_off.as_ref().map(WrittenOff::from),
            open: kept.is_unclaimed(),
            can_be_tied: kept.is_unclaimed()
                && kept.result.why.can_be_tied()
                && kept.result.direction != Direction::GivenBack,
        };
        ForeignList { foreign: all.iter().map(one).collect() }
    }
}

/// `receipt slip`.
#[derive(Debug, Serialize)]
pub(super) struct Slip {
    pub(super) session: SessionNo,
    pub(super) printed: bool,
}

/// `foreign tie`.
#[derive(Debug, Serialize)]
pub(super) struct Tied<'a> {
    pub(super) foreign: u32,
    pub(super) receipt: &'a ReceiptNo,
    pub(super) printed: bool,
}
