//! The way to one thread, and what it owes: a thread that does not answer in time is given no further work, and
//! whoever waits for it is told. It is not ended: what it still says is taken.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use super::Answer;
use super::request::{Job, Refuse};
use super::ticket::{JobNo, gone};
use crate::desk::watchdog::Work;
use crate::desk::{DeskError, Trouble};
use crate::domain::session::SessionNo;

/// One thread's jobs, in the order in which it does them.
#[derive(Debug)]
pub(super) struct Lane {
    jobs: Sender<Job>,
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
    refuser: Box<dyn Refuse>,
}

#[derive(Debug, Clone, Copy)]
struct Stuck {
    work: Work,
    session: Option<SessionNo>,
}

impl Stuck {
    fn answer(self, job: JobNo, refuser: &dyn Refuse) -> Answer {
        let trouble = Trouble::Unanswered { work: self.work, session: self.session };
        refuser.refuse(Arc::new(DeskError::Trouble(trouble)));
        Answer::done(job, None)
    }
}

impl Lane {
    pub(super) fn new(jobs: Sender<Job>) -> Lane {
        Lane { jobs, owed: VecDeque::new(), stuck: None }
    }

    /// Hands a job over, or answers it at once: the thread hangs, or is gone.
    pub(super) fn ask(&mut self, job: Job) -> Option<Answer> {
        let (number, work, refuser) = (job.number(), job.work(), job.refuser());
        if let Some(stuck) = self.stuck {
            return Some(stuck.answer(number, refuser.as_ref()));
        }
        if self.jobs.send(job).is_err() {
            // Nobody listens any more only when the window itself has gone, or the thread never began.
            refuser.refuse(gone());
            return Some(Answer::done(number, None));
        }
        self.owed.push_back(Owed { job: number, work, since: None, told: false, refuser });
        None
    }

    /// The thread answered: whatever it hung in is over.
    pub(super) fn heard(&mut self, job: JobNo) {
        let before = self.owed.len();
        self.owed.retain(|owed| owed.job != job);
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
            stuck.answer(owed.job, owed.refuser.as_ref())
        });
        told.collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, channel};

    use super::super::ticket::Ticket;
    use super::*;
    use crate::desk::Caller;
    use crate::desk::RecoverReport;
    use crate::window::request::{Echo, Recover, Unresolved};

    fn lane() -> (Lane, Receiver<Job>) {
        let (jobs, taken) = channel();
        (Lane::new(jobs), taken)
    }

    fn echo(number: u64) -> (Job, Ticket<()>) {
        Job::of(JobNo(number), Echo { who: Caller::User })
    }

    fn recover(number: u64) -> (Job, Ticket<Arc<RecoverReport>>) {
        Job::of(JobNo(number), Recover { who: Caller::User })
    }

    #[test]
    fn a_thread_that_hangs_is_told_of_once_and_gets_no_more_work_until_it_answers() {
        let (mut lane, taken) = lane();
        let start = Instant::now();
        let (first, echoing) = echo(1);
        assert!(lane.ask(first).is_none());
        let (second, recovering) = recover(2);
        assert!(lane.ask(second).is_none());
        let limit = Work::Echo.limit().unwrap();
        assert!(lane.tick(start).is_empty());
        assert!(lane.tick(start + limit).is_empty());
        let told = lane.tick(start + limit + Duration::from_secs(1));
        let jobs: Vec<JobNo> = told.iter().map(|answer| answer.job).collect();
        assert_eq!(jobs, [JobNo(1), JobNo(2)], "also who waits behind it");
        let error = echoing.redeem(&told[0]).unwrap().unwrap_err();
        assert!(matches!(*error, DeskError::Trouble(Trouble::Unanswered { work: Work::Echo, session: None })));
        assert!(recovering.redeem(&told[0]).is_none(), "a ticket takes its own answer alone");
        assert!(recovering.redeem(&told[1]).unwrap().is_err());
        assert!(lane.tick(start + limit * 9).is_empty());
        let (third, unresolved) = Job::of(JobNo(3), Unresolved { who: Caller::User });
        assert!(unresolved.redeem(&lane.ask(third).unwrap()).unwrap().is_err());
        assert_eq!(taken.try_iter().count(), 2);

        lane.heard(JobNo(1));
        assert!(lane.ask(echo(4).0).is_none(), "it answered: it works again");
    }

    #[test]
    fn the_time_of_a_job_begins_when_the_thread_is_free_for_it() {
        let (mut lane, _taken) = lane();
        let start = Instant::now();
        lane.ask(recover(1).0);
        lane.ask(echo(2).0);
        assert!(lane.tick(start).is_empty());
        let later = start + Work::Recovery.limit().unwrap();
        assert!(lane.tick(later).is_empty());
        lane.heard(JobNo(1));
        assert!(lane.tick(later + Duration::from_secs(1)).is_empty());
        assert!(lane.tick(later + Duration::from_secs(2) + Work::Echo.limit().unwrap()).len() == 1);
    }

    #[test]
    fn a_thread_that_is_gone_answers_whoever_asks_it() {
        let (mut lane, taken) = lane();
        drop(taken);
        let (job, ticket) = echo(1);
        let answer = lane.ask(job).unwrap();
        let error = ticket.redeem(&answer).unwrap().unwrap_err();
        assert!(matches!(*error, DeskError::Trouble(Trouble::ThreadGone)));
    }
}
