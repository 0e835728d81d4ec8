//! The notice for a citizen whose payment ended in an unknown outcome: the card may have been charged, nobody
//! can say yet, and paying again would be paying twice.

use super::{Heading, euro, heading as put_heading, local_date_time, mark as put_mark};
use crate::domain::money::Money;
use crate::domain::session::SessionNo;
use crate::domain::time::Moment;
use crate::paper::page::{Page, Style};
use crate::paper::wording;

/// What is known of the attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownNotice {
    /// The attempt's session: by it the citizen is found again.
    pub session: SessionNo,
    /// The desk that asks the terminal and the bank, and where the citizen asks.
    pub desk: String,
    /// What the card may have been charged.
    pub amount: Money,
    /// When it was sent to the terminal.
    pub at: Moment,
    /// The debts, one text each: description or number.
    pub lines: Vec<String>,
}

/// The notice, in Greek and English.
#[must_use]
pub fn unknown_outcome_slip(notice: &UnknownNotice, heading: &Heading, mark: Option<&str>) -> Page {
    let large = Style::PLAIN.centred().bold().double();
    let mut page = Page::new();
    put_mark(&mut page, mark);
    put_heading(&mut page, heading);
    page.styled(wording::UNKNOWN_TITLE, large)
        .styled(wording::UNKNOWN_TITLE_EN, Style::PLAIN.centred().bold())
        .blank()
        .styled_pair(wording::ATTEMPT_BOTH, notice.session.to_string(), Style::PLAIN.bold())
        .styled_pair(wording::AMOUNT_BOTH, euro(notice.amount), Style::PLAIN.bold())
        .pair(wording::DATE_BOTH, local_date_time(notice.at));
    if !notice.lines.is_empty() {
        page.text(wording::DEBTS_BOTH);
    }
    for line in &notice.lines {
        page.styled(line, Style::PLAIN.indented(2));
    }
    page.rule()
        .styled(wording::DO_NOT_PAY, large)
        .text(wording::UNKNOWN_NEXT)
        .text(format!("{} {}.", wording::UNKNOWN_ASK, notice.desk))
        .blank()
        .styled(wording::DO_NOT_PAY_EN, large)
        .text(wording::UNKNOWN_NEXT_EN)
        .text(format!("{} {}.", wording::UNKNOWN_ASK_EN, notice.desk))
        .rule()
        .centred(wording::NOT_A_RECEIPT)
        .centred(wording::NOT_A_RECEIPT_EN);
    put_mark(&mut page, mark);
    page.cut();
    page
}
