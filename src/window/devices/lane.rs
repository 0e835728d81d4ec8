//! The way to one thread, and what it owes: a thread that does not answer in time is given no further work, and
//! whoever waits for it is told. It is not ended: what it still says is taken.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use super::{Answer, Failed, Job, JobNo, Said, work};
use crate::desk::watchdog::Work;
use crate::desk::{DeskError, Trouble};
use crate::domain::session::SessionNo;

/// One thread's jobs, in the order in which it does them.
#[derive(Debug)]
pub(super) struct Lane {
    jobs: Sender<(JobNo, Job)>,
    owed: VecDeque<Owed>,
    stuck: Option<Stuck>,
}

/// A job without its answer.
#[derive(Debug)]
struct Owed {
    job: JobNo,
    work: Work,
    /// The first tick at which the thread had nothing older to do.
    since: Option<Instant>,
    /// Whether whoever waited was told that it hangs.
    told: bool,
    refusal: fn(Failed) -> Said,
}

/// What the thread hangs in.
#[derive(Debug, Clone, Copy)]
struct Stuck {
    work: Work,
    session: Option<SessionNo>,
}

impl Stuck {
    fn answer(self, job: JobNo, refusal: fn(Failed) -> Said) -> Answer {
        let trouble = Trouble::Unanswered { work: self.work, session: self.session };
        Answer { job, said: refusal(Arc::new(DeskError::Trouble(trouble))) }
    }
}

impl Lane {
    pub(super) fn new(jobs: Sender<(JobNo, Job)>) -> Lane {
        Lane { jobs, owed: VecDeque::new(), stuck: None }
    }

    /// Hands a job over, or answers it at once: the thread hangs, or is gone.
    pub(super) fn ask(&mut self, number: JobNo, job: Job) -> Option<Answer> {
        let refusal = work::refusal(&job);
        if let Some(stuck) = self.stuck {
            return Some(stuck.answer(number, refusal));
        }
        let work = work_of(&job);
        if self.jobs.send((number, job)).is_err() {
            // Nobody listens any more only when the window itself has gone, or the thread never began.
            return Some(Answer { job: number, said: Said::Gone });
        }
        self.owed.push_back(Owed { job: number, work, since: None, told: false, refusal });
        None
    }

    /// The thread answered: whatever it hung in is over.
    pub(super) fn heard(&mut self, answer: &Answer) {
        if matches!(answer.said, Said::Step(_)) {
            return;
        }
        let before = self.owed.len();
        self.owed.retain(|owed| owed.job != answer.job);
        if self.owed.len() < before {
            self.stuck = None;
        }
    }

    /// Time passes; says whom nobody will answer in time.
    pub(super) fn tick(&mut self, now: Instant) -> Vec<Answer> {
        let Some(first) = self.owed.front_mut() else { return Vec::new() };
        let waited = now.saturating_duration_since(*first.since.get_or_insert(now));
        let work = first.work;
        if self.stuck.is_some() || work.limit().is_none_or(|limit: Duration| waited <= limit) {
            return Vec::new();
        }
        self.hang(Stuck { work, session: None })
    }

    /// A payment's own watchdog says that the thread hangs in it.
    pub(super) fn hangs_in(&mut self, payment: JobNo, session: Option<SessionNo>) -> Vec<Answer> {
        for owed in self.owed.iter_mut().filter(|owed| owed.job == payment) {
            owed.told = true;
        }
        self.hang(Stuck { work: Work::Payment, session })
    }

    fn hang(&mut self, stuck: Stuck) -> Vec<Answer> {
        tracing::error!(work = ?stuck.work, session = stuck.session.map(|s| s.to_string()), "a thread does not answer");
        self.stuck = Some(stuck);
        // A payment that waits behind is given up by its own watchdog, which closes its gate.
        let waiting = self.owed.iter_mut().filter(|owed| !owed.told && owed.work != Work::Payment);
        let told = waiting.map(|owed| {
            owed.told = true;
            stuck.answer(owed.job, owed.refusal)
        });
        told.collect()
    }
}

fn work_of(job: &Job) -> Work {
    match job {
        Job::Operators
        | Job::SignIn { .. }
        | Job::LookUp { .. }
        | Job::OpenTill { .. }
        | Job::AcceptClock { .. }
        | Job::RefuseCash { .. }
        | Job::Day
        | Job::Paper(_)
        | Job::FindReceipts { .. }
        | Job::Around(_)
        | Job::Offer { .. }
        | Job::Approve { .. }
        | Job::Foreign { .. }
        | Job::Standing { .. }
        | Job::Unresolved
        | Job::ConfirmPrinted { .. } => Work::Books,
        Job::Pay { .. } | Job::Correct { .. } => Work::Payment,
        Job::Recover { .. } | Job::Resolve { .. } => Work::Recovery,
        Job::Echo => Work::Echo,
        Job::WaysToPay { .. } | Job::UnknownSlip { .. } | Job::Reprint { .. } | Job::PrinterStatus => Work::Paper,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, channel};

    use super::*;
    use crate::domain::operator::OperatorId;

    fn lane() -> (Lane, Receiver<(JobNo, Job)>) {
        let (jobs, taken) = channel();
        (Lane::new(jobs), taken)
    }

    fn recover() -> Job {
        Job::Recover { who: OperatorId::parse("maria").unwrap() }
    }

    #[test]
    fn a_thread_that_hangs_is_told_of_once_and_gets_no_more_work_until_it_answers() {
        let (mut lane, taken) = lane();
        let start = Instant::now();
        assert!(lane.ask(JobNo(1), Job::Echo).is_none());
        assert!(lane.ask(JobNo(2), recover()).is_none());
        let limit = Work::Echo.limit().unwrap();
        assert!(lane.tick(start).is_empty());
        assert!(lane.tick(start + limit).is_empty());
        let told = lane.tick(start + limit + Duration::from_secs(1));
        let jobs: Vec<JobNo> = told.iter().map(|answer| answer.job).collect();
        assert_eq!(jobs, [JobNo(1), JobNo(2)], "also who waits behind it");
        assert!(matches!(&told[0].said, Said::Echo(Err(error))
            if matches!(**error, DeskError::Trouble(Trouble::Unanswered { work: Work::Echo, session: None }))));
        assert!(lane.tick(start + limit * 9).is_empty());
        assert!(matches!(lane.ask(JobNo(3), Job::Unresolved).unwrap().said, Said::Unresolved(Err(_))));
        assert_eq!(taken.try_iter().count(), 2);

        lane.heard(&Answer { job: JobNo(1), said: Said::Echo(Ok(())) });
        assert!(lane.ask(JobNo(4), Job::Echo).is_none(), "it answered: it works again");
    }

    #[test]
    fn the_time_of_a_job_begins_when_the_thread_is_free_for_it() {
        let (mut lane, _taken) = lane();
        let start = Instant::now();
        lane.ask(JobNo(1), recover());
        lane.ask(JobNo(2), Job::Echo);
        assert!(lane.tick(start).is_empty());
        let later = start + Work::Recovery.limit().unwrap();
        assert!(lane.tick(later).is_empty());
        lane.heard(&Answer { job: JobNo(1), said: Said::Gone });
        assert!(lane.tick(later + Duration::from_secs(1)).is_empty());
        assert!(lane.tick(later + Duration::from_secs(2) + Work::Echo.limit().unwrap()).len() == 1);
    }
}
