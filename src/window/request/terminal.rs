//! What the terminal is asked beside payments, and the outcomes that wait for its word.

use std::sync::Arc;

use super::requests;
use crate::desk::{self, Caller, Claim, RecoverReport, ResolveEnd, SignedIn};
use crate::domain::{attempt::Attempt, evidence::Evidence, session::SessionNo};
use crate::window::devices::News;

requests! {
    Echo { who: Caller } -> (), Terminal Echo, |self, desk| desk.echo(&self.who).map(drop);

    /// Asks the terminal about unknown outcomes.
    Recover { who: Caller } -> Arc<RecoverReport>, Terminal Recovery,
        |self, desk| desk.recover(&self.who).map(Arc::new),
        news |report| News::Recovered(Arc::clone(report));

    Unresolved { who: Caller } -> Vec<Attempt>, Terminal Books, |self, desk| desk.unresolved(&self.who),
        news |attempts| News::Unresolved(attempts.len());

    /// Decides an unknown outcome on evidence; `claim` is what that is said to prove.
    Resolve { who: SignedIn, approver: SignedIn, session: SessionNo, claim: Claim, evidence: Evidence } -> ResolveEnd,
        Terminal Recovery,
        |self, desk| desk.resolve(&self.who, &self.approver, self.session, self.claim, &self.evidence);

    /// What is on disk of a payment that does not answer; told whoever signs in next, too.
    StateOnDisk { session: SessionNo } -> Option<desk::PaymentState>, Books Books,
        |self, desk| desk.payment_state(&Caller::User, self.session);
}
