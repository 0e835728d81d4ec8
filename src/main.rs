//! The `tameio` binary.

fn main() {}
