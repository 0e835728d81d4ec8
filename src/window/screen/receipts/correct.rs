//! A void or refund before it is asked of the terminal: what goes back and why, what the cashier will type there,
//! and who agrees.

use super::Correction;
use crate::desk::{CorrectionOrder, CorrectionQuote, SignedIn};
use crate::domain::{correction::CorrectionKind, money::Money, receipt::Receipt};
use crate::text::{Text, say, values};
use crate::window::devices::{Answer, Devices, Failed, Ticket};
use crate::window::request::{Approve, Offer};
use crate::window::screen::form::{Field, Form};
use crate::window::{keys::KeyCommand, screen::Action};

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
    /// Why it does not go on, in words.
    pub(super) trouble: Option<String>,
}

#[derive(Debug)]
enum Step {
    /// Whether it may be at all is asked.
    Offering(Ticket<CorrectionQuote>),
    /// It may not be.
    Refused,
    /// The fields are filled in.
    Typing,
    /// The amount that was typed is asked about.
    Quoting(Ticket<CorrectionQuote>),
    /// The second person is proven.
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
        Correct { kind, receipt, quote: None, form: Form::by_two(fields), step, trouble: None }
    }

    /// Whether its fields can be typed in.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.step, Step::Typing)
    }

    /// Whether the desk said that it may not be.
    pub(super) fn is_refused(&self) -> bool {
        matches!(self.step, Step::Refused)
    }

    /// The part that is typed, as long as it is one.
    pub(super) fn asked(&self) -> Option<Money> {
        Money::typed(self.form.value(AMOUNT))
    }

    /// A key; true where the form is left.
    pub(super) fn key(&mut self, command: KeyCommand, text: Text, who: &SignedIn, devices: &mut Devices) -> bool {
        match command {
            KeyCommand::Back => return true,
            KeyCommand::Submit if self.is_open() => self.submit(text, who, devices),
            _ => self.form.key(command),
        }
        false
    }

    fn submit(&mut self, text: Text, who: &SignedIn, devices: &mut Devices) {
        self.trouble = None;
        if !self.form.is_filled() {
            return;
        }
        match self.order() {
            Some(order) => self.step = Step::Quoting(devices.ask(Offer { who: who.clone(), order })),
            None => {
                self.form.turn_to(AMOUNT);
                self.trouble = Some(text.with("amount-form", values![text = self.form.value(AMOUNT)]));
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

    pub(super) fn answer(
        &mut self,
        text: Text,
        who: &SignedIn,
        answer: &Answer,
        devices: &mut Devices,
    ) -> Option<Action> {
        match &self.step {
            Step::Offering(ticket) => {
                let quote = ticket.redeem(answer)?;
                self.offered(text, quote, Step::Refused);
            }
            Step::Quoting(ticket) => {
                let quote = ticket.redeem(answer)?;
                self.offered(text, quote, Step::Typing);
                if self.trouble.is_none() {
                    self.approve(text, who, devices);
                }
            }
            Step::Approving(ticket) => {
                let approver = ticket.redeem(answer)?;
                self.step = Step::Typing;
                match approver {
                    Ok(approver) => {
                        let (order, quote) = (self.order()?, self.quote.clone()?);
                        return Some(Action::Correct(Box::new(Correction { approver, order, quote })));
                    }
                    Err(error) => self.trouble = Some(say::desk_error(&text, &error)),
                }
            }
            Step::Typing | Step::Refused => return None,
        }
        Some(Action::None)
    }

    fn offered(&mut self, text: Text, quote: Result<CorrectionQuote, Failed>, otherwise: Step) {
        match quote {
            Ok(quote) => {
                self.quote = Some(quote);
                self.step = Step::Typing;
            }
            Err(error) => {
                self.trouble = Some(say::desk_error(&text, &error));
                self.step = otherwise;
                self.form.turn_to(AMOUNT);
            }
        }
    }

    fn approve(&mut self, text: Text, who: &SignedIn, devices: &mut Devices) {
        let act = self.kind.act();
        match self.form.take_second() {
            Ok((id, pin)) => {
                self.step = Step::Approving(devices.ask(Approve { who: who.clone(), act, id, pin }));
            }
            Err(error) => self.trouble = Some(say::desk_error(&text, &error)),
        }
    }
}
