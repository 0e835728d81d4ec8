//! Before a card is asked for again: a debt, or a receipt's money, that this terminal was asked for and that came to nothing
//! may have been charged, or have gone back, since. The terminal is heard first; what it did is then refused by the journal.

use super::Desk;
use super::error::Stop;
use super::outcome::RecoverReport;
use crate::domain::attempt::NewAttempt;
use crate::ecr::terminal::Terminal;

impl Desk {
    /// Takes what the terminal holds, where it was asked for the same before. One that does not tell, or cannot, keeps
    /// nobody from paying: most refusals are just that, and what it did is heard before the till closes.
    pub(super) fn hear_before_asking_again(&mut self, new: &NewAttempt, terminal: &mut Terminal) -> Result<(), Stop> {
        if self.store.was_asked_before(new)?
            && let Err(error) = self.ask_for_all(terminal, &new.operator.clone().into(), &mut RecoverReport::default())
        {
            tracing::warn!(?error, "the terminal was not heard before it is asked again");
        }
        Ok(())
    }
}
