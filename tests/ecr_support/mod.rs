//! What the tests of the terminal share.
#![allow(dead_code, unreachable_pub, reason = "each test binary uses its part")]

pub mod scripted;
pub mod simulated;
