//! What a simulated terminal is and how it behaves.

use std::time::Duration;

use crate::domain::card::MaskedPan;
use crate::domain::money::Money;
use crate::ecr::codes::{ErrorCode, ResultCode};
use crate::ecr::dialect::Dialect;
use crate::ecr::mac::MasterKey;

/// How the terminal answers a sale, while the mood lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mood {
    /// CONFIRMED, RESULT `00`.
    Approve,
    /// CONFIRMED, RESULT with another code: nothing is charged.
    Decline(ResultCode),
    /// ERROR `999`.
    Busy,
    /// ERROR of any code, before a card is read.
    Error(ErrorCode),
    /// CONFIRMED, then ERROR; the card is charged all the same.
    ErrorAfterConfirm(ErrorCode),
    /// CONFIRMED, the card is charged, and the line closes without a RESULT (a serial line stays silent). A
    /// RESEND (`aade`) gives the result.
    LoseAnswer,
    /// RESULT without a CONFIRMED before it.
    LoseConfirm,
    /// No answer, nothing is charged.
    Silent,
    /// CONFIRMED and RESULT name, and the card is charged, one cent more.
    WrongAmount,
    /// CONFIRMED is right; RESULT names, and the card is charged, one cent more.
    WrongResultAmount,
    /// CONFIRMED and RESULT carry the next session.
    WrongSession,
    /// The card is charged; the answers arrive as noise.
    Noise,
    /// The card is charged; RESULT `00` carries no data.
    NoData,
    /// The line closes after AMOUNT (a serial line stays silent); nothing is charged.
    CloseBeforeConfirm,
    /// The line closes after CONFIRMED (a serial line stays silent); nothing is charged.
    CloseAfterConfirm,
    /// As `Approve`, each byte written alone.
    SplitBytes,
    /// As `Approve`, CONFIRMED and RESULT in one piece.
    Joined,
    /// As `Approve`, CONFIRMED and RESULT twice each.
    Twice,
    /// As `Approve`, but first come a sale keyed on the terminal (`aade`) and the late RESULT of another
    /// session.
    LateForeign,
}

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

/// A simulated terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behaviour {
    /// Which protocol.
    pub dialect: Dialect,
    /// How it answers.
    pub mood: Mood,
    /// Before CONFIRMED or ERROR.
    pub confirm_delay: Duration,
    /// From CONFIRMED to RESULT.
    pub result_delay: Duration,
    /// The card that is presented.
    pub card: SimulatedCard,
    /// Its id (TID).
    pub terminal_id: String,
    /// The version it tells in an echo.
    pub app_version: String,
    /// Its acquirer's number.
    pub acquirer: String,
    /// Number of its open batch.
    pub batch: u32,
    /// With one (`aade`) it wants every request signed that can be, under a session key that came by CONTROL;
    /// without, it refuses signed requests.
    pub master_key: Option<MasterKey>,
}

impl Behaviour {
    /// A terminal that approves at once with a debit card.
    #[must_use]
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
        }
    }
}

impl SimulatedCard {
    /// A Visa debit card without points or tip.
    #[must_use]
    pub fn debit() -> SimulatedCard {
        let pan_masked = MaskedPan::parse("************3489").unwrap_or_else(|_| MaskedPan::hidden());
        SimulatedCard { card_type: "Visa Debit".to_owned(), pan_masked, loyalty: Money::ZERO, tip: Money::ZERO }
    }

    /// An account-to-account payment.
    #[must_use]
    pub fn iris() -> SimulatedCard {
        SimulatedCard { card_type: "IRIS".to_owned(), pan_masked: MaskedPan::hidden(), ..SimulatedCard::debit() }
    }

    pub(super) fn is_iris(&self) -> bool {
        self.card_type.eq_ignore_ascii_case("IRIS")
    }
}
