//! The command line of a program that was built without its window: whoever asks for that learns how to get it.

use super::{Context, Exit, Failure, Global};
use crate::desk::demo::Demo;
use crate::text::Language;

pub(super) fn can_open() -> Result<(), Failure> {
    Err(Failure::usage("no_window", "command-no-window", &[]))
}

pub(super) fn run(_: &Context, _: &Global) -> Result<Exit, Failure> {
    can_open().map(|()| Exit::Done)
}

pub(super) fn run_demo(_: &Demo, _: Option<Language>) -> Result<Exit, Failure> {
    can_open().map(|()| Exit::Done)
}
