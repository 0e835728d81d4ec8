//! Putting receipts and slips on paper, and knowing whether they came out.

use super::order::Quote;
use super::outcome::{PayTarget, PrintEnd, PrintTrouble, Refusal};
use super::{Desk, DeskError};
use crate::config::PrintConfirm;
use crate::domain::card::{CardData, MaskedPan};
use crate::domain::operator::Operator;
use crate::domain::receipt::{Receipt, ReceiptKind, ReceiptLine, ReceiptNo};
use crate::domain::session::SessionNo;
use crate::domain::tender::PaidWith;
use crate::paper::code_page::CodePage;
use crate::paper::device::{self, Delivery, DeviceError, PrinterStatus};
use crate::paper::escpos::{PaperError, PrinterProfile, encode};
use crate::paper::layout::{self, Print, SlipEntry, UnknownNotice};
use crate::paper::page::{Columns, Page};
use crate::paper::text;
use crate::store::ReceiptFilter;

/// Width or code page of the settings is none that a printer has; the configuration's checks refuse it first.
const BAD_PRINTER_SETTINGS: &str = "printer settings";

impl Desk {
    /// Prints a receipt for the first time and notes that it came out.
    pub(super) fn print_receipt(&mut self, receipt: &Receipt, who: &str) -> PrintEnd {
        let page = self.page_of(receipt, None);
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
    pub fn reprint(&mut self, number: &ReceiptNo, who: &str) -> Result<(Receipt, PrintEnd), DeskError> {
        let receipt = self.receipt(number)?;
        let end = if receipt.printed_at.is_none() {
            self.print_receipt(&receipt, who)
        } else {
            self.rehearse(&self.page_of(&receipt, Some(receipt.copies + 1)))?;
            let copy = self.store.count_copy(number, self.now(), who)?;
            self.print(&self.page_of(&receipt, Some(copy)))
        };
        Ok((self.receipt(number)?, end))
    }

    /// A receipt's page with what the books know beside it. What cannot be read now is left out: it must not
    /// stand in a paper's way.
    fn page_of(&self, receipt: &Receipt, copy: Option<u32>) -> Page {
        let correction = receipt.correction.as_ref();
        let original = correction.and_then(|correction| self.store.receipt(&correction.original).ok().flatten());
        let approver = correction.and_then(|correction| self.store.operator(&correction.approver).ok().flatten());
        let print = Print {
            copy,
            cancelled_by: None,
            mark: self.setup.mark(),
            original_at: original.map(|original| original.at),
            approver_name: approver.as_ref().map(|approver| approver.name.as_str()),
        };
        layout::receipt(receipt, &self.setup.heading(), &print)
    }

    /// The cashier says that the first print came out, where the printer cannot.
    ///
    /// # Errors
    /// [`Refusal::NoSuchReceipt`] or the database.
    pub fn confirm_printed(&mut self, number: &ReceiptNo, who: &str) -> Result<(), DeskError> {
        self.receipt(number)?;
        Ok(self.store.mark_printed(number, self.now(), who)?)
    }

    /// Receipts by number, date, RF or tax number.
    ///
    /// # Errors
    /// [`super::Trouble::Store`].
    pub fn receipts(&self, filter: &ReceiptFilter) -> Result<Vec<Receipt>, DeskError> {
        Ok(self.store.receipts(filter)?)
    }

    /// One receipt.
    ///
    /// # Errors
    /// [`Refusal::NoSuchReceipt`] or the database.
    pub fn receipt(&self, number: &ReceiptNo) -> Result<Receipt, DeskError> {
        self.store.receipt(number)?.ok_or_else(|| Refusal::NoSuchReceipt(number.to_string()).into())
    }

    /// A receipt's paper as text, as it was first printed.
    #[must_use]
    pub fn receipt_text(&self, receipt: &Receipt) -> String {
        let columns = Columns::from_count(self.setup.config.printer.columns).unwrap_or(Columns::C48);
        text::plain(&self.page_of(receipt, None), columns)
    }

    /// A receipt's paper as the printer's bytes.
    ///
    /// # Errors
    /// [`PaperError`] for a character that the printer does not have.
    pub fn receipt_bytes(&self, receipt: &Receipt) -> Result<Vec<u8>, PaperError> {
        self.bytes(&self.page_of(receipt, None))
    }

    /// The slip for a citizen who came with cash: the other ways to pay, with the RF codes of what was chosen.
    pub fn print_ways_to_pay(&mut self, items: &[PayTarget]) -> PrintEnd {
        let entries = match self.slip_entries(items) {
            Ok(entries) => entries,
            Err(error) => return PrintEnd::NotPrinted(PrintTrouble::Store(error)),
        };
        let (heading, hours) = (self.setup.heading(), &self.setup.config.hours);
        self.print(&layout::ways_to_pay_slip(&entries, &heading, self.setup.mark(), hours))
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
    pub fn print_unknown_slip(&mut self, session: SessionNo) -> PrintEnd {
        let found = match self.store.attempt_by_session(&self.setup.terminal_name(), session) {
            Ok(found) => found,
            Err(error) => return PrintEnd::NotPrinted(PrintTrouble::Store(error)),
        };
        let Some(attempt) = found else {
            return PrintEnd::NotPrinted(PrintTrouble::Settings);
        };
        let lines = attempt.lines.iter().map(|line| line.external_id.clone()).collect();
        let notice = UnknownNotice {
            session,
            desk: attempt.desk.clone(),
            amount: attempt.amount,
            at: attempt.prepared_at,
            lines,
        };
        self.print(&layout::unknown_outcome_slip(&notice, &self.setup.heading(), self.setup.mark()))
    }

    /// Prints the test page.
    pub fn print_test_page(&mut self) -> PrintEnd {
        match self.setup.printer_profile() {
            Some(profile) => self.print(&layout::test_page(&self.setup.heading(), &profile)),
            None => PrintEnd::NotPrinted(PrintTrouble::Settings),
        }
    }

    /// The test page as the printer's bytes.
    ///
    /// # Errors
    /// [`PaperError`] for a character that the printer does not have.
    pub fn test_page_bytes(&self) -> Result<Vec<u8>, PaperError> {
        let profile = self.profile()?;
        encode(&layout::test_page(&self.setup.heading(), &profile), &profile)
    }

    /// What the printer says of itself.
    ///
    /// # Errors
    /// [`DeviceError`] where it cannot be reached.
    pub fn printer_status(&mut self) -> Result<PrinterStatus, DeviceError> {
        let code_page = self.setup.printer_profile().map_or(CodePage::Pc737, |profile| profile.code_page);
        device::open(&self.setup.printer_link(), code_page).status()
    }

    /// All bytes are made before the device is opened: what cannot be printed leaves nothing behind.
    fn print(&self, page: &Page) -> PrintEnd {
        let Some(profile) = self.setup.printer_profile() else {
            return PrintEnd::NotPrinted(PrintTrouble::Settings);
        };
        let bytes = match encode(page, &profile) {
            Ok(bytes) => bytes,
            Err(error) => return PrintEnd::NotPrinted(PrintTrouble::Paper(error)),
        };
        let mut device = device::open(&self.setup.printer_link(), profile.code_page);
        match device.print(&bytes) {
            Ok(Delivery::Confirmed) => PrintEnd::Printed { screen: device.take_text() },
            Ok(Delivery::Unconfirmed) if self.setup.config.printer.confirm == PrintConfirm::Sent => {
                PrintEnd::Printed { screen: None }
            }
            Ok(Delivery::Unconfirmed) => PrintEnd::Unconfirmed,
            Err(error) => PrintEnd::NotPrinted(PrintTrouble::Device(error)),
        }
    }

    fn profile(&self) -> Result<PrinterProfile, PaperError> {
        self.setup.printer_profile().ok_or(PaperError::Command(BAD_PRINTER_SETTINGS.to_owned()))
    }

    fn bytes(&self, page: &Page) -> Result<Vec<u8>, PaperError> {
        encode(page, &self.profile()?)
    }

    fn rehearse(&self, page: &Page) -> Result<(), PaperError> {
        self.bytes(page).map(drop)
    }

    /// Makes the receipt that a payment would give, with stand-ins for what only the terminal knows, to learn
    /// before the card is asked whether the printer has every character.
    pub(super) fn rehearse_receipt(&self, operator: &Operator, quote: &Quote) -> Result<(), PaperError> {
        let Ok(debts) = self.store.debts(&quote.lines.iter().map(|line| line.debt).collect::<Vec<_>>()) else {
            return Ok(());
        };
        let line = |debt: crate::domain::debt::Debt| ReceiptLine {
            debt: debt.id,
            external_id: debt.external_id,
            rf: debt.rf,
            revenue_code: debt.revenue_code,
            description: debt.description,
            year: debt.year,
            list_no: debt.list_no,
            capital: debt.capital,
            surcharge: debt.surcharge,
        };
        let (Ok(number), Ok(session)) = (ReceiptNo::new(&self.setup.config.desk.series, 2000, 1), SessionNo::new(1))
        else {
            return Err(PaperError::Command(BAD_PRINTER_SETTINGS.to_owned()));
        };
        let receipt = Receipt {
            number,
            kind: ReceiptKind::Sale,
            at: self.now(),
            desk: self.setup.config.desk.id.clone(),
            session,
            cashier: operator.id.clone(),
            cashier_name: operator.name.clone(),
            payer: quote.debtor.name.clone(),
            payer_afm: quote.debtor.afm.clone(),
            lines: debts.into_iter().map(line).collect(),
            amount: quote.total,
            tender: PaidWith::Card,
            card: stand_in_card(quote),
            audit_digest: String::new(),
            correction: None,
            printed_at: None,
            copies: 0,
        };
        self.rehearse(&self.page_of(&receipt, None))
    }
}

fn stand_in_card(quote: &Quote) -> CardData {
    CardData {
        card_type: String::new(),
        pan_masked: MaskedPan::hidden(),
        amount: quote.total,
        final_amount: quote.total,
        acquirer: String::new(),
        terminal_id: String::new(),
        batch: String::new(),
        rrn: String::new(),
        stan: String::new(),
        auth_code: String::new(),
        at: None,
    }
}
