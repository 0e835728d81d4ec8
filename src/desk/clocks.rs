//! The PC's clock, where it is in doubt: before a sale, an opening or a closing a supervisor says why the desk goes on by
//! it. A terminal whose clock is apart is asked about once, and again when the difference changes.

use super::error::Stop;
use super::outcome::SignedIn;
use super::{Asks, Desk, DeskError};
use crate::domain::clocks::{ClockAcceptance, ClockDoubt, ClockOffset, is_behind};
use crate::domain::{permission::Act, refusal::Refusal, time::Moment};
use crate::store::StoreError;

impl Desk {
    /// What a supervisor has to say something about before a card is asked for, the clock that stands before the books
    /// first.
    ///
    /// # Errors
    /// [`super::Trouble::Store`].
    pub fn clock_doubts(&self, who: &dyn Asks) -> Result<Vec<ClockDoubt>, DeskError> {
        self.allow(who, Act::SeeDesk)?;
        Ok(self.doubts()?)
    }

    /// The terminal's clock, where its last result shows it apart from the PC's, accepted or not.
    ///
    /// # Errors
    /// [`super::Trouble::Store`].
    pub(super) fn terminal_clock_apart(&self) -> Result<Option<ClockOffset>, StoreError> {
        Ok(self.store.terminal_clock(&self.setup.terminal_name())?.filter(ClockOffset::is_apart))
    }

    /// Keeps that a supervisor goes on by a clock in doubt, and why. It stands on the next Z report.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::NeedsReason`], [`Refusal::ClockNotInDoubt`], a reason with a character that the
    /// printer lacks, or the database.
    pub fn accept_clock(&mut self, who: &SignedIn, reason: &str) -> Result<Vec<ClockDoubt>, DeskError> {
        self.allow(who, Act::AcceptClock)?;
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Refusal::NeedsReason.into());
        }
        let doubts = self.doubts()?;
        if doubts.is_empty() {
            return Err(Refusal::ClockNotInDoubt.into());
        }
        self.can_be_printed(reason)?;
        let books_until = doubts.iter().find_map(|doubt| match doubt {
            ClockDoubt::BehindTheBooks { latest, .. } => Some(*latest),
            ClockDoubt::TerminalDiffers { .. } => None,
        });
        let terminal = doubts.iter().find_map(|doubt| match doubt {
            ClockDoubt::TerminalDiffers { clock, .. } => Some(clock.clone()),
            ClockDoubt::BehindTheBooks { .. } => None,
        });
        let by = who.operator().id.clone();
        let acceptance = ClockAcceptance { at: self.now(), books_until, terminal, reason: reason.to_owned(), by };
        self.store.accept_clock(&self.setup.config.desk.id, &acceptance)?;
        Ok(doubts)
    }

    /// The clock that stands before the latest entry of the books.
    pub(super) fn behind_the_books(&self) -> Result<Option<ClockDoubt>, StoreError> {
        self.behind_at(self.now())
    }

    fn behind_at(&self, now: Moment) -> Result<Option<ClockDoubt>, StoreError> {
        let latest = self.store.latest_entry()?.filter(|latest| is_behind(now, *latest));
        Ok(latest.map(|latest| ClockDoubt::BehindTheBooks { now, latest }))
    }

    /// Before a card is asked for.
    pub(super) fn check_clock(&self) -> Result<(), Stop> {
        match self.doubts()?.into_iter().next() {
            Some(doubt) => Err(Refusal::ClockInDoubt(doubt).into()),
            None => Ok(()),
        }
    }

    pub(super) fn doubts(&self) -> Result<Vec<ClockDoubt>, StoreError> {
        let now = self.now();
        let name = self.setup.terminal_name();
        let accepted = self.store.accepted_terminal_clock(&name)?;
        let clock = self.store.terminal_clock(&name)?.filter(|clock| clock.is_in_doubt(accepted.as_ref()));
        let differs = clock.map(|clock| ClockDoubt::TerminalDiffers { now, clock });
        Ok(self.behind_at(now)?.into_iter().chain(differs).collect())
    }
}
