//! Who holds what another wants: a terminal, a port, the database.

use serde::{Deserialize, Serialize};

use super::time::Moment;

/// A program that holds something, as far as the system or the program itself tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Its name: `tameio pay`, or what the system calls a foreign one.
    pub program: String,
    /// Its number in the system.
    pub pid: u32,
    /// The system's user that runs it.
    pub user: Option<String>,
    /// Since when it holds it; only our own programs say so.
    pub since: Option<Moment>,
}
