//! How the people look: a row each, and over them which role, or what is typed.

use iced::widget::{column, container, row};
use iced::{Alignment, Length};

use super::{Filled, Over, ROWS, Said, State, What};
use crate::desk::Listed;
use crate::domain::operator::Role;
use crate::domain::time::minute;
use crate::window::screen::{self, Control, Draw, KeyCommand, Tone, View, controls, rows, say, space, values};

impl State {
    pub(super) fn drawn(&self, draw: Draw) -> View<'_> {
        match &self.over {
            Over::Nothing => self.list(draw),
            Over::Roles { of, cursor } => {
                let title = match of {
                    Some(id) => draw.with("screen-people-role-of", values![operator = id]),
                    None => draw.get("screen-people-role-of-new"),
                };
                let roles = Role::ALL.map(|role| {
                    let name = draw.body(say::role(&draw.text, role));
                    column![name, draw.small(draw.text.of("screen-role-", role.word()))].into()
                });
                let keys = [
                    Control::primary("screen-people-choose", KeyCommand::Submit),
                    Control::quiet("screen-back", KeyCommand::Back),
                ];
                let content = column![draw.title(title), rows(draw, *cursor, roles), controls(draw, keys)];
                screen::centred(draw, draw.panel(content.spacing(space::L)).width(Length::Fill))
            }
            Over::Form(filled) => filled.view(draw),
        }
    }

    fn list(&self, draw: Draw) -> View<'_> {
        let mut keys = Vec::new();
        if self.manages() {
            keys.extend([
                Control::primary("screen-people-add", KeyCommand::AddPerson),
                Control::quiet("screen-people-role", KeyCommand::ChangeRole),
                Control::quiet("screen-people-reset", KeyCommand::ResetPin),
                Control::quiet("screen-people-enable", KeyCommand::EnablePerson),
                Control::danger("screen-people-disable", KeyCommand::DisablePerson),
            ]);
        }
        keys.push(Control::quiet("screen-people-own-pin", KeyCommand::OwnPin));
        if self.recovery {
            keys.push(Control::danger("screen-people-acknowledge", KeyCommand::Acknowledge));
        }
        let back = Control::quiet("screen-back", KeyCommand::Back).view(draw);
        let head = row![container(draw.title(draw.get("screen-people-title"))).width(Length::Fill), back];
        let said = self.said.as_ref().map(|said| said.view(draw));
        let list: View<'_> = match &self.rows.trouble {
            Some(trouble) => draw.failed(Tone::Warn, trouble),
            None if !self.rows.are_known() => draw.muted(draw.get("screen-lock-listing")).into(),
            None => {
                let people = self.rows.shown().iter().map(|listed| person(draw, listed));
                draw.scroll(ROWS, rows(draw, self.rows.cursor, people)).into()
            }
        };
        column![head.align_y(Alignment::Center), controls(draw, keys), said, container(list).height(Length::Fill)]
            .spacing(space::M)
            .padding(space::L)
            .height(Length::Fill)
            .into()
    }
}

fn person<'a>(draw: Draw, Listed { operator, locked_for }: &'a Listed) -> View<'a> {
    let last = match operator.signed_in_at {
        Some(at) => draw.with("operator-last-sign-in", values![at = minute(at)]),
        None => draw.get("operator-never-signed-in"),
    };
    let state = say::operator_state(&draw.text, operator, *locked_for);
    let tone = if operator.active { Tone::Warn } else { Tone::Bad };
    let what = draw.small(format!("{} · {} · {last}", operator.id, say::role(&draw.text, operator.role)));
    row![
        column![draw.body(operator.name.as_str()), what].spacing(2.0).width(Length::Fill),
        state.map(|state| draw.status(tone, state)),
    ]
    .spacing(space::S)
    .align_y(Alignment::Center)
    .into()
}

impl Said {
    fn view<'a>(&self, draw: Draw) -> View<'a> {
        match self {
            Said::Changed(operator) => {
                let role = say::role(&draw.text, operator.role);
                let state = say::operator_state(&draw.text, operator, None).unwrap_or_default();
                let values = values![operator = operator.id, role, state];
                draw.said(Tone::Good, draw.with("screen-people-changed", values))
            }
            Said::Acknowledged => draw.said(Tone::Good, draw.get("screen-people-acknowledged")),
            Said::Failed(error) => draw.failed(Tone::Bad, error),
        }
    }
}

impl Filled {
    fn view(&self, draw: Draw) -> View<'_> {
        let title = match &self.what {
            What::Add(role) => draw.with("screen-people-add-title", values![role = say::role(&draw.text, *role)]),
            What::Reset(id) => draw.with("screen-people-reset-title", values![operator = id]),
            What::OwnPin => draw.get("screen-people-own-title"),
        };
        let why = (self.what != What::OwnPin).then(|| draw.body(draw.get("screen-people-first-pin")));
        let trouble = self.form.trouble.as_ref().map(|trouble| draw.failed(Tone::Bad, trouble));
        let keys =
            [Control::primary("screen-people-do", KeyCommand::Submit), Control::quiet("screen-back", KeyCommand::Back)];
        let content = column![draw.title(title), why, self.form.view(draw), trouble, controls(draw, keys)];
        screen::centred(draw, draw.panel(content.spacing(space::L)).width(Length::Fill))
    }
}
