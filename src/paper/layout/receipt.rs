//! The receipt (διπλότυπο είσπραξης), and the documents that cancel one or give back its money.

use super::{Heading, date_time, euro, heading as put_heading, mark as put_mark};
use crate::domain::correction::{Correction, CorrectionKind};
use crate::domain::receipt::{Receipt, ReceiptKind, ReceiptLine, ReceiptNo};
use crate::domain::time::{Moment, iso_local, local};
use crate::domain::{tender::PaidWith, words::amount_in_words};
use crate::paper::page::{Page, Style};
use crate::paper::wording;

/// Columns by which the details of a line are set in.
const DETAIL: usize = 2;

/// What a print is, beside the document itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Print<'a> {
    /// Which further print this is, from 1; such a print is marked ΑΝΤΙΓΡΑΦΟ, because a refund needs the original.
    pub copy: Option<u32>,
    /// The document that took this one back; whoever holds the paper must see it.
    pub cancelled_by: Option<&'a ReceiptNo>,
    /// A further mark (a demonstration).
    pub mark: Option<&'a str>,
    /// Of a void or a refund: when the original was issued.
    pub original_at: Option<Moment>,
    /// Of a void or a refund: the approver's name; the short one stands there where it is not known.
    pub approver_name: Option<&'a str>,
}

/// A receipt on paper, or the void or refund of one. What marks the print is large, at its top and bottom.
pub fn receipt(receipt: &Receipt, heading: &Heading, print: &Print) -> Page {
    let copy = print.copy.map(|number| format!("{} {number}", wording::COPY));
    let cancelled = print.cancelled_by.map(|by| format!("{} {by}", wording::CANCELLED_BY));
    let mut page = Page::new();
    put_mark(&mut page, print.mark);
    put_mark(&mut page, copy.as_deref());
    put_mark(&mut page, cancelled.as_deref());
    put_heading(&mut page, heading);
    identity(&mut page, receipt);
    if let Some(correction) = &receipt.correction {
        corrects(&mut page, correction, print);
    }
    for (place, line) in receipt.lines.iter().enumerate() {
        settled_debt(&mut page, place + 1, line, sign(receipt));
    }
    page.rule();
    total(&mut page, receipt);
    payment(&mut page, receipt);
    origin(&mut page, receipt, print);
    put_mark(&mut page, cancelled.as_deref());
    put_mark(&mut page, copy.as_deref());
    put_mark(&mut page, print.mark);
    page.cut();
    page
}

/// The text of a receipt's QR code: number, amount, local time with its offset and audit digest, divided by
/// `|`, as in `A-2026-000001|102.19|2026-11-23T10:15:02+02:00|1a2b3c4d`. What goes back bears a minus sign.
pub fn qr_text(receipt: &Receipt) -> String {
    let Receipt { number, amount, audit_digest, .. } = receipt;
    format!("{number}|{}{amount}|{}|{audit_digest}", sign(receipt), iso_local(receipt.at))
}

/// Before every amount of a document that gives money back.
fn sign(receipt: &Receipt) -> &'static str {
    if receipt.kind == ReceiptKind::Sale { "" } else { "-" }
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

/// What a void or a refund takes back, and why.
fn corrects(page: &mut Page, correction: &Correction, print: &Print) {
    let label = match correction.kind {
        CorrectionKind::Void => wording::VOIDS,
        CorrectionKind::Refund => wording::REFUNDS,
    };
    page.styled_pair(label, correction.original.to_string(), Style::PLAIN.bold());
    if let Some(at) = print.original_at {
        page.pair(wording::ORIGINAL_DATE, local(at).format("%d/%m/%Y").to_string());
    }
    page.text(format!("{}: {}", wording::REASON, correction.reason)).rule();
}

fn settled_debt(page: &mut Page, place: usize, line: &ReceiptLine, sign: &str) {
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
    let capital_sign = if line.capital.is_zero() { "" } else { sign };
    page.styled_pair(wording::CAPITAL, format!("{capital_sign}{}", line.capital.greek()), detail);
    if !line.surcharge.is_zero() {
        page.styled_pair(wording::SURCHARGE, format!("{sign}{}", line.surcharge.greek()), detail);
    }
}

fn total(page: &mut Page, receipt: &Receipt) {
    let sign = sign(receipt);
    let words = amount_in_words(receipt.amount);
    let words = if sign.is_empty() { words } else { format!("{} {words}", wording::MINUS) };
    page.styled_pair(wording::TOTAL, format!("{sign}{}", euro(receipt.amount)), Style::PLAIN.bold().tall())
        .text(format!("{}: {words}", wording::IN_WORDS))
        .rule();
}

fn payment(page: &mut Page, receipt: &Receipt) {
    let card = &receipt.card;
    let paid_with = match (receipt.kind, receipt.tender) {
        (ReceiptKind::Void, _) if card.is_of_no_transaction() => wording::NOTHING_ON_THE_CARD,
        (ReceiptKind::Sale, PaidWith::Card) => wording::PAID_BY_CARD,
        (ReceiptKind::Sale, PaidWith::Iris) => wording::PAID_BY_IRIS,
        (ReceiptKind::Void, PaidWith::Card) => wording::VOIDED_ON_CARD,
        (ReceiptKind::Void, PaidWith::Iris) => wording::VOIDED_BY_IRIS,
        (ReceiptKind::Refund, PaidWith::Card) => wording::REFUNDED_TO_CARD,
        (ReceiptKind::Refund, PaidWith::Iris) => wording::REFUNDED_BY_IRIS,
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
    if charged == amount || receipt.card.is_of_no_transaction() {
        return;
    }
    if receipt.kind != ReceiptKind::Sale {
        page.styled_pair(wording::GIVEN_BACK, format!("{}{}", sign(receipt), euro(charged)), Style::PLAIN.bold());
        return;
    }
    let why = if charged < amount { wording::CHARGED_LESS } else { wording::CHARGED_MORE };
    page.styled_pair(wording::CHARGED, euro(charged), Style::PLAIN.bold())
        .pair(why, euro(amount.apart(charged)))
        .text(wording::SETTLED_WHOLE);
}

fn origin(page: &mut Page, receipt: &Receipt, print: &Print) {
    page.pair(wording::CASHIER, &receipt.cashier_name);
    if let Some(correction) = &receipt.correction {
        page.pair(wording::APPROVER, print.approver_name.unwrap_or(correction.approver.as_str()));
    }
    page.pair(wording::DESK, &receipt.desk)
        .pair(wording::ATTEMPT, receipt.session.to_string())
        .pair(wording::VERIFICATION, &receipt.audit_digest)
        .blank();
    if receipt.kind != ReceiptKind::Sale {
        page.text(wording::SIGNATURE).blank().blank().centred(wording::SIGNATURE_LINE).blank();
    }
    page.qr(qr_text(receipt)).blank();
}
