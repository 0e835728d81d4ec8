//! `audit`: the head of the audit chain, to be kept where nobody can rewrite it.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde::Serialize;

use super::{Context, Exit, Failure, object};
use crate::desk::Caller;
use crate::domain::chain_head::ChainHead;
use crate::domain::time::{iso_local, second};
use crate::text::values;

#[derive(Debug, Subcommand)]
pub(super) enum AuditCommand {
    /// Number, hash and date of its last entry, to be kept where nobody can rewrite it
    Head {
        /// Append it as a line to this file
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

pub(super) fn run(context: &Context, command: &AuditCommand) -> Result<Exit, Failure> {
    match command {
        AuditCommand::Head { output } => head(context, output.as_deref()),
    }
}

/// Tells the head of the audit chain, and writes it down where that is asked for.
fn head(context: &Context, output: Option<&Path>) -> Result<Exit, Failure> {
    let mut desk = context.desk()?;
    let head = match output {
        Some(path) => desk.append_chain_head(&Caller::User, path)?,
        None => desk.chain_head(&Caller::User)?,
    };
    context.out.tell("chain-head", values![number = head.number, hash = head.hash, at = second(head.at)]);
    if let Some(path) = output {
        context.out.tell("chain-head-appended", values![path = path.display()]);
    }
    context.out.object(&object![
        #[serde(flatten)]
        head = written(&head),
        file = output.map(|path| path.display().to_string())
    ]);
    Ok(Exit::Done)
}

pub(super) fn written(head: &ChainHead) -> impl Serialize {
    object![number = head.number, hash = &head.hash, at = iso_local(head.at)]
}
