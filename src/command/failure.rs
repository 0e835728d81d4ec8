//! Why a command did not do what was asked, ready to be shown: the exit code, a stable English word for
//! scripts, a sentence for people.

use serde::Serialize;

use super::exit::Exit;
use super::output::Output;
use crate::config::ConfigError;
use crate::desk::DeskError;
use crate::text::{Text, say};

#[derive(Debug)]
pub(super) struct Failure {
    /// How the program ends.
    pub(super) exit: Exit,
    /// A stable English word.
    pub(super) kind: String,
    /// What is wrong, why, and what to do.
    pub(super) sentence: String,
}

impl Failure {
    /// A failure with its word and sentence.
    pub(super) fn new(exit: Exit, kind: &str, sentence: String) -> Failure {
        Failure { exit, kind: kind.to_owned(), sentence }
    }

    /// The command line is wrong.
    pub(super) fn usage(kind: &str, sentence: String) -> Failure {
        Failure::new(Exit::Usage, kind, sentence)
    }

    /// The input is invalid.
    pub(super) fn input(kind: &str, sentence: String) -> Failure {
        Failure::new(Exit::BadInput, kind, sentence)
    }

    /// Something outside could not be reached or written.
    pub(super) fn unavailable(kind: &str, sentence: String) -> Failure {
        Failure::new(Exit::NotAvailable, kind, sentence)
    }

    /// What the desk said.
    pub(super) fn of_desk(text: Text, error: &DeskError) -> Failure {
        Failure::new(Exit::of_error(error), &error.word(), say::desk_error(&text, error))
    }

    /// What is wrong with the configuration.
    pub(super) fn of_config(text: Text, error: &ConfigError) -> Failure {
        Failure::input("config", crate::text::say::config_error(&text, error))
    }

    /// A command that is named and not built yet.
    pub(super) fn later(text: Text, command: &str) -> Failure {
        Failure::usage("not_built_yet", text.with("command-later", &[("command", command.into())]))
    }

    /// Says why, to people and to scripts.
    pub(super) fn tell(&self, out: Output) -> Exit {
        out.note(&self.sentence);
        out.object(&Failed::new(&self.kind, &self.sentence));
        self.exit
    }
}

/// The JSON of a command that has no shape of its own for a failure.
#[derive(Debug, Serialize)]
pub(super) struct Failed<'a> {
    error: Error<'a>,
}

#[derive(Debug, Serialize)]
struct Error<'a> {
    kind: &'a str,
    message: &'a str,
}

impl<'a> Failed<'a> {
    pub(super) fn new(kind: &'a str, message: &'a str) -> Failed<'a> {
        Failed { error: Error { kind, message } }
    }
}
