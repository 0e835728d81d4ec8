//! Text for people, in Greek and English, from the Fluent files of `assets/i18n`. The files are compiled in and
//! read once. Rooms return data; what a person reads is made from it here or where it is shown, and always out
//! of these files. Amounts, dates and codes come in as finished text; the only numbers are counts.

pub mod say;
pub(crate) mod value;

use std::sync::LazyLock;

use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

/// What stands in for a variable of a sentence: a text, or a count that decides singular and plural.
pub use fluent::FluentValue as Value;

pub use crate::domain::language::Language;

/// The variables of a sentence, from whatever can be written: `text.with("row-field-count", values![found, expected = 7])`.
/// Whole numbers stay numbers, which decide singular and plural; everything else is text.
macro_rules! values {
    (@ $name:ident $value:expr) => {{
        #[allow(unused_imports, reason = "one of both, by the type")]
        use $crate::text::value::{AsNumber as _, AsText as _};
        (&$crate::text::value::Said(&$value)).said()
    }};
    (@ $name:ident) => { $crate::text::values!(@ $name $name) };
    ($($name:ident $(= $value:expr)?),* $(,)?) => {
        &[$((stringify!($name), $crate::text::values!(@ $name $($value)?))),*]
    };
}
pub(crate) use values;

/// The Fluent files of a language, each with its name.
pub fn files(language: Language) -> [(&'static str, &'static str); 14] {
    macro_rules! files {
        ($($name:literal)*) => {
            match language {
                Language::El => [$(($name, include_str!(concat!("../../assets/i18n/el/", $name, ".ftl")))),*],
                Language::En => [$(($name, include_str!(concat!("../../assets/i18n/en/", $name, ".ftl")))),*],
            }
        };
    }
    files!("common" "errors" "terminal" "printer" "import" "config" "screens" "command" "corrections" "keeping" "people" "till" "devices" "reports")
}

type Bundle = FluentBundle<FluentResource>;

static GREEK: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::El));
static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::En));

fn bundle(language: Language) -> Bundle {
    let locale: LanguageIdentifier = language.word().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![locale]);
    // The marks that isolate right-to-left text show as boxes on a printer and in a terminal.
    bundle.set_use_isolating(false);
    for (name, text) in files(language) {
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, errors)| {
            tracing::error!(file = name, language = language.word(), ?errors, "unreadable text");
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(file = name, language = language.word(), ?errors, "text defined twice");
        }
    }
    bundle
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Text {
    language: Language,
}

impl Text {
    pub fn new(language: Language) -> Text {
        Text { language }
    }

    pub fn language(self) -> Language {
        self.language
    }

    /// Whether there is such a text, for families of codes that may hold unlisted ones.
    pub fn has(self, key: &str) -> bool {
        self.bundle().get_message(key).is_some_and(|message| message.value().is_some())
    }

    /// A text without variables. A key that is missing shows itself: `⟨key⟩`.
    pub fn get(self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A text with its variables: `text.with("lookup-debts", values![count = 3])`. A key or variable that is
    /// missing shows itself, and the log says so.
    pub fn with(self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        let bundle = self.bundle();
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, language = self.language.word(), "no such text");
            return format!("⟨{key}⟩");
        };
        let arguments: FluentArgs<'_> = values.iter().map(|(name, value)| (*name, value.clone())).collect();
        let mut errors = Vec::new();
        let sentence = bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned();
        if !errors.is_empty() {
            // Never the values: they may be names.
            tracing::error!(key, language = self.language.word(), ?errors, "text without its variables");
        }
        sentence
    }

    /// The text of one of a family, by its word: that of `not_charged` in `state-` is `state-not-charged`.
    pub fn of(self, family: &str, word: &str) -> String {
        self.of_with(family, word, &[])
    }

    pub fn of_with(self, family: &str, word: &str, values: &[(&str, Value<'_>)]) -> String {
        self.with(&Text::key(family, word), values)
    }

    /// The key of a family's text: `state-not-charged`.
    fn key(family: &str, word: &str) -> String {
        format!("{family}{}", word.replace('_', "-"))
    }

    fn bundle(self) -> &'static Bundle {
        match self.language {
            Language::El => &GREEK,
            Language::En => &ENGLISH,
        }
    }
}
