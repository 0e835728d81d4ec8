//! Paper: code pages, layout, bytes and devices.
//!
//! The pages under `tests/golden/paper` are what a cashier would see. A missing or differing one fails; they are
//! written anew only by `UPDATE_GOLDEN=1 cargo test --test promises paper::`, and read by a person before they are committed.

mod at_the_desk;
mod card_slip;
mod code_pages;
mod devices;
mod fixtures;
mod golden;
mod pages;
mod pdf;
mod slow_printers;
