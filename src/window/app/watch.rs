//! The window's watch over the terminal, without anybody asking: an echo now and then, so that it is awake when a card is
//! asked for; and its results, looked for at the start, when it is back, and when an outcome can be known.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{App, Place, Terminal};
use chrono::TimeDelta;

use crate::desk::{Caller, RecoverReport};
use crate::domain::permission::Act;
use crate::domain::time::Moment;
use crate::window::devices::Failed;
use crate::window::request::{Echo, Recover};

/// How long the terminal is left alone. Terminals go to sleep, and switches forget connections.
const ECHO_EVERY: Duration = Duration::from_secs(60);

#[derive(Default)]
pub(super) struct Watch {
    /// When the terminal was last asked for a sign of life.
    echoed: Option<Instant>,
    /// The earliest time at which an outcome that may still run can be known.
    known_from: Option<Moment>,
}

impl App {
    /// Looks for what the terminal holds, unless it is busy with that or with a payment.
    pub(super) fn look_for_results(&mut self) {
        if self.who.is_some() && !self.waits_for::<Recover>() && !matches!(self.place, Place::Paying(_)) {
            let who = self.watcher();
            self.watch.known_from = None;
            self.ask(Recover { who }, App::results_found);
        }
    }

    /// As whom the window looks by itself. It does so for the house, so also where whoever sits here may not, or is no
    /// longer signed in: a charge must not wait for its receipt because of that.
    fn watcher(&self) -> Caller {
        match self.caller() {
            Caller::Person(who) if who.may(Act::Recover) => Caller::Person(who),
            Caller::Person(_) | Caller::User => Caller::User,
        }
    }

    pub(super) fn keep_watch(&mut self, now: Instant) {
        let time = self.setup.clock.now();
        if let Place::Outcome(outcome) = &mut self.place {
            outcome.tick(time, &mut self.devices);
        }
        if matches!(self.place, Place::Paying(_)) || self.who.is_none() {
            return;
        }
        if self.watch.known_from.is_some_and(|from| from <= time) {
            self.look_for_results();
        }
        let alone = now.saturating_duration_since(*self.watch.echoed.get_or_insert(now));
        if alone >= ECHO_EVERY && !self.waits_for::<Echo>() {
            self.watch.echoed = Some(now);
            self.ask(Echo { who: self.caller() }, App::echoed);
        }
    }

    fn echoed(&mut self, echo: Result<(), Failed>) {
        if !matches!(self.place, Place::Paying(_)) {
            self.terminal_is(if echo.is_ok() { Terminal::Ready } else { Terminal::Silent });
        }
    }

    fn results_found(&mut self, report: Result<Arc<RecoverReport>, Failed>) {
        if let Ok(report) = report {
            self.tell_left_recovery(&report);
            self.ask_day();
        }
    }

    /// What is known of the terminal. One that is back may hold results that nobody heard.
    pub(super) fn terminal_is(&mut self, seen: Terminal) {
        let back = self.seen.terminal == Terminal::Silent && seen == Terminal::Ready;
        self.seen.terminal = seen;
        if back {
            self.look_for_results();
        }
    }

    /// How long it takes until the terminal can be asked how the first of the unknown outcomes ended.
    pub(super) fn known_in(&self) -> Option<TimeDelta> {
        self.watch.known_from.map(|from| from.signed_duration_since(self.setup.clock.now()))
    }

    /// Outcomes that can be known later are asked about then, whoever asked this time.
    pub(super) fn note_what_may_run(&mut self, report: &RecoverReport) {
        self.watch.known_from = report.sessions.iter().filter_map(|one| one.end.known_from()).min();
    }
}
