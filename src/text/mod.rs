//! Text for people, in Greek and English.

/// A language of people's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Greek, the default.
    #[default]
    El,
    /// English.
    En,
}
