//! The threads that work for the window, so that it never waits: one for the terminal, one for the printer, one for the
//! database and PIN checks, one for files of other systems. Each has its own desk, does what it is asked in order, and says on one
//! channel that it is done. Whoever asked holds the ticket: nobody else can take the answer.

mod lane;
mod request;
mod thread;
mod ticket;

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread as threads;
use std::time::{Duration, Instant};

use iced::futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};

use crate::desk::{CloseStep, ExportProgress, ImportProgress, PayStep, RecoverReport, Setup};
use crate::domain::session::SessionNo;
use lane::Lane;

pub use request::{Job, LaneName, Request, Steps};
pub use ticket::{Failed, JobNo, Ticket};

/// What a thread says of a job.
#[derive(Debug, Clone)]
pub struct Answer {
    pub job: JobNo,
    /// How far it is, where this is not its end.
    pub step: Option<Step>,
    /// What its end tells everybody.
    pub news: Option<News>,
}

/// How far a job is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    Payment(PayStep),
    Close(CloseStep),
    Import(ImportProgress),
    DayFile(ExportProgress),
}

/// What an answer tells everybody in the window, whoever asked.
#[derive(Debug, Clone)]
pub enum News {
    /// The terminal was asked about unknown outcomes.
    Recovered(Arc<RecoverReport>),
    /// So many outcomes are unknown.
    Unresolved(usize),
    /// The desk no longer knows whoever asked.
    SessionEnded,
}

impl Answer {
    fn done(job: JobNo, news: Option<News>) -> Answer {
        Answer { job, step: None, news }
    }
}

#[derive(Debug)]
pub struct Inbox(UnboundedReceiver<Answer>);

#[derive(Debug)]
pub struct Devices {
    next: u64,
    books: Lane,
    terminal: Lane,
    printer: Lane,
    files: Lane,
    answers: UnboundedSender<Answer>,
}

impl Devices {
    /// Starts the threads. Each opens its own desk when its first job comes, and again after a failure.
    pub fn start(setup: &Setup) -> (Devices, Inbox) {
        let (answers, inbox) = unbounded();
        let start = |name: &str| {
            let (jobs, taken) = channel();
            let (setup, answers) = (setup.clone(), answers.clone());
            let spawned =
                threads::Builder::new().name(name.to_owned()).spawn(move || thread::run(&setup, &taken, &answers));
            if let Err(error) = spawned {
                // Its channel is closed now, so every job for it is refused.
                tracing::error!(%error, name, "thread not started");
            }
            Lane::new(jobs)
        };
        let (books, terminal) = (start("tameio-worker"), start("tameio-terminal"));
        let (printer, files) = (start("tameio-printer"), start("tameio-files"));
        (Devices { next: 0, books, terminal, printer, files, answers }, Inbox(inbox))
    }

    /// The same without threads: jobs arrive at the receiver, for tests of the screens.
    pub fn unmanned() -> (Devices, Receiver<Job>) {
        let (jobs, taken) = channel();
        let (answers, _) = unbounded();
        let lane = || Lane::new(jobs.clone());
        (Devices { next: 0, books: lane(), terminal: lane(), printer: lane(), files: lane(), answers }, taken)
    }

    pub fn ask<R: Request>(&mut self, request: R) -> Ticket<R::Answer> {
        self.next += 1;
        let (job, ticket) = Job::of(JobNo(self.next), request);
        let lane = match R::LANE {
            LaneName::Books => &mut self.books,
            LaneName::Terminal => &mut self.terminal,
            LaneName::Printer => &mut self.printer,
            LaneName::Files => &mut self.files,
        };
        if let Some(answer) = lane.ask(job) {
            let _ = self.answers.unbounded_send(answer);
        }
        ticket
    }

    /// An answer came from a thread: it is free again.
    pub fn heard(&mut self, answer: &Answer) {
        if answer.step.is_none() {
            self.lanes().for_each(|lane| lane.heard(answer.job));
        }
    }

    /// Time passes. Says to whom a thread does not answer in time, as if it had.
    pub fn tick(&mut self, now: Instant) -> Vec<Answer> {
        self.lanes().flat_map(|lane| lane.tick(now)).collect()
    }

    fn lanes(&mut self) -> impl Iterator<Item = &mut Lane> {
        [&mut self.books, &mut self.terminal, &mut self.printer, &mut self.files].into_iter()
    }

    /// The terminal's thread hangs in a payment: it gets no work until it has answered. Says who waits behind it.
    pub fn hangs_in(&mut self, payment: JobNo, session: Option<SessionNo>) -> Vec<Answer> {
        self.terminal.hangs_in(payment, session)
    }
}

impl Inbox {
    /// The answers as a stream, for the window's event loop.
    pub fn into_stream(self) -> UnboundedReceiver<Answer> {
        self.0
    }

    /// Waits for the next answer, at most this long, for a caller without an event loop.
    pub fn wait(&mut self, bound: Duration) -> Option<Answer> {
        const NAP: Duration = Duration::from_millis(2);
        let mut left = bound;
        loop {
            if let Ok(answer) = self.0.try_recv() {
                return Some(answer);
            }
            left = left.checked_sub(NAP)?;
            threads::sleep(NAP);
        }
    }
}
