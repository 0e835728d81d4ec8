//! What lies around every screen: the band of the demonstration, the note, the status bar, the help.

use iced::widget::{Column, Row, Stack, column, container, row};
use iced::{Alignment, Element, Length, border};

use super::{App, Terminal};
use crate::desk::DeskOpen;
use crate::domain::{clocks::ClockDoubt, permission::Act, till::BlockerKind, time::minute};
use crate::text::{say, values};
use crate::window::keys::{self, KeyCommand};
use crate::window::screen::{Control, View};
use crate::window::theme::{Tone, size, space};
use crate::window::{format, message::Message, request::PrinterSeen, widget::keyboard};

/// From so many minutes before closing on, the time that is left is a warning.
const SOON: u32 = 10;

impl App {
    pub fn view(&self) -> Element<'_, Message> {
        let body = self.screen().map(|screen| screen.view(self.draw, self.today()));
        let note = self.note.as_ref().map(|(tone, words)| self.draw.said(*tone, words.as_str()));
        let page = column![
            self.setup.demo.then(|| self.demo_band()),
            container(body).height(Length::Fill).width(Length::Fill),
            note.map(|note| container(note).padding([space::S, space::L])),
            self.status_bar(),
        ];
        let layers = Stack::new().push(page).push(self.help.then(|| self.help_view()));
        keyboard(layers.width(Length::Fill).height(Length::Fill), self.context(), Message::Pressed)
    }

    fn demo_band(&self) -> View<'_> {
        let c = self.draw.look.colors;
        let words = iced::widget::text(self.draw.get("screen-demo-band")).size(size::BODY).color(c.on_demo);
        container(words)
            .center_x(Length::Fill)
            .padding(space::XS)
            .style(move |_| container::Style::default().background(c.demo))
            .into()
    }

    fn status_bar(&self) -> View<'_> {
        let draw = self.draw;
        let waits = self.lock.is_none() && self.seen.unresolved.is_some_and(|count| count > 0);
        let decide = waits.then(|| {
            let key = draw.keys(&[KeyCommand::Pending], KeyCommand::Pending.words());
            iced::widget::mouse_area(key).on_press(Message::Key(KeyCommand::Pending))
        });
        let bar = Row::new()
            .push(draw.small(self.desk_name()))
            .extend(self.states().into_iter().map(|(tone, words)| draw.status(tone, words)))
            .push(decide)
            .spacing(space::S)
            .align_y(Alignment::Center);
        let right = row![
            self.time_left().map(|(tone, left)| draw.status(tone, left)),
            draw.figures(format::clock(self.now), size::BODY),
            draw.keys(&[KeyCommand::Help], KeyCommand::Help.words()),
        ];
        let line = row![
            bar.width(Length::Fill).wrap().vertical_spacing(space::XS),
            right.spacing(space::S).align_y(Alignment::Center)
        ];
        let c = draw.look.colors;
        container(line.spacing(space::M).align_y(Alignment::Center))
            .width(Length::Fill)
            .padding([space::XS + 2.0, space::L])
            .style(move |_| {
                let line = border::width(1.0).color(c.line);
                container::Style::default().background(c.surface).border(line)
            })
            .into()
    }

    fn desk_name(&self) -> String {
        let desk = self.setup.config.desk.id.clone();
        let text = self.draw.text;
        match &self.who {
            Some(who) if self.lock.is_none() => {
                text.with("screen-status-desk-operator", values![desk, operator = who.operator().name])
            }
            _ => text.with("screen-status-desk", values![desk]),
        }
    }

    fn till(&self) -> (Tone, String) {
        let text = self.draw.text;
        match self.seen.day.as_ref().map(|day| &day.till) {
            None => (Tone::Plain, text.get("screen-status-till-unknown")),
            Some(None) => (Tone::Warn, text.get("screen-status-till-closed")),
            Some(Some(_)) => (Tone::Good, text.get("screen-status-till-open")),
        }
    }

    fn terminal(&self) -> (Tone, String) {
        let (tone, key) = match self.seen.terminal {
            _ if self.seen.asking => (Tone::Plain, "screen-status-terminal-asking"),
            Terminal::NotAsked => (Tone::Plain, "screen-status-terminal-unknown"),
            Terminal::Ready => (Tone::Good, "screen-status-terminal-ready"),
            Terminal::InUse => (Tone::Warn, "screen-status-terminal-paying"),
            Terminal::Silent => (Tone::Bad, "screen-status-terminal-silent"),
        };
        (tone, self.draw.get(key))
    }

    fn printer(&self) -> (Tone, String) {
        let (tone, key) = match &self.seen.printer {
            None => (Tone::Plain, "screen-status-printer-unknown"),
            Some(PrinterSeen::Ready) => (Tone::Good, "screen-status-printer-ready"),
            Some(PrinterSeen::PaperLow) => (Tone::Warn, "screen-status-printer-low"),
            Some(PrinterSeen::Silent) => (Tone::Plain, "screen-status-printer-silent"),
            Some(PrinterSeen::Trouble(key)) => (Tone::Bad, *key),
        };
        (tone, self.draw.get(key))
    }

    /// How everything stands, what can always be said first.
    fn states(&self) -> Vec<(Tone, String)> {
        let (draw, day) = (self.draw, self.seen.day.as_ref());
        let mut states = vec![self.till(), self.terminal(), self.printer()];
        if let Some(count) = self.seen.unresolved {
            let tone = if count == 0 { Tone::Good } else { Tone::Unknown };
            states.push((tone, draw.with("screen-status-unresolved", values![count])));
        }
        // A citizen was charged and may still wait for the paper.
        if let Some(count) =
            day.map(|day| day.waiting(BlockerKind::UnprintedReceipt).count()).filter(|count| *count > 0)
        {
            states.push((Tone::Warn, draw.with("screen-status-unprinted", values![count])));
        }
        let answers_for_money = self.who.as_ref().is_some_and(|who| who.may(Act::SeeForeignResults));
        if let Some(count) = day
            .map(|day| day.waiting(BlockerKind::UnclaimedResult).count())
            .filter(|count| answers_for_money && *count > 0)
        {
            states.push((Tone::Warn, draw.with("screen-status-foreign", values![count])));
        }
        // A payment would be refused before the terminal is asked: nothing can be written down.
        if self.seen.disk_fails {
            states.push((Tone::Bad, draw.get("screen-status-disk")));
        }
        // Somebody made themselves a supervisor past everybody: it stands here until one who was there says so.
        if let Some(recovery) = day.and_then(|day| day.recovery.as_ref()) {
            let values = values![operator = recovery.operator, at = minute(recovery.at)];
            states.push((Tone::Bad, draw.with("screen-status-recovery", values)));
        }
        // Books from a copy: until terminal and books were compared no card is asked for.
        if day.is_some_and(|day| day.not_compared) {
            states.push((Tone::Bad, draw.get("screen-status-not-compared")));
        }
        states.extend(self.clock());
        states
    }

    /// A clock that must be stated, or a terminal's that is apart and was.
    fn clock(&self) -> Option<(Tone, String)> {
        let text = self.draw.text;
        let day = self.seen.day.as_ref()?;
        let behind = day.clock_doubts.iter().any(|doubt| matches!(doubt, ClockDoubt::BehindTheBooks { .. }));
        if behind {
            return Some((Tone::Bad, text.get("screen-status-clock-behind")));
        }
        let tone = if day.clock_doubts.is_empty() { Tone::Warn } else { Tone::Bad };
        day.terminal_clock.as_ref().map(|clock| (tone, say::terminal_clock_short(&text, clock)))
    }

    fn time_left(&self) -> Option<(Tone, String)> {
        let Some(DeskOpen::Until(until)) = self.seen.day.as_ref().map(|day| &day.open) else { return None };
        let minutes = format::minutes_until(self.now, *until)?;
        let tone = if minutes <= SOON { Tone::Warn } else { Tone::Plain };
        let key = if minutes < 60 { "screen-status-closes" } else { "screen-status-closes-hours" };
        Some((tone, self.draw.with(key, values![hours = minutes / 60, minutes = minutes % 60])))
    }

    fn help_view(&self) -> View<'_> {
        let draw = self.draw;
        let rows = keys::commands(self.context_below()).map(|command| {
            let cap = container(draw.key_cap(command.cap())).width(88.0);
            row![cap, draw.body(draw.get(command.words()))].spacing(space::M).align_y(Alignment::Center).into()
        });
        let list = draw.scroll("help", Column::with_children(rows).spacing(space::XS));
        let content = column![
            draw.title(draw.get("screen-help-title")),
            container(list).max_height(460.0),
            Control::primary("screen-back", KeyCommand::Back).view(draw),
        ];
        draw.dialog(content.spacing(space::L))
    }
}
