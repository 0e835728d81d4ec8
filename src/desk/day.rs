//! How the day stands, for the status bar and the lock: whether payments are taken, and what waits for somebody. It is
//! asked every few seconds by whoever has the window before them, tells no sums, and leaves no trace.

use super::outcome::DeskOpen;
use super::{Asks, Desk, DeskError};
use crate::domain::clocks::{ClockDoubt, ClockOffset};
use crate::domain::operator::Recovery;
use crate::domain::permission::Act;
use crate::domain::till::{Blocker, BlockerKind, Till};
use crate::store::LastDebtFile;

/// Till and hours, and what waits for somebody.
#[derive(Debug, Clone)]
pub struct Day {
    /// Today's, while it is open.
    pub till: Option<Till>,
    /// Whether today's was closed.
    pub ended: bool,
    /// The oldest till of an earlier day that nobody closed.
    pub earlier: Option<Till>,
    pub open: DeskOpen,
    /// What keeps the till from closing: unknown outcomes, receipts without paper of whatever day, unclaimed results.
    pub blockers: Vec<Blocker>,
    /// Whether the books were brought back from a copy, and nobody has compared them with the terminal since.
    pub not_compared: bool,
    /// A supervisor whom the owner of the data directory made, until a supervisor said that this is known.
    pub recovery: Option<Recovery>,
    /// What a supervisor has to say something about before a card is asked for.
    pub clock_doubts: Vec<ClockDoubt>,
    /// The terminal's clock, where it is apart from the PC's.
    pub terminal_clock: Option<ClockOffset>,
    /// Whether the books have no copy that is young enough for the settings.
    pub copy_is_old: bool,
    /// The last entry of the audit trail that was no look: what a screen shows of the till is read again when it moves.
    pub change: Option<u64>,
    /// The last file of debts that was loaded: how old they are, and what it did not say.
    pub debts: Option<LastDebtFile>,
}

impl Day {
    /// Those of a kind, oldest first.
    pub fn waiting(&self, kind: BlockerKind) -> impl Iterator<Item = &str> {
        self.blockers.iter().filter(move |blocker| blocker.kind == kind).map(|blocker| blocker.reference.as_str())
    }
}

impl Desk {
    /// How the day stands.
    ///
    /// # Errors
    /// [`crate::domain::refusal::Refusal::SessionEnded`] or the database.
    pub fn day(&self, who: &dyn Asks) -> Result<Day, DeskError> {
        self.allow(who, Act::SeeDesk)?;
        let today = self.today();
        let till = self.till_today()?;
        Ok(Day {
            ended: till.is_none() && !self.tills_today()?.is_empty(),
            till,
            earlier: self.tills_open()?.into_iter().find(|till| till.day < today),
            open: self.takes_payments()?,
            blockers: self.store.blockers(&self.setup.config.desk.id)?,
            not_compared: self.store.not_compared_since()?.is_some(),
            recovery: self.store.unacknowledged_recovery()?,
            clock_doubts: self.doubts()?,
            terminal_clock: self.terminal_clock_apart()?,
            copy_is_old: self.copy_is_old()?,
            change: self.store.last_change()?,
            debts: self.last_debt_file()?,
        })
    }
}
