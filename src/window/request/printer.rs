//! Paper.

use super::{Desk, DeskError, LaneName, Request, Steps, Work};
use crate::desk::{PayTarget, PrintEnd, ReceiptFilter};
use crate::domain::operator::OperatorId;
use crate::domain::receipt::{Receipt, ReceiptNo};
use crate::domain::session::SessionNo;

/// Prints the slip with the other ways to pay.
#[derive(Debug)]
pub struct WaysToPay {
    /// What is to be paid.
    pub items: Vec<PayTarget>,
}

impl Request for WaysToPay {
    type Answer = PrintEnd;
    const LANE: LaneName = LaneName::Printer;
    const WORK: Work = Work::Paper;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<PrintEnd, DeskError> {
        Ok(desk.print_ways_to_pay(&self.items))
    }
}

/// Prints the slip of an unknown outcome.
#[derive(Debug)]
pub struct UnknownSlip {
    pub session: SessionNo,
}

impl Request for UnknownSlip {
    type Answer = PrintEnd;
    const LANE: LaneName = LaneName::Printer;
    const WORK: Work = Work::Paper;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<PrintEnd, DeskError> {
        Ok(desk.print_unknown_slip(self.session))
    }
}

/// Prints a receipt again.
#[derive(Debug)]
pub struct Reprint {
    pub number: ReceiptNo,
    pub who: OperatorId,
}

impl Request for Reprint {
    type Answer = (Receipt, PrintEnd);
    const LANE: LaneName = LaneName::Printer;
    const WORK: Work = Work::Paper;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<Self::Answer, DeskError> {
        desk.reprint(&self.number, &self.who.into())
    }
}

/// Prints a receipt again for the frame: one that was shown, or the newest of the desk. Answered with nothing where
/// the desk has no receipt yet.
#[derive(Debug)]
pub struct Copy {
    /// Which; the newest where nothing is said.
    pub number: Option<ReceiptNo>,
    pub who: OperatorId,
}

impl Request for Copy {
    type Answer = Option<(Receipt, PrintEnd)>;
    const LANE: LaneName = LaneName::Printer;
    const WORK: Work = Work::Paper;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<Self::Answer, DeskError> {
        let number = match self.number {
            Some(number) => Some(number),
            None => {
                let newest = ReceiptFilter { limit: Some(1), ..ReceiptFilter::default() };
                desk.receipts(&newest)?.into_iter().next().map(|receipt| receipt.number)
            }
        };
        number.map(|number| desk.reprint(&number, &self.who.into())).transpose()
    }
}

/// Notes that a receipt came out.
#[derive(Debug)]
pub struct ConfirmPrinted {
    pub number: ReceiptNo,
    pub who: OperatorId,
}

impl Request for ConfirmPrinted {
    type Answer = ();
    const LANE: LaneName = LaneName::Printer;
    const WORK: Work = Work::Books;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<(), DeskError> {
        desk.confirm_printed(&self.number, &self.who.into())
    }
}

/// Asks the printer how it is.
#[derive(Debug)]
pub struct PrinterStatus;

/// What the printer is known to be.
#[derive(Debug, Clone)]
pub enum PrinterSeen {
    /// It says that it can print.
    Ready,
    /// It says that it can print and the paper nears its end.
    PaperLow,
    /// It cannot answer; somebody must look.
    Silent,
    /// It cannot print, and why, as a key of the text.
    Trouble(&'static str),
}

impl Request for PrinterStatus {
    type Answer = PrinterSeen;
    const LANE: LaneName = LaneName::Printer;
    const WORK: Work = Work::Paper;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<PrinterSeen, DeskError> {
        Ok(match desk.printer_status() {
            Ok(status) if !status.answers => PrinterSeen::Silent,
            Ok(status) if status.cover_open => PrinterSeen::Trouble("screen-printer-cover"),
            Ok(status) if status.paper_out => PrinterSeen::Trouble("screen-printer-paper-out"),
            Ok(status) if !status.may_print() => PrinterSeen::Trouble("screen-printer-offline"),
            Ok(status) if status.near_end => PrinterSeen::PaperLow,
            Ok(_) => PrinterSeen::Ready,
            Err(_) => PrinterSeen::Trouble("screen-printer-unreachable"),
        })
    }
}
