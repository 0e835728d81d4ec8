//! What the desk's books promise, shown from outside: by the store's own surface, by a second connection, and by a
//! hand in the file.

mod append_only;
mod booking;
pub mod books;
mod close;
mod corrections;
mod desk;
mod fences;
mod file;
mod filled;
mod foreign;
mod histories;
mod journal;
mod load;
mod look_up;
mod migration;
mod resolve;
mod seals;
mod unsaid;
mod verify;
