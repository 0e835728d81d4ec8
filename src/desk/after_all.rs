//! Before a card is asked for again: a debt, or a receipt's money, that this terminal was asked for and that came to nothing
//! may have been charged, or have gone back, since. The terminal is heard first, and what it did keeps a second request
//! from being made.

use super::Desk;
use super::error::Stop;
use super::refusal::Refusal;
use super::terminal_lock::TerminalLock;
use crate::domain::attempt::AttemptLine;
use crate::domain::receipt::ReceiptNo;

impl Desk {
    /// Refuses to ask for the payment of debts of which one was charged after all.
    pub(super) fn check_not_charged(
        &mut self,
        lines: &[AttemptLine],
        lock: &TerminalLock,
        who: &str,
    ) -> Result<(), Stop> {
        let terminal = self.setup.terminal_name();
        for line in lines {
            if self.store.charge_was_asked(line.debt, &terminal)? {
                self.hear_the_terminal(lock, who);
                break;
            }
        }
        for line in lines {
            if let Some(after_all) = self.store.charged_after_all(line.debt)? {
                return Err(Refusal::ChargedAfterAll { debt: line.external_id.clone(), after_all }.into());
            }
        }
        Ok(())
    }

    /// Refuses to give the money of a receipt back that went back after all.
    pub(super) fn check_not_returned(
        &mut self,
        receipt: &ReceiptNo,
        lock: &TerminalLock,
        who: &str,
    ) -> Result<(), Stop> {
        if self.store.return_was_asked(receipt, &self.setup.terminal_name())? {
            self.hear_the_terminal(lock, who);
        }
        match self.store.returned_after_all(receipt)? {
            Some(after_all) => Err(Refusal::ReturnedAfterAll { receipt: receipt.clone(), after_all }.into()),
            None => Ok(()),
        }
    }

    /// Takes what the terminal holds. One that does not tell, or cannot, keeps nobody from paying: most refusals are just
    /// that, and what it did is heard before the till closes.
    fn hear_the_terminal(&mut self, lock: &TerminalLock, who: &str) {
        if let Err(error) = self.recover_under(lock, Vec::new(), who) {
            tracing::warn!(?error, "the terminal was not heard before it is asked again");
        }
    }
}
