//! Opening the cashier's window, and saying so where there is no display to open it on.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::args::Lang;
use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::language;
use super::output::Output;
use crate::desk::Setup;
use crate::desk::demo::Demo;
use crate::text::{Language, Text};

/// The window on the real desk, in the language of the command line or else of the settings.
pub(super) fn run(context: &Context, lang: Option<Lang>) -> Result<Exit, Failure> {
    // Without a database it is said here, where the sentence is seen, and not in a window that closes at once.
    context.desk()?;
    let language = lang.map_or(context.setup.config.window.language, |lang| language(Some(lang)));
    open(context.out, context.setup.clone(), language, None, "cli-no-display")
}

/// The window of the demonstration.
pub(super) fn run_demo(out: Output, demo: Demo, lang: Option<Lang>) -> Result<Exit, Failure> {
    open(out, demo.setup.clone(), language(lang), Some(demo), "cli-no-display-demo")
}

fn open(
    out: Output,
    setup: Setup,
    language: Language,
    demo: Option<Demo>,
    no_display: &str,
) -> Result<Exit, Failure> {
    let failed = |reason: String| {
        Failure::unavailable("no_display", out.text().with(no_display, &[("reason", reason.into())]))
    };
    if !has_display() {
        return Err(failed(String::new()));
    }
    // The window's library stops the program where the display refuses the connection; the sentence says what
    // to do all the same.
    let ended = catch_unwind(AssertUnwindSafe(|| crate::window::run(setup, Text::new(language), demo)));
    match ended {
        Ok(Ok(())) => Ok(Exit::Done),
        Ok(Err(error)) => Err(failed(error.to_string())),
        Err(_) => Err(failed(String::new())),
    }
}

/// Whether the system names a display. macOS and Windows always have one.
pub(super) fn has_display() -> bool {
    cfg!(any(windows, target_os = "macos"))
        || ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
