//! Opening the cashier's window, and saying so where there is no display to open it on.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::context::config_file;
use super::{Context, Exit, Failure, Global};
use crate::desk::{Setup, demo::Demo};
use crate::text::{Language, values};
use crate::window::{DemoHints, WindowError, WindowOptions};

/// Whether there is something to open a window on.
pub(super) fn can_open() -> Result<(), Failure> {
    if crate::window::has_display() { Ok(()) } else { Err(no_display()) }
}

pub(super) fn run(context: &Context, global: &Global) -> Result<Exit, Failure> {
    // The desk knows whether its data are invented, which the window must show.
    let setup = context.desk()?.setup().clone();
    let settings = Some(config_file(global, &setup.data_dir));
    open(&setup, &WindowOptions { demo: None, settings, language: global.lang })
}

pub(super) fn run_demo(demo: &Demo, lang: Option<Language>) -> Result<Exit, Failure> {
    let hints = DemoHints { operator: demo.operator.clone(), pin: demo.pin.clone() };
    open(&demo.setup, &WindowOptions { demo: Some(hints), settings: None, language: lang })
}

fn open(setup: &Setup, options: &WindowOptions) -> Result<Exit, Failure> {
    match watched(|| crate::window::run(setup, options)) {
        Ok(Ok(())) => Ok(Exit::Done),
        Ok(Err(WindowError::NoDisplay)) | Err(Stopped { no_display: true }) => Err(no_display()),
        Ok(Err(WindowError::Desk(error))) => Err(error.into()),
        Ok(Err(WindowError::System(error))) => Err(failed(&error.to_string())),
        Err(Stopped { no_display: false }) => Err(failed("panic")),
    }
}

struct Stopped {
    /// Because the display that the system names does not take the connection.
    no_display: bool,
}

/// How the window's library says that there is no connection to the display.
const NO_EVENT_LOOP: &str = "Create event loop";

/// Runs the window. Where its library panics, the place goes to the log, and nothing of a trace to the cashier.
fn watched<T>(run: impl FnOnce() -> T) -> Result<T, Stopped> {
    let no_display = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&no_display);
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let payload = info.payload();
        let said = payload.downcast_ref::<String>().map(String::as_str).or(payload.downcast_ref::<&str>().copied());
        told.fetch_or(said.is_some_and(|said| said.starts_with(NO_EVENT_LOOP)), Ordering::Relaxed);
        // The place alone: what a panic says may hold a name.
        tracing::error!(place = info.location().map(ToString::to_string), "the window stopped");
    }));
    let ended = catch_unwind(AssertUnwindSafe(run));
    std::panic::set_hook(before);
    ended.map_err(|_| Stopped { no_display: no_display.load(Ordering::Relaxed) })
}

fn no_display() -> Failure {
    Failure::unavailable("no_display", "command-no-display", &[])
}

fn failed(detail: &str) -> Failure {
    Failure::unavailable("window", "command-window-failed", values![detail])
}
