//! Putting receipts and slips on paper, and knowing whether they came out.

use super::outcome::{PayTarget, PrintEnd};
use super::slip::slip_pages;
use super::trouble::{PrintTrouble, Trouble};
use super::{Asks, Desk, DeskError};
use crate::config::PrintConfirm;
use crate::domain::permission::Act;
use crate::domain::receipt::{Receipt, ReceiptNo};
use crate::domain::{actor::Actor, attempt::Attempt, refusal::Refusal, session::SessionNo};
use crate::paper::device::{self, Delivery, Device, InTurn, Patience, PrinterLink, PrinterStatus};
use crate::paper::escpos::{PaperError, all_pages, encode};
use crate::paper::layout::{self, Print, SlipEntry, UnknownNotice};
use crate::paper::{page::Page, text};
use crate::store::ReceiptFilter;

/// Width or code page of the settings is none that a printer has; the configuration's checks refuse it first.
pub(super) const BAD_PRINTER_SETTINGS: &str = "printer settings";

impl Desk {
    /// Prints a receipt for the first time and notes that it came out.
    pub(super) fn print_receipt(&mut self, receipt: &Receipt, who: &Actor) -> PrintEnd {
        let page = self.with_card_slips(self.page_of(receipt, None), receipt);
        let end = self.print(&page);
        if end.is_printed()
            && let Err(error) = self.store.mark_printed(&receipt.number, self.now(), who)
        {
            return PrintEnd::NotPrinted(PrintTrouble::Store(error));
        }
        end
    }

    /// Prints a receipt again: the first print where none came out yet, else the next ΑΝΤΙΓΡΑΦΟ. The copy is
    /// counted before it is printed, so that no two papers bear one number.
    ///
    /// # Errors
    /// [`Refusal::NoSuchReceipt`] or the database. That the paper did not come out is no error but a
    /// [`PrintEnd`].
    pub fn reprint(&mut self, who: &dyn Asks, number: &ReceiptNo) -> Result<(Receipt, PrintEnd), DeskError> {
        let who = &self.allow(who, Act::Reprint)?;
        let receipt = self.receipt(number)?;
        let end = if receipt.printed_at.is_none() {
            self.print_receipt(&receipt, who)
        } else {
            self.rehearse(&self.page_of(&receipt, Some(receipt.copies + 1)))?;
            let copy = self.store.count_copy(number, self.now(), who)?;
            let page = self.page_of(&receipt, Some(copy));
            self.print(&page)
        };
        Ok((self.receipt(number)?, end))
    }

    /// A receipt's page with what the books know beside it. What cannot be read now is left out: it must not
    /// stand in a paper's way.
    pub(super) fn page_of(&self, receipt: &Receipt, copy: Option<u32>) -> Page {
        let correction = receipt.correction.as_ref();
        let original = correction.and_then(|correction| self.store.receipt(&correction.original).ok().flatten());
        let approver = correction.and_then(|correction| self.store.operator(&correction.approver).ok().flatten());
        let cancelled_by = self.cancelled_by(receipt);
        let print = Print {
            copy,
            cancelled_by: cancelled_by.as_ref(),
            mark: self.setup.mark(),
            original_at: original.map(|original| original.at),
            approver_name: approver.as_ref().map(|approver| approver.name.as_str()),
        };
        layout::receipt(receipt, &self.setup.heading(), &print)
    }

    /// The document that took the last of a receipt back.
    fn cancelled_by(&self, receipt: &Receipt) -> Option<ReceiptNo> {
        let nothing_left = self.store.left_of(&receipt.number).is_ok_and(|left| left.is_empty());
        let corrections = self.store.corrections_of(&receipt.number).unwrap_or_default();
        corrections.into_iter().last().filter(|_| nothing_left).map(|document| document.number)
    }

    /// A first print followed by the card slip's two copies, where the desk prints them (variant `02`).
    fn with_card_slips(&self, page: Page, receipt: &Receipt) -> Page {
        let profile = self.setup.printer_profile();
        let slip = self.store.slip(&receipt.number).unwrap_or_else(|error| {
            tracing::error!(receipt = %receipt.number, %error, "card slip not read");
            None
        });
        match slip.and_then(|slip| slip_pages(&slip, profile, self.setup.mark())) {
            Some(slips) => slips.after(page),
            None => page,
        }
    }

    /// The cashier says that the first print came out, where the printer cannot.
    ///
    /// # Errors
    /// [`Refusal::NoSuchReceipt`] or the database.
    pub fn confirm_printed(&mut self, who: &dyn Asks, number: &ReceiptNo) -> Result<Receipt, DeskError> {
        let who = self.allow(who, Act::Reprint)?;
        self.receipt(number)?;
        self.store.mark_printed(number, self.now(), &who)?;
        self.receipt(number)
    }

    /// The newest receipt, to be printed again.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] or the database.
    pub fn newest_receipt(&self, who: &dyn Asks) -> Result<Option<ReceiptNo>, DeskError> {
        self.allow(who, Act::Reprint)?;
        let newest = ReceiptFilter { limit: Some(1), ..ReceiptFilter::default() };
        Ok(self.store.receipts(&newest)?.into_iter().next().map(|receipt| receipt.number))
    }

    /// Whether the first print of a receipt is still to come.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`Refusal::NoSuchReceipt`], or the database.
    pub fn is_unprinted(&self, who: &dyn Asks, number: &ReceiptNo) -> Result<bool, DeskError> {
        self.allow(who, Act::Reprint)?;
        Ok(self.receipt(number)?.printed_at.is_none())
    }

    pub(super) fn receipt(&self, number: &ReceiptNo) -> Result<Receipt, DeskError> {
        self.store.receipt(number)?.ok_or_else(|| Refusal::NoSuchReceipt(number.to_string().into()).into())
    }

    /// A receipt's paper as text: its first print, with what became of it since.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] or the database.
    pub fn receipt_text(&self, who: &dyn Asks, receipt: &Receipt) -> Result<String, DeskError> {
        self.allow(who, Act::ReadReceipts)?;
        Ok(text::plain(&self.page_of(receipt, None), self.setup.printer_profile().columns))
    }

    /// A receipt's paper as the printer's bytes.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`PaperError`] for a character that the printer does not have, or the database.
    pub fn receipt_bytes(&self, who: &dyn Asks, receipt: &Receipt) -> Result<Vec<u8>, DeskError> {
        self.allow(who, Act::ReadReceipts)?;
        Ok(self.bytes(&self.page_of(receipt, None))?)
    }

    /// The slip for a citizen who came with cash: the other ways to pay, with the RF codes of what was chosen.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] or the database. That no paper came out is no error but a [`PrintEnd`].
    pub fn print_ways_to_pay(&mut self, who: &dyn Asks, items: &[PayTarget]) -> Result<PrintEnd, DeskError> {
        self.allow(who, Act::RefuseCash)?;
        let entries = match self.slip_entries(items) {
            Ok(entries) => entries,
            Err(error) => return Ok(PrintEnd::NotPrinted(PrintTrouble::Store(error))),
        };
        let (heading, hours) = (self.setup.heading(), &self.setup.config.hours);
        let slip = layout::ways_to_pay_slip(&entries, &heading, self.setup.mark(), hours);
        Ok(self.print(&slip))
    }

    fn slip_entries(&self, items: &[PayTarget]) -> Result<Vec<SlipEntry>, crate::store::StoreError> {
        let mut entries = Vec::new();
        for item in items {
            let debts = match item {
                PayTarget::Rf(rf) => self.store.debts_by_rf(rf)?.into_iter().flat_map(|(_, debts)| debts).collect(),
                PayTarget::Debt(id) => self.store.debts(&[*id])?,
            };
            for debt in debts.into_iter().filter(|debt| !debt.open_amount().is_zero()) {
                let amount = debt.open_amount();
                if let Some(rf) = debt.rf {
                    entries.push(SlipEntry { rf, description: debt.description, amount });
                }
            }
        }
        Ok(entries)
    }

    /// The slip for a citizen whose payment's outcome is unknown: what it means and «do not pay again».
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] or the database. That no paper came out is no error but a [`PrintEnd`].
    pub fn print_unknown_slip(&mut self, who: &dyn Asks, session: SessionNo) -> Result<PrintEnd, DeskError> {
        self.allow(who, Act::Reprint)?;
        let found = match self.slip_attempt(session) {
            Ok(found) => found,
            Err(error) => return Ok(PrintEnd::NotPrinted(PrintTrouble::Store(error))),
        };
        let Some(attempt) = found else {
            return Ok(PrintEnd::NotPrinted(PrintTrouble::Store(Refusal::NoSuchSession(session).into())));
        };
        let lines = attempt.lines.iter().map(|line| line.external_id.clone()).collect();
        let notice = UnknownNotice {
            session,
            desk: attempt.desk.clone(),
            amount: attempt.amount,
            at: attempt.prepared_at,
            lines,
            gives_back: attempt.correction.is_some(),
        };
        let slip = layout::unknown_outcome_slip(&notice, &self.setup.heading(), self.setup.mark());
        Ok(self.print(&slip))
    }

    /// This terminal's last attempt of a session, before an open one of another terminal.
    fn slip_attempt(&self, session: SessionNo) -> Result<Option<Attempt>, crate::store::StoreError> {
        let ours = self.store.attempt_by_session(&self.setup.terminal_name(), session)?;
        if ours.as_ref().is_some_and(|attempt| attempt.state.is_open()) {
            return Ok(ours);
        }
        let open = self.store.open_attempts()?.into_iter().find(|attempt| attempt.session == session);
        Ok(open.or(ours))
    }

    /// Prints the test page.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] or the database. That no paper came out is no error but a [`PrintEnd`].
    pub fn print_test_page(&mut self, who: &dyn Asks) -> Result<PrintEnd, DeskError> {
        self.allow(who, Act::TestDevices)?;
        let page = self.test_page();
        Ok(self.print(&page))
    }

    /// Prints one word in every Greek code page by every number that a printer may have for it.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] or the database. That no paper came out is no error but a [`PrintEnd`].
    pub fn print_all_pages(&mut self, who: &dyn Asks) -> Result<PrintEnd, DeskError> {
        self.allow(who, Act::TestDevices)?;
        Ok(match all_pages(self.setup.printer_profile()) {
            Ok(bytes) => self.print_bytes(&bytes),
            Err(error) => PrintEnd::NotPrinted(PrintTrouble::Paper(error)),
        })
    }

    pub(super) fn test_page(&self) -> Page {
        let flow = match self.setup.printer_link() {
            PrinterLink::Serial { flow, .. } => Some(flow),
            _ => None,
        };
        layout::test_page(&self.setup.heading(), self.setup.printer_profile(), flow)
    }

    /// The test page as the printer's bytes.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], [`PaperError`] for a character that the printer does not have, or the database.
    pub fn test_page_bytes(&self, who: &dyn Asks) -> Result<Vec<u8>, DeskError> {
        self.allow(who, Act::TestDevices)?;
        Ok(self.bytes(&self.test_page())?)
    }

    /// What the printer says of itself.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`], or [`Trouble::Printer`] where it cannot be reached.
    pub fn printer_status(&mut self, who: &dyn Asks) -> Result<PrinterStatus, DeskError> {
        self.allow(who, Act::CheckDevices)?;
        Ok(self.printer().status().map_err(|error| Trouble::Printer(Box::new(PrintTrouble::Device(error))))?)
    }

    /// All bytes are made before the device is opened: what cannot be printed leaves nothing behind.
    pub(super) fn print(&mut self, page: &Page) -> PrintEnd {
        match encode(page, self.setup.printer_profile()) {
            Ok(bytes) => self.print_bytes(&bytes),
            Err(error) => PrintEnd::NotPrinted(PrintTrouble::Paper(error)),
        }
    }

    fn print_bytes(&mut self, bytes: &[u8]) -> PrintEnd {
        let is_enough = self.setup.config.printer.confirm == PrintConfirm::Sent;
        let device = self.printer();
        match device.print(bytes) {
            Ok(Delivery::Confirmed) => PrintEnd::Printed { screen: device.take_text() },
            Ok(Delivery::Unconfirmed) if is_enough => PrintEnd::Printed { screen: None },
            Ok(Delivery::Unconfirmed) => PrintEnd::Unconfirmed,
            Err(error) => PrintEnd::NotPrinted(PrintTrouble::Device(error)),
        }
    }

    fn printer(&mut self) -> &mut dyn Device {
        let (setup, link) = (&self.setup, self.setup.printer_link());
        // What is known of a printer, and its last line, are those of its link.
        self.printer.take_if(|(opened, _)| *opened != link);
        let (_, device) = self.printer.get_or_insert_with(|| {
            let in_turn = match setup.config.printer.confirm {
                PrintConfirm::AutomaticStatus => InTurn::AutomaticStatus,
                PrintConfirm::Auto | PrintConfirm::Sent => InTurn::PaperSensors,
            };
            let device = device::open(&link, setup.printer_profile().code_page, Patience::USUAL, in_turn);
            (link, device)
        });
        device.as_mut()
    }

    fn bytes(&self, page: &Page) -> Result<Vec<u8>, PaperError> {
        encode(page, self.setup.printer_profile())
    }

    pub(super) fn rehearse(&self, page: &Page) -> Result<(), PaperError> {
        self.bytes(page).map(drop)
    }
}
