//! What lies over the desk: the refusal of cash with the ways to pay, and the opening of the till.

use iced::widget::column;

use crate::desk::{DeskError, PayOrder, PayTarget, PrintEnd, Refusal, SignedIn};
use crate::domain::operator::{Act, OperatorId};
use crate::domain::{clocks::ClockDoubt, hours::Hours, money::Money, till::Till};
use crate::text::{say, values};
use crate::window::devices::{Answer, Devices, Failed, Ticket};
use crate::window::keys::{Context, KeyCommand, both};
use crate::window::request::{self, RefuseCash, WaysToPay};
use crate::window::screen::{Action, Control, Draw, View, controls, said_of_slip};
use crate::window::theme::{Tone, space};
use crate::window::widget::Pressed;

/// The field of the reason.
pub const REASON: &str = "desk-reason";

#[derive(Debug)]
pub(super) struct Cash {
    items: Vec<PayTarget>,
    noting: Option<Ticket<()>>,
    not_noted: Option<Failed>,
    printing: Option<Ticket<PrintEnd>>,
    slip: Option<Result<PrintEnd, Failed>>,
}

impl Cash {
    pub(super) fn refuse(who: OperatorId, items: Vec<PayTarget>, devices: &mut Devices) -> Cash {
        let noting = Some(devices.ask(RefuseCash { who, items: items.clone() }));
        Cash { items, noting, not_noted: None, printing: None, slip: None }
    }

    pub(super) fn print(&mut self, devices: &mut Devices) {
        if self.printing.is_none() {
            self.slip = None;
            self.printing = Some(devices.ask(WaysToPay { items: self.items.clone() }));
        }
    }

    /// Takes an answer; true where it was for this.
    pub(super) fn answer(&mut self, answer: &Answer) -> bool {
        if let Some(noted) = Ticket::take(&mut self.noting, answer) {
            self.not_noted = noted.err();
        } else if let Some(slip) = Ticket::take(&mut self.printing, answer) {
            self.slip = Some(slip);
        } else {
            return false;
        }
        true
    }

    pub(super) fn view(&self, draw: Draw, hours: &Hours) -> View<'_> {
        let ways = say::ways_to_pay(&draw.text, hours).map(|way| draw.body(way).into());
        let slip = match (&self.printing, &self.slip) {
            (Some(_), _) => Some(draw.muted(draw.get("screen-slip-printing")).into()),
            (None, Some(slip)) => {
                let (tone, words) = said_of_slip(draw.text, slip);
                Some(draw.said(tone, words))
            }
            (None, None) => None,
        };
        let print = Control::primary("screen-cash-print", KeyCommand::PrintSlip)
            .capped(both(KeyCommand::Submit, KeyCommand::PrintSlip));
        let content = column![draw.title(draw.get("screen-cash-title")), draw.body(draw.get("screen-cash-say"))]
            .extend(ways)
            .push(self.not_noted.as_ref().map(|error| draw.failed(Tone::Warn, error)))
            .push(slip)
            .push(controls(draw, [print, Control::quiet("screen-back", KeyCommand::Back)]));
        draw.dialog(content.spacing(space::M))
    }
}

/// Debts of several debtors of one name are to be paid together: the payer knows whether they are one person.
#[derive(Debug)]
pub(super) struct OnePayer {
    pub(super) debtors: usize,
    pub(super) order: PayOrder,
    pub(super) total: Money,
    pub(super) payer: String,
}

impl OnePayer {
    /// The payment, with the cashier's word.
    pub(super) fn said_yes(&self) -> Action {
        let order = PayOrder { one_payer: true, ..self.order.clone() };
        Action::Pay { order, total: self.total, payer: self.payer.clone() }
    }

    pub(super) fn view(&self, draw: Draw) -> View<'_> {
        let yes = Control::quiet("screen-one-payer-yes", KeyCommand::Yes);
        let no = Control::quiet("screen-one-payer-no", KeyCommand::No).capped(both(KeyCommand::No, KeyCommand::Back));
        let content = column![
            draw.title(draw.get("screen-one-payer-title")),
            draw.body(draw.with("screen-one-payer-ask", values![count = self.debtors, name = self.payer])),
            draw.body(draw.get("screen-one-payer-else")),
            controls(draw, [yes, no]),
        ];
        draw.dialog(content.spacing(space::M))
    }
}

/// How the opening of the till, or the question about the clock, stands.
#[derive(Debug)]
pub(super) enum Opening {
    /// It waits for somebody.
    Goes,
    Done,
    /// Somebody must say something about the clock first.
    ClockInDoubt(ClockDoubt),
}

/// The till is being opened.
#[derive(Debug)]
pub(super) struct OpenTill {
    asked: Option<Ticket<Till>>,
    /// The desk asked for a reason: a supervisor opens outside hours.
    needs_reason: bool,
    reason: String,
    failed: Option<Failed>,
}

impl OpenTill {
    pub(super) fn ask(who: &SignedIn, devices: &mut Devices) -> OpenTill {
        let asked = Some(devices.ask(request::OpenTill { who: who.clone(), reason: None }));
        OpenTill { asked, needs_reason: false, reason: String::new(), failed: None }
    }

    pub(super) fn context(&self) -> Context {
        if self.needs_reason { Context::Reason } else { Context::OpenTill }
    }

    pub(super) fn set_reason(&mut self, reason: &str) {
        self.reason = reason.chars().take(200).collect();
    }

    pub(super) fn typed(&mut self, pressed: &Pressed) {
        let mut reason = self.reason.clone();
        pressed.change(&mut reason);
        self.set_reason(&reason);
    }

    pub(super) fn submit(&mut self, who: &SignedIn, devices: &mut Devices) {
        if self.asked.is_none() && self.needs_reason && !self.reason.trim().is_empty() {
            self.failed = None;
            let reason = Some(self.reason.trim().to_owned());
            self.asked = Some(devices.ask(request::OpenTill { who: who.clone(), reason }));
        }
    }

    pub(super) fn answer(&mut self, who: &SignedIn, answer: &Answer) -> Option<Opening> {
        let error = match Ticket::take(&mut self.asked, answer)? {
            Ok(_) => return Some(Opening::Done),
            Err(error) => error,
        };
        match error.as_ref() {
            DeskError::Refused(Refusal::NeedsReason) => self.needs_reason = true,
            DeskError::Refused(Refusal::ClockInDoubt(doubt)) => return Some(Opening::ClockInDoubt(doubt.clone())),
            DeskError::Refused(Refusal::DayWasClosed(_)) => {
                self.needs_reason = who.operator().role.may(Act::OpenAnotherTill);
                self.failed = Some(error);
            }
            _ => self.failed = Some(error),
        }
        Some(Opening::Goes)
    }

    pub(super) fn view(&self, draw: Draw) -> View<'_> {
        let mut content = column![
            draw.title(draw.get("screen-till-title")),
            self.failed.as_ref().map(|error| draw.failed(Tone::Bad, error)),
        ];
        let mut keys = vec![Control::quiet("screen-back", KeyCommand::Back)];
        if self.needs_reason {
            // What is refused says itself why a reason is wanted.
            let why = self.failed.is_none().then(|| draw.body(draw.get("screen-till-reason")));
            let reason = draw.field(REASON, &draw.get("screen-till-reason-hint"), &self.reason, true);
            content = content.push(why).push(reason);
            keys.insert(0, Control::primary("screen-till-open", KeyCommand::Submit));
        } else if self.asked.is_some() {
            content = content.push(draw.muted(draw.get("screen-till-opening")));
        }
        draw.dialog(content.push(controls(draw, keys)).spacing(space::M))
    }
}
