//! What goes over the wire beside plain sales: voids and refunds, signed requests and their keys, the list of all
//! unacknowledged results, results of other sales, and the way back to order on a line that has lost it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod ecr_support;

#[path = "ecr_wire/cut.rs"]
mod cut;
#[path = "ecr_wire/damaged.rs"]
mod damaged;
#[path = "ecr_wire/foreign.rs"]
mod foreign;
#[path = "ecr_wire/mac.rs"]
mod mac;
#[path = "ecr_wire/orders.rs"]
mod orders;
#[path = "ecr_wire/resend_all.rs"]
mod resend_all;
#[path = "ecr_wire/resync.rs"]
mod resync;
