//! Who is at the desk, and who agrees.

use super::requests;
use crate::desk::{Listed, SignedIn};
use crate::domain::operator::{Operator, OperatorId, Pin, Recovery, Role};
use crate::domain::permission::Act;

requests! {
    /// Who can sign in.
    Operators {} -> Vec<Operator>, Books Books, |self, desk| desk.who_can_sign_in();

    /// Changes one's own PIN, and signs in with it.
    ChangePin { id: OperatorId, old: Pin, new: Pin } -> SignedIn, Books Books,
        |self, desk| desk.change_pin(&self.id, &self.old, &self.new);

    SignIn { id: OperatorId, pin: Pin } -> SignedIn, Books Books, |self, desk| desk.sign_in(&self.id, &self.pin);

    /// Everybody, for who may see them.
    People { who: SignedIn } -> Vec<Listed>, Books Books, |self, desk| desk.operators(&self.who);

    /// Adds somebody, with a first PIN.
    AddPerson { who: SignedIn, id: OperatorId, name: String, role: Role, pin: Pin } -> Operator, Books Books,
        |self, desk| desk.add_operator(&self.who, &self.id, &self.name, self.role, &self.pin);

    ChangePerson { who: SignedIn, id: OperatorId, change: PersonChange } -> Operator, Books Books,
        |self, desk| match &self.change {
            PersonChange::Disable => desk.disable_operator(&self.who, &self.id),
            PersonChange::Enable => desk.enable_operator(&self.who, &self.id),
            PersonChange::Role(role) => desk.set_role(&self.who, &self.id, *role),
            PersonChange::Pin(pin) => desk.reset_pin(&self.who, &self.id, pin),
        };

    /// A supervisor knows of whom the owner of the data directory made a supervisor.
    AcknowledgeRecovery { who: SignedIn } -> Recovery, Books Books, |self, desk| desk.acknowledge_recovery(&self.who);

    /// Proves who agrees to what another asks for.
    Approve { who: SignedIn, act: Act, id: OperatorId, pin: Pin } -> SignedIn, Books Books,
        |self, desk| desk.approve(&self.who, self.act, &self.id, &self.pin);
}

/// What a supervisor does with somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonChange {
    Disable,
    Enable,
    Role(Role),
    /// Another first PIN.
    Pin(Pin),
}
