//! Files in and out: the municipality's debts are read here, in whatever layout a mapping describes. The room
//! knows the domain and nothing else: no database, no device, no clock.

pub mod debts;
pub mod file_error;
pub mod invented;
pub mod mapping;
pub mod reason;

pub mod batch_file;
pub mod book_tables;
pub mod read_otherwise;
pub mod settlement_file;
pub mod table;

mod amounts;
mod cells;
mod clean;
mod columns;
mod dates;
mod encoding;
mod guess;
mod header;
mod layout;
mod mapped;
mod record;
mod rows;
mod seen;
mod sniff;
mod source;
mod spoiled;
mod title;
mod write;
