//! What is promised by the program itself: each test starts it, on a desk of its own, and reads its exit code, its JSON
//! and what people read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod after;
mod backup;
mod clocks;
mod command;
mod disclosures;
#[cfg(unix)]
mod faults;
mod files;
mod heads;
mod holders;
mod import;
mod people;
mod printer;
mod reports;
mod restore;
mod sale;
mod till;
