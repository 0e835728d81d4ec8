//! `till close`, and the reason that goes with a clock in doubt.

use super::z::{closed, paper};
use crate::command::pin::OperatorArgs;
use crate::command::{Context, Exit, Failure};
use crate::desk::{Desk, SignedIn};
use crate::text::values;

/// Closes it and says what its Z report says. The till is closed also where no paper came out.
pub(super) fn run(
    context: &Context,
    till: Option<&str>,
    reason: Option<&str>,
    who: &OperatorArgs,
) -> Result<Exit, Failure> {
    let (mut desk, who) = context.signed_in(who)?;
    accept_clock(&mut desk, &who, reason)?;
    let (kept, print) = desk.close_till(&who, till)?;
    context.out.tell("till-closed", values![till = kept.report.till, number = kept.report.number]);
    paper(context, &mut desk, &who, &kept, &print)?;
    context.out.object(&closed(&kept, Some(&print), None));
    Ok(Exit::Done)
}

/// A reason given with a sale or a close is about the clock, where that is in doubt.
pub(in crate::command) fn accept_clock(desk: &mut Desk, who: &SignedIn, reason: Option<&str>) -> Result<(), Failure> {
    if let Some(reason) = reason
        && !desk.clock_doubts(who)?.is_empty()
    {
        desk.accept_clock(who, reason)?;
    }
    Ok(())
}
