//! What is promised inside the program, room by room: no test here starts another program, so that none holds what
//! another one has locked.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod config;
mod copies;
mod domain;
mod ecr;
mod exchange;
#[cfg(unix)]
mod faults;
mod fuzz_inputs;
mod links;
mod model;
mod paper;
mod payment;
mod people;
mod reports;
mod store;
mod text;
