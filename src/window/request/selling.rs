//! From the look-up to the card, and how the day stands.

use super::requests;
use crate::desk::watchdog::SendGate;
use crate::desk::{
    CorrectionOrder, CorrectionQuote, DeskOpen, Found, LastDebtFile, PayOrder, PayReport, PayTarget, SignedIn,
};
use crate::domain::clocks::{ClockDoubt, ClockOffset};
use crate::domain::operator::{OperatorId, Pin};
use crate::domain::till::{BlockerKind, Till};

requests! {
    LookUp { who: OperatorId, input: String } -> Found, Books Books,
        |self, desk| desk.look_up(&self.who.into(), &self.input);

    /// Until it is sent, `gate` gives it up.
    Pay { who: SignedIn, order: PayOrder, gate: SendGate } -> PayReport, Terminal Payment,
        |self, desk, steps| Ok(desk.pay_through(&self.who, &self.order, &self.gate, steps));

    /// What a void or refund would give back.
    Offer { who: SignedIn, order: CorrectionOrder } -> CorrectionQuote, Books Books,
        |self, desk| desk.offer_correction(&self.who, &self.order);

    /// Takes a payment back. Until it is sent, `gate` gives it up.
    Correct { who: SignedIn, approver: SignedIn, order: CorrectionOrder, gate: SendGate } -> PayReport, Terminal Payment,
        |self, desk, steps| Ok(desk.correct_through(&self.who, &self.approver, &self.order, &self.gate, steps));

    /// Counts a refusal of cash for what would have been paid.
    RefuseCash { who: OperatorId, items: Vec<PayTarget> } -> (), Books Books,
        |self, desk| desk.refuse_cash(&self.who.into(), &self.items);

    /// Opens today's till; `reason` is why outside hours.
    OpenTill { who: SignedIn, reason: Option<String> } -> Till, Books Books,
        |self, desk| desk.open_till(&self.who, self.reason.as_deref());

    /// A supervisor goes on by a clock in doubt.
    AcceptClock { id: OperatorId, pin: Pin, reason: String } -> (), Books Books, |self, desk| {
        let who = desk.sign_in(&self.id, &self.pin)?;
        desk.accept_clock(&who, &self.reason).map(drop)
    };

    /// Whether the disk takes what the next payments need.
    CheckDisk {} -> (), Books Books, |self, desk| desk.check_disk();

    ReadDay {} -> Day, Books Books, |self, desk| {
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
    };
}

/// Till and hours, and what waits for somebody.
#[derive(Debug, Clone)]
pub struct Day {
    pub till: Option<Till>,
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
