//! A part of a debt instead of all that is open, where the settings allow it: what is typed is asked of the desk, which says
//! what goes to capital and what to surcharge, before any card.

use iced::widget::column;

use crate::desk::{DeskError, FoundDebt, PayItem, PayOrder, PayTarget, Quote, SignedIn};
use crate::domain::debt::DebtId;
use crate::domain::{money::Money, tender::Tender};
use crate::window::request;
use crate::window::screen::form::{Field, Form};
use crate::window::screen::{
    Answer, Control, Devices, Draw, KeyCommand, Ticket, Tone, View, controls, format, space, values,
};

const AMOUNT: &str = "part-amount";

/// What is paid of a debt, and how it is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    pub amount: Money,
    pub capital: Money,
    pub surcharge: Money,
}

#[derive(Debug)]
pub(super) struct PartForm {
    debt: DebtId,
    description: String,
    open: Money,
    pub(super) form: Form,
    asked: Option<(Money, Ticket<Quote>)>,
}

impl PartForm {
    pub(super) fn new(found: &FoundDebt, part: Option<Part>) -> PartForm {
        let open = found.debt.open_amount();
        let before = part.map_or(open, |part| part.amount);
        let field = Field::required(AMOUNT, "screen-part-amount").holding(&before.greek());
        let (debt, description) = (found.debt.id, found.debt.description.clone());
        PartForm { debt, description, open, form: Form::of(vec![field]), asked: None }
    }

    pub(super) fn submit(&mut self, who: &SignedIn, devices: &mut Devices) {
        let typed = self.form.value(AMOUNT);
        let Some(amount) = Money::typed(typed) else {
            let wrong = DeskError::Amount(typed.into());
            return self.form.is_wrong(AMOUNT, wrong);
        };
        let items = vec![PayItem { of: PayTarget::Debt(self.debt), amount: Some(amount) }];
        let order = PayOrder { tender: Tender::Card, items, one_payer: false };
        self.form.open = false;
        self.asked = Some((amount, devices.ask(request::Quote { who: who.clone(), order })));
    }

    /// The debt and what is paid of it; nothing for all that is open. Nothing yet where the desk says no.
    pub(super) fn answer(&mut self, answer: &Answer) -> Option<Option<(DebtId, Option<Part>)>> {
        let (amount, quote) = self.asked.as_ref()?;
        let (amount, said) = (*amount, quote.redeem(answer)?);
        self.asked = None;
        let quote = match said {
            Ok(quote) => quote,
            Err(error) => {
                self.form.failed(error);
                return Some(None);
            }
        };
        let sum = |of: fn(&crate::domain::attempt::AttemptLine) -> Money| Money::sum(quote.lines.iter().map(of));
        let divided = sum(|line| line.capital).zip(sum(|line| line.surcharge));
        let part = divided.filter(|_| amount != self.open);
        let part = part.map(|(capital, surcharge)| Part { amount, capital, surcharge });
        Some(Some((self.debt, part)))
    }

    pub(super) fn view(&self, draw: Draw) -> View<'_> {
        let keys =
            [Control::primary("screen-part-go", KeyCommand::Submit), Control::quiet("screen-back", KeyCommand::Back)];
        let content = column![
            draw.title(draw.get("screen-part-title")),
            draw.body(self.description.as_str()),
            draw.muted(draw.with("screen-part-open", values![amount = format::money(self.open)])),
            self.form.view(draw),
            self.form.trouble.as_ref().map(|error| draw.failed(Tone::Bad, error)),
            controls(draw, keys),
        ];
        draw.dialog(content.spacing(space::M))
    }
}

impl Part {
    /// How it is divided, in words.
    pub(super) fn words(&self, draw: Draw) -> String {
        draw.with("screen-part-divided", values![capital = self.capital.greek(), surcharge = self.surcharge.greek()])
    }
}
