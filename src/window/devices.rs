//! The threads that work for the window, so that it never waits: one for the terminal, one for the printer,
//! one for the database and PIN checks. Each has its own [`Desk`], takes jobs from a channel and answers by one
//! channel to the window. Every answer carries the number of its job: a screen that no longer waits for that
//! job drops it.

mod lane;
mod work;

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use iced::futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};

use crate::desk::watchdog::SendGate;
use crate::desk::{
    Claim, CorrectionOrder, CorrectionQuote, DeskError, DeskOpen, Found, LastDebtFile, PayOrder, PayReport, PayStep,
    PayTarget, PrintEnd, ReceiptPage, RecoverReport, ResolveEnd, Setup, SignedIn, Standing,
};
use crate::domain::attempt::Attempt;
use crate::domain::clocks::{ClockDoubt, ClockOffset};
use crate::domain::foreign::ForeignResult;
use crate::domain::operator::{Act, Operator, OperatorId, Pin};
use crate::domain::receipt::{Receipt, ReceiptNo};
use crate::domain::session::SessionNo;
use crate::domain::till::Till;
use lane::Lane;

/// The number of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JobNo(u64);

/// Why a job did not do what was asked.
pub type Failed = Arc<DeskError>;

/// What can be asked for.
#[derive(Debug)]
pub enum Job {
    /// Who can sign in.
    Operators,
    /// Prove who somebody is.
    SignIn {
        /// Who.
        id: OperatorId,
        /// With what.
        pin: Pin,
    },
    /// Find what was typed or scanned.
    LookUp {
        /// For whom.
        who: OperatorId,
        /// What was typed.
        input: String,
    },
    /// Open today's till.
    OpenTill {
        /// Who opens it.
        who: SignedIn,
        /// Why outside hours.
        reason: Option<String>,
    },
    /// A supervisor goes on by a clock in doubt.
    AcceptClock {
        /// Who.
        id: OperatorId,
        /// With what they prove it.
        pin: Pin,
        /// Why.
        reason: String,
    },
    /// Count a refusal of cash.
    RefuseCash {
        /// Who refused.
        who: OperatorId,
        /// What would have been paid.
        items: Vec<PayTarget>,
    },
    /// Till and hours.
    Day,
    /// The paper of a receipt, as text.
    Paper(Box<Receipt>),
    /// Take a payment.
    Pay {
        /// Who takes it.
        who: SignedIn,
        /// What is paid.
        order: PayOrder,
        /// By which the window can give it up before it is sent.
        gate: SendGate,
    },
    /// Find receipts.
    FindReceipts {
        /// For whom.
        who: SignedIn,
        /// What was typed; today's where nothing was.
        typed: String,
        /// The last of the page before.
        before: Option<ReceiptNo>,
    },
    /// A receipt's paper and what happened around it.
    Around(Box<Receipt>),
    /// What a void or refund would give back.
    Offer {
        /// Who asks.
        who: SignedIn,
        /// What is asked for.
        order: CorrectionOrder,
    },
    /// Prove who agrees to what another asks for.
    Approve {
        /// Who asks.
        who: SignedIn,
        /// For what.
        act: Act,
        /// Who agrees.
        id: OperatorId,
        /// With what they prove it.
        pin: Pin,
    },
    /// Take a payment back.
    Correct {
        /// Who asks.
        who: SignedIn,
        /// Who agreed.
        approver: SignedIn,
        /// What is taken back.
        order: CorrectionOrder,
        /// By which the window can give it up before it is sent.
        gate: SendGate,
    },
    /// Decide an unknown outcome on evidence.
    Resolve {
        /// Who asks.
        who: SignedIn,
        /// Who agreed.
        approver: SignedIn,
        /// Which.
        session: SessionNo,
        /// What the evidence is said to prove.
        claim: Claim,
        /// The evidence.
        evidence: String,
    },
    /// The results of nobody, for who may see them.
    Foreign {
        /// For whom.
        who: SignedIn,
    },
    /// What is on disk of a payment that does not answer.
    Standing {
        /// Whose.
        session: SessionNo,
    },
    /// Ask the terminal about unknown outcomes.
    Recover {
        /// Who asks.
        who: OperatorId,
    },
    /// Ask the terminal to answer.
    Echo,
    /// List the unknown outcomes.
    Unresolved,
    /// Print the slip with the other ways to pay.
    WaysToPay {
        /// What is to be paid.
        items: Vec<PayTarget>,
    },
    /// Print the slip of an unknown outcome.
    UnknownSlip {
        /// Whose.
        session: SessionNo,
    },
    /// Print a receipt again.
    Reprint {
        /// Which; the newest of the desk where nothing is said.
        number: Option<ReceiptNo>,
        /// Who asks.
        who: OperatorId,
    },
    /// Note that a receipt came out.
    ConfirmPrinted {
        /// Which.
        number: ReceiptNo,
        /// Who says so.
        who: OperatorId,
    },
    /// Ask the printer how it is.
    PrinterStatus,
}

/// Till and hours.
#[derive(Debug, Clone)]
pub struct Day {
    /// Today's till, if it is open.
    pub till: Option<Till>,
    /// Whether payments are taken.
    pub open: DeskOpen,
    /// Receipts that were booked and did not come out on paper yet, of whatever day.
    pub unprinted: usize,
    /// Results that nobody booked and that keep the till open: a supervisor finds out whose they are.
    pub foreign: usize,
    /// Whether the books were brought back from a copy, and nobody has compared them with the terminal since.
    pub not_compared: bool,
    /// What a supervisor has to say something about before a card is asked for.
    pub clock_doubts: Vec<ClockDoubt>,
    /// The terminal's clock, where it is apart from the PC's.
    pub terminal_clock: Option<ClockOffset>,
    /// The last file of debts that was loaded: how old they are, and what it did not say.
    pub debts: Option<LastDebtFile>,
}

/// A receipt as it was printed, and what happened around it.
#[derive(Debug, Clone)]
pub struct Around {
    /// Which.
    pub number: ReceiptNo,
    /// Its paper as text.
    pub paper: String,
    /// The voids and refunds of it, oldest first.
    pub corrections: Vec<Receipt>,
    /// What it was booked on, where no terminal answered.
    pub evidence: Option<String>,
}

/// What the printer is known to be.
#[derive(Debug, Clone)]
pub enum PrinterSeen {
    /// It says that it can print.
    Ready,
    /// It says that it can print and the paper nears its end.
    PaperLow,
    /// It cannot answer; somebody must look.
    Silent,
    /// It cannot print, and why, as a key of the text.
    Trouble(&'static str),
}

/// What was answered.
#[derive(Debug, Clone)]
pub enum Said {
    /// To [`Job::Operators`].
    Operators(Result<Vec<Operator>, Failed>),
    /// To [`Job::SignIn`].
    SignedIn(Result<SignedIn, Failed>),
    /// To [`Job::LookUp`].
    Found(Result<Arc<Found>, Failed>),
    /// To [`Job::OpenTill`].
    TillOpened(Result<Arc<Till>, Failed>),
    /// To [`Job::AcceptClock`].
    ClockAccepted(Result<(), Failed>),
    /// To [`Job::RefuseCash`].
    CashNoted(Result<(), Failed>),
    /// To [`Job::Day`].
    Day(Result<Arc<Day>, Failed>),
    /// To [`Job::Paper`].
    Paper(Result<String, Failed>),
    /// To [`Job::FindReceipts`].
    Receipts(Result<Arc<ReceiptPage>, Failed>),
    /// To [`Job::Around`].
    Around(Result<Arc<Around>, Failed>),
    /// To [`Job::Offer`].
    Offered(Result<Arc<CorrectionQuote>, Failed>),
    /// To [`Job::Approve`].
    Approved(Result<SignedIn, Failed>),
    /// To [`Job::Resolve`].
    Resolved(Result<Arc<ResolveEnd>, Failed>),
    /// To [`Job::Foreign`].
    Foreign(Result<Arc<[ForeignResult]>, Failed>),
    /// To [`Job::Standing`].
    Standing(Result<Option<Standing>, Failed>),
    /// During [`Job::Pay`] and [`Job::Correct`].
    Step(PayStep),
    /// To [`Job::Pay`] and [`Job::Correct`].
    Paid(Result<Arc<PayReport>, Failed>),
    /// To [`Job::Recover`].
    Recovered(Result<Arc<RecoverReport>, Failed>),
    /// To [`Job::Echo`].
    Echo(Result<(), Failed>),
    /// To [`Job::Unresolved`].
    Unresolved(Result<Arc<[Attempt]>, Failed>),
    /// To [`Job::WaysToPay`] and [`Job::UnknownSlip`].
    Slip(Result<Arc<PrintEnd>, Failed>),
    /// To [`Job::Reprint`]; nothing where the desk has no receipt yet.
    Reprinted(Result<Option<Arc<(Receipt, PrintEnd)>>, Failed>),
    /// To [`Job::ConfirmPrinted`].
    Confirmed(Result<(), Failed>),
    /// To [`Job::PrinterStatus`].
    Printer(PrinterSeen),
    /// The thread that should do the job is gone; the program must be started again.
    Gone,
}

/// An answer with the number of its job.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The job.
    pub job: JobNo,
    /// What was answered.
    pub said: Said,
}

/// Where answers arrive.
#[derive(Debug)]
pub struct Inbox(UnboundedReceiver<Answer>);

/// The way to the threads.
#[derive(Debug)]
pub struct Devices {
    next: u64,
    worker: Lane,
    terminal: Lane,
    printer: Lane,
    answers: UnboundedSender<Answer>,
}

impl Devices {
    /// Starts the threads. Each opens its own desk when its first job comes, and again after a failure.
    #[must_use]
    pub fn start(setup: &Setup) -> (Devices, Inbox) {
        let (answers, inbox) = unbounded();
        let start = |name: &str| {
            let (jobs, taken) = channel();
            let (setup, answers) = (setup.clone(), answers.clone());
            let spawned =
                thread::Builder::new().name(name.to_owned()).spawn(move || work::run(&setup, &taken, &answers));
            if let Err(error) = spawned {
                // Its channel is closed now, so every job for it is answered with `Gone`.
                tracing::error!(%error, name, "thread not started");
            }
            Lane::new(jobs)
        };
        let (worker, terminal, printer) = (start("tameio-worker"), start("tameio-terminal"), start("tameio-printer"));
        (Devices { next: 0, worker, terminal, printer, answers }, Inbox(inbox))
    }

    /// The same without threads: jobs arrive at the receiver, for tests of the screens.
    #[must_use]
    pub fn unmanned() -> (Devices, Receiver<(JobNo, Job)>) {
        let (jobs, taken) = channel();
        let (answers, _) = unbounded();
        let lane = || Lane::new(jobs.clone());
        (Devices { next: 0, worker: lane(), terminal: lane(), printer: lane(), answers }, taken)
    }

    /// Hands a job to its thread.
    pub fn ask(&mut self, job: Job) -> JobNo {
        self.next += 1;
        let number = JobNo(self.next);
        let lane = match &job {
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
            | Job::Standing { .. } => &mut self.worker,
            Job::Pay { .. }
            | Job::Correct { .. }
            | Job::Resolve { .. }
            | Job::Recover { .. }
            | Job::Echo
            | Job::Unresolved => &mut self.terminal,
            Job::WaysToPay { .. }
            | Job::UnknownSlip { .. }
            | Job::Reprint { .. }
            | Job::ConfirmPrinted { .. }
            | Job::PrinterStatus => &mut self.printer,
        };
        if let Some(answer) = lane.ask(number, job) {
            let _ = self.answers.unbounded_send(answer);
        }
        number
    }

    /// An answer came from a thread: it is free again.
    pub fn heard(&mut self, answer: &Answer) {
        for lane in [&mut self.worker, &mut self.terminal, &mut self.printer] {
            lane.heard(answer);
        }
    }

    /// Time passes. Says to whom a thread does not answer in time, as if it had.
    pub fn tick(&mut self, now: Instant) -> Vec<Answer> {
        [&mut self.worker, &mut self.terminal, &mut self.printer].into_iter().flat_map(|lane| lane.tick(now)).collect()
    }

    /// The terminal's thread hangs in a payment: it gets no work until it has answered. Says who waits behind it.
    pub fn hangs_in(&mut self, payment: JobNo, session: Option<SessionNo>) -> Vec<Answer> {
        self.terminal.hangs_in(payment, session)
    }
}

impl Inbox {
    /// The answers as a stream, for the window's event loop.
    #[must_use]
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
            thread::sleep(NAP);
        }
    }
}
