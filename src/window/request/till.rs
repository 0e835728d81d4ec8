//! The till before and after its close, and its Z reports.

use std::path::PathBuf;

use super::requests;
use crate::desk::{KeptZ, Met, PrintEnd, Reconciliation, SignedIn, TillStatus};
use crate::domain::operator::{OperatorId, Pin};
use crate::domain::permission::Act;
use crate::domain::reconcile::BatchReport;
use crate::domain::z_report::ZNo;
use crate::window::devices::Step;

requests! {
    /// The till that is to be closed first, beside what the terminals say of it.
    ReadTill { who: SignedIn } -> TillSheet, Books Books, |self, desk| {
        // Before the rest: what happens meanwhile is read the next time.
        let change = desk.day(&self.who)?.change;
        let status = desk.till_to_close(&self.who)?;
        let name = status.till.as_ref().map(|till| till.name.clone());
        let comparison = match &name {
            Some(name) if self.who.may(Act::SeeComparison) => Some(desk.reconciliation(&self.who, Some(name))?.1),
            _ => None,
        };
        Ok(TillSheet { status, comparison, change })
    };

    /// What the terminal's report says of a batch.
    ReportBatch { who: SignedIn, till: String, report: BatchReport } -> (), Books Books, |self, desk| {
        let reports = std::slice::from_ref(&self.report);
        desk.report_batches(&self.who, Some(&self.till), reports, None).map(drop)
    };

    /// What its file says of its batches.
    ReportFile { who: SignedIn, till: String, path: PathBuf } -> Vec<Met>, Files File,
        |self, desk| desk.report_batch_file(&self.who, Some(&self.till), &self.path).map(|(.., met)| met);

    Explain { who: SignedIn, till: String, reference: String, text: String } -> (), Books Books,
        |self, desk| desk.explain(&self.who, Some(&self.till), &self.reference, &self.text).map(drop);

    /// A supervisor states that terminal and books were compared after the books were brought back.
    StateCompared { who: SignedIn, reason: String } -> (), Books Books,
        |self, desk| desk.state_compared(&self.who, &self.reason);

    /// Gives today's till to whom the PIN is; they sign in with it.
    HandOver { who: SignedIn, to: OperatorId, pin: Pin } -> SignedIn, Books Books, |self, desk| {
        let to = desk.sign_in_beside(&self.who, &self.to, &self.pin)?;
        desk.hand_over(&self.who, &to)?;
        Ok(to)
    };

    /// Closes a till by the PIN of who closes it.
    CloseTill { who: SignedIn, till: String, by: OperatorId, pin: Pin } -> Closed, Terminal Close,
        |self, desk, steps| {
            let by = desk.sign_in_beside(&self.who, &self.by, &self.pin)?;
            let (kept, print) =
                desk.close_till_through(&by, Some(&self.till), &mut |step| steps(Step::Close(step)))?;
            let text = desk.z_text(&by, &kept)?;
            Ok(Closed { paper: ZPaper { kept, text }, print })
        };

    /// All Z reports, the newest first.
    ZReports { who: SignedIn } -> Vec<KeptZ>, Books Books, |self, desk| desk.z_reports(&self.who, None);

    ReadZ { who: SignedIn, number: ZNo } -> ZPaper, Books Books, |self, desk| {
        let kept = desk.z_report(&self.who, &self.number)?;
        let text = desk.z_text(&self.who, &kept)?;
        Ok(ZPaper { kept, text })
    };

    PrintZ { who: SignedIn, number: ZNo } -> (KeptZ, PrintEnd), Printer Paper,
        |self, desk| desk.print_z(&self.who, &self.number);

    /// Notes that its first print came out.
    ConfirmZ { who: SignedIn, number: ZNo } -> (), Printer Books,
        |self, desk| desk.confirm_z_printed(&self.who, &self.number);
}

/// A till, and what the terminals say of it where whoever asked may see that.
#[derive(Debug, Clone)]
pub struct TillSheet {
    pub status: TillStatus,
    pub comparison: Option<Reconciliation>,
    /// The books as they stood, by the last entry of their trail that was no look.
    pub change: Option<u64>,
}

/// A Z report with its paper as text.
#[derive(Debug, Clone)]
pub struct ZPaper {
    pub kept: KeptZ,
    pub text: String,
}

/// A till that was closed.
#[derive(Debug)]
pub struct Closed {
    pub paper: ZPaper,
    pub print: PrintEnd,
}
