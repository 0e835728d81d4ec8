//! `tameio` (ταμείο, the cash desk): the card-only cash desk of a Greek municipality. This library holds
//! everything; the binary only starts it. The rooms, and which may use which, are listed in `ARCHITECTURE.md`
//! and held by `tests/architecture`.

pub mod command;
pub mod config;
pub mod desk;
pub mod domain;
pub mod ecr;
pub mod exchange;
pub mod logging;
pub mod paper;
pub mod store;
pub mod text;
#[cfg(feature = "window")]
pub mod window;
