//! What a cashier typed or scanned: an RF code, a bill's code, an ΑΦΜ or part of a name.

use super::afm::{Afm, AfmError};
use super::rf::{Healed, RfError, RfInput};

/// A look-up, parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// By RF code.
    Rf(RfInput),
    /// By tax number.
    Afm {
        /// The number.
        afm: Afm,
        /// What was healed.
        healed: Vec<Healed>,
    },
    /// By part of a name, folded, at least two letters.
    Name(String),
}

/// Why an input cannot be looked up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// Nothing was typed.
    #[error("empty query")]
    Empty,
    /// It begins like an RF code and is not one.
    #[error(transparent)]
    Rf(#[from] RfError),
    /// It has the digits of a tax number and is not one.
    #[error(transparent)]
    Afm(#[from] AfmError),
    /// One letter would list half the municipality.
    #[error("a name needs at least two letters")]
    TooShort,
}

impl Query {
    /// Tells an RF code, a tax number and a name apart.
    ///
    /// # Errors
    /// See [`QueryError`].
    pub fn parse(_input: &str) -> Result<Query, QueryError> {
        Err(QueryError::Empty)
    }
}
