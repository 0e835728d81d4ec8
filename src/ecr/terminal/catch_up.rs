//! Order on a line that may still carry the answer to an earlier request. An ERROR names no session, so a late
//! one would be taken for the answer to the next request, and a charge for a refusal. A terminal answers in
//! order: what it says before it returns an echo's text is old. So the text is of one echo alone: an answer to an
//! earlier one, taken for that to the last, would leave an answer under way.

use super::Terminal;
use crate::ecr::line::{Fault, Line};
use crate::ecr::message::{Reply, Request};
use crate::ecr::sale::{EcrError, LostTrack, NoAnswer, SaleJournal};
use crate::ecr::{trace, wait};

/// Late messages to one echo, after which the line is taken for broken.
const MOST_LATE: usize = 1000;

/// How often an echo is tried: once more where it fell into the end of a sale, and longer where nothing is open and the
/// terminal may only be slow to wake.
const TRIES: u32 = 2;
const TRIES_TO_WAKE: u32 = MOST_ECHOES;

/// The most echoes that go before one request, each waited for as long as an echo is.
pub const MOST_ECHOES: u32 = 5;

/// What the wait for an echo gave, where it did not come.
enum Missed {
    /// The end of an earlier sale came instead: the echo fell into it and was lost.
    Ended,
    /// Nothing to hope for.
    For(EcrError),
}

impl Terminal {
    /// An earlier request may still be answered, or may still run. The next sale waits until the terminal has caught
    /// up, on whatever line; other requests do where the line can carry old answers: a serial one, or one that is kept.
    pub fn distrust(&mut self) {
        self.in_doubt = true;
        self.unended = true;
    }

    /// Nothing was heard of the terminal for long: it may sleep. The next sale makes sure that it is awake.
    pub fn wake_first(&mut self) {
        self.asleep = true;
    }

    /// Whether the last request was answered: a terminal that answers is in the middle of nothing.
    pub(super) fn note_answered(&mut self, answered: bool) {
        self.unended = !answered;
        self.asleep &= !answered;
        self.heard |= answered;
    }

    /// Whether the terminal answered something since this was asked last.
    pub fn take_heard(&mut self) -> bool {
        std::mem::take(&mut self.heard)
    }

    /// Something was said to which an answer may come that nobody waits for. On a wire, and on a connection that is
    /// kept, there is no end at which it would be thrown away: the next request waits for the terminal to catch up.
    pub(super) fn doubt_what_is_kept(&mut self) {
        self.in_doubt |= self.profile.keep_open || self.connector.carries_old_answers();
    }

    /// Whether whoever uses the terminal next must know that an earlier request may still be answered, or run.
    pub fn is_in_doubt(&self) -> bool {
        self.unended || (self.in_doubt && self.connector.carries_old_answers())
    }

    /// Whether the line that is about to be used must be caught up with. A new connection has no past.
    pub(super) fn must_catch_up(&mut self, line: &Line) -> bool {
        self.in_doubt &= line.is_used() || self.connector.carries_old_answers();
        self.in_doubt
    }

    /// Waits until the terminal returns an echo, telling the journal what comes before. `about` says for which request,
    /// to whoever reads the log.
    ///
    /// # Errors
    /// See [`EcrError`]: nothing else may be sent on this line.
    pub(super) fn catch_up(
        &mut self,
        line: &mut Line,
        about: &str,
        journal: &mut dyn SaleJournal,
    ) -> Result<(), EcrError> {
        let only_asleep = self.asleep && !self.unended && !self.in_doubt;
        for _ in 0..if only_asleep { TRIES_TO_WAKE } else { TRIES } {
            let text = format!("sync {about} {}", self.next_echo);
            self.next_echo = self.next_echo.wrapping_add(1);
            match self.echo_through(line, &text, journal) {
                Ok(()) => {
                    self.in_doubt = false;
                    self.note_answered(true);
                    return Ok(());
                }
                // It fell into the end of a sale, or into a sleep.
                Err(Missed::Ended | Missed::For(EcrError::Silent)) => {}
                Err(Missed::For(error)) => return Err(error),
            }
        }
        self.unended = true;
        Err(EcrError::Silent)
    }

    fn echo_through(&self, line: &mut Line, text: &str, journal: &mut dyn SaleJournal) -> Result<(), Missed> {
        let request = Request::Echo { text: text.to_owned(), ecr: None };
        let bytes = self.encode(&request).map_err(|bad| Missed::For(bad.into()))?;
        line.send(&bytes).map_err(|error| Missed::For(error.into()))?;
        wait::tell(journal, trace::of_request(&request));
        let until = line.now().saturating_add(self.profile.echo_timeout);
        let (mut ended, mut refused) = (false, None);
        for _ in 0..MOST_LATE {
            let frame = match line.next(until, until) {
                Ok(Some(frame)) => frame,
                Ok(None) if ended => return Err(Missed::Ended),
                Ok(None) => return Err(Missed::For(refused.map_or(EcrError::Silent, EcrError::Refused))),
                Err(Fault::Link(error)) => return Err(Missed::For(error.into())),
                Err(Fault::Unreadable | Fault::Babble) => return Err(Missed::For(EcrError::Unreadable)),
            };
            match self.profile.dialect.decode_reply(&frame) {
                Ok(Reply::Echo { text: returned, .. }) if returned == text => return Ok(()),
                Ok(Reply::Result(_)) => ended = true,
                Ok(Reply::Error(code)) => refused = Some(code),
                Ok(_) | Err(_) => {}
            }
            self.tell_late(std::slice::from_ref(&frame), journal);
        }
        Err(Missed::For(EcrError::Unreadable))
    }
}

/// Asking about an outcome failed before the question: nothing new is known.
impl From<EcrError> for NoAnswer {
    fn from(error: EcrError) -> NoAnswer {
        match error {
            EcrError::Link(error) => NoAnswer::Link(error),
            EcrError::LineNoisy => NoAnswer::LineNoisy,
            EcrError::BadValue(bad) => NoAnswer::BadValue(bad),
            EcrError::Silent => NoAnswer::Lost(LostTrack::SilentBeforeConfirm),
            EcrError::Unreadable => NoAnswer::Lost(LostTrack::Unreadable),
            EcrError::Refused(code) => NoAnswer::Lost(LostTrack::AskRefused(code)),
        }
    }
}
