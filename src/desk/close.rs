//! The supervisor's end of a day: the till compared with the terminals, every difference explained, the till handed
//! over or closed for good, and the Z report on paper.

use std::path::Path;

use super::outcome::{AskedForAll, PrintEnd, SignedIn};
use super::terminal_lock::TerminalLock;
use super::trouble::PrintTrouble;
use super::{Asks, Desk, DeskError};
use crate::domain::audit::AuditAct;
use crate::domain::z_report::{Handover, ZNo};
use crate::domain::{actor::Actor, permission::Act, reconcile::BatchReport, refusal::Refusal, till::Till};
use crate::exchange::{batch_file, read_otherwise::Met};
use crate::paper::{layout, page::Page, text};
use crate::store::{Closing, KeptZ, Reconciliation, ReportSource, StoreError};

/// What the close of a till does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CloseStep {
    /// The terminal is asked for what it holds.
    AskingTerminal,
    Booking,
    /// It is closed; its paper comes.
    Printing,
}

impl Desk {
    /// The open tills of this desk, the oldest first: today's, and any that nobody closed.
    ///
    /// # Errors
    /// [`Trouble::Store`].
    pub fn open_tills(&self, who: &dyn Asks) -> Result<Vec<Till>, DeskError> {
        self.allow(who, Act::SeeTill)?;
        Ok(self.tills_open()?)
    }

    pub(super) fn tills_open(&self) -> Result<Vec<Till>, StoreError> {
        self.store.open_tills(&self.setup.config.desk.id)
    }

    /// The till of a name; where none is given, the oldest open one of this desk.
    ///
    /// # Errors
    /// [`Refusal::NoSuchTill`], [`Refusal::TillClosed`] where none is open, or the database.
    pub fn till_meant(&self, who: &dyn Asks, name: Option<&str>) -> Result<Till, DeskError> {
        self.allow(who, Act::SeeTill)?;
        self.meant(name)
    }

    pub(super) fn meant(&self, name: Option<&str>) -> Result<Till, DeskError> {
        match name {
            Some(name) => self.store.till(name)?.ok_or_else(|| Refusal::NoSuchTill(name.into()).into()),
            None => self.tills_open()?.into_iter().next().ok_or_else(|| Refusal::TillClosed.into()),
        }
    }

    /// Closes a till of this desk, the oldest open one where none is named, and prints its Z report. What a dead
    /// process left in flight is swept first; a payment under way on the terminal keeps the till open.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::NoSuchTill`], [`Refusal::TillClosed`], [`Refusal::TillIsClosed`],
    /// [`Refusal::TillBlocked`], [`Refusal::Unexplained`], [`Refusal::NotCompared`], [`Refusal::ClockInDoubt`]; [`Trouble::TerminalInUse`], or
    /// the database. That no paper came out is no error but a [`PrintEnd`].
    pub fn close_till(&mut self, who: &SignedIn, name: Option<&str>) -> Result<(KeptZ, PrintEnd), DeskError> {
        self.close_till_through(who, name, &mut |_| {})
    }

    /// The same, and says what it does.
    ///
    /// # Errors
    /// Those of [`Desk::close_till`].
    pub fn close_till_through(
        &mut self,
        who: &SignedIn,
        name: Option<&str>,
        steps: &mut dyn FnMut(CloseStep),
    ) -> Result<(KeptZ, PrintEnd), DeskError> {
        self.allow(who, Act::CloseTill)?;
        let till = self.meant(name)?;
        if let Some(doubt) = self.behind_the_books()? {
            return Err(Refusal::ClockInDoubt(doubt).into());
        }
        let lock = self.lock_terminal()?.ok_or_else(|| self.terminal_in_use())?;
        self.sweep(Some(&lock))?;
        steps(CloseStep::AskingTerminal);
        let not_asked = self.look_before_the_close(&lock, &who.actor())?;
        let closing = Closing {
            till: till.name,
            series: self.setup.config.desk.series.clone(),
            by: who.operator().id.clone(),
            at: self.now(),
            compared: self.setup.config.till.comparison_required,
            not_asked: not_asked.map(str::to_owned),
        };
        steps(CloseStep::Booking);
        let kept = self.store.close_till(&closing).map_err(|error| self.of_the_books(error))?;
        drop(lock);
        steps(CloseStep::Printing);
        let print = self.print_z_first(&kept, &who.actor());
        let number = kept.report.number.clone();
        Ok((self.store.z_report(&number)?.unwrap_or(kept), print))
    }

    /// The terminal has the last word of the day: what it holds is taken, and what nobody booked keeps the till open. A
    /// terminal that does not answer does not: that stands on the report, and it is asked again when it is back.
    fn look_before_the_close(&mut self, lock: &TerminalLock, who: &Actor) -> Result<Option<&'static str>, DeskError> {
        let attempts = self.unknown_attempts()?;
        Ok(match self.recover_under(lock, attempts, who)?.all {
            AskedForAll::NoAnswer { reason } => Some(reason),
            AskedForAll::Answered | AskedForAll::CannotAsk | AskedForAll::NotAsked => None,
        })
    }

    /// The till beside what the terminals say of their batches.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], those of [`Desk::till_meant`], or the database.
    pub fn reconciliation(&mut self, who: &SignedIn, name: Option<&str>) -> Result<(Till, Reconciliation), DeskError> {
        let who = self.allow(who, Act::SeeComparison)?;
        let till = self.meant(name)?;
        let found = self.store.reconciliation(&till.name)?;
        self.note(who, AuditAct::ComparisonSeen, &till.name, String::new())?;
        Ok((till, found))
    }

    /// Writes down what a terminal says of its batches, from its printed report or, with the digest of the file, from
    /// its file, and compares.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::TillIsClosed`], those of [`Desk::till_meant`], or the database.
    pub fn report_batches(
        &mut self,
        who: &SignedIn,
        name: Option<&str>,
        reports: &[BatchReport],
        file: Option<String>,
    ) -> Result<(Till, Reconciliation), DeskError> {
        self.allow(who, Act::Reconcile)?;
        let till = self.meant(name)?;
        let source = ReportSource { operator: who.operator().id.clone(), at: self.now(), file };
        self.store.keep_batch_reports(&till.name, reports, &source).map_err(|error| self.of_the_books(error))?;
        let found = self.store.reconciliation(&till.name)?;
        Ok((till, found))
    }

    /// The same from the terminal's or acquirer's file, in the layout of the settings, with what was read otherwise than
    /// it stands in the file.
    ///
    /// # Errors
    /// [`DeskError::File`] where the file cannot be read whole, and those of [`Desk::report_batches`].
    pub fn report_batch_file(
        &mut self,
        who: &SignedIn,
        name: Option<&str>,
        path: &Path,
    ) -> Result<(Till, Reconciliation, Vec<Met>), DeskError> {
        self.allow(who, Act::Reconcile)?;
        let file = batch_file::read(path, &self.setup.config.batch_file)?;
        let (till, found) = self.report_batches(who, name, &file.reports, Some(file.sha256))?;
        Ok((till, found, file.read_otherwise))
    }

    /// Writes down why something differs.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::NeedsReason`], [`DeskError::Trouble`] for a character that the printer lacks,
    /// [`Refusal::NoSuchDifference`], [`Refusal::TillIsClosed`], those of [`Desk::till_meant`], or the database.
    pub fn explain(
        &mut self,
        who: &SignedIn,
        name: Option<&str>,
        reference: &str,
        text: &str,
    ) -> Result<(Till, Reconciliation), DeskError> {
        self.allow(who, Act::Reconcile)?;
        let text = text.trim();
        if text.is_empty() {
            return Err(Refusal::NeedsReason.into());
        }
        self.can_be_printed(text)?;
        let till = self.meant(name)?;
        let now = self.now();
        self.store
            .explain(&till.name, reference.trim(), text, &who.operator().id, now)
            .map_err(|error| self.of_the_books(error))?;
        let found = self.store.reconciliation(&till.name)?;
        Ok((till, found))
    }

    /// Gives today's till to another cashier, who is there and says so with a PIN.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::SamePerson`], [`Refusal::TillClosed`], or the database.
    pub fn hand_over(&mut self, from: &SignedIn, to: &SignedIn) -> Result<Till, DeskError> {
        self.allow(from, Act::HandOverTill)?;
        self.allow(to, Act::HandOverTill)?;
        let (from, to) = (from.operator().id.clone(), to.operator().id.clone());
        if from == to {
            return Err(Refusal::SamePerson.into());
        }
        let till = self.till_today()?.ok_or(Refusal::TillClosed)?;
        let handover = Handover { at: self.now(), from, to };
        self.store.hand_over(&till.name, &handover).map_err(|error| self.of_the_books(error))?;
        Ok(till)
    }

    /// The handovers of a till, oldest first.
    ///
    /// # Errors
    /// [`Trouble::Store`].
    pub fn handovers(&self, who: &dyn Asks, till: &Till) -> Result<Vec<Handover>, DeskError> {
        self.allow(who, Act::SeeTill)?;
        Ok(self.store.handovers(till)?)
    }

    /// Z reports, the newest first; those of one till where one is named.
    ///
    /// # Errors
    /// [`Trouble::Store`].
    pub fn z_reports(&mut self, who: &dyn Asks, till: Option<&str>) -> Result<Vec<KeptZ>, DeskError> {
        let actor = self.allow(who, Act::ReadZReports)?;
        self.allow_totals(who)?;
        let found = self.store.z_reports(till)?;
        self.note(actor, AuditAct::ZReportsSeen, till.unwrap_or_default(), format!("found={}", found.len()))?;
        Ok(found)
    }

    /// One Z report.
    ///
    /// # Errors
    /// [`Refusal::NoSuchZ`] or the database.
    pub fn z_report(&mut self, who: &dyn Asks, number: &ZNo) -> Result<KeptZ, DeskError> {
        let actor = self.allow(who, Act::ReadZReports)?;
        self.allow_totals(who)?;
        let kept = self.kept_z(number)?;
        self.note(actor, AuditAct::ZReportsSeen, number, String::new())?;
        Ok(kept)
    }

    pub(super) fn kept_z(&self, number: &ZNo) -> Result<KeptZ, DeskError> {
        self.store.z_report(number)?.ok_or_else(|| Refusal::NoSuchZ(number.to_string().into()).into())
    }

    /// A Z report's paper as text.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] or the database.
    pub fn z_text(&self, who: &dyn Asks, kept: &KeptZ) -> Result<String, DeskError> {
        self.allow(who, Act::ReadZReports)?;
        self.allow_totals(who)?;
        Ok(text::plain(&self.z_page(kept, None), self.setup.printer_profile().columns))
    }

    /// Prints a Z report again: the first print where none came out yet, else the next ΑΝΤΙΓΡΑΦΟ.
    ///
    /// # Errors
    /// [`Refusal::NoSuchZ`] or the database. That no paper came out is no error but a [`PrintEnd`].
    pub fn print_z(&mut self, who: &dyn Asks, number: &ZNo) -> Result<(KeptZ, PrintEnd), DeskError> {
        let actor = &self.allow(who, Act::PrintZReport)?;
        self.allow_totals(who)?;
        let kept = self.kept_z(number)?;
        let end = if kept.printed_at.is_none() {
            self.print_z_first(&kept, actor)
        } else {
            self.rehearse(&self.z_page(&kept, Some(kept.copies.saturating_add(1))))?;
            let copy = self.store.count_z_copy(number, self.now(), actor)?;
            let page = self.z_page(&kept, Some(copy));
            self.print(&page)
        };
        Ok((self.kept_z(number)?, end))
    }

    /// Somebody says that the first print of a Z report came out, where the printer cannot.
    ///
    /// # Errors
    /// [`Refusal::NoSuchZ`] or the database.
    pub fn confirm_z_printed(&mut self, who: &dyn Asks, number: &ZNo) -> Result<(), DeskError> {
        let who = self.allow(who, Act::PrintZReport)?;
        self.kept_z(number)?;
        Ok(self.store.mark_z_printed(number, self.now(), &who)?)
    }

    /// Whether the printer has every character of what will stand on a Z report: a day must not end without its paper.
    pub(super) fn can_be_printed(&self, text: &str) -> Result<(), DeskError> {
        let mut page = Page::new();
        page.text(text);
        Ok(self.rehearse(&page)?)
    }

    fn print_z_first(&mut self, kept: &KeptZ, who: &Actor) -> PrintEnd {
        let page = self.z_page(kept, None);
        let end = self.print(&page);
        if end.is_printed()
            && let Err(error) = self.store.mark_z_printed(&kept.report.number, self.now(), who)
        {
            return PrintEnd::NotPrinted(PrintTrouble::Store(error));
        }
        end
    }

    pub(super) fn z_page(&self, kept: &KeptZ, copy: Option<u32>) -> Page {
        let print = layout::ZPrint { copy, mark: self.setup.mark(), audit_digest: &kept.audit_digest };
        layout::z_report(&kept.report, &self.setup.heading(), &print)
    }
}
