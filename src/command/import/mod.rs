//! `import`: files of other systems into the books.

mod debts;

use clap::Subcommand;

pub(super) use debts::{list, read_otherwise};

use super::{Exit, Failure, Start};
#[derive(Debug, Subcommand)]
pub(super) enum ImportCommand {
    /// Debts from the municipality's system
    Debts(debts::ImportArgs),
    /// Payments from ΔΙΑΣ
    Dias(debts::ImportArgs),
    /// Payments from Easy pay
    Easypay(debts::ImportArgs),
}

pub(super) fn run(start: &Start<'_>, command: &ImportCommand) -> Result<Exit, Failure> {
    match command {
        ImportCommand::Debts(args) => debts::run(&start.context()?, args),
        ImportCommand::Dias(_) => Err(Failure::Later("import dias")),
        ImportCommand::Easypay(_) => Err(Failure::Later("import easypay")),
    }
}
