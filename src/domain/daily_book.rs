//! The daily book (ημερολόγιο εισπράξεων, ΒΔ 17.5/15.6.1959 ά. 64): every document in the order in which it was booked, a row
//! for each of its lines. What reports and exports are made of.

use std::fmt;

use chrono::NaiveDate;

use super::balance::Balance;
use super::receipt::{ReceiptKind, ReceiptNo};
use super::session::SessionNo;
use super::time::Moment;
use super::z_report::ZNo;

/// One line of a document, with the document. Amounts are below zero where it gives back. `Debug` does not print who paid.
#[derive(Clone, PartialEq, Eq)]
pub struct BookLine<'a> {
    pub number: ReceiptNo,
    pub kind: ReceiptKind,
    pub at: Moment,
    /// The day of its till; without one, the day on which it was booked.
    pub day: NaiveDate,
    pub desk: &'a str,
    /// Nothing where none was open.
    pub till: Option<&'a str>,
    /// Nothing while its till is open.
    pub z: Option<ZNo>,
    pub session: SessionNo,
    pub cashier: &'a str,
    pub cashier_name: &'a str,
    pub payer: &'a str,
    pub payer_afm: Option<&'a str>,
    /// What the whole document comes to.
    pub document_amount: Balance,
    /// What the terminal moved for it, which may be apart from that.
    pub charged: Balance,
    pub card_type: &'a str,
    pub pan_masked: &'a str,
    pub acquirer: &'a str,
    pub terminal_id: &'a str,
    pub batch: &'a str,
    pub stan: &'a str,
    pub rrn: &'a str,
    pub auth_code: &'a str,
    /// Of a void or a refund: what it takes back, and why.
    pub corrects: Option<Corrects<'a>>,
    /// Among the lines of its document, from 1.
    pub position: u32,
    /// The debt's number in the municipality's system.
    pub external_id: &'a str,
    pub rf: Option<&'a str>,
    /// ΚΑΕ εσόδων.
    pub revenue_code: &'a str,
    pub description: &'a str,
    /// Fiscal year of the debt.
    pub year: u16,
    pub list_no: Option<&'a str>,
    pub capital: Balance,
    pub surcharge: Balance,
    /// Both together.
    pub amount: Balance,
}

#[derive(Clone, PartialEq, Eq)]
pub struct Corrects<'a> {
    pub original: ReceiptNo,
    pub reason: &'a str,
    pub approver: &'a str,
}

impl BookLine<'_> {
    /// Whether it begins its document.
    pub fn is_first(&self) -> bool {
        self.position == 1
    }
}

impl fmt::Debug for BookLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BookLine({} line {} {})", self.number, self.position, self.amount)
    }
}
