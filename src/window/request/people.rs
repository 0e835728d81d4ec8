//! Who is at the desk, and who agrees.

use super::{Desk, DeskError, LaneName, Request, Steps, Work};
use crate::desk::SignedIn;
use crate::domain::operator::{Act, Operator, OperatorId, Pin};

/// Who can sign in.
#[derive(Debug)]
pub struct Operators;

impl Request for Operators {
    type Answer = Vec<Operator>;
    const LANE: LaneName = LaneName::Books;
    const WORK: Work = Work::Books;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<Vec<Operator>, DeskError> {
        desk.operators()
    }
}

/// Proves who somebody is.
#[derive(Debug)]
pub struct SignIn {
    pub id: OperatorId,
    pub pin: Pin,
}

impl Request for SignIn {
    type Answer = SignedIn;
    const LANE: LaneName = LaneName::Books;
    const WORK: Work = Work::Books;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<SignedIn, DeskError> {
        desk.sign_in(&self.id, &self.pin)
    }
}

/// Proves who agrees to what another asks for.
#[derive(Debug)]
pub struct Approve {
    pub who: SignedIn,
    pub act: Act,
    pub id: OperatorId,
    /// With what they prove it.
    pub pin: Pin,
}

impl Request for Approve {
    type Answer = SignedIn;
    const LANE: LaneName = LaneName::Books;
    const WORK: Work = Work::Books;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<SignedIn, DeskError> {
        desk.approve(&self.who, self.act, &self.id, &self.pin)
    }
}
