//! Who is at the desk: making operators, proving who one is.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use super::outcome::SignedIn;
use super::setup::Setup;
use super::trouble::Trouble;
use super::{Asks, Caller, Desk, DeskError};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::operator::{Operator, OperatorId, Pin, Role};
use crate::domain::permission::Act;
use crate::domain::{actor::Actor, refusal::Refusal};
use crate::store::Store;

/// Memory of one PIN check, in KiB, and its passes: about a tenth of a second on a desk's PC, so that a stolen
/// database does not give its six-digit PINs away in an afternoon.
const PIN_MEMORY_KIB: u32 = 64 * 1024;
const PIN_PASSES: u32 = 3;

/// Wrong PINs after which an operator is locked.
pub const MOST_WRONG_PINS: u32 = 5;

impl Desk {
    /// Makes the data directory, the database and the first supervisor.
    ///
    /// # Errors
    /// [`Trouble::File`] where the folder cannot be made, [`Trouble::Store`] where a database is already there
    /// or cannot be written.
    pub fn init(setup: &Setup, id: &OperatorId, name: &str, pin: &Pin) -> Result<Desk, DeskError> {
        let hash = pin_hash(pin)?;
        super::private_dir::make_private_dir(&setup.data_dir)
            .map_err(|source| Trouble::File { path: setup.data_dir.clone(), source })?;
        let now = setup.clock.now();
        let mut store = Store::create(&setup.database(), now, setup.demo)?;
        let entry = AuditEntry {
            at: now,
            who: Actor::user(super::presence::os_user()),
            act: AuditAct::Initialised,
            subject: id.to_string(),
            detail: String::new(),
        };
        store.add_operator(id, name, Role::Supervisor, &hash, entry)?;
        Ok(Desk::over(setup.clone(), store))
    }

    /// Everybody, disabled ones included.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] or the database.
    pub fn operators(&mut self, who: &dyn Asks) -> Result<Vec<Operator>, DeskError> {
        let who = self.allow(who, Act::ListOperators)?;
        let all = self.store.operators()?;
        self.note(who, AuditAct::OperatorsListed, "", format!("found={}", all.len()))?;
        Ok(all)
    }

    /// Who can sign in, for the lock, which stands before everybody.
    ///
    /// # Errors
    /// [`Trouble::Store`].
    pub fn who_can_sign_in(&self) -> Result<Vec<Operator>, DeskError> {
        self.allow(&Caller::User, Act::SeeDesk)?;
        Ok(self.store.operators()?.into_iter().filter(|operator| operator.active).collect())
    }

    /// Proves who somebody is. Takes about a tenth of a second on purpose. After [`MOST_WRONG_PINS`] wrong ones
    /// the operator is locked, also across a restart.
    ///
    /// # Errors
    /// [`Refusal::WrongPin`] (also for an operator who does not exist), [`Refusal::OperatorLocked`], or the
    /// database.
    pub fn sign_in(&mut self, id: &OperatorId, pin: &Pin) -> Result<SignedIn, DeskError> {
        let operator = self.store.operator(id)?;
        let (Some(operator), Some(hash)) = (operator, self.store.pin_hash(id)?) else {
            // The same work as for an operator who exists, so that the time does not tell who does.
            let _ = pin_hash(pin)?;
            return Err(Refusal::WrongPin { failures: 0 }.into());
        };
        if !operator.active || self.store.sign_in_failures(id)? >= MOST_WRONG_PINS {
            return Err(Refusal::OperatorLocked.into());
        }
        let right = PasswordHash::new(&hash)
            .is_ok_and(|hash| pin_hasher().is_ok_and(|h| h.verify_password(pin.digits().as_bytes(), &hash).is_ok()));
        let entry = AuditEntry {
            at: self.now(),
            who: id.clone().into(),
            act: if right { AuditAct::SignedIn } else { AuditAct::SignInFailed },
            subject: id.to_string(),
            detail: String::new(),
        };
        self.store.note_sign_in(id, right, entry).map_err(|error| self.named(Trouble::Store(error)))?;
        if right {
            Ok(SignedIn { operator })
        } else {
            Err(Refusal::WrongPin { failures: self.store.sign_in_failures(id)? }.into())
        }
    }

    /// Adds an operator.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::OperatorExists`], or the database.
    pub fn add_operator(
        &mut self,
        by: &SignedIn,
        id: &OperatorId,
        name: &str,
        role: Role,
        pin: &Pin,
    ) -> Result<Operator, DeskError> {
        let who = self.allow(by, Act::ManageOperators)?;
        if self.store.operator(id)?.is_some() {
            return Err(Refusal::OperatorExists(id.clone()).into());
        }
        let entry = AuditEntry {
            at: self.now(),
            who,
            act: AuditAct::OperatorAdded,
            subject: id.to_string(),
            detail: role.word().to_owned(),
        };
        Ok(self.store.add_operator(id, name, role, &pin_hash(pin)?, entry)?)
    }

    /// Keeps somebody from signing in from now on; what they did stays theirs. Who is signed in at a window stays so until
    /// it locks.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::NoSuchOperator`], [`Refusal::LastSupervisor`], or the database.
    pub fn disable_operator(&mut self, by: &SignedIn, id: &OperatorId) -> Result<Operator, DeskError> {
        let who = self.allow(by, Act::ManageOperators)?;
        let entry = AuditEntry {
            at: self.now(),
            who,
            act: AuditAct::OperatorDisabled,
            subject: id.to_string(),
            detail: String::new(),
        };
        Ok(self.store.disable_operator(id, entry)?)
    }
}

fn pin_hasher() -> Result<Argon2<'static>, DeskError> {
    let params = Params::new(PIN_MEMORY_KIB, PIN_PASSES, 1, None).map_err(|_| DeskError::NoRandomness)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn pin_hash(pin: &Pin) -> Result<String, DeskError> {
    let hash: PasswordHash =
        pin_hasher()?.hash_password(pin.digits().as_bytes()).map_err(|_| DeskError::NoRandomness)?;
    Ok(hash.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_hashed_at_its_full_cost() {
        let hash = pin_hash(&Pin::parse("739154").unwrap()).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=65536,t=3,p=1$"), "{hash}");
        assert_ne!(hash, pin_hash(&Pin::parse("739154").unwrap()).unwrap(), "each has a salt of its own");
    }
}
