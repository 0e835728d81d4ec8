//! Receipts on paper. A document becomes a device-independent [`page::Page`] in [`layout`]; the page becomes
//! text ([`text`]) or ESC/POS bytes ([`escpos`]) through one and the same line breaking; the bytes go to a
//! [`device`]. All bytes exist before a device is opened. No database, no terminal, no window, no clock of the
//! desk's: moments come with the documents.

pub mod code_page;
pub mod device;
pub mod escpos;
pub mod layout;
pub mod page;
pub mod pdf;
pub mod sheet;
pub mod simulator;
pub mod text;
pub mod wording;

mod rows;
mod substitute;
mod tidy;
mod wrap;
