//! Paper: code pages, layout, bytes and devices.
//!
//! The pages under `tests/golden/paper` are what a cashier would see. A missing or differing one fails; they are
//! written anew only by `UPDATE_GOLDEN=1 cargo test --test paper`, and read by a person before they are committed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "paper/card_slip.rs"]
mod card_slip;
#[path = "paper/code_pages.rs"]
mod code_pages;
#[path = "paper/devices.rs"]
mod devices;
#[path = "paper/fixtures.rs"]
mod fixtures;
#[path = "paper/golden.rs"]
mod golden;
#[path = "paper/pages.rs"]
mod pages;
