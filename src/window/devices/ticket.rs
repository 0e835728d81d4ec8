//! Who asked holds the ticket, and only a ticket gives the answer: of the type that was asked for, once.

use std::fmt;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::Answer;
use crate::desk::{DeskError, Trouble};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JobNo(pub(super) u64);

/// Why a job did not do what was asked.
pub type Failed = Arc<DeskError>;

/// What was asked for and is not answered yet.
pub struct Ticket<A> {
    job: JobNo,
    answer: Receiver<Result<A, Failed>>,
}

impl<A> Ticket<A> {
    pub(super) fn new(job: JobNo, answer: Receiver<Result<A, Failed>>) -> Ticket<A> {
        Ticket { job, answer }
    }

    pub fn job(&self) -> JobNo {
        self.job
    }

    /// What was answered, where this is the end of its job.
    pub fn redeem(&self, answer: &Answer) -> Option<Result<A, Failed>> {
        let ends = answer.job == self.job && answer.step.is_none();
        ends.then(|| self.answer.try_recv().unwrap_or_else(|_| Err(gone())))
    }

    /// The same from a place that waits for one thing at a time, which is empty afterwards.
    pub fn take(waiting: &mut Option<Ticket<A>>, answer: &Answer) -> Option<Result<A, Failed>> {
        let said = waiting.as_ref()?.redeem(answer)?;
        *waiting = None;
        Some(said)
    }
}

impl<A> fmt::Debug for Ticket<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Ticket").field(&self.job).finish()
    }
}

/// The thread that should do a job is gone; the program must be started again.
pub(super) fn gone() -> Failed {
    Arc::new(DeskError::Trouble(Trouble::ThreadGone))
}

#[cfg(test)]
mod tests {
    use super::super::Devices;
    use super::*;
    use crate::desk::Caller;
    use crate::window::request::{CheckDisk, Unresolved};

    #[test]
    fn a_ticket_takes_the_answer_of_its_own_job_and_of_no_other_once() {
        let (mut devices, taken) = Devices::unmanned();
        let (mut disk, mut other) =
            (Some(devices.ask(CheckDisk { who: Caller::User })), Some(devices.ask(CheckDisk { who: Caller::User })));
        let mut attempts = Some(devices.ask(Unresolved { who: Caller::User }));
        let jobs: Vec<_> = taken.try_iter().collect();
        let answer = jobs[1].answer::<CheckDisk>(Ok(())).unwrap();
        assert!(Ticket::take(&mut disk, &answer).is_none() && Ticket::take(&mut attempts, &answer).is_none());
        assert!(disk.is_some() && attempts.is_some(), "who waits still waits");
        assert!(matches!(Ticket::take(&mut other, &answer), Some(Ok(()))));
        assert!(other.is_none() && Ticket::take(&mut other, &answer).is_none());
    }
}
