//! Whether a request may still run on its terminal. A terminal that holds nothing of it may not have a result yet: a card
//! may be charged as long as the sale can last, whatever a lost line, a restart or a clock that was put makes of that.

use std::time::Duration;

use chrono::{SubsecRound as _, TimeDelta};

use super::Desk;
use crate::domain::{attempt::Attempt, steady::age, time::Moment};
use crate::store::StoreError;

/// Beyond the terminal's own times: an answer that is on its way when they end.
const MARGIN: Duration = Duration::from_secs(1);

impl Desk {
    /// From when on an attempt can no longer run, as the desk's clock will show; nothing where it cannot already. A sale
    /// lasts as long as CONFIRMED and RESULT may take, from the moment that it was written (ecr-protocols, flow 6).
    pub(super) fn may_run_until(&mut self, attempt: &Attempt) -> Result<Option<Moment>, StoreError> {
        let (now, steady) = (self.now(), self.setup.clock.steady());
        if let Some(steady) = &steady
            && let Err(error) = self.store.witness(attempt.id, steady, now)
        {
            tracing::warn!(session = %attempt.session, %error, "not noted that a request is under way");
        }
        let settings = &self.setup.config.terminal;
        let longest = settings.confirm_timeout + settings.result_timeout + MARGIN;
        // The latest that the journal tells, because a clock that was put back makes what came first look later.
        let written_at = attempt.prepared_at.max(attempt.changed_at);
        let age = age(&self.store.witnessed(attempt.id)?, written_at, now, steady.as_ref());
        let left = TimeDelta::from_std(longest).unwrap_or(TimeDelta::MAX) - age;
        if left <= TimeDelta::zero() {
            return Ok(None);
        }
        let whole = left + TimeDelta::milliseconds(999);
        Ok(Some(now.checked_add_signed(whole).map_or(Moment::MAX_UTC, |from| from.trunc_subsecs(0))))
    }
}
