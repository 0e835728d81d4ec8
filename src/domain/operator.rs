//! The people at the desk: who they are, what they are, and how they prove it.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};
use thiserror::Error;

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

impl Role {
    /// The permission table, whole.
    pub fn may(self, act: Act) -> bool {
        match self {
            Role::Supervisor => true,
            Role::Cashier => matches!(
                act,
                Act::LookUp
                    | Act::TakePayment
                    | Act::OpenTill
                    | Act::ReadReceipts
                    | Act::Reprint
                    | Act::Recover
                    | Act::VoidPayment
                    | Act::RefundPayment
                    | Act::ResolveOutcome
                    | Act::HandOverTill
            ),
            Role::Technician => matches!(act, Act::UseDevices | Act::ManageKeys),
            Role::Auditor => {
                matches!(act, Act::ReadReceipts | Act::LookUp | Act::SeeForeignResults | Act::SeeExpectedTotals)
            }
        }
    }
}

/// What a person may or may not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    LookUp,
    TakePayment,
    /// Open the till within hours.
    OpenTill,
    /// Open the desk outside its hours, with a reason.
    OpenOutsideHours,
    ReadReceipts,
    /// Print a receipt again.
    Reprint,
    /// Ask the terminal about unknown outcomes.
    Recover,
    ManageOperators,
    /// Test terminal and printer.
    UseDevices,
    /// Start the void of a payment; somebody who may [`Act::ApproveAct`] agrees.
    VoidPayment,
    /// Start a refund; somebody who may [`Act::ApproveAct`] agrees.
    RefundPayment,
    /// Say on written evidence how an unknown outcome ended; somebody who may [`Act::ApproveAct`] agrees.
    ResolveOutcome,
    /// Agree, as the second person, to a void, a refund or a resolution.
    ApproveAct,
    /// See results that the terminal gave and this desk did not ask for.
    SeeForeignResults,
    /// Load the terminal's master key, exchange its session keys.
    ManageKeys,
    CloseTill,
    /// Give the till to another cashier, or take it.
    HandOverTill,
    /// See what the till should hold, also where the settings hide it from cashiers.
    SeeExpectedTotals,
    /// Compare the till with the terminal and explain what differs.
    Reconcile,
    /// Tie an unclaimed result to debts; somebody who may [`Act::ApproveAct`] agrees.
    TieForeignResult,
    /// Open another till of a day whose till was closed, with a reason.
    OpenAnotherTill,
    /// Say why the desk goes on by a clock that is in doubt.
    AcceptClock,
}

impl Act {
    pub const ALL: [Act; 22] = [
        Act::LookUp,
        Act::TakePayment,
        Act::OpenTill,
        Act::OpenOutsideHours,
        Act::ReadReceipts,
        Act::Reprint,
        Act::Recover,
        Act::ManageOperators,
        Act::UseDevices,
        Act::VoidPayment,
        Act::RefundPayment,
        Act::ResolveOutcome,
        Act::ApproveAct,
        Act::SeeForeignResults,
        Act::ManageKeys,
        Act::CloseTill,
        Act::HandOverTill,
        Act::SeeExpectedTotals,
        Act::Reconcile,
        Act::TieForeignResult,
        Act::OpenAnotherTill,
        Act::AcceptClock,
    ];
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
}

/// A PIN of 6 to 12 digits, in memory only; it prints itself nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(String);

/// A PIN that is not 6 to 12 digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a PIN is 6 to 12 digits")]
pub struct BadPin;

impl Pin {
    /// Parses a PIN, dropping the line end of a file.
    ///
    /// # Errors
    /// [`BadPin`] unless it is 6 to 12 digits.
    pub fn parse(text: &str) -> Result<Pin, BadPin> {
        let digits = text.trim();
        if (6..=12).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Pin(digits.to_owned()))
        } else {
            Err(BadPin)
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

    /// Columns: cashier, supervisor, technician, auditor.
    const MAY: [(Act, [bool; 4]); 22] = [
        (Act::LookUp, [true, true, false, true]),
        (Act::TakePayment, [true, true, false, false]),
        (Act::OpenTill, [true, true, false, false]),
        (Act::OpenOutsideHours, [false, true, false, false]),
        (Act::ReadReceipts, [true, true, false, true]),
        (Act::Reprint, [true, true, false, false]),
        (Act::Recover, [true, true, false, false]),
        (Act::ManageOperators, [false, true, false, false]),
        (Act::UseDevices, [false, true, true, false]),
        (Act::VoidPayment, [true, true, false, false]),
        (Act::RefundPayment, [true, true, false, false]),
        (Act::ResolveOutcome, [true, true, false, false]),
        (Act::ApproveAct, [false, true, false, false]),
        (Act::SeeForeignResults, [false, true, false, true]),
        (Act::ManageKeys, [false, true, true, false]),
        (Act::CloseTill, [false, true, false, false]),
        (Act::HandOverTill, [true, true, false, false]),
        (Act::SeeExpectedTotals, [false, true, false, true]),
        (Act::Reconcile, [false, true, false, false]),
        (Act::TieForeignResult, [false, true, false, false]),
        (Act::OpenAnotherTill, [false, true, false, false]),
        (Act::AcceptClock, [false, true, false, false]),
    ];

    #[test]
    fn each_role_may_what_the_table_says_and_nothing_else() {
        assert_eq!(MAY.map(|(act, _)| act), Act::ALL);
        for (act, row) in MAY {
            for (role, expected) in Role::ALL.into_iter().zip(row) {
                assert_eq!(role.may(act), expected, "{role:?} {act:?}");
            }
        }
    }

    #[test]
    fn a_supervisor_may_what_a_cashier_may() {
        assert!(Act::ALL.into_iter().all(|act| !Role::Cashier.may(act) || Role::Supervisor.may(act)));
    }

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
        assert_eq!(format!("{:?}", Pin::parse("24681")), "Err(BadPin)");
    }
}
