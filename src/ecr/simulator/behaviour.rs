//! What a simulated terminal is and how it behaves.

use std::time::Duration;

use super::mood::Mood;
use crate::domain::{card::MaskedPan, money::Money};
use crate::ecr::{dialect::Dialect, mac::MasterKey};

/// The card that is presented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimulatedCard {
    /// `Visa Debit`, `IRIS`.
    pub card_type: String,
    /// Masked by the terminal.
    pub pan_masked: MaskedPan,
    /// Paid with points: taken off what is charged.
    pub loyalty: Money,
    /// Given on top of what is charged.
    pub tip: Money,
}

/// How held results are told to RESEND-ALL (ecr-protocols, flow 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pace {
    /// All, and then `E/000`.
    AllAtOnce,
    /// All, and nothing after the last.
    WithoutEnd,
    /// Each after the acknowledgement of the one before, and then `E/000`.
    OneByOne,
    /// The same, and nothing after the last.
    OneByOneWithoutEnd,
}

impl Pace {
    pub const ALL: [Pace; 4] = [Pace::AllAtOnce, Pace::WithoutEnd, Pace::OneByOne, Pace::OneByOneWithoutEnd];
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behaviour {
    pub dialect: Dialect,
    pub mood: Mood,
    /// Before CONFIRMED or ERROR.
    pub confirm_delay: Duration,
    /// From CONFIRMED to RESULT.
    pub result_delay: Duration,
    /// The card that is presented.
    pub card: SimulatedCard,
    pub terminal_id: String,
    /// The version it tells in an echo.
    pub app_version: String,
    pub acquirer: String,
    /// Number of its open batch.
    pub batch: u32,
    /// With one (`aade`) it wants every request signed that can be, under a session key that came by CONTROL;
    /// without, it refuses signed requests.
    pub master_key: Option<MasterKey>,
    /// How it tells what it holds (`aade`).
    pub pace: Pace,
    /// How many seconds its clock is ahead of the desk's; below zero where it is behind.
    pub clock_ahead_s: i64,
}

impl Behaviour {
    /// A terminal that approves at once with a debit card.
    pub fn new(dialect: Dialect) -> Behaviour {
        Behaviour {
            dialect,
            mood: Mood::Approve,
            confirm_delay: Duration::ZERO,
            result_delay: Duration::ZERO,
            card: SimulatedCard::debit(),
            terminal_id: "64999999".to_owned(),
            app_version: "1.5.22.2".to_owned(),
            acquirer: "11".to_owned(),
            batch: 91,
            master_key: None,
            pace: Pace::AllAtOnce,
            clock_ahead_s: 0,
        }
    }
}

impl SimulatedCard {
    /// A Visa debit card without points or tip.
    pub fn debit() -> SimulatedCard {
        let pan_masked = MaskedPan::parse("************3489").unwrap_or_else(|_| MaskedPan::hidden());
        SimulatedCard { card_type: "Visa Debit".to_owned(), pan_masked, loyalty: Money::ZERO, tip: Money::ZERO }
    }

    pub fn iris() -> SimulatedCard {
        SimulatedCard { card_type: "IRIS".to_owned(), pan_masked: MaskedPan::hidden(), ..SimulatedCard::debit() }
    }

    pub(super) fn is_iris(&self) -> bool {
        self.card_type.eq_ignore_ascii_case("IRIS")
    }
}
