//! How a void, a refund and a decision look while they are filled in.

use iced::Length;
use iced::widget::{Column, column, container, row};

use super::lists::{known, stranger};
use crate::domain::correction::CorrectionKind;
use crate::window::screen::receipts::correct::Correct;
use crate::window::screen::receipts::decide::{Claimed, Decide};
use crate::window::screen::receipts::resolve::Resolve;
use crate::window::screen::{
    Control, Draw, FORM, KeyCommand, Message, Tone, View, centred, controls, format, original, size, space, values,
};

impl Correct {
    pub(super) fn view(&self, draw: Draw) -> View<'_> {
        let (title, go) = match self.kind {
            CorrectionKind::Void => ("screen-void-title", "screen-void-go"),
            CorrectionKind::Refund => ("screen-refund-title", "screen-refund-go"),
        };
        let total = self.quote.as_ref().map(|quote| format::money(self.asked().unwrap_or(quote.total)));
        let side = column![
            draw.title(draw.with(title, values![number = self.receipt.number])),
            draw.muted(self.receipt.payer.as_str()),
            total.as_ref().map(|_| draw.small(draw.get("screen-correct-total"))),
            total.map(|total| draw.figures(total, size::AMOUNT)),
            self.form.trouble.as_ref().map(|error| draw.failed(Tone::Bad, error)),
        ]
        .spacing(space::M);
        let back = Control::quiet("screen-back", KeyCommand::Back);
        if self.is_refused() {
            // Nothing is typed on the terminal then, and nothing asks for it.
            return centred(draw, draw.panel(container(side.push(controls(draw, [back]))).padding(space::L)));
        }
        let side = side
            .push(self.form.view(draw))
            .push((!self.form.open).then(|| draw.muted(draw.get("screen-form-checking"))))
            .push(controls(draw, [Control::danger(go, KeyCommand::Submit), back]));
        two(draw, side, original::view(draw, &self.receipt))
    }
}

impl Resolve {
    pub(super) fn view(&self, draw: Draw) -> View<'_> {
        let (title, says) = match (self.claim.is_charged(), self.attempt.correction.is_some()) {
            (true, false) => ("screen-resolve-charged", "screen-resolve-charged-say"),
            (false, false) => ("screen-resolve-not-charged", "screen-resolve-not-charged-say"),
            (true, true) => ("screen-resolve-back", "screen-resolve-charged-say"),
            (false, true) => ("screen-resolve-not-back", "screen-resolve-not-charged-say"),
        };
        let go = Control::danger("screen-resolve-go", KeyCommand::Submit);
        let back = (!self.is_deciding()).then(|| Control::quiet("screen-back", KeyCommand::Back));
        let side = column![
            draw.title(draw.get(title)),
            draw.body(draw.get(says)),
            self.form.view(draw),
            self.is_deciding().then(|| draw.muted(draw.get("screen-resolve-deciding"))),
            controls(draw, std::iter::once(go).chain(back)),
        ];
        let trouble = self.form.trouble.as_ref().map(|error| draw.failed(Tone::Bad, error));
        let about = column![trouble, known(draw, &self.attempt, size::AMOUNT)].spacing(space::L);
        two(draw, side.spacing(space::M), about.into())
    }
}

impl Decide {
    pub(super) fn view(&self, draw: Draw) -> View<'_> {
        let (title, says) = match self.claimed {
            Claimed::Tie => ("screen-decide-tie-title", "screen-decide-tie-say"),
            Claimed::Book => ("screen-decide-book-title", "screen-decide-book-say"),
            Claimed::WriteOff => ("screen-decide-write-off-title", "screen-decide-write-off-say"),
        };
        let go = Control::danger("screen-resolve-go", KeyCommand::Submit);
        let back = (!self.is_deciding()).then(|| Control::quiet("screen-back", KeyCommand::Back));
        let side = column![
            draw.title(draw.with(title, values![number = self.kept.number])),
            draw.body(draw.get(says)),
            self.form.view(draw),
            self.is_deciding().then(|| draw.muted(draw.get("screen-decide-deciding"))),
            controls(draw, std::iter::once(go).chain(back)),
        ];
        let trouble = self.form.trouble.as_ref().map(|error| draw.failed(Tone::Bad, error));
        let about = column![trouble, stranger(draw, &self.kept)].spacing(space::L);
        two(draw, side.spacing(space::M), about.into())
    }
}

/// What is filled in at the left, what it is about at the right; each scrolls where the window is small.
fn two<'a>(draw: Draw, side: Column<'a, Message>, about: View<'a>) -> View<'a> {
    if draw.compact {
        return centred(draw, draw.panel(column![side, about].spacing(space::M)));
    }
    let left = draw.panel(draw.scroll(FORM, side)).width(Length::Fill);
    let about = draw.scroll("correct-about", container(about).width(Length::Fill));
    let right = draw.panel(about).width(Length::Fill);
    row![left.height(Length::Fill), right.height(Length::Fill)].spacing(space::L).padding(space::L).into()
}
