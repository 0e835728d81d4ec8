//! Waiting for the answers to one request. What each answer means is judged in `judge`; here is what it does
//! to the wait.

use std::time::Duration;

use super::codes::{ErrorCode, ResultCode};
use super::frame::{Direction, Frame};
use super::judge::{Expected, Judged, Verdict};
use super::line::{Fault, Line};
use super::link::LinkError;
use super::message::Reply;
use super::reported::ReportedResult;
use super::sale::{EchoReply, EcrError, LostTrack, NoAnswer, ResendAllEnd, ResendEnd, SaleEnd, SaleJournal};
use super::terminal::TerminalProfile;
use super::trace::{self, Fate, TraceLine};

/// Answers that are not ours, to one request, after which the line is taken for broken.
const MOST_FOREIGN: usize = 1000;
/// For an answer that has begun in time to come to its end: the longest frame takes 8.6 s at 9600 baud.
const LONGEST_FRAME: Duration = Duration::from_secs(10);

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
            Err(fault) => return SaleEnd::Unknown(lost_by(&fault, journal)),
        };
        match heard(expected.judge(&frame), foreign && !confirmed, journal) {
            Verdict::Confirmed if confirmed => {}
            Verdict::Confirmed => {
                (confirmed, foreign) = (true, false);
                until = line.now().saturating_add(limits.result_timeout);
                at_last = until;
                journal.confirmed();
            }
            Verdict::Approved(approval) => return SaleEnd::Approved(*approval),
            Verdict::Declined(code) if is_damaged(code, line) => return SaleEnd::Unknown(LostTrack::Unreadable),
            Verdict::Declined(code) => return SaleEnd::Declined(code),
            Verdict::Error(code) if confirmed => return SaleEnd::Unknown(LostTrack::ErrorAfterConfirm(code)),
            // An error names no session: after an answer for another sale it may be that one's.
            Verdict::Error(_) if foreign => {}
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
pub(super) fn resend(
    line: &mut Line,
    limits: &TerminalProfile,
    expected: &Expected<'_>,
    journal: &mut dyn SaleJournal,
) -> ResendEnd {
    let until = line.now().saturating_add(limits.confirm_timeout);
    let at_last = until.saturating_add(LONGEST_FRAME);
    let lost = |lost| ResendEnd::NoAnswer(NoAnswer::Lost(lost));
    let mut foreign = false;
    for _ in 0..MOST_FOREIGN {
        let frame = match line.next(until, at_last) {
            Ok(Some(frame)) => frame,
            Ok(None) if foreign => return lost(LostTrack::ForeignSession),
            Ok(None) => return lost(LostTrack::SilentBeforeConfirm),
            Err(fault) => return lost(lost_by(&fault, journal)),
        };
        match heard(expected.judge(&frame), foreign, journal) {
            Verdict::Approved(approval) => return ResendEnd::Approved(*approval),
            Verdict::Declined(code) if is_damaged(code, line) => return lost(LostTrack::Unreadable),
            Verdict::Declined(code) => return ResendEnd::Declined(code),
            // As in a sale: it may be the answer about another one.
            Verdict::Error(_) if foreign => {}
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

/// Whether a refusal is rather an approval of which a byte came twice, which makes `C00` a `CC0` and leaves a byte
/// over. A listed code is none.
fn is_damaged(code: ResultCode, line: &mut Line) -> bool {
    code.known().is_none() && line.has_leftovers()
}

/// What becomes of a RESEND-ALL's answers while they come.
pub(super) trait Taker {
    /// A result came that can be believed as it stands. It is on disk, and acknowledged on the line where it is ours, when
    /// this returns.
    fn take(&mut self, line: &mut Line, result: &ReportedResult);

    /// Nothing comes any more: asks for an echo of [`END_OF_LIST`].
    ///
    /// # Errors
    /// [`LinkError`]: the line is gone.
    fn ask_for_the_end(&mut self, line: &mut Line) -> Result<(), LinkError>;
}

/// The echo that ends a list of a terminal that does not say so itself.
pub(super) const END_OF_LIST: &str = "end of list";
/// A terminal that says nothing for so long after a result, and after its acknowledgement, has told the last one, or
/// waits: an echo, answered in order, tells which.
const AFTER_A_RESULT: Duration = Duration::from_millis(250);

/// Waits for the answers to a RESEND-ALL, to their end, and has each taken before the next is waited for: some terminals
/// offer it only then. The end is `E/000`, or the answer to an echo (ecr-protocols, flow 7). Each further result has as
/// long as a CONFIRMED; all of them together have as long as a result.
pub(super) fn resend_all(
    line: &mut Line,
    limits: &TerminalProfile,
    journal: &mut dyn SaleJournal,
    taker: &mut dyn Taker,
) -> ResendAllEnd {
    let mut until = line.now().saturating_add(limits.confirm_timeout);
    let at_last = line.now().saturating_add(limits.result_timeout.max(limits.confirm_timeout));
    let mut held: Vec<ReportedResult> = Vec::new();
    let (mut torn, mut echo_asked) = (false, false);
    for _ in 0..MOST_FOREIGN {
        let quiet = if held.is_empty() || echo_asked { until } else { line.now().saturating_add(AFTER_A_RESULT) };
        let quiet = quiet.min(until);
        let frame = match line.next(quiet, quiet.saturating_add(LONGEST_FRAME)) {
            Ok(Some(frame)) => frame,
            Ok(None) if !echo_asked => {
                if let Err(error) = taker.ask_for_the_end(line) {
                    return broken_off(held, lost_by(&Fault::Link(error), journal));
                }
                echo_asked = true;
                until = line.now().saturating_add(limits.confirm_timeout);
                continue;
            }
            Ok(None) if line.now() >= at_last && !held.is_empty() => return broken_off(held, LostTrack::Unreadable),
            Ok(None) => return broken_off(held, LostTrack::SilentBeforeConfirm),
            Err(fault) => return broken_off(held, lost_by(&fault, journal)),
        };
        match listed(&frame, limits, journal) {
            Listed::Result(result) => {
                // A refusal may be an approval with one damaged byte: only one that is listed, in order, is taken.
                if result.code.is_approved() || (!torn && result.code.known().is_some()) {
                    taker.take(line, &result);
                }
                if !held.contains(&*result) {
                    held.push(*result);
                    until = line.now().saturating_add(limits.confirm_timeout).min(at_last);
                }
            }
            // What could not be read may have been a result: the list is not whole, and the rest of it counts.
            Listed::Unreadable => torn = true,
            Listed::Nothing => {}
            Listed::Echo(text) if !(echo_asked && text == END_OF_LIST) => {}
            Listed::Echo(_) if torn => return broken_off(held, LostTrack::Unreadable),
            Listed::Echo(_) => return ResendAllEnd::Results(held),
            Listed::End(code) if code.is_success() && torn => return broken_off(held, LostTrack::Unreadable),
            Listed::End(code) if code.is_success() => return ResendAllEnd::Results(held),
            Listed::End(code) if code == ErrorCode::NOTHING_HELD && held.is_empty() && !torn => {
                return ResendAllEnd::Results(held);
            }
            Listed::End(code) => return broken_off(held, LostTrack::AskRefused(code)),
        }
    }
    broken_off(held, LostTrack::Unreadable)
}

/// What a frame is among the answers to a RESEND-ALL.
enum Listed {
    Result(Box<ReportedResult>),
    End(ErrorCode),
    Echo(String),
    Unreadable,
    Nothing,
}

fn listed(frame: &Frame, limits: &TerminalProfile, journal: &mut dyn SaleJournal) -> Listed {
    if frame.direction == Direction::Ecr {
        // A line that echoes what the desk wrote.
        return Listed::Nothing;
    }
    let reply = match limits.dialect.decode_reply(frame) {
        Ok(reply) => reply,
        Err(error) => {
            tell(journal, trace::unreadable(&error));
            return if error.is_unknown_letter() { Listed::Nothing } else { Listed::Unreadable };
        }
    };
    let (fate, listed) = match &reply {
        Reply::Result(result) => (Fate::Ours, Listed::Result(Box::new(ReportedResult::from(result)))),
        Reply::Error(code) => (Fate::Ours, Listed::End(*code)),
        Reply::Echo { text, .. } => (Fate::Ignored, Listed::Echo(text.clone())),
        Reply::Confirmed { .. } => (Fate::Ignored, Listed::Nothing),
    };
    trace::lines(&reply, fate).into_iter().for_each(|line| tell(journal, line));
    listed
}

/// What was charged in a list that did not come whole. A refusal in it may be an approval with one damaged byte.
fn broken_off(mut so_far: Vec<ReportedResult>, lost: LostTrack) -> ResendAllEnd {
    so_far.retain(|result| result.code.is_approved());
    ResendAllEnd::NoAnswer { so_far, why: NoAnswer::Lost(lost) }
}

/// Waits for the answer to an echo of `sent`.
pub(super) fn echo(
    line: &mut Line,
    limits: &TerminalProfile,
    sent: &str,
    journal: &mut dyn SaleJournal,
) -> Result<EchoReply, EcrError> {
    answer(line, limits, journal, |reply| match reply {
        Reply::Echo { text, terminal_id, app_version } if text == sent => {
            Some(EchoReply { text: text.clone(), terminal_id: terminal_id.clone(), app_version: app_version.clone() })
        }
        _ => None,
    })
}

/// Waits for the `E/000` to a CONTROL.
pub(super) fn success(
    line: &mut Line,
    limits: &TerminalProfile,
    journal: &mut dyn SaleJournal,
) -> Result<(), EcrError> {
    answer(line, limits, journal, |reply| matches!(reply, Reply::Error(code) if code.is_success()).then_some(()))
}

/// Waits for the wanted answer of a request that charges nobody.
fn answer<T>(
    line: &mut Line,
    limits: &TerminalProfile,
    journal: &mut dyn SaleJournal,
    wanted: impl Fn(&Reply) -> Option<T>,
) -> Result<T, EcrError> {
    let until = line.now().saturating_add(limits.echo_timeout);
    for _ in 0..MOST_FOREIGN {
        let frame = match line.next(until, until) {
            Ok(Some(frame)) => frame,
            Ok(None) => return Err(EcrError::Silent),
            Err(Fault::Link(error)) => return Err(error.into()),
            Err(Fault::Unreadable | Fault::Babble) => return Err(EcrError::Unreadable),
        };
        if frame.direction == Direction::Ecr {
            continue;
        }
        let reply = limits.dialect.decode_reply(&frame).map_err(|_| EcrError::Unreadable)?;
        if let Some(answer) = wanted(&reply) {
            return Ok(answer);
        }
        match &reply {
            Reply::Error(code) if !code.is_success() => return Err(EcrError::Refused(*code)),
            // Late answers to other requests.
            _ => tell_other(journal, &reply, Fate::Foreign),
        }
    }
    Err(EcrError::Unreadable)
}

/// Tells what was heard, and passes on what it says of the sale. An error is not taken for ours while it may
/// be another sale's.
fn heard(mut judged: Judged, doubt_errors: bool, journal: &mut dyn SaleJournal) -> Verdict {
    if doubt_errors && matches!(judged.verdict, Verdict::Error(_)) {
        judged.lines.iter_mut().for_each(|line| line.fate = Fate::Foreign);
    }
    judged.lines.into_iter().for_each(|line| tell(journal, line));
    judged.foreign.into_iter().for_each(|result| journal.foreign(result));
    judged.verdict
}

/// Tells of a reply that answers nothing that was asked; a result is kept.
pub(super) fn tell_other(journal: &mut dyn SaleJournal, reply: &Reply, fate: Fate) {
    trace::lines(reply, fate).into_iter().for_each(|line| tell(journal, line));
    if let Reply::Result(result) = reply {
        journal.foreign(ReportedResult::from(result));
    }
}

fn lost_by(fault: &Fault, journal: &mut dyn SaleJournal) -> LostTrack {
    match fault {
        Fault::Link(error) => {
            tracing::warn!(%error, "the terminal's line failed after a request");
            LostTrack::LineClosed
        }
        Fault::Unreadable | Fault::Babble => {
            tell(journal, trace::unreadable(&"bytes that are no frame"));
            LostTrack::Unreadable
        }
    }
}

/// Keeps a masked line of a message in the log and with the sale.
pub(super) fn tell(journal: &mut dyn SaleJournal, line: TraceLine) {
    trace::log(&line);
    journal.trace(line);
}
