//! What must be known of a terminal before anything is said to it.

use std::time::Duration;

use crate::ecr::{dialect::Dialect, frame::Variant};

/// How a terminal is set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TerminalProfile {
    pub dialect: Dialect,
    /// Who prints the slip.
    pub variant: Variant,
    /// The desk's registered identity: letters and digits, 1..=11 (`aade`) or 1..=8 (`mellon`).
    pub ecr_id: String,
    /// For the answer to an echo: 2 s.
    pub echo_timeout: Duration,
    /// For CONFIRMED or ERROR after AMOUNT, and for the answer to RESEND: 2 s.
    pub confirm_timeout: Duration,
    /// For RESULT after CONFIRMED: at least 150 s, 180 s by default.
    pub result_timeout: Duration,
    /// One long-lived connection, or one a sale.
    pub keep_open: bool,
}
