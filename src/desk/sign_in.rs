//! Proving who one is. A PIN is checked by one program at a time, so that the waits after wrong ones cannot be gone round
//! by trying several at once.

use std::fs::{File, OpenOptions, TryLockError};
use std::thread;
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use super::outcome::SignedIn;
use super::setup::Setup;
use super::trouble::Trouble;
use super::{Desk, DeskError};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::operator::{Operator, OperatorId, Pin, PinBy};
use crate::domain::pin_wait::{self, Wait, WrongPin};
use crate::domain::refusal::Refusal;
use crate::domain::steady::{Steady, age, surely_ago};
use crate::domain::time::{Moment, local_date};
use crate::domain::weak_pin::{PinOwner, WeakPin};
use crate::store::{KeptPin, KeptWrongPin, Place};

/// Memory of one PIN check, in KiB, and its passes: about a tenth of a second on a desk's PC, so that a stolen
/// database does not give its six-digit PINs away in an afternoon.
const PIN_MEMORY_KIB: u32 = 64 * 1024;
const PIN_PASSES: u32 = 3;

/// Held by the program that checks a PIN.
const LOCK: &str = "sign-in.lock";
/// How often, and after which pause, it is asked for: more than a check takes, also where several programs wait.
const TRIES: u32 = 200;
const PAUSE: Duration = Duration::from_millis(25);

impl Desk {
    /// Proves who somebody is. Takes about a tenth of a second on purpose; after wrong PINs nothing is looked at until
    /// some time has passed ([`pin_wait`]), also across a restart and a clock that is put back.
    ///
    /// # Errors
    /// [`Refusal::WrongPin`] (also for an operator who does not exist), [`Refusal::PinTooSoon`],
    /// [`Refusal::OperatorLocked`], [`Refusal::OperatorDisabled`], [`Refusal::PinMustChange`] where somebody else chose
    /// the PIN, or the database.
    pub fn sign_in(&mut self, id: &OperatorId, pin: &Pin) -> Result<SignedIn, DeskError> {
        self.prove(id, pin, None)
    }

    /// The same for who comes to somebody's side, to approve or to take over: wrong PINs count against the two of them at
    /// this desk, so that nobody locks another out.
    ///
    /// # Errors
    /// Those of [`Desk::sign_in`].
    pub fn sign_in_beside(&mut self, who: &SignedIn, id: &OperatorId, pin: &Pin) -> Result<SignedIn, DeskError> {
        self.prove(id, pin, Some(&who.operator().id))
    }

    /// Changes one's own PIN, which proves who one is, and signs in. The one way on for whom somebody else gave a PIN.
    ///
    /// # Errors
    /// [`DeskError::WeakPin`], and those of [`Desk::sign_in`] but for [`Refusal::PinMustChange`].
    pub fn change_pin(&mut self, id: &OperatorId, old: &Pin, new: &Pin) -> Result<SignedIn, DeskError> {
        let operator = self.check_pin(id, old, None)?;
        if old == new {
            return Err(DeskError::WeakPin(WeakPin::Same));
        }
        let hash = self.chosen(new, id, Some(operator.number))?;
        let pin = KeptPin::own(&hash);
        let entry = self.entry(id, AuditAct::PinChanged);
        self.store.set_pin(id, pin, entry).map_err(|error| self.of_the_books(error))?;
        self.note_signed_in(id, Place::SignIn)
    }

    fn prove(&mut self, id: &OperatorId, pin: &Pin, asked_by: Option<&OperatorId>) -> Result<SignedIn, DeskError> {
        let operator = self.check_pin(id, pin, asked_by)?;
        if operator.pin_by == PinBy::Another {
            return Err(Refusal::PinMustChange(id.clone()).into());
        }
        let desk = self.setup.config.desk.id.clone();
        self.note_signed_in(id, place(asked_by, &desk))
    }

    /// They are in: what counted against them here is forgotten.
    fn note_signed_in(&mut self, id: &OperatorId, place: Place<'_>) -> Result<SignedIn, DeskError> {
        let entry = self.entry(id, AuditAct::SignedIn);
        let operator = self.store.note_signed_in(id, place, entry).map_err(|error| self.of_the_books(error))?;
        Ok(SignedIn { operator })
    }

    /// Whose PIN this is.
    fn check_pin(&mut self, id: &OperatorId, pin: &Pin, asked_by: Option<&OperatorId>) -> Result<Operator, DeskError> {
        let _alone = self.alone()?;
        let (Some(operator), Some(hash)) = (self.store.operator(id)?, self.store.pin_hash(id)?) else {
            // The same work as for an operator who exists, so that the time does not tell who does.
            let _ = pin_hash(pin)?;
            return Err(Refusal::WrongPin { failures: 0, wait: 0 }.into());
        };
        if !operator.active {
            return Err(Refusal::OperatorDisabled(id.clone()).into());
        }
        let desk = self.setup.config.desk.id.clone();
        let place = place(asked_by, &desk);
        let (_, wait) = self.wrong_pins(id, place)?;
        match wait {
            Some(wait @ Wait::Pause(_)) => return Err(Refusal::PinTooSoon(wait.seconds()).into()),
            Some(wait @ Wait::Lock(_)) => return Err(Refusal::OperatorLocked(wait.seconds()).into()),
            None => {}
        }
        let right = PasswordHash::new(&hash)
            .is_ok_and(|hash| pin_hasher().is_ok_and(|h| h.verify_password(pin.digits().as_bytes(), &hash).is_ok()));
        if right {
            return Ok(operator);
        }
        let entry = self.entry(id, AuditAct::SignInFailed);
        let steady = self.lasting_clock();
        self.store.note_wrong_pin(id, place, steady.as_ref(), &entry).map_err(|error| self.of_the_books(error))?;
        let (failures, wait) = self.wrong_pins(id, place)?;
        Err(Refusal::WrongPin { failures, wait: wait.map_or(0, Wait::seconds) }.into())
    }

    /// How many wrong PINs of somebody count at a place, and what is in the way of another try.
    fn wrong_pins(&mut self, id: &OperatorId, place: Place<'_>) -> Result<(u32, Option<Wait>), DeskError> {
        let (now, steady) = (self.now(), self.lasting_clock());
        let kept = self.store.wrong_pins(id, place, now, steady.as_ref()).map_err(|error| self.of_the_books(error))?;
        let wrong: Vec<WrongPin> = kept.iter().map(|one| aged(one, now, steady.as_ref())).collect();
        let here = wrong.iter().filter(|one| one.same_place).count();
        Ok((u32::try_from(here).unwrap_or(u32::MAX), pin_wait::wait(&wrong)))
    }

    /// The steady clock, where it is more than that of this program: each command of the command line is a program of its
    /// own, and would see every wrong PIN for the first time. Else the calendar counts.
    fn lasting_clock(&self) -> Option<Steady> {
        self.setup.clock.steady().filter(Steady::outlives_programs)
    }

    /// Whether wrong PINs keep somebody from signing in now, in seconds.
    ///
    /// # Errors
    /// [`Trouble::Store`].
    pub(super) fn locked_for(&mut self, id: &OperatorId) -> Result<Option<u32>, DeskError> {
        let (_, wait) = self.wrong_pins(id, Place::SignIn)?;
        Ok(wait.filter(|wait| matches!(wait, Wait::Lock(_))).map(Wait::seconds))
    }

    /// The hash of a PIN that somebody may choose.
    pub(super) fn chosen(&self, pin: &Pin, id: &OperatorId, number: Option<u32>) -> Result<String, DeskError> {
        chosen(pin, id, number, &self.setup)
    }

    fn entry(&self, id: &OperatorId, act: AuditAct) -> AuditEntry {
        AuditEntry { at: self.now(), who: id.clone().into(), act, subject: id.to_string(), detail: String::new() }
    }

    /// One check at a time, over all programs on this data directory; it goes with the program that holds it. Who does not
    /// get it within seconds is told to try again.
    fn alone(&self) -> Result<File, DeskError> {
        let path = self.setup.data_dir.join(LOCK);
        let trouble = |source| DeskError::from(Trouble::File { path: path.clone(), source });
        let file =
            OpenOptions::new().create(true).truncate(false).read(true).write(true).open(&path).map_err(trouble)?;
        for _ in 0..TRIES {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
                Err(TryLockError::Error(source)) => return Err(trouble(source)),
            }
        }
        Err(Refusal::PinTooSoon(1).into())
    }
}

fn place<'a>(asked_by: Option<&'a OperatorId>, desk: &'a str) -> Place<'a> {
    asked_by.map_or(Place::SignIn, |asked_by| Place::Approval { asked_by, desk })
}

/// How long ago a wrong PIN was typed.
fn aged(kept: &KeptWrongPin, now: Moment, steady: Option<&Steady>) -> WrongPin {
    let ago = age(&kept.witnessed, kept.at, now, steady);
    // Without a clock that nobody puts, the calendar is all there is.
    let surely_ago = if steady.is_some() { surely_ago(&kept.witnessed, steady) } else { ago };
    WrongPin { same_place: kept.same_place, ago, surely_ago }
}

/// The hash of a PIN that somebody may choose.
///
/// # Errors
/// [`DeskError::WeakPin`].
pub(super) fn chosen(pin: &Pin, id: &OperatorId, number: Option<u32>, setup: &Setup) -> Result<String, DeskError> {
    match pin.weakness(PinOwner { id, number }, local_date(setup.clock.now())) {
        Some(weakness) => Err(DeskError::WeakPin(weakness)),
        None => pin_hash(pin),
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
