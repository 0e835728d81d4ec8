//! What is typed about a till: the terminal's totals, why something differs, who takes over, and that books from a copy
//! were compared.

use crate::desk::{DeskError, SignedIn};
use crate::domain::balance::Balance;
use crate::domain::reconcile::{BatchComparison, BatchName, BatchReport, Mismatch};
use crate::window::request::{Explain, HandOver, ReportBatch, StateCompared};
use crate::window::screen::form::{Field, Form};
use crate::window::screen::{Answer, Devices, Failed, Ticket};

const BATCH: &str = "till-batch";
const TERMINAL: &str = "till-terminal";
const COUNT: &str = "till-count";
const TOTAL: &str = "till-total";
const REASON: &str = "till-reason";

#[derive(Debug)]
pub(super) struct Fill {
    pub(super) what: What,
    pub(super) form: Form,
    kept: Option<Ticket<()>>,
    taken: Option<Ticket<SignedIn>>,
}

#[derive(Debug)]
pub(super) enum What {
    /// The two numbers of the terminal's report, of this batch where one is known.
    Totals(Option<BatchComparison>),
    Explain(Mismatch),
    HandOver,
    Compared,
}

/// What came of it.
pub(super) enum Filled {
    Kept,
    /// The till is this person's now, who signed in for it.
    Taken(SignedIn),
    Failed,
}

impl Fill {
    pub(super) fn new(what: What) -> Box<Fill> {
        let form = match &what {
            What::Totals(batch) => totals(batch.as_ref()),
            What::Explain(_) => Form::of(vec![Field::required(REASON, "screen-till-explanation")]),
            What::HandOver => Form::by_taker(),
            What::Compared => Form::of(vec![Field::required(REASON, "screen-till-compared-reason")]),
        };
        Box::new(Fill { what, form, kept: None, taken: None })
    }

    /// Asks for it, unless something that was typed is not what it must be.
    pub(super) fn submit(&mut self, who: &SignedIn, till: &str, devices: &mut Devices) {
        let (who, till, text) = (who.clone(), till.to_owned(), self.form.value(REASON).to_owned());
        self.kept = match &self.what {
            What::Totals(_) => match report(&self.form) {
                Ok(report) => Some(devices.ask(ReportBatch { who, till, report })),
                Err((field, wrong)) => return self.form.is_wrong(field, wrong),
            },
            What::Explain(mismatch) => {
                let reference = mismatch.reference.clone();
                Some(devices.ask(Explain { who, till, reference, text }))
            }
            What::Compared => Some(devices.ask(StateCompared { who, reason: text })),
            What::HandOver => {
                if let Some((to, pin)) = self.form.take_second() {
                    self.taken = Some(devices.ask(HandOver { who, to, pin }));
                }
                return;
            }
        };
        self.form.open = false;
    }

    pub(super) fn answer(&mut self, answer: &Answer) -> Option<Filled> {
        let failed: Failed = match Ticket::take(&mut self.kept, answer) {
            Some(Ok(())) => return Some(Filled::Kept),
            Some(Err(error)) => error,
            None => match Ticket::take(&mut self.taken, answer)? {
                Ok(who) => return Some(Filled::Taken(who)),
                Err(error) => error,
            },
        };
        self.form.failed(failed);
        Some(Filled::Failed)
    }
}

fn totals(batch: Option<&BatchComparison>) -> Form {
    let name = batch.map(|batch| &batch.name);
    let mut form = Form::of(vec![
        Field::required(COUNT, "screen-till-count"),
        Field::required(TOTAL, "screen-till-total"),
        Field::required(BATCH, "screen-till-batch").holding(name.map_or("", BatchName::told_batch)),
        Field::optional(TERMINAL, "screen-till-terminal").holding(name.map_or("", |name| &name.terminal_id)),
    ]);
    if name.is_none() {
        form.turn_to(BATCH);
    }
    form
}

fn report(form: &Form) -> Result<BatchReport, (&'static str, DeskError)> {
    let name = BatchName::new(form.value(TERMINAL), form.value(BATCH));
    if name.batch.is_empty() {
        return Err((BATCH, DeskError::BatchNumber(form.value(BATCH).into())));
    }
    let count = form.value(COUNT).parse().map_err(|_| (COUNT, DeskError::Count(form.value(COUNT).into())))?;
    let total =
        Balance::typed(form.value(TOTAL)).ok_or_else(|| (TOTAL, DeskError::Amount(form.value(TOTAL).into())))?;
    Ok(BatchReport { name, count: Some(count), total, moves: None, telling: 0 })
}
