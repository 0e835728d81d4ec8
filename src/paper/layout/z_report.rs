//! The Z report on paper: what a till held when it was closed, its seal, and where two people sign.

use super::z_clocks::clocks;
use super::{Heading, heading as put_heading, local_date_time, mark as put_mark};
use crate::domain::jump::{ANY, Numbered};
use crate::domain::z_report::{Decision, ZReport};
use crate::domain::{
    balance::Balance, correction::CorrectionKind, foreign::Direction, reconcile::MismatchKind, tally::Tally,
};
use crate::paper::page::{Page, Style};
use crate::paper::wording;

/// Columns by which details are set in.
const DETAIL: usize = 2;

/// What a print is, beside the report itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ZPrint<'a> {
    /// Which further print this is, from 1.
    pub copy: Option<u32>,
    /// A further mark (a demonstration).
    pub mark: Option<&'a str>,
    /// First eight hex digits of the audit entry of the close.
    pub audit_digest: &'a str,
}

pub fn z_report(report: &ZReport, heading: &Heading, print: &ZPrint) -> Page {
    let copy = print.copy.map(|number| format!("{} {number}", wording::COPY));
    let mut page = Page::new();
    put_mark(&mut page, print.mark);
    put_mark(&mut page, copy.as_deref());
    put_heading(&mut page, heading);
    identity(&mut page, report);
    documents(&mut page, report);
    money(&mut page, report);
    corrections(&mut page, report);
    unclaimed(&mut page, report);
    clocks(&mut page, report, Style::PLAIN.indented(DETAIL));
    batches(&mut page, report);
    seal(&mut page, report, print);
    put_mark(&mut page, copy.as_deref());
    put_mark(&mut page, print.mark);
    page.cut();
    page
}

/// The text of the QR code: the number and the head of the audit chain, divided by `|`, so that whoever keeps the paper
/// can prove which chain stood behind the day. No more fits the narrowest paper.
pub fn z_qr_text(report: &ZReport) -> String {
    let ZReport { number, audit, .. } = report;
    format!("{number}|{}|{}", audit.seq, audit.hash)
}

fn identity(page: &mut Page, report: &ZReport) {
    page.styled(wording::Z_TITLE, Style::PLAIN.centred().bold().double())
        .styled_pair(wording::NUMBER, report.number.to_string(), Style::PLAIN.bold())
        .pair(wording::TILL, &report.till)
        .pair(wording::DESK, &report.desk)
        .pair(wording::OPENED, local_date_time(report.opened_at))
        .pair(wording::BY, report.opened_by.as_str());
    if let Some(reason) = &report.outside_hours {
        page.text(format!("{}: {reason}", wording::OUTSIDE_HOURS));
    }
    if let Some(reason) = &report.another {
        page.text(format!("{}: {reason}", wording::ANOTHER_TILL));
    }
    for handover in &report.handovers {
        page.pair(wording::HANDED_OVER, local_date_time(handover.at)).styled(
            format!("{} {} {} {}", wording::BY, handover.from, wording::TO, handover.to),
            Style::PLAIN.indented(DETAIL),
        );
    }
    page.pair(wording::CLOSED, local_date_time(report.closed_at)).pair(wording::BY, report.closed_by.as_str()).rule();
}

fn documents(page: &mut Page, report: &ZReport) {
    let number = |number: &Option<crate::domain::receipt::ReceiptNo>| {
        number.as_ref().map_or_else(|| wording::NONE.to_owned(), ToString::to_string)
    };
    page.pair(wording::FIRST, number(&report.first)).pair(wording::LAST, number(&report.last));
    tally(page, wording::SALES, report.sales, Style::PLAIN);
    tally(page, wording::VOIDS_MADE, report.voids, Style::PLAIN);
    tally(page, wording::REFUNDS_MADE, report.refunds, Style::PLAIN);
    tally(page, wording::TOTAL, report.all, Style::PLAIN.bold());
    page.pair(wording::CASH_REFUSED, report.cash_refusals.to_string()).rule();
}

fn money(page: &mut Page, report: &ZReport) {
    title(page, wording::BY_REVENUE_CODE);
    for (code, sum) in &report.by_revenue_code {
        page.styled_pair(format!("{}\u{a0}{code}", wording::REVENUE_CODE), euro(*sum), Style::PLAIN.indented(DETAIL));
    }
    title(page, wording::BY_CARD_TYPE);
    for (card, sum) in &report.by_card_type {
        tally(page, card, *sum, Style::PLAIN.indented(DETAIL));
    }
    tally(page, wording::IRIS_APART, report.iris, Style::PLAIN.indented(DETAIL));
    title(page, wording::BY_CASHIER);
    for (cashier, sum) in &report.by_cashier {
        tally(page, cashier, *sum, Style::PLAIN.indented(DETAIL));
    }
    page.rule();
}

fn corrections(page: &mut Page, report: &ZReport) {
    if report.corrections.is_empty() {
        return;
    }
    title(page, wording::CORRECTIONS);
    for correction in &report.corrections {
        let kind = match correction.kind {
            CorrectionKind::Void => wording::VOIDS,
            CorrectionKind::Refund => wording::REFUNDS,
        };
        let detail = Style::PLAIN.indented(DETAIL);
        page.pair(correction.document.to_string(), euro(correction.amount))
            .styled_pair(kind, correction.original.to_string(), detail)
            .styled(format!("{}: {}", wording::REASON, correction.reason), detail)
            .styled_pair(wording::CASHIER, correction.operator.as_str(), detail)
            .styled_pair(wording::APPROVER, correction.approver.as_str(), detail);
    }
    page.rule();
}

fn unclaimed(page: &mut Page, report: &ZReport) {
    if report.unclaimed.is_empty() && report.jumps.is_empty() && report.not_asked.is_none() {
        return;
    }
    if !report.unclaimed.is_empty() {
        title(page, wording::UNCLAIMED);
    }
    let detail = Style::PLAIN.indented(DETAIL);
    for result in &report.unclaimed {
        let direction = match result.direction {
            Direction::Taken => wording::MONEY_TAKEN,
            Direction::GivenBack => wording::MONEY_GIVEN_BACK,
            Direction::Unknown => wording::MONEY_UNKNOWN,
        };
        page.pair(
            format!("{} {}", wording::RESULT, result.number),
            result.amount.map_or_else(|| wording::NONE.to_owned(), euro),
        )
        .styled_pair(wording::SESSION, format!("{} ({direction})", result.session), detail);
        match &result.decision {
            Decision::Booked { document } => {
                page.styled_pair(wording::BOOKED_AS, document.to_string(), detail);
            }
            Decision::WrittenOff { reason, operator, approver } => {
                page.styled(format!("{}: {reason}", wording::WRITTEN_OFF), detail)
                    .styled_pair(wording::BY, operator.as_str(), detail)
                    .styled_pair(wording::APPROVER, approver.as_str(), detail);
            }
        }
    }
    for jump in &report.jumps {
        let series = if jump.series == ANY { wording::ANY_OTHER } else { jump.series.as_str() };
        let what = match jump.of {
            Numbered::Receipt => format!("{} {series} {}", wording::JUMP_OF_RECEIPTS, jump.year),
            Numbered::Session if jump.series == ANY => format!("{} {series}", wording::JUMP_OF_SESSIONS),
            Numbered::Session => wording::JUMP_OF_SESSIONS.to_owned(),
            Numbered::Z => format!("{} {series}", wording::JUMP_OF_Z),
        };
        page.pair(what, format!("{} - {}", jump.last, jump.next));
    }
    if report.not_asked.is_some() {
        page.text(wording::TERMINAL_NOT_ASKED);
    }
    page.rule();
}

fn batches(page: &mut Page, report: &ZReport) {
    if report.batches.is_empty() && report.differences.is_empty() {
        return;
    }
    title(page, wording::BATCHES);
    let detail = Style::PLAIN.indented(DETAIL);
    for batch in &report.batches {
        page.pair(wording::BATCH, batch.name.short());
        tally(page, wording::OURS, batch.ours, detail);
        match (batch.theirs, batch.difference) {
            (Some(theirs), Some(difference)) => {
                page.styled_pair(wording::THEIRS, euro(theirs), detail).styled_pair(
                    wording::DIFFERENCE,
                    euro(difference),
                    detail.bold(),
                );
            }
            (Some(theirs), None) => {
                page.styled_pair(wording::THEIRS, euro(theirs), detail);
            }
            (None, _) => {
                page.styled_pair(wording::THEIRS, wording::NOT_COMPARED, detail);
            }
        }
    }
    for explained in &report.differences {
        let side = |amount: Option<Balance>| amount.map_or_else(|| wording::NONE.to_owned(), euro);
        let mismatch = &explained.mismatch;
        page.styled(mismatch_title(mismatch.kind), Style::PLAIN.bold())
            .styled(&mismatch.reference, detail)
            .styled_pair(wording::OURS, side(mismatch.ours), detail)
            .styled_pair(wording::THEIRS, side(mismatch.theirs), detail)
            .styled(format!("{} ({})", explained.explanation, explained.by), detail);
    }
    page.rule();
}

fn mismatch_title(kind: MismatchKind) -> &'static str {
    match kind {
        MismatchKind::OnlyOurs => wording::ONLY_OURS,
        MismatchKind::OnlyTheirs => wording::ONLY_THEIRS,
        MismatchKind::OtherAmount => wording::OTHER_AMOUNT,
        MismatchKind::Totals => wording::OTHER_TOTALS,
        MismatchKind::UnknownKind => wording::UNKNOWN_KIND,
    }
}

fn seal(page: &mut Page, report: &ZReport, print: &ZPrint) {
    page.pair(wording::AUDIT_ENTRY, report.audit.seq.to_string());
    // Sixteen digits a line fit the narrowest paper.
    let hash: Vec<char> = report.audit.hash.chars().collect();
    for part in hash.chunks(16) {
        page.styled(part.iter().collect::<String>(), Style::PLAIN.right());
    }
    page.pair(wording::VERIFICATION, print.audit_digest)
        .blank()
        .text(wording::Z_SUPERVISOR)
        .blank()
        .centred(wording::SIGNATURE_LINE)
        .text(wording::Z_CASHIER)
        .blank()
        .centred(wording::SIGNATURE_LINE)
        .blank()
        .qr(z_qr_text(report))
        .blank();
}

fn title(page: &mut Page, title: &str) {
    page.styled(title, Style::PLAIN.bold());
}

fn tally(page: &mut Page, label: &str, sum: Tally, style: Style) {
    page.styled_pair(format!("{label} ({})", sum.count), euro(sum.total), style);
}

/// `-1.234,56 €`, which is never broken apart.
fn euro(amount: Balance) -> String {
    format!("{}\u{a0}€", amount.greek())
}
