//! What lies around every screen: the band of the demonstration, the note, the status bar, the help.

use iced::widget::{Column, Row, Stack, column, container, row, space as gap};
use iced::{Alignment, Background, Element, Length};

use super::{App, Message, Screen, Terminal};
use crate::desk::DeskOpen;
use crate::domain::clocks::ClockDoubt;
use crate::domain::operator::Act;
use crate::text::{say, values};
use crate::window::format;
use crate::window::keys::{self, KeyCommand};
use crate::window::request::PrinterSeen;
use crate::window::screen::{Control, lock};
use crate::window::theme::{Tone, size, space};
use crate::window::widget::{self, keyboard};

/// From so many minutes before closing on, the time that is left is a warning.
const SOON: u32 = 10;

impl App {
    #[must_use]
    pub fn view(&self) -> Element<'_, Message> {
        let mut page = Column::new();
        if self.setup.demo {
            page = page.push(self.demo_band());
        }
        page = page.push(container(self.body()).height(Length::Fill).width(Length::Fill));
        if let Some((tone, words)) = &self.note {
            let note = self.draw.said(*tone, words.as_str());
            page = page.push(container(note).padding([space::S, space::L]));
        }
        page = page.push(self.status_bar());
        let mut layers = Stack::new().push(page).width(Length::Fill).height(Length::Fill);
        if self.help {
            layers = layers.push(self.help_view());
        }
        keyboard(layers, self.context(), Message::Pressed)
    }

    fn body(&self) -> Element<'_, Message> {
        if let Some(lock) = &self.lock {
            return lock.view(self.draw, format::clock(self.now), self.hours()).map(Message::of_lock);
        }
        match &self.screen {
            Screen::Nobody => gap().into(),
            Screen::Desk(desk) => {
                desk.view(self.draw, self.seen.day.as_ref(), &self.setup.config.hours).map(Message::of_desk)
            }
            Screen::Receipts(receipts) => receipts.view(self.draw).map(Message::of_receipts),
            Screen::Paying(paying) => paying.view(self.draw),
            Screen::Outcome(outcome) => outcome.view(self.draw).map(Message::Key),
        }
    }

    fn demo_band(&self) -> Element<'_, Message> {
        let c = self.draw.look.colors;
        let words = iced::widget::text(self.draw.text.get("screen-demo-band")).size(size::BODY).color(c.on_demo);
        container(words)
            .center_x(Length::Fill)
            .padding(space::XS)
            .style(move |_| container::Style {
                background: Some(Background::Color(c.demo)),
                ..container::Style::default()
            })
            .into()
    }

    /// Whether payments are taken, for the lock.
    fn hours(&self) -> Element<'_, lock::Message> {
        let text = self.draw.text;
        let (tone, words) = match self.seen.day.as_ref().map(|day| &day.open) {
            None => (Tone::Plain, text.get("screen-hours-unknown")),
            Some(DeskOpen::Until(until)) => {
                (Tone::Good, text.with("screen-hours-until", values![until = format::end_of_hours(*until)]))
            }
            Some(DeskOpen::ByReason(reason)) => (Tone::Warn, text.with("screen-hours-reason", values![reason])),
            Some(DeskOpen::No(refusal)) => (Tone::Warn, say::refusal(&text, refusal)),
        };
        self.draw.said(tone, words)
    }

    fn status_bar(&self) -> Element<'_, Message> {
        let c = self.draw.look.colors;
        let mut bar = Row::new().spacing(space::S).align_y(Alignment::Center);
        bar = bar.push(self.draw.small(self.place()));
        for (tone, words) in [self.till(), self.terminal(), self.printer()]
            .into_iter()
            .chain(self.unresolved())
            .chain(self.unprinted())
            .chain(self.unclaimed())
            .chain(self.disk())
            .chain(self.not_compared())
            .chain(self.clock())
        {
            bar = bar.push(self.draw.status(tone, words));
        }
        if self.lock.is_none() && self.something_waits() {
            let open = row![
                self.draw.key_cap(KeyCommand::Pending.cap()),
                self.draw.small(self.draw.text.get(KeyCommand::Pending.words()))
            ]
            .spacing(space::XS)
            .align_y(Alignment::Center);
            bar = bar.push(iced::widget::mouse_area(open).on_press(Message::Key(KeyCommand::Pending)));
        }
        let (tone, left) = self.time_left();
        let mut right = Row::new().spacing(space::S).align_y(Alignment::Center);
        if let Some(left) = left {
            right = right.push(self.draw.status(tone, left));
        }
        right = right
            .push(widget::figures(format::clock(self.now), size::BODY, c.text))
            .push(self.draw.key_cap(KeyCommand::Help.cap()))
            .push(self.draw.small(self.draw.text.get(KeyCommand::Help.words())));
        let line = row![bar.width(Length::Fill).wrap().vertical_spacing(space::XS), right]
            .spacing(space::M)
            .align_y(Alignment::Center);
        container(line)
            .width(Length::Fill)
            .padding([space::XS + 2.0, space::L])
            .style(move |_| container::Style {
                background: Some(Background::Color(c.surface)),
                border: iced::Border { color: c.line, width: 1.0, radius: 0.0.into() },
                ..container::Style::default()
            })
            .into()
    }

    fn place(&self) -> String {
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
            _ if self.waiting.echo.is_some() => (Tone::Plain, "screen-status-terminal-asking"),
            Terminal::NotAsked => (Tone::Plain, "screen-status-terminal-unknown"),
            Terminal::Ready => (Tone::Good, "screen-status-terminal-ready"),
            Terminal::InUse => (Tone::Warn, "screen-status-terminal-paying"),
            Terminal::Silent => (Tone::Bad, "screen-status-terminal-silent"),
        };
        (tone, self.draw.text.get(key))
    }

    fn printer(&self) -> (Tone, String) {
        let (tone, key) = match &self.seen.printer {
            None => (Tone::Plain, "screen-status-printer-unknown"),
            Some(PrinterSeen::Ready) => (Tone::Good, "screen-status-printer-ready"),
            Some(PrinterSeen::PaperLow) => (Tone::Warn, "screen-status-printer-low"),
            Some(PrinterSeen::Silent) => (Tone::Plain, "screen-status-printer-silent"),
            Some(PrinterSeen::Trouble(key)) => (Tone::Bad, *key),
        };
        (tone, self.draw.text.get(key))
    }

    fn unresolved(&self) -> Option<(Tone, String)> {
        let count = self.seen.unresolved?;
        let tone = if count == 0 { Tone::Good } else { Tone::Unknown };
        Some((tone, self.draw.text.with("screen-status-unresolved", values![count])))
    }

    /// Whether there is an outcome that somebody must decide.
    fn something_waits(&self) -> bool {
        self.seen.unresolved.is_some_and(|count| count > 0)
    }

    /// Receipts without paper: a citizen was charged and may still wait for it.
    fn unprinted(&self) -> Option<(Tone, String)> {
        let count = self.seen.day.as_ref().map(|day| day.unprinted).filter(|count| *count > 0)?;
        Some((Tone::Warn, self.draw.text.with("screen-status-unprinted", values![count])))
    }

    /// Unclaimed results, for who answers for the money.
    fn unclaimed(&self) -> Option<(Tone, String)> {
        self.who.as_ref().filter(|who| who.operator().role.may(Act::SeeForeignResults))?;
        let count = self.seen.day.as_ref().map(|day| day.unclaimed).filter(|count| *count > 0)?;
        Some((Tone::Warn, self.draw.text.with("screen-status-foreign", values![count])))
    }

    /// A payment would be refused before the terminal is asked: nothing can be written down.
    fn disk(&self) -> Option<(Tone, String)> {
        self.seen.disk_fails.then(|| (Tone::Bad, self.draw.text.get("screen-status-disk")))
    }

    /// Books from a copy: until terminal and books were compared no card is asked for.
    fn not_compared(&self) -> Option<(Tone, String)> {
        self.seen.day.as_ref().filter(|day| day.not_compared)?;
        Some((Tone::Bad, self.draw.text.get("screen-status-not-compared")))
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

    fn time_left(&self) -> (Tone, Option<String>) {
        let Some(DeskOpen::Until(until)) = self.seen.day.as_ref().map(|day| &day.open) else {
            return (Tone::Plain, None);
        };
        let Some(minutes) = format::minutes_until(self.now, *until) else {
            return (Tone::Plain, None);
        };
        let tone = if minutes <= SOON { Tone::Warn } else { Tone::Plain };
        let key = if minutes < 60 { "screen-status-closes" } else { "screen-status-closes-hours" };
        (tone, Some(self.draw.text.with(key, values![hours = (minutes / 60), minutes = (minutes % 60)])))
    }

    fn help_view(&self) -> Element<'_, Message> {
        let text = self.draw.text;
        let rows = keys::commands(self.context_below()).map(|command| {
            row![container(self.draw.key_cap(command.cap())).width(88.0), self.draw.body(text.get(command.words())),]
                .spacing(space::M)
                .align_y(Alignment::Center)
                .into()
        });
        let list = self.draw.scroll(iced::widget::Id::new("help"), Column::with_children(rows).spacing(space::XS));
        let back = Control::primary("screen-back", KeyCommand::Back).view(self.draw, Message::Key);
        let content = column![self.draw.title(text.get("screen-help-title")), container(list).max_height(460.0), back]
            .spacing(space::L);
        self.draw.dialog(content)
    }
}
