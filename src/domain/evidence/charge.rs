//! Evidence that is enough to book a charge, and what may not stand against it.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::{Evidence, EvidenceField, MissingEvidence};
use crate::domain::card::{CardData, MaskedPan};
use crate::domain::time::{Moment, moment_of};
use crate::domain::{attempt::Attempt, money::Money};

/// How far from ours, either way, the terminal's clock may date a charge at once: one that missed the change to summer
/// time, or made it alone, is an hour off.
pub const CLOCK_ALLOWANCE: TimeDelta = TimeDelta::hours(1);
/// Slips show whole minutes.
const MINUTE: TimeDelta = TimeDelta::minutes(1);

/// Whether the two persons say that the terminal's clock is wrong by more than [`CLOCK_ALLOWANCE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TerminalClock {
    /// The charge is dated within it.
    Right,
    /// They know that it is not.
    Wrong,
}

/// Evidence of a charge: it states STAN, authorisation code and time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChargeEvidence {
    stan: String,
    auth_code: String,
    at: NaiveDateTime,
    rrn: String,
    batch: String,
    terminal_id: String,
    card_type: String,
    amount: Option<Money>,
    pan: Option<MaskedPan>,
}

/// What of the evidence cannot be of the attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contradiction {
    /// It states another amount.
    Amount {
        /// What was asked for.
        asked: Money,
        /// What the evidence states.
        stated: Money,
    },
    /// It is of a time before the attempt.
    TooEarly {
        /// When the attempt was prepared.
        prepared_at: Moment,
        /// What the evidence states, local.
        stated: NaiveDateTime,
    },
    /// It is of a time to come.
    InFuture {
        /// When it was told.
        now: Moment,
        /// What the evidence states, local.
        stated: NaiveDateTime,
    },
}

impl Evidence {
    /// What a charge must state: STAN, authorisation code and time. A reference may be missing: a payment that was
    /// approved off line has none. `day` is that of a time without a date.
    ///
    /// # Errors
    /// [`MissingEvidence`] with every field that is missing.
    pub fn of_a_charge(&self, day: NaiveDate) -> Result<ChargeEvidence, MissingEvidence> {
        let (Some(stan), Some(auth_code), Some(at)) = (self.stan.clone(), self.auth_code.clone(), self.at) else {
            let wanted = [
                (EvidenceField::Stan, self.stan.is_some()),
                (EvidenceField::AuthCode, self.auth_code.is_some()),
                (EvidenceField::Time, self.at.is_some()),
            ];
            let fields = wanted.into_iter().filter(|(_, there)| !there).map(|(field, _)| field).collect();
            return Err(MissingEvidence { fields });
        };
        let text = |field: &Option<String>| field.clone().unwrap_or_default();
        Ok(ChargeEvidence {
            stan,
            auth_code,
            at: at.on(day),
            rrn: text(&self.rrn),
            batch: text(&self.batch),
            terminal_id: text(&self.terminal_id),
            card_type: text(&self.card_type),
            amount: self.amount,
            pan: self.pan.clone(),
        })
    }
}

impl ChargeEvidence {
    /// What of it cannot be of the attempt, told at `now`: another amount, or a time more than [`CLOCK_ALLOWANCE`]
    /// before it was prepared or ahead of now, unless that clock is known to be wrong.
    pub fn contradicts(&self, attempt: &Attempt, now: Moment, clock: TerminalClock) -> Option<Contradiction> {
        if let Some(stated) = self.amount.filter(|stated| *stated != attempt.amount) {
            return Some(Contradiction::Amount { asked: attempt.amount, stated });
        }
        let stated = self.at;
        // Only the ends of the calendar have no moment: they are no time of a charge.
        let Some(at) = moment_of(stated) else { return Some(Contradiction::InFuture { now, stated }) };
        if clock == TerminalClock::Wrong {
            return None;
        }
        if at <= attempt.prepared_at - CLOCK_ALLOWANCE - MINUTE {
            return Some(Contradiction::TooEarly { prepared_at: attempt.prepared_at, stated });
        }
        (at > now + CLOCK_ALLOWANCE).then_some(Contradiction::InFuture { now, stated })
    }

    /// What is booked of it, for the amount that was asked for. What nobody stated stays empty, the card hidden.
    pub fn card_data(&self, amount: Money) -> CardData {
        CardData {
            card_type: self.card_type.clone(),
            pan_masked: self.pan.clone().unwrap_or_else(MaskedPan::hidden),
            amount,
            final_amount: amount,
            acquirer: String::new(),
            terminal_id: self.terminal_id.clone(),
            batch: self.batch.clone(),
            rrn: self.rrn.clone(),
            stan: self.stan.clone(),
            auth_code: self.auth_code.clone(),
            at: Some(self.at),
        }
    }
}
