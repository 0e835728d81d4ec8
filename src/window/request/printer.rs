//! Paper.

use super::requests;
use crate::desk::{Caller, DeskError, PayTarget, PrintEnd, SignedIn, Trouble};
use crate::domain::receipt::{Receipt, ReceiptNo};
use crate::domain::session::SessionNo;

requests! {
    /// Prints the slip with the other ways to pay these.
    WaysToPay { who: SignedIn, items: Vec<PayTarget> } -> PrintEnd, Printer Paper,
        |self, desk| desk.print_ways_to_pay(&self.who, &self.items);

    UnknownSlip { who: SignedIn, session: SessionNo } -> PrintEnd, Printer Paper,
        |self, desk| desk.print_unknown_slip(&self.who, self.session);

    Reprint { number: ReceiptNo, who: SignedIn } -> (Receipt, PrintEnd), Printer Paper,
        |self, desk| desk.reprint(&self.who, &self.number);

    /// Prints a receipt again for the frame: one that was shown, or the newest of the desk where none is named.
    /// Answered with nothing where the desk has no receipt yet.
    Copy { number: Option<ReceiptNo>, who: SignedIn } -> Option<(Receipt, PrintEnd)>, Printer Paper, |self, desk| {
        let number = match self.number {
            Some(number) => Some(number),
            None => desk.newest_receipt(&self.who)?,
        };
        number.map(|number| desk.reprint(&self.who, &number)).transpose()
    };

    /// Notes that a receipt came out.
    ConfirmPrinted { number: ReceiptNo, who: SignedIn } -> (), Printer Books,
        |self, desk| desk.confirm_printed(&self.who, &self.number).map(drop);

    PrinterStatus { who: Caller } -> PrinterSeen, Printer Paper, |self, desk| Ok(match desk.printer_status(&self.who) {
        Ok(status) if !status.answers => PrinterSeen::Silent,
        Ok(status) if status.cover_open => PrinterSeen::Trouble("screen-printer-cover"),
        Ok(status) if status.paper_out => PrinterSeen::Trouble("screen-printer-paper-out"),
        Ok(status) if !status.may_print() => PrinterSeen::Trouble("screen-printer-offline"),
        Ok(status) if status.near_end => PrinterSeen::PaperLow,
        Ok(_) => PrinterSeen::Ready,
        Err(DeskError::Trouble(Trouble::Printer(_))) => PrinterSeen::Trouble("screen-printer-unreachable"),
        Err(error) => return Err(error),
    });
}

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
