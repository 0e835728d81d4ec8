//! From the look-up to the card, and how the day stands.

use super::requests;
use crate::desk;
use crate::desk::watchdog::SendGate;
use crate::desk::{Caller, CorrectionOrder, CorrectionQuote, Day, Found, PayOrder, PayReport, PayTarget, SignedIn};
use crate::domain::operator::{OperatorId, Pin};
use crate::domain::till::Till;
use crate::window::devices::Step;

requests! {
    LookUp { who: SignedIn, input: String } -> Found, Books Books,
        |self, desk| desk.look_up(&self.who, &self.input);

    /// How an order is divided, without asking for a card.
    Quote { who: SignedIn, order: PayOrder } -> desk::Quote, Books Books, |self, desk| desk.quote(&self.who, &self.order);

    /// Until it is sent, `gate` gives it up.
    Pay { who: SignedIn, order: PayOrder, gate: SendGate } -> PayReport, Terminal Payment,
        |self, desk, steps| Ok(desk.pay_through(&self.who, &self.order, &self.gate, &mut |step| {
            steps(Step::Payment(step.clone()));
        }));

    /// What a void or refund would give back.
    Offer { who: SignedIn, order: CorrectionOrder } -> CorrectionQuote, Books Books,
        |self, desk| desk.offer_correction(&self.who, &self.order);

    /// Takes a payment back. Until it is sent, `gate` gives it up.
    Correct { who: SignedIn, approver: SignedIn, order: CorrectionOrder, gate: SendGate } -> PayReport, Terminal Payment,
        |self, desk, steps| Ok(desk.correct_through(&self.who, &self.approver, &self.order, &self.gate, &mut |step| {
            steps(Step::Payment(step.clone()));
        }));

    /// Counts a refusal of cash for what would have been paid.
    RefuseCash { who: SignedIn, items: Vec<PayTarget> } -> (), Books Books,
        |self, desk| desk.refuse_cash(&self.who, &self.items);

    /// Opens today's till; `reason` is why outside hours.
    OpenTill { who: SignedIn, reason: Option<String> } -> Till, Books Books,
        |self, desk| desk.open_till(&self.who, self.reason.as_deref());

    /// A supervisor goes on by a clock in doubt.
    AcceptClock { id: OperatorId, pin: Pin, reason: String } -> (), Books Books, |self, desk| {
        let who = desk.sign_in(&self.id, &self.pin)?;
        desk.accept_clock(&who, &self.reason).map(drop)
    };

    /// Whether the disk takes what the next payments need.
    CheckDisk { who: Caller } -> (), Books Books, |self, desk| desk.check_disk(&self.who);

    ReadDay { who: Caller } -> Day, Books Books, |self, desk| desk.day(&self.who);
}
