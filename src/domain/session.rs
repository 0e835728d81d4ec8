//! The session number that ties the messages of one sale together.

use std::fmt;

use serde::Serialize;
use thiserror::Error;

/// Session of a sale on the wire: six digits, `000001` to `999999`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionNo(u32);

/// A text or number that is no session.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("not a session number: {0}")]
pub struct BadSession(pub String);

impl SessionNo {
    /// From a number.
    ///
    /// # Errors
    /// [`BadSession`] outside 1..=999999.
    pub fn new(number: u32) -> Result<SessionNo, BadSession> {
        if (1..=999_999).contains(&number) { Ok(SessionNo(number)) } else { Err(BadSession(number.to_string())) }
    }

    /// From one to six digits.
    ///
    /// # Errors
    /// [`BadSession`] for anything else.
    pub fn parse(text: &str) -> Result<SessionNo, BadSession> {
        let bad = || BadSession(text.chars().take(12).collect());
        if text.is_empty() || text.len() > 6 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(bad());
        }
        SessionNo::new(text.parse().map_err(|_| bad())?).map_err(|_| bad())
    }

    pub fn number(self) -> u32 {
        self.0
    }

    /// The one after it; after 999999 comes 1.
    pub fn next(self) -> SessionNo {
        SessionNo(self.0 % 999_999 + 1)
    }
}

impl fmt::Display for SessionNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

impl Serialize for SessionNo {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn err_sessions() {
        for text in ["", "0", "000000", "1000000", "0000001", "12a", " 1", "-1", "+1", "１", "POSTXN"] {
            assert!(SessionNo::parse(text).is_err(), "{text:?}");
        }
        assert!(SessionNo::new(0).is_err() && SessionNo::new(1_000_000).is_err());
    }

    #[test]
    fn after_the_last_session_comes_the_first_and_never_zero() {
        assert_eq!(SessionNo::new(999_999).unwrap().next(), SessionNo::new(1).unwrap());
        assert_eq!(SessionNo::new(1).unwrap().next().to_string(), "000002");
    }

    proptest! {
        #[test]
        fn a_session_comes_back_as_it_is_printed_and_differs_from_the_next(number in 1u32..=999_999) {
            let session = SessionNo::new(number).unwrap();
            prop_assert_eq!(session.to_string().len(), 6);
            prop_assert_eq!(SessionNo::parse(&session.to_string()), Ok(session));
            prop_assert_eq!(SessionNo::parse(&number.to_string()), Ok(session));
            prop_assert!(session.next() != session && (1..=999_999).contains(&session.next().number()));
        }
    }
}
