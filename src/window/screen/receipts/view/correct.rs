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
        let Draw { look, text } = draw;
        let (title, go) = match self.kind {
            CorrectionKind::Void => ("screen-void-title", "screen-void-go"),
            CorrectionKind::Refund => ("screen-refund-title", "screen-refund-go"),
        };
        let mut side = Column::new()
            .spacing(space::M)
            .push(widget::title(look, text.with(title, values![number = self.receipt.number])))
            .push(widget::muted(look, self.receipt.payer.as_str()));
        if let Some(quote) = &self.quote {
            side = side.push(widget::small(look, text.get("screen-correct-total"))).push(widget::figures(
                format::money(self.asked().unwrap_or(quote.total)),
                size::AMOUNT,
                look.colors.text,
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
            side = side.push(widget::muted(look, text.get("screen-form-checking")));
        }
        let side = side.push(controls(draw, Message::Key, keys));
        if self.is_refused() {
            // Nothing is typed on the terminal then, and nothing asks for it.
            return centred(widget::panel(look, container(side).padding(space::L)));
        }
        two(draw, side, original::view(draw, &self.receipt))
    }
}

impl Resolve {
    pub(super) fn view<'a>(&'a self, draw: Draw) -> Element<'a, Message> {
        let Draw { look, text } = draw;
        let (title, says, go) = match (self.claim.is_charged(), self.attempt.correction.is_some()) {
            (true, false) => ("screen-resolve-charged", "screen-resolve-charged-say", "screen-resolve-go"),
            (false, false) => ("screen-resolve-not-charged", "screen-resolve-not-charged-say", "screen-resolve-go"),
            (true, true) => ("screen-resolve-back", "screen-resolve-charged-say", "screen-resolve-go"),
            (false, true) => ("screen-resolve-not-back", "screen-resolve-not-charged-say", "screen-resolve-go"),
        };
        let mut side = column![widget::title(look, text.get(title)), widget::body(look, text.get(says))]
            .spacing(space::M)
            .push(self.form.view(draw, self.is_open(), Message::Form));
        let mut keys = vec![Control::danger(go, KeyCommand::Submit)];
        if self.is_deciding() {
            side = side.push(widget::muted(look, text.get("screen-resolve-deciding")));
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
    let look = draw.look;
    let left = widget::panel(look, widget::scroll(look, Id::new(FORM), side)).width(Length::Fill);
    let about = widget::scroll(look, Id::new("correct-about"), container(about).width(Length::Fill));
    let right = widget::panel(look, about).width(Length::Fill);
    row![left.height(Length::Fill), right.height(Length::Fill)].spacing(space::L).padding(space::L).into()
}
