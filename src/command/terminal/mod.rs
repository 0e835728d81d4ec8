//! `terminal`: the card terminal, and one made of software.

mod keys;
mod simulate;

use std::path::PathBuf;

use clap::Subcommand;

use super::recover;
use super::{Context, Exit, Failure, Start, object};
use crate::desk::Caller;
use crate::text::values;

#[derive(Debug, Subcommand)]
pub(super) enum TerminalCommand {
    /// Ask the terminal whether it is there
    Echo,
    /// Load the master key of the terminal's message codes
    Keys {
        /// File with the key, readable by its owner alone
        #[arg(long, value_name = "FILE")]
        master_key_file: Option<PathBuf>,
    },
    /// Ask the terminal for every result that was not acknowledged
    ResendAll,
    /// A card terminal made of software, for tests and training
    Simulate(simulate::SimulateArgs),
}

pub(super) fn run(start: &Start<'_>, command: &TerminalCommand) -> Result<Exit, Failure> {
    match command {
        TerminalCommand::Echo => echo(&start.context()?),
        TerminalCommand::Keys { master_key_file } => keys::load(&start.context()?, master_key_file.as_deref()),
        TerminalCommand::ResendAll => recover::resend_all(&start.context()?),
        TerminalCommand::Simulate(args) => simulate::run(start.out, args),
    }
}

/// Asks the terminal of the settings whether it is there.
fn echo(context: &Context) -> Result<Exit, Failure> {
    let reply = context.desk()?.echo(&Caller::User)?;
    let (terminal, version) = (reply.terminal_id.as_str(), reply.app_version.as_str());
    context.out.tell("terminal-echo-ok", values![terminal, version]);
    context.out.object(&object![terminal_id = terminal, app_version = version]);
    Ok(Exit::Done)
}
