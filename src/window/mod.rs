//! The cashier's window. It holds no business rule, no SQL and no socket: it shows what the desk says and
//! sends it what the cashier asks. The keyboard is enough; what blocks runs on threads of its own.

pub mod app;
pub mod devices;
mod display;
pub mod format;
pub mod keys;
pub mod message;
pub mod request;
mod scanner;
pub mod screen;
pub mod theme;
pub mod widget;

pub use display::is_there as has_display;

use std::sync::Mutex;

use iced::{Font, Size, Task};
use thiserror::Error;

use crate::desk::{Desk, DeskError, Setup};
use crate::domain::operator::{OperatorId, Pin};
use crate::text::Language;
use app::App;
use message::Message;

/// The font that the program carries. It has Greek with accents, and one weight.
pub const FONT: &str = "Fira Sans";

/// The size that the window is designed for, where it is not maximised, and the least that it works at at 100 %, in
/// logical pixels.
const SIZE: Size = Size::new(1280.0, 800.0);
const LEAST: Size = Size::new(800.0, 600.0);

#[derive(Debug, Clone, Default)]
pub struct WindowOptions {
    /// Operator and PIN of the demonstration, shown on its lock.
    pub demo: Option<DemoHints>,
    /// The file of settings, into which what is changed in the window goes.
    pub settings: Option<std::path::PathBuf>,
    /// A language of the command line instead of the configuration's.
    pub language: Option<Language>,
}

#[derive(Debug, Clone)]
pub struct DemoHints {
    pub operator: OperatorId,
    pub pin: Pin,
}

#[derive(Debug, Error)]
pub enum WindowError {
    /// No display: neither Wayland nor X11. The command line names `demo --once`.
    #[error("no display")]
    NoDisplay,
    /// The desk does not open: no database, or one that cannot be used.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// The system refused the window.
    #[error("window: {0}")]
    System(#[from] iced::Error),
}

/// Opens the window and returns once it is closed.
///
/// # Errors
/// [`WindowError`].
pub fn run(setup: &Setup, options: &WindowOptions) -> Result<(), WindowError> {
    if !display::is_there() {
        return Err(WindowError::NoDisplay);
    }
    drop(Desk::open(setup)?);
    let first = Mutex::new(Some(App::new(setup, options)));
    let (setup, options) = (setup.clone(), options.clone());
    let boot = move || {
        let made = first.lock().ok().and_then(|mut first| first.take());
        let (app, inbox) = made.unwrap_or_else(|| App::new(&setup, &options));
        let task = Task::batch([app.first_task(), Task::run(inbox.into_stream(), Message::Answer)]);
        (app, task)
    };
    iced::application(boot, App::update, App::view)
        .title(App::title)
        .theme(App::theme)
        .subscription(App::subscription)
        .scale_factor(App::scale)
        .settings(iced::Settings {
            id: Some("tameio".to_owned()),
            default_font: Font::with_name(FONT),
            ..iced::Settings::default()
        })
        .window(iced::window::Settings {
            size: SIZE,
            maximized: true,
            min_size: Some(LEAST),
            exit_on_close_request: false,
            platform_specific: display::platform(),
            ..iced::window::Settings::default()
        })
        .run()?;
    Ok(())
}
