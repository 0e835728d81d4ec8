//! What somebody typed, kept for the sentence that answers them and for nothing else. It may be a name or a tax
//! number, so it does not print in `Debug`, and by that in no log.

use std::fmt;

/// The most that is kept, in characters: who scans a whole page still gets a sentence.
const LONGEST: usize = 80;

/// What somebody typed.
#[derive(Clone, PartialEq, Eq)]
pub struct Typed(String);

impl Typed {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<T: AsRef<str>> From<T> for Typed {
    fn from(typed: T) -> Typed {
        Typed(typed.as_ref().chars().take(LONGEST).collect())
    }
}

impl fmt::Debug for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_in_the_sentence_and_in_no_log() {
        let typed = Typed::from("Παπαδόπουλος 123456783");
        assert_eq!((typed.as_str(), format!("{typed:?}")), ("Παπαδόπουλος 123456783", "…".to_owned()));
        assert_eq!(Typed::from("9".repeat(5000)).as_str().len(), LONGEST);
    }
}
