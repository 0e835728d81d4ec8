//! The card terminal: frames, the two dialects, their MAC, the links, one sale, and a simulator that speaks
//! the real bytes. Here is no database, no printer, no window and no wall clock: what a sale means for the
//! journal is told to the caller through [`terminal::SaleJournal`], and dates come in with the request.

pub mod aade;
pub mod dialect;
pub mod frame;
pub mod link;
pub mod mac;
pub mod mellon;
pub mod message;
pub mod simulator;
pub mod slip;
pub mod terminal;

pub use crate::domain::terminal_codes as codes;

mod common;
mod fields;
mod judge;
mod line;
mod malformed;
mod reported;
mod result_data;
mod sale;
mod trace;
mod values;
mod wait;
