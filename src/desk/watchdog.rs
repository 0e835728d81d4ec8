//! How long each step of a payment, and each other piece of work, may take before the window stops waiting for
//! it. A hung driver, name service or disk keeps the thread that waits for it; the window goes on with what is
//! on disk. Pure: the time is told.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use super::devices::{CONNECT_TIMEOUT, ECHO_TIMEOUT};
use super::outcome::PayStep;
use crate::config::TerminalConfig;
use crate::domain::worded::worded;
use crate::ecr::link::{PART_OF_A_FRAME, QUIET_WITHIN, RESOLVE_TIMEOUT, WRITE_TIMEOUT};
use crate::ecr::terminal::MOST_ECHOES;
use crate::store::{PATIENCE, PATIENCE_AFTER_A_CARD};

/// A loaded machine, a swapped-out program, a slow disk: more than this beside the known waits is no delay.
const SLACK: Duration = Duration::from_secs(10);
/// The longest that paper takes: a printer that takes no bytes for ten seconds at each part of a long receipt, and
/// the looks at it before and after.
const PAPER: Duration = Duration::from_secs(60);
/// Asking about unknown outcomes one after another, with the paper of each.
const RECOVERY: Duration = Duration::from_secs(300);

worded! {
    /// Where a payment stands, as far as the window has heard.
    #[derive(PartialOrd, Ord)]
    pub enum PayStage {
        /// Asked for; nothing was heard yet.
        Preparing = "preparing",
        Prepared = "prepared",
        /// The request is on its way.
        Sent = "sent",
        /// The terminal took it.
        Confirmed = "confirmed",
        /// Approved by the bank; being booked.
        Approved = "approved",
        Booked = "booked",
        /// The receipt is being printed.
        Printing = "printing",
    }
}

impl From<&PayStep> for PayStage {
    fn from(step: &PayStep) -> PayStage {
        match step {
            PayStep::Prepared { .. } => PayStage::Prepared,
            PayStep::Sent => PayStage::Sent,
            PayStep::Confirmed => PayStage::Confirmed,
            PayStep::Approved | PayStep::BooksLocked { .. } => PayStage::Approved,
            PayStep::Booked { .. } => PayStage::Booked,
            PayStep::Printing => PayStage::Printing,
        }
    }
}

/// How long each stage may last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    confirm: Duration,
    result: Duration,
}

impl Limits {
    /// By the settings of the terminal.
    pub fn of(terminal: &TerminalConfig) -> Limits {
        Limits { confirm: terminal.confirm_timeout, result: terminal.result_timeout }
    }

    /// How long a stage may last.
    pub fn of_stage(&self, stage: PayStage) -> Duration {
        let known = match stage {
            // The rules, what a dead program left, and the journal: a few writes. And where the debt was asked for before,
            // a terminal that is silent to what it holds.
            PayStage::Preparing => PATIENCE * 4 + line() + echoes() + self.confirm * 2,
            // A kept line that is tried out, or a new one, and a terminal that is woken; then the journal.
            PayStage::Prepared => line() + QUIET_WITHIN + echoes() + PATIENCE,
            PayStage::Sent => WRITE_TIMEOUT + self.confirm + PART_OF_A_FRAME + QUIET_WITHIN + PATIENCE * 2,
            PayStage::Confirmed => self.result + PART_OF_A_FRAME + QUIET_WITHIN + PATIENCE * 2,
            // The last wait, after which it is said how it ended.
            PayStage::Approved => PATIENCE_AFTER_A_CARD + PATIENCE * 2,
            // The acknowledgement, on a new line where the old one closed.
            PayStage::Booked => WRITE_TIMEOUT + line() + WRITE_TIMEOUT,
            PayStage::Printing => PAPER + PATIENCE,
        };
        known + SLACK
    }
}

/// Until a line is up and quiet.
fn line() -> Duration {
    RESOLVE_TIMEOUT + CONNECT_TIMEOUT + QUIET_WITHIN
}

/// Until the last echo before a request was waited for.
fn echoes() -> Duration {
    ECHO_TIMEOUT * MOST_ECHOES
}

/// How long work beside payments may take before a screen stops waiting for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// The database and PIN checks.
    Books,
    /// An echo of the terminal.
    Echo,
    /// Asking the terminal about unknown outcomes.
    Recovery,
    Paper,
    /// The close of a till: the terminal is asked, and the report is printed.
    Close,
    /// A file that is read, however long it is.
    File,
    /// A payment, which has a [`Watchdog`] of its own.
    Payment,
}

impl Work {
    /// How long it may take; nothing where each step has its own limit, or nobody knows how much there is to do.
    pub fn limit(self) -> Option<Duration> {
        let known = match self {
            Work::Books => PATIENCE * 4,
            Work::Echo => line() + WRITE_TIMEOUT + ECHO_TIMEOUT + PATIENCE,
            Work::Recovery => RECOVERY,
            Work::Paper => PAPER + PATIENCE,
            Work::Close => RECOVERY + PAPER + PATIENCE * 2,
            Work::File | Work::Payment => return None,
        };
        Some(known + SLACK)
    }
}

/// A step that lasts longer than it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overdue {
    /// The stage that does not end.
    pub stage: PayStage,
    /// How long it lasts by now.
    pub waited: Duration,
    /// How long it may last.
    pub limit: Duration,
}

/// Watches one payment. Times are monotonic, from any origin.
#[derive(Debug, Clone)]
pub struct Watchdog {
    limits: Limits,
    stage: PayStage,
    since: Duration,
}

impl Watchdog {
    /// Of a payment that was just asked for.
    pub fn new(limits: Limits, now: Duration) -> Watchdog {
        Watchdog { limits, stage: PayStage::Preparing, since: now }
    }

    /// A step was reported.
    pub fn heard(&mut self, step: &PayStep, now: Duration) {
        (self.stage, self.since) = (PayStage::from(step), now);
    }

    /// The stage that was heard of last.
    pub fn stage(&self) -> PayStage {
        self.stage
    }

    /// What does not come although its time is over.
    pub fn overdue(&self, now: Duration) -> Option<Overdue> {
        let (waited, limit) = (now.saturating_sub(self.since), self.limits.of_stage(self.stage));
        (waited > limit).then_some(Overdue { stage: self.stage, waited, limit })
    }
}

/// Decides once between a payment that is sent and a window that gave it up: a request whose cashier has gone on
/// must not reach the terminal a minute later, before the next citizen.
#[derive(Debug, Clone, Default)]
pub struct SendGate(Arc<AtomicU8>);

/// States of the gate.
const OPEN: u8 = 0;
const SENDING: u8 = 1;
const GIVEN_UP: u8 = 2;

impl SendGate {
    /// The payment is about to be sent; false where it was given up, and nothing may be sent any more.
    pub(super) fn begin(&self) -> bool {
        self.turn(SENDING)
    }

    /// Gives the payment up; false where it is too late: it is being sent, or was.
    #[must_use]
    pub fn give_up(&self) -> bool {
        self.turn(GIVEN_UP)
    }

    fn turn(&self, to: u8) -> bool {
        match self.0.compare_exchange(OPEN, to, Ordering::SeqCst, Ordering::SeqCst) {
            Ok(_) => true,
            Err(already) => already == to,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::domain::money::Money;
    use crate::domain::receipt::ReceiptNo;
    use crate::domain::session::SessionNo;

    const STAGES: [PayStage; 7] = [
        PayStage::Preparing,
        PayStage::Prepared,
        PayStage::Sent,
        PayStage::Confirmed,
        PayStage::Approved,
        PayStage::Booked,
        PayStage::Printing,
    ];

    fn steps() -> [PayStep; 6] {
        [
            PayStep::Prepared { session: SessionNo::new(7).unwrap(), amount: Money::ZERO },
            PayStep::Sent,
            PayStep::Confirmed,
            PayStep::Approved,
            PayStep::Booked { receipt: ReceiptNo::parse("A-2026-000001").unwrap() },
            PayStep::Printing,
        ]
    }

    fn limits() -> Limits {
        Limits::of(&Config::default().terminal)
    }

    #[test]
    fn each_step_is_overdue_after_its_own_limit_and_not_before() {
        let second = Duration::from_secs(1);
        for (count, stage) in STAGES.into_iter().enumerate() {
            let mut now = Duration::from_secs(1_000);
            let mut dog = Watchdog::new(limits(), now);
            for step in &steps()[..count] {
                now += second;
                dog.heard(step, now);
            }
            let limit = limits().of_stage(stage);
            assert_eq!(dog.stage(), stage);
            assert_eq!(dog.overdue(now + limit), None);
            let late = Overdue { stage, waited: limit + second, limit };
            assert_eq!(dog.overdue(now + limit + second), Some(late));
        }
    }

    #[test]
    fn a_step_that_comes_late_after_all_has_its_own_time_again() {
        let mut dog = Watchdog::new(limits(), Duration::ZERO);
        let late = Duration::from_secs(3_600);
        assert!(dog.overdue(late).is_some());
        dog.heard(&PayStep::Sent, late);
        assert_eq!(dog.overdue(late + Duration::from_secs(1)), None);
    }

    #[test]
    fn time_that_goes_backwards_is_never_overdue() {
        let dog = Watchdog::new(limits(), Duration::from_secs(500));
        assert_eq!(dog.overdue(Duration::ZERO), None);
    }

    #[test]
    fn no_limit_ends_a_wait_that_the_settings_allow() {
        let config = TerminalConfig { result_timeout: Duration::from_secs(3_600), ..Config::default().terminal };
        let limits = Limits::of(&config);
        assert!(limits.of_stage(PayStage::Confirmed) > config.result_timeout + PATIENCE);
        assert!(limits.of_stage(PayStage::Sent) > config.confirm_timeout + WRITE_TIMEOUT + PATIENCE);
        assert!(limits.of_stage(PayStage::Prepared) > CONNECT_TIMEOUT + RESOLVE_TIMEOUT + PATIENCE);
    }

    #[test]
    fn a_payment_is_either_sent_or_given_up_and_never_both() {
        let sent = SendGate::default();
        assert!(sent.begin() && !sent.give_up());
        let given_up = SendGate::default();
        assert!(given_up.give_up() && given_up.give_up() && !given_up.begin());
    }
}
