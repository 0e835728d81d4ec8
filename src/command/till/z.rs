//! `till z`: the Z reports, and the paper of one.

use std::path::Path;

use serde::Serialize;

use crate::command::paper::show_paper;
use crate::command::{Context, Exit, Failure, object};
use crate::desk::{Asks, Caller, Desk, DeskError, KeptZ, PrintEnd};
use crate::domain::time::{iso_local, minute};
use crate::domain::{refusal::Refusal, till::TillState, z_report::ZNo, z_report::ZReport};
use crate::text::{Text, say, values};

/// `till close`, and `till z` with a number.
pub(super) fn closed(kept: &KeptZ, print: Option<&PrintEnd>, paper: Option<&str>) -> impl Serialize {
    object![
        till = &kept.report.till,
        state = TillState::Closed,
        z = &kept.report.number,
        printed = kept.printed_at.is_some(),
        copies = kept.copies,
        reason = print.and_then(PrintEnd::word),
        verification = &kept.audit_digest,
        report = &kept.report,
        #[serde(flatten)]
        paper = paper.map(|paper| object![paper])
    ]
}

fn entry(kept: &KeptZ) -> impl Serialize {
    object![
        number = &kept.report.number,
        till = &kept.report.till,
        closed_at = iso_local(kept.report.closed_at),
        closed_by = &kept.report.closed_by,
        receipts = kept.report.all.count,
        total = kept.report.all.total,
        printed = kept.printed_at.is_some(),
        copies = kept.copies
    ]
}

pub(super) fn list(context: &Context, desk: &mut Desk, who: &Caller) -> Result<Exit, Failure> {
    let text = context.text();
    let all = desk.z_reports(who, None)?;
    if !context.out.is_json() {
        if all.is_empty() {
            context.out.remark("z-none", &[]);
        }
        for kept in &all {
            context.out.say(&row(text, kept));
        }
    }
    context.out.object(&object![z_reports = all.iter().map(entry).collect::<Vec<_>>()]);
    Ok(Exit::Done)
}

/// One report: its paper, a print of it, or the word that the paper came out.
pub(super) fn run(
    context: &Context,
    desk: &mut Desk,
    who: &Caller,
    typed: &str,
    (print, confirm): (bool, bool),
) -> Result<Exit, Failure> {
    let number = the_one(desk, who, typed)?;
    if print {
        let (kept, end) = desk.print_z(who, &number)?;
        paper(context, desk, who, &kept, &end)?;
        context.out.object(&closed(&kept, Some(&end), None));
        return Ok(Exit::of_paper(&end));
    }
    if confirm {
        desk.confirm_z_printed(who, &number)?;
    }
    let kept = desk.z_report(who, &number)?;
    let paper = desk.z_text(who, &kept)?;
    if !context.out.is_json() {
        context.out.say(paper.trim_end_matches('\n'));
    }
    context.out.object(&closed(&kept, None, Some(&paper)));
    Ok(Exit::Done)
}

/// Writes one report as PDF.
pub(super) fn pdf(
    context: &Context,
    desk: &mut Desk,
    who: &Caller,
    typed: &str,
    (file, force): (&Path, bool),
) -> Result<Exit, Failure> {
    let number = the_one(desk, who, typed)?;
    let written = desk.z_pdf(who, &number, file, force)?;
    context.out.tell("pdf-done", values![path = written.file.display(), copy = written.copy]);
    let file = written.file.display().to_string();
    context.out.object(&object![z = number, file, bytes = written.bytes, copy = written.copy]);
    Ok(Exit::Done)
}

fn row(text: Text, kept: &KeptZ) -> String {
    let ZReport { number, till, closed_at, all, .. } = &kept.report;
    let (at, count, amount) = (minute(*closed_at), all.count, all.total.greek());
    text.with("z-row", values![number, till, at, count, amount])
}

/// Shows the paper, or says why there is none and how to get it.
pub(super) fn paper(
    context: &Context,
    desk: &mut Desk,
    who: &dyn Asks,
    kept: &KeptZ,
    print: &PrintEnd,
) -> Result<(), DeskError> {
    let text = context.text();
    show_paper(context.out, print);
    if !matches!(print, PrintEnd::Printed { screen: Some(_) }) && !context.out.is_json() {
        context.out.say(desk.z_text(who, kept)?.trim_end_matches('\n'));
    }
    let number = &kept.report.number;
    context.out.note(&match print {
        PrintEnd::Printed { .. } => text.with("z-printed", values![number]),
        PrintEnd::Unconfirmed => text.with("z-unconfirmed", values![number]),
        PrintEnd::NotPrinted(why) => {
            text.with("z-not-printed", values![number, reason = say::print_trouble(&text, why)])
        }
    });
    Ok(())
}

/// By its number, or by the name of its till.
fn the_one(desk: &mut Desk, who: &Caller, typed: &str) -> Result<ZNo, DeskError> {
    if let Ok(number) = ZNo::parse(typed) {
        return Ok(number);
    }
    let of_till = desk.z_reports(who, Some(typed.trim()))?.into_iter().next();
    of_till.map(|kept| kept.report.number).ok_or_else(|| Refusal::NoSuchZ(typed.into()).into())
}
