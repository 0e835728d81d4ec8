//! The people at the desk: how they come, what becomes of them. Nobody is deleted: receipts and the trail name them.

use super::caller::allow_user;
use super::outcome::SignedIn;
use super::setup::Setup;
use super::trouble::Trouble;
use super::{Asks, Caller, Desk, DeskError};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::operator::{Operator, OperatorId, Pin, Recovery, Role};
use crate::domain::permission::Act;
use crate::domain::refusal::Refusal;
use crate::store::{KeptPin, Store, StoreError};

/// An operator as a supervisor sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub operator: Operator,
    /// Seconds for which wrong PINs still keep them from signing in.
    pub locked_for: Option<u32>,
}

impl Desk {
    /// Makes the data directory, the database and the first supervisor.
    ///
    /// # Errors
    /// [`DeskError::WeakPin`]; [`Trouble::File`] where the folder cannot be made, [`Trouble::Store`] where a database is
    /// already there or cannot be written.
    pub fn init(setup: &Setup, id: &OperatorId, name: &str, pin: &Pin) -> Result<Desk, DeskError> {
        let who = allow_user(Act::MakeBooks)?;
        let hash = super::sign_in::chosen(pin, id, None, setup)?;
        super::private_dir::make_private_dir(&setup.data_dir)
            .map_err(|source| Trouble::File { path: setup.data_dir.clone(), source })?;
        let now = setup.clock.now();
        let mut store = Store::create(&setup.database(), now, setup.demo)?;
        let (subject, detail) = (id.to_string(), String::new());
        let entry = AuditEntry { at: now, who, act: AuditAct::Initialised, subject, detail };
        let pin = KeptPin::own(&hash);
        store.add_operator(id, name, Role::Supervisor, pin, entry)?;
        Ok(Desk::over(setup.clone(), store))
    }

    /// Makes somebody a supervisor where none can sign in, for who owns the data directory: with their own PIN, whoever
    /// they were before. It stands before everybody until a supervisor acknowledges it.
    ///
    /// # Errors
    /// [`DeskError::WeakPin`], [`Refusal::NotYours`] where another user of the system owns the data directory, or the
    /// database.
    pub fn recover_supervisor(&mut self, id: &OperatorId, name: &str, pin: &Pin) -> Result<Operator, DeskError> {
        let who = self.allow(&Caller::User, Act::RecoverSupervisor)?;
        let database = self.setup.database();
        let is_ours = super::private_dir::is_ours(&database);
        if !is_ours.map_err(|source| Trouble::File { path: database, source })? {
            return Err(Refusal::NotYours(self.setup.data_dir.display().to_string().into()).into());
        }
        let number = self.store.operator(id)?.map(|operator| operator.number);
        let hash = self.chosen(pin, id, number)?;
        let detail = if number.is_some() { "known" } else { "new" };
        let entry = AuditEntry {
            at: self.now(),
            who,
            act: AuditAct::SupervisorRecovered,
            subject: id.to_string(),
            detail: detail.to_owned(),
        };
        tracing::warn!(operator = %id, "a supervisor was made by the owner of the data directory");
        let pin = KeptPin::own(&hash);
        self.store.recover_supervisor(id, name, pin, &entry).map_err(|error| self.of_the_books(error))
    }

    /// A supervisor says that they know of the supervisors whom the owner of the data directory made.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::NothingToAcknowledge`], or the database.
    pub fn acknowledge_recovery(&mut self, by: &SignedIn) -> Result<Recovery, DeskError> {
        self.allow(by, Act::AcknowledgeRecovery)?;
        let recovery = self.store.unacknowledged_recovery()?.ok_or(Refusal::NothingToAcknowledge)?;
        let entry = self.entry_on(by, &recovery.operator, AuditAct::RecoveryAcknowledged, "");
        self.store.acknowledge_recovery(&by.operator().id, &entry).map_err(|error| self.of_the_books(error))?;
        Ok(recovery)
    }

    /// Everybody, disabled ones included, in the order in which they came.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] or the database.
    pub fn operators(&mut self, who: &dyn Asks) -> Result<Vec<Listed>, DeskError> {
        let who = self.allow(who, Act::ListOperators)?;
        let mut listed = Vec::new();
        for operator in self.store.operators()? {
            let locked_for = self.locked_for(&operator.id)?;
            listed.push(Listed { operator, locked_for });
        }
        self.note(who, AuditAct::OperatorsListed, "", format!("found={}", listed.len()))?;
        Ok(listed)
    }

    /// Who can sign in, for the lock, which stands before everybody.
    ///
    /// # Errors
    /// [`Trouble::Store`].
    pub fn who_can_sign_in(&self) -> Result<Vec<Operator>, DeskError> {
        self.allow(&Caller::User, Act::SeeDesk)?;
        Ok(self.store.operators()?.into_iter().filter(|operator| operator.active).collect())
    }

    /// Adds an operator with a first PIN, which they change at their first sign-in.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::OperatorExists`], [`DeskError::WeakPin`], or the database.
    pub fn add_operator(
        &mut self,
        by: &SignedIn,
        id: &OperatorId,
        name: &str,
        role: Role,
        pin: &Pin,
    ) -> Result<Operator, DeskError> {
        self.allow(by, Act::ManageOperators)?;
        if self.store.operator(id)?.is_some() {
            return Err(Refusal::OperatorExists(id.clone()).into());
        }
        let hash = self.chosen(pin, id, None)?;
        let pin = KeptPin::given(&hash);
        let entry = self.entry_on(by, id, AuditAct::OperatorAdded, role.word());
        self.managed(|store| store.add_operator(id, name, role, pin, entry))
    }

    /// Keeps somebody from signing in from now on and ends their sessions; what they did stays theirs.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::NoSuchOperator`], [`Refusal::LastSupervisor`], or the database.
    pub fn disable_operator(&mut self, by: &SignedIn, id: &OperatorId) -> Result<Operator, DeskError> {
        self.allow(by, Act::ManageOperators)?;
        let entry = self.entry_on(by, id, AuditAct::OperatorDisabled, "");
        self.managed(|store| store.disable_operator(id, entry))
    }

    /// Lets somebody sign in again who was disabled, and at once who is locked after wrong PINs.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::NoSuchOperator`], [`Refusal::OwnAccount`], or the database.
    pub fn enable_operator(&mut self, by: &SignedIn, id: &OperatorId) -> Result<Operator, DeskError> {
        self.allow_for_another(by, id)?;
        let entry = self.entry_on(by, id, AuditAct::OperatorEnabled, "");
        self.managed(|store| store.enable_operator(id, entry))
    }

    /// Gives somebody a new first PIN, ends their sessions and a lock. One's own is changed by [`Desk::change_pin`].
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::NoSuchOperator`], [`Refusal::OwnAccount`], [`DeskError::WeakPin`], or the
    /// database.
    pub fn reset_pin(&mut self, by: &SignedIn, id: &OperatorId, pin: &Pin) -> Result<Operator, DeskError> {
        self.allow_for_another(by, id)?;
        let known = self.store.operator(id)?.ok_or_else(|| Refusal::NoSuchOperator(id.clone()))?;
        let hash = self.chosen(pin, id, Some(known.number))?;
        let pin = KeptPin::given(&hash);
        let entry = self.entry_on(by, id, AuditAct::PinReset, "");
        self.managed(|store| store.set_pin(id, pin, entry))
    }

    /// Gives somebody another role, and ends their sessions. Receipts keep what they were.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::NoSuchOperator`], [`Refusal::LastSupervisor`], or the database.
    pub fn set_role(&mut self, by: &SignedIn, id: &OperatorId, role: Role) -> Result<Operator, DeskError> {
        self.allow(by, Act::ManageOperators)?;
        let entry = self.entry_on(by, id, AuditAct::RoleChanged, role.word());
        self.managed(|store| store.set_role(id, role, entry))
    }

    /// What another person does for somebody: whoever sits at a desk that was left open must not.
    fn allow_for_another(&self, by: &SignedIn, id: &OperatorId) -> Result<(), DeskError> {
        self.allow(by, Act::ManageOperators)?;
        if by.operator().id == *id { Err(Refusal::OwnAccount.into()) } else { Ok(()) }
    }

    fn entry_on(&self, by: &SignedIn, id: &OperatorId, act: AuditAct, detail: &str) -> AuditEntry {
        let (subject, detail) = (id.to_string(), detail.to_owned());
        AuditEntry { at: self.now(), who: by.actor(), act, subject, detail }
    }

    fn managed(
        &mut self,
        write: impl FnOnce(&mut Store) -> Result<Operator, StoreError>,
    ) -> Result<Operator, DeskError> {
        write(&mut self.store).map_err(|error| self.of_the_books(error))
    }
}
