//! How a void, a refund and a decision look while they are filled in.

use iced::widget::{Column, Id, column, container, row};
use iced::{Element, Length};

use super::lists::known;
use crate::domain::correction::CorrectionKind;
use crate::text::values;
use crate::window::format;
use crate::window::keys::KeyCommand;
use crate::window::screen::form::notice;
use crate::window::screen::receipts::correct::Correct;
use crate::window::screen::receipts::resolve::Resolve;
use crate::window::screen::receipts::{FORM, Message};
use crate::window::screen::{Control, Draw, centred, controls, original};
use crate::window::theme::{size, space};
use crate::window::widget;

impl Correct {
    pub(super) fn view<'a>(&'a self, draw: Draw) -> Element<'a, Message> {
        let (title, go) = match self.kind {
            CorrectionKind::Void => ("screen-void-title", "screen-void-go"),
            CorrectionKind::Refund => ("screen-refund-title", "screen-refund-go"),
        };
        let mut side = Column::new()
            .spacing(space::M)
            .push(draw.title(draw.with(title, values![number = self.receipt.number])))
            .push(draw.muted(self.receipt.payer.as_str()));
        if let Some(quote) = &self.quote {
            side = side.push(draw.small(draw.get("screen-correct-total"))).push(widget::figures(
                format::money(self.asked().unwrap_or(quote.total)),
                size::AMOUNT,
                draw.look.colors.text,
            ));
        }
        side = side.extend(notice(draw, self.trouble.as_deref()));
        let mut keys = Vec::new();
        if !self.is_refused() {
            side = side.push(self.form.view(draw, self.is_open(), Message::Form));
            keys.push(Control::danger(go, KeyCommand::Submit));
        }
        keys.push(Control::quiet("screen-back", KeyCommand::Back));
        if !self.is_open() && !self.is_refused() {
            side = side.push(draw.muted(draw.get("screen-form-checking")));
        }
        let side = side.push(controls(draw, Message::Key, keys));
        if self.is_refused() {
            // Nothing is typed on the terminal then, and nothing asks for it.
            return centred(draw.panel(container(side).padding(space::L)));
        }
        two(draw, side, original::view(draw, &self.receipt))
    }
}

impl Resolve {
    pub(super) fn view<'a>(&'a self, draw: Draw) -> Element<'a, Message> {
        let (title, says, go) = match (self.claim.is_charged(), self.attempt.correction.is_some()) {
            (true, false) => ("screen-resolve-charged", "screen-resolve-charged-say", "screen-resolve-go"),
            (false, false) => ("screen-resolve-not-charged", "screen-resolve-not-charged-say", "screen-resolve-go"),
            (true, true) => ("screen-resolve-back", "screen-resolve-charged-say", "screen-resolve-go"),
            (false, true) => ("screen-resolve-not-back", "screen-resolve-not-charged-say", "screen-resolve-go"),
        };
        let mut side = column![draw.title(draw.get(title)), draw.body(draw.get(says))]
            .spacing(space::M)
            .push(self.form.view(draw, self.is_open(), Message::Form));
        let mut keys = vec![Control::danger(go, KeyCommand::Submit)];
        if self.is_deciding() {
            side = side.push(draw.muted(draw.get("screen-resolve-deciding")));
        } else {
            keys.push(Control::quiet("screen-back", KeyCommand::Back));
        }
        let about = Column::new().spacing(space::L).extend(notice(draw, self.trouble.as_deref()));
        two(
            draw,
            side.push(controls(draw, Message::Key, keys)),
            about.push(known(draw, &self.attempt, size::AMOUNT)).into(),
        )
    }
}

/// What is filled in at the left, what it is about at the right; each scrolls where the window is small.
fn two<'a>(draw: Draw, side: Column<'a, Message>, about: Element<'a, Message>) -> Element<'a, Message> {
    let left = draw.panel(draw.scroll(Id::new(FORM), side)).width(Length::Fill);
    let about = draw.scroll(Id::new("correct-about"), container(about).width(Length::Fill));
    let right = draw.panel(about).width(Length::Fill);
    row![left.height(Length::Fill), right.height(Length::Fill)].spacing(space::L).padding(space::L).into()
}
