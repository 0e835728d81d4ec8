//! What was taken in a period, for whoever answers for it.

use super::{Asks, Desk, DeskError};
use crate::domain::audit::AuditAct;
use crate::domain::{figures::Figures, period::Period, permission::Act};

impl Desk {
    /// The figures of a period, from the books alone, of all desks that keep them.
    ///
    /// # Errors
    /// [`crate::domain::refusal::Refusal::NotAllowed`] or the database.
    pub fn figures(&mut self, who: &dyn Asks, period: Period) -> Result<Figures, DeskError> {
        let actor = self.allow(who, Act::ReadReports)?;
        self.allow_totals(who)?;
        let figures = self.store.at_one_moment(|store| store.figures(period))?;
        self.note(actor, AuditAct::ReportSeen, format!("{}..{}", period.from(), period.to()), String::new())?;
        Ok(figures)
    }
}
