//! Who asks the desk for something, and the one place where it is looked up whether they may.

use super::Desk;
use super::error::Stop;
use super::outcome::SignedIn;
use crate::domain::actor::Actor;
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::operator::Operator;
use crate::domain::permission::{Act, Standing};
use crate::domain::refusal::Refusal;
use crate::store::StoreError;

/// Who asks for something that also the user of the operating system may: a command without an operator, the lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    Person(SignedIn),
    User,
}

impl From<SignedIn> for Caller {
    fn from(who: SignedIn) -> Caller {
        Caller::Person(who)
    }
}

/// Somebody who signed in, or anybody who asks.
pub trait Asks {
    fn signed_in(&self) -> Option<&SignedIn>;
}

impl Asks for Caller {
    fn signed_in(&self) -> Option<&SignedIn> {
        match self {
            Caller::Person(who) => Some(who),
            Caller::User => None,
        }
    }
}

impl Asks for SignedIn {
    fn signed_in(&self) -> Option<&SignedIn> {
        Some(self)
    }
}

impl Desk {
    /// Whether somebody may do something now: the first line of every use case. An operator is asked about as the books
    /// know them now, not as they were when they signed in. Gives who acts, as the audit trail names them.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::NeedsOperator`] where nobody signed in, [`Refusal::SessionEnded`], or the
    /// database.
    pub(super) fn allow(&self, who: &dyn Asks, act: Act) -> Result<Actor, Stop> {
        let standing = self.standing(who)?;
        match who.signed_in() {
            Some(who) if standing.may(act) => Ok(who.actor()),
            Some(_) => Err(Refusal::NotAllowed.into()),
            None => Ok(allow_user(act)?),
        }
    }

    /// Whether this person may do what not everybody may who does the same.
    pub(super) fn also_may(&self, who: &dyn Asks, act: Act) -> Result<bool, Stop> {
        Ok(self.standing(who)?.may(act))
    }

    /// Whether they see what tills hold: all do, unless the settings hide it.
    pub(super) fn sees_totals(&self, who: &dyn Asks) -> Result<bool, Stop> {
        Ok(!self.setup.config.till.hide_totals || self.also_may(who, Act::SeeHiddenTotals)?)
    }

    /// The same where nothing else is asked for.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] or [`Refusal::NeedsOperator`] where the settings hide it from them.
    pub(super) fn allow_totals(&self, who: &dyn Asks) -> Result<(), Stop> {
        if self.sees_totals(who)? { Ok(()) } else { self.allow(who, Act::SeeHiddenTotals).map(drop) }
    }

    fn standing(&self, who: &dyn Asks) -> Result<Standing, Stop> {
        let Some(who) = who.signed_in() else { return Ok(Standing::User) };
        match self.store.operator(&who.operator.id)? {
            Some(known) if is_still_signed_in(&known, &who.operator) => Ok(known.role.into()),
            _ => Err(Refusal::SessionEnded.into()),
        }
    }

    /// Writes down that somebody saw or did something which leaves no other trace. `detail` holds no personal data.
    pub(super) fn note(
        &mut self,
        who: Actor,
        act: AuditAct,
        subject: impl ToString,
        detail: String,
    ) -> Result<(), StoreError> {
        let entry = AuditEntry { at: self.now(), who, act, subject: subject.to_string(), detail };
        self.store.audit(&entry)
    }
}

/// The same for the user of the operating system, where there are no books to ask yet.
///
/// # Errors
/// [`Refusal::NeedsOperator`].
pub(super) fn allow_user(act: Act) -> Result<Actor, Refusal> {
    if Standing::User.may(act) { Ok(Actor::user(super::presence::os_user())) } else { Err(Refusal::NeedsOperator) }
}

fn is_still_signed_in(known: &Operator, as_signed_in: &Operator) -> bool {
    known.active && (known.number, known.session) == (as_signed_in.number, as_signed_in.session)
}
