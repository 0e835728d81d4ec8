//! A void or refund before it is asked of the terminal: what goes back and why, what the cashier will type there,
//! and who agrees.

use std::sync::Arc;

use super::{Action, Correction};
use crate::desk::{CorrectionOrder, CorrectionQuote, SignedIn};
use crate::domain::correction::CorrectionKind;
use crate::domain::money::{DecimalMark, Money};
use crate::domain::operator::Act;
use crate::domain::receipt::Receipt;
use crate::text::{Text, say};
use crate::window::devices::{Answer, Devices, Job, JobNo, Said};
use crate::window::keys::KeyCommand;
use crate::window::screen::Trouble;
use crate::window::screen::form::{Field, Form};

const AMOUNT: &str = "correct-amount";
const REASON: &str = "correct-reason";

/// What two persons are about to take back.
#[derive(Debug)]
pub(super) struct Correct {
    pub(super) kind: CorrectionKind,
    pub(super) receipt: Receipt,
    /// What goes back, as the desk offers it.
    pub(super) quote: Option<Arc<CorrectionQuote>>,
    pub(super) form: Form,
    step: Step,
    /// Why it does not go on, in words.
    pub(super) trouble: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Whether it may be at all is asked.
    Offering(JobNo),
    /// It may not be.
    Refused,
    /// The fields are filled in.
    Typing,
    /// The amount that was typed is asked about.
    Quoting(JobNo),
    /// The second person is proven.
    Approving(JobNo),
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
        let step = Step::Offering(devices.ask(Job::Offer { who: who.clone(), order }));
        Correct { kind, receipt, quote: None, form: Form::by_two(fields), step, trouble: None }
    }

    /// Whether its fields can be typed in.
    pub(super) fn is_open(&self) -> bool {
        self.step == Step::Typing
    }

    /// Whether the desk said that it may not be.
    pub(super) fn is_refused(&self) -> bool {
        self.step == Step::Refused
    }

    /// The part that is typed, as long as it is one.
    pub(super) fn asked(&self) -> Option<Money> {
        amount(self.form.value(AMOUNT))
    }

    /// A key; true where the form is left.
    pub(super) fn key(&mut self, command: KeyCommand, text: Text, who: &SignedIn, devices: &mut Devices) -> bool {
        match command {
            KeyCommand::Back => return true,
            KeyCommand::Next | KeyCommand::Down => self.form.next(),
            KeyCommand::Previous | KeyCommand::Up => self.form.previous(),
            KeyCommand::Submit if self.is_open() => self.submit(text, who, devices),
            _ => {}
        }
        false
    }

    fn submit(&mut self, text: Text, who: &SignedIn, devices: &mut Devices) {
        self.trouble = None;
        if !self.form.is_filled() {
            return;
        }
        match self.order() {
            Some(order) => self.step = Step::Quoting(devices.ask(Job::Offer { who: who.clone(), order })),
            None => {
                self.form.turn_to(AMOUNT);
                self.trouble = Some(text.with("amount-form", &[("text", self.form.value(AMOUNT).into())]));
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
        match self.step {
            Step::Offering(job) if job == answer.job => self.offered(text, &answer.said, Step::Refused),
            Step::Quoting(job) if job == answer.job => {
                self.offered(text, &answer.said, Step::Typing);
                if self.trouble.is_none() {
                    self.approve(text, who, devices);
                }
            }
            Step::Approving(job) if job == answer.job => {
                self.step = Step::Typing;
                let approver = match &answer.said {
                    Said::Approved(Ok(approver)) => approver.clone(),
                    Said::Approved(Err(error)) => {
                        self.trouble = Some(say::desk_error(&text, error));
                        return Some(Action::None);
                    }
                    _ => {
                        self.trouble = Some(Trouble::Gone.words(text));
                        return Some(Action::None);
                    }
                };
                let (order, quote) = (self.order()?, self.quote.clone()?);
                return Some(Action::Correct(Box::new(Correction { approver, order, quote })));
            }
            _ => return None,
        }
        Some(Action::None)
    }

    fn offered(&mut self, text: Text, said: &Said, otherwise: Step) {
        match said {
            Said::Offered(Ok(quote)) => {
                self.quote = Some(Arc::clone(quote));
                self.step = Step::Typing;
            }
            Said::Offered(Err(error)) => {
                self.trouble = Some(say::desk_error(&text, error));
                self.step = otherwise;
                self.form.turn_to(AMOUNT);
            }
            _ => {
                self.trouble = Some(Trouble::Gone.words(text));
                self.step = otherwise;
            }
        }
    }

    fn approve(&mut self, text: Text, who: &SignedIn, devices: &mut Devices) {
        let act = Act::of_correction(self.kind);
        match self.form.take_second() {
            Ok((id, pin)) => {
                self.step = Step::Approving(devices.ask(Job::Approve { who: who.clone(), act, id, pin }));
            }
            Err(error) => self.trouble = Some(say::desk_error(&text, &error)),
        }
    }
}

/// Whichever mark comes last is the decimal one; `1.234` is then three decimals and refused, never a thousand.
fn amount(typed: &str) -> Option<Money> {
    let mark = if typed.rfind(',') > typed.rfind('.') { DecimalMark::Comma } else { DecimalMark::Point };
    Money::parse(typed, mark).ok().filter(|amount| !amount.is_zero())
}
