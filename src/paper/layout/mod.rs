//! One file a document: what stands on a receipt, on the card slip, on the slip of ways to pay, on the notice of an unknown
//! outcome, on a Z report, on a test page. Documents become pages here; columns and bytes come later.

mod card_slip;
mod daily_book;
mod figures;
mod receipt;
mod test_page;
mod unknown_outcome;
mod ways_to_pay;
mod z_clocks;
mod z_report;

use chrono::NaiveDateTime;

use super::page::{Page, Style};
use super::wording;
use crate::domain::money::Money;
use crate::domain::time::{Moment, local};

pub use card_slip::{CardSlipPage, SlipLine, card_slip};
pub use daily_book::{BookZ, DailyBook, book_row, daily_book};
pub use figures::{debt_age_title, figure_name, figures_title};
pub use receipt::{Print, qr_text, receipt};
pub use test_page::test_page;
pub use unknown_outcome::{UnknownNotice, unknown_outcome_slip};
pub use ways_to_pay::{SlipEntry, ways_to_pay_slip};
pub use z_report::{ZPrint, z_qr_text, z_report};

/// Who issues the paper.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heading {
    /// Name of the municipality.
    pub municipality: String,
    /// Street, number, post code, town.
    pub address: Option<String>,
    /// Its tax number, as text.
    pub afm: Option<String>,
    /// Its tax office, without the word Δ.Ο.Υ.
    pub tax_office: Option<String>,
    /// The department that collects.
    pub department: Option<String>,
}

/// The mark of a paper that is not what it looks like (a demonstration, a copy), large.
fn mark(page: &mut Page, mark: Option<&str>) {
    if let Some(mark) = mark {
        page.styled(mark, Style::PLAIN.centred().bold().double());
    }
}

fn heading(page: &mut Page, heading: &Heading) {
    page.styled(&heading.municipality, Style::PLAIN.centred().bold());
    for line in [&heading.department, &heading.address].into_iter().flatten() {
        page.centred(line);
    }
    let afm = heading.afm.as_ref().map(|afm| format!("{} {afm}", wording::AFM));
    let tax_office = heading.tax_office.as_ref().map(|office| format!("{} {office}", wording::TAX_OFFICE));
    let identity: Vec<String> = [afm, tax_office].into_iter().flatten().collect();
    if !identity.is_empty() {
        page.centred(identity.join(" - "));
    }
    page.rule();
}

/// `1.234,56 €`, which is never broken apart.
fn euro(amount: Money) -> String {
    format!("{}\u{a0}€", amount.greek())
}

fn date_time(at: NaiveDateTime) -> String {
    at.format("%d/%m/%Y %H:%M:%S").to_string()
}

fn local_date_time(at: Moment) -> String {
    date_time(local(at))
}
