//! Moments that follow each other are mostly of one hour: of these only what stands behind the hour is read.

use chrono::{NaiveDate, SubsecRound as _, Timelike as _};

use super::super::StoreError;
use super::super::value::{Cells, TO_THE_HOUR, since_the_hour};
use crate::domain::time::{Moment, local};

/// The hour of the latest moment.
#[derive(Default)]
pub(super) struct Hours {
    /// `2026-11-23T08`.
    utc: Vec<u8>,
    begin: Moment,
    /// On the desk's clock, which is whole hours from UTC.
    day: NaiveDate,
    hour: u8,
}

impl Hours {
    /// The local day and hour of a moment.
    pub(super) fn local(&mut self, cells: &Cells<'_>, at: usize) -> Result<(NaiveDate, u8), StoreError> {
        if cells.bytes(at)?.get(..TO_THE_HOUR) != Some(&self.utc) {
            self.turn_to(cells, at, cells.moment(at)?)?;
        }
        Ok((self.day, self.hour))
    }

    pub(super) fn moment(&mut self, cells: &Cells<'_>, at: usize) -> Result<Moment, StoreError> {
        self.opt_moment(cells, at)?.ok_or_else(|| cells.unreadable(at))
    }

    pub(super) fn opt_moment(&mut self, cells: &Cells<'_>, at: usize) -> Result<Option<Moment>, StoreError> {
        let text = cells.bytes(at)?;
        if text.get(..TO_THE_HOUR) == Some(&self.utc) {
            let moment = since_the_hour(text).and_then(|since| self.begin.checked_add_signed(since));
            return moment.map(Some).ok_or_else(|| cells.unreadable(at));
        }
        let Some(moment) = cells.opt_moment(at)? else { return Ok(None) };
        self.turn_to(cells, at, moment)?;
        Ok(Some(moment))
    }

    fn turn_to(&mut self, cells: &Cells<'_>, at: usize, moment: Moment) -> Result<(), StoreError> {
        let local = local(moment);
        (self.day, self.hour) = (local.date(), u8::try_from(local.hour()).map_err(|_| cells.unreadable(at))?);
        let begin = moment.with_minute(0).and_then(|at| at.with_second(0)).ok_or_else(|| cells.unreadable(at))?;
        self.begin = begin.trunc_subsecs(0);
        self.utc = cells.bytes(at)?.get(..TO_THE_HOUR).unwrap_or_default().to_vec();
        Ok(())
    }
}
