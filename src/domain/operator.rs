//! The people at the desk: who they are, what they are, and how they prove it.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};
use thiserror::Error;

use super::time::Moment;
use super::worded::worded;

/// An operator's short name: 1..=32 Latin letters, digits, `.`, `-`, `_`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct OperatorId(String);

/// A text that is not an operator's short name.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("not an operator id: {0}")]
pub struct BadOperatorId(pub String);

impl OperatorId {
    /// Parses a short name.
    ///
    /// # Errors
    /// [`BadOperatorId`] for other characters or another length.
    pub fn parse(text: &str) -> Result<OperatorId, BadOperatorId> {
        let fits = (1..=32).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
        if fits { Ok(OperatorId(text.to_owned())) } else { Err(BadOperatorId(text.chars().take(40).collect())) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OperatorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl<'de> Deserialize<'de> for OperatorId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<OperatorId, D::Error> {
        OperatorId::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

worded! {
    /// What an operator may do.
    pub enum Role {
        Cashier = "cashier",
        /// May do what a cashier may, opens outside hours, closes the till, approves.
        Supervisor = "supervisor",
        Technician = "technician",
        /// Reads everything, changes nothing.
        Auditor = "auditor",
    }
}

/// An operator as the desk knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    pub id: OperatorId,
    /// Running number, used where a protocol takes only eight letters or digits.
    pub number: u32,
    pub name: String,
    pub role: Role,
    /// Disabled instead of deleted.
    pub active: bool,
    /// Who chose their PIN.
    pub pin_by: PinBy,
    /// Which of their sessions counts: who signed in under an earlier one is no longer signed in.
    pub session: u32,
    pub signed_in_at: Option<Moment>,
}

/// Who chose an operator's PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinBy {
    Themselves,
    /// It is known to two: they change it at their first sign-in.
    Another,
}

/// That the owner of the data directory made somebody a supervisor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    pub operator: OperatorId,
    pub at: Moment,
}

/// A PIN of 6 to 12 digits, in memory only; it prints itself nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(String);

/// A text that is no PIN. It is never tried as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BadPin {
    #[error("a PIN is 6 to 12 digits")]
    TooShort,
    /// It has letters, or more digits than a PIN: a code that was scanned into the wrong field.
    #[error("a PIN is 6 to 12 digits, this is a code")]
    Code,
    /// It was typed twice, in two ways.
    #[error("the two PINs differ")]
    Differ,
}

impl Pin {
    /// Parses a PIN, dropping the line end of a file.
    ///
    /// # Errors
    /// [`BadPin`] unless it is 6 to 12 digits.
    pub fn parse(text: &str) -> Result<Pin, BadPin> {
        let digits = text.trim();
        match digits.len() {
            _ if !digits.bytes().all(|b| b.is_ascii_digit()) => Err(BadPin::Code),
            0..6 => Err(BadPin::TooShort),
            6..=12 => Ok(Pin(digits.to_owned())),
            _ => Err(BadPin::Code),
        }
    }

    /// The digits, for hashing and nothing else.
    pub fn digits(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_roles_come_back() {
        for role in Role::ALL {
            assert_eq!(Role::from_word(role.word()), Some(role));
            assert_eq!(serde_json::to_string(&role).unwrap(), format!("\"{}\"", role.word()));
        }
        assert_eq!(Role::from_word("admin"), None);
    }

    #[test]
    fn operator_ids_are_short_latin_names() {
        for text in ["maria", "M.Papadopoulou-2", "a", "_", &"a".repeat(32)] {
            assert_eq!(OperatorId::parse(text).unwrap().as_str(), text);
        }
        for text in ["", "μαρία", "a b", "a/b", "a:b", "a\n", &"a".repeat(33)] {
            assert!(OperatorId::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_pin_is_six_to_twelve_digits_and_prints_itself_nowhere() {
        assert_eq!(Pin::parse(" 123456\r\n").unwrap().digits(), "123456");
        assert_eq!(Pin::parse("123456789012").unwrap().digits(), "123456789012");
        for text in ["", "12345", "1234567890123", "12345a", "１２３４５６", "123 456"] {
            assert!(Pin::parse(text).is_err(), "{text}");
        }
        assert_eq!(format!("{:?}", Pin::parse("246813").unwrap()), "Pin(…)");
        assert_eq!(format!("{:?}", Pin::parse("24681")), "Err(TooShort)");
    }
}
