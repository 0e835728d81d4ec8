//! The receipt (διπλότυπο είσπραξης): the document that proves a collection (ν. 4270/2014 ά. 82).

mod number;

use std::fmt;

use super::afm::Afm;
use super::card::CardData;
use super::correction::{Correction, CorrectionKind};
use super::debt::DebtId;
use super::money::Money;
use super::operator::OperatorId;
use super::rf::Rf;
use super::session::SessionNo;
use super::tender::PaidWith;
use super::time::Moment;
use super::worded::worded;

pub use number::{BadReceiptNo, ReceiptNo};

worded! {
    /// What a document does to the books.
    pub enum ReceiptKind {
        Sale = "sale",
        /// A collection cancelled within its batch.
        Void = "void",
        /// Money given back to the card.
        Refund = "refund",
    }
}

impl ReceiptKind {
    /// The kind of a document that corrects this, or nothing: the one place that joins the two.
    pub fn of(correction: Option<&Correction>) -> ReceiptKind {
        match correction.map(|correction| correction.kind) {
            None => ReceiptKind::Sale,
            Some(CorrectionKind::Void) => ReceiptKind::Void,
            Some(CorrectionKind::Refund) => ReceiptKind::Refund,
        }
    }
}

/// One settled debt on a receipt, with what it was on that day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptLine {
    pub debt: DebtId,
    /// Its number in the municipality's system.
    pub external_id: String,
    pub rf: Option<Rf>,
    /// ΚΑΕ εσόδων.
    pub revenue_code: String,
    pub description: String,
    pub year: u16,
    pub list_no: Option<String>,
    pub capital: Money,
    /// Surcharge settled (ΚΑΕ 1511 in the books).
    pub surcharge: Money,
}

/// A receipt, whole, as it was booked. `Debug` does not print who paid: it is personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct Receipt {
    pub number: ReceiptNo,
    /// What it does: [`ReceiptKind::of`] its correction.
    pub kind: ReceiptKind,
    /// What it corrects; nothing on a sale.
    pub correction: Option<Correction>,
    /// When it was booked.
    pub at: Moment,
    pub desk: String,
    /// The session of its attempt.
    pub session: SessionNo,
    /// Who took the payment.
    pub cashier: OperatorId,
    pub cashier_name: String,
    pub payer: String,
    /// The payer's tax number, where there is one.
    pub payer_afm: Option<Afm>,
    /// The settled debts; on a correction, what each gets back.
    pub lines: Vec<ReceiptLine>,
    /// The sum of the lines: what the debts were settled for, or what was given back.
    pub amount: Money,
    pub tender: PaidWith,
    /// What the terminal reported.
    pub card: CardData,
    /// First eight hex digits of the audit entry that booked it; printed in the QR code.
    pub audit_digest: String,
    /// When the printer, or the cashier, confirmed the first print.
    pub printed_at: Option<Moment>,
    /// Further prints, each marked ΑΝΤΙΓΡΑΦΟ.
    pub copies: u32,
}

impl fmt::Debug for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Receipt({} {} {:?})", self.number, self.kind.word(), self.amount)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ok_numbers() {
        for (text, printed) in [
            ("A-2026-000001", "A-2026-000001"),
            (" A-2026-1 ", "A-2026-000001"),
            ("Α1-2026-000042", "Α1-2026-000042"),
            ("ΘΕΡΜΗ123-2000-9999999", "ΘΕΡΜΗ123-2000-9999999"),
        ] {
            assert_eq!(ReceiptNo::parse(text).unwrap().to_string(), printed);
        }
    }

    #[test]
    fn err_numbers() {
        for text in [
            "",
            "A",
            "A-2026",
            "A-2026-",
            "-2026-1",
            "A--1",
            "A-2026-0",
            "A-2026-000000",
            "A-1999-1",
            "A-02026-1",
            "A-26-1",
            "A-2026-1-1",
            "A-2026-10000000",
            "A-2026-+1",
            "A-2026-x",
            "A/B-2026-1",
            "ABCDEFGHI-2026-1",
            "A-2026-00000001",
            "A-2026-１",
        ] {
            assert_eq!(ReceiptNo::parse(text), Err(BadReceiptNo(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn numbers_of_a_series_are_ordered_as_they_were_issued() {
        let number = |text| ReceiptNo::parse(text).unwrap();
        assert!(number("A-2026-000002") < number("A-2026-000010"));
        assert!(number("A-2026-999999") < number("A-2026-1000000"));
        assert!(number("A-2026-999999") < number("A-2027-000001"));
    }

    #[test]
    fn the_words_of_kinds_come_back() {
        for kind in [ReceiptKind::Sale, ReceiptKind::Void, ReceiptKind::Refund] {
            assert_eq!(ReceiptKind::from_word(kind.word()), Some(kind));
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{}\"", kind.word()));
        }
        assert_eq!(ReceiptKind::from_word("cash"), None);
    }

    proptest! {
        #[test]
        fn a_receipt_number_comes_back_as_it_is_printed(
            series in "[A-ZΑ-ΡΣ-Ω0-9]{1,8}", year in 2000u16..=9999, number in 1u32..=9_999_999,
        ) {
            let no = ReceiptNo::new(&series, year, number).unwrap();
            prop_assert_eq!(ReceiptNo::parse(&no.to_string()), Ok(no.clone()));
            prop_assert_eq!((no.series(), no.year(), no.number()), (series.as_str(), year, number));
            prop_assert_eq!(serde_json::to_string(&no).unwrap(), format!("\"{no}\""));
        }
    }
}
