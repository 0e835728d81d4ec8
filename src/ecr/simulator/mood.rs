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
    /// The words of `terminal simulate --mood`, each with what the help says of it. Where nothing else is said, the card is
    /// charged.
    pub const NAMED: &'static [(&'static str, &'static str, Mood)] = &[
        ("approve", "Charges the card", Mood::Approve),
        ("decline", "Declines", Mood::Decline(ResultCode::DECLINED_BY_HOST)),
        (
            "decline-wrong-amount",
            "Declines, and names another amount",
            Mood::DeclineWrongAmount(ResultCode::DECLINED_BY_HOST),
        ),
        ("busy", "Refuses the request: somebody is in its menu", Mood::Busy),
        ("refuse", "Refuses the request: it does not understand it", Mood::Error(ErrorCode::SYNTAX)),
        (
            "error-after-confirm",
            "Confirms, charges the card and reports an error",
            Mood::ErrorAfterConfirm(ErrorCode::NOTHING_HELD),
        ),
        (
            "error-of-another",
            "Confirms and refuses another session, then approves this one",
            Mood::ErrorOfAnother(ErrorCode::BUSY),
        ),
        ("lose-answer", "Charges the card and hangs up before the answer", Mood::LoseAnswer),
        ("lose-confirm", "Answers without having confirmed", Mood::LoseConfirm),
        ("result-first", "Answers, and confirms after that", Mood::ResultFirst),
        ("silent", "Says nothing, charges nothing", Mood::Silent),
        ("silent-after-confirm", "Confirms, charges the card and says nothing more", Mood::SilentAfterConfirm),
        ("noise", "Charges the card and answers with noise", Mood::Noise),
        ("noise-before", "Answers right, with noise before it", Mood::NoiseAt(Spot::BeforeConfirm)),
        ("noise-inside", "Answers with noise inside the result", Mood::NoiseAt(Spot::InResult)),
        ("noise-after", "Answers right, with noise after it", Mood::NoiseAt(Spot::AfterResult)),
        ("announce-nothing", "Announces a frame of no bytes instead of the result", Mood::Announce(0)),
        ("announce-too-much", "Announces a frame of 65,535 bytes instead of the result", Mood::Announce(u16::MAX)),
        ("wrong-amount", "Names another amount, and charges it", Mood::WrongAmount),
        ("wrong-confirm-amount", "Confirms another amount", Mood::WrongConfirmAmount),
        ("wrong-result-amount", "Charges, and names in the result, another amount", Mood::WrongResultAmount),
        ("wrong-session", "Names another session", Mood::WrongSession),
        ("wrong-confirm-session", "Confirms another session", Mood::WrongConfirmSession),
        ("wrong-result-session", "Names another session in the result", Mood::WrongResultSession),
        ("wrong-version", "Answers in the other protocol's version", Mood::WrongHeader(HeaderPart::Version)),
        ("no-data", "Approves without saying what was charged", Mood::NoData),
        ("missing-subfields", "Approves and leaves out the last data of the result", Mood::MissingSubfields),
        ("extra-subfields", "Approves and says more than is known", Mood::ExtraSubfields),
        ("tricky-slip", "Approves, with print data that look like a message", Mood::TrickySlip),
        ("close-before-confirm", "Hangs up before it confirms; charges nothing", Mood::CloseBeforeConfirm),
        ("close-after-confirm", "Hangs up after it confirmed; charges nothing", Mood::CloseAfterConfirm),
        ("close-in-result", "Hangs up in the middle of the result", Mood::CloseInResult),
        ("split", "Approves, one byte at a time", Mood::SplitBytes),
        ("joined", "Approves, both answers in one piece", Mood::Joined),
        ("twice", "Approves, and says everything twice", Mood::Twice),
        ("late-foreign", "Approves, after results of other sales", Mood::LateForeign),
        ("late-answer", "Answers when the next request comes", Mood::Late(LatePart::Everything)),
        ("late-result", "Confirms, and gives the result when the next request comes", Mood::Late(LatePart::Result)),
        (
            "late-refusal",
            "Refuses when the next request comes; charges nothing",
            Mood::Late(LatePart::Error(ErrorCode::BUSY)),
        ),
        ("deaf-to-ack", "Approves, and hears no acknowledgement", Mood::DeafToAck),
        (
            "charges-late",
            "Loses the line after it confirmed, says twice that it holds nothing, and charges then",
            Mood::ChargesLate(2),
        ),
        (
            "approves-late",
            "Declines, and holds an approval of the same session when that was acknowledged",
            Mood::ApprovesLate,
        ),
        (
            "denies-late",
            "Approves, and holds a refusal of the same session when that was acknowledged: nothing was charged",
            Mood::DeniesLate,
        ),
        ("asleep", "Answers nothing three times, and approves then", Mood::Asleep(3)),
        ("silent-when-asked", "Approves, and says nothing when asked again", Mood::WhenAsked(AskedAgain::Silent)),
        (
            "busy-when-asked",
            "Approves, and is busy when asked again",
            Mood::WhenAsked(AskedAgain::Error(ErrorCode::BUSY)),
        ),
        ("new-terminal-id", "Approves, and has another id than before", Mood::NewTerminalId),
        ("other-terminal", "Has another id than before, and remembers nothing", Mood::OtherTerminal),
    ];

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

#[cfg(test)]
mod tests {
    use std::mem::discriminant;

    use super::*;

    #[test]
    fn each_mood_has_its_word_and_no_two_words_mean_the_same() {
        for mood in Mood::ALL {
            assert!(Mood::NAMED.iter().any(|(.., named)| discriminant(named) == discriminant(mood)), "{mood:?}");
        }
        for (place, (word, help, mood)) in Mood::NAMED.iter().enumerate() {
            assert!(!help.is_empty());
            assert!(Mood::NAMED[..place].iter().all(|(other, _, named)| other != word && named != mood), "{word}");
        }
    }
}
