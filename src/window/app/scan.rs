//! What the keyboard brings, and whether a person or a scanner did. A scan goes to the desk and searches, from every screen and
//! over every dialog; it answers no question, presses no control and is no PIN.

use std::time::{Duration, Instant};

use iced::Task;

use super::{App, Place, desk};
use crate::window::keys::{Context, KeyCommand};
use crate::window::message::Message;
use crate::window::scanner::Ended;
use crate::window::screen::Screen;
use crate::window::theme::Tone;
use crate::window::widget::Pressed;

/// So long it is not known of a letter whether it is a person's command or the first of a scan. Nobody feels it.
const HELD: Duration = Duration::from_millis(60);
/// How often it is looked whether that has passed.
pub(super) const LOOK: Duration = Duration::from_millis(30);

/// A letter that means a command, until it is known who sent it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held {
    command: KeyCommand,
    /// Where it meant it: an answer may have come since.
    context: Context,
    at: Instant,
}

impl App {
    pub(super) fn pressed(&mut self, pressed: Pressed, at: Instant) -> Task<Message> {
        match pressed {
            Pressed::Heard(text) => {
                self.scanner.heard(&text, at);
                if self.scanner.follows() {
                    self.held = None;
                }
                Task::none()
            }
            Pressed::Letter(_) if self.scanner.follows() => Task::none(),
            Pressed::Letter(command) => {
                let before = self.release_held();
                self.held = Some(Held { command, context: self.context(), at });
                before
            }
            Pressed::End(command) => self.end(command, at),
            // The separators of bar codes come as keys too.
            Pressed::Command(_) if self.scanner.is_sending(at) => Task::none(),
            Pressed::Command(command) => {
                self.scanner.interrupted();
                self.release_held().chain(self.command(command))
            }
            Pressed::Erase => {
                self.scanner.interrupted();
                self.act(|screen, _, _| screen.typed(&pressed))
            }
            Pressed::Text(_) => self.act(|screen, _, _| screen.typed(&pressed)),
        }
    }

    /// Enter or Tab, with what it means here.
    fn end(&mut self, command: Option<KeyCommand>, at: Instant) -> Task<Message> {
        let ended = self.scanner.ended(at);
        if ended != Ended::Again {
            self.note = None;
        }
        match ended {
            Ended::Again => Task::none(),
            Ended::Scan(code) => {
                self.held = None;
                self.scanned(code)
            }
            // Where text is typed it stands there, and Enter is Enter.
            Ended::Noise if !self.context().takes_text() => {
                self.held = None;
                self.say(Tone::Plain, "screen-scan-no-code");
                Task::none()
            }
            Ended::Noise | Ended::ByPerson => {
                let before = self.release_held();
                before.chain(command.map_or_else(Task::none, |command| self.command(command)))
            }
        }
    }

    /// Time passed: nothing followed the letter, so a person pressed it.
    pub(super) fn release(&mut self, now: Instant) -> Task<Message> {
        match self.held {
            Some(held) if now.saturating_duration_since(held.at) >= HELD => self.release_held(),
            _ => Task::none(),
        }
    }

    fn release_held(&mut self) -> Task<Message> {
        match self.held.take() {
            Some(held) if held.context == self.context() => self.command(held.command),
            _ => Task::none(),
        }
    }

    fn scanned(&mut self, code: String) -> Task<Message> {
        if let Some(lock) = &mut self.lock {
            lock.refuse_scan();
            return self.refocus();
        }
        if self.screen_mut().is_some_and(Screen::takes_scan) {
            return self.refocus();
        }
        let waits = matches!(self.place, Place::Paying(_)) || self.place.screen().is_some_and(Screen::is_busy);
        if waits {
            self.kept_scan = Some(code);
            self.say(Tone::Plain, "screen-scan-kept");
            return Task::none();
        }
        self.help = false;
        self.kept_scan = None;
        let there = match self.place {
            Place::Nobody => return Task::none(),
            Place::Desk(_) => Task::none(),
            Place::Outcome(_) => self.fresh_desk(),
            _ => self.go_to_the_desk(),
        };
        there.chain(self.look_up_scan(code))
    }

    /// From another place to the desk. What is left stays for what it still waits for.
    fn go_to_the_desk(&mut self) -> Task<Message> {
        let Some(who) = self.who.clone() else { return Task::none() };
        if let Some(screen) = self.place.screen_mut() {
            screen.forget();
        }
        let fresh = || Place::Desk(Box::new(desk::State::new(who, self.setup.config.payments.allow_parts)));
        let before = self.left.iter().position(|place| matches!(place, Place::Desk(_)));
        let desk = before.map_or_else(fresh, |place| self.left.remove(place));
        self.leave_for(desk)
    }

    fn look_up_scan(&mut self, code: String) -> Task<Message> {
        let Place::Desk(desk) = &mut self.place else { return Task::none() };
        let action = desk.scan(code, &mut self.devices);
        self.ask_day();
        self.after(action)
    }

    /// At the desk again: what was scanned meanwhile is searched now.
    pub(super) fn arrived(&mut self) -> Task<Message> {
        match (&self.place, self.kept_scan.take()) {
            (Place::Desk(_), Some(code)) => {
                let searched = self.look_up_scan(code);
                self.say(Tone::Plain, "screen-scan-kept-now");
                searched
            }
            (_, kept) => {
                self.kept_scan = kept;
                Task::none()
            }
        }
    }
}
