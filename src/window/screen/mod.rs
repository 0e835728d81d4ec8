//! The screens, one module each: state, keys, answers, view. A screen asks the threads itself, keeps the ticket of
//! each answer it waits for, and returns a small [`Action`]; only the window goes from one to another.

mod clock;
mod control;
pub mod desk;
pub mod devices;
#[cfg(test)]
pub(super) mod fixtures;
pub mod form;
pub mod imports;
pub mod lock;
mod original;
pub mod outcome;
pub mod paying;
pub mod people;
mod pick;
pub mod receipts;
mod rows;
pub mod till;

use chrono::NaiveDateTime;
use iced::widget::{Column, container};
use iced::{Element, Length};

pub use super::devices::{Answer, Devices, Failed, JobNo, Step, Ticket};
pub use super::format;
pub use super::keys::{Context, KeyCommand, both};
pub use super::message::{Input, Message};
use super::request::Day;
pub use super::theme::{Tone, size, space};
use crate::config::WindowSetting;
use crate::desk::{Claim, PayReport, PrintEnd, ResolveEnd, SignedIn};
use crate::domain::{attempt::Attempt, hours::Hours, receipt::ReceiptNo};
pub(crate) use crate::text::values;
pub use crate::text::{Text, say};

pub use super::widget::{Draw, Pressed, Weight};
pub use control::{Control, controls};
use form::Form;

pub type View<'a> = Element<'a, Message>;

/// What lies on the window, and has the keyboard where nothing lies over it.
pub trait Screen {
    fn context(&self) -> Context;

    /// What is filled in here, where something is.
    fn form(&self) -> Option<&Form> {
        None
    }

    fn form_mut(&mut self) -> Option<&mut Form> {
        None
    }

    /// The field that should have the cursor, where there is one.
    fn focus(&self) -> Option<&'static str> {
        self.form().map(Form::focus)
    }

    /// F5 comes to every screen too: what it shows is read again.
    fn key(&mut self, _command: KeyCommand, _today: Today<'_>, _devices: &mut Devices) -> Action {
        Action::None
    }

    /// A field or the mouse.
    fn input(&mut self, _input: Input, _devices: &mut Devices) -> Action {
        Action::None
    }

    /// Text or Backspace that came while no field had the cursor.
    fn typed(&mut self, _pressed: &Pressed) -> Action {
        Action::None
    }

    /// A code was scanned; true where what is filled in asked for it, and has it now.
    fn takes_scan(&mut self) -> bool {
        self.form_mut().is_some_and(Form::takes_scan)
    }

    /// Whether something is under way here whose end must be seen: what is scanned meanwhile is kept for later.
    fn is_busy(&self) -> bool {
        self.form().is_some_and(|form| !form.open)
    }

    /// How far down the form is the field that has its turn, 0 to 1; nothing where there is no form.
    fn part(&self) -> Option<f32> {
        self.form().map(Form::part)
    }

    /// A second passed.
    fn tick(&mut self) {}

    /// An answer of the threads; nothing where it was for somebody else.
    fn answer(&mut self, answer: &Answer, devices: &mut Devices) -> Option<Action>;

    /// Forgets a PIN that was typed: somebody else may sit down.
    fn forget(&mut self) {
        if let Some(form) = self.form_mut() {
            form.forget();
        }
    }

    fn view(&self, draw: Draw, today: Today<'_>) -> View<'_>;
}

#[derive(Debug, Clone, Copy)]
pub struct Today<'a> {
    /// How it stands, as far as it is known.
    pub day: Option<&'a Day>,
    pub hours: &'a Hours,
    pub now: NaiveDateTime,
}

/// Where a key leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    Receipts(receipts::Wanted),
    Till,
    /// The desk, with the opening of the till over it.
    OpenTill,
    Imports,
    /// Devices and settings; from there the people.
    Devices,
    People,
}

/// What the window must do for a screen.
#[derive(Debug)]
pub enum Action {
    None,
    /// What was asked for has no screen yet.
    Later,
    /// Give a field the cursor, behind its text.
    Focus(&'static str),
    /// Give a field the cursor and mark its text, so that the next letter begins a new one.
    Select(&'static str),
    /// Scroll a list to a part of its length, 0 to 1.
    ScrollTo(&'static str, f32),
    /// Move a paper by so many logical pixels.
    ScrollBy(&'static str, f32),
    /// What the status bar shows has changed.
    Changed,
    SignedIn(SignedIn),
    /// Somebody took the till over, and signed in for it.
    TookOver(SignedIn),
    Charge(Box<paying::Movement>),
    Go(Destination),
    Leave,
    Print(ReceiptNo),
    /// An unknown outcome was decided.
    Decided {
        attempt: Box<Attempt>,
        /// What the evidence was said to prove.
        claim: Claim,
        end: Box<ResolveEnd>,
    },
    /// A payment ended; what was said of it is for the outcome.
    Ended(Result<PayReport, Failed>),
    /// The window looks otherwise from now on.
    Look(WindowSetting),
    /// To an empty desk.
    Done,
}

/// The place of what is filled in, or is longer than a small screen.
pub const FORM: &str = "form";

/// A screen's one thing in the middle, of a width that can be read; it scrolls where there is no room for it.
fn centred<'a>(draw: Draw, content: impl Into<View<'a>>) -> View<'a> {
    let content = draw.scroll(FORM, content).height(Length::Shrink);
    container(container(content).max_width(820.0 + super::widget::SCROLLBAR))
        .center_x(Length::Fill)
        .center_y(Length::Fill)
        .padding(if draw.compact { space::S } else { space::XL })
        .into()
}

/// Rows with a cursor, each of which answers to the mouse.
fn rows<'a>(draw: Draw, cursor: usize, rows: impl IntoIterator<Item = View<'a>>) -> Column<'a, Message> {
    let row = |(place, row)| draw.row_control(place == cursor, row, Message::Input(Input::Row(place)));
    Column::with_children(rows.into_iter().enumerate().map(row))
}

/// Where a key moves the cursor of so many rows.
fn moved(cursor: usize, rows: usize, page: usize, command: KeyCommand) -> usize {
    let last = rows.saturating_sub(1);
    match command {
        KeyCommand::Up => cursor.saturating_sub(1),
        KeyCommand::Down => cursor.saturating_add(1),
        KeyCommand::PageUp => cursor.saturating_sub(page),
        KeyCommand::PageDown => cursor.saturating_add(page),
        KeyCommand::First => 0,
        KeyCommand::Last => last,
        _ => cursor,
    }
    .min(last)
}

/// What became of a slip that was asked for.
fn said_of_slip(text: Text, slip: &Result<PrintEnd, Failed>) -> (Tone, String) {
    match slip {
        Ok(end) if end.is_printed() => (Tone::Good, say::print_end(&text, end)),
        Ok(end) => (Tone::Warn, say::print_end(&text, end)),
        Err(error) => (Tone::Bad, say::desk_error(&text, error)),
    }
}

/// What a search field means by its new text. A scanner is faster than the marking of the old text: what it adds to
/// a search that is `settled` is a new one.
fn searched(before: &str, settled: bool, text: String) -> String {
    match text.strip_prefix(before) {
        Some(added) if settled && !added.is_empty() => added.to_owned(),
        _ => text,
    }
}

/// Where a row stands in its list, 0 to 1: scrolled so far, the row is in sight.
#[allow(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "a place on the screen")]
fn part(row: usize, rows: usize) -> f32 {
    if rows > 1 { row as f32 / (rows - 1) as f32 } else { 0.0 }
}
