//! The window's watch over the terminal, without anybody asking: an echo now and then, so that it is awake when a card is
//! asked for; and its results, looked for at the start, when it is back, and when an outcome can be known.

use std::time::{Duration, Instant};

use super::{App, Screen, Terminal};
use crate::desk::RecoverReport;
use crate::domain::time::Moment;
use crate::window::devices::{Answer, Job, JobNo, Said};

/// How long the terminal is left alone. Terminals go to sleep, and switches forget connections.
const ECHO_EVERY: Duration = Duration::from_secs(60);

/// What the watch waits for.
#[derive(Default)]
pub(super) struct Watch {
    echo: Option<JobNo>,
    /// When the terminal was last asked for a sign of life.
    echoed: Option<Instant>,
    results: Option<JobNo>,
    /// The earliest time at which an outcome that may still run can be known.
    known_from: Option<Moment>,
}

impl App {
    /// Looks for what the terminal holds, unless it is busy with that or with a payment.
    pub(super) fn look_for_results(&mut self) {
        let Some(who) = &self.who else { return };
        if self.watch.results.is_none() && !matches!(self.screen, Screen::Paying(_)) {
            let who = who.operator().id.clone();
            self.watch.known_from = None;
            self.watch.results = Some(self.devices.ask(Job::Recover { who }));
        }
    }

    /// Time passes.
    pub(super) fn keep_watch(&mut self, now: Instant) {
        let time = self.setup.clock.now();
        if let Screen::Outcome(outcome) = &mut self.screen {
            outcome.tick(time, &mut self.devices);
        }
        if matches!(self.screen, Screen::Paying(_)) || self.who.is_none() {
            return;
        }
        if self.watch.known_from.is_some_and(|from| from <= time) {
            self.look_for_results();
        }
        let alone = now.saturating_duration_since(*self.watch.echoed.get_or_insert(now));
        if alone >= ECHO_EVERY && self.watch.echo.is_none() {
            self.watch.echoed = Some(now);
            self.watch.echo = Some(self.devices.ask(Job::Echo));
        }
    }

    /// An answer to what the watch asked; true where it was one.
    pub(super) fn watch_answered(&mut self, answer: &Answer) -> bool {
        let job = Some(answer.job);
        if self.watch.echo == job {
            self.watch.echo = None;
            if !matches!(self.screen, Screen::Paying(_)) {
                let answers = matches!(answer.said, Said::Echo(Ok(())));
                self.terminal_is(if answers { Terminal::Ready } else { Terminal::Silent });
            }
        } else if self.watch.results == job {
            self.watch.results = None;
            if let Said::Recovered(Ok(_)) = &answer.said {
                self.tell_left_recovery(answer);
                self.ask_day();
            }
        } else {
            return false;
        }
        true
    }

    /// What is known of the terminal. One that is back may hold results that nobody heard.
    pub(super) fn terminal_is(&mut self, seen: Terminal) {
        let back = self.seen.terminal == Terminal::Silent && seen == Terminal::Ready;
        self.seen.terminal = seen;
        if back {
            self.look_for_results();
        }
    }

    /// Outcomes that can be known later are asked about then, whoever asked this time.
    pub(super) fn note_what_may_run(&mut self, report: &RecoverReport) {
        self.watch.known_from = report.sessions.iter().filter_map(|one| one.end.known_from()).min();
    }
}
