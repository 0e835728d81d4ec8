//! Waiting for the answers to one request. What each answer means is judged in `judge`; here is what it does
//! to the wait.

use super::codes::ErrorCode;
use super::judge::{Expected, Verdict};
use super::line::{Fault, Line};
use super::message::Reply;
use super::sale::{EchoReply, EcrError, LostTrack, NoAnswer, ResendEnd, SaleEnd, SaleJournal};
use super::terminal::TerminalProfile;
use super::trace::{self, Fate, TraceLine};

/// Answers that are not ours, to one request, after which the line is taken for broken.
const MOST_FOREIGN: usize = 1000;

/// Waits for CONFIRMED and RESULT of a sale whose AMOUNT has just been written. A terminal that says nothing
/// in the time for CONFIRMED ends the wait: the card may be charged all the same, so the end is *unknown*, and
/// nobody stands before a dead terminal for the minutes that a result may take.
pub(super) fn sale(
    line: &mut Line,
    limits: &TerminalProfile,
    expected: &Expected<'_>,
    journal: &mut dyn SaleJournal,
) -> SaleEnd {
    let mut until = line.now().saturating_add(limits.confirm_timeout);
    let mut at_last = until.saturating_add(limits.result_timeout);
    let mut confirmed = false;
    let mut foreign = false;
    for _ in 0..MOST_FOREIGN {
        let frame = match line.next(until, at_last) {
            Ok(Some(frame)) => frame,
            Ok(None) if foreign => return SaleEnd::Unknown(LostTrack::ForeignSession),
            Ok(None) if confirmed => return SaleEnd::Unknown(LostTrack::SilentAfterConfirm),
            Ok(None) => return SaleEnd::Unknown(LostTrack::SilentBeforeConfirm),
            Err(fault) => return SaleEnd::Unknown(lost_by(&fault)),
        };
        let (verdict, lines) = expected.judge(&frame);
        lines.into_iter().for_each(|line| tell(journal, line));
        match verdict {
            Verdict::Confirmed if confirmed => {}
            Verdict::Confirmed => {
                (confirmed, foreign) = (true, false);
                until = line.now().saturating_add(limits.result_timeout);
                at_last = until;
                journal.confirmed();
            }
            Verdict::Approved(approval) => return SaleEnd::Approved(*approval),
            Verdict::Declined(code) => return SaleEnd::Declined(code),
            Verdict::Error(code) if confirmed => return SaleEnd::Unknown(LostTrack::ErrorAfterConfirm(code)),
            Verdict::Error(code) => return SaleEnd::Refused(code),
            Verdict::ForeignAmount => return SaleEnd::Unknown(LostTrack::ForeignAmount),
            Verdict::Unreadable => return SaleEnd::Unknown(LostTrack::Unreadable),
            Verdict::Foreign => foreign = true,
            Verdict::Nothing => {}
        }
    }
    SaleEnd::Unknown(LostTrack::Unreadable)
}

/// Waits for the answer to a RESEND, as long as for a CONFIRMED.
pub(super) fn resend(line: &mut Line, limits: &TerminalProfile, expected: &Expected<'_>) -> ResendEnd {
    let until = line.now().saturating_add(limits.confirm_timeout);
    let at_last = until.saturating_add(limits.confirm_timeout);
    let lost = |lost| ResendEnd::NoAnswer(NoAnswer::Lost(lost));
    let mut foreign = false;
    for _ in 0..MOST_FOREIGN {
        let frame = match line.next(until, at_last) {
            Ok(Some(frame)) => frame,
            Ok(None) if foreign => return lost(LostTrack::ForeignSession),
            Ok(None) => return lost(LostTrack::SilentBeforeConfirm),
            Err(fault) => return lost(lost_by(&fault)),
        };
        let (verdict, lines) = expected.judge(&frame);
        lines.iter().for_each(trace::log);
        match verdict {
            Verdict::Approved(approval) => return ResendEnd::Approved(*approval),
            Verdict::Declined(code) => return ResendEnd::Declined(code),
            Verdict::Error(code) if code == ErrorCode::NOTHING_HELD => return ResendEnd::NothingHeld,
            Verdict::Error(code) => return lost(LostTrack::AskRefused(code)),
            Verdict::ForeignAmount => return lost(LostTrack::ForeignAmount),
            Verdict::Unreadable => return lost(LostTrack::Unreadable),
            Verdict::Foreign => foreign = true,
            Verdict::Confirmed | Verdict::Nothing => {}
        }
    }
    lost(LostTrack::Unreadable)
}

/// Waits for the answer to an echo of `sent`.
pub(super) fn echo(line: &mut Line, limits: &TerminalProfile, sent: &str) -> Result<EchoReply, EcrError> {
    let until = line.now().saturating_add(limits.echo_timeout);
    for _ in 0..MOST_FOREIGN {
        let frame = match line.next(until, until) {
            Ok(Some(frame)) => frame,
            Ok(None) => return Err(EcrError::Silent),
            Err(Fault::Link(error)) => return Err(error.into()),
            Err(Fault::Unreadable | Fault::Babble) => return Err(EcrError::Unreadable),
        };
        match limits.dialect.decode_reply(&frame) {
            Ok(Reply::Echo { text, terminal_id, app_version }) if text == sent => {
                return Ok(EchoReply { text, terminal_id, app_version });
            }
            Ok(Reply::Error(code)) if !code.is_success() => return Err(EcrError::Refused(code)),
            // Late answers to other requests.
            Ok(reply) => trace::log(&trace::of_reply(&reply, Fate::Foreign)),
            Err(_) => return Err(EcrError::Unreadable),
        }
    }
    Err(EcrError::Unreadable)
}

fn lost_by(fault: &Fault) -> LostTrack {
    match fault {
        Fault::Link(error) => {
            tracing::warn!(%error, "the terminal's line failed after a request");
            LostTrack::LineClosed
        }
        Fault::Unreadable | Fault::Babble => LostTrack::Unreadable,
    }
}

/// Keeps a masked line of a message in the log and with the sale.
pub(super) fn tell(journal: &mut dyn SaleJournal, line: TraceLine) {
    trace::log(&line);
    journal.trace(line);
}
