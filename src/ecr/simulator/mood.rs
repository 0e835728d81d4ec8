//! The moods of a simulated terminal: every way in which one has been seen, or must be feared, to answer.

use crate::ecr::codes::{ErrorCode, ResultCode};

/// How the terminal answers, while the mood lasts. Where nothing else is said a sale is approved, the card is
/// charged, and a RESEND (`aade`) gives the result as it ought to have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mood {
    /// CONFIRMED, RESULT `00`.
    Approve,
    /// CONFIRMED, RESULT with another code: nothing is charged.
    Decline(ResultCode),
    /// CONFIRMED, RESULT `05`; when that is acknowledged (`aade`) the host has approved after all: the card is charged, and
    /// the result of the same session held.
    ApprovesLate,
    /// CONFIRMED, RESULT `00`; when that is acknowledged (`aade`) the host has taken it back: nothing is charged, and the
    /// refusal of the same session held.
    DeniesLate,
    /// As `Decline`, and the result's data name one cent more: it is of another sale.
    DeclineWrongAmount(ResultCode),
    /// ERROR `999`.
    Busy,
    /// ERROR of any code, before a card is read.
    Error(ErrorCode),
    /// CONFIRMED, then ERROR; the card is charged all the same.
    ErrorAfterConfirm(ErrorCode),
    /// CONFIRMED of the next session, then ERROR for it; ours is confirmed and approved after that.
    ErrorOfAnother(ErrorCode),
    /// CONFIRMED, the card is charged, and the line closes without a RESULT (a serial line stays silent).
    LoseAnswer,
    /// RESULT without a CONFIRMED before it.
    LoseConfirm,
    /// RESULT, and then CONFIRMED.
    ResultFirst,
    /// No answer, nothing is charged.
    Silent,
    /// CONFIRMED and then nothing; the card is charged and the line stays open.
    SilentAfterConfirm,
    /// CONFIRMED and RESULT name, and the card is charged, one cent more; so does a RESEND.
    WrongAmount,
    /// CONFIRMED names one cent more; RESULT and charge are right.
    WrongConfirmAmount,
    /// CONFIRMED is right; RESULT names, and the card is charged, one cent more; so does a RESEND.
    WrongResultAmount,
    /// CONFIRMED and RESULT carry the next session; so does a RESEND.
    WrongSession,
    /// CONFIRMED carries the next session, RESULT the right one.
    WrongConfirmSession,
    /// CONFIRMED carries the right session, RESULT the next one.
    WrongResultSession,
    /// The answers arrive as noise.
    Noise,
    /// Noise among right answers.
    NoiseAt(Spot),
    /// After CONFIRMED comes a header that announces a frame of this length, and no such frame.
    Announce(u16),
    /// CONFIRMED is right; RESULT has one part of its header wrong.
    WrongHeader(HeaderPart),
    /// RESULT `00` carries no data, also when asked again.
    NoData,
    /// RESULT `00` lacks its last subfields from the authorisation code on, also when asked again.
    MissingSubfields,
    /// RESULT has two subfields more than are known.
    ExtraSubfields,
    /// RESULT carries print data that look like fields and like a whole frame, whatever the variant.
    TrickySlip,
    /// The line closes after AMOUNT (a serial line stays silent); nothing is charged.
    CloseBeforeConfirm,
    /// The line closes after CONFIRMED (a serial line stays silent); nothing is charged.
    CloseAfterConfirm,
    /// The line closes after CONFIRMED (a serial line stays silent), and the sale goes on: so many questions about it
    /// (`aade`) are answered with ERROR `100`, and then the card is charged.
    ChargesLate(u8),
    /// The line closes in the middle of RESULT (a serial line stays silent).
    CloseInResult,
    /// As `Approve`, each byte written alone.
    SplitBytes,
    /// As `Approve`, CONFIRMED and RESULT in one piece.
    Joined,
    /// As `Approve`, CONFIRMED and RESULT twice each.
    Twice,
    /// As `Approve`, but first come a sale keyed on the terminal (`aade`) and the late RESULT of another
    /// session.
    LateForeign,
    /// What is late is said when the next request comes, before that is answered.
    Late(LatePart),
    /// As `Approve`, and acknowledgements do not get through.
    DeafToAck,
    /// Sales as `Approve`; asked again (`aade`) it answers like this.
    WhenAsked(AskedAgain),
    /// Sleeps: the next requests, so many of them, are not answered; then as `Approve`.
    Asleep(u8),
    /// It says that it has another id, and results carry it too.
    NewTerminalId,
    /// Another terminal answers at the place of this one: it has another id and holds no result.
    OtherTerminal,
}

/// Where noise is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Spot {
    /// Before CONFIRMED.
    BeforeConfirm,
    /// Inside CONFIRMED.
    InConfirm,
    /// Between CONFIRMED and RESULT.
    BeforeResult,
    /// Inside RESULT.
    InResult,
    /// After RESULT.
    AfterResult,
}

/// A part of a frame's header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HeaderPart {
    /// From the other side.
    Direction,
    /// The variant that was not asked with.
    Variant,
    /// The other dialect's version.
    Version,
}

/// What comes late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LatePart {
    /// CONFIRMED and RESULT.
    Everything,
    /// RESULT. The sale runs until then: the request that came into it is lost.
    Result,
    /// An ERROR; nothing is charged.
    Error(ErrorCode),
}

/// How a RESEND is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AskedAgain {
    /// Not at all.
    Silent,
    /// With this code when the next request comes; now it says nothing. So is a RESEND-ALL.
    Late(ErrorCode),
    /// With an error.
    Error(ErrorCode),
    /// With the next session's result.
    OtherSession,
    /// With noise.
    Noise,
    /// The line closes (a serial line stays silent).
    Close,
}

impl Mood {
    /// One of each, for tables that must be complete.
    pub const ALL: &'static [Mood] = &[
        Mood::Approve,
        Mood::Decline(ResultCode::DECLINED_BY_HOST),
        Mood::ApprovesLate,
        Mood::DeniesLate,
        Mood::DeclineWrongAmount(ResultCode::DECLINED_BY_HOST),
        Mood::Busy,
        Mood::Error(ErrorCode::SYNTAX),
        Mood::ErrorAfterConfirm(ErrorCode::NOTHING_HELD),
        Mood::ErrorOfAnother(ErrorCode::BUSY),
        Mood::LoseAnswer,
        Mood::LoseConfirm,
        Mood::ResultFirst,
        Mood::Silent,
        Mood::SilentAfterConfirm,
        Mood::WrongAmount,
        Mood::WrongConfirmAmount,
        Mood::WrongResultAmount,
        Mood::WrongSession,
        Mood::WrongConfirmSession,
        Mood::WrongResultSession,
        Mood::Noise,
        Mood::NoiseAt(Spot::InResult),
        Mood::Announce(0),
        Mood::WrongHeader(HeaderPart::Version),
        Mood::NoData,
        Mood::MissingSubfields,
        Mood::ExtraSubfields,
        Mood::TrickySlip,
        Mood::CloseBeforeConfirm,
        Mood::CloseAfterConfirm,
        Mood::ChargesLate(2),
        Mood::CloseInResult,
        Mood::SplitBytes,
        Mood::Joined,
        Mood::Twice,
        Mood::LateForeign,
        Mood::Late(LatePart::Result),
        Mood::DeafToAck,
        Mood::WhenAsked(AskedAgain::Silent),
        Mood::Asleep(3),
        Mood::NewTerminalId,
        Mood::OtherTerminal,
    ];
}
