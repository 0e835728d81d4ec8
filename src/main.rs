//! The `tameio` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    tameio::command::main()
}
