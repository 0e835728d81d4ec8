//! What lies over the desk: the refusal of cash with the ways to pay, and the opening of the till.

use iced::widget::column;

use crate::desk::{DeskError, PayOrder, PayTarget, PrintEnd, Refusal, SignedIn};
use crate::domain::permission::Act;
use crate::domain::{clocks::ClockDoubt, hours::Hours, money::Money, till::Till};
use crate::window::request::{self, RefuseCash, WaysToPay};
use crate::window::screen::form::{Field, Form};
use crate::window::screen::paying::Movement;
use crate::window::screen::{
    Action, Answer, Control, Devices, Draw, Failed, KeyCommand, Ticket, Tone, View, both, controls, said_of_slip, say,
    space, values,
};

pub const REASON: &str = "desk-reason";

#[derive(Debug)]
pub(super) struct Cash {
    who: SignedIn,
    items: Vec<PayTarget>,
    noting: Option<Ticket<()>>,
    not_noted: Option<Failed>,
    printing: Option<Ticket<PrintEnd>>,
    slip: Option<Result<PrintEnd, Failed>>,
}

impl Cash {
    pub(super) fn refuse(who: SignedIn, items: Vec<PayTarget>, devices: &mut Devices) -> Cash {
        let noting = Some(devices.ask(RefuseCash { who: who.clone(), items: items.clone() }));
        Cash { who, items, noting, not_noted: None, printing: None, slip: None }
    }

    pub(super) fn print(&mut self, devices: &mut Devices) {
        if self.printing.is_none() {
            self.slip = None;
            self.printing = Some(devices.ask(WaysToPay { who: self.who.clone(), items: self.items.clone() }));
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
        Action::Charge(Box::new(Movement::Payment { order, total: self.total, payer: self.payer.clone() }))
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

#[derive(Debug)]
pub(super) struct OpenTill {
    asked: Option<Ticket<Till>>,
    /// The desk asked for a reason: a supervisor opens outside hours.
    pub(super) reason: Option<Form>,
    failed: Option<Failed>,
}

impl OpenTill {
    pub(super) fn ask(who: &SignedIn, devices: &mut Devices) -> OpenTill {
        let asked = Some(devices.ask(request::OpenTill { who: who.clone(), reason: None }));
        OpenTill { asked, reason: None, failed: None }
    }

    pub(super) fn submit(&mut self, who: &SignedIn, devices: &mut Devices) {
        if let Some(form) = &mut self.reason {
            (self.failed, form.open) = (None, false);
            let reason = Some(form.value(REASON).to_owned());
            self.asked = Some(devices.ask(request::OpenTill { who: who.clone(), reason }));
        }
    }

    pub(super) fn answer(&mut self, who: &SignedIn, answer: &Answer) -> Option<Opening> {
        let error = match Ticket::take(&mut self.asked, answer)? {
            Ok(_) => return Some(Opening::Done),
            Err(error) => error,
        };
        let wants_reason = match error.as_ref() {
            DeskError::Refused(Refusal::ClockInDoubt(doubt)) => return Some(Opening::ClockInDoubt(doubt.clone())),
            DeskError::Refused(Refusal::NeedsReason) => true,
            DeskError::Refused(Refusal::DayWasClosed(_)) => who.may(Act::OpenAnotherTill),
            _ => false,
        };
        if wants_reason && self.reason.is_none() {
            self.reason = Some(Form::of(vec![Field::required(REASON, "screen-till-reason-hint")]));
        }
        if let Some(form) = &mut self.reason {
            form.open = true;
        }
        let says_itself = matches!(error.as_ref(), DeskError::Refused(Refusal::NeedsReason));
        self.failed = (!says_itself).then_some(error);
        Some(Opening::Goes)
    }

    pub(super) fn view(&self, draw: Draw) -> View<'_> {
        let failed = self.failed.as_ref().map(|error| draw.failed(Tone::Bad, error));
        // What is refused says itself why a reason is wanted.
        let why = match &self.reason {
            None => self.asked.as_ref().map(|_| draw.muted(draw.get("screen-till-opening"))),
            Some(_) => self.failed.is_none().then(|| draw.body(draw.get("screen-till-reason"))),
        };
        let open = self.reason.as_ref().map(|_| Control::primary("screen-till-open", KeyCommand::Submit));
        let back = Control::quiet("screen-back", KeyCommand::Back);
        let content = column![
            draw.title(draw.get("screen-till-title")),
            failed,
            why,
            self.reason.as_ref().map(|form| form.view(draw)),
            controls(draw, open.into_iter().chain([back])),
        ];
        draw.dialog(content.spacing(space::M))
    }
}
