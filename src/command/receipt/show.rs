//! `receipt show`: the paper of one receipt as text, what was taken back of it, and, where it is asked for, the steps of its
//! payment.

use serde::Serialize;

use super::find::{ReceiptRow, the_one};
use crate::command::card::Card;
use crate::command::context::Context;
use crate::command::exit::Exit;
use crate::command::failure::Failure;
use crate::command::recover::{Step, steps as step_log};
use crate::desk::system_user;
use crate::domain::afm::Afm;
use crate::domain::money::Money;
use crate::domain::receipt::{Receipt, ReceiptLine};
use crate::domain::rf::Rf;
use crate::domain::tender::PaidWith;
use crate::domain::time::iso_local;
use crate::text::say;

/// `receipt show`: the row of the list and the rest of the document.
#[derive(Debug, Serialize)]
struct WholeReceipt<'a> {
    #[serde(flatten)]
    row: ReceiptRow<'a>,
    payer_afm: Option<&'a Afm>,
    cashier_name: &'a str,
    desk: &'a str,
    printed_at: Option<String>,
    tender: PaidWith,
    final_amount: Money,
    lines: Vec<WholeLine<'a>>,
    card: Card,
    audit_digest: &'a str,
    reason: Option<&'a str>,
    approver: Option<&'a str>,
    corrected_by: Vec<ReceiptRow<'a>>,
    evidence: Option<&'a str>,
    trace: Option<Vec<Step>>,
    paper: &'a str,
}

/// What stands around a receipt.
struct Around<'a> {
    /// The documents that took something of it back.
    corrections: &'a [Receipt],
    /// The evidence that it was booked on, where no terminal answered.
    evidence: Option<&'a str>,
    /// The steps of its payment, where they were asked for.
    trace: Option<Vec<Step>>,
    /// The paper as text.
    paper: &'a str,
}

#[derive(Debug, Serialize)]
struct WholeLine<'a> {
    rf: Option<&'a Rf>,
    debt: &'a str,
    revenue_code: &'a str,
    description: &'a str,
    year: u16,
    list_no: Option<&'a str>,
    capital: Money,
    surcharge: Money,
}

impl<'a> WholeReceipt<'a> {
    /// A receipt with what stands around it.
    fn new(receipt: &'a Receipt, around: Around<'a>) -> WholeReceipt<'a> {
        let correction = receipt.correction.as_ref();
        WholeReceipt {
            row: ReceiptRow::from(receipt),
            payer_afm: receipt.payer_afm.as_ref(),
            cashier_name: &receipt.cashier_name,
            desk: &receipt.desk,
            printed_at: receipt.printed_at.map(iso_local),
            tender: receipt.tender,
            final_amount: receipt.card.final_amount,
            lines: receipt.lines.iter().map(WholeLine::from).collect(),
            card: Card::from(&receipt.card),
            audit_digest: &receipt.audit_digest,
            reason: correction.map(|correction| correction.reason.as_str()),
            approver: correction.map(|correction| correction.approver.as_str()),
            corrected_by: around.corrections.iter().map(ReceiptRow::from).collect(),
            evidence: around.evidence,
            trace: around.trace,
            paper: around.paper,
        }
    }
}

impl<'a> From<&'a ReceiptLine> for WholeLine<'a> {
    fn from(line: &'a ReceiptLine) -> WholeLine<'a> {
        WholeLine {
            rf: line.rf.as_ref(),
            debt: &line.external_id,
            revenue_code: &line.revenue_code,
            description: &line.description,
            year: line.year,
            list_no: line.list_no.as_deref(),
            capital: line.capital,
            surcharge: line.surcharge,
        }
    }
}

/// The paper of one receipt as text, what was taken back of it, and, where it is asked for, the steps of its payment.
pub(super) fn run(context: &Context, number: &str, trace: bool) -> Result<Exit, Failure> {
    let text = context.text();
    let mut desk = context.desk()?;
    let number = the_one(text, &mut desk, number)?;
    let receipt = desk.look_up_receipt(&system_user(), &number)?;
    let corrections = desk.corrections_of(&number)?;
    let evidence = desk.evidence_of(&number)?;
    let steps = if trace { Some(desk.trace_of(&number)?) } else { None };
    let paper = desk.receipt_text(&receipt);
    if !context.out.is_json() {
        context.out.say(paper.trim_end_matches('\n'));
        for line in say::history(&text, &receipt, &corrections, evidence.as_deref()) {
            context.out.say(&line);
        }
        if let Some(steps) = &steps {
            context.out.say(&say::trace(&text, receipt.session, steps));
        }
    }
    let around = Around {
        corrections: &corrections,
        evidence: evidence.as_deref(),
        trace: steps.as_deref().map(step_log),
        paper: &paper,
    };
    context.out.object(&WholeReceipt::new(&receipt, around));
    Ok(Exit::Done)
}
