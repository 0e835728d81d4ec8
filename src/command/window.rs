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
use crate::text::Text;
use crate::window::{DemoHints, WindowError, WindowOptions};

/// The window on the real desk.
pub(super) fn run(context: &Context, lang: Option<Lang>) -> Result<Exit, Failure> {
    open(context.out, &context.setup, &WindowOptions { demo: None, language: lang.map(|lang| language(Some(lang))) })
}

/// The window of the demonstration.
pub(super) fn run_demo(out: Output, demo: &Demo, lang: Option<Lang>) -> Result<Exit, Failure> {
    let hints = DemoHints { operator: demo.operator.clone(), pin: demo.pin.clone() };
    let language = lang.map(|lang| language(Some(lang)));
    open(out, &demo.setup, &WindowOptions { demo: Some(hints), language })
}

fn open(out: Output, setup: &Setup, options: &WindowOptions) -> Result<Exit, Failure> {
    let text = out.text();
    if !has_display() {
        return Err(no_display(text));
    }
    // The window's library stops the program where the display refuses the connection; what to do is said all
    // the same.
    match catch_unwind(AssertUnwindSafe(|| crate::window::run(setup, options))) {
        Ok(Ok(())) => Ok(Exit::Done),
        Ok(Err(WindowError::NoDisplay)) => Err(no_display(text)),
        Ok(Err(WindowError::Desk(error))) => Err(Failure::of_desk(text, &error)),
        Ok(Err(WindowError::System(error))) => Err(failed(text, &error.to_string())),
        Err(_) => Err(failed(text, "display")),
    }
}

/// There is no display to open a window on.
pub(super) fn no_display(text: Text) -> Failure {
    Failure::unavailable("no_display", text.get("command-no-display"))
}

fn failed(text: Text, detail: &str) -> Failure {
    Failure::unavailable("window", text.with("command-window-failed", &[("detail", detail.into())]))
}

/// Whether the system names a display. macOS and Windows always have one.
pub(super) fn has_display() -> bool {
    cfg!(any(windows, target_os = "macos"))
        || ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
