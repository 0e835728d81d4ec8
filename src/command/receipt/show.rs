//! `receipt show`: the paper of one receipt as text, what was taken back of it, and, where it is asked for, the steps of its
//! payment.

use serde::Serialize;

use super::find::{receipt as row, the_one};
use crate::command::card::card;
use crate::command::recover::steps as step_log;
use crate::command::{Context, Exit, Failure, object};
use crate::desk::Caller;
use crate::domain::{receipt::ReceiptLine, time::iso_local};
use crate::text::say;

pub(super) fn run(context: &Context, number: &str, trace: bool) -> Result<Exit, Failure> {
    let text = context.text();
    let mut desk = context.desk()?;
    let number = the_one(&mut desk, number)?;
    let who = &Caller::User;
    let receipt = desk.look_up_receipt(who, &number)?;
    let corrections = desk.corrections_of(who, &number)?;
    let evidence = desk.evidence_of(who, &number)?;
    let steps = if trace { Some(desk.trace_of(who, &number)?) } else { None };
    let paper = desk.receipt_text(who, &receipt)?;
    if !context.out.is_json() {
        context.out.say(paper.trim_end_matches('\n'));
        for line in say::history(&text, &receipt, &corrections, evidence.as_deref()) {
            context.out.say(&line);
        }
        if let Some(steps) = &steps {
            context.out.say(&say::trace(&text, receipt.session, steps));
        }
    }
    let correction = receipt.correction.as_ref();
    context.out.object(&object![
        #[serde(flatten)]
        row = row(&receipt, true),
        payer_afm = &receipt.payer_afm,
        cashier_name = &receipt.cashier_name,
        desk = &receipt.desk,
        printed_at = receipt.printed_at.map(iso_local),
        tender = receipt.tender,
        final_amount = receipt.card.final_amount,
        lines = receipt.lines.iter().map(line).collect::<Vec<_>>(),
        card = card(&receipt.card),
        audit_digest = &receipt.audit_digest,
        reason = correction.map(|correction| &correction.reason),
        approver = correction.map(|correction| &correction.approver),
        corrected_by = corrections.iter().map(|one| row(one, true)).collect::<Vec<_>>(),
        evidence,
        trace = steps.as_deref().map(step_log),
        paper,
    ]);
    Ok(Exit::Done)
}

fn line(line: &ReceiptLine) -> impl Serialize {
    object![
        rf = &line.rf,
        debt = &line.external_id,
        revenue_code = &line.revenue_code,
        description = &line.description,
        year = line.year,
        list_no = &line.list_no,
        capital = line.capital,
        surcharge = line.surcharge
    ]
}
