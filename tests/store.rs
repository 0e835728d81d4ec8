//! What the desk's books promise, shown from outside: by the store's own surface, by a second connection, and by a
//! hand in the file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[path = "store/append_only.rs"]
mod append_only;
#[path = "store/booking.rs"]
mod booking;
#[path = "store/books.rs"]
mod books;
#[path = "store/close.rs"]
mod close;
#[path = "store/corrections.rs"]
mod corrections;
#[path = "store/desk.rs"]
mod desk;
#[path = "store/fences.rs"]
mod fences;
#[path = "store/file.rs"]
mod file;
#[path = "store/filled.rs"]
mod filled;
#[path = "store/foreign.rs"]
mod foreign;
#[path = "store/histories.rs"]
mod histories;
#[path = "store/journal.rs"]
mod journal;
#[path = "store/load.rs"]
mod load;
#[path = "store/look_up.rs"]
mod look_up;
#[path = "store/migration.rs"]
mod migration;
#[path = "store/resolve.rs"]
mod resolve;
#[path = "store/seals.rs"]
mod seals;
#[path = "store/verify.rs"]
mod verify;
