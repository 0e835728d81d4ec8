//! The command line of a program that was built without its window: whoever asks for that learns how to get it.

use super::{Context, Exit, Failure, Output};
use crate::desk::demo::Demo;
use crate::text::{Language, Text};

/// It cannot; says so.
pub(super) fn can_open(text: Text) -> Result<(), Failure> {
    Err(Failure::usage("no_window", text.get("command-no-window")))
}

/// The window on the real desk.
pub(super) fn run(context: &Context, _lang: Option<Language>) -> Result<Exit, Failure> {
    can_open(context.text()).map(|()| Exit::Done)
}

/// The window of the demonstration.
pub(super) fn run_demo(out: Output, _demo: &Demo, _lang: Option<Language>) -> Result<Exit, Failure> {
    can_open(out.text()).map(|()| Exit::Done)
}
