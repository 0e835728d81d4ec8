//! Who is at the desk, and who agrees.

use super::requests;
use crate::desk::SignedIn;
use crate::domain::operator::{Operator, OperatorId, Pin};
use crate::domain::permission::Act;

requests! {
    /// Who can sign in.
    Operators {} -> Vec<Operator>, Books Books, |self, desk| desk.who_can_sign_in();

    SignIn { id: OperatorId, pin: Pin } -> SignedIn, Books Books, |self, desk| desk.sign_in(&self.id, &self.pin);

    /// Proves who agrees to what another asks for.
    Approve { who: SignedIn, act: Act, id: OperatorId, pin: Pin } -> SignedIn, Books Books,
        |self, desk| desk.approve(&self.who, self.act, &self.id, &self.pin);
}
