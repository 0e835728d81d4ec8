//! A payment under way: what is happening now, what has happened, for how many seconds. No key here can start
//! another.

use std::time::{Duration, Instant};

use iced::widget::{Column, column, container, row, space as gap};
use iced::{Alignment, Element, Length};

use super::Draw;
use crate::desk::{PayOrder, PayStep, SignedIn};
use crate::domain::money::Money;
use crate::domain::session::SessionNo;
use crate::window::devices::{Answer, Devices, Job, JobNo, Said};
use crate::window::format;
use crate::window::keys::KeyCommand;
use crate::window::theme::{Tone, size, space};
use crate::window::widget;

/// After this long it is said what may be going on.
const LONG: Duration = Duration::from_secs(60);

/// The stages of a payment, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Preparing,
    Prepared,
    Sent,
    Confirmed,
    Booked,
    Printing,
}

impl Stage {
    const SHOWN: [Stage; 5] = [Stage::Prepared, Stage::Sent, Stage::Confirmed, Stage::Booked, Stage::Printing];

    fn now(self) -> &'static str {
        match self {
            Stage::Preparing => "screen-pay-now-preparing",
            Stage::Prepared => "screen-pay-now-prepared",
            Stage::Sent => "screen-pay-now-sent",
            Stage::Confirmed => "screen-pay-now-confirmed",
            Stage::Booked => "screen-pay-now-booked",
            Stage::Printing => "screen-pay-now-printing",
        }
    }

    fn done(self) -> &'static str {
        match self {
            Stage::Preparing | Stage::Prepared => "screen-pay-prepared",
            Stage::Sent => "screen-pay-sent",
            Stage::Confirmed => "screen-pay-confirmed",
            Stage::Booked => "screen-pay-booked",
            Stage::Printing => "screen-pay-printing",
        }
    }
}

/// A payment under way.
#[derive(Debug)]
pub struct State {
    job: JobNo,
    total: Money,
    payer: String,
    session: Option<SessionNo>,
    stage: Stage,
    /// When each stage was reached, in seconds from the first tick.
    reached: Vec<(Stage, u64)>,
    first_tick: Option<Instant>,
    elapsed: Duration,
}

/// What happens while paying.
#[derive(Debug, Clone)]
pub enum Message {
    /// A control that stands for a key.
    Key(KeyCommand),
    /// Time passes.
    Tick(Instant),
}

/// What the parent must do.
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// The payment ended; what was said of it is for the outcome.
    Ended(Said),
}

impl State {
    /// Starts a payment on the terminal's thread.
    #[must_use]
    pub fn start(who: &SignedIn, order: PayOrder, total: Money, payer: String, devices: &mut Devices) -> State {
        let job = devices.ask(Job::Pay { who: who.clone(), order });
        State {
            job,
            total,
            payer,
            session: None,
            stage: Stage::Preparing,
            reached: Vec::new(),
            first_tick: None,
            elapsed: Duration::ZERO,
        }
    }

    /// Time passes; keys do nothing here.
    pub fn update(&mut self, message: Message) -> Action {
        if let Message::Tick(now) = message {
            let first = *self.first_tick.get_or_insert(now);
            self.elapsed = now.saturating_duration_since(first);
        }
        Action::None
    }

    /// An answer of the threads. One of another payment is dropped.
    pub fn answer(&mut self, answer: &Answer) -> Action {
        if answer.job != self.job {
            return Action::None;
        }
        match &answer.said {
            Said::Step(step) => {
                self.note(step);
                Action::None
            }
            said => Action::Ended(said.clone()),
        }
    }

    /// Who pays.
    #[must_use]
    pub fn payer(&self) -> &str {
        &self.payer
    }

    /// What was to be charged.
    #[must_use]
    pub fn total(&self) -> Money {
        self.total
    }

    fn note(&mut self, step: &PayStep) {
        let stage = match step {
            PayStep::Prepared { session, amount } => {
                self.session = Some(*session);
                self.total = *amount;
                Stage::Prepared
            }
            PayStep::Sent => Stage::Sent,
            PayStep::Confirmed => Stage::Confirmed,
            PayStep::Booked { .. } => Stage::Booked,
            PayStep::Printing => Stage::Printing,
        };
        self.stage = stage;
        self.reached.push((stage, self.elapsed.as_secs()));
    }

    /// The payment: the amount, what happens now, and what happened.
    pub fn view<'a>(&'a self, draw: Draw) -> Element<'a, Message> {
        let Draw { look, text } = draw;
        let seconds = self.elapsed.as_secs();
        let amount = row![
            column![
                widget::small(look, text.get("screen-pay-payer")),
                widget::body(look, self.payer.as_str()),
            ]
            .width(Length::Fill),
            widget::figures(format::money(self.total), size::AMOUNT, look.colors.text),
        ]
        .align_y(Alignment::Center);
        let now = column![
            widget::title(look, text.get(self.stage.now())).size(size::AMOUNT - 8.0).color(look.colors.accent),
            widget::figures(
                text.with("screen-pay-seconds", &[("seconds", seconds.to_string().into())]),
                size::TITLE,
                look.colors.muted
            ),
        ]
        .spacing(space::S);
        let mut content = column![amount, widget::line(look), now, self.steps(draw)].spacing(space::L);
        if self.stage <= Stage::Confirmed {
            let words = text.get("screen-pay-cancel");
            content = content.push(widget::banner(look, Tone::Plain, widget::body(look, words)));
        }
        if self.elapsed >= LONG && self.stage <= Stage::Confirmed {
            let words = text.get("screen-pay-long");
            content = content.push(widget::banner(look, Tone::Warn, widget::toned(look, Tone::Warn, words)));
        }
        super::centred(widget::panel(look, container(content).padding(space::L)))
    }

    fn steps<'a>(&'a self, draw: Draw) -> Element<'a, Message> {
        let Draw { look, text } = draw;
        let rows = Stage::SHOWN.into_iter().map(|stage| {
            let reached = self.reached.iter().find(|(other, _)| *other == stage);
            let (tone, at) = match reached {
                Some((_, seconds)) => (
                    Tone::Good,
                    text.with("screen-pay-at", &[("seconds", seconds.to_string().into())]),
                ),
                None => (Tone::Plain, String::new()),
            };
            let words = text.get(stage.done());
            let words = if reached.is_some() { widget::body(look, words) } else { widget::muted(look, words) };
            row![
                widget::icon(look, tone, size::SMALL),
                words,
                gap::horizontal(),
                widget::figures(at, size::SMALL, look.colors.muted)
            ]
            .spacing(space::M)
            .align_y(Alignment::Center)
            .into()
        });
        let mut steps = Column::with_children(rows).spacing(space::S);
        if let Some(session) = self.session {
            let words = text.with("screen-session", &[("session", session.to_string().into())]);
            steps = steps.push(widget::small(look, words));
        }
        steps.into()
    }
}
