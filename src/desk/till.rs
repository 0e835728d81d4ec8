//! Opening the till and seeing what it holds.

use super::outcome::SignedIn;
use super::refusal::Refusal;
use super::trouble::Trouble;
use super::{Desk, DeskError};
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::hours::DeskTime;
use crate::domain::operator::Act;
use crate::domain::till::{Blocker, Till, TillState, TillTotals};
use crate::domain::time::Moment;
use crate::domain::z_report::ZNo;
use crate::store::StoreError;

/// The till of today as it stands.
#[derive(Debug, Clone)]
pub struct TillStatus {
    /// Its name, also while it is not open.
    pub name: String,
    /// Whether payments can be taken.
    pub state: TillState,
    /// The till, where it was opened, also after its close.
    pub till: Option<Till>,
    /// What it holds so far.
    pub totals: TillTotals,
    /// What keeps it from closing.
    pub blockers: Vec<Blocker>,
    /// Tills of earlier days that nobody closed.
    pub earlier: Vec<Till>,
    /// Its Z report, where it was closed.
    pub z: Option<ZNo>,
    /// When the books were brought back from a copy, where nobody has compared them with the terminal since.
    pub not_compared_since: Option<Moment>,
}

impl Desk {
    /// Today's till of this desk, if it is open.
    ///
    /// # Errors
    /// [`super::Trouble::Store`].
    pub fn till(&self) -> Result<Option<Till>, DeskError> {
        Ok(self.till_today()?)
    }

    pub(super) fn till_today(&self) -> Result<Option<Till>, StoreError> {
        self.store.current_till(&self.setup.config.desk.id, self.today())
    }

    /// Opens today's till. Outside hours only a supervisor can, with a reason that is kept and audited.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::NeedsReason`], [`Refusal::TillOpen`], the hours' refusals, or the
    /// database.
    pub fn open_till(&mut self, who: &SignedIn, reason: Option<&str>) -> Result<Till, DeskError> {
        let operator = who.operator();
        if !operator.role.may(Act::OpenTill) {
            return Err(Refusal::NotAllowed.into());
        }
        let outside_hours = match self.desk_time() {
            DeskTime::Open { .. } => None,
            closed => Some(self.reason_to_open(who, closed, reason)?),
        };
        if self.till()?.is_some() {
            return Err(Refusal::TillOpen.into());
        }
        let today = self.today();
        if let Some(earlier) = self.open_tills()?.into_iter().find(|till| till.day < today) {
            return Err(Refusal::EarlierTillOpen(earlier.name).into());
        }
        if let Some(closed) = self.store.till(&self.till_name())? {
            return Err(Refusal::TillIsClosed(closed.name).into());
        }
        let now = self.now();
        let desk = self.setup.config.desk.id.clone();
        let till = Till {
            name: self.till_name(),
            desk,
            day: self.today(),
            opened_by: operator.id.clone(),
            opened_at: now,
            outside_hours: outside_hours.clone(),
            closed_at: None,
            closed_by: None,
        };
        let act = if outside_hours.is_some() { AuditAct::OpenedOutsideHours } else { AuditAct::TillOpened };
        let entry = AuditEntry {
            at: now,
            who: operator.id.to_string(),
            act,
            subject: till.name.clone(),
            detail: outside_hours.unwrap_or_default(),
        };
        Ok(self.store.open_till(&till, entry).map_err(|error| self.named(Trouble::Store(error)))?)
    }

    fn reason_to_open(&self, who: &SignedIn, closed: DeskTime, reason: Option<&str>) -> Result<String, DeskError> {
        if !who.operator().role.may(Act::OpenOutsideHours) {
            return Err(match closed {
                DeskTime::OutsideHours { today } => Refusal::OutsideHours(today),
                DeskTime::Holiday(holiday) => Refusal::Holiday(holiday),
                DeskTime::ClosedDay | DeskTime::Open { .. } => Refusal::ClosedDay,
            }
            .into());
        }
        let reason = reason.map(str::trim).filter(|reason| !reason.is_empty()).ok_or(Refusal::NeedsReason)?;
        self.can_be_printed(reason)?;
        Ok(reason.to_owned())
    }

    /// Why today's till takes nothing: it was not opened, or it was closed for good.
    pub(super) fn no_till(&self) -> Result<Refusal, StoreError> {
        let ended = self.store.till(&self.till_name())?.is_some();
        Ok(if ended { Refusal::TillEnded } else { Refusal::TillClosed })
    }

    /// Keeps that a supervisor compared terminal and books after they were brought back from a copy: what the terminal
    /// charged and the copy does not know was written down. Payments are taken again.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::NeedsReason`], [`Refusal::NothingToCompare`], or the database.
    pub fn state_compared(&mut self, who: &SignedIn, reason: &str) -> Result<(), DeskError> {
        if !who.operator().role.may(Act::Reconcile) {
            return Err(Refusal::NotAllowed.into());
        }
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Refusal::NeedsReason.into());
        }
        let now = self.now();
        if self.store.note_compared(reason, &who.operator().id, now)? {
            Ok(())
        } else {
            Err(Refusal::NothingToCompare.into())
        }
    }

    fn till_name(&self) -> String {
        format!("{}-{}", self.setup.config.desk.id, self.today())
    }

    /// Today's till: state, totals, and what keeps it from closing.
    ///
    /// # Errors
    /// [`super::Trouble::Store`].
    pub fn till_status(&self) -> Result<TillStatus, DeskError> {
        let till = self.store.till(&self.till_name())?;
        let totals = match &till {
            Some(till) => self.store.till_totals(till)?,
            None => TillTotals::default(),
        };
        let is_open = till.as_ref().is_some_and(|till| till.closed_at.is_none());
        Ok(TillStatus {
            name: self.till_name(),
            state: if is_open { TillState::Open } else { TillState::Closed },
            till,
            totals,
            blockers: self.store.blockers(&self.setup.config.desk.id)?,
            earlier: self.open_tills()?.into_iter().filter(|till| till.day < self.today()).collect(),
            z: self.store.z_reports(Some(&self.till_name()))?.into_iter().next().map(|kept| kept.report.number),
            not_compared_since: self.store.not_compared_since()?,
        })
    }
}
