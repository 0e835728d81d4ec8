//! The sentences that the window shows for what the desk returns.

pub(crate) use crate::text::say::{debt_status, desk_error, healed, print_end, refusal, terminal_no, trouble, unknown};
