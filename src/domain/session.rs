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

    /// The number.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0
    }

    /// The one after it; after 999999 comes 1.
    #[must_use]
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
