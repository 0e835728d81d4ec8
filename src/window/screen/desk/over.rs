//! What lies over the desk: the refusal of cash with the ways to pay, and the opening of the till.

use iced::Element;
use iced::widget::column;

use super::{Action, Message};
use crate::desk::{DeskError, PayOrder, PayTarget, PrintEnd, Refusal, SignedIn};
use crate::domain::clocks::ClockDoubt;
use crate::domain::hours::Hours;
use crate::domain::money::Money;
use crate::domain::operator::{Act, OperatorId};
use crate::domain::till::Till;
use crate::text::{say, values};
use crate::window::devices::{Answer, Devices, Failed, Ticket};
use crate::window::keys::{Context, KeyCommand, both};
use crate::window::request::{self, RefuseCash, WaysToPay};
use crate::window::screen::{Control, Draw, controls, said_of_slip};
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

    pub(super) fn answer(&mut self, answer: &Answer) {
        if let Some(noted) = Ticket::take(&mut self.noting, answer) {
            self.not_noted = noted.err();
        } else if let Some(slip) = Ticket::take(&mut self.printing, answer) {
            self.slip = Some(slip);
        }
    }

    pub(super) fn view<'a>(&'a self, draw: Draw, hours: &Hours) -> Element<'a, Message> {
        let mut content = column![draw.title(draw.get("screen-cash-title")), draw.body(draw.get("screen-cash-say")),]
            .spacing(space::M);
        for way in say::ways_to_pay(&draw.text, hours) {
            content = content.push(draw.body(way));
        }
        if let Some(error) = &self.not_noted {
            let words = say::desk_error(&draw.text, error);
            content = content.push(draw.said(Tone::Warn, words));
        }
        content = match (&self.printing, &self.slip) {
            (Some(_), _) => content.push(draw.muted(draw.get("screen-slip-printing"))),
            (None, Some(slip)) => {
                let (tone, words) = said_of_slip(draw.text, slip);
                content.push(draw.said(tone, words))
            }
            (None, None) => content,
        };
        content = content.push(controls(
            draw,
            Message::Key,
            vec![
                Control::primary("screen-cash-print", KeyCommand::PrintSlip)
                    .capped(both(KeyCommand::Submit, KeyCommand::PrintSlip)),
                Control::quiet("screen-back", KeyCommand::Back),
            ],
        ));
        draw.dialog(content)
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

    pub(super) fn view<'a>(&'a self, draw: Draw) -> Element<'a, Message> {
        let words = draw.with("screen-one-payer-ask", values![count = self.debtors, name = self.payer]);
        let content = column![
            draw.title(draw.get("screen-one-payer-title")),
            draw.body(words),
            draw.body(draw.get("screen-one-payer-else")),
            controls(
                draw,
                Message::Key,
                vec![
                    Control::quiet("screen-one-payer-yes", KeyCommand::Yes),
                    Control::quiet("screen-one-payer-no", KeyCommand::No)
                        .capped(both(KeyCommand::No, KeyCommand::Back)),
                ]
            ),
        ]
        .spacing(space::M);
        draw.dialog(content)
    }
}

/// How the opening of the till stands.
#[derive(Debug)]
pub(super) enum Opening {
    /// It is under way, or waits for somebody.
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

    pub(super) fn set_reason(&mut self, reason: String) {
        self.reason = reason.chars().take(200).collect();
    }

    pub(super) fn typed(&mut self, pressed: &Pressed) {
        let mut reason = self.reason.clone();
        match pressed {
            Pressed::Text(text) => reason.push_str(text),
            Pressed::Erase => drop(reason.pop()),
            Pressed::Command(_) => {}
        }
        self.set_reason(reason);
    }

    pub(super) fn submit(&mut self, who: &SignedIn, devices: &mut Devices) {
        if self.asked.is_none() && self.needs_reason && !self.reason.trim().is_empty() {
            self.failed = None;
            let reason = Some(self.reason.trim().to_owned());
            self.asked = Some(devices.ask(request::OpenTill { who: who.clone(), reason }));
        }
    }

    pub(super) fn answer(&mut self, who: &SignedIn, answer: &Answer) -> Opening {
        let error = match Ticket::take(&mut self.asked, answer) {
            None => return Opening::Goes,
            Some(Ok(_)) => return Opening::Done,
            Some(Err(error)) => error,
        };
        match error.as_ref() {
            DeskError::Refused(Refusal::NeedsReason) => self.needs_reason = true,
            DeskError::Refused(Refusal::ClockInDoubt(doubt)) => return Opening::ClockInDoubt(doubt.clone()),
            DeskError::Refused(Refusal::DayWasClosed(_)) => {
                self.needs_reason = who.operator().role.may(Act::OpenAnotherTill);
                self.failed = Some(error);
            }
            _ => self.failed = Some(error),
        }
        Opening::Goes
    }

    pub(super) fn view<'a>(&'a self, draw: Draw) -> Element<'a, Message> {
        let mut content = column![draw.title(draw.get("screen-till-title"))].spacing(space::M);
        if let Some(error) = &self.failed {
            let words = say::desk_error(&draw.text, error);
            content = content.push(draw.said(Tone::Bad, words));
        }
        let mut keys = Vec::new();
        if self.needs_reason {
            let hint = draw.get("screen-till-reason-hint");
            // What is refused says itself why a reason is wanted.
            if self.failed.is_none() {
                content = content.push(draw.body(draw.get("screen-till-reason")));
            }
            content = content.push(draw.field(&hint, &self.reason).id(REASON).on_input(Message::Reason));
            keys.push(Control::primary("screen-till-open", KeyCommand::Submit));
        } else if self.asked.is_some() {
            content = content.push(draw.muted(draw.get("screen-till-opening")));
        }
        keys.push(Control::quiet("screen-back", KeyCommand::Back));
        draw.dialog(content.push(controls(draw, Message::Key, keys)))
    }
}
