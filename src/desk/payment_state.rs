//! What the books say of a payment whose thread does not answer. Read on a connection of its own: the one that
//! hangs is never waited for.

use super::{Asks, Desk, DeskError};
use crate::domain::permission::Act;
use crate::domain::{attempt::AttemptState, receipt::Receipt, session::SessionNo};
use crate::store::ReceiptFilter;

/// Where a payment stands on disk.
#[derive(Debug, Clone)]
pub struct PaymentState {
    pub state: AttemptState,
    /// Its receipt, once it is booked.
    pub receipt: Option<Box<Receipt>>,
}

impl Desk {
    /// What is on disk of a session of this desk's terminal; nothing where the journal does not know it.
    ///
    /// # Errors
    /// [`super::Trouble::Store`].
    pub fn payment_state(&self, who: &dyn Asks, session: SessionNo) -> Result<Option<PaymentState>, DeskError> {
        self.allow(who, Act::SeeUnknownOutcomes)?;
        let Some(attempt) = self.store.attempt_by_session(&self.setup.terminal_name(), session)? else {
            return Ok(None);
        };
        let mut receipt = None;
        if attempt.state == AttemptState::Approved {
            let filter = ReceiptFilter { session: Some(session), ..ReceiptFilter::default() };
            // Session numbers belong to a terminal and come round again: ours was booked moments ago.
            let ours = self.store.receipts(&filter)?.into_iter().filter(|receipt| receipt.desk == attempt.desk);
            receipt = ours.max_by_key(|receipt| receipt.at).map(Box::new);
        }
        Ok(Some(PaymentState { state: attempt.state, receipt }))
    }
}
