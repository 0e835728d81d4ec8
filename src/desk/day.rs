//! How the day stands, for the status bar and the lock: whether payments are taken, and what waits for somebody. It is
//! asked every few seconds by whoever has the window before them, tells no sums, and leaves no trace.

use super::outcome::DeskOpen;
use super::{Asks, Desk, DeskError};
use crate::domain::clocks::{ClockDoubt, ClockOffset};
use crate::domain::operator::Recovery;
use crate::domain::permission::Act;
use crate::domain::till::{BlockerKind, Till};
use crate::store::LastDebtFile;

/// Till and hours, and what waits for somebody.
#[derive(Debug, Clone)]
pub struct Day {
    pub till: Option<Till>,
    pub open: DeskOpen,
    /// Receipts that were booked and did not come out on paper yet, of whatever day.
    pub unprinted: usize,
    /// Unclaimed results that keep the till open: a supervisor finds out whose they are.
    pub unclaimed: usize,
    /// Whether the books were brought back from a copy, and nobody has compared them with the terminal since.
    pub not_compared: bool,
    /// A supervisor whom the owner of the data directory made, until a supervisor said that this is known.
    pub recovery: Option<Recovery>,
    /// What a supervisor has to say something about before a card is asked for.
    pub clock_doubts: Vec<ClockDoubt>,
    /// The terminal's clock, where it is apart from the PC's.
    pub terminal_clock: Option<ClockOffset>,
    /// The last file of debts that was loaded: how old they are, and what it did not say.
    pub debts: Option<LastDebtFile>,
}

impl Desk {
    /// How the day stands.
    ///
    /// # Errors
    /// [`crate::domain::refusal::Refusal::SessionEnded`] or the database.
    pub fn day(&self, who: &dyn Asks) -> Result<Day, DeskError> {
        self.allow(who, Act::SeeDesk)?;
        let blockers = self.store.blockers(&self.setup.config.desk.id)?;
        let count = |kind| blockers.iter().filter(|blocker| blocker.kind == kind).count();
        Ok(Day {
            till: self.till_today()?,
            open: self.takes_payments()?,
            unprinted: count(BlockerKind::UnprintedReceipt),
            unclaimed: count(BlockerKind::UnclaimedResult),
            not_compared: self.store.not_compared_since()?.is_some(),
            recovery: self.store.unacknowledged_recovery()?,
            clock_doubts: self.doubts()?,
            terminal_clock: self.terminal_clock_apart()?,
            debts: self.last_debt_file()?,
        })
    }
}
