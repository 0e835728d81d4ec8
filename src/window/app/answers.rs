//! What the threads answered, given to whoever waits for it.

use iced::Task;

use super::{App, Message, Screen, Terminal};
use crate::desk::{PayEnd, PrintEnd, RecoverEnd, RecoverReport, Trouble};
use crate::text::say;
use crate::window::devices::{Answer, PrinterSeen, Said};
use crate::window::screen::{lock, outcome, paying};
use crate::window::theme::Tone;

impl App {
    pub(super) fn answer(&mut self, answer: &Answer) -> Task<Message> {
        if let Said::Recovered(Ok(report)) = &answer.said {
            self.note_what_may_run(report);
            if report.sessions.iter().any(|one| !matches!(one.end, RecoverEnd::StillUnknown { .. })) {
                self.seen.terminal = Terminal::Ready;
            }
        }
        if self.late == Some(answer.job) {
            return self.late_answer(answer);
        }
        if self.own_answer(answer) || self.watch_answered(answer) {
            return Task::none();
        }
        if let Said::Unresolved(Ok(attempts)) = &answer.said {
            self.seen.unresolved = Some(attempts.len());
        }
        if let Some(lock) = &mut self.lock {
            let action = lock.answer(answer, &mut self.devices);
            if !matches!(action, lock::Action::None) {
                return self.after_lock(action);
            }
        }
        match &mut self.screen {
            Screen::Nobody => {}
            Screen::Desk(desk) => {
                let action = desk.answer(answer);
                // Behind the lock no field may take the cursor from the PIN.
                let task = self.after_desk(action);
                if self.lock.is_none() {
                    self.tell_left_recovery(answer);
                    return task;
                }
            }
            Screen::Receipts(receipts) => {
                if let Some(action) = receipts.answer(answer, &mut self.devices) {
                    return self.after_receipts(action);
                }
                // What the desk asked for before it was left is there when somebody comes back.
                if let Some(desk) = &mut self.left {
                    let _ = desk.answer(answer);
                }
            }
            Screen::Paying(paying) => {
                if let paying::Action::Ended(said) = paying.answer(answer) {
                    self.ended(&said);
                }
            }
            Screen::Outcome(outcome) => {
                if let Some(action) = outcome.answer(answer, &mut self.devices) {
                    self.last_receipt = outcome.receipt().cloned().or_else(|| self.last_receipt.take());
                    return self.after_outcome(action);
                }
            }
        }
        self.tell_left_recovery(answer);
        Task::none()
    }

    /// What the window itself asked for.
    fn own_answer(&mut self, answer: &Answer) -> bool {
        let job = Some(answer.job);
        if self.waiting.day == job {
            self.waiting.day = None;
            self.seen.day = match &answer.said {
                Said::Day(Ok(day)) => Some(day.clone()),
                _ => None,
            };
        } else if self.waiting.unresolved == job {
            self.waiting.unresolved = None;
            self.seen.unresolved = match &answer.said {
                Said::Unresolved(Ok(attempts)) => Some(attempts.len()),
                _ => None,
            };
        } else if self.waiting.echo == job {
            self.waiting.echo = None;
            self.echo_answered(&answer.said);
        } else if self.waiting.printer == job {
            self.waiting.printer = None;
            if let Said::Printer(seen) = &answer.said {
                self.seen.printer = Some(seen.clone());
            }
        } else if self.waiting.copy == job {
            self.waiting.copy = None;
            self.copied(&answer.said);
        } else {
            return false;
        }
        true
    }

    fn echo_answered(&mut self, said: &Said) {
        // A payment that began in the meantime knows better.
        if matches!(self.screen, Screen::Paying(_)) {
            return;
        }
        let seen = match said {
            Said::Echo(Ok(())) => Terminal::Ready,
            Said::Echo(Err(error)) => {
                self.note = Some((Tone::Warn, say::desk_error(&self.draw.text, error)));
                Terminal::Silent
            }
            _ => Terminal::Silent,
        };
        self.terminal_is(seen);
    }

    fn copied(&mut self, said: &Said) {
        self.ask_day();
        let text = self.draw.text;
        self.note = Some(match said {
            Said::Reprinted(Ok(Some(done))) => {
                let (receipt, end) = done.as_ref();
                let number = receipt.number.to_string();
                let (tone, key) = match end {
                    PrintEnd::Printed { .. } => (Tone::Good, "screen-copy-done"),
                    PrintEnd::Unconfirmed => (Tone::Plain, "screen-copy-sent"),
                    PrintEnd::NotPrinted(_) => (Tone::Bad, "screen-copy-failed"),
                };
                let values = [
                    ("number", number.into()),
                    ("copy", receipt.copies.to_string().into()),
                    ("why", say::print_end(&text, end).into()),
                ];
                (tone, text.with(key, &values))
            }
            Said::Reprinted(Ok(None)) => (Tone::Plain, text.get("screen-copy-none")),
            Said::Reprinted(Err(error)) => (Tone::Bad, say::desk_error(&text, error)),
            _ => (Tone::Bad, text.get("screen-thread-gone")),
        });
    }

    /// A payment ended: to its outcome, also behind the lock.
    fn ended(&mut self, said: &Said) {
        let (Screen::Paying(paying), Some(who)) = (&self.screen, &self.who) else {
            return;
        };
        let of = outcome::Paid { payer: paying.payer().to_owned(), total: paying.total(), back: paying.back() };
        let (who, asks_again) = (who.operator().id.clone(), self.can_ask_again());
        let outcome = outcome::State::new(self.draw.text, who, of, said, asks_again, &mut self.devices);
        self.last_receipt = outcome.receipt().cloned().or_else(|| self.last_receipt.take());
        self.screen = Screen::Outcome(Box::new(outcome));
        self.help = false;
        self.learn(said);
        self.ask_day();
        self.ask_unresolved();
    }

    /// What a payment says of the devices.
    pub(super) fn learn(&mut self, said: &Said) {
        self.seen.terminal = Terminal::NotAsked;
        let Said::Paid(Ok(report)) = said else {
            return;
        };
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
    pub(super) fn tell_left_recovery(&mut self, answer: &Answer) {
        if let Said::Recovered(Ok(report)) = &answer.said {
            self.note = recovered_note(self, report).or_else(|| self.note.take());
            self.ask_unresolved();
        }
    }
}

fn recovered_note(app: &App, report: &RecoverReport) -> Option<(Tone, String)> {
    let text = app.draw.text;
    report.sessions.iter().find_map(|one| {
        let session = one.session.to_string();
        match &one.end {
            RecoverEnd::Approved { receipt, .. } => {
                let values = [("session", session.into()), ("number", receipt.number.to_string().into())];
                Some((Tone::Good, text.with("screen-recovered-approved-note", &values)))
            }
            RecoverEnd::NotCharged => {
                Some((Tone::Good, text.with("screen-recovered-not-charged-note", &[("session", session.into())])))
            }
            RecoverEnd::MayStillRun { .. } | RecoverEnd::StillUnknown { .. } => None,
        }
    })
}
