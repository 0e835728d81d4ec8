//! What goes where: with `--json` one object on standard output and people's text on standard error, without it
//! the answer on standard output and remarks on standard error. A reader that went away is no error.

use std::io::Write;

use serde::Serialize;

use crate::text::{Text, Value};

/// A JSON object by its keys: `object![receipt = &number, printed, #[serde(flatten)] more]`. Each value keeps its type.
macro_rules! object {
    ($($(#[$serde:meta])* $name:ident $(= $value:expr)?),* $(,)?) => {{
        #[derive(serde::Serialize)]
        struct Object<$($name),*> { $($(#[$serde])* $name: $name),* }
        Object { $($name $(: $value)?),* }
    }};
}
pub(super) use object;

/// The two streams, as one command uses them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Output {
    json: bool,
    text: Text,
}

impl Output {
    pub(super) fn new(json: bool, text: Text) -> Output {
        Output { json, text }
    }

    pub(super) fn is_json(self) -> bool {
        self.json
    }

    pub(super) fn text(self) -> Text {
        self.text
    }

    /// The answer for people: standard output, or standard error beside JSON.
    pub(super) fn say(self, sentence: &str) {
        if self.json { self.note(sentence) } else { line(&mut std::io::stdout().lock(), sentence) }
    }

    /// A sentence of the answer, by its key.
    pub(super) fn tell(self, key: &str, values: &[(&str, Value<'_>)]) {
        self.say(&self.text.with(key, values));
    }

    /// A remark by its key.
    pub(super) fn remark(self, key: &str, values: &[(&str, Value<'_>)]) {
        self.note(&self.text.with(key, values));
    }

    /// A remark: a step, a warning, what went wrong. Always standard error.
    pub(super) fn note(self, sentence: &str) {
        line(&mut std::io::stderr().lock(), sentence);
    }

    /// The answer for scripts, where one is wanted. To be called once in each run.
    pub(super) fn object(self, object: &impl Serialize) {
        if !self.json {
            return;
        }
        match serde_json::to_string(object) {
            Ok(json) => line(&mut std::io::stdout().lock(), &json),
            Err(error) => self.note(&error.to_string()),
        }
    }
}

fn line(stream: &mut impl Write, text: &str) {
    // Nobody is left to be told that nobody listens.
    let _ = writeln!(stream, "{text}");
    let _ = stream.flush();
}
