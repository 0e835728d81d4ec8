//! What the threads answered, given to whoever waits for it.

use iced::Task;

use super::{App, Place, Terminal};
use crate::desk::{PayEnd, PayReport, PrintEnd, RecoverEnd, RecoverReport, Trouble};
use crate::domain::receipt::Receipt;
use crate::text::{say, values};
use crate::window::devices::{Answer, Failed, News};
use crate::window::request::{PrinterSeen, ReadDay};
use crate::window::screen::{Screen as _, outcome};
use crate::window::{message::Message, theme::Tone};

impl App {
    pub(super) fn answer(&mut self, answer: &Answer) -> Task<Message> {
        if let Some(News::Recovered(report)) = &answer.news {
            self.note_what_may_run(report);
            if report.sessions.iter().any(|one| !matches!(one.end, RecoverEnd::StillUnknown { .. })) {
                self.seen.terminal = Terminal::Ready;
            }
        }
        if self.late.as_ref().is_some_and(|late| late.job() == answer.job) {
            return self.late_answer(answer);
        }
        let was_locked = self.lock.is_some();
        if self.own_answer(answer) {
            let locked_now = !was_locked && self.lock.is_some();
            return if locked_now { self.refocus() } else { Task::none() };
        }
        // What was asked before somebody signed in again may still say so: the day is asked of who is here now.
        if let Some(News::SessionEnded) = &answer.news
            && !self.session_over
            && !self.waits_for::<ReadDay>()
        {
            self.ask_day();
        }
        if let Some(News::Unresolved(count)) = &answer.news {
            self.seen.unresolved = Some(*count);
        }
        if let Some(lock) = &mut self.lock
            && let Some(action) = lock.answer(answer, &mut self.devices)
        {
            return self.after(action);
        }
        let action = self.place.screen_mut().and_then(|screen| screen.answer(answer, &mut self.devices));
        if let Some(action) = action {
            return self.after(action);
        }
        // What a place asked for before it was left is there when somebody comes back.
        for place in &mut self.left {
            let _ = place.screen_mut().and_then(|screen| screen.answer(answer, &mut self.devices));
        }
        if let Some(News::Recovered(report)) = &answer.news {
            self.tell_left_recovery(report);
        }
        Task::none()
    }

    pub(super) fn disk_checked(&mut self, disk: Result<(), Failed>) {
        self.seen.disk_fails = disk.is_err();
        if let Err(error) = disk {
            self.note = Some((Tone::Bad, say::desk_error(&self.draw.text, &error)));
        }
    }

    pub(super) fn echo_answered(&mut self, echo: Result<(), Failed>) {
        self.seen.asking = false;
        // A payment that began in the meantime knows better.
        if matches!(self.place, Place::Paying(_)) {
            return;
        }
        let seen = match echo {
            Ok(()) => Terminal::Ready,
            Err(error) => {
                self.note = Some((Tone::Warn, say::desk_error(&self.draw.text, &error)));
                Terminal::Silent
            }
        };
        self.terminal_is(seen);
    }

    pub(super) fn copied(&mut self, copy: Result<Option<(Receipt, PrintEnd)>, Failed>) {
        self.ask_day();
        let _ = self.refresh_shown();
        let text = self.draw.text;
        self.note = Some(match copy {
            Ok(Some((receipt, end))) => {
                let number = receipt.number.to_string();
                let (tone, key) = match &end {
                    PrintEnd::Printed { .. } => (Tone::Good, "screen-copy-done"),
                    PrintEnd::Unconfirmed => (Tone::Plain, "screen-copy-sent"),
                    PrintEnd::NotPrinted(_) => (Tone::Bad, "screen-copy-failed"),
                };
                (tone, text.with(key, values![number, copy = receipt.copies, why = say::print_end(&text, &end)]))
            }
            Ok(None) => (Tone::Plain, text.get("screen-copy-none")),
            Err(error) => (Tone::Bad, say::desk_error(&text, &error)),
        });
    }

    /// A payment ended: to its outcome, also behind the lock.
    pub(super) fn ended(&mut self, said: Result<PayReport, Failed>) {
        let (Place::Paying(paying), Some(who)) = (&self.place, &self.who) else { return };
        let (who, asks_again) = (who.clone(), self.can_ask_again());
        let of = paying.paid();
        self.learn(&said);
        let outcome = outcome::State::new(who, of, said, asks_again, &mut self.devices);
        self.show_outcome(outcome);
    }

    /// What a payment says of the devices.
    pub(super) fn learn(&mut self, said: &Result<PayReport, Failed>) {
        self.seen.terminal = Terminal::NotAsked;
        let Ok(report) = said else { return };
        self.seen.terminal = match &report.end {
            PayEnd::Approved { .. } | PayEnd::Declined(_) => Terminal::Ready,
            PayEnd::Unknown { .. } | PayEnd::Failed(Trouble::Terminal(_)) => Terminal::Silent,
            PayEnd::Refused(_) | PayEnd::Failed(_) => Terminal::NotAsked,
        };
        if let PayEnd::Approved { print, .. } = &report.end {
            self.seen.printer = Some(match print {
                PrintEnd::Printed { .. } => PrinterSeen::Ready,
                PrintEnd::Unconfirmed => PrinterSeen::Silent,
                PrintEnd::NotPrinted(_) => PrinterSeen::Trouble("screen-printer-failed"),
            });
        }
    }

    /// The cashier went on while the terminal was being asked: what it said is told all the same.
    pub(super) fn tell_left_recovery(&mut self, report: &RecoverReport) {
        self.note = recovered_note(self, report).or_else(|| self.note.take());
        self.ask_unresolved();
    }
}

fn recovered_note(app: &App, report: &RecoverReport) -> Option<(Tone, String)> {
    let text = app.draw.text;
    report.sessions.iter().find_map(|one| {
        let session = one.session.to_string();
        match &one.end {
            RecoverEnd::Approved { receipt, .. } => Some((
                Tone::Good,
                text.with("screen-recovered-approved-note", values![session, number = receipt.number]),
            )),
            RecoverEnd::NotCharged => {
                Some((Tone::Good, text.with("screen-recovered-not-charged-note", values![session])))
            }
            RecoverEnd::MayStillRun { .. } | RecoverEnd::StillUnknown { .. } => None,
        }
    })
}
