//! Whether a kept line still leads anywhere, before something is asked on it that must not be lost.

use std::time::Duration;

use super::{STALE_QUIET, Terminal};
use crate::ecr::sale::{EcrError, SaleJournal};
use crate::ecr::{message::Request, wait};

/// A kept line on which nothing came for so long is tried with an echo before a sale: switches and terminals
/// forget connections without a word, and a request that goes nowhere is an unknown outcome. The echo costs a
/// few milliseconds on a line that lives, its time-out on one that is dead, and in a row of sales there is none but
/// that which catches up.
const TRUSTED_IDLE: Duration = Duration::from_secs(60);

/// The text of that echo.
const PROBE: &str = "tameio";

impl Terminal {
    /// Lets go of a kept line that was idle for long and does not answer an echo. Nothing was asked on it yet, so
    /// the next request goes out on a new one.
    pub(super) fn drop_dead_line(&mut self, journal: &mut dyn SaleJournal) {
        let Some(mut line) = self.line.take_if(|line| line.idle() > TRUSTED_IDLE) else { return };
        let Ok(late) = line.drop_stale(STALE_QUIET) else { return };
        self.tell_late(&late, journal);
        let echo = Request::Echo { text: PROBE.to_owned(), ecr: None };
        let sent = self.encode(&echo).is_ok_and(|bytes| line.send(&bytes).is_ok());
        // A terminal that refuses has heard, too. One that is silent may still answer, on a wire.
        let alive =
            sent && matches!(wait::echo(&mut line, &self.profile, PROBE, journal), Ok(_) | Err(EcrError::Refused(_)));
        if alive {
            self.line = Some(line);
        } else {
            self.distrust();
            tracing::info!(at = %self.connector.describe(), "a kept line was dead and is opened again");
        }
    }
}
