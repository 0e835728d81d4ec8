//! The words of `terminal simulate --mood`: one for each way in which a simulated terminal can answer.

use clap::ValueEnum;

use crate::desk::ErrorCode;
use crate::desk::simulator::{AskedAgain, HeaderPart, LatePart, Mood, ResultCode, Spot};

/// How a simulated terminal answers. Where nothing else is said, the card is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MoodArg {
    /// Charges the card.
    Approve,
    /// Declines.
    Decline,
    /// Declines, and names another amount.
    DeclineWrongAmount,
    /// Refuses the request: somebody is in its menu.
    Busy,
    /// Refuses the request: it does not understand it.
    Refuse,
    /// Confirms, charges the card and reports an error.
    ErrorAfterConfirm,
    /// Confirms and refuses another session, then approves this one.
    ErrorOfAnother,
    /// Charges the card and hangs up before the answer.
    LoseAnswer,
    /// Answers without having confirmed.
    LoseConfirm,
    /// Answers, and confirms after that.
    ResultFirst,
    /// Says nothing, charges nothing.
    Silent,
    /// Confirms, charges the card and says nothing more.
    SilentAfterConfirm,
    /// Charges the card and answers with noise.
    Noise,
    /// Answers right, with noise before it.
    NoiseBefore,
    /// Answers with noise inside the result.
    NoiseInside,
    /// Answers right, with noise after it.
    NoiseAfter,
    /// Announces a frame of no bytes instead of the result.
    AnnounceNothing,
    /// Announces a frame of 65,535 bytes instead of the result.
    AnnounceTooMuch,
    /// Names another amount, and charges it.
    WrongAmount,
    /// Confirms another amount.
    WrongConfirmAmount,
    /// Charges, and names in the result, another amount.
    WrongResultAmount,
    /// Names another session.
    WrongSession,
    /// Confirms another session.
    WrongConfirmSession,
    /// Names another session in the result.
    WrongResultSession,
    /// Answers in the other protocol's version.
    WrongVersion,
    /// Approves without saying what was charged.
    NoData,
    /// Approves and leaves out the last data of the result.
    MissingSubfields,
    /// Approves and says more than is known.
    ExtraSubfields,
    /// Approves, with print data that look like a message.
    TrickySlip,
    /// Hangs up before it confirms; charges nothing.
    CloseBeforeConfirm,
    /// Hangs up after it confirmed; charges nothing.
    CloseAfterConfirm,
    /// Hangs up in the middle of the result.
    CloseInResult,
    /// Approves, one byte at a time.
    Split,
    /// Approves, both answers in one piece.
    Joined,
    /// Approves, and says everything twice.
    Twice,
    /// Approves, after results of other sales.
    LateForeign,
    /// Answers when the next request comes.
    LateAnswer,
    /// Confirms, and gives the result when the next request comes.
    LateResult,
    /// Refuses when the next request comes; charges nothing.
    LateRefusal,
    /// Approves, and hears no acknowledgement.
    DeafToAck,
    /// Loses the line after it confirmed, says twice that it holds nothing, and charges then.
    ChargesLate,
    /// Declines, and holds an approval of the same session when that was acknowledged.
    ApprovesLate,
    /// Approves, and holds a refusal of the same session when that was acknowledged: nothing was charged.
    DeniesLate,
    /// Answers nothing three times, and approves then.
    Asleep,
    /// Approves, and says nothing when asked again.
    SilentWhenAsked,
    /// Approves, and is busy when asked again.
    BusyWhenAsked,
    /// Approves, and has another id than before.
    NewTerminalId,
    /// Has another id than before, and remembers nothing.
    OtherTerminal,
}

impl MoodArg {
    /// The mood; `declined` is the code of those that decline.
    pub(super) fn mood(self, declined: ResultCode) -> Mood {
        match self {
            MoodArg::Approve => Mood::Approve,
            MoodArg::Decline => Mood::Decline(declined),
            MoodArg::DeclineWrongAmount => Mood::DeclineWrongAmount(declined),
            MoodArg::Busy => Mood::Busy,
            MoodArg::Refuse => Mood::Error(ErrorCode::SYNTAX),
            MoodArg::ErrorAfterConfirm => Mood::ErrorAfterConfirm(ErrorCode::NOTHING_HELD),
            MoodArg::ErrorOfAnother => Mood::ErrorOfAnother(ErrorCode::BUSY),
            MoodArg::LoseAnswer => Mood::LoseAnswer,
            MoodArg::LoseConfirm => Mood::LoseConfirm,
            MoodArg::ResultFirst => Mood::ResultFirst,
            MoodArg::Silent => Mood::Silent,
            MoodArg::SilentAfterConfirm => Mood::SilentAfterConfirm,
            MoodArg::Noise => Mood::Noise,
            MoodArg::NoiseBefore => Mood::NoiseAt(Spot::BeforeConfirm),
            MoodArg::NoiseInside => Mood::NoiseAt(Spot::InResult),
            MoodArg::NoiseAfter => Mood::NoiseAt(Spot::AfterResult),
            MoodArg::AnnounceNothing => Mood::Announce(0),
            MoodArg::AnnounceTooMuch => Mood::Announce(u16::MAX),
            MoodArg::WrongAmount => Mood::WrongAmount,
            MoodArg::WrongConfirmAmount => Mood::WrongConfirmAmount,
            MoodArg::WrongResultAmount => Mood::WrongResultAmount,
            MoodArg::WrongSession => Mood::WrongSession,
            MoodArg::WrongConfirmSession => Mood::WrongConfirmSession,
            MoodArg::WrongResultSession => Mood::WrongResultSession,
            MoodArg::WrongVersion => Mood::WrongHeader(HeaderPart::Version),
            MoodArg::NoData => Mood::NoData,
            MoodArg::MissingSubfields => Mood::MissingSubfields,
            MoodArg::ExtraSubfields => Mood::ExtraSubfields,
            MoodArg::TrickySlip => Mood::TrickySlip,
            MoodArg::CloseBeforeConfirm => Mood::CloseBeforeConfirm,
            MoodArg::CloseAfterConfirm => Mood::CloseAfterConfirm,
            MoodArg::CloseInResult => Mood::CloseInResult,
            MoodArg::Split => Mood::SplitBytes,
            MoodArg::Joined => Mood::Joined,
            MoodArg::Twice => Mood::Twice,
            MoodArg::LateForeign => Mood::LateForeign,
            MoodArg::LateAnswer => Mood::Late(LatePart::Everything),
            MoodArg::LateResult => Mood::Late(LatePart::Result),
            MoodArg::LateRefusal => Mood::Late(LatePart::Error(ErrorCode::BUSY)),
            MoodArg::DeafToAck => Mood::DeafToAck,
            MoodArg::ChargesLate => Mood::ChargesLate(2),
            MoodArg::ApprovesLate => Mood::ApprovesLate,
            MoodArg::DeniesLate => Mood::DeniesLate,
            MoodArg::Asleep => Mood::Asleep(3),
            MoodArg::SilentWhenAsked => Mood::WhenAsked(AskedAgain::Silent),
            MoodArg::BusyWhenAsked => Mood::WhenAsked(AskedAgain::Error(ErrorCode::BUSY)),
            MoodArg::NewTerminalId => Mood::NewTerminalId,
            MoodArg::OtherTerminal => Mood::OtherTerminal,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::mem::discriminant;

    use super::*;

    #[test]
    fn each_mood_has_its_word_and_no_two_words_mean_the_same() {
        let moods: Vec<Mood> =
            MoodArg::value_variants().iter().map(|word| word.mood(ResultCode::DECLINED_BY_HOST)).collect();
        for mood in Mood::ALL {
            assert!(moods.iter().any(|said| discriminant(said) == discriminant(mood)), "{mood:?}");
        }
        for (place, mood) in moods.iter().enumerate() {
            assert!(!moods[..place].contains(mood), "{mood:?}");
        }
    }

    #[test]
    fn each_word_is_explained_in_the_help() {
        for word in MoodArg::value_variants() {
            let value = word.to_possible_value().unwrap();
            assert!(value.get_help().is_some_and(|help| !help.to_string().is_empty()), "{}", value.get_name());
        }
    }
}
