//! What lies around every screen: the band of the demonstration, the note, the status bar, the help.

use iced::widget::{Column, Row, Stack, column, container, responsive, row};
use iced::{Alignment, Element, Length, Size, border};

use super::{App, Terminal};
use crate::desk::DeskOpen;
use crate::domain::{clocks::ClockDoubt, permission::Act, till::BlockerKind, time::minute};
use crate::text::{say, values};
use crate::window::keys::{self, KeyCommand};
use crate::window::screen::{Control, Draw, View};
use crate::window::theme::{Tone, size, space};
use crate::window::{format, message::Message, request::PrinterSeen, widget::keyboard};

/// The least room for everything side by side, in logical pixels.
const ROOMY: Size = Size::new(1000.0, 640.0);
/// What waits, as far as it is shown where there is little room.
const MOST_IN_SHORT: usize = 3;

/// How a thing stands, and the key that leads to it where it waits for somebody.
struct State {
    tone: Tone,
    words: String,
    key: Option<KeyCommand>,
}

/// From so many minutes before closing on, the time that is left is a warning.
const SOON: u32 = 10;

impl App {
    pub fn view(&self) -> Element<'_, Message> {
        let page = responsive(move |size| {
            let compact = size.width < ROOMY.width || size.height < ROOMY.height;
            self.page(Draw { compact, ..self.draw })
        });
        keyboard(Stack::new().push(page).width(Length::Fill).height(Length::Fill), self.context(), Message::Pressed)
    }

    fn page(&self, draw: Draw) -> View<'_> {
        let body = self.screen().map(|screen| screen.view(draw, self.today()));
        let note = self.note.as_ref().map(|(tone, words)| draw.said(*tone, words.as_str()));
        let page = column![
            self.setup.demo.then(|| self.demo_band()),
            container(body).height(Length::Fill).width(Length::Fill),
            note.map(|note| container(note).padding([space::S, space::L])),
            self.status_bar(draw),
        ];
        let layers = Stack::new().push(page).push(self.help.then(|| self.help_view(draw)));
        layers.width(Length::Fill).height(Length::Fill).into()
    }

    fn demo_band(&self) -> View<'_> {
        let c = self.draw.look.colors;
        let words = iced::widget::text(self.draw.get("screen-demo-band")).size(size::SMALL).color(c.on_demo);
        container(words)
            .center_x(Length::Fill)
            .padding(2.0)
            .style(move |_| container::Style::default().background(c.demo))
            .into()
    }

    fn status_bar(&self, draw: Draw) -> View<'_> {
        let mut states = self.states();
        let mut left = Row::new().spacing(space::S).align_y(Alignment::Center);
        if draw.compact {
            // What is in order needs no room; what waits has its key.
            states.retain(|state| !matches!(state.tone, Tone::Good | Tone::Plain));
            let more = states.len().saturating_sub(MOST_IN_SHORT);
            states.truncate(MOST_IN_SHORT);
            left = left.extend(states.into_iter().map(|state| self.state_view(draw, state)));
            left = left.push((more > 0).then(|| draw.small(format!("+{more}"))));
        } else {
            left = left
                .push(draw.small(self.desk_name()))
                .extend(states.into_iter().map(|state| self.state_view(draw, state)));
        }
        let right = row![
            self.time_left().map(|(tone, left)| draw.status(tone, left)),
            draw.figures(format::clock(self.now), size::BODY),
            draw.keys(&[KeyCommand::Help], KeyCommand::Help.words()),
        ];
        let line = row![
            left.width(Length::Fill).wrap().vertical_spacing(space::XS),
            right.spacing(space::S).align_y(Alignment::Center)
        ];
        let c = draw.look.colors;
        container(line.spacing(space::M).align_y(Alignment::Center))
            .width(Length::Fill)
            .padding([space::XS, if draw.compact { space::S } else { space::L }])
            .style(move |_| {
                let line = border::width(1.0).color(c.line);
                container::Style::default().background(c.surface).border(line)
            })
            .into()
    }

    /// A state; where it waits for somebody, with the key that leads there from here.
    fn state_view(&self, draw: Draw, state: State) -> View<'_> {
        let key = state.key.filter(|key| key.is_allowed_in(self.context()));
        let chip = draw.led_status(state.tone, state.words, key);
        match key {
            Some(key) => iced::widget::mouse_area(chip).on_press(Message::Key(key)).into(),
            None => chip,
        }
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

    fn till(&self) -> State {
        let (tone, key) = match self.seen.day.as_ref().map(|day| &day.till) {
            None => (Tone::Plain, "screen-status-till-unknown"),
            Some(None) => (Tone::Warn, "screen-status-till-closed"),
            Some(Some(_)) => (Tone::Good, "screen-status-till-open"),
        };
        let key_there = (tone == Tone::Warn).then_some(KeyCommand::Till);
        State { tone, words: self.draw.get(key), key: key_there }
    }

    fn terminal(&self) -> State {
        let (tone, key) = match self.seen.terminal {
            _ if self.seen.asking => (Tone::Plain, "screen-status-terminal-asking"),
            Terminal::NotAsked => (Tone::Plain, "screen-status-terminal-unknown"),
            Terminal::Ready => (Tone::Good, "screen-status-terminal-ready"),
            Terminal::InUse => (Tone::Warn, "screen-status-terminal-paying"),
            Terminal::Silent => (Tone::Bad, "screen-status-terminal-silent"),
        };
        State { tone, words: self.draw.get(key), key: None }
    }

    fn printer(&self) -> State {
        let (tone, key) = match &self.seen.printer {
            None => (Tone::Plain, "screen-status-printer-unknown"),
            Some(PrinterSeen::Ready) => (Tone::Good, "screen-status-printer-ready"),
            Some(PrinterSeen::PaperLow) => (Tone::Warn, "screen-status-printer-low"),
            Some(PrinterSeen::Silent) => (Tone::Plain, "screen-status-printer-silent"),
            Some(PrinterSeen::Trouble(key)) => (Tone::Bad, *key),
        };
        State { tone, words: self.draw.get(key), key: None }
    }

    /// How everything stands: till and devices, then what waits for somebody, what concerns a citizen first.
    fn states(&self) -> Vec<State> {
        let (draw, day) = (self.draw, self.seen.day.as_ref());
        let waits = |tone, words, key| State { tone, words, key: Some(key) };
        let mut states = vec![self.till(), self.terminal(), self.printer()];
        states.extend(self.unknown_outcomes());
        let waiting = |kind| day.map(|day| day.waiting(kind).count()).filter(|count| *count > 0);
        if let Some(count) = waiting(BlockerKind::UnprintedReceipt) {
            let words = draw.with("screen-status-unprinted", values![count]);
            states.push(waits(Tone::Warn, words, KeyCommand::WithoutPaper));
        }
        let answers_for_money = self.who.as_ref().is_some_and(|who| who.may(Act::SeeForeignResults));
        if let Some(count) = waiting(BlockerKind::UnclaimedResult).filter(|_| answers_for_money) {
            let words = draw.with("screen-status-foreign", values![count]);
            states.push(waits(Tone::Warn, words, KeyCommand::Unclaimed));
        }
        // A payment would be refused before the terminal is asked: nothing can be written down.
        if self.seen.disk_fails {
            states.push(waits(Tone::Bad, draw.get("screen-status-disk"), KeyCommand::Devices));
        }
        if let Some(earlier) = day.and_then(|day| day.earlier.as_ref()) {
            let words = draw.with("screen-status-earlier", values![day = format::date(earlier.day)]);
            states.push(waits(Tone::Bad, words, KeyCommand::Till));
        }
        // Somebody made themselves a supervisor past everybody: it stands here until one who was there says so.
        if let Some(recovery) = day.and_then(|day| day.recovery.as_ref()) {
            let values = values![operator = recovery.operator, at = minute(recovery.at)];
            states.push(waits(Tone::Bad, draw.with("screen-status-recovery", values), KeyCommand::Devices));
        }
        // Books from a copy: until terminal and books were compared no card is asked for.
        if day.is_some_and(|day| day.not_compared) {
            states.push(waits(Tone::Bad, draw.get("screen-status-not-compared"), KeyCommand::Till));
        }
        states.extend(self.clock());
        if day.is_some_and(|day| day.copy_is_old) {
            states.push(waits(Tone::Warn, draw.get("screen-status-copy-old"), KeyCommand::Devices));
        }
        states
    }

    /// Payments of which nobody knows the end, and when the terminal can tell.
    fn unknown_outcomes(&self) -> Option<State> {
        let count = self.seen.unresolved?;
        if count == 0 {
            return Some(State {
                tone: Tone::Good,
                words: self.draw.with("screen-status-unresolved", values![count]),
                key: None,
            });
        }
        let mut words = self.draw.with("screen-status-unresolved", values![count]);
        let left = self.known_in().map(|left| left.num_seconds()).filter(|left| *left > 0);
        if let Some(left) = left {
            let left = format!("{}:{:02}", left / 60, left % 60);
            words = self.draw.with("screen-status-known-in", values![what = words, left]);
        }
        Some(State { tone: Tone::Unknown, words, key: Some(KeyCommand::Pending) })
    }

    /// A clock that must be stated, or a terminal's that is apart and was.
    fn clock(&self) -> Option<State> {
        let text = self.draw.text;
        let day = self.seen.day.as_ref()?;
        let behind = day.clock_doubts.iter().any(|doubt| matches!(doubt, ClockDoubt::BehindTheBooks { .. }));
        if behind {
            let words = text.get("screen-status-clock-behind");
            return Some(State { tone: Tone::Bad, words, key: Some(KeyCommand::Till) });
        }
        let tone = if day.clock_doubts.is_empty() { Tone::Warn } else { Tone::Bad };
        let key = (!day.clock_doubts.is_empty()).then_some(KeyCommand::Till);
        day.terminal_clock.as_ref().map(|clock| State { tone, words: say::terminal_clock_short(&text, clock), key })
    }

    fn time_left(&self) -> Option<(Tone, String)> {
        let Some(DeskOpen::Until(until)) = self.seen.day.as_ref().map(|day| &day.open) else { return None };
        let minutes = format::minutes_until(self.now, *until)?;
        let tone = if minutes <= SOON { Tone::Warn } else { Tone::Plain };
        let key = if minutes < 60 { "screen-status-closes" } else { "screen-status-closes-hours" };
        Some((tone, self.draw.with(key, values![hours = minutes / 60, minutes = minutes % 60])))
    }

    fn help_view(&self, draw: Draw) -> View<'_> {
        let rows = keys::commands(self.context_below()).map(|command| {
            let cap = container(draw.key_cap(command.cap())).width(88.0);
            row![cap, draw.body(draw.get(command.words()))].spacing(space::M).align_y(Alignment::Center).into()
        });
        let content = column![
            draw.title(draw.get("screen-help-title")),
            Column::with_children(rows).spacing(space::XS),
            Control::primary("screen-back", KeyCommand::Back).view(draw),
        ];
        draw.dialog(content.spacing(space::L))
    }
}
