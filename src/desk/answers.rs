//! Whether an approved result that names an attempt is its answer. Session numbers come again, after 999999 or after books
//! were brought back from a copy, and a terminal may hold an old approval of the same session and amount: booked for the
//! attempt of today, it would be a receipt for a charge of somebody else.

use chrono::TimeDelta;

use super::Desk;
use crate::domain::{attempt::Attempt, card::CardData, clocks::ClockOffset, foreign::ForeignKind, time::local};
use crate::store::StoreError;

/// How far before its request the terminal's clock may date a charge: an hour, for one that missed the change to summer
/// time, and what clocks that are set to the minute differ by.
const BEHIND: TimeDelta = TimeDelta::minutes(65);

impl Desk {
    /// Why an approved result is not the answer to the attempt that it names; nothing where it is. A terminal whose clock
    /// is known to be further behind, by what was booked or by a supervisor's word, is held to that.
    pub(super) fn not_its_answer(&self, attempt: &Attempt, card: &CardData) -> Result<Option<ForeignKind>, StoreError> {
        if self.store.booked_with(attempt, card)?.is_some() {
            return Ok(Some(ForeignKind::BookedBefore));
        }
        let Some(charged) = card.at else { return Ok(None) };
        let booked = self.store.booked_terminal_clock(&attempt.terminal)?;
        let accepted = self.store.accepted_terminal_clock(&attempt.terminal)?;
        let known = [booked, accepted].iter().flatten().map(ClockOffset::ahead).fold(TimeDelta::zero(), TimeDelta::min);
        let earliest =
            local(attempt.prepared_at).checked_add_signed(known).and_then(|at| at.checked_sub_signed(BEHIND));
        Ok(earliest.is_none_or(|earliest| charged < earliest).then_some(ForeignKind::TooEarly))
    }
}
