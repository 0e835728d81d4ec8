//! `till settle`: an acquirer's settlement beside the documents.

use std::path::Path;

use serde::Serialize;

use super::state::open_document;
use crate::command::export::AskingArgs;
use crate::command::import::{list, read_otherwise};
use crate::command::{Context, Exit, Failure, object};
use crate::desk::SettleReport;
use crate::domain::settlement::KeptSettled;
use crate::text::{Text, say, values};

pub(super) fn run(context: &Context, file: &Path, who: &AskingArgs) -> Result<Exit, Failure> {
    let text = context.text();
    let mut desk = context.desk()?;
    let who = context.who(&mut desk, who.operator.as_deref(), &who.pin)?;
    let report = desk.load_settlement(&who, file)?;
    list(context, "import-read-otherwise", report.read_otherwise.iter().map(|met| say::read_otherwise(&text, met)));
    tell(context, text, &report);
    context.out.object(&answer(&report));
    Ok(Exit::Done)
}

fn tell(context: &Context, text: Text, report: &SettleReport) {
    let loaded = &report.loaded;
    let (rows, known, later) = (loaded.rows, loaded.known, loaded.found_later);
    context.out.tell("settle-loaded", values![rows, known, later]);
    for (state, count) in &report.counts {
        context.out.say(&text.of_with("settle-count-", state, values![number = count]));
    }
    context.out.tell("settle-open", values![number = report.open.len()]);
    list(context, "settle-questions", report.questions.iter().map(|one| question(text, one)));
    let open = report.open.iter().map(|open| {
        let (receipt, day) = (&open.number, open.day.format("%d/%m/%Y"));
        text.with("settle-open-row", values![receipt, day, amount = open.charged.greek()])
    });
    list(context, "settle-open-list", open);
}

fn question(text: Text, one: &KeptSettled) -> String {
    let (file, line, gross) = (&one.file, one.row.line, one.row.gross.greek());
    let receipt = one.document.as_ref().map(ToString::to_string).unwrap_or_default();
    let charged = one.charged.map(|charged| charged.greek()).unwrap_or_default();
    text.of_with("settle-row-", one.state().word(), values![file, line, gross, receipt, charged])
}

fn answer(report: &SettleReport) -> impl Serialize {
    let question = |one: &KeptSettled| {
        object![
            state = one.state(),
            file = one.file.clone(),
            line = one.row.line,
            gross = one.row.gross,
            fee = one.row.fee,
            net = one.row.net,
            value_date = one.row.value_date,
            rrn = one.row.rrn.clone(),
            stan = one.row.stan.clone(),
            receipt = one.document.clone(),
            charged = one.charged
        ]
    };
    object![
        rows = report.loaded.rows,
        new = report.loaded.rows - report.loaded.known,
        known = report.loaded.known,
        found_later = report.loaded.found_later,
        counts = &report.counts,
        questions = report.questions.iter().map(question).collect::<Vec<_>>(),
        open = report.open.iter().map(|open| open_document(open, true)).collect::<Vec<_>>(),
        read_otherwise = report.read_otherwise.iter().map(read_otherwise).collect::<Vec<_>>()
    ]
}
