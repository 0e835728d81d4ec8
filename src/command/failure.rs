//! Why a command did not do what was asked, as data; exit code, word and sentence are made of it when it is told.

use serde::Serialize;

use super::exit::Exit;
use super::output::{Output, object};
use crate::config::ConfigError;
use crate::desk::{DeskError, Refusal, Trouble};
use crate::text::{Text, say, values};

#[derive(Debug)]
pub(super) enum Failure {
    Desk(DeskError),
    Config(ConfigError),
    /// A command that is named and not built yet.
    Later(&'static str),
    /// What the command line noticed itself: a stable English word, and what is wrong, why, and what to do.
    Noticed {
        exit: Exit,
        word: &'static str,
        sentence: String,
    },
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Failure {
        Failure::Config(error)
    }
}

impl From<DeskError> for Failure {
    fn from(error: DeskError) -> Failure {
        Failure::Desk(error)
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Failure {
        Failure::Desk(trouble.into())
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        Failure::Desk(refusal.into())
    }
}

impl Failure {
    /// The command line is wrong.
    pub(super) fn usage(word: &'static str, sentence: String) -> Failure {
        Failure::Noticed { exit: Exit::Usage, word, sentence }
    }

    /// The input is invalid.
    pub(super) fn input(word: &'static str, sentence: String) -> Failure {
        Failure::Noticed { exit: Exit::BadInput, word, sentence }
    }

    /// Something outside could not be reached or written.
    pub(super) fn unavailable(word: &'static str, sentence: String) -> Failure {
        Failure::Noticed { exit: Exit::NotAvailable, word, sentence }
    }

    pub(super) fn exit(&self) -> Exit {
        match self {
            Failure::Desk(error) => Exit::of_error(error),
            Failure::Config(_) => Exit::BadInput,
            Failure::Later(_) => Exit::Usage,
            Failure::Noticed { exit, .. } => *exit,
        }
    }

    /// A stable English word.
    pub(super) fn word(&self) -> String {
        match self {
            Failure::Desk(error) => error.word(),
            Failure::Config(_) => "config".to_owned(),
            Failure::Later(_) => "not_built_yet".to_owned(),
            Failure::Noticed { word, .. } => (*word).to_owned(),
        }
    }

    pub(super) fn sentence(&self, text: Text) -> String {
        match self {
            Failure::Desk(error) => say::desk_error(&text, error),
            Failure::Config(error) => say::config_error(&text, error),
            Failure::Later(command) => text.with("command-later", values![command]),
            Failure::Noticed { sentence, .. } => sentence.clone(),
        }
    }

    /// Says why, to people and to scripts.
    pub(super) fn tell(&self, out: Output) -> Exit {
        if let Failure::Desk(DeskError::Keeping(error)) = self {
            for difference in error.verification().map(|found| found.differences.as_slice()).unwrap_or_default() {
                out.note(&say::difference(&out.text(), difference));
            }
        }
        let sentence = self.sentence(out.text());
        out.note(&sentence);
        out.object(&failed(&self.word(), &sentence));
        self.exit()
    }
}

/// The JSON of a command that has no shape of its own for a failure.
pub(super) fn failed(kind: &str, message: &str) -> impl Serialize {
    object![error = object![kind, message]]
}
