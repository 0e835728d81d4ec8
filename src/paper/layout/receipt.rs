//! The receipt (διπλότυπο είσπραξης), and the documents that cancel one or give back its money.

use super::{Heading, date_time, euro, heading as put_heading, mark as put_mark};
use crate::domain::money::Money;
use crate::domain::receipt::{Receipt, ReceiptKind, ReceiptLine};
use crate::domain::tender::PaidWith;
use crate::domain::time::{iso_local, local};
use crate::domain::words::amount_in_words;
use crate::paper::page::{Page, Style};
use crate::paper::wording;

/// Columns by which the details of a line are set in.
const DETAIL: usize = 2;

/// A receipt on paper. `copy`: which further print this is, from 1; such a print is marked ΑΝΤΙΓΡΑΦΟ, large, at
/// its top and bottom, because a refund needs the original. `mark`: printed the same way.
#[must_use]
pub fn receipt(receipt: &Receipt, heading: &Heading, copy: Option<u32>, mark: Option<&str>) -> Page {
    let copy = copy.map(|number| format!("{} {number}", wording::COPY));
    let mut page = Page::new();
    put_mark(&mut page, mark);
    put_mark(&mut page, copy.as_deref());
    put_heading(&mut page, heading);
    identity(&mut page, receipt);
    for (place, line) in receipt.lines.iter().enumerate() {
        settled_debt(&mut page, place + 1, line);
    }
    page.rule();
    total(&mut page, receipt);
    payment(&mut page, receipt);
    origin(&mut page, receipt);
    put_mark(&mut page, copy.as_deref());
    put_mark(&mut page, mark);
    page.cut();
    page
}

/// The text of a receipt's QR code: number, amount, local time with its offset and audit digest, divided by
/// `|`, as in `A-2026-000001|102.19|2026-11-23T10:15:02+02:00|1a2b3c4d`.
#[must_use]
pub fn qr_text(receipt: &Receipt) -> String {
    format!("{}|{}|{}|{}", receipt.number, receipt.amount, iso_local(receipt.at), receipt.audit_digest)
}

fn identity(page: &mut Page, receipt: &Receipt) {
    let title = match receipt.kind {
        ReceiptKind::Sale => wording::RECEIPT,
        ReceiptKind::Void => wording::VOID,
        ReceiptKind::Refund => wording::REFUND,
    };
    let at = local(receipt.at);
    page.styled(title, Style::PLAIN.centred().bold().double())
        .pair(wording::SERIES, receipt.number.series())
        .styled_pair(wording::NUMBER, receipt.number.to_string(), Style::PLAIN.bold())
        .pair(wording::DATE, at.format("%d/%m/%Y").to_string())
        .pair(wording::TIME, at.format("%H:%M:%S").to_string())
        .rule()
        .text(format!("{}: {}", wording::PAYER, receipt.payer));
    if let Some(afm) = &receipt.payer_afm {
        page.text(format!("{}: {afm}", wording::AFM));
    }
    page.rule();
}

fn settled_debt(page: &mut Page, place: usize, line: &ReceiptLine) {
    let detail = Style::PLAIN.indented(DETAIL);
    let kind = format!("{place}. {}\u{a0}{} {}", wording::REVENUE_CODE, line.revenue_code, line.description);
    page.styled(kind, Style::PLAIN.bold()).styled_pair(wording::YEAR, line.year.to_string(), detail);
    if let Some(list) = &line.list_no {
        page.styled_pair(wording::LIST, list, detail);
    }
    page.styled_pair(wording::DEBT, &line.external_id, detail);
    if let Some(rf) = &line.rf {
        // Its seven groups need all of the narrowest paper.
        page.styled(rf.grouped(), Style::PLAIN.right());
    }
    page.styled_pair(wording::CAPITAL, line.capital.greek(), detail);
    if !line.surcharge.is_zero() {
        page.styled_pair(wording::SURCHARGE, line.surcharge.greek(), detail);
    }
}

fn total(page: &mut Page, receipt: &Receipt) {
    page.styled_pair(wording::TOTAL, euro(receipt.amount), Style::PLAIN.bold().tall())
        .text(format!("{}: {}", wording::IN_WORDS, amount_in_words(receipt.amount)))
        .rule();
}

fn payment(page: &mut Page, receipt: &Receipt) {
    let card = &receipt.card;
    let paid_with = match receipt.tender {
        PaidWith::Card => wording::PAID_BY_CARD,
        PaidWith::Iris => wording::PAID_BY_IRIS,
    };
    page.styled(paid_with, Style::PLAIN.centred().bold());
    let mut known = |label: &str, value: &str| {
        if !value.trim().is_empty() {
            page.pair(label, value);
        }
    };
    known(wording::CARD_TYPE, &card.card_type);
    // An account-to-account payment has no card: the terminal fills the field with asterisks.
    if receipt.tender == PaidWith::Card {
        known(wording::CARD_NUMBER, card.pan_masked.as_str());
    }
    known(wording::TERMINAL, &card.terminal_id);
    known(wording::BATCH, &card.batch);
    known(wording::STAN, &card.stan);
    known(wording::RRN, &card.rrn);
    known(wording::AUTH_CODE, &card.auth_code);
    if let Some(at) = card.at {
        known(wording::TERMINAL_TIME, &date_time(at));
    }
    charged(page, receipt);
    page.rule();
}

/// What the card was charged, where that is not what the debts were settled for.
fn charged(page: &mut Page, receipt: &Receipt) {
    let (amount, charged) = (receipt.amount, receipt.card.final_amount);
    if charged == amount {
        return;
    }
    let (why, difference) = match amount.checked_sub(charged) {
        Some(less) => (wording::CHARGED_LESS, less),
        None => (wording::CHARGED_MORE, charged.checked_sub(amount).unwrap_or(Money::ZERO)),
    };
    page.styled_pair(wording::CHARGED, euro(charged), Style::PLAIN.bold())
        .pair(why, euro(difference))
        .text(wording::SETTLED_WHOLE);
}

fn origin(page: &mut Page, receipt: &Receipt) {
    page.pair(wording::CASHIER, &receipt.cashier_name)
        .pair(wording::DESK, &receipt.desk)
        .pair(wording::ATTEMPT, receipt.session.to_string())
        .pair(wording::VERIFICATION, &receipt.audit_digest)
        .blank()
        .qr(qr_text(receipt))
        .blank();
}
