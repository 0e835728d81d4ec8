//! The slip for a citizen whose cash was refused: it names the three other ways and carries the RF codes, so
//! that nobody leaves without a way to pay.

use super::{Heading, euro, heading as put_heading, mark as put_mark};
use crate::domain::money::Money;
use crate::domain::rf::Rf;
use crate::paper::page::{Page, Style};
use crate::paper::wording;

/// One debt, or several under one RF code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlipEntry {
    /// The code to pay with.
    pub rf: Rf,
    /// What it is for.
    pub description: String,
    /// What is owed.
    pub amount: Money,
}

/// The slip, with «in its opening hours» for the desk.
#[must_use]
pub fn ways_to_pay_slip(entries: &[SlipEntry], heading: &Heading, mark: Option<&str>) -> Page {
    ways_to_pay_slip_with_hours(entries, heading, mark, None)
}

/// The slip; `hours` as the configuration has them, in words («Δευτέρα-Πέμπτη 08:30-13:00»).
#[must_use]
pub fn ways_to_pay_slip_with_hours(
    entries: &[SlipEntry],
    heading: &Heading,
    mark: Option<&str>,
    hours: Option<&str>,
) -> Page {
    let mut page = Page::new();
    put_mark(&mut page, mark);
    put_heading(&mut page, heading);
    page.styled(wording::WAYS_TITLE, Style::PLAIN.centred().bold().double())
        .styled(wording::WAYS_TITLE_EN, Style::PLAIN.centred().bold())
        .blank()
        .text(wording::NO_CASH)
        .text(wording::NO_CASH_EN)
        .blank();
    for (place, (greek, english)) in wording::WAYS.into_iter().enumerate() {
        page.text(format!("{}. {greek}", place + 1)).styled(english, Style::PLAIN.indented(3));
    }
    if let Some(hours) = hours {
        page.styled(hours, Style::PLAIN.indented(3).bold());
    }
    for entry in entries {
        page.rule()
            .text(&entry.description)
            .styled_pair(wording::OWED, euro(entry.amount), Style::PLAIN.bold())
            .styled(entry.rf.grouped(), Style::PLAIN.centred().bold())
            .qr(entry.rf.as_str());
    }
    page.rule().centred(wording::NOT_A_RECEIPT).centred(wording::NOT_A_RECEIPT_EN);
    put_mark(&mut page, mark);
    page.cut();
    page
}
