//! Papers made before the card is asked: a receipt that the printer has no characters for is found then, not after.

use super::Desk;
use super::correct::CorrectionQuote;
use super::order::Quote;
use super::printing::BAD_PRINTER_SETTINGS;
use crate::domain::card::{CardData, MaskedPan};
use crate::domain::correction::{Correction, CorrectionKind};
use crate::domain::receipt::{Receipt, ReceiptKind, ReceiptLine, ReceiptNo};
use crate::domain::{operator::Operator, session::SessionNo, tender::PaidWith};
use crate::paper::escpos::PaperError;

impl Desk {
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

    /// The same for a void or a refund: the reason is typed by people, and may hold what the printer lacks.
    pub(super) fn rehearse_correction(
        &self,
        operator: &Operator,
        quote: &CorrectionQuote,
        correction: &Correction,
    ) -> Result<(), PaperError> {
        let original = &quote.original;
        let given_back = |line: &ReceiptLine| quote.lines.iter().any(|back| back.debt == line.debt);
        let document = Receipt {
            kind: match correction.kind {
                CorrectionKind::Void => ReceiptKind::Void,
                CorrectionKind::Refund => ReceiptKind::Refund,
            },
            at: self.now(),
            desk: self.setup.config.desk.id.clone(),
            cashier: operator.id.clone(),
            cashier_name: operator.name.clone(),
            lines: original.lines.iter().filter(|line| given_back(line)).cloned().collect(),
            amount: quote.total,
            correction: Some(correction.clone()),
            ..original.clone()
        };
        self.rehearse(&self.page_of(&document, None))
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
