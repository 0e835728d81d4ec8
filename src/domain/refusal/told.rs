//! How a refusal is told, without its sentence: that is the languages'.

use std::fmt;

use chrono::NaiveTime;

use crate::domain::attempt::AttemptState;
use crate::domain::holidays::Holiday;
use crate::domain::money::Money;
use crate::domain::time::Moment;
use crate::domain::typed::Typed;

/// How a refusal is told: by what word to scripts, by which sentence to people, and with what in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Part of the contract of `--json`: added to, never renamed.
    pub word: &'static str,
    /// `refused-` and this, with dashes, is the key of its sentence: the word itself, but where one word has several.
    pub sentence: &'static str,
    /// What stands in the sentence, by its name there.
    pub facts: Vec<(&'static str, Fact)>,
}

/// What stands in a sentence; how it is written is the languages'.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    Text(Typed),
    Count(u32),
    Money(Money),
    Time(NaiveTime),
    Minute(Moment),
    Second(Moment),
    Holiday(Holiday),
    State(AttemptState),
}

impl Told {
    pub(super) fn of<const N: usize>(word: &'static str, facts: [(&'static str, Fact); N]) -> Told {
        Told { word, sentence: word, facts: facts.into() }
    }

    /// The same word with a sentence of its own.
    pub(super) fn by(self, sentence: &'static str) -> Told {
        Told { sentence, ..self }
    }
}

pub(super) fn text(of: impl fmt::Display) -> Fact {
    Fact::Text(of.to_string().into())
}
