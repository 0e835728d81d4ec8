//! The cashier's window. It holds no business rule, no SQL and no socket.

pub mod format;
pub mod keys;
pub mod theme;
pub mod widget;

/// The font that the program carries.
pub const FONT: &str = "Fira Sans";
