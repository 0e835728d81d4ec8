//! The languages that the desk speaks.

/// A language of people's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Greek, the default.
    #[default]
    El,
    En,
}

impl Language {
    /// Both, Greek first.
    pub const ALL: [Language; 2] = [Language::El, Language::En];

    /// The word of the configuration and of `--lang`.
    pub fn word(self) -> &'static str {
        match self {
            Language::El => "el",
            Language::En => "en",
        }
    }

    /// The language of a word.
    pub fn from_word(word: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.word() == word)
    }
}
