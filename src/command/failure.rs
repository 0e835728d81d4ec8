//! Why a command did not do what was asked, as data; exit code, word and sentence are made of it when it is told.

use serde::Serialize;

use super::exit::Exit;
use super::output::{Output, object};
use crate::desk::DeskError;
use crate::domain::query::QueryError;
use crate::text::{Text, Value, say, values};

#[derive(Debug)]
pub(super) enum Failure {
    Desk(DeskError),
    /// A code or number that cannot be looked up.
    Code(QueryError),
    /// A command that is named and not built yet.
    Later(&'static str),
    /// What the command line noticed itself: a stable English word, and the text that says what is wrong, why, and
    /// what to do.
    Noticed {
        exit: Exit,
        word: &'static str,
        key: &'static str,
        values: Vec<(&'static str, Value<'static>)>,
    },
}

type Values<'a> = &'a [(&'static str, Value<'static>)];

/// A refusal and a trouble are what the desk says too.
impl<E: Into<DeskError>> From<E> for Failure {
    fn from(error: E) -> Failure {
        Failure::Desk(error.into())
    }
}

impl Failure {
    pub(super) fn usage(word: &'static str, key: &'static str, values: Values<'_>) -> Failure {
        Failure::Noticed { exit: Exit::Usage, word, key, values: values.to_vec() }
    }

    pub(super) fn input(word: &'static str, key: &'static str, values: Values<'_>) -> Failure {
        Failure::Noticed { exit: Exit::BadInput, word, key, values: values.to_vec() }
    }

    /// Something outside could not be reached or written.
    pub(super) fn unavailable(word: &'static str, key: &'static str, values: Values<'_>) -> Failure {
        Failure::Noticed { exit: Exit::NotAvailable, word, key, values: values.to_vec() }
    }

    pub(super) fn exit(&self) -> Exit {
        match self {
            Failure::Desk(error) => Exit::of_error(error),
            Failure::Code(_) => Exit::BadInput,
            Failure::Later(_) => Exit::Usage,
            Failure::Noticed { exit, .. } => *exit,
        }
    }

    /// A stable English word.
    pub(super) fn word(&self) -> String {
        match self {
            Failure::Desk(error) => error.word(),
            Failure::Code(QueryError::Afm(_)) => "invalid_afm".to_owned(),
            Failure::Code(_) => "invalid_rf".to_owned(),
            Failure::Later(_) => "not_built_yet".to_owned(),
            Failure::Noticed { word, .. } => (*word).to_owned(),
        }
    }

    pub(super) fn sentence(&self, text: Text) -> String {
        match self {
            Failure::Desk(error) => say::desk_error(&text, error),
            Failure::Code(error) => say::query_error(&text, error),
            Failure::Later(command) => text.with("command-later", values![command]),
            Failure::Noticed { key, values, .. } => text.with(key, values),
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
