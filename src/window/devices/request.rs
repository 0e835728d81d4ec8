//! What the window can ask of a desk on another thread. A request says all of itself in one place: what it asks,
//! what is answered, on which thread, how long it may take, and how it runs.

use std::any::Any;
use std::fmt::{self, Debug};
use std::sync::mpsc::{Sender, channel};

use super::ticket::{Failed, JobNo, Ticket};
use super::{Answer, News, Step};
use crate::desk::watchdog::Work;
use crate::desk::{Desk, DeskError, Refusal};

/// The threads, by what they wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LaneName {
    /// The database and PIN checks.
    Books,
    Terminal,
    Printer,
    /// Files of other systems, which may be long.
    Files,
}

/// Where a job says how far it is.
pub type Steps<'a> = &'a mut dyn FnMut(Step);

/// Something to be done on another thread, with what it needs as its fields.
pub trait Request: Debug + Send + 'static {
    type Answer: Send + 'static;
    const LANE: LaneName;
    /// What the thread waits for meanwhile: by it is known that it hangs.
    const WORK: Work;

    /// Does it.
    ///
    /// # Errors
    /// What the desk's use case says.
    fn run(self, desk: &mut Desk, steps: Steps<'_>) -> Result<Self::Answer, DeskError>;

    /// What everybody in the window learns from the answer, whoever asked.
    fn news(_answer: &Self::Answer) -> Option<News> {
        None
    }
}

/// A request on its way to a thread.
#[derive(Debug)]
pub struct Job {
    number: JobNo,
    work: Work,
    asked: Box<dyn Asked>,
}

impl Job {
    pub(super) fn of<R: Request>(number: JobNo, request: R) -> (Job, Ticket<R::Answer>) {
        let (answer, waited_for) = channel();
        let asked = Box::new(Pending { request, answer });
        (Job { number, work: R::WORK, asked }, Ticket::new(number, waited_for))
    }

    pub(super) fn number(&self) -> JobNo {
        self.number
    }

    pub(super) fn work(&self) -> Work {
        self.work
    }

    /// By which whoever asked is told that it was not done.
    pub(super) fn refuser(&self) -> Box<dyn Refuse> {
        self.asked.refuser()
    }

    pub(super) fn run(self, desk: &mut Desk, steps: Steps<'_>) -> Answer {
        Answer::done(self.number, self.asked.run(desk, steps))
    }

    /// The request, where it is of this kind: for tests of who asks for what.
    pub fn request<R: Request>(&self) -> Option<&R> {
        let asked: &dyn Any = self.asked.as_ref();
        asked.downcast_ref::<Pending<R>>().map(|pending| &pending.request)
    }

    /// Says a step of it in the place of a thread: for tests of the screens.
    pub fn step(&self, step: Step) -> Answer {
        Answer { job: self.number, step: Some(step), news: None }
    }

    /// Answers it in the place of a thread, where it is of this kind: for tests of the screens.
    pub fn answer<R: Request>(&self, said: Result<R::Answer, Failed>) -> Option<Answer> {
        let asked: &dyn Any = self.asked.as_ref();
        let pending = asked.downcast_ref::<Pending<R>>()?;
        let news = news_of::<R>(&said);
        pending.answer.send(said).ok()?;
        Some(Answer::done(self.number, news))
    }
}

/// A request of whatever kind.
trait Asked: Any + Debug + Send {
    fn run(self: Box<Self>, desk: &mut Desk, steps: Steps<'_>) -> Option<News>;
    fn refuser(&self) -> Box<dyn Refuse>;
}

struct Pending<R: Request> {
    request: R,
    answer: Sender<Result<R::Answer, Failed>>,
}

impl<R: Request> fmt::Debug for Pending<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.request.fmt(f)
    }
}

impl<R: Request> Asked for Pending<R> {
    fn run(self: Box<Self>, desk: &mut Desk, steps: Steps<'_>) -> Option<News> {
        let said = self.request.run(desk, steps).map_err(Failed::new);
        let news = news_of::<R>(&said);
        // Nobody may wait for it any more.
        let _ = self.answer.send(said);
        news
    }

    fn refuser(&self) -> Box<dyn Refuse> {
        Box::new(self.answer.clone())
    }
}

fn news_of<R: Request>(said: &Result<R::Answer, Failed>) -> Option<News> {
    match said {
        Ok(answer) => R::news(answer),
        Err(error) => matches!(error.refusal(), Some(Refusal::SessionEnded)).then_some(News::SessionEnded),
    }
}

/// Says that something was not done to whoever asked.
pub(super) trait Refuse: Debug + Send {
    fn refuse(&self, why: Failed);
}

impl<A: Send> Refuse for Sender<Result<A, Failed>> {
    fn refuse(&self, why: Failed) {
        let _ = self.send(Err(why));
    }
}
