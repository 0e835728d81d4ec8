//! Whether the desk takes payments now.

use super::Desk;
use super::outcome::DeskOpen;
use crate::domain::time::{local, local_date};
use crate::domain::{hours::DeskTime, refusal::Refusal};
use crate::store::StoreError;

impl Desk {
    /// Whether payments are taken now, by the hours, the holidays and a supervisor's reason.
    pub(super) fn takes_payments(&self) -> Result<DeskOpen, StoreError> {
        let refusal = match self.desk_time() {
            DeskTime::Open { until } => return Ok(DeskOpen::Until(until)),
            DeskTime::OutsideHours { today } => Refusal::OutsideHours(today),
            DeskTime::ClosedDay => Refusal::ClosedDay,
            DeskTime::Holiday(holiday) => Refusal::Holiday(holiday),
        };
        match self.till_today()?.and_then(|till| till.outside_hours) {
            Some(reason) => Ok(DeskOpen::ByReason(reason)),
            None => Ok(DeskOpen::No(refusal)),
        }
    }

    pub(super) fn desk_time(&self) -> DeskTime {
        self.setup.config.hours.at(local(self.now()))
    }

    pub(super) fn today(&self) -> chrono::NaiveDate {
        local_date(self.now())
    }
}
