//! Who acts, for the audit trail: a person who proved who they are, or the program with its reason.

use std::fmt;

use super::operator::OperatorId;

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Somebody who signed in.
    Operator(OperatorId),
    System(Reason),
}

/// Why the program acts without anybody signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A command of the operating system's user.
    User(String),
    /// A payment that a dead program left behind is closed.
    Sweep,
    /// The terminal reported something, or was given a key.
    Terminal,
}

impl Actor {
    /// A command of the operating system's user; `unknown` where the system does not name one.
    pub fn user(name: Option<String>) -> Actor {
        Actor::System(Reason::User(name.unwrap_or_else(|| "unknown".to_owned())))
    }
}

impl From<OperatorId> for Actor {
    fn from(id: OperatorId) -> Actor {
        Actor::Operator(id)
    }
}

/// As the audit trail has it: the operator's id, or `system:` and the reason. No id has a colon.
impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Actor::Operator(id) => id.fmt(f),
            Actor::System(Reason::User(name)) => write!(f, "system:{name}"),
            Actor::System(Reason::Sweep) => f.write_str("system:sweep"),
            Actor::System(Reason::Terminal) => f.write_str("system:terminal"),
        }
    }
}
