//! `terminal keys`: the master key of the terminal's message codes, from a file or a prompt without echo, never from
//! an argument.

use std::io::IsTerminal;
use std::path::Path;

use crate::command::pin::readable_by_others;
use crate::command::{Context, Exit, Failure, object};
use crate::desk::{Caller, Trouble, read_master_key};
use crate::text::{say, values};

/// Loads the key and exchanges the first session key under it.
pub(super) fn load(context: &Context, file: Option<&Path>) -> Result<Exit, Failure> {
    let text = context.text();
    let typed = match file {
        Some(file) => read(context, file)?,
        None => ask(context)?,
    };
    let master = read_master_key(&typed).map_err(Trouble::from)?;
    let mut desk = context.desk()?;
    let loaded = desk.load_master_key(&Caller::User, master)?;
    context.out.tell("keys-loaded", values![check = loaded.master_check]);
    match &loaded.session_check {
        Ok(check) => context.out.tell("keys-exchanged", values![check]),
        Err(error) => {
            let reason = say::ecr_error(&text, error);
            context.out.remark("keys-not-exchanged", values![reason]);
        }
    }
    if !context.setup.config.terminal.mac {
        context.out.remark("keys-mac-off", &[]);
    }
    // Check values tell keys apart and say nothing of them.
    let session_check = loaded.session_check.as_ref().ok();
    let exchanged = session_check.is_some();
    context.out.object(&object![master_check = &loaded.master_check, exchanged, session_check]);
    Ok(Exit::Done)
}

fn read(context: &Context, file: &Path) -> Result<String, Failure> {
    if readable_by_others(file) {
        context.out.remark("keys-file-open", values![path = file.display()]);
    }
    std::fs::read_to_string(file).map_err(|error| {
        Failure::input("key_file", "keys-file-unreadable", values![path = file.display(), reason = error])
    })
}

fn ask(context: &Context) -> Result<String, Failure> {
    let text = context.text();
    if !std::io::stdin().is_terminal() {
        return Err(Failure::usage("key_missing", "keys-no-input", &[]));
    }
    rpassword::prompt_password(format!("{} ", text.get("keys-prompt")))
        .map_err(|error| Failure::usage("key_missing", "prompt-failed", values![reason = error]))
}
