//! The notice for a citizen whose payment ended in an unknown outcome: the card may have been charged, nobody
//! can say yet, and paying again would be paying twice.

use super::{Heading, euro, heading as put_heading, local_date_time, mark as put_mark};
use crate::domain::{money::Money, session::SessionNo, time::Moment};
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
    /// Whether it would have given money back: the citizen is not told to pay nothing then.
    pub gives_back: bool,
}

/// The notice, in Greek and English.
pub fn unknown_outcome_slip(notice: &UnknownNotice, heading: &Heading, mark: Option<&str>) -> Page {
    let (title, title_en, next, next_en) = if notice.gives_back {
        (
            wording::UNKNOWN_BACK_TITLE,
            wording::UNKNOWN_BACK_TITLE_EN,
            wording::UNKNOWN_BACK_NEXT,
            wording::UNKNOWN_BACK_NEXT_EN,
        )
    } else {
        (wording::UNKNOWN_TITLE, wording::UNKNOWN_TITLE_EN, wording::UNKNOWN_NEXT, wording::UNKNOWN_NEXT_EN)
    };
    let large = Style::PLAIN.centred().bold().double();
    let mut page = Page::new();
    put_mark(&mut page, mark);
    put_heading(&mut page, heading);
    page.styled(title, large)
        .styled(title_en, Style::PLAIN.centred().bold())
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
    page.rule();
    if !notice.gives_back {
        page.styled(wording::DO_NOT_PAY, large);
    }
    page.text(next).text(format!("{} {}.", wording::UNKNOWN_ASK, notice.desk)).blank();
    if !notice.gives_back {
        page.styled(wording::DO_NOT_PAY_EN, large);
    }
    page.text(next_en)
        .text(format!("{} {}.", wording::UNKNOWN_ASK_EN, notice.desk))
        .rule()
        .centred(wording::NOT_A_RECEIPT)
        .centred(wording::NOT_A_RECEIPT_EN);
    put_mark(&mut page, mark);
    page.cut();
    page
}
