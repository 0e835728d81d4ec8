//! A void or refund before it is asked of the terminal: what goes back and why, what the cashier will type there,
//! and who agrees.

use crate::desk::{CorrectionOrder, CorrectionQuote, DeskError, SignedIn};
use crate::domain::{correction::CorrectionKind, money::Money, receipt::Receipt};
use crate::window::request::{Approve, Offer};
use crate::window::screen::form::{Field, Form};
use crate::window::screen::{Action, Answer, Devices, Failed, Ticket, paying::Movement};

const AMOUNT: &str = "correct-amount";
const REASON: &str = "correct-reason";

/// What two persons are about to take back.
#[derive(Debug)]
pub(super) struct Correct {
    pub(super) kind: CorrectionKind,
    pub(super) receipt: Receipt,
    /// What goes back, as the desk offers it.
    pub(super) quote: Option<CorrectionQuote>,
    pub(super) form: Form,
    step: Step,
}

#[derive(Debug)]
enum Step {
    /// Whether it may be at all is asked.
    Offering(Ticket<CorrectionQuote>),
    Refused,
    Typing,
    /// The amount that was typed is asked about.
    Asking(Ticket<CorrectionQuote>),
    Approving(Ticket<SignedIn>),
}

impl Correct {
    pub(super) fn new(
        kind: CorrectionKind,
        receipt: Receipt,
        parts: bool,
        who: &SignedIn,
        devices: &mut Devices,
    ) -> Correct {
        let mut fields = Vec::new();
        if parts && kind == CorrectionKind::Refund {
            fields.push(Field::optional(AMOUNT, "screen-correct-amount"));
        }
        fields.push(Field::required(REASON, "screen-correct-reason"));
        let order = CorrectionOrder { kind, receipt: receipt.number.clone(), reason: String::new(), amount: None };
        let step = Step::Offering(devices.ask(Offer { who: who.clone(), order }));
        let mut form = Form::by_two(fields);
        form.open = false;
        Correct { kind, receipt, quote: None, form, step }
    }

    /// The second person's PIN is looked at: money may move next.
    pub(super) fn is_approving(&self) -> bool {
        matches!(self.step, Step::Approving(_))
    }

    pub(super) fn is_refused(&self) -> bool {
        matches!(self.step, Step::Refused)
    }

    /// The part that is typed, as long as it is one.
    pub(super) fn asked(&self) -> Option<Money> {
        Money::typed(self.form.value(AMOUNT))
    }

    pub(super) fn submit(&mut self, who: &SignedIn, devices: &mut Devices) {
        match self.order() {
            Some(order) => {
                self.step = Step::Asking(devices.ask(Offer { who: who.clone(), order }));
                self.form.open = false;
            }
            None => {
                let typed = self.form.value(AMOUNT).into();
                self.form.is_wrong(AMOUNT, DeskError::Amount(typed));
            }
        }
    }

    /// What is typed, as an order; nothing where the amount is none.
    fn order(&self) -> Option<CorrectionOrder> {
        let typed = self.form.value(AMOUNT);
        let amount = if typed.is_empty() { None } else { Some(self.asked()?) };
        let (kind, receipt) = (self.kind, self.receipt.number.clone());
        Some(CorrectionOrder { kind, receipt, reason: self.form.value(REASON).to_owned(), amount })
    }

    pub(super) fn answer(&mut self, who: &SignedIn, answer: &Answer, devices: &mut Devices) -> Option<Action> {
        match &self.step {
            Step::Offering(ticket) => {
                let quote = ticket.redeem(answer)?;
                self.step = Step::Typing;
                if !self.offered(quote) {
                    (self.step, self.form.open) = (Step::Refused, false);
                }
            }
            Step::Asking(ticket) => {
                let quote = ticket.redeem(answer)?;
                self.step = Step::Typing;
                if self.offered(quote) {
                    self.approve(who, devices);
                }
            }
            Step::Approving(ticket) => match ticket.redeem(answer)? {
                Ok(approver) => {
                    self.step = Step::Typing;
                    let (order, quote) = (self.order()?, self.quote.clone()?);
                    return Some(Action::Charge(Box::new(Movement::Back { approver, order, quote: Box::new(quote) })));
                }
                Err(error) => {
                    self.step = Step::Typing;
                    self.form.failed(error);
                }
            },
            Step::Typing | Step::Refused => return None,
        }
        Some(Action::None)
    }

    /// What goes back is known, or why nothing does.
    fn offered(&mut self, quote: Result<CorrectionQuote, Failed>) -> bool {
        self.form.open = true;
        match quote {
            Ok(quote) => self.quote = Some(quote),
            Err(error) => {
                self.form.turn_to(AMOUNT);
                self.form.failed(error);
                return false;
            }
        }
        true
    }

    fn approve(&mut self, who: &SignedIn, devices: &mut Devices) {
        let act = self.kind.act();
        if let Some((id, pin)) = self.form.take_second() {
            self.step = Step::Approving(devices.ask(Approve { who: who.clone(), act, id, pin }));
        }
    }
}
