//! The second person: who agrees to a void, a refund or a decision on evidence, told before anything is done.

use super::error::Stop;
use super::outcome::{CorrectionOrder, SignedIn};
use super::{CorrectionQuote, Desk, DeskError};
use crate::domain::operator::{OperatorId, Pin};
use crate::domain::permission::Act;
use crate::domain::refusal::Refusal;

impl Desk {
    /// Proves who agrees to what somebody else asks for. Wrong PINs count against both, at this desk. That both are one person
    /// is said without a look at the PIN.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::SamePerson`], [`Refusal::ApproverNotAllowed`], and those of
    /// [`Desk::sign_in`].
    pub fn approve(&mut self, who: &SignedIn, act: Act, id: &OperatorId, pin: &Pin) -> Result<SignedIn, DeskError> {
        self.allow(who, act)?;
        if who.operator().id == *id {
            return Err(Refusal::SamePerson.into());
        }
        let approver = self.sign_in_beside(who, id, pin)?;
        self.check_four_eyes(who, &approver, act)?;
        Ok(approver)
    }

    /// What [`Desk::correct`] would ask of the terminal now, at this desk, of this person.
    ///
    /// # Errors
    /// The refusal that `correct` would give for the person, the hours, the till or the receipt, or the database.
    pub fn offer_correction(&self, who: &SignedIn, order: &CorrectionOrder) -> Result<CorrectionQuote, DeskError> {
        self.check_desk(who, order.kind.act())?;
        self.quote_correction(who, order)
    }

    /// Four eyes: who asks may ask, who approves may approve, and they are two.
    pub(super) fn check_four_eyes(&self, who: &SignedIn, approver: &SignedIn, act: Act) -> Result<(), Stop> {
        self.allow(who, act)?;
        if who.operator().id == approver.operator().id {
            return Err(Refusal::SamePerson.into());
        }
        if !self.also_may(approver, Act::Approve)? {
            return Err(Refusal::ApproverNotAllowed(approver.operator().id.clone()).into());
        }
        Ok(())
    }
}
