//! `till close`, and the reason that goes with a clock in doubt.

use super::z::{Closed, paper};
use crate::command::context::Context;
use crate::command::exit::Exit;
use crate::command::failure::Failure;
use crate::command::pin::PinArgs;
use crate::desk::{Desk, DeskError, SignedIn};

/// Closes it and says what its Z report says. The till is closed also where no paper came out.
pub(super) fn run(
    context: &Context,
    operator: &str,
    till: Option<&str>,
    reason: Option<&str>,
    pin: &PinArgs,
) -> Result<Exit, Failure> {
    let text = context.text();
    let mut desk = context.desk()?;
    let who = context.sign_in(&mut desk, operator, pin)?;
    accept_clock(context, &mut desk, &who, reason)?;
    let (kept, print) = desk.close_till(&who, till).map_err(|error| Failure::of_desk(text, &error))?;
    let values = [("till", kept.report.till.as_str().into()), ("number", kept.report.number.to_string().into())];
    context.out.say(&text.with("till-closed", &values));
    paper(context, &desk, &kept, &print);
    context.out.object(&Closed::new(&kept, Some(&print), None));
    Ok(Exit::Done)
}

/// A reason given with a sale or a close is about the clock, where that is in doubt.
pub(in crate::command) fn accept_clock(
    context: &Context,
    desk: &mut Desk,
    who: &SignedIn,
    reason: Option<&str>,
) -> Result<(), Failure> {
    let failed = |error: DeskError| Failure::of_desk(context.text(), &error);
    match reason {
        Some(reason) if !desk.clock_doubts().map_err(failed)?.is_empty() => {
            desk.accept_clock(who, reason).map(drop).map_err(failed)
        }
        _ => Ok(()),
    }
}
