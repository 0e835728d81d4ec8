//! Unknown outcomes: finding those that a dead process left, and asking the terminal about each.

use super::error::Stop;
use super::outcome::{RecoverEnd, RecoverReport, RecoveredSession, Trouble};
use super::pay::{NOT_BOOKED, acknowledge};
use super::terminal_lock::TerminalLock;
use super::{Desk, DeskError};
use crate::domain::attempt::{Attempt, AttemptState, AttemptStep};
use crate::ecr::terminal::{JournalRefused, NoAnswer, ResendEnd, SaleJournal, Terminal};

/// The terminal said that the card was not charged, and the books could not take it.
const NOT_WRITTEN: &str = "not_written";

/// Who closes what a dead process left.
const SWEEPER: &str = "system:sweep";

impl Desk {
    /// Lists the unknown outcomes of all desks, after making unknown what a dead process left in flight.
    ///
    /// # Errors
    /// [`Trouble::Store`], [`Trouble::File`].
    pub fn unresolved(&mut self) -> Result<Vec<Attempt>, DeskError> {
        let lock = self.lock_terminal()?;
        self.sweep(lock.as_ref())?;
        Ok(self.unknown_attempts()?)
    }

    /// Asks the terminal about every unknown outcome, books what it confirms once, prints its receipt, and
    /// closes what it says was not charged. Blocks: call it on the terminal's thread.
    ///
    /// # Errors
    /// [`Trouble::TerminalInUse`] while a payment is under way, [`Trouble::Store`], [`Trouble::File`].
    pub fn recover(&mut self, who: &str) -> Result<RecoverReport, DeskError> {
        let lock = self.lock_terminal()?;
        self.sweep(lock.as_ref())?;
        let attempts = self.unknown_attempts()?;
        let mut report = RecoverReport::default();
        if attempts.is_empty() {
            return Ok(report);
        }
        let _lock = lock.ok_or(Trouble::TerminalInUse)?;
        let mut terminal = self.take_terminal()?;
        let asked = attempts.into_iter().try_for_each(|attempt| {
            let end = self.ask_about(&attempt, &mut terminal, who)?;
            report.sessions.push(RecoveredSession { session: attempt.session, amount: attempt.amount, end });
            Ok::<(), DeskError>(())
        });
        self.put_back(terminal);
        asked?;
        Ok(report)
    }

    fn ask_about(&mut self, attempt: &Attempt, terminal: &mut Terminal, who: &str) -> Result<RecoverEnd, DeskError> {
        if attempt.terminal != self.setup.terminal_name() {
            return Ok(RecoverEnd::StillUnknown { reason: "another_terminal" });
        }
        let Some(operator) = self.store.operator(&attempt.operator)? else {
            return Ok(RecoverEnd::StillUnknown { reason: "operator_missing" });
        };
        let request = self.request(attempt, &operator);
        // What cannot be written now is asked again later; the other outcomes must not wait for it.
        Ok(match terminal.resend(&request, &mut Unwatched) {
            ResendEnd::Approved(approval) => match self.book(attempt, approval.card, who) {
                Ok(receipt) => {
                    acknowledge(terminal, &request);
                    let print = self.print_receipt(&receipt, who);
                    let receipt = self.store.receipt(&receipt.number)?.unwrap_or(receipt);
                    RecoverEnd::Approved { receipt: Box::new(receipt), print }
                }
                Err(error) => {
                    tracing::error!(session = %attempt.session, %error, "recovered result not booked");
                    RecoverEnd::StillUnknown { reason: NOT_BOOKED }
                }
            },
            ResendEnd::Declined(code) => {
                if self.close(attempt, AttemptStep::Decline, &format!("C:{}", code.as_str()), who) {
                    acknowledge(terminal, &request);
                    RecoverEnd::NotCharged
                } else {
                    RecoverEnd::StillUnknown { reason: NOT_WRITTEN }
                }
            }
            ResendEnd::NothingHeld if self.close(attempt, AttemptStep::CloseUncharged, "nothing_held", who) => {
                RecoverEnd::NotCharged
            }
            ResendEnd::NothingHeld => RecoverEnd::StillUnknown { reason: NOT_WRITTEN },
            ResendEnd::CannotAsk => RecoverEnd::StillUnknown { reason: "cannot_ask" },
            ResendEnd::NoAnswer(why) => RecoverEnd::StillUnknown { reason: no_answer(&why) },
        })
    }

    fn unknown_attempts(&self) -> Result<Vec<Attempt>, Stop> {
        let open = self.store.open_attempts()?;
        Ok(open.into_iter().filter(|attempt| attempt.state == AttemptState::Unknown).collect())
    }

    fn lock_terminal(&self) -> Result<Option<TerminalLock>, Trouble> {
        TerminalLock::take(&self.setup.data_dir, &self.setup.terminal_name())
    }

    /// Closes what a dead process left in flight: what was only prepared was never sent, what was sent may have
    /// been charged. An attempt whose terminal another process still holds is alive and left alone. `own` is
    /// this desk's terminal lock, where it is held.
    pub(super) fn sweep(&mut self, own: Option<&TerminalLock>) -> Result<(), Stop> {
        let ours = self.setup.terminal_name();
        for attempt in self.store.open_attempts()? {
            if !attempt.state.is_in_flight() {
                continue;
            }
            let _lock = if attempt.terminal == ours {
                if own.is_none() {
                    continue;
                }
                None
            } else {
                match TerminalLock::take(&self.setup.data_dir, &attempt.terminal)? {
                    None => continue,
                    lock => lock,
                }
            };
            self.close_left_over(&attempt)?;
        }
        Ok(())
    }

    fn close_left_over(&mut self, attempt: &Attempt) -> Result<(), Stop> {
        let (step, reason) = match attempt.state {
            AttemptState::Prepared => (AttemptStep::CloseUncharged, "crashed_before_sending"),
            _ => (AttemptStep::LoseTrack, "crashed"),
        };
        // Read again under the lock: it may have ended between the list and the lock.
        let state = self.store.attempt(attempt.id)?.map(|now| now.state);
        if state == Some(attempt.state) {
            self.store.step(attempt.id, step, Some(reason), self.now(), SWEEPER)?;
        }
        Ok(())
    }
}

/// Asking about an outcome has no steps of its own.
struct Unwatched;

impl SaleJournal for Unwatched {
    fn sending(&mut self) -> Result<(), JournalRefused> {
        Ok(())
    }

    fn confirmed(&mut self) {}
}

/// The stable word for why asking again gave nothing.
fn no_answer(why: &NoAnswer) -> &'static str {
    match why {
        NoAnswer::Link(_) => "terminal_unreachable",
        NoAnswer::LineNoisy => "line_noisy",
        NoAnswer::BadValue(_) => "bad_value",
        NoAnswer::Lost(lost) => lost.word(),
    }
}
