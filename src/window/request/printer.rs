//! Paper.

use super::requests;
use crate::desk::{PayTarget, PrintEnd, ReceiptFilter};
use crate::domain::receipt::{Receipt, ReceiptNo};
use crate::domain::{operator::OperatorId, session::SessionNo};

requests! {
    /// Prints the slip with the other ways to pay these.
    WaysToPay { items: Vec<PayTarget> } -> PrintEnd, Printer Paper, |self, desk| Ok(desk.print_ways_to_pay(&self.items));

    UnknownSlip { session: SessionNo } -> PrintEnd, Printer Paper, |self, desk| Ok(desk.print_unknown_slip(self.session));

    Reprint { number: ReceiptNo, who: OperatorId } -> (Receipt, PrintEnd), Printer Paper,
        |self, desk| desk.reprint(&self.number, &self.who.into());

    /// Prints a receipt again for the frame: one that was shown, or the newest of the desk where none is named.
    /// Answered with nothing where the desk has no receipt yet.
    Copy { number: Option<ReceiptNo>, who: OperatorId } -> Option<(Receipt, PrintEnd)>, Printer Paper, |self, desk| {
        let number = match self.number {
            Some(number) => Some(number),
            None => {
                let newest = ReceiptFilter { limit: Some(1), ..ReceiptFilter::default() };
                desk.receipts(&newest)?.into_iter().next().map(|receipt| receipt.number)
            }
        };
        number.map(|number| desk.reprint(&number, &self.who.into())).transpose()
    };

    /// Notes that a receipt came out.
    ConfirmPrinted { number: ReceiptNo, who: OperatorId } -> (), Printer Books,
        |self, desk| desk.confirm_printed(&self.number, &self.who.into());

    PrinterStatus {} -> PrinterSeen, Printer Paper, |self, desk| Ok(match desk.printer_status() {
        Ok(status) if !status.answers => PrinterSeen::Silent,
        Ok(status) if status.cover_open => PrinterSeen::Trouble("screen-printer-cover"),
        Ok(status) if status.paper_out => PrinterSeen::Trouble("screen-printer-paper-out"),
        Ok(status) if !status.may_print() => PrinterSeen::Trouble("screen-printer-offline"),
        Ok(status) if status.near_end => PrinterSeen::PaperLow,
        Ok(_) => PrinterSeen::Ready,
        Err(_) => PrinterSeen::Trouble("screen-printer-unreachable"),
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
