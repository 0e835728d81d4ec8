//! What the terminal is asked beside payments, and the outcomes that wait for its word.

use std::sync::Arc;

use super::{Desk, DeskError, LaneName, News, Request, Steps, Work};
use crate::desk::{self, Claim, RecoverReport, ResolveEnd, SignedIn};
use crate::domain::attempt::Attempt;
use crate::domain::evidence::Evidence;
use crate::domain::operator::OperatorId;
use crate::domain::session::SessionNo;

/// Asks the terminal to answer.
#[derive(Debug)]
pub struct Echo;

impl Request for Echo {
    type Answer = ();
    const LANE: LaneName = LaneName::Terminal;
    const WORK: Work = Work::Echo;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<(), DeskError> {
        desk.echo().map(drop)
    }
}

/// Asks the terminal about unknown outcomes.
#[derive(Debug)]
pub struct Recover {
    pub who: OperatorId,
}

impl Request for Recover {
    type Answer = Arc<RecoverReport>;
    const LANE: LaneName = LaneName::Terminal;
    const WORK: Work = Work::Recovery;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<Self::Answer, DeskError> {
        desk.recover(&self.who.into()).map(Arc::new)
    }

    fn news(report: &Self::Answer) -> Option<News> {
        Some(News::Recovered(Arc::clone(report)))
    }
}

/// Lists the unknown outcomes.
#[derive(Debug)]
pub struct Unresolved;

impl Request for Unresolved {
    type Answer = Vec<Attempt>;
    const LANE: LaneName = LaneName::Terminal;
    const WORK: Work = Work::Books;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<Self::Answer, DeskError> {
        desk.unresolved()
    }

    fn news(attempts: &Self::Answer) -> Option<News> {
        Some(News::Unresolved(attempts.len()))
    }
}

/// Decides an unknown outcome on evidence.
#[derive(Debug)]
pub struct Resolve {
    pub who: SignedIn,
    pub approver: SignedIn,
    pub session: SessionNo,
    /// What the evidence is said to prove.
    pub claim: Claim,
    pub evidence: Evidence,
}

impl Request for Resolve {
    type Answer = ResolveEnd;
    const LANE: LaneName = LaneName::Terminal;
    const WORK: Work = Work::Recovery;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<ResolveEnd, DeskError> {
        desk.resolve(&self.who, &self.approver, self.session, self.claim, &self.evidence)
    }
}

/// What is on disk of a payment that does not answer.
#[derive(Debug)]
pub struct StateOnDisk {
    pub session: SessionNo,
}

impl Request for StateOnDisk {
    type Answer = Option<desk::PaymentState>;
    const LANE: LaneName = LaneName::Books;
    const WORK: Work = Work::Books;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<Self::Answer, DeskError> {
        desk.payment_state(self.session)
    }
}
