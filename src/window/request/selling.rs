//! From the look-up to the card, and how the day stands.

use super::{Desk, DeskError, LaneName, Request, Steps, Work};
use crate::desk::watchdog::SendGate;
use crate::desk::{
    CorrectionOrder, CorrectionQuote, DeskOpen, Found, LastDebtFile, PayOrder, PayReport, PayTarget, SignedIn,
};
use crate::domain::clocks::{ClockDoubt, ClockOffset};
use crate::domain::operator::{OperatorId, Pin};
use crate::domain::till::{BlockerKind, Till};

/// Finds what was typed or scanned.
#[derive(Debug)]
pub struct LookUp {
    pub who: OperatorId,
    pub input: String,
}

impl Request for LookUp {
    type Answer = Found;
    const LANE: LaneName = LaneName::Books;
    const WORK: Work = Work::Books;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<Found, DeskError> {
        desk.look_up(&self.who.into(), &self.input)
    }
}

#[derive(Debug)]
pub struct Pay {
    pub who: SignedIn,
    pub order: PayOrder,
    /// By which the window can give it up before it is sent.
    pub gate: SendGate,
}

impl Request for Pay {
    type Answer = PayReport;
    const LANE: LaneName = LaneName::Terminal;
    const WORK: Work = Work::Payment;

    fn run(self, desk: &mut Desk, steps: Steps<'_>) -> Result<PayReport, DeskError> {
        Ok(desk.pay_through(&self.who, &self.order, &self.gate, steps))
    }
}

/// What a void or refund would give back.
#[derive(Debug)]
pub struct Offer {
    pub who: SignedIn,
    /// What is asked for.
    pub order: CorrectionOrder,
}

impl Request for Offer {
    type Answer = CorrectionQuote;
    const LANE: LaneName = LaneName::Books;
    const WORK: Work = Work::Books;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<CorrectionQuote, DeskError> {
        desk.offer_correction(&self.who, &self.order)
    }
}

/// Takes a payment back.
#[derive(Debug)]
pub struct Correct {
    pub who: SignedIn,
    pub approver: SignedIn,
    /// What is taken back.
    pub order: CorrectionOrder,
    /// By which the window can give it up before it is sent.
    pub gate: SendGate,
}

impl Request for Correct {
    type Answer = PayReport;
    const LANE: LaneName = LaneName::Terminal;
    const WORK: Work = Work::Payment;

    fn run(self, desk: &mut Desk, steps: Steps<'_>) -> Result<PayReport, DeskError> {
        Ok(desk.correct_through(&self.who, &self.approver, &self.order, &self.gate, steps))
    }
}

/// Counts a refusal of cash.
#[derive(Debug)]
pub struct RefuseCash {
    pub who: OperatorId,
    /// What would have been paid.
    pub items: Vec<PayTarget>,
}

impl Request for RefuseCash {
    type Answer = ();
    const LANE: LaneName = LaneName::Books;
    const WORK: Work = Work::Books;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<(), DeskError> {
        desk.refuse_cash(&self.who.into(), &self.items)
    }
}

/// Opens today's till.
#[derive(Debug)]
pub struct OpenTill {
    pub who: SignedIn,
    /// Why outside hours.
    pub reason: Option<String>,
}

impl Request for OpenTill {
    type Answer = Till;
    const LANE: LaneName = LaneName::Books;
    const WORK: Work = Work::Books;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<Till, DeskError> {
        desk.open_till(&self.who, self.reason.as_deref())
    }
}

/// A supervisor goes on by a clock in doubt.
#[derive(Debug)]
pub struct AcceptClock {
    pub id: OperatorId,
    /// With what they prove it.
    pub pin: Pin,
    pub reason: String,
}

impl Request for AcceptClock {
    type Answer = ();
    const LANE: LaneName = LaneName::Books;
    const WORK: Work = Work::Books;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<(), DeskError> {
        let who = desk.sign_in(&self.id, &self.pin)?;
        desk.accept_clock(&who, &self.reason).map(drop)
    }
}

/// Reads how the day stands.
#[derive(Debug)]
pub struct ReadDay;

/// Till and hours, and what waits for somebody.
#[derive(Debug, Clone)]
pub struct Day {
    /// Today's till, if it is open.
    pub till: Option<Till>,
    /// Whether payments are taken.
    pub open: DeskOpen,
    /// Receipts that were booked and did not come out on paper yet, of whatever day.
    pub unprinted: usize,
    /// Unclaimed results that keep the till open: a supervisor finds out whose they are.
    pub unclaimed: usize,
    /// Whether the books were brought back from a copy, and nobody has compared them with the terminal since.
    pub not_compared: bool,
    /// What a supervisor has to say something about before a card is asked for.
    pub clock_doubts: Vec<ClockDoubt>,
    /// The terminal's clock, where it is apart from the PC's.
    pub terminal_clock: Option<ClockOffset>,
    /// The last file of debts that was loaded: how old they are, and what it did not say.
    pub debts: Option<LastDebtFile>,
}

impl Request for ReadDay {
    type Answer = Day;
    const LANE: LaneName = LaneName::Books;
    const WORK: Work = Work::Books;

    fn run(self, desk: &mut Desk, _: Steps<'_>) -> Result<Day, DeskError> {
        let status = desk.till_status()?;
        let count = |kind| status.blockers.iter().filter(|blocker| blocker.kind == kind).count();
        Ok(Day {
            unprinted: count(BlockerKind::UnprintedReceipt),
            unclaimed: count(BlockerKind::UnclaimedResult),
            not_compared: status.not_compared_since.is_some(),
            till: status.till.filter(|till| till.closed_at.is_none()),
            open: desk.open_now()?,
            clock_doubts: status.clock_doubts,
            terminal_clock: status.terminal_clock,
            debts: desk.last_debt_file()?,
        })
    }
}
