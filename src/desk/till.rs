//! Opening the till and seeing what it holds.

use super::outcome::SignedIn;
use super::{Asks, Desk, DeskError};
use crate::domain::actor::Actor;
use crate::domain::audit::{AuditAct, AuditEntry};
use crate::domain::clocks::{ClockDoubt, ClockOffset};
use crate::domain::settlement::OpenDocument;
use crate::domain::till::{Blocker, Till, TillState, TillTotals};
use crate::domain::{hours::DeskTime, permission::Act, refusal::Refusal, time::Moment, z_report::ZNo};
use crate::store::StoreError;

/// A till as it stands.
#[derive(Debug, Clone)]
pub struct TillStatus {
    /// Its name, also while it is not open.
    pub name: String,
    /// Whether payments can be taken.
    pub state: TillState,
    /// The till, where it was opened, also after its close.
    pub till: Option<Till>,
    /// What it holds so far; nothing where the settings hide it from whoever asks.
    pub totals: Option<TillTotals>,
    /// How often cash was offered and refused.
    pub cash_refusals: u64,
    /// What keeps it from closing.
    pub blockers: Vec<Blocker>,
    /// Tills of earlier days that nobody closed.
    pub earlier: Vec<Till>,
    /// Its Z report, where it was closed.
    pub z: Option<ZNo>,
    /// What a supervisor has to say something about before a card is asked for.
    pub clock_doubts: Vec<ClockDoubt>,
    /// The terminal's clock, where it is apart from the PC's.
    pub terminal_clock: Option<ClockOffset>,
    /// Documents of cards that no acquirer's settlement has, longer than the settings give one.
    pub unsettled: Vec<OpenDocument>,
    /// When the books were brought back from a copy, where nobody has compared them with the terminal since.
    pub not_compared_since: Option<Moment>,
}

impl Desk {
    /// Today's till of this desk, if it is open.
    pub(super) fn till_today(&self) -> Result<Option<Till>, StoreError> {
        self.store.current_till(&self.setup.config.desk.id, self.today())
    }

    /// Opens today's till. Outside hours, on a day whose till was closed, and by a clock that stands before the books only
    /// a supervisor can, with a reason that is kept and audited.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::NeedsReason`], [`Refusal::TillOpen`], [`Refusal::EarlierTillOpen`],
    /// [`Refusal::DayWasClosed`], [`Refusal::ClockInDoubt`], the hours' refusals, or the database.
    pub fn open_till(&mut self, who: &SignedIn, reason: Option<&str>) -> Result<Till, DeskError> {
        let operator = who.operator();
        self.allow(who, Act::OpenTill)?;
        let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
        let accepts_clock = self.clock_to_open(who, reason)?;
        let outside_hours = match self.desk_time() {
            DeskTime::Open { .. } => None,
            closed => Some(self.reason_to_open(who, closed, reason)?),
        };
        if self.till_today()?.is_some() {
            return Err(Refusal::TillOpen.into());
        }
        let today = self.today();
        if let Some(earlier) = self.tills_open()?.into_iter().find(|till| till.day < today) {
            return Err(Refusal::EarlierTillOpen(earlier.name).into());
        }
        let before = self.tills_today()?;
        let another = match before.last() {
            Some(closed) => Some(self.reason_for_another(who, closed, reason)?),
            None => None,
        };
        if let Some(reason) = accepts_clock {
            self.accept_clock(who, &reason)?;
        }
        let now = self.now();
        let till = Till {
            name: self.till_name(before.len()),
            desk: self.setup.config.desk.id.clone(),
            day: today,
            opened_by: operator.id.clone(),
            opened_at: now,
            outside_hours,
            another,
            closed_at: None,
            closed_by: None,
        };
        let act = if till.outside_hours.is_some() { AuditAct::OpenedOutsideHours } else { AuditAct::TillOpened };
        let entry = AuditEntry {
            at: now,
            who: operator.id.clone().into(),
            act,
            subject: till.name.clone(),
            detail: String::new(),
        };
        self.store.open_till(&till, entry).map_err(|error| self.of_the_books(error))
    }

    /// The reason by which the clock is accepted with the opening, where it stands before the books.
    fn clock_to_open(&self, who: &SignedIn, reason: Option<&str>) -> Result<Option<String>, DeskError> {
        match (self.behind_the_books()?, reason) {
            (None, _) => Ok(None),
            (Some(_), Some(reason)) if self.also_may(who, Act::AcceptClock)? => Ok(Some(reason.to_owned())),
            (Some(doubt), _) => Err(Refusal::ClockInDoubt(doubt).into()),
        }
    }

    fn reason_for_another(&self, who: &SignedIn, closed: &Till, reason: Option<&str>) -> Result<String, DeskError> {
        match reason {
            Some(reason) if self.also_may(who, Act::OpenAnotherTill)? => {
                self.can_be_printed(reason)?;
                Ok(reason.to_owned())
            }
            _ => Err(Refusal::DayWasClosed(closed.name.clone()).into()),
        }
    }

    fn reason_to_open(&self, who: &SignedIn, closed: DeskTime, reason: Option<&str>) -> Result<String, DeskError> {
        if !self.also_may(who, Act::OpenOutsideHours)? {
            return Err(match closed {
                DeskTime::OutsideHours { today } => Refusal::OutsideHours(today),
                DeskTime::Holiday(holiday) => Refusal::Holiday(holiday),
                DeskTime::ClosedDay | DeskTime::Open { .. } => Refusal::ClosedDay,
            }
            .into());
        }
        let reason = reason.ok_or(Refusal::NeedsReason)?;
        self.can_be_printed(reason)?;
        Ok(reason.to_owned())
    }

    /// Why today's till takes nothing: it was not opened, or it was closed for good.
    pub(super) fn no_till(&self) -> Result<Refusal, StoreError> {
        Ok(if !self.tills_today()?.is_empty() { Refusal::TillEnded } else { Refusal::TillClosed })
    }

    /// Keeps that a supervisor compared terminal and books after they were brought back from a copy: what the terminal
    /// charged and the copy does not know was written down. Payments are taken again.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::NeedsReason`], [`Refusal::NothingToCompare`], or the database.
    pub fn state_compared(&mut self, who: &SignedIn, reason: &str) -> Result<(), DeskError> {
        self.allow(who, Act::Reconcile)?;
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

    /// The tills of today, of which the last may be open.
    pub(super) fn tills_today(&self) -> Result<Vec<Till>, StoreError> {
        self.store.tills_of_day(&self.setup.config.desk.id, self.today())
    }

    /// The name of today's till after so many.
    fn till_name(&self, before: usize) -> String {
        let first = format!("{}-{}", self.setup.config.desk.id, self.today());
        if before == 0 { first } else { format!("{first}-{}", before.saturating_add(1)) }
    }

    /// Today's till: state, totals, and what keeps it from closing.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] or the database.
    pub fn till_status(&mut self, who: &dyn Asks) -> Result<TillStatus, DeskError> {
        let actor = self.allow(who, Act::SeeTill)?;
        let till = self.tills_today()?.pop();
        self.status_of(who, actor, till)
    }

    /// The same of the till that is to be closed first: the oldest that is open. Where none is, today's.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] or the database.
    pub fn till_to_close(&mut self, who: &dyn Asks) -> Result<TillStatus, DeskError> {
        let actor = self.allow(who, Act::SeeTill)?;
        let till = match self.tills_open()?.into_iter().next() {
            Some(open) => Some(open),
            None => self.tills_today()?.pop(),
        };
        self.status_of(who, actor, till)
    }

    fn status_of(&mut self, who: &dyn Asks, actor: Actor, till: Option<Till>) -> Result<TillStatus, DeskError> {
        let sees_totals = self.sees_totals(who)?;
        let name = till.as_ref().map_or_else(|| self.till_name(0), |till| till.name.clone());
        let totals = match &till {
            Some(till) => self.store.till_totals(till)?,
            None => TillTotals::default(),
        };
        self.note(actor, AuditAct::TillSeen, &name, format!("totals={sees_totals}"))?;
        let is_open = till.as_ref().is_some_and(|till| till.closed_at.is_none());
        Ok(TillStatus {
            z: self.store.z_reports(Some(&name))?.into_iter().next().map(|kept| kept.report.number),
            name,
            state: if is_open { TillState::Open } else { TillState::Closed },
            till,
            cash_refusals: totals.cash_refusals,
            totals: sees_totals.then_some(totals),
            blockers: self.store.blockers(&self.setup.config.desk.id)?,
            earlier: self.tills_open()?.into_iter().filter(|till| till.day < self.today()).collect(),
            clock_doubts: self.doubts()?,
            terminal_clock: self.terminal_clock_apart()?,
            unsettled: self.overdue()?,
            not_compared_since: self.store.not_compared_since()?,
        })
    }
}
